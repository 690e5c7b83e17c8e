"""Kinds of worksheets, poems and boxes that a fourth set of unseen pages showed to be misread."""

from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.layout.tables.told import table_lines
from stories.pdf.parser import parse
from stories.reading.blanks import choices, is_space_to_answer
from stories.reading.records import ReadingLimits
from tests.pdfs import At
from tests.stories.reading.typed_pages import read, told

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
ANIMALS = ("bee", "bird", "fox", "spider")
HOMES = ("den", "hive", "web", "nest")


def beside(one: tuple[str, ...], other: tuple[str, ...], *, y: float = 470) -> list[str | At]:
    return [
        At(text, x, y - 24 * n)
        for n, row in enumerate(zip(one, other, strict=True))
        for x, text in zip((50, 260), row, strict=True)
    ]


@pytest.mark.parametrize(
    "asked",
    ["Draw a line from each animal to its home.", "2. Match the animals with their homes.",
     "Relie chaque animal à sa maison.", "a) Une con flechas."],
)  # fmt: skip
def test_what_a_sheet_asks_to_match_is_read_list_by_list(tmp_path: Path, asked: str) -> None:
    below = At("Which home is under the ground?", y=350)
    assert told(tmp_path, [asked, *beside(ANIMALS, HOMES), below]) == [
        asked, *ANIMALS, *HOMES, "Which home is under the ground?",
    ]  # fmt: skip


def test_words_beside_their_meanings_stay_pairs_where_nothing_is_to_be_matched(
    tmp_path: Path,
) -> None:
    rows = [f"{one} {other}" for one, other in zip(ANIMALS, HOMES, strict=True)]
    assert told(tmp_path, ["Who lives where?", *beside(ANIMALS, HOMES)])[1:] == rows


def test_dots_that_face_each_other_are_to_draw_lines_between(tmp_path: Path) -> None:
    dotted = beside(tuple(f"{it} ·" for it in ANIMALS), tuple(f"· {it}" for it in HOMES))
    below = At("Which home is under the ground?", y=370)
    assert told(tmp_path, ["The animals are tired.", *dotted, below]) == [
        "The animals are tired.", *ANIMALS, *(f"· {it}" for it in HOMES),
        "Which home is under the ground?",
    ]  # fmt: skip


def test_a_poem_in_two_columns_whose_stanzas_share_their_heights_is_read_column_by_column(
    tmp_path: Path,
) -> None:
    one = ("The kettle hums a morning tune,", "the spoons begin to ring,",
           "the toast leaps up to see the moon", "and hears the blackbird sing.",
           "The butter slides, the honey runs,", "the milk is cold and white,",
           "the oven warms a dozen buns", "and blinks its yellow light.")  # fmt: skip
    other = ("The door swings wide, the cat walks in", "with snowflakes on her fur,",
             "she puts her paws beneath her chin", "and starts to softly purr.",
             "So come and take a chair with me,", "the day can wait outside,",
             "there's time enough for toast and tea", "before the clouds divide.")  # fmt: skip
    page: list[str | At] = [
        At(text, x, 480 - 14 * n - 14 * (n > 3), 10)
        for n, row in enumerate(zip(one, other, strict=True))
        for x, text in zip((40, 230), row, strict=True)
    ]
    title = At("Breakfast Song", 40, 520, 20, bold=True)
    assert told(tmp_path, [title, *page]) == [*one, *other]


def test_spaces_for_points_and_answers_are_left_out(tmp_path: Path) -> None:
    problem = "Lena has 12 marbles and gives 5 of them to Sam. How many are left?"
    document = read(tmp_path, [
        At(problem, size=10), At("/2", 380, 480, 10), At("1. ______________", y=440),
        At("2. ______________", y=410), At("Total:", 330, 380, 10), At("/6", 380, 380, 10),
    ])  # fmt: skip
    assert [it.text for it in document.paragraphs] == [problem]
    assert {it.why for it in document.left_out} == {"prompt"}


@pytest.mark.parametrize(
    ("text", "is_space"),
    [("1. ______", True), ("a) ......", True), ("1. A ______", False), ("1.", False), ("3 ... 2", False)],
)  # fmt: skip
def test_only_a_number_before_an_empty_line_is_a_space_to_answer(
    text: str, *, is_space: bool
) -> None:
    assert is_space_to_answer(text) is is_space


def test_an_empty_box_in_a_table_says_nothing_and_a_tick_does() -> None:
    rows = [
        ["", "True", "False"],
        ["1. The door was green.", "☐", "☐"],
        ["2. Mina slept.", "", "✓"],
    ]
    assert table_lines(rows)[1:] == ["1. The door was green.", "2. Mina slept. — False: ✓"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("☐ sunny ☐ cloudy ☐ rainy", ["☐ sunny", "☐ cloudy", "☐ rainy"]), ("☐ sunny", ["☐ sunny"]),
        ("Tick ☐ yes or ☐ no", ["Tick ☐ yes or ☐ no"]), ("", [""]),
    ],
)  # fmt: skip
def test_what_is_to_be_ticked_in_one_line_is_told_one_by_one(text: str, found: list[str]) -> None:
    assert choices(text) == found


def test_a_date_in_a_narrow_box_goes_on_in_its_next_line(tmp_path: Path) -> None:
    box = (
        "8 December: Winter fair",
        "15 December: Carol evening",
        "18 December: Last day of",
        "term",
    )
    page: list[str | At] = [At(text, y=500 - 14 * n) for n, text in enumerate(box)]
    assert told(tmp_path, page) == [*box[:2], f"{box[2]} {box[3]}"]
    # Things to buy begin small too, and may be the longest of their list.
    things = ("2 eggs", "3 cups of flour", "4 spoons of brown sugar", "salt")
    assert told(tmp_path, [At(text, y=500 - 14 * n) for n, text in enumerate(things)]) == [*things]


def test_the_line_of_a_newspapers_date_belongs_to_none_of_its_columns(tmp_path: Path) -> None:
    one = ("The old bridge over the River Lenn", "will open again on Saturday after",
           "eleven months of repairs to its", "beams and to the stones below.")  # fmt: skip
    other = ("The mayor will cut a ribbon at noon.", "After that the first to cross will be",
             "the children of two village schools,", "who are to meet in the middle.")  # fmt: skip
    page: list[str | At] = [
        At(text, x, 400 - 13 * n, 9)
        for n, row in enumerate(zip(one, other, strict=True))
        for x, text in zip((40, 220), row, strict=True)
    ]
    head = [At("The Lenn Valley Herald", 40, 540, 24, bold=True),
            At("Saturday, 5 December 2026", 40, 510, 8), At("No. 4,112", 230, 510, 8),
            At("Price 80p", 340, 510, 8)]  # fmt: skip
    headline = At("Bridge Opens", 40, 430, 16, bold=True)
    assert told(tmp_path, [*head, headline, *page]) == [
        "Saturday, 5 December 2026", "No. 4,112", "Price 80p", "Bridge Opens", " ".join(one), " ".join(other),
    ]  # fmt: skip


def test_letters_that_a_file_maps_to_nothing_are_told_by_their_fonts_table() -> None:
    document = parse(CASES / "n_empty-map-ar.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "أَكَلَ أَحْمَدُ التُّفَّاحَةَ ثُمَّ أَسْرَعَ إِلَى الْحَدِيقَةِ.",
        "سَأَلَتْهُ أُمُّهُ: أَيْنَ أَخُوكَ يَا أَحْمَدُ؟",
    ]
