"""A Redis, a speech service and a job worker as real processes, each of which can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import redis

from edusmart.machine.embedded import redis_command
from tests.processes import PATIENCE_SECONDS, ROOT, free_port, wait_until
from tests.tts_service.stand_in import hosted
from tts.service.engines.factory import engine_factory
from tts.service.settings import Settings


class Installation:
    """All that jobs need, in a folder of its own; `env` is for the service and the worker."""

    def __init__(self, **env: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tts-jobs-"))
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self._socket = self.folder / "redis.sock"
        self.env = {
            "HOST": "127.0.0.1", "PORT": str(port), "REDIS_URL": f"unix://{self._socket}",
            "JOBS_DIR": str(self.folder / "jobs"), "SERVICE_URL": self.url,
            "TTS_ENGINE": os.environ.get("TTS_ENGINE", "espeak"), "JOB_LEASE_SECONDS": "2", **env,
        }  # fmt: skip
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE_SECONDS)
        self._hosted = ExitStack()

    def start(self, *names: str) -> "Installation":
        """Start what is named, or everything, and wait until each answers."""
        for name in names or ("redis", "service", "worker"):
            getattr(self, f"_start_{name}")()
        return self

    def kill(self, name: str) -> None:
        """kill -9."""
        self.processes[name].kill()
        self.processes.pop(name).wait()

    def stop(self, name: str) -> int:
        """SIGTERM; the status it ended with."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        """End everything and delete the folder."""
        self.client.close()
        self._hosted.close()
        for process in self.processes.values():
            process.kill()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, name: str) -> str:
        """What a process has written so far."""
        return (self.folder / f"{name}.log").read_text()

    def redis(self) -> "redis.Redis":
        """A client of the installation's Redis."""
        return redis.Redis(unix_socket_path=str(self._socket))

    def enqueue(self, **body: Any) -> str:
        """Hand a job in, which must succeed; its id."""
        answer = self.client.post("/tts/enqueue", json=body)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["job_id"])

    def status(self, job: str) -> dict[str, Any]:
        """The job's status; empty while the service or Redis is away."""
        with suppress(httpx.TransportError):
            answer = self.client.get(f"/tts/{job}/status")
            if answer.status_code == 200:
                found: dict[str, Any] = answer.json()
                return found
        return {}

    def wait(
        self, job: str, status: str = "completed", patience: float = PATIENCE_SECONDS
    ) -> dict[str, Any]:
        """Wait for a status, which must come."""
        wait_until(lambda: self.status(job).get("status") == status, f"a {status} job", patience)
        return self.status(job)

    def wait_for_chunk(self, job: str, chunk: int) -> None:
        """Wait until a job is in the middle."""
        wait_until(lambda: self.status(job).get("current_chunk", 0) >= chunk, f"chunk {chunk}")

    def spoken(self, job: str) -> list[int]:
        """Which chunks the service spoke for the job to the end, in order, again if again."""
        lines = [line for line in self.log("service").splitlines() if f"request={job}." in line]
        said = [line.partition(f"request={job}.")[2].split() for line in lines]
        return [int(words[0]) for words in said if "status=200" in words]

    def _start_redis(self) -> None:
        self._run("redis", redis_command(self._socket, self.folder))

        def answers() -> bool:
            with suppress(redis.RedisError):
                return bool(self.redis().ping())
            return False

        wait_until(answers, "Redis' first answer")

    def _start_service(self) -> None:
        self._run("service", [sys.executable, "-m", "tts.service"])

        def healthy() -> bool:
            with suppress(httpx.TransportError):
                return (
                    httpx.get(
                        f"{self.url}/health", verify=False, timeout=PATIENCE_SECONDS
                    ).status_code
                    == 200
                )
            return False

        wait_until(healthy, "a healthy speech service")

    def _start_hosted(self) -> None:
        """The service in this process: sooner there, where a test neither kills it nor reads its log."""
        settings = Settings.from_environ(self.env)
        self._hosted.enter_context(hosted(engine_factory(settings), settings, settings.port))

    def _start_worker(self) -> None:
        self._run("worker", [sys.executable, "-m", "tts.service.worker"])

    def _run(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.env}, stdout=log, stderr=log
            )
