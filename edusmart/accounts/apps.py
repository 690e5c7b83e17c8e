from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "edusmart.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        # Not above: it imports models, which exist once all apps are loaded.
        from edusmart.accounts import audited
        from edusmart.accounts.mail import notices
        from edusmart.accounts.sessions import open_sessions, signed_in

        audited.listen()
        notices.listen()
        signed_in.listen()
        open_sessions.listen()
