"""How true drawn pictures are to their text: `python -m bench.pictures [--faults] [FOLDER …]`.

Draws the labelled scenes of own.txt and fresh.txt, and those stories of stories.txt whose text is in a
folder, writes the scores down, and pictures.html, the contact sheet, into the current folder.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.parts.report import write_down
from bench.pictures.scenes import Scene, told, written
from bench.pictures.score import Drawn, faults, scores
from bench.pictures.sheet import write_sheet
from stories.providers.illustrator import PictureRequest
from stories.providers.own.depiction.vocabulary import LANGUAGES
from stories.providers.own.drawn import draw


def picture(scene: Scene) -> Drawn:
    request = PictureRequest(
        scene.text,
        "",
        scene.index,
        scene.title,
        scene.index,
        language=scene.language,
        before=scene.before,
    )
    started = time.process_time()
    drawing = draw(request)
    return Drawn(scene, drawing, time.process_time() - started)


def row(name: str, pictures: Sequence[Drawn]) -> tuple[str, str]:
    it = scores(pictures)
    return name, (
        f"{it.scenes} scenes: precision {it.precision:.3f}, recall {it.recall:.3f}, mood right"
        f" {it.mood:.3f}, {it.alike} neighbours alike"
        + (f"; of {it.acts} deeds {it.act_precision:.3f} said" if it.acts else "")
        + (f"; of {it.looks} colours and numbers {it.looks_said} said" if it.looks else "")
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument(
        "--faults", action="store_true", help="name what is wrong outside the held-out set"
    )
    options = parser.parse_args()
    pictures = [picture(scene) for scene in (*written(), *told(options.folders))]
    rows = [
        row(name, [it for it in pictures if it.scene.held == held])
        for name, held in (("worked on", False), ("held out", True))
    ]
    rows += [row(name, [it for it in pictures if it.scene.language == name]) for name in LANGUAGES]
    seconds = [it.seconds * 1000 for it in pictures]
    rows.append(
        (
            "processor time of a picture",
            f"median {median(seconds):.0f} ms, longest {max(seconds):.0f} ms",
        )
    )
    write_down(f"Pictures, {len(pictures)} labelled scenes", rows)
    write_sheet(pictures, Path("pictures.html"))
    if options.faults:
        print("\n".join(faults([it for it in pictures if not it.scene.held])))


if __name__ == "__main__":
    main()
