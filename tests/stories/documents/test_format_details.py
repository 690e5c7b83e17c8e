"""Lists, tables, initials and forms of office documents and books, read as their pages show them."""

import io
from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches

from stories.documents.files import document_from
from stories.documents.formats.acts import respond
from stories.documents.kinds import kind_of
from stories.reading.records import Document, ReadingLimits
from tests import documents
from tests.documents import FOX, HERON

ONCE = "nce upon a time there was a fox who lived under the old oak tree."


def read(tmp_path: Path, kind: str, content: bytes) -> Document:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
    request = {"act": "read", "path": str(path)}
    return document_from(respond(kind_of(path), request, ReadingLimits())[0])


def lines(document: Document) -> list[str]:
    return [it.text for it in document.paragraphs]


def saved(document: object) -> bytes:
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]  # both libraries' documents have it
    return content.getvalue()


def word(*parts: str) -> docx.document.Document:
    """A .docx with the fox and these parts after it."""
    document = docx.Document()
    document.add_paragraph(FOX)
    for part in parts:
        element = parse_xml(part.replace(">", f" {nsdecls('w')}>", 1))
        document.element.body.insert(-1, element)
    return document


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("levels", "items", "marks"),
    [
        (["decimal|Step %1:|1", "lowerLetter|(%2)|1"], [0, 0, 1, 1, 0],
         ["Step 1:", "Step 2:", "(a)", "(b)", "Step 3:"]),
        (["decimal|%1.|1", "decimal|%1.%2|1"], [0, 1, 1, 0, 1], ["1.", "1.1", "1.2", "2.", "2.1"]),
        (["upperRoman|%1)|5"], [0, 0], ["V)", "VI)"]),
        (["none||1"], [0], [""]),
        (["bullet|\uf0b7|1"], [0], ["•"]),
    ],
    ids=["words", "numbers of both depths", "a start", "no mark", "bullets"],
)  # fmt: skip
def test_items_of_word_have_the_marks_that_its_page_shows(
    tmp_path: Path, levels: list[str], items: list[int], marks: list[str]
) -> None:
    document = word(
        *(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
            f"{run('tea')}</w:p>"
            for depth in items
        )
    )
    numbering = document.part.numbering_part.element
    said = ""
    for depth, level in enumerate(levels):
        form, text, start = level.split("|")
        said += (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    for part in (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{said}</w:abstractNum>',
        f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>',
    ):
        numbering.append(parse_xml(part))
    told = lines(read(tmp_path, "docx", saved(document)))[1:]
    assert told == [f"{mark} tea".strip() for mark in marks]


def test_items_of_an_open_document_have_their_marks_too(tmp_path: Path) -> None:
    items = (
        '<text:list text:style-name="L"><text:list-item text:start-value="3"><text:p>Mix</text:p>'
        "<text:list><text:list-item><text:p>well</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>Bake</text:p></text:list-item></text:list>"
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>The answer.</text:p>'
    )
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix=")"/><text:list-level-style-number text:level="2" '
        'text:display-levels="2" style:num-format="1" style:num-suffix=":"/></text:list-style>'
    )
    odt = documents.changed(
        documents.open_document("Bread", FOX), "content.xml",
        {"</office:automatic-styles>": f"{style}</office:automatic-styles>",
         "</office:text>": f"{items}</office:text>"},
    )  # fmt: skip
    document = read(tmp_path, "odt", odt)
    assert lines(document)[-3:] == ["3) Mix", "3.1: well", "4) Bake"]
    assert [(it.why, it.text) for it in document.left_out][1:] == [("hidden text", "The answer.")]


def test_items_of_a_book_may_have_numbers_of_their_own(tmp_path: Path) -> None:
    page = (
        "<ol><li>one</li><li value='9'>nine</li></ol><ol reversed=''><li>two</li><li>one</li></ol>"
    )
    told = lines(read(tmp_path, "epub", documents.epub([f"<p>{FOX}</p>{page}"])))
    assert told == [FOX, "1. one", "9. nine", "2. two", "1. one"]


@pytest.mark.parametrize(
    ("about", "first", "rest"),
    [
        ('<w:framePr w:dropCap="drop" w:lines="3"/>', "O", ONCE),
        ('<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>', "On", ONCE[1:]),
    ],
    ids=["an initial", "a deleted end"],
)
def test_a_paragraph_of_word_goes_on_in_the_next(
    tmp_path: Path, about: str, first: str, rest: str
) -> None:
    document = word(f"<w:p><w:pPr>{about}</w:pPr>{run(first)}</w:p>", f"<w:p>{run(rest)}</w:p>")
    assert lines(read(tmp_path, "docx", saved(document))) == [FOX, f"O{ONCE}"]


def test_what_a_form_asks_for_is_not_told_and_what_was_filled_in_is(tmp_path: Path) -> None:
    field = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = field.format("<w:showingPlcHdr/>", run("Click here to enter text."))
    form = word(
        f"<w:p>{run('Name: ')}{field.format('', run('Nora'))}</w:p>",
        f"<w:p>{run('Age: ')}{prompt}</w:p>",
    )
    document = read(tmp_path, "docx", saved(form))
    assert lines(document) == [FOX, "Name: Nora", "Age:"]
    assert [it.why for it in document.left_out] == ["prompt"]


SPANNED = (
    '<table><tr><th rowspan="2">Class</th><th colspan="2">Autumn</th></tr><tr><th>Boys</th><th>Girls</th>'
    '</tr><tr><td>4a</td><td>9</td><td>8</td></tr><tr><td>4b</td><td colspan="2">none</td></tr></table>'
)
NAMED = '<table><tr><th>Name</th><th colspan="2">City</th></tr>{}{}</table>'
ROW = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"


def test_names_that_span_columns_are_said_with_those_below_them(tmp_path: Path) -> None:
    told = lines(read(tmp_path, "epub", documents.epub([f"<p>{FOX}</p>{SPANNED}"])))
    assert told[1:] == [
        "Class Autumn Boys Autumn Girls",
        "4a — Autumn Boys: 9; Autumn Girls: 8",
        "4b none",
    ]
    # Of names below a merged one some may be figures.
    page = SPANNED.replace("Boys", "under 7").replace("Girls", "7 to 9")
    told = lines(read(tmp_path, "epub", documents.epub([f"<p>{FOX}</p>{page}"])))
    assert told[1] == "Class Autumn under 7 Autumn 7 to 9"
    # A row of values is no second row of names.
    page = NAMED.format(ROW.format("Ada", "Rome", "Oslo"), ROW.format("Ben", "Bonn", "Wien"))
    told = lines(read(tmp_path, "epub", documents.epub([f"<p>{FOX}</p>{page}"])))
    assert told[1:] == ["Name City", "Ada Rome Oslo", "Ben Bonn Wien"]


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_a_table_that_only_places_sentences_is_told_sentence_by_sentence(
    tmp_path: Path, kind: str
) -> None:
    if kind == "docx":
        document = docx.Document()
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = FOX, HERON
        content = saved(document)
    elif kind == "odt":
        content = documents.open_document("Animals", "Two.", table=[(FOX, HERON)])
    else:
        cells = f"<table><tr><td>{FOX}</td><td>{HERON}</td></tr></table>"
        content = documents.epub([cells])
    assert lines(read(tmp_path, kind, content))[-2:] == [FOX, HERON]


def test_a_line_of_a_slide_ends_where_its_sense_does(tmp_path: Path) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    box = slide.shapes.add_textbox(*map(Inches, (1, 1, 6, 3)))
    box.text_frame.text = "Roses are red,\vviolets are blue.\nThe water of the\vsea goes up."
    told = lines(read(tmp_path, "pptx", saved(show)))
    assert told == ["Roses are red,", "violets are blue.", "The water of the sea goes up."]


def test_a_first_slide_of_boxes_or_items_is_told_and_one_of_a_title_is_not(tmp_path: Path) -> None:
    def first_slide(layout: int, *texts: str) -> list[str]:
        show = pptx.Presentation()
        slide = show.slides.add_slide(show.slide_layouts[layout])
        slide.shapes.title.text = "The Life of a Butterfly"
        if layout < 2:
            slide.placeholders[1].text_frame.text = "\n".join(texts)
        for number, text in enumerate(texts if layout > 1 else ()):
            box = slide.shapes.add_textbox(*map(Inches, (1, 2 + number / 2, 6, 0.4)))
            box.text_frame.text = text
        show.slides.add_slide(show.slide_layouts[6]).shapes.add_textbox(
            *map(Inches, (1, 1, 6, 3))
        ).text_frame.text = FOX
        return lines(read(tmp_path, "pptx", saved(show)))

    stages = ("An egg on a leaf", "A caterpillar", "A pupa", "A butterfly", "New eggs")
    title = "The Life of a Butterfly"
    assert first_slide(5, *stages) == [title, *stages, FOX]
    assert first_slide(1, *stages[:2]) == [title, *stages[:2], FOX]
    assert first_slide(0, "Class 4", "Ms Okoro") == [FOX]


def test_boxes_to_tick_in_one_line_of_a_document_are_told_one_by_one(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FOX)
    document.add_paragraph("☐ sunny\t☐ cloudy\t☐ rainy")
    assert lines(read(tmp_path, "docx", saved(document)))[1:] == ["☐ sunny", "☐ cloudy", "☐ rainy"]
