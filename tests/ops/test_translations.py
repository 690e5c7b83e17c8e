"""The interface is complete in every language offered, and what is compiled is what was written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from edusmart.accounts.messages import every_message, message_for
from edusmart.accounts.models import User
from stories.models import Story
from tests.processes import ROOT
from tests.stories.making import bare_story
from tts.voices import PRESETS

OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
MARKS |= {"pgettext", "npgettext", "pgettext_lazy"}
PLACES = re.compile(r"\{\w+\}|%\(\w+\)\w")


def catalogue(language: str) -> gettext.GNUTranslations:
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def marked() -> Iterator[tuple[Path, str | None, str]]:
    """Every string that is marked for translation: where, its context, and itself."""
    for path in (ROOT / "templates").rglob("*.html"):
        yield from _calls(path, templatize(path.read_text()))
    for folder in ("edusmart", "stories", "briefs", "classroom", "tts"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from _calls(path, path.read_text())


def _calls(path: Path, source: str) -> Iterator[tuple[Path, str | None, str]]:
    if path.suffix == ".html":  # what templatize leaves is calls among filler
        source = "\n".join(
            re.findall(r"\b(?:_|n?p?gettext)\(u?['\"].*?['\"][^'\"()]*\)", source, re.S)
        )
        source = source.replace(",count)", ", 0)")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        words = [it.value for it in node.args if isinstance(it, ast.Constant)]
        if name in MARKS and words and isinstance(words[0], str):
            yield (
                path,
                *(
                    (words[0], words[1])
                    if "p" in name.removesuffix("_noop")[:2]
                    else (None, words[0])
                ),
            )


#: A language may say "one play" without writing the number.
COUNT = {"{n}"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_marked_string_is_translated_with_its_places(language: str) -> None:
    known = dict(catalogue(language)._catalog)  # type: ignore[attr-defined]
    found = list(marked())
    assert len(found) > 200, "the strings were not found"
    missing = []
    for path, context, words in found:
        key = f"{context}\x04{words}" if context else words
        told = known.get(key) or known.get((key, 0))
        if not told:
            missing.append(f"{path.relative_to(ROOT)}: {words}")
        elif (key, 0) not in known and ({*PLACES.findall(told)} ^ {*PLACES.findall(words)}) - COUNT:
            missing.append(f"{path.relative_to(ROOT)}: other {{places}} in {words}")
    assert not missing, "\n".join(sorted(set(missing)))


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    written = (ROOT / f"locale/{language}/LC_MESSAGES/django.po").read_text()
    known = catalogue(language)
    entry = re.compile(r'^(?:msgctxt "(.*)"\n)?msgid "(.+)"\nmsgstr "(.*)"$', re.M)
    for block in written.split("\n\n"):
        if found := entry.search(block):
            context, words, told = (ast.literal_eval(f'"{it or ""}"') for it in found.groups())
            heard = known.pgettext(context, words) if context else known.gettext(words)
            assert heard == told, f"compile the messages again: {words}"


@pytest.mark.django_db
def test_what_goes_wrong_is_said_in_the_readers_language(client: Client, alice: User) -> None:
    assert message_for("not_a_pdf", "This file is not a PDF.") == "This file is not a PDF."
    client.force_login(alice)
    arabic = {"Accept-Language": "ar"}
    story = bare_story(alice)
    answer = client.get(f"/api/story/{story.pk}/scene/7", headers=arabic).json()
    with translation.override("ar"):
        assert answer == {"detail": str(every_message()["no_scene"]), "code": "no_scene"}
        assert message_for("something_new", "As it was.") == "As it was."
        damaged = str(every_message()["corrupt"])
    english = client.get(f"/stories/{story.pk}/").content.decode()
    page = client.get(f"/stories/{story.pk}/", headers=arabic).content.decode()
    assert damaged not in page, "a told story needs no reasons of its telling"
    Story.objects.filter(pk=story.pk).update_unwatched(status="failed")
    assert damaged in client.get(f"/stories/{story.pk}/", headers=arabic).content.decode()
    assert "error-corrupt" not in english
    refused = client.post("/stories/upload/", {"grade_level": "99"}, headers=arabic)
    assert "This" not in refused.context["problem"]
    assert refused.context["problem"]
    upload = client.get("/stories/upload/", headers=arabic).content.decode()
    assert not [it.label for it in PRESETS if f">{it.label}<" in upload]
