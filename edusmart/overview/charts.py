"""Charts as shapes: where each bar and dot stands in a small coordinate system, drawn by a template as SVG.

Nothing here knows colours or words. Days run in the direction that the page is read in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language_bidi

WIDTH, HEIGHT = 280, 96  # of the coordinate system
UNDER = 1  # of the line that bars stand on
SHARE = 0.72  # of its place that a bar is wide
SHORTEST = 1.5  # so that little is told from nothing


@dataclass(frozen=True)
class Bar:
    """One day's bar, with what it says: its day, its value, the same in words, and what it counts."""

    x: float
    y: float
    width: float
    height: float
    day: date
    value: float
    said: str
    url: str = ""

    @property
    def middle(self) -> float:
        """Return the bar's middle, where a label or a dot stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """Bars by day, and what the highest stands for; `dots` stand over them for a second value."""

    name: str
    bars: Sequence[Bar]
    dots: Sequence[Bar]
    highest: str

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not any(bar.value for bar in self.bars)

    @property
    def days(self) -> tuple[date, date]:
        """Return the days of the first and the last bar, in the direction of reading."""
        ordered = sorted(bar.day for bar in self.bars)
        return ordered[0], ordered[-1]

    @property
    def told(self) -> list[Bar]:
        """Return the bars of days with a value, the newest first."""
        return sorted((bar for bar in self.bars if bar.value), key=lambda it: it.day, reverse=True)

    @property
    def view_box(self) -> str:
        """Return the coordinate system, as SVG takes it."""
        return f"0 0 {WIDTH} {HEIGHT + UNDER}"

    @property
    def base(self) -> str:
        """Return the line that bars stand on: a day without a bar is no column, and yet a day."""
        return f"M0 {HEIGHT + UNDER / 2}h{WIDTH}"


def days_until(last: date, count: int) -> list[date]:
    """Return so many days, the last of them last."""
    return [last - timedelta(days=back) for back in range(count - 1, -1, -1)]


def chart(
    name: str,
    days: Sequence[date],
    values: Mapping[date, float],
    said: Mapping[date, str],
    upper: Mapping[date, float] | None = None,
    highest: str = "",
    url_of: Callable[[date], str] | None = None,
) -> Chart:
    """Return bars of the values, and dots of the `upper` ones on the same scale.

    Args:
        said: what each day's bar says in words.
        highest: the highest value in words.
        url_of: the list of what a day's bar counts.
    """
    top = max([*values.values(), *(upper or {}).values(), 0]) or 1
    order = list(reversed(days)) if get_language_bidi() else list(days)
    bars = [
        _bar(order, day, values.get(day, 0), top, said.get(day, ""), url_of(day) if url_of else "")
        for day in order
    ]
    dots = [_bar(order, day, upper[day], top, "") for day in order if upper and day in upper]
    return Chart(name, bars, dots, highest)


def _bar(
    days: Sequence[date], day: date, value: float, top: float, said: str, url: str = ""
) -> Bar:
    place = WIDTH / len(days)
    width = place * SHARE
    height = max(value / top * HEIGHT, SHORTEST) if value else 0.0
    x = days.index(day) * place + (place - width) / 2
    return Bar(
        round(x, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1), day, value, said, url
    )  # fmt: skip
