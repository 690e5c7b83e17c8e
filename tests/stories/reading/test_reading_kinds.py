"""Kinds of pages that were misread in public collections, each drawn small, with what must be told."""

from pathlib import Path

import pytest

from stories.documents import Document, read_file
from stories.documents.summary import told_text
from tests import pdfs
from tests.pdfs import At
from tests.stories.reading.test_reading_generated import width_of

TALE = "The keeper woke before the sun and climbed up to the lamp, where she looked at the sea."
MORE = "Far away a small red boat was turning round and round, as if it had lost its way home."


def read(tmp_path: Path, pages: list[list[str | At]]) -> Document:
    path = tmp_path / "kind.pdf"
    path.write_bytes(pdfs.text_pdf(pages))
    return read_file(path)


def told(tmp_path: Path, *lines: str | At) -> list[str]:
    return list(told_text(read(tmp_path, [list(lines)])))


def reasons(document: Document) -> dict[str, str]:
    return {item.why: item.text for item in document.left_out}


def test_an_alphabet_of_two_letters_a_page_has_no_title_page(tmp_path: Path) -> None:
    words = ["ant", "bear", "cat", "dog", "egg", "fish", "ink", "jam"]
    pages: list[list[str | At]] = []
    for one, other in zip(words[::2], words[1::2], strict=True):
        pages.append([
            At(one[0].upper(), 60, 500, 40), At(one, 60, 460), At(other[0].upper(), 60, 300, 40),
            At(other, 60, 260),
        ])  # fmt: skip
    document = read(tmp_path, pages)
    assert list(told_text(document)) == [text for word in words for text in (word[0].upper(), word)]
    assert document.left_out == ()


def test_an_address_at_the_right_is_told_line_by_line_and_apart_from_the_letter(
    tmp_path: Path,
) -> None:
    lines = [At("Green Hill School", 280, 540), At("12 Station Road", 288, 524),
             At("Oxbridge OX1", 299, 508), At("Dear Ms Miller,", 50, 484),
             At("Thank you for the long letter that you wrote to us", 50, 460),
             At("about the lighthouse and the boat.", 50, 444)]  # fmt: skip
    assert told(tmp_path, *lines) == [
        "Green Hill School", "12 Station Road", "Oxbridge OX1", "Dear Ms Miller,",
        "Thank you for the long letter that you wrote to us about the lighthouse and the boat.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "items",
    [("200 g flour", "2 eggs", "1/2 litre milk", "a pinch of salt"), ("flour", "brown sugar", "eggs")],
)  # fmt: skip
def test_ingredients_without_marks_are_told_one_by_one(
    tmp_path: Path, items: tuple[str, ...]
) -> None:
    text = [
        "Mix all of it in a large bowl and bake it in a hot oven",
        "for one hour, then let it cool.",
    ]
    said = told(tmp_path, *(At(item, 50, 540 - 16 * n) for n, item in enumerate(items)),
                *(At(line, 50, 440 - 16 * n) for n, line in enumerate(text)))  # fmt: skip
    assert said == [*items, " ".join(text)]


def test_answers_that_stand_side_by_side_are_told_with_their_question(tmp_path: Path) -> None:
    asked = [("1. What is a whale?", "fish", "mammal", "bird"),
             ("2. Where does it live?", "sea", "tree", "lake"),
             ("3. What does it eat?", "krill", "grass", "bread")]  # fmt: skip
    lines: list[str | At] = []
    for number, (question, *answers) in enumerate(asked):
        y = 520 - 60 * number
        lines.append(At(question, 50, y))
        lines += [
            At(f"{m}) {a}", x, y - 18)
            for m, a, x in zip("abc", answers, (50, 170, 290), strict=True)
        ]
    expected = [
        text
        for question, *answers in asked
        for text in (question, *(f"{m}) {a}" for m, a in zip("abc", answers, strict=True)))
    ]
    assert told(tmp_path, *lines) == expected


@pytest.mark.parametrize(
    ("mark", "note"), [("*", "* One who looks after a lamp."), (" [1]", "[1] One who looks after a lamp.")]
)  # fmt: skip
def test_a_note_that_a_sign_points_at_is_left_out_with_its_sign(
    tmp_path: Path, mark: str, note: str
) -> None:
    lines = [At(f"The keeper{mark} woke before the sun.", 50, 500), At("She climbed up.", 50, 484)]
    document = read(tmp_path, [[*lines, At(note, 50, 60, 8)]])
    assert list(told_text(document)) == ["The keeper woke before the sun. She climbed up."]
    assert reasons(document) == {"footnote": note}


def test_a_star_that_nothing_explains_stays(tmp_path: Path) -> None:
    assert (
        told(tmp_path, "Mix * two * eggs*.", At("Bake it.", 50, 60, 8))[0] == "Mix * two * eggs*."
    )


def test_what_is_said_of_the_author_above_the_credits_is_told(tmp_path: Path) -> None:
    about = [
        "About the author",
        "Ann Berg lives by the sea. She has two cats.",
        "She writes every day.",
    ]
    rights = ["Copyright 2024 Ann Berg", "All rights reserved.", "ISBN 978-3-16-148410-0"]
    document = read(tmp_path, [[TALE], [MORE], [*about, *rights]])
    assert list(told_text(document))[2:] == about
    assert reasons(document) == {"credits": " ".join(rights)}


def test_the_heading_of_the_first_chapter_is_nobody_s_name(tmp_path: Path) -> None:
    lines = [
        At("The Lighthouse", 50, 540, 22),
        At("by Ann Berg", 50, 510, 15),
        At("1 Morning", 50, 480, 15),
    ]
    document = read(tmp_path, [[*lines, At(TALE[:60], 50, 440), At(TALE[60:], 50, 424)]])
    assert reasons(document) == {"title": "The Lighthouse", "byline": "by Ann Berg"}
    assert next(told_text(document)) == "1 Morning"


def test_a_sheet_that_comes_twice_keeps_its_lines(tmp_path: Path) -> None:
    sheet: list[str | At] = [At("Invoice 12", 50, 560), At("For the school", 50, 540), TALE[:50], TALE[50:],
                             At("Thank you", 50, 40)]  # fmt: skip
    document = read(tmp_path, [sheet, sheet])
    assert reasons(document).get("header") is None
    assert "Invoice 12" in " ".join([document.title, *told_text(document)])


@pytest.mark.parametrize(
    ("initial", "rest", "word"), [("O", "nce upon", "Once"), ("A", "rabbit ran", "A")]
)
def test_an_initial_is_a_word_or_begins_one(
    tmp_path: Path, initial: str, rest: str, word: str
) -> None:
    lines = [At(initial, 50, 476, 48), At(f"{rest} a time there was a keeper", 88, 500),
             At("who woke before the sun and climbed", 88, 484), At("up to the lamp.", 50, 460)]  # fmt: skip
    assert told(tmp_path, *lines)[0].split()[0] == word


def test_the_totals_of_a_table_are_no_running_line(tmp_path: Path) -> None:
    totals = [" ".join(str(100 * page + column) for column in range(8)) for page in range(4)]
    pages: list[list[str | At]] = [
        [At("The school year 2026", 50, 570, 8), TALE, At(f"Totals {row}", 50, 60)]
        for row in totals
    ]
    document = read(tmp_path, pages)
    text = " ".join(told_text(document))
    assert [row for row in totals if row not in text] == []
    assert set(reasons(document)) == {"header"}


def test_what_stands_under_a_title_and_is_no_name_is_told(tmp_path: Path) -> None:
    under = ["THE WEEK AT THE SEA", "Call 03112 36484", "With many new pictures", "Power Sleep"]
    for words in under:
        lines = [At("The Lighthouse", 50, 540, 22), At(words, 50, 510, 15)]
        document = read(tmp_path, [[*lines, At(TALE[:60], 50, 470), At(TALE[60:], 50, 454)]])
        assert (next(told_text(document)), reasons(document)) == (
            words,
            {"title": "The Lighthouse"},
        )


@pytest.mark.parametrize(
    "lines",
    [
        ("I. The first part", "II. The second part", "III. The third part", "IV. The last part"),
        ("brook = a small river", "barn = a house for animals", "hay = dry grass"),
        (
            "The fox went out on a winter night",
            "And prayed to the moon for light",
            "      and home again, home again",
            "He ran till he came to a pen",
            "Where the ducks were kept therein",
            "      and home again, home again",
        ),
        (
            "Row, row, row your boat",
            "Gently down the stream",
            "Merrily, merrily",
            "Life is a dream",
        ),
    ],
    ids=[
        "roman numbers",
        "words and meanings",
        "an indented refrain",
        "a stanza of lines of one length",
    ],
)
def test_lines_that_end_on_purpose_are_told_one_by_one(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    said = told(tmp_path, *(At(line, 50, 540 - 16 * n) for n, line in enumerate(lines)))
    assert said == [line.strip() for line in lines]


def test_an_o_before_a_tabulator_is_a_bullet(tmp_path: Path) -> None:
    items = ["your phone", "sweets", "toys that make noise"]
    lines = [At("And leave these at home:", 50, 540)]
    for number, item in enumerate(items):
        lines += [At("o", 68, 520 - 16 * number), At(item, 86, 520 - 16 * number)]
    assert told(tmp_path, *lines)[1:] == [f"○ {item}" for item in items]


def test_days_that_are_counted_at_the_top_of_pages_are_told(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [At(f"Day {number}", 60, 560), At(f"We saw {number} boats.", 60, 400)]
        for number in range(1, 7)
    ]
    expected = [text for n in range(1, 7) for text in (f"Day {n}", f"We saw {n} boats.")]
    assert list(told_text(read(tmp_path, pages))) == expected


def test_a_date_above_each_page_is_left_out(tmp_path: Path) -> None:
    days = ["Monday", "Tuesday", "Friday", "Sunday"]
    document = read(
        tmp_path,
        [[At("12/03/2026", 60, 570, 8), At(f"On {day} it rained.", 60, 400)] for day in days],
    )
    assert list(told_text(document)) == [f"On {day} it rained." for day in days]


def test_two_numbers_of_lines_are_enough_where_they_count_the_verses(tmp_path: Path) -> None:
    verses = [f"The {word} wind is over the hill and over the sea" for word in
              ("cold", "warm", "soft", "wild", "dark", "grey", "old", "slow", "last", "new")]  # fmt: skip
    numbers = [At(str(line), 40, 540 - 16 * (line - 1), 8) for line in (5, 10)]
    said = told(tmp_path, *(At(v, 70, 540 - 16 * n) for n, v in enumerate(verses)), *numbers)
    assert said == verses


def test_columns_of_justified_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    columns = [
        "The lighthouse keeper|remembered everything about|the wonderful expedition|under the cold|"
        "waters. Nobody else|believed a word|of it, since|she was old.",
        "Now the international|fleet came and|brought instruments from|all five continents|"
        "to look again|at what lies|below the dark|waves out there.",
    ]
    lines: list[str | At] = []
    for x, column in zip((40.0, 230.0), columns, strict=True):
        for number, words in enumerate(line.split() for line in column.split("|")):
            free = (160 - sum(map(width_of, words))) / (len(words) - 1)
            for word in words:
                lines.append(At(word, round(x, 1), 540 - 18 * number, 11))
                x += width_of(word) + free
            x -= 160 + free
    text = " ".join(told(tmp_path, *lines))
    assert text == " ".join(column.replace("|", " ") for column in columns)


def test_widely_set_columns_whose_lines_stand_between_each_other_are_read_one_by_one(
    tmp_path: Path,
) -> None:
    left = ["The hen went for a walk to", "the sea.", "She met a goat on the way", "to town."]
    right = ["They went on side by side", "all day.", "At noon they saw the water", "and slept."]
    lines: list[str | At] = []
    for x, y, column in ((40, 500, left), (230, 488, right)):
        for number, text in enumerate(column):
            lines.append(At(text, x, y - 22 * number - 12 * (number > 1), 12))
    assert " ".join(told(tmp_path, *lines)) == " ".join(left + right)


def test_a_headline_and_a_line_on_its_own_end_the_columns_above_them(tmp_path: Path) -> None:
    lines: list[str | At] = [At("Green School News", 40, 570, 20)]
    expected: list[str] = []
    for top, name in ((536, "zoo"), (396, "lake")):
        lines.append(At(f"The {name}", 40, top, 13, bold=True))
        expected.append(f"The {name}")
        for x, side in ((40, "one"), (220, "two")):
            # The first column begins lower, below its headline.
            for number in range(5 if x > 40 else 4):
                text = f"and the {name} of side {side} is {number}"
                lines.append(At(text, x, top - (24 if x > 40 else 36) - 15 * number, 10))
                expected.append(text)
    lines.append(At("Goodbye to all.", 40, 240, 10))
    assert " ".join(told(tmp_path, *lines)) == " ".join([*expected, "Goodbye to all."])
