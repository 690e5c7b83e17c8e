"""What a told story says that its document does not is found, named, shown, and mended once."""

import json
from typing import Any

import pytest

from bench.faithfulness.__main__ import Verdict, verdicts
from edusmart.accounts.models import User
from edusmart.live.state import frame_since
from edusmart.work.attempt import perform
from stories.actions.scenes.editing import edit_scene
from stories.faithfulness.numbers import numbers
from stories.faithfulness.source import Source
from stories.faithfulness.trace import trace
from stories.models import Scene, Story, Telling
from stories.reading.records import Paragraph
from tests.gemini_answers import failure, streamed, whole
from tests.gemini_stand_in import GeminiStandIn
from tests.growth import grows_evenly
from tests.scripted_http import Answer
from tests.stories.foxes import story_json
from tests.stories.making import make_story

FAITHFUL = "At the river the fox met a heron. It stood on one leg."
INVENTED = "At the river the fox met a heron. A crocodile bit her tail."
MENDED = "At the river the fox met a heron. The heron looked very wise."
DOCUMENT = [
    Paragraph("The fox woke up early. She ran down the hill.", False, 1),
    Paragraph("At the river she met a heron. It stood on one leg and looked wise.", False, 2),
]


@pytest.fixture(scope="module")
def judged() -> list[Verdict]:
    return list(verdicts())


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_nine_of_ten_inventions_are_found_and_hardly_a_faithful_sentence_is_taken_for_one(
    judged: list[Verdict], language: str
) -> None:
    mine = [it for it in judged if it.case.language == language]
    planted = [bool(it.missing) for it in mine if it.invention]
    faithful = [bool(it.missing) for it in mine if not it.invention]
    assert len(planted) > 20
    assert sum(planted) >= 0.9 * len(planted)
    assert sum(faithful) <= 0.1 * len(faithful)


def test_a_told_sentence_is_beside_the_lines_it_comes_from() -> None:
    told = trace(f"{FAITHFUL}\n\nThe fox got up early.", Source.of(DOCUMENT, "en"))
    assert [[line.page for line in it.lines] for it in told] == [[2], [2], [1]]
    assert told[0].lines[0].text == "At the river she met a heron."
    assert not any(it.missing for it in told)


def test_numbers_in_figures_and_in_words_are_the_same_and_ranks_are_others() -> None:
    assert numbers("two hundred bees, 1,200 birds, the third door", "en").keys() == {
        "200",
        "1200",
        "3.",
    }
    assert numbers("ثَلَاثَةُ أيام و ٤٠ ليلة", "ar").keys() == {"3", "40"}
    assert numbers("diecisiete años", "es").keys() == numbers("17 ans", "fr").keys()


def test_what_a_document_and_its_story_cost_grows_with_their_length() -> None:
    def said(days: int) -> list[Paragraph]:
        return [
            Paragraph(f"{it.text} It was day {day}.", False, day)
            for day in range(days)
            for it in DOCUMENT
        ]

    def check(paragraphs: list[Paragraph]) -> None:
        days = len(paragraphs) // len(DOCUMENT)
        trace(" ".join([FAITHFUL, INVENTED] * days), Source.of(paragraphs, "en"))

    assert grows_evenly(check, said, 100)


def says(text: str) -> Answer:
    return whole(json.dumps({"text": text}))


def tell(owner: User, gemini: GeminiStandIn, text: str, *mended: Answer) -> Scene:
    gemini.will(streamed(story_json([(text, "A fox.", [1])])), *mended)
    make_story(owner, grade=4, scenes=1)
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    telling.refresh_from_db()
    assert telling.status == "completed"
    return Scene.objects.get()


def mendings(gemini: GeminiStandIn) -> list[Any]:
    return [asked for asked in gemini.asked if "You correct one scene" in asked.instruction]


@pytest.mark.django_db(transaction=True)
def test_the_model_is_asked_once_to_mend_a_scene_and_what_it_mends_is_kept(
    alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.MEND_INVENTIONS = True
    scene = tell(alice, gemini, INVENTED, says(MENDED))
    assert scene.text == MENDED
    assert not any(it["missing"] for it in scene.traced)
    (asked,) = mendings(gemini)
    sent = json.loads(asked.texts[1])
    assert sent["scene"] == INVENTED
    assert "crocodile" in sent["unsupported"]
    assert "At the river she met a heron." in sent["source"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "answer", [says(INVENTED + " Then it rained."), says("A fox."), failure(500), whole("{")]
)
def test_what_was_not_mended_is_told_and_shown_to_its_editors(
    alice: User, gemini: GeminiStandIn, settings: Any, answer: Answer
) -> None:
    settings.MEND_INVENTIONS = True
    scene = tell(alice, gemini, INVENTED, answer)
    assert scene.text == INVENTED
    assert len(mendings(gemini)) == 1
    assert scene.traced[0]["missing"] == []
    assert "crocodile" in scene.traced[1]["missing"]


@pytest.mark.django_db(transaction=True)
def test_a_faithful_scene_costs_no_call_and_neither_does_one_where_it_is_switched_off(
    alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.MEND_INVENTIONS = True
    scene = tell(alice, gemini, FAITHFUL)
    assert (scene.text, mendings(gemini)) == (FAITHFUL, [])
    Story.objects.all().delete()
    settings.MEND_INVENTIONS = False
    assert tell(alice, gemini, INVENTED).text == INVENTED
    assert mendings(gemini) == []


@pytest.mark.django_db(transaction=True)
def test_traces_are_for_editors_and_go_with_the_words_they_are_about(
    edith: User, gemini: GeminiStandIn
) -> None:
    scene = tell(edith, gemini, INVENTED)
    story = scene.story

    def row(audience: Any) -> Any:
        rows = frame_since(story.topic, 0, audience)["rows"]
        return next(it for it in rows if it["kind"] == "scene")

    assert "traced" not in row("viewer")
    assert len(row("editor")["traced"]) == 2
    edit_scene(scene, edith, text="My own words.")
    assert row("editor")["traced"] == []


@pytest.mark.django_db(transaction=True)
def test_the_document_s_own_words_need_no_trace(alice: User) -> None:
    make_story(alice)
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    assert {tuple(scene.traced) for scene in Scene.objects.all()} == {()}
