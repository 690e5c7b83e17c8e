"""An order that looks like chance and is the same for the same text: a retry asks what was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def number(seed: str) -> int:
    """Return a number that the seed alone decides."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")


def shuffled(items: Iterable[str], seed: str) -> list[str]:
    """Return the items in an order that they and the seed decide."""
    return sorted(items, key=lambda item: number(f"{seed}\n{item}"))
