"""Staff: stories with their states, actions that stop and retry, and pages that stay up to date."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.tales import TITLE, tale
from tests.browser.visitor import Visitor
from tests.browser.world import World


def choose(visitor: Visitor, row: str, action: str) -> None:
    """Run an action of a list on one row."""
    visitor.find("#result_list tr", has_text=row).locator(".action-select").check()
    visitor.find("select[name=action]").select_option(label=action)
    visitor.page.get_by_role("button", name="Run").or_(
        visitor.page.get_by_role("button", name="Go")
    ).click()


def test_staff_stop_and_retry_a_story_and_watch_it_finish(visit: Visit, world: World) -> None:
    owner = world.newcomer()
    visitor = visit("stella")
    page = visitor.page
    visitor.go("/admin/")
    visitor.shoot("front page", whole=True)
    with world.without("tts"):
        story = world.upload(owner, tale(owner.capitalize(), 3))
        world.wait_for_scenes(owner, story, 3)
        visitor.go(f"/admin/stories/story/{story}/change/")
        expect(visitor.find("[data-live-kind=illustration].state-completed")).to_have_count(3)
        expect(visitor.find("[data-live-kind=narration].state-pending")).to_have_count(3)
        visitor.shoot("story being made", whole=True)

        visitor.go("/admin/stories/story/")
        choose(visitor, owner, "Stop")
        visitor.sees("1 stopped.")
        expect(page.locator("tr", has_text=owner).locator(".state")).to_have_text("Stopped")
        choose(visitor, owner, "Try again what failed")
        visitor.sees("3 parts will be tried again.")
        visitor.shoot("list", whole=True)
        page.locator("tr", has_text=owner).get_by_role("link", name=TITLE, exact=True).click()
        expect(visitor.find("[data-live-kind=narration].state-pending")).to_have_count(3)
        visitor.mark_page()
    expect(visitor.find("[data-live-kind=narration].state-completed")).to_have_count(3)
    expect(visitor.find("[data-live-kind=story]")).to_have_text("Ready")
    expect(visitor.find(".field-progress .readonly")).to_have_text("100")
    assert visitor.is_marked_page(), "the page was loaded again"
    visitor.shoot("story finished", whole=True)


def test_staff_watch_the_home_find_what_fails_and_follow_it_on_a_phone_too(
    visit: Visit, world: World
) -> None:
    owner = world.newcomer()
    visitor = visit("stella")
    page = visitor.page
    visitor.go("/admin/")
    expect(page.locator(".tile", has_text="Stuck").locator(".tile-value")).to_have_text("0")
    waiting = page.locator("section", has_text="What waits for whom").locator("tr", has_text=owner)
    expect(waiting).to_have_count(0)
    visitor.mark_page()
    with world.without("tts"):
        story = world.upload(owner, tale(owner.capitalize(), 3))
        world.wait_for_scenes(owner, story, 3)
        # The page reads itself again: three narrations wait for the speech service.
        expect(waiting.get_by_role("link", name="3 narrations")).to_be_visible()
        assert visitor.is_marked_page(), "the page was loaded again"
        visitor.shoot("home with work", whole=True)
        waiting.get_by_role("link", name="3 narrations").click()
        rows = visitor.find("#result_list tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.first.get_by_role("link", name=TITLE)).to_be_visible()
        visitor.resize(360, 740)
        visitor.shoot("list on a phone", whole=True)
        visitor.go(f"/admin/tts/narration/?q={owner}")
        rows.first.locator(".action-select").check()
        visitor.mark_page()
    expect(visitor.find("#result_list .state-completed")).to_have_count(3)
    expect(rows.first.locator(".action-select")).to_be_checked()
    assert visitor.is_marked_page(), "the page was loaded again"
    # A row is a card: its cells say what they are, and nothing is scrolled sideways.
    assert page.evaluate(
        "(it => it.scrollWidth <= it.clientWidth)(document.querySelector('.results'))"
    )
    visitor.go("/admin/")
    visitor.shoot("home on a phone", whole=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_class_is_imported_from_a_table(visit: Visit, world: World) -> None:
    visitor = visit("stella")
    page = visitor.page
    visitor.go("/admin/accounts/user/")
    page.get_by_role("link", name="Import people").click()
    name = world.newcomer().capitalize()
    page.get_by_label("The table").fill(
        f"name;username;group\n{name} One;;students\nOmar;a b;pirates"
    )
    page.get_by_role("button", name="Look at it first").click()
    visitor.sees("You can give one of these")
    visitor.shoot("what is wrong", whole=True)
    page.get_by_label("The table").fill(f"name;group\n{name} One;students\n{name} Two;")
    page.get_by_role("button", name="Look at it first").click()
    visitor.sees("These accounts would be made")
    page.get_by_role("button", name="Make these accounts").click()
    expect(visitor.find(".slip")).to_have_count(2)
    visitor.sees("Password for once")
    expect(page.get_by_role("button", name="Print these slips")).to_be_visible()
    visitor.shoot("slips", whole=True)
    page.emulate_media(media="print")
    expect(visitor.find(".slip").first).to_be_visible()
    expect(page.get_by_role("link", name="EduSmart")).to_be_hidden()
    visitor.shoot("slips on paper", whole=True)
    page.emulate_media(media="screen")


def test_all_audio_of_a_brief_is_ordered_with_a_voice(visit: Visit, world: World) -> None:
    brief = world.brief("edith", "Friday for staff", "A short item for Friday.", "And another one.")
    visitor = visit("stella")
    page = visitor.page
    visitor.go("/admin/briefs/brief/")
    choose(visitor, "Friday for staff", "Generate all audio …")
    page.get_by_label("Voice").select_option("calm")
    visitor.shoot("which voice", whole=True)
    page.get_by_role("button", name="Generate all audio").click()
    visitor.sees("2 items are being spoken.")
    visitor.go(f"/admin/briefs/brief/{brief}/change/")
    expect(visitor.find("[data-live-kind=audiogenerationjob]")).to_have_text("Ready")
    visitor.shoot("brief", whole=True)
    visitor.go(f"/briefs/{brief}/")
    expect(visitor.find("#items audio")).to_have_count(2)
    expect(visitor.find("#voice-name")).to_have_text("Calm")


def test_the_dark_admin_can_be_looked_at(visit: Visit, world: World) -> None:
    visitor = visit("stella", dark=True)
    visitor.go("/admin/")
    expect(visitor.page.get_by_role("link", name="EduSmart").first).to_be_visible()
    visitor.shoot("front page", whole=True)
    visitor.go("/admin/tts/narration/")
    visitor.shoot("narrations", whole=True)
