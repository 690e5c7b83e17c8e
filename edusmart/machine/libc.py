"""What only the C library and the kernel can do for a process; where they cannot, nothing happens."""

import ctypes
import os
import platform
import signal
import struct
import time
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # from linux/prctl.h
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2
#: The kernel's number of each architecture and of its call `socket`, from linux/audit.h and asm/unistd.h.
SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
KEEP_SIZE, PUNCH_HOLE = 1, 2  # from linux/falloc.h
_TRIES = 20
IO_URING_SETUP = 425  # the same everywhere; through it a socket could be made as well
X32_CALLS = 0x40000000  # from here on: the same calls by other numbers


def end_with_parent() -> None:
    """Have this process sent SIGTERM when its parent dies, however it dies."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def give_back_memory() -> None:
    """Return pages that were freed to the system: painting takes megabytes that waiting does not need."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def give_way(niceness: int) -> None:
    """Have this process, and those it starts, leave the processor to others: niceness as `nice` has it.

    A session may be a group of its own to the kernel, which then shares the processor out among sessions
    first, and niceness counts within one alone: the session is told too.
    """
    os.nice(niceness)
    for _ in range(_TRIES):
        try:
            with open("/proc/self/autogroup", "w") as group:
                group.write(str(niceness))
            return
        except BlockingIOError:
            # The kernel takes one such wish in a tenth of a second, of all processes.
            time.sleep(0.1)
        except OSError:  # there are no such groups here
            return


def free_space(descriptor: int, start: int, length: int) -> bool:
    """Give the disk back `length` bytes of an open file from `start` on, which read as zeros from then on.

    The file keeps its size. Returns whether it worked: not every system and file system can.
    """
    try:
        fallocate = ctypes.CDLL(None).fallocate
    except AttributeError:
        return False
    # As long as a pointer: right where processors have 64 bits, and no fault where files are small.
    fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_long)
    return not fallocate(descriptor, KEEP_SIZE | PUNCH_HOLE, start, length)


def deny_network() -> bool:
    """Keep this process, and those it starts, from making a socket of any kind. Returns whether it worked.

    Meant for a process that opens what strangers send: whoever takes it over reaches nobody with it.
    """
    known = SOCKET_CALLS.get(platform.machine())
    if known is None:
        return False
    lines = _filter(*known)
    program = b"".join(struct.pack("HBBI", *line) for line in lines)
    kept = ctypes.create_string_buffer(program, len(program))
    description = struct.pack("HxxxxxxP", len(lines), ctypes.addressof(kept))
    try:
        prctl = ctypes.CDLL(None).prctl
        # Without it only root may set a filter; and no program that it starts gets more rights.
        return not prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) and not prctl(
            PR_SET_SECCOMP, SECCOMP_MODE_FILTER, description, 0, 0
        )
    except (OSError, AttributeError):
        return False


def _filter(architecture: int, socket: int) -> list[tuple[int, int, int, int]]:
    """Return the lines of a filter in the kernel's language: operation, jumps if true and false, value."""
    load, equal, above, end = 0x20, 0x15, 0x35, 0x06
    allow, refuse = 0x7FFF0000, 0x00050001  # refuse: "operation not permitted"
    return [
        (load, 0, 0, 4),
        (equal, 0, 5, architecture),
        (load, 0, 0, 0),
        (above, 3, 0, X32_CALLS),
        (equal, 2, 0, socket),
        (equal, 1, 0, IO_URING_SETUP),
        (end, 0, 0, allow),
        (end, 0, 0, refuse),
    ]
