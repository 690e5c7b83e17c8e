"""Verses, songs, comics, words set apart or stretched, and who wrote them: each as a reader meets it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.pdfs import PAGE_WIDTH, At
from tests.stories.reading.test_reading_generated import width_of

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
TALE = (
    "The keeper woke before the sun and climbed up to the lamp,",
    "where she looked at the sea. Far away a small red boat was",
    "turning round and round, as if it had lost its way home.",
)
PROSE = " ".join(TALE)
STAR = (
    "Twinkle, twinkle, little star,", "how I wonder what you are,", "up above the world so high,",
    "like a diamond in the sky.",
)  # fmt: skip


def read(tmp_path: Path, *pages: Sequence[str | At]) -> Document:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdfs.text_pdf(pages))
    return parse(path, ReadingLimits())


def told(tmp_path: Path, *pages: Sequence[str | At]) -> list[str]:
    return list(told_text(read(tmp_path, *pages)))


def centred(lines: tuple[str, ...], size: float) -> list[At]:
    return [
        At(line, (PAGE_WIDTH - width_of(line) * size / 12) / 2, 400 - 1.4 * size * number, size)
        for number, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("n_stanzas-ar", ("يا قمر السماء ما أجملك", "يا نور الليل ما أبهاك",
                          "أنت رفيقي في الظلام", "وأنت صديقي حين أراك")),
        ("n_lullaby-ar", (
            "كان يا ما كان، في قديم الزمان، ولد صغير يحب القصص حبا شديدا، "
            "وكانت جدته تحكي له كل مساء حكاية جديدة.",
            "نامي يا عيني نامي", "نامي على أحلامي", "ثم نام الولد وهو يبتسم.",
        )),
        ("n_stretched-ar", ("مرحبا", "هذا يوم جديد، والشمس مشرقة في السماء.", "الفصل الثاني",
                            "ثم جاء المساء.")),
        ("n_comic-round", (
            "Nora finds a map in the attic of the old house.", "“Look, there is a cross on it!” she says.",
            "They walk to the river with a spade and a lamp.", "“Dig here,” says Ben.",
        )),
        ("n_comic-pictures", (
            "Nora finds a map in the attic of the old house.", "“Look, there is a cross on it!” she says.",
            "They walk to the river with a spade and a lamp.", "“Dig here,” says Ben.",
        )),
        ("n_verses-columns", (
            "The cold wind blows", "over the hill", "and all the trees", "are standing still",
            "The moon is up", "the stars are bright", "the owl calls out", "into the night",
        )),
        ("n_song", (
            "1. The sun comes up, the night is gone,", "the birds sing on the tree,",
            "we put our hats and jackets on", "and run down to the sea.",
            "Refrain: La la la, sing with me,", "la la la, by the sea.",
            "2. The waves are high, the wind is strong,", "the gulls fly up and down,",
            "we walk and sing our morning song", "and go back to the town.",
        )),
    ],
)  # fmt: skip
def test_a_printed_page_is_told_as_it_is_meant(name: str, lines: tuple[str, ...]) -> None:
    assert tuple(told_text(parse(CASES / f"{name}.pdf", ReadingLimits()))) == lines


def test_small_verses_in_the_middle_are_told_one_by_one(tmp_path: Path) -> None:
    page: list[str | At] = [
        *TALE,
        *centred(STAR, 10),
        *(At(it, y=300 - 17 * n) for n, it in enumerate(TALE)),
    ]
    assert told(tmp_path, page) == [PROSE, *STAR, PROSE]


@pytest.mark.parametrize(
    "lines",
    [
        ("I have a cat", "her name is Flo", "she likes the sun", "she hates the snow"),
        ("up he gets", "out of bed", "yellow face", "and curly head"),
    ],
    ids=["of even beats", "that rhyme"],
)
def test_verses_beside_prose_are_told_one_by_one(tmp_path: Path, lines: tuple[str, ...]) -> None:
    page = [At(line, 50, 500 - 17 * number) for number, line in enumerate(lines)]
    prose = ("The keeper woke before the", "sun and climbed up to the", "lamp, where she looked at",
             "the sea. Far away a small", "red boat was turning.")  # fmt: skip
    page += [At(line, 220, 500 - 17 * number) for number, line in enumerate(prose)]
    assert told(tmp_path, page) == [*lines, " ".join(prose)]


def test_stanzas_of_two_lines_that_pause_are_verses_and_uneven_sentences_are_not(
    tmp_path: Path,
) -> None:
    verses = ("Sleep, little fox, the moon is high,", "the stars are walking through the sky,",
              "the wind is still, the day is done,", "and tomorrow comes the sun.")  # fmt: skip
    places = (500, 483, 440, 423)
    assert told(tmp_path, [At(it, 60, y) for it, y in zip(verses, places, strict=True)]) == [
        *verses
    ]
    prose = ("her arms, she knew she was a special girl,", "a fighter.",
             "Then the aunts looked at her for a long time,", "and laughed.")  # fmt: skip
    said = told(tmp_path, [At(it, 60, y) for it, y in zip(prose, places, strict=True)])
    assert said == [" ".join(prose[:2]), " ".join(prose[2:])]


@pytest.mark.parametrize(
    "lines",
    [
        ("Nora took the lamp and", "went out into the night to", "see what was calling her",
         "from the other side of the", "old garden wall"),
        ("The bear went down to the", "river, and she looked for a", "fish that was awake"),
    ],
)  # fmt: skip
def test_a_sentence_that_people_broke_stays_whole(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert told(tmp_path, [At(it, 60, 400 - 17 * n) for n, it in enumerate(lines)]) == [
        " ".join(lines)
    ]


@pytest.mark.parametrize(
    ("set_apart", "whole"),
    [("N e w s", "News"), ("A t t e n t i o n", "Attention"), ("It was v e r y cold.", "It was very cold."),
     ("A B C D E F G", "A B C D E F G"), ("N E W S", "N E W S")],
)  # fmt: skip
def test_words_in_spaced_letters_are_whole_and_alphabets_are_not(
    tmp_path: Path, set_apart: str, whole: str
) -> None:
    assert told(tmp_path, [*TALE, At(set_apart, y=400)])[-1] == whole


BROKEN = (
    "The children of the neighbour-", "hood went there. It was a twenty-",
    "minute walk, and under-", "standing was difficult.",
)  # fmt: skip


def test_a_number_keeps_its_hyphen_where_others_only_break_lines(tmp_path: Path) -> None:
    assert told(tmp_path, list(BROKEN)) == [
        "The children of the neighbourhood went there. It was a twenty-minute walk, and "
        "understanding was difficult."
    ]


@pytest.mark.parametrize(
    "by", ["By Mary Miller", "Mary Miller | 12 May 2024", "Text: Ann Berg, Photos: Tom Hill"]
)
def test_who_wrote_it_is_left_out_under_what_introduces_it(tmp_path: Path, by: str) -> None:
    lead = "People learn to share the little water that they have."
    page = [At("The Well Runs Dry", 50, 560, 22), At(lead, 50, 520, bold=True), At(by, 50, 490, 11),
            *(At(line, y=450 - 17 * number) for number, line in enumerate(TALE))]  # fmt: skip
    document = read(tmp_path, page)
    assert list(told_text(document)) == [lead, PROSE]
    assert [(it.why, it.text) for it in document.left_out][1:] == [("byline", by)]


def test_a_place_under_what_introduces_the_text_is_nobody(tmp_path: Path) -> None:
    page = [At("The Well Runs Dry", 50, 560, 22), At("People learn to share.", 50, 520, bold=True),
            At("By the river", 50, 490, 11),
            *(At(line, y=450 - 17 * number) for number, line in enumerate(TALE))]  # fmt: skip
    assert "By the river" in told(tmp_path, page)
