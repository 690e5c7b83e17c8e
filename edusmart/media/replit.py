"""Files in Replit's object storage (App Storage): a bucket of Google's behind the app's own sidecar.

Replit's client is a thin layer over Google's, without deadlines, ranges, sizes or checksums; so its addresses
and way of signing in are used, and Google's calls below it.
"""

import json
import os
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import google.auth.exceptions
import google.auth.transport.requests
from django.core.files.base import File
from django.core.files.storage import Storage
from google.api_core import exceptions as api
from google.auth import identity_pool
from google.cloud import storage
from google.cloud.storage.retry import DEFAULT_RETRY
from replit.object_storage import client as replit_client
from replit.object_storage.errors import DefaultBucketError

from edusmart.media.mime_types import mime_type
from edusmart.media.storage import Fault, Kept

CONNECT_SECONDS = 3
READ_AT_ONCE = 1024 * 1024
# Google takes an upload in pieces of a multiple of 256 KiB.
SENT_AT_ONCE = 4 * 1024 * 1024
NO_BUCKET = "The specified bucket does not exist"


class ReplitStorage(Storage):
    """`bucket_name` empty: the app's default bucket. `timeout`: seconds, for a call with all its tries."""

    def __init__(self, bucket_name: str = "", timeout: float = 10) -> None:
        self._bucket_name = bucket_name
        self._local = threading.local()
        self._calls: dict[str, Any] = {
            "timeout": (min(CONNECT_SECONDS, timeout), timeout),
            "retry": DEFAULT_RETRY.with_timeout(timeout),
        }

    @property
    def bucket(self) -> storage.Bucket:
        """Google's client is for one thread of one process."""
        # A forked worker must not use its parent's connections.
        if getattr(self._local, "pid", None) != os.getpid():
            credentials = identity_pool.Credentials(**replit_client.REPLIT_ADC)  # type: ignore[no-untyped-call]
            self._local.client = storage.Client(credentials=credentials, project="")
            self._local.pid = os.getpid()
        return self._local.client.bucket(self._bucket_name or self._default_bucket())

    def _default_bucket(self) -> str:
        ask = google.auth.transport.requests.Request()
        answer = ask(replit_client.REPLIT_DEFAULT_BUCKET_URL, timeout=self._calls["timeout"])
        # A sidecar that fails may recover; any other refusal means that there is no bucket.
        if answer.status >= 500:
            raise ConnectionError("the sidecar is away")
        name = json.loads(answer.data).get("bucketId") if answer.status == 200 else ""
        if not name:
            raise DefaultBucketError("this app has no bucket")
        self._bucket_name = str(name)
        return self._bucket_name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # names are unique from the start

    def _save(self, name: str, content: "File[Any]") -> str:
        blob = self.bucket.blob(name, chunk_size=SENT_AT_ONCE)
        content.seek(0)
        blob.upload_from_file(
            content, size=content.size, content_type=mime_type(name), checksum="md5", **self._calls
        )
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        return File(self.read_from(name), name)

    def read_from(self, name: str, first: int = 0, last: int | None = None) -> IO[bytes]:
        blob = self._found(name)
        at_once = READ_AT_ONCE if last is None else min(READ_AT_ONCE, last - first + 1)
        file = blob.open("rb", chunk_size=at_once, **self._calls)
        file.seek(first)
        return cast(IO[bytes], file)

    def _found(self, name: str) -> storage.Blob:
        blob = self.bucket.blob(name)
        try:
            blob.reload(**self._calls)
        except api.NotFound as error:
            # 404 as well, but a wrong setting must not look like a lost file (decision 011).
            if NO_BUCKET in error.message:
                raise
            raise FileNotFoundError(name) from error
        return blob

    def exists(self, name: str) -> bool:
        try:
            self._found(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return int(self._found(name).size)

    def get_modified_time(self, name: str) -> datetime:
        return cast(datetime, self._found(name).updated)

    def delete(self, name: str) -> None:
        try:
            self.bucket.blob(name).delete(**self._calls)
        except api.NotFound as error:
            # As in `_found`.
            if NO_BUCKET in error.message:
                raise

    def local_path(self, name: str) -> Path | None:
        return None

    def address(self, name: str, method: str, download_as: str) -> str | None:
        return None

    def listing(self, prefix: str) -> Iterator[Kept]:
        for blob in self.bucket.list_blobs(prefix=prefix, **self._calls):
            yield Kept(blob.name, blob.size, blob.updated)

    def fault_of(self, error: Exception) -> tuple[Fault, str]:
        reason = f"{type(error).__name__} {getattr(error, 'code', '') or ''}".strip()
        if isinstance(error, DefaultBucketError | api.NotFound):
            return Fault.NOWHERE, reason
        if isinstance(
            error, api.Forbidden | api.Unauthorized | google.auth.exceptions.RefreshError
        ):
            return Fault.REFUSED, reason
        slow = "Timeout" in reason or isinstance(error, api.RetryError)
        return (Fault.SLOW if slow else Fault.AWAY), reason

    def where(self) -> str:
        return f"Replit's bucket {self._bucket_name or 'of this app'}"
