"""The speech service goes away and comes back."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import expect_finished, is_silent, pdf_file, upload
from tests.browser.tales import tale
from tests.browser.world import World


def test_while_the_voices_are_away_the_page_says_so_and_then_everything_finishes(
    visit: Visit, world: World
) -> None:
    visitor = visit(world.newcomer(), size="phone")
    visitor.go("/stories/upload/")
    with world.without("tts"):
        upload(visitor, pdf_file("late.pdf", tale("Ines", 4)))
        visitor.mark_page()
        expect(visitor.find("#text")).to_contain_text("Ines could not sleep.")
        expect(visitor.find("#player-words")).to_contain_text("Voices are resting")
        expect(visitor.find("#making-words")).to_contain_text("Voices are resting")
        expect(visitor.find("#picture img")).to_be_visible()
        expect(visitor.find("#play")).to_be_disabled()
        visitor.shoot("voices resting")
    expect(visitor.find("#play")).to_be_enabled()
    expect_finished(visitor, 4)
    assert visitor.is_marked_page(), "the page was loaded again"
    assert is_silent(visitor)
    visitor.shoot("voices back")
