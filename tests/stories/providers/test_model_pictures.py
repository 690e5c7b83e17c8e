"""What illustrators with a model make of every answer; `test_gemini_pictures` has what is Gemini's alone."""

from collections.abc import Callable
from typing import Any

import pytest

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.gates import ProviderGate
from stories.models import Illustration, ProviderCall, Story, Telling
from tests.openai_stand_in import OpenAIStandIn
from tests.scripted_http import Answer, Drop
from tests.stories.foxes import CAST, FOX, STYLE, story_json
from tests.stories.making import make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(alice: User, model: Any) -> Story:
    """A story whose three scenes are told; nothing is painted yet."""
    model.will(model.says.streamed(story_json()))
    story = make_story(alice)
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    return story


def paint_next() -> Illustration:
    row = Illustration.claim_next("p")
    assert row
    perform(row)
    row.refresh_from_db()
    return row


KEYLESS = "is not set up yet. Ask whoever runs this site to check its {} key;"
BUSY = "is busy at the moment; the picture is made by itself."
AWAY = "cannot be reached at the moment; the picture is made by itself."
SLOW = "took too long."
BLOCKED = "will not draw this scene: its safety filter stopped it."
CUT = "stopped in the middle of the picture."
BAD = "The picture did not turn out."
OUTCOMES: list[tuple[Callable[[Any], Answer], str, str, int, str]] = [
    (
        lambda s: s.failure(400, "API key not valid.", reason="API_KEY_INVALID"),
        "pending",
        "key",
        1,
        KEYLESS,
    ),
    (
        lambda s: s.failure(400),
        "failed",
        "not_taken",
        0,
        "could not take this scene. Change its text, then try again.",
    ),
    (lambda s: s.failure(401), "pending", "key", 1, KEYLESS),
    (lambda s: s.failure(403), "pending", "key", 1, KEYLESS),
    (lambda s: s.failure(404), "failed", "model", 0, "set up with a model that does not exist"),
    (lambda s: s.failure(429, retry="60s"), "pending", "rate_limited", 1, BUSY),
    (lambda s: s.failure(429, after="60"), "pending", "rate_limited", 1, BUSY),
    (lambda s: s.failure(500), "pending", "unavailable", 1, AWAY),
    (lambda s: s.failure(503), "pending", "unavailable", 1, AWAY),
    (lambda s: s.failure(504), "pending", "timeout", 0, SLOW),
    (lambda s: s.blocked(in_stream=False), "failed", "blocked", 0, BLOCKED),
    (lambda s: s.painted(finish="IMAGE_SAFETY"), "failed", "blocked", 0, BLOCKED),
    (lambda s: s.painted(finish="PROHIBITED_CONTENT"), "failed", "blocked", 0, BLOCKED),
    (lambda s: s.painted(), "pending", "no_picture", 0, "gave no picture."),
    (lambda s: s.painted(b"no picture at all"), "pending", "not_a_picture", 0, BAD),
    (lambda s: s.painted(s.square()[:-400]), "pending", "not_a_picture", 0, BAD),
    (lambda s: s.painted(s.square(form="GIF")), "pending", "not_a_picture", 0, BAD),
    (lambda s: s.painted(s.square(900, 600)), "pending", "wrong_size", 0, BAD),
    (lambda s: s.painted(s.square(128)), "pending", "wrong_size", 0, BAD),
    (lambda s: s.painted(s.square(5000)), "pending", "wrong_size", 0, BAD),
    (lambda s: s.painted(s.square(14_000)), "pending", "wrong_size", 0, BAD),
    (lambda s: s.painted(s.square(), before=[b"{", Drop()]), "pending", "cut", 0, CUT),
    (
        lambda s: Answer([b"<html>"]),
        "pending",
        "unreadable",
        0,
        "gave an answer that could not be used.",
    ),
]


@pytest.mark.parametrize(("answer", "status", "code", "given_back", "sentence"), OUTCOMES)
def test_each_answer_leaves_the_picture_in_the_right_state_with_the_right_sentence(
    story: Story, model: Any, answer: Callable[[Any], Answer], status: str, code: str, given_back: int,
    sentence: str,
) -> None:  # fmt: skip
    model.will_paint(answer(model.says))
    row = paint_next()
    assert (row.status, row.error_code, row.given_back) == (status, code, given_back)
    assert row.error.startswith(("The illustrator ", "The picture "))
    assert sentence.format(model.name) in row.error
    gates = ProviderGate.objects.filter(failures=1)
    assert [gate.name for gate in gates] == [f"{model.prefix.lower()}-pictures"] * bool(given_back)
    assert len(model.drawn) == 1


# Servers that speak OpenAI's API


@pytest.mark.parametrize("model", ["openai"], indirect=True)
def test_one_square_is_asked_for_in_the_pictures_own_words(
    story: Story, model: OpenAIStandIn
) -> None:
    row = paint_next()
    assert (row.status, row.alt) == ("completed", FOX[0][1])
    body = model.drawn[0].body
    assert (body["n"], body["size"], body["response_format"]) == (1, "1024x1024", "b64_json")
    for part in (FOX[0][1], STYLE, CAST[0]["look"]):
        assert part in body["prompt"]


@pytest.mark.parametrize("model", ["openai"], indirect=True)
def test_a_server_that_refuses_the_word_for_base64_is_asked_without_it(
    story: Story, model: OpenAIStandIn
) -> None:
    model.lacks = {"response_format"}
    assert paint_next().status == paint_next().status == "completed"
    assert len(model.drawn) == 3
    calls = ProviderCall.objects.filter(purpose="picture")
    assert sorted(calls.values_list("outcome", flat=True)) == ["answered", "answered", "not_taken"]


@pytest.mark.parametrize("model", ["openai"], indirect=True)
def test_an_address_instead_of_a_picture_is_not_followed(
    story: Story, model: OpenAIStandIn
) -> None:
    inside = f'{{"data": [{{"url": "{model.url}/v1/images/secret"}}]}}'
    model.will_paint(Answer([inside.encode()]))
    row = paint_next()
    assert (row.status, row.error_code) == ("pending", "no_picture")
    assert len(model.drawn) == 1
