from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "edusmart.work"
    label = "work"
