"""Kinds that somebody who judged the reading, and a fresh lot of school papers, showed to be misread."""

from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.layout.ends.verses import are_verses
from stories.pdf.layout.tables.told import table_lines
from stories.pdf.page.telephone import is_in_telephone
from stories.pdf.parser import parse
from stories.reading.language import detect_language
from stories.reading.records import ReadingLimits
from tests.pdfs import At
from tests.stories.reading.typed_pages import read, told

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"


def below(
    *texts: str, x: float = 50, y: float = 500, step: float = 16, size: float = 12
) -> list[str | At]:
    return [At(text, x, y - step * number, size) for number, text in enumerate(texts)]


def test_a_frame_that_is_painted_as_a_ring_holds_a_picture() -> None:
    document = parse(CASES / "n_comic-rings.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "Monday morning.", "The lift is broken again!", "Then we have to walk.", "On the third floor.",
        "How many steps are left?", "Only ninety-nine more!", "My legs feel like jelly.", "Hop on my back!",
        "Look, the lift works!", "But now we are at the top.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["Monday", "Tuesday", "Friday"], "Monday: soup"),
        (["Lundi", "Mardi", "Jeudi"], "Lundi: soup"),
        (["الأحد", "الإثنين", "الثلاثاء"], "الأحد: soup"),
        (["Group A", "Group B", "Group C"], "Group A: soup"),
        (["Spring", "Summer", "Autumn"], "Spring: soup"),
        # The first one names the rows.
        (["Dish", "Tuesday", "Friday"], "soup — Tuesday: rice"),
        (["Cup", "Spoons", "Colour"], "soup — Spoons: rice"),
    ],
)
def test_of_columns_that_count_on_the_first_one_is_named_too(names: list[str], first: str) -> None:
    said = table_lines([names, ["soup", "rice", "fish"]], headed=True)
    assert said[1].startswith(first)


def test_an_amount_is_told_before_what_there_is_so_much_of() -> None:
    rows = [
        ["Amount", "Ingredient"],
        ["2", "carrots"],
        ["½ l", "stock"],
        ["3 tbsp", "cream"],
        ["a little", "salt"],
    ]
    assert table_lines(rows, headed=True)[1:] == [
        "2 carrots", "½ l stock", "3 tbsp cream", "a little — Ingredient: salt",
    ]  # fmt: skip


def test_a_value_that_ends_with_a_bracket_is_parted_from_the_next() -> None:
    rows = [["Time", "Monday", "Tuesday"], ["9:00", "Swimming (bring a towel!)", "Drama"]]
    assert (
        table_lines(rows, headed=True)[1]
        == "9:00 — Monday: Swimming (bring a towel!); Tuesday: Drama"
    )


@pytest.mark.parametrize(
    ("shown", "is_one"),
    [
        ("04-555-0136", True),
        ("+971-50-5550199", True),
        ("٠٥٠-٥٥٥-٠١٩٩", True),
        # As it comes out where nobody marked it: its groups stand the other way.
        ("0136-555-04", False),
        ("12-03-2026", False),
        ("2026-03-12", False),
        ("10-15", False),
        ("120-160", False),
    ],
)
def test_a_telephone_number_among_arabic_is_read_from_the_left(shown: str, is_one: bool) -> None:
    signs = list(reversed(shown))
    hyphens = [at for at, sign in enumerate(signs) if sign == "-"]
    assert [is_in_telephone(signs, at) for at in hyphens] == [is_one] * len(hyphens)


def test_a_letter_in_arabic_tells_its_telephone_number_and_its_days() -> None:
    document = parse(CASES / "n_telephone-ar.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "للاستفسار يرجى الاتصال بالرقم 050-555-0199 أو زيارة المدرسة.",
        "( ) يعيش الجمل في البحر.",
    ]


def test_words_to_choose_from_are_told_one_by_one_where_they_stand(tmp_path: Path) -> None:
    words = [
        At(word, x, 460)
        for word, x in (("vapour", 60), ("cloud", 140), ("sun", 230), ("river", 320))
    ]
    asked: list[str | At] = []
    for n, text in enumerate(("Water vapour is blue.", "Clouds are made of drops.")):
        asked += [At(text, 50, 340 - 20 * n), At("T / F", 325, 340 - 20 * n)]
    said = told(
        tmp_path,
        ["Fill in the missing words of the box.", *words, *below("a) The ____ warms the sea.", y=425),
         *below("b) Many drops together are a ____.", y=405), *below("Is it true? Circle T or F.", y=360),
         *asked],
    )  # fmt: skip
    assert said == [
        "Fill in the missing words of the box.", "vapour", "cloud", "sun", "river", "a) The … warms the sea.",
        "b) Many drops together are a ….", "Is it true? Circle T or F.",
        "Water vapour is blue. T / F", "Clouds are made of drops. T / F",
    ]  # fmt: skip


def test_the_last_of_answers_in_a_row_does_not_go_on_in_the_next_question(tmp_path: Path) -> None:
    choices = [
        At(text, x, 476)
        for text, x in (("- on land", 60), ("- in the air", 150), ("- in the deep sea", 240))
    ]
    question = below("which of these is made of water?", y=452)
    said = told(tmp_path, ["Where is the air coldest?", *choices, *question])
    assert said[-2:] == ["- in the deep sea", "which of these is made of water?"]


def test_a_text_goes_on_below_a_picture_beside_notes_that_have_ended(tmp_path: Path) -> None:
    above = ("A volcano is a mountain that is open at", "the top. Deep below it there is rock so",
             "hot that it flows as slowly as honey does.")  # fmt: skip
    after = ("Scientists listen to it with instruments", "that feel every tremor, and they can say",
             "days before that it is going to wake up.")  # fmt: skip
    notes = below(
        "lava",
        "hot rock",
        "that flows",
        "tremor",
        "a shake of",
        "the ground",
        x=310,
        y=498,
        step=11,
        size=8,
    )
    said = told(tmp_path, [At("Fire", 50, 540, 22), *below(*above), *notes, *below(*after, y=300)])
    assert said[:2] == [" ".join(above), " ".join(after)]


def test_columns_with_one_refrain_are_read_one_after_the_other(tmp_path: Path) -> None:
    refrain = ("Chorus:", "Shine, little lantern, shine,", "shine on the bread and the wine,",
               "shine, little lantern, shine,", "till the last hour of nine.")  # fmt: skip
    first = ("In the square a lantern stood", "that would shine whene'er it could,",
             "all day long it slept away", "waiting for the end of day.")  # fmt: skip
    second = ("In the square a mouse would run", "far away from any sun,",
              "when the lantern was awake", "then she danced for dancing's sake.")  # fmt: skip
    columns: list[str | At] = [At("The Lantern", 160, 560, 20)]
    for x, lines in ((40, first), (225, second)):
        columns += [*below(*lines, x=x, y=520, size=10), *below(*refrain, x=x, y=446, size=10)]
    assert told(tmp_path, columns) == [*first, *refrain, *second, *refrain]


def test_lines_that_all_rhyme_are_verses_in_a_column_no_wider_than_they_are() -> None:
    verses = ("2. En la plaza hay un ratón", "con zapatos de cartón.", "Cuando el farol se despierta",
              "le saluda por la puerta.")  # fmt: skip
    assert are_verses(verses, [False] * 3)
    prose = ("2. En la plaza hay un ratón", "que vive debajo de una mesa", "y por la noche sale a ver",
             "si queda pan en la cocina.")  # fmt: skip
    assert not are_verses(prose, [False] * 3)


def test_balloons_of_framed_pictures_are_read_picture_by_picture() -> None:
    document = parse(CASES / "n_comic-balloons.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "One Tuesday, in a garden …", "HELP! My sock is gone!", "Which one?", "The left one. It had stripes.",
        "Never fear! I am here!", "Wait! Who is snoring in the shed?", "Zzzzz …", "It is a hedgehog.",
        "Let him sleep.",
    ]  # fmt: skip
    assert [(it.why, it.text) for it in document.left_out] == [("watermark", "SPLAT!")]


def test_a_box_at_the_foot_of_a_column_is_read_with_it_and_its_days_one_by_one() -> None:
    document = parse(CASES / "n_column-box.pdf", ReadingLimits())
    said = list(told_text(document))
    at = said.index("Dates to remember")
    assert said[at + 1 : at + 4] == [
        "10 March: Class photographs", "13 March: Red Nose Day, wear something red",
        "27 March: Last day of term",
    ]  # fmt: skip
    assert said[at + 4] == "Thank you, Mr Baptiste"


def test_a_small_line_that_is_alike_on_all_pages_is_left_out_at_any_height_of_the_foot(
    tmp_path: Path,
) -> None:
    foot = "Oakfield School, Mill Lane, Leeds"
    text = [
        ("The owls have hatched.", "There are three of them."),
        ("The pond is frozen.", "Nobody goes near it."),
    ]
    document = read(
        tmp_path,
        *([*below(*lines), At(foot, 120, y, 7)] for lines, y in zip(text, (30, 60), strict=True)),
    )
    assert foot not in list(told_text(document))
    assert [(it.page, it.why, it.text) for it in document.left_out] == [
        (1, "footer", foot),
        (2, "footer", foot),
    ]


def test_a_small_head_with_the_pages_number_at_its_other_end_is_no_title(tmp_path: Path) -> None:
    head: list[str | At] = [At("Sciences · CM1", 50, 570, 7), At("27", 350, 570, 7)]
    text = below("The beaver is the largest rodent here.", "It lives at the river.")
    document = read(tmp_path, [*head, At("The Beavers", 50, 530, 20), *text])
    assert document.title == "The Beavers"
    assert ("header", "Sciences · CM1 27") in [(it.why, it.text) for it in document.left_out]
    assert list(told_text(document))[-1] == " ".join(
        line.text for line in text if isinstance(line, At)
    )


def test_of_a_story_in_two_scripts_the_first_is_its_language() -> None:
    english = (
        "The fox fell into a well and the goat came by. It was the best water, he said to her. "
    )
    arabic = (
        "وقع الثعلب في البئر ومرت به عنزة في ذلك اليوم ونزلت إلى الماء ثم قفز على ظهرها إلى الأرض"
    )
    assert detect_language(english + arabic) == "en"
    assert detect_language(arabic + english) == "ar"
    assert detect_language("The Fox " + arabic + english[:60]) == "ar"
