"""How well a drawn picture shows what its story is about, so that its book has a true cover."""

from __future__ import annotations

from stories.providers.own.depiction.vocabulary import animals
from stories.providers.own.drawing import Drawing
from stories.providers.own.subject import titled_things

_TITLED_AND_SOMEBODY, _TITLED, _SUBJECT, _SOMEBODY, _SOMETHING, _NOTHING = 5, 4, 3, 2, 1, 0


def cover_rank(drawing: Drawing, title: str, language: str) -> int:
    """Return the picture's rank: what the title names, in a scene, then alone in an ornament, goes before
    somebody; where the title names nothing that is drawn, somebody is whom the story is about.
    """
    titled = set(titled_things(title, language))
    roles = {role.key for role in drawing.depiction.people}
    is_somebody = bool(drawing.shown & (roles | animals()))
    if drawing.subject:
        return _SUBJECT if drawing.subject.key in titled else _SOMETHING
    if drawing.shown & titled:
        return _TITLED_AND_SOMEBODY if is_somebody else _TITLED
    if is_somebody:
        return _SOMEBODY if titled else _TITLED
    return _SOMETHING if drawing.shown else _NOTHING
