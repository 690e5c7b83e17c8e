"""A consented reference voice: added in the admin, chosen, heard, and deleted with all it made."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import Brief
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.actions.scenes.voice import replace_story_voice
from stories.models import Story
from tests.briefs.conftest import written
from tests.media.asking import ask
from tests.processes import free_port, start_tts_service, stop_process
from tests.stories.making import bare_story, pdf_file
from tests.tts_service.heavy import STAND_INS, recording
from tests.work.orders import quiet_topic
from tts.models import Lexicons, Narration, Recording, ReferenceVoice
from tts.voice_removal import finish_voice_removals
from tts.voices import DEFAULT_PRESET, voice_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Step = Callable[[], int]
ADD = "/admin/tts/referencevoice/add/"


@pytest.fixture(scope="module")
def cloner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A speech service whose engine clones, on the stand-in; its URL and its voices' folder."""
    folder = tmp_path_factory.mktemp("voices")
    process, url = start_tts_service(
        {
            "TTS_ENGINE": "chatterbox", "PYTHONPATH": str(STAND_INS), "WORKERS": "1",
            "VOICES_DIR": str(folder), "API_KEYS": "shared-key",
        }
    )  # fmt: skip
    yield url, folder
    stop_process(process)


@pytest.fixture
def voices(cloner: tuple[str, Path], settings: Any) -> Path:
    """The monolith speaks to it; its folder."""
    settings.CHATTERBOX_URL, settings.CHATTERBOX_API_KEY = cloner[0], "shared-key"
    return cloner[1]


@pytest.fixture
def filled_in(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    def form(seconds: float = 2.0, **fields: Any) -> dict[str, Any]:
        sound = recording(tmp_path / "said.wav", seconds).read_bytes()
        return {
            "name": "Frau Berg", "language": "en", "consent_by": "Anna Berg",
            "consent_on": "2026-11-01", "agreed": "on", "open_to": "everyone",
            "recording": SimpleUploadedFile("../../said.wav", sound, "audio/wav"), **fields,
        }  # fmt: skip

    return form


@pytest.fixture
def admin(stella: User) -> Client:
    client = Client()
    client.force_login(stella)
    return client


def added(admin: Client, form: dict[str, Any]) -> ReferenceVoice:
    response = admin.post(ADD, form)
    assert response.status_code == 302, response.content.decode()[:3000]
    return ReferenceVoice.objects.latest("pk")


def test_a_voice_added_by_staff_is_offered_heard_and_deleted_with_all_it_made(
    admin: Client, edith: User, voices: Path, filled_in: Any, step_world: Step
) -> None:
    voice = added(admin, filled_in())
    assert (voices / f"{voice.voice_id.removeprefix('clone:')}.wav").exists()
    editor = Client()
    editor.force_login(edith)
    cards = {card["id"]: card for card in editor.get("/api/voices").json()["voices"]}
    assert cards[voice.voice_id]["label"] == "Frau Berg"
    sample = ask(cards[voice.voice_id]["sample_url"], edith)
    assert sample.status == 200
    brief = write.create(edith, "Morning", "en")
    written = [
        write.WrittenItem(None, "One", "Good morning."),
        write.WrittenItem(None, "", "Bye."),
    ]
    brief = write.save(brief, "Morning", "en", written)
    for page in ("/stories/upload/", f"/briefs/{brief.pk}/"):
        assert f'value="{voice.voice_id}"' in editor.get(page).content.decode(), page
    job = audio_jobs.generate_all(brief, edith, voice.voice_id)
    step_world()
    before = list(Recording.objects.filter(voice=voice.voice_id).values_list("file", flat=True))
    assert len(before) == 3
    old = Narration.objects.values_list("filename", flat=True)[0]

    admin.post(f"/admin/tts/referencevoice/{voice.pk}/delete/", {"post": "yes"})
    assert voice.voice_id not in {card["id"] for card in editor.get("/api/voices").json()["voices"]}
    assert voice_for("en", voice.voice_id) == DEFAULT_PRESET
    finish_voice_removals()
    assert list(voices.glob("**/*.*")) == []
    assert not any(default_storage.exists(file) for file in before)
    assert not Recording.objects.filter(voice=voice.voice_id).exists()
    assert ask(f"/audio/{old}", edith).status == 404
    assert step_world() == 2
    brief, job = Brief.objects.get(), type(job).objects.get()
    assert brief.voice == DEFAULT_PRESET
    assert {it.narration.voice for it in brief.items.all() if it.narration} == {DEFAULT_PRESET}
    assert all(it.heard and not it.stale(Lexicons()) for it in brief.items.all())
    assert (job.status, job.progress) == ("completed", 100)
    assert audio_jobs.generate_all(brief, edith).voice_id == DEFAULT_PRESET

    finish_voice_removals()
    assert ReferenceVoice.objects.exists()  # what was ordered at that moment is caught, too
    Narration.order(quiet_topic(), "Late words.", voice.voice_id, "en", "late")
    finish_voice_removals()
    assert not Narration.objects.filter(voice=voice.voice_id).exists()
    ReferenceVoice.objects.update(removed_at=timezone.now() - timedelta(minutes=11))
    finish_voice_removals()
    assert not ReferenceVoice.objects.exists()


def test_a_voice_speaks_for_those_whom_its_permission_names_and_nobody_else(
    admin: Client,
    alice: User,
    charlie: User,
    edith: User,
    voices: Path,
    filled_in: Any,
    step_world: Step,
) -> None:
    voice = added(admin, filled_in(open_to="named", people=[alice.pk]))
    offered = {}
    for user in (alice, charlie, edith):
        client = Client()
        client.force_login(user)
        cards = client.get("/api/voices").json()["voices"]
        shown = voice.voice_id in client.get("/stories/upload/").content.decode()
        sample = ask(f"/audio/samples/{voice.voice_id}.mp3", user).status
        form = {"file": pdf_file(), "voice": voice.voice_id}
        chosen = client.post("/api/upload", form).status_code
        offered[user.username] = (
            voice.voice_id in {it["id"] for it in cards},
            shown,
            sample,
            chosen,
        )
    assert offered["alice"] == (True, True, 200, 202)
    assert offered["charlie"] == offered["edith"] == (False, False, 404, 400)
    brief = written(edith, "Morning", "Good morning.")
    with pytest.raises(RequestRefused, match="There is no voice"):
        audio_jobs.generate_all(brief, edith, voice.voice_id)
    voice.open_to = "editors"
    voice.save()
    assert audio_jobs.generate_all(brief, edith, voice.voice_id).voice_id == voice.voice_id
    # What waits to be spoken when the permission is withdrawn is spoken in another voice.
    voice.open_to = "named"
    voice.save()
    voice.people.clear()
    step_world()
    assert not Recording.objects.filter(voice=voice.voice_id, narrations__isnull=False).exists()
    assert {it.voice for it in Narration.objects.filter(topic=brief.topic)} == {DEFAULT_PRESET}
    assert set(Narration.objects.values_list("status", flat=True)) == {"completed"}
    voice.remove()
    finish_voice_removals()
    assert list(voices.glob("*.wav")) == []


def test_a_story_read_in_a_voice_that_goes_is_read_anew_as_a_round_of_its_own(alice: User) -> None:
    story = bare_story(alice, scenes=2)
    Story.objects.update_unwatched(wished_voice="clone:x")
    failed, done = Narration.objects.order_by("pk")
    Narration.objects.update_unwatched(voice="clone:x")
    Narration.objects.filter(pk=failed.pk).update_unwatched(status="failed")
    sound = Recording.objects.create(key=done.key, voice="clone:x")
    Narration.objects.filter(pk=done.pk).update_unwatched(recording=sound)
    replace_story_voice("clone:x")
    before, story = story, Story.objects.get()
    assert (story.wished_voice, story.round) == (DEFAULT_PRESET, before.round + 1)
    assert story.status == "processing"
    assert story.progress < 100
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.voice, failed.status) == (DEFAULT_PRESET, "failed")
    assert (done.voice, done.status, done.recording) == (DEFAULT_PRESET, "pending", None)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"consent_by": ""}, "This field is required"),
        ({"consent_on": ""}, "This field is required"),
        ({"consent_on": "2999-01-01"}, "yet to come"),
        ({"agreed": ""}, "This field is required"),
        ({"seconds": 0.5}, "A recording must last 1 to 60 seconds."),
        ({"recording": SimpleUploadedFile("x.wav", b"no sound at all")}, "can be read"),
    ],
)  # fmt: skip
def test_without_consent_or_a_usable_recording_no_voice_is_added(
    admin: Client, voices: Path, filled_in: Any, fields: dict[str, Any], says: str
) -> None:
    response = admin.post(ADD, filled_in(**fields))
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not ReferenceVoice.objects.exists()
    assert list(voices.glob("*.wav")) == []


def test_where_the_engine_cannot_clone_the_form_says_so(
    admin: Client, tts_service: str, settings: Any, filled_in: Any
) -> None:
    settings.CHATTERBOX_URL = tts_service
    response = admin.post(ADD, filled_in())
    assert "set API_KEYS" in response.content.decode()
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    assert "The voices are resting" in admin.post(ADD, filled_in()).content.decode()
    assert not ReferenceVoice.objects.exists()


def test_strangers_and_editors_add_and_delete_no_voices(
    alice: User, edith: User, filled_in: Any
) -> None:
    voice = ReferenceVoice.objects.create(
        name="A", voice_id="clone:a", consent_by="A", consent_on="2026-11-01"
    )
    for user in (alice, edith):
        client = Client()
        client.force_login(user)
        for url in (ADD, f"/admin/tts/referencevoice/{voice.pk}/delete/"):
            assert client.post(url, filled_in()).status_code == 302
    assert list(ReferenceVoice.objects.values_list("name", "removed_at")) == [("A", None)]


def test_while_the_service_is_away_a_removal_waits_and_asks_once_a_minute(
    settings: Any, caplog: Any
) -> None:
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    ReferenceVoice.objects.create(
        name="A", voice_id="clone:a", consent_by="A", consent_on="2026-11-01",
        removed_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    finish_voice_removals()
    finish_voice_removals()
    assert ReferenceVoice.objects.exists()
    assert caplog.text.count("is still with the service") == 1


def test_staff_rename_a_voice_and_cannot_change_what_was_agreed_to(admin_client: Client) -> None:
    voice = ReferenceVoice.objects.create(
        name="Maryam", consent_by="Maryam Haddad", consent_on=date(2026, 1, 9), voice_id="clone:a"
    )
    page = f"/admin/tts/referencevoice/{voice.pk}/change/"
    shown = admin_client.get(page)
    assert shown.status_code == 200
    assert "Maryam Haddad" in shown.content.decode()
    changed = admin_client.post(
        page, {"name": "Miss Maryam", "consent_by": "Somebody else", "open_to": "named"}
    )
    assert changed.status_code == 302
    voice.refresh_from_db()
    assert (voice.name, voice.consent_by) == ("Miss Maryam", "Maryam Haddad")
