"""Which language a document is in, also where it has three short sentences, and who may say otherwise."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from stories.actions.uploads.upload import LOOKED_AT_BYTES, StoryOptions, upload_story
from stories.documents import read_file
from stories.models import Story, Telling
from stories.reading.language import detect_language, language_by_letters
from stories.reading.process import ask
from stories.reading.records import UnreadableDocument
from tests.pdfs import text_pdf

SHORT = [
    line.split("|", 2)
    for line in Path(__file__).with_name("short_texts.txt").read_text().splitlines()
    if not line.startswith("#")
]
RUNNING = {
    "en": "The fox and the heron went down to the river. She said that he had not been there for a year.",
    "es": "El zorro y la garza bajaron al río. Ella dijo que no lo había visto por más de un año.",
    "fr": "Le renard et le héron vont à la rivière. Elle dit que ce n'est pas pour lui et ne va pas avec.",
    "ar": "ذهب الثعلب إلى النهر.",
}


def told(text: str, declared: str = "", read_in: str = "") -> str:
    return detect_language(text) or language_by_letters(text, declared, read_in)


def test_three_short_sentences_tell_their_language_in_all_but_two_of_a_hundred() -> None:
    for kind, most in (("first", 2), ("held", 2)):
        wrong = [text for of, language, text in SHORT if of == kind and told(text) != language]
        assert len(wrong) <= most, wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No, Biscuit, no! Sit! Stay! Good dog!"),
        ("es", "Mi mamá me ama. Yo amo a mi mamá. Mi papá me mima."),
        ("es", "¿Dónde está mi gato? ¿Está aquí? ¡No! ¿Está allí? ¡Sí!"),
        ("fr", "Maman lit. Papa rit. Léo joue. Je mange, tu manges, nous mangeons."),
        ("ar", "قَطٌّ صَغِيرٌ يَلْعَبُ."),
    ],
)
def test_a_book_for_early_readers_is_in_its_language(language: str, text: str) -> None:
    assert told(text) == language


@pytest.mark.parametrize("language", RUNNING)
def test_running_text_needs_no_model(language: str) -> None:
    assert detect_language(RUNNING[language]) == language


def test_what_was_known_before_decides_only_where_the_words_do_not() -> None:
    assert told("Mango!") == "en"
    assert told("Mango!", declared="es-MX") == "es"
    assert told("Mango!", read_in="fr") == "fr"
    assert told("Mango!", declared="es", read_in="fr") == "es"
    assert told("Mi mamá me ama.", declared="en-US", read_in="en") == "es"
    assert told("1 2 3", read_in="ar") == "en", "nothing to be told in"


def pdf(tmp_path: Path, lines: Sequence[str]) -> Path:
    path = tmp_path / "short.pdf"
    path.write_bytes(text_pdf([list(lines)]))
    return path


def test_a_short_pdf_is_read_in_its_language_and_its_owner_s_where_it_says_nothing(
    tmp_path: Path,
) -> None:
    assert read_file(pdf(tmp_path, ["Papa rit. Maman lit.", "Mon chat dort."])).language == "fr"
    assert read_file(pdf(tmp_path, ["Mango!"])).language == "en"
    assert read_file(pdf(tmp_path, ["Mango!"]), read_in="es").language == "es"


def test_a_language_that_cannot_be_found_out_costs_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(request: dict[str, Any], *rest: Any) -> Any:
        if request["act"] == "language":
            raise UnreadableDocument("too_complex")
        return ask(request, *rest)

    monkeypatch.setattr("stories.documents.files.ask", failing)
    assert read_file(pdf(tmp_path, ["Papa rit. Maman lit."])).language == "en"


def file(lines: Sequence[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("book.pdf", text_pdf([list(lines)]), content_type="application/pdf")


@pytest.mark.django_db
def test_the_language_is_shown_before_the_start(client: Client, alice: User) -> None:
    client.force_login(alice)
    lines = ["Mi perro Tobi salta.", "Tobi corre. Tobi duerme."]
    response = client.post("/api/upload/look", {"file": file(lines)})
    assert response.status_code == 200
    found = response.json()
    assert (found["language"], found["pages"]) == ("es", 1)
    assert found["title"].startswith("Mi perro Tobi salta.")
    assert not Story.objects.exists()


@pytest.mark.django_db
def test_only_who_may_upload_may_have_a_file_looked_at(
    client: Client, alice: User, settings: Any
) -> None:
    assert client.post("/api/upload/look", {"file": file(["A"])}).status_code == 401
    client.force_login(alice)
    broken = SimpleUploadedFile("x.pdf", b"%PDF-nothing", content_type="application/pdf")
    assert client.post("/api/upload/look", {"file": broken}).status_code == 400
    large = SimpleUploadedFile("x.pdf", b"%PDF-" + b"x" * LOOKED_AT_BYTES)
    assert client.post("/api/upload/look", {"file": large}).status_code == 413
    settings.STORIES_PER_DAY = 0
    assert client.post("/api/upload/look", {"file": file(["A"])}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_the_language_that_was_chosen_is_the_one_that_is_spoken(alice: User) -> None:
    story = upload_story(alice, file(["Mango! Mango!"]), StoryOptions(language="es"))
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    story.refresh_from_db()
    assert story.language == "es"
    scene = story.scenes.get()
    assert scene.narration.language == "es"
