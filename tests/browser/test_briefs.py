"""An editor's way: write a brief, hear it with one click, change an item, make only that one again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.browser.world import World

ITEMS = (
    ("Good morning", "Good morning, Hillside School. Today is Tuesday, and the {size} sun is out."),
    ("Lost and found", "A green lunch box with a {size} whale on it is waiting in the office."),
    ("Thank you", "Thank you to the {size} team, who picked up two bags of litter."),
)
UNSPEAKABLE = "ꦲꦤꦕꦫꦏ"  # Javanese letters, which no voice here can say


def write(visitor: Visitor, number: int, title: str, text: str) -> None:
    visitor.page.get_by_label(f"Title of item {number}").fill(title)
    visitor.page.get_by_label(f"Text of item {number}").fill(text)


def start_writing(visitor: Visitor, title: str) -> None:
    visitor.go("/briefs/")
    visitor.page.get_by_label("New brief").fill(title)
    visitor.page.get_by_role("button", name="Start writing").click()
    visitor.page.wait_for_url(re.compile(r"/briefs/\d+/$"))
    # What is looked at here is what its buttons do.
    expect(visitor.find("#by-itself")).to_be_checked()
    with visitor.page.expect_response("**/arrangement"):
        visitor.find("#by-itself").dispatch_event("click")


#: A recording of two seconds is not over before it is looked at.
SLOWLY = "audio => (audio.defaultPlaybackRate = audio.playbackRate = 0.1)"


def expect_states(visitor: Visitor, *states: str) -> None:
    for number, state in enumerate(states):
        expect(visitor.find("#items .item").nth(number)).to_have_attribute("data-state", state)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_editor_hears_a_brief_with_one_click(visit: Visit, world: World, size: str) -> None:
    visitor = visit("edith", size=size)
    page = visitor.page
    start_writing(visitor, f"Tuesday, {size}")
    with visitor.staying():
        for number, (title, text) in enumerate(ITEMS, 1):
            if number > 1:
                page.get_by_role("button", name="Add an item").click()
            write(visitor, number, title, text.format(size=size))
        expect(visitor.find("#saving")).to_have_text("Saved")
        expect_states(visitor, "none", "none", "none")
        page.get_by_role("radio", name="Warm").check()
        visitor.shoot("written", whole=True)

        with world.without("tts"):
            page.get_by_role("button", name="Generate All Audio").click()
            expect(visitor.find("#items .item[data-state=resting]")).not_to_have_count(0)
            expect(visitor.find("#job-words")).to_have_text("0 of 3 recorded")
            expect(page.get_by_role("progressbar")).to_have_count(1)
            expect(visitor.find("#generate")).to_be_disabled()
            visitor.shoot("waiting", whole=True)
        expect(visitor.find("#items audio")).to_have_count(3)
        expect_states(visitor, "completed", "completed", "completed")
        expect(visitor.find("#job-words")).to_have_text("All 3 are ready.")
        expect(visitor.find("#job-bar")).to_have_js_property("value", 100)
        # One thing to do next, and it is not what has nothing left to do.
        expect(visitor.find(".button-main")).to_have_count(1)
        expect(visitor.find(".button-main")).to_have_id("publish")
        first = page.get_by_role("group", name="Audio of item 1")
        first.get_by_role("button", name="Play").click()
        expect(first.locator("audio")).not_to_have_js_property("currentTime", 0)
        visitor.shoot("ready", whole=True)

        old = [it.get_attribute("src") for it in visitor.find("#items audio").all()]
        write(visitor, 2, "Found again", "The green lunch box was found.")
        expect(visitor.find("#saving")).to_have_text("Saved")
        expect_states(visitor, "completed", "stale", "completed")
        visitor.sees("Audio is from before your last change")
        expect(visitor.find(".button-main")).to_have_id("generate")
        visitor.shoot("one changed", whole=True)
        page.get_by_role("button", name="Generate 1 changed item").click()
        expect(visitor.find("#job-words")).to_have_text("All 3 are ready.")
        expect_states(visitor, "completed", "completed", "completed")
        expect(visitor.find("#generate")).to_have_text("Generate All Audio")
        expect(visitor.find("#items audio").nth(1)).not_to_have_attribute("src", old[1] or "")
    page.reload()
    expect(visitor.find("#items audio")).to_have_count(3)
    visitor.go("/briefs/")
    visitor.sees("All audio is ready")
    visitor.shoot("list", whole=True)


def test_an_item_that_cannot_be_spoken_says_why_and_alone_is_tried_again(
    visit: Visit, world: World
) -> None:
    brief = world.brief("edith", "One of these fails", "The first item is fine.", UNSPEAKABLE)
    visitor = visit("edith")
    visitor.go(f"/briefs/{brief}/")
    with visitor.staying():
        visitor.find("#generate").click()
        expect_states(visitor, "completed", "failed")
        visitor.sees("This text cannot be read aloud.")
        expect(visitor.find("#job-words")).to_have_text("1 of 2 are ready, 1 did not work.")
        visitor.shoot("one failed", whole=True)
        with visitor.page.expect_response("**/audio/retry") as retried:
            visitor.find("#job-retry").click()
        world.finish_job("edith", retried.value.json()["job_id"])
        expect(visitor.find("#job-retry")).to_be_enabled()
        expect(visitor.find("#job-words")).to_have_text("1 of 2 are ready, 1 did not work.")
        write(visitor, 2, "", "Now it can be said.")
        expect(visitor.find("#generate")).to_be_hidden()  # the other button does the same
        visitor.find("#job-retry").click()
        expect_states(visitor, "completed", "completed")
        # Stopped with some ready: what is said is of the whole brief, and nothing has failed.
        visitor.page.get_by_role("button", name="Add an item").click()
        write(visitor, 3, "", "A third one comes.")
        expect(visitor.find("#saving")).to_have_text("Saved")
        with world.without("tts"):
            visitor.find("#generate").click()
            expect(visitor.find("#job-words")).to_have_text("2 of 3 recorded")
            visitor.find("#job-stop").click()
            expect(visitor.find("#job-words")).to_have_text("Stopped. 2 of 3 are ready.")
            expect(visitor.find("#job-retry")).to_have_text("Try 1 again")
        visitor.find("#job-retry").click()
        expect_states(visitor, "completed", "completed", "completed")


def test_a_second_editor_sees_the_same_desk_live(visit: Visit, world: World) -> None:
    brief = world.brief("edith", "Two at one desk", "Edith wrote this.")
    edith, stella = visit("edith"), visit("stella")
    edith.go(f"/briefs/{brief}/")
    stella.go(f"/briefs/{brief}/")
    with stella.staying():
        write(edith, 1, "", "Edith changed it.")
        expect(stella.page.get_by_label("Text of item 1")).to_have_value("Edith changed it.")
        edith.find("#generate").click()
        expect_states(stella, "completed")
        expect(stella.find("#items audio")).to_have_count(1)


def test_briefs_are_not_for_students(visit: Visit, world: World) -> None:
    visitor = visit("sami")
    visitor.expects("answered 403", "status of 403")
    visitor.go("/briefs/")
    assert "Briefs" not in visitor.find("nav").inner_text()
    visitor.shoot("not for students")


def test_recordings_are_asked_for_when_played_and_one_plays_at_a_time(
    visit: Visit, world: World
) -> None:
    brief = world.brief("edith", "Quiet morning", "The bell rings twice.", "The bus waits.")
    visitor = visit("edith")
    visitor.go(f"/briefs/{brief}/")
    visitor.page.get_by_role("button", name="Generate All Audio").click()
    expect(visitor.find("#items audio")).to_have_count(2)
    asked: list[str] = []
    visitor.page.on("request", lambda it: asked.append(it.url))
    visitor.page.reload()
    expect(visitor.find("#items audio")).to_have_count(2)
    visitor.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/audio/" in url]
    first, second = visitor.find(".recording").all()
    bar, time = first.get_by_role("slider"), first.locator(".recording-time")
    all_of_it = time.inner_text().removeprefix("0:00 / ")
    assert re.fullmatch(r"0:0[1-5]", all_of_it)  # from the row

    # By keyboard: an arrow moves on five seconds, here to the end. The bar runs as it does for listeners,
    # whichever way the page is read.
    bar.press("ArrowRight")
    expect(time).to_have_text(f"{all_of_it} / {all_of_it}")
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    bar.press("ArrowLeft")
    expect(time).to_have_text(f"0:00 / {all_of_it}")
    visitor.page.evaluate("document.documentElement.dir = 'ltr'")
    assert not [url for url in asked if "/audio/" in url]

    # One plays at a time: items, and the samples of voices beside them.
    for player in (first, second):
        player.locator("audio").evaluate(SLOWLY)
    bar.press(" ")
    expect(first.locator("audio")).not_to_have_js_property("currentTime", 0)
    second.get_by_role("button", name="Play").click()
    expect(first.get_by_role("button", name="Play")).to_be_visible()
    expect(second.get_by_role("button", name="Pause")).to_be_visible()
    visitor.find("#voice-fold > summary").click()
    visitor.page.get_by_role("button", name="Hear the voice Warm").click()
    expect(second.get_by_role("button", name="Play")).to_be_visible()
