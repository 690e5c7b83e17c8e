"""Users, roles and API tokens for staff."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from edusmart.accounts.models import ApiToken, AuditEntry, User
from edusmart.accounts.person_data import erase_person


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_staff")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers make superusers."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if _is_superuser(request) else (*fixed, "is_superuser", "user_permissions")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Allow everything of a person to go with them, though much of it cannot be deleted alone."""
        shown, counts, _, _ = super().get_deleted_objects(objs, request)
        mine = {obj for obj in objs if not _may_touch(request, obj)}
        return shown, counts, {str(User._meta.verbose_name)} if mine else set(), []

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


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    # Staff look after people, and must not become superusers that way.
    return user is None or not user.is_superuser or _is_superuser(request)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Issue and revoke tokens. A token is shown once, when it is made."""

    list_display = ("name", "user", "created_at", "revoked_at")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    fields = ("user", "name", "revoked_at")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only whom the user may look after: a superuser's token is a superuser."""
        if db_field.name == "user" and not _is_superuser(request):
            kwargs["queryset"] = User.objects.filter(is_superuser=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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
        token = ApiToken.issue(obj.user, obj.name)
        obj.pk = ApiToken.objects.get(digest=ApiToken.digest_of(token)).pk
        messages.warning(request, f"Copy the token now, it is not shown again: {token}")


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
