"""An eager start of a coroutine: up to its first wait no task is needed. Python 3.12 has it built in."""

from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any


def start_eagerly(work: Coroutine[Any, Any, None]) -> Coroutine[Any, Any, None] | None:
    """Run `work` until it waits for something. Returns the rest of it, None when it is done.

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
                sent = yield awaited
            except BaseException as error:  # a cancel, which `work` must hear
                awaited = work.throw(error)
            else:
                awaited = work.send(sent)
    except StopIteration:
        return
