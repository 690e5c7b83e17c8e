"""A child who learns to read Arabic sees the vowels, when asked for."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.tales import tale
from tests.browser.world import World

IN_ARABIC = """
from stories.models import Story
story = Story.objects.get(pk="{story}")
story.language = "ar"
story.save(update_fields={{"language"}})
scene = story.scenes.get(index=0)
scene.text, scene.heading, scene.caption = "جلس القط على السرير.", "", ""
scene.save(update_fields={{"text", "heading", "caption"}})
recording = scene.narration.recording
recording.words = [[0, 300, 0, 3], [300, 600, 4, 8], [600, 900, 9, 12], [900, 1400, 13, 19]]
recording.save(update_fields={{"words"}})
"""


def test_an_early_reader_switches_the_vowels_of_an_arabic_story_on_and_off(
    visit: Visit, world: World, finished: str
) -> None:
    story = world.upload("sami", tale("Huda", 1))
    world.finish("sami", story)
    world.run(IN_ARABIC.format(story=story))
    visitor = visit("sami", size="phone", language="ar")
    visitor.go(f"/stories/{story}/")
    told, word = visitor.find("#text"), visitor.find("#text .word[data-word='1']")
    expect(told).to_have_text("جلس القط على السرير.")
    visitor.tap("#to-settings")
    visitor.find("#vowels-choice").click()
    expect(word).to_have_text("الْقِطُّ")
    expect(told).to_contain_text("جَلَسَ")
    visitor.shoot("with vowels", whole=True)
    with world.api("sami") as api:
        scenes = api.get(f"/api/story/{story}/status").json()["scenes"]
    assert scenes[0]["text"] == "جلس القط على السرير."
    visitor.go(f"/stories/{finished}/")
    expect(visitor.find("#text .word").first).to_be_visible()
    expect(visitor.find("#vowels-choice")).to_be_hidden()
    visitor.go(f"/stories/{story}/")
    expect(word).to_have_text("الْقِطُّ")
    visitor.tap("#to-settings")
    visitor.find("#vowels-choice").click()
    expect(told).to_have_text("جلس القط على السرير.")
