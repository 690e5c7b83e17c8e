"""Kinds of worksheets, columns and Arabic that a third set of unseen pages showed to be misread."""

from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.layout.ends.verses import are_verses
from stories.pdf.layout.tables.told import table_lines
from stories.pdf.page.latin_runs import turned_back
from stories.pdf.parser import parse
from stories.reading.blanks import with_pauses
from stories.reading.records import ReadingLimits
from tests.pdfs import At
from tests.stories.reading.typed_pages import read, told

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"


def below(*texts: str, x: float = 50, y: float = 500, step: float = 16) -> list[str | At]:
    return [At(text, x, y - step * number) for number, text in enumerate(texts)]


def test_marks_that_a_program_writes_apart_from_their_letters_stand_on_them() -> None:
    document = parse(CASES / "n_marks-apart-ar.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "طَلَبَ المُعَلِّمُ مِنَّا كِتَابَةَ الدَّرْسِ ٣ مَرَّاتٍ، ثُمَّ قَالَ: «قُلْ رَبِّ زِدْنِي عِلْمًا، وَاذْكُرِ اللهَ!»"
    ]


def test_the_sign_after_which_a_line_cuts_an_address_stays_at_its_end() -> None:
    assert turned_back([["زوروا"], ["-", "https://al"]]) == "زوروا https://al-"
    assert turned_back([["-", "Excel"], ["وهذا"]]) == "-Excel وهذا"


def test_the_stop_of_an_items_number_is_no_space_to_write_in(tmp_path: Path) -> None:
    assert with_pauses("1. ......... est mon cartable ?") == "1. … est mon cartable ?"
    # Some programs write the number after the text, and set it close.
    item: list[str | At] = [At("Je ne sais pas.", 62.2, 480), At("3.", 50, 480)]
    assert told(tmp_path, ["Lis et dis.", *item])[-1] == "3. Je ne sais pas."


@pytest.mark.parametrize(
    "other",
    [("a. kitten", "b. lamb", "c. calf"), ("(A) two eyes", "(B) four legs", "(C) one tail")],
)
def test_things_to_be_matched_are_read_list_by_list(tmp_path: Path, other: tuple[str, ...]) -> None:
    things = ("1. cow", "2. cat", "3. sheep")
    sheet = [*below(*things), *below(*other, x=220)]
    assert told(tmp_path, ["Draw lines between them.", *sheet])[1:] == [*things, *other]


def test_sums_that_stand_in_a_row_are_told_one_by_one(tmp_path: Path) -> None:
    rows = (("3 + 4 = ____", "6 + 2 = ____"), ("5 + 5 = ____", "1 + 8 = ____"),
            ("7 + 3 = ____", "2 + 2 = ____"))  # fmt: skip
    sheet = [
        At(it, x, 480 - 24 * n)
        for n, row in enumerate(rows)
        for it, x in zip(row, (50, 230), strict=True)
    ]
    said = told(tmp_path, ["Work out each sum. Use your fingers if you like.", *sheet])
    assert said[1:] == [it.replace("____", "…") for row in rows for it in row]


def test_a_line_that_ends_with_a_sentence_is_full_where_the_next_word_is_wide(
    tmp_path: Path,
) -> None:
    # "WWW" is wider than three letters of its line are on average.
    lines = ("She rode for an hour to the old mill by the little",
             "river, and there she sat still until it fell ill.",
             "WWW is little till it is still, I tell it, I will.")  # fmt: skip
    assert told(tmp_path, below(*lines)) == [" ".join(lines)]


def test_a_list_beside_steps_whose_heading_hangs_out_is_read_first(tmp_path: Path) -> None:
    things = ("200 g flour", "2 eggs", "400 ml milk", "a pinch of salt", "butter for the pan")
    steps = ("1. Whisk the flour, the eggs", "and the milk until the", "batter is smooth.",
             "2. Let it rest for twenty", "minutes.", "3. Fry thin pancakes in a hot",
             "pan with a little butter.")  # fmt: skip
    page: list[str | At] = [At("Pancakes", 50, 550, 22, bold=True),
                            At("You need", 50, 520, 14, bold=True), At("How to", 200, 520, 14, bold=True),
                            *below(*things, step=18)]  # fmt: skip
    page += [At(it, 214 if it[0].isdigit() else 230, 500 - 18 * n) for n, it in enumerate(steps)]
    assert told(tmp_path, page) == [
        "You need", *things, "How to", " ".join(steps[:3]), " ".join(steps[3:5]), " ".join(steps[5:]),
    ]  # fmt: skip


def test_columns_below_a_headline_over_one_of_them_go_on_over_the_same_white(
    tmp_path: Path,
) -> None:
    columns = [
        ("In the morning", "The fisherman left his hut", "before the sun was up,", "and nobody saw him go.",
         "He threw his net three times", "and found only stones in it."),
        ("A surprise", "The fourth time it held a", "small fish that spoke to", "him in a human voice.",
         "He put her back into the sea", "and went home to his children."),
    ]  # fmt: skip
    page: list[str | At] = [At("The Fisherman", 50, 550, 20, bold=True)]
    for x, (head, *lines) in zip((50, 240), columns, strict=True):
        page.append(At(head, x, 510, 12, bold=True))
        places = (485, 471, 457, 432, 418)
        page += [At(it, x, y, 10) for it, y in zip(lines, places, strict=True)]
    expected = [
        it for head, *lines in columns for it in (head, " ".join(lines[:3]), " ".join(lines[3:]))
    ]
    assert told(tmp_path, page) == expected


def test_a_small_line_where_the_title_runs_on_other_pages_is_left_out(tmp_path: Path) -> None:
    text = "The attic of the mill was full of clocks."
    heads = ("Ada and the Clocks", "J. R. Winter", "Ada and the Clocks")
    pages: list[list[str | At]] = [[At(head, 150, 560, 8), At(text, 50, 480)] for head in heads]
    document = read(tmp_path, *pages)
    assert list(told_text(document)) == [text] * 3
    assert [(it.why, it.text) for it in document.left_out] == [("header", head) for head in heads]


def test_a_word_over_a_pages_end_is_whole_where_its_end_is_no_word(tmp_path: Path) -> None:
    said = told(tmp_path, ["She had an opin-"], ["ion of it."])
    assert said[0] == "She had an opinion"


def test_the_last_two_verses_of_an_arabic_song_are_verses_though_the_first_is_full() -> None:
    couplet = ("نحن الصغارُ نحبكَ", "وفي الطريق ننتظركَ")
    assert are_verses(couplet, [False], among=True)
    assert not are_verses(("نحن الصغار في البيت", "ننتظر المطر"), [False], among=True)


def test_bullets_beside_arabic_begin_items_that_end_where_a_line_is_further_out() -> None:
    document = parse(CASES / "n_bullets-apart-ar.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "أحب الفصول الأربعة كلها.", "• الربيع لأزهاره", "• الصيف لبحره", "وأنت، أي فصل تحب؟",
    ]  # fmt: skip


def test_a_figure_stands_behind_a_name_that_begins_small_and_before_a_unit() -> None:
    assert turned_back([["على"], ["16"], ["iOS", "و"]]) == "على iOS 16و"
    assert turned_back([["تردده"], ["16"], ["kHz"]]) == "تردده 16 kHz"


def test_a_place_in_bold_that_a_report_begins_with_is_no_heading(tmp_path: Path) -> None:
    lines = ("her light once more, though the", "morning was bright and no ship", "was near.")
    begun: list[str | At] = [At("PORT ELLIS HARBOUR", bold=True), At("The keeper lit", 196)]
    document = read(tmp_path, [*begun, *below(*lines, y=504)])
    assert list(told_text(document)) == [f"PORT ELLIS HARBOUR The keeper lit {' '.join(lines)}"]
    assert not any(it.is_heading for it in document.paragraphs)


def test_figures_of_notes_that_are_hardly_smaller_than_the_text_point_at_them(
    tmp_path: Path,
) -> None:
    text = [
        At("The compass", 50, 500),
        At("1", 119, 505.4, 10.7),
        At("was trusted by every sailor.", 130, 500),
    ]
    document = read(tmp_path, [*text, *below("It pointed at the north, or nearly.", y=484),
                               At("1 From Latin, to step together.", 50, 50, 8)])  # fmt: skip
    assert list(told_text(document)) == [
        "The compass was trusted by every sailor. It pointed at the north, or nearly."
    ]


def test_a_sentence_in_the_first_column_names_no_row() -> None:
    said = table_lines([["I know", "I ask"], ["They are hot.", "Why do they sleep?"]], headed=True)
    assert said == ["I know I ask", "I know: They are hot. I ask: Why do they sleep?"]


def test_a_space_to_write_in_that_wraps_is_the_end_of_its_sentence(tmp_path: Path) -> None:
    assert told(tmp_path, ["It is a quarter to", At("____", y=503), *below("Now draw.", y=440)])[
        0
    ] == ("It is a quarter to …")


def test_text_set_wider_than_the_rest_of_its_page_stays_whole(tmp_path: Path) -> None:
    wide = ("Lena had a red kite and took it to the hill. The wind",
            "was strong, and the kite pulled her all the way to the",
            "pond behind the school.")  # fmt: skip
    narrow = (
        "What colour was the kite?",
        "Where did Lena take it to?",
        "Why is it wet now, and",
        "how will it get dry?",
    )
    said = told(tmp_path, [*below(*wide, step=27), *below(*narrow, y=380)])
    assert said[0] == " ".join(wide)


def test_small_numbers_of_a_few_lines_and_a_line_that_counts_the_pages_are_left_out(
    tmp_path: Path,
) -> None:
    text = ("The inspector arrived at the station at noon. He asked",
            "for the lost umbrella and was shown all of them, one by",
            "one. He said that his was the sad one of them.")  # fmt: skip
    page = [At("Reading exam 2025, page 1 of 1", 60, 570, 8), *below(*text, x=60)]
    page += [At(str(n), 40, 516 - 16 * n, 7) for n in (1, 2, 3)]
    document = read(tmp_path, page)
    assert list(told_text(document)) == [" ".join(text)]
    assert {item.why for item in document.left_out} == {"line numbers", "header"}
