"""What a story in its own words teaches: made with it, changed by teachers, solved by nobody in advance."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edusmart.accounts.models import User
from edusmart.live.state import frame_since
from edusmart.work.attempt import perform
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Scene, SceneAnswer, Story, Telling
from tests.pdfs import text_pdf
from tests.stories.making import bare_story, publish_unseen

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]
PAGES = [
    [
        "Mara lived by the river.",
        "Her red boat lay in the garden.",
        "The astronomer had three goats.",
    ],
    ["One morning Mara met Tobias in the forest.", "Tobias carried pears to the market."],
    ["They walked to the village together.", "In the kitchen a cat slept beside the stove."],
]
LESSON = {
    "words": [{"word": "Scene", "meaning": "a part of a story"}],
    "question": {"text": "Which scene is it?", "answers": ["The first", "The second"], "right": 0},
}


@pytest.fixture
def told(alice: User, step_world: Step) -> Story:
    file = SimpleUploadedFile("mara.pdf", text_pdf(PAGES), content_type="application/pdf")
    story = upload_story(alice, file, StoryOptions())
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    story.refresh_from_db()
    return story


@pytest.fixture
def taught(edith: User) -> Scene:
    """The first scene of a shared story, with words and a question."""
    story = bare_story(edith, scenes=2)
    scene = story.scenes.get(index=0)
    scene.words, scene.question = LESSON["words"], LESSON["question"]
    scene.save()
    publish_unseen(story, edith)
    return scene


@pytest.fixture
def teacher(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


@pytest.fixture
def child(charlie: User) -> Client:
    client = Client()
    client.force_login(charlie)
    return client


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = json.dumps(body) if body is not None else None
    return client.generic(method, url, sent or "", content_type="application/json")


def at(scene: Scene, end: str = "lesson") -> str:
    return f"/api/story/{scene.story_id}/scene/{scene.index}/{end}"


def test_a_word_that_names_a_thing_has_its_picture_in_the_row(taught: Scene) -> None:
    taught.words = [{"word": "kettle", "meaning": "m"}, {"word": "Scene", "meaning": "m"}]
    taught.save()
    rows = frame_since(taught.story.topic, 0, "editor")["rows"]
    words = next(row["words"] for row in rows if row["kind"] == "scene" and row["id"] == taught.pk)
    assert [it.get("picture") for it in words] == ["/things/kettle.webp", None]


def test_a_story_in_the_document_s_own_words_teaches_words_and_asks_questions(told: Story) -> None:
    scenes = list(told.scenes.all())
    assert told.shows_lessons
    assert any(scene.question for scene in scenes)
    assert any(word["word"] == "astronomer" for scene in scenes for word in scene.words)
    for scene in scenes:
        if scene.question:
            assert 0 <= scene.question["right"] < len(scene.question["answers"])


def test_the_solution_is_in_no_row_page_or_response_before_the_answer(
    told: Story, alice: User
) -> None:
    owner = Client()
    owner.force_login(alice)
    sent = [
        owner.get(f"/stories/{told.pk}/").content.decode(),
        owner.get(f"/story/{told.pk}/edit/").content.decode(),
        owner.get(f"/api/story/{told.pk}/status").content.decode(),
        json.dumps(frame_since(told.topic, 0, "editor"), default=str),
    ]
    asked = next(scene.question["text"] for scene in told.scenes.all() if scene.question)
    assert json.dumps(asked)[1:-1] in sent[2]
    assert not any('"right"' in text for text in sent)


def test_without_the_setting_lessons_are_made_and_not_shown(
    settings: Any, alice: User, step_world: Step, request: pytest.FixtureRequest
) -> None:
    settings.LESSONS_FROM_TEXT = False
    story = request.getfixturevalue("told")
    assert not story.shows_lessons
    assert any(scene.question for scene in story.scenes.all())
    rows = frame_since(story.topic, 0, "editor")["rows"]
    assert not any(row["question"] or row["words"] for row in rows if row["kind"] == "scene")


def test_a_teacher_hides_the_lessons_of_a_story_and_shows_them_again(
    teacher: Client, child: Client, taught: Scene
) -> None:
    url = f"/api/story/{taught.story_id}/lessons"
    topic = taught.topic
    before = frame_since(topic, 0, "viewer")
    assert send(teacher, "PUT", url, {"shown": False}).json() == {"shown": False}
    topic.refresh_from_db()
    changed = frame_since(topic, before["rev"], "viewer")["rows"]
    assert {row["kind"] for row in changed} == {"story", "scene"}, "watchers hear of it"
    scene = child.get(f"/api/story/{taught.story_id}/scene/0").json()
    assert (scene["question"], scene["words_to_learn"]) == (None, [])
    assert send(child, "POST", at(taught, "answer"), {"choice": 0}).status_code == 404
    assert teacher.get(at(taught)).json()["question"] == LESSON["question"], "kept"
    assert teacher.get(f"/api/story/{taught.story_id}/answers").json() == [], "nobody was asked"
    assert send(teacher, "PUT", url, {"shown": True}).status_code == 200
    assert child.get(f"/api/story/{taught.story_id}/scene/0").json()["question"]
    assert send(child, "POST", at(taught, "answer"), {"choice": 0}).json()["right"]
    send(teacher, "PUT", url, {"shown": False})
    (kept,) = teacher.get(f"/api/story/{taught.story_id}/answers").json()
    assert [it["user"] for it in kept["given"]] == ["charlie"]


def test_a_teacher_changes_words_and_question_and_the_class_is_asked_anew(
    teacher: Client, child: Client, taught: Scene
) -> None:
    assert send(child, "POST", at(taught, "answer"), {"choice": 1}).status_code == 200
    question = {"text": " What\u0007 is  it?", "answers": ["A fox", "A heron", "A dog"], "right": 1}
    edit = {"words": [], "question": question, "seen": "Which scene is it?"}
    response = send(teacher, "PUT", at(taught), edit)
    assert response.status_code == 200
    assert response.json()["question"]["text"] == "What is it?"
    shown = child.get(f"/api/story/{taught.story_id}/scene/0").json()
    assert shown["words_to_learn"] == []
    assert shown["question"] == {
        "text": "What is it?",
        "answers": ["A fox", "A heron", "A dog"],
        "pictures": ["/things/fox.webp", "/things/heron.webp", "/things/dog.webp"],
    }
    assert send(child, "POST", at(taught, "answer"), {"choice": 1}).json()["right"]
    assert SceneAnswer.objects.filter(scene=taught).count() == 2
    gone = send(teacher, "PUT", at(taught), {"words": [], "question": None, "seen": "What is it?"})
    assert gone.json() == {"words": [], "question": None, "held": False}


def test_two_teachers_do_not_overwrite_each_other(teacher: Client, taught: Scene) -> None:
    edit = {**LESSON, "seen": "Another question?"}
    assert send(teacher, "PUT", at(taught), edit).status_code == 409
    taught.refresh_from_db()
    assert taught.question == LESSON["question"]
    edit = {**LESSON, "seen": LESSON["question"]["text"], "seen_words": []}  # type: ignore[index]
    assert send(teacher, "PUT", at(taught), edit).status_code == 409
    edit["seen_words"] = taught.words
    assert send(teacher, "PUT", at(taught), edit).status_code == 200


def question(**changed: Any) -> dict[str, Any]:
    return {**LESSON, "question": {**LESSON["question"], **changed}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (question(text=" "), "Write the question"),
        (question(answers=["One", " "]), "each of its answers"),
        (question(answers=["One"], right=0), "two to four"),
        (question(answers=["One", "one"]), "each another one"),
        (question(right=2), "right answer"),
        (question(right=-1), "right answer"),
        (question(text="x" * 301), "at most 300"),
        ({**LESSON, "words": [{"word": "Heron", "meaning": "a bird"}]}, "that the scene says"),
        ({**LESSON, "words": [{"word": "Scene", "meaning": ""}]}, "its meaning"),
        ({**LESSON, "words": [{"word": " ", "meaning": "x"}]}, "Write the word"),
        ({**LESSON, "words": [{"word": "Scene", "meaning": "x" * 241}]}, "a meaning 240"),
        ({**LESSON, "words": [{"word": "Scene", "meaning": "x"}] * 7}, "at most 6"),
    ],
)
def test_a_lesson_that_cannot_be_used_is_refused_with_a_sentence(
    teacher: Client, taught: Scene, edit: dict[str, Any], says: str
) -> None:
    response = send(teacher, "PUT", at(taught), {**edit, "seen": "Which scene is it?"})
    assert response.status_code == 400
    assert says in response.json()["detail"]
    taught.refresh_from_db()
    assert taught.question == LESSON["question"]


def test_another_question_of_the_text_takes_the_place_of_one_that_does_not_please(
    told: Story, edith: User, alice: User, teacher: Client
) -> None:
    Story.objects.filter(pk=told.pk).update_unwatched(owner=edith)
    scene = next(it for it in told.scenes.all() if it.question)
    seen = [scene.question["text"]]
    while (response := send(teacher, "POST", at(scene, "lesson/another"))).status_code == 200:
        text = response.json()["question"]["text"]
        if text in seen:
            break
        seen.append(text)
    assert len(seen) > 1


def test_a_text_that_gives_no_other_question_says_so(teacher: Client, taught: Scene) -> None:
    response = send(teacher, "POST", at(taught, "lesson/another"))
    assert (response.status_code, response.json()["code"]) == (409, "no_other_question")
    taught.refresh_from_db()
    assert taught.question == LESSON["question"]


def test_a_word_whose_sentence_is_edited_away_is_no_longer_taught(
    told: Story, edith: User, teacher: Client
) -> None:
    Story.objects.filter(pk=told.pk).update_unwatched(owner=edith)
    scene = next(it for it in told.scenes.all() if it.words)
    word = scene.words[0]["word"]
    url = f"/api/story/{told.pk}/scene/{scene.index}"
    assert send(teacher, "PATCH", url, {"text": scene.text + " So it went."}).status_code == 200
    scene.refresh_from_db()
    assert scene.words
    assert send(teacher, "PATCH", url, {"text": f"Nobody knew the {word}."}).status_code == 200
    scene.refresh_from_db()
    assert not scene.words


def test_strangers_and_pupils_neither_see_nor_change_a_lesson(
    child: Client, taught: Scene, alice: User
) -> None:
    calls = [
        ("GET", at(taught), None),
        ("PUT", at(taught), {**LESSON, "seen": ""}),
        ("POST", at(taught, "lesson/another"), None),
        ("PUT", f"/api/story/{taught.story_id}/lessons", {"shown": False}),
    ]
    for method, url, body in calls:
        assert send(Client(), method, url, body).status_code == 401
        assert send(child, method, url, body).status_code == 403, "a viewer is no editor"
    own = bare_story(alice, scenes=1).scenes.get()
    pupil = Client()
    pupil.force_login(alice)
    for method, url, body in [("GET", at(own), None), ("PUT", at(own), {**LESSON, "seen": ""})]:
        assert send(child, method, url, body).status_code == 404, "a stranger"
        assert send(pupil, method, url, body).status_code == 403, "solutions are for teachers"
    assert (
        send(pupil, "PUT", f"/api/story/{own.story_id}/lessons", {"shown": False}).status_code
        == 200
    )


def test_a_scene_without_any_gets_words_and_a_question_of_the_teachers_own(
    teacher: Client, edith: User, child: Client
) -> None:
    story = bare_story(edith, scenes=1)
    added = teacher.post(
        f"/api/story/{story.pk}/scene", {"text": "The owl slept."}, "application/json"
    )
    assert added.status_code == 201
    url = f"/api/story/{story.pk}/scene/1"
    assert teacher.get(f"{url}/lesson").json() == {"words": [], "question": None, "held": False}
    own = {
        "words": [{"word": "owl", "meaning": "a bird of the night"}],
        "question": {"text": "Who slept?", "answers": ["The fox", "The owl"], "right": 1},
    }
    assert teacher.put(f"{url}/lesson", own, "application/json").status_code == 200
    publish_unseen(story, edith)
    shown = child.get(url).json()
    assert shown["words_to_learn"] == own["words"]
    assert shown["question"]["answers"] == ["The fox", "The owl"]
    assert shown["question"]["pictures"] == ["/things/fox.webp", "/things/owl.webp"]
    answered = child.post(f"{url}/answer", {"choice": 1}, "application/json").json()
    assert answered == {"right": True, "right_choice": 1}
