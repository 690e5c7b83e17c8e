"""A text that is pasted, and text files in the letters of all kinds of programs."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from stories.actions.uploads.sent import LONGEST_TEXT
from stories.documents import read_file
from stories.models import Scene, Story, Telling
from tests.pdfs import At, text_pdf
from tests.stories.making import pdf_file

pytestmark = pytest.mark.django_db(transaction=True)

FOX = "The fox woke up early. She smelled the morning and ran down the hill."
HERON = "At the river she met a heron. The heron stood on one leg and looked very wise."


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize("path", ["/api/upload", "/stories/upload/"])
def test_a_pasted_text_becomes_a_story(signed_in: Client, path: str) -> None:
    answer = signed_in.post(path, {"text": f"The Fox\n\n{FOX}\n\n{HERON}"})
    assert answer.status_code == (202 if path.startswith("/api") else 302)
    story = Story.objects.get()
    assert (story.title, story.pages) == ("The Fox", 1)
    assert story.document.endswith(".txt")
    assert Telling.objects.get().story == story


def told() -> list[str]:
    """Tell the one story there is, as its worker does, and return its scenes' texts."""
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    return [scene.text for scene in Scene.objects.order_by("index")]


def test_a_pasted_text_is_told_in_its_own_words(signed_in: Client) -> None:
    signed_in.post("/api/upload", {"text": f"The Fox\r\n\r\n{FOX}\x00\x08\r\n\r\n{HERON}"})
    assert " ".join(told()).split() == f"{FOX} {HERON}".split()


def test_a_pasted_arabic_text_is_told_in_arabic(signed_in: Client) -> None:
    text = "استيقظ الثعلب مبكرًا في الصباح. كان يبحث عن الماء في كل مكان ولم يجده."
    signed_in.post("/api/upload", {"text": text})
    assert told() == [text]
    assert Story.objects.get().language == "ar"


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"text": ""}, 400, "no_file"),
        ({"text": " \n\x00\t "}, 400, "no_file"),
        ({"text": "?!"}, 400, "nothing_to_tell"),
        ({"text": "a " * (LONGEST_TEXT // 2) + "b"}, 413, "text_too_long"),
        ({"text": FOX, "file": True}, 400, "file_and_text"),
    ],
)
def test_a_text_that_cannot_be_told_gets_one_sentence(
    signed_in: Client, sent: dict[str, Any], status: int, code: str
) -> None:
    if "file" in sent:
        sent = {**sent, "file": pdf_file()}
    answer = signed_in.post("/api/upload", sent)
    assert (answer.status_code, answer.json().get("code", "")) == (status, code)
    assert Story.objects.exists() is (status == 202)


def test_what_was_pasted_is_kept_in_the_form_when_it_is_refused(signed_in: Client) -> None:
    page = signed_in.post("/stories/upload/", {"text": "The fox & <b>", "grade_level": "99"})
    assert page.status_code == 400
    assert "The fox &amp; &lt;b&gt;</textarea>" in page.content.decode()


ARABIC = "استيقظ الثعلب مبكراً في الصباح. كان يبحث عن الماء في كل مكان."
FRENCH = "Le roi Kayanja était très âgé. Il n’avait pas d’enfants « déjà »."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "cp1256"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "cp1252"),
        ("Il était à l'école.", "cp1252"),
        ("¿Dónde está el niño? Mañana vendrá.", "cp1252"),
        ("It cost £5 – “too much”.", "cp1252"),
    ],
)
def test_a_text_file_is_read_in_the_letters_it_was_written_in(
    tmp_path: Path, text: str, encoding: str
) -> None:
    (tmp_path / "story.txt").write_bytes(text.encode(encoding))
    assert read_file(tmp_path / "story.txt").paragraphs[0].text == " ".join(text.split())


@pytest.mark.parametrize(
    "content",
    [
        "Лиса проснулась рано утром и пошла к реке.".encode("cp1251"),
        "Le roi était très âgé. Il n'avait pas d'enfants déjà.".encode("cp850"),
        "狐は朝早く起きた。".encode("shift_jis"),
        bytes(range(256)) * 8,
    ],
)
def test_letters_that_are_not_recognised_are_refused_and_never_guessed(
    signed_in: Client, content: bytes
) -> None:
    answer = signed_in.post("/api/upload", {"file": SimpleUploadedFile("story.txt", content)})
    assert (answer.status_code, answer.json()["code"]) == (400, "letters")


def test_the_look_reads_a_pasted_text(signed_in: Client) -> None:
    look = signed_in.post("/api/upload/look", {"text": f"The Fox\n\n{FOX}"})
    assert look.json() == {"title": "The Fox", "language": "en", "pages": 1}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("The Lost Kite.", "The Lost Kite"),
        ("Where Is My Hat?", "Where Is My Hat?"),
        ("THE LOST KITE!", "THE LOST KITE!"),
        ("“The lost kite”", "The lost kite"),
        ("«سر العسل»", "سر العسل"),
        ("A day at the river.", "A day at the river"),
    ],
)
def test_a_title_is_not_told_again_whatever_marks_it_has(
    tmp_path: Path, head: str, title: str
) -> None:
    below = f"{FOX} {HERON} So ended the day for both of them."
    text = tmp_path / "text.txt"
    text.write_text(f"{head}\n\n{below}\n\n{HERON}", encoding="utf-8")
    document = read_file(text, ocr=False)
    assert (document.title, document.paragraphs[0].text) == (title, below)
    if head.isascii():
        told = (At(f"{it}.", y=470 - 16 * n) for n, it in enumerate(below.split(". ")))
        page = [At(head), *told]
        pdf = tmp_path / "text.pdf"
        for named in ("", head.rstrip(".").title()):
            pdf.write_bytes(text_pdf([page], title=named))
            document = read_file(pdf, ocr=False)
            assert document.title == (named or title)
            assert document.paragraphs[0].text.startswith("The fox woke up early")


@pytest.mark.parametrize("first", ["It was dark.", "Tom woke up.", "“Hurry up!”", "Help!"])
def test_a_short_sentence_above_a_text_is_told(tmp_path: Path, first: str) -> None:
    text = tmp_path / "text.txt"
    text.write_text(f"{first}\n\n{FOX} {HERON} {FOX}\n\n{HERON}", encoding="utf-8")
    assert read_file(text, ocr=False).paragraphs[0].text == first
