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
        token = ApiToken.issue(obj.user, obj.name)
        obj.pk = ApiToken.objects.get(digest=ApiToken.digest_of(token)).pk
        messages.warning(request, f"Copy the token now, it is not shown again: {token}")
