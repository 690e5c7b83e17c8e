"""The desk's scenes are named, moved, split, joined, added and removed; a listener stays with theirs."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.visitor import Visitor
from tests.browser.world import World


def card(visitor: Visitor, n: int) -> Locator:
    return visitor.find("#scenes > .scene").nth(n - 1)


def words(visitor: Visitor, n: int) -> Locator:
    return card(visitor, n).locator(".scene-words-field")


def arrange(visitor: Visitor, n: int) -> Locator:
    """Open what can be done with a whole scene."""
    panel = card(visitor, n).locator(".scene-arrange")
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
    third = words(teacher, 3).input_value()

    # A name is shown wherever scenes are named.
    panel = arrange(teacher, 3)
    panel.get_by_label("Name of this scene").fill("Two odd boots")
    panel.get_by_role("button", name="Save the name").click()
    expect(card(teacher, 3).locator(".scene-name")).to_contain_text("Two odd boots")
    expect(listener.find("#scene-number")).to_contain_text("Two odd boots")

    # With the keyboard and with buttons; what is written and unsaved moves along, and so does the focus.
    words(teacher, 3).fill("Unsaved words.")
    card(teacher, 3).locator(".scene-grip").press("ArrowUp")
    expect(words(teacher, 2)).to_have_value("Unsaved words.")
    expect(card(teacher, 2).locator(".scene-grip")).to_be_focused()
    expect(listener.find("#scene-number")).to_contain_text("Scene 2 of 4")
    expect(listener.find("#text")).to_contain_text("boots that did not match")
    card(other, 2).locator(".scene-moves button").first.click()
    expect(words(teacher, 1)).to_have_value("Unsaved words.")
    expect(listener.find("#scene-number")).to_contain_text("Scene 1 of 4")
    card(teacher, 1).get_by_role("button", name="Put back").click()
    expect(words(teacher, 1)).to_have_value(third)

    # Dragged by its grip, while every card is short.
    grip = card(teacher, 1).locator(".scene-grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    teacher.page.mouse.move(box["x"] + 10, box["y"] + 10)
    teacher.page.mouse.down()
    teacher.page.mouse.move(box["x"] + 10, box["y"] + 200, steps=3)
    teacher.shoot("dragging")
    teacher.page.mouse.up()
    expect(listener.find("#scene-number")).not_to_contain_text("Scene 1 of 4")
    expect(card(other, 1).locator(".scene-name")).not_to_contain_text("Two odd boots")

    # Split, joined, added and removed.
    panel = arrange(teacher, 1)
    panel.get_by_text("Split this scene").click()
    expect(panel.locator(".split-places li")).to_have_count(3)
    teacher.shoot("arrange", whole=True)
    check(teacher, "arrange")
    panel.get_by_role("button", name="Split before sentence 3").click()
    expect(teacher.find("#scenes > .scene")).to_have_count(5)
    expect(words(teacher, 2)).to_have_value("The moon was too bright.")
    expect(card(teacher, 2).locator(".scene-name")).to_be_focused()

    panel = arrange(other, 1)
    other.shoot("arrange")
    check(other, "arrange")
    panel.locator("form[data-sure] button").first.click()
    other.find("#sure-yes").click()
    expect(teacher.find("#scenes > .scene")).to_have_count(4)

    panel = arrange(teacher, 4)
    panel.get_by_label("Add a scene after this one").fill("And all was well.")
    panel.get_by_role("button", name="Add this scene").click()
    expect(words(teacher, 5)).to_have_value("And all was well.")
    expect(card(teacher, 5).locator(".scene-head > .chip")).to_have_text("Ready")
    teacher.shoot("added", whole=True)
    panel = arrange(teacher, 4)
    panel.get_by_role("button", name="Remove this scene").click()
    teacher.find("#sure-yes").click()
    expect(teacher.find("#scenes > .scene")).to_have_count(4)
    expect(words(teacher, 4)).to_have_value("And all was well.")
    expect(listener.find("#strip button")).to_have_count(4)
    listener.shoot("listening")
