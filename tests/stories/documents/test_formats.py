"""What is read of each format: what the page shows, in its order, and nothing that it hides."""

from pathlib import Path

import pytest

from stories.documents import Document, page_picture, part_text, read_file
from tests import documents
from tests.documents import BEE, FOX, HERON

WRITTEN = Path(__file__).parent / "written"
DOCX = documents.word()

TALE = [
    "Morning", FOX, "• a red plum", "• a green pear", "1. Wake up", "2. Run", "River", HERON,
    "Day Food", "Monday a fish",
]  # fmt: skip
LETTER = [
    "Morning", "The fox woke up early. She ran down the hill.", "• a red plum", "• a green pear",
    "1. Wake up", "2. Run", "The heron", "The heron stood on one leg.", "It looked very wise.",
    "Day Food", "Monday a fish", "They told old tales.",
]  # fmt: skip
BOOK = [
    "Morning", FOX, "1. Wake up", "2. Run away", "Roses are red,", "violets are blue.", "River", HERON,
]  # fmt: skip


def read(folder: Path, name: str, content: bytes) -> Document:
    (folder / name).write_bytes(content)
    return read_file(folder / name)


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def left_out(document: Document) -> set[tuple[str, str]]:
    return {(item.why, item.text) for item in document.left_out}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tale.docx", DOCX, TALE),
        ("tale.md", documents.MARKDOWN.encode(), [*TALE[:-1], "Monday — Food: a fish"]),
        ("book.epub", documents.epub(), BOOK),
        # As LibreOffice writes them: with a tracked deletion, a comment, a footnote and hidden words.
        ("letter.docx", (WRITTEN / "letter.docx").read_bytes(), LETTER),
        ("letter.odt", (WRITTEN / "letter.odt").read_bytes(), LETTER),
    ],
)
def test_a_document_is_told_as_its_page_shows_it(
    tmp_path: Path, name: str, content: bytes, told: list[str]
) -> None:
    document = read(tmp_path, name, content)
    assert lines(document) == told
    assert document.kind == name.partition(".")[2]
    assert document.language == "en"
    # Not what the programs that wrote them call them: "Word Document", "Microsoft Word - fox.docx".
    assert document.title in ("The Fox and the Heron", "The Fox at the River")
    headings = [it.text for it in document.paragraphs if it.is_heading]
    assert headings == [told[0], next(it for it in told if it in ("River", "The heron"))]


def test_what_a_document_hides_is_named_and_not_told() -> None:
    for kind in ("docx", "odt"):
        assert left_out(read_file(WRITTEN / f"letter.{kind}")) == {
            ("title", "The Fox at the River"),
            ("header", "Green Hill School"),
            ("footer", "Handout of Mary Miller"),
            ("hidden text", "The hidden answer."),
            ("footnote", "Foxes sleep by day."),
        }


def test_slides_are_told_one_by_one(tmp_path: Path) -> None:
    document = read(tmp_path, "cycle.pptx", documents.slides())
    assert (document.title, document.page_count) == ("The Water Cycle", 4)
    assert [(it.page, it.text) for it in document.paragraphs] == [
        (2, "Evaporation"), (2, "The sun warms the sea."), (2, "Water rises into the air"),
        (4, "Rain"), (4, "Month Rain"), (4, "May — Rain: 30 mm"),
    ]  # fmt: skip
    assert left_out(document) == {
        ("title page", "The Water Cycle Grade 4 science"),
        ("speaker notes", "Remember to smile."),
        ("hidden slide", "The hidden answer"),
    }
    assert document.pictured == (2,)
    assert page_picture(tmp_path / "cycle.pptx", 2)
    assert page_picture(tmp_path / "cycle.pptx", 4) is None
    assert part_text(tmp_path / "cycle.pptx", 4) == "Rain\n\nMonth Rain\n\nMay — Rain: 30 mm"
    assert part_text(tmp_path / "cycle.pptx", 9) == ""


def test_a_book_is_told_without_its_cover_its_contents_and_its_notes(tmp_path: Path) -> None:
    document = read(tmp_path, "book.epub", documents.epub())
    assert left_out(document) == {
        ("title page", "The Fox and the Heron by Nora Reed"),
        ("contents", "Morning"),
        ("note mark", "1"),
        ("hidden text", "The hidden answer."),
        ("footnote", "Foxes sleep by day."),
        ("picture", "not told"),
    }
    shown = [page_picture(tmp_path / "book.epub", number) for number in document.pictured or ()]
    assert len(shown) == 2
    assert all(shown)


def test_an_arabic_document_is_told_in_arabic(tmp_path: Path) -> None:
    document = read(tmp_path, "bee.docx", documents.arabic_word())
    assert (document.title, document.language) == ("سر العسل", "ar")
    assert lines(document)[0] == BEE


def test_the_language_that_a_book_names_decides_where_its_words_do_not(tmp_path: Path) -> None:
    for language in ("es-MX", "fr"):
        chapters = ["<p>Mango! Mango!</p>"]
        document = read(
            tmp_path, "book.epub", documents.epub(chapters, language=language, title="?")
        )
        assert document.language == language[:2]


def test_a_long_text_has_parts_of_about_a_page(tmp_path: Path) -> None:
    document = read(tmp_path, "long.txt", "\n\n".join([FOX] * 120).encode())
    words = [sum(len(it.text.split()) for it in page.paragraphs) for page in document.pages]
    assert document.page_count == len(words) == 5
    assert all(400 <= count < 450 for count in words[:-1])


def test_a_wrapped_text_is_joined_and_a_poem_is_not(tmp_path: Path) -> None:
    text = (
        "The Kite\n\n"
        "My kite went up above the town\nIt pulled and pulled\n\n"
        "It was late when Nora saw the light. She had walked a long way from the river and her\n"
        "shoes were wet, but she did not stop.\n"
    )
    document = read(tmp_path, "kite.txt", text.encode())
    assert document.title == "The Kite"
    assert lines(document) == [
        "My kite went up above the town", "It pulled and pulled",
        "It was late when Nora saw the light. She had walked a long way from the river and her shoes "
        "were wet, but she did not stop.",
    ]  # fmt: skip


STYLES = """/* p.one { font-weight: bold } */ p { margin: 0 } .chapter, p.x { font: bold 1em serif }
@media print { .big { font-size: 140% } } .answer { display: none } h9 {"""


@pytest.mark.parametrize(
    "heading",
    [
        '<p class="chapter">Morning</p>', '<p class="big">Morning</p>', "<p><b>Morning</b></p>",
        '<div><span style="font-weight:700">Morning</span></div>',
    ],
)  # fmt: skip
def test_a_heading_of_a_book_may_be_one_by_its_look_alone(tmp_path: Path, heading: str) -> None:
    rest = f'<p class="one">{FOX}</p><p class="answer">Hidden</p><p><b>{HERON}</b></p><p>They <b>ran</b>.</p>'
    link = '<link rel="stylesheet" href="../book.css"/>'
    content = documents.epub([f"{link}{heading}{rest}"], more={"OEBPS/book.css": STYLES})
    document = read(tmp_path, "book.epub", content)
    assert lines(document) == ["Morning", FOX, HERON, "They ran."]
    assert [it.is_heading for it in document.paragraphs] == [True, False, False, False]
    assert ("hidden text", "Hidden") in left_out(document)


def test_where_most_lines_of_a_book_are_bold_none_of_them_is_a_heading(tmp_path: Path) -> None:
    verses = "".join(
        f"<p><b>{line}</b></p>" for line in ("Roses are red", "Violets are blue", "So are you")
    )
    document = read(tmp_path, "book.epub", documents.epub([f"{verses}<p>{FOX}</p>"]))
    assert not any(it.is_heading for it in document.paragraphs)


@pytest.mark.parametrize("look", ["shaded", "bold"])
def test_a_table_of_word_whose_first_row_stands_out_is_told_with_its_names(
    tmp_path: Path, look: str
) -> None:
    rows = [("Name", "City"), ("Ada", "Rome"), ("Ben", "Oslo")]
    content = documents.word_table(rows, shaded=look == "shaded")
    document = read(tmp_path, "table.docx", content)
    assert lines(document)[1:] == ["Name City", "Ada — City: Rome", "Ben — City: Oslo"]


def test_a_table_of_an_open_document_whose_first_row_is_shaded_is_told_with_its_names(
    tmp_path: Path,
) -> None:
    content = documents.open_document(
        "Cities", FOX, table=[("Name", "City"), ("Ada", "Rome"), ("Ben", "Oslo")]
    )
    told = lines(read(tmp_path, "table.odt", content))
    assert told[-3:] == ["Name City", "Ada — City: Rome", "Ben — City: Oslo"]
