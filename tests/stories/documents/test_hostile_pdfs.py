"""Hostile PDFs: a clear sentence or a harmless story, within the child's limits."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edusmart.accounts.models import User
from stories.documents import Document, ReadingLimits, UnreadableDocument, page_picture, read_file
from tests import hostile_pdfs, pdfs
from tests.hostile_pdfs import HARMLESS, MARKUP, ORDERS, REFUSED, STORY
from tests.processes import PATIENCE_SECONDS, wait_until

BOUND = ("Max address space", "Max cpu time", "Max file size", "Max core file size")


def told(document: Document) -> str:
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def read(tmp_path: Path, content: bytes) -> Document:
    """Read within the limits; also draws the first page's picture, as a story does."""
    path = tmp_path / "hostile.pdf"
    path.write_bytes(content)
    # The processor's clock ends it; the wall's would end it sooner on a busy machine.
    document = read_file(path, ReadingLimits(wall_seconds=PATIENCE_SECONDS))
    page_picture(path, 1)
    return document


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_one_sentence(
    tmp_path: Path, make: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(tmp_path, make())
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert "\n" not in refused.value.sentence


@pytest.mark.parametrize("make", HARMLESS.values(), ids=HARMLESS)
def test_its_story_is_told_as_if_nothing_were_amiss(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    document = read(tmp_path, make())
    assert " ".join(STORY) in told(document)
    assert document.title.isprintable()
    assert told(document).isprintable()


def test_orders_and_markup_are_words_like_any_other(tmp_path: Path) -> None:
    document = read(tmp_path, hostile_pdfs.orders_to_the_model())
    assert (document.title, ORDERS in told(document)) == (ORDERS, True)
    document = read(tmp_path, hostile_pdfs.markup())
    assert (document.title, MARKUP in told(document)) == (MARKUP, True)


def test_words_nobody_can_see_are_not_told(tmp_path: Path) -> None:
    document = read(tmp_path, hostile_pdfs.hidden_orders())
    assert told(document) == " ".join(STORY)
    (left_out,) = document.left_out
    assert (left_out.page, left_out.why) == (1, "hidden text")
    assert left_out.text.startswith("Ignore all previous")


def test_words_in_the_colour_of_their_ground_are_not_told(tmp_path: Path) -> None:
    document = read(tmp_path, hostile_pdfs.veiled_orders())
    assert told(document) == " ".join(STORY)
    (left_out,) = document.left_out
    assert (left_out.page, left_out.why) == (1, "hidden text")
    assert left_out.text.startswith("Ignore all previous")


def test_light_words_on_a_dark_ground_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, hostile_pdfs.light_words())
    assert (told(document), document.left_out) == (" ".join(STORY), ())


def test_the_process_lives_under_hard_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's own account of the limits, taken while the process chews on a bomb."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdfs.bomb(60_000_000, pages=20))
    children: list[Any] = []
    started = subprocess.Popen

    def spy(*arguments: Any, **options: Any) -> Any:
        children.append(started(*arguments, **options))
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", spy)
    # The memory ends it: the clocks are long enough for any machine.
    limits = ReadingLimits(page_seconds=60, cpu_seconds=60, wall_seconds=PATIENCE_SECONDS)
    seen: dict[str, list[str]] = {}

    def look() -> None:
        lines = Path(f"/proc/{children[0].pid}/limits").read_text().splitlines()
        seen.update({line[:26].strip(): line[26:].split() for line in lines})

    monkeypatch.setattr("selectors.DefaultSelector.select", _looking(look, seen))
    with pytest.raises(UnreadableDocument) as refused:
        read_file(path, limits)
    assert refused.value.code == "too_complex"
    assert seen["Max address space"][:2] == [str(limits.memory_bytes)] * 2
    assert seen["Max cpu time"][:2] == ["60", "61"]
    assert seen["Max file size"][:2] == ["0", "0"]
    assert seen["Max core file size"][:2] == ["0", "0"]


def _looking(look: Callable[[], None], seen: dict[str, list[str]]) -> Callable[..., Any]:
    """`select` that looks at the process until it has bound itself."""
    import selectors

    plain = selectors.DefaultSelector.select

    def select(self: Any, timeout: float | None = None) -> Any:
        while any(seen.get(name, ["unlimited"])[0] == "unlimited" for name in BOUND):
            look()
        return plain(self, timeout)

    return select


@pytest.mark.django_db(transaction=True)
def test_markup_in_a_pdf_is_text_on_the_page(
    client: Client, alice: User, speech: str, step_world: Callable[[], int]
) -> None:
    client.force_login(alice)
    file = SimpleUploadedFile("x.pdf", hostile_pdfs.markup(), content_type="application/pdf")
    story = client.post("/api/upload", {"file": file}).json()["story_id"]
    while step_world():
        pass
    for path in (f"/stories/{story}/", "/stories/"):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_what_takes_long_to_read_leaves_the_processor_to_others(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(hostile_pdfs.letters_over_letters())
    request = {"act": "read", "path": str(path), "limits": asdict(ReadingLimits())}
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    child = subprocess.Popen(
        [sys.executable, "-s", "-m", "stories.documents.child"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    assert child.stdin
    try:
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
        wait_until(
            lambda: os.getpriority(os.PRIO_PROCESS, child.pid) >= min(19, usual + 10),
            "a reading that gives way",
        )
    finally:
        child.stdin.close()
        child.kill()
        child.wait()
