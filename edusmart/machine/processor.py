"""How much of the processor others have had; where the system does not tell, none."""

import os
from contextlib import suppress
from pathlib import Path

_SESSION, _USED = 3, slice(11, 15)  # of what stands behind the name in /proc/*/stat


def session_seconds(leader: int) -> float:
    """Return the processor's seconds of a session's processes, with the ended ones they waited for."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name is in brackets, and may have some of its own.
            told = path.read_text(errors="replace").rpartition(")")[2].split()
            if int(told[_SESSION]) == leader:
                ticks += sum(map(int, told[_USED]))
    return ticks / os.sysconf("SC_CLK_TCK")
