"""What the page says of a story that is being made: the scanned page that is read, what is left out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.tales import tale
from tests.browser.world import World

# As the worker does that reads them: here half a second for each page.
READ_SCANNED_PAGES = """
import time
from edusmart.live.publish import publish_progress
from stories.models import Telling
telling = Telling.claim_next("tests")
for page in (2, 3, 4):
    publish_progress(telling.topic_id, {
        "type": "progress", "kind": "telling", "id": telling.pk, "attempt": telling.attempts,
        "seq": page, "fraction": 0.0, "note": f"reading page {page} of 6",
    })
    time.sleep(0.5)
"""


def test_a_scan_says_which_page_is_read_and_how_long_it_takes(visit: Visit, world: World) -> None:
    name = world.newcomer()
    visitor = visit(name, size="phone")
    with world.without("workers"):
        story = world.upload(name, tale("Zaid", 2))
        visitor.go(f"/stories/{story}/")
        words = visitor.find("#making-words")
        expect(words).to_have_text("Your story is next in line.")
        world.run(READ_SCANNED_PAGES)
        expect(words).to_have_text(re.compile(r"Reading scanned page 4 of 6, about \d+ s left…"))
        expect(visitor.find(".picture-coming")).to_be_visible()
        visitor.shoot("reading a scan")
        world.cancel(name, story)


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ar", "rtl")])
def test_who_waits_sees_every_step_and_the_way_of_their_page(
    visit: Visit, world: World, language: str, way: str
) -> None:
    name = world.newcomer()
    visitor = visit(name, language=language)
    with world.without("workers"):
        story = world.upload(name, tale("Zuhra", 2))
        visitor.resize(820, 1180)
        visitor.go(f"/stories/{story}/")
        expect(visitor.find("#coming-steps > li").last).to_be_in_viewport(ratio=1)
        expect(visitor.find(".controls")).to_have_attribute("dir", way)  # its language is not known
        paper = visitor.find(".picture-coming")
        for n in range(1, 5):
            paper.click(position={"x": 150 * n, "y": 130})
            expect(visitor.find(".paper-bit")).to_have_count(n)
        visitor.shoot("waiting")
        world.cancel(name, story)


def test_a_story_of_fewer_scenes_says_what_it_leaves_out(visit: Visit, world: World) -> None:
    name = world.newcomer()
    with world.without("tts"):
        story = world.upload(name, tale("Hala", lingers=True), scenes="1")
        visitor = visit(name, size="phone")
        visitor.go(f"/stories/{story}/")
        words = visitor.find("#making-words")
        expect(words).to_contain_text("0 of 1 scenes are ready.")  # pictures alone are not enough
        expect(visitor.find("#picture img")).to_be_visible()
        expect(words).to_contain_text("0 of 1")
    expect(words).to_have_text("The story is ready. It has as many scenes as it may have: 1.")
    expect(visitor.find("#left-out-pages")).to_contain_text("–14")
    expect(visitor.find("#left-out a")).to_be_visible()
    visitor.shoot("left out", whole=True)
