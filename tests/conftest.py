"""What all tests share: a real Redis, a real speech service, people, and a step of the world."""

import gc
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import redis
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase
from django.utils import timezone

from edusmart.accounts.models import GROUPS, User
from edusmart.accounts.sessions import open_sessions
from edusmart.machine.embedded import redis_command
from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.own.drawn import DrawnIllustrator
from tests.migrated import Migrated
from tests.order import in_shares
from tests.processes import ROOT, start_tts_service, start_web, stop_process, wait_until

if TYPE_CHECKING:
    from edusmart.live.models import WatchedQuerySet
    from edusmart.work.models import WorkRow

A_DAY = timedelta(days=1)

# Each client would read all of the world's certificates anew, to speak plain HTTP with this machine.
httpx._transports.default.create_ssl_context = cache(httpx.create_ssl_context)  # type: ignore[attr-defined]

# Once in each process: a test that counts queries may take more than a minute on a busy machine.
open_sessions.NOTED_EVERY = A_DAY.total_seconds()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Pictures of an earlier run go, once for all of this run's processes.

    Emptying the database makes no permissions again, which no role here is built of.
    """
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    TransactionTestCase._fixture_teardown = _empty_database  # type: ignore[attr-defined]
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(ROOT / "test-artefacts", ignore_errors=True)
    gc.disable()


def pytest_collection_finish() -> None:
    """Modules and tests stay: the search for garbage, which begins now, leaves them out."""
    gc.freeze()
    gc.enable()


def _empty_database(_: TransactionTestCase) -> None:
    """Leave nothing in the database but the types of rows, whose numbers processes keep in mind.

    Django's own way makes these anew after each test, which took longer than most tests.
    """
    every = set(connection.introspection.django_table_names()) - {ContentType._meta.db_table}
    # PostgreSQL empties no table by itself that another one refers to.
    tables = sorted(_with_rows(every) if connection.vendor == "sqlite" else every)
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def _with_rows(tables: set[str]) -> set[str]:
    asked = (
        f"SELECT '{it}' WHERE EXISTS (SELECT 1 FROM \"{it}\")"  # noqa: S608 the models' own names
        for it in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {name for (name,) in cursor.fetchall()}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = in_shares(items, processes)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is copied where it is migrated already; its folder goes with the run."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def migrated() -> Migrated:
    return Migrated()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, migrated: Migrated) -> None:
    """Before the database is set up: a migrated one lies there."""
    if connection.vendor == "sqlite":
        migrated.begin(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, migrated: Migrated) -> None:
    """After it is set up: the next process and the next run find it."""
    migrated.end(Path(connection.settings_dict["NAME"]))


@pytest.fixture(scope="session")
def redis_server() -> Iterator[redis.Redis]:
    """The Redis of these tests, on a socket of their own."""
    socket = Path(settings.VAR_DIR) / "redis.sock"
    process = subprocess.Popen(redis_command(socket, socket.parent, durable=False))
    client = redis.Redis(unix_socket_path=str(socket))

    def answers() -> bool:
        with suppress(redis.RedisError):
            return bool(client.ping())
        return False

    wait_until(answers, "Redis' first answer")
    yield client
    client.close()
    process.terminate()
    process.wait()


@pytest.fixture(autouse=True)
def _empty_redis(request: pytest.FixtureRequest) -> None:
    """Tests that touch the database get Redis with it, empty."""
    marked = request.node.get_closest_marker("django_db")
    if marked or {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("redis_server").flushall()


@pytest.fixture(scope="session")
def tts_service() -> Iterator[str]:
    """The speech service as a process; its URL."""
    process, url = start_tts_service()
    yield url
    stop_process(process)


@pytest.fixture
def speech(tts_service: str, settings: pytest.FixtureRequest) -> str:
    """The monolith speaks to the real speech service."""
    settings.CHATTERBOX_URL = tts_service  # type: ignore[attr-defined]
    return tts_service


def make_user(name: str, group: str) -> User:
    user = User.objects.create_user(name, password="long enough 1")
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    if group == "staff":
        user.is_staff = user.is_superuser = True
        user.save()
    return user


@pytest.fixture
def groups(db: None) -> None:
    for name in GROUPS:
        Group.objects.get_or_create(name=name)


@pytest.fixture
def alice(groups: None) -> User:
    """A student who owns things."""
    return make_user("alice", "students")


@pytest.fixture
def charlie(groups: None) -> User:
    """Another student: a stranger to whatever is alice's."""
    return make_user("charlie", "students")


@pytest.fixture
def edith(groups: None) -> User:
    """An editor."""
    return make_user("edith", "editors")


@pytest.fixture
def stella(groups: None) -> User:
    """A staff member."""
    return make_user("stella", "staff")


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same scene of two stories gets the same picture, which is drawn once in each process.

    Each story draws from a seed of its own, and drawing took a quarter of the time of what steps.
    """
    monkeypatch.setattr(DrawnIllustrator, "illustrate", _remembered)


def _remembered(_: DrawnIllustrator, request: PictureRequest) -> Picture:
    return _unseeded(replace(request, seed=0, document=None))


_unseeded = cache(partial(DrawnIllustrator.illustrate, DrawnIllustrator()))


@pytest.fixture
def step_world(drawn_once: None) -> Callable[[], int]:
    """Do, in this process, everything workers would do now. Returns how many rows were made.

    What is to be tried again later is not tried again by the same step, however long that takes.
    """
    from edusmart.work.attempt import perform
    from edusmart.work.kinds import kinds

    def step() -> int:
        done, later = 0, []
        while rows := [
            row
            for kind in kinds().values()
            if _is_left(kind.model) and (row := kind.model.claim_next(f"t.{done}"))
        ]:
            for row in rows:
                perform(row)
                done += 1
                later += _put_off(row)
        for waiting, due in later:
            waiting.update_unwatched(due_at=due)
        return done

    return step


def _is_left(model: "type[WorkRow]") -> bool:
    """Whether any row is not over: a claim asks a dozen questions, and of most kinds a test has no row."""
    return model.objects.filter(status__in=("pending", "processing")).exists()


def _put_off(row: "WorkRow") -> "list[tuple[WatchedQuerySet[Any], datetime]]":
    """Make a row that waits now wait until it is told otherwise; returns it with the hour to tell it."""
    mine = type(row).objects.filter(pk=row.pk, status="pending")
    due = mine.filter(due_at__gt=timezone.now()).values_list("due_at", flat=True).first()
    if due is None:
        return []
    mine.update_unwatched(due_at=due + A_DAY)
    return [(mine.filter(due_at=due + A_DAY), due)]


@pytest.fixture(scope="session")
def web_process(django_db_setup: None, redis_server: redis.Redis) -> Iterator[str]:
    """A real daphne on the tests' database; its URL."""
    process, url = start_web()
    yield url
    stop_process(process)


@pytest.fixture
def web(transactional_db: None, web_process: str) -> str:
    """The web process, for a test whose rows it can see."""
    return web_process
