"""A story in two languages: its teacher types the second one, its child reads and hears both."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import open_scene
from tests.browser.player import is_silent, play
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.world import World
from tests.processes import wait_until

ARABIC = "لم تستطع أن تنام. كان القمر ساطعا جدا."
ENGLISH = "She could not sleep. The moon was too bright."
TITLES = {"ar": "هدى والقمر", "en": "Huda and the moon"}
TOLD_IN_ARABIC = """
from stories.actions.scenes.editing import edit_scene
from stories.models import Story
story = Story.objects.get(pk="{story}")
story.language = "ar"
story.save(update_fields={{"language"}})
for scene in story.scenes.all():
    edit_scene(scene, story.owner, "لم تستطع هدى أن تنام. كان القمر ساطعا جدا.", "")
"""
# Seen by the page itself: two short sentences may be over between two looks on a busy machine.
SEE_A_WORD_LIT = """
part => {
  window.seen = { lit: false };
  const look = () => { seen.lit ||= part.querySelector(".word-now") !== null; };
  new MutationObserver(look).observe(part, { subtree: true, childList: true, attributes: true });
}
"""


@pytest.mark.parametrize(
    ("told", "second", "words", "size", "dark"),
    [
        ("en", "ar", ARABIC, "desktop", False),
        ("ar", "en", ENGLISH, "phone", True),
    ],
)
def test_a_teacher_types_the_second_language_and_a_child_hears_both(
    visit: Visit, world: World, told: str, second: str, words: str, size: str, dark: bool
) -> None:
    story = world.upload("edith", tale(f"Huda {told} {size}", 2))
    world.finish("edith", story)
    if told == "ar":
        world.run(TOLD_IN_ARABIC.format(story=story))
        world.finish("edith", story)
    teacher = visit("edith", size=size, language=told, dark=dark)
    teacher.go(f"/story/{story}/edit/")
    part = open_scene(teacher, 1).locator(".second-words")
    expect(part).to_be_hidden()
    teacher.find("#second-language").select_option(second)
    expect(teacher.find("#second-translate")).to_be_hidden()  # no model is set up
    field = part.locator("textarea")
    expect(field).to_have_attribute("dir", "rtl" if second == "ar" else "ltr")
    title = part.locator("input").first
    expect(title).to_have_attribute("dir", "rtl" if second == "ar" else "ltr")
    title.fill(TITLES[second])
    field.fill(words)
    part.locator("button:has(use[href$='#check'])").click()
    expect(part).to_have_attribute("data-state", "ready")
    expect(part.locator(".recording")).to_be_visible()
    teacher.shoot("desk")
    part.scroll_into_view_if_needed()
    teacher.shoot("desk scene")
    check(teacher, "second language")

    teacher.go(f"/stories/{story}/")
    choice, beside = teacher.find(f".telling-foot button[value={second}]"), teacher.find(".second")
    expect(choice).to_have_attribute("aria-pressed", "false")
    expect(beside).to_be_hidden()
    choice.click()
    expect(beside.locator(".story-text")).to_have_text(words)
    expect(beside.locator(".second-names")).to_have_text(TITLES[second])
    expect(beside.locator(".story-text")).to_have_attribute("lang", second)
    expect(beside.locator(".story-text")).to_have_attribute(
        "dir", "rtl" if second == "ar" else "ltr"
    )
    teacher.shoot("both languages")
    # On a busy machine the scene may be over before the other voice is asked for; the next has no such words.
    teacher.find("#autoplay").uncheck()
    play(teacher)
    beside.evaluate(SEE_A_WORD_LIT)
    beside.locator("button").click()
    wait_until(lambda: teacher.page.evaluate("seen.lit"), "a lit word of the second language")
    wait_until(lambda: is_silent(teacher), "one voice at a time")
    teacher.shoot("its voice")
    expect(beside.locator(".word-now")).to_have_count(0)  # it has come to its end
    teacher.tap("#next")
    expect(beside.locator(".story-text")).to_be_hidden()
    expect(beside.locator(".hint")).to_be_visible()
    teacher.tap("#previous")
    check(teacher, "two languages")
    teacher.go(f"/stories/{story}/")
    expect(beside.locator(".story-text")).to_have_text(words)  # it is remembered
    choice.click()
    expect(beside).to_be_hidden()


def test_a_second_language_comes_to_an_open_page_which_had_nothing_of_it_and_goes(
    visit: Visit, world: World
) -> None:
    story = world.upload("edith", tale("Lone Huda", 2))
    world.finish("edith", story)
    asked: list[str] = []
    reader = visit("edith")
    reader.page.on("request", lambda it: asked.append(it.url))
    reader.go(f"/stories/{story}/")
    expect(reader.find("#text .word").first).to_be_visible()
    assert not [url for url in asked if "second-language" in url]
    expect(reader.find(".telling-foot button[value=ar]")).to_have_count(0)
    with world.api("edith") as api:
        url = f"/api/story/{story}/scene/0/translation/ar"
        assert api.put(url, json={"text": ARABIC}).status_code == 200
    # By the socket, without a reload.
    reader.find(".telling-foot button[value=ar]").click()
    expect(reader.find(".second .story-text")).to_have_text(ARABIC)
    desk = visit("edith")
    desk.go(f"/story/{story}/edit/")
    expect(desk.find("#second-language")).to_have_value("ar")
    desk.find("#second-remove button").click()
    desk.find("#sure-yes").click()
    expect(desk.find("#second-remove")).to_be_hidden()
    expect(reader.find(".second .story-text")).to_be_hidden()
    expect(reader.find(".telling-foot button[value=ar]")).to_be_hidden()
