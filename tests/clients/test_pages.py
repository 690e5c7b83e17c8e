"""Every page in every language is HTML as it is defined, where we once were not."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
#: What a summary may hold: phrasing, and headings.
IN_A_SUMMARY = {"span", "svg", "use", "bdi", "b", "i", "em", "strong", "small"} | HEADINGS


class Faults(HTMLParser):
    """Collects what is wrong with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._summaries = 0
        self._heading: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._summaries and tag not in IN_A_SUMMARY:
            self.found.append(f"{tag} in a summary")
        self._summaries += tag == "summary"
        if tag in HEADINGS:
            self._heading = ""
        if tag == "time" and re.search(r"\.\d{4,}", given.get("datetime") or ""):
            self.found.append(f"time {given['datetime']}")
        if tag in {"button", "input"} and "type" not in given:
            self.found.append(f"{tag} without a type")

    def handle_data(self, data: str) -> None:
        if self._heading is not None:
            self._heading += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._summaries -= tag == "summary"
        if tag in HEADINGS:
            if not self._heading:
                self.found.append(f"empty {tag}")
            self._heading = None


def test_every_page_is_html_as_it_is_defined(saved: list[Path]) -> None:
    assert len(saved) > 20
    found = []
    for page in saved:
        reader = Faults()
        reader.feed(page.read_text())
        found += [f"{page.name}: {fault}" for fault in reader.found]
    assert found == []
