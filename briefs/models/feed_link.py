"""A private feed address."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from briefs.models.programme import Programme


class FeedLink(models.Model):
    """One person's private address of a programme's feed."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="links", verbose_name=_("programme")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="feed_links",
        verbose_name=_("person"),
    )
    # SHA-256 of the token: a copy of the database opens no feed.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    # When a program last asked for the feed by it, and which ones did.
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    programs = models.JSONField(default=list, editable=False)
    # Revoked links stay as a record of who had access.
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")

    def __str__(self) -> str:
        of = {"programme": self.programme, "user": self.user}
        return gettext("%(programme)s for %(user)s") % of
