"""Work that begins at once, and the rest of it, which may be cancelled."""

import asyncio

from edusmart.live.sockets.eager_start import start_eagerly


def test_what_waits_for_nothing_is_done_at_once() -> None:
    done = []

    async def work() -> None:
        done.append(1)

    assert start_eagerly(work()) is None
    assert done == [1]


def test_the_rest_of_it_hears_that_it_is_cancelled() -> None:
    told = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            told.append("cancelled")
            # What tidies up may wait as well.
            await asyncio.sleep(0)
            told.append("tidied")

    async def cancel() -> None:
        rest = start_eagerly(work())
        assert rest is not None
        task = asyncio.ensure_future(rest)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(cancel())
    assert told == ["cancelled", "tidied"]
