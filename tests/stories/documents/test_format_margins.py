"""What stands around the text of office documents and books: running boxes, bylines, notes made by hand."""

from pathlib import Path

import docx
import pptx
from pptx.util import Inches

from tests import documents
from tests.documents import FOX, HERON
from tests.stories.documents.test_format_details import lines, read, saved


def deck(*slides: list[tuple[float, float, str]]) -> bytes:
    """Slides of boxes: left and top in inches, and words."""
    show = pptx.Presentation()
    for boxes in slides:
        slide = show.slides.add_slide(show.slide_layouts[6])
        for left, top, text in boxes:
            box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(4), Inches(0.5))
            box.text_frame.text = text
    return saved(show)


def test_what_comes_back_at_the_foot_of_slides_is_left_out_and_a_refrain_is_told(
    tmp_path: Path,
) -> None:
    said = ("The goat wakes up.", "The goat eats a hat.", "The goat sleeps.")
    content = deck(*(
        [(0.5, 0.3, text), (0.5, 6.7, "Good goat!"), (0.5, 6.9, "Class 3b"), (9, 6.9, str(number))]
        for number, text in enumerate(said, 1)
    ))  # fmt: skip
    document = read(tmp_path, "pptx", content)
    assert lines(document) == [line for text in said for line in (text, "Good goat!")]
    assert sorted((it.why, it.text) for it in document.left_out if it.page == 1) == [
        ("footer", "Class 3b"),
        ("page number", "1"),
    ]


def test_boxes_of_an_arabic_slide_are_read_from_the_right_whatever_it_says_of_itself(
    tmp_path: Path,
) -> None:
    first, second = "هذا الصندوق الأول على اليمين.", "وهذا الصندوق الثاني على اليسار."
    document = read(tmp_path, "pptx", deck([(0.5, 2, second), (5, 2, first)]))
    assert lines(document) == [first, second]


def test_who_wrote_a_word_document_is_left_out_under_its_title(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in (("Marta", "Title"), ("Old goats and young people", "Subtitle"),
                        ("By Ann Berg", "Normal"), (FOX, "Normal"), ("By the sea", "Normal")):  # fmt: skip
        document.add_paragraph(text, style=style)
    found = read(tmp_path, "docx", saved(document))
    assert lines(found) == ["Old goats and young people", FOX, "By the sea"]
    assert ("byline", "By Ann Berg") in [(it.why, it.text) for it in found.left_out]


def test_a_note_made_by_hand_is_left_out_with_its_mark_and_a_power_stays(tmp_path: Path) -> None:
    body = (
        f"<h1>One</h1><p>{FOX}</p><h1>Two</h1><p>Marta kept goats<sup>2</sup> on 3 m<sup>2</sup> "
        f"of grass.</p><p><sup>2</sup> Animals.</p>"
    )
    document = read(tmp_path, "epub", documents.epub([body]))
    assert lines(document)[-1] == "Marta kept goats on 3 m² of grass."
    assert [it.text for it in document.left_out if it.why == "footnote"] == ["² Animals."]


def test_raised_figures_that_nothing_points_at_are_told(tmp_path: Path) -> None:
    body = f"<h1>One</h1><p>{FOX}</p><h1>Two</h1><p>{HERON}</p><p><sup>2</sup> Animals.</p>"
    assert lines(read(tmp_path, "epub", documents.epub([body])))[-1] == "² Animals."


def test_the_only_chapter_below_a_title_page_does_not_name_the_book(tmp_path: Path) -> None:
    found = read(tmp_path, "epub", documents.epub([f"<h1>The hill</h1><p>{FOX}</p>"]))
    assert found.title == "The Fox and the Heron"
    assert lines(found) == ["The hill", FOX]
