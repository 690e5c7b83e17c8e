from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "edusmart.accounts"
    label = "accounts"
