"""Whether a page offers to join a class."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from classroom.models import SchoolClass
from edusmart.accounts.models import User


def joining(request: HttpRequest) -> dict[str, object]:
    """Return `may_join_class` for templates, which is only found out where one asks."""
    return {"may_join_class": SimpleLazyObject(lambda: _may_join(request))}


def _may_join(request: HttpRequest) -> bool:
    """Return whether the user is no teacher and a class can be joined that they are not in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.is_editor or user.is_staff:
        return False
    open_now = SchoolClass.objects.filter(join_code__isnull=False, join_until__gt=timezone.now())
    return bool(open_now.exclude(memberships__pupil=user).exists())
