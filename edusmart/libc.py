"""What only the C library and the kernel can do for a process; where they cannot, nothing happens."""

import ctypes
import signal
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # from linux/prctl.h


def end_with_parent() -> None:
    """Have this process sent SIGTERM when its parent dies, however it dies."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def give_back_memory() -> None:
    """Return pages that were freed to the system: painting takes megabytes that waiting does not need."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
