"""Choosing who reads a brief: only voices that speak its language, people's own among them."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.browser.world import World

PEOPLE = """
from datetime import date
from tts.models import ReferenceVoice
for name, language in (("Maryam Haddad", "en"), ("هدى السالم", "ar")):
    ReferenceVoice.objects.get_or_create(
        voice_id=f"clone:{language * 16}",
        defaults={
            "name": name, "language": language, "open_to": "everyone",
            "consent_by": name, "consent_on": date(2026, 1, 9),
        },
    )
"""


@pytest.fixture(scope="module")
def people(world: World) -> None:
    """A person's voice in English, and one in Arabic."""
    world.run(PEOPLE)


def voice(visitor: Visitor, name: str) -> Locator:
    return visitor.find("#voices .voice", has_text=name)


@pytest.mark.parametrize(("size", "language"), [("desktop", "en"), ("phone", "ar")])
def test_a_brief_offers_only_voices_that_speak_its_language(
    visit: Visit, world: World, people: None, size: str, language: str
) -> None:
    brief = world.brief("edith", f"Voices, {size}", "Good morning to everybody.")
    visitor = visit("edith", size=size, language=language)
    visitor.go(f"/briefs/{brief}/")
    with visitor.staying():
        expect(voice(visitor, "Maryam Haddad")).to_be_visible()
        expect(voice(visitor, "هدى السالم")).to_be_hidden()
        expect(visitor.find("#voices .voice:visible")).to_have_count(6)
        voice(visitor, "Maryam Haddad").get_by_role("radio").check()
        visitor.shoot("english brief", whole=True)

        visitor.find("#language").select_option("ar")
        expect(voice(visitor, "Maryam Haddad")).to_be_hidden()
        expect(voice(visitor, "هدى السالم")).to_be_visible()
        expect(visitor.find("#voices input:checked")).to_have_value("professional")
        voice(visitor, "هدى السالم").get_by_role("radio").check()
        visitor.shoot("arabic brief", whole=True)

        visitor.find("#language").select_option("fr")
        expect(visitor.find("#voices .voice:visible")).to_have_count(5)
        expect(visitor.find("#voices input:checked")).to_have_value("professional")
