"""Asks the API what its document says of one operation, and keeps what was not answered as it says.

Imported by the one test that asks: what makes the requests takes a second to import, in each process.
"""

from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from stories.providers.storyteller import LONGEST_SCENE_WORDS

EXAMPLES = 6  # of each operation, person and seed, half of them about rows that exist
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
]


def _says_no_word_or_too_many(case: Case[Any]) -> bool:
    body: Any = case.body
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return False
    return not any(it.isalnum() for it in text) or len(text.split()) > LONGEST_SCENE_WORDS


def _names_an_item_twice(case: Case[Any]) -> bool:
    body: Any = case.body
    items = body.get("items", []) if isinstance(body, dict) else []
    if not isinstance(items, list):
        return False
    ids = [item["id"] for item in items if isinstance(item, dict) and item.get("id")]
    return any(ids.count(one) > 1 for one in ids)


def _names_an_hour_or_a_voice(case: Case[Any]) -> bool:
    """Return whether it does: an hour may be more than a year ahead, which moves on each day."""
    body: Any = case.body
    return isinstance(body, dict) and (body.get("at") is not None or bool(body.get("voice_id")))


def _always(case: Case[Any]) -> bool:
    return True


def _never(case: Case[Any]) -> bool:
    return False


#: What no schema can say, by operation: of these requests alone it is not asked that they are accepted.
NOT_SAID: dict[str, Callable[[Case[Any]], bool]] = {
    "PATCH /api/story/{story_id}/scene/{index}": _says_no_word_or_too_many,
    "POST /api/story/{story_id}/scene": _says_no_word_or_too_many,
    "PUT /api/story/{story_id}/scene/{index}/translation/{language}": _says_no_word_or_too_many,
    "POST /api/brief": _names_an_item_twice,
    "PUT /api/brief/{brief_id}": _names_an_item_twice,
    "POST /api/brief/{brief_id}/publish": _names_an_hour_or_a_voice,
    # Which bytes are a PDF or a picture, which words a scene says, and which voices there are today.
    "POST /api/upload": _always,
    "POST /api/upload/look": _always,
    "POST /api/story/{story_id}/scene/{index}/picture": _always,
    "PUT /api/story/{story_id}/scene/{index}/lesson": _always,
    "POST /api/brief/{brief_id}/audio/generate": _always,
}


def operations_of(document: dict[str, Any]) -> list[Any]:
    """Return every operation that the document has."""
    return [told.ok() for told in schemathesis.openapi.from_dict(document).get_all_operations()]  # type: ignore[union-attr]


def cases(operation: Any, rows: dict[str, Any]) -> st.SearchStrategy[Case[Any]]:
    """Requests that fit the document, about rows that exist and about any; and requests that do not fit."""
    known = {name: rows[name] for name in rows if f"{{{name}}}" in operation.path}
    strategies = [operation.as_strategy()]
    if known:
        strategies.append(operation.as_strategy(path_parameters=known))
    # The web server itself answers a form without parts, with a bare 400.
    form = any(body.media_type.startswith("multipart/") for body in operation.body)
    if not form and (operation.body or operation.query or operation.path_parameters):
        strategies.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    return st.one_of(strategies)


def wrong_answers(
    operation: Any, rows: dict[str, Any], web: str, token: str, number: int, is_thorough: bool
) -> list[str]:
    found: list[str] = []
    not_said = NOT_SAID.get(operation.label, _never)

    @seed(number)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases(operation, rows))
    def ask(case: Case[Any]) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        excluded: list[Any] = [positive_data_acceptance] if not_said(case) else []
        if not is_thorough:
            excluded = [positive_data_acceptance, negative_data_rejection]
        case.call_and_validate(
            base_url=web, headers=headers, checks=CHECKS, excluded_checks=excluded
        )

    try:
        ask()
    except BaseExceptionGroup as several:
        found += [f"SCHEMA_SEED={number} {operation.label}: {it}" for it in several.exceptions]
    except AssertionError as problem:
        found.append(f"SCHEMA_SEED={number} {operation.label}: {problem}")
    return found
