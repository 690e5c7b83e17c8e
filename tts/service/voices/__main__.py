"""`python -m tts.service.voices list`, `fetch NAME …`, `all-of LANGUAGE`: voices from elsewhere.

The service finds them by itself, without a restart. Nothing is ever fetched without this command.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tts.service.settings import FETCHED_VOICES
from tts.service.voices.fetching.download import Report
from tts.service.voices.fetching.offers import Offer, find_offer, offers_of, read_offers
from tts.service.voices.fetching.problem import FetchFailed
from tts.service.voices.fetching.voice import fetch_voice, is_here


def main(arguments: Sequence[str]) -> None:
    """Run the command; exit with status 1 and one sentence when a voice cannot be fetched."""
    asked = _parser().parse_args(arguments)
    folder = Path(asked.to or _folder())
    try:
        if asked.command == "list":
            _list(read_offers(), folder)
        elif asked.command == "fetch":
            _fetch([find_offer(name) for name in asked.name], folder, asked.mirror)
        else:
            _fetch(offers_of(asked.language), folder, asked.mirror)
    except FetchFailed as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit("\nStopped; the same command goes on where it was.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tts.service.voices", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="what there is, with sizes and licences")
    fetching = commands.add_parser("fetch", help="fetch voices by name")
    fetching.add_argument("name", nargs="+")
    whole = commands.add_parser("all-of", help="fetch every voice of a language, such as es")
    whole.add_argument("language")
    for command in (listing, fetching, whole):
        command.add_argument("--to", default="", help="folder (default: MODEL_PATH's first)")
    for command in (fetching, whole):
        command.add_argument(
            "--from", dest="mirror", default="", help="a mirror: an address, or a folder"
        )
    return parser


def _folder() -> str:
    """Return the first folder of MODEL_PATH, else the folder where voices are looked for anyway."""
    paths = [path.strip() for path in os.environ.get("MODEL_PATH", "").split(",")]
    return next((path for path in paths if path and not Path(path).suffix), FETCHED_VOICES)


def _list(offers: Sequence[Offer], folder: Path) -> None:
    for it in offers:
        here = "here" if is_here(it, folder) else f"{it.megabytes} MB"
        about = f"{it.engine}, {it.speaker}; {it.licence}"
        sys.stdout.write(f"{it.name:24}{it.language:7}{here:>7}  {about}\n")


def _fetch(offers: Sequence[Offer], folder: Path, mirror: str) -> None:
    for offer in offers:
        unchecked = fetch_voice(offer, folder, mirror, _progress)
        sys.stdout.write(f"{offer.name} is in {folder}; licence: {offer.licence}.\n")
        for name in unchecked:
            sys.stdout.write(f"{name} was not checked: the mirror has no list of hashes.\n")


def _progress(name: str) -> Report:
    """Return what shows how much of a file has come, once for each hundredth."""
    shown = -1

    def show(come: int, total: int | None) -> None:
        nonlocal shown
        step = come * 100 // total if total else come // 1_000_000
        if step != shown:
            shown = step
            part = f"{step} %" if total else f"{step} MB"
            sys.stderr.write(f"\r{name}: {part}" if sys.stderr.isatty() else "")
            sys.stderr.write("\n" if come == total and sys.stderr.isatty() else "")

    return show


if __name__ == "__main__":
    main(sys.argv[1:])
