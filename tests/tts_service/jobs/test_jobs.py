"""Jobs through a real service, worker and Redis: what is promised of each call."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from rq import Queue
from rq.serializers import JSONSerializer

from tests.processes import PATIENCE_SECONDS, wait_until
from tests.tts_service.installation import Installation
from tests.tts_service.piper_voice import piper_voice
from tests.tts_service.sound import seconds
from tts.service.jobs import tokens
from tts.service.jobs.folder import JobFolder
from tts.service.jobs.speech_client import ChunkAudio

SENTENCE = "The fox ran home, and the bear slept under the tall tree. "
LONG = {"text": SENTENCE * 100, "chunk_size": 50, "format": "wav"}
FIELDS = {
    "job_id", "status", "progress", "created_at", "started_at", "elapsed_sec", "current_chunk",
    "total_chunks", "error", "notices",
}  # fmt: skip
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_job_is_taken_on_at_once_and_becomes_an_attachment(here: Installation) -> None:
    answer = here.client.post("/tts/enqueue", json={"text": SENTENCE, "voice": "calm"})
    assert answer.status_code == 202
    job = answer.json()["job_id"]
    assert answer.json() == {
        "job_id": job,
        "status": "queued",
        "message": "Job queued for processing",
        "status_url": f"/tts/{job}/status",
        "result_url": f"/tts/{job}/result",
    }
    status = here.wait(job)
    assert set(status) == FIELDS
    assert (status["progress"], status["error"]) == (100, None)
    assert status["current_chunk"] == status["total_chunks"] == 1
    assert status["created_at"] <= status["started_at"]
    result = here.client.get(f"/tts/{job}/result")
    assert result.headers["content-type"] == "audio/mpeg"
    assert result.headers["x-tts-engine"] == "espeak"
    assert result.headers["x-tts-engine-version"].startswith("1.")
    name = result.headers["content-disposition"]
    assert name.startswith(f'attachment; filename="tts_job_{job}_')
    assert name.endswith('.mp3"')
    assert seconds(result.content) == pytest.approx(
        float(result.headers["x-audio-duration"]), abs=0.06
    )


def test_whoever_spoke_a_part_of_a_job_is_named_once(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path)
    folder.open()
    for index, name in enumerate(("piper", "espeak", "piper")):
        notice = "Part 1 was spoken by espeak: piper failed" if name == "espeak" else ""
        folder.save_chunk(index, ChunkAudio(b"", {name: "1"}, notice))
    assert list(folder.engines(4).items()) == [("piper", "1"), ("espeak", "1")]
    assert folder.notices(4) == ["Part 2 was spoken by espeak: piper failed"]


def test_a_chunk_saved_before_an_update_still_tells_who_spoke_it(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path)
    folder.open()
    folder.save_chunk(0, ChunkAudio(b"", {"piper": "1"}))
    (saved,) = tmp_path.glob("chunks/*.json")
    saved.write_text('{"piper": "1"}')
    assert (folder.engines(1), folder.notices(1)) == ({"piper": "1"}, [])


def test_a_job_sounds_like_the_same_request_spoken_at_once(here: Installation) -> None:
    body = {"text": SENTENCE * 5 + "\n\nAnd then? Nothing.", "rate": 1.5, "format": "flac"}
    job = here.enqueue(**body)
    here.wait(job)
    at_once = seconds(here.client.post("/tts", json=body).content)
    assert seconds(here.client.get(f"/tts/{job}/result").content) == pytest.approx(at_once, abs=0.1)


@pytest.mark.parametrize("name", ["mp3", "wav", "opus", "flac"])
def test_results_come_in_ranges(here: Installation, name: str) -> None:
    job = here.enqueue(text=SENTENCE, format=name)
    here.wait(job)
    whole = here.client.get(f"/tts/{job}/result").content
    part = here.client.get(f"/tts/{job}/result", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert part.content == whole[100:200]


def test_a_batch_is_one_job_with_a_file_for_each_text(here: Installation) -> None:
    texts = [SENTENCE * n for n in (1, 2, 3)]
    answer = here.client.post("/tts/batch", json={"texts": texts, "format": "wav"})
    assert answer.status_code == 202
    job = answer.json()["job_id"]
    here.wait(job)
    result = here.client.get(f"/tts/{job}/result")
    assert result.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(result.content)) as pack:
        assert pack.namelist() == ["0001.wav", "0002.wav", "0003.wav"]
        lengths = [seconds(pack.read(name)) for name in pack.namelist()]
    assert lengths == sorted(lengths)
    assert sum(lengths) == pytest.approx(float(result.headers["x-audio-duration"]), abs=0.01)
    second = here.client.get(f"/tts/{job}/result", params={"item": 2})
    assert seconds(second.content) == lengths[1]
    assert here.client.get(f"/tts/{job}/result", params={"item": 4}).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("enqueue", {"text": "..."}, "The text has nothing this voice can say."),
        ("enqueue", {"text": "Hi", "voice": "nobody"}, "unknown"),
        ("enqueue", {"text": "Hi", "stream": True}, "'stream'"),
        ("enqueue", {"text": "Hi", "priority": "urgent"}, "'priority'"),
        ("enqueue", {"text": "Hi", "colour": 1}, "'colour'"),
        ("enqueue", {"texts": ["Hi"]}, "'text"),
        ("batch", {"texts": []}, "'texts'"),
        ("batch", {"texts": ["Hi", "?!"]}, "Text 2 has nothing this voice can say."),
    ],
)
def test_a_job_that_can_never_be_spoken_is_refused_at_once(
    here: Installation, path: str, body: dict[str, Any], said: str
) -> None:
    answer = here.client.post(f"/tts/{path}", json=body)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_too_long_a_job_is_413(own: Any) -> None:
    here = own(JOB_MAX_CHARS="100").start("redis", "hosted")
    assert here.client.post("/tts/enqueue", json={"text": "word " * 21}).status_code == 413
    assert here.client.post("/tts/batch", json={"texts": ["word " * 11] * 2}).status_code == 413


@pytest.mark.parametrize("job", [UNKNOWN, "nonsense", "a:parts", f"{UNKNOWN}:parts"])
def test_unknown_jobs_are_not_found(here: Installation, job: str) -> None:
    for method, path in (("GET", "status"), ("GET", "result"), ("DELETE", "")):
        answer = here.client.request(method, f"/tts/{job}/{path}".rstrip("/"))
        assert answer.status_code == 404
        assert answer.json() == {"detail": "Job not found."}


def test_a_job_can_be_cancelled_while_it_waits_and_while_it_is_spoken(own: Any) -> None:
    here = own().start("redis", "service")
    job = here.enqueue(**LONG)
    assert here.client.get(f"/tts/{job}/result").status_code == 425
    answer = here.client.delete(f"/tts/{job}")
    assert (answer.status_code, answer.json()) == (
        200,
        {"message": f"Job {job} cancelled successfully"},
    )
    here.start("worker")
    job = here.enqueue(**LONG)
    here.wait_for_chunk(job, 3)
    assert here.client.get(f"/tts/{job}/result").status_code == 425
    assert here.client.delete(f"/tts/{job}").status_code == 200
    spoken_by_then = len(here.spoken(job))
    after = here.enqueue(text="After that.")
    here.wait(after)
    assert len(here.spoken(job)) <= spoken_by_then + 1
    assert here.status(job)["status"] == "cancelled"
    gone = here.client.get(f"/tts/{job}/result")
    assert (gone.status_code, gone.json()) == (410, {"detail": "The job was cancelled."})
    assert here.client.delete(f"/tts/{job}").status_code == 200
    assert here.client.delete(f"/tts/{after}").status_code == 409
    assert not (here.folder / "jobs" / job).exists()


def test_a_job_tells_which_parts_another_engine_spoke(own: Any, tmp_path: Path) -> None:
    piper_voice(tmp_path, "es_ES-torn", "es_ES", "es").write_bytes(b"torn")
    here = own(TTS_ENGINE="auto", MODEL_PATH=str(tmp_path)).start("redis", "hosted", "worker")
    job = here.enqueue(text="Hello.\n\nHola.", chunk_size=50, voice="piper:es_ES-torn")
    status = here.wait(job)
    assert status["notices"] == [
        f"Part {number} was spoken by espeak: piper failed." for number in (1, 2)
    ]


def test_a_failed_job_tells_why(own: Any) -> None:
    here = own(MAX_AUDIO_SECONDS="5").start()
    job = here.enqueue(text=SENTENCE * 5)
    assert here.wait(job, "failed")["error"] == "The audio would pass 5 seconds."
    assert here.status(job)["progress"] < 100
    result = here.client.get(f"/tts/{job}/result")
    assert (result.status_code, result.json()) == (
        500,
        {"detail": "The audio would pass 5 seconds."},
    )


def test_the_same_idempotency_key_is_the_same_job(here: Installation) -> None:
    def ask(text: str, key: str) -> httpx.Response:
        headers = {"Idempotency-Key": key}
        return here.client.post("/tts/enqueue", json={"text": text}, headers=headers)

    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: ask("Once only.", "story-7"), range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["job_id"] for answer in answers}) == 1
    assert ask("Something else.", "story-7").status_code == 409
    assert ask("Once only.", "story-8").json()["job_id"] != answers[0].json()["job_id"]


def test_urgent_jobs_come_first_and_keys_take_turns(own: Any) -> None:
    here = own(API_KEYS="ann,bob", WORKER_KEY="worker").start("redis", "hosted")

    def ask(key: str, text: str, **body: Any) -> str:
        headers = {"Authorization": f"Bearer {key}"}
        answer = here.client.post("/tts/enqueue", json={"text": text, **body}, headers=headers)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["job_id"])

    wanted = {
        "low": ask("ann", "Low.", priority="low"),
        "ann 1": ask("ann", "One."),
        "ann 2": ask("ann", "Two."),
        "ann 3": ask("ann", "Three."),
        "bob 1": ask("bob", "One."),
        "high": ask("bob", "High.", priority="high"),
    }
    here.start("worker")
    names = {job: name for name, job in wanted.items()}
    wait_until(lambda: here.log("worker").count("status=completed") == 6, "six spoken jobs")
    lines = [line for line in here.log("worker").splitlines() if "status=completed" in line]
    order = [names[line.partition("job=")[2].split()[0]] for line in lines]
    assert order == ["high", "ann 1", "bob 1", "ann 2", "ann 3", "low"]


def test_a_long_job_lets_others_have_their_turn(own: Any) -> None:
    here = own(API_KEYS="ann,bob", WORKER_KEY="worker").start()
    ann = httpx.Client(
        base_url=here.url, headers={"Authorization": "Bearer ann"}, timeout=PATIENCE_SECONDS
    )
    bob = httpx.Client(
        base_url=here.url, headers={"Authorization": "Bearer bob"}, timeout=PATIENCE_SECONDS
    )
    with ann, bob:
        long = ann.post("/tts/enqueue", json={**LONG, "text": SENTENCE * 300}).json()["job_id"]
        wait_until(
            lambda: ann.get(f"/tts/{long}/status").json()["current_chunk"] >= 3,
            "a job in the middle",
        )
        short = bob.post("/tts/enqueue", json={"text": "Quickly."}).json()["job_id"]
        wait_until(
            lambda: bob.get(f"/tts/{short}/status").json()["status"] == "completed", "a short job"
        )
        assert ann.get(f"/tts/{long}/status").json()["status"] == "running"
        ann.delete(f"/tts/{long}")


def test_without_redis_jobs_answer_503_and_speech_works(tts: httpx.Client) -> None:
    for method, path in (
        ("POST", "/tts/enqueue"), ("POST", "/tts/batch"), ("GET", "/tts/jobs"),
        ("GET", f"/tts/{UNKNOWN}/status"), ("GET", f"/tts/{UNKNOWN}/result"),
        ("DELETE", f"/tts/{UNKNOWN}"),
    ):  # fmt: skip
        body = {"texts": ["Hi."]} if path.endswith("batch") else {"text": "Hi."}
        answer = tts.request(method, path, json=body if method == "POST" else None)
        assert answer.status_code == 503, path
        assert answer.json() == {
            "detail": "Jobs need Redis, and this service has none: REDIS_URL is not set."
        }
    assert tts.post("/tts", json={"text": "Hi."}).status_code == 200


def test_while_redis_is_away_jobs_answer_503_and_speech_works(own: Any) -> None:
    here = own().start("hosted")
    answer = here.client.post("/tts/enqueue", json={"text": "Hi."})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert here.client.post("/tts", json={"text": "Hi."}).status_code == 200


def test_a_worker_without_redis_ends_with_one_sentence(own: Any) -> None:
    here = own(REDIS_URL="")
    here.start("worker")
    assert here.processes["worker"].wait(PATIENCE_SECONDS) == 1
    assert here.log("worker") == "The job worker needs Redis: set REDIS_URL.\n"


def test_results_past_their_time_are_gone_from_disk_too(own: Any) -> None:
    here = own(JOB_TTL_HOURS="0.0006", CLEANUP_INTERVAL_SEC="0.2")
    here.start("redis", "hosted", "worker")
    job = here.enqueue(text="Soon forgotten.")
    here.wait(job)
    wait_until(
        lambda: here.client.get(f"/tts/{job}/result").status_code == 410, "an expired result"
    )
    assert "past its time" in here.client.get(f"/tts/{job}/result").json()["detail"]
    wait_until(lambda: not (here.folder / "jobs" / job).exists(), "a deleted folder")
    assert here.client.get("/tts/jobs").json() == {"jobs": []}
    wait_until(lambda: here.client.get(f"/tts/{job}/status").status_code == 404, "no trace")


def test_a_token_can_only_ever_wake(own: Any) -> None:
    here = own().start()
    with here.redis() as connection:
        queue = Queue(tokens.QUEUE, connection=connection, serializer=JSONSerializer)
        harm = here.folder / "harm"
        queue.enqueue("os.mkdir", str(harm))
        queue.enqueue(f"{tokens.__name__}.speak_next", "unasked")
    here.wait(here.enqueue(text="Still here."))
    assert not harm.exists()
