"""Reading PDFs: order, furniture, refusals, limits."""

import subprocess
import sys
from io import BytesIO
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.reading import extra, in_order
from edusmart.machine.processor import session_seconds
from stories.documents import (
    Document,
    ReadingLimits,
    UnreadableDocument,
    page_picture,
    read_file,
)
from stories.reading import process
from tests import hostile_pdfs, pdfs
from tests.pdfs import At
from tests.processes import PATIENCE_SECONDS

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
HARD_PAGES = sorted((Path(__file__).resolve().parents[2] / "pages").glob("*.pdf"))
STORY = [
    ["The old clock had a secret.", "Every night it walked about the house."],
    ["It looked at the sleeping cat.", "It wound itself up and sighed."],
    ["By morning it stood in its corner.", "Nobody ever knew."],
]


def read(tmp_path: Path, content: bytes, limits: ReadingLimits | None = None) -> Document:
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    return read_file(path, limits)


def told(document: Document) -> str:
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def refusal(tmp_path: Path, content: bytes, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read(tmp_path, content, limits)
    assert refused.value.sentence.endswith(".")
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "language", "title", "pages"),
    [
        ("how-rain-travels", "en", "How Rain Travels", 14),
        ("sirr-al-asal", "ar", "سر العسل", 8),
    ],
)
def test_a_sample_is_told_in_its_true_order_and_without_its_furniture(
    name: str, language: str, title: str, pages: int
) -> None:
    document = read_file(SAMPLES / f"{name}.pdf")
    true_text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert in_order(true_text, told(document)) >= 0.98
    assert len(told(document).split()) <= 1.01 * len(true_text.split())
    assert (document.title, document.language, document.page_count) == (title, language, pages)
    assert [page.number for page in document.pages] == list(range(2, pages))
    assert "EduSmart" in " ".join(document.credits)


@pytest.mark.parametrize("path", HARD_PAGES, ids=lambda path: path.stem)
def test_a_hard_page_is_told_word_for_word(path: Path) -> None:
    true_text = path.with_suffix(".txt").read_text(encoding="utf-8")
    text = told(read_file(path))
    assert (in_order(true_text, text), extra(true_text, text)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("name", "first", "count"),
    [
        ("how-rain-travels", ["A drop in the sea", "The warm morning", "High and cold"], 12),
        ("sirr-al-asal", ["الصباح الأول", "بيت من الشمع", "الرحلة إلى الحقل"], 6),
    ],
)
def test_headings_of_a_sample_are_known_as_headings(
    name: str, first: list[str], count: int
) -> None:
    document = read_file(SAMPLES / f"{name}.pdf")
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.is_heading]
    assert (headings[:3], len(headings)) == (first, count)


def test_bookmarks_are_kept_and_name_headings_that_look_like_text(tmp_path: Path) -> None:
    pages = [["The Cat", "It slept all day."], ["A long word", "The Dog", "It barked."]]
    document = read(tmp_path, pdfs.outlined(pages, [("The Cat", 1), ("The Dog", 2)]))
    assert [(mark.title, mark.page, mark.level) for mark in document.bookmarks] == [
        ("The Cat", 1, 1),
        ("The Dog", 2, 1),
    ]
    headings = [item.text for item in document.paragraphs if item.is_heading]
    assert headings == ["The Cat", "The Dog"]


def test_what_is_left_out_says_its_page_and_why(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [At("The Old Clock", 100, 400, 30)],
        ["Contents", "The clock wakes 3", "The cat 4"],
    ]
    for number, page in enumerate(STORY):
        pages.append([*page, At("Clock", 150, 24, 9), At(f"{number}", 300, 40, 9)])
    document = read(tmp_path, pdfs.text_pdf(pages))
    left_out = [(item.page, item.why, item.text) for item in document.left_out]
    assert left_out[:2] == [
        (1, "title page", "The Old Clock"),
        (2, "contents", "Contents The clock wakes 3 The cat 4"),
    ]
    assert set(left_out[2:4]) == {(3, "page number", "0"), (3, "footer", "Clock")}


def test_a_list_of_chapters_with_dots_is_contents_without_saying_so(tmp_path: Path) -> None:
    chapters = [f"Chapter {n} of the clock . . . . . . . . {3 * n}" for n in range(1, 7)]
    document = read(tmp_path, pdfs.text_pdf([chapters, *STORY]))
    assert "Chapter" not in told(document)


def test_lines_of_a_paragraph_are_joined_and_pages_kept_apart(tmp_path: Path) -> None:
    document = read(tmp_path, pdfs.text_pdf(STORY))
    assert told(document) == " ".join(line for page in STORY for line in page)
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_the_left_column_is_read_before_the_right_one(tmp_path: Path) -> None:
    left = [At(f"left words number {n} here", 40, 500 - 16 * n) for n in range(8)]
    right = [At(f"right words number {n} there", 230, 500 - 16 * n) for n in range(8)]
    rows: list[str | At] = [line for pair in zip(left, right, strict=True) for line in pair]
    text = told(
        read(tmp_path, pdfs.text_pdf([[At("A line over both of the columns", 40, 540), *rows]]))
    )
    ordered = [line.text for line in [*left, *right]]
    assert text == " ".join(["A line over both of the columns", *ordered])


def test_the_last_few_lines_of_columns_are_read_as_columns(tmp_path: Path) -> None:
    def page(rows: int, what: str) -> list[str | At]:
        left = [At(f"left {what} number {n} here", 40, 500 - 16 * n) for n in range(rows)]
        right = [At(f"right {what} number {n} there", 230, 500 - 16 * n) for n in range(rows)]
        return [line for pair in zip(left, right, strict=True) for line in pair]

    document = read(tmp_path, pdfs.text_pdf([page(10, "words"), page(2, "lines")]))
    last = " ".join(paragraph.text for paragraph in document.pages[1].paragraphs)
    assert last == (
        "left lines number 0 here left lines number 1 here "
        "right lines number 0 there right lines number 1 there"
    )


def test_a_table_is_read_along_its_rows(tmp_path: Path) -> None:
    rows = [
        ("Ant", "6 legs"),
        ("Spider", "8 legs"),
        ("Bird", "2 legs"),
        ("Dog", "4 legs"),
        ("Fish", "0 legs"),
    ]
    cells: list[str | At] = [
        At(cell, 60 + 200 * x, 500 - 16 * y)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    ]
    assert told(read(tmp_path, pdfs.text_pdf([cells]))).startswith("Ant 6 legs Spider 8 legs")


def test_running_lines_and_page_numbers_are_not_told(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [*page, At("The Old Clock", 150, 24, 9), At(f"Page {number} of 3", 300, 24, 9)]
        for number, page in enumerate(STORY, start=1)
    ]
    text = told(read(tmp_path, pdfs.text_pdf(pages)))
    assert text == " ".join(line for page in STORY for line in page)


def test_a_refrain_within_the_page_is_told_every_time(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [f"Verse number {n} begins here.", At("Row, row, row your boat!", 50, 300)]
        for n in range(5)
    ]
    assert told(read(tmp_path, pdfs.text_pdf(pages))).count("Row, row, row your boat!") == 5


def test_the_title_page_gives_the_title_and_is_not_told(tmp_path: Path) -> None:
    cover = [At("The Old Clock", 100, 400, 30), At("by a friend of clocks", 140, 340, 12)]
    document = read(tmp_path, pdfs.text_pdf([cover, *STORY]))
    assert document.title == "The Old Clock"
    assert [page.number for page in document.pages] == [2, 3, 4]


def test_a_title_above_the_text_gives_the_title(tmp_path: Path) -> None:
    first: list[str | At] = [At("The Old Clock", 100, 540, 24), *STORY[0]]
    document = read(tmp_path, pdfs.text_pdf([first, *STORY[1:]]))
    assert document.title == "The Old Clock"
    assert told(document).startswith("The old clock had a secret.")


def test_without_a_title_page_the_file_s_own_title_is_taken(tmp_path: Path) -> None:
    assert read(tmp_path, pdfs.text_pdf(STORY, title="Tick and Tock")).title == "Tick and Tock"


def test_a_file_name_is_no_title(tmp_path: Path) -> None:
    document = read(tmp_path, pdfs.text_pdf(STORY, title="final-v3.docx"))
    assert document.title.startswith("The old clock had a secret.")


def test_a_short_first_page_of_a_story_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, pdfs.text_pdf([["Once there was a goat."], *STORY]))
    assert told(document).startswith("Once there was a goat.")


def test_the_credits_page_is_kept_but_not_told(tmp_path: Path) -> None:
    credit_lines = ["License: CC BY", "Text: Amina Odeh", "Illustration: Sam Lee", "Language: en"]
    document = read(tmp_path, pdfs.text_pdf([*STORY, credit_lines]))
    assert document.credits == tuple(credit_lines)
    assert "Amina" not in told(document)


def test_a_page_turned_on_its_side_is_read_as_it_is_shown(tmp_path: Path) -> None:
    lines = ["The long bridge has", "four tall towers."]
    shown = [
        f"BT /F1 12 Tf 0 1 -1 0 {100 + 17 * n} 60 Tm ({line}) Tj ET" for n, line in enumerate(lines)
    ]
    content = pdfs.assembled(["\n".join(shown).encode()])
    content = content.replace(b"/Type/Page/", b"/Type/Page/Rotate 90/")
    assert told(read(tmp_path, content)) == "The long bridge has four tall towers."


@pytest.mark.parametrize("turn", [b"90", b"180", b"270"])
def test_a_page_that_lies_wrong_is_turned(tmp_path: Path, turn: bytes) -> None:
    content = pdfs.text_pdf(STORY).replace(b"/Type/Page/", b"/Type/Page/Rotate %b/" % turn)
    assert told(read(tmp_path, content)) == " ".join(line for page in STORY for line in page)


def test_writing_across_the_page_is_not_told(tmp_path: Path) -> None:
    stamp = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET\n"
    content = pdfs.assembled([stamp + pdfs.content(STORY[0])])
    assert told(read(tmp_path, content)) == " ".join(STORY[0])


def test_a_table_of_contents_is_not_told(tmp_path: Path) -> None:
    contents = ["Contents", "The clock wakes 2", "The cat 3", "Morning 4"]
    assert "wakes" not in told(read(tmp_path, pdfs.text_pdf([contents, *STORY])))


def test_words_broken_at_line_ends_are_made_whole(tmp_path: Path) -> None:
    lines = [
        "A hippo-",
        "potamus is a river horse, and a hippopotamus likes mud.",
        "It has a long-",
        "sleeved coat. A long-sleeved coat is warm. Won-",
        "derful!",
    ]
    text = told(read(tmp_path, pdfs.text_pdf([lines])))
    assert text.startswith("A hippopotamus is a river horse")
    assert "a long-sleeved coat. A long-sleeved" in text
    assert text.endswith("Wonderful!")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The cat and the dog were in the garden, and it was raining on them."),
        ("es", "El gato y el perro estaban en el jardín, pero no había nadie con ellos."),
        ("fr", "Le chat et le chien sont dans le jardin, mais il ne fait pas beau pour eux."),
    ],
)
def test_the_language_is_told_by_its_common_words(tmp_path: Path, language: str, line: str) -> None:
    assert read(tmp_path, pdfs.text_pdf([[line]])).language == language


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("not_a_pdf", pdfs.not_a_pdf()),
        ("empty", b""),
        ("empty", pdfs.zero_pages()),
        ("encrypted", pdfs.encrypted()),
        ("corrupt", pdfs.corrupt()),
        ("corrupt", pdfs.nested()),
        ("corrupt", pdfs.endless_pages()),
        ("needs_ocr", pdfs.pictures_only()),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_code(
    tmp_path: Path, code: str, content: bytes
) -> None:
    assert refusal(tmp_path, content) == code


def test_too_many_pages_are_refused_and_counted(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"4 pages.* is 3") as refused:
        read(tmp_path, pdfs.text_pdf([*STORY, ["More."]]), ReadingLimits(max_pages=3))
    assert refused.value.code == "too_many_pages"


def test_a_broken_reference_table_is_mended(tmp_path: Path) -> None:
    assert told(read(tmp_path, pdfs.broken_table(STORY))).startswith("The old clock")


def test_a_bomb_is_stopped_by_the_memory_limit(tmp_path: Path) -> None:
    limits = ReadingLimits(memory_bytes=256 * 1024 * 1024)
    assert refusal(tmp_path, pdfs.bomb(400_000_000), limits) == "too_complex"


def test_a_bomb_is_stopped_by_the_processor_limit(tmp_path: Path) -> None:
    limits = ReadingLimits(cpu_seconds=1, memory_bytes=2**34)
    assert refusal(tmp_path, pdfs.bomb(150_000_000, pages=12), limits) == "slow_document"


def test_a_slow_document_is_stopped_by_the_clock(tmp_path: Path) -> None:
    limits = ReadingLimits(wall_seconds=0.01)
    assert refusal(tmp_path, pdfs.text_pdf(STORY), limits) == "slow_document"


def test_a_busy_machine_lengthens_the_clock_of_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(monkeypatch, share=1e-7)
    limits = ReadingLimits(wall_seconds=0.01, busy_seconds=PATIENCE_SECONDS)
    assert told(read(tmp_path, pdfs.text_pdf(STORY), limits)).startswith("The old clock")
    assert refusal(tmp_path, pdfs.text_pdf(STORY), ReadingLimits(wall_seconds=0.01))


@pytest.mark.parametrize("share", [0.0, 1000.0], ids=["it sleeps", "it has had all of it"])
def test_the_clock_of_what_others_do_not_hold_up_is_not_lengthened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    busy(monkeypatch, share)
    limits = ReadingLimits(wall_seconds=0.01, busy_seconds=PATIENCE_SECONDS)
    assert refusal(tmp_path, pdfs.text_pdf(STORY), limits) == "slow_document"


def busy(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Whenever the process that reads is looked at, it has had so much more of the processor."""
    used = accumulate(repeat(share))
    monkeypatch.setattr(process, "session_seconds", lambda _: next(used))
    monkeypatch.setattr(process, "_WORKS_SECONDS", 1e-9)


def test_the_processor_of_a_session_is_that_of_all_its_processes() -> None:
    work = "while time.process_time() < 0.2: pass"
    child = f"import time\n{work}"
    leader = f"import subprocess, sys\n{child}\nsubprocess.run([sys.executable, '-c', {child!r}])"
    script = [sys.executable, "-c", f"{leader}\nprint(flush=True)\nsys.stdin.read()"]
    with subprocess.Popen(
        script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as both:
        assert both.stdout
        both.stdout.readline()
        assert session_seconds(both.pid) >= 0.38  # the kernel counts in hundredths
        both.kill()
    assert session_seconds(both.pid) == 0


def test_a_page_that_takes_too_long_is_named_as_the_reason(tmp_path: Path) -> None:
    limits = ReadingLimits(page_seconds=0.02)
    assert refusal(tmp_path, hostile_pdfs.one_path(), limits) == "slow_page"


def test_a_document_of_too_many_parts_is_stopped_at_the_page_that_has_them(tmp_path: Path) -> None:
    many = hostile_pdfs.packed(b"0 0 1 1 re f\n" * 600, 3)
    assert refusal(tmp_path, many, ReadingLimits(max_parts=1199)) == "crowded"
    assert refusal(tmp_path, many, ReadingLimits(max_parts=1800)) == "no_text"


def test_a_process_without_memory_to_start_is_an_answer_too(tmp_path: Path) -> None:
    limits = ReadingLimits(memory_bytes=24 * 1024 * 1024)
    assert refusal(tmp_path, pdfs.text_pdf(STORY), limits) == "too_complex"


def test_an_answer_that_is_too_long_is_cut_off(tmp_path: Path) -> None:
    limits = ReadingLimits(max_answer_bytes=100)
    assert refusal(tmp_path, pdfs.text_pdf(STORY), limits) == "too_complex"


def test_text_past_the_limit_is_left_out_and_said_so(tmp_path: Path) -> None:
    document = read(tmp_path, pdfs.text_pdf(STORY), ReadingLimits(max_characters=30))
    assert document.shortened
    assert len(told(document)) <= 30
    assert not read(tmp_path, pdfs.text_pdf(STORY)).shortened


def test_the_reading_process_sees_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environments: list[dict[str, str]] = []
    started = subprocess.Popen

    def spy(*arguments: Any, **options: Any) -> Any:
        environments.append(options["env"])
        return started(*arguments, **options)

    monkeypatch.setenv("GEMINI_API_KEY", "secret")
    monkeypatch.setattr(subprocess, "Popen", spy)
    read(tmp_path, pdfs.text_pdf(STORY))
    known = {"LC_ALL", "PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS"}
    assert [set(names) for names in environments] == [known]


def test_a_missing_file_is_the_caller_s_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing.pdf")


def test_a_page_s_picture_is_found_and_bounded() -> None:
    content = page_picture(SAMPLES / "how-rain-travels.pdf", 2, ReadingLimits(max_picture_side=200))
    assert content is not None
    with Image.open(BytesIO(content)) as image:
        assert image.format == "JPEG"
        assert max(image.size) <= 200


def test_a_page_without_a_picture_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(pdfs.text_pdf(STORY))
    assert page_picture(path, 1) is None
    assert page_picture(path, 99) is None


def test_the_pages_that_may_have_a_picture_are_known_from_reading() -> None:
    sample = SAMPLES / "how-rain-travels.pdf"
    document = read_file(sample)
    pages = range(1, document.page_count + 1)
    assert document.pictured == tuple(page for page in pages if page_picture(sample, page))
    assert 0 < len(document.pictured) < document.page_count
