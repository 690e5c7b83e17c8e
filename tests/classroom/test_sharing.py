"""Sharing with a class: its pupils get in everywhere, and nobody else anywhere."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.models import Brief
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class, remove_pupil
from classroom.models import SchoolClass
from edusmart.accounts.models import AuditEntry, User
from edusmart.live.topics import owner_of
from stories.live import StoryOwner
from stories.models import Bookmark, Illustration, Scene, Story, StoryShare
from tests.briefs.conftest import let_out, written
from tests.classroom.conftest import signed_in
from tests.stories.making import bare_story
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(edith: User) -> Story:
    """A teacher's own story of one scene, with files behind it."""
    made = bare_story(edith, scenes=1)
    picture = default_storage.save("class.jpg", ContentFile(b"a picture"))
    Illustration.objects.filter(topic=made.topic_id).update_unwatched(file=picture, cover=picture)
    sound = default_storage.save("class.mp3", ContentFile(b"a sound"))
    recording = Recording.objects.create(key="c" * 64, file=sound, duration=1, size=7)
    Narration.objects.filter(topic=made.topic_id).update_unwatched(recording=recording)
    return made


def share(teacher: Client, thing: str, school_class: SchoolClass, **more: str) -> Any:
    return teacher.post(f"{thing}classes/", {"class": school_class.pk, "anyway": 1, **more})


def doors(story: Story) -> list[str]:
    """Every address that shows something of the story to a listener."""
    scene = Scene.objects.select_related("illustration", "narration").get(story=story)
    return [
        f"/stories/{story.pk}/",
        f"/api/story/{story.pk}/status",
        f"/api/story/{story.pk}/scene/0",
        f"/api/story/{story.pk}/next",
        f"/pictures/{scene.illustration.filename}",
        f"/pictures/cover/{scene.illustration.filename}",
        f"/audio/{scene.narration.filename}",
        f"/story/{story.pk}/export.epub",
    ]


def opens(client: Client, story: Story) -> set[int]:
    return {client.get(path).status_code for path in doors(story)}


def test_a_class_gets_in_everywhere_and_others_nowhere(
    teacher: Client,
    story: Story,
    school_class: SchoolClass,
    alice: User,
    charlie: User,
    edgar: User,
) -> None:
    pupil, outsider, other_teacher = signed_in(alice), signed_in(charlie), signed_in(edgar)
    assert opens(pupil, story) == {404}
    done = share(teacher, f"/stories/{story.pk}/", school_class)
    assert done["Location"] == f"/stories/{story.pk}/"
    assert opens(pupil, story) == {200}
    assert opens(outsider, story) == {404}
    assert opens(other_teacher, story) == {404}
    assert story.title in pupil.get("/stories/").content.decode()
    assert story.title in pupil.get("/stories/?q=fox").content.decode()
    assert story.title not in outsider.get("/stories/?q=fox").content.decode()
    assert pupil.get("/api/stories").json()["total"] == 1
    assert outsider.get("/api/stories").json()["total"] == 0
    assert pupil.get(f"/story/{story.pk}/edit/").status_code == 403
    audiences = StoryOwner().audiences([(story.topic_id, it) for it in (alice, charlie, edgar)])
    assert audiences == {(story.topic_id, alice.pk): "viewer"}
    assert AuditEntry.objects.get(event="shared").details == {"classes": [school_class.pk]}


def test_a_class_that_is_given_a_day_is_chosen_by_that_and_what_is_said_is_true(
    teacher: Client, story: Story, school_class: SchoolClass, edith: User
) -> None:
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    page, day = f"/stories/{story.pk}/classes/", {f"due-{school_class.pk}": due, "anyway": "1"}
    done = teacher.post(page, {"seen": Story.objects.get().topic.rev, **day}, follow=True)
    assert "Saved. Pupils find it on their shelf." in done.content.decode()
    assert str(StoryShare.objects.get(school_class=school_class).due_on) == due
    # Unticked: the day comes along, as it stands beside the class.
    done = teacher.post(page, day, follow=True)
    assert "Saved. None of your classes has it." in done.content.decode()
    assert not StoryShare.objects.exists()
    draft = written(edith, "Morning", "Good morning.")
    done = teacher.post(f"/briefs/{draft.pk}/classes/", day, follow=True)
    assert "Saved. Pupils find it on their shelf once it is published." in done.content.decode()


def test_whoever_chose_no_class_is_asked_for_one_and_comes_back_to_where_they_were(
    teacher: Client, story: Story, school_class: SchoolClass
) -> None:
    page, seen = f"/stories/{story.pk}/classes/", {"seen": str(Story.objects.get().topic.rev)}
    for sent in (seen, {**seen, "anyway": "1"}):
        asked = teacher.post(page, sent)
        assert asked.status_code == 400
        assert "Choose a class first." in asked.content.decode()
    # Nobody looked at its scenes, and the one press says so.
    assert 'name="anyway" value="1"' in teacher.get(page).content.decode()
    desk = f"/story/{story.pk}/edit/"
    assert f'href="{page}?desk=1"' in teacher.get(desk).content.decode()
    assert f'href="{desk}"' in teacher.get(f"{page}?desk=1").content.decode()
    chosen = {**seen, "class": str(school_class.pk), "anyway": "1"}
    assert teacher.post(f"{page}?desk=1", chosen).headers["Location"] == desk
    # Whoever takes the last class away has said so.
    emptied = teacher.post(page, {"anyway": "1"})
    assert emptied.headers["Location"] == f"/stories/{story.pk}/"


def test_the_page_of_classes_shares_with_everybody_too_and_comes_back_to_the_desk(
    teacher: Client, story: Story, school_class: SchoolClass
) -> None:
    page, publish = f"/stories/{story.pk}/classes/?desk=1", f"/stories/{story.pk}/publish/"
    form = teacher.get(page).content.decode().partition(f'action="{publish}"')[2]
    sent = dict(re.findall(r'name="(seen|desk)" value="(\w+)"', form.partition("</form>")[0]))
    assert sent.keys() == {"seen", "desk"}
    done = teacher.post(publish, {**sent, "anyway": "1"})
    assert done.headers["Location"] == f"/story/{story.pk}/edit/"
    assert Story.objects.get().is_published
    assert publish not in teacher.get(page).content.decode()


@pytest.mark.parametrize("end", ["untick", "private", "leave", "delete class"])
def test_what_is_no_longer_shared_is_closed_again(
    teacher: Client, story: Story, school_class: SchoolClass, alice: User, end: str
) -> None:
    share(teacher, f"/stories/{story.pk}/", school_class)
    pupil = signed_in(alice)
    assert opens(pupil, story) == {200}
    if end == "untick":
        teacher.post(f"/stories/{story.pk}/classes/", {"seen": "1"})
    elif end == "private":
        teacher.post(f"/stories/{story.pk}/take-back/")
    elif end == "leave":
        remove_pupil(school_class, alice)
    else:
        teacher.post(f"/classes/{school_class.pk}/delete/")
    assert opens(pupil, story) == {404}
    assert story.title not in pupil.get("/stories/").content.decode()
    story.refresh_from_db()
    assert owner_of(story.topic).audiences([(story.topic_id, alice)]) == {}


def test_a_teacher_shares_with_classes_of_their_own_only(
    teacher: Client, story: Story, school_class: SchoolClass, edgar: User
) -> None:
    foreign = make_class(edgar, "Owls 3a")
    refused = share(teacher, f"/stories/{story.pk}/", foreign)
    assert refused.status_code == 404
    assert not StoryShare.objects.exists()
    page = teacher.get(f"/stories/{story.pk}/classes/").content.decode()
    assert "Foxes 2b" in page
    assert "Owls 3a" not in page


def test_one_teacher_does_not_end_what_another_shared(
    teacher: Client, story: Story, school_class: SchoolClass, edgar: User
) -> None:
    Story.objects.filter(pk=story.pk).update_unwatched(published_at=timezone.now())
    owls = make_class(edgar, "Owls 3a")
    share(signed_in(edgar), f"/stories/{story.pk}/", owls)
    share(teacher, f"/stories/{story.pk}/", school_class)
    teacher.post(f"/stories/{story.pk}/classes/", {})
    assert list(StoryShare.objects.values_list("school_class", flat=True)) == [owls.pk]


def test_a_pupil_shares_nothing_and_no_teacher_what_was_not_shown_to_them(
    teacher: Client, school_class: SchoolClass, alice: User
) -> None:
    private = bare_story(alice, scenes=1)
    assert signed_in(alice).get(f"/stories/{private.pk}/classes/").status_code == 403
    assert share(teacher, f"/stories/{private.pk}/", school_class).status_code == 404
    Story.objects.filter(pk=private.pk).update_unwatched(offered_at=timezone.now())
    unseen = share(teacher, f"/stories/{private.pk}/", school_class)
    assert unseen.status_code == 409
    private.topic.refresh_from_db()
    shared = share(teacher, f"/stories/{private.pk}/", school_class, seen=str(private.topic.rev))
    assert shared.status_code == 302
    # A teacher let these words through: their owner takes the story back first.
    edit = signed_in(alice).patch(
        f"/api/story/{private.pk}/scene/0", {"text": "Else."}, content_type="application/json"
    )
    assert edit.json()["code"] == "published"


def test_a_day_that_is_over_is_refused_and_one_to_come_is_on_the_shelf(
    teacher: Client, story: Story, school_class: SchoolClass, alice: User
) -> None:
    path, key = f"/stories/{story.pk}/", f"due-{school_class.pk}"
    today = timezone.localdate()
    past = share(teacher, path, school_class, **{key: str(today - timedelta(days=1))})
    assert past.status_code == 400
    assert "This day is over" in past.content.decode()
    assert share(teacher, path, school_class, **{key: "soon"}).status_code == 400
    share(teacher, path, school_class, **{key: "2040-12-07"})
    shelf = signed_in(alice).get("/stories/").content.decode()
    assert "For your class" in shelf
    assert "Listen by Friday 7 December" in shelf
    arabic = signed_in(alice).get("/stories/", headers={"Accept-Language": "ar"}).content.decode()
    assert "7 ديسمبر" in arabic


@pytest.mark.parametrize(
    ("days", "leads", "words"),
    [(0, True, "Listen today"), (2, True, "Listen by"), (-2, True, "There is still time."),
     (-7, False, "From your class")],
)  # fmt: skip
def test_what_is_due_and_not_heard_leads_the_shelf(
    teacher: Client,
    story: Story,
    school_class: SchoolClass,
    alice: User,
    days: int,
    leads: bool,
    words: str,
) -> None:
    share(teacher, f"/stories/{story.pk}/", school_class)
    due = timezone.localdate() + timedelta(days=days)
    StoryShare.objects.update(due_on=due)
    pupil = signed_in(alice)
    page = pupil.get("/stories/").content.decode()
    plays = f'href="/stories/{story.pk}/?play"'
    assert words in page
    assert (plays in page, "shelf-make" in page) == (leads, leads)
    if days == 2:
        assert f"Listen by {due:%A}\n" in page
    note_end(alice, story)
    heard = pupil.get("/stories/").content.decode()
    assert plays not in heard
    assert "You heard it. Well done." in heard


def test_a_new_pupil_finds_the_story_of_their_class_first_of_all(
    teacher: Client, story: Story, school_class: SchoolClass, alice: User
) -> None:
    share(teacher, f"/stories/{story.pk}/", school_class)
    pupil = signed_in(alice)
    page = pupil.get("/stories/").content.decode()
    [main] = re.findall(r'class="button button-main[^"]*"\s+href="([^"]+)"', page)
    assert main == f"/stories/{story.pk}/?play"
    assert "Your class hears this one." in page
    assert "Listen by" not in page
    Bookmark.objects.create(user=alice, story=bare_story(alice, "Own", scenes=1), seconds=9)
    page = pupil.get("/stories/").content.decode()
    assert "Your class hears this one." not in page, (
        "who is in the middle of a story goes on with it"
    )


def note_end(pupil: User, story: Story) -> None:
    Bookmark.objects.create(user=pupil, story=story, finished_at=timezone.now())


def test_a_brief_for_a_class_is_heard_by_it_alone(
    teacher: Client, school_class: SchoolClass, edith: User, alice: User, charlie: User
) -> None:
    brief = written(edith, "Class news", "Good morning.")
    let_out(brief)
    pupil, outsider = signed_in(alice), signed_in(charlie)
    path = f"/briefs/{brief.pk}/"
    assert outsider.get(f"/listen/{brief.pk}/").status_code == 200
    page = f"/classes/{school_class.pk}/"
    offered = [teacher.get(page, {"find": it}).context["to_share"] for it in ("", "NEWS", "fox")]
    assert [[it.title for it in found] for found in offered] == [["Class news"], ["Class news"], []]
    nobody = teacher.post(f"{path}classes/", {"whom": "classes"})
    assert nobody.status_code == 400
    assert outsider.get(f"/listen/{brief.pk}/").status_code == 200
    assert share(teacher, path, school_class, whom="classes").status_code == 302
    assert pupil.get(f"/listen/{brief.pk}/").status_code == 200
    assert "Class news" in pupil.get("/listen/").content.decode()
    assert "Class news" in pupil.get("/stories/").content.decode()
    assert outsider.get(f"/listen/{brief.pk}/").status_code == 404
    assert "Class news" not in outsider.get("/listen/").content.decode()
    item = brief.items.get()
    heard = f"/api/brief/{brief.pk}/item/{item.pk}/heard"
    assert outsider.post(heard, {}, content_type="application/json").status_code == 404
    owner = owner_of(brief.topic)
    assert owner.audiences([(brief.topic_id, it) for it in (alice, charlie)]) == {
        (brief.topic_id, alice.pk): "viewer"
    }
    assert list(Brief.objects.out()) == []
    teacher.post(f"{path}classes/", {"whom": "everybody"})
    assert outsider.get(f"/listen/{brief.pk}/").status_code == 200


def test_a_draft_that_is_shared_is_heard_by_nobody_yet(
    teacher: Client, school_class: SchoolClass, edith: User, alice: User
) -> None:
    brief = written(edith, "Class news", "Good morning.")
    share(teacher, f"/briefs/{brief.pk}/", school_class, whom="classes")
    pupil = signed_in(alice)
    assert pupil.get(f"/listen/{brief.pk}/").status_code == 404
    assert "Class news" not in pupil.get("/stories/").content.decode()


def test_many_classes_and_stories_cost_as_many_queries_as_few(
    teacher: Client, edith: User, alice: User, school_class: SchoolClass
) -> None:
    def more(count: int) -> None:
        for number in range(count):
            room = make_class(edith, f"Room {number}")
            add_pupil(room, alice)
            story = bare_story(edith, f"Tale {number}", scenes=1)
            sent = {"class": [room.pk, school_class.pk], "anyway": 1}
            teacher.post(f"/stories/{story.pk}/classes/", sent)

    def counted(ask: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            ask()
        return len(seen)

    pupil = signed_in(alice)
    asks: list[Callable[[], Any]] = [
        lambda: pupil.get("/stories/"),
        lambda: teacher.get(f"/classes/{school_class.pk}/"),
        lambda: teacher.get(f"/classes/{school_class.pk}/report/"),
    ]
    more(1)
    for ask in asks:
        ask()
    few = [counted(ask) for ask in asks]
    more(4)
    asks[0]()  # each class's listening together has a row from the first look on
    assert [counted(ask) for ask in asks] == few


def test_a_class_is_offered_what_its_teacher_may_share_and_finds_it_by_words(
    teacher: Client, story: Story, school_class: SchoolClass, charlie: User
) -> None:
    everybodys, others = (
        bare_story(charlie, "The lighthouse", scenes=1),
        bare_story(charlie, "A secret"),
    )
    Story.objects.filter(pk=everybodys.pk).update_unwatched(published_at=timezone.now())
    page = f"/classes/{school_class.pk}/"

    def offered(find: str = "") -> list[str]:
        return [it.key for it in teacher.get(page, {"find": find}).context["to_share"]]

    assert offered() == [str(story.pk), str(everybodys.pk)], "one's own first, nobody's secret"
    assert offered("lighthouse") == [str(everybodys.pk)]
    assert offered("\x00 nothing of it") == []
    teacher.post(f"/stories/{everybodys.pk}/classes/", {"class": school_class.pk})
    assert offered() == [str(story.pk), str(everybodys.pk)], (
        "asked first: nobody looked at its scenes"
    )
    sent = {"class": school_class.pk, "anyway": 1}
    come_from = f"?from={school_class.pk}"
    chosen = teacher.get(f"/stories/{everybodys.pk}/classes/{come_from}").context["choices"]
    assert [it["is_chosen"] for it in chosen] == [True]
    back = teacher.post(f"/stories/{everybodys.pk}/classes/{come_from}", sent, follow=True)
    assert back.redirect_chain[0][0] == page
    assert "Saved. Pupils find it on their shelf." in back.content.decode()
    assert offered() == [str(story.pk)], "what it has is not offered"
    assert others.title not in teacher.get(page).content.decode()
