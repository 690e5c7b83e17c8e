"""A student's way: from an empty shelf to a story that plays while it is still being made."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import (
    NOTE_UNFINISHED,
    at,
    expect_finished,
    expect_scene,
    is_silent,
    note_words,
    play,
    upload,
    words_lit,
)
from tests.browser.tales import CHAPTERS, TITLE, tale
from tests.browser.world import World
from tests.processes import ROOT, wait_until

SCENES = len(CHAPTERS)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_student_uploads_a_pdf_and_watches_it_while_it_is_made(
    visit: Visit, world: World, size: str, tmp_path: Path
) -> None:
    name = world.newcomer()
    hero = name.capitalize()
    pdf = tmp_path / "lamp.pdf"
    pdf.write_bytes(tale(hero))
    visitor = visit(size=size)
    page = visitor.page

    page.add_init_script(NOTE_UNFINISHED)
    visitor.go("/")
    visitor.shoot("sign in")
    visitor.sign_in(name)
    expect(visitor.find(".first-run .button-main")).to_have_count(1)
    visitor.shoot("empty shelf", whole=True)

    visitor.find("main a[href='/stories/upload/']").click()
    visitor.shoot("upload", whole=True)
    upload(visitor, pdf)
    expect(visitor.find("#text")).to_contain_text(f"{hero} could not sleep.")
    visitor.shoot("text at once")
    expect(visitor.find("#play")).to_be_enabled()
    unfinished = page.evaluate("window.unfinished")
    assert unfinished, "everything was made before the first scene could be played"
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    visitor.shoot("playable")
    assert is_silent(visitor), "it began by itself"

    note_words(visitor)
    play(visitor)
    visitor.shoot("playing")
    expect_scene(visitor, 2)
    wait_until(lambda: len(words_lit(visitor, 2)) > 2, "words of the second scene")
    first = words_lit(visitor, 1)
    assert first == sorted(first), "words were lit out of order"
    assert len(first) >= 7, f"only {first} were lit"  # of 14: a busy machine draws late
    visitor.shoot("second scene by itself")

    visitor.tap("#play")
    wait_until(lambda: is_silent(visitor), "silence")
    visitor.tap("#next")
    expect_scene(visitor, 3)
    visitor.tap("#next")
    expect_scene(visitor, 4)
    visitor.tap("#previous")
    expect_scene(visitor, 3)
    assert is_silent(visitor), "turning the page began to play"
    expect(visitor.find("#text h2")).to_have_text("Boots in the hall")

    expect_finished(visitor, SCENES)
    page.reload()
    expect_scene(visitor, 3)
    expect(visitor.find("#play")).to_be_enabled()
    assert is_silent(visitor), "it began by itself after a reload"
    visitor.shoot("finished")
    visitor.go("/stories/")
    begun = page.get_by_role("region", name="Continue listening")
    expect(begun.get_by_role("link", name=TITLE)).to_be_visible()
    visitor.shoot("shelf", whole=True)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_arabic_story_is_read_from_right_to_left(visit: Visit, world: World, size: str) -> None:
    visitor = visit(world.newcomer(), size=size)
    page = visitor.page
    visitor.go("/stories/upload/")
    page.get_by_role("button", name="العربيّة").click()
    expect(visitor.find("html[dir=rtl][lang=ar]")).to_be_attached()
    visitor.looks.language = "ar"
    visitor.shoot("upload", whole=True)
    upload(visitor, ROOT / "samples" / "sirr-al-asal.pdf")

    expect(visitor.find("#stage")).to_have_attribute("dir", "rtl")
    expect(visitor.find("#stage")).to_have_attribute("lang", "ar")
    expect(visitor.find("#text > :first-child")).to_have_text("الصباح الأول")
    note_words(visitor)
    play(visitor)
    wait_until(lambda: len(words_lit(visitor, 1)) > 3, "four words of the first scene")
    lit = words_lit(visitor, 1)
    assert lit == sorted(lit)
    visitor.shoot("playing")
    assert visitor.find(".seek").evaluate("seek => getComputedStyle(seek).direction") == "rtl"
    names = ("next", "on10", "play", "back10", "previous")
    boxes = [visitor.find(f"#{name}").bounding_box() for name in names]
    places = [box["x"] for box in boxes if box]
    assert places == sorted(places), "scenes and seconds go on to the left"

    page.keyboard.press("ArrowLeft")
    expect_scene(visitor, 2)
    visitor.tap("#play")
    expect(visitor.find("#making")).to_be_hidden()
    visitor.shoot("finished", whole=True)


def test_a_tap_on_a_word_plays_from_there_and_the_keyboard_works(
    visit: Visit, world: World
) -> None:
    story = world.upload("nora", tale("Karim", 3, lingers=True))
    world.finish("nora", story)
    visitor = visit("nora")
    page = visitor.page
    visitor.go(f"/stories/{story}/")
    page.get_by_text("bright", exact=True).click()
    wait_until(lambda: at(visitor) > 3, "the last word")
    wait_until(lambda: not is_silent(visitor), "the voice")
    page.locator("body").press("Space")
    wait_until(lambda: is_silent(visitor), "silence")
    page.locator("body").press("ArrowRight")
    expect_scene(visitor, 2)
    visitor.find("#seek").focus()
    page.keyboard.press("End")
    wait_until(lambda: at(visitor) > 8, "the end of the scene")
    visitor.find("#speed").select_option("1.5")
    page.reload()
    expect(visitor.find("#speed")).to_have_value("1.5")
    visitor.find("#autoplay").uncheck()
    page.locator("body").press("ArrowLeft")
    expect_scene(visitor, 1)
    play(visitor)
    wait_until(lambda: is_silent(visitor), "the end of the scene")
    expect_scene(visitor, 1)
    expect(visitor.find("#strip button").first).to_have_attribute("aria-current", "true")
    assert re.search("scene 1", visitor.find("#strip button").first.aria_snapshot(), re.IGNORECASE)
