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
        choose(visitor, owner, "Cancel")
        visitor.sees("1 stories are cancelled.")
        expect(page.locator("tr", has_text=owner).locator(".state")).to_have_text("cancelled")
        choose(visitor, owner, "Try again what failed")
        visitor.sees("3 parts will be tried again.")
        visitor.shoot("list", whole=True)
        page.locator("tr", has_text=owner).get_by_role("link", name=TITLE).click()
        expect(visitor.find("[data-live-kind=narration].state-pending")).to_have_count(3)
        visitor.mark_page()
    expect(visitor.find("[data-live-kind=narration].state-completed")).to_have_count(3)
    expect(visitor.find("[data-live-kind=story]")).to_have_text("completed")
    expect(visitor.find(".field-progress .readonly")).to_have_text("100")
    assert visitor.is_marked_page(), "the page was loaded again"
    visitor.shoot("story finished", whole=True)


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
    expect(visitor.find("[data-live-kind=audiogenerationjob]")).to_have_text("completed")
    visitor.shoot("brief", whole=True)
    visitor.go(f"/briefs/{brief}/")
    expect(visitor.find("#items audio")).to_have_count(2)
    expect(page.get_by_role("radio", name="Calm")).to_be_checked()


def test_the_queues_and_the_dark_admin_can_be_looked_at(visit: Visit, world: World) -> None:
    visitor = visit("stella", dark=True)
    visitor.expects("Applying inline style")  # a few lines of django-rq's own, not needed
    visitor.go("/admin/django-rq/")
    for queue in ("telling", "long_telling", "rewriting", "illustration", "narration"):
        expect(visitor.page.get_by_role("link", name=queue, exact=True).first).to_be_visible()
    visitor.shoot("queues", whole=True)
    visitor.go("/admin/")
    expect(visitor.page.get_by_role("link", name="EduSmart").first).to_be_visible()
    visitor.shoot("front page", whole=True)
    visitor.go("/admin/tts/narration/")
    visitor.shoot("narrations", whole=True)
