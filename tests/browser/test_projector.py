"""A story before a class: large, with a remote, and a question whose answer waits for the teacher."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import expect_scene, is_silent, skip_to_end
from tests.browser.tales import tale
from tests.browser.test_accessibility import AXE, GRAVE, OPTIONS
from tests.browser.test_second_language import TOLD_IN_ARABIC
from tests.browser.world import World
from tests.processes import wait_until

ASK = """
from stories.models import Scene, Story
Story.objects.filter(pk="{story}").update_unwatched(shows_lessons=True)
scene = Scene.objects.get(story="{story}", index=0)
scene.question = {{"text": "What was too bright?", "answers": ["The lamp", "The moon"], "right": 1}}
scene.save()
"""
SCREENS = {"720": (1280, 720), "1080": (1920, 1080), "4 to 3": (1024, 768)}
AWAKE = ".theatre[data-awake]"
FREE_BELOW_THE_BAR = """() => document.getElementById("text").getBoundingClientRect().top
  - document.querySelector(".projector-bar").getBoundingClientRect().bottom"""
IS_FULL = "document.fullscreenElement?.id === 'theatre'"
NOT_FULL = """async () => {
  await document.exitFullscreen();
  Element.prototype.requestFullscreen = async () => {};
}"""
SHARES = """() => {
  const box = it => document.querySelector(it).getBoundingClientRect();
  const size = parseFloat(getComputedStyle(document.getElementById("text")).fontSize);
  const [picture, telling] = [box("#picture"), box("#telling")];
  return [picture.height / innerHeight, picture.width / innerWidth, size / innerHeight, telling.width / size];
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_teacher_shows_a_story_large_and_leads_it_with_a_remote(
    visit: Visit, world: World, language: str
) -> None:
    story = world.upload("edith", tale(f"Basim {language}", 2, lingers=True))
    world.finish("edith", story)
    if language == "ar":
        world.run(TOLD_IN_ARABIC.format(story=story))
        world.finish("edith", story)
    world.run(ASK.format(story=story))
    teacher = visit("edith", language=language)
    keys, page = teacher.page.keyboard, teacher.page
    teacher.go(f"/story/{story}/edit/")
    page.get_by_role("link", name="On the big screen" if language == "en" else "الكبيرة").click()
    expect(teacher.find(AWAKE)).to_be_visible()
    keys.press("?")
    expect(teacher.find("#keys .keys")).to_be_visible()
    expect(teacher.find("#keys .keys")).to_contain_text(
        "Light or dark room" if language == "en" else "غرفة"
    )
    keys.press("Escape")
    expect(teacher.find("#keys .keys")).to_be_hidden()
    keys.press("l")  # a key, which may ask for more than a page that was only opened
    keys.press("Escape")
    expect(teacher.find(".projected")).to_have_count(0)
    expect(teacher.find("#project")).to_be_focused()
    keys.press("f")
    wait_until(lambda: page.evaluate(IS_FULL), "a full screen")
    page.evaluate(NOT_FULL)  # a window that fills the screen cannot be given another size
    expect(teacher.find(".projected")).to_have_count(0)
    teacher.find("#project").press("f")
    expect(teacher.find(".projector-bar")).to_be_visible()
    found = AXE.run(page, options=OPTIONS).response["violations"]
    assert [it["id"] for it in found if it["impact"] in GRAVE] == []
    assert page.evaluate(FREE_BELOW_THE_BAR) > 0, "the buttons lie over the words"
    teacher.shoot("the mouse has moved")
    expect(teacher.find(AWAKE)).to_have_count(0)
    expect(teacher.find("#text")).to_have_css("direction", "rtl" if language == "ar" else "ltr")
    forward, back = ("ArrowLeft", "ArrowRight")[:: 1 if language == "ar" else -1]
    keys.press(forward)
    expect_scene(teacher, 2)
    keys.press(back)
    expect_scene(teacher, 1)
    keys.press("Space")
    wait_until(lambda: not is_silent(teacher), "the voice")
    expect(teacher.find(".word-now")).to_be_visible()
    for name, (width, height) in SCREENS.items():
        teacher.resize(width, height)
        teacher.shoot(name)
        high, wide, size, letters = page.evaluate(SHARES)
        assert high > 0.99, f"{name}: the picture is as high as the screen"
        assert wide > 0.5, name
        assert size > 0.05, f"{name}: the words are large"
        assert letters > 8, f"{name}: a line holds words"

    keys.press("l")
    teacher.shoot("light room")
    keys.press("b")
    teacher.shoot("black")
    keys.press("b")
    skip_to_end(teacher)
    expect(teacher.find(".large-question")).to_contain_text("What was too bright?")
    expect(teacher.find("[data-state=right]")).to_have_count(0)
    assert not teacher.find(AWAKE).count(), "no controls lie over the question"
    teacher.shoot("a question")
    keys.press("PageDown")
    expect(teacher.find(".large-question [data-state=right]")).to_contain_text("The moon")
    teacher.shoot("its answer")
    keys.press("PageDown")
    expect_scene(teacher, 2)
    keys.press("PageUp")
    expect_scene(teacher, 1)
    keys.press("Escape")
    expect(teacher.find(".projected")).to_have_count(0)
    expect(teacher.find("#project")).to_be_focused()
    # Begun with the mouse and loaded again it is as it was; once it was ended it stays so.
    teacher.find("#project").click()
    expect(teacher.find(".projected")).to_have_count(1)
    page.reload()
    expect(teacher.find(".projected")).to_have_count(1)
    keys.press("Escape")
    expect(teacher.find(".projected")).to_have_count(0)
    page.reload()
    expect(teacher.find("#project")).to_be_visible()
    expect(teacher.find(".projected")).to_have_count(0)
