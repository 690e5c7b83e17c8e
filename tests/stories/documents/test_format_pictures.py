"""What pictures of office documents and books are said to show, columns of .odt tables, forms on paper."""

import io
from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml.ns import qn

from stories.documents import Document, read_file
from stories.documents.summary import told_text
from tests.documents import FOX, changed, open_document, packed, picture

HENS = "We fed the hens on two days of the week."
SHOWN = "A hen on a fence"


def read(tmp_path: Path, name: str, content: bytes) -> Document:
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(path)


def saved(document: docx.document.Document | pptx.presentation.Presentation) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def word(said: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(FOX)
    document.add_picture(io.BytesIO(picture()))
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", said)
    return saved(document)


def slides(said: str) -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.placeholders[1].text = FOX
    shape = slide.shapes.add_picture(io.BytesIO(picture()), 0, 0)
    shape._element.nvPicPr.cNvPr.set("descr", said)
    return saved(show)


def open_text(said: str) -> bytes:
    frame = (
        '<draw:frame xmlns:draw="d" xmlns:svg="s" xmlns:xlink="x"><draw:image xlink:href="Pictures/a.png"/>'
        f"<svg:title>Hen</svg:title><svg:desc>{said}</svg:desc></draw:frame>"
    )
    return open_document("Hens", HENS, frame)


@pytest.mark.parametrize(
    ("kind", "made"), [("docx", word), ("pptx", slides), ("odt", open_text)], ids=lambda it: str(it)[:4]
)  # fmt: skip
def test_what_a_picture_is_said_to_show_is_named_and_the_name_of_its_file_is_not(
    tmp_path: Path, kind: str, made: object
) -> None:
    assert callable(made)
    document = read(tmp_path, f"said.{kind}", made(SHOWN))
    assert [it.text for it in document.left_out if it.why == "picture"] == [SHOWN]
    assert SHOWN not in " ".join(told_text(document))
    named = read(tmp_path, f"named.{kind}", made("IMG_2041.jpg"))
    assert [it.text for it in named.left_out if it.why == "picture"] == []


def columns(head: str, style: str = "") -> bytes:
    rows = (("Day", "Food"), ("Monday", "corn"), ("Friday", "bread"))
    content = open_document("Hens", HENS, table=rows)
    return changed(content, "content.xml", {
        ' table:style-name="C"': "",
        "<text:p>Day</text:p>": head.format("Day"),
        "<text:p>Food</text:p>": head.format("Food"),
        "</office:automatic-styles>": f"{style}</office:automatic-styles>",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("head", "style"),
    [
        ('<text:p text:style-name="Table_20_Heading">{}</text:p>', ""),
        ('<text:p text:style-name="P1">{}</text:p>',
         '<style:style style:name="P1" style:parent-style-name="Table_20_Heading"/>'),
        ('<text:p><text:span text:style-name="T1">{}</text:span></text:p>',
         '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'),
    ],
)  # fmt: skip
def test_columns_of_an_open_document_are_named_as_its_program_sets_their_names(
    tmp_path: Path, head: str, style: str
) -> None:
    told = list(told_text(read(tmp_path, "hens.odt", columns(head, style))))
    assert told[-2:] == ["Monday — Food: corn", "Friday — Food: bread"]
    plain = list(told_text(read(tmp_path, "plain.odt", columns("<text:p>{}</text:p>"))))
    assert plain[-2:] == ["Monday corn", "Friday bread"]


def test_a_first_letter_that_is_a_picture_is_told_and_lines_of_a_form_are_named(
    tmp_path: Path,
) -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Name: ______ Date: ______</p>'
        '<p><img src="o.png" alt="O"/>nce there was a hen that lived on a ______.</p>'
        f'<p><img src="hen.png" alt="{SHOWN}"/>{HENS}</p></body></html>'
    )
    document = read(tmp_path, "hens.epub", epub(page))
    assert list(told_text(document)) == ["Once there was a hen that lived on a ….", HENS]
    assert [(it.why, it.text) for it in document.left_out] == [
        ("prompt", "Name: ______ Date: ______"),
        ("picture", SHOWN),
    ]


def epub(page: str) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="o" href="o.png" media-type="image/png"/>'
        '<item id="h" href="hen.png" media-type="image/png"/>'
        '</manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf"/></rootfiles></container>'
    )
    return packed({
        "mimetype": "application/epub+zip", "META-INF/container.xml": container, "c.opf": package,
        "a.xhtml": page, "o.png": picture(), "hen.png": picture(),
    })  # fmt: skip


def test_a_text_begins_with_its_title_below_the_lines_of_a_form_and_pages_that_count_are_left_out(
    tmp_path: Path,
) -> None:
    sheets = f"{HENS}\n\nPage 1 of 2\n\n{FOX}\n__________\n\nصفحة ٢ من ٢\n"
    text = f"Name: ______ Class: ____\n\nThe Hens\n\n{sheets}"
    document = read(tmp_path, "hens.txt", text.encode())
    assert document.title == "The Hens"
    assert list(told_text(document)) == [HENS, FOX]
    assert sorted(it.why for it in document.left_out) == [
        "page number",
        "page number",
        "prompt",
        "title",
    ]
