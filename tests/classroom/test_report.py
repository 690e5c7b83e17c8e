"""A class of thirty by import to report; what is recorded of whom, and what is not."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.models import BriefItem, BriefTrace
from classroom.actions.join import add_pupil
from classroom.models import SchoolClass
from classroom.web.report_csv import harmless
from edusmart.accounts.models import User
from stories.models import (
    Bookmark,
    ClassListening,
    Scene,
    SceneAnswer,
    Story,
    StoryShare,
    StoryTrace,
    TappedWord,
)
from stories.together.there import be_there
from tests.briefs.conftest import let_out, written
from tests.classroom.conftest import signed_in
from tests.conftest import make_user
from tests.stories.making import bare_story
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db

NAMES = [f"{first} {last}" for first in ("Lina", "Omar", "Noah") for last in "ABCDEFGHIJ"]
JSON = "application/json"


@pytest.fixture
def story(edith: User) -> Story:
    made = bare_story(edith, "The fox", scenes=2)
    question = {"text": "Who woke up?", "answers": ["The fox.", "The owl."], "right": 0}
    for scene in Scene.objects.filter(story=made):
        scene.text, scene.question = "The quick fox woke up. “Fox!” said the owl.", question
        scene.save()
    return made


def listen(
    client: Client, story: Story, heard: float = 0, words: tuple[str, ...] = (), **place: object
) -> int:
    body = {"scene": 0, "seconds": 3, "heard": heard, "words": list(words), **place}
    path = f"/api/story/{story.pk}/position"
    return client.put(path, body, content_type=JSON).status_code


def let_pass(**time: int) -> None:
    """Have everybody been heard of last so long ago."""
    StoryTrace.objects.update(seen_at=timezone.now() - timedelta(**time))


def lines(teacher: Client, school_class: SchoolClass) -> list[dict[str, str]]:
    response = teacher.get(f"/classes/{school_class.pk}/report.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_class_of_thirty_by_import_to_report(teacher: Client, story: Story) -> None:
    teacher.post("/classes/", {"name": "Foxes 2b"})
    school_class = SchoolClass.objects.get()
    names = "\n".join(NAMES)
    teacher.post(f"/classes/{school_class.pk}/import/", {"names": names, "import": "1"})
    cards = teacher.get(f"/classes/{school_class.pk}/cards/").context["cards"]
    assert [card["name"] for card in cards] == sorted(NAMES)
    key = f"due-{school_class.pk}"
    sent = {"class": school_class.pk, key: "2040-12-07", "anyway": 1}
    teacher.post(f"/stories/{story.pk}/classes/", sent)

    diligent = Client()
    touched = ""
    for picture in cards[0]["pictures"]:
        form = {"code": cards[0]["code"], "touched": touched, "picture": picture["id"]}
        touched = (diligent.post("/card/", form).context or {}).get("so_far", "")
    assert "The fox" in diligent.get("/stories/").content.decode()
    diligent.get(f"/stories/{story.pk}/")
    let_pass(minutes=5)
    assert listen(diligent, story, 120, ("Fox!", "owl", "fox", "zebra")) == 204
    answer = f"/api/story/{story.pk}/scene/0/answer"
    diligent.post(answer, {"choice": 1}, content_type=JSON)
    diligent.post(answer, {"choice": 0}, content_type=JSON)
    listen(diligent, story, finished=True)
    brief_look = signed_in(User.objects.get(first_name="Omar", last_name="C"))
    brief_look.get(f"/stories/{story.pk}/")

    report = teacher.get(f"/classes/{school_class.pk}/report/")
    [thing] = report.context["things"]
    assert (thing["finished"], thing["begun"], thing["closed"]) == (1, 1, 28)
    opened, others = (
        [it["pupil"].get_full_name() for it in thing[of]] for of in ("rows", "not_opened")
    )
    assert (opened, others) == (["Lina A", "Omar C"], sorted({*NAMES} - {*opened}))
    page = report.content.decode()
    assert "0 of 1 right at first" in page
    assert page.count("Open it together once.") == 1, "what is said of 28 stands once"
    assert "Talk about the questions that were not right at first." in page
    # The bar has a piece for each pupil, in the order of what was done and not of who did it.
    bar = re.search(r'<span class="report-bar".*?</span>', page, re.DOTALL)
    assert bar
    assert re.findall(r'data-did="(\w+)"', bar[0]) == ["finished", "opened", *["not"] * 28]
    for words, number in [
        ("Heard to the end:", 1),
        ("Opened, not to the end:", 1),
        ("Not opened yet:", 28),
    ]:
        assert f"{words} <b>{number}</b>" in page

    found = {line["Pupil"]: line for line in lines(teacher, school_class)}
    assert len(found) == 30
    assert {name: found["Lina A"][name] for name in list(found["Lina A"])[2:]} == {
        "Story or brief": "The fox",
        "Listen by": "2040-12-07",
        "Opened": str(timezone.localdate()),
        "Heard to the end": str(timezone.localdate()),
        "Scene or items reached": "2",
        "Scenes heard": "2",
        "Scenes together": "0",
        "Of": "2",
        "Played (minutes:seconds)": "2:00",
        "Seconds played": "120",
        "Seconds since Monday": "120",
        "Seconds in all": "0",
        "Words tapped": "fox owl",
        "Answers given": "1",
        "Right at first": "0",
        "First answers": "Scene 1: The owl. (not right)",
    }
    assert found["Omar C"]["Opened"]
    assert found["Omar C"]["Played (minutes:seconds)"] == "0:00"
    assert not found["Noah J"]["Opened"]
    # At a glance each is a cell of the class's table.
    cells = {it["pupil"].first_name: it["cells"][0]["did"] for it in report.context["glance"]}
    assert (len(report.context["glance"]), cells["Noah"]) == (30, "not")
    one = teacher.get(f"/classes/{school_class.pk}/report/?pupil={thing['rows'][0]['pupil'].pk}")
    assert "The fox" in one.content.decode()


@pytest.fixture
def shared(teacher: Client, story: Story, school_class: SchoolClass) -> Story:
    teacher.post(f"/stories/{story.pk}/classes/", {"class": school_class.pk, "anyway": 1})
    return Story.objects.get(pk=story.pk)


def test_a_report_says_how_far_each_child_is_and_what_to_do_about_it(
    teacher: Client, story: Story, school_class: SchoolClass, alice: User
) -> None:
    others = [make_user(name, "students") for name in ("bob", "carl", "dina")]
    for pupil in others:
        add_pupil(school_class, pupil)
    due = {f"due-{school_class.pk}": str(timezone.localdate())}
    sent = {"class": school_class.pk, "anyway": 1, **due}
    teacher.post(f"/stories/{story.pk}/classes/", sent)
    report = f"/classes/{school_class.pk}/report/"
    chosen = {alice: (1, 1), others[0]: (1, 0), others[1]: (1, 0)}
    for pupil, choices in chosen.items():
        client = signed_in(pupil)
        client.get(f"/stories/{story.pk}/")
        for index, choice in enumerate(choices):
            path = f"/api/story/{story.pk}/scene/{index}/answer"
            client.post(path, {"choice": choice}, content_type=JSON)
    listen(signed_in(alice), story, scene=1)
    listen(signed_in(alice), story, scene=0)  # led back by her teacher: she came as far as before
    listen(signed_in(others[0]), story, finished=True)

    page = teacher.get(report)
    said = " ".join(page.content.decode().split())
    assert "scene 2 of 2" in said
    [thing] = page.context["things"]
    # Who only opened it is at no scene.
    assert [(row["pupil"].username, row["reached"]) for row in thing["rows"]] == [
        ("alice", 2),
        ("bob", 2),
        ("carl", 0),
    ]
    assert [row["pupil"].username for row in thing["not_opened"]] == ["dina"]
    # Whoever jumped to the end is there, and has not heard what they passed over.
    jumper = signed_in(others[1])
    first, last = Scene.objects.filter(story=story).values_list("pk", flat=True)
    Narration.objects.filter(topic=story.topic).update_unwatched(
        recording=Recording.objects.create(key="k", file="k.mp3", duration=1)
    )
    listen(jumper, story, finished=True, heard_scenes=[last])
    said = " ".join(teacher.get(report).content.decode().split())
    assert "reached the end, heard 1 of 2" in said
    assert "Came to the end by turning pages." not in said, "who heard nothing looks for Play"
    StoryTrace.objects.filter(pupil=others[1]).update(seconds=9)
    assert "Came to the end by turning pages." in teacher.get(report).content.decode()
    [line, *_] = [it for it in lines(teacher, school_class) if it["User name"] == "carl"]
    found = [line[it] for it in ("Heard to the end", "Scene or items reached", "Scenes heard")]
    assert found == ["", "2", "1"]
    listen(jumper, story, heard_scenes=[first])
    said = " ".join(teacher.get(report).content.decode().split())
    assert "reached the end" not in said
    Bookmark.objects.filter(user=others[1]).update(ended_at=None, finished_at=None)
    # Whoever has it still before them is named once, by their names: nobody is compared.
    note = thing["reminded"]
    assert [it["pupil"].username for it in note["closed"]] == ["dina"]
    assert [it["pupil"].username for it in note["begun"]] == ["alice", "carl"]
    assert note["note"].endswith(f"http://testserver/stories/{story.pk}/")
    assert "“\u2068The fox\u2069” is waiting for you. Listen by " in note["note"]
    missed = thing["missed"]
    assert (missed.part, missed.question, missed.missed, missed.given) == (1, "Who woke up?", 3, 3)
    assert missed.instead == "The owl."
    assert f'<a href="/story/{story.pk}/edit/#scene-1">Scene 1</a>' in said

    # One child's mistake says nothing of the question; a day far off asks for no reminder.
    SceneAnswer.objects.exclude(user=alice).delete()
    sent[f"due-{school_class.pk}"] = "2040-12-07"
    teacher.post(f"/stories/{story.pk}/classes/", sent)
    [thing] = teacher.get(report).context["things"]
    assert (thing["missed"], thing["reminded"]) == (None, {})

    [one, *_] = teacher.get(f"/api/class/{school_class.pk}/report").json()
    assert (one["reached"], one["parts"]) == (2, 2)

    # Of a class without pupils there is nothing to report, and the next thing to do is not the report.
    school_class.memberships.all().delete()
    said = teacher.get(report).content.decode()
    assert "There are no pupils in this class yet" in said
    class_page = teacher.get(f"/classes/{school_class.pk}/").content.decode()
    [main] = re.findall(r'class="button button-main"\s+href="([^"]*)"', class_page)
    assert main == f"/classes/{school_class.pk}/import/"


def test_pages_that_a_class_turned_together_are_not_a_pupils_turning(
    teacher: Client, shared: Story, school_class: SchoolClass, alice: User, redis_server: object
) -> None:
    pupil = signed_in(alice)
    pupil.get(f"/stories/{shared.pk}/")

    def lead(scene: int) -> None:
        body = {"story": str(shared.pk), "scene": scene, "seconds": 0, "playing": False}
        path = f"/api/class/{school_class.pk}/listening"
        assert teacher.put(path, body, content_type=JSON).status_code == 200

    lead(0)
    be_there(ClassListening.objects.get().topic_id, alice.pk, goes_along=True)
    lead(1)
    listen(pupil, shared, scene=1)
    let_pass(minutes=1)
    listen(pupil, shared, 30, scene=1)
    page = teacher.get(f"/classes/{school_class.pk}/report/").content.decode()
    assert "Listened together: 2" in page
    assert "Turned pages without listening" not in page
    assert "Listened together to the end. Ask what they remember." in page
    [line] = lines(teacher, school_class)
    assert (line["Scenes heard"], line["Scenes together"]) == ("0", "2")
    [told] = teacher.get(f"/api/class/{school_class.pk}/report").json()
    assert (told["heard"], told["together"]) == (0, 2)

    # What a pupil was with last is open, and not what was shared last.
    StoryShare.objects.create(thing=bare_story(alice), school_class=school_class)
    report = teacher.get(f"/classes/{school_class.pk}/report/")
    assert [it.key for it in report.context["opened"]] == [str(shared.pk)]
    # What is folded says what to do next as well.
    seen = re.findall(r'class="card report-thing".*?</summary>', report.content.decode(), re.S)
    assert [it.count("What to do next") for it in seen] == [1, 1]
    # What she hears herself then is heard.
    first = Scene.objects.filter(story=shared).values_list("pk", flat=True)[0]
    listen(pupil, shared, heard_scenes=[first])
    assert (
        "Listened together: 1"
        in teacher.get(f"/classes/{school_class.pk}/report/").content.decode()
    )
    # At a glance the class's page says how many opened it, and when each was here.
    glance = " ".join(teacher.get(f"/classes/{school_class.pk}/").content.decode().split())
    assert "Opened: 1 of 1 · to the end: 0" in glance
    assert re.search(r"played 0:\d\d · since Monday 0:\d\d", glance)


def test_minutes_since_monday_begin_anew_each_week(
    teacher: Client, shared: Story, school_class: SchoolClass, alice: User
) -> None:
    pupil = signed_in(alice)
    pupil.get(f"/stories/{shared.pk}/")

    def heard(seconds: int) -> str:
        let_pass(seconds=seconds)
        listen(pupil, shared, seconds)
        page = teacher.get(f"/classes/{school_class.pk}/").content.decode()
        return " ".join(page.split())

    heard(60)
    assert "played 2:00 · since Monday 2:00" in heard(60)
    StoryTrace.objects.update(week=F("week") - timedelta(days=7))
    page = " ".join(teacher.get(f"/classes/{school_class.pk}/").content.decode().split())
    assert "played 2:00 · since Monday 0:00" in page
    assert "played 3:00 · since Monday 1:00" in heard(60)
    # The report says so too, at a glance, of one pupil and to programs.
    report = f"/classes/{school_class.pk}/report/"
    glance = teacher.get(report).content.decode()
    assert re.search(r'class="report-week">\s*1 min\s*</td>', glance)
    assert "Since Monday 1 min" in teacher.get(f"{report}?pupil={alice.pk}").content.decode()
    [told] = teacher.get(f"/api/class/{school_class.pk}/report").json()
    assert (told["seconds"], told["week_seconds"]) == (180, 60)


def test_a_report_shows_what_each_answered_and_tapped_by_child_and_by_story(
    teacher: Client, shared: Story, school_class: SchoolClass, alice: User
) -> None:
    add_pupil(school_class, bob := make_user("bob", "students"))
    for pupil, choice in ((alice, 0), (bob, 1)):
        client = signed_in(pupil)
        client.get(f"/stories/{shared.pk}/")
        listen(client, shared, 0, ("fox",))
        path = f"/api/story/{shared.pk}/scene/{{}}/answer"
        client.post(path.format(0), {"choice": choice}, content_type=JSON)
    listen(client, shared, 0, ("fox", "owl"))
    client.post(path.format(1), {"choice": 0}, content_type=JSON)
    # Forty seconds are neither none nor a minute.
    StoryTrace.objects.filter(pupil=alice).update(seconds=40.9)
    second = Scene.objects.get(story=shared, index=1)
    second.question = {"text": "Who slept?", "answers": ["The fox.", "The owl."], "right": 1}
    second.save()

    page = f"/classes/{school_class.pk}/report/"
    by_story = teacher.get(page, {"thing": f"story-{shared.pk}"}).context
    [asked] = by_story["questions"]
    chosen = [(it["answer"], [who.username for who in it["pupils"]]) for it in asked["choices"]]
    assert chosen == [("The fox.", ["alice"]), ("The owl.", ["bob"])]
    assert by_story["earlier"] == 1, "an answer to another question is not taken for one to this"
    words = [(it["word"], [who.username for who in it["pupils"]]) for it in by_story["words"]]
    assert words == [("fox", ["alice", "bob"]), ("owl", ["bob"])]

    by_child = teacher.get(page, {"pupil": bob.pk})
    said = " ".join(re.sub("<[^>]*>", " ", by_child.content.decode()).split())
    assert "Who woke up? Chosen: The owl. · Right: The fox." in said
    assert "Scene 2 · right at first The question was changed since." in said
    assert re.search(r"Words tapped: fox ×2 · owl", said)
    told = {it["User name"]: it for it in lines(teacher, school_class)}
    assert told["bob"]["First answers"] == (
        "Scene 1: The owl. (not right); Scene 2: (right, to a question that was changed since)"
    )
    assert told["alice"]["Played (minutes:seconds)"] == "0:40"


def test_a_report_asks_as_much_for_many_pupils_as_for_one(
    teacher: Client,
    shared: Story,
    school_class: SchoolClass,
    alice: User,
    django_assert_num_queries: Any,
) -> None:
    def heard_by(pupil: User) -> None:
        client = signed_in(pupil)
        client.get(f"/stories/{shared.pk}/")
        listen(client, shared, 0, ("fox",))
        client.post(f"/api/story/{shared.pk}/scene/0/answer", {"choice": 1}, content_type=JSON)

    page = f"/classes/{school_class.pk}/report/"
    ways: list[dict[str, Any]] = [{}, {"pupil": alice.pk}, {"thing": f"story-{shared.pk}"}]
    asked = []
    heard_by(alice)
    for way in ways:
        with CaptureQueriesContext(connection) as counted:
            teacher.get(page, way)
        asked.append(len(counted))
    for name in ("bob", "carl", "dina"):
        pupil = make_user(name, "students")
        add_pupil(school_class, pupil)
        heard_by(pupil)
    for way, queries in zip(ways, asked, strict=True):
        with django_assert_num_queries(queries):
            teacher.get(page, way)


def test_nothing_is_recorded_where_no_class_of_the_listeners_has_the_story(
    story: Story, shared: Story, charlie: User, edith: User
) -> None:
    Story.objects.filter(pk=story.pk).update_unwatched(published_at=timezone.now())
    for person in (charlie, edith):
        client = signed_in(person)
        client.get(f"/stories/{story.pk}/")
        assert listen(client, story, 30, ("fox",)) == 204
    assert not StoryTrace.objects.exists()
    assert not TappedWord.objects.exists()


def test_a_loop_adds_no_more_minutes_and_words_than_there_are(shared: Story, alice: User) -> None:
    pupil = signed_in(alice)
    pupil.get(f"/stories/{shared.pk}/")
    let_pass(seconds=60)
    for _ in range(10):
        listen(pupil, shared, 3600, ("fox", "FOX?", "nonsense", "…"))
    trace = StoryTrace.objects.get(pupil=alice)
    assert 60 <= trace.seconds < 90
    assert list(trace.words.values_list("word", "times")) == [("fox", 20)]
    too_many = ["fox"] * 51
    assert listen(pupil, shared, 1, tuple(too_many)) == 400
    assert listen(pupil, shared, -1) == 400


def test_a_brief_counts_the_items_that_were_heard_to_the_end(
    teacher: Client, school_class: SchoolClass, edith: User, alice: User
) -> None:
    brief = written(edith, "News", "Good morning.", "Soup today.")
    recording = Recording.objects.create(key="r" * 64, file="x.mp3", duration=50, size=1)
    for item in BriefItem.objects.filter(brief=brief):
        order = Narration(
            topic=brief.topic, text=item.spoken_text, voice="warm", language="en", key="r" * 64,
            filename=f"n{item.pk}.mp3", status="completed", recording=recording,
        )  # fmt: skip
        order.save()
        BriefItem.objects.filter(pk=item.pk).update_unwatched(narration=order)
    let_out(brief)
    teacher.post(f"/briefs/{brief.pk}/classes/", {"whom": "classes", "class": school_class.pk})
    report = teacher.get(f"/classes/{school_class.pk}/report/").content.decode()
    assert "Nobody has opened it yet. Play it to the class once." in report
    pupil = signed_in(alice)
    pupil.get(f"/listen/{brief.pk}/")
    BriefTrace.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    first, second = brief.items.all()

    def hear(item: BriefItem) -> None:
        path = f"/api/brief/{brief.pk}/item/{item.pk}/heard"
        assert pupil.post(path, {"to_the_end": True}, content_type=JSON).status_code == 204

    for _ in range(3):
        hear(first)
    trace = BriefTrace.objects.get()
    assert (trace.seconds, trace.finished_at) == (50, None)
    hear(second)
    assert BriefTrace.objects.get().finished_at
    [line] = lines(teacher, school_class)
    assert line["Story or brief"] == "News"
    assert (line["Scene or items reached"], line["Of"]) == ("2", "2")
    assert line["Heard to the end"] == str(timezone.localdate())


def test_a_name_ends_no_cell_of_a_spreadsheet_that_separates_by_semicolons(
    teacher: Client, school_class: SchoolClass, shared: Story, alice: User
) -> None:
    User.objects.filter(pk=alice.pk).update(first_name="Anna;=1+1", last_name="")
    content = teacher.get(f"/classes/{school_class.pk}/report.csv").content.decode("utf-8-sig")
    _head, line = content.splitlines()
    cells = next(csv.reader([line], delimiter=";"))
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"])
def test_no_name_becomes_a_formula_of_a_spreadsheet(
    teacher: Client, school_class: SchoolClass, shared: Story, alice: User, text: str
) -> None:
    assert harmless(text) == f"'{text}"
    User.objects.filter(pk=alice.pk).update(first_name=text)
    [line] = lines(teacher, school_class)
    assert line["Pupil"].startswith("'")
