"""The espeak engine on its own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import espeakng_loader
import pytest

from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.espeak_library import EspeakLibrary
from tts.service.engines.protocol import EngineFailed

TEXT = "The little fox walked home under the bright stars and slept. " * 4


@pytest.fixture(scope="module")
def engine() -> EspeakEngine:
    return EspeakEngine()


def never() -> bool:
    return False


def test_a_stopped_chunk_ends_early_and_the_next_one_is_whole(engine: EspeakEngine) -> None:
    speaker, voice = engine.open(), engine.voice(None, None)
    whole = speaker.synthesize(TEXT, voice, 1.0, never)
    stopped = speaker.synthesize(TEXT, voice, 1.0, lambda: True)
    again = speaker.synthesize(TEXT, voice, 1.0, never)
    assert len(stopped.pcm) < len(whole.pcm) / 4
    assert len(again.pcm) == pytest.approx(len(whole.pcm), rel=0.02)


def test_cues_name_each_word_by_its_place(engine: EspeakEngine) -> None:
    text = "مشى الثعلب الصغير"
    spoken = engine.open().synthesize(text, engine.voice(None, "ar"), 1.0, never)
    assert [text[cue.char :].split()[0] for cue in spoken.cues] == text.split()
    assert [cue.sample for cue in spoken.cues] == sorted(cue.sample for cue in spoken.cues)


def test_threads_with_a_speaker_each_speak_at_once_without_mixing(engine: EspeakEngine) -> None:
    own = threading.local()

    def speak(count: int) -> tuple[int, int]:
        if not hasattr(own, "speaker"):
            own.speaker = engine.open()
        spoken = own.speaker.synthesize("fox " * count, engine.voice(None, None), 1.0, never)
        return count, len(spoken.cues)

    with ThreadPoolExecutor(4) as threads:
        assert all(count == cues for count, cues in threads.map(speak, list(range(1, 40)) * 4))


def test_a_voice_the_library_lacks_is_an_error_not_the_last_voice() -> None:
    library = EspeakLibrary(espeakng_loader.get_data_path())
    with pytest.raises(EngineFailed, match="no voice"):
        library.say("Hello", "nobody", {}, never)


def test_the_library_is_not_left_behind_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    EspeakEngine().open()
    assert list(tmp_path.iterdir()) == []
