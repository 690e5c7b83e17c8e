"""The search for circles of objects: rarely while a process begins, as ever when it has begun."""

import gc

#: Objects made between two searches, searches between two of the older objects, and of all of them.
_WHILE_BEGINNING = (50_000, 50, 10)
_AS_EVER = gc.get_threshold()


def search_rarely() -> None:
    """Call it before anything is imported: what is imported stays, and looking it through again and again is
    a quarter of the time in which a process begins."""
    gc.set_threshold(*_WHILE_BEGINNING)


def leave_what_is_there() -> None:
    """Call it when a process that stays has begun: what it holds by now is not looked through any more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AS_EVER)
