"""django-rq's pages of the queues, under a name that staff know in both languages."""

from django.utils.translation import gettext_lazy as _
from django_rq.apps import DjangoRqAdminConfig


class QueuesConfig(DjangoRqAdminConfig):
    verbose_name = _("Queues")

    def ready(self) -> None:
        super().ready()
        # After the model was made: its migrations are django-rq's, and know nothing of these names.
        names = self.get_model("Dashboard")._meta
        names.verbose_name, names.verbose_name_plural = _("queue"), _("queues")
