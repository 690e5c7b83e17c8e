"""`python -m tests.images build` builds both images; `test` also starts every service and has a story made.

STAND_INS=1 uses Debian's packages where no registry is reached. KEEP=1 leaves the services running.
"""

import base64
import logging
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.images.engine import ROOT, Engine, Impossible
from tests.images.site import Site

STORES = ("postgres", "redis", "s3", "tts-redis")
ONE_SHOT = ("migrate", "s3-keys", "bucket")
ISSUE = (
    "from edusmart.accounts.models import ApiToken, User; "
    "print(ApiToken.issue(User.objects.get(username='tester'), 'images'))"
)
# Two pages of a sample as pictures, in base64, made where Pillow and PDFium are.
SCAN = """
import base64, io, sys, pypdfium2
with pypdfium2.PdfDocument("samples/how-rain-travels.pdf") as document:
    first, other = (document[n].render(scale=150 / 72).to_pil().convert("L") for n in (2, 3))
sheet = io.BytesIO()
first.save(sheet, "PDF", resolution=150, save_all=True, append_images=[other])
print(base64.b64encode(sheet.getvalue()).decode())
"""
_TRY = """
import os
try:
    {}
except {} as error:
    print("refused:", type(error).__name__)
else:
    print("done")
"""
_SQL = "import psycopg; psycopg.connect(os.environ['DATABASE_URL']).execute('{}')"
_REDIS = "import redis; redis.Redis.from_url(os.environ['REDIS_URL']).{}"
_READING = "import socket; from edusmart.machine import libc; assert libc.deny_network(); socket.socket()"
#: What web may not, by what it would be, and the script that tries it.
REFUSED = {
    "drop a table": _TRY.format(_SQL.format("DROP TABLE stories_story CASCADE"), "psycopg.Error"),
    "make a table": _TRY.format(_SQL.format("CREATE TABLE mine (id int)"), "psycopg.Error"),
    "empty Redis": _TRY.format(_REDIS.format("flushall()"), "redis.RedisError"),
    "reach Redis without a password": _TRY.format(
        "import redis; redis.Redis(host='redis').ping()", "redis.RedisError"
    ),
    "open a socket where it reads a document": _TRY.format(_READING, "PermissionError"),
    "write on its disk": _TRY.format("open('/srv/mine', 'w')", "OSError"),
}
# On a slow machine: eleven services start at once.
PATIENCE_SECONDS = 600.0
say = logging.getLogger("images").info


def main(arguments: list[str]) -> int:
    """Returns the exit status: 0, or 1 after one sentence about what was impossible or wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        engine = Engine.found()
        if arguments == ["test"]:
            engine.need_compose()
        if os.environ.get("STAND_INS"):
            engine.use_stand_ins()
        build(engine)
        if arguments == ["test"]:
            test(engine)
    except (Impossible, OSError) as problem:
        say(str(problem))
        return 1
    return 0


def build(engine: Engine) -> None:
    for target in ("app", "tts"):
        name = engine.build(target)
        size = int(engine.run("image", "inspect", "--format", "{{.Size}}", name))
        say(f"{name}: {size / 1e6:.0f} MB")


def test(engine: Engine) -> None:
    """Start the services as a project of their own, use them, and take them away."""
    settings = made_up_settings()
    if engine.containers():
        engine.composed("down", "--volumes", settings=settings)
    try:
        start(engine, settings)
        wait_for(lambda: unhealthy(engine, checked(engine)), "healthy")
        check_hardening(engine)
        check_stores(engine)
        use(engine, settings)
        wait_for(lambda: unhealthy(engine, checked(engine)), "healthy after the story")
        say("Every service is healthy, and the stories are complete.")
    finally:
        if not os.environ.get("KEEP"):
            engine.composed("down", "--volumes", settings=settings)


def start(engine: Engine, settings: dict[str, str]) -> None:
    """Start everything in the order of docker-compose.yml.

    By hand, as podman before 4.6 waits for no health check and cannot start a chain of dependants.
    """
    services = engine.composed("config", "--services", settings=settings, quiet=True).split()
    engine.up(*STORES, settings=settings)
    wait_for(lambda: unhealthy(engine, STORES), "healthy")
    engine.up(*ONE_SHOT, settings=settings)
    wait_for(lambda: unfinished(engine), "finished")
    engine.up(*(name for name in services if name not in STORES + ONE_SHOT), settings=settings)


def made_up_settings() -> dict[str, str]:
    """What .env would say, with secrets nobody knows and a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    names = (
        "SECRET_KEY", "POSTGRES_PASSWORD", "APP_DATABASE_PASSWORD", "REDIS_PASSWORD",
        "TTS_REDIS_PASSWORD", "S3_ROOT_PASSWORD", "AWS_SECRET_ACCESS_KEY", "CHATTERBOX_API_KEY",
    )  # fmt: skip
    return {name: secrets.token_hex(24) for name in names} | {
        "PUBLIC_URL": f"http://localhost:{port}", "ALLOWED_HOSTS": "localhost", "WEB_PORT": str(port),
        "AWS_ACCESS_KEY_ID": "edusmart", "AWS_S3_BUCKET": "edusmart",
        "TTS_MODELS": str(ROOT / "samples"),
    }  # fmt: skip


def wait_for(missing: Callable[[], list[str]], what: str) -> None:
    """Until nobody is missing. Raises Impossible with those who are."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while names := missing():
        if time.monotonic() > deadline:
            raise Impossible(f"After {PATIENCE_SECONDS:.0f} s not {what}: {', '.join(names)}.")
        time.sleep(5)
    say(f"All are {what}.")


def checked(engine: Engine) -> list[str]:
    """The services that have a health check."""
    return [name for name, one in engine.containers().items() if has_check(one)]


def has_check(container: dict[str, Any]) -> bool:
    check = container["Config"].get("Healthcheck") or {}
    return bool(check.get("Test", ["NONE"])[0] != "NONE")


def unhealthy(engine: Engine, names: tuple[str, ...] | list[str]) -> list[str]:
    containers = engine.containers()
    return [name for name in names if not engine.healthy(containers[name])]


def unfinished(engine: Engine) -> list[str]:
    """The services that run once and have not ended. Raises Impossible where one failed."""
    states = {name: engine.containers()[name]["State"] for name in ONE_SHOT}
    for name, state in states.items():
        if state["Status"] == "exited" and state["ExitCode"]:
            raise Impossible(f"{name} ended with {state['ExitCode']}.")
    return [name for name, state in states.items() if state["Status"] != "exited"]


def check_hardening(engine: Engine) -> None:
    """Our containers run unprivileged, without capabilities, on a read-only disk. Raises Impossible."""
    for name, one in engine.containers().items():
        if name in STORES or one["State"]["Status"] != "running":
            continue
        said = engine.run("exec", one["Id"], "cat", "/proc/1/status", "/proc/1/mounts")
        lines = [line.split() for line in said.splitlines()]
        state = {words[0]: words[1] for words in lines if words[0].endswith(":")}
        disk = next(words[3].split(",") for words in lines if words[1:2] == ["/"])
        found = state["Uid:"], int(state["CapBnd:"], 16), state["NoNewPrivs:"], "ro" in disk
        if found != ("10001", 0, "1", True):
            raise Impossible(
                f"{name}: user, capabilities, no-new-privileges, read-only are {found}."
            )
        say(f"{name}: user 10001, no capabilities, no new privileges, read-only disk")


def check_stores(engine: Engine) -> None:
    """What holds the app can neither be emptied nor changed by it. Raises Impossible."""
    web = engine.containers()["web"]["Id"]
    for what, script in REFUSED.items():
        said = engine.run("exec", web, "python", "-c", script).strip()
        if not said.startswith("refused"):
            raise Impossible(f"web may {what}: {said}")
        say(f"web may not {what} ({said})")


def use(engine: Engine, settings: dict[str, str]) -> None:
    """Have stories made of a sample and of one that is scanned; pictures and sound come through web too."""
    web = engine.containers()["web"]["Id"]
    manage = ("exec", web, "python", "manage.py")
    engine.run(
        *manage, "createsuperuser", "--noinput", "--username=tester", "--email=t@example.org"
    )
    token = engine.run(*manage, "shell", "--verbosity=0", "--command", ISSUE).split()[-1]
    site = Site(settings["PUBLIC_URL"], token)
    tell(site, "how-rain-travels.pdf", (ROOT / "samples/how-rain-travels.pdf").read_bytes())
    # Read with OCR, by the workers of long readings.
    tell(site, "scanned.pdf", base64.b64decode(engine.run("exec", web, "python", "-c", SCAN)))
    say(engine.run(*manage, "storage").strip())
    say(f"audit: {engine.run(*manage, 'audit').strip()}")


def tell(site: Site, name: str, document: bytes) -> None:
    started = time.monotonic()
    status = site.upload(name, document)
    say(f"Uploaded {name}")
    wait_for(lambda: unmade(site.story(status)), "made")
    story = site.story(status)
    say(
        f"“{story['title']}”: {story['completed_scenes']} scenes after {time.monotonic() - started:.0f} s"
    )
    for part in ("image_url", "audio_url"):
        say(f"{part} of scene 1: {len(site.get(story['scenes'][0][part]))} bytes through web")


def unmade(story: dict[str, Any]) -> list[str]:
    """What the story lacks. Raises Impossible where it failed."""
    if story["status"] == "failed" or story["failed_scenes"]:
        raise Impossible(f"The story failed: {story['error'] or story['failed_scenes']}.")
    return [] if story["status"] == "completed" else [f"{story['progress']} % of the story"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
