"""`python -m bench.conductor`: a class of 30 that listens together; how far apart its devices are.

The devices run the pages' own scripts in one node, over real sockets to a real web process. Each has a clock
that is wrong by up to 5 s and runs up to 50 millionths too fast or slow, a line that takes 5 to 60 ms and
some more for each message (two in a hundred 100 to 300 ms), and a sound that takes 10 to 140 ms to start.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import median

from playwright._impl._driver import compute_driver_executable

from bench.parts.report import percentile, write_down
from edusmart.machine.system import ROOT, environment, prepare, running

PUPILS = 30
ROUNDS = 5
SETUP = f"""
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from edusmart.accounts.models import ApiToken, User
from stories.models import Story, StoryShare, Telling
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.storyteller import StoryStart, ToldScene
from stories.together.conduct import Command, conduct
def person(name, group):
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user
teacher = person("teacher", "editors")
school_class = make_class(teacher, "Bench")
pupils = [person(f"pupil{{n}}", "students") for n in range({PUPILS})]
for pupil in pupils:
    add_pupil(school_class, pupil)
story = Story(owner=teacher, title="Bench", document="none.pdf", shared_at=timezone.now())
story.topic = Story.new_topic(story.pk)
story.save()
Telling(topic=story.topic, story=story).save()
telling = Telling.claim_next("bench")
begin_story(telling, StoryStart("Bench", "en", 1), 1)
stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
StoryShare.objects.create(thing=story, school_class=school_class)
conduct(school_class, teacher, Command(story.pk, 0, 0.0, False, 1.0))
keys = {{
    "conductor": ApiToken.issue(teacher, "b"), "classId": school_class.pk, "story": str(story.pk),
    "pupils": [ApiToken.issue(pupil, "b") for pupil in pupils],
}}
(settings.VAR_DIR / "bench.json").write_text(json.dumps(keys))
"""

#: For each round, by how many milliseconds each device was late; None where it did not sound the word.
Rounds = Sequence[Sequence[float | None]]


def spread(rounds: Rounds) -> str:
    """How far two devices of a class were apart, for all pairs, and how many were silent."""
    apart = [
        abs(one - other)
        for moments in rounds
        for one, other in combinations([it for it in moments if it is not None], 2)
    ]
    silent = sum(it is None for moments in rounds for it in moments)
    late = median([it for moments in rounds for it in moments if it is not None])
    figure = f"p50 {percentile(apart, 50):.0f} ms, p95 {percentile(apart, 95):.0f} ms"
    figure += f", max {max(apart):.0f} ms; {late:+.0f} ms from the row"
    return figure + (f"; {silent} silent" if silent else "")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    base = environment(folder)
    prepare(
        base,
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["shell", "-v0", "-c", SETUP],
    )
    try:
        with running(folder, programs=frozenset({"redis", "web"}), base=base) as system:
            keys = json.loads((folder / "bench.json").read_text())
            wanted = {**keys, "web": system.web_url, "rounds": ROUNDS}
            script = str(ROOT / "bench" / "conductor.mjs")
            node = str(compute_driver_executable()[0])
            done = subprocess.run(
                [node, script, json.dumps(wanted)], capture_output=True, text=True, check=True
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    figures = json.loads(done.stdout)
    title = f"A class of {PUPILS} that listens together, two devices apart, {ROUNDS} rounds"
    write_down(title, [(what, spread(rounds)) for what, rounds in figures.items()])


if __name__ == "__main__":
    main()
