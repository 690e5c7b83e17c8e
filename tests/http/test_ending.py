"""A web process that is asked to end does so, whatever its requests still wait for."""

import socket

from tests.processes import PATIENCE_SECONDS, start_web, stop_process


def test_a_web_process_whose_requests_never_end_ends_when_it_is_asked_to(
    transactional_db: None,
) -> None:
    process, url = start_web(application="tests.http.waiting_for_ever:application")
    try:
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            # In work once the request after it is.
            with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as other:
                other.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert other.recv(12) == b"HTTP/1.1 200"
            process.terminate()
            assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        stop_process(process)
