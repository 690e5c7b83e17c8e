"""What failed, reason by reason: how many, the newest of them, and where all of them are tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from edusmart.accounts.messages import every_message, message_for
from edusmart.accounts.models import User
from edusmart.formats.listed import said_time
from edusmart.overview.links import list_url, row_url
from edusmart.work.figures import FailedRow, Failures
from edusmart.work.models import Status, WorkRow
from stories.costs.budget import DAY

NEWEST = 3


@dataclass(frozen=True)
class Shown:
    """A row that failed, with the addresses of its own page and of its person's."""

    failed: FailedRow
    at: object
    url: str
    person_url: str


@dataclass(frozen=True)
class Cause:
    """Rows of one kind that failed for one reason; `url` lists all of them."""

    kind: str
    count: int
    why: str
    url: str
    shown: Sequence[Shown]

    @property
    def one(self) -> WorkRow:
        """Return one of the rows: an action of a list is asked of some row, then of all."""
        return self.shown[0].failed.row

    @property
    def more(self) -> int:
        """Return how many rows are not shown."""
        return self.count - len(self.shown)


def reasons(
    now: datetime, failures: Sequence[Failures], newest: Sequence[FailedRow]
) -> list[Cause]:
    """Return the reasons of the newest failures, those of the newest first."""
    rows: dict[tuple[type[WorkRow], str], list[FailedRow]] = {}
    for it in newest:
        rows.setdefault((type(it.row), it.row.error_code), []).append(it)
    return [
        Cause(
            model.said(count),
            count,
            why_of(code, found),
            failed_url(model, code, now),
            [_shown(it) for it in found[:NEWEST]],
        )
        for (model, code), found in rows.items()
        for count in [max(_count(failures, model, code), len(found))]
    ]


def why_of(code: str, rows: Sequence[FailedRow]) -> str:
    """Return the reason in words: as the newest row has it, else as it is called."""
    return message_for(code, rows[0].row.error) if rows else str(every_message().get(code) or code)


def failed_url(model: type[WorkRow], code: str, now: datetime) -> str:
    """Return the list of what failed for this reason within a day."""
    since = {"finished_at__gte": now - DAY}
    return list_url(model, status__exact=Status.FAILED, error_code__exact=code, **since)


def _count(failures: Sequence[Failures], model: type[WorkRow], code: str) -> int:
    return sum(it.count for it in failures if (it.model, it.code) == (model, code))


def _shown(it: FailedRow) -> Shown:
    owner = it.row.owner
    person = row_url(owner) if owner else list_url(User, q=it.person)
    return Shown(it, said_time(it.row.finished_at), row_url(it.row), person)
