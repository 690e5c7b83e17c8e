"""The list of people in the admin: who is in which group and who is there; accounts as staff change them."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.models import (
    EDITORS,
    STAFF,
    STUDENTS,
    ApiToken,
    OpenSession,
    User,
    group_label,
)
from edusmart.accounts.people.filters import GroupFilter, ThereFilter
from edusmart.accounts.people.guarded import ConfirmedAdmin, in_turn, may_touch
from edusmart.accounts.people.import_page import import_page
from edusmart.accounts.people.new_passwords import give_passwords
from edusmart.accounts.personal.person_data import erase_person
from edusmart.accounts.ranks import groups_given_by, looked_after_by, may_look_after
from edusmart.accounts.sessions.open_sessions import THERE, end
from edusmart.accounts.sessions.passwords import note_reset
from edusmart.accounts.sessions.signed_in import confirmed, person_of
from edusmart.formats.listed import said_time

#: What the history keeps; it is translated where it is read.
PUT_INTO = {
    STUDENTS: "Put into the group students.",
    EDITORS: "Put into the group editors.",
    STAFF: "Put into the group staff.",
}


def _say(request: HttpRequest, done: tuple[str, int], had: tuple[str, int], others: int) -> None:
    """Say what an action did and what it left alone: "2 put into editors, already in it: 1, not yours: 1".

    `done` and `had` have %s for their numbers.
    """
    left = [words % number for words, number in (had, (_("not yours: %s"), others)) if number]
    messages.info(request, f"{_(', ').join([done[0] % done[1], *left])}.")


class SetByStaff(AdminPasswordChangeForm):
    """A password that staff set ends what opened the account before, as one for once does."""

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        person = super().save(commit)
        note_reset(person)
        return person


@admin.register(User)
class PersonAdmin(ConfirmedAdmin, UserAdmin):
    change_password_form = SetByStaff
    list_display = (
        "named", "username", "may_do", "is_active", "last_seen", "token_used",
    )  # fmt: skip
    list_filter = (GroupFilter, ThereFilter, "is_active", "is_staff", "last_login")
    search_fields = ("username", "first_name", "last_name", "email")
    date_hierarchy = "date_joined"
    show_full_result_count = False
    actions = (
        "put_into_students", "put_into_editors", "put_into_staff", "take_out_of_groups",
        "end_sessions", give_passwords, "take_away_second_factor",
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        page = confirmed(self._import)
        address = path("import/", self.admin_site.admin_view(page), name="import_people")
        return [address, *super().get_urls()]

    def _import(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return import_page(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request).prefetch_related("groups")
        tokens = ApiToken.objects.filter(user=OuterRef("pk")).order_by().values("user")
        opened = OpenSession.objects.filter(user=OuterRef("pk")).order_by().values("user")
        # In the list's own query, not one for each row; each apart, as joins would multiply one another.
        return people.annotate(
            token_used_at=Subquery(tokens.annotate(last=Max("last_used_at")).values("last")),
            seen_at=Subquery(opened.annotate(last=Max("seen_at")).values("last")),
        )

    @admin.display(
        description=gettext_lazy("name"), ordering=Concat("first_name", "last_name", "username")
    )
    def named(self, person: User) -> str:
        return person.shown_name

    @admin.display(description=gettext_lazy("last seen"), ordering="seen_at")
    def last_seen(self, person: User) -> Any:
        """Return when a session of theirs was used last, else when they signed in last."""
        seen = getattr(person, "seen_at", None)
        if seen and seen >= timezone.now() - THERE:
            return format_html('<span class="state state-completed">{}</span>', _("now"))
        return said_time(seen or person.last_login)

    @admin.display(description=gettext_lazy("may do"))
    def may_do(self, person: User) -> str:
        """Return the person's groups; without one, what that means."""
        if person.is_superuser:
            return _("superuser: everything")
        names = _(", ").join(group_label(name) for name in sorted(person.group_names))
        return names or _("no group: listens and uploads, as students")

    @admin.display(description=gettext_lazy("token last used"), ordering="token_used_at")
    def token_used(self, person: User) -> Any:
        return said_time(getattr(person, "token_used_at", None))

    @admin.action(description=gettext_lazy("Put into the group students"), permissions=["change"])
    def put_into_students(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._put(request, queryset, STUDENTS)

    @admin.action(description=gettext_lazy("Put into the group editors"), permissions=["change"])
    def put_into_editors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._put(request, queryset, EDITORS)

    def get_actions(self, request: HttpRequest) -> Any:
        """Only superusers make staff, as only they do in the form."""
        actions = super().get_actions(request)
        if not person_of(request).is_superuser:
            actions.pop("put_into_staff", None)
        return actions

    @admin.action(description=gettext_lazy("Put into the group staff …"), permissions=["change"])
    def put_into_staff(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask first: staff see and change everything of the school."""
        if "sure" in request.POST:
            self._put(request, queryset, STAFF)
            return None
        return TemplateResponse(
            request,
            "admin/put_into_staff.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Put into the group staff?"),
                "people": queryset.order_by("first_name", "last_name", "username"),
            },
        )

    @admin.action(description=gettext_lazy("Take out of every group"), permissions=["change"])
    def take_out_of_groups(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        mine = self._mine(request, queryset)
        held = [person for person in mine if person.group_names]
        for person in held:
            if STAFF in person.group_names and not person.is_superuser:
                self._open_admin(person, opens=False)
            person.groups.clear()
            self.log_change(request, person, "Taken out of every group.")
        out, none = _("%s taken out of every group"), _("in none: %s")
        self._say(request, queryset, mine, (out, len(held)), none)

    @admin.action(description=gettext_lazy("End all their sessions"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        mine = self._mine(request, queryset)
        ended = [person for person in mine if end(person.open_sessions.all(), person)]
        for person in ended:
            self.log_change(request, person, "All their sessions were ended.")
        out, none = _("%s signed out everywhere"), _("without a session: %s")
        self._say(request, queryset, mine, (out, len(ended)), none)

    def _put(self, request: HttpRequest, queryset: QuerySet[User], name: str) -> None:
        group = groups_given_by(person_of(request)).filter(name=name).first()
        mine = self._mine(request, queryset) if group else []
        new = [person for person in mine if name not in person.group_names]
        for person in new:
            person.groups.add(cast(Group, group))
            if name == STAFF:
                self._open_admin(person, opens=True)
            self.log_change(request, person, PUT_INTO[name])
        put = _("%%s put into %(group)s") % {"group": group_label(name)}
        self._say(request, queryset, mine, (put, len(new)), _("already in it: %s"))

    @staticmethod
    def _say(
        request: HttpRequest,
        chosen: QuerySet[User],
        mine: list[User],
        done: tuple[str, int],
        had: str,
    ) -> None:
        """Say what was done of those chosen; `had` is what is said of one's own of whom it was so before."""
        _say(request, done, (had, len(mine) - done[1]), chosen.count() - len(mine))

    @staticmethod
    def _open_admin(person: User, *, opens: bool) -> None:
        """Let a person into the admin, which the group alone does not, or no longer."""
        person.is_staff = opens
        person.save(update_fields=["is_staff"])

    def _mine(self, request: HttpRequest, people: QuerySet[User]) -> list[User]:
        """Return those of the people whom the actor may look after."""
        mine = looked_after_by(person_of(request)).values("pk")
        return list(people.filter(pk__in=mine))

    @admin.action(description=gettext_lazy("Take away the second step"), permissions=["change"])
    def take_away_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For who has lost the device and the recovery codes."""
        # Not above: the workers load this module too, and prove nothing.
        from edusmart.accounts.factors.proof import has_factor, remove_all

        mine = self._mine(request, queryset)
        had = [person for person in mine if has_factor(person)]
        for person in had:
            remove_all(person)
        out, none = _("second step taken away from %s"), _("without one: %s")
        self._say(request, queryset, mine, (out, len(had)), none)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        if id == str(request.user.pk):
            # The form knows no password until now, and would end one's own session.
            return HttpResponseRedirect(reverse("change_password"))
        return in_turn(confirmed(super().user_change_password))(request, id, form_url)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return in_turn(super().add_view)(request, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers make superusers, and only staff make staff."""
        fixed = super().get_readonly_fields(request, obj)
        person = person_of(request)
        if person.is_superuser:
            return fixed
        above = () if person.is_overseer else ("is_staff",)
        return (*fixed, "is_superuser", "user_permissions", *above)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = groups_given_by(person_of(request))
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = lambda group: group_label(group.name)
        if db_field.name == "user_permissions":
            field.label_from_instance = permission_label
        return field

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Allow everything of a person to go with them, though much of it cannot be deleted alone."""
        shown, counts, _, _ = super().get_deleted_objects(objs, request)
        actor = person_of(request)
        above = [obj for obj in objs if not may_look_after(actor, obj)]
        return shown, counts, {str(User._meta.verbose_name)} if above else set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        erase_person(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for person in queryset:
            erase_person(person)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Write nothing into the admin's log, which would keep the names; the trail has an entry."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_touch(request, obj)


#: What the permissions that Django makes let people do, by how their codes begin.
MAY = {
    "add": gettext_lazy("may add"),
    "change": gettext_lazy("may change"),
    "delete": gettext_lazy("may delete"),
    "view": gettext_lazy("may see"),
}


def permission_label(permission: Permission) -> str:
    """Return what a permission allows, in the reader's language: its name in the database is English."""
    act = MAY.get(permission.codename.partition("_")[0], permission.name)
    return f"{permission.content_type.app_labeled_name} | {act}"
