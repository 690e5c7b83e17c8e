"""The admin's page about the model: who is in use, whether it answers, and who may try that."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from edusmart.accounts.models import AuditEntry, User
from edusmart.work.gates import ProviderGate
from stories.models import ProviderCall
from tests.stories.telling.test_rewriting import SHORT

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/provider/"


def says(model: Any, text: str = SHORT) -> Any:
    return model.says.whole(f'{{"text": "{text}"}}')


def test_staff_see_who_is_in_use_and_nobody_else_does(
    client: Client, alice: User, edith: User, stella: User, openai: Any
) -> None:
    for stranger in (None, alice, edith):
        if stranger:
            client.force_login(stranger)
        for ask in (client.get, client.post):
            assert ask(PAGE).status_code == 302
    client.force_login(stella)
    page = client.get(PAGE).content.decode()
    assert openai.says.MODEL in page
    assert openai.says.IMAGE_MODEL in page
    assert "Try it" in page
    assert PAGE in client.get("/admin/").content.decode()
    assert openai.asked == []


def test_one_try_shows_time_tokens_and_cost_and_is_in_the_books_and_the_trail(
    client: Client, stella: User, model: Any, settings: Any
) -> None:
    settings.MODEL_PRICES = {model.says.MODEL: (100, 200)}
    model.will(says(model))
    client.force_login(stella)
    page = client.post(PAGE, follow=True).content.decode()
    call = ProviderCall.objects.get()
    assert "The model answered." in page
    assert f"{call.tokens_in} tokens sent" in page
    assert "USD" in page
    assert (call.user, call.story, call.outcome) == (stella, None, "answered")
    assert call.cost == 100 * call.tokens_in + 200 * (call.tokens_out + call.tokens_thinking) > 0
    entry = AuditEntry.objects.get(event="admin_acted")
    assert (entry.by, entry.details) == (stella, {"did": "tried the model"})
    assert len(model.asked) == 1


def test_a_failure_is_said_and_listed_and_an_answer_opens_the_gate(
    client: Client, stella: User, model: Any
) -> None:
    gate = model.prefix.lower()
    ProviderGate.objects.create(name=gate, failures=3)
    model.will(model.says.failure(503), says(model))
    client.force_login(stella)
    page = client.post(PAGE, follow=True).content.decode()
    assert "cannot be reached at the moment" in page
    assert "unavailable" in page
    assert "3 failures in a row" in page
    assert ProviderGate.objects.get(name=gate).failures == 3
    client.post(PAGE)
    assert ProviderGate.objects.get(name=gate).failures == 0


def test_staff_without_the_permission_see_and_do_not_try(
    client: Client, edith: User, openai: Any
) -> None:
    edith.is_staff = True
    edith.save()
    client.force_login(edith)
    assert "Try it" not in client.get(PAGE).content.decode()
    assert client.post(PAGE).status_code == 403
    edith.user_permissions.add(*_to_open_gates())
    openai.will(says(openai))
    assert client.post(PAGE).status_code == 302
    assert len(openai.asked) == 1


def _to_open_gates() -> Any:
    kind = ContentType.objects.get_for_model(ProviderGate)
    made = Permission.objects.get_or_create(content_type=kind, codename="change_providergate")
    return [made[0]]


def test_without_a_model_there_is_nothing_to_try(client: Client, stella: User) -> None:
    client.force_login(stella)
    page = client.get(PAGE).content.decode()
    assert "VERBATIM" in page
    assert "Try it" not in page
    assert "without a model" in client.post(PAGE, follow=True).content.decode()
