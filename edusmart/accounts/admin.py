"""Users, roles and API tokens for staff, who give no rights that they do not have."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from edusmart.accounts.models import ApiToken, AuditEntry, OpenSession, User
from edusmart.accounts.person_data import erase_person
from edusmart.accounts.ranks import groups_given_by, looked_after_by, may_look_after
from edusmart.accounts.sessions.open_sessions import end
from edusmart.accounts.sessions.signed_in import confirmed, person_of


class ConfirmedAdmin(admin.ModelAdmin):
    """What is done here asks people to confirm who they are, unless they did lately."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return confirmed(super().changeform_view)(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return confirmed(super().delete_view)(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = super().changelist_view
        return (confirmed(view) if request.method == "POST" else view)(request, *args, **kwargs)


@admin.register(User)
class PersonAdmin(ConfirmedAdmin, UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_staff")
    actions = ("take_away_second_factor",)

    @admin.action(description="Take away the second factor", permissions=["change"])
    def take_away_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For who has lost the device and the recovery codes."""
        # Not above: the workers load this module too, and prove nothing.
        from edusmart.accounts.factors.proof import has_factor, remove_all

        mine = queryset.filter(pk__in=looked_after_by(person_of(request)).values("pk"))
        had = [person for person in mine if has_factor(person)]
        for person in had:
            remove_all(person)
        kept = queryset.count() - len(had)
        messages.info(
            request, f"Taken away from {len(had)} people; {kept} had none or are not yours."
        )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        return confirmed(super().user_change_password)(request, id, form_url)

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
        return super().formfield_for_manytomany(db_field, request, **kwargs)

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
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or may_look_after(person_of(request), user)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(ConfirmedAdmin, GroupAdmin):
    """Groups give rights, by their name and by their permissions: only superusers change them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return person_of(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person_of(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person_of(request).is_superuser


@admin.register(ApiToken)
class ApiTokenAdmin(ConfirmedAdmin):
    """Issue and revoke tokens. A token is shown once, when it is made."""

    list_display = (
        "name",
        "user",
        "scope",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    )
    list_filter = ("scope", "revoked_at")
    search_fields = ("name", "user__username")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    fields = ("user", "name", "scope", "expires_at", "revoked_at")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only whom the user may look after: who has somebody's token is that person."""
        if db_field.name == "user":
            kwargs["queryset"] = looked_after_by(person_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Who names no scope, as programs did before there were any, means all."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field:
            field.required = False
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and _may_touch(request, obj and obj.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and _may_touch(request, obj and obj.user)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        # The admin reads the key for its log and redirect, but `issue` made the row.
        token = ApiToken.issue(obj.user, obj.name, obj.scope, obj.expires_at)
        obj.pk = ApiToken.objects.get(digest=ApiToken.digest_of(token)).pk
        messages.warning(request, f"Copy the token now, it is not shown again: {token}")


@admin.register(OpenSession)
class OpenSessionAdmin(admin.ModelAdmin):
    """Who is signed in, since when and where they were seen last. Sessions can be ended here, not changed."""

    list_display = ("user", "browser", "address", "began_at", "seen_at")
    list_filter = ("seen_at", "browser")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name", "user__last_name")
    date_hierarchy = "seen_at"
    ordering = ("-seen_at",)
    actions = ("end_sessions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OpenSession]:
        """Return those that still let somebody in."""
        return super().get_queryset(request).filter(session__expire_date__gt=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="End", permissions=["view"])
    def end_sessions(self, request: HttpRequest, sessions: QuerySet[OpenSession]) -> None:
        """End the sessions of people whom the actor may look after."""
        mine = list(sessions.filter(user__in=looked_after_by(person_of(request))))
        for each in mine:
            end(OpenSession.objects.filter(pk=each.pk), each.user)
        left = len(sessions) - len(mine)
        messages.info(request, f"{len(mine)} ended" + (f", {left} are not yours to end." if left else "."))


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The audit trail, to read only."""

    list_display = ("at", "event", "by", "account", "thing", "address", "request_id", "details")
    list_filter = ("event", "at")
    list_select_related = ("by", "account")
    search_fields = ("by__username", "account__username", "thing", "address", "request_id")
    date_hierarchy = "at"
    # The table grows with everything that is done.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
