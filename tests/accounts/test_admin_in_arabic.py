"""Every word of the admin is read in Arabic, walked from the registry: a new page is held to it too."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, help_text_for_field, label_for_field
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, Model
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from edusmart.accounts.models import User
from tests.accounts.test_people import act

pytestmark = pytest.mark.django_db

ARABIC = re.compile(r"[\u0621-\u064a]")
#: Names that are the same in every language, and what people wrote.
NAMES = re.compile(r"(MP3|EPUB|API|SHA-256|—|-|[\d\s.,:%]|English|Español|Français)*")


@pytest.fixture
def asked(stella: User) -> HttpRequest:
    """Return a request of a superuser, who sees every page."""
    request = RequestFactory().get("/admin/")
    request.user = stella
    return request


def words_of_forms(
    page: Any, model: type[Model], request: HttpRequest
) -> Iterator[tuple[str, object]]:
    """Yield the names of fieldsets, labels and help of a page that adds or shows a row."""
    for row in (None, model()):
        form = page.get_form(request, row)
        fieldsets = page.get_fieldsets(request, row)
        for name, options in fieldsets:
            yield "fieldset", name or "—"
            yield "description", options.get("description") or "—"
        yield from _fields(page, model, form, flatten_fieldsets(fieldsets))
    for inline in page.get_inline_instances(request):
        meta = inline.model._meta
        yield "inline", inline.verbose_name or meta.verbose_name
        yield "inline", inline.verbose_name_plural or meta.verbose_name_plural
        form = inline.get_formset(request).form
        yield from _fields(
            inline, inline.model, form, flatten_fieldsets(inline.get_fieldsets(request))
        )


def _fields(
    page: Any, model: type[Model], form: Any, names: list[str]
) -> Iterator[tuple[str, object]]:
    for name in names:
        field = form.base_fields.get(name)
        if field is None:
            yield f"field {name}", label_for_field(name, model, page)
            yield f"help of {name}", help_text_for_field(name, model) or "—"
            continue
        yield f"field {name}", field.label or label_for_field(name, model, page)
        yield f"help of {name}", field.help_text or "—"
        for value, said in _choices(field):
            yield f"choice of {name}", said if value else "—"


def _choices(field: Any) -> list[tuple[Any, Any]]:
    is_of_rows = hasattr(field, "queryset")
    return [] if is_of_rows else list(getattr(field, "choices", ()))


def words_of_list(
    page: Any, model: type[Model], request: HttpRequest
) -> Iterator[tuple[str, object]]:
    """Yield the names of columns, filters with their choices, and actions of a list."""
    for name in page.get_list_display(request):
        yield f"column {name}", label_for_field(name, model, page)
    listed: ChangeList = page.get_changelist_instance(request)
    for spec in listed.filter_specs:
        yield f"filter {spec.title}", spec.title
        for choice in spec.choices(listed):
            yield f"choice of filter {spec.title}", choice["display"]
    for name, (_act, _name, said) in page.get_actions(request).items():
        yield f"action {name}", said


def deleted_with(model: type[Model]) -> set[type[Model]]:
    """Return the models whose rows go with a row of this one: the admin names them before it deletes."""
    found: set[type[Model]] = set()
    new = [model]
    while new:
        for relation in new.pop()._meta.related_objects:
            other = relation.related_model
            if relation.on_delete is CASCADE and other not in found:
                found.add(other)
                new.append(other)
    return found


def words_of(page: Any, model: type[Model], request: HttpRequest) -> Iterator[tuple[str, object]]:
    """Yield where each word of a model's pages stands, and the word."""
    yield "app", model._meta.app_config.verbose_name
    yield "model", model._meta.verbose_name
    yield "models", model._meta.verbose_name_plural
    for other in deleted_with(model):
        yield f"{other.__name__}, deleted with it", other._meta.verbose_name
        yield f"several {other.__name__}, deleted with it", other._meta.verbose_name_plural
    yield from words_of_list(page, model, request)
    yield from words_of_forms(page, model, request)


def test_every_list_and_form_of_the_admin_is_in_arabic(asked: HttpRequest) -> None:
    with override("ar"):
        foreign = [
            f"{model._meta.label}: {where}: {said}"
            for model, page in admin.site._registry.items()
            for where, said in words_of(page, model, asked)
            if not (ARABIC.search(str(said)) or NAMES.fullmatch(str(said)))
        ]
    assert not foreign, "\n".join(foreign)


def test_history_permissions_and_django_s_own_scripts_speak_arabic(
    client: Client, stella: User, alice: User
) -> None:
    client.force_login(stella)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    act(client, "/admin/accounts/user/", "put_into_editors", alice.pk)

    def page(path: str) -> str:
        return client.get(f"/admin/{path}").content.decode()

    history = page(f"accounts/user/{alice.pk}/history/")
    assert "ضُمّ إلى مجموعة المحررين." in history
    assert "Put into" not in history
    groups = ContentType.objects.get_for_model(Group)
    named: dict[str, Any] = {
        "codename": "add_group",
        "content_type": groups,
        "name": "Can add group",
    }
    Permission.objects.get_or_create(**named)
    permissions = page(f"auth/group/{alice.groups.get(name='editors').pk}/change/")
    assert "له أن يضيف" in permissions
    assert "Can add" not in permissions
    assert '"Remove selected %s": "' in page("jsi18n/")
    assert re.search(r"\d{1,2} [\u0621-\u064a]+ 20\d\d، \d\d:\d\d", history)
    listed = page("accounts/auditentry/")
    assert re.search(r"<time[^>]*>اليوم، \d\d:\d\d</time>", listed)
