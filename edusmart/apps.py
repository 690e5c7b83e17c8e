from django.apps import AppConfig


class EduSmartConfig(AppConfig):
    name = "edusmart"

    def ready(self) -> None:
        from edusmart import checks  # noqa: F401 - registers the checks
