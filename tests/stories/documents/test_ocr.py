"""Scanned pages: seen as such, read where OCR is installed, and refused with a sentence where not."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from bench.reading import in_order
from edusmart.accounts.models import User
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.documents import Document, ReadingLimits, UnreadableDocument, photos_as_pdf, read_file
from stories.models import Scene
from stories.pdf.ocr import scans
from stories.pdf.ocr.scans import installed
from stories.reading import process
from tests import pdfs
from tests.hostile_pdfs import slow_scans
from tests.processes import PATIENCE_SECONDS

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TURNED = [
    " ".join(word[::-1] for word in line.split())
    for line in [
        "The cat and the dog were in the garden, and it was raining on the two of them.",
        "She said that he had to go with her to the sea, and that it was not far at all.",
        "They had their tea and a piece of cake with the keeper of the light.",
    ]
]

needs_ocr = pytest.mark.skipif(
    not installed(), reason="needs Tesseract and OCRmyPDF: apt-get install tesseract-ocr"
)

# A machine that is busy with other things takes several times as long.
PATIENT = ReadingLimits(wall_seconds=PATIENCE_SECONDS, ocr_page_seconds=2 * int(PATIENCE_SECONDS))


def scan(name: str, *numbers: int) -> bytes:
    """The pages of a sample as pictures, without their text."""
    with pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf") as document:
        first, *rest = [
            document[number - 1].render(scale=150 / 72).to_pil().convert("L") for number in numbers
        ]
    sheet = BytesIO()
    first.save(sheet, "PDF", resolution=150, save_all=True, append_images=rest)
    return sheet.getvalue()


def page_text(name: str, number: int) -> str:
    """The true text of a sample's page; its title page has none."""
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")[number - 2]


def joined(*parts: bytes) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for part in parts:
        document.import_pages(pypdfium2.PdfDocument(part))
    sheet = BytesIO()
    document.save(sheet)
    return sheet.getvalue()


def saved(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    return path


def told(document: Document) -> str:
    return " ".join(paragraph.text for paragraph in document.paragraphs)


@pytest.fixture
def environments(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What every process that is started gets."""
    started, seen = subprocess.Popen, []

    def spy(*arguments: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return started(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", spy)
    monkeypatch.setenv("GEMINI_API_KEY", "secret")
    return seen


@needs_ocr
@pytest.mark.parametrize(("name", "number"), [("how-rain-travels", 2), ("sirr-al-asal", 2)])
def test_a_scanned_page_is_read_in_order(tmp_path: Path, name: str, number: int) -> None:
    document = read_file(saved(tmp_path, scan(name, number)), PATIENT)
    assert (document.source, document.quality.scanned) == ("ocr", (1,))
    assert document.language == ("ar" if name == "sirr-al-asal" else "en")
    assert in_order(page_text(name, number), told(document)) >= 0.9


@needs_ocr
def test_a_photo_keeps_the_accents_of_its_language(tmp_path: Path) -> None:
    lines = ["La forêt était déjà très sombre. Le garçon", "s'arrêta près du chêne. Où es-tu ? dit-il.",
             "Le hibou là-haut n'avait pas de réponse."]  # fmt: skip
    page = Image.new("L", (1000, 400), 244)
    font = ImageFont.truetype("DejaVuSerif.ttf", 38)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((70, 60 + 80 * number), line, 34, font)
    photo = tmp_path / "photo.jpg"
    page.save(photo, quality=85)
    document = read_file(saved(tmp_path, photos_as_pdf([photo])), PATIENT)
    assert document.language == "fr"
    assert told(document) == " ".join(lines)


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_that_lies_on_its_side_or_head_is_read(tmp_path: Path, degrees: int) -> None:
    with pypdfium2.PdfDocument(scan("how-rain-travels", 2)) as document:
        picture = document[0].render(scale=150 / 72).to_pil().rotate(degrees, expand=True)
    sheet = BytesIO()
    picture.save(sheet, "PDF", resolution=150)
    document = read_file(saved(tmp_path, sheet.getvalue()), PATIENT)
    assert in_order(page_text("how-rain-travels", 2), told(document)) >= 0.9


@needs_ocr
def test_only_the_pages_that_need_it_are_read_with_ocr(
    tmp_path: Path, environments: list[dict[str, str]]
) -> None:
    typed = pdfs.text_pdf([["The old clock had a secret.", "Every night it walked about."]])
    path = saved(tmp_path, joined(typed, scan("how-rain-travels", 3)))
    pages: list[tuple[int, int]] = []
    document = read_file(path, PATIENT, report=lambda number, count: pages.append((number, count)))
    assert pages == [(1, 1)]
    assert [(page.number, page.source) for page in document.pages] == [(1, "text"), (2, "ocr")]
    assert document.source == "mixed"
    assert [item.text for item in document.paragraphs if item.is_heading] == ["The warm morning"]
    names = {name for environment in environments for name in environment}
    assert names == {
        "LC_ALL",
        "PYTHONDONTWRITEBYTECODE",
        "PATH",
        "HOME",
        "TMPDIR",
        "OMP_THREAD_LIMIT",
        "OPENBLAS_NUM_THREADS",
    }
    assert all(not Path(given["TMPDIR"]).exists() for given in environments if "TMPDIR" in given)


@needs_ocr
def test_a_page_that_takes_too_long_is_left_out(tmp_path: Path) -> None:
    typed = pdfs.text_pdf([["The old clock had a secret.", "Every night it walked about."]])
    path = saved(tmp_path, joined(typed, scan("how-rain-travels", 3)))
    document = read_file(path, ReadingLimits(ocr_page_seconds=0))
    assert [(item.page, item.why) for item in document.left_out] == [(2, "scanned")]
    assert told(document).startswith("The old clock")


def test_a_busy_machine_makes_no_page_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[ReadingLimits] = []

    def ask(_: dict[str, Any], limits: ReadingLimits, *__: Any) -> tuple[dict[str, Any], bytes]:
        given.append(limits)
        return {"lines": []}, b""

    monkeypatch.setattr(scans, "ask", ask)
    scans.read_scans("scan.pdf", [1], ReadingLimits(ocr_page_seconds=30), "en", lambda *_: None)
    (limits,) = given
    assert (limits.cpu_seconds, limits.wall_seconds) == (30, 180.0)
    # All that is left to the document, where others have the processor.
    assert limits.wall_seconds < limits.busy_seconds <= limits.ocr_seconds


@needs_ocr
def test_pages_made_to_take_long_are_tried_three_times_and_no_more(
    tmp_path: Path, environments: list[dict[str, str]]
) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(saved(tmp_path, slow_scans()), ReadingLimits(ocr_page_seconds=1))
    assert refused.value.code == "slow_scan"
    assert sum("TMPDIR" in given for given in environments) == 3


@needs_ocr
def test_pages_are_read_side_by_side_once_their_language_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two readings meet: each waits until the other is under way."""
    monkeypatch.setattr(scans, "_AT_ONCE", 2)
    plain, both, asked = process.ask, Barrier(2), []

    def ask(request: dict[str, Any], *arguments: Any) -> Any:
        asked.append((request["page"], request["language"]))
        if request["page"] > 1:
            both.wait(PATIENCE_SECONDS)
        return plain(request, *arguments)

    monkeypatch.setattr(scans, "ask", ask)
    document = read_file(saved(tmp_path, scan("how-rain-travels", 2, 3, 4)), PATIENT)
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert asked[0] == (1, "")
    assert sorted(asked[1:]) == [(2, "en"), (3, "en")]


@needs_ocr
@pytest.mark.django_db(transaction=True)
def test_who_listens_is_told_which_pages_could_not_be_read(
    alice: User, speech: str, step_world: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = pdfs.text_pdf([["The old clock had a secret.", "Every night it walked about."]])
    both = joined(typed, scan("how-rain-travels", 3))
    story = upload_story(alice, SimpleUploadedFile("x.pdf", both), StoryOptions())
    monkeypatch.setattr("stories.pdf.ocr.scans._read_scan", unreadable)
    step_world()
    story.refresh_from_db()
    assert (story.status, story.left_out_pages) == ("completed", [2])


def unreadable(*_: Any) -> Any:
    raise UnreadableDocument("slow_document")


@needs_ocr
def test_pictures_without_words_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(saved(tmp_path, pdfs.pictures_only(1)), PATIENT)
    assert refused.value.code == "no_text"


@needs_ocr
def test_whoever_waits_may_give_up_between_two_pages(tmp_path: Path) -> None:
    def give_up(number: int, count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_file(saved(tmp_path, scan("how-rain-travels", 2)), PATIENT, report=give_up)


@needs_ocr
def test_a_quick_look_reads_no_pictures(tmp_path: Path, environments: list[dict[str, str]]) -> None:
    document = read_file(saved(tmp_path, scan("how-rain-travels", 2, 3)), ocr=False)
    assert (document.pages, document.page_count, len(environments)) == ((), 2, 1)


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_scanned_document_gets_a_sentence_that_says_what_to_do(
    tmp_path: Path,
) -> None:
    with pytest.raises(
        UnreadableDocument, match="Upload a document whose text can be selected"
    ) as refused:
        read_file(saved(tmp_path, scan("how-rain-travels", 2)))
    assert refused.value.code == "needs_ocr"


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_the_other_pages_are_told(tmp_path: Path) -> None:
    typed = pdfs.text_pdf([["The old clock had a secret.", "Every night it walked about."]])
    document = read_file(saved(tmp_path, joined(typed, scan("how-rain-travels", 3))))
    assert told(document).startswith("The old clock had a secret.")
    assert [(item.page, item.why) for item in document.left_out] == [(2, "scanned")]


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    "lines",
    [
        TURNED,
        ["7KH FDW DQG WKH GRJ ZHUH LQ WKH JDUGHQ DQG LW ZDV UDLQLQJ"] * 4,
        ["#$%& =+*@ ~^|< >{}[ ]#$% &=+* @~^| <>{} []#$ %&=+"] * 3 + ["abcdefgh" * 4] * 4,
    ],
    ids=["every word turned round", "the wrong letters", "signs"],
)
def test_a_text_layer_that_is_garbage_counts_as_none(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(saved(tmp_path, pdfs.text_pdf([lines])))
    assert refused.value.code == "needs_ocr"


@pytest.mark.usefixtures("without_ocr")
def test_characters_that_mean_nothing_are_counted(tmp_path: Path) -> None:
    """The font maps one of its letters into the private use area."""
    maps = b"<76><E001>\n"
    document = read_file(saved(tmp_path, pdfs.mapped("There were seventeen bees at tea", maps)))
    assert document.quality.odd_share == pytest.approx(1 / 27, abs=0.001)


@needs_ocr
@pytest.mark.django_db(transaction=True)
def test_a_scanned_story_is_told_with_its_pages(
    alice: User, speech: str, step_world: Callable[[], int]
) -> None:
    content = SimpleUploadedFile("rain-story.pdf", scan("how-rain-travels", 2))
    story = upload_story(alice, content, StoryOptions())
    assert (story.title, story.pages) == ("Rain story", 1)
    while step_world():
        pass
    scenes = Scene.objects.filter(story=story).order_by("index")
    assert in_order(page_text("how-rain-travels", 2), " ".join(s.text for s in scenes)) >= 0.9
    assert {tuple(scene.source_pages) for scene in scenes} == {(1,)}
