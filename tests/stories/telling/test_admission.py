"""Uploads in a burst: so many are looked at at once, so many wait, and the rest are asked to come back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.slots import RETRY_SECONDS, Slots
from stories.actions.uploads import look, upload
from stories.documents import Document, UnreadableDocument
from stories.models import Story
from tests import pdfs
from tests.hostile_pdfs import form_in_itself
from tests.processes import PATIENCE_SECONDS
from tests.stories.making import pdf_file

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def post(client: Client, file: Any = None, **headers: str) -> Any:
    return client.post("/api/upload", {"file": file or pdf_file()}, headers=headers)


@pytest.fixture
def full_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slots]:
    """One slot, held by somebody, and no place to wait."""
    slots = Slots(1, 0, PATIENCE_SECONDS)
    monkeypatch.setattr(look, "reading_slots", slots)
    with slots.slot():
        yield slots


def test_where_too_many_wait_a_program_is_told_when_to_come_back(
    signed_in: Client, full_house: Slots
) -> None:
    answer = post(signed_in)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer["Retry-After"] == str(RETRY_SECONDS)
    assert not Story.objects.exists()


def test_where_too_many_wait_a_person_is_told_in_a_sentence(
    signed_in: Client, full_house: Slots
) -> None:
    page = signed_in.post("/stories/upload/", {"file": pdf_file()})
    assert (page.status_code, page["Retry-After"]) == (503, str(RETRY_SECONDS))
    assert page.context["problem"] == "Much is being done just now; try again in a moment."
    assert not Story.objects.exists()


def test_a_place_is_free_again_when_its_reading_ended_whichever_way(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "reading_slots", Slots(1, 0, PATIENCE_SECONDS))
    assert post(signed_in, SimpleUploadedFile("x.pdf", pdfs.corrupt())).status_code == 400
    assert post(signed_in).status_code == 202


def test_no_more_are_looked_at_at_once_than_there_are_slots() -> None:
    slots, looking, most = Slots(2, 9, PATIENCE_SECONDS), set[int](), list[int]()
    together, go = Barrier(3), Event()

    def look(number: int) -> None:
        with slots.slot():
            looking.add(number)
            most.append(len(looking))
            if not go.is_set():
                together.wait(PATIENCE_SECONDS)
                go.wait(PATIENCE_SECONDS)
            looking.discard(number)

    with ThreadPoolExecutor(6) as pool:
        looks = [pool.submit(look, number) for number in range(6)]
        together.wait(PATIENCE_SECONDS)
        go.set()
        for done in looks:
            done.result()
    assert max(most) == 2


def test_who_gets_no_slot_in_time_is_asked_to_come_back() -> None:
    slots = Slots(1, 1, 0.01)
    with slots.slot(), pytest.raises(RequestRefused) as refused, slots.slot():
        raise AssertionError("two in one slot")
    assert (refused.value.status, refused.value.retry_after) == (503, RETRY_SECONDS)


def test_a_busy_machine_makes_no_document_a_slow_one(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look is bounded by its own processor time, and has many times as long by the clock."""
    seen = []

    def read(path: Any, limits: Any, **_: Any) -> Document:
        seen.append((limits.cpu_seconds, limits.wall_seconds))
        raise UnreadableDocument("corrupt")

    monkeypatch.setattr(look, "read_file", read)
    assert post(signed_in).status_code == 400
    assert seen == [(1, 12.0)]


def test_what_breaks_its_reader_is_refused_and_not_read_again_later(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a slow machine it breaks later than a look lasts.
    monkeypatch.setattr(look, "LOOK_CPU_SECONDS", int(PATIENCE_SECONDS))
    monkeypatch.setattr(look, "QUICK_LOOK_SECONDS", PATIENCE_SECONDS)
    answer = post(signed_in, SimpleUploadedFile("x.pdf", form_in_itself()))
    assert (answer.status_code, answer.json()["code"]) == (400, "too_complex")
    assert not Story.objects.exists()


def test_a_request_that_is_sent_again_makes_no_second_story(signed_in: Client) -> None:
    first = post(signed_in, **{"Idempotency-Key": "a1"})
    again = post(signed_in, **{"Idempotency-Key": "a1"})
    other = post(signed_in, **{"Idempotency-Key": "a2"})
    assert [answer.status_code for answer in (first, again, other)] == [202] * 3
    assert first.json() == again.json()
    assert first.json()["story_id"] != other.json()["story_id"]
    assert Story.objects.count() == 2


def test_the_same_key_of_another_person_is_another_request(
    signed_in: Client, charlie: User
) -> None:
    first = post(signed_in, **{"Idempotency-Key": "a1"}).json()["story_id"]
    signed_in.force_login(charlie)
    assert post(signed_in, **{"Idempotency-Key": "a1"}).json()["story_id"] != first


def test_the_same_request_twice_at_once_makes_one_story(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, alice: User
) -> None:
    """Both have looked for a story of their key before either makes one."""
    both, start = Barrier(2), upload._start

    def together(*arguments: Any) -> Story:
        both.wait(PATIENCE_SECONDS)
        return start(*arguments)

    monkeypatch.setattr(upload, "_start", together)

    def send(_: int) -> Any:
        client = Client()
        try:
            client.force_login(alice)
            return post(client, **{"Idempotency-Key": "a1"})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["story_id"] == second.json()["story_id"]
    assert Story.objects.count() == 1


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_a_key_that_is_none_is_refused_with_a_sentence(signed_in: Client, key: str) -> None:
    answer = post(signed_in, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "key_form")
    assert answer.json()["detail"].endswith(".")


def test_a_stranger_with_a_key_is_refused(client: Client, db: None) -> None:
    assert post(client, **{"Idempotency-Key": "a1"}).status_code == 401
