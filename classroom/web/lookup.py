"""Find a class or a pupil for the user of a request; 403 and 404 are decided here."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

from django.db.models import Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from classroom.actions.cards import may_have_card
from classroom.models import SchoolClass
from edusmart.accounts.access import editors_only
from edusmart.accounts.models import User


def teachers_class(user: User, class_id: int) -> SchoolClass:
    """Return a class to who runs it. Raises Http404: for another teacher as for none."""
    return get_object_or_404(SchoolClass.objects.run_by(user), pk=class_id)


def pupil_of(school_class: SchoolClass, pupil_id: int) -> User:
    """Return a pupil of the class. Raises Http404."""
    found: User = get_object_or_404(pupils_of(school_class), pk=pupil_id)
    return found


def pupils_of(school_class: SchoolClass) -> Any:
    """Return the class's pupils by their names: alphabetical, and nothing else."""
    pupils = User.objects.filter(memberships__school_class=school_class)
    return pupils.select_related("card").order_by(*by_name())


def by_name(of: str = "") -> list[Any]:
    """Return the order of names as they are shown; who has none is shown by the user name.

    `of` is the way to the user: "", or "pupil__".
    """
    first = Coalesce(NullIf(f"{of}first_name", Value("")), f"{of}username")
    return [Lower(first), Lower(f"{of}last_name"), f"{of}username"]


def with_factors(pupils: Any) -> Any:
    """Return the queryset with what decides who may have a card."""
    return pupils.select_related("card", "authenticator_app").prefetch_related("groups", "passkeys")


def without_card(pupils: Iterable[User]) -> list[User]:
    """Return who of the pupils has no card and may have one; they come `with_factors`."""
    return [it for it in pupils if getattr(it, "card", None) is None and may_have_card(it)]


def for_its_teacher(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the class of its address; 403 for pupils, 404 for other teachers."""

    @wraps(view)
    @editors_only
    def guarded(request: HttpRequest, class_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        school_class = teachers_class(cast(User, request.user), class_id)
        return view(request, school_class, *args, **kwargs)

    return guarded
