"""The desk's scenes are named, moved, split, joined, added and removed; a listener stays with theirs."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.desk import WORDS, is_open, open_scene, row
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.visitor import Visitor
from tests.browser.world import World


def arrange(visitor: Visitor, n: int) -> Locator:
    """Open what can be done with a whole scene."""
    panel = open_scene(visitor, n).locator(".scene-arrange")
    panel.locator("> summary").click()
    return panel


def test_a_teacher_arranges_scenes_and_a_listener_stays_with_theirs(
    visit: Visit, world: World
) -> None:
    story = world.upload("edith", tale("Amira", 4))
    world.finish("edith", story)
    teacher, other = visit("edith"), visit("edith", size="phone", language="ar")
    listener = visit("edith", size="phone")
    teacher.go(f"/story/{story}/edit/")
    other.go(f"/story/{story}/edit/")
    listener.go(f"/stories/{story}/")
    listener.find("#strip button").nth(2).click()
    expect(listener.find("#scene-number")).to_have_text("Scene 3 of 4")
    third = open_scene(teacher, 3).locator(WORDS).input_value()

    # A name is shown wherever scenes are named.
    panel = arrange(teacher, 3)
    panel.get_by_label("Name of this scene").fill("Two odd boots")
    panel.get_by_role("button", name="Save the name").click()
    expect(is_open(teacher).locator(".scene-name")).to_contain_text("Two odd boots")
    expect(row(teacher, 3)).to_contain_text("Two odd boots")
    expect(listener.find("#scene-number")).to_contain_text("Two odd boots")

    # With the keyboard and with buttons; what is written and unsaved moves along, and so does the focus.
    is_open(teacher).locator(WORDS).fill("Unsaved words.")
    expect(row(teacher, 3)).to_contain_text("Not saved")
    row(teacher, 3).press("Alt+ArrowUp")
    expect(row(teacher, 2)).to_contain_text("Not saved")
    expect(row(teacher, 2)).to_be_focused()
    assert teacher.page.url.endswith("#scene-2")
    expect(listener.find("#scene-number")).to_contain_text("Scene 2 of 4")
    expect(listener.find("#text")).to_contain_text("boots that did not match")
    open_scene(other, 2).locator(".scene-moves button").first.click()
    expect(row(teacher, 1)).to_contain_text("Not saved")
    expect(listener.find("#scene-number")).to_contain_text("Scene 1 of 4")
    # Arrows open one scene after the other; what was written stays where it was.
    row(teacher, 1).press("ArrowDown")
    expect(row(teacher, 2)).to_be_focused()
    expect(is_open(teacher).locator(WORDS)).not_to_have_value("Unsaved words.")
    row(teacher, 2).press("Home")
    expect(is_open(teacher).locator(WORDS)).to_have_value("Unsaved words.")
    is_open(teacher).get_by_role("button", name="Put back").click()
    expect(is_open(teacher).locator(WORDS)).to_have_value(third)
    expect(row(teacher, 1)).not_to_contain_text("Not saved")

    # Dragged by the grip of its row.
    grip = teacher.find("#scene-rows .row-grip").first
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    teacher.page.mouse.move(box["x"] + 10, box["y"] + 10)
    teacher.page.mouse.down()
    teacher.page.mouse.move(box["x"] + 10, box["y"] + 200, steps=3)
    teacher.shoot("dragging")
    teacher.page.mouse.up()
    expect(listener.find("#scene-number")).not_to_contain_text("Scene 1 of 4")
    expect(row(other, 1)).not_to_contain_text("Two odd boots")

    # Split, joined, added and removed.
    panel = arrange(teacher, 1)
    panel.get_by_text("Split this scene").click()
    expect(panel.locator(".split-places li")).to_have_count(3)
    teacher.shoot("arrange", whole=True)
    check(teacher, "arrange")
    panel.get_by_role("button", name="Split before sentence 3").click()
    expect(teacher.find("#scene-rows > li")).to_have_count(5)
    expect(is_open(teacher).locator(WORDS)).to_have_value("The moon was too bright.")
    expect(is_open(teacher).locator(".scene-name")).to_be_focused()
    assert teacher.page.url.endswith("#scene-2")

    panel = arrange(other, 1)
    other.shoot("arrange")
    check(other, "arrange")
    panel.locator("form[data-sure] button").first.click()
    other.find("#sure-yes").click()
    expect(teacher.find("#scene-rows > li")).to_have_count(4)

    panel = arrange(teacher, 4)
    panel.get_by_text("Add a scene after this one").click()
    panel.get_by_label("What is told in it").fill("And all was well.")
    panel.get_by_role("button", name="Add this scene").click()
    expect(is_open(teacher).locator(WORDS)).to_have_value("And all was well.")
    expect(is_open(teacher).locator(".scene-head > .chip")).to_have_text("Ready")
    teacher.shoot("added", whole=True)
    panel = arrange(teacher, 4)
    panel.get_by_role("button", name="Remove this scene").click()
    teacher.find("#sure-yes").click()
    expect(teacher.find("#scene-rows > li")).to_have_count(4)
    # The one behind it is open in its place.
    expect(is_open(teacher).locator(WORDS)).to_have_value("And all was well.")
    expect(listener.find("#strip button")).to_have_count(4)
    # What was removed comes back at once, or later from its list.
    note = teacher.find("#removed-note")
    expect(note).to_contain_text("Scene 4 was removed.")
    expect(note.get_by_role("button")).to_be_in_viewport()
    check(teacher, "removed")
    gone = is_open(teacher).locator(WORDS).input_value()
    note.get_by_role("button").click()
    expect(teacher.find("#scene-rows > li")).to_have_count(5)
    expect(listener.find("#strip button")).to_have_count(5)
    expect(note).to_be_hidden()
    expect(is_open(teacher).locator(WORDS)).not_to_have_value(gone)
    expect(is_open(teacher).locator(".scene-name")).to_be_focused()
    panel = arrange(teacher, 4)
    panel.get_by_role("button", name="Remove this scene").click()
    teacher.find("#sure-yes").click()
    expect(note).to_be_visible()
    teacher.page.reload()
    expect(note).to_be_hidden()
    teacher.find("#removed").get_by_role("button", name="Bring back scene 4").click()
    expect(teacher.find("#scene-rows > li")).to_have_count(5)
    expect(teacher.find("#removed")).to_be_hidden()
    listener.shoot("listening")
