"""A process inside a running system that does what tests ask of it: starting one takes seconds each time."""

import json
import subprocess
import sys
from collections.abc import Mapping

from edusmart.machine.system import ROOT

#: Does each line's code; says what it printed, or how it failed.
_LOOP = """
import contextlib, io, json, sys, traceback
from django.db import close_old_connections
for line in sys.stdin:
    said, failure = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            exec(json.loads(line), {"__name__": "__console__"})
        except (Exception, SystemExit):
            failure = traceback.format_exc()
        close_old_connections()
    print(json.dumps([said.getvalue(), failure]), flush=True)
"""


class Inside:
    """The process, started when something is first asked of it. Use `close` at the end."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = dict(env)
        self._process: subprocess.Popen[str] | None = None

    def run(self, code: str) -> str:
        """Run Python in the system's process; returns what it printed. Fails with what it raised."""
        process = self._process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(code) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the process inside ended with status {process.wait()}"
        said, failure = json.loads(line)
        assert not failure, failure
        return str(said)

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", _LOOP], cwd=ROOT, env=self._env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        if self._process:
            self._process.communicate()
