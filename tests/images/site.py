"""The running site as a client sees it: a PDF goes in, a story comes out."""

import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4


@dataclass
class Site:
    """The site at `url`, used with an API token."""

    url: str
    token: str = ""

    def get(self, path: str) -> bytes:
        """Raises OSError where the answer is no success."""
        return self._answer(path)

    def upload(self, name: str, document: bytes) -> str:
        """Start a story; returns the path of its status."""
        boundary = uuid4().hex
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode() + document + f"\r\n--{boundary}--\r\n".encode()  # fmt: skip
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        answer = self._answer("/api/upload", body, headers)
        return str(json.loads(answer)["status_url"])

    def story(self, status: str) -> dict[str, Any]:
        """The story and its scenes."""
        state: dict[str, Any] = json.loads(self.get(status))
        return state

    def _answer(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        known = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        request = urllib.request.Request(self.url + path, body, {**(headers or {}), **known})  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            content: bytes = answer.read()
        return content
