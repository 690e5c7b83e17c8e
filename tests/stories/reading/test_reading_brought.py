"""More kinds of what people bring: drawn marks, words and meanings, notes, running lines, Arabic verses."""

from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from stories.reading.titles import is_no_title
from tests import pdfs
from tests.pdfs import At

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
PROSE = (
    "The keeper woke before the sun and climbed up to the lamp,",
    "where she looked at the sea. Far away a small red boat was",
    "turning round and round, as if it had lost its way home.",
)
TALE = " ".join(PROSE)


def read(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "page.pdf"
    path.write_bytes(content)
    return parse(path, ReadingLimits())


def told(tmp_path: Path, *lines: str | At) -> list[str]:
    return list(told_text(read(tmp_path, pdfs.text_pdf([lines]))))


def column(lines: tuple[str, ...], x: float, y: float = 500) -> list[At]:
    return [At(line, x, y - 16 * number) for number, line in enumerate(lines) if line]


@pytest.mark.parametrize("drawn", ["f", "S"])
def test_marks_that_are_drawn_begin_items(tmp_path: Path, drawn: str) -> None:
    items = (
        "a rope that is long enough to reach from the window",
        "to the ground",
        "a bell",
        "a hook",
    )
    boxes = "".join(f"{54} {502 - 16 * n} 4 4 re {drawn} " for n in (0, 2, 3))
    text = [*column(items, 66), *column(PROSE, 50, 430)]
    said = told_text(read(tmp_path, pdfs.assembled([boxes.encode() + pdfs.content(text)])))
    assert list(said) == [f"• {items[0]} {items[1]}", "• a bell", "• a hook", TALE]


def test_boxes_to_be_ticked_are_no_comic(tmp_path: Path) -> None:
    asked = ("I can count the goats.", "I can name the hill.", "I can find the bridge.")
    lines: list[At] = []
    boxes = ""
    for number, question in enumerate(asked):
        y = 480 - 40 * number
        lines += [At(question, 50, y), At("A", 253, y), At("yes", 268, y), At("B", 323, y),
                  At("no", 338, y)]  # fmt: skip
        boxes += f"250 {y - 3} 14 14 re S 320 {y - 3} 14 14 re S "
    said = told_text(read(tmp_path, pdfs.assembled([boxes.encode() + pdfs.content(lines)])))
    assert list(said) == [f"{question} A yes B no" for question in asked]


def test_lists_with_bullets_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    lists = (("Bring", "a rope", "a bell", "a warm coat"), ("Leave", "sweets", "toys"))
    lines = [At(items[0], x, 520, bold=True) for items, x in zip(lists, (50, 230), strict=True)]
    for items, x in zip(lists, (50, 230), strict=True):
        lines += [At("\x95", x, 500 - 16 * n) for n in range(len(items) - 1)]
        lines += column(items[1:], x + 18)
    expected = [line for head, *rest in lists for line in (head, *(f"• {it}" for it in rest))]
    assert told(tmp_path, *lines) == expected


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "n_count-words",
            ("1", "one", "2", "two", "3", "three", "4", "four", "5", "five", "6", "six"),
        ),
        (
            "n_halves-ar",
            (
                "على قدر أهل العزم تأتي العزائم وتأتي على قدر الكرام المكارم",
                "وتعظم في عين الصغير صغارها وتصغر في عين العظيم العظائم",
                "إذا غامرت في شرف مروم فلا تقنع بما دون النجوم",
            ),
        ),
        (
            "n_starred-ar",
            (
                "الشمس تشرق كل يوم * والعصافير تغني", "والبحر يلعب بالرمال * والأمواج تضحك",
                "وأنا أحب الصباح * وأحب ضوءه",
            ),
        ),
        (
            "n_two-languages",
            (
                "ركبت سلمى القارب في الصباح الباكر ومعها سلة جدتها، ولم يكن أحد يعرف ما في داخل السلة.",
                "كانت السلة دافئة.",
                "Salma took the boat early in the morning with her grandmother's basket, and nobody knew "
                "what was inside it.",
                "It was warm and heavy.",
            ),
        ),
        (
            "n_addresses-ar",
            (
                "الهاتف: 0123-456-789 أو +20 2 555 1234، من 10:00 إلى 16:30، "
                "يوم 5/6/2024، والسعر 12.50$ أي 3,75 €.",
                "البريد: salma@example.org والموقع www.example.org/ar.",
            ),
        ),
        (
            "n_list-ar",
            (
                "ركبت سلمى القارب في الصباح الباكر ومعها سلة جدتها، ولم يكن أحد يعرف ما في داخل السلة.",
                "1. خذ ورقة بيضاء كبيرة واطوها من الوسط مرتين حتى تصبح مربعاً صغيراً.", "2. قصها بالمقص.",
                "3. لوّنها.", "• أحمر", "• أزرق",
            ),
        ),
    ],
)  # fmt: skip
def test_pages_of_browsers_are_read_as_a_reader_does(name: str, lines: tuple[str, ...]) -> None:
    assert tuple(told_text(parse(CASES / f"{name}.pdf", ReadingLimits()))) == lines


def test_words_and_meanings_in_columns_are_read_entry_by_entry(tmp_path: Path) -> None:
    left = (
        "harbour - a place for ships",
        "tide - the rise and fall of the sea",
        "gull - a white bird",
    )
    right = ("crew - the people on a", "ship", "anchor - it holds it")
    lines = [*column(left, 50), *column(right, 270)]
    assert told(tmp_path, *lines) == [*left, "crew - the people on a ship", right[2]]


def test_a_meaning_goes_on_beside_its_word_to_the_sentence_s_end(tmp_path: Path) -> None:
    meanings = (("quay", ("The ferry left at seven, and when", "Lena came she saw it go away.")),
                ("knee", ("Nobody told her of the basket", "that stood on it.")),
                ("buoy", ("The gulls rose from all the roofs", "and followed the boat.")))  # fmt: skip
    lines: list[At] = []
    for number, (word, text) in enumerate(meanings):
        lines += [At(word, 50, 500 - 32 * number), *column(text, 110, 500 - 32 * number)]
    assert told(tmp_path, *lines) == [f"{word} {' '.join(text)}" for word, text in meanings]


def test_words_at_the_margin_head_what_is_set_in_under_them(tmp_path: Path) -> None:
    parts = (("Keel", PROSE), ("Mast", PROSE), ("Rudder", ("It turns the ship.",)))
    lines: list[At] = []
    y = 540
    for word, text in parts:
        lines += [At(word, 50, y), *column(text, 80, y - 16)]
        y -= 16 * (len(text) + 1)
    assert told(tmp_path, *lines) == ["Keel", TALE, "Mast", TALE, "Rudder", "It turns the ship."]


def test_a_footer_with_a_version_a_date_and_a_count_is_left_out(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [*PROSE, At(f"Version 3.2 - 14/05/2024 {n}/4", y=40, size=9)] for n in range(1, 5)
    ]
    document = read(tmp_path, pdfs.text_pdf(pages))
    assert list(told_text(document)) == [TALE] * 4
    assert [item.why for item in document.left_out] == ["footer"] * 4


def test_the_heading_of_notes_is_left_out_with_them(tmp_path: Path) -> None:
    text = b"BT /F1 12 Tf 50 500 Td (The keeper) Tj /F1 7 Tf 5 Ts (1) Tj "
    text += b"0 Ts /F1 12 Tf ( woke early.) Tj ET\n"
    notes = pdfs.content([At("Notes", y=100, size=14), At("1. In winter.", y=80, size=8)])
    document = read(tmp_path, pdfs.assembled([text + notes]))
    assert list(told_text(document)) == ["The keeper woke early."]
    assert [(it.why, it.text) for it in document.left_out] == [("footnote", "Notes 1. In winter.")]


def test_the_head_of_a_table_is_told_once_where_it_goes_on_on_the_next_page(tmp_path: Path) -> None:
    cities = ("Oslo", "Rome", "Lima", "Bern", "Paris", "Quito")
    pages: list[list[str | At]] = []
    for page in range(2):
        rows = [("City", "Rain", "Sun")]
        rows += [(city, f"{n} mm", f"{n} h") for n, city in enumerate(cities[3 * page :][:3], 1)]
        pages.append([
            At(cell, x, 560 - 20 * number, bold=not number)
            for number, row in enumerate(rows) for x, cell in zip((60, 180, 300), row, strict=True)
        ])  # fmt: skip
    assert list(told_text(read(tmp_path, pdfs.text_pdf(pages)))) == [
        "City Rain Sun",
        *(f"{city} — Rain: {n % 3 + 1} mm; Sun: {n % 3 + 1} h" for n, city in enumerate(cities)),
    ]


def test_a_quoted_initial_keeps_its_mark_before_it(tmp_path: Path) -> None:
    large = [At('"', 50, 470, 40), At("T", 66, 470, 40)]
    lines = [
        "he keeper woke before the sun and climbed up,",
        "and looked out at the sea. Far away a boat was",
    ]
    last = At("turning round and round, as if it had lost its way.", 50, 468)
    assert told(tmp_path, *large, *column(tuple(lines), 94, 500), last) == [
        f'"T{" ".join([*lines, last.text])}'
    ]


@pytest.mark.parametrize(
    ("named", "is_none"),
    [
        ("Snow", False),
        ("السلة", False),
        ("Luna", False),
        ("test", True),
        ("fig12", True),
        ("x", True),
    ],
)
def test_a_short_word_with_a_capital_may_be_a_title(named: str, is_none: bool) -> None:
    assert is_no_title(named) is is_none
