"""What scenes teach: a teacher shows it, writes a question anew and takes another; a child answers."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import open_scene, row
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.world import World

PUBLISH = """
from django.utils import timezone
from stories.models import Story
Story.objects.filter(pk="{story}").update_unwatched(published_at={value})
"""

NOTHING = """
from stories.models import Scene
for scene in Scene.objects.filter(story="{story}"):
    scene.words, scene.question = [], {{}}
    scene.save()
"""
# A voice of the device that says one thing after the other, each until the next is asked for.
VOICE = """
const queue = [];
window.said = [];
window.sayNext = () => { queue.shift().onend?.(); queue[0]?.onstart(); };
Object.defineProperty(window, "speechSynthesis", {value: Object.assign(new EventTarget(), {
  getVoices: () => [{lang: "ar-SA", localService: true}, {lang: "en-GB", localService: true}],
  cancel: () => { queue.length = 0; },
  speak: it => {
    window.said.push([it.voice.lang, it.text]);
    if (queue.push(it) === 1) it.onstart();
  },
})});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_teacher_works_on_what_a_scene_teaches_and_a_child_answers_it(
    visit: Visit, world: World, language: str
) -> None:
    story = world.upload("edith", tale(f"Nuria {language}", 3))
    world.finish("edith", story)
    world.run(NOTHING.format(story=story))
    teacher = visit("edith", language=language)
    teacher.go(f"/story/{story}/edit/")
    switch = teacher.find("#show-lessons")
    expect(switch).not_to_be_checked()
    switch.check()
    expect(teacher.find("#says")).not_to_be_empty()

    form = open_scene(teacher, 1).locator(".lesson-form")
    form.locator("summary").click()
    question, answers = form.locator("label textarea"), form.get_by_role("radiogroup")
    fields = answers.locator("textarea")
    expect(fields).to_have_count(4)
    check(teacher, "lesson")
    words = form.locator(".lesson-rows").first.locator("textarea")
    expect(form.locator("summary")).to_have_text(
        "Add words and a question of your own" if language == "en" else "أضف كلمات وسؤالًا من عندك"
    )
    for place, said in enumerate(["moon", "the light in the night", "bright", "with much light"]):
        if place == words.count():
            form.locator(".change-form > .button").click()
        words.nth(place).fill(said)
    question.fill("What was too bright?")
    for place, answer in enumerate(["The lamp", "The moon", "", ""]):
        fields.nth(place).fill(answer)
    teacher.expects("answered 400", "400 (Bad Request)")
    form.locator("button[type=submit]").click()
    expect(form.locator("[role=radiogroup] + [role=alert]")).to_be_visible()  # which is right?
    expect(answers.get_by_role("radio").first).to_be_focused()
    unsaved = row(teacher, 1).locator(".row-sun")
    expect(unsaved).to_be_visible()
    answers.get_by_role("radio").nth(1).check()
    form.locator("button[type=submit]").click()
    expect(fields.nth(2)).to_have_value("")
    expect(unsaved).to_have_count(0)
    with world.api("edith") as api:
        lesson = api.get(f"/api/story/{story}/scene/0/lesson").json()
    assert [word["word"] for word in lesson["words"]] == ["moon", "bright"]
    assert lesson["question"] == {
        "text": "What was too bright?", "answers": ["The lamp", "The moon"], "right": 1,
    }  # fmt: skip

    # Words that the text loses leave an open form at once, and its heading says the same.
    with world.api("edith") as api:
        fox = {"words": [{"word": "lamp", "meaning": "a light"}]}
        boots = {"words": [{"word": "boots", "meaning": "warm shoes"}]}
        assert api.put(f"/api/story/{story}/scene/2/lesson", json=boots).status_code == 200
        assert api.put(f"/api/story/{story}/scene/1/lesson", json=fox).status_code == 200
        second = open_scene(teacher, 2).locator(".lesson-form")
        second.locator("summary").click()
        word = second.locator(".lesson-rows").first.locator("textarea").first
        expect(word).to_have_value("lamp")
        taught = second.locator("summary").inner_text()
        other = {"text": "The window was dark."}
        assert api.patch(f"/api/story/{story}/scene/1", json=other).status_code == 200
    expect(word).to_have_value("")
    expect(second.locator("summary")).not_to_have_text(taught)

    world.run(PUBLISH.format(story=story, value="timezone.now()"))
    child = visit(world.newcomer(), language=language, size="phone")
    child.page.add_init_script(VOICE)
    child.go(f"/stories/{story}/")
    assert '"right"' not in child.page.content()
    child.find("#learn-open").click()
    expect(child.find("#between-title")).to_have_text(
        "Words and question" if language == "en" else "كلمات وسؤال"
    )
    expect(child.find(".between-picture")).to_be_hidden()  # it has the moon in it
    child.find("#between-asked .say").click()
    expect(child.find(".said-now")).to_have_text("What was too bright?")
    child.page.evaluate("sayNext()")
    expect(child.find(".answer .said-now")).to_have_text("The lamp")
    child.shoot("read aloud")
    child.find("#between-words .say").first.click()  # in the place of what is being said
    expect(child.find(".said-now")).to_have_text("moon")
    for _ in range(2):
        child.page.evaluate("sayNext()")
    expect(child.find(".said-now")).to_have_count(0)
    assert child.page.evaluate("said") == [
        ["en-GB", said] for said in (
            "What was too bright?", "The lamp", "The moon", "moon", "the light in the night",
        )
    ]  # fmt: skip
    child.find("#between-answers button", has_text="The moon").click()
    expect(child.find("#between-answers [data-state=right]")).to_contain_text("The moon")
    child.shoot("answered")
    expect(
        child.find(".between-picture")
    ).to_be_hidden()  # it would show one answer and not the other

    # A card with words alone, after one with both: its own title.
    child.find("#between-on").click()
    for _ in range(2):
        child.find("#next").click()
    child.find("#learn-open").click()
    expect(child.find("#between-title")).to_have_text(
        "Words to learn" if language == "en" else "كلمات نتعلمها"
    )
    expect(child.find("#between-words dt img")).not_to_have_js_property("naturalWidth", 0)
    child.shoot("words alone")
    world.run(PUBLISH.format(story=story, value=None))
