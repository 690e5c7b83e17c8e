"""`manage.py read`: what is understood of a PDF, on the terminal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image

from tests import documents, pdfs
from tests.pdfs import At

PAGES: list[list[str | At]] = [
    [At("The Old Clock", 100, 400, 30)],
    [At("Night", size=18), At("It walked about the house.", y=480), At("2", 200, 20, 9)],
    [At("Morning", size=18), At("It stood in its corner.", y=480), At("3", 200, 20, 9)],
]


def said(tmp_path: Path, content: bytes, *options: str) -> list[str]:
    path = tmp_path / "clock.pdf"
    path.write_bytes(content)
    output = StringIO()
    call_command("read", str(path), *options, stdout=output)
    return output.getvalue().splitlines()


def test_it_says_page_by_page_what_is_told_and_what_is_left_out(tmp_path: Path) -> None:
    assert said(tmp_path, pdfs.text_pdf(PAGES)) == [
        "“The Old Clock”",
        "3 pages, English, 12 words to tell, read from the text layer",
        "text layer: 20.7 letters a page",
        "page 1: not told",
        "  left out, title page: The Old Clock",
        "page 2: 6 words",
        "  heading: Night",
        "  left out, page number: 2",
        "page 3: 6 words",
        "  heading: Morning",
        "  left out, page number: 3",
    ]


def test_with_text_it_prints_what_would_be_narrated_a_paragraph_a_line(tmp_path: Path) -> None:
    assert said(tmp_path, pdfs.text_pdf(PAGES), "--text") == [
        "Night",
        "It walked about the house.",
        "Morning",
        "It stood in its corner.",
    ]


def test_with_explain_it_draws_each_page_with_what_its_lines_were_taken_for(tmp_path: Path) -> None:
    folder = tmp_path / "explained"
    assert said(tmp_path, pdfs.text_pdf(PAGES), "--explain", str(folder)) == [
        str(folder / f"clock-00{number}.png") for number in (1, 2, 3)
    ]
    with Image.open(folder / "clock-002.png") as sheet:
        colours = {colour for _, colour in sheet.convert("RGB").getcolors(1_000_000) or ()}
    # Red around the page number, green or blue around what is told.
    assert (0xC6, 0x28, 0x28) in colours
    assert {(0x0A, 0x7D, 0x32), (0x1B, 0x5F, 0xD1)} & colours


def test_a_photo_is_read_as_the_page_that_it_shows(tmp_path: Path) -> None:
    photo, folder = tmp_path / "page.jpg", tmp_path / "explained"
    photo.write_bytes(documents.picture())
    output = StringIO()
    call_command("read", str(photo), "--explain", str(folder), stdout=output)
    assert output.getvalue().splitlines() == [str(folder / "page-001.png")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("letter.pdf", "This file is not a PDF."),
        ("missing.pdf", "There is no file called {path}."),
        ("", "{path} is a folder. Name one document."),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_a_failing_exit(
    tmp_path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdfs.not_a_pdf())
    path = tmp_path / name
    with pytest.raises(SystemExit) as stopped:
        call_command("read", str(path))
    assert stopped.value.code == sentence.format(path=path)
