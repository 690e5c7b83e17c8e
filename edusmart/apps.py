from django.apps import AppConfig


class EduSmartConfig(AppConfig):
    name = "edusmart"

    def ready(self) -> None:
        # Not above: these import models, which exist once all apps are loaded.
        from edusmart import checks  # noqa: F401 - registers the checks
        from edusmart.accounts.trail import forget_old_entries
        from edusmart.media.orphans import clean_a_share
        from edusmart.work.sweep import register_chore

        register_chore(clean_a_share)
        register_chore(forget_old_entries)
