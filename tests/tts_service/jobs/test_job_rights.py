"""Whose jobs are whose, how many a key may have, and how fast it may ask."""

from typing import Any

from tests.tts_service.jobs.test_jobs import FIELDS


def test_another_keys_jobs_do_not_exist(own: Any) -> None:
    here = own(API_KEYS="ann,bob").start("redis", "hosted")
    ann, bob = ({"Authorization": f"Bearer {key}"} for key in ("ann", "bob"))
    job = here.client.post("/tts/enqueue", json={"text": "Mine."}, headers=ann).json()["job_id"]
    for method, path in (("GET", "/status"), ("GET", "/result"), ("DELETE", "")):
        assert here.client.request(method, f"/tts/{job}{path}", headers=bob).status_code == 404
    listed = [here.client.get("/tts/jobs", headers=who).json()["jobs"] for who in (ann, bob)]
    assert [[one["job_id"] for one in jobs] for jobs in listed] == [[job], []]
    assert here.client.get("/tts/jobs").status_code == 401


def test_recent_jobs_are_listed_newest_first(own: Any) -> None:
    here = own().start("redis", "hosted")
    handed_in = [here.enqueue(text=f"Number {n}.") for n in range(3)]
    listed = here.client.get("/tts/jobs").json()["jobs"]
    assert [one["job_id"] for one in listed] == handed_in[::-1]
    assert all(set(one) == FIELDS for one in listed)


def test_a_key_with_too_many_unfinished_jobs_waits(own: Any) -> None:
    here = own(JOBS_PER_KEY="2").start("redis", "hosted")
    jobs = [here.enqueue(text="One."), here.enqueue(text="Two.")]
    refused = here.client.post("/tts/enqueue", json={"text": "Three."})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    here.client.delete(f"/tts/{jobs[0]}")
    here.enqueue(text="Three.")


def test_a_key_that_spent_its_characters_comes_back_tomorrow(own: Any) -> None:
    here = own(JOB_CHARS_PER_DAY="20").start("redis", "hosted")
    here.enqueue(text="Fifteen letters")
    refused = here.client.post("/tts/enqueue", json={"text": "Ten more of them."})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 86_400


def test_a_key_that_asks_too_fast_is_told_when_to_come_back(host: Any) -> None:
    tts = host(REQUESTS_PER_MINUTE="3", API_KEYS="ann,bob")
    codes = {
        key: [
            tts.post(
                "/tts", json={"text": "Hi."}, headers={"Authorization": f"Bearer {key}"}
            ).status_code
            for _ in range(4)
        ]
        for key in ("ann", "bob")
    }
    assert codes == {"ann": [200, 200, 200, 429], "bob": [200, 200, 200, 429]}
