"""What the documents tell people to do exists and works."""

import re
import shlex
from io import StringIO

import pytest
from django.core.management import call_command, get_commands
from django.test import Client
from django.urls import Resolver404, resolve

from edusmart.accounts.models import ApiToken, User
from edusmart.live import frames
from edusmart.live.hub import ACK_SECONDS, BEAT_SECONDS
from edusmart.live.models import Topic
from edusmart.live.sockets.consumers import MESSAGES_AT_ONCE, MESSAGES_PER_SECOND
from edusmart.operating.health import PROBES
from tests.ops.compose import services
from tests.processes import ROOT

OPERATING = (ROOT / "docs/operating.md").read_text()
PROTOCOL = (ROOT / "docs/live-protocol.md").read_text()
SHELL = re.findall(
    r'^docker compose run --rm migrate python manage.py shell -c "(.*)"$', OPERATING, re.M
)


GUIDES = ("docs/architecture.md", "docs/glossary.md", "CONTRIBUTING.md")
FOLDERS = "bench|briefs|classroom|docs|edusmart|locale|static|stories|templates|tests|tts"


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str) -> None:
    named = re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", (ROOT / guide).read_text())
    assert named
    assert [path for path in named if not _is_named(path)] == []


def _is_named(path: str) -> bool:
    """Return whether `path` is a file or folder, or a module with a name that stands in it."""
    if (ROOT / path).exists():
        return True
    module, _, name = path.rpartition(".")
    file = ROOT / f"{module}.py"
    return (
        file.exists()
        and re.search(rf"^(?:class|(?:async )?def) {name}\b", file.read_text(), re.M) is not None
    )


def test_every_command_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", OPERATING))
    assert {"work", "sweep", "createsuperuser", "shell"} <= named
    assert named <= set(get_commands())


@pytest.mark.parametrize("line", ["proxy_set_header", "_log", "log_format", "map $uri"])
def test_the_proxy_that_is_brought_along_is_as_safe_as_the_one_that_is_described(line: str) -> None:
    """Its log has no feed's key, and what it says of a request is not the visitor's own word."""
    brought = (ROOT / "deploy/nginx.conf").read_text()
    described = [it.strip() for it in OPERATING.splitlines() if line in it.partition(" #")[0]]
    assert described
    assert [it for it in described if it.startswith(line) and it not in brought] == []
    assert all(it in brought for it in described if it.startswith(("access_log", "error_log")))


def test_every_compose_command_names_services() -> None:
    verbs = {
        "up", "run", "exec", "stop", "logs", "build",
    }  # fmt: skip
    for line in re.findall(r"docker compose ([^`\n]*)", OPERATING):
        words = [word for word in shlex.split(line, comments=True) if not word.startswith("-")]
        assert words[0] in verbs, line
    stopped = re.search(r"docker compose stop (.*)", OPERATING)
    assert stopped
    assert set(stopped[1].split()) <= set(services())


@pytest.mark.django_db
def test_renewing_epochs() -> None:
    topics = [Topic.objects.create(name=f"story:{n}") for n in range(3)]
    before = {topic.epoch for topic in topics}
    call_command("renew_epochs", stdout=StringIO())
    after = set(Topic.objects.values_list("epoch", flat=True))
    assert len(after) == 3
    assert not before & after


@pytest.mark.django_db
def test_issuing_a_token(edith: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("shell", command=SHELL[0], verbosity=0)
    token = capsys.readouterr().out.strip()
    assert ApiToken.objects.get(user=edith).digest == ApiToken.digest_of(token)


@pytest.mark.django_db
def test_health_and_readiness() -> None:
    assert Client().get("/health").status_code == 200
    assert set(Client().get("/ready").json()) == {"status", "database", "redis"}


def test_the_protocols_numbers() -> None:
    assert f"at most {frames.MAX_INBOUND_BYTES} bytes" in PROTOCOL
    assert f"{MESSAGES_PER_SECOND} a second ({MESSAGES_AT_ONCE} at once)" in PROTOCOL
    assert f"every {BEAT_SECONDS:.0f} seconds" in PROTOCOL
    assert f"Unanswered for {ACK_SECONDS:.0f} seconds" in PROTOCOL
    for code in (4401, 4403, 4404, 4408, 4412, 4429):
        assert f"| {code} |" in PROTOCOL
        assert code in vars(frames.Closing).values()


def test_the_protocols_examples_are_frames() -> None:
    sent = PROTOCOL.partition("## What you send")[2]
    for kind in ("ack", "have", "focus", "time"):
        example = re.search(rf'^{{"type":"{kind}".*$', sent, re.M)
        assert example
        frames.decode(example[0])


def test_paths_that_documents_name_exist() -> None:
    assert set(PROBES) == {"/health", "/ready"}
    for path in ("/admin/", "/audio/x.mp3", "/pictures/x.jpg"):
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{path} leads nowhere")


PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_links_between_documents_lead_somewhere() -> None:
    for path in PAPERS:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
            assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"


def test_files_named_to_contributors_exist() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        named = re.findall(r"`([a-z_.]+/[\w./-]+)`", (ROOT / name).read_text())
        assert [path for path in named if not (ROOT / path).exists()] == [], name


def test_commands_given_to_contributors_exist() -> None:
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"make ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text()))
    assert told <= rules
