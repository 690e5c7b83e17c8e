"""Every code that a request is refused with or a row ends with has a message in every language."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from edusmart.accounts import messages
from tests.ops.codes import codes, codes_in

OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def test_every_code_has_a_message() -> None:
    found, known = codes(), messages.every_message()
    assert len(found) > 100, "the codes were not found"
    assert sorted(f"{it.where}: {it.code or '?'}" for it in found if it.code not in known) == []


def test_every_message_is_that_of_a_code() -> None:
    spoken = {it.code for it in codes()} | {"invalid", "sign_in", "second_factor", "set_password"}
    assert sorted(messages.every_message().keys() - spoken) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    for code, message in messages.every_message().items():
        with translation.override("en"):
            english = str(message)
        with translation.override(language):
            assert str(message) != english, code


def test_codes_are_found_wherever_they_are_written() -> None:
    source = """
raise RequestRefused("No.", "one", 404)
raise Unavailable("Away.", WAIT, code="two")
raise Refused("No.", other.code)
raise WorkError("No.", chosen)
class Odd(WorkError):
    code = "three"
"""
    found = [it.code for it in codes_in(source, Path("odd.py"))]
    assert sorted(found) == ["", "one", "three", "two"]


def test_a_code_cannot_have_two_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, Promise] = dict(messages._requests)
    monkeypatch.setattr(messages, "_requests", kept)
    with pytest.raises(ValueError, match="no_scene has two messages"):
        messages.register({"no_scene": gettext_lazy("There is nothing.")})
