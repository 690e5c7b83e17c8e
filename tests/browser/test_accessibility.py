"""No serious or critical axe finding on any page: both directions, light and dark, phone and desktop.

And nothing has to be scrolled sideways on the narrowest phone.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import pdfs
from tests.browser.conftest import Visit
from tests.browser.player import pdf_file, play, skip_to_end
from tests.browser.tales import tale
from tests.browser.visitor import SIZES, Visitor
from tests.browser.world import World

LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
GRAVE = {"serious", "critical"}
OPTIONS = {"resultTypes": ["violations"], "preload": False}
#: By night only colours are others.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
AXE, AXE_THAT_IS_THERE = Axe(), Axe("0")  # loading it takes longer than most of its looks
NARROWEST = 320
FAIL_ONE_VOICE = """
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from stories.models import Story
story = Story.objects.get(pk="{story}")
voice = story.scenes.first().narration
voice.status, voice.error, voice.recording = "failed", "The voice stumbled over this text.", None
voice.save(update_fields={{"status", "error", "recording"}})
with changing(story.topic_id):
    owner_of(story.topic).settle(story.topic)
"""
ASK = """
from stories.models import Scene, Story
Story.objects.filter(pk="{story}").update_unwatched(shows_lessons=True)
for other in Scene.objects.filter(story="{story}").exclude(index=0):
    other.words, other.question = [], {{}}
    other.save()
scene = Story.objects.get(pk="{story}").scenes.get(index=0)
scene.words = [{{"word": "bright", "meaning": "giving much light"}}]
scene.question = {{"text": "What was too bright?", "answers": ["The lamp", "The moon"], "right": 1}}
scene.save()
"""
REMOVE = """
from django.utils import timezone
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(removed_at={value})
"""
FAIL_THE_TELLING = """
from edusmart.work.errors import Refused
from stories.models import Telling
Telling.claim_next("tests").fail(Refused("This PDF could not be read. Save it again and retry."))
"""


# Colours on their way from light to dark are of neither.
END_TRANSITIONS = """
document.getAnimations().forEach((it) => it.effect.getComputedTiming().endTime === Infinity || it.finish())
"""


def check(visitor: Visitor, step: str) -> None:
    """Every look of the page that is open."""
    found, axe = [], AXE
    for dark in (False, True):
        visitor.page.emulate_media(color_scheme="dark" if dark else "light")
        for size, (width, height) in SIZES.items():
            visitor.resize(width, height)
            visitor.looks.size, visitor.looks.dark = size, dark
            visitor.page.evaluate(END_TRANSITIONS)
            visitor.shoot(step, whole=True)
            options = {**OPTIONS, **(OF_COLOURS if dark else {})}
            broken = axe.run(visitor.page, options=options).response["violations"]
            axe = AXE_THAT_IS_THERE
            found += [
                f"{visitor.looks.name}: {it['id']}: {it['help']}: "
                + "; ".join(node["html"][:160] for node in it["nodes"][:4])
                for it in broken
                if it["impact"] in GRAVE
            ]
    assert not found, "\n".join(found)
    visitor.resize(NARROWEST, 640)
    needed = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert needed <= NARROWEST, f"{step} is {needed} pixels wide"


@pytest.fixture(scope="module")
def finished(world: World) -> str:
    story = world.upload("nora", tale("Selma", 3))
    world.finish("nora", story)
    return story


@pytest.fixture(scope="module")
def with_a_hole(world: World) -> str:
    story = world.upload("nora", tale("Bilal", 2))
    world.finish("nora", story)
    world.run(FAIL_ONE_VOICE.format(story=story))
    return story


@LANGUAGES
def test_signing_in(visit: Visit, language: str) -> None:
    visitor = visit(language=language)
    visitor.go("/accounts/login/")
    visitor.find("#id_username").fill("nobody")
    visitor.find("#id_password").fill("wrong")
    visitor.find("main .button-main").click()
    wrong = "do not belong together" if language == "en" else "لا يتطابقان"
    expect(visitor.find("#sign-in-problem")).to_contain_text(wrong)
    check(visitor, "sign-in")


@LANGUAGES
def test_the_empty_shelf(visit: Visit, world: World, language: str) -> None:
    visitor = visit(world.newcomer(), language=language)
    visitor.go("/stories/")
    check(visitor, "empty shelf")


@LANGUAGES
def test_the_shelf(
    visit: Visit, world: World, finished: str, with_a_hole: str, language: str
) -> None:
    visitor = visit("nora", language=language)
    with world.api("nora") as api:
        api.put(f"/api/story/{finished}/position", json={"scene": 1, "seconds": 2})
    world.run(REMOVE.format(story=with_a_hole, value="timezone.now()"))
    visitor.go("/stories/")
    world.run(REMOVE.format(story=with_a_hole, value="None"))
    expect(visitor.find(".undo")).to_be_visible()
    visitor.find(".account summary").click()
    check(visitor, "shelf")


@LANGUAGES
def test_uploading(visit: Visit, language: str) -> None:
    visitor = visit("nora", language=language)
    visitor.go("/stories/upload/")
    visitor.find("#file").set_input_files(pdf_file("letter.pdf", pdfs.not_a_pdf()))
    expect(visitor.find("#problem")).to_be_visible()
    visitor.find("#paste summary").click()
    check(visitor, "upload")


@LANGUAGES
def test_a_story_that_is_being_made(visit: Visit, world: World, language: str) -> None:
    with world.without("tts"):
        story = world.upload("nora", tale(f"Idris of {language}", 4))
        visitor = visit("nora", language=language)
        visitor.go(f"/stories/{story}/")
        expect(visitor.find("#text")).to_contain_text("Idris")
        check(visitor, "being made")


@LANGUAGES
def test_a_finished_story(visit: Visit, finished: str, language: str) -> None:
    visitor = visit("nora", language=language)
    visitor.go(f"/stories/{finished}/")
    for summary in visitor.find(".keep summary").all():
        summary.click()
    visitor.find("#transcript-open").click()
    visitor.find("#text .word").nth(3).click()
    visitor.tap("#play")
    expect(visitor.find(".word-now")).to_be_visible()
    check(visitor, "finished")


@LANGUAGES
def test_the_cards_of_the_player(visit: Visit, world: World, finished: str, language: str) -> None:
    world.run(ASK.format(story=finished))
    visitor = visit("nora", language=language)
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    visitor.find("#learn-open").click()
    visitor.find("#between-answers button").first.click()
    expect(visitor.find("#between-result")).to_be_visible()
    check(visitor, "words and a question")
    visitor.find("#between-on").click()
    visitor.find("#play").focus()
    visitor.page.keyboard.press("?")
    expect(visitor.find("#keys")).to_be_visible()
    check(visitor, "help card")
    visitor.page.keyboard.press("Escape")
    visitor.find("#strip .stop").last.click()
    play(visitor)
    skip_to_end(visitor, 0.3)
    expect(visitor.find(".ending")).to_be_visible()
    check(visitor, "the end")
    visitor.page.keyboard.press("Escape")
    visitor.find("#big-picture").click()
    check(visitor, "large picture")


@LANGUAGES
def test_what_is_kept_on_this_device(visit: Visit, language: str) -> None:
    visitor = visit("nora", language=language)
    visitor.go("/offline/")
    expect(visitor.find("#nothing")).to_be_visible()
    check(visitor, "nothing kept")


@LANGUAGES
def test_a_story_with_a_hole(visit: Visit, with_a_hole: str, language: str) -> None:
    visitor = visit("nora", language=language)
    visitor.go(f"/stories/{with_a_hole}/")
    expect(visitor.find("#trouble")).to_be_visible()
    expect(visitor.find("#retry-all")).to_be_visible()
    check(visitor, "with a hole")


@LANGUAGES
def test_a_story_that_could_not_be_made(visit: Visit, world: World, language: str) -> None:
    with world.without("workers"):
        story = world.upload("nora", tale("Nobody", 2))
        world.run(FAIL_THE_TELLING)
    visitor = visit("nora", language=language)
    visitor.go(f"/stories/{story}/")
    expect(visitor.find("#retry-all")).to_be_visible()
    expect(visitor.find("#stage")).to_be_hidden()
    check(visitor, "failed")


@LANGUAGES
def test_the_briefs(visit: Visit, world: World, language: str) -> None:
    world.brief("edith", "A quiet brief", "Nothing much happened.")
    visitor = visit("edith", language=language)
    visitor.go("/briefs/")
    check(visitor, "briefs")


@LANGUAGES
def test_the_desk(visit: Visit, world: World, language: str) -> None:
    brief = world.brief("edith", "A full desk", "It rained.", "ꦲꦤꦕꦫꦏ", "The sun came out.")
    visitor = visit("edith", language=language)
    visitor.go(f"/briefs/{brief}/")
    visitor.find("#generate").click()
    expect(visitor.find("#items .item[data-state=failed]")).to_have_count(1)
    expect(visitor.find("#items audio")).to_have_count(2)
    visitor.find("textarea").first.fill("It rained a lot.")
    expect(visitor.find("#items .item[data-state=stale]")).to_have_count(1)
    check(visitor, "desk")


@LANGUAGES
def test_listening(visit: Visit, world: World, language: str) -> None:
    brief = world.brief("edith", "A brief to hear", "It rained.", "The sun came out.")
    visitor = visit("edith", language=language)
    visitor.go(f"/briefs/{brief}/")
    visitor.find("#generate").click()
    expect(visitor.find("#items audio")).to_have_count(2)
    visitor.find("#publish").click()
    expect(visitor.find("#take-back")).to_be_visible()
    check(visitor, "published desk")
    visitor.go(f"/listen/{brief}/")
    expect(visitor.find("#play")).to_be_enabled()
    for key, place in (("ArrowRight", "2 / 2"), ("ArrowLeft", "1 / 2")):
        visitor.page.keyboard.press(key)
        expect(visitor.find("#place")).to_have_text(place)
    visitor.find("#next").click()
    expect(visitor.find("#seek")).to_be_visible()
    check(visitor, "listen")
    visitor.go(f"/briefs/{brief}/versions/")
    check(visitor, "versions")
    visitor.find(".book-title a").first.click()
    check(visitor, "a version")
    visitor.go("/briefs/programmes/new/")
    visitor.find("#title").fill(f"On air in {language}")
    visitor.find("main form button").first.click()
    check(visitor, "programmes")
    visitor.find(".book-title a").first.click()
    check(visitor, "a programme")
    visitor.go("/listen/")
    visitor.find(".podcast form button").first.click()
    check(visitor, "private link")


@LANGUAGES
def test_a_page_that_is_not_there(visit: Visit, language: str) -> None:
    visitor = visit("sami", language=language)
    visitor.expects("404")
    visitor.go("/stories/00000000-0000-4000-8000-000000000000/")
    check(visitor, "not there")


@LANGUAGES
def test_the_home_of_the_admin(visit: Visit, language: str) -> None:
    visitor = visit("stella", language=language)
    visitor.go("/admin/")
    visitor.sees("Stuck" if language == "en" else "عالق")
    check(visitor, "admin home")
