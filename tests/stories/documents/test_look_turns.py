"""Who is looked at next: owners take turns, and a document that takes long waits for all short ones."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from edusmart.accounts.errors import RequestRefused
from edusmart.slots import Slots
from stories.actions.uploads import look
from stories.documents import Document, ReadingLimits, UnreadableDocument, read_file
from tests.hostile_pdfs import letters_over_letters
from tests.processes import PATIENCE_SECONDS, wait_until
from tests.stories.making import pdf_file


class Line:
    """Requests that came one after another, and the order in which they got their slots."""

    def __init__(self, slots: Slots) -> None:
        self._slots, self._pool = slots, ThreadPoolExecutor(9)
        self._waits: list[Future[None]] = []
        self.order: list[str] = []
        self.go = Event()

    def come(self, name: str, owner: str = "", *, later: bool = False) -> None:
        """Join the line; a slot that is got is kept until `go`."""
        here = len(self._slots)
        self._waits.append(self._pool.submit(self._take, name, owner or name, later))
        wait_until(lambda: len(self._slots) > here, f"{name} came")

    def _take(self, name: str, owner: str, later: bool) -> None:
        with self._slots.slot(owner, later=later):
            self.order.append(name)
            self.go.wait(PATIENCE_SECONDS)

    def end(self) -> list[str]:
        self.go.set()
        for waits in self._waits:
            waits.result(PATIENCE_SECONDS)
        self._pool.shutdown()
        return self.order


def test_an_owner_s_second_look_waits_behind_another_s_first() -> None:
    line = Line(Slots(1, 9, PATIENCE_SECONDS))
    for name, owner in (("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c")):
        line.come(name, owner)
    assert line.end() == ["a1", "b1", "c1", "a2", "a3"]


def test_nobody_has_all_slots() -> None:
    line = Line(Slots(2, 9, PATIENCE_SECONDS))
    for name, owner in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        line.come(name, owner)
    wait_until(lambda: len(line.order) == 2, "two have a slot")
    assert line.order == ["a1", "b1"]
    assert line.end() == ["a1", "b1", "a2"]


def test_nobody_has_more_in_the_line_than_one_person_may_have() -> None:
    slots = Slots(1, 9, PATIENCE_SECONDS)
    with slots.slot("a", most_own=1):
        with pytest.raises(RequestRefused) as refused, slots.slot("a", most_own=1):
            raise AssertionError("two of one person")
        assert (refused.value.status, refused.value.code) == (429, "own_at_once")
        assert refused.value.retry_after
        with pytest.raises(RequestRefused) as waited, slots.slot("b", most_own=1, wait_seconds=0):
            raise AssertionError("two in one slot")
        assert waited.value.code == "busy"


def test_what_may_come_later_waits_behind_whoever_comes_for_the_first_time() -> None:
    line = Line(Slots(1, 9, PATIENCE_SECONDS))
    line.come("first")
    line.come("long", later=True)
    line.come("newcomer")
    assert line.end() == ["first", "newcomer", "long"]


def test_what_may_come_later_leaves_a_slot_to_those_who_come_anew() -> None:
    slots = Slots(2, 9, PATIENCE_SECONDS)
    line = Line(slots)
    line.come("long", later=True)
    line.come("longer", later=True)
    line.come("newcomer")
    wait_until(lambda: len(line.order) == 2, "two have a slot")
    assert line.order == ["long", "newcomer"]
    assert line.end() == ["long", "newcomer", "longer"]


def test_who_gave_up_waiting_keeps_nobody_waiting() -> None:
    slots = Slots(1, 1, PATIENCE_SECONDS)
    with slots.slot("a") as alone:
        assert alone
        with pytest.raises(RequestRefused), slots.slot("b", wait_seconds=0.01):
            raise AssertionError("two in one slot")
        assert len(slots) == 1
    with slots.slot("b"):
        assert len(slots) == 1


def slow(path: Any, limits: Any, **_: Any) -> Document:
    raise UnreadableDocument("slow_document")


def test_where_others_are_looked_at_one_that_takes_long_is_looked_at_shortly_and_once_more_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slots, limits_of = Slots(2, 9, PATIENCE_SECONDS), []

    def read(path: Any, limits: Any, **_: Any) -> Document:
        limits_of.append(limits)
        return slow(path, limits) if limits.ends_after_a_moment else Document("Fox", "en", (), 100)

    monkeypatch.setattr(look, "reading_slots", slots)
    monkeypatch.setattr(look, "read_file", read)
    with slots.slot("somebody"):
        assert look.look([pdf_file()], "child").document == Document("Fox", "en", (), 100)
    short, whole = limits_of
    assert short.moment_seconds == look.FIRST_LOOK_SECONDS
    # It gives way from the beginning.
    assert (whole.cpu_seconds, whole.moment_seconds) == (look.LOOK_CPU_SECONDS, 0)


def test_without_a_slot_for_a_second_look_the_telling_reads_the_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slots = Slots(3, 9, PATIENCE_SECONDS)
    monkeypatch.setattr(look, "reading_slots", slots)
    monkeypatch.setattr(look, "SECOND_LOOK_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(look, "read_file", slow)
    with slots.slot("a", later=True), slots.slot("b", later=True):
        looked = look.look([pdf_file()], "child")
    assert (looked.document, looked.kind) == (None, "pdf")


def test_who_is_looked_at_alone_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def read(path: Any, limits: Any, **_: Any) -> Document:
        looks.append(limits)
        return slow(path, limits)

    monkeypatch.setattr(look, "reading_slots", Slots(2, 9, PATIENCE_SECONDS))
    monkeypatch.setattr(look, "read_file", read)
    assert look.look([pdf_file()], "child").document is None
    assert [limits.ends_after_a_moment for limits in looks] == [False]


def test_a_reading_that_has_only_a_moment_is_ended_after_it(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(letters_over_letters())
    limits = ReadingLimits(
        moment_seconds=0.05, ends_after_a_moment=True, wall_seconds=PATIENCE_SECONDS
    )
    with pytest.raises(UnreadableDocument) as refused:
        read_file(path, limits)
    assert refused.value.code == "slow_document"
