"""The desk beyond the first brief: who else is here, what is left out, copies, templates, versions."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_briefs import expect_states, write
from tests.browser.visitor import Visitor
from tests.browser.world import World

LONG = "The library has moved to the hall, where it is warmer. " * 12
WIDTHS = (320, 360, 768, 1024, 1280, 1920)


#: What of the page is scrolled apart from the page.
SCROLLS_IN_ITSELF = """[...document.querySelectorAll("main *")]
  .filter((it) => /auto|scroll/.test(getComputedStyle(it).overflowY) && it.scrollHeight > it.clientHeight + 2)
  .map((it) => it.id || it.className)"""


def test_an_editor_works_on_a_brief_with_others_and_from_others(visit: Visit, world: World) -> None:
    brief = world.brief("edith", "Wednesday", "Good morning.", "…", LONG)
    edith, stella = visit("edith"), visit("stella")
    for visitor in (edith, stella):
        visitor.go(f"/briefs/{brief}/")
    stella.page.get_by_label("Text of item 1").focus()
    edith.sees(re.compile("Also here: .*stella.* \\(item 1\\)"))
    edith.sees("Only signs: not read aloud")
    edith.find("#left-out button").click()
    expect(edith.page.get_by_label("Text of item 2")).to_be_focused()
    box = edith.page.get_by_label("Text of item 3")
    closed = box.bounding_box()
    edith.page.get_by_role("button", name="Open the whole text").click()
    opened = box.bounding_box()
    assert closed
    assert opened
    assert opened["height"] > closed["height"]
    assert edith.page.evaluate(SCROLLS_IN_ITSELF) == []
    edith.shoot("somebody else is here", whole=True)

    edith.find("#generate").click()
    expect_states(edith, "completed", "empty", "completed")
    expect(edith.find("#job-words")).to_have_text("All 2 are ready.")
    expect(edith.find("#whole-length")).to_have_text(re.compile("^[0-9:]+ to listen to$"))
    edith.find("#pause").fill("2")
    edith.find("#jingle").check()
    expect(edith.page.get_by_role("link", name="Preview")).to_be_visible()
    edith.find("#publish").click()
    expect(edith.find("#publish-state")).to_contain_text("Published")
    expect(edith.page.get_by_role("link", name="As listeners have it")).to_be_visible()
    edith.shoot("published", whole=True)

    write(edith, 1, "", "Good evening.")
    expect(edith.find("#saving")).to_have_text("Saved")
    edith.page.get_by_role("link", name="Versions").click()
    edith.sees("Listeners have this one")
    edith.shoot("versions")
    edith.find(".book-title a").first.click()
    edith.shoot("a version")
    edith.page.get_by_role("button", name="Bring this version back").click()
    edith.find("dialog[open] .button-bad, dialog[open] [value=yes]").first.click()
    expect(edith.page.get_by_label("Text of item 1")).to_have_value("Good morning.")

    edith.page.get_by_role("button", name="Keep as a template").click()
    edith.sees("Kept as a template")
    edith.go("/briefs/?q=library")
    edith.sees("Wednesday")
    edith.shoot("found", whole=True)
    edith.page.get_by_label("New brief").fill("Thursday")
    edith.find("#from").select_option(index=1)
    edith.page.get_by_role("button", name="Start writing").click()
    edith.page.wait_for_url(re.compile(r"/briefs/\d+/$"))
    expect(edith.page.get_by_label("Text of item 1")).to_have_value("Good morning.")
    expect(edith.find("#title")).to_have_value("Thursday")
    expect(edith.find("#pause")).to_have_value("2")


def test_the_pages_of_programmes_fit_every_width(visit: Visit, world: World) -> None:
    world.run(
        "from briefs.models import Programme;"
        "Programme.objects.create(title='A programme with quite a long name for mornings', author='Edith');"
        "Programme.objects.create(title='Short', author='The seventh grade of Hillside School')"
    )
    visitor = visit("edith")
    for path in ("/briefs/programmes/", "/briefs/"):
        visitor.go(path)
        for width in WIDTHS:
            visitor.resize(width, 900)
            assert_fits(visitor)
            assert_fingers_fit(visitor)
            visitor.shoot(f"{path.strip('/').replace('/', '-')} {width}")
    visitor.go("/briefs/programmes/")
    visitor.find(".book-title a").first.click()
    visitor.sees("0 subscribers")
    visitor.shoot("a programme", whole=True)


def assert_fingers_fit(visitor: Visitor) -> None:
    """What is pressed in the header is 44 pixels in both directions, at its narrowest too."""
    for item in visitor.find(".site-head :is(a, summary):visible").all():
        box = item.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44, (item.inner_text(), box)


def assert_fits(visitor: Visitor) -> None:
    """Nothing sticks out of the page, and a programme's words stand beside its cover."""
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert visitor.page.evaluate(wide)
    for line in visitor.find(".programme-line").all():
        cover, words = line.locator("img").bounding_box(), line.locator("h2").bounding_box()
        assert cover
        assert words
        assert words["x"] >= cover["x"] + cover["width"]
