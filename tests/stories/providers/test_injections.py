"""Documents with orders for the model: none reaches it as an order, and of one that obeys nothing but a
story is taken."""

import json
import re
from dataclasses import asdict
from itertools import cycle, islice
from typing import Any

import pytest
from django.conf import settings as site

from edusmart.work.errors import WorkError
from stories.providers.choice import text_provider
from stories.providers.generative.plain_text import is_marked_up
from stories.providers.storyteller import StoryStart, TellingBrief, ToldScene
from tests.stories.foxes import document, story_json, tell
from tests.stories.injections import corpus, obeyed

CORPUS, OBEYED = corpus(), obeyed()
#: Letters of a streamed piece: how answers are cut is for other tests, and each piece costs time.
EVERY = 400
MARKS = ("<document>", "</document>", "<told>", "</told>")
BRIEF = TellingBrief(language="en")


def test_the_corpus_is_as_large_as_is_said() -> None:
    assert len(CORPUS) >= 60
    # PDFs differ by what they say and how; reading them all again would say no more.
    texts = [made for name, made in CORPUS.items() if "page" not in name]
    assert len({json.dumps(asdict(made()), default=str) for made in texts}) == len(texts)


@pytest.mark.parametrize("name", CORPUS)
def test_an_order_in_a_document_is_sent_as_data_and_with_it_no_secret(
    model: Any, settings: Any, name: str
) -> None:
    calm_answer = model.says.streamed(story_json(), every=EVERY)
    model.will(calm_answer, calm_answer)
    tell(BRIEF, of=document("All is well."))
    hostile = CORPUS[name]()
    tell(BRIEF, of=hostile)
    calm, attacked = model.asked
    # The rules are ours, word for word but for how many scenes there are to be.
    assert _plain(attacked.instruction) == _plain(calm.instruction)
    assert attacked.roles == ["user"]
    first, *data, last = attacked.texts
    assert (first, last) == MARKS[:2]
    for line in data:
        json.loads(line)
        assert not any(mark in line for mark in MARKS)
    assert not attacked.body.keys() & {"tools", "tool_choice", "toolConfig", "functions"}
    sent = json.dumps(attacked.body, ensure_ascii=False)
    for secret in (site.SECRET_KEY, model.key, str(site.VAR_DIR)):
        assert secret not in sent


def _plain(rules: str) -> str:
    return re.sub(r"(about \d+|one or two) scenes", "… scenes", rules)


@pytest.mark.parametrize("name", CORPUS)
def test_of_a_model_that_obeys_nothing_but_a_story_is_taken(model: Any, name: str) -> None:
    # Each document with two of the answers, so that all of them meet all kinds of documents.
    start = list(CORPUS).index(name)
    for key in islice(cycle(OBEYED), start, start + 2):
        answer = model.says.streamed(OBEYED[key], every=EVERY)
        model.will(answer, answer, answer)
        teller = text_provider().storyteller()
        found, scenes = None, list[ToldScene]()
        code = ""
        try:
            found = teller.start(CORPUS[name](), BRIEF)
            scenes.extend(teller.tell(CORPUS[name](), BRIEF))
        except WorkError as error:
            code = error.code
        assert code in ("", "unfit", "unreadable", "nothing"), key
        _assert_only_a_story(found, scenes)
        model._answers.clear()


def _assert_only_a_story(start: StoryStart | None, scenes: list[ToldScene]) -> None:
    """Plain words in the fields that there are: no markup, no address, nothing of what was said beside."""
    shown = [asdict(scene) for scene in scenes] + ([asdict(start)] if start else [])
    for text in _texts(shown):
        assert not is_marked_up(text), text
        assert not re.search(r"</?[a-z]|https?:|www\.|javascript:|\S@\S", text, re.IGNORECASE), text
    for scene in scenes:
        for word in ("tool_calls", "delete_all", "obeyed", "system prompt", "owner"):
            assert word not in " ".join(_texts(asdict(scene)))
        assert len(scene.text.split()) <= 300


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("key", OBEYED)
def test_each_way_of_obeying_ends_as_a_story_or_as_a_failure(model: Any, key: str) -> None:
    """So that the cases above are no empty ones: which is which."""
    answer = model.says.streamed(OBEYED[key])
    model.will(answer, answer)
    is_story = key in ("unknown fields", "markup in every field")
    try:
        told = tell(BRIEF)
    except WorkError:
        assert not is_story
    else:
        assert is_story
        assert told
