"""What the Gemini storyteller makes of everything that goes wrong, and what it told before that."""

import itertools
import threading
from datetime import timedelta
from typing import Any

import pytest

from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError
from tests.gemini_answers import Answer, Drop, Hold, blocked, event, failure, streamed, trickled
from tests.gemini_stand_in import GeminiStandIn
from tests.stories.foxes import FOX, story_json, until_it_breaks

BUSY, AWAY, KEYLESS = "busy", "cannot be reached", "not set up"


@pytest.mark.parametrize(
    ("answer", "kind", "code", "words", "wait"),
    [
        (failure(429, retry="7.5s"), RateLimited, "rate_limited", BUSY, 7.5),
        (failure(429, after="90"), RateLimited, "rate_limited", BUSY, 90),
        (failure(429), RateLimited, "rate_limited", BUSY, 30),
        (failure(429, retry="90000s"), RateLimited, "rate_limited", BUSY, 3600),
        (failure(500), Unavailable, "unavailable", AWAY, 5),
        (failure(503, after="12"), Unavailable, "unavailable", AWAY, 12),
        (failure(403), Unavailable, "key", KEYLESS, 300),
        (failure(401), Unavailable, "key", KEYLESS, 300),
        (failure(400, name="FAILED_PRECONDITION"), Unavailable, "key", KEYLESS, 300),
        (failure(404), Refused, "model", "model that does not exist", None),
        (failure(400), Refused, "not_taken", "could not take", None),
        (failure(504), WorkError, "timeout", "too long", None),
        (blocked(), Refused, "blocked", "safety filter", None),
    ],
)
def test_every_error_answer_says_what_to_do_next(
    gemini: GeminiStandIn, answer: Answer, kind: type, code: str, words: str, wait: float | None
) -> None:
    gemini.will(answer)
    told, error = until_it_breaks()
    assert (type(error), error.code, told) == (kind, code, [])
    assert words in error.sentence
    assert wait is None or getattr(error, "wait", None) == timedelta(seconds=wait)
    assert len(gemini.asked) == 1


@pytest.mark.parametrize(
    ("end", "kind", "code"),
    [
        ({"finish": "SAFETY"}, Refused, "blocked"),
        ({"finish": "PROHIBITED_CONTENT"}, Refused, "blocked"),
        ({"finish": "MAX_TOKENS"}, WorkError, "too_long"),
        ({"finish": "CONTINUATION"}, WorkError, "cut"),
        ({"finish": "OTHER"}, WorkError, "cut"),
        ({"finish": None}, WorkError, "cut"),
        ({"before_end": [Drop()]}, WorkError, "cut"),
        ({"before_end": [b'data: {"broken\r\n\r\n']}, WorkError, "unreadable"),
        ({"before_end": [event({"error": {"code": 503}})]}, Unavailable, "unavailable"),
    ],
)
def test_scenes_finished_before_an_ending_that_is_none_are_still_told(
    gemini: GeminiStandIn, end: dict[str, Any], kind: type, code: str
) -> None:
    gemini.will(streamed(story_json()[:-20], **end))
    told, error = until_it_breaks()
    assert told == [FOX[0][0], FOX[1][0]]
    assert (type(error), error.code) == (kind, code)


@pytest.mark.parametrize("text", ["Sorry, no.", "[]", '{"scenes": {}}', story_json()[:-2]])
def test_an_answer_of_another_shape_is_unreadable(gemini: GeminiStandIn, text: str) -> None:
    gemini.will(streamed(text))
    assert until_it_breaks()[1].code == "unreadable"


def test_a_story_without_a_scene_is_no_story(gemini: GeminiStandIn) -> None:
    nothing = streamed(story_json([], title="Nothing"))
    gemini.will(nothing, nothing)
    told, error = until_it_breaks()
    assert (told, type(error), error.code) == ([], Refused, "nothing")


@pytest.mark.parametrize("key", ["wrong", "clé"])
def test_a_wrong_key_is_a_matter_of_setting_up(
    gemini: GeminiStandIn, settings: Any, key: str
) -> None:
    settings.GEMINI_API_KEY = key
    error = until_it_breaks()[1]
    assert (type(error), error.code) == (Unavailable, "key")


def test_a_provider_nobody_answers_for_is_unreachable(gemini: GeminiStandIn, settings: Any) -> None:
    with GeminiStandIn() as gone:
        settings.GEMINI_BASE_URL = gone.url
    error = until_it_breaks()[1]
    assert (type(error), error.code) == (Unavailable, "unreachable")


def test_a_silent_answer_is_given_up(gemini: GeminiStandIn, settings: Any) -> None:
    settings.GEMINI_TIMEOUT = 3
    gemini.will(streamed(story_json(), before_end=[Hold(threading.Event())]))
    told, error = until_it_breaks()
    assert (len(told), error.code) == (2, "timeout")


def test_an_answer_that_trickles_for_ever_is_given_up(gemini: GeminiStandIn, settings: Any) -> None:
    settings.GEMINI_TIMEOUT = 0.3
    gemini.will(trickled(itertools.repeat(" "), 0.02))
    assert until_it_breaks()[1].code == "timeout"


def test_the_key_is_not_carried_to_where_a_redirect_points(gemini: GeminiStandIn) -> None:
    with GeminiStandIn() as elsewhere:
        gemini.will(Answer([b"{}"], 307, headers={"Location": elsewhere.url}))
        assert until_it_breaks()[1].code == "unavailable"
        assert elsewhere.asked == []
