"""Scores of drawn pictures against the labels of their scenes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.pictures.scenes import Scene
from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import SEVERAL
from stories.providers.own.drawing import Drawing


@dataclass(frozen=True)
class Drawn:
    """A scene's picture, and the processor time that it took in seconds."""

    scene: Scene
    drawing: Drawing
    seconds: float

    @property
    def wrong(self) -> frozenset[str]:
        """What it shows that the text does not say."""
        return self.drawing.shown - self.scene.must - self.scene.may

    @property
    def missing(self) -> frozenset[str]:
        """What it has to show and does not."""
        return self.scene.must - self.drawing.shown

    @property
    def acts(self) -> tuple[int, int]:
        """How many deeds are drawn of which the labels know, and how many of these the text says."""
        if self.scene.acts is None:
            return 0, 0
        return len(self.drawing.acts), len(self.drawing.acts & self.scene.acts)

    @property
    def looks(self) -> tuple[int, int]:
        """How many colours and numbers are read of which the labels know, and how many the text says."""
        if self.scene.looks is None:
            return 0, 0
        said = {it.removesuffix("?") for it in self.scene.looks}
        read = _looks(self.drawing.depiction)
        return len(read), len(read & said)

    @property
    def mood_is_right(self) -> bool:
        return self.scene.mood in ("either", self.drawing.depiction.mood)


def _looks(depiction: Depiction) -> set[str]:
    said = [(it.key, it.count) for it in depiction.things]
    said += [(it.key, it.count) for it in depiction.people]
    # "The mice" are several, and no number that a text has said.
    counts = {f"{key}:{count}" for key, count in said if count > 1 and count != SEVERAL}
    return counts | {f"{it.key}:{it.colour}" for it in depiction.things if it.colour}


@dataclass(frozen=True)
class Scores:
    """Shares from 0 to 1 over a set of scenes; `alike` counts neighbours of a story that look the same,
    `acts` what people and animals do in the pictures, `acts_said` as much of it as the text says, and `looks`
    and `looks_said` the same of colours and numbers.
    """

    scenes: int
    precision: float
    recall: float
    mood: float
    alike: int
    acts: int
    acts_said: int
    looks: int
    looks_said: int

    @property
    def act_precision(self) -> float:
        return self.acts_said / max(self.acts, 1)


def scores(pictures: Sequence[Drawn]) -> Scores:
    shown = sum(len(it.drawing.shown) for it in pictures)
    wanted = sum(len(it.scene.must) for it in pictures)
    judged = [it for it in pictures if it.scene.mood != "either"]
    return Scores(
        len(pictures),
        1 - sum(len(it.wrong) for it in pictures) / max(shown, 1),
        1 - sum(len(it.missing) for it in pictures) / max(wanted, 1),
        sum(it.mood_is_right for it in judged) / max(len(judged), 1),
        sum(_alike(one, other) for one, other in pairwise(pictures)),
        sum(it.acts[0] for it in pictures),
        sum(it.acts[1] for it in pictures),
        sum(it.looks[0] for it in pictures),
        sum(it.looks[1] for it in pictures),
    )


def _alike(one: Drawn, other: Drawn) -> bool:
    neighbours = one.scene.title == other.scene.title and other.scene.index - one.scene.index == 1
    return neighbours and _composition(one) == _composition(other)


def _composition(picture: Drawn) -> tuple[str, str]:
    return picture.drawing.view, picture.drawing.depiction.place


def faults(pictures: Sequence[Drawn]) -> list[str]:
    """One line for each picture that is not as labelled, for whoever works on words and rules."""
    lines = []
    for it in pictures:
        told = [f"+{key}" for key in sorted(it.wrong)] + [f"-{key}" for key in sorted(it.missing)]
        if not it.mood_is_right:
            told.append(f"mood {it.drawing.depiction.mood}")
        if told:
            lines.append(f"{it.scene.name}: {' '.join(told)} | {it.scene.text[:160]}")
    return lines


def vocabulary_drawn(pictures: Sequence[Drawn]) -> Counter[str]:
    return Counter(key for it in pictures for key in it.drawing.shown)
