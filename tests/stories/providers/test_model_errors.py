"""What storytellers with a model make of everything that goes wrong, and what they told before that."""

import gzip
import itertools
import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from edusmart.accounts.models import User
from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError
from stories.models import ProviderCall
from stories.providers.metering import MOST_SAID, charged_to_person
from tests.gemini_stand_in import GeminiStandIn
from tests.openai_stand_in import OpenAIStandIn
from tests.scripted_http import Answer, Drop, Hold
from tests.stories.foxes import FOX, story_json, tell, until_it_breaks

Answering = Callable[[Any], Answer]
BUSY, AWAY, KEYLESS = "busy", "cannot be reached", "not set up"


def kind_of(error: WorkError) -> type:
    """What the work makes of it."""
    return next(
        each for each in (RateLimited, Refused, Unavailable, WorkError) if isinstance(error, each)
    )


@pytest.mark.parametrize(
    ("answer", "kind", "code", "words", "wait"),
    [
        (lambda s: s.failure(429, retry="7.5s"), RateLimited, "rate_limited", BUSY, 7.5),
        (lambda s: s.failure(429, after="90"), RateLimited, "rate_limited", BUSY, 90),
        (lambda s: s.failure(429), RateLimited, "rate_limited", BUSY, 30),
        (lambda s: s.failure(429, retry="90000s"), RateLimited, "rate_limited", BUSY, 3600),
        (lambda s: s.failure(500), Unavailable, "unavailable", AWAY, 5),
        (lambda s: s.failure(503, after="12"), Unavailable, "unavailable", AWAY, 12),
        (lambda s: s.failure(403), Unavailable, "key", KEYLESS, 300),
        (lambda s: s.failure(401), Unavailable, "key", KEYLESS, 300),
        (lambda s: s.failure(402), Unavailable, "key", KEYLESS, 300),
        (lambda s: s.failure(404), Refused, "model", "model that does not exist", None),
        (lambda s: s.failure(400), Refused, "not_taken", "could not take", None),
        (lambda s: s.failure(504), WorkError, "timeout", "too long", None),
        (lambda s: s.blocked(), Refused, "blocked", "safety filter", None),
    ],
)
def test_every_error_answer_says_what_to_do_next(
    model: Any, answer: Answering, kind: type, code: str, words: str, wait: float | None
) -> None:
    model.will(answer(model.says))
    told, error = until_it_breaks()
    assert (kind_of(error), error.code, told) == (kind, code, [])
    assert words in error.sentence
    assert wait is None or getattr(error, "wait", None) == timedelta(seconds=wait)
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("end", "kind", "code"),
    [
        ({"finish": "SAFETY"}, Refused, "blocked"),
        ({"finish": "PROHIBITED_CONTENT"}, Refused, "blocked"),
        ({"finish": "CONTINUATION"}, WorkError, "cut"),
        ({"finish": "OTHER"}, WorkError, "cut"),
        ({"finish": None}, WorkError, "cut"),
        ({"before_end": [Drop()]}, WorkError, "cut"),
        (
            {"before_end": [b'data: {"error": {"code": 503}}\r\n\r\n']},
            Unavailable,
            "unavailable",
        ),
    ],
)
def test_scenes_finished_before_an_ending_that_is_none_are_still_told(
    model: Any, end: dict[str, Any], kind: type, code: str
) -> None:
    model.will(model.says.streamed(story_json()[:-20], **end))
    told, error = until_it_breaks()
    assert told == [FOX[0][0], FOX[1][0]]
    assert (type(error), error.code) == (kind, code)


@pytest.mark.parametrize("text", ["Sorry, no.", "[]", '{"scenes": {}}', story_json()[:-2]])
def test_an_answer_of_another_shape_is_unreadable(model: Any, text: str) -> None:
    answer = model.says.streamed(text)
    model.will(answer, answer)
    assert until_it_breaks()[1].code == "unreadable"


def test_a_story_without_a_scene_is_no_story(model: Any) -> None:
    nothing = model.says.streamed(story_json([], title="Nothing"))
    model.will(nothing, nothing)
    told, error = until_it_breaks()
    assert (told, type(error), error.code) == ([], Refused, "nothing")


@pytest.mark.parametrize("key", ["wrong", "clé"])
def test_a_wrong_key_is_a_matter_of_setting_up(model: Any, settings: Any, key: str) -> None:
    setattr(settings, f"{model.prefix}_API_KEY", key)
    error = until_it_breaks()[1]
    assert (type(error), error.code) == (Unavailable, "key")


def test_a_provider_nobody_answers_for_is_unreachable(model: Any, settings: Any) -> None:
    with GeminiStandIn() as gone:
        setattr(settings, f"{model.prefix}_BASE_URL", gone.url)
    error = until_it_breaks()[1]
    assert (type(error), error.code) == (Unavailable, "unreachable")


def test_a_packed_answer_is_not_unpacked(model: Any) -> None:
    whole = b"".join(model.says.streamed(story_json()).steps)
    packed = {"Content-Encoding": "gzip"}
    model.will(Answer([gzip.compress(whole)], content_type="text/event-stream", headers=packed))
    told, error = until_it_breaks()
    assert (told, error.code) == ([], "cut")
    assert model.asked[0].headers["accept-encoding"] == "identity"


def test_a_status_of_any_length_is_none(openai: Any) -> None:
    odd = b'data: {"error": {"code": "%s"}}\n\n' % (b"5" * 5000)
    openai.will(openai.says.streamed(story_json(), before_end=[odd]))
    assert until_it_breaks()[1].code == "unavailable"


@pytest.mark.django_db
def test_more_than_any_call_uses_is_written_down_as_far_as_the_books_reach(
    openai: Any, alice: User
) -> None:
    much = {"prompt_tokens": 10**30, "completion_tokens": -5, "total_tokens": 1}
    said = openai.says.event({"choices": [], "usage": much})
    openai.will(openai.says.streamed(story_json(), before_end=[said]))
    with charged_to_person(alice.pk, "trial"):
        assert len(tell()) == len(FOX)
    call = ProviderCall.objects.get()
    assert (call.tokens_in, call.outcome) == (MOST_SAID, "answered")
    assert call.tokens_out >= 0


def test_a_silent_answer_is_given_up(model: Any, settings: Any) -> None:
    setattr(settings, f"{model.prefix}_TIMEOUT", 3)
    model.will(model.says.streamed(story_json(), before_end=[Hold(threading.Event())]))
    told, error = until_it_breaks()
    assert (len(told), error.code) == (2, "timeout")


def test_an_answer_that_trickles_for_ever_is_given_up(model: Any, settings: Any) -> None:
    setattr(settings, f"{model.prefix}_TIMEOUT", 0.3)
    model.will(model.says.trickled(itertools.repeat(" "), 0.02))
    assert until_it_breaks()[1].code == "timeout"


def test_the_key_is_not_carried_to_where_a_redirect_points(model: Any) -> None:
    with GeminiStandIn() as elsewhere:
        model.will(Answer([b"{}"], 307, headers={"Location": elsewhere.url}))
        assert until_it_breaks()[1].code == "unavailable"
        assert elsewhere.asked == []


# Gemini alone


def test_a_country_that_is_not_served_is_a_matter_of_setting_up(gemini: GeminiStandIn) -> None:
    gemini.will(gemini.says.failure(400, name="FAILED_PRECONDITION"))
    assert until_it_breaks()[1].code == "key"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ({"finish": "MAX_TOKENS"}, "too_long"),
        ({"before_end": [b'data: {"broken\r\n\r\n']}, "unreadable"),
    ],
)
def test_what_geminis_answer_ended_with_costs_an_attempt(
    gemini: GeminiStandIn, end: dict[str, Any], code: str
) -> None:
    gemini.will(gemini.says.streamed(story_json()[:-20], **end))
    told, error = until_it_breaks()
    assert (told, error.code) == ([FOX[0][0], FOX[1][0]], code)


# Servers that speak OpenAI's API


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (lambda s: s.page(), WorkError, "unreadable"),
        (lambda s: s.page(502), Unavailable, "unavailable"),
        (lambda s: s.page(404), Refused, "model"),
        (lambda s: Answer([b"{}"]), WorkError, "unreadable"),
        (lambda s: Answer([b"[1]"]), WorkError, "unreadable"),
        (lambda s: s.whole("", refusal="I cannot help with that."), Refused, "blocked"),
        (lambda s: s.failure(429, name="insufficient_quota"), Unavailable, "key"),
        (lambda s: s.failure(400, "You sent no API key."), Unavailable, "key"),
        (lambda s: s.failure(413), Refused, "not_taken"),
        (lambda s: s.failure(503, "Loading model"), Unavailable, "unavailable"),
        (lambda s: s.failure(500, "the input exceeds the context size"), Refused, "not_taken"),
    ],
)
def test_what_servers_say_besides_is_understood(
    openai: OpenAIStandIn, answer: Answering, kind: type, code: str
) -> None:
    said = answer(openai.says)
    openai.will(*[said] * 20)
    told, error = until_it_breaks()
    assert (kind_of(error), error.code, told) == (kind, code, [])


def test_a_refusal_in_the_stream_is_a_block(openai: OpenAIStandIn) -> None:
    choice = {"index": 0, "delta": {"refusal": "No."}, "finish_reason": None}
    openai.will(
        Answer([openai.says.event({"choices": [choice]})], content_type="text/event-stream")
    )
    assert until_it_breaks()[1].code == "blocked"


def test_a_server_that_ignores_that_a_stream_was_asked_for_tells_all_the_same(
    openai: OpenAIStandIn,
) -> None:
    openai.will(openai.says.whole(story_json()))
    assert [scene.text for scene in tell()] == [text for text, _, _ in FOX]


@pytest.mark.parametrize(
    "dressed",
    [
        "Sure! Here is the story:\n```json\n{}\n```\nI hope {you} like it.",
        '<think>Should {a} fox be "red"? Maybe {</think>{}',
        "\n\n{}",
    ],
)
@pytest.mark.parametrize("every", [1, 3, 400])
def test_what_a_model_writes_around_the_story_is_not_told(
    openai: OpenAIStandIn, dressed: str, every: int
) -> None:
    openai.will(openai.says.streamed(dressed.replace("{}", story_json(FOX)), every=every))
    assert [scene.text for scene in tell()] == [text for text, _, _ in FOX]


def test_a_story_that_is_no_json_is_asked_for_once_more_after_what_was_told(
    openai: OpenAIStandIn,
) -> None:
    spoilt = story_json().replace('"One day', "One day", 1)
    openai.will(openai.says.streamed(spoilt, every=7), openai.says.streamed(story_json(FOX[1:])))
    assert [scene.text for scene in tell()] == [text for text, _, _ in FOX]
    assert "not one whole JSON object" in openai.asked[1].instruction
    assert json.dumps({"scene": FOX[0][0]}) in openai.asked[1].texts


@pytest.mark.parametrize(
    ("lacks", "refused", "is_described"),
    [
        ("json_schema", 1, False), ("schema", 2, True), ("response_format", 3, True),
        ("stream_options", 1, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_is_asked_for_no_more_than_it_understands(
    openai: OpenAIStandIn, lacks: str, refused: int, is_described: bool, status: int
) -> None:
    openai.refuses_with = status
    openai.lacks = {lacks}
    openai.will(openai.says.streamed(story_json()), openai.says.streamed(story_json()))
    for _ in range(2):
        assert len(tell()) == len(FOX)
    first, *_, last = openai.asked
    assert f'"{lacks}"' in json.dumps(first.body)
    assert f'"{lacks}"' not in json.dumps(last.body)
    assert ("Respond with one JSON object" in last.instruction) == is_described
    # What was learned once is not tried again.
    assert len(openai.asked) == refused + 2


def test_most_tokens_are_asked_for_by_the_name_that_the_server_knows(
    openai: OpenAIStandIn, settings: Any
) -> None:
    settings.OPENAI_MAX_OUTPUT_TOKENS = 9000
    openai.lacks = {"max_tokens"}
    openai.will(openai.says.streamed(story_json()))
    tell()
    assert openai.asked[0].body["max_tokens"] == 9000
    assert openai.asked[1].body["max_completion_tokens"] == 9000


@pytest.mark.parametrize(
    ("given", "path"), [("{}", "/v1/"), ("{}/", "/v1/"), ("{}/v1", "/v1/"), ("{}/v1/", "/v1/")]
)
def test_an_address_is_used_as_it_is_given_with_or_without_its_version(
    openai: OpenAIStandIn, settings: Any, given: str, path: str
) -> None:
    settings.OPENAI_BASE_URL = given.format(openai.url)
    openai.will(openai.says.streamed(story_json()))
    assert len(tell()) == len(FOX)
    assert openai.asked[0].path.startswith(path)


def test_a_server_that_wants_no_key_is_asked_without_one(
    openai: OpenAIStandIn, settings: Any
) -> None:
    settings.OPENAI_API_KEY, openai.key = "", "none"
    openai.will(openai.says.streamed(story_json()))
    assert len(tell()) == len(FOX)
