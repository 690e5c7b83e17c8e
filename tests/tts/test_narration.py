"""Narrations against a speech service that works, fails, is away, or is another server."""

import json
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx
import pytest
from django.db import connection
from django.db.models.functions import Now

from edusmart.work.attempt import perform
from edusmart.work.gates import ProviderGate
from tests.dripping import dripping_server
from tests.processes import PATIENCE_SECONDS, free_port
from tests.work.orders import order_narration, quiet_topic
from tts.models import Narration, Recording, reserve

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def order() -> Callable[[], Narration]:
    return lambda *text: order_narration(quiet_topic(), *text)


Order = Callable[..., Narration]


def made(row: Narration) -> Narration:
    claimed = Narration.claim_next("w")
    assert claimed is not None
    perform(claimed)
    row.refresh_from_db()
    return row


def test_a_narration_ends_with_a_recording_and_its_word_times(order: Order, speech: str) -> None:
    row = made(order())
    assert row.status == "completed"
    assert row.recording
    assert [row.text[w[2] : w[3]] for w in row.recording.words] == [
        "Hello",
        "there",
        "little",
        "fox",
    ]
    assert row.recording.words[-1][1] <= row.recording.duration * 1000


@pytest.mark.parametrize("status", [429, 503])
def test_a_full_service_closes_the_gate_for_as_long_as_it_asks(
    order: Order, pretender: Any, status: int
) -> None:
    pretender(status, b"{}", Retry_After="40")
    row = made(order())
    assert (row.status, row.error_code, row.spent) == ("pending", "rate_limited", 0)
    assert Narration.claim_next("w") is None
    closed_until = ProviderGate.objects.get().closed_until
    assert closed_until
    assert row.started_at
    wait = closed_until - row.started_at
    assert timedelta(seconds=35) < wait < timedelta(seconds=45)


def test_a_service_that_is_away_leaves_the_row_waiting_and_all_finishes_when_it_is_back(
    order: Order, speech: str, settings: Any
) -> None:
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    row = made(order())
    assert (row.status, row.error_code, row.spent) == ("pending", "unavailable", 0)
    assert row.error == "The voices are resting; they will be back soon."
    settings.CHATTERBOX_URL = speech
    ProviderGate.objects.update(closed_until=Now())
    Narration.objects.update_unwatched(due_at=Now())
    assert made(row).status == "completed"
    assert ProviderGate.objects.get().failures == 0


@pytest.mark.parametrize("status", [400, 413])
def test_a_text_the_service_refuses_fails_for_good(
    order: Order, pretender: Any, status: int
) -> None:
    pretender(status, b'{"detail":"no"}', Content_Type="application/json")
    row = made(order())
    assert row.status == "failed"
    assert ("too long" in row.error) == (status == 413)


def test_a_page_of_html_instead_of_speech_is_not_believed(order: Order, pretender: Any) -> None:
    pretender(200, b"<h1>Welcome to nginx!</h1>", Content_Type="text/html")
    row = made(order())
    assert (row.status, row.error_code) == ("pending", "not_the_service")


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"audio_base64":"!!!","format":"mp3","duration":1.0,"words":[]}',
        b'{"audio_base64":"aGVsbG8=","format":"mp3","duration":1.0,"words":[]}',
        b'{"audio_base64":"","format":"mp3","duration":0.0,"words":[]}',
    ],
)
def test_speech_that_is_none_spends_an_attempt_and_stores_nothing(
    order: Order, pretender: Any, body: bytes
) -> None:
    pretender(200, body, Content_Type="application/json")
    row = made(order())
    assert (row.status, row.spent) == ("pending", 1)
    assert Recording.objects.get().file == ""


def test_an_answer_cut_short_is_not_believed(order: Order, pretender: Any) -> None:
    pretender(200, b'{"audio_base64":"aGVs', cut=1000, Content_Type="application/json")
    assert made(order()).status == "pending"
    assert Recording.objects.get().file == ""


def test_two_orders_of_the_same_words_at_once_are_spoken_once(order: Order, speech: str) -> None:
    one, two = order(), order()
    first, second = Narration.claim_next("a"), Narration.claim_next("b")
    assert first
    assert second
    recording, _ = Recording.objects.get_or_create(key=first.key)
    assert reserve(recording, first.claim)
    perform(second)
    two.refresh_from_db()
    assert (two.status, two.error_code, two.spent) == ("pending", "being_made", 0)
    perform(first)
    woken = Narration.claim_next("c")
    assert woken is not None
    perform(woken)
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.recording == two.recording
    assert Recording.objects.count() == 1


def test_a_dead_makers_reservation_holds_nobody_up(order: Order, speech: str) -> None:
    order()
    dead = Narration.claim_next("dead")
    assert dead
    recording, _ = Recording.objects.get_or_create(key=dead.key)
    assert reserve(recording, dead.claim)
    Narration.release("dead")
    assert made(dead).status == "completed"


def test_an_order_whose_recording_exists_needs_no_service(
    order: Order, speech: str, settings: Any
) -> None:
    made(order())
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    assert made(order()).status == "completed"


def test_a_recording_nobody_refers_to_goes_after_its_keep_time(order: Order, speech: str) -> None:
    from django.core.files.storage import default_storage

    from tts.purge import purge_recordings

    kept, unused = made(order()), made(order("Words nobody wants."))
    assert kept.recording
    assert unused.recording
    file = unused.recording.file
    unused.delete()
    purge_recordings()
    assert Recording.objects.count() == 2
    Recording.objects.update(created_at=Now() - timedelta(days=2))
    purge_recordings()
    assert Recording.objects.get() == kept.recording
    assert not default_storage.exists(file)


def test_a_maker_that_lost_its_reservation_completes_nothing_without_sound(
    order: Order, speech: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tts import client

    speak = client.speak

    def slow(*arguments: Any) -> client.Speech:
        Recording.objects.update(maker="somebody else")
        return speak(*arguments)

    monkeypatch.setattr(client, "speak", slow)
    row = made(order())
    assert (row.status, row.error_code, row.recording) == ("pending", "being_made", None)


def test_another_edition_of_the_voices_is_spoken_anew(
    order: Order, speech: str, settings: Any
) -> None:
    made(order())
    settings.SPEECH_EDITION = "piper-2"
    made(order())
    assert Recording.objects.count() == 2


def test_a_slow_service_spends_an_attempt(order: Order, settings: Any) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.CHATTERBOX_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings.CHATTERBOX_TIMEOUT = 1
        row = made(order())
    assert (row.status, row.error_code, row.spent) == ("pending", "too_slow", 1)


def test_a_stop_frees_the_worker_that_waits_for_a_service_that_hangs(
    order: Order, settings: Any
) -> None:
    settings.WORK_LEASE_SECONDS, settings.CHATTERBOX_TIMEOUT = 1, PATIENCE_SECONDS
    row, begun = order(), monotonic()

    def stop_once_asked() -> None:
        callers.append(silent.accept()[0])
        Narration.objects.get(pk=row.pk).cancel()
        connection.close()

    callers: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CHATTERBOX_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        stopping = threading.Thread(target=stop_once_asked)
        stopping.start()
        made(row)
        stopping.join()
        callers[0].close()
    assert (row.status, row.error_code) == ("cancelled", "")
    assert monotonic() < begun + PATIENCE_SECONDS, (
        "the worker waited as long as the service may take"
    )


def test_a_service_that_sends_its_headers_byte_by_byte_is_too_slow(
    order: Order, settings: Any
) -> None:
    with dripping_server() as url:
        settings.CHATTERBOX_URL, settings.CHATTERBOX_TIMEOUT = url, 1
        row = made(order())
    assert (row.status, row.error_code, row.spent) == ("pending", "too_slow", 1)


def test_a_failure_says_nothing_of_the_text_in_the_log(
    order: Order, pretender: Any, caplog: Any
) -> None:
    pretender(500, b'{"detail":"could not say: little fox"}')
    made(order())
    assert "fox" not in caplog.text
    assert "tts_500" in caplog.text


def test_what_another_engine_spoke_in_place_of_the_voices_own_is_spoken_again_next_time(
    order: Order, pretender: Any, speech: str, settings: Any
) -> None:
    spoken = httpx.post(
        f"{speech}/tts/with-timestamps", json={"text": order().text}, timeout=PATIENCE_SECONDS
    ).json()
    stood_in = {**spoken, "notices": ["Part 1 was spoken by espeak: hibari failed."]}
    asked = pretender(200, json.dumps(stood_in).encode(), Content_Type="application/json")
    first = made(Narration.objects.get())
    assert (first.status, len(asked)) == ("completed", 1)
    settings.CHATTERBOX_URL = speech
    second = made(order())
    assert second.recording != first.recording
    third = made(order())
    assert third.recording == second.recording
