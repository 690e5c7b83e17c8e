"""Who may look after whom: nobody gives rights that they do not have, or acts as somebody who has more."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from edusmart.accounts.models import EDITORS, STAFF, User


def looked_after_by(actor: User) -> QuerySet[User]:
    """Return the people whose account, password and tokens the actor may handle: none with more rights."""
    if actor.is_superuser:
        return User.objects.all()
    above = Q(is_superuser=True) | _has_one_of(_not_held_by(actor))
    if not actor.is_overseer:
        above |= Q(groups__name=STAFF)
    if not actor.is_editor:
        above |= Q(groups__name=EDITORS)
    # By key: each person once, however many of their groups are above.
    return User.objects.exclude(pk__in=User.objects.filter(above).values("pk"))


def may_look_after(actor: User, person: User) -> bool:
    return looked_after_by(actor).filter(pk=person.pk).exists()


def groups_given_by(actor: User) -> QuerySet[Group]:
    """Return the groups that the actor may put people into."""
    if actor.is_superuser:
        return Group.objects.all()
    names = [*([] if actor.is_overseer else [STAFF]), *([] if actor.is_editor else [EDITORS])]
    above = Q(permissions__in=_not_held_by(actor)) | Q(name__in=names)
    return Group.objects.exclude(pk__in=Group.objects.filter(above).values("pk"))


def _not_held_by(actor: User) -> list[int]:
    every = Permission.objects.select_related("content_type")
    return [
        it.pk for it in every if not actor.has_perm(f"{it.content_type.app_label}.{it.codename}")
    ]


def _has_one_of(permissions: list[int]) -> Q:
    return Q(user_permissions__in=permissions) | Q(groups__permissions__in=permissions)
