"""WS /ws/tts/{id}: progress as it happens, for the owner only."""

import json
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.processes import PATIENCE_SECONDS
from tests.tts_service.installation import Installation
from tests.tts_service.jobs.test_jobs import FIELDS, LONG, UNKNOWN


def frames(url: str, **how: Any) -> list[dict[str, Any]]:
    """All frames of a socket, until the service closes it normally."""
    with connect(url, **how) as socket:
        return [json.loads(frame) for frame in socket]


def test_a_socket_tells_every_step_until_the_job_ends(here: Installation) -> None:
    job = here.enqueue(**LONG)
    told = frames(f"{here.url.replace('http', 'ws')}/ws/tts/{job}")
    assert all(set(frame) == FIELDS for frame in told)
    progress = [frame["progress"] for frame in told]
    assert progress == sorted(progress)
    assert len(set(progress)) > 5
    assert told[-1]["status"] == "completed"
    (last,) = frames(f"{here.url.replace('http', 'ws')}/ws/tts/{job}")
    assert last == {**told[-1], "elapsed_sec": last["elapsed_sec"]}


def closing(url: str, said: str | None = None, **how: Any) -> int:
    """The code with which the service closes a socket without telling anything."""
    with connect(url, **how) as socket:
        if said is not None:
            socket.send(said)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=PATIENCE_SECONDS)
        return int(socket.close_code or 0)


def test_sockets_are_for_the_owner_only(own: Any) -> None:
    here = own(API_KEYS="ann,bob").start("redis", "hosted")
    ann = {"Authorization": "Bearer ann"}
    job = here.client.post("/tts/enqueue", json={"text": "Mine."}, headers=ann).json()["job_id"]
    url = f"{here.url.replace('http', 'ws')}/ws/tts/{job}"
    with connect(url, additional_headers=ann) as socket:
        assert json.loads(socket.recv(timeout=PATIENCE_SECONDS))["status"] == "queued"
    with connect(url) as socket:
        socket.send('{"key": "ann"}')
        assert json.loads(socket.recv(timeout=PATIENCE_SECONDS))["status"] == "queued"
    assert closing(url, '{"key": "bob"}') == 4404
    assert closing(url, '{"key": "eve"}') == 4401
    assert closing(url, "nonsense") == 4401
    assert closing(url, "[" * 100_000) == 4401
    assert closing(url, additional_headers={"Authorization": "Bearer eve"}) == 4401
    assert closing(url.replace(job, UNKNOWN), additional_headers=ann) == 4404


def test_without_redis_a_socket_says_to_come_back(tts: httpx.Client) -> None:
    assert closing(f"{str(tts.base_url).replace('http', 'ws')}/ws/tts/{UNKNOWN}") == 1013
