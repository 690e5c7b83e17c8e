"""Layouts that people really bring, each a small PDF in tests/pages/cases with what must be told."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from stories.documents import (
    Document,
    ReadingLimits,
    UnreadableDocument,
    ocr_is_installed,
    read_file,
)
from stories.documents.summary import told_text
from tests.processes import PATIENCE_SECONDS

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"


@dataclass(frozen=True)
class Case:
    """A file's name and what is expected: its paragraphs, words that are told or not, its title."""

    name: str
    lines: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    title: str | None = None


FOX = (
    "The fox lived under the old oak tree. Every night he came out and sat on the hill and looked at the "
    "lights of the town."
)
FOX_AND_DOG = (
    f"{FOX} He wondered who lived there and what they ate. One night a dog came up the hill and sat down "
    "next to him. They did not speak for a long time. Then the dog said that the lights were called "
    "lamps, and that people lit them because they were afraid of the dark. The fox laughed. He had never "
    "been afraid of the dark. But when he went home that night he looked over his shoulder twice."
)
MICE = ("one plum", "two pears", "three cherries", "four nuts", "five figs", "six cakes")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
FISHERMAN = (
    "The fisherman found a big fish in the office. It was the first one of the year, "
    "and he made a fire."
)

RIGHT = [
    Case("k01_poem", (
        "The Kite", "My kite went up above the town", "It pulled and pulled and would not come down",
        "I held the string with both my hands", "And thought of far and windy lands",
        "The sun went low, the sky went red", "And I was late to go to bed",
        "I wound the string and called the kite", "And put it in its box for the night",
        "Rain", "Tip tap on the window pane", "Who is knocking", "Only rain",
    )),
    Case("k01_letter_address", (
        "Green Hill School", "12 Station Road", "Oxbridge", "Dear parents,",
        "The school will be closed on Monday. Please keep your children at home that day and call us "
        "when you have a question.",
        "With kind regards", "Mary Miller", "Head teacher",
    )),
    Case("k01_heading_plain", (
        "CHAPTER ONE", "A LIGHT IN THE WOOD",
        "It was late when Nora saw the light. She had walked a long way from the river and her shoes "
        "were wet, but she did not stop, because the light was moving between the trees.",
        "She called, but nobody answered.", "CHAPTER TWO", "THE DOOR",
        "In the morning she found a door in the hill. It was small and green, and it was not locked.",
    )),
    Case("k02_bullets", (
        "We are going on a trip next week. Please bring these things:",
        "● a warm coat with a hood", "● two pairs of thick socks",
        "● a bottle of water and something to eat at lunch, because there is no shop near the lake",
        "● a pencil", "And leave these at home:", "○ your phone", "○ sweets", "○ toys that make noise",
        "■ Be at school at eight", "■ Sit with your partner", "➢ Look at the birds",
        "➢ Draw one of them", "✓ Say thank you to the driver", "✓ Take your bag",
        "The end of the letter.",
    )),
    Case("k02_lettered", (
        "Do these in order.", "(a) Take a sheet of white paper", "(b) Fold it in the middle",
        "(c) Cut along the line", "Then choose:", "A. a red bird", "B. a blue fish", "C. a green frog",
        "i. Glue it", "ii. Dry it", "iii. Hang it up",
    )),
    Case("k03_twoup", (
        "Nora has a red kite. It flies over the house and over the trees.",
        "The wind takes the kite away. Nora runs after it.",
        "She runs to the river. The kite hangs in a tall tree.",
        "A boy climbs up. He gives the kite back to Nora.",
    )),
    Case("k03_captions", (
        "The eggs lie in the water for ten days.", "A tadpole has a tail and no legs at all.",
        "The young frog leaves the water in summer.",
    ), title="How a Frog Grows"),
    Case("k03_short_columns", (
        "The whale is the largest animal that ever lived. It is not a fish: it breathes air and feeds "
        "its young with milk.",
        "A young whale drinks two hundred litres of milk a day and grows by a hand every night.",
    )),
    Case("k03_twoup_quiz", (
        "1. What do swallows build?", "Nests", "Webs", "Bridges", "2. When do they come back?",
        "In March", "In August", "Never", "3. Who counts them?", "The station master", "The baker",
        "4. Where do they sit in autumn?", "On the wires", "In the river", "5. What blew the nests down?",
        "A storm", "A train", "The children", "6. What are the new nests made of?", "Clay", "Paper",
        "Wood",
    )),
    Case(
        "k03_columns_and_sidebar",
        told=(
            "and talk about the birds instead of the delay. In the town they tell",
            "to write it in a book. Nests in each year",
            "Put out a bowl of wet clay in dry weeks.",
        ),
        title="Guests under the Roof",
    ),
    Case("k04_abc", (
        *("A", "An ant eats an apple.", "B", "The bear has a ball.", "C", "A cat sleeps in the car."),
        *("D", "The dog digs a hole.", "I", "The igloo is made of ice.", "L"),
        *("A lion looks at the leaf.", "V", "The violin is very old.", "X"),
        "The fox plays the xylophone.",
    )),
    Case("k04_count", told=(
        "1 duck swims on the pond.", "2 ducks sit in the sun.", "3 ducks eat the bread.",
        "4 ducks walk home.", "5 ducks sleep.",
    )),
    Case("k05_refrain", (
        *(
            f"On {day} the mouse ate {food}, but he was still hungry."
            for day, food in zip(DAYS, MICE, strict=True)
        ),
        "On Sunday the mouse ate a whole cheese, and then he slept for a week.",
    )),
    Case("k06_first_page", told=('"Ama! Ama! Come quickly, the well is dry!" Ama ran',), title="The Well"),
    Case("k06_word_footer", (
        "There was a well in the middle of the village, and everybody came to it in the morning. Ama "
        "came first, because she liked to be alone with the birds.",
        "One morning the well was dry. Ama called down, and from deep below a voice answered her.",
    ), title="The Well"),
    Case("k06_craft", told=(
        "glue it under the eyes. You need: Paper plates: three Paper for the beak: one sheet Paint: "
        "brown and white Glue: one stick",
    ), title="A Paper Owl"),
    Case("k06_licence", told=(
        "To get a licence you must pass a test. With a licence you may drive alone. Who drives without "
        "a licence has to pay. Sam hopes that he will have his licence in the spring.",
    ), title="Who May Drive?"),
    Case("k06_contents", (
        "Contents", "Ripe bananas 3", "Eggs 2", "Cups of flour 2", "Spoons of sugar 4", "How to make it",
        "Mash the bananas. Add everything else and mix it well. Bake it for one hour and let it cool down.",
    ), title="Banana Bread"),
    Case("k07_chapter_heads", untold=(
        *(f"The Old House {number}" for number in range(2, 15)), "A Letter from Rome 1", "Snow 2",
        "WINTER BOOK",
    )),
    Case("k08_sup_browser_small", (
        "The lake is 25 m² large and the 1st of May is the day when the boats go out on it. Water is H2O "
        "and the air has CO2 in it, as every child knows from school.",
        "Au XIXe siècle, le 1er mai, Mme Martin partit. The king came home in the evening and nobody knew "
        "where he had been.",
    )),
    Case("k08_sup_browser", (
        "The lake is 25 m² large and the 1st of May is the day when the boats go out on it. Water is H2O "
        "and the air has CO2 in it, as every child knows from school.",
        "Au XIXe siècle, le 1er mai, Mme Martin partit. The king came home in the evening and nobody knew "
        "where he had been.",
    )),
    Case("k08_sup_word", told=("lake of 25 m² is open", "Au XIXe siècle, le 1er mai")),
    Case("k09_page_hyphen", told=("so it did what was thought to be impossible. When it came",)),
    Case("k10_drawn_twice", told=(FOX_AND_DOG,), untold=("TThhee",)),
    Case("k10_shadow_title", (FOX_AND_DOG,), title="The Brave Little Boat A Story from the Harbour of "
         "Five Towns told by Old Tom"),
    Case("k11_layer_off", (FOX,)),
    Case("k11_language_layers", ("The bird sings in the tree. It is morning.",)),
    Case("k12_freetext", (FOX, "Answer the question: why did the fox look at the town?")),
    Case("k12_freetext_only", ("Once upon a time there was a small owl who could not sleep.",)),
    Case("k14_ligature_pua", (FISHERMAN,)),
    Case("k14_ligature_nul", (FISHERMAN,)),
    Case("k15_line_numbers", (FOX_AND_DOG,)),
    Case("k15_line_numbers_five", told=(FOX_AND_DOG,), untold=(" 5 ", " 10 ", " 15 ")),
    Case("k17_arabic_mixed", told=(
        "نستخدم Word وExcel في الدرس", "بلغة R وPython على", "وHDMI 2.1",
        "https://www.example.org/ar ",
    )),
    Case("k18_timetable", told=("Penzance Road", "05:16", "20:24", "Thirsk Station")),
    Case("k18_text_table_slow"),
    Case("k19_powerpoint_title", title="Bees live in a hive."),
    Case("k21_watermark", (FOX_AND_DOG, FOX_AND_DOG), untold=("SAMPLE",)),
    Case("k22_vocabulary", (
        "brook a small river", "barn a house for animals", "hay dry grass",
        "mill a place where flour is made", "yard the ground around a house",
    ), title="New Words"),
    Case("k23_arabic_ligatures", told=("الخطوط العربية جميلة", "الحمد لله على كل", "لجال")),
]  # fmt: skip


def read(name: str) -> Document:
    document = read_file(CASES / f"{name}.pdf")
    assert document.source == "text"
    return document


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_what_people_bring_is_told_as_it_is_meant(case: Case) -> None:
    document = read(case.name)
    lines = tuple(told_text(document))
    text = " ".join(lines)
    if case.lines:
        assert lines == case.lines
    assert [words for words in case.told if words not in text] == []
    assert [words for words in case.untold if words in text] == []
    assert case.title in (None, document.title)


@pytest.mark.parametrize(
    ("name", "code"), [("k13_xfa", "form_placeholder"), ("k13_portfolio", "portfolio")]
)
def test_a_viewer_s_placeholder_is_refused_with_its_own_sentence(name: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(name)
    assert refused.value.code == code


@pytest.mark.skipif(not ocr_is_installed(), reason="OCR is not installed")
def test_a_short_scan_on_its_head_is_turned() -> None:
    patient = ReadingLimits(ocr_page_seconds=int(PATIENCE_SECONDS))
    text = " ".join(told_text(read_file(CASES / "k20_scan_upside_down.pdf", patient)))
    assert text == "The moon is far away. We can see it at night."
