"""Memory of audio given back: what the C library's allocator keeps of it.

Left alone, glibc gives each thread a heap of its own that keeps what others might need, and raises
its own thresholds as large sounds pass: the process grows for thousands of requests, and much of
its time in the kernel goes into pages that it had a moment ago.
"""

import asyncio
import ctypes
import sys
from typing import Final

_MEGABYTE: Final = 1024 * 1024
_SETTINGS: Final = {
    -8: 1,  # M_ARENA_MAX: one heap for all threads
    -3: _MEGABYTE,  # M_MMAP_THRESHOLD: larger pieces stand apart from it and go back when freed
    -1: 16 * _MEGABYTE,  # M_TRIM_THRESHOLD: so much may stay free at its end for the next request
}
_GIVE_BACK_SECONDS: Final = 10.0

_c_library: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


def configure_allocator() -> None:
    """Choose how memory is kept, before any thread is started; only glibc can be told."""
    settle = getattr(_c_library, "mallopt", None)
    if settle is not None:
        for setting, value in _SETTINGS.items():
            settle(setting, value)


async def trim_periodically() -> None:
    """Return free memory between pieces still in use, from time to time; never ends by itself."""
    trim = getattr(_c_library, "malloc_trim", None)
    while trim is not None:
        await asyncio.sleep(_GIVE_BACK_SECONDS)
        trim(0)
