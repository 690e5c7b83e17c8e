"""A server whose response never ends: a byte of its headers now and then, so that no read times out."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

EVERY_SECONDS = 0.05


@contextmanager
def dripping_server() -> Iterator[str]:
    """Yield the address of one; it serves one caller after the other."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while not over.is_set():
                caller, _ = listening.accept()
                with caller, suppress(OSError):
                    caller.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                    while not over.wait(EVERY_SECONDS):
                        caller.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=[listening], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)
