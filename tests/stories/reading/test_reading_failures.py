"""When reading fails for a reason of ours, whoever runs the site is told where, and never what was read."""

import logging
from pathlib import Path

import pytest

from stories.documents import ReadingLimits, UnreadableDocument, child, read_file
from stories.pdf import parser
from stories.pdf.page.hidden_text import Patience
from stories.reading import process
from tests import hostile_pdfs, pdfs
from tests.hostile_pdfs import ORDERS, STORY

SECRET = "The heron knows."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "d41d8cd9.pdf"
    path.write_bytes(pdfs.text_pdf([[SECRET]]))
    return path


def test_a_mistake_of_ours_is_answered_with_its_type_and_place(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError(SECRET)

    monkeypatch.setattr(parser, "take_title", broken)
    limits = ReadingLimits()
    with pytest.raises(LookupError) as stumbled:
        child._respond({"act": "read", "path": str(story)}, limits)
    answer = child._failed("corrupt", stumbled.value)
    assert answer["code"] == "corrupt"
    assert answer["failure"].startswith("LookupError at parser.py:")
    assert SECRET not in str(answer)


def test_the_line_in_the_log_names_the_file_the_act_and_the_place(
    story: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        process.ask({"act": "picture", "path": str(story), "page": "three"}, ReadingLimits())
    assert (refused.value.code, refused.value.sentence.count(".")) == ("corrupt", 2)
    (record,) = caplog.records
    line = record.getMessage()
    assert line.startswith("picture of d41d8cd9, page three: the process failed: TypeError at ")
    assert "picture.py:" in line
    assert record.levelno == logging.WARNING
    assert SECRET not in line


def test_a_process_that_broke_its_limits_leaves_a_line_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(pdfs.bomb(60_000_000, pages=20))
    with pytest.raises(UnreadableDocument):
        read_file(bomb, ReadingLimits(cpu_seconds=1))
    assert [record.getMessage()[:44] for record in caplog.records] == [
        "read of bomb: the process ended with status "
    ]


def test_a_file_that_is_simply_no_good_is_no_news(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdfs.not_a_pdf())
    with pytest.raises(UnreadableDocument):
        read_file(letter)
    assert caplog.records == []


def test_painting_pages_for_light_words_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long picture book must not fail for it: then words count as seen."""
    path = tmp_path / "light.pdf"
    path.write_bytes(hostile_pdfs.veiled_orders())
    monkeypatch.setattr(parser, "Patience", lambda: Patience(0))
    document = parser.parse(path, ReadingLimits())
    told = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert ORDERS in told
    assert STORY[1] in told
