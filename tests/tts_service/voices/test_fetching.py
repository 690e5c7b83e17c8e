"""Voices fetched by the command, from a server that is slow, cut, wrong or gone."""

import errno
import fcntl
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from tests.processes import free_port, wait_until
from tests.tts_service.file_server import FileServer, file_server, stored
from tests.tts_service.piper_voice import piper_voice
from tts.service.http import fetched
from tts.service.voices.fetching import download, offers, source
from tts.service.voices.fetching.offers import Offer, read_offers

MODEL = b"\x08\x07onnx" * 50_000
CONFIG = b'{"audio": {"sample_rate": 22050}}'
FOLDER = "es/es_ES/davefx/medium"
NAME = "es_ES-davefx-medium"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A server with one of Piper's voices and the index that lists it."""
    with file_server() as served:
        put(served, MODEL, CONFIG)
        monkeypatch.setattr(download, "PAUSE_SECONDS", 0.0)
        yield served


def put(served: FileServer, model: bytes, config: bytes) -> None:
    files = {f"{FOLDER}/{NAME}.onnx.json": config, f"{FOLDER}/{NAME}.onnx": model}
    listed = {
        path: {
            "size_bytes": len(content),
            "md5_digest": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        }
        for path, content in files.items()
    }
    served.files |= files
    served.add("voices.json", json.dumps({NAME: {"files": listed}}).encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voices"


@pytest.fixture
def command() -> ModuleType:
    return import_module("tts.service.voices.__main__")


Fetch = Callable[..., str]


@pytest.fixture
def fetch(command: ModuleType, server: FileServer, folder: Path) -> Fetch:
    """Fetch the voice from the server, or from `mirror`; returns the sentence of a failure."""

    def fetched(name: str = NAME, mirror: str = "") -> str:
        try:
            command.main(["fetch", name, "--to", str(folder), "--from", mirror or server.url])
        except SystemExit as ended:
            return str(ended.code).strip()
        return ""

    return fetched


def test_a_voice_is_fetched_with_its_description_and_only_once(
    fetch: Fetch, server: FileServer, folder: Path
) -> None:
    assert not fetch()
    assert stored(folder) == {f"{NAME}.onnx": MODEL, f"{NAME}.onnx.json": CONFIG}
    server.asked.clear()
    assert not fetch()
    assert [path for path, _ in server.asked] == ["voices.json"]


def test_a_connection_that_is_cut_again_and_again_loses_nothing(
    fetch: Fetch, server: FileServer, folder: Path
) -> None:
    server.cut_after = 70_000
    assert not fetch()
    assert stored(folder)[f"{NAME}.onnx"] == MODEL
    begun = [begins for path, begins in server.asked if path.endswith(".onnx")]
    assert begun == [0, 70_000, 140_000, 210_000, 280_000]


def test_a_server_that_cannot_resume_is_read_from_the_start(
    fetch: Fetch, server: FileServer, folder: Path
) -> None:
    folder.mkdir()
    (folder / f".{NAME}.onnx.part").write_bytes(b"some other beginning")
    server.resumes = False
    assert not fetch()
    assert stored(folder)[f"{NAME}.onnx"] == MODEL


def test_a_server_that_gives_nothing_is_given_up_and_the_next_call_goes_on(
    fetch: Fetch, server: FileServer, folder: Path
) -> None:
    folder.mkdir()
    (folder / f".{NAME}.onnx.part").write_bytes(MODEL[:1000])
    server.cut_after = 0
    assert re.search(r"was cut off after 1000 bytes; fetch again later, and it goes on", fetch())
    server.cut_after = None
    server.asked.clear()
    assert not fetch()
    assert (f"{FOLDER}/{NAME}.onnx", 1000) in server.asked
    assert stored(folder)[f"{NAME}.onnx"] == MODEL


def test_a_busy_server_is_asked_again(fetch: Fetch, server: FileServer, folder: Path) -> None:
    server.statuses = [503, 429, 500]
    assert not fetch()
    assert stored(folder)[f"{NAME}.onnx"] == MODEL


def test_a_server_that_falls_silent_is_asked_for_the_rest(
    fetch: Fetch, server: FileServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_SILENT_SECONDS", 0.2)
    server.stalls, server.cut_after = 1, 200_000
    assert not fetch()
    assert stored(folder)[f"{NAME}.onnx"] == MODEL


def test_a_server_that_refuses_is_named_with_its_reason(fetch: Fetch, server: FileServer) -> None:
    server.statuses = [403]
    assert fetch() == f"{server.url}{FOLDER}/{NAME}.onnx answered 403 Forbidden."


def test_a_server_that_is_not_there_is_said(fetch: Fetch, server: FileServer) -> None:
    assert "cannot be reached" in fetch(mirror=f"http://127.0.0.1:{free_port()}/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"\x08\x07other" * 50_000, "is longer than its list says"),
        (MODEL[:-1] + b"!", "is not what its list says"),
        (MODEL[:-9], "is not what its list says"),
        (b"<!doctype html><p>Sign in</p>", "came as a web page"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_and_not_kept(
    fetch: Fetch, server: FileServer, folder: Path, wrong: bytes, said: str
) -> None:
    server.files[f"{FOLDER}/{NAME}.onnx"] = wrong
    assert said in fetch()
    assert f"{NAME}.onnx" not in stored(folder)
    server.files[f"{FOLDER}/{NAME}.onnx"] = MODEL
    assert not fetch()
    assert stored(folder)[f"{NAME}.onnx"] == MODEL


def test_a_web_page_instead_of_an_answer_is_named(fetch: Fetch, server: FileServer) -> None:
    server.content_type = "text/html; charset=utf-8"
    assert "web page" in fetch()


def test_a_file_that_is_gone_is_named(fetch: Fetch, server: FileServer, folder: Path) -> None:
    del server.files[f"{FOLDER}/{NAME}.onnx"]
    assert fetch() == f"{server.url}{FOLDER}/{NAME}.onnx is not there."
    assert stored(folder).keys() == {f"{NAME}.onnx.json", f".{NAME}.onnx.part"}


def test_an_index_that_does_not_list_the_voice_any_more_is_named(
    fetch: Fetch, server: FileServer
) -> None:
    server.files["voices.json"] = b"{}"
    assert "does not list" in fetch()
    server.files["voices.json"] = b"no json"
    assert "is not what it should be" in fetch()


def test_a_full_disk_is_said_before_and_while_it_fills(
    fetch: Fetch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 5_000_000))
        assert "needs 63 MB" in fetch()
        assert "has room for 5" in fetch()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(download, "_append", full)
        assert "The disk is full" in fetch()
    assert not fetch()


def test_two_commands_do_not_write_the_same_file(fetch: Fetch, folder: Path) -> None:
    folder.mkdir()
    with (folder / f".{NAME}.onnx.json.part").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "is being fetched by another command" in fetch()


def test_a_folder_is_a_mirror_by_the_same_paths_or_by_names_alone(
    fetch: Fetch, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / f"{NAME}.onnx").write_bytes(MODEL)
    assert fetch(mirror=str(stick)) == f"{stick} has no {NAME}.onnx.json."
    (stick / f"{NAME}.onnx.json").write_bytes(CONFIG)
    assert not fetch(mirror=str(stick))
    assert stored(folder) == {f"{NAME}.onnx": MODEL, f"{NAME}.onnx.json": CONFIG}
    assert f"{NAME}.onnx was not checked" in capsys.readouterr().out


def test_a_file_with_a_hash_in_the_list_of_offers_is_held_to_it(
    fetch: Fetch, server: FileServer
) -> None:
    server.add("am_fenrir_v2.int8.onnx", b"x" * 8_031_158)
    assert "am_fenrir_v2.int8.onnx is not what its list says" in fetch("hibari-fenrir")
    assert "There is no voice '../../etc/passwd'" in fetch("../../etc/passwd")


def test_all_voices_of_a_language_are_fetched(
    command: ModuleType, server: FileServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish = [it for it in read_offers() if it.name == NAME]
    monkeypatch.setattr(offers, "read_offers", lambda: spanish)
    command.main(["all-of", "es", "--to", str(folder), "--from", server.url])
    assert len(stored(folder)) == 2
    with pytest.raises(SystemExit, match="no voice for 'tlh'"):
        command.main(["all-of", "tlh", "--to", str(folder)])


def test_the_list_says_of_each_voice_its_size_its_licence_and_whether_it_is_here(
    command: ModuleType, fetch: Fetch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch()
    capsys.readouterr()
    command.main(["list", "--to", str(folder)])
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert len(lines) == len(read_offers())
    assert " here " in lines[NAME]
    assert "63 MB" in lines["en_US-joe-medium"]
    assert "CC0" in lines["en_US-joe-medium"]


def test_what_is_offered_stays_in_the_folder_and_comes_over_https() -> None:
    for offer in read_offers():
        for file in offer.files:
            assert file.source.startswith("https://"), offer
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", file.name), offer
            assert not file.name.startswith("."), offer
            assert file.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sha256), offer
        assert _languages(offer) <= {"en", "ar", "es", "fr"}


def _languages(offer: Offer) -> set[str]:
    return {offer.language.partition("-")[0]}


def test_without_being_asked_nothing_is_fetched_and_the_service_knows_no_source() -> None:
    fetching = [name for name in sys.modules if name.startswith("tts.service.voices.fetching")]
    for name in fetching:
        del sys.modules[name]
    import_module("tts.service.http.app")
    assert not [name for name in sys.modules if name.startswith("tts.service.voices.fetching")]


def test_a_voice_that_was_fetched_speaks_without_a_restart(
    host: Callable[..., httpx.Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetched, "SECONDS", 0.02)
    folder = tmp_path / "models"
    folder.mkdir()
    tts = host(TTS_ENGINE="auto", MODEL_PATH=str(folder), WORKERS="1")
    hello = {"text": "Hola.", "language": "es", "format": "wav"}
    assert tts.post("/tts", json=hello).headers["x-tts-engine"] == "espeak"
    piper_voice(folder, "es_ES-davefx-medium", "es_ES", "es")
    wait_until(
        lambda: tts.post("/tts", json=hello).headers["x-tts-engine"] == "piper",
        "the fetched voice",
    )
