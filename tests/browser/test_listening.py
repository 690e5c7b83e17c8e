"""Listening: on another device, without gaps, with questions, by keyboard, without a connection."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import at, expect_scene, hear_out, is_silent, play, skip_to_end
from tests.browser.tales import TITLE, tale
from tests.browser.visitor import Visitor
from tests.browser.world import World
from tests.processes import wait_until

SCENES = 3
LONGEST_GAP_MS = 300
LATEST_LIGHT_MS = 120
ASK = """
from django.utils import timezone
from stories.models import Scene, Story
Story.objects.filter(pk="{story}").update_unwatched(shows_lessons=True)
for other in Scene.objects.filter(story="{story}").exclude(index=0):
    other.words, other.question = [], {{}}
    other.save()
scene = Story.objects.get(pk="{story}").scenes.get(index=0)
scene.words = [
    {{"word": "bright", "meaning": "giving much light"}},
    {{"word": "moon", "meaning": "“The moon was too bright.”"}},
    {{"word": "too", "meaning": "“The moon was too bright.”"}},
]
scene.question = {{"text": "What was too bright?", "answers": ["The lamp", "The moon", "A dog"], "right": 1}}
scene.save()
Story.objects.filter(pk="{story}").update_unwatched(published_at=timezone.now())
"""
OF_ANOTHER_NAME = """
from django.utils import timezone
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(title="The green door", published_at=timezone.now())
"""
PRIVATE_AGAIN = """
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(published_at=None)
"""
FAIL_ONE_VOICE = """
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from stories.models import Story
story = Story.objects.get(pk="{story}")
voice = story.scenes.get(index=0).narration
voice.status, voice.error_code, voice.recording = "failed", "tts_500", None
voice.error = "The voice stumbled over this text."
voice.save(update_fields={{"status", "error", "error_code", "recording"}})
with changing(story.topic_id):
    owner_of(story.topic).settle(story.topic)
"""
# Notes when scenes end and begin, and how late each word is lit, all in the browser's own clock.
MEASURE = """() => {
  const audio = document.getElementById("audio");
  window.gaps = []; window.late = [];
  let ended = null, lit = null;
  audio.addEventListener("ended", () => (ended = performance.now()));
  audio.addEventListener("playing", () => {
    if (ended !== null) window.gaps.push(performance.now() - ended);
    ended = null;
  });
  new MutationObserver(() => {
    const word = document.querySelector(".word-now");
    if (!word || word === lit || audio.paused) return;
    lit = word;
    const scene = Number(document.querySelector(".stop[aria-current] .stop-number").textContent) - 1;
    window.late.push([scene, Number(word.dataset.word), audio.currentTime * 1000]);
  }).observe(document.getElementById("text"), {subtree: true, attributes: true, childList: true});
}"""
LONG_QUESTION = """
from stories.models import Scene
ask = "What did the little girl with the yellow umbrella say to her grandmother when they came back from the"
ask += " harbour that evening and the lamps were lit?"
seasons = ("spring", "summer", "autumn", "winter")
answers = [f"She said that the ship would come home again in the {{it}} with her father" for it in seasons]
Scene.objects.filter(story="{story}").update_unwatched(
    question={{"text": ask, "answers": answers, "right": 0}}
)
"""
# The answers of the card that something else lies over in their middle.
PICTURES = """
from stories.models import Scene, Story
Story.objects.filter(pk="{story}").update_unwatched(shows_lessons=True)
Scene.objects.filter(story="{story}").update_unwatched(
    question={{"text": "What is up there?", "answers": ["a lamp", "a crocodile", "an owl"], "right": 0}}
)
"""
COVERED = """() => [...document.querySelectorAll("#between-answers .answer")].filter(it => {
  const box = it.getBoundingClientRect();
  const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return !there || !it.contains(there);
}).map(it => it.textContent)"""


# Of the end, and of the last scene behind it.
LAST_PICTURES = """() => [
  ...document.querySelectorAll(".ending-cover, #picture img:not(.picture-front)")
].map(it => it.src)"""


@pytest.fixture(scope="module")
def asking(world: World) -> Iterator[str]:
    """Sami's story that everybody may hear; its first scene has words to learn and a question."""
    story = world.upload("sami", tale("Omar", 2, lingers=True))
    world.finish("sami", story)
    world.run(ASK.format(story=story))
    yield story
    world.run(PRIVATE_AGAIN.format(story=story))  # other tests look at empty shelves


@pytest.fixture
def another(world: World) -> Iterator[str]:
    """One more that everybody may hear: what is called as the one that was heard is no offer."""
    story = world.upload("sami", tale("Nour", 1))
    world.finish("sami", story)
    world.run(OF_ANOTHER_NAME.format(story=story))
    yield "The green door"
    world.run(PRIVATE_AGAIN.format(story=story))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (360, 600), (740, 360), (320, 568)])
def test_a_newcomer_sees_at_once_what_to_press(
    visit: Visit, world: World, asking: str, width: int, height: int, language: str
) -> None:
    visitor = visit(world.newcomer(), size="phone", language=language)
    visitor.resize(width, height)
    visitor.go("/stories/")
    expect(visitor.find(f".first-run a[href*='{asking}']")).to_be_in_viewport(ratio=1)
    if height == 740:
        make = visitor.find(".first-run-more a[href='/stories/upload/'] strong")
        expect(make).to_be_in_viewport(ratio=1)


def test_on_a_phone_on_its_side_sign_in_is_in_sight_and_the_site_can_be_installed(
    visit: Visit,
) -> None:
    visitor = visit(None)
    visitor.resize(740, 360)
    visitor.go("/accounts/login/")
    expect(visitor.find("main .button-main")).to_be_in_viewport(ratio=1)
    expect(visitor.find("main a[href='/card/']")).to_be_in_viewport(ratio=1)
    expect(visitor.find(".site-head").get_by_role("button", name="العربيّة")).to_be_visible()
    found = visitor.context.new_cdp_session(visitor.page).send("Page.getAppManifest")
    assert '"icons"' in found["data"]
    assert not found["errors"]


def test_the_end_gathers_a_star_for_each_scene_that_was_heard(
    visit: Visit, world: World, asking: str, another: str
) -> None:
    visitor = visit(world.newcomer(), size="phone", moves=True)
    visitor.go(f"/stories/{asking}/")
    visitor.find("#strip .stop").last.click()
    visitor.page.reload()  # what comes before the place to go on at was not heard for that
    expect_scene(visitor, 2)
    play(visitor)
    skip_to_end(visitor)
    expect(visitor.find(".ending")).to_be_visible()
    expect(visitor.find(".ending-facts")).to_have_count(0)  # it was passed over
    visitor.find(".ending .button").first.click()  # hear it again
    expect_scene(visitor, 1)
    hear_out(visitor)
    expect(visitor.find(".ending-stars .icon")).to_have_count(2)
    visitor.sees("You listened to the whole story.")
    expect(visitor.find(".ending-facts")).to_contain_text("Scenes heard 2")
    expect(visitor.find(".ending-facts")).to_contain_text(re.compile(r"Seconds [1-9]"))
    visitor.sees("Words met")
    expect(visitor.find(".ending-words li")).to_have_text(["bright", "moon", "too"])
    # What to do comes first, and no word is cut: where there is no room for them their number brings them.
    words, number = visitor.find(".actions ~ .ending-met"), visitor.find(".ending-facts button")
    if number.get_attribute("aria-expanded") == "true":
        number.click()
    expect(words).to_be_hidden()
    number.click()
    expect(words).to_be_in_viewport(ratio=1)
    visitor.find(".ending-words button").first.click()
    expect(visitor.find(".ending-meaning")).to_have_text("giving much light")
    visitor.find(".ending-words button").nth(1).click()
    expect(visitor.find(".ending-meaning > span")).to_have_text("“The moon was too bright.”")
    expect(visitor.find(".ending-meaning")).to_contain_text("Hear it in the story")
    expect(visitor.find(".ending-told")).to_have_attribute("aria-pressed", "true")
    stickers = visitor.find(".ending-sticker > img")
    expect(stickers).to_have_count(3)
    assert {it.get_attribute("alt") for it in stickers.all()} == {"a window", "a lamp", "a clock"}
    expect(stickers.first).not_to_have_js_property("naturalWidth", 0)
    shown = visitor.page.evaluate(LAST_PICTURES)
    assert len(shown) == 2
    assert len(set(shown)) == 1, "its last picture"
    visitor.shoot("the end")
    visitor.page.emulate_media(reduced_motion="reduce")
    moving = "document.getAnimations().some(it => it.animationName === 'gathers')"
    assert not visitor.page.evaluate(moving)
    visitor.resize(740, 360)
    expect(visitor.find(".ending-cover")).to_be_in_viewport(ratio=1)
    number.click()
    visitor.resize(320, 568)
    visitor.find(".ending h2").scroll_into_view_if_needed()
    expect(visitor.find(".ending-stars")).to_be_in_viewport(ratio=1)
    expect(visitor.find(".ending-book")).to_be_in_viewport(ratio=1)
    expect(visitor.find(".ending-book")).to_contain_text(another)
    visitor.shoot("the end on the smallest phone")
    visitor.shoot("the end on its side")


# So that a busy machine does not come to the end of the scene meanwhile.
SLOWLY = "document.getElementById('audio').playbackRate = 0.1"


#: What waits for seconds before it is sent waits for ever.
NOT_LATER = """
const later = window.setTimeout;
window.setTimeout = (act, ms, ...more) => ms === 5000 ? 0 : later(act, ms, ...more);
"""


def test_who_pauses_finds_the_story_on_the_shelf(visit: Visit, world: World, asking: str) -> None:
    visitor = visit(world.newcomer(), size="phone")
    visitor.page.add_init_script(NOT_LATER)
    visitor.go(f"/stories/{asking}/")
    play(visitor)
    wait_until(lambda: at(visitor) > 4, "enough to go on with")
    with visitor.page.expect_response(lambda it: it.url.endswith("/position")):
        visitor.tap("#play")
    visitor.go("/stories/")
    expect(visitor.find(f".continue-go[href*='{asking}']")).to_be_visible()


def test_another_browser_goes_on_where_the_first_stopped(
    visit: Visit, world: World, finished: str
) -> None:
    first = visit("sami", size="phone")
    first.go(f"/stories/{finished}/")
    first.tap("#next")
    expect_scene(first, 2)
    play(first)
    first.page.evaluate(SLOWLY)
    with first.page.expect_response(lambda it: it.url.endswith("/position")) as kept:
        first.tap("#play")
    assert kept.value.status == 204
    stopped = at(first)
    first.go("/stories/")  # leaving sends the last of it
    first.resize(320, 568)
    expect(first.find(".continue-go")).to_be_in_viewport(ratio=1)  # its card cuts nothing of it off

    second = visit("sami", size="desktop", language="ar")
    second.go("/stories/")
    begun = second.find("section[aria-labelledby=begun-title]")
    going_on = begun.locator(f"a[href='/stories/{finished}/?play']")
    expect(going_on).to_be_visible()
    expect(second.find(f"a[href^='/stories/{finished}/']")).to_have_count(1)
    second.shoot("continue on another device", whole=True)
    going_on.click()  # the one tap that plays
    expect_scene(second, 2)
    wait_until(lambda: not is_silent(second) and at(second) > 0.4, "the place of the other device")
    second.page.evaluate(SLOWLY)
    assert abs(at(second) - stopped) < 4
    second.shoot("resumed")
    second.page.reload()
    expect_scene(second, 2)
    expect(second.find("#play")).to_be_enabled()
    assert is_silent(second), "it began by itself after a reload"


def test_scenes_follow_without_a_gap_and_words_light_in_time(visit: Visit, finished: str) -> None:
    visitor = visit("sami")
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    visitor.page.evaluate(MEASURE)
    visitor.tap("#play")
    for number in range(2, SCENES + 1):
        wait_until(lambda: at(visitor) > 0.8, "the voice")
        skip_to_end(visitor)
        expect_scene(visitor, number)
    wait_until(lambda: at(visitor) > 2.5, "words of the last scene")
    gaps = visitor.page.evaluate("window.gaps")
    assert len(gaps) == SCENES - 1
    assert min(gaps) < LONGEST_GAP_MS, gaps  # a busy machine only makes them longer
    state = visitor.page.evaluate(
        "fetch(location.pathname.replace('/stories/', '/api/story/') + 'status').then(it => it.json())"
    )
    begins = {
        scene["scene_index"]: [word[0] for word in scene["words"]] for scene in state["scenes"]
    }
    # The first word after a jump is lit wherever the jump fell.
    lit = visitor.page.evaluate("window.late")
    late = [
        now - begins[scene][word]
        for (before, _, _), (scene, word, now) in pairwise(lit)
        if scene == before == SCENES - 1
    ]
    assert len(late) >= 3, "too few words were lit to say anything"
    assert -1 < min(late) < LATEST_LIGHT_MS, late  # a busy machine only makes them later


@pytest.mark.parametrize(("size", "language"), [("phone", "en"), ("desktop", "ar")])
def test_a_story_ends_with_what_was_gathered_and_the_next_one(
    visit: Visit, world: World, size: str, language: str
) -> None:
    name = world.newcomer()
    first, second = (world.upload(name, tale(f"Aya of {size}", count)) for count in (1, 2))
    for story in (first, second):
        world.finish(name, story)
    visitor = visit(name, size=size, language=language)
    visitor.go(f"/stories/{first}/")
    play(visitor)
    skip_to_end(visitor, 0.3)
    card = visitor.page.get_by_role("dialog")
    expect(card.locator("li")).to_have_count(0)  # it was passed over, and there is nothing to count
    visitor.shoot("the end")
    going_on = card.locator(f"a[href='/stories/{second}/?play']")
    expect(going_on).to_be_visible()
    card.locator(".actions button").first.click()
    wait_until(lambda: not is_silent(visitor), "the story once more")
    hear_out(visitor)
    with visitor.page.expect_navigation():
        going_on.click()
    wait_until(lambda: at(visitor) > 0.3, "the next story")
    skip_to_end(visitor, 0.3)  # at its end without having heard it: it is not finished
    expect(visitor.find(".ending")).to_be_visible()
    visitor.go("/stories/")
    finished = visitor.find("section[aria-labelledby=mine-title] .book")
    expect(finished.filter(has=visitor.find(".book-mark"))).to_have_count(1)
    expect(finished.locator(f"a[href='/stories/{first}/']")).to_have_count(1)


@pytest.mark.parametrize(("size", "language"), [("phone", "en"), ("desktop", "ar")])
def test_words_and_a_question_between_two_scenes(
    visit: Visit, world: World, asking: str, size: str, language: str
) -> None:
    visitor = visit(world.newcomer(), size=size, language=language)
    page = visitor.page
    visitor.go(f"/stories/{asking}/")
    assert '"right"' not in page.content()
    play(visitor)
    skip_to_end(visitor)
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("giving much light")
    expect(visitor.find("#play")).not_to_have_class(
        re.compile("is-playing")
    )  # nothing plays behind it
    waits = "Soon the story goes on" if language == "en" else "ستستمر القصة"
    expect(card.get_by_role("status").first).to_contain_text(waits)  # the bar is seen only
    visitor.shoot("words and a question")
    before = page.viewport_size or {"width": 360, "height": 740}
    visitor.resize(740, 360)
    expect(visitor.find("#between-on")).to_be_in_viewport(ratio=1)
    covered = page.evaluate(COVERED)
    assert covered == [], f"an answer is covered on a phone on its side: {covered}"
    visitor.resize(before["width"], before["height"])
    # A word without a meaning of its own: its sentence is heard again in the story's voice.
    expect(card.locator("dd")).to_have_count(2)
    expect(card.locator("dd b")).to_have_text(["moon", "too"])  # of two words it stands once
    loudspeaker = card.locator(".say-always")
    said = "Hear it in the story" if language == "en" else "اسمعها في القصة"
    expect(loudspeaker).to_have_attribute("aria-label", re.compile(said))
    expect(card.locator("dd > span", has_text="The moon")).to_be_visible()  # where it is told of
    if size == "phone":  # there what is asked comes first
        expect(card.locator(".answer").last).to_be_in_viewport(ratio=1)
        loudspeaker.focus()
    else:
        page.keyboard.press("Tab")
        expect(loudspeaker).to_be_focused()
    place = at(visitor)
    page.keyboard.press("Enter")
    expect(card.locator(".said-now")).to_have_text("“The moon was too bright.”")
    expect(loudspeaker).to_have_attribute("aria-pressed", "false")  # it was said to its end
    assert is_silent(visitor)
    assert at(visitor) == place
    card.locator("h2").focus()
    page.keyboard.press("Tab")
    if size != "phone":
        page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="The lamp")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.locator("[data-state=wrong]")).to_contain_text("The lamp")
    expect(visitor.find("#between-result")).to_be_visible()
    expect(card.locator("[data-state=right]")).to_have_count(0)  # there is a second try
    visitor.shoot("once more")
    card.get_by_role("button", name="A dog").press("Enter")
    expect(card.locator("[data-state=right]")).to_contain_text("The moon")
    expect(visitor.find("#between-on")).to_be_focused()
    visitor.shoot("answered")
    page.keyboard.press("Enter")
    expect_scene(visitor, 2)
    wait_until(lambda: not is_silent(visitor), "the next scene")
    visitor.tap("#play")
    with world.api("stella") as api:
        given = api.get(f"/api/story/{asking}/answers").json()[0]["given"]
    assert given[-1]["choice"] == 0, "the first choice is what the teacher is told"
    # Answered once, it does not stand in the way again; skipping is always possible.
    page.reload()
    visitor.find("#strip .stop").first.click()
    play(visitor)
    skip_to_end(visitor)
    expect_scene(visitor, 2)
    visitor.find("#strip .stop").first.click()
    wait_until(lambda: not is_silent(visitor), "the scene, heard again")
    # Opened while the scene is heard, it makes the scene wait.
    visitor.find("#learn-open").click()
    expect(card).to_be_visible()
    wait_until(lambda: is_silent(visitor), "a scene that waits")
    place = at(visitor)
    page.keyboard.press("Escape")
    wait_until(lambda: not is_silent(visitor), "the scene going on")
    assert at(visitor) >= place
    expect_scene(visitor, 1)


def test_answers_that_name_things_are_pictures_and_the_scene_s_own_is_not_beside_them(
    visit: Visit, world: World
) -> None:
    name = world.newcomer()
    story = world.upload(name, tale("Nadia", 1), grade_level="Grade 1")
    world.finish(name, story)
    world.run(PICTURES.format(story=story))
    visitor = visit(name, size="phone")
    visitor.go(f"/stories/{story}/")
    visitor.find("#learn-open").click()
    pictures = visitor.find(".answers-shown .answer > img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)
        expect(picture).to_be_in_viewport(ratio=1)
    expect(visitor.find(".between-picture")).to_be_hidden()
    visitor.shoot("choose the picture")
    world.run(LONG_QUESTION.format(story=story))
    for width, height in ((320, 568), (740, 360)):
        visitor.resize(width, height)
        visitor.go(f"/stories/{story}/")
        visitor.find("#learn-open").click()
        expect(visitor.find("#between-answers .answer")).to_have_count(4)
        covered = visitor.page.evaluate(COVERED)
        assert covered == [], f"not in sight on {width}x{height}: {covered}"
        visitor.shoot(f"a long question on {width}x{height}")


def test_the_player_works_by_keyboard_alone(visit: Visit, finished: str) -> None:
    visitor = visit("sami")
    page, keys = visitor.page, visitor.page.keyboard
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    visitor.find("#autoplay").uncheck()  # ten seconds on are the end of so short a scene
    page.evaluate("document.activeElement.blur()")
    keys.press("?")
    expect(visitor.find("#keys")).to_be_hidden()  # letters need the player's focus
    visitor.find("#play").focus()
    keys.press("?")
    expect(visitor.find("#keys")).to_be_visible()
    visitor.shoot("help card")
    keys.press("Escape")
    expect(visitor.find("#play")).to_be_focused()
    keys.press("]")
    expect(visitor.find("#speed")).to_have_value("1.25")
    keys.press("[")
    expect(visitor.find("#speed")).to_have_value("1")
    keys.press("m")
    assert page.evaluate("document.getElementById('audio').muted")
    expect(visitor.find("#says")).to_have_text("The sound is off.")
    keys.press("M")
    keys.press("Space")
    wait_until(lambda: not is_silent(visitor), "the voice")
    visitor.find("#on10").focus()
    keys.press("Enter")
    wait_until(lambda: at(visitor) > 2.5 or is_silent(visitor), "ten seconds on")
    visitor.find("#play").focus()
    keys.press("ArrowRight")
    expect_scene(visitor, 2)
    keys.press("Shift+ArrowRight")
    visitor.find(".skip").focus()
    keys.press("Enter")
    unreached = {"previous", "back10", "play", "on10", "next", "speed", "autoplay"}
    for _ in range(40):
        keys.press("Tab")
        unreached.discard(page.evaluate("document.activeElement.id"))
        if not unreached:
            break
    assert unreached <= {"previous", "next", "play"}, f"never reached by tab: {unreached}"


def test_a_voice_gives_way_to_one_that_begins_in_another_tab(visit: Visit, finished: str) -> None:
    first = visit("sami", size="phone")
    context = first.context
    second = Visitor(context, context.new_page(), first.base, first.journey, first.looks)
    for tab in (first, second):
        tab.go(f"/stories/{finished}/")
        tab.find("#strip .stop").first.click()
        play(tab)
    wait_until(lambda: is_silent(first), "the first voice giving way")
    expect(first.find("#play")).to_have_attribute("aria-label", "Play")
    assert not is_silent(second)
    assert not second.unexpected


def test_asleep_after_the_scene_and_plain_without_pictures(visit: Visit, finished: str) -> None:
    visitor = visit("sami", size="phone")
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    visitor.find("#listening summary").click()
    visitor.find("#plain").check()
    expect(visitor.find("#picture")).to_be_hidden()
    expect(visitor.find("#strip img")).to_have_count(0)
    visitor.shoot("without pictures", whole=True)
    visitor.find("#plain").uncheck()
    expect(visitor.find("#picture img")).to_be_visible()
    visitor.page.get_by_label("Sleep timer").select_option("scene")
    visitor.page.evaluate("scrollTo(0, 0)")
    play(visitor)
    skip_to_end(visitor, 0.3)
    wait_until(lambda: is_silent(visitor), "sleep")
    expect(visitor.find("#player-words")).to_contain_text("Good night")
    expect_scene(visitor, 1)
    expect(visitor.find("#sleep")).to_have_value("")


@pytest.mark.parametrize(("size", "language"), [("phone", "en"), ("desktop", "ar")])
def test_a_failed_scene_is_tried_again(
    visit: Visit, world: World, asking: str, size: str, language: str
) -> None:
    world.run(FAIL_ONE_VOICE.format(story=asking))
    visitor = visit("sami", size=size, language=language)
    visitor.go(f"/stories/{asking}/")
    expect(visitor.find("#strip .stop-failed")).to_have_count(1)
    why = "The voice stumbled" if language == "en" else "تعثّر الصوت"
    expect(visitor.find("#trouble")).to_contain_text(why)
    visitor.shoot("failed")
    with visitor.staying():
        visitor.find("#trouble button").click()
        expect(visitor.find("#strip .stop-ready")).to_have_count(2)
        expect(visitor.find("#trouble")).to_be_hidden()
        play(visitor)
    visitor.shoot("made after all")


@pytest.mark.parametrize(("size", "language"), [("phone", "en"), ("desktop", "ar")])
def test_a_finished_story_plays_without_a_connection_until_it_is_removed(
    visit: Visit, finished: str, size: str, language: str
) -> None:
    visitor = visit("sami", size=size, language=language)
    visitor.expects("ERR_INTERNET_DISCONNECTED", "WebSocket connection")
    page = visitor.page
    visitor.go(f"/stories/{finished}/")
    visitor.find("#listening summary").click()
    visitor.find("#keep").click()
    expect(visitor.find("#unkeep")).to_be_visible()
    visitor.shoot("kept", whole=True)

    visitor.context.set_offline(True)
    visitor.go(f"/stories/{finished}/")
    visitor.find("#strip .stop").first.click()
    play(visitor)
    skip_to_end(visitor)
    expect_scene(visitor, 2)
    wait_until(lambda: at(visitor) > 0.3, "the voice of the second scene")
    page.wait_for_function("document.querySelector('#picture img').naturalWidth > 0")
    visitor.tap("#play")
    visitor.shoot("offline")
    visitor.go("/stories/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(visitor.find("#no-line")).to_be_visible()
    visitor.shoot("offline shelf", whole=True)
    page.get_by_role("button", name=re.compile(TITLE)).click()
    expect(visitor.find("#nothing")).to_be_visible()
    visitor.context.set_offline(False)


def test_what_was_kept_goes_when_somebody_signs_out(visit: Visit, finished: str) -> None:
    visitor = visit("sami")
    page = visitor.page
    visitor.go(f"/stories/{finished}/")
    visitor.find("#listening summary").click()
    visitor.find("#keep").click()
    expect(visitor.find("#unkeep")).to_be_visible()
    kept = "caches.keys().then(names => names.filter(name => name.startsWith('edusmart:kept:')).length)"
    assert page.evaluate(kept) == 1
    visitor.context.add_cookies(
        [{"name": "sessionid", "value": "over", "url": visitor.base}]
    )  # signing out for real would end the session the other tests share
    visitor.go("/accounts/login/")
    wait_until(lambda: page.evaluate(kept) == 0, "an empty device")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('place:'))") == []


def test_the_shelf_is_searched_and_says_when_there_is_nothing(visit: Visit, finished: str) -> None:
    visitor = visit("sami", size="phone")
    page = visitor.page
    visitor.go("/stories/")
    page.get_by_role("searchbox").fill("lamp hill")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/?*lamp*")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    cover = page.locator(".book-cover img").first
    expect(cover).to_have_js_property("naturalWidth", 384)
    assert abs(cover.evaluate("it => it.clientWidth / it.clientHeight") - 1) < 0.02, "it is cut"
    on_it = page.locator(".book-cover .book-title").first
    lines = on_it.evaluate("it => it.clientHeight / parseFloat(getComputedStyle(it).lineHeight)")
    assert lines < 3.05, "a fourth line would show under the third"
    visitor.find(".filters summary").click()
    page.get_by_label("Language", exact=True).select_option("fr")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", name="No stories found")).to_be_visible()
    page.get_by_role("link", name="Clear").click()
    page.wait_for_url("**/stories/")
    page.get_by_role("searchbox").fill("nothing of the kind")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No stories found")).to_be_visible()
    visitor.shoot("nothing found", whole=True)
    page.get_by_role("link", name="Show all stories").click()
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
