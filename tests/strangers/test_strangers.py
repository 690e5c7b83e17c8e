"""Who gets what: every address, every method, every state of a story and a brief, eleven kinds of people.

Expectations are in expected.txt, a line for each call. A new address needs a line there: a run that finds
a difference writes what it saw into test-artefacts/strangers.txt. Read it before copying a line.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from edusmart.accounts.sessions import signed_in
from tests.live.sockets import watching
from tests.strangers.people import KINDS, STRANGERS, People, make_people
from tests.strangers.routes import (
    METHODS,
    Route,
    as_documented,
    body_of,
    documented_calls,
    socket_routes,
    web_routes,
)
from tests.strangers.rows import Rows, make_rows
from tests.strangers.table import OBSERVED, read_table, text_of

#: What a person hears who may not: to the sign-in page, not allowed, not found, no such method.
REFUSALS = {"in", "401", "403", "404", "405"}
#: What anybody may fetch: it holds nothing of anyone's.
FOR_ANYBODY = {
    "", "offline/", "manifest.webmanifest", "worker.js", "favicon.ico", "accounts/login/",
    "accounts/login/passkey/", "accounts/login/passkey/options/", "accounts/second-factor/",
    "admin/login/", "accounts/logout/", "admin/logout/", "i18n/setlang/", "card/", "card/<str:code>/",
}  # fmt: skip
#: Whose address is the permission, and which the table's people were all given.
BY_ADDRESS = "podcast/"

Seen = dict[tuple[str, str, str], tuple[str, ...]]


#: One for all: another one would put all middleware together again, for seven thousand requests.
_client = Client(raise_request_exception=False)


class Undo(Exception):
    """Ends a request's transaction without keeping what it did."""


def ask(path: str, method: str, headers: dict[str, str], body: Any) -> str:
    """Return the status of the response, or "in" for being sent to sign in; nothing is kept."""
    _client.cookies.clear()
    try:
        with transaction.atomic():
            response = (
                _client.generic(method, path, headers=headers)
                if method == "GET"
                else _client.generic(method, path, *_content(body), headers=headers)
            )
            raise Undo
    except Undo:
        sent_to = response.headers.get("Location", "")
        return "in" if "/login/?" in sent_to else str(response.status_code)


def _content(body: Any) -> tuple[bytes, str]:
    if body is None:
        # The admin's own confirmation of a deletion.
        return b"post=yes", "application/x-www-form-urlencoded"
    return json.dumps(body).encode(), "application/json"


class Observer:
    """Asks as everybody, and twice for nothing."""

    def __init__(self, rows: Rows, people: People) -> None:
        self.rows, self.people = rows, people
        self._heard: dict[tuple[str, str, str, str], str] = {}
        self._shown = ("", "")

    def observe(self, routes: list[Route]) -> Seen:
        """Ask for everything. Of PUT, PATCH and DELETE only what an operation of the API serves has a row."""
        return {
            (route.pattern, method, state): tuple(
                self._ask(route, method, state, kind) for kind in KINDS
            )
            for route in routes
            for method in METHODS
            if self._is_served(route, method)
            for state in route.states
        }

    def _ask(self, route: Route, method: str, state: str, kind: str) -> str:
        call = (route.pattern, method, state, kind)
        if call not in self._heard:
            self._show(route, state)
            body = body_of(method, route.pattern, self.rows)
            headers = self.people.headers[kind]
            self._heard[call] = ask(route.path(self.rows), method, headers, body)
        return self._heard[call]

    def _show(self, route: Route, state: str) -> None:
        if self._shown != (route.about, state):
            _show(self.rows, route, state)
            self._shown = (route.about, state)

    def _is_served(self, route: Route, method: str) -> bool:
        """Return whether the method does something of its own at this address, for root at least."""
        if method not in {"GET", "POST"} and method.lower() not in _own_methods(route):
            return False
        answer = self._ask(route, method, route.states[1 if len(route.states) > 1 else 0], "root")
        return answer != "405" if method in {"GET", "POST"} else answer not in REFUSALS


def _show(rows: Rows, route: Route, state: str) -> None:
    rows.show_story(state if route.about == "story" else "private")
    rows.show_brief(state if route.about == "brief" else "draft")


def _own_methods(route: Route) -> set[str]:
    name = as_documented(route.pattern)
    return {method.lower() for method, path in documented_calls() if path == name}


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["site", "admin"])
def test_everybody_gets_what_the_table_says(
    redis_server: Any, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Everybody has just signed in, also where a busy machine needs a quarter of an hour for the table.
    monkeypatch.setattr(signed_in, "CONFIRMED_SECONDS", 24 * 3600)
    people = make_people()
    asked = [it for it in web_routes() if _part(it.pattern) == part]
    seen = Observer(make_rows(people), people).observe(asked)
    expected = {call: it for call, it in read_table().items() if _part(call[0]) == part}
    if seen != expected:
        observed = OBSERVED / f"strangers-{part}.txt"
        observed.parent.mkdir(exist_ok=True)
        observed.write_text(text_of(seen) + "\n", encoding="utf-8")
    calls = sorted(seen.keys() | expected.keys())
    differing = {call: (expected.get(call), seen.get(call)) for call in calls}
    differing = {call: both for call, both in differing.items() if both[0] != both[1]}
    assert not differing, f"{len(differing)} calls differ; what was seen is in {OBSERVED}"


def _part(pattern: str) -> str:
    """Return which of the parts that run side by side an address belongs to."""
    if pattern.startswith("/ws/"):
        return "sockets"
    return "admin" if pattern.startswith("admin/") else "site"


@pytest.mark.django_db(transaction=True)
def test_sockets_open_for_whom_the_table_says(web: str) -> None:
    people = make_people()
    rows = make_rows(people)
    seen: Seen = {}
    for route in socket_routes():
        for state in route.states:
            _show(rows, route, state)
            seen[route.pattern, "WS", state] = tuple(
                _watch(web, route.path(rows).removeprefix("/"), people.headers[kind])
                for kind in KINDS
            )
    expected = {call: it for call, it in read_table().items() if _part(call[0]) == "sockets"}
    assert seen == expected, text_of(seen)


def _watch(web: str, path: str, headers: dict[str, str]) -> str:
    """Return the code that the socket is closed with, or what its first frame is."""
    with watching(web, path, None, None, **headers) as socket:
        try:
            return str(socket.hear()["type"])
        except Exception:
            return str(socket.close_code())


# What holds for whole parts of the table, so that no wrong line can be copied into it.


def test_every_call_of_the_api_has_a_row() -> None:
    in_table = {(method, as_documented(pattern)) for pattern, method, _ in read_table()}
    assert documented_calls() <= in_table


def test_no_row_is_about_an_address_that_is_gone() -> None:
    known = {it.pattern for it in [*web_routes(), *socket_routes()]}
    assert {pattern for pattern, _, _ in read_table()} <= known


def test_who_is_nobody_is_let_in_nowhere() -> None:
    for call, row in _rows_of_requests():
        if call[0] in FOR_ANYBODY or call[0].startswith(BY_ADDRESS):
            continue
        got = {row[KINDS.index(kind)] for kind in STRANGERS}
        assert got <= REFUSALS, call


HIDDEN = {"making", "private", "offered", "removed", "draft", "speaking", "scheduled"}


def test_another_pupil_gets_nothing_of_what_is_not_published() -> None:
    for call, row in _rows_of_requests():
        if call[2] in HIDDEN and not call[0].startswith(BY_ADDRESS):
            assert row[KINDS.index("pupil")] in REFUSALS, call


def test_a_removed_story_can_only_be_restored() -> None:
    for call, row in _rows_of_requests():
        if call[2] == "removed" and "restore" not in call[0]:
            assert set(row) <= REFUSALS, call


def _rows_of_requests() -> Iterator[tuple[tuple[str, str, str], tuple[str, ...]]]:
    for call, row in read_table().items():
        if _part(call[0]) != "sockets":
            yield call, row


def test_the_admin_is_closed_to_who_is_no_staff_and_lookers_change_nothing() -> None:
    for (pattern, method, _), row in read_table().items():
        if not pattern.startswith("admin/") or pattern in FOR_ANYBODY:
            continue
        for kind in ("owner", "program", "pupil", "author", "editor"):
            assert row[KINDS.index(kind)] in REFUSALS, pattern
        if method == "POST" and pattern.endswith(("/delete/", "/add/", "/change/")):
            assert row[KINDS.index("looker")] in REFUSALS, pattern


def test_nothing_ends_in_an_error_of_the_server() -> None:
    for call, row in read_table().items():
        assert not [it for it in row if it in {"500", "502"}], call
