"""The player's first screen: the picture leads, the controls cover nothing, and nothing jumps."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import expect_finished, expect_scene, is_silent, play
from tests.browser.tales import tale
from tests.browser.visitor import Visitor
from tests.browser.world import World
from tests.processes import wait_until

MOST_SHIFT = 0.05
MOST_TABS = 8
SCREENS = {
    "phone": (360, 740),
    "phone on its side": (740, 360),
    "small phone": (320, 568),
    "tablet": (1080, 810),
    "tablet held upright": (820, 1180),
    "tablet that shares its screen": (820, 700),
    "desktop": (1280, 800),
    "large desktop": (1920, 1080),
}
NOTE_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
# Boxes as [left, top, right, bottom].
BOXES = """() => Object.fromEntries([...document.querySelectorAll(
  "#stage, #picture, #telling, .transport, .tools, .player-head, #play, #strip, .listening, #listening"
)].map(it => {
  const box = it.getBoundingClientRect();
  return [it.id || it.className.split(" ")[0], [box.left, box.top, box.right, box.bottom]];
}))"""
SWIPE = """([from, to]) => {
  const stage = document.getElementById("stage");
  const touch = x => new Touch({identifier: 1, target: stage, clientX: x, clientY: 300});
  stage.dispatchEvent(new TouchEvent("touchstart", {touches: [touch(from)], changedTouches: [touch(from)]}));
  stage.dispatchEvent(new TouchEvent("touchend", {touches: [], changedTouches: [touch(to)]}));
}"""
LINES_SHOWN = """() => {
  const line = parseFloat(getComputedStyle(document.getElementById("text")).lineHeight);
  return document.getElementById("telling").clientHeight / line;
}"""
# How far the letters of the title, what hangs below the line too, reach out of what is shown of it.
TITLE_CUT = """() => {
  const title = document.getElementById("title"), letters = document.createRange();
  letters.selectNodeContents(title);
  return letters.getBoundingClientRect().bottom - title.getBoundingClientRect().bottom;
}"""
TURNED = """() => ["#theatre .player-head", "#next"].map(part => {
  const { transform } = getComputedStyle(document.querySelector(`${part} .icon-turns`));
  return transform.startsWith("matrix(-1");
})"""
Box = list[float]


def overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1


#: Words that the lower edge of what is read goes through.
WORDS_CUT = """() => {
  const edge = document.getElementById("telling").getBoundingClientRect().bottom;
  return [...document.querySelectorAll("#text .word")].filter(it => {
    const { top, bottom } = it.getBoundingClientRect();
    return top < edge - 2 && bottom > edge + 2;
  }).map(it => it.textContent);
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_picture_leads_and_the_controls_cover_nothing(
    visit: Visit, finished: str, language: str
) -> None:
    visitor = visit("sami", language=language)
    visitor.go(f"/stories/{finished}/")
    expect(visitor.find("#picture img")).to_be_visible()
    # The story is English: only the way back to the shelf goes the way of the page.
    assert visitor.page.evaluate(TURNED) == [language == "ar", False]
    for name, (width, height) in SCREENS.items():
        visitor.resize(width, height)
        visitor.shoot(name)
        boxes: dict[str, Box] = visitor.page.evaluate(BOXES)
        picture, controls = boxes["picture"], boxes["transport"]
        beside = width > height
        assert picture[2] - picture[0] >= (0.48 if beside else 0.94) * min(width, 1120) - 64, name
        across, high = picture[2] - picture[0], picture[3] - picture[1]
        assert across * high > (0.41 if width >= 1280 else 0.24) * width * height, name
        assert width < 600 or 0.8 < across / high < 1.45, f"{name}: much of it is cut off"
        assert boxes["play"][3] <= height, f"{name}: Play is out of sight"
        assert visitor.page.evaluate(TITLE_CUT) <= 1, f"{name}: the title is cut"
        for other in ("picture", "telling", "tools", "player-head", "strip", "listening"):
            assert not overlap(controls, boxes[other]), f"{name}: the controls lie over {other}"
        assert boxes["strip"][1] >= controls[3] - 1, f"{name}: the scenes come after the player"
        if width >= 1000:
            assert boxes["strip"][3] <= height, f"{name}: the scenes are cut off"
        # What can be done is no news where every line counts.
        expect(visitor.find("#player-words")).to_be_visible(visible=name != "phone on its side")
        if name == "tablet held upright":
            assert visitor.page.evaluate(LINES_SHOWN) > 5, "the words have room"
        if name == "phone on its side":
            for scene in visitor.find("#strip button").all():
                scene.click()
                expect(scene).to_have_attribute("aria-current", "true")
                assert visitor.page.evaluate(WORDS_CUT) == [], "a line is cut at the edge"
    visitor.resize(360, 560)
    before = visitor.page.evaluate(BOXES)["picture"]
    visitor.find("#telling").hover()
    visitor.page.mouse.wheel(0, 200)
    assert visitor.page.evaluate(BOXES)["picture"] == before, "the picture scrolled away"
    strip = visitor.find("#strip img").first
    strip.scroll_into_view_if_needed()
    expect(strip).to_have_js_property("naturalWidth", 160)


def test_play_is_a_few_tabs_away_and_keys_work_on_a_fresh_page(visit: Visit, finished: str) -> None:
    visitor = visit("sami")
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").nth(1).click()  # then there is a scene before it: one more to pass
    visitor.page.reload()
    expect(visitor.find("#play")).to_be_enabled()
    keys = visitor.page.keyboard
    passed: list[str] = []
    while not passed or passed[-1] != "play":
        keys.press("Tab")
        passed.append(visitor.page.evaluate("document.activeElement.id"))
        assert len(passed) <= MOST_TABS, passed
    visitor.page.reload()
    expect(visitor.find("#play")).to_be_enabled()
    keys.press("ArrowLeft")
    expect_scene(visitor, 1)
    keys.press("Space")
    wait_until(lambda: not is_silent(visitor), "the voice")


def test_the_picture_fills_the_screen_with_the_words_that_are_heard(
    visit: Visit, finished: str
) -> None:
    visitor = visit("sami", size="phone")
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    expect(visitor.find("#picture img")).to_have_attribute("alt", re.compile("night"))
    visitor.find("#big-picture").click()
    expect(visitor.find("#big-picture")).to_have_attribute("aria-pressed", "true")
    boxes: dict[str, Box] = visitor.page.evaluate(BOXES)
    assert boxes["picture"][1] == 0
    assert boxes["picture"][3] - boxes["picture"][1] > 0.6 * 740
    shown = visitor.find("#picture img").first.bounding_box()
    assert shown
    assert shown["width"] > 1.2 * 360, "larger than in its place"
    play(visitor)
    expect_words_in_sight(visitor)
    visitor.shoot("large picture")
    visitor.resize(740, 360)
    visitor.shoot("large picture on its side")
    expect_words_in_sight(visitor)
    shown = visitor.find("#picture img").first.bounding_box()
    assert shown
    assert shown["height"] > 355, "as high as the screen"
    for width, height, share in ((740, 360, 0.57), (1280, 800, 0.6), (1920, 1080, 0.6)):
        visitor.resize(width, height)
        boxes = visitor.page.evaluate(BOXES)
        assert not overlap(boxes["transport"], boxes["telling"])
        assert not overlap(boxes["tools"], boxes["transport"])
        shown = visitor.find("#picture img").first.bounding_box()
        assert shown
        assert shown["width"] > share * width, "the picture itself, and not what is around it"
        assert shown["height"] > 0.98 * height
        expect_words_in_sight(visitor)
    visitor.page.keyboard.press("Space")
    wait_until(lambda: is_silent(visitor), "silence")
    visitor.resize(360, 740)
    expect_words_in_sight(visitor)  # turned while it is silent
    visitor.page.keyboard.press("Escape")
    expect(visitor.find("#big-picture")).to_have_attribute("aria-pressed", "false")
    visitor.find("#to-settings").click()
    expect(visitor.find("#sleep")).to_be_in_viewport()


def expect_words_in_sight(visitor: Visitor) -> None:
    """The word that is heard is seen, in lines that are not cut."""
    lit = visitor.find(".word-now")
    expect(lit).to_be_visible()
    telling, word = visitor.find("#telling").bounding_box(), lit.bounding_box()
    assert telling
    assert word
    assert telling["y"] <= word["y"] <= telling["y"] + telling["height"], "the lit word is not seen"
    lines = visitor.page.evaluate(LINES_SHOWN)
    assert lines == pytest.approx(round(lines), abs=0.05), "a line is cut"


def test_a_swipe_turns_the_page_the_way_the_story_is_read(visit: Visit, finished: str) -> None:
    visitor = visit("sami", size="phone")
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    visitor.page.evaluate(SWIPE, [300, 60])
    expect_scene(visitor, 2)
    visitor.page.evaluate(SWIPE, [60, 300])
    expect_scene(visitor, 1)
    visitor.page.evaluate(SWIPE, [300, 280])
    expect_scene(visitor, 1)
    visitor.find("#stage").evaluate("stage => (stage.dir = 'rtl')")
    visitor.page.evaluate(SWIPE, [60, 300])
    expect_scene(visitor, 2)


def test_the_picture_moves_only_while_it_is_heard_and_seen(visit: Visit, finished: str) -> None:
    visitor = visit("sami", moves=True)
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    motion = (
        "document.getAnimations().some(it => ['drifts', 'breathes'].includes(it.animationName))"
    )
    assert not visitor.page.evaluate(motion)
    visitor.tap("#picture")  # as a child does who looks for no button
    wait_until(lambda: visitor.page.evaluate(motion), "a moving picture")
    front = visitor.find(".picture-front")
    expect(front).to_have_js_property("complete", True)
    expect(front).not_to_have_js_property("naturalWidth", 0)
    assert front.bounding_box(), "the figures lie over the picture"
    hops = "document.querySelector('.picture-front').getAnimations().some(it => !it.animationName)"
    visitor.tap("#picture")
    assert visitor.page.evaluate(hops), "who is touched does not move"
    box = visitor.find("#picture").bounding_box()
    assert box
    name = visitor.find(".touch-name")
    for across in (0.33, 0.5, 0.67):  # the girl stands in the middle or on one side
        at = box["x"] + across * box["width"], box["y"] + 0.72 * box["height"]
        visitor.page.mouse.click(*at)
    expect(name).to_have_text("a girl")
    visitor.find("#big-picture").click()
    expect(name).to_have_count(0)
    large = visitor.find("#picture img").first.bounding_box()
    assert large
    for across in (0.33, 0.5, 0.67):
        at = large["x"] + across * large["width"], large["y"] + 0.72 * large["height"]
        visitor.page.mouse.click(*at)
    expect(name).to_have_text("a girl")
    called = name.bounding_box()
    assert called
    middle = (called["x"] + called["width"] / 2 - large["x"]) / large["width"]
    assert 0.25 < middle < 0.75, "above her, and not beside the picture"
    visitor.find("#big-picture").click()
    assert not is_silent(visitor)
    visitor.page.emulate_media(reduced_motion="reduce")
    wait_until(lambda: not visitor.page.evaluate(motion), "stillness")
    wait_until(lambda: not visitor.page.evaluate(hops), "the end of the hop")
    visitor.tap("#picture")
    assert not visitor.page.evaluate(hops)
    visitor.page.emulate_media(reduced_motion="no-preference")
    visitor.page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_until(lambda: not visitor.page.evaluate(motion), "stillness of a hidden page")
    ring = "getComputedStyle(document.querySelector('.word')).transitionDuration"
    assert visitor.page.evaluate(ring) == "0s", "a word's ground and its edge light at one moment"


def test_nothing_jumps_in_a_story_that_is_opened_and_made(
    visit: Visit, world: World, finished: str
) -> None:
    for size, language in (("phone", "ar"), ("desktop", "en")):
        visitor = visit("sami", size=size, language=language)
        visitor.page.add_init_script(NOTE_SHIFTS)
        visitor.go(f"/stories/{finished}/")
        expect(visitor.find("#picture img")).to_be_visible()
        assert shift(visitor) <= MOST_SHIFT
    story = world.upload("sami", tale("Maha", 5))
    visitor.go(f"/stories/{story}/")  # at once, while nothing of it is there
    expect_finished(visitor, 5)
    assert shift(visitor) <= MOST_SHIFT


def shift(visitor: Visitor) -> float:
    return float(json.loads(visitor.page.evaluate("String(window.shift)")))
