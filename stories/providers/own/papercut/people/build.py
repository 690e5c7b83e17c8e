"""How bodies are built and held: measures, and where arms and legs go in each posture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Feeling = Literal["glad", "laughing", "merry", "calm", "still", "sad", "crying", "asleep", "afraid"]
Body = Literal["stand", "walk", "sit", "chair", "sofa", "run", "jump", "climb"]
Arm = Literal[
    "down", "wave", "cheer", "hip", "hold", "clasp", "clap", "point", "front", "rub", "back", "forth",
    "reach", "open", "swing", "bite", "sip", "behind", "none",
]  # fmt: skip
Spot = tuple[float, float]
#: The keys of what is worn and their tints, "" where the text says none.
Worn = tuple[tuple[str, str], ...]
FOOT = 97.0
# Where elbow and hand are, in lengths of an arm from the shoulder: outwards and down.
_ARMS: dict[Arm, tuple[Spot, Spot]] = {
    "down": ((0.24, 0.48), (0.26, 0.98)),
    "wave": ((0.5, 0.26), (0.72, -0.42)),
    "cheer": ((0.46, 0.02), (0.56, -0.62)),
    "hip": ((0.56, 0.42), (0.06, 0.7)),
    "hold": ((0.3, 0.52), (0.72, 0.42)),
    "clasp": ((0.26, 0.54), (-0.28, 0.7)),
    "clap": ((0.36, 0.44), (-0.32, 0.26)),
    "point": ((0.54, 0.02), (1.06, -0.14)),
    "front": ((0.34, 0.52), (-0.06, 0.56)),
    "back": ((0.5, 0.34), (0.62, 0.8)),
    "forth": ((0.46, 0.42), (0.9, 0.1)),
    "reach": ((0.34, 0.44), (0.66, 0.86)),
    "open": ((0.34, 0.5), (0.8, 0.24)),
    "swing": ((0.34, 0.46), (0.62, 0.82)),
    "behind": ((0.3, 0.48), (0.02, 0.8)),
}


@dataclass(frozen=True, slots=True)
class Build:
    """A body's measures: the head's middle and radius, heights of shoulders, hips and hem, half widths."""

    head: float
    size: float
    shoulder: float
    hip: float
    hem: float
    narrow: float
    wide: float
    arm: float

    @property
    def tall(self) -> float:
        """Return the height from the foot to the crown, hair and hat apart."""
        return FOOT - (self.head - 1.16 * self.size)

    @property
    def thick(self) -> float:
        """Return how thick an arm is."""
        return self.size * 0.34 + 1

    def arm_at(self, side: int, arm: Arm) -> tuple[Spot, Spot, Spot]:
        """Return where shoulder, elbow and hand of an arm are; `side` is 1 for the right of the picture."""
        start = (50 + side * (self.narrow + 0.6), self.shoulder + 4)
        if arm == "rub":
            # The hand is at the eye, however long the arm.
            hand = (50 + side * 0.5 * self.size, self.head + 0.3 * self.size)
            return start, (start[0] + side * 0.42 * self.arm, start[1] + 0.2 * self.arm), hand
        if arm in ("bite", "sip"):
            # Below the chin: what is eaten hides neither mouth nor eyes.
            hand = (50 + side * 0.72 * self.size, self.head + 1.42 * self.size)
            return start, (start[0] + side * 0.5 * self.arm, start[1] + 0.44 * self.arm), hand
        elbow, hand = (
            (start[0] + side * across * self.arm, start[1] + down * self.arm)
            for across, down in _ARMS[arm]
        )
        return start, elbow, hand


CHILD = Build(head=28, size=15.4, shoulder=45, hip=69.5, hem=82.5, narrow=8.2, wide=16, arm=22)
GROWN = Build(head=17, size=11.4, shoulder=29.5, hip=58, hem=86, narrow=9.6, wide=17, arm=27)


@dataclass(frozen=True, slots=True)
class Posture:
    """How somebody is held: body, right and left arm (of the picture), what the face shows, what is worn.

    `gaze` is where the face is turned to: from -1 (left, up) to 1 (right, down); `sway` is the side on whose
    leg somebody stands, -1 for the left of the picture, 1 for the right, 0 for both.
    """

    body: Body = "stand"
    arms: tuple[Arm, Arm] = ("down", "down")
    feeling: Feeling = "calm"
    gaze: Spot = (0.0, 0.0)
    worn: Worn = ()
    sway: int = 0
