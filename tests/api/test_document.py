"""The API does what its document says: nothing undocumented is answered, and nothing ends in a 5xx."""

import json
from typing import Any

import pytest
import schemathesis
from django.apps import apps
from django.test import Client
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
from tests.stories.making import bare_story

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


def everything() -> list[dict[str, Any]]:
    """Every row of briefs and stories."""
    models = [
        *apps.get_app_config("briefs").get_models(),
        *apps.get_app_config("stories").get_models(),
    ]
    return [row for model in models for row in model._base_manager.order_by("pk").values()]


#: JSON that is no object, and an object with a field that no body has.
NO_BODIES = ["oops", 5, 1.5, True, None, [], [{}], {"no_such_field": 1}]


def json_operations() -> list[tuple[str, str]]:
    return [
        (method.upper(), path)
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    ]


@pytest.mark.parametrize(("method", "path"), json_operations())
def test_a_body_that_is_not_what_the_document_says_is_refused_and_changes_nothing(
    client: Client, edith: User, method: str, path: str
) -> None:
    client.force_login(edith)
    rows = known_rows(edith)
    story = bare_story(edith, scenes=1)
    where = path.format(**rows, story_id=story.pk, index=0)
    before = everything()
    for body in NO_BODIES:
        response = client.generic(method, where, json.dumps(body), "application/json")
        assert response.status_code == 400, (body, response.content)
        assert set(response.json()) == {"detail", "code"}
    assert everything() == before


@pytest.mark.parametrize("items", ["oops", ["oops"], [5], [None], [[]], None])
def test_items_that_are_no_objects_leave_the_brief_as_it_was(
    client: Client, edith: User, items: Any
) -> None:
    client.force_login(edith)
    where = f"/api/brief/{known_rows(edith)['brief_id']}"
    before = everything()
    for body in ({"title": "New", "items": items}, {"title": "New"}):
        assert client.put(where, body, "application/json").status_code == 400
    assert everything() == before
