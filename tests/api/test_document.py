"""The API does what its document says: nothing undocumented is answered, and nothing ends in a 5xx.

Each run asks with another seed, which a failure names: SCHEMA_SEED=N asks the same again.
"""

import json
import os
import secrets
from typing import Any

import pytest
import schemathesis
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from ninja.responses import NinjaJSONEncoder
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from briefs.actions import audio_jobs
from classroom.models import SchoolClass
from edusmart.accounts.models import ApiToken, User
from edusmart.api import api
from tests.briefs.conftest import written
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = 8  # of each operation and person, half of them about rows that exist
SEED = int(os.environ.get("SCHEMA_SEED") or secrets.randbelow(2**32))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    # What fits may still be no text, or no id of this brief's: looked at by whoever names a seed.
    *([positive_data_acceptance] if "SCHEMA_SEED" in os.environ else []),
]
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))


#: No schema says which ids are a brief's own, which words a scene says, what a file holds.
NOT_SAID = {
    "/api/brief",
    "/api/brief/{brief_id}",
    "/api/upload",
    "/api/upload/look",
    "/api/story/{story_id}/scene/{index}/lesson",
    "/api/story/{story_id}/scene/{index}/picture",
    "/api/brief/{brief_id}/audio/generate",
}


def known_rows(owner: User) -> dict[str, Any]:
    """A brief with a job, and a story, by the names that paths use."""
    brief = written(owner, "Morning", "Good morning.", "Lunch is soup.")
    job = audio_jobs.generate_all(brief, owner)
    story = bare_story(owner, scenes=2)
    school_class = SchoolClass.objects.create(name="Foxes 2b", teacher=owner)
    return {
        "brief_id": brief.pk, "item_id": brief.items.all()[0].pk, "job_id": job.pk,
        "story_id": str(story.pk), "index": 0, "class_id": school_class.pk,
    }  # fmt: skip


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
    # No schema can say which bytes are a PDF, which voices there are today, or what stripping leaves.
    excluded: list[Any] = [positive_data_acceptance] if operation.path in NOT_SAID else []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases(operation, rows))
    def ask(case: Case[Any]) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        case.call_and_validate(
            base_url=web, headers=headers, checks=CHECKS, excluded_checks=excluded
        )

    try:
        ask()
    except BaseExceptionGroup as several:
        found += [f"{operation.label}: {problem}" for problem in several.exceptions]
    except AssertionError as problem:
        found.append(f"{operation.label}: {problem}")
    return found


@pytest.mark.parametrize("who", ["alice", "edith", "stella"])
def test_every_call_answers_as_documented(
    web: str, who: str, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(who)
    token = ApiToken.issue(person, "tests")
    found: list[str] = []
    for told in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations():
        operation = told.ok()  # type: ignore[union-attr]
        found += wrong_answers(operation, known_rows(person), web, token)
    assert not found, "\n\n".join([f"SCHEMA_SEED={SEED}", *found])


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
    where = path.format(**rows)
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
