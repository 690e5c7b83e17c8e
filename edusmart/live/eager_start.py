"""Running a coroutine up to its first wait without a task, which Python 3.12 can by itself."""

from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any


def start_eagerly(work: Coroutine[Any, Any, None]) -> Coroutine[Any, Any, None] | None:
    """Run `work` until it waits for something; answers the rest of it, None when it is done.

    Raises whatever it raises. Must be called in the event loop's thread.
    """
    try:
        awaited = work.send(None)
    except StopIteration:
        return None
    return _rest(work, awaited)


@coroutine
def _rest(work: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    try:
        while True:
            try:
                answer = yield awaited
            except BaseException as error:  # a cancel, which `work` must hear
                awaited = work.throw(error)
            else:
                awaited = work.send(answer)
    except StopIteration:
        return
