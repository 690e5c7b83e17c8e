"""The voices that can be fetched, from `offers.json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.service.voices.fetching.problem import FetchFailed

_LIST = Path(__file__).with_name("offers.json")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a voice: its place at its source, and its size and hash where they are known here."""

    source: str
    path: str
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """Return what it is called in the folder of voices."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that can be fetched; `licence` is that of its weights, as far as it is known here.

    `index` is the path at the source of a list with sizes and hashes of the files, "" for none.
    """

    name: str
    engine: str
    language: str
    speaker: str
    licence: str
    megabytes: int
    index: str
    files: tuple[File, ...]


def read_offers() -> list[Offer]:
    """Return every voice on offer, in the list's order."""
    listed = json.loads(_LIST.read_text(encoding="utf-8"))
    return [_offer(voice, listed["sources"]) for voice in listed["voices"]]


def find_offer(name: str) -> Offer:
    """Return the offer of this name; raises FetchFailed."""
    for offer in read_offers():
        if offer.name == name:
            return offer
    raise FetchFailed(f"There is no voice '{name[:60]}' on offer; `list` names them all.")


def offers_of(language: str) -> list[Offer]:
    """Return the offers of a language, `en` or `en-gb`; raises FetchFailed if there is none."""
    code = language.lower().replace("_", "-")
    found = [it for it in read_offers() if code in (it.language, it.language.partition("-")[0])]
    if not found:
        raise FetchFailed(
            f"There is no voice for '{language[:60]}' on offer; `list` names them all."
        )
    return found


def _offer(voice: dict[str, Any], sources: dict[str, Any]) -> Offer:
    source = sources[voice["engine"]]
    return Offer(
        voice["name"],
        voice["engine"],
        voice["language"],
        voice["speaker"],
        voice.get("licence", source["licence"]),
        voice["megabytes"],
        source.get("index", ""),
        tuple(_files(voice, source, sources)),
    )


def _files(
    voice: dict[str, Any], source: dict[str, Any], sources: dict[str, Any]
) -> Sequence[File]:
    if "files" in voice:
        return [
            File(
                sources[it.get("from", voice["engine"])]["url"],
                it["path"],
                it["size"],
                it["sha256"],
            )
            for it in voice["files"]
        ]
    # Piper's layout; the model last, since a voice is used once its model is there.
    region, speaker, quality = voice["name"].split("-", 2)
    folder = f"{region.partition('_')[0]}/{region}/{speaker}/{quality}"
    names = (f"{voice['name']}.onnx.json", f"{voice['name']}.onnx")
    return [File(source["url"], f"{folder}/{name}") for name in names]
