"""Users, roles and API tokens for staff, who give no rights that they do not have."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.models import ApiToken, AuditEntry, User, group_label
from edusmart.accounts.people.admin import PersonAdmin, permission_label
from edusmart.accounts.people.guarded import ConfirmedAdmin, may_touch
from edusmart.accounts.people.listed import listed_person, names_of
from edusmart.accounts.ranks import looked_after_by
from edusmart.accounts.sessions.signed_in import person_of
from edusmart.formats.listed import listed_time

__all__ = ["PersonAdmin"]

admin.site.unregister(Group)
admin.site.empty_value_display = "–"


@admin.register(Group)
class RoleAdmin(ConfirmedAdmin, GroupAdmin):
    """Groups give rights, by their name and by their permissions: only superusers change them."""

    list_display = ("called", "people")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions":
            field.label_from_instance = permission_label
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        groups: QuerySet[Group] = super().get_queryset(request)
        return groups.annotate(count=Count("user"))

    @admin.display(description=gettext_lazy("people"), ordering="count")
    def people(self, group: Any) -> SafeString:
        """Return how many people are in the group, who are listed there."""
        address = f"{reverse('admin:accounts_user_changelist')}?{urlencode({'group': group.name})}"
        return format_html('<a href="{}">{}</a>', address, group.count)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def called(self, group: Group) -> str:
        return group_label(group.name)

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
        listed_person(ApiToken, "user"),
        "scope",
        *(
            listed_time(ApiToken, name)
            for name in ("created_at", "last_used_at", "expires_at", "revoked_at")
        ),
    )
    list_filter = ("scope", "last_used_at", "expires_at", "revoked_at")
    nothing_yet = gettext_lazy(
        "Tokens let programs in for a person. People make their own under “Everything of mine”."
    )
    search_fields = ("name", *names_of("user"))
    date_hierarchy = "created_at"
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
        return may and may_touch(request, obj and obj.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and may_touch(request, obj and obj.user)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        # The admin reads the key for its log and redirect, but `issue` made the row.
        token = ApiToken.issue(obj.user, obj.name, obj.scope, obj.expires_at)
        obj.pk = ApiToken.objects.get(digest=ApiToken.digest_of(token)).pk
        messages.warning(request, _("Copy the token now, it is not shown again: %s") % token)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The audit trail, to read only."""

    list_display = (
        listed_time(AuditEntry, "at"),
        "event",
        listed_person(AuditEntry, "by"),
        listed_person(AuditEntry, "account"),
        "about",
        "address",
        "more",
    )
    list_filter = ("event", "at")
    list_select_related = ("by", "account")
    search_fields = (*names_of("by"), *names_of("account"), "thing", "address", "request_id")
    date_hierarchy = "at"
    fields = (
        "at", "event", "by", "account", "about", "address", "network", "request_id", "details",
    )  # fmt: skip
    readonly_fields = ("about",)
    # The table grows with everything that is done.
    show_full_result_count = False

    @admin.display(description=gettext_lazy("to what"), ordering="thing")
    def about(self, entry: AuditEntry) -> str:
        """Return the row it was done to, such as "audio job 3"."""
        model, _space, key = entry.thing.partition(" ")
        return f"{_names_of_models().get(model, model)} {key}".strip()

    @admin.display(description=gettext_lazy("details"))
    def more(self, entry: AuditEntry) -> str:
        """Return the details in words, such as "browser: Firefox on Linux"."""
        return _("; ").join(f"{_named(name)}: {_listed(it)}" for name, it in entry.details.items())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _named(detail: str) -> str:
    """Return what a detail is called; one that is a column of a person as the form calls it."""
    columns = {it.name: it.verbose_name for it in User._meta.fields}
    return str(columns.get(detail) or _(detail))


def _listed(value: Any) -> str:
    if isinstance(value, list):
        return _(", ").join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    at = parse_datetime(value) if isinstance(value, str) and "T" in value else None
    return date_format(localtime(at), "DATETIME_FORMAT") if at and at.tzinfo else str(value)


def _names_of_models() -> dict[str, Any]:
    """Return what people call the rows of each model, by the name that the trail has."""
    return {str(it._meta.model_name): it._meta.verbose_name for it in apps.get_models()}
