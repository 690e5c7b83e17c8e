"""A teacher's look at a pupil's story: whose and since when, sent back with a note, what changed since."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from classroom.actions.school_class import make_class
from classroom.models import SchoolClass
from edusmart.accounts.models import AuditEntry, User
from stories.actions.review import Change, Piece, changes_since_look
from stories.models import Scene, SentBack, Story, StoryShare
from tests.classroom.conftest import signed_in
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db
NOTE = "A lovely fox! Tell us <b>where</b> she runs to."


@pytest.fixture
def offered(alice: User) -> Story:
    alice.first_name, alice.last_name = "Alice", "Ant"
    alice.save()
    story = bare_story(alice, "The fox", scenes=2)
    Story.objects.filter(pk=story.pk).update_unwatched(offered_at=timezone.now())
    return Story.objects.get(pk=story.pk)


def test_a_story_goes_back_with_a_note_that_its_child_reads_and_comes_again_with_its_changes(
    teacher: Client, offered: Story, alice: User
) -> None:
    pupil, desk = signed_in(alice), f"/story/{offered.pk}/edit/"
    shelf = teacher.get("/stories/").content.decode()
    assert "Alice Ant" in shelf
    assert "Alice Ant" in teacher.get(desk).content.decode()
    back = teacher.post(f"/story/{offered.pk}/send-back/", {"note": NOTE}, follow=True)
    assert "The story went back to Alice Ant" in back.content.decode()
    assert teacher.get(desk).status_code == 404
    for page in ("/stories/", f"/stories/{offered.pk}/", desk):
        read = pupil.get(page).content.decode()
        assert "Your teacher wrote to you" in read
        assert "Tell us &lt;b&gt;where&lt;/b&gt; she runs to." in read
    # Where the note is read, it is asked once more.
    assert "Ask once more" in read
    shelf = pupil.get("/stories/").content.decode()
    assert shelf.index("Your teacher wrote to you") < shelf.index('role="search"')
    scene = Scene.objects.get(story=offered, index=1)
    scene.text = "Scene 1 at the river."
    scene.save()
    asked = pupil.post(f"/stories/{offered.pk}/offer/", follow=True)
    assert "You asked. A teacher looks at your story first." in asked.content.decode()
    for page in ("/stories/", f"/stories/{offered.pk}/"):
        assert "Your teacher wrote to you" not in pupil.get(page).content.decode()
    [change] = changes_since_look(offered) or []
    assert change.number == 2
    assert change.pieces == [
        Piece("same", "Scene"), Piece("gone", "1."), Piece("new", "1 at the river.")
    ]  # fmt: skip
    look = teacher.get(desk).content.decode()
    assert "<ins>1 at the river.</ins>" in look
    # What was changed stands beside its scene, too.
    changed = json.loads(
        look.partition('<script id="changes" type="application/json">')[2].partition("<")[0]
    )
    assert changed == {
        str(scene.pk): {
            "text": "Scene 1 at the river.",
            "pieces": [{"kind": it.kind, "text": it.text} for it in change.pieces],
        }
    }
    # Both ways it can end are in one sheet, behind the scenes.
    sheet = look[look.index('id="review-end"') : look.index("Who can see this")]
    assert f"/story/{offered.pk}/send-back/" in sheet
    assert f"/stories/{offered.pk}/publish/" in sheet
    assert look.count(f"/stories/{offered.pk}/publish/") == 1
    assert look.index('id="scenes"') < look.index('id="review-end"')
    assert AuditEntry.objects.filter(event="sent_back", account=alice).count() == 1


def test_a_class_says_how_many_of_its_pupils_stories_wait_for_a_look(
    teacher: Client, offered: Story, school_class: SchoolClass, charlie: User
) -> None:
    elsewhere = bare_story(charlie, "Of no pupil of hers")
    Story.objects.filter(pk=elsewhere.pk).update_unwatched(offered_at=timezone.now())
    page = f"/classes/{school_class.pk}/"
    assert teacher.get(page).context["waiting"] == 1
    assert '<span class="chip chip-sun">1</span>' in teacher.get(page).content.decode()
    teacher.post(f"/story/{offered.pk}/send-back/", {"note": NOTE})
    assert "Waiting for your look" not in teacher.get(page).content.decode()


def test_a_scene_that_a_note_names_is_a_link_to_where_it_stands_now(
    teacher: Client, offered: Story, alice: User
) -> None:
    note = "Scene 2: Where <b> was she?\nالمشهد 1 is fine, scene 9 is not there."
    teacher.post(f"/story/{offered.pk}/send-back/", {"note": note})
    first, second = Scene.objects.filter(story=offered)
    desk = f"/story/{offered.pk}/edit/"
    for page in ("/stories/", desk):
        read = signed_in(alice).get(page).content.decode()
        assert f'href="{desk}#scene-2"\n    >Scene 2</a>: Where &lt;b&gt; was she?<br>' in read
        assert (
            f'href="{desk}#scene-1"\n    >المشهد 1</a> is fine, scene 9 is not there.</p>' in read
        )
    Scene.objects.filter(pk=first.pk).delete()
    Scene.objects.filter(pk=second.pk).update_unwatched(index=0)
    read = signed_in(alice).get(desk).content.decode()
    assert f'href="{desk}#scene-1"\n    >Scene 2</a>: Where' in read
    assert "<br>المشهد 1 is fine" in read, "a scene that is gone is words only"


def test_a_scene_that_was_removed_since_the_look_is_named_among_the_changes(
    teacher: Client, offered: Story
) -> None:
    teacher.post(f"/story/{offered.pk}/send-back/", {"note": "Shorter, please."})
    Scene.objects.get(story=offered, index=1).delete()
    assert changes_since_look(offered) == [Change(None, [Piece("gone", "Scene 1.")])]


@pytest.mark.parametrize("note", ["", " \x00 ", "x" * 501])
def test_a_note_says_something_and_fits(teacher: Client, offered: Story, note: str) -> None:
    page = teacher.post(f"/story/{offered.pk}/send-back/", {"note": note}, follow=True)
    assert "Write what is good and what to change" in page.content.decode()
    assert not SentBack.objects.exists()


def test_only_a_teacher_to_whom_it_was_offered_sends_a_story_back(
    teacher: Client, offered: Story, alice: User, charlie: User
) -> None:
    path = f"/story/{offered.pk}/send-back/"
    assert signed_in(alice).post(path, {"note": "x"}).status_code == 403
    assert signed_in(charlie).post(path, {"note": "x"}).status_code == 404
    Story.objects.filter(pk=offered.pk).update_unwatched(offered_at=None)
    assert teacher.post(path, {"note": "x"}).status_code == 404
    assert not SentBack.objects.exists()


def test_making_private_asks_first_and_says_where_the_story_went(
    teacher: Client, offered: Story, alice: User
) -> None:
    player = teacher.get(f"/stories/{offered.pk}/").content.decode()
    assert 'data-sure="Make this story private?"' in player
    gone = teacher.post(f"/stories/{offered.pk}/take-back/", follow=True).content.decode()
    assert "The story is with Alice Ant again" in gone
    own = signed_in(alice).post(f"/stories/{offered.pk}/take-back/", follow=True)
    assert "The story is private again" in own.content.decode()


def test_a_story_that_was_made_private_is_shared_again_as_it_was(
    teacher: Client, edith: User, school_class: SchoolClass, edgar: User
) -> None:
    """With the same classes and their days; it is asked about what nobody looked at, as at first."""
    story = bare_story(edith, "The fox", scenes=2)
    class_of_another = make_class(edgar, "Owls 4c")
    due = timezone.localdate() + timedelta(days=3)
    StoryShare.objects.create(thing=story, school_class=school_class, shared_by=edith, due_on=due)
    StoryShare.objects.create(thing=story, school_class=class_of_another, shared_by=edgar)
    now = timezone.now()
    Story.objects.filter(pk=story.pk).update_unwatched(shared_at=now, published_at=now)
    desk, again = f"/story/{story.pk}/edit/", f"/stories/{story.pk}/share-again/"
    assert again not in teacher.get(desk).content.decode()
    shared = teacher.post(again, {"anyway": "1"}, follow=True)  # already
    assert "Somebody else changed this meanwhile." in shared.content.decode()
    teacher.post(f"/stories/{story.pk}/take-back/", {"desk": "1"})
    assert not StoryShare.objects.exists()
    page = teacher.get(desk).content.decode()
    note = page[page.index(again) : page.index("Share it again")]
    for name in ("everybody", "Foxes 2b", "Owls 4c"):
        assert name in note
    # Taking it back once more forgets nothing.
    teacher.post(f"/stories/{story.pk}/take-back/", {"desk": "1"})
    class_of_another.delete()
    asked = teacher.post(again, {"desk": "1"}).content.decode()
    assert "Scenes not looked at yet: 2 of 2." in asked
    assert not StoryShare.objects.exists()
    told = teacher.post(again, {"desk": "1", "anyway": "1"}, follow=True)
    assert "It is shared again, as it was before." in told.content.decode()
    assert told.redirect_chain[-1][0] == desk
    [share] = StoryShare.objects.all()
    assert (share.school_class, share.due_on) == (school_class, due)
    story.refresh_from_db()
    assert story.is_published
    assert story.shared_at is not None


def test_a_pupil_shares_nothing_again_by_themself(
    teacher: Client, offered: Story, alice: User
) -> None:
    Story.objects.filter(pk=offered.pk).update_unwatched(published_at=timezone.now())
    pupil, again = signed_in(alice), f"/stories/{offered.pk}/share-again/"
    pupil.post(f"/stories/{offered.pk}/take-back/")
    assert again not in pupil.get(f"/story/{offered.pk}/edit/").content.decode()
    assert pupil.post(again, {"anyway": "1"}).status_code == 403
    assert teacher.post(again, {"anyway": "1"}).status_code == 404
    # Asked once more, their teacher may.
    pupil.post(f"/stories/{offered.pk}/offer/")
    desk = teacher.get(f"/story/{offered.pk}/edit/")
    assert again in desk.content.decode()
    seen = desk.context["first_state"]["rev"]
    teacher.post(again, {"anyway": "1", "seen": seen})
    assert Story.objects.get(pk=offered.pk).is_published


def test_making_private_is_asked_in_the_same_words_everywhere(
    teacher: Client, edith: User, alice: User, offered: Story
) -> None:
    own = bare_story(edith, "The owl")
    now = timezone.now()
    Story.objects.filter(pk=own.pk).update_unwatched(published_at=now)
    asked = re.compile(r'data-sure-detail="([^"]*)"\s+data-sure-yes="Make private"')

    def details(client: Client, path: str) -> set[str]:
        return {" ".join(it.split()) for it in asked.findall(client.get(path).content.decode())}

    [words] = details(teacher, f"/stories/{own.pk}/") | details(teacher, f"/story/{own.pk}/edit/")
    assert words.endswith("One press shares it again as it was.")
    pupil = signed_in(alice)
    [words] = details(pupil, f"/stories/{offered.pk}/") | details(
        pupil, f"/story/{offered.pk}/edit/"
    )
    assert words == "Only its owner and the people who run this site see it then."
