"""Scenes are named, moved, split, joined, added and removed; and all that knows them by their place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edusmart.accounts.models import ApiToken, User
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from edusmart.media import store
from edusmart.work.errors import ClaimLost, Refused
from stories.actions.bookmark import heard_in, save_bookmark
from stories.actions.scenes.arrange import join_scenes
from stories.exporting.book import book_of
from stories.models import Bookmark, Illustration, Rewriting, Scene, SceneAnswer, Story, Telling
from stories.pipeline.rewrite import complete_rewriting, rewrite
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.storyteller import Question, StoryStart, ToldScene, WordToLearn
from stories.teaching.phrases import PHRASES
from tests.stories.acts.test_scene_acts import send
from tests.stories.making import make_story, publish
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]

TEXTS = [
    "The Fox\n\nThe fox woke up early. She smelled the morning.",
    "At the river she met a heron. The heron looked very wise. They shared a fish.",
    "The sun climbed over the reeds. The fox went home.",
]
QUESTION = Question("What did they share?", ("A fish", "A pear"), 0)
WORDS = (
    WordToLearn("heron", "At the river she met a heron."),
    WordToLearn("shared", "had together"),
)
TRACED = [
    {"text": text, "lines": [{"text": text, "page": page}], "missing": []}
    for text, page in (
        ("At the river she met a heron.", 2),
        ("The heron looked very wise.", 2),
        ("They shared a fish.", 3),
    )
]
SECONDS_A_WORD = 0.5


def timed(text: str) -> list[list[int]]:
    """Times of the words of a text, half a second each."""
    times: list[list[int]] = []
    at = 0
    for number, word in enumerate(text.split()):
        at = text.index(word, at)
        start = round(number * 1000 * SECONDS_A_WORD)
        times.append([start, start + 400, at, at + len(word)])
        at += len(word)
    return times


def make_what_is_ordered() -> None:
    """Do what workers would do, without speaking or painting anything."""
    while voice := Narration.claim_next("v"):
        words = timed(voice.text)
        recording, _ = Recording.objects.get_or_create(
            key=voice.key,
            defaults={
                "file": store("recordings", "mp3", b"voice"),
                "duration": len(words) * SECONDS_A_WORD,
                "words": words,
            },
        )
        voice.complete(recording=recording)
    while picture := Illustration.claim_next("p"):
        picture.complete(file=store("pictures", "jpg", b"picture"), alt="A fox.")


@pytest.fixture
def told(alice: User) -> Story:
    """A finished story of three scenes: the second has a question, two words and traces."""
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("The fox", "en", 3), 4)
    for index, text in enumerate(TEXTS):
        middle = index == 1
        scene = ToldScene(
            index, text, text.split("\n")[-1].split(".")[0], (index + 1,),
            heading="The Fox" if index == 0 else "",
            words=WORDS if middle else (), question=QUESTION if middle else None,
        )  # fmt: skip
        stage_scene(telling, scene, TRACED if middle else ())
    telling.complete()
    make_what_is_ordered()
    story.refresh_from_db()
    assert story.status == "completed"
    return story


@pytest.fixture
def owner(client: Client, alice: User, told: Story) -> Client:
    client.force_login(alice)
    return client


def scenes(story: Story) -> list[Scene]:
    rows = Scene.objects.filter(story=story).select_related("narration__recording", "illustration")
    found = list(rows.order_by("index"))
    assert [scene.index for scene in found] == list(range(len(found)))
    return found


def ids(story: Story) -> list[int]:
    return [scene.pk for scene in scenes(story)]


def texts(story: Story) -> list[str]:
    return [scene.text for scene in scenes(story)]


def path(story: Story, index: int, act: str = "") -> str:
    return f"/api/story/{story.pk}/scene/{index}{act}"


def waiting(story: Story) -> tuple[list[str], int]:
    """The words that are to be spoken, and how many pictures are to be made."""
    of_story = {"topic": story.topic_id, "status": "pending"}
    spoken = Narration.objects.filter(**of_story).order_by("turn").values_list("text", flat=True)
    return list(spoken), Illustration.objects.filter(**of_story).count()


def place(story: Story, user: User) -> tuple[int, float]:
    kept = Bookmark.objects.get(story=story, user=user)
    return kept.scene, round(kept.seconds, 1)


# Names


def test_a_name_is_shown_to_everybody_and_never_spoken(owner: Client, told: Story) -> None:
    told_before = texts(told)
    response = send(owner, "PATCH", path(told, 1), title="  The wise \u202eheron\n ")
    assert response.status_code == 200
    assert response.json()["title"] == "The wise heron"
    assert (texts(told), waiting(told)) == (told_before, ([], 0))
    rows = frame_since(Topic.objects.get(pk=told.topic_id), 0, "viewer")["rows"]
    assert "The wise heron" in [row.get("title") for row in rows if row["kind"] == "scene"]
    # A chapter's name: the teacher's, the document's heading, or how it begins.
    assert [page.title for page in book_of(Story.objects.get(pk=told.pk)).pages] == [
        "The Fox", "The wise heron", "The sun climbed over the reeds. The fox went home.",
    ]  # fmt: skip
    assert send(owner, "PATCH", path(told, 1), title="").json()["title"] == ""


def test_a_name_that_is_too_long_is_refused(owner: Client, told: Story) -> None:
    response = send(owner, "PATCH", path(told, 1), title="x" * 81, text="Other words.")
    assert (response.status_code, response.json()["code"]) == (400, "scene_name_too_long")
    assert texts(told) == TEXTS


# Moving


def test_a_scene_moves_with_all_that_is_its_and_nothing_is_made_again(
    owner: Client, told: Story, charlie: User
) -> None:
    first, second, third = scenes(told)
    send(owner, "POST", path(told, 1, "/answer"), choice=0)
    save_bookmark(charlie, told, 1, 4.0)
    response = send(owner, "PUT", path(told, 1, "/place"), to=0)
    assert (response.status_code, response.json()["scene_index"]) == (200, 0)
    assert ids(told) == [second.pk, first.pk, third.pk]
    moved = scenes(told)[0]
    assert (moved.narration_id, moved.illustration_id, moved.question["text"]) == (
        second.narration_id, second.illustration_id, QUESTION.text,
    )  # fmt: skip
    assert waiting(told) == ([], 0)
    assert place(told, charlie) == (0, 4.0)
    assert SceneAnswer.objects.get().scene_id == second.pk
    told.refresh_from_db()
    assert (told.status, told.total_items, told.round) == ("completed", 3, 1)


def test_watchers_get_an_arrangement_as_one_change(owner: Client, told: Story) -> None:
    topic = Topic.objects.get(pk=told.topic_id)
    send(owner, "PUT", path(told, 0, "/place"), to=2)
    frame = frame_since(Topic.objects.get(pk=told.topic_id), topic.rev, "viewer")
    assert frame["rev"] == topic.rev + 1
    order = {row["scene_index"]: row["text"] for row in frame["rows"] if row["kind"] == "scene"}
    assert order == {0: TEXTS[1], 1: TEXTS[2], 2: TEXTS[0]}


@pytest.mark.both_databases
def test_places_move_with_their_scenes(
    owner: Client, told: Story, alice: User, charlie: User, edith: User
) -> None:
    for index, listener in enumerate((alice, charlie, edith)):
        save_bookmark(listener, told, index, float(index))
    send(owner, "PUT", path(told, 2, "/place"), to=0)
    assert [place(told, it) for it in (alice, charlie, edith)] == [(1, 0.0), (2, 1.0), (0, 2.0)]


def test_a_place_of_a_page_that_is_older_than_the_order_is_the_scenes(
    owner: Client, told: Story, alice: User
) -> None:
    third = ids(told)[2]
    send(owner, "PUT", path(told, 2, "/place"), to=0)
    url = f"/api/story/{told.pk}/position"
    assert send(owner, "PUT", url, scene=2, seconds=1.5, scene_id=third).status_code == 204
    assert place(told, alice) == (0, 1.5)
    # Of a scene that is gone, the index is as near as it gets.
    assert send(owner, "PUT", url, scene=1, seconds=1.5, scene_id=third + 999).status_code == 204
    assert place(told, alice) == (1, 1.5)


def test_an_act_names_its_scene_and_finds_it_wherever_it_stands(owner: Client, told: Story) -> None:
    first, second, third = ids(told)
    send(owner, "PUT", path(told, 2, "/place"), to=0)
    response = send(owner, "PATCH", path(told, 2, f"?scene_id={third}"), caption="The reeds")
    assert response.json()["scene_id"] == third
    assert scenes(told)[0].caption == "The reeds"
    answered = send(owner, "POST", path(told, 1, f"/answer?scene_id={second}"), choice=0)
    assert answered.json() == {"right": True, "right_choice": 0}
    assert send(owner, "DELETE", path(told, 0, "?scene_id=999999")).status_code == 404
    assert ids(told) == [third, first, second]


@pytest.mark.parametrize("to", [3, 150])
def test_a_scene_is_put_nowhere_but_among_the_others(owner: Client, told: Story, to: int) -> None:
    response = send(owner, "PUT", path(told, 0, "/place"), to=to)
    assert (response.status_code, response.json()["code"]) == (409, "no_place")


def test_a_question_about_the_order_waits_for_a_teacher_once_the_order_is_another(
    owner: Client, told: Story
) -> None:
    last, middle = scenes(told)[2], scenes(told)[1]
    last.question = {
        "text": "What comes first?",
        "answers": ["The fox went home.", "She smelled the morning.", "They shared a fish."],
        "right": 1,
    }
    last.save()
    first = scenes(told)[0]
    things = {"answers": ["a fox", "a fish"], "right": 0}  # names are no sentences
    first.question = {"text": PHRASES[told.language].picture_first, **things}
    first.save()
    send(owner, "PUT", path(told, 1, "/place"), to=0)
    for scene in (first, last, middle):
        scene.refresh_from_db()
    assert last.question["held"] is True
    assert first.question["held"] is True
    assert "held" not in middle.question, "it asks about its own scene alone"


# Splitting and joining


@pytest.mark.both_databases
def test_a_scene_is_split_between_two_sentences_and_only_its_halves_are_spoken_anew(
    owner: Client, told: Story, charlie: User, edith: User
) -> None:
    first, second, third = scenes(told)
    send(owner, "POST", path(told, 1, "/answer"), choice=0)
    save_bookmark(charlie, told, 1, 4.0)  # inside “The heron looked very wise.”
    save_bookmark(edith, told, 2, 1.0, heard=[second.pk])
    save_bookmark(edith, told, 0, 1.0)
    url = path(told, 1)
    sentences = owner.get(f"{url}/sentences").json()["sentences"]
    assert sentences == [it["text"] for it in TRACED]
    response = send(owner, "POST", f"{url}/split", keeps=1, seen_text=TEXTS[1])
    assert (response.status_code, response.json()["scene_index"]) == (201, 2)

    kept, new = scenes(told)[1:3]
    halves = ["At the river she met a heron.", "The heron looked very wise. They shared a fish."]
    assert texts(told) == [TEXTS[0], *halves, TEXTS[2]]
    assert (ids(told)[0], kept.pk, ids(told)[3]) == (first.pk, second.pk, third.pk)
    assert kept.illustration_id == second.illustration_id, "the picture stays with the first half"
    assert waiting(told) == (halves, 1)
    # Each half has what it says first, and the question goes with its answer.
    assert [word["word"] for word in kept.words] == ["heron"]
    assert [word["word"] for word in new.words] == ["shared"]
    assert (kept.question, new.question["text"], "held" in new.question) == (
        {},
        QUESTION.text,
        False,
    )
    assert SceneAnswer.objects.get().scene_id == new.pk
    assert [it["text"] for it in kept.traced] == sentences[:1]
    assert [it["text"] for it in new.traced] == sentences[1:]
    assert (kept.source_pages, new.source_pages) == ([2], [2, 3])
    assert (place(told, charlie), place(told, edith)) == ((2, 0.5), (0, 1.0))
    # The furthest scene she came to is still that one, and what she heard she heard.
    assert Bookmark.objects.get(user=edith).furthest == 3
    assert set(heard_in(edith, told)) == {kept.pk, new.pk}
    told.refresh_from_db()
    assert (told.status, told.total_items) == ("processing", 4)
    make_what_is_ordered()
    told.refresh_from_db()
    assert (told.status, told.completed_items) == ("completed", 4)


def test_a_heading_stays_with_the_words_below_it(owner: Client, told: Story) -> None:
    send(owner, "POST", path(told, 0, "/split"), keeps=2)
    kept, new = scenes(told)[:2]
    assert (kept.text, kept.heading) == ("The Fox\n\nThe fox woke up early.", "The Fox")
    assert (new.text, new.heading, new.source_pages) == ("She smelled the morning.", "", [1])
    send(owner, "POST", path(told, 0, "/split"), keeps=1)
    assert scenes(told)[0].heading == "The Fox"
    send(owner, "PATCH", path(told, 0), text="The Fox is small.")
    changed = scenes(told)[0]
    assert (changed.text, changed.heading) == ("The Fox is small.", ""), "it is not shown twice"


def test_a_word_that_both_halves_say_is_learnt_with_the_first(owner: Client, told: Story) -> None:
    middle = scenes(told)[1]
    middle.words = [{"word": "heron", "meaning": "a grey bird"}]
    middle.save()
    send(owner, "POST", path(told, 1, "/split"), keeps=1)
    assert [len(scene.words) for scene in scenes(told)[1:3]] == [1, 0]


@pytest.mark.parametrize(
    ("asked", "answer"), [("Where did she meet it?", "At the river"), ("Who knows?", "Nobody")]
)
def test_a_question_that_the_second_half_does_not_answer_stays_with_the_first(
    owner: Client, told: Story, asked: str, answer: str
) -> None:
    middle = scenes(told)[1]
    middle.question = {"text": asked, "answers": [answer, "A pear"], "right": 0}
    middle.save()
    send(owner, "POST", path(told, 1, "/answer"), choice=0)
    send(owner, "POST", path(told, 1, "/split"), keeps=1)
    kept, new = scenes(told)[1:3]
    assert (kept.question, new.question) == (middle.question, {})
    assert SceneAnswer.objects.get().scene_id == kept.pk


@pytest.mark.parametrize("keeps", [3, 4000])
def test_there_is_nothing_to_split_behind_the_last_sentence(
    owner: Client, told: Story, keeps: int
) -> None:
    response = send(owner, "POST", path(told, 1, "/split"), keeps=keeps)
    assert (response.status_code, response.json()["code"]) == (409, "no_such_place")


def test_a_listener_whose_place_in_a_split_scene_nobody_knows_begins_it_again(
    owner: Client, told: Story, charlie: User
) -> None:
    Recording.objects.filter(narrations__scene__index=1).update(words=[])
    save_bookmark(charlie, told, 1, 6.0)
    send(owner, "POST", path(told, 1, "/split"), keeps=1)
    assert place(told, charlie) == (1, 0.0)


@pytest.mark.parametrize("act", ["split", "join"])
def test_words_that_changed_since_they_were_looked_at_are_neither_split_nor_joined(
    owner: Client, told: Story, act: str
) -> None:
    body = {"seen_text": "Something else."} | ({"keeps": 1} if act == "split" else {})
    response = send(owner, "POST", path(told, 1, f"/{act}"), **body)
    assert (response.status_code, response.json()["code"]) == (409, "changed")
    assert texts(told) == TEXTS


def test_another_scene_than_the_one_that_was_seen_is_not_joined(owner: Client, told: Story) -> None:
    _, second, third = scenes(told)
    seen = {"next_id": second.pk, "next_rev": second.rev}
    send(owner, "PUT", path(told, 2, "/place"), to=1)
    response = send(owner, "POST", path(told, 0, "/join"), **seen)
    assert (response.status_code, response.json()["code"]) == (409, "changed")
    send(owner, "PUT", path(told, 2, "/place"), to=1)
    send(owner, "PATCH", path(told, 1), caption="A heron")  # which would go with it
    assert send(owner, "POST", path(told, 0, "/join"), **seen).status_code == 409
    assert ids(told)[1:] == [second.pk, third.pk]
    seen["next_rev"] = owner.get(path(told, 1)).json()["rev"]
    assert send(owner, "POST", path(told, 0, "/join"), **seen).status_code == 200


def test_a_name_that_somebody_else_gave_meanwhile_is_not_written_over(
    owner: Client, told: Story
) -> None:
    send(owner, "PATCH", path(told, 0), title="The morning")
    response = send(owner, "PATCH", path(told, 0), title="Dawn", seen_title="")
    assert (response.status_code, response.json()["code"]) == (409, "changed")
    assert scenes(told)[0].title == "The morning"
    response = send(owner, "PATCH", path(told, 0), title="Dawn", seen_title="The morning")
    assert response.json()["title"] == "Dawn"


def test_a_token_that_may_not_publish_changes_nothing_that_others_have(
    told: Story, edith: User
) -> None:
    Story.objects.filter(pk=told.pk).update_unwatched(owner=edith)

    def edit(scope: str) -> int:
        token = {"Authorization": f"Bearer {ApiToken.issue(edith, 'tests', scope)}"}
        response = send(Client(headers=token), "PATCH", path(told, 0), caption="A fox")
        return int(response.status_code)

    assert edit("write") == 200
    Story.objects.filter(pk=told.pk).update_unwatched(published_at=timezone.now())
    assert (edit("write"), edit("publish")) == (403, 200)


def test_two_scenes_become_one_with_the_first_ones_picture(
    owner: Client, told: Story, charlie: User, edith: User
) -> None:
    first, second, third = scenes(told)
    send(owner, "POST", path(told, 1, "/answer"), choice=0)
    save_bookmark(charlie, told, 1, 2.0)
    save_bookmark(edith, told, 2, 1.0)
    gone = second.illustration.filename
    response = send(owner, "POST", path(told, 0, "/join"), seen_text=TEXTS[0])
    assert (response.status_code, response.json()["scene_index"]) == (200, 0)
    joined = scenes(told)[0]
    assert texts(told) == [f"{TEXTS[0]}\n\n{TEXTS[1]}", TEXTS[2]]
    assert ids(told) == [first.pk, third.pk]
    assert joined.illustration_id == first.illustration_id
    assert owner.get(f"/pictures/{gone}").status_code == 404
    assert waiting(told) == ([joined.text], 0)
    assert (joined.question["text"], joined.source_pages) == (QUESTION.text, [1, 2])
    assert "held" not in joined.question
    assert [word["word"] for word in joined.words] == ["heron", "shared"]
    assert joined.traced == TRACED
    assert SceneAnswer.objects.get().scene_id == first.pk
    # The first lasts eleven words, of half a second each.
    assert (place(told, charlie), place(told, edith)) == ((0, 7.5), (1, 1.0))
    make_what_is_ordered()
    told.refresh_from_db()
    assert (told.status, told.total_items, told.completed_items) == ("completed", 2, 2)


def test_of_two_questions_the_firsts_is_asked_and_no_answer_is_lost(
    owner: Client, told: Story, charlie: User
) -> None:
    first = scenes(told)[0]
    first.question = {"text": "Who woke up?", "answers": ["The fox", "The owl"], "right": 0}
    first.save()
    for index in (0, 1):
        send(owner, "POST", path(told, index, "/answer"), choice=0)
    send(owner, "POST", path(told, 0, "/join"))
    assert scenes(told)[0].question["text"] == "Who woke up?"
    assert SceneAnswer.objects.filter(scene=first).count() == 2


def test_what_is_split_and_joined_again_is_heard_without_being_spoken_again(
    owner: Client, told: Story
) -> None:
    before = scenes(told)[1].narration.recording_id
    send(owner, "POST", path(told, 1, "/split"), keeps=1)
    make_what_is_ordered()
    joined = send(owner, "POST", path(told, 1, "/join")).json()
    # A paragraph more than before, so it is another text; put as it was, it is the same recording.
    send(owner, "PATCH", path(told, 1), text=joined["text"].replace("\n\n", " "))
    make_what_is_ordered()
    assert texts(told) == TEXTS
    assert scenes(told)[1].narration.recording_id == before


def test_two_scenes_that_are_too_long_together_stay_two(owner: Client, told: Story) -> None:
    long = " ".join(["word"] * 299)
    send(owner, "PATCH", path(told, 0), text=long)
    response = send(owner, "POST", path(told, 0, "/join"))
    assert (response.status_code, response.json()["code"]) == (400, "too_long")
    assert texts(told) == [long, *TEXTS[1:]]


def test_nothing_is_joined_with_the_last_scene(owner: Client, told: Story) -> None:
    response = send(owner, "POST", path(told, 2, "/join"))
    assert (response.status_code, response.json()["code"]) == (409, "no_next_scene")


# Adding and removing


def test_a_scene_of_ones_own_gets_a_voice_and_a_picture_and_the_others_stay(
    owner: Client, told: Story, charlie: User
) -> None:
    before = ids(told)
    save_bookmark(charlie, told, 1, 2.0)
    url = f"/api/story/{told.pk}/scene"
    response = send(owner, "POST", url, text=" The owl\u0000 slept. ", title="The owl", at=1)
    assert (response.status_code, response.json()["scene_index"]) == (201, 1)
    assert texts(told) == [TEXTS[0], "The owl slept.", *TEXTS[1:]]
    assert [pk for pk in ids(told) if pk in before] == before
    assert waiting(told) == (["The owl slept."], 1)
    assert place(told, charlie) == (2, 2.0)
    make_what_is_ordered()
    told.refresh_from_db()
    assert (told.status, told.completed_items) == ("completed", 4)
    assert send(owner, "POST", url, text="The end.").json()["scene_index"] == 4


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": " … "}, 400, "empty"),
        ({"text": "word " * 301}, 400, "too_long"),
        ({"text": "The end.", "title": "x" * 81}, 400, "scene_name_too_long"),
        ({"text": "The end.", "at": 4}, 409, "no_place"),
    ],
)
def test_a_scene_that_cannot_be_is_refused_and_nothing_changes(
    owner: Client, told: Story, body: dict[str, Any], status: int, code: str
) -> None:
    response = send(owner, "POST", f"/api/story/{told.pk}/scene", **body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert (texts(told), waiting(told)) == (TEXTS, ([], 0))


def test_a_story_has_no_more_scenes_than_a_desk_can_hold(
    owner: Client, told: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.actions.scenes.order.MOST_SCENES", 3)
    for url, body in (
        (f"/api/story/{told.pk}/scene", {"text": "The end."}),
        (path(told, 1, "/split"), {"keeps": 1}),
    ):
        response = send(owner, "POST", url, **body)
        assert (response.status_code, response.json()["code"]) == (409, "many_scenes")


def test_what_a_picture_costs_is_asked_of_the_owners_day(
    owner: Client, told: Story, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.actions.scenes.arrange.cost_of_picture", lambda: 10_000)
    settings.BUDGET_CENTS_PER_DAY = 0.1
    for url, body in (
        (f"/api/story/{told.pk}/scene", {"text": "The end."}),
        (path(told, 1, "/split"), {"keeps": 1}),
    ):
        response = send(owner, "POST", url, **body)
        assert (response.status_code, response.json()["code"]) == (429, "budget")
    assert (texts(told), waiting(told)) == (TEXTS, ([], 0))


def test_a_scene_goes_with_its_picture_and_its_listeners_go_on_with_the_next(
    owner: Client, told: Story, charlie: User, edith: User
) -> None:
    first, second, third = scenes(told)
    save_bookmark(charlie, told, 1, 3.0)
    save_bookmark(edith, told, 2, 1.0)
    assert owner.delete(path(told, 1, f"?scene_id={second.pk}")).status_code == 204
    assert ids(told) == [first.pk, third.pk]
    assert not Illustration.objects.filter(pk=second.illustration_id).exists()
    assert not Narration.objects.filter(pk=second.narration_id).exists()
    assert waiting(told) == ([], 0)
    # The one was in what is gone and hears the next from its beginning; the other is in it.
    assert (place(told, charlie), place(told, edith)) == ((1, 0.0), (1, 1.0))
    told.refresh_from_db()
    assert (told.status, told.total_items, told.completed_items) == ("completed", 2, 2)
    owner.delete(path(told, 1))
    assert place(told, edith) == (0, 0.0)
    response = owner.delete(path(told, 0))
    assert (response.status_code, response.json()["code"]) == (409, "last_scene")


def test_a_scene_does_not_go_with_words_that_were_joined_into_it_meanwhile(
    owner: Client, told: Story, edith: User
) -> None:
    seen = scenes(told)[0]
    join_scenes(seen, edith)
    gone = f"?scene_id={seen.pk}&seen_rev="
    response = owner.delete(path(told, 0, f"{gone}{seen.rev}"))
    assert (response.status_code, response.json()["code"]) == (409, "changed")
    assert texts(told) == [f"{TEXTS[0]}\n\n{TEXTS[1]}", TEXTS[2]]
    now = owner.get(path(told, 0)).json()["rev"]
    assert owner.delete(path(told, 0, f"{gone}{now}")).status_code == 204
    assert texts(told) == [TEXTS[2]]


def test_a_scene_that_failed_leaves_a_whole_story_when_it_goes(owner: Client, told: Story) -> None:
    send(owner, "PATCH", path(told, 1), text="Words that nobody can say.")
    voice = Narration.claim_next("v")
    assert voice
    voice.fail(Refused("No voice can say this.", "unsayable"))
    told.refresh_from_db()
    assert told.failed_items == 1
    owner.delete(path(told, 1))
    told.refresh_from_db()
    assert (told.status, told.failed_items, told.total_items) == ("completed", 0, 2)


def test_a_scene_may_go_while_its_picture_is_being_made(owner: Client, told: Story) -> None:
    send(owner, "POST", path(told, 1, "/picture"), wish="a heron")
    picture = Illustration.claim_next("p")
    assert picture
    owner.delete(path(told, 1))
    assert not picture.complete(file=store("pictures", "jpg", b"late"))
    assert not Illustration.objects.filter(pk=picture.pk).exists()


def test_new_words_for_a_scene_that_went_meanwhile_are_thrown_away(
    owner: Client, told: Story
) -> None:
    send(owner, "POST", path(told, 1, "/rewrite"), direction="simpler")
    rewriting = Rewriting.claim_next("r")
    assert rewriting
    owner.delete(path(told, 1))
    with pytest.raises(ClaimLost):
        rewrite(rewriting)
    assert not complete_rewriting(rewriting, "Simpler words.")
    assert texts(told) == [TEXTS[0], TEXTS[2]]


# Who may, and when


def every_act(client: Client, story: Story) -> list[Any]:
    return [
        send(client, "POST", f"/api/story/{story.pk}/scene", text="The end."),
        send(client, "PUT", path(story, 0, "/place"), to=1),
        send(client, "POST", path(story, 1, "/split"), keeps=1),
        send(client, "POST", path(story, 0, "/join")),
        client.delete(path(story, 0)),
    ]


def test_nobody_arranges_scenes_while_they_are_told(owner: Client, told: Story) -> None:
    Telling.objects.filter(story=told).update_unwatched(status="processing")
    for response in every_act(owner, told):
        assert (response.status_code, response.json()["code"]) == (409, "being_told")
    # A retry goes on after the scenes that it counts.
    Telling.objects.filter(story=told).update_unwatched(status="failed")
    for response in every_act(owner, told):
        assert (response.status_code, response.json()["code"]) == (409, "not_told")
    assert texts(told) == TEXTS


def test_a_pupil_arranges_no_scenes_that_a_teacher_published(
    owner: Client, told: Story, alice: User, edith: User
) -> None:
    told.offered_at = told.created_at
    told.save(update_fields={"offered_at"})
    publish(told, edith)
    for response in every_act(owner, told):
        assert (response.status_code, response.json()["code"]) == (409, "published")
    teacher = Client()
    teacher.force_login(edith)
    assert send(teacher, "PUT", path(told, 0, "/place"), to=1).status_code == 200


def test_strangers_and_viewers_arrange_nothing(
    client: Client, told: Story, charlie: User, edith: User
) -> None:
    for response in every_act(client, told):
        assert response.status_code == 401
    client.force_login(charlie)
    for response in every_act(client, told):
        assert response.status_code == 404
    Story.objects.filter(pk=told.pk).update_unwatched(published_at=told.created_at)
    for response in every_act(client, told):
        assert response.status_code == 403
    assert texts(told) == TEXTS


def test_a_teacher_who_looked_before_the_order_changed_does_not_publish(
    owner: Client, told: Story, edith: User
) -> None:
    told.offered_at = told.created_at
    told.save(update_fields={"offered_at"})
    seen = Topic.objects.get(pk=told.topic_id).rev
    send(owner, "PUT", path(told, 0, "/place"), to=2)
    teacher = Client()
    teacher.force_login(edith)
    teacher.post(f"/stories/{told.pk}/publish/", {"seen": seen, "anyway": 1})
    told.refresh_from_db()
    assert not told.is_published


def test_moving_a_scene_takes_no_more_queries_for_more_listeners(
    owner: Client, told: Story, alice: User
) -> None:
    def moves() -> int:
        with CaptureQueriesContext(connection) as asked:
            send(owner, "PUT", path(told, 0, "/place"), to=2)
        return len(asked)

    moves()
    save_bookmark(alice, told, 1, 0)
    few = moves()
    for number in range(5):
        save_bookmark(User.objects.create_user(f"listener{number}"), told, 1, 0)
    assert moves() == few
