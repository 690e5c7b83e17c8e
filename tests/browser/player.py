"""The story player as a test sees it."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests.browser.visitor import Visitor
from tests.processes import wait_until

STORY_URL = re.compile(r"/stories/([0-9a-f-]{36})/$")
# Notes each word that is lit, in order, as [scene, word].
NOTE_WORDS = """() => {
  window.lit = [];
  new MutationObserver(() => {
    const word = document.querySelector(".word-now")?.dataset.word;
    const scene = document.getElementById("scene-number").textContent;
    const [before] = window.lit.slice(-1);
    if (word !== undefined && !(before && before[0] === scene && before[1] === Number(word)))
      window.lit.push([scene, Number(word)]);
  }).observe(document.getElementById("text"), {subtree: true, attributes: true, childList: true});
}"""
# Notes how many scenes are not ready at the moment when the first can be played.
NOTE_UNFINISHED = """
new MutationObserver((_, observer) => {
  if (!document.querySelector("#play:enabled")) return;
  window.unfinished = document.querySelectorAll("#strip .stop:not(.stop-ready)").length;
  observer.disconnect();
}).observe(document, {subtree: true, attributes: true, childList: true});
"""


def pdf_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def upload(visitor: Visitor, pdf: Path | FilePayload) -> str:
    """Choose a PDF on the upload page and send it; ends in the player. The story's id."""
    page = visitor.page
    with page.expect_file_chooser() as chooser:
        visitor.find("#file").click()
    chooser.value.set_files(pdf)
    return sent(visitor)


def sent(visitor: Visitor) -> str:
    """Send what is chosen on the upload page; ends in the player. The story's id."""
    visitor.find("#go button").click()
    visitor.page.wait_for_url(STORY_URL)
    found = STORY_URL.search(visitor.page.url)
    assert found
    return found.group(1)


def at(visitor: Visitor) -> float:
    """Where the voice is, in seconds."""
    return float(visitor.page.evaluate("document.getElementById('audio').currentTime"))


def is_silent(visitor: Visitor) -> bool:
    return bool(visitor.page.evaluate("document.getElementById('audio').paused"))


def play(visitor: Visitor) -> None:
    """One tap, and the voice goes on."""
    before = at(visitor)
    visitor.tap("#play")
    wait_until(lambda: at(visitor) > before + 0.5, "half a second of voice")


def hear_out(visitor: Visitor) -> None:
    """Hear what plays to the story's end, quickly; past the cards between scenes."""

    def is_over() -> bool:
        visitor.page.evaluate("document.getElementById('audio').playbackRate = 8")
        if visitor.find("#between").is_visible():
            visitor.find("#between-on").click()
        return visitor.find(".ending").is_visible()

    wait_until(is_over, "the end")


def skip_to_end(visitor: Visitor, seconds: float = 1.0) -> None:
    """Jump near the end of the scene: it is not heard for that."""
    visitor.page.evaluate(
        "seconds => { const audio = document.getElementById('audio');"
        "audio.currentTime = audio.duration - seconds; }",
        seconds,
    )


def note_words(visitor: Visitor) -> None:
    visitor.page.evaluate(NOTE_WORDS)


def words_lit(visitor: Visitor, scene: int) -> list[int]:
    """The words lit so far in a scene (from 1), in the order they were."""
    noted = visitor.page.evaluate("window.lit")
    return [word for told, word in noted if re.search(rf"\b{scene}\b", told)]


def expect_scene(visitor: Visitor, number: int) -> None:
    expect(visitor.find("#scene-number")).to_contain_text(re.compile(rf"^\D*{number}\b"))


def expect_finished(visitor: Visitor, scenes: int) -> None:
    """Everything is there: each thumbnail says so."""
    expect(visitor.find("#strip .stop-ready")).to_have_count(scenes)
    expect(visitor.find("#making")).to_be_hidden()
