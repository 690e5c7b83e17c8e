"""The sizes and hashes of files, from this list of offers or from their source's own index."""

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final

from tts.service.voices.fetching.offers import File, Offer
from tts.service.voices.fetching.problem import FetchFailed
from tts.service.voices.fetching.source import Interrupted, open_file

_LARGEST: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must be: its size, and its hash with the name of the algorithm; None if unknown."""

    size: int | None
    algorithm: str
    digest: str | None


def expected_files(offer: Offer, mirror: str) -> dict[File, Expected]:
    """Return what each file of a voice must be; raises FetchFailed.

    A mirror may lack the index; then nothing is known of what is not in the list of offers.
    """
    known = {
        file: Expected(file.size, "sha256", file.sha256) for file in offer.files if file.sha256
    }
    unknown = [file for file in offer.files if file not in known]
    if unknown:
        listed = _index(File(unknown[0].source, offer.index), mirror)
        known |= {file: _listed(file, listed) for file in unknown}
    return {file: known[file] for file in offer.files}


def _index(file: File, mirror: str) -> dict[str, Any] | None:
    """Return the index; None if a mirror has none."""
    try:
        body = open_file(file, mirror, 0)
        with closing(body.stream):
            index = json.loads(body.stream.read(_LARGEST))
    except (Interrupted, OSError, HTTPException) as error:
        raise FetchFailed(f"The index {file.name} could not be read: {error}.") from error
    except ValueError as error:
        raise FetchFailed(f"The index {file.name} is not what it should be.") from error
    except FetchFailed:
        if mirror:
            return None
        raise
    return index if isinstance(index, dict) else {}


def _listed(file: File, index: dict[str, Any] | None) -> Expected:
    if index is None:
        return Expected(None, "md5", None)
    try:
        voice = index[file.name.partition(".")[0]]
        found = voice["files"][file.path]
        return Expected(int(found["size_bytes"]), "md5", str(found["md5_digest"]))
    except (KeyError, TypeError, ValueError) as error:
        raise FetchFailed(f"The index at its source does not list {file.path} any more.") from error
