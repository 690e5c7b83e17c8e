"""Who waits for a first scene comes before who has some already."""

from typing import Any

import pytest

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Scene, Story, Telling
from stories.pipeline import tell
from tests.stories.making import make_story, pdf_file

pytestmark = pytest.mark.django_db(transaction=True)

LONG = [
    [f"Chapter {number} begins in the wood.", f"The fox walks {number} miles and goes to sleep."]
    for number in range(1, 13)
]


def long_story(owner: User) -> Story:
    return upload_story(owner, pdf_file(LONG), StoryOptions(grade=1))


def tell_next() -> tuple[Any, int]:
    """Tell whose turn it is; the owner, and how many scenes the story has then."""
    telling = Telling.claim_next("t")
    assert telling is not None
    perform(telling)
    return telling.owner, Scene.objects.filter(story=telling.story_id).count()


def test_a_story_with_its_first_scenes_lets_others_begin(
    alice: User, charlie: User, edith: User
) -> None:
    for owner in (alice, charlie, edith):
        long_story(owner)
    first, second = tell.GIVES_WAY_AFTER
    told = [tell_next() for _ in range(6)]
    assert told == [
        (alice, first), (charlie, first), (edith, first),
        (alice, second), (charlie, second), (edith, second),
    ]  # fmt: skip
    assert {telling.spent for telling in Telling.objects.all()} == {0}
    *_, last = [tell_next() for _ in range(3)]
    assert last[1] > second
    assert not Telling.objects.exclude(status="completed").exists()
    for story in Story.objects.all():
        scenes = Scene.objects.filter(story=story)
        assert list(scenes.order_by("index").values_list("index", flat=True)) == list(
            range(last[1])
        )
        assert story.planned_scenes == last[1]


def test_where_nobody_else_waits_a_story_is_told_to_its_end(alice: User) -> None:
    long_story(alice)
    long_story(alice)
    assert tell_next()[1] > tell.GIVES_WAY_AFTER[-1]


def test_a_title_that_was_changed_meanwhile_stays(alice: User, charlie: User) -> None:
    story = long_story(alice)
    make_story(charlie)
    tell_next()
    story.refresh_from_db()
    story.title = "My own title"
    story.save(update_fields={"title"})
    while Telling.objects.filter(status="pending").exists():
        tell_next()
    story.refresh_from_db()
    assert story.title == "My own title"
