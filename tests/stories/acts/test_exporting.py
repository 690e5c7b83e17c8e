"""A story to take along: the MP3 plays and knows its chapters, the book is whole and reads itself aloud."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edusmart.accounts.models import User
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Story
from tests.answers import body_of
from tests.stories.making import make_story

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = Path(__file__).parents[3] / "samples" / "sirr-al-asal.pdf"
OPF = "{http://www.idpf.org/2007/opf}"
SMIL = "{http://www.w3.org/ns/SMIL}"


@pytest.fixture
def told(alice: User, client: Client, speech: str, step_world: Callable[[], int]) -> Story:
    """An Arabic story of two scenes."""
    story = upload_story(
        alice, SimpleUploadedFile("s.pdf", SAMPLE.read_bytes()), StoryOptions(scenes=2)
    )
    step_world()
    client.force_login(alice)
    story.refresh_from_db()
    return story


def taken(client: Client, story: Story, kind: str) -> bytes:
    answer = client.get(f"/story/{story.pk}/export.{kind}")
    assert answer.status_code == 200
    body = body_of(answer)
    assert int(answer["Content-Length"]) == len(body)
    assert f".{kind}" in answer["Content-Disposition"]
    return body


def milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def test_a_book_has_a_second_language_beside_the_first_when_that_is_asked_for(
    client: Client, told: Story
) -> None:
    scene = told.scenes.all()[0]
    url = f"/story/{told.pk}/export.epub?with=en"
    assert client.get(url).status_code == 404
    said = {"text": "The first <scene>.\n\nIt ends.", "story_title": "The secret & the honey"}
    client.put(
        f"/api/story/{told.pk}/scene/0/translation/en", said, content_type="application/json"
    )
    alone = taken(client, told, "epub")
    with zipfile.ZipFile(io.BytesIO(body_of(client.get(url)))) as book:
        pages = [ElementTree.fromstring(book.read(f"EPUB/scene-{n}.xhtml")) for n in (1, 2)]  # noqa: S314
        package = book.read("EPUB/package.opf").decode()
    (beside,) = pages[0].findall(".//{*}div[@class='second']")
    assert (beside.attrib["lang"], beside.attrib["dir"]) == ("en", "ltr")
    assert (pages[0].attrib["lang"], pages[0].attrib["dir"]) == ("ar", "rtl")
    paragraphs = ["".join(it.itertext()) for it in beside]
    assert paragraphs == ["The secret & the honey", "The first <scene>.", "It ends."]
    assert not pages[1].findall(".//{*}div[@class='second']"), (
        "a scene without one has its own words"
    )
    assert "<dc:language>ar</dc:language>\n<dc:language>en</dc:language>" in package
    with zipfile.ZipFile(io.BytesIO(alone)) as book:
        assert b"secret" not in b"".join(book.read(name) for name in book.namelist())
    scene.text = f"{scene.text} ثم نام."
    scene.save()
    assert client.get(url).status_code == 404, "it says what the scene said before"


def test_a_finished_story_can_be_taken_along_as_sound_and_as_a_book(
    client: Client, told: Story, charlie: User
) -> None:
    scenes = list(told.scenes.select_related("narration__recording", "illustration"))
    lengths = [voice.duration for scene in scenes if (voice := scene.narration.recording)]

    # The sound
    raw = taken(client, told, "mp3")
    assert raw.count(b"Xing") + raw.count(b"Info") == 1, (
        "frames that describe one recording say nothing true of the whole"
    )
    at = raw.index(b"Xing")
    described = int.from_bytes(raw[at + 8 : at + 12], "big")
    with av.open(io.BytesIO(raw), "r") as sound:
        assert sound.metadata["title"] == told.title
        chapters = sound.chapters()
        for chapter, scene in zip(chapters, scenes, strict=True):
            name = chapter["metadata"]["title"].removesuffix("…")
            assert name
            assert scene.text.startswith(name)
        assert [it["start"] for it in chapters] == [0, pytest.approx(lengths[0] * 1000, abs=100)]
        frames = list(sound.decode(audio=0))
        assert len(frames) == pytest.approx(described, abs=1)
        played = sum(frame.samples for frame in frames) / frames[0].sample_rate
        assert played == pytest.approx(sum(lengths), abs=0.3)

    # The book
    raw = taken(client, told, "epub")
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        assert book.testzip() is None
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert raw[30:58] == b"mimetypeapplication/epub+zip"
        trees = {
            name: ElementTree.fromstring(book.read(name))  # noqa: S314 - our own
            for name in book.namelist()
            if name.endswith((".xhtml", ".opf", ".smil", ".xml"))
        }
        files = {name.removeprefix("EPUB/") for name in book.namelist() if name.startswith("EPUB/")}
    package = trees["EPUB/package.opf"]
    items = {it.attrib["id"]: it.attrib for it in package.iter(f"{OPF}item")}
    assert {it["href"] for it in items.values()} | {"package.opf"} == files
    assert len([it for it in items.values() if it.get("properties") == "cover-image"]) == 1
    spine = package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.attrib["page-progression-direction"] == "rtl"
    assert [it.attrib["idref"] for it in spine] == ["s0", "s1", "made-by"]
    told_lengths = [
        milliseconds(it.text or "")
        for it in package.iter(f"{OPF}meta")
        if it.attrib["property"] == "media:duration"
    ]
    assert told_lengths[0] == pytest.approx(sum(told_lengths[1:]), abs=2)
    for scene, length in zip(scenes, lengths, strict=True):
        name = f"scene-{scene.index + 1}"
        text = trees[f"EPUB/{name}.xhtml"]
        ids = {it.attrib["id"]: it for it in text.iter() if "id" in it.attrib}
        shown = "".join(text.find("{*}body").itertext())  # type: ignore[union-attr]
        assert shown.split() == scene.text.split()
        heard = [
            (par[0].attrib["src"].partition("#")[2], par[1].attrib)
            for par in trees[f"EPUB/{name}.smil"].iter(f"{SMIL}par")
        ]
        assert len(heard) > 20
        assert {word for word, _ in heard} <= ids.keys()
        ends = [0.0, *(float(clip["clipEnd"][:-1]) for _, clip in heard)]
        begins = [float(clip["clipBegin"][:-1]) for _, clip in heard]
        assert begins == ends[:-1], "no moment of the sound is left out"
        assert ends[-1] == pytest.approx(length, abs=0.01)

    client.force_login(charlie)
    for kind in ("mp3", "epub"):
        assert client.get(f"/story/{told.pk}/export.{kind}").status_code == 404
        client.logout()
        assert client.get(f"/story/{told.pk}/export.{kind}").status_code == 401
        client.force_login(charlie)


def test_a_story_that_is_not_finished_stays_here(client: Client, alice: User) -> None:
    story = make_story(alice)
    client.force_login(alice)
    answer = client.get(f"/story/{story.pk}/export.epub")
    assert answer.status_code == 409
    assert "Wait until it is ready" in answer.content.decode()
