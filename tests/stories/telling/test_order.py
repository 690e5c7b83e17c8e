"""Words in reading order from the places of their glyphs alone."""

import random
from collections.abc import Sequence

import pytest

from stories.pdf.layout.reading_order import lines_in_reading_order
from stories.pdf.page.characters import mirrored
from stories.pdf.page.glyph import Glyph, Space

EM, WIDE, GAP = 10.0, 5.0, 3.0


def glyph(index: int, text: str, left: float, right: float, baseline: float = 100) -> Glyph:
    return Glyph(index, text, left, right, left, baseline, EM, after_space=False, bold=False)


def printed(visual: str, baseline: float = 100) -> list[Glyph]:
    """Glyphs as they stand on paper from left to right, listed in an order that tells nothing."""
    places, left = [], 50.0
    for character in visual:
        if character != " ":
            places.append((character, left))
        left += GAP if character == " " else WIDE
    numbers = [10 * n for n in range(len(places))]
    random.Random(visual).shuffle(numbers)
    return [
        glyph(number, text, at, at + WIDE, baseline)
        for number, (text, at) in zip(numbers, places, strict=True)
    ]


def read(glyphs: Sequence[Glyph], spaces: Sequence[Space] = ()) -> list[str]:
    return [line.text for line in lines_in_reading_order(glyphs, spaces)]


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("ذهب الولد", "دلولا بهذ"),
        ("عمره 12 سنة", "ةنس 12 هرمع"),
        ("بلغ 3.75 مترا", "ارتم 3.75 غلب"),
        ("يوم 20-11-2026", "2026-11-20 موي"),
        ("زار موقع Rain Story على الشبكة", "ةكبشلا ىلع Rain Story عقوم راز"),
        ("الصفحة 14.", ".14 ةحفصلا"),
        ("The word سلام عليكم, he said", "The word مكيلع مالس, he said"),
    ],
)
def test_a_line_of_two_directions_is_read_in_its_true_order(logical: str, visual: str) -> None:
    assert read(printed(visual)) == [logical]


def test_a_number_alone_on_a_right_to_left_page_keeps_its_stop() -> None:
    assert read([*printed("ةحفصلا ىلا دلولا", 120), *printed(".14", 100)])[1] == "14."


def test_lam_alef_drawn_over_each_other_are_read_lam_first() -> None:
    letters = [glyph(0, "ا", 50, 57), glyph(1, "ل", 50.5, 56.9), glyph(5, "ه", 58, 64)]
    assert read(letters) == ["هلا"]


def test_a_mark_of_the_same_glyph_follows_its_letter() -> None:
    letters = [glyph(0, "ب", 60, 65), glyph(9, "َ", 57, 60), glyph(4, "ر", 50, 56.5)]
    letters[0].origin = letters[1].origin = 57
    assert read(letters) == ["بَر"]


def test_a_letter_known_only_by_its_mark_does_not_break_the_word() -> None:
    letters = [
        glyph(0, "ه", 64, 72),
        glyph(20, "ن", 61, 62, baseline=104),
        glyph(21, "َ", 60, 61, baseline=104),
        glyph(40, "ر", 50, 58),
    ]
    letters[1].origin = letters[2].origin = 60
    assert read(letters) == ["هنَر"]


def test_presentation_forms_are_folded() -> None:
    assert read(printed("ﺐﻫﺫ")) == ["ذهب"]
    assert read(printed("of\ufb01ce")) == ["of" + "fi" + "ce"]


def test_letters_set_apart_are_one_word() -> None:
    glyphs = [
        glyph(2 * n, letter, 50 + 9 * n + 7 * (n > 4), 55 + 9 * n + 7 * (n > 4))
        for n, letter in enumerate("EARLYRAIN")
    ]
    for item in glyphs:
        item.after_space = True
    assert read(glyphs) == ["EARLY RAIN"]


def test_rows_printed_over_each_other_in_two_sizes_are_told_apart() -> None:
    body, running = printed("once upon a time", 100), printed("The Book", 101)
    for item in running:
        item.em = 6
    assert set(read([*body, *running])) == {"once upon a time", "The Book"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("قال )نعم( ثم", "قال (نعم) ثم"),
        ("»نعم«.", "«نعم»."),
        ("[نعم] و(لا)", "[نعم] و(لا)"),
    ],
)
def test_brackets_open_and_close_the_right_way(wrong: str, right: str) -> None:
    assert mirrored(wrong) == right
