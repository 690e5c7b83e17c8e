"""What people typed onto a page or into its form, and layers that are off: told as every viewer shows it."""

from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.records import ReadingLimits
from tests import pdfs
from tests.pdfs import At

TALE = "The keeper woke before the sun and looked at the sea."
#: The second page object's fonts, for what annotations draw.
FONTS = "/Resources<</Font<</F1 3 0 R>>>>"


def told(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "typed.pdf"
    path.write_bytes(content)
    return list(told_text(parse(path, ReadingLimits())))


def drawn(words: str) -> str:
    """An object that draws words 20 points high, from number 20."""
    stream = f"BT /F1 12 Tf 2 5 Td ({words}) Tj ET"
    return (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 300 20]{FONTS}/Length {len(stream)}>>stream\n{stream}\n"
        "endstream"
    )


def field(about: str, y: int = 500, x: int = 100) -> str:
    return f"/Subtype/Widget/T(f{y})/Rect[{x} {y - 5} {x + 250} {y + 13}]/F 4{about}"


ARABIC = "<FEFF" + "نورا تقرأ Harry Potter".encode("utf-16-be").hex() + ">"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("/FT/Tx/V(Nora Hill)", "Nora Hill"),
        ("/FT/Ch/Ff 131072/Opt[[(r)(red)][(b)(blue)]]/V(b)", "blue"),
        ("/FT/Ch/Ff 393216/Opt[(red)(blue)]/V(pink)", "pink"),
        ("/FT/Btn/V/Yes/AS/Yes/MK<</CA(4)>>", "✓"),
        ("/FT/Btn/V/Off/AS/Off", ""),
        ("/FT/Tx/Ff 8192/V(secret)", ""),
        ("/FT/Tx/V()", ""),
    ],
    ids=["text", "a choice by its name", "a word of one's own", "a ticked box", "an empty box", "a password",
         "nothing"],
)  # fmt: skip
def test_what_was_filled_in_is_told_where_only_viewers_draw_it(
    tmp_path: Path, about: str, said: str
) -> None:
    page = [At("Name:", 50, 500), At(TALE, 50, 440)]
    content = pdfs.annotated(page, [field(about)])
    assert told(tmp_path, content) == [f"Name: {said}".strip(), TALE]


def test_typed_on_words_without_an_appearance_are_told_in_lines_and_in_arabic(
    tmp_path: Path,
) -> None:
    box = "/Subtype/FreeText/Rect[50 400 200 440]/DA(/F1 12 Tf)/F 4"
    words = "The boat was red and far from its home."
    content = pdfs.annotated([At(TALE, 50, 500)], [f"{box}/Contents({words})"])
    assert told(tmp_path, content) == [TALE, words]
    arabic = f"/Subtype/FreeText/Rect[50 400 350 420]/F 4/Contents{ARABIC}"
    content = pdfs.annotated([At(TALE, 50, 500)], [arabic])
    assert told(tmp_path, content) == [TALE, "نورا تقرأ Harry Potter"]


@pytest.mark.parametrize(
    ("about", "tells"),
    [
        ("/Subtype/Stamp", True),
        ("/Subtype/FreeText", True),
        (field("/FT/Tx/V(x)"), True),
        ("/Subtype/FreeText/F 32", False),
        (field("/FT/Tx/V(x)").replace("/F 4", "/F 32"), False),
        (field("/FT/Btn/Ff 65536"), False),
        ("/Subtype/Highlight/Contents(Nice!)", False),
        ("/Subtype/Text/Contents(Check this.)", False),
    ],
    ids=["a stamp of words", "typed-on words", "a field", "words only for paper", "a field only for paper",
         "a button", "a highlight", "a note"],
)  # fmt: skip
def test_annotations_are_told_where_the_page_shows_their_words(
    tmp_path: Path, about: str, tells: bool
) -> None:
    about += "" if "/Rect" in about else "/Rect[50 400 350 420]"
    words = "The boat was red." if tells or "Contents" not in about else ""
    content = pdfs.annotated([At(TALE, 50, 540)], [f"{about}/AP<</N 20 0 R>>"], more=[drawn(words)])
    assert told(tmp_path, content) == ([TALE, "The boat was red."] if tells else [TALE])


@pytest.mark.parametrize(
    ("about", "tells"),
    [("/D<</OFF[21 0 R]>>", False), ("/D<<>>", True), ("/D<</BaseState/OFF>>", False),
     ("/D<</BaseState/OFF/ON[21 0 R]>>", True)],
)  # fmt: skip
def test_a_note_in_a_layer_is_told_only_where_it_is_on(
    tmp_path: Path, about: str, tells: bool
) -> None:
    note = "/Subtype/FreeText/OC 21 0 R/Rect[50 400 350 420]/AP<</N 20 0 R>>"
    content = pdfs.annotated(
        [At(TALE, 50, 540)], [note], f"/OCProperties<</OCGs[21 0 R]{about}>>",
        [drawn("The answer is forty."), "<</Type/OCG/Name(Answers)>>"],
    )  # fmt: skip
    assert told(tmp_path, content) == ([TALE, "The answer is forty."] if tells else [TALE])


@pytest.mark.parametrize("state", ["ON", "OFF"])
def test_words_of_a_form_in_a_layer_are_told_only_where_it_is_on(
    tmp_path: Path, state: str
) -> None:
    form = drawn("The answer is forty.").replace("/Type/XObject", "/Type/XObject/OC 21 0 R")
    content = pdfs.annotated(
        [At(TALE, 50, 500)], [], f"/OCProperties<</OCGs[21 0 R]/D<</{state}[21 0 R]>>>>",
        [form, "<</Type/OCG/Name(Answers)>>"],
    )  # fmt: skip
    content = content.replace(b"/Font<<", b"/XObject<</X 20 0 R>>/Font<<", 1).replace(
        b"Tj ET\nendstream", b"Tj ET q 1 0 0 1 50 400 cm /X Do Q\nendstream", 1
    )
    content = content.replace(b"/Length %d>>" % len(pdfs.content([At(TALE, 50, 500)])),
                              b"/Length %d>>" % (len(pdfs.content([At(TALE, 50, 500)])) + 34), 1)  # fmt: skip
    assert told(tmp_path, content) == ([TALE, "The answer is forty."] if state == "ON" else [TALE])
