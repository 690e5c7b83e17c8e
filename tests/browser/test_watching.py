"""Watching a story that is being made: what is looked at comes first, and a lost line loses nothing."""

import json

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import at, expect_finished, expect_scene, is_silent, play
from tests.browser.tales import tale
from tests.browser.world import World
from tests.processes import wait_until

SCENES = 7


def test_a_lost_connection_in_mid_story_loses_nothing(visit: Visit, world: World) -> None:
    visitor = visit("sami", size="phone")
    visitor.expects("ERR_INTERNET_DISCONNECTED", "WebSocket connection")
    story = world.upload("sami", tale("Farid", SCENES, lingers=True))
    visitor.go(f"/stories/{story}/")
    play(visitor)
    with visitor.staying():
        visitor.context.set_offline(True)
        here = at(visitor)
        wait_until(lambda: at(visitor) > here + 0.5, "the voice going on without a line")
        world.finish("sami", story)
        visitor.shoot("offline")
        visitor.context.set_offline(False)
        expect_finished(visitor, SCENES)
        visitor.shoot("online again")
    expect(visitor.find("#connection")).to_be_hidden()


def test_without_a_socket_the_page_asks_over_http(visit: Visit, world: World) -> None:
    visitor = visit("sami")
    visitor.page.route_web_socket("**/ws/**", lambda socket: socket.close(code=1011))
    with world.without("tts"):
        story = world.upload("sami", tale("Noor", 3))
        visitor.go(f"/stories/{story}/")
        expect(visitor.find("#connection")).to_contain_text("The connection is slow")
        visitor.shoot("weak line")
    expect_finished(visitor, 3)
    assert is_silent(visitor)


def test_the_scene_that_is_looked_at_is_asked_for_first(visit: Visit, world: World) -> None:
    with world.without("tts"):
        story = world.upload("sami", tale("Lina", SCENES))
        visitor = visit("sami", language="ar")
        visitor.go(f"/stories/{story}/")
        last = visitor.find("#strip .stop").nth(SCENES - 1)
        expect(last).to_be_enabled()
        last.click()
        expect_scene(visitor, SCENES)
        expect(visitor.find("#text")).to_contain_text("taller than Lina")

        def asked() -> list[int]:
            visitor.page.evaluate("0")  # lets the browser's news come in
            frames = [json.loads(text) for text in visitor.sent]
            return [frame["id"] for frame in frames if frame["type"] == "focus"]

        wait_until(lambda: len(asked()) >= 1, "a focus frame")
        scenes = visitor.page.evaluate(
            "fetch(location.pathname.replace('/stories/', '/api/story/') + 'status?epoch=')"
            ".then(it => it.json())"
        )
        rows = {row["id"]: row for row in scenes["rows"] if row["kind"] == "scene"}
        wait_until(
            lambda: rows[asked()[-1]]["scene_index"] == SCENES - 1, "a focus on the last scene"
        )
    expect(visitor.find("#play")).to_be_enabled()
    visitor.shoot("the last scene plays")
