"""What was generated says so: pictures, sound, the book and the player, for programs and for people."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import translation
from PIL import Image

from edusmart.accounts.models import User
from stories.exporting.made_by import made_by
from stories.models import Illustration, ProviderCall, Scene, Story
from stories.providers.provenance import Source, marked
from tests.answers import body_of
from tests.gemini_answers import painted, square, streamed
from tests.gemini_stand_in import GeminiStandIn
from tests.stories.foxes import story_json
from tests.stories.making import make_story
from tts.audio.provenance import spoken_by

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.fixture
def told(alice: User, client: Client, speech: str, step_world: Callable[[], int]) -> Story:
    make_story(alice)
    step_world()
    client.force_login(alice)
    return Story.objects.get()


def mark_of(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return bytes(image.info["xmp"]).decode()


def test_each_size_of_a_drawn_picture_says_that_a_program_drew_it(told: Story) -> None:
    picture = Illustration.objects.filter(topic=told.topic_id).first()
    assert picture
    for name in (picture.file, picture.thumb, picture.cover):
        mark = mark_of(default_storage.open(name).read())
        assert f"{TERMS}algorithmicMedia<" in mark
        assert "<Iptc4xmpExt:AISystemUsed>EduSmart<" in mark


def test_a_painted_picture_names_its_model(
    gemini: GeminiStandIn, alice: User, speech: str, step_world: Callable[[], int], settings: object
) -> None:
    gemini.will(streamed(story_json()))
    gemini.will_paint(painted(square()))
    make_story(alice)
    step_world()
    picture = Illustration.objects.exclude(file="").first()
    assert picture
    mark = mark_of(default_storage.open(picture.file).read())
    assert f"{TERMS}trainedAlgorithmicMedia<" in mark
    assert "Google gemini-nano-banana-2.1" in mark
    by = made_by(Story.objects.get())
    assert (by.words, by.pictures) == (("gemini-3.8-flash",), ("gemini-nano-banana-2.1",))
    assert by.is_of_models


def test_only_a_jpeg_is_marked_and_a_models_name_breaks_no_mark() -> None:
    with pytest.raises(ValueError, match="JPEG"):
        marked(b"PNG", Source.MODEL, "x")
    sheet = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sheet, "JPEG")
    assert "&lt;b&gt;" in mark_of(marked(sheet.getvalue(), Source.MODEL, "<b>"))


@pytest.mark.parametrize(
    ("engines", "term"),
    [(["espeak"], "algorithmicMedia"), (["espeak", "hibari"], "trainedAlgorithmicMedia")],
)
def test_a_voice_is_marked_by_whether_its_model_was_trained(engines: list[str], term: str) -> None:
    notes = spoken_by(engines)
    assert notes["DigitalSourceType"] == TERMS + term
    assert notes["AISystemUsed"] == ", ".join(["EduSmart", *engines])


def test_recordings_and_the_whole_as_one_file_are_marked(client: Client, told: Story) -> None:
    recording = Scene.objects.filter(story=told)[0].narration.recording
    assert recording
    kept = default_storage.open(recording.file).read()
    whole = body_of(client.get(f"/story/{told.pk}/export.mp3"))
    for sound in (kept, whole):
        assert sound.startswith(b"ID3")
        assert b"TXXX" in sound
        assert f"DigitalSourceType\x00{TERMS}algorithmicMedia".encode() in sound
    assert len(kept) == recording.size


def test_the_book_says_it_to_programs_and_to_people(client: Client, told: Story) -> None:
    book = zipfile.ZipFile(io.BytesIO(body_of(client.get(f"/story/{told.pk}/export.epub"))))
    package = book.read("EPUB/package.opf").decode()
    source = "https://schema.org/AlgorithmicMediaDigitalSource"
    assert f'<meta property="schema:digitalSourceType">{source}</meta>' in package
    said = "Told in the document’s own words."
    assert said in package
    assert said in book.read("EPUB/made-by.xhtml").decode()


def test_the_player_tells_it_in_the_readers_language(client: Client, told: Story) -> None:
    page = client.get(f"/stories/{told.pk}/").content.decode()
    assert "Pictures drawn by a computer program" in page
    assert "Read by a computer voice (espeak)." in page
    ProviderCall.objects.create(
        key="k", provider="g", model="m-1", purpose="story", story=told, outcome="answered"
    )
    with translation.override("ar"):
        assert "m-1" in made_by(told).sentences
        assert "Told" not in made_by(told).sentences
