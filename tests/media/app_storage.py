"""Replit's object storage as its client sees it: the sidecar, and what is used of Google's JSON API."""

import base64
import email
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BUCKET = "replit-objstore-test"
TOKEN = "from-the-sidecar"
NO_BUCKET = "The specified bucket does not exist."


class AppStorage(ThreadingHTTPServer):
    """Serves sidecar and bucket at one address; `objects` is what the bucket holds."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.sessions: dict[str, tuple[str, bytearray]] = {}
        self.requests: list[str] = []
        self.bucket = BUCKET

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: AppStorage

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests.append(f"{self.command} {parts.path}")
        if answer := SIDECAR.get((self.command, parts.path)):
            return self._json(answer)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._error(401, "Invalid Credentials")
        match = re.fullmatch(r"(/upload|/download|)/storage/v1/b/([^/]+)/o(?:/(.*))?", parts.path)
        if match is None:
            return self._error(404, "Not Found")
        if match[2] != self.server.bucket:
            return self._error(404, NO_BUCKET)
        return self._ACTS[self.command, match[1]](self, unquote(match[3] or ""), query, body)

    do_GET = do_POST = do_PUT = do_DELETE = _handle

    def _list_or_describe(self, name: str, query: dict[str, str], body: bytes) -> None:
        if name:
            return self._json(self._about(name)) if self._has(name) else None
        names = sorted(n for n in self.server.objects if n.startswith(query.get("prefix", "")))
        start = int(query.get("pageToken", 0))
        page: dict[str, Any] = {"items": [self._about(n) for n in names[start : start + 2]]}
        if start + 2 < len(names):
            page["nextPageToken"] = str(start + 2)
        return self._json(page)

    def _download(self, name: str, query: dict[str, str], body: bytes) -> None:
        if not self._has(name):
            return
        content = self.server.objects[name]
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked:
            return self._send(200, content)
        first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
        if first > last:
            return self._error(416, "Range not satisfiable")
        of = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
        self._send(206, content[first : last + 1], of)

    def _upload(self, name: str, query: dict[str, str], body: bytes) -> None:
        if query["uploadType"] == "resumable":
            session = str(len(self.server.sessions))
            self.server.sessions[session] = (json.loads(body)["name"], bytearray())
            where = f"http://{self.headers['Host']}{urlsplit(self.path).path}?upload_id={session}"
            return self._send(200, b"", {"Location": where})
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message: Any = email.message_from_bytes(head + body)
        about, content = message.get_payload()
        described = json.loads(about.get_payload())
        raw: bytes = content.get_payload(decode=True)
        if described.get("md5Hash", _md5(raw)) != _md5(raw):
            return self._error(400, "Provided MD5 hash does not match")
        self.server.objects[described["name"]] = raw
        self._json(self._about(described["name"]))

    def _resume(self, name: str, query: dict[str, str], body: bytes) -> None:
        name, sent = self.server.sessions[query["upload_id"]]
        sent.extend(body)
        total = self.headers["Content-Range"].rpartition("/")[2]
        if str(len(sent)) != total:
            return self._send(308, b"", {"Range": f"bytes=0-{len(sent) - 1}"})
        self.server.objects[name] = bytes(sent)
        return self._json(self._about(name))

    def _delete(self, name: str, query: dict[str, str], body: bytes) -> None:
        if self._has(name):
            del self.server.objects[name]
            self._send(204, b"")

    _ACTS: dict[tuple[str, str], Callable[..., None]] = {  # noqa: RUF012
        ("GET", ""): _list_or_describe,
        ("GET", "/download"): _download,
        ("POST", "/upload"): _upload,
        ("PUT", "/upload"): _resume,
        ("DELETE", ""): _delete,
    }

    def _has(self, name: str) -> bool:
        if name not in self.server.objects:
            self._error(404, f"No such object: {self.server.bucket}/{name}")
        return name in self.server.objects

    def _about(self, name: str) -> dict[str, Any]:
        content = self.server.objects[name]
        return {
            "name": name, "bucket": self.server.bucket, "size": str(len(content)), "generation": "1",
            "md5Hash": _md5(content), "updated": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "mediaLink": f"http://{self.headers['Host']}/download/storage/v1/b/{self.server.bucket}/o/"
            f"{name.replace('/', '%2F')}?alt=media",
        }  # fmt: skip

    def _error(self, status: int, message: str) -> None:
        self._json({"error": {"code": status, "message": message}}, status)

    def _json(self, answer: Any, status: int = 200) -> None:
        self._send(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


SIDECAR = {
    ("GET", "/object-storage/default-bucket"): {"bucketId": BUCKET},
    ("GET", "/credential"): {"access_token": "of-this-app"},
    ("POST", "/token"): {
        "access_token": TOKEN, "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
        "token_type": "Bearer", "expires_in": 3600,
    },
}  # fmt: skip


def _md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()  # noqa: S324
