"""Users, roles and API tokens for staff."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from edusmart.accounts.models import ApiToken, User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("groups", "is_active", "is_staff")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers make superusers."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if _is_superuser(request) else (*fixed, "is_superuser", "user_permissions")

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

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        # The admin reads the key for its log and redirect, but `issue` made the row.
        token = ApiToken.issue(obj.user, obj.name)
        obj.pk = ApiToken.objects.get(digest=ApiToken.digest_of(token)).pk
        messages.warning(request, f"Copy the token now, it is not shown again: {token}")
