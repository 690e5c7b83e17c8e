"""How people are held in a picture: by what the text says that they do."""

from __future__ import annotations

from collections.abc import Mapping

from stories.providers.own.depiction.acting.acts import Act
from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.papercut.figures import figures_of
from stories.providers.own.papercut.people.build import Arm, Body, Feeling, Posture, Spot

Deeds = frozenset[str]
#: Who does this is seen from head to foot.
OF_THE_BODY = frozenset({
    "sit", "sleep", "lie", "run", "walk", "jump", "climb", "hug", "hands", "ride",
})  # fmt: skip
_BODIES: Mapping[str, Body] = {
    "sit": "sit", "sleep": "sit", "lie": "sit", "run": "run", "walk": "walk", "jump": "jump",
    "climb": "climb",
}  # fmt: skip
# The first that is done decides.
_ARMS: tuple[tuple[str, tuple[Arm, Arm]], ...] = (
    ("cry", ("rub", "clasp")), ("wave", ("wave", "down")), ("point", ("point", "down")),
    ("clap", ("clap", "clap")), ("cheer", ("cheer", "cheer")),
    ("eat", ("bite", "down")), ("drink", ("sip", "down")),
)  # fmt: skip
_ARMS_OF_BODY: Mapping[Body, tuple[Arm, Arm]] = {
    "sit": ("clasp", "clasp"), "chair": ("clasp", "clasp"), "sofa": ("clasp", "clasp"),
    "run": ("forth", "back"),
    "walk": ("swing", "back"), "jump": ("cheer", "cheer"), "climb": ("cheer", "cheer"),
}  # fmt: skip
_FEELINGS: tuple[tuple[str, Feeling], ...] = (
    ("sleep", "asleep"), ("cry", "crying"), ("fear", "afraid"), ("laugh", "laughing"),
    ("cheer", "laughing"), ("jump", "laughing"), ("clap", "laughing"), ("smile", "glad"),
)  # fmt: skip
# Right and left arm; of those who stand beside each other one after the other. Nobody cheers or waves
# of whom the text does not say so.
_IDLE: dict[Feeling, tuple[tuple[Arm, Arm], ...]] = {
    "glad": (
        ("open", "down"),
        ("down", "hip"),
        ("behind", "behind"),
        ("down", "open"),
        ("open", "open"),
    ),
    "calm": (
        ("down", "behind"),
        ("open", "down"),
        ("behind", "behind"),
        ("down", "hip"),
        ("down", "down"),
    ),
    "still": (("clasp", "clasp"), ("down", "behind"), ("behind", "behind"), ("down", "down")),
    "sad": (("clasp", "clasp"), ("down", "clasp"), ("behind", "down"), ("down", "down")),
}

_NEAR = 100  # percent of the picture: who is as tall is seen to the waist
_NARROW: dict[Arm, Arm] = {"open": "down", "hip": "behind", "cheer": "clasp"}


def acts_of(role: Role, depiction: Depiction) -> list[Act]:
    """Return what somebody does; what the group does that they stand for, if nothing else is said of them."""
    own = [act for act in depiction.acts if act.who == role.key]
    groups = {one.key for one in depiction.people if role in figures_of(one)}
    return own or [act for act in depiction.acts if act.who in groups]


def deeds_of(role: Role, depiction: Depiction) -> Deeds:
    """Return what somebody does, and what a group does that they stand for."""
    return frozenset(act.deed for act in acts_of(role, depiction))


def body_of(role: Role, depiction: Depiction) -> Body:
    """Return how somebody's body is held: as the first thing is done that they do."""
    found = [_BODIES[act.deed] for act in acts_of(role, depiction) if act.deed in _BODIES]
    return found[0] if found else "stand"


def is_bodily(depiction: Depiction) -> bool:
    """Return whether anybody does what is seen in the whole body only."""
    return any(act.deed in OF_THE_BODY for act in depiction.acts)


def pet_deed(key: str, depiction: Depiction) -> str:
    """Return what an animal does that its drawing can show, "" for nothing."""
    deeds = [act.deed for act in depiction.acts if act.who == key]
    return next((deed for deed in deeds if deed in ("sleep", "run", "jump", "fly")), "")


def feeling_of(depiction: Depiction) -> Feeling:
    """Return what faces show: a smile where the text speaks of gladness, and never in a quiet scene,
    in which only tears and fear are sad to see.

    Nobody laughs of whom the text does not say so.
    """
    if depiction.mood == "quiet":
        return "sad" if depiction.is_sad else "still"
    return "glad" if depiction.is_glad else "calm"


def posture_of(
    role: Role, depiction: Depiction, number: int, gaze: Spot, *, alone: bool, tall: float = 0.0
) -> Posture:
    """Return how somebody is held; `number` says which of the idle postures who does nothing has.

    Of two who are `tall` enough to be seen to the waist each keeps the arms close.
    """
    deeds, body = deeds_of(role, depiction), body_of(role, depiction)
    everybody = feeling_of(depiction)
    feeling = next((felt for deed, felt in _FEELINGS if deed in deeds), everybody)
    if feeling == "laughing" and depiction.mood == "quiet" and "laugh" not in deeds:
        feeling = everybody
    said = [arms for deed, arms in _ARMS if deed in deeds and not (deed == "cry" and body == "run")]
    if said:
        arms = said[0]
    elif body != "stand":
        arms = _ARMS_OF_BODY[body]
    else:
        arms = _idle(everybody, role, number, is_merry=bool(deeds & {"laugh"}) and not alone)
        if tall > _NEAR and not alone:
            arms = _NARROW.get(arms[0], arms[0]), _NARROW.get(arms[1], arms[1])
    if "lookup" in deeds:
        gaze = (gaze[0] * 0.6, -1.0)
    elif "point" in deeds or body in ("run", "walk"):
        gaze = (0.9, -0.2)
    sway = (1, -1, 1, 0, -1)[number % 5]
    return Posture(body, arms, _shown(feeling, number), gaze, sway=sway)


def _shown(feeling: Feeling, number: int) -> Feeling:
    """Return how a feeling looks: some laugh with their eyes."""
    return "merry" if feeling == "laughing" and number % 3 == 1 else feeling


def _idle(feeling: Feeling, role: Role, number: int, *, is_merry: bool) -> tuple[Arm, Arm]:
    if is_merry and role.age == "child" and number % 2:
        return "cheer", "cheer"
    row = _IDLE[feeling]
    return row[number % len(row)]
