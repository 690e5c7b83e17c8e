"""The API does what its document says: nothing undocumented is answered, and nothing ends in a 5xx.

Each run asks with another seed, as one kind of person, which a failure names: SCHEMA_SEED=N asks the same
again, as all of them, and with a named seed it is asked too that all that fits is accepted and nothing else
is. A run without one asks that with the seed that the document itself gives: the same document is found
right or wrong, whenever it is asked. `make fuzz` asks with many seeds.

What is found is not made smaller: each try is a call to the server, and that took a failing run's quarter
of an hour.
"""

import json
import os
import re
import secrets
import zlib
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from briefs.actions import audio_jobs
from classroom.models import SchoolClass
from edusmart.accounts.models import ApiToken, User
from edusmart.api import api
from tests.briefs.conftest import written
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db(transaction=True)

OURS = {"briefs", "classroom", "edusmart", "stories", "tts"}
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
#: Which bodies are accepted is asked of these seeds alone: what no schema can say (NOT_SAID) is found one by
#: one, and is no reason to hold back whatever a run is about.
THOROUGH = int(os.environ.get("SCHEMA_SEED") or zlib.crc32(json.dumps(DOCUMENT).encode()))
ANOTHER = int(os.environ.get("SCHEMA_SEED") or secrets.randbelow(2**32))
KINDS = ("alice", "edith", "stella")
#: Whom another seed in each run is asked as: the others would find little more for as much time.
ANOTHER_AS = KINDS[ANOTHER % len(KINDS)]


def known_rows(owner: User, path: str | None = None) -> dict[str, Any]:
    """A brief with a job, and a story, by the names that paths use; those of `path` alone if it is given."""
    rows: dict[str, Any] = {"index": 0, "language": "ar"}
    if path is None or re.search("{(brief|item|job)_id}", path):
        brief = written(owner, "Morning", "Good morning.", "Lunch is soup.")
        job = audio_jobs.generate_all(brief, owner)
        rows |= {"brief_id": brief.pk, "item_id": brief.items.all()[0].pk, "job_id": job.pk}
    if path is None or "{story_id}" in path:
        rows["story_id"] = str(bare_story(owner, scenes=2).pk)
    if path is None or "{class_id}" in path:
        rows["class_id"] = SchoolClass.objects.create(name="Foxes 2b", teacher=owner).pk
    return rows


@pytest.mark.parametrize("who", KINDS)
def test_every_call_answers_as_documented(
    web: str, who: str, request: pytest.FixtureRequest
) -> None:
    from tests.api.asking import operations_of, wrong_answers

    person: User = request.getfixturevalue(who)
    token = ApiToken.issue(person, "tests")
    found: list[str] = []
    known_rows(person)  # so that every list has something
    for operation in operations_of(DOCUMENT):
        for number in {THOROUGH, ANOTHER} if who == ANOTHER_AS else {THOROUGH}:
            rows = known_rows(person, operation.path)
            found += wrong_answers(operation, rows, web, token, number, number == THOROUGH)
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
    where = path.format(**rows)
    before = everything()
    for body in NO_BODIES:
        response = client.generic(method, where, json.dumps(body), "application/json")
        assert response.status_code == 400, (body, response.content)
        assert set(response.json()) == {"detail", "code"}
    assert everything() == before


#: What no JSON of that type is, though Python would take it for one.
LOOKALIKES = {"integer": ["5", True], "number": ["1.5", False], "boolean": [1, "yes"]}


def _types(field: dict[str, Any]) -> list[str]:
    return [it["type"] for it in field.get("anyOf", [field]) if "type" in it]


def test_a_value_of_another_type_is_refused_by_its_name(client: Client, edith: User) -> None:
    client.force_login(edith)
    schemas, asked = DOCUMENT["components"]["schemas"], 0
    rows = known_rows(edith)
    for method, path in json_operations():
        content = DOCUMENT["paths"][path][method.lower()]["requestBody"]["content"]
        named = re.search(r'schemas/(\w+)"', json.dumps(content["application/json"]["schema"]))
        schema = schemas[named[1]] if named else content["application/json"]["schema"]
        for name, field in schema["properties"].items():
            wrong = [it for kind in _types(field) for it in LOOKALIKES.get(kind, [])]
            if "date-time" in json.dumps(field):
                wrong = ["1790000000", 1790000000]
            for value in wrong:
                body = {**schema.get("examples", [{}])[0], name: value}
                answer = client.generic(
                    method, path.format(**rows), json.dumps(body), "application/json"
                )
                assert answer.status_code == 400, (method, path, body)
                assert answer.json()["detail"].startswith(f"{name}: "), answer.json()
                asked += 1
    assert asked > 20


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


def test_every_shape_has_a_name_of_its_own() -> None:
    """Of two with one name the document would tell only the later."""
    shapes = [it for it in _below(Schema) if it.__module__.partition(".")[0] in OURS]
    names = [it.__name__ for it in shapes]
    assert len(names) > 30
    assert sorted({it for it in names if names.count(it) > 1}) == []


def _below(shape: type[Schema]) -> set[type[Schema]]:
    found = set(shape.__subclasses__())
    return found.union(*map(_below, found))
