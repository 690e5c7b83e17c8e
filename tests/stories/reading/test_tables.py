"""Tables are told as sentences that a child can follow, and never read across their cells."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stories.documents import read_file
from stories.documents.summary import told_text
from stories.pdf.layout.tables.told import table_lines
from tests import pdfs
from tests.pdfs import At

BEFORE, AFTER = "This is our week at school, from the first day on.", "Bring your books each day."
WEEK = [["Day", "Maths", "Art"], ["Monday", "at nine", "at ten"], ["Friday", "at ten", "at one"]]
SAID = [
    "Day Maths Art",
    "Monday — Maths: at nine; Art: at ten",
    "Friday — Maths: at ten; Art: at one",
]
FOOD = [
    ["Owl", "In holes of old trees|and under roofs", "Mice and voles that|it hears at night"],
    ["Otter", "In rivers and lakes|with clean water", "Fish and frogs that|it catches"],
    ["Bat", "In caves", "Moths and flies, but|no fruit"],
]
NAMES = ["Animal", "Where it lives", "What it eats"]
FOOD_SAID = [
    "Animal Where it lives What it eats",
    "Owl — Where it lives: In holes of old trees and under roofs; "
    "What it eats: Mice and voles that it hears at night",
    "Otter — Where it lives: In rivers and lakes with clean water; "
    "What it eats: Fish and frogs that it catches",
    "Bat — Where it lives: In caves; What it eats: Moths and flies, but no fruit",
]
COLUMNS = (50.0, 130.0, 255.0, 380.0)


def table(
    rows: Sequence[Sequence[str]], *, bold: bool, frame: bool, right_to_left: bool = False
) -> bytes:
    """A page with a sentence, a table whose cells have lines parted by "|", and another sentence."""
    lines, y = [At(BEFORE, 50, 520)], 480.0
    rules = [y + 14]
    for number, row in enumerate(rows):
        for x, cell in zip(COLUMNS, row, strict=False):
            for down, text in enumerate(cell.split("|")):
                lines.append(At(text, x + 4, y - 14 * down, bold=bold and not number))
        y -= 14 * max(cell.count("|") + 1 for cell in row) + 12
        rules.append(y + 14)
    drawn = [f"{COLUMNS[0]} {height} m {COLUMNS[-1]} {height} l S" for height in rules]
    drawn += [f"{x} {rules[0]} m {x} {rules[-1]} l S" for x in COLUMNS]
    content = pdfs.content([*lines, At(AFTER, 50, y - 20)])
    return pdfs.assembled([content + b"\n" + "\n".join(drawn).encode() * frame])


def told(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "table.pdf"
    path.write_bytes(content)
    return list(told_text(read_file(path)))


@pytest.mark.parametrize("frame", [True, False], ids=["framed", "unframed"])
@pytest.mark.parametrize(
    ("rows", "said"), [(WEEK, SAID), ([NAMES, *FOOD], FOOD_SAID)], ids=["week", "wrapped"]
)
def test_a_table_is_told_with_the_names_of_its_columns(
    tmp_path: Path, rows: list[list[str]], said: list[str], frame: bool
) -> None:
    assert told(tmp_path, table(rows, bold=True, frame=frame)) == [BEFORE, *said, AFTER]


def test_a_framed_table_without_names_is_told_row_by_row(tmp_path: Path) -> None:
    rows = [[cell.replace("|", " ") for cell in row] for row in FOOD]
    said = [" ".join(row) for row in rows]
    assert told(tmp_path, table(FOOD, bold=False, frame=True)) == [BEFORE, *said, AFTER]


def test_an_empty_corner_shows_that_the_first_row_names_the_columns(tmp_path: Path) -> None:
    rows = [["", "Maths", "Art"], *WEEK[1:]]
    for frame in (True, False):
        told_rows = told(tmp_path, table(rows, bold=False, frame=frame))
        assert told_rows == [BEFORE, "Maths Art", *SAID[1:], AFTER]


def test_running_text_in_frames_is_no_table(tmp_path: Path) -> None:
    one, two = "The owl hears mice in the dark and flies", "without any noise over the fields."
    three, four = (
        "The otter swims on its back, and it never",
        "lets go of the fish that it has caught.",
    )
    lines = [
        At(one, 54, 480, 8),
        At(two, 54, 468, 8),
        At(three, 234, 480, 8),
        At(four, 234, 468, 8),
    ]
    box = b"\n50 440 m 400 440 l S 50 500 m 400 500 l S 50 380 m 400 380 l S 50 380 m 50 500 l S"
    box += b" 225 380 m 225 500 l S 400 380 m 400 500 l S"
    content = pdfs.assembled([pdfs.content([*lines, At(BEFORE, 54, 420, 6)]) + box])
    assert told(tmp_path, content)[:2] == [f"{one} {two}", f"{three} {four}"]


@pytest.mark.parametrize(
    ("rows", "headed", "lines"),
    [
        ([["", "2024"], ["Ann", "8"], ["Ben", "9"]], False, ["2024", "Ann — 2024: 8", "Ben — 2024: 9"]),
        ([["Name", "Tom"], ["Age", "8"], ["Class", "3"]], False, ["Name Tom", "Age 8", "Class 3"]),
        (
            [["اليوم", "الدرس", "الغرفة"], ["الاثنين", "العلوم", "5"], ["الأحد", "", "7"]], False,
            ["اليوم الدرس الغرفة", "الاثنين — الدرس: العلوم؛ الغرفة: 5", "الأحد — الغرفة: 7"],
        ),
        (
            [["Wer?", "Was?"], ["", "Sie malt."], ["Tom", ""]], True,
            ["Wer? Was?", "Was? Sie malt.", "Tom"],
        ),
        ([["a", "b", "c"]], True, ["a b c"]),
        ([["", ""], ["", ""]], False, []),
        ([], False, []),
    ],
)  # fmt: skip
def test_a_rectangle_of_cells_becomes_lines(
    rows: list[list[str]], headed: bool, lines: list[str]
) -> None:
    assert table_lines(rows, headed=headed) == lines


def test_cards_that_stand_apart_are_read_each_as_a_whole(tmp_path: Path) -> None:
    cards = [
        ("lamp", "a light"),
        ("sea", "salt water"),
        ("owl", "a bird"),
        ("boat", "a small ship"),
    ]
    places = [(50, 440), (230, 440), (50, 340), (230, 340)]
    lines = [
        At(word, x + 10, y + 60 - 20 * row)
        for card, (x, y) in zip(cards, places, strict=True)
        for row, word in enumerate(card)
    ]
    frames = "\n".join(f"{x} {y} 160 80 re S" for x, y in places).encode()
    said = told(tmp_path, pdfs.assembled([pdfs.content(lines) + b"\n" + frames]))
    assert said == [" ".join(card) for card in cards]


@pytest.mark.parametrize("turn", [1, -1])
def test_names_of_columns_that_are_written_on_their_side_are_the_tables(
    tmp_path: Path, turn: int
) -> None:
    names = ["Who helps", "Set the|table", "Feed the cat", "Water plants"]
    rows = [["Lena", "yes", "yes", ""], ["Omar", "", "yes", "yes"], ["Sami", "yes", "", "yes"]]
    xs, heights = (50, 140, 190, 240, 290), (500, 410, 390, 370, 350)
    drawn = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in heights]
    drawn += [f"{x} {heights[0]} m {x} {heights[-1]} l S" for x in xs]
    for x, name in zip(xs[1:-1], names[1:], strict=True):
        for down, text in enumerate(name.split("|")):
            across = x + 20 + 13 * down if turn > 0 else x + 26 - 13 * down
            start = heights[1] + 5 if turn > 0 else heights[0] - 5
            drawn.append(f"BT /F2 10 Tf 0 {turn} {-turn} 0 {across} {start} Tm ({text}) Tj ET")
    drawn.append(f"BT /F1 8 Tf 0 {turn} {-turn} 0 20 300 Tm (Sheet 12 B) Tj ET")
    cells = [At(names[0], 54, 420, 10, bold=True)]
    cells += [
        At(text, x + 4, y + 5, 10)
        for row, y in zip(rows, heights[2:], strict=True)
        for x, text in zip(xs, row, strict=False)
        if text
    ]
    page = pdfs.content([At(BEFORE, 50, 540), *cells, At(AFTER, 50, 300)])
    path = tmp_path / "turned.pdf"
    path.write_bytes(pdfs.assembled([page + b"\n" + "\n".join(drawn).encode()]))
    document = read_file(path)
    assert list(told_text(document)) == [
        BEFORE,
        "Who helps Set the table Feed the cat Water plants",
        "Lena — Set the table: yes; Feed the cat: yes",
        "Omar — Feed the cat: yes; Water plants: yes",
        "Sami — Set the table: yes; Water plants: yes",
        AFTER,
    ]
    assert [(it.why, it.text) for it in document.left_out] == [("turned", "Sheet 12 B")]
