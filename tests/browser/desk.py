"""The desk of a story: its rows, and the scene that is open."""

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

WORDS = ".scene-words-field"


def row(visitor: Visitor, n: int) -> Locator:
    """The link that opens a scene."""
    return visitor.find("#scene-rows > li").nth(n - 1).locator("a")


def is_open(visitor: Visitor) -> Locator:
    """The card of the scene that is open."""
    return visitor.find("#scenes > .scene:not([hidden])")


def open_scene(visitor: Visitor, n: int) -> Locator:
    """Open a scene; its card. It is the same card while another one is open."""
    row(visitor, n).click()
    expect(row(visitor, n)).to_have_attribute("aria-current", "true")
    card = is_open(visitor)
    return visitor.find(f"#scenes > .scene[data-scene='{card.get_attribute('data-scene')}']")
