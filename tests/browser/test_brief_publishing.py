"""Thirty items of which four fail, two editors at one item, and from the desk to a listener's ears."""

import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_briefs import expect_states, start_writing, write
from tests.browser.visitor import Visitor
from tests.browser.world import World, opened
from tests.processes import PATIENCE_SECONDS

FAILURES = {
    "REFUSED": (400, b'{"detail": "no"}', "This text cannot be read aloud."),
    "TOO LONG": (413, b'{"detail": "no"}', "too long to be read aloud"),
    "BROKEN": (500, b'{"detail": "no"}', "stumbled"),
    "NO SOUND": (200, b'{"audio_base64": "AAAA", "format": "mp3", "duration": 3}', "did not sound"),
}


@pytest.fixture(scope="module")
def troubled(tts_service: str, prepared: Path) -> Iterator[World]:
    """A system whose speech service has its troubles with some words."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for words, (status, answer, _) in FAILURES.items():
                if words.encode() in body:
                    return self._answer(status, answer)
            said = httpx.post(tts_service + self.path, content=body, timeout=PATIENCE_SECONDS,
                              headers={"Content-Type": "application/json"})  # fmt: skip
            return self._answer(said.status_code, said.content)

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = Path(tempfile.mkdtemp(prefix="edusmart-troubled-"))
    url = f"http://127.0.0.1:{server.server_address[1]}"
    with opened(folder, prepared, CHATTERBOX_URL=url) as found:
        yield found
    server.shutdown()
    server.server_close()
    shutil.rmtree(folder, ignore_errors=True)


#: An hour from now, as the browser's field of a time has it.
LATER = """() => {
  const at = new Date(Date.now() + 3600e3);
  return new Date(at - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 16);
}"""


#: The first sound waits at its first second until a speed is chosen: it was over before all was looked at.
WAITING = """
const {play} = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
  if (!window.waiting) Object.assign((window.waiting = this), {playbackRate: 0, currentTime: 1});
  return play.call(this);
};
"""


def come_to(visitor: Visitor, world: World, name: str) -> None:
    """Go to another system than the one the visitor was made for."""
    visitor.base = world.url
    key = world.keys[name]["session"]
    visitor.context.add_cookies([{"name": "sessionid", "value": key, "url": world.url}])


def test_thirty_items_of_which_four_fail_from_writing_to_listening(
    visit: Visit, troubled: World
) -> None:
    places = dict(zip((4, 11, 18, 25), FAILURES, strict=True))
    texts = [f"{places.get(n, 'Fine')} is what item {n} says." for n in range(1, 31)]
    brief = troubled.brief("edith", "Thirty", *texts[:29])
    visitor = visit("edith")
    come_to(visitor, troubled, "edith")
    visitor.go(f"/briefs/{brief}/")
    with visitor.staying():
        visitor.page.get_by_role("button", name="Add an item").click()
        write(visitor, 30, "The last", texts[29])
        expect(visitor.find("#saving")).to_have_text("Saved")
        visitor.find("#generate").click()
        expect(visitor.find("#items audio")).not_to_have_count(0)
        expect(visitor.find("#job-left")).to_contain_text("left")
        visitor.shoot("under way")
        expect(visitor.find("#job-words")).to_have_text("26 of 30 are ready, 4 did not work.")
        expect(visitor.find("#job-percent")).to_have_text("100 %")
        for number, words in places.items():
            card = visitor.find("#items .item").nth(number - 1)
            expect(card.locator(".item-why")).to_contain_text(FAILURES[words][2])
        visitor.shoot("four failed", whole=True)
        write(visitor, 4, "", "Now item 4 can be said.")
        expect(visitor.find("#saving")).to_have_text("Saved")
        visitor.page.get_by_role("button", name="Try item 4 again").click()
        expect(visitor.find("#items audio")).to_have_count(27)
        expect(visitor.find("#job-retry")).to_have_text("Try 3 failed items again")
        for number in (11, 18, 25):
            write(visitor, number, "", f"Now item {number} can be said.")
        visitor.find("#job-retry").click()
        expect(visitor.find("#items audio")).to_have_count(30)
        visitor.find("#publish").click()
        expect(visitor.find("#publish-done")).to_be_focused()
        expect(visitor.find("#publish-done")).to_be_in_viewport(ratio=1)
        visitor.sees("It is published. Listeners hear it as it is written now.")
        expect(visitor.find("#listen-link")).to_have_value(f"{troubled.url}/listen/{brief}/")
        expect(visitor.find("#publish-state")).to_contain_text("Published")
    listener = visit("sami", size="phone")
    come_to(listener, troubled, "sami")
    listener.page.add_init_script(WAITING)
    listener.go("/listen/")
    listener.page.get_by_role("link", name="Play “Thirty”").click()
    expect(listener.find(".transcript-item.now h2")).to_have_text("Item 1")
    expect(listener.find("#time")).not_to_have_text("0:00")
    expect(listener.find(".brief-banner")).to_be_visible()
    expect(listener.find("#place")).to_have_text("1 / 30")
    expect(listener.find(".transcript-item.heard .heard-now")).to_have_count(1)
    listener.find("#speed").select_option("2")
    expect(listener.find("#place")).not_to_have_text("1 / 30")  # it goes on by itself
    listener.page.get_by_role("button", name="Pause").click()
    at = int(listener.find("#place").inner_text().removesuffix(" / 30"))
    listener.page.get_by_role("button", name="Next item").click()
    expect(listener.find("#now")).to_have_text(f"Item {at + 1}")
    listener.shoot("listening")
    listener.page.reload()
    expect(listener.find("#now")).to_have_text(f"Item {at + 1}")
    expect(listener.find("#speed")).to_have_value("2")
    again = visit("sami")
    come_to(again, troubled, "sami")
    again.go(listener.page.url.removeprefix(troubled.url))
    with again.page.expect_response(lambda it: it.url.endswith("/heard")):
        again.page.get_by_role("button", name="Play all").click()
    visitor.page.reload()
    # The same person on the same day, on another device.
    expect(visitor.find("#items .item-plays").first).to_have_text("1 play, 100 % to the end")


def test_no_silence_goes_out(visit: Visit, world: World) -> None:
    """It has an hour before it has audio, is heard at it, and what is changed is heard with its sound."""
    brief = world.brief(
        "edith", "Late", "The first of them is long enough to be heard. " * 2, "The second."
    )
    editor = visit("edith", size="phone")
    editor.go(f"/briefs/{brief}/")
    editor.find("#publishing summary").click()
    editor.sees("What is missing is made first, then the brief goes out by itself.")
    editor.shoot("silence is warned of", whole=True)
    editor.find("#make-in-time").uncheck()
    editor.sees("Without it the brief is not published, now or at its hour.")
    expect(editor.find("#publish")).to_have_text("Publish now")
    editor.find("#make-in-time").check()
    hour = editor.page.evaluate(LATER)
    with world.without("tts"):
        editor.page.get_by_role("button", name="Make the audio, then publish").click()
        editor.sees("Its audio is made first, then it goes out by itself. 0 of 2 are ready.")
        editor.sees("It goes out by itself as soon as its audio is made.")
        expect(editor.find("#publish")).to_be_hidden()
        editor.find("#take-back").click()
        editor.sees("It is a draft again: only editors see it.")
        editor.find("#job-stop").click()
        expect(editor.find("#job-retry")).to_have_text("Try 2 again")
        expect(editor.find("#job-words")).to_have_text("Stopped. 0 of 2 are ready.")
        editor.find("#publish-at").fill(hour)
        editor.find("#schedule").click()
        editor.sees("What is missing is made for its hour.")
        editor.sees("It is scheduled, and goes out by itself.")
        expect(editor.find("#by-itself")).not_to_be_checked()
        world.run(
            "from briefs.models import Brief; from django.utils import timezone;"
            f"b = Brief.objects.get(pk={brief}); b.publish_at = timezone.now(); b.save()"
        )
        editor.sees("Its audio is made first, then it goes out by itself. 0 of 2 are ready.")
        editor.shoot("its audio is made first", whole=True)
    expect(editor.find("#publish-state")).to_contain_text("Published")
    listener = visit("sami", size="phone")
    listener.expects("404")  # what was taken back
    listener.go(f"/listen/{brief}/")
    with listener.staying(), world.api("edith") as api:
        expect(listener.find("[data-play]")).to_have_count(2)
        listener.page.get_by_role("button", name="Play all").click()
        expect(listener.find("#time")).not_to_have_text("0:00")
        with world.without("tts"):
            write(editor, 2, "", "The second, written anew.")
            editor.sees("Changed since it went out. Listeners still hear the version of")
            editor.shoot("listeners hear the version before", whole=True)
            editor.page.get_by_role("button", name="Publish the changes").click()
            editor.sees("then words and sound go out together. 1 of 2 are ready.")
            expect(editor.find("#publish-done")).to_contain_text(
                "Your changes go out by themselves"
            )
            expect(editor.find("#publish")).to_be_hidden()
            assert "written anew" not in listener.page.content()
        listener.sees("The second, written anew.")
        expect(editor.find("#publish-silence")).to_be_hidden()
        expect(editor.find("#publish-done")).to_contain_text("It is published.")
        expect(listener.find(".transcript-item.now")).to_have_count(1)
        api.post(f"/api/brief/{brief}/take-back").raise_for_status()
        listener.sees("This brief is not published any more.")
        expect(listener.find("#player")).to_be_hidden()


def test_two_editors_of_one_item_see_both_versions_and_choose(visit: Visit, world: World) -> None:
    brief = world.brief("edith", "Two hands", "As it was.", "Another.")
    edith, stella = visit("edith"), visit("stella")
    for editor in (edith, stella):
        editor.expects("409")
        editor.go(f"/briefs/{brief}/")
    stella.page.get_by_label("Text of item 1").focus()
    write(edith, 1, "", "Edith wrote this.")
    expect(edith.find("#saving")).to_have_text("Saved")
    write(stella, 1, "", "Stella wrote that.")
    expect(stella.find("#items .other").first).to_contain_text("Edith wrote this.")
    expect(stella.find("#saving")).to_have_text("Two versions: choose one")
    expect(stella.page.get_by_label("Text of item 1")).to_have_value("Stella wrote that.")
    stella.shoot("two versions", whole=True)
    stella.page.get_by_role("button", name="Keep mine").first.click()
    expect(stella.find("#saving")).to_have_text("Saved")
    edith.find("#title").focus()  # she has left the item, so what others wrote comes in
    expect(edith.page.get_by_label("Text of item 1")).to_have_value("Stella wrote that.")


def test_items_are_ordered_by_drag_and_by_keyboard(visit: Visit, world: World) -> None:
    brief = world.brief("edith", "In order", "One.", "Two.", "Three.")
    visitor = visit("edith")
    visitor.go(f"/briefs/{brief}/")

    def expect_order(*texts: str) -> None:
        for number, text in enumerate(texts):
            expect(visitor.find("#items textarea").nth(number)).to_have_value(text)

    grip, last = visitor.find(".item-grip").first, visitor.find("#items .item").nth(2)
    box, target = grip.bounding_box(), last.bounding_box()
    assert box
    assert target
    visitor.page.mouse.move(box["x"] + 10, box["y"] + 10)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 10, target["y"] + target["height"] - 20, steps=8)
    visitor.page.mouse.up()
    expect_order("Two.", "Three.", "One.")
    visitor.find(".item-grip").nth(2).focus()
    visitor.page.keyboard.press("ArrowUp")
    expect_order("Two.", "One.", "Three.")
    expect(visitor.find("#says")).to_have_text("Item is now number 2 of 3.")
    expect(visitor.find("#saving")).to_have_text("Saved")
    visitor.page.reload()
    expect_order("Two.", "One.", "Three.")


def test_a_podcast_link_is_made_shown_once_and_revoked(visit: Visit, world: World) -> None:
    editor = visit("edith")
    editor.go("/briefs/programmes/new/")
    editor.page.get_by_label("Title").fill("Morning on air")
    editor.page.get_by_role("button", name="Save").click()
    editor.sees("Morning on air")
    listener = visit("sami", size="phone")
    listener.go("/listen/")
    listener.page.get_by_role("button", name="Make a private link").last.click()
    link = listener.find("#new-link").input_value()
    assert re.fullmatch(rf"{world.url}/podcast/[\w-]{{32}}/feed\.xml", link)
    assert httpx.get(link, timeout=PATIENCE_SECONDS).status_code == 200
    listener.shoot("private link", whole=True)
    listener.page.get_by_role("button", name="Revoke").first.click()
    listener.page.get_by_role("button", name="Revoke it").click()
    listener.sees("The link is revoked.")
    assert httpx.get(link, timeout=PATIENCE_SECONDS).status_code == 404


def test_a_new_brief_is_saved_item_by_item_and_deletion_can_be_undone(
    visit: Visit, world: World
) -> None:
    visitor = visit("edith", size="phone")
    start_writing(visitor, "Undo")
    # Nothing can be said yet: it is named why, and nothing is offered that could not work.
    write(visitor, 1, "A headline", "… 🎉 …")
    visitor.sees("Nothing here can be read aloud: write words or numbers.")
    visitor.find("#publishing summary").click()
    for button in ("#generate", "#publish", "#schedule"):
        expect(visitor.find(button)).to_be_disabled()
    expect(visitor.find("#publish-silence")).to_contain_text("Nothing here can be read aloud")
    expect(visitor.find("#left-out button")).to_have_text("Item 1")
    expect(visitor.find("#whole-length")).to_have_text("")
    visitor.shoot("nothing to say", whole=True)
    write(visitor, 1, "Keep", "Keep me.")
    expect(visitor.find("#publish")).to_be_enabled()
    expect(visitor.find("#saving")).to_have_text("Saved")
    visitor.page.get_by_role("button", name="Remove item 1").click()
    visitor.page.get_by_role("button", name="Undo").click()
    expect(visitor.page.get_by_label("Text of item 1")).to_have_value("Keep me.")
    expect_states(visitor, "none")
