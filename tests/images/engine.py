"""Docker or podman, whichever can start containers here, and the compose command that goes with it."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
VERSION = os.environ.get("EDUSMART_VERSION") or "0.1.0"
STAND_INS = {
    "PYTHON_IMAGE": "stand-in/python:3.11-slim-bookworm",
    "POSTGRES_IMAGE": "stand-in/postgres:17",
    "REDIS_IMAGE": "stand-in/redis:8",
    "S3_IMAGE": "stand-in/s3:minio",
}


class Impossible(Exception):
    """One sentence for people: what is missing here."""


def _works(*command: str, env: Mapping[str, str] | None = None) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False, env=env).returncode
    )


@dataclass
class Engine:
    """Runs images and, with `env`, the services of docker-compose.yml as a project of their own."""

    command: str
    compose: list[str]
    project: str = "edusmart-test"
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @classmethod
    def found(cls) -> "Engine":
        """Raises Impossible."""
        if _works("docker", "info") and _works("docker", "compose", "version"):
            return cls("docker", ["docker", "compose"])
        if not shutil.which("podman"):
            raise Impossible(
                "Images need Docker (engine and compose plugin) or podman (with runc and podman-compose)."
            )
        engine = cls("podman", ["podman-compose"])
        engine.env.setdefault("CONTAINERS_CONF", str(HERE / "containers.conf"))
        # Health checks are run by healthy(): podman's own timers need systemd.
        engine.env["DISABLE_HC_SYSTEMD"] = "true"
        return engine

    def need_compose(self) -> None:
        """Raises Impossible where compose is missing."""
        if not shutil.which(self.compose[0]):
            raise Impossible(
                "The services need podman-compose 1.5 or newer: pip install podman-compose."
            )

    def run(self, *command: str, quiet: bool = True) -> str:
        """What the engine says. Raises Impossible with its last line."""
        return self._run([self.command, *command], quiet=quiet)

    def use_stand_ins(self) -> None:
        """Build what replaces the registry's images, and have it used. Raises Impossible."""
        if self.command != "podman" or not shutil.which("mmdebstrap"):
            raise Impossible("Stand-ins for a registry's images need podman and mmdebstrap.")
        self.env |= STAND_INS
        self._run([str(HERE / "stand-ins.sh")], quiet=False)

    def build(self, target: str) -> str:
        """Build one of the Dockerfile's targets; returns the image's name. Raises Impossible."""
        name = f"edusmart/{target}:{VERSION}"
        command = [str(HERE / "build.sh")] if self.command == "podman" else ["docker", "build"]
        base = self.env.get("PYTHON_IMAGE")
        arguments = ["--build-arg", f"PYTHON_IMAGE={base}"] if base else []
        self._run([*command, "--target", target, "--tag", name, *arguments, "."], quiet=False)
        return name

    def composed(self, *command: str, settings: Mapping[str, str], quiet: bool = False) -> str:
        """What a command of compose says for the project. Raises Impossible."""
        self.env |= settings
        return self._run([*self.compose, "--project-name", self.project, *command], quiet=quiet)

    def up(self, *services: str, settings: Mapping[str, str]) -> None:
        """Start services, but nothing they depend on. Raises Impossible."""
        self.composed("up", "--detach", "--no-build", "--no-deps", *services, settings=settings)

    def containers(self) -> dict[str, dict[str, Any]]:
        """The project's containers as `inspect` shows them, by service; of replicas the last."""
        label = f"label=com.docker.compose.project={self.project}"
        ids = self.run("ps", "--all", "--quiet", "--filter", label).split()
        shown = json.loads(self.run("inspect", *ids)) if ids else []
        return {one["Config"]["Labels"]["com.docker.compose.service"]: one for one in shown}

    def healthy(self, container: Mapping[str, Any]) -> bool:
        """Whether the health check of a container passes; podman is asked to run it, as nothing else does."""
        if self.command == "podman":
            return _works("podman", "healthcheck", "run", str(container["Id"]), env=self.env)
        return bool(container["State"].get("Health", {}).get("Status") == "healthy")

    def _run(self, command: list[str], *, quiet: bool) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, text=True, check=False, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if quiet else None,
        )  # fmt: skip
        if done.returncode:
            why = (done.stderr or "").strip().splitlines()[-1:] or ["see above"]
            raise Impossible(f"`{' '.join(command[:3])} …` ended with {done.returncode}: {why[0]}")
        return done.stdout
