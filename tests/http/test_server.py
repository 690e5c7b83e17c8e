"""Daphne's server: it waits for slow readers, and ends when it is asked to."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection

import pytest

from tests.processes import PATIENCE_SECONDS, start_web, stop_process, wait_until

#: What the odd application sends at /large.
PIECES, LARGE = 1000, 64_000 * 1024


@pytest.fixture
def odd(transactional_db: None) -> Iterator[int]:
    """The port of a web process with the odd application, which begins with few files and has to end when
    it is asked to.
    """
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, 500), most))
    try:
        process, url = start_web(application="tests.http.odd_application:application")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
    try:
        yield int(url.rpartition(":")[2])
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        stop_process(process)


@contextmanager
def asked(port: int, path: str) -> Iterator[socket.socket]:
    """A connection on which a request was sent, and nothing read yet."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        yield line


def said(port: int, path: str) -> bytes:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    line.request("GET", path)
    return line.getresponse().read()


def test_what_nobody_reads_is_not_kept_in_memory(odd: int) -> None:
    with asked(odd, "/large") as line:
        wait_until(lambda: said(odd, "/sent") != b"0", "the first piece")
        assert int(said(odd, "/sent")) < PIECES / 2
        received = 0
        while data := line.recv(1 << 20):
            received += len(data)
    assert received > LARGE


def test_a_reader_who_takes_nothing_is_let_go(odd: int) -> None:
    # Each reader, and each socket, is a file: as many as the machine allows.
    assert int(said(odd, "/files")) > 500
    said(odd, "/hurry")
    with asked(odd, "/large") as line:
        wait_until(lambda: said(odd, "/sent") == str(PIECES).encode(), "the end of the response")
        received = 0
        with suppress(ConnectionResetError):
            while data := line.recv(1 << 20):
                received += len(data)
    assert received < LARGE


def test_a_web_process_whose_requests_never_end_ends_when_it_is_asked_to(odd: int) -> None:
    with asked(odd, "/never"):
        said(odd, "/sent")  # so that the one before it is in work
