"""Who sees a story: its owner, then teachers who are asked, then everybody once it is published."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import is_silent, play
from tests.browser.tales import TITLE, tale
from tests.browser.world import World
from tests.processes import wait_until


def test_a_story_stays_private_until_a_teacher_publishes_it(visit: Visit, world: World) -> None:
    author, reader = world.newcomer(), world.newcomer()
    story = world.upload(author, tale(author.capitalize(), 3))
    world.finish(author, story)
    path = f"/stories/{story}/"

    stranger = visit(reader)
    stranger.expects(f"answered 404: {world.url}{path}", f"404 (Not Found): {world.url}{path}")
    stranger.go(path)
    expect(stranger.page.get_by_role("heading", name="We cannot find this page")).to_be_visible()
    stranger.shoot("stranger")

    nobody = visit()
    nobody.go(path)
    expect(nobody.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    nobody.sign_in(author)
    nobody.page.wait_for_url(f"**{path}")

    owner = visit(author, size="phone")
    owner.go(path)
    owner.page.get_by_text("This story", exact=True).click()
    owner.sees("Only you and the people who run this site can see it.")
    owner.shoot("private", whole=True)
    owner.page.get_by_role("button", name="Ask a teacher to share").click()
    owner.page.get_by_text("This story", exact=True).click()
    owner.sees("A teacher will look at it before it is shared.")

    teacher = visit("edith")
    teacher.go("/stories/")
    expect(teacher.page.get_by_role("heading", name="Waiting for your look")).to_be_visible()
    teacher.shoot("waiting for a teacher", whole=True)
    teacher.find(f"section[aria-labelledby=review-title] a[href*='{story}/edit']").first.click()
    expect(teacher.find("#review")).to_be_visible()
    teacher.go(path)
    teacher.page.get_by_text("This story", exact=True).click()
    teacher.page.get_by_role("button", name="Share with everybody").click()
    # No scene is ticked as looked at.
    teacher.page.get_by_role("button", name="Share anyway").click()
    teacher.page.get_by_text("This story", exact=True).click()
    teacher.sees("Everybody who signs in can see it.")

    owner.sees("Everybody who signs in can see it.")  # without a reload
    stranger.go("/stories/")
    # New people are offered one of the shared stories at the top, which would play at once.
    expect(stranger.find(f"main a[href^='{path}']")).to_have_count(1)
    stranger.go(path)
    expect(stranger.page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(stranger.page.get_by_text("This story", exact=True)).to_have_count(0)
    expect(stranger.find("#play")).to_be_enabled()
    stranger.page.wait_for_load_state("networkidle")
    stranger.shoot("shared with me")

    play(stranger)
    stranger.expects_gone(story)
    owner.page.get_by_role("button", name="Make private").click()
    owner.find("#sure-yes").click()
    expect(stranger.find("#connection")).to_contain_text("any more.")
    wait_until(lambda: is_silent(stranger), "silence")


def test_a_story_is_deleted_after_a_question(visit: Visit, world: World) -> None:
    name = world.newcomer()
    story = world.upload(name, tale(name.capitalize(), 2))
    visitor = visit(name)
    page = visitor.page
    visitor.go(f"/stories/{story}/")
    page.get_by_text("This story", exact=True).click()
    page.get_by_role("button", name="Delete").click()
    visitor.shoot("sure")
    visitor.expects_gone(story)
    page.get_by_role("button", name="No, keep it").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()
    page.wait_for_url("**/stories/")
    visitor.sees(f"“{TITLE}” was deleted.")
    expect(visitor.find(".first-run")).to_be_visible()
    visitor.shoot("deleted", whole=True)
    page.get_by_role("button", name="Undo").click()
    expect(visitor.find(f"main a[href^='/stories/{story}/']").first).to_be_visible()
    visitor.find(".book-menu summary").click()
    visitor.shoot("menu", whole=True)
    visitor.find(".book-menu button").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
