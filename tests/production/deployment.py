"""What deploy/ and docs/operating.md say, read so that it can be run here."""

import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.processes import ROOT

DEPLOY = ROOT / "deploy"
HOME = "/opt/edusmart"


class Unclear(Exception):
    """The document or a file beside it does not say what it has to."""


def settings(file: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return an environment file's settings with these values filled in. Raises Unclear."""
    lines = (DEPLOY / file).read_text().splitlines()
    found = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    if unknown := set(values) - set(found):
        raise Unclear(f"deploy/{file} does not name {', '.join(sorted(unknown))}.")
    return found | dict(values)


def unit_command(unit: str, instance: str = "") -> list[str]:
    """Return a unit's command for this checkout."""
    text = (DEPLOY / "systemd" / unit).read_text()
    line = re.search(r"^ExecStart=(.*)$", text, re.M)
    if line is None:
        raise Unclear(f"{unit} starts nothing.")
    words = shlex.split(line[1].replace("%i", instance).replace("%%", "%"))
    return [word.replace(f"{HOME}/.venv/bin/python", sys.executable) for word in words]


def unit_settings(unit: str) -> str:
    """Return the name of the environment file that a unit reads."""
    text = (DEPLOY / "systemd" / unit).read_text()
    line = re.search(r"^EnvironmentFile=/etc/edusmart/(.*)$", text, re.M)
    if line is None:
        raise Unclear(f"{unit} reads no settings.")
    return line[1]


def commands() -> list[list[str]]:
    """Return what "Without Docker" has people run with `manage.py`, in its order."""
    text = (ROOT / "docs/operating.md").read_text()
    section = text.partition("\n## Without Docker\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\.venv/bin/python (manage\.py [^#\n]*)", section, re.M)
    if not lines:
        raise Unclear("docs/operating.md has no commands under “Without Docker”.")
    return [shlex.split(line) for line in lines]


def nginx(folder: Path, port: int, web: tuple[int, int], certificate: Path, key: Path) -> Path:
    """Write deploy/nginx.conf as a whole configuration for these ports; returns its file."""
    site = (DEPLOY / "nginx.conf").read_text()
    for was, now in {
        "listen 443": f"listen 127.0.0.1:{port}",
        "stories.example;\n    ssl": "localhost;\n    ssl",
        "/etc/ssl/stories.example.pem": str(certificate),
        "/etc/ssl/stories.example.key": str(key),
        "127.0.0.1:8001": f"127.0.0.1:{web[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{web[1]}",
        "/var/log/nginx/": f"{folder}/",
    }.items():
        if was not in site:
            raise Unclear(f"deploy/nginx.conf has no “{was}”.")
        site = site.replace(was, now)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = folder / "nginx.conf"
    written.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\ndaemon off;\n"
        f"events {{ worker_connections 2048; }}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
    return written
