"""The C library's memory allocator, set for a process that handles large audio buffers.

By default glibc gives each thread a heap (arena) that keeps memory other threads could use, and
raises its own thresholds as large buffers pass. The process then grows for thousands of requests,
and spends much of its kernel time on pages it has just given back.
"""

import asyncio
import ctypes
import sys
from typing import Final

_MEGABYTE: Final = 1024 * 1024
_SETTINGS: Final = {
    -8: 1,  # M_ARENA_MAX: one heap for all threads
    -3: 4 * _MEGABYTE,  # M_MMAP_THRESHOLD: larger buffers are mapped, and unmapped when freed
    -1: 32 * _MEGABYTE,  # M_TRIM_THRESHOLD: kept free at the end of the heap for the next request
}
_GIVE_BACK_SECONDS: Final = 10.0

_c_library: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


def configure_allocator() -> None:
    """Set glibc's malloc parameters; call it before any thread starts. Other libraries ignore it."""
    settle = getattr(_c_library, "mallopt", None)
    if settle is not None:
        for setting, value in _SETTINGS.items():
            settle(setting, value)


async def trim_periodically() -> None:
    """Return free heap memory to the system every ten seconds, until cancelled."""
    trim = getattr(_c_library, "malloc_trim", None)
    while trim is not None:
        await asyncio.sleep(_GIVE_BACK_SECONDS)
        trim(0)
