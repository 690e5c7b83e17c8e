"""Documents of other formats as people really write them: no styles, notes by hand, books of a library."""

import io
import zipfile
from pathlib import Path

import docx
import pptx
import pytest
from docx.shared import Pt
from pptx.util import Inches

from stories.documents.files import document_from
from stories.documents.formats.acts import respond
from stories.documents.kinds import kind_of
from stories.reading.records import Document, ReadingLimits
from tests import documents
from tests.documents import FOX, HERON

LAMP = "The old lamp stood in the corner of the attic, and nobody had lit it for"
LIT = "a hundred years."
BROKEN = (
    "All of them had always thought that it was quite impos",
    "sible to sleep in there, since nobody put out the won",
    "derful old lamp.",
)
NARROW = """Nobody knew how deep it was, be-
cause nobody had ever seen the bot-
tom of it. It was as dark as a
cellar."""
NARROW_TOLD = (
    "Nobody knew how deep it was, because nobody had ever seen the bottom of it. "
    "It was as dark as a cellar."
)
AROUND = "*** {} OF THE PROJECT GUTENBERG EBOOK THE FOX ***"


def read(tmp_path: Path, name: str, content: str | bytes) -> Document:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    request = {"act": "read", "path": str(path)}
    return document_from(respond(kind_of(path), request, ReadingLimits())[0])


def lines(document: Document) -> list[str]:
    return [("# " if it.is_heading else "") + it.text for it in document.paragraphs]


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(item.why, item.text) for item in document.left_out]


def saved(document: object) -> bytes:
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]  # both libraries' documents have it
    return content.getvalue()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"The Lamp\n========\n\nAttic\n-----\n{LAMP}\n{LIT}\n", ["# Attic", f"{LAMP} {LIT}"]),
        (f"   {LAMP}\n{LIT}\n   {FOX}\n   {HERON}\n", [f"{LAMP} {LIT}", FOX, HERON]),
        (
            f"{NARROW}\n\nThen he dropped a coin, a well-\nknown one.\n",
            [NARROW_TOLD, "Then he dropped a coin, a well-known one."],
        ),
        (
            "the snail goes slow,\nthe snail goes far,\nshe does not own\na motor car.\n",
            [
                "the snail goes slow,",
                "the snail goes far,",
                "she does not own",
                "a motor car.",
            ],
        ),
        (
            "You need\n\n* milk\n* bread that is\n  not too dark\n* eggs\n",
            ["* milk", "* bread that is not too dark", "* eggs"],
        ),
        (
            f"{BROKEN[0]}-\n{BROKEN[1]}-\n{BROKEN[2]}",
            ["".join(BROKEN)],
        ),
    ],
    ids=["underlined", "indented", "narrow", "verses", "hanging", "broken words"],
)  # fmt: skip
def test_a_text_is_put_together_as_it_was_meant(tmp_path: Path, text: str, told: list[str]) -> None:
    assert lines(read(tmp_path, "a.txt", text)) == told


def test_what_a_library_puts_around_a_book_is_left_out(tmp_path: Path) -> None:
    begin, end = AROUND.format("START"), AROUND.format("END")
    text = f"Free for anyone.\n{begin}\n\n{FOX}\n\n{HERON}\n\n{end}\nGive money.\n"
    document = read(tmp_path, "a.txt", text)
    assert lines(document) == [FOX, HERON]
    assert [why for why, _ in left_out(document)] == ["credits", "credits"]


def test_numbers_that_count_the_sheets_of_a_text_are_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", f"{FOX}\n\n- 1 -\n\f{HERON}\n\n- 2 -\n\f{FOX}\n\n- 3 -\n")
    assert lines(document) == [FOX, HERON, FOX]
    assert lines(read(tmp_path, "b.txt", "I count.\n\n7\n\f7 and 8.\n\n9\n"))[1] == "7"


def test_notes_what_is_struck_out_and_front_matter_of_markdown_are_no_text(tmp_path: Path) -> None:
    front = '+++\ntitle = "Night Owls"\nlang = "fr"\n+++\n'
    text = f"{front}{FOX}[^1]\n\n- [ ] milk\n- [x] ~~two~~ eggs ![Six eggs](eggs.png)\n\n[^1]: A note.\n"
    document = read(tmp_path, "a.md", text)
    assert lines(document) == [FOX, "☐ milk", "☑ eggs"]
    assert (document.title, document.declared_language) == ("Night Owls", "fr")
    assert left_out(document) == [
        ("footnote", "A note."),
        ("struck out", "two"),
        ("picture", "Six eggs"),
    ]


def test_pages_of_a_book_that_say_nothing_of_their_kind_are_known_by_their_words(
    tmp_path: Path,
) -> None:
    links = "".join(f'<p><a href="{n}.xhtml">Chapter {n}</a></p>' for n in range(1, 4))
    rights = (
        "<p>Copyright 2020 Ada North</p><p>All rights reserved.</p><p>ISBN 978-3-16-148410-0</p>"
    )
    text = f'<p>CHAPTER ONE</p><p>{FOX}<a href="#n"><sup>1</sup></a></p><p>* * *</p><p>{HERON}</p>'
    text += '<p id="n">1 A note.</p>'
    book = documents.epub([f"<h1>Contents</h1>{links}", rights, text])
    document = read(tmp_path, "a.epub", book)
    assert lines(document) == ["# CHAPTER ONE", FOX, HERON]
    assert [why for why, _ in left_out(document)][2:] == [
        "contents",
        "credits",
        "footnote",
    ]


def test_headings_of_word_by_their_size_and_raised_figures(tmp_path: Path) -> None:
    written = docx.Document()
    for text, size in (("The Lamp", 24), ("Morning", 14)):
        written.add_paragraph(text).runs[0].font.size = Pt(size)
    paragraph = written.add_paragraph(FOX)
    paragraph.add_run("1").font.superscript = True
    document = read(tmp_path, "a.docx", saved(written))
    assert document.title == "The Lamp"
    assert lines(document) == ["# Morning", f"{FOX}¹"]


@pytest.mark.parametrize(
    ("third", "fourth", "told"),
    [
        ("three", "four", ["one", "two", "three", "four"]),
        ("4. home", "3. rain", ["1. sea", "2. cloud", "3. rain", "4. home"]),
    ],
    ids=["plain", "steps around a circle"],
)
def test_boxes_of_a_slide_are_told_in_rows_or_as_they_count(
    tmp_path: Path, third: str, fourth: str, told: list[str]
) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    boxes = ((5, 1, told[1]), (0.5, 1.1, told[0]), (0.5, 4, third), (5, 4, fourth))
    for left, top, text in boxes:
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
        box.text_frame.text = text
    assert lines(read(tmp_path, "a.pptx", saved(show))) == told


@pytest.mark.parametrize("kind", ["docx", "odt", "epub", "pptx"])
def test_a_cell_over_two_rows_names_both(tmp_path: Path, kind: str) -> None:
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph(FOX)
        table = document.add_table(3, 3)
    else:
        show = pptx.Presentation()
        slide = show.slides.add_slide(show.slide_layouts[6])
        table = slide.shapes.add_table(3, 3, *map(Inches, (1, 1, 4, 2))).table
    words = ("Class", "Day", "Sport", "4a", "Monday", "ball", "", "Friday", "swimming")
    for number, text in enumerate(words):
        table.cell(number // 3, number % 3).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    if kind == "docx":
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
    page = (
        f"<p>{FOX}</p><table><tr><th>Class</th><th>Day</th><th>Sport</th></tr><tr><td rowspan='2'>4a</td>"
        "<td>Monday</td><td>ball</td></tr><tr><td>Friday</td><td>swimming</td></tr></table>"
    )
    odt = documents.open_document("Sport", FOX, table=[words[:3], words[3:6], words[7:]])
    content = {"epub": lambda: documents.epub([page]), "odt": lambda: _spanning(odt)}.get(
        kind, lambda: _saved(document if kind == "docx" else show)
    )()
    assert lines(read(tmp_path, f"sport.{kind}", content))[-3:] == [
        "Class Day Sport", "4a — Day: Monday; Sport: ball", "4a — Day: Friday; Sport: swimming",
    ]  # fmt: skip


def _spanning(odt: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        content = archive.read("content.xml").decode()
    cell = "<table:table-cell><text:p>4a"
    spanned = content.replace(cell, cell.replace("cell>", 'cell table:number-rows-spanned="2">'))
    kind = "application/vnd.oasis.opendocument.text"
    return documents.packed({"mimetype": kind, "content.xml": spanned})


def _saved(document: object) -> bytes:
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]  # both libraries' documents have it
    return content.getvalue()


def test_html_in_markdown_is_told_as_it_is_shown(tmp_path: Path) -> None:
    text = (
        "# Wind\n\nWho has seen it?<br>\nNeither I nor you.\n\n<!-- no -->\n\n<p>Told in <b>HTML</b>.</p>\n\n"
        "<details><summary>Answer</summary>\n\nThe wind.\n\n</details>\n\n<script>alert(1)</script>\n"
    )
    assert lines(read(tmp_path, "wind.md", text)) == [
        "Who has seen it?", "Neither I nor you.", "Told in HTML.", "Answer", "The wind.",
    ]  # fmt: skip


def test_marks_and_lines_of_a_book_are_told_as_it_has_them(tmp_path: Path) -> None:
    page = (
        "<p id='t1'>The lake is 25 m<sup>2</sup>.<a href='#n1'>[1]</a></p>"
        "<ol type='a' start='3'><li>three</li><li>four</li></ol><pre>one line\nanother</pre>"
        "<p id='n1'><a href='#t1'>[1]</a> In summer.</p>"
    )
    document = read(tmp_path, "lake.epub", documents.epub([page]))
    assert lines(document) == [
        "The lake is 25 m².", "c. three", "d. four", "one line", "another",
    ]  # fmt: skip
    assert ("footnote", "[1] In summer.") in left_out(document)


def test_a_letter_that_is_answered_is_told_without_its_signs(tmp_path: Path) -> None:
    text = f"{FOX}\n\n> {LAMP}\n> {LIT}\n"
    assert lines(read(tmp_path, "letter.txt", text)) == [FOX, f"{LAMP} {LIT}"]
