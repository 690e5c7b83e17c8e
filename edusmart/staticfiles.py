"""Static files under names that change with their content."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Modules import each other by those names too, so a deploy cannot mix old and new ones."""

    support_js_module_import_aggregation = True
