"""A teacher leads a class through a story: a child with a phone listens along, leaves, and comes back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.player import at, expect_scene, is_silent, skip_to_end
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.test_projector import ASK
from tests.browser.visitor import Visitor
from tests.browser.world import World
from tests.processes import wait_until

MOST_APART = 0.15  # seconds
MAKE = """
from django.utils import timezone
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from edusmart.accounts.models import User
from stories.models import Story, StoryShare
edith = User.objects.get(username="edith")
school_class = make_class(edith, "Foxes 2b {pupil}")
add_pupil(school_class, User.objects.get(username="{pupil}"))
StoryShare.objects.create(thing_id="{story}", school_class=school_class)
Story.objects.filter(pk="{story}").update_unwatched(shared_at=timezone.now())
"""
# Where the voice is, and when it was there by the machine's clock, which both pages share.
PLACE = """() => {
  const audio = document.getElementById("audio");
  return [audio.currentTime, performance.timeOrigin + performance.now(), audio.paused];
}"""


def apart(one: Visitor, other: Visitor) -> float:
    """How many seconds the two pages are apart in the story."""
    here, now, _ = one.page.evaluate(PLACE)
    there, then, paused = other.page.evaluate(PLACE)
    return abs(float(there - here - (0 if paused else (then - now) / 1000)))


def expect_together(one: Visitor, other: Visitor) -> None:
    wait_until(lambda: apart(one, other) < MOST_APART, "two pages at one word")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_child_follows_the_teacher_leaves_and_comes_back(
    visit: Visit, world: World, language: str
) -> None:
    story, pupil = (
        world.upload("edith", tale(f"Rana {language}", 2, lingers=True)),
        world.newcomer(),
    )
    world.finish("edith", story)
    world.run(MAKE.format(story=story, pupil=pupil))
    world.run(ASK.format(story=story))
    child, teacher = (
        visit(pupil, size="phone", language=language),
        visit("edith", language=language),
    )
    child.go(f"/stories/{story}/")
    child.tap("#play")
    wait_until(lambda: not is_silent(child), "a child who listens alone")
    if language == "ar":
        teacher.go(f"/stories/{story}/")
        teacher.find("#together-open").click()
        check(teacher, "which class")
        teacher.resize(1280, 800)
        teacher.find(".together-ask .button-main").click()
    else:  # pressed on the page of a class it leads that class, and nothing more is asked
        teacher.go("/classes/")
        teacher.page.get_by_role("link", name=f"Foxes 2b {pupil}").click()
        together = teacher.find(f"a[href*='{story}/?lead=']")
        here, there = teacher.page.url, together.get_attribute("href") or ""
        teacher.go(there)  # a link from elsewhere asks
        expect(teacher.find(".together-ask")).to_be_visible()
        teacher.page.goto(here)
        together.click()
    expect(teacher.find(".together")).to_contain_text("Foxes 2b")

    expect(child.find(".together-ask")).to_be_visible()
    assert is_silent(child), "a story that is heard alone waits while the class invites"
    check(child, "asked")
    child.resize(360, 740)
    if language == "ar":  # who says no hears on where the story waited, and may still come
        child.tap(".together-ask .button:not(.button-main)")
        wait_until(lambda: not is_silent(child), "a story of one's own goes on")
        child.find(".together button").click()
    else:
        child.tap(".together-ask .button-main")
    expect(child.find(".together-ask")).to_be_hidden()
    wait_until(lambda: is_silent(child), "a class that rests")
    expect(teacher.find(".together .chip")).to_have_text(
        "Listening along: 1 of 1" if language == "en" else "يستمعون معك: 1 من 1"
    )
    teacher.tap("#play")
    wait_until(lambda: at(child) > 0.5 and not is_silent(child), "the child hears the story")
    expect_together(teacher, child)
    check_looks(child, "follows")
    teacher.shoot("leads")

    teacher.find("#on10").click()
    wait_until(lambda: at(child) > 9, "the child is where the teacher has gone")
    expect_together(teacher, child)
    teacher.tap("#play")
    wait_until(lambda: is_silent(child) and is_silent(teacher), "a class that rests")
    expect_together(teacher, child)

    child.tap("#play")
    check(child, "leave?")
    child.resize(360, 740)
    child.tap(".together-ask .button-main")
    assert is_silent(child), "who stays has done nothing"
    child.tap("#play")
    child.tap(".together-ask .button:not(.button-main)")
    wait_until(lambda: not is_silent(child), "a child who listens alone")
    expect(teacher.find(".together-who summary")).to_contain_text("0")
    teacher.find(".together-who summary").click()
    expect(teacher.find(".together-names")).to_contain_text(pupil)
    teacher.shoot("who left")
    teacher.find(".together-who summary").click()
    assert is_silent(teacher)
    child.find(".together button").click()
    wait_until(lambda: is_silent(child), "the child is with the class again")
    expect_together(teacher, child)

    teacher.tap("#play")
    wait_until(lambda: not is_silent(child), "the class plays")
    child.page.reload()
    expect(child.find(".together button")).to_be_visible()
    expect(child.find(".together-ask")).to_have_count(1)
    expect(child.find(".together-ask")).to_be_hidden()
    child.tap(".together button")
    wait_until(lambda: not is_silent(child), "the child catches up")
    expect_together(teacher, child)
    child.go("/stories/")
    expect(child.find("#class-listens")).to_be_visible()
    child.shoot("the class listens")
    child.tap("#class-listens a")
    child.page.wait_for_url(f"**/stories/{story}/**", wait_until="load")
    wait_until(lambda: not is_silent(child), "one tap from the shelf and the child is there")
    expect_together(teacher, child)
    skip_to_end(teacher)
    expect(teacher.find("#between")).to_be_visible()
    expect(child.find("#between")).to_contain_text("What was too bright?")
    check_looks(child, "the class is asked")
    expect(child.find(".answer[data-state=right]")).to_have_count(0)
    if language == "en":
        child.find(".answer").last.click()
    else:  # who has not answered sees the answer with all others once their teacher tells it
        teacher.find("#between .class-count + button").click()
    expect(child.find(".answer[data-state=right]")).to_contain_text("The moon")
    expect(child.find("#between-result")).to_be_visible()
    teacher.find("#between-on").click()
    expect(child.find("#between")).to_be_hidden()
    expect_scene(teacher, 2)
    expect_scene(child, 2)
    teacher.find(".together > button").click()
    expect(child.find(".together")).to_be_hidden()
    expect(teacher.find(".together")).to_be_hidden()
    wait_until(lambda: is_silent(child), "the end")
    child.tap("#play")
    wait_until(lambda: not is_silent(child), "a story of one's own")


def check_looks(visitor: Visitor, step: str) -> None:
    """The narrowest phone, light and dark; the controls stay in sight."""
    for dark in (False, True):
        visitor.page.emulate_media(color_scheme="dark" if dark else "light")
        visitor.looks.dark = dark
        visitor.resize(320, 568)
        visitor.shoot(f"{step} small")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320
        box = visitor.find("#play").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 568, "Play is out of sight"
        visitor.resize(360, 740)
        visitor.shoot(step)
