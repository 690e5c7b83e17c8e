"""Documents of every format but PDF, made as programs write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
import pptx
from docx.oxml.ns import qn
from docx.shared import RGBColor
from PIL import Image, ImageDraw
from pptx.util import Inches

FOX = "The fox woke up early. She smelled the morning and ran down the hill."
HERON = "The heron stood on one leg and looked very wise."
BEE = "كان يا ما كان في قديم الزمان، كانت نحلة صغيرة تعيش في خلية كبيرة."
GARDEN = "طارت النحلة إلى الحديقة وجمعت الرحيق من الأزهار."


def picture(wide: int = 400, high: int = 300, kind: str = "JPEG") -> bytes:
    """A picture that is no flat colour."""
    image = Image.new("RGB", (wide, high), "white")
    ImageDraw.Draw(image).ellipse(
        (20, 20, wide - 20, high - 20), fill="green", outline="red", width=9
    )
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def changed(content: bytes, part: str, words: Mapping[str, str]) -> bytes:
    """The ZIP with each of these words in one of its parts in the place of another."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    for old, new in words.items():
        text = text.replace(old, new)
    return packed({**parts, part: text})


def word(*, title: str = "Word Document") -> bytes:
    """A .docx with headings, a list, a table, a picture and what the page does not show."""
    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "Green Hill School"
    document.add_heading("The Fox and the Heron", 0)
    document.add_heading("Morning", 1)
    paragraph = document.add_paragraph(FOX)
    hidden = paragraph.add_run(" The hidden answer.")
    hidden.font.hidden, hidden.font.color.rgb = True, RGBColor(0, 0, 0)
    for item in ("a red plum", "a green pear"):
        document.add_paragraph(item, style="List Bullet")
    for item in ("Wake up", "Run"):
        document.add_paragraph(item, style="List Number")
    document.add_picture(io.BytesIO(picture()))
    document.add_heading("River", 1)
    document.add_paragraph(HERON)
    table = document.add_table(2, 2)
    for number, text in enumerate(("Day", "Food", "Monday", "a fish")):
        table.cell(number // 2, number % 2).text = text
    return _saved(document)


def arabic_word() -> bytes:
    document = docx.Document()
    document.add_heading("سر العسل", 0)
    document.add_paragraph(BEE)
    document.add_heading("في الحديقة", 1)
    document.add_paragraph(GARDEN)
    return _saved(document)


def word_table(rows: Sequence[Sequence[str]], *, shaded: bool) -> bytes:
    """A .docx with a sentence and a table whose first row is shaded or bold, and is not called a header."""
    document = docx.Document()
    document.add_paragraph(FOX)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.paragraphs[0].add_run(text).bold = not number and not shaded
            if shaded and not number:
                fill = cell._tc.get_or_add_tcPr().makeelement(qn("w:shd"), {qn("w:fill"): "CCDDEE"})
                cell._tc.tcPr.append(fill)
    return _saved(document)


def arabic_slides() -> bytes:
    show = pptx.Presentation()
    for title, text in (("سر العسل", BEE), ("في الحديقة", GARDEN)):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, text
    return _saved(show)


def open_document(*paragraphs: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A .odt with a heading, these paragraphs under it, and a table whose first row is shaded."""
    head, *rest = paragraphs
    words = "".join(f"<text:p>{text}</text:p>" for text in rest)
    rows = ""
    for number, row in enumerate(table):
        look = "" if number else ' table:style-name="C"'
        cells = (f"<table:table-cell{look}><text:p>{it}</text:p></table:table-cell>" for it in row)
        rows += f"<table:table-row>{''.join(cells)}</table:table-row>"
    words += f"<table:table>{rows}</table:table>" if rows else ""
    kind = "application/vnd.oasis.opendocument.text"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:style="{names}:style:1.0" '
        f'xmlns:fo="{names}:xsl-fo-compatible:1.0">'
        '<office:automatic-styles><style:style style:name="C" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ccddee"/></style:style></office:automatic-styles>'
        f'<office:body><office:text><text:h text:outline-level="1">{head}</text:h>{words}'
        "</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": kind, "content.xml": content})


def slides() -> bytes:
    """A .pptx with a title slide, a picture, notes, a hidden slide and a table."""
    show = pptx.Presentation()
    show.core_properties.title = "PowerPoint Presentation"
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "The Water Cycle", "Grade 4 science"
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text = "Evaporation"
    body = second.placeholders[1].text_frame
    body.text = "The sun warms the sea."
    body.add_paragraph().text = "Water rises into the air"
    second.notes_slide.notes_text_frame.text = "Remember to smile."
    second.shapes.add_picture(io.BytesIO(picture(kind="PNG")), Inches(1), Inches(4))
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "The hidden answer"
    hidden._element.set("show", "0")
    last = show.slides.add_slide(show.slide_layouts[5])
    last.shapes.title.text = "Rain"
    table = last.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(2)).table
    for number, text in enumerate(("Month", "Rain", "May", "30 mm")):
        table.cell(number // 2, number % 2).text = text
    return _saved(show)


def _saved(document: object) -> bytes:
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]  # both libraries' documents have it
    return content.getvalue()


CHAPTER = f"""<h2>Morning</h2>
<p>{FOX}<a epub:type="noteref" href="#n1"><sup>1</sup></a></p>
<p><img src="../images/fox.jpg" alt="not told"/></p>
<ol><li>Wake up</li><li>Run&nbsp;away</li></ol>
<p>Roses are red,<br/>violets are blue.</p>
<p style="display:none">The hidden answer.</p>
<script>alert(1)</script>
<aside epub:type="footnote" id="n1"><p>Foxes sleep by day.</p></aside>"""


def page(body: str, attributes: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>no text</title></head>'
        f"<body {attributes}>{body}</body></html>"
    )


def epub(
    chapters: Sequence[str] = (CHAPTER, f"<h2>River</h2><p>{HERON}</p>"),
    *,
    language: str = "en",
    title: str = "The Fox and the Heron",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An EPUB 3 with a cover, a title page and a list of contents before its chapters."""
    pages = {
        "cover": page('<img src="images/fox.jpg" alt=""/>'),
        "title": page(f"<h1>{title}</h1><p>by Nora Reed</p>", 'epub:type="titlepage"'),
        "nav": page('<nav epub:type="toc"><ol><li><a href="1.xhtml">Morning</a></li></ol></nav>'),
        **{f"text/{number}": page(chapter) for number, chapter in enumerate(chapters)},
    }
    items = "".join(
        f'<item id="p{number}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        + (' properties="nav"/>' if name == "nav" else "/>")
        for number, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:language>{language}</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            "OEBPS/images/fox.jpg": picture(),
            **{f"OEBPS/{name}.xhtml": text for name, text in pages.items()},
            **(more or {}),
        }
    )


MARKDOWN = f"""---
title: "untitled"
lang: en
---
# The Fox and the Heron

## Morning

{FOX}

- a red plum
- a green pear

1. Wake up
2. Run

## River

The **heron** [stood](http://127.0.0.1:9/) on one leg and *looked* very wise.

| Day | Food |
|---|---|
| Monday | a fish |

<script>alert(1)</script>

![not told](http://127.0.0.1:9/x.png)
"""
