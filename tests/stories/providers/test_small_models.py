"""Models that are too small or too slow: told in parts, with the cast carried over, in the time it takes."""

import json
import textwrap
import threading
from collections.abc import Callable
from typing import Any

import pytest

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.errors import Refused, WorkError
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.documents import Document
from stories.models import ProviderCall, Scene, Telling
from stories.providers.choice import text_provider
from stories.providers.generative.parts import halves, in_parts, size, words
from stories.providers.storyteller import TellingBrief, ToldScene
from tests.openai_stand_in import Asked, OpenAIStandIn
from tests.scripted_http import Answer, Drop, Pause
from tests.stories.foxes import CAST, document, story_json, tell, until_it_breaks
from tests.stories.making import make_story, pdf_file

Step = Callable[[], int]
PAGES = 12
LONG = [
    f"On page {n} the fox learns that {' '.join(['water', 'rises'] * 60)}." for n in range(1, 13)
]


def book() -> Document:
    return document(*LONG, title="A long book")


class Reader(OpenAIStandIn):
    """A model that tells a scene of each page it is sent, as real ones do."""

    def answer(self, asked: Asked) -> Answer:
        given = super().answer(asked)
        if given.status != 500:
            return given
        pages = [json.loads(line)["page"] for line in asked.texts if line.startswith('{"page"')]
        told = [(f"The fox reads page {n} of the book.", f"Page {n}.", [n]) for n in pages]
        answer: Answer = self.says.streamed(story_json(told, words=[]))
        return answer


@pytest.fixture
def reader(openai: OpenAIStandIn, settings: Any) -> Any:
    with Reader() as reader:
        settings.OPENAI_BASE_URL = reader.url
        yield reader


def pages_of(scenes: list[ToldScene]) -> list[int]:
    return [page for scene in scenes for page in scene.source_pages]


def told_next() -> Telling:
    """The telling that is due, after one attempt at it; nothing else is made."""
    row = Telling.claim_next("t")
    assert row
    perform(row)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("context", [1500, 2500, 6000])
def test_a_document_larger_than_the_model_is_told_in_parts_to_its_end(
    reader: Reader, context: int
) -> None:
    reader.context = context
    scenes = tell(of=book())
    assert pages_of(scenes) == list(range(1, PAGES + 1))
    assert [scene.index for scene in scenes] == list(range(PAGES))


def test_a_context_that_is_known_costs_no_refusal(reader: Reader, settings: Any) -> None:
    settings.OPENAI_CONTEXT_TOKENS, reader.context = 4096, 4096
    scenes = tell(of=book())
    assert pages_of(scenes) == list(range(1, PAGES + 1))
    assert all(asked.sent.startswith(b"data:") for asked in reader.asked)
    assert len(reader.asked) > 1


def test_each_part_is_told_with_the_cast_and_the_last_scenes_of_those_before(
    reader: Reader, settings: Any
) -> None:
    settings.OPENAI_CONTEXT_TOKENS = 3000
    tell(of=book())
    first, second, *_ = reader.asked
    assert "<told>" not in first.texts
    told = second.texts[second.texts.index("<told>") :]
    assert json.loads(told[1])["cast"] == CAST
    assert len(told) <= 3 + 3
    assert "one part of a longer one" in second.instruction
    assert "nobody new" in second.instruction


def test_the_number_of_scenes_that_is_wanted_is_shared_among_the_parts(
    reader: Reader, settings: Any
) -> None:
    settings.OPENAI_CONTEXT_TOKENS = 3000
    scenes = tell(TellingBrief(max_scenes=6), of=book())
    assert len(scenes) == 6
    assert max(pages_of(scenes)) > PAGES // 2


def test_a_server_that_hangs_up_instead_of_saying_that_it_is_too_much_is_asked_why(
    reader: Reader,
) -> None:
    reader.context, reader.hangs_up = 2500, True
    assert pages_of(tell(of=book())) == list(range(1, PAGES + 1))


def test_an_answer_that_ran_out_of_room_goes_on_with_another_call(openai: OpenAIStandIn) -> None:
    told = [(f"The fox reads page {n}.", f"Page {n}.", [n]) for n in range(1, PAGES + 1)]
    cut = story_json(told[:4], words=[])[:-2]
    openai.will(
        openai.says.streamed(f'{cut}, {{"narration": "The fo', finish="MAX_TOKENS"),
        openai.says.streamed(story_json(told[4:], words=[])),
    )
    assert pages_of(tell(of=book())) == list(range(1, PAGES + 1))
    again = [
        json.loads(line)["page"] for line in openai.asked[1].texts if line.startswith('{"page"')
    ]
    # The page of the last scene is sent again: it may not be told to its end.
    assert again == list(range(4, PAGES + 1))


def test_a_model_too_small_for_a_sentence_is_a_clear_failure(openai: OpenAIStandIn) -> None:
    openai.context = 10
    told, error = until_it_breaks()
    assert (told, type(error).__mro__[1], error.code) == ([], Refused, "not_taken")
    assert "Try a shorter or simpler one" in error.sentence


@pytest.mark.parametrize("most", [40, 300, 100_000])
def test_parts_have_every_word_of_the_document_in_its_order(most: int) -> None:
    parts = in_parts(book(), most)
    told = [word for part in parts for each in part.paragraphs for word in each.text.split()]
    assert told == " ".join(LONG).split()
    assert all(size(part) <= max(most, 60) + 10 for part in parts)
    assert {part.page_count for part in parts} == {PAGES}


def test_halves_are_about_as_long_as_each_other() -> None:
    for whole in (book(), document("word " * 5000), document("a b " * 2000, "c " * 100)):
        first, second = halves(whole)
        assert words(first) + words(second) == words(whole)
        assert 0.2 < words(first) / words(whole) < 0.8


@pytest.mark.django_db(transaction=True)
def test_a_telling_that_died_goes_on_from_the_page_that_it_had_reached(
    alice: User, reader: Reader, settings: Any
) -> None:
    settings.OPENAI_CONTEXT_TOKENS = 3000
    story = upload_story(
        alice, pdf_file([textwrap.wrap(text, 60) for text in LONG]), StoryOptions()
    )
    told = [(f"The fox reads page {n} of the book.", f"Page {n}.", [n]) for n in (1, 2, 3)]
    reader.will(reader.says.streamed(story_json(told, words=[]), before_end=[Drop()]))
    assert told_next().error_code == "cut"
    Telling.objects.filter(story=story).update_unwatched(due_at=story.created_at)
    assert told_next().status == "completed"
    sent = [json.loads(line)["page"] for line in reader.told[1].texts if line.startswith('{"page"')]
    assert min(sent) == 2
    texts = Scene.objects.filter(story=story).values_list("text", flat=True)
    assert set(texts) == {f"The fox reads page {n} of the book." for n in range(1, PAGES + 1)}


@pytest.mark.django_db(transaction=True)
def test_a_model_that_is_slow_to_begin_and_slow_to_write_keeps_its_claim(
    alice: User, openai: OpenAIStandIn, settings: Any, step_world: Step, speech: str
) -> None:
    settings.WORK_LEASE_SECONDS = 1
    text = story_json()
    third = len(text) // 3
    pieces = [text[:third], text[third : 2 * third], text[2 * third :]]
    steps: list[Any] = [Pause(1.6)]
    for piece in pieces:
        steps += [openai.says.event(openai.says.candidate(piece)), Pause(0.6)]
    steps += [openai.says.event(openai.says.candidate("", "STOP")), b"data: [DONE]\n\n"]
    openai.will(Answer(steps, content_type="text/event-stream"))
    story = make_story(alice)
    step_world()
    telling = Telling.objects.get(story=story)
    assert (telling.status, telling.attempts) == ("completed", 1)
    # This server did not say what it used, so it was counted here.
    call = ProviderCall.objects.get(purpose="story")
    assert call.outcome == "answered"
    assert call.tokens_in > 500
    assert call.tokens_out == len(pieces)


def test_a_telling_may_take_the_time_it_is_given_and_no_more(
    openai: OpenAIStandIn, settings: Any
) -> None:
    settings.OPENAI_TIMEOUT = 1
    hold = threading.Event()
    openai.will(openai.says.streamed(story_json(), hold=("One day the water", hold)))
    teller = text_provider().storyteller()
    teller.start(document(), TellingBrief())
    scenes = teller.tell(document(), TellingBrief())
    next(scenes)
    with pytest.raises(WorkError, match="took too long"):
        next(scenes)
