"""The API does what its document says: nothing undocumented is answered, and nothing ends in a 5xx."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja.responses import NinjaJSONEncoder
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from briefs.actions import audio_jobs
from edusmart.accounts.models import ApiToken, User
from edusmart.api import api
from tests.briefs.conftest import written

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = 12  # of each operation, half of them about rows that exist
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))


def known_rows(editor: User) -> dict[str, Any]:
    """A brief with a job, by the names that paths use."""
    brief = written(editor, "Morning", "Good morning.", "Lunch is soup.")
    job = audio_jobs.generate_all(brief, editor)
    return {"brief_id": brief.pk, "item_id": brief.items.all()[0].pk, "job_id": job.pk}


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


def wrong_answers(operation: Any, rows: dict[str, Any], web: str, token: str) -> list[str]:
    found: list[str] = []

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases(operation, rows))
    def ask(case: Case[Any]) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        case.call_and_validate(base_url=web, headers=headers, checks=CHECKS)

    try:
        ask()
    except BaseExceptionGroup as several:
        found += [f"{operation.label}: {problem}" for problem in several.exceptions]
    except AssertionError as problem:
        found.append(f"{operation.label}: {problem}")
    return found


def test_every_call_answers_as_documented(web: str, edith: User) -> None:
    token = ApiToken.issue(edith, "tests")
    found: list[str] = []
    for told in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations():
        operation = told.ok()  # type: ignore[union-attr]
        found += wrong_answers(operation, known_rows(edith), web, token)
    assert not found, "\n\n".join(found)


def test_every_body_has_an_example() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    bodies = [
        content["schema"]["$ref"].rpartition("/")[2]
        for path in DOCUMENT["paths"].values()
        for operation in path.values()
        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json" and "$ref" in content["schema"]
    ]
    assert bodies
    assert [name for name in bodies if "examples" not in schemas[name]] == []
