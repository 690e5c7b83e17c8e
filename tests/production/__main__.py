"""Start the site as docs/operating.md says without Docker, use it, take its database away, and back it up.

PostgreSQL, nginx with TLS, Redis, an S3 stand-in, two web processes, workers, sweep and speech: the commands
of the document's section, the units and files of deploy/, and nothing else.
"""

import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import boto3
import httpx
import websockets.sync.client as sockets
from websockets.typing import Origin

from edusmart.machine.embedded import free_port, redis_command
from tests.processes import ROOT, stop_process
from tests.production.deployment import (
    Unclear,
    commands,
    nginx,
    settings,
    unit_command,
    unit_settings,
)
from tests.with_postgres import Server, binaries, server

PATIENCE_SECONDS = 240.0
SAMPLE = ROOT / "samples/how-rain-travels.pdf"
FIRST_FRAMES = 20
AT_ONCE = 300
ISSUE = (
    "from edusmart.accounts.models import ApiToken, User; "
    "print(ApiToken.issue(User.objects.get(username='head'), 'trial'))"
)
UNITS = {
    "edusmart-speech.service": ("",),
    "edusmart-workers.service": ("",),
    "edusmart-sweep.service": ("",),
    "edusmart-web@.service": ("8001", "8002"),
}


class Failed(Exception):
    """The site does not do what it must; the message says what was seen."""


def main() -> int:
    if not shutil.which("nginx"):
        print(
            "make test-production needs nginx (Debian: apt-get install nginx-light) and PostgreSQL."
        )
        return 1
    folder = Path(tempfile.mkdtemp(prefix="edusmart-production-"))
    try:
        with ExitStack() as running:
            trial(folder, running)
    except (Failed, Unclear) as wrong:
        print(f"Failed: {wrong} The logs are in {folder}.")
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    print("The site runs as docs/operating.md says without Docker.")
    return 0


def trial(folder: Path, running: ExitStack) -> None:
    database = running.enter_context(server())
    url, envs = set_up(folder, running, database)
    app = envs["edusmart.env"]
    for command in commands():
        say(" ".join(command))
        manage(app, *command[1:])
    start_units(folder, running, envs, url)
    client = running.enter_context(httpx.Client(base_url=url, verify=trusting(folder), timeout=60))
    until(lambda: client.get("/ready").status_code == 200, "web behind nginx")
    use(client, app, url, folder)
    burst(client, folder)
    lose_the_database(client, database)
    found = json.loads(manage(app, "audit"))
    expect(found["problems"] == [], f"the audit found {found['problems'][:3]}.")
    back_up(app)


def set_up(
    folder: Path, running: ExitStack, database: Server
) -> tuple[str, dict[str, dict[str, str]]]:
    """Start what others made; return the site's address and the settings by file."""
    redis, bucket = folder / "redis.sock", free_port()
    running.enter_context(
        process(redis_command(redis, folder, durable=False), os.environ, folder, "redis")
    )
    moto = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(bucket)]
    running.enter_context(process(moto, os.environ, folder, "s3"))
    url, key, speech = f"https://localhost:{free_port()}", secrets.token_hex(16), free_port()
    app = {
        "SECRET_KEY": secrets.token_hex(32), "PUBLIC_URL": url, "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": database.url, "REDIS_URL": f"unix://{redis}", "EDUSMART_VAR": str(folder / "var"),
        "AWS_S3_BUCKET": "edusmart", "AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{bucket}",
        "AWS_ACCESS_KEY_ID": "trial", "AWS_SECRET_ACCESS_KEY": "trial-secret",
        "CHATTERBOX_URL": f"http://127.0.0.1:{speech}", "CHATTERBOX_API_KEY": key,
    }  # fmt: skip
    make_bucket(app)
    speaking = {"PORT": str(speech), "API_KEYS": key}
    files = {
        "edusmart.env": settings("edusmart.env", app),
        "speech.env": settings("speech.env", speaking),
    }
    # The administrator's password is asked for; here nobody sits there to type it.
    answers = {
        "DJANGO_SUPERUSER_PASSWORD": secrets.token_hex(12),
        "PATH": path(),
        "HOME": str(folder),
    }
    return url, {name: {**values, **answers} for name, values in files.items()}


def path() -> str:
    """PostgreSQL's own programs are not on Debian's path."""
    return f"{binaries()}:{os.environ['PATH']}"


def make_bucket(app: Mapping[str, str]) -> None:
    client: Any = boto3.client(
        "s3", endpoint_url=app["AWS_S3_ENDPOINT_URL"], region_name="us-east-1",
        aws_access_key_id="trial", aws_secret_access_key="trial-secret",
    )  # fmt: skip

    def made() -> bool:
        try:
            client.create_bucket(Bucket=app["AWS_S3_BUCKET"])
        except Exception:  # it is not there yet
            return False
        return True

    until(made, "the S3 stand-in")


def start_units(
    folder: Path, running: ExitStack, envs: Mapping[str, Mapping[str, str]], url: str
) -> None:
    ports = {"8001": free_port(), "8002": free_port()}
    for unit, instances in UNITS.items():
        for instance in instances:
            command = unit_command(unit, str(ports.get(instance, "")))
            env = envs[unit_settings(unit)]
            running.enter_context(process(command, env, folder, f"{unit}{instance}"))
    certificate, key = folder / "site.pem", folder / "site.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    port = int(url.rpartition(":")[2])
    conf = nginx(folder, port, (ports["8001"], ports["8002"]), certificate, key)
    running.enter_context(process(["nginx", "-c", str(conf)], os.environ, folder, "nginx"))


def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(folder / "site.pem"))


def use(client: httpx.Client, app: Mapping[str, str], url: str, folder: Path) -> None:
    """Sign-in page, upload, a live page, picture and sound, all through nginx and TLS."""
    page = client.get("/accounts/login/")
    expect(page.status_code == 200, f"the sign-in page answers {page.status_code}.")
    expect("max-age" in page.headers.get("Strict-Transport-Security", ""), "there is no HSTS.")
    bearer = manage(app, "shell", "--verbosity=0", "--command", ISSUE).split()[-1]
    client.headers["Authorization"] = f"Bearer {bearer}"
    with SAMPLE.open("rb") as file:
        sent = client.post("/api/upload", files={"file": (SAMPLE.name, file, "application/pdf")})
    expect(sent.status_code == 202, f"the upload answers {sent.status_code}.")
    status = str(sent.json()["status_url"])
    story = status.split("/")[3]
    with sockets.connect(
        f"{url.replace('https', 'wss')}/ws/story/{story}/", ssl=trusting(folder),
        additional_headers={"Authorization": f"Bearer {bearer}"}, origin=Origin(url),
    ) as live:  # fmt: skip
        # How far the reading is may be told first.
        kinds = (json.loads(live.recv(timeout=60))["type"] for _ in range(FIRST_FRAMES))
        expect("state" in kinds, "a live page gets no state.")
        say("A live page is told the story's state")
        until(lambda: told(client, status), "the whole story")
    scene = client.get(status).json()["scenes"][0]
    for part in ("image_url", "audio_url"):
        size = len(client.get(scene[part]).content)
        expect(size > 1000, f"{part} has {size} bytes.")
        say(f"{part} of scene 1: {size} bytes")


def told(client: httpx.Client, status: str) -> bool:
    story = client.get(status).json()
    expect(story["status"] != "failed", f"the story failed: {story['error']}.")
    return bool(story["status"] == "completed" and not story["failed_scenes"])


def burst(client: httpx.Client, folder: Path) -> None:
    """More requests at once than there are places: each gets its page, or the 503 that says when.

    Each reader has a connection of their own. In one pool that so many threads share httpx closes
    connections that another thread has just taken, and nginx waits in vain for the request.
    """
    trusted, url, headers = trusting(folder), client.base_url.join("/api/voices"), client.headers

    def ask(_: int) -> httpx.Response:
        return httpx.get(url, headers=headers, verify=trusted, timeout=PATIENCE_SECONDS)

    with ThreadPoolExecutor(AT_ONCE) as at_once:
        found = list(at_once.map(ask, range(AT_ONCE)))
    statuses = {response.status_code for response in found}
    expect(statuses <= {200, 503}, f"a burst is answered with {statuses}.")
    later = [response for response in found if response.status_code == 503]
    expect(all("Retry-After" in response.headers for response in later), "a 503 does not say when.")
    say(
        f"{AT_ONCE} requests at once: {AT_ONCE - len(later)} answered, {len(later)} told to come back"
    )


def lose_the_database(client: httpx.Client, database: Server) -> None:
    database.stop()
    until(lambda: client.get("/api/voices").status_code == 503, "a 503 without the database")
    expect(client.get("/health").status_code == 200, "/health needs the database.")
    database.start()
    until(lambda: client.get("/api/voices").status_code == 200, "answers once the database is back")
    say("Without the database everybody is told to come back, and afterwards all goes on")


def back_up(app: Mapping[str, str]) -> None:
    subprocess.run(unit_command("edusmart-backup.service"), env=dict(app), check=True)
    dumps = list(Path(app["EDUSMART_VAR"]).glob("backup/*.dump"))
    expect(bool(dumps and dumps[0].stat().st_size), "the backup is empty.")
    say(f"The backup has {dumps[0].stat().st_size} bytes")


@contextmanager
def process(
    command: list[str], env: Mapping[str, str], folder: Path, name: str
) -> Iterator[subprocess.Popen[str]]:
    with (folder / f"{name}.log").open("w") as log:
        started = subprocess.Popen(
            command,
            env=dict(env),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            stop_process(started)


def manage(env: Mapping[str, str], *command: str) -> str:
    """Run `manage.py` with these settings and nothing else; what it printed. Raises Failed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], env=dict(env), cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    expect(done.returncode == 0, f"manage.py {command[0]} says: {done.stderr.strip()[-500:]}")
    return done.stdout


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached(condition):
        expect(time.monotonic() < deadline, f"after {PATIENCE_SECONDS:.0f} s there is not {what}.")
        time.sleep(0.2)


def reached(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except httpx.TransportError:
        return False


def expect(held: bool, otherwise: str) -> None:
    if not held:
        raise Failed(otherwise)


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
