"""A voice fetched: all its files, the smallest first, so that it is used only once it is whole."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tts.service.voices.fetching.download import Report, download, is_there
from tts.service.voices.fetching.index import expected_files
from tts.service.voices.fetching.offers import Offer
from tts.service.voices.fetching.problem import FetchFailed

_MEGABYTE = 1_000_000


def is_here(offer: Offer, folder: Path) -> bool:
    """Return whether the folder has every file of a voice, by their names alone."""
    return all((folder / file.name).is_file() for file in offer.files)


def fetch_voice(
    offer: Offer, folder: Path, mirror: str, progress: Callable[[str], Report]
) -> Sequence[str]:
    """Fetch the files that are missing, and return the names of those that could not be checked.

    `progress(name)` returns what is told of one file. Raises FetchFailed.
    """
    expected = expected_files(offer, mirror)
    _make_room(offer, folder)
    unchecked = []
    for file in offer.files:
        if not is_there(file, expected[file], folder):
            download(file, expected[file], folder, mirror, progress(file.name))
        if expected[file].digest is None:
            unchecked.append(file.name)
    return unchecked


def _make_room(offer: Offer, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise FetchFailed(f"{folder} cannot be used: {error.strerror}.") from error
    if free < offer.megabytes * _MEGABYTE and not is_here(offer, folder):
        room = f"{offer.megabytes} MB, and {folder} has room for {free // _MEGABYTE}"
        raise FetchFailed(f"{offer.name} needs {room}: make some and fetch again.")
