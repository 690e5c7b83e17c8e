"""What is wrong with a request's first lines is said with the status that names it."""

import json
import socket
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from tests.processes import PATIENCE_SECONDS

LONG = "x" * 20_000


def said(web: str, head: str) -> tuple[int, dict[str, str], bytes]:
    """Send these lines as they are and return the status, the headers and the body."""
    where = urlsplit(web)
    with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as connection:
        connection.sendall(head.encode("latin-1"))
        response = HTTPResponse(connection)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read()


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        ("GET /health HTTP/1.1\r\n\r\n", 400, "unreadable"),
        ("GET /health HTTP/1.1\r\nHost:\r\n\r\n", 400, "unreadable"),
        ("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "unreadable"),
        ("GET /health HTTP/1.1\r\nHost\r\n\r\n", 400, "unreadable"),
        (f"GET /{LONG} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, "address_too_long"),
        (f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {LONG}\r\n\r\n", 431, "headers_too_large"),
        (
            f"GET / HTTP/1.1\r\nHost: localhost\r\n{f'Cookie: {LONG[:8000]}' * 3}\r\n\r\n",
            431,
            "headers_too_large",
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n" * 501 + "\r\n",
            431,
            "headers_too_large",
        ),
    ],
)
def test_what_is_wrong_with_a_request_is_named(web: str, head: str, status: int, code: str) -> None:
    got, headers, body = said(web, head)
    assert (got, json.loads(body)["code"]) == (status, code)
    assert headers["content-type"] == "application/json"
    assert int(headers["content-length"]) == len(body)


def test_a_program_of_http_1_0_needs_no_host(web: str) -> None:
    assert said(web, "GET /health HTTP/1.0\r\n\r\n")[0] == 200


@pytest.mark.parametrize("said_path", ["@elsewhere.example", "//elsewhere.example", "é"])
def test_no_visitor_says_where_the_site_is(web: str, said_path: str) -> None:
    head = f"GET /stories/ HTTP/1.1\r\nHost: localhost\r\nDaphne-Root-Path: {said_path}\r\n\r\n"
    status, headers, _body = said(web, head)
    assert (status, headers["location"]) == (302, "/accounts/login/?next=/stories/")


@pytest.mark.parametrize("odd", ["Sec-WebSocket-Protocol: é", "Daphne-Root-Path: /elsewhere"])
def test_a_socket_opens_whatever_else_its_handshake_says(web: str, odd: str) -> None:
    head = (
        "GET /ws/story/x/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{odd}\r\n\r\n"
    )
    assert said(web, head)[0] == 101


def test_a_browser_has_more_than_a_second_to_read_why_its_socket_is_closed(web: str) -> None:
    where = urlsplit(web)
    head = (
        "GET /ws/nothing/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as connection:
        connection.sendall(head.encode())
        told = b""
        while b"\r\n\r\n" not in told or told.endswith(b"\r\n\r\n"):
            told += connection.recv(65536)
        # All that it was sent, the close code too; a connection that is cut would end this wait.
        connection.settimeout(1.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_a_second_request_of_a_connection_is_measured_by_itself(web: str) -> None:
    ordinary = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    where = urlsplit(web)
    with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as connection:
        connection.sendall(ordinary.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(f"GET /{LONG} HTTP/1.1\r\n".encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 414")
