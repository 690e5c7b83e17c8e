"""Whatever dies, whenever: what was accepted completes once, and only a crash makes anything spoken twice."""

import os
import random
import signal
from collections.abc import Callable

import pytest

from tests.faults.conftest import Victim
from tests.processes import wait_until

REPEATS = int(os.environ.get("FAULT_REPEATS", "1"))
Harm = Callable[[Victim], object]

HARMS: dict[str, Harm] = {
    "kill -9 of the workers": lambda v: wait_until(
        lambda: v.kill_below("workers"), "a worker to kill"
    ),
    "kill -9 of the workers' master": lambda v: v.kill("workers"),
    "SIGTERM of the workers' master": lambda v: v.kill("workers", signal.SIGTERM),
    "kill -9 of the sweep": lambda v: v.kill("sweep"),
    "kill -9 of the web": lambda v: v.kill("web"),
    "kill -9 of the speech service": lambda v: v.kill("tts"),
    "kill -9 of Redis": lambda v: v.kill("redis"),
    "FLUSHALL": lambda v: v.redis.flushall(),
}


@pytest.mark.parametrize("seed", range(REPEATS))
@pytest.mark.parametrize("harm", HARMS)
def test_everything_accepted_completes_once(victim: Victim, harm: str, seed: int) -> None:
    chance = random.Random(f"{harm}{seed}")
    spoken = victim.spoken()
    story_id, job_id = victim.upload(chance), victim.order_brief(chance)
    begun = chance.randrange(1, 8)
    pressed = victim.press_changes(chance)
    wait_until(lambda: parts_done(victim, story_id) >= begun, f"{begun} finished parts")
    HARMS[harm](victim)
    wait_until(
        lambda: (
            victim.story(story_id).get("status") == "completed"
            and victim.job(job_id).get("status") == "completed"
        ),
        f"story and job completed after {harm}",
    )
    # The press is a row: words and sound go out together, whoever dies between it and its audio.
    wait_until(
        lambda: (
            victim.brief(pressed).get("waiting_edition") == 0
            and not victim.brief(pressed).get("behind")
        ),
        f"the changes are out after {harm}",
    )
    story, job = victim.story(story_id), victim.job(job_id)
    assert story["failed_scenes"] == job["failed_items"] == 0
    assert (job["completed_items"], job["progress"]) == (6, 100)
    assert [scene["scene_index"] for scene in story["scenes"]] == list(range(len(story["scenes"])))
    parts = len(story["scenes"]) + job["total_items"] + 2  # what was published, and its changes
    under_way = 2  # audio workers: each may lose what it was saying
    assert victim.spoken() - spoken <= parts + under_way
    # A process killed between storing a file and its row leaves a file, which loses nothing.
    assert victim.audit()["problems"] == []


def parts_done(victim: Victim, story_id: str) -> int:
    scenes = victim.story(story_id).get("scenes", [])
    states = [scene[part] for scene in scenes for part in ("image_status", "audio_status")]
    return states.count("completed")
