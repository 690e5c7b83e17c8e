"""Sheets that people bring and that are no prose: invitations, menus, plays, quizzes, songs, cards."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.pdfs import PAGE_WIDTH, At
from tests.stories.reading.test_reading_generated import SIZE, width_of
from tests.stories.reading.test_reading_neighbours import CASES


def read(tmp_path: Path, *lines: str | At) -> Document:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdfs.text_pdf([lines]))
    return parse(path, ReadingLimits())


def told(tmp_path: Path, *lines: str | At) -> list[str]:
    return list(told_text(read(tmp_path, *lines)))


def width(text: str, size: float = 12) -> float:
    return width_of(text) * size / SIZE


def centred(*texts: str, top: float = 480, size: float = 12) -> list[At]:
    return [
        At(text, PAGE_WIDTH / 2 - width(text, size) / 2, top - 1.4 * size * number, size)
        for number, text in enumerate(texts)
    ]


def rows(
    *cells: Sequence[str], at: Sequence[float], top: float = 480, step: float = 18
) -> list[At]:
    return [
        At(text, x, top - step * number)
        for number, row in enumerate(cells)
        for text, x in zip(row, at, strict=True)
        if text
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("You are invited to", "our seventh birthday party", "on Saturday, 12 June", "at 14 Willow Lane"),
        ("Mr and Mrs John Harper", "have a party for their old friend", "Alice Mary Green",
         "on Saturday the fifth of May", "at two", "St Mary's Church"),
        ("Come to our garden", "on 4 July at 3", "to see all of our new flowers", "Bring a friend!"),
    ],
)  # fmt: skip
def test_who_when_and_where_of_an_invitation_are_told_one_by_one(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert told(tmp_path, *centred(*lines)) == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("The little bear", "went down to the river", "and looked for fish,", "but they were asleep."),
        ("There was a bear who lived", "in a cave on the side of a", "mountain with 3 trees on it"),
    ],
)  # fmt: skip
def test_a_centred_sentence_of_a_picture_book_stays_whole(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert told(tmp_path, *centred(*lines)) == [" ".join(lines)]


def test_a_caption_drawn_twice_in_two_sizes_is_told_once(tmp_path: Path) -> None:
    twice = [At("Send the form", 140, 400), At("Send the form", 143, 397, size=11)]
    assert told(tmp_path, "Tell us what you liked.", *twice) == [
        "Tell us what you liked.",
        "Send the form",
    ]


def test_one_line_below_the_other_is_told_although_it_is_the_same(tmp_path: Path) -> None:
    assert " ".join(told(tmp_path, "Run, run, run!", "Run, run, run!")).count("run") == 4


def test_a_dictionary_in_two_columns_is_read_entry_by_entry(tmp_path: Path) -> None:
    left = (
        ("acorn the nut of an oak tree, from", 40), ("which a new oak can grow", 52),
        ("barn a house for animals or hay", 40), ("cave a hole in the side of a hill or", 40),
        ("under the ground", 52), ("dusk the time when night is near", 40),
    )  # fmt: skip
    right = (
        ("fern a green plant that has leaves", 220), ("like feathers", 232),
        ("gale a very strong wind", 220), ("hedge a row of bushes between two", 220),
        ("fields", 232), ("inn a house where travellers sleep", 220), ("and eat", 232),
    )  # fmt: skip
    lines = [
        At(text, x, 480 - step * number, 10)
        for column, step in ((left, 14), (right, 13))
        for number, (text, x) in enumerate(column)
    ]
    assert told(tmp_path, *lines) == [
        "acorn the nut of an oak tree, from which a new oak can grow",
        "barn a house for animals or hay",
        "cave a hole in the side of a hill or under the ground",
        "dusk the time when night is near",
        "fern a green plant that has leaves like feathers",
        "gale a very strong wind",
        "hedge a row of bushes between two fields",
        "inn a house where travellers sleep and eat",
    ]


def test_who_speaks_in_a_play_is_told_before_what_is_said(tmp_path: Path) -> None:
    lines = rows(
        ("NINA", "Have you seen my key?"),
        ("TOM", "No. Where did you have it last?"),
        ("NINA", "In the garden, beside the well, when I was looking"),
        ("", "for the cat."),
        ("TOM", "Then let us look there."),
        ("CAT", "Meow."),
        at=(40, 100),
    )
    assert told(tmp_path, *lines) == [
        "NINA Have you seen my key?",
        "TOM No. Where did you have it last?",
        "NINA In the garden, beside the well, when I was looking for the cat.",
        "TOM Then let us look there.",
        "CAT Meow.",
    ]


def test_times_of_a_bus_are_told_with_their_stop(tmp_path: Path) -> None:
    lines = rows(
        ("Greenfield, Market", "7.05", "8.05", "9.05"),
        ("Willow Lane", "7.12", "8.12", "9.12"),
        ("Oak Hill School", "7.20", "8.20", "9.20"),
        ("Station", "7.31", "8.31", "9.31"),
        ("Oakham, Church", "7.40", "8.40", "9.40"),
        at=(40, 220, 270, 320),
    )
    assert told(tmp_path, *lines)[:2] == [
        "Greenfield, Market 7.05 8.05 9.05",
        "Willow Lane 7.12 8.12 9.12",
    ]


def test_a_cast_set_from_the_middle_is_told_in_pairs(tmp_path: Path) -> None:
    cast = (
        ("The Fox", "Nina Reed"),
        ("The Old Bear", "Tom Hall"),
        ("First Mouse", "Ida Holm"),
        ("King", "Leo Marsh"),
    )
    lines = [
        At(text, x, 480 - 18 * number)
        for number, (part, name) in enumerate(cast)
        for text, x in ((part, 200 - HELVETICA[part]), (name, 224))
    ]
    assert told(tmp_path, *lines) == [f"{part} {name}" for part, name in cast]


# Exact, in points of 12: set to the right by the program that made the sheet.
HELVETICA = {"The Fox": 44.02, "The Old Bear": 71.36, "First Mouse": 62.68, "King": 24.01}


def test_two_poems_side_by_side_are_told_one_after_the_other(tmp_path: Path) -> None:
    lines = [At(title, x, 480, 15, bold=True) for title, x in (("The Owl", 40), ("The Mouse", 230))]
    owl = ("The owl looked out", "Upon the night", "And saw the moon", "So round and white.",
           "She shook her wings", "And flew away", "To sleep until", "The end of day.")  # fmt: skip
    mouse = ("A mouse came out", "To look for bread", "But found a piece", "Of cheese instead.",
             "It took a bite,", "It took one more,", "And ran back home", "Beneath the floor.")  # fmt: skip
    for verses, x in ((owl, 40), (mouse, 230)):
        lines += [
            At(verse, x, 452 - 16 * number - 12 * (number > 3))
            for number, verse in enumerate(verses)
        ]
    assert told(tmp_path, *lines) == ["The Owl", *owl, "The Mouse", *mouse]


def test_cards_on_one_sheet_are_read_card_by_card(tmp_path: Path) -> None:
    names = (("Amal Nasser", "Tom Reed"), ("Sara Lopez", "Ben Wu"))
    lines: list[str | At] = []
    for number, pair in enumerate(names):
        for name, x in zip(pair, (50, 260), strict=True):
            lines.append(At(name, x, 480 - 120 * number, 14, bold=True))
            lines += [
                At(text, x, 462 - 120 * number - 13 * step, 9)
                for step, text in enumerate(("Dentist", "12 Harbour Street", "Bristol"))
            ]
    expected = [
        text
        for name in ("Amal Nasser", "Tom Reed", "Sara Lopez", "Ben Wu")
        for text in (name, "Dentist", "12 Harbour Street", "Bristol")
    ]
    assert told(tmp_path, *lines) == expected


def test_letters_of_an_alphabet_stand_above_their_words(tmp_path: Path) -> None:
    words = (("apple", "bear", "cat"), ("dog", "egg", "fish"))
    lines = [
        At(text, 60 + 110 * column, 480 - 120 * row - drop, size, bold=drop == 0)
        for row, three in enumerate(words)
        for column, word in enumerate(three)
        for text, drop, size in ((word[0].upper(), 0, 40), (word, 30, 14))
    ]
    assert told(tmp_path, *lines) == [
        "A",
        "apple",
        "B",
        "bear",
        "C",
        "cat",
        "D",
        "dog",
        "E",
        "egg",
        "F",
        "fish",
    ]


def test_what_is_said_of_a_dish_is_told_after_its_name_and_price(tmp_path: Path) -> None:
    dishes = (
        ("Tomato Soup", "4.50", "with a slice of bread"),
        ("Vegetable Pie", "9.00", "Carrots and leeks under a crust"),
        ("Apple Crumble", "5.00", "with custard or cream"),
    )
    lines = [
        line
        for number, (dish, price, more) in enumerate(dishes)
        for line in (
            At(dish, 60, 480 - 42 * number, bold=True),
            At(price, 340, 480 - 42 * number, bold=True),
            At(more, 60, 466 - 42 * number, 10),
        )
    ]
    assert told(tmp_path, *lines) == [
        text for dish, price, more in dishes for text in (f"{dish} {price}", more)
    ]


@pytest.mark.parametrize(
    "entries",
    [
        (("Tomato soup", "4.50"), ("Garlic bread", "3.20")),
        (("brook", "a small river"), ("barn", "a house for animals"), ("hay", "dry grass")),
    ],
)
def test_dots_that_lead_on_are_told_as_a_pause(
    tmp_path: Path, entries: tuple[tuple[str, str], ...]
) -> None:
    lines = [f"{word} {'.' * (24 - len(word))} {meaning}" for word, meaning in entries]
    assert told(tmp_path, *lines) == [f"{word} … {meaning}" for word, meaning in entries]


def test_lines_to_write_on_are_no_part_of_the_task(tmp_path: Path) -> None:
    lines = ["Write about your pet.", "_" * 40, "_" * 40, "Now draw it."]
    assert told(tmp_path, *lines) == ["Write about your pet.", "Now draw it."]


@pytest.mark.parametrize("mark", ["{}.", "{})", ""])
def test_choices_under_a_question_are_told_one_by_one(tmp_path: Path, mark: str) -> None:
    lines: list[str | At] = []
    expected = []
    questions = (
        ("1. Which animal lays eggs?", ("dog", "hen", "horse")),
        ("2. What do plants need to grow?", ("light and water", "only water", "milk")),
    )
    for number, (question, choices) in enumerate(questions):
        marked = [
            f"{mark.format(letter)} {choice}".strip()
            for letter, choice in zip("abc", choices, strict=True)
        ]
        lines.append(At(question, 50, 480 - 74 * number))
        lines += [At(text, 86, 462 - 74 * number - 16 * step) for step, text in enumerate(marked)]
        expected += [question, *marked]
    assert told(tmp_path, *lines) == expected


def test_choices_in_two_columns_are_told_one_by_one(tmp_path: Path) -> None:
    lines = rows(
        ("1. Which animal lays eggs?", ""), ("a. dog", "b. hen"), ("c. horse", "d. cow"),
        ("2. What does a plant need?", ""), ("a. light", "b. only water"), ("c. milk", "d. tea"),
        at=(60, 240),
    )  # fmt: skip
    assert told(tmp_path, *lines)[:5] == [
        "1. Which animal lays eggs?", "a. dog", "b. hen", "c. horse", "d. cow",
    ]  # fmt: skip


def test_chords_above_a_song_are_left_out_and_named(tmp_path: Path) -> None:
    song = (("Am       F", "I walked along the river"), ("G     C7", "And never came back home"))
    lines = [
        At(text, 50, 480 - 34 * number - drop)
        for number, (chords, words) in enumerate(song)
        for text, drop in ((chords, 0), (words, 14))
    ]
    document = read(tmp_path, *lines)
    assert list(told_text(document)) == [words for _, words in song]
    assert [(item.why, item.text) for item in document.left_out] == [("chords", "Am F G C7")]


def test_letters_above_words_are_no_chords(tmp_path: Path) -> None:
    lines = [
        At(text, 50, 480 - 40 * number - drop)
        for number, (letters, words) in enumerate((("A B", "apple, bear"), ("C D", "cat, dog")))
        for text, drop in ((letters, 0), (words, 14))
    ]
    assert [word for line in told(tmp_path, *lines) for word in line.split()] == (
        ["A", "B", "apple,", "bear", "C", "D", "cat,", "dog"]
    )


def test_a_leaflet_of_three_columns_is_read_column_by_column(tmp_path: Path) -> None:
    parts = (
        ("Welcome", "Our rooms are open to", "all. You can read here,", "or just sit and listen."),
        ("Hours", "Monday 10 to 6", "Friday 10 to 8", "Saturday 10 to 2"),
        ("Find us", "3 High Street", "Greenfield GR1", "Bus 7 and 12"),
    )
    lines = [
        At(
            text,
            30 + 135 * number,
            480 - 26 * (step > 0) - 14 * step,
            10 if step else 16,
            step == 0,
        )
        for number, part in enumerate(parts)
        for step, text in enumerate(part)
    ]
    assert told(tmp_path, *lines) == [
        "Welcome", "Our rooms are open to all. You can read here, or just sit and listen.",
        *parts[1], *parts[2],
    ]  # fmt: skip


def test_ways_to_reach_somebody_are_told_one_by_one(tmp_path: Path) -> None:
    lines = ("12 Harbour Street", "Tel. 0117 496 0123", "amal@nasser.example", "www.nasser.example")
    assert told(tmp_path, *lines) == list(lines)


def test_the_first_line_of_a_poem_is_its_title_where_there_is_none(tmp_path: Path) -> None:
    lines = ("The owl looked out", "Upon the night", "And saw the moon", "So round and white.")
    assert read(tmp_path, *lines).title == "The owl looked out"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "n_invitation-ar",
            (
                "ندعوكم لحضور", "حفل عيد ميلاد مايا السابع", "يوم السبت ١٢ يونيو",
                "من الساعة الثالثة إلى السادسة", "في شارع الصفصاف رقم ١٤", "والدعوة عامة",
            ),
        ),
        (
            "n_play-ar",
            (
                "نينا هل رأيت مفتاحي؟", "سامي لا. أين وضعته آخر مرة؟",
                "نينا في الحديقة، على ما أظن، بجانب البئر، عندما كنت أبحث عن القطة.",
                "سامي فلننظر هناك إذن.", "القطة مواء.",
            ),
        ),
        (
            "n_choices-ar",
            (
                "١. أي حيوان يبيض؟", "كلب", "دجاجة", "حصان",
                "٢. ماذا يحتاج النبات لينمو؟", "الضوء والماء", "الماء فقط", "الحليب",
            ),
        ),
    ],
)  # fmt: skip
def test_sheets_in_arabic_are_read_as_they_are_meant(name: str, lines: tuple[str, ...]) -> None:
    assert tuple(told_text(parse(CASES / f"{name}.pdf", ReadingLimits()))) == lines
