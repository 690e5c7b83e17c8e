"""The desk: a teacher changes a scene's words and picture beside the page it came from; others see it."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.desk import is_open, open_scene, row
from tests.browser.tales import tale
from tests.browser.test_accessibility import LANGUAGES, check
from tests.browser.visitor import Visitor
from tests.browser.world import World

LONG = (
    "The grey heron stood in the cold water and waited; the little dog sat on the stones and "
    "watched him, and nobody said a single word until the sun was gone."
)


def photo() -> bytes:
    sheet = io.BytesIO()
    Image.new("RGB", (600, 400), (40, 120, 200)).save(sheet, "PNG")
    return sheet.getvalue()


def open_desk(visitor: Visitor, story: str) -> Locator:
    """Go to the desk; its first scene."""
    visitor.go(f"/story/{story}/edit/")
    expect(is_open(visitor)).to_be_visible()
    return open_scene(visitor, 1)


def is_drawn(picture: Locator) -> None:
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("it => it.naturalWidth") > 100


@pytest.fixture(scope="module")
def story(world: World) -> str:
    story = world.upload("edith", tale("Yara", 3))
    world.finish("edith", story)
    return story


def test_a_teacher_works_on_a_scene_and_others_see_it_live(
    visit: Visit, world: World, story: str
) -> None:
    teacher, other = visit("edith"), visit("stella", size="phone")
    card, theirs = open_desk(teacher, story), open_desk(other, story)
    expect(teacher.find("#story-level-words")).to_contain_text("It was asked for grade 4.")
    is_drawn(card.locator(".source img"))
    teacher.shoot("desk", whole=True)

    field, their_field = card.locator("textarea"), theirs.locator("textarea")
    their_field.fill("Words of somebody else.")
    field.fill(LONG)
    expect(card.locator(".level-line")).to_contain_text("Longest sentence: 31 of 12 words")
    teacher.shoot("unsaved")
    with teacher.staying():
        before = str(card.locator("audio").get_attribute("src"))
        card.get_by_role("button", name="Save the words").click()
        expect(card.locator(f'audio[src="{before}"]')).to_have_count(0)
        expect(card.locator(".scene-head .chip")).to_have_text("Ready")
        expect(card.locator("audio")).to_have_count(1)

        # The other one is told before anything is lost.
        expect(theirs.locator(".quarrel")).to_contain_text("The grey heron")
        other.shoot("quarrel")
        theirs.get_by_role("button", name="Take their words").click()
        expect(their_field).to_have_value(LONG)

        card.get_by_role("button", name="Say scene 1 in simpler words").click()
        expect(their_field).to_have_value(
            LONG.replace("; the", ". The").replace(", and nobody", ". And nobody")
        )
        expect(card.get_by_role("button", name="Bring back the words before")).to_be_visible()

        card.get_by_text("Change the picture").click()
        teacher.shoot("change the picture", whole=True)
        card.locator("input[type=file]").set_input_files(
            {"name": "mine.png", "mimeType": "image/png", "buffer": photo()}
        )
        card.get_by_role("button", name="Use this picture").click()
        expect(card.get_by_role("alert").filter(visible=True)).to_contain_text(
            "Say what can be seen"
        )
        card.get_by_label("What can be seen on it?").fill("A blue sea")
        card.get_by_role("button", name="Use this picture").click()
        expect(theirs.get_by_role("img", name="A blue sea")).to_be_visible()
        is_drawn(card.get_by_role("img", name="A blue sea"))

        card.get_by_text("Change the picture").click()
        card.get_by_label("What should it show?").fill("a whale in the sea")
        card.get_by_role("button", name="Another picture").click()
        expect(card.get_by_role("img", name="A blue sea")).to_have_count(0)
        is_drawn(card.locator(".desk-picture img"))
    teacher.shoot("worked on", whole=True)

    # The box is ticked by a press on its words, and taken back by a key.
    box = card.get_by_role("checkbox")
    with teacher.page.expect_response(re.compile("/look")) as answered:
        card.locator(".scene-tick span").click()
    assert answered.value.request.method == "PUT"
    expect(row(teacher, 1)).to_contain_text("looked at")
    expect(box).to_be_checked()
    box.press("Space")
    expect(box).not_to_be_checked()
    expect(row(teacher, 1)).not_to_contain_text("looked at")


def test_words_that_are_not_saved_survive_a_reload(visit: Visit, story: str) -> None:
    teacher = visit("edith")
    teacher.page.on("dialog", lambda dialog: dialog.accept())
    open_desk(teacher, story)
    open_scene(teacher, 2).locator("textarea").fill("Half a thought")
    open_scene(teacher, 1)
    teacher.page.reload()
    expect(row(teacher, 2)).to_contain_text("Not saved")
    second = open_scene(teacher, 2)
    teacher.page.reload()  # the address names the scene
    expect(second.locator("textarea")).to_have_value("Half a thought")
    second.get_by_role("button", name="Put back").click()
    expect(second.get_by_role("button", name="Save the words")).to_be_hidden()
    teacher.page.reload()
    expect(second.locator("textarea")).not_to_have_value("Half a thought")


QUESTION = """
from stories.models import Scene
scene = Scene.objects.get(story="{story}", index={index})
scene.question = {{"text": "Where did the dog sit?", "answers": ["On the stones.", "At home."], "right": 0}}
scene.save()
"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_question_about_words_that_changed_waits_for_a_teacher(
    visit: Visit, world: World, story: str, language: str
) -> None:
    world.run(QUESTION.format(story=story, index=2))
    teacher, other = visit("edith", language=language, size="phone"), visit("stella")
    open_desk(teacher, story)
    open_desk(other, story)
    card, theirs = (open_scene(visitor, 3) for visitor in (teacher, other))
    note = card.locator(".note", has_text="Where did the dog sit?")
    expect(note).to_be_hidden()
    card.locator("textarea").fill(f"The dog went home. Nobody saw it. ({language})")
    card.locator(".button-save").click()
    expect(note).to_be_visible()
    expect(note).to_contain_text("On the stones. · At home.")
    # What is far too easy for its grade says so in its row, and is not offered in simpler words.
    expect(row(teacher, 3).locator("use[href$='#down']")).to_have_count(1)
    expect(card.locator(".level-line .chip-good")).to_have_count(0)
    expect(card.locator(".rewrite-row .button").first).to_be_hidden()
    check(teacher, "held question")
    theirs.get_by_role("button", name="Ask the question of scene 3 still").click()
    expect(note).to_be_hidden()
    card.locator("textarea").fill(f"The dog went home again. ({language})")
    card.locator(".button-save").click()
    note.get_by_role("button").last.click()
    expect(note).to_be_hidden()
    with world.api("edith") as api:
        assert api.get(f"/api/story/{story}/answers").json() == []


def test_a_pupil_whose_story_is_shared_may_look_but_not_change(visit: Visit, world: World) -> None:
    name = world.newcomer()
    story = world.upload(name, tale(name.capitalize(), 2))
    world.finish(name, story)
    pupil = visit(name, size="phone")
    card = open_desk(pupil, story)
    pupil.page.get_by_role("button", name="Ask a teacher to share").click()
    expect(pupil.find("#sharing-words")).to_have_text(
        "A teacher will look at it before it is shared."
    )
    teacher = visit("edith")
    open_desk(teacher, story)
    # A key approves a scene and goes on; another writes about the next one, in the note that goes back.
    expect(teacher.find("#looked-of")).to_have_text("0 of 2 looked at")
    with teacher.page.expect_response(re.compile("/look")):
        row(teacher, 1).press("a")
    expect(teacher.find("#looked-of")).to_have_text("1 of 2 looked at")
    expect(row(teacher, 1)).to_contain_text("looked at")
    expect(row(teacher, 2)).to_have_attribute("aria-current", "true")
    teacher.shoot("review", whole=True)
    check(teacher, "review")
    teacher.page.keyboard.press("n")
    expect(teacher.find("#note")).to_have_value("Scene 2: ")
    teacher.page.keyboard.type("a")  # a letter of the note, and no key of the review
    expect(teacher.find("#note")).to_have_value("Scene 2: a")
    teacher.find("#note").fill("")
    row(teacher, 2).press("ArrowRight")
    expect(teacher.find("#review-end-title")).to_be_focused()
    # She is asked, since she has looked at one scene of two.
    expect(teacher.find("#looks")).to_have_text("Scenes not looked at yet: 1 of 2.")
    expect(card.locator(".scene-look")).to_contain_text("Looked at by")
    pupil.shoot("looked at", whole=True)
    teacher.page.get_by_role("button", name="Share with everybody").click()
    expect(teacher.page.get_by_role("link", name="Look at them first")).to_be_visible()
    expect(teacher.page.get_by_role("link", name="Cancel")).to_be_visible()
    teacher.page.get_by_role("button", name="Share anyway").click()
    expect(pupil.find("#shared-note")).to_be_visible()
    expect(card.locator("textarea")).not_to_be_editable()
    expect(pupil.page.get_by_role("button", name="Save the title")).to_be_disabled()
    teacher.expects_gone(story)  # her page may still be asking for its pages and answers
    pupil.page.get_by_role("button", name="Make private").click()
    pupil.find("#sure-yes").click()
    expect(card.locator("textarea")).to_be_editable()


@LANGUAGES
def test_the_desk_is_for_everybody(visit: Visit, story: str, language: str) -> None:
    teacher = visit("edith", language=language)
    card = open_desk(teacher, story)
    is_drawn(card.locator(".source img"))
    card.locator(".change-picture summary").click()
    card.locator("textarea").fill("It was an extraordinarily meteorological catastrophe.")
    expect(card.locator(".saving-row")).to_be_visible()
    check(teacher, "desk")


SENT_BACK = """
from django.utils import timezone
from stories.models import SentBack, Story
story = Story.objects.get(pk="{story}")
texts = [{{"scene": it.pk, "text": it.text if it.index != 1 else "It was so."}} for it in story.scenes.all()]
SentBack.objects.create(story=story, note="Well done.", texts=texts)
story.offered_at = timezone.now()
story.save(update_fields={{"offered_at"}})
"""
SEEN_ABOVE_THE_BAR = """() => {
  const box = (it) => document.querySelector(it).getBoundingClientRect();
  const [words, bar] = ["#scene-change", ".review-bar"].map(box);
  return words.top > 0 && words.top + 40 < bar.top && bar.bottom <= innerHeight + 1;
}"""


def test_a_second_look_begins_with_what_was_changed_on_the_first_screen(
    visit: Visit, world: World
) -> None:
    name = world.newcomer()
    story = world.upload(name, tale(name.capitalize(), 3))
    world.finish(name, story)
    world.run(SENT_BACK.format(story=story))
    teacher = visit("edith", size="phone")
    for width, height in ((360, 740), (740, 360)):
        teacher.resize(width, height)
        teacher.go(f"/story/{story}/edit/")
        expect(row(teacher, 2)).to_have_attribute("aria-current", "true")
        expect(teacher.find("#scene-change")).to_contain_text("It was so.")
        expect(teacher.find("#approve")).to_be_in_viewport()
        teacher.shoot(f"second look {width}")
        assert teacher.page.evaluate(SEEN_ABOVE_THE_BAR), f"{width} pixels wide"
