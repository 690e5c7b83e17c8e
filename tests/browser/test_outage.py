"""The speech service goes away and comes back; so do the site and the connection, and playing goes on."""

import json

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import (
    at,
    expect_finished,
    expect_scene,
    is_silent,
    pdf_file,
    play,
    upload,
)
from tests.browser.tales import tale
from tests.browser.visitor import Visitor
from tests.browser.world import World
from tests.processes import wait_until


def test_while_the_voices_are_away_the_page_says_so_and_then_everything_finishes(
    visit: Visit, world: World
) -> None:
    visitor = visit(world.newcomer(), size="phone")
    visitor.go("/stories/upload/")
    with world.without("tts"):
        upload(visitor, pdf_file("late.pdf", tale("Ines", 4)))
        visitor.mark_page()
        expect(visitor.find("#text")).to_contain_text("Ines could not sleep.")
        expect(visitor.find("#player-words")).to_contain_text("The voices are taking a break")
        expect(visitor.find("#making-words")).to_contain_text("The voices are taking a break")
        expect(visitor.find("#picture img")).to_be_visible()
        expect(visitor.find("#play")).to_be_disabled()
        visitor.shoot("voices resting")
    expect(visitor.find("#play")).to_be_enabled()
    expect_finished(visitor, 4)
    assert visitor.is_marked_page(), "the page was loaded again"
    assert is_silent(visitor)
    visitor.shoot("voices back")


def test_playing_goes_on_by_itself_when_the_site_is_back(
    visit: Visit, world: World, finished: str
) -> None:
    visitor = visit("sami", size="phone")
    visitor.expects("ERR_CONNECTION_REFUSED", "WebSocket connection")
    # Not at the third scene, whose voice the page would then have fetched before the outage.
    begin_at(visitor, world, finished, scene=0, seconds=0)
    play(visitor)
    # On a busy machine it takes longer to stop the site than to hear the whole story.
    visitor.page.evaluate("document.getElementById('audio').playbackRate = 0.1")
    with visitor.staying():
        with world.without("web"):
            visitor.find("#strip .stop").nth(2).click()  # not fetched ahead, as the next one is
            expect(visitor.find("#player-words, #connection").filter(visible=True)).to_be_visible()
            wait_until(lambda: not playing(visitor), "silence")
            expect(visitor.find("#play")).to_have_attribute("aria-label", "Pause")
            visitor.shoot("the site is away")
            expect_scene(visitor, 3)
        wait_until(lambda: at(visitor) > 0.3, "the voice of the third scene")


def test_playing_goes_on_where_it_was_when_the_connection_is_back(
    visit: Visit, world: World, finished: str
) -> None:
    visitor = visit("sami")
    visitor.expects("ERR_FAILED")
    visitor.page.route("**/audio/*", lambda route: route.abort())
    begin_at(visitor, world, finished, scene=1, seconds=3)
    visitor.tap("#play")
    expect(visitor.find("#player-words")).to_contain_text("goes on by itself")
    visitor.shoot("no connection")
    visitor.page.unroute("**/audio/*")
    visitor.page.evaluate("dispatchEvent(new Event('online'))")
    wait_until(lambda: playing(visitor), "the voice")
    assert 3 <= at(visitor) < 5
    visitor.tap("#play")

    # What is not there is not waited for.
    visitor.expects("404")
    visitor.page.route("**/audio/*", lambda route: route.fulfill(status=404))
    visitor.find("#strip .stop").nth(0).click()
    visitor.tap("#play")
    expect(visitor.find("#player-words")).to_contain_text("Press play to try again")


def begin_at(visitor: Visitor, world: World, story: str, scene: int, seconds: int) -> None:
    """Open sami's story at a place; a page that was just closed may still tell the server of another."""

    def is_there() -> bool:
        with world.api("sami") as api:
            api.put(f"/api/story/{story}/position", json={"scene": scene, "seconds": seconds})
        visitor.go(f"/stories/{story}/")
        place = json.loads(visitor.find("#listener").text_content() or "{}")["place"]
        return bool(place["scene"] == scene and place["seconds"] == seconds)

    wait_until(is_there, "the story at its place")


def playing(visitor: Visitor) -> bool:
    return bool(
        visitor.page.evaluate(
            "(it => !it.paused && !it.error && it.readyState > 2)(document.getElementById('audio'))"
        )
    )
