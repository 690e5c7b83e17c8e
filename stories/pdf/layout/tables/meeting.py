"""Lines of a page that meet: which hang together, and which of them are one frame around others."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from stories.pdf.layout.tables.boxes import Box
from stories.pdf.layout.tables.rules import Rule

_NEAR = 3.0  # points between lines that meet or are one
_FEWEST_OF_A_BOX = 3  # lines of a way: one within
_MOST_INNER = 4  # boxes
_WHOLE_SHARE = 0.5  # of a side's length that a wall covers


def joined(rules: list[Rule]) -> list[Rule]:
    """Return the lines, those of one place that meet as one; cells are often framed side by side."""
    found: list[Rule] = []
    places: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if places and rule.at - places[-1][0].at <= _NEAR:
            places[-1].append(rule)
        else:
            places.append([rule])
    for place in places:
        at = statistics.median(rule.at for rule in place)
        begun: Rule | None = None
        for rule in sorted(place, key=lambda rule: rule.start):
            if begun and rule.start <= begun.end + _NEAR:
                begun = begun._replace(end=max(begun.end, rule.end))
                found[-1] = begun
            else:
                begun = rule._replace(at=at)
                found.append(begun)
    return found


def meeting(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the lines that hang together."""
    waiting = set(range(len(level)))
    free = set(range(len(upright)))
    while waiting:
        levels, uprights, new = [], [], [waiting.pop()]
        while new:
            line = level[new.pop()]
            levels.append(line)
            touched = [number for number in free if _meet(line, upright[number])]
            free.difference_update(touched)
            uprights += [upright[number] for number in touched]
            met = [
                number
                for number in waiting
                if any(_meet(level[number], upright[other]) for other in touched)
            ]
            waiting.difference_update(met)
            new += met
        yield levels, uprights


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def places_of(values: Sequence[float]) -> list[float]:
    """Return the places that lines share, each once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def by_place(rules: Sequence[Rule], places: Sequence[float]) -> list[list[Rule]]:
    """Return the lines at each of the places."""
    return [[rule for rule in rules if abs(rule.at - place) <= _NEAR] for place in places]


def covers(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Return whether the lines are a wall between the two places."""
    covered = sum(max(min(rule.end, end) - max(rule.start, start), 0.0) for rule in rules)
    return covered > _WHOLE_SHARE * (end - start)


def frame_around(levels: Sequence[Rule], uprights: Sequence[Rule]) -> Box | None:
    """Return the frame of lines that hang together where all others end within it, as boxes in its corners.

    In a table a line that ends meets one that goes on; the inner corner of a box is the end of both.
    """
    if len(levels) < _FEWEST_OF_A_BOX or len(uprights) < 2:
        return None
    x, y = [rule.at for rule in uprights], [rule.at for rule in levels]
    box = Box(min(x), max(x), min(y), max(y))
    sides = [
        covers(found, start, end)
        for found, start, end in (
            (_at(levels, box.top), box.left, box.right), (_at(levels, box.low), box.left, box.right),
            (_at(uprights, box.left), box.low, box.top), (_at(uprights, box.right), box.low, box.top),
        )
    ]  # fmt: skip
    inner = [it for it in levels if box.low + _NEAR < it.at < box.top - _NEAR]
    walls = [it for it in uprights if box.left + _NEAR < it.at < box.right - _NEAR]
    # As wide as the frame, such a box is a band of it.
    band = not walls and len(uprights) == 2 and len(inner) == 1
    cornered = band or (
        inner and walls and all(any(_is_corner(it, wall) for wall in walls) for it in inner)
    )
    return box if all(sides) and cornered and len(inner) <= _MOST_INNER else None


def _at(rules: Sequence[Rule], place: float) -> list[Rule]:
    return [rule for rule in rules if abs(rule.at - place) <= _NEAR]


def _is_corner(level: Rule, wall: Rule) -> bool:
    """Return whether both lines end where they meet."""
    return min(abs(level.start - wall.at), abs(level.end - wall.at)) <= _NEAR and (
        min(abs(wall.start - level.at), abs(wall.end - level.at)) <= _NEAR
    )
