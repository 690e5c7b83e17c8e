"""A class: its teacher at a desk makes it from a list; a child with a phone comes in by pictures."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import at, hear_out, skip_to_end
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.test_lessons import VOICE
from tests.browser.visitor import Visitor
from tests.browser.world import PASSWORD, World
from tests.processes import wait_until


def confirm(visitor: Visitor) -> None:
    """Show once more who one is, where the site asks for it."""
    if visitor.find("#password").count():
        visitor.find("#password").fill(PASSWORD)
        visitor.find("main .button-main").click()


def test_a_child_comes_in_by_pictures_and_the_teacher_sees_what_was_heard(
    visit: Visit, world: World
) -> None:
    story = world.upload("edith", tale("Mina", 1, lingers=True))
    teacher = visit("edith")
    page = teacher.page
    teacher.go("/classes/")
    check(teacher, "no class yet")
    teacher.find("#name").fill("الثعالب 2 ب")
    page.get_by_role("button", name="Make a class").click()
    page.get_by_role("link", name="Import pupils").click()
    teacher.find("#names").fill("ليلى الحداد\nOmar Haddad\n42")
    page.get_by_role("button", name="Look at the list").click()
    teacher.sees("This is no name.")
    check(teacher, "a line is wrong")
    teacher.find("#names").fill("ليلى الحداد\nOmar Haddad\nزينب العلي\nNoor Aziz")
    page.get_by_role("button", name="Look at the list").click()
    page.get_by_role("button", name="Import, then print the cards").click()
    confirm(teacher)
    card = teacher.find(".sign-card", has_text="ليلى")
    code = card.locator(".sign-card-code").inner_text().replace(" ", "").lower()
    uses = card.locator("use").evaluate_all("all => all.map((it) => it.getAttribute('href'))")
    pictures = [str(it).partition("#")[2] for it in uses]
    check(teacher, "cards")
    page.emulate_media(media="print")
    teacher.shoot("cards on paper", whole=True)
    page.emulate_media(media="screen")

    world.finish("edith", story)
    teacher.go(f"/stories/{story}/classes/")
    line = teacher.find(".share-line", has_text="الثعالب 2 ب")
    line.get_by_label("Listen by").fill("2040-12-07")
    expect(line.get_by_role("switch")).to_be_checked()
    check(teacher, "share")
    page.get_by_role("button", name="Share anyway").click()
    teacher.sees("Saved. Pupils find it on their shelf.")

    reader = visit(None, size="phone", language="ar")
    reader.page.add_init_script(VOICE)
    reader.go(f"/card/{code}/")
    # Who does not read yet is told by the device what to do.
    reader.find(".say").click()
    assert reader.page.evaluate("said") == [["ar-SA", "المس صورك الأربع"]]
    child = visit(None, size="phone", language="ar")
    child.go(f"/card/{code}/")
    child.find(f"button[value={pictures[0]}]").click()
    expect(child.find(".touched-one:not(.touched-none)")).to_have_count(1)
    check(child, "pictures")
    child.resize(360, 740)
    for picture in pictures[1:]:
        child.page.keyboard.press("Tab")  # the keyboard gets to every picture
        child.find(f"button[value={picture}]").click()
    child.page.wait_for_url("**/stories/")
    child.sees("لصفك")
    child.sees(re.compile("7 ديسمبر"))
    check(child, "shelf")
    child.resize(360, 740)
    child.find(f"a[href='/stories/{story}/?play']").click()
    wait_until(lambda: at(child) > 0.5, "one tap has the story play")
    child.find(".word", has_text="moon").first.click()
    skip_to_end(child)
    with child.page.expect_response(re.compile("/position$")):
        expect(child.find("#ending-title")).to_be_visible()
    expect(child.find(".ending-praise")).to_be_hidden()

    teacher.go("/classes/")
    page.get_by_role("link", name="الثعالب").click()
    check(teacher, "class")
    page.get_by_role("button", name="Make a new code").click()
    expect(teacher.find(".join-code")).to_be_visible()
    teacher.shoot("join", whole=True)
    page.get_by_role("link", name="Report", exact=True).click()
    row = teacher.find(".report tr", has_text="ليلى")
    expect(row).to_contain_text("moon")
    expect(row).to_contain_text("reached the end, heard 0 of 1")
    check(teacher, "report")
    child.find(".ending .button").first.click()
    hear_out(child)
    expect(child.find(".ending-praise")).to_be_visible()
    child.go("/stories/")  # the place is told by now
    page.reload()
    expect(row).to_contain_text("to the end, ")
    arabic = visit("edith", size="phone", language="ar")
    arabic.go(page.url.removeprefix(world.url))
    arabic.shoot("report", whole=True)
    arabic.go("/classes/")
    arabic.find(".class-line a").first.click()
    arabic.shoot("class", whole=True)
