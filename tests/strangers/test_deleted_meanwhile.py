"""Whatever is changed may be deleted by somebody else just before: that is one sentence and no error.

Each address that changes something is asked for what it names, once for each place between its look at the
row and its own lock or write, and the row is deleted just there.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, models, transaction
from django.test import Client

from briefs.models import AudioGenerationJob, Brief, BriefItem, Version
from classroom.models import Card, SchoolClass
from edusmart.accounts.models import User
from stories.models import LeftOutWords, Scene, Story
from tests.strangers.people import People, make_people
from tests.strangers.routes import Route, body_of, web_routes
from tests.strangers.rows import Rows, make_rows
from tests.strangers.test_strangers import Undo

METHODS = ("POST", "PUT", "PATCH", "DELETE")
WHO = ("author", "owner", "root")
LIVE_TOPIC = '"live_topic"'
_client = Client(raise_request_exception=False)


def forms(rows: Rows) -> dict[str, dict[str, Any]]:
    """Return what forms send where more than a click is needed."""
    join_code = "abc234"
    SchoolClass.objects.filter(pk=rows.school_class.pk).update(
        join_code=join_code, join_until="2999-01-01T00:00:00Z"
    )
    shared = {"class": rows.school_class.pk, "seen": 10**9, "anyway": 1}
    return {
        "classes/<int:class_id>/import/": {"names": "Nora Haddad\nOmar Said", "import": "1"},
        "classes/<int:class_id>/rename/": {"name": "Owls"},
        "classes/join/": {"code": join_code},
        "stories/<uuid:pk>/classes/": shared,
        "stories/<uuid:pk>/publish/": {"seen": 10**9, "anyway": 1},
        "story/<uuid:pk>/send-back/": {"note": "Once more."},
        "briefs/<int:pk>/classes/": {**shared, "whom": "classes"},
        "briefs/programmes/<int:pk>/": {"title": "Evenings", "language": "en"},
    }


@dataclass
class Deletion:
    """Deletes a row after the so many-th question about its table; counts these questions."""

    row: models.Model
    at: int = 0  # 0: never
    asked: int = 0
    is_held: bool = False
    locks: bool = field(default=False, init=False)

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        table = f'"{self.row._meta.db_table}"'
        writes = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        # From here on a deletion would wait: for the topic, the row, or what points at it.
        if (self.locks and table in sql) or (
            writes and (sql.startswith("INSERT") or table in sql or LIVE_TOPIC in sql)
        ):
            self.is_held = True
        result = execute(sql, *rest)
        if not self.is_held and not writes and f"FROM {table}" in sql:
            self.asked += 1
            if self.asked == self.at:
                self.is_held = True
                type(self.row)._base_manager.filter(pk=self.row.pk).delete()
        return result


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch, deletions: Sequence[Deletion]) -> Iterator[None]:
    """Show the deletions each question, and where one locks: SQLite has no FOR UPDATE to read."""
    lock = models.QuerySet.select_for_update

    def heard(questions: Any, *args: Any, **options: Any) -> Any:
        for deletion in deletions:
            deletion.locks |= questions.model is type(deletion.row)
        return lock(questions, *args, **options)

    with monkeypatch.context() as patched, ExitStack() as watched:
        # Outside of this test the request is in no transaction that one failed save would spoil.
        patched.setattr(transaction, "mark_for_rollback_on_error", lambda using: nullcontext())
        patched.setattr(models.QuerySet, "select_for_update", heard)
        for deletion in deletions:
            watched.enter_context(connection.execute_wrapper(deletion))
        yield


def ask(method: str, path: str, headers: dict[str, str], content: tuple[bytes, str]) -> int:
    _client.cookies.clear()
    response = _client.generic(method, path, *content, headers=headers)
    sent_to = response.headers.get("Location", "")
    return 403 if "/login/?" in sent_to else response.status_code


@dataclass
class Call:
    """A request that succeeds as long as everything is there."""

    method: str
    path: str
    headers: dict[str, str]
    content: tuple[bytes, str]

    def run(self, monkeypatch: pytest.MonkeyPatch, *deletions: Deletion) -> int:
        """Return the status; nothing is kept."""
        status = 500
        with suppress(Undo), transaction.atomic():
            with watching(monkeypatch, deletions):
                status = ask(self.method, self.path, self.headers, self.content)
            # A foreign key that leads nowhere is found by the act's own commit, for which there is none
            # here: the test below has one.
            raise Undo
        return status


def calls_of(route: Route, rows: Rows, sent: dict[str, Any]) -> Iterator[Call]:
    """Yield a call of each method of the route that may change something."""
    for method in METHODS:
        example = body_of(method, route.pattern, rows)
        content = (json.dumps(example).encode(), "application/json")
        if example is None:
            form = urlencode(sent.get(route.pattern, {"post": "yes"}))
            content = (form.encode(), "application/x-www-form-urlencoded")
        yield Call(method, route.path(rows), {}, content)


def places(
    call: Call, route: Route, rows: Rows, people: People, patch: pytest.MonkeyPatch
) -> list[Deletion]:
    """Let the call be made by who may, in a state in which it succeeds; return where a row could go."""
    named = [it for it in named_rows(rows) if of(route, it)]
    for state in route.states:
        rows.show_story(state if route.about == "story" else "private")
        rows.show_brief(state if route.about == "brief" else "draft")
        for who in WHO:
            call.headers, counted = people.headers[who], [Deletion(row) for row in named]
            status = call.run(patch, *counted)
            if status == 405:
                return []
            if status < 400:
                return [Deletion(it.row, at + 1) for it in counted for at in range(it.asked)]
    return []


def of(route: Route, row: models.Model) -> bool:
    """Return whether the address may be about this row."""
    if isinstance(row, User):
        return "pupil_id" in route.pattern
    kinds = {"story": (Brief, BriefItem, Version, AudioGenerationJob), "brief": (Story, Scene)}
    return not isinstance(row, kinds.get(route.about, ()))


def named_rows(rows: Rows) -> list[models.Model]:
    """Return what may go: each kind of row that an address or a form names."""
    pupil = User.objects.get(pk=rows.story.owner_id)
    scene = Scene.objects.get(story=rows.story)
    return [
        rows.story, rows.brief, rows.programme, rows.school_class, Card.objects.get(pupil=pupil),
        pupil, scene, BriefItem.objects.get(pk=rows.item.pk), Version.objects.get(pk=rows.version),
        rows.job,
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_deleted_between_the_look_and_the_write_is_one_sentence(
    redis_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_people()
    rows = make_rows(people)
    LeftOutWords.objects.create(story=rows.story, number=1, page=1, words="Ah.", why="header")
    sent, broken, tried = forms(rows), [], set()
    for route in web_routes():
        # Of accounts the only row is one's own.
        if route.is_admins or route.pattern.startswith("accounts/"):
            continue
        for call in calls_of(route, rows, sent):
            for deletion in places(call, route, rows, people, monkeypatch):
                tried.add((call.method, route.pattern))
                status = call.run(monkeypatch, deletion)
                if status >= 500:
                    where = f"{deletion.row._meta.label} after question {deletion.at}"
                    broken.append(f"{call.method} {route.pattern} {where}: {status}")
    assert not broken, "\n".join(broken)
    assert len(tried) > 40, sorted(tried)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_foreign_key_to_what_was_deleted_is_one_sentence_too(
    redis_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_people()
    rows = make_rows(people)
    path = f"/listen/programme/{rows.programme.pk}/link/"
    content = (b"post=yes", "application/x-www-form-urlencoded")
    with watching(monkeypatch, [Deletion(rows.programme, 1)]):
        response = _client.generic("POST", path, *content, headers=people.headers["author"])
    assert (response.status_code, rows.programme.links.count()) == (404, 0)
    assert "Somebody deleted this just now." in response.content.decode()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_class_that_goes_while_its_roster_is_imported_leaves_nobody_behind(
    redis_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_people()
    rows = make_rows(people)
    before = User.objects.count()
    form = urlencode({"names": "Nora Haddad", "import": "1"}).encode()
    with watching(monkeypatch, [Deletion(rows.school_class, 1)]):
        response = _client.generic(
            "POST", f"/classes/{rows.school_class.pk}/import/", form,
            "application/x-www-form-urlencoded", headers=people.headers["author"],
        )  # fmt: skip
    assert (response.status_code, User.objects.count()) == (404, before)
    assert "Somebody deleted this just now." in response.content.decode()
