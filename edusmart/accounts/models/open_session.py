"""The sessions that people have open, so that they can look at them and end them."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class OpenSession(models.Model):
    """Whose a session is, since when, and where it was seen last. It goes with the session."""

    session = models.OneToOneField(
        Session, primary_key=True, on_delete=models.CASCADE, related_name="opened"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_sessions"
    )
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=45, blank=True)
    #: Such as "Firefox, Android"; no more is kept of what the browser says of itself.
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"session of {self.user_id}"

    @property
    def name(self) -> str:
        """What a page calls the session by: its key would open it."""
        return salted_hmac("edusmart.accounts.open_session", self.session_id).hexdigest()
