"""What a user looks for on the shelf: words, grade, language and length, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q

from stories.models import Scene
from tts.languages import LANGUAGES

LONGEST_QUERY = 100
MOST_WORDS = 8  # each is looked for in every scene of every story that is seen
SHORT_SECONDS, LONG_SECONDS = 5 * 60, 15 * 60
LENGTHS = {
    "short": Q(duration_seconds__lt=SHORT_SECONDS),
    "medium": Q(duration_seconds__gte=SHORT_SECONDS, duration_seconds__lte=LONG_SECONDS),
    "long": Q(duration_seconds__gt=LONG_SECONDS),
}
ORDERS = {
    "new": F("created_at").desc(),
    "title": F("title").asc(),
    "shortest": F("duration_seconds").asc(nulls_last=True),
    "longest": F("duration_seconds").desc(nulls_last=True),
}


@dataclass(frozen=True)
class ShelfWishes:
    """An empty field wishes for nothing. `unheard`: only stories not heard to their end."""

    query: str = ""
    grade: int = 0
    language: str = ""
    length: str = ""
    unheard: bool = False
    order: str = "new"

    @classmethod
    def parse(cls, asked: Mapping[str, str]) -> "ShelfWishes":
        """Return the wishes of an address; what it says wrongly is as if it were not said."""
        grade, order = asked.get("grade", ""), asked.get("order", "")
        return cls(
            # No database keeps a NUL.
            query=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
            grade=int(grade) if grade in map(str, range(1, 13)) else 0,
            language=_one_of(LANGUAGES, asked.get("language", "")),
            length=_one_of(LENGTHS, asked.get("length", "")),
            unheard="unheard" in asked,
            order=order if order in ORDERS else "new",
        )

    @property
    def narrows(self) -> bool:
        """Return whether some stories are not wished for."""
        return self != ShelfWishes(order=self.order)

    @property
    def is_sorted_or_filtered(self) -> bool:
        """Return whether anything but words is wished for."""
        return self != ShelfWishes(query=self.query)

    @property
    def address(self) -> str:
        """Return the wishes as a query string, for the links to other pages."""
        wished = {
            "q": self.query, "grade": self.grade, "language": self.language, "length": self.length,
            "unheard": self.unheard and 1, "order": self.order if self.order != "new" else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in wished.items() if value})

    def among(self, cards: Any) -> Any:
        """Return those of the cards (stories with `duration_seconds` and `is_finished`) that are wished
        for."""
        for word in self.query.split()[:MOST_WORDS]:
            told = Scene.objects.filter(story=OuterRef("pk"), text__icontains=word)
            cards = cards.filter(Q(title__icontains=word) | Exists(told))
        if self.grade:
            cards = cards.filter(grade=self.grade)
        if self.language:
            cards = cards.filter(language=self.language)
        if self.length:
            cards = cards.filter(LENGTHS[self.length])
        return cards.filter(is_finished=False) if self.unheard else cards

    def ordered(self, cards: Any) -> Any:
        # With the key, so that stories of the same moment keep their places between pages.
        return cards.order_by(ORDERS[self.order], "-pk")


def _one_of(known: Mapping[str, Any], value: str) -> str:
    return value if value in known else ""
