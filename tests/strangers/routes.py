"""Every address of the site with its methods, from the URL configuration and the API's document."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from ninja.responses import NinjaJSONEncoder

from edusmart.api import api
from edusmart.live import topics
from tests.strangers.rows import BRIEF_STATES, STORY_STATES, Rows

#: How the document's examples name a story.
SOME_ID = "00000000-0000-4000-8000-000000000000"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
#: An address of each route that is written as a regular expression.
EXAMPLES = {
    "^api/": "api/nothing/",
    "^(?P<app_label>auth|accounts|work|tts|classroom|stories|briefs)/$": "stories/",
    "(?P<url>.*)$": "nothing-here",
}
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """An address as the URL configuration has it."""

    pattern: str

    @property
    def is_admins(self) -> bool:
        return self.pattern.startswith("admin/")

    @property
    def about(self) -> str:
        """Return "story" or "brief" where its responses depend on the state of one, else ""."""
        if self.is_admins:
            return ""
        if self.pattern == "podcast/<str:token>/cover.jpg" or "programme" in self.pattern:
            return ""
        if re.match(r"stor(y|ies)/<|pictures/|audio/<|api/story/|/ws/story/", self.pattern):
            return "story"
        if re.match(r"(briefs|listen|podcast)/<|api/brief/|/ws/brief/", self.pattern):
            return "brief"
        return ""

    @property
    def states(self) -> list[str]:
        return list({"story": STORY_STATES, "brief": BRIEF_STATES, "": ["-"]}[self.about])

    def path(self, rows: Rows) -> str:
        """Return an address of the route that leads to a row which is there."""
        path = self.pattern
        for written, example in EXAMPLES.items():
            path = path.replace(written, example)
        return "/" + _ARGUMENT.sub(lambda found: str(self._argument(found[1], rows)), path)

    def _argument(self, name: str, rows: Rows) -> object:
        if name == "object_id" or (name == "id" and self.is_admins):
            return _row_of_admin(self.pattern)
        if name == "version_pk":
            return rows.version
        if name == "pk":
            of_programme = "programme" in self.pattern
            return (
                rows.story.pk
                if self.about == "story"
                else rows.programme.pk if of_programme else rows.brief.pk
            )  # fmt: skip
        known = {
            "story_id": rows.story.pk, "index": 0, "number": 1, "voice": "warm", "language": "es",
            "filename": rows.sound if self.pattern.startswith("audio/") else rows.picture,
            "brief_id": rows.brief.pk, "item_id": rows.item.pk, "token": rows.token,
            "class_id": rows.school_class.pk, "removed_id": 1, "pupil_id": rows.story.owner_id,
            "job_id": "x" if self.is_admins else rows.job.pk,
            "key": "fox" if self.pattern.startswith("things/") else 0,
        }  # fmt: skip
        return known.get(name, 0)


def _row_of_admin(pattern: str) -> object:
    app, model = pattern.split("/")[1:3]
    found = apps.all_models.get(app, {}).get(model)
    first = found._base_manager.order_by("pk").first() if found and found._meta.managed else None
    return first.pk if first else 0


def web_routes() -> list[Route]:
    """Return every route of the URL configuration, in its order."""
    found = dict.fromkeys(_patterns(get_resolver().url_patterns, ""))
    return [Route(pattern) for pattern in found]


def _patterns(patterns: list[Any], before: str) -> Iterator[str]:
    for it in patterns:
        here = before + str(it.pattern)
        if isinstance(it, URLResolver):
            yield from _patterns(it.url_patterns, here)
        elif isinstance(it, URLPattern):
            yield here


def socket_routes() -> list[Route]:
    """Return every route of a socket."""
    return [Route(f"/{it.pattern}") for owner in topics.owners() for it in owner.routes]


@cache
def _document() -> Any:
    return json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))


def documented_calls() -> set[tuple[str, str]]:
    """Return (method, address with {names}) of every operation in the API's document."""
    return {
        (method.upper(), path.lstrip("/"))
        for path, operations in _document()["paths"].items()
        for method in operations
    }


def as_documented(pattern: str) -> str:
    """Return the route's pattern as the API's document writes it."""
    return _ARGUMENT.sub(r"{\1}", pattern)


def body_of(method: str, pattern: str, rows: Rows) -> Any:
    """Return a JSON body that the document gives as an example of this call's, None without one.

    A story that it names is the one that is there.
    """
    operation = _document()["paths"].get(f"/{as_documented(pattern)}", {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    # Of an optional body the reference stands a level deeper.
    found = re.search(r'"#/components/schemas/(\w+)"', json.dumps(content))
    name = found[1] if found else ""
    examples = _document()["components"]["schemas"].get(name, {}).get("examples")
    if not examples:
        return None
    return json.loads(json.dumps(examples[0]).replace(SOME_ID, str(rows.story.pk)))
