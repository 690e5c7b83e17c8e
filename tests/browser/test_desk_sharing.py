"""The desk says who sees a story and what comes next; what was taken back is shared again as it was."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.tales import tale
from tests.browser.test_accessibility import check
from tests.browser.world import World

SHARE = """
from django.utils import timezone
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from edusmart.accounts.models import User
from stories.models import Story, StoryShare
edith = User.objects.get(username="edith")
for name in {names}:
    school_class = make_class(edith, name)
    add_pupil(school_class, User.objects.get(username="{pupil}"))
    StoryShare.objects.create(thing_id="{story}", school_class=school_class)
Story.objects.filter(pk="{story}").update_unwatched(shared_at=timezone.now())
"""


@pytest.fixture(scope="module")
def story(world: World) -> str:
    story = world.upload("edith", tale("Selma", 2, lingers=True))
    world.finish("edith", story)
    return story


def test_a_story_is_made_private_for_a_change_and_shared_again(
    visit: Visit, world: World, story: str
) -> None:
    teacher = visit("edith")
    page = teacher.page
    teacher.go(f"/story/{story}/edit/")
    expect(teacher.find("#sharing-state")).to_have_text("Private")
    # The one thing that comes next.
    expect(teacher.find(".desk-whole .button-main")).to_have_text("Share with a class")
    teacher.find("#rename").click()
    expect(teacher.find("#story-title")).to_be_focused()

    names = ["Selma 2a", "Selma 2b"]
    world.run(SHARE.format(story=story, pupil=world.newcomer(), names=names))
    page.reload()
    expect(teacher.find("#sharing-state")).to_have_text("A class")
    expect(teacher.find(".desk-whole .button-main")).to_be_hidden()
    expect(page.get_by_role("link", name="Selma 2a")).to_be_visible()
    page.get_by_role("button", name="Make private while I change it").click()
    teacher.find("#sure-yes").click()
    expect(teacher.find("#sharing-state")).to_have_text("Private")
    note = teacher.find(".note-act", has_text="Selma 2a")
    expect(note).to_contain_text("Selma 2b")
    check(teacher, "made private")
    note.get_by_role("button").click()
    page.get_by_role("button", name="Share anyway").click()
    expect(teacher.find("#sharing-state")).to_have_text("A class")
    expect(note).to_have_count(0)


def test_from_the_page_of_a_class_it_is_that_class_that_is_led(
    visit: Visit, world: World, story: str
) -> None:
    names = ["Nadia 3a", "Nadia 3b"]
    world.run(SHARE.format(story=story, pupil=world.newcomer(), names=names))
    teacher = visit("edith")
    teacher.go("/classes/")
    teacher.page.get_by_role("link", name="Nadia 3b").click()
    teacher.page.get_by_role("link", name="Listen together").click()
    expect(teacher.find(".together")).to_contain_text(re.compile("You lead .?Nadia 3b"))
    expect(teacher.find(".together-ask[open]")).to_have_count(0)
