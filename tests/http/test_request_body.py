"""What a request may send is bounded while daphne receives it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings
from django.test import Client

from edusmart.accounts.models import ApiToken, User
from tests.pdfs import text_pdf
from tests.processes import (
    PATIENCE_SECONDS,
    ROOT,
    free_port,
    start_web,
    stop_process,
    wait_until,
)

FORM = "application/x-www-form-urlencoded"
MB = 1024 * 1024


@pytest.fixture
def signed_in(web: str, alice: User) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {ApiToken.issue(alice, 'tests')}"}
    with httpx.Client(base_url=web, headers=headers, timeout=PATIENCE_SECONDS) as found:
        yield found


def post(web: str, content: bytes | Iterator[bytes], kind: str = FORM) -> httpx.Response:
    where = f"{web}/accounts/login/"
    return httpx.post(
        where, content=content, headers={"Content-Type": kind}, timeout=PATIENCE_SECONDS
    )


def pieces(count: int) -> Iterator[bytes]:
    return (b"\n" * MB for _ in range(count))


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=b", "application/json"])
def test_a_stranger_may_send_a_form_and_nothing_large(web: str, kind: str) -> None:
    for content in (b"\n" * 28 * MB, pieces(28)):
        response = post(web, content, kind)
        assert response.status_code == 413
        assert response.json()["code"] == "too_big"


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": f"{settings.SESSION_COOKIE_NAME}=made-up"}, {"Authorization": "Bearer made-up"},
        {"Authorization": "made-up"},
    ],
)  # fmt: skip
def test_who_invents_a_session_or_a_token_sends_no_more_than_a_stranger(
    web: str, headers: dict[str, str]
) -> None:
    headers["Content-Type"] = "multipart/form-data; boundary=b"
    for content in (b"\n" * 4 * MB, pieces(4)):
        response = httpx.post(
            f"{web}/accounts/login/", content=content, headers=headers, timeout=PATIENCE_SECONDS
        )
        # The page itself would have read it all, and missed a CSRF token.
        assert (response.status_code, response.json()["code"]) == (401, "sign_in")


def test_a_header_of_another_s_making_lifts_no_bound_above_that_of_its_kind(web: str) -> None:
    headers = {"Authorization": "Bearer made-up", "Content-Type": FORM}
    large = b"\n" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    response = httpx.put(
        f"{web}/api/brief/1", content=large, headers=headers, timeout=PATIENCE_SECONDS
    )
    assert response.status_code == 413


def test_the_connection_serves_on_after_a_refusal(web: str) -> None:
    with httpx.Client(base_url=web, timeout=PATIENCE_SECONDS) as client:
        assert client.post("/accounts/login/", content=b"x" * MB).status_code == 413
        assert client.get("/health").status_code == 200


def test_who_asks_before_sending_is_refused_before_sending(web: str) -> None:
    where = urlsplit(web)
    head = (
        f"POST / HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {10**12}\r\n"
        "Expect: 100-continue\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as connection:
        connection.sendall(head.encode())
        told = b"".join(iter(lambda: connection.recv(4096), b""))
    assert told.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in told


def test_a_person_s_upload_may_be_as_large_as_the_settings_say(signed_in: httpx.Client) -> None:
    just_over = b"%PDF-" + b"\n" * settings.UPLOAD_MAX_BYTES
    response = signed_in.post("/api/upload", files={"file": ("a.pdf", just_over)})
    # EduSmart's own sentence about the file, and not the bound on bodies.
    assert "30 MB" in response.json()["detail"]
    far_over = just_over + b"\n" * MB
    response = signed_in.post("/api/upload", files={"file": ("a.pdf", far_over)})
    assert response.status_code == 413


def test_a_damaged_form_is_a_400_in_the_shape_of_the_api(signed_in: httpx.Client) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    response = signed_in.post("/api/upload", content=b"--b\r\nnonsense", headers=headers)
    assert response.status_code == 400
    assert response.json()["code"] == "damaged_form"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_form_with_too_many_fields_is_refused_in_the_shape_of_the_api(
    signed_in: httpx.Client,
) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = signed_in.post("/api/upload", content=part * 3000 + b"--b--", headers=headers)
    assert (response.status_code, response.json()["code"]) == (413, "too_big")


@pytest.mark.django_db
def test_a_damaged_form_on_a_page_is_a_page() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.generic("POST", "/accounts/login/", b"--b\r\nno", "multipart/form-data")
    assert response.status_code in {400, 403}
    assert "<!doctype html>" in response.content.decode().lower()


FULL = """
import errno, io, sys
from twisted.web import http

class Full(io.BytesIO):
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

def full(self, length):
    self.content = Full()

http.Request.gotLength = full
from daphne.cli import CommandLineInterface
CommandLineInterface().run(sys.argv[1:])
"""


def test_a_body_without_space_is_told_to_come_back(transactional_db: None) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", FULL, "-p", str(port), "edusmart.asgi:application"],
        cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until(lambda: is_healthy(url), "a web process")
            response = post(url, b"name=alice")
        finally:
            process.kill()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert response.json()["code"] == "busy"


def is_healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health").status_code == 200
    except httpx.HTTPError:
        return False


def kept_in(folder: Path, process: int) -> int:
    """How many bytes of disk files in a folder take at least, also those that a process holds without a name.

    One file grows while the other is freed: of two looks the smaller counts for each, or what was copied
    between a look at the one and a look at the other would be counted twice.
    """
    first, second = looked_at(folder, process), looked_at(folder, process)
    return sum(min(size, second.get(file, 0)) for file, size in first.items())


def looked_at(folder: Path, process: int) -> dict[int, int]:
    held = {}
    for path in [*folder.iterdir(), *Path(f"/proc/{process}/fd").iterdir()]:
        with suppress(OSError):
            where = os.readlink(path) if path.is_symlink() else str(path)
            if where.startswith(str(folder)):
                file = path.stat()
                held[file.st_ino] = file.st_blocks * 512
    return held


def test_a_large_upload_is_on_disk_once(
    transactional_db: None, redis_server: object, alice: User, tmp_path: Path
) -> None:
    process, url = start_web(
        {"DJANGO_SETTINGS_MODULE": "tests.settings", "UPLOAD_TEMP_DIR": str(tmp_path)}
    )
    headers = {"Authorization": f"Bearer {ApiToken.issue(alice, 'tests')}"}
    size = 12 * MB
    # What no file system makes smaller.
    file = text_pdf([["Once there was a fox. It lived in a wood."]]) + os.urandom(size) + b"\n%%EOF"
    most = 0
    try:
        with ThreadPoolExecutor(1) as pool:
            response = pool.submit(
                httpx.post, f"{url}/api/upload", files={"file": ("my secret.pdf", file)},
                headers=headers, timeout=PATIENCE_SECONDS,
            )  # fmt: skip
            while not response.done():
                most = max(most, kept_in(tmp_path, process.pid))
    finally:
        stop_process(process)
    assert response.result().status_code == 202
    # File systems give a growing file some room in advance.
    assert size < most < 1.5 * size
    assert not list(tmp_path.iterdir())
