"""Changes are counted for the topic of everything while somebody watches it, and not a moment longer."""

import asyncio
from collections.abc import Awaitable

import pytest

from edusmart.live import everything, overheard, queries
from edusmart.live.models import Topic


def test_a_change_in_the_pause_after_which_nobody_watches_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(overheard, "PAUSE_SECONDS", 0)

    async def in_thread(act: object) -> None:
        counted.append(1)

    monkeypatch.setattr(queries, "in_thread", in_thread)
    begun: list[Awaitable[None]] = []
    ear = overheard.Overheard(begun.append)
    ear.joined(Topic(pk=7, name=everything.NAME))
    watched: set[int | None] = {7}

    async def hear() -> None:
        ear.changed(1, watched)
        counting = asyncio.ensure_future(begun[0])
        await asyncio.sleep(0)
        ear.changed(2, watched)
        watched.clear()
        await counting

    asyncio.run(hear())
    assert len(counted) == 1
