"""The people of a picture: who stands there, with which face, and where their hands are."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.papercut.figures import figures_of, person_figure
from stories.providers.own.papercut.people.faces import Feeling
from stories.providers.own.papercut.people.person import Pose
from stories.providers.own.papercut.sticker import STICKER_SIDE

_MOST_PEOPLE = 4
_SHARP = 680  # pixels of a figure that is larger than the picture
# Right and left arm; of those who stand beside each other one after the other.
_POSES: dict[Feeling, tuple[tuple[Pose, Pose], ...]] = {
    "glad": (("wave", "hip"), ("cheer", "cheer"), ("down", "wave"), ("hip", "wave")),
    "calm": (("down", "hip"), ("down", "down"), ("hip", "down"), ("down", "clasp")),
    "sad": (("clasp", "clasp"), ("down", "clasp"), ("down", "down")),
}


# In company nobody's raised hand hides another's face; children, who are lower, may cheer.
_IN_COMPANY: tuple[tuple[Pose, Pose], ...] = (("down", "hip"), ("hip", "down"), ("down", "down"))


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure and its height in percent; `hands` are places in the image as shares of its sides,
    and `holds` says which of them hold something out."""

    image: Image.Image
    height: float
    hands: tuple[tuple[float, float], ...] = ()
    holds: tuple[bool, ...] = ()
    is_table: bool = False
    is_child: bool = False

    @property
    def width(self) -> float:
        return self.height * self.image.width / self.image.height


def feeling_of(depiction: Depiction) -> Feeling:
    """Return what faces show: gladness where the text speaks of it, and never in a quiet scene."""
    if depiction.mood == "quiet":
        return "sad"
    return "glad" if depiction.is_glad else "calm"


def people_of(
    depiction: Depiction, title: str, tall: float, turn: int, carried: int
) -> list[Standing]:
    """Return everybody, `tall` percent a grown one; the first hands hold out the things that are carried."""
    roles, feeling = _chosen(depiction), feeling_of(depiction)
    with_hands = [role for role in roles if role.age != "baby"]
    found: list[Standing] = []
    for at, role in enumerate(roles):
        right, left = _poses(feeling, role.age, turn + at, alone=len(roles) == 1)
        number = with_hands.index(role) if role in with_hands else carried
        poses: tuple[Pose, Pose] = (
            "hold" if number < carried else right,
            "hold" if number + len(with_hands) < carried else left,
        )
        side = _SHARP if tall > 80 else STICKER_SIDE
        posed, share = person_figure(role, title, feeling, poses, side)
        found.append(
            Standing(
                posed.image, share * tall * posed.height, posed.hands,
                holds=tuple(pose == "hold" for pose in poses), is_child=share < 0.8,
            )
        )  # fmt: skip
    return found


def seen_people(depiction: Depiction) -> frozenset[str]:
    """Return the keys of those of the depiction who stand in its picture."""
    chosen = _chosen(depiction)
    return frozenset(
        role.key for role in depiction.people if any(one in chosen for one in figures_of(role))
    )


def _chosen(depiction: Depiction) -> list[Role]:
    """Return who is drawn: one of each group at least, in the order in which they are spoken of."""
    if depiction.place == "under_water":
        return []
    groups = [figures_of(role) for role in depiction.people]
    # Once each: "the children" and "the girl" are not two girls who look the same.
    everybody = dict.fromkeys(one for group in groups for one in group)
    first = dict.fromkeys([*(group[0] for group in groups), *everybody])
    kept = list(first)[:_MOST_PEOPLE]
    return [one for one in everybody if one in kept]


def _poses(feeling: Feeling, age: str, number: int, *, alone: bool) -> tuple[Pose, Pose]:
    if feeling == "glad" and not alone:
        row: tuple[tuple[Pose, Pose], ...] = (
            (("cheer", "cheer"),) if age == "child" and number % 2 else _IN_COMPANY
        )
    else:
        row = _POSES[feeling]
    right, left = row[number % len(row)]
    return right, left
