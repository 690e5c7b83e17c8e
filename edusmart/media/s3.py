"""Files in a bucket of S3, or of a service that speaks like it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from botocore import exceptions as boto
from botocore.config import Config
from django.conf import settings
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from edusmart.media.storage import Fault, Kept

CONNECT_SECONDS = 3
TRIES = 2
ADDRESS_SECONDS = 3600

SLOW = (boto.ConnectTimeoutError, boto.ReadTimeoutError)
NO_KEYS = (boto.NoCredentialsError, boto.PartialCredentialsError)
MISSING = ("404", "NoSuchKey", "NotFound")
NO_BUCKET = "NoSuchBucket"

_one_at_a_time = threading.Lock()


class BucketStorage(S3Storage):  # type: ignore[misc]
    """django-storages', with deadlines, ranges, and a bucket that is away told from a file that is.

    `timeout`: seconds without a byte after which a call is given up; each is tried twice.
    """

    def __init__(self, *, timeout: float, addressing_style: str, **options: Any) -> None:
        config = Config(
            s3={"addressing_style": addressing_style},
            signature_version="s3v4",
            connect_timeout=min(CONNECT_SECONDS, timeout),
            read_timeout=timeout,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            # A thread each for requests at work, and some for files on their way to slow readers.
            max_pool_connections=settings.WEB_REQUESTS_AT_ONCE + 10,
        )
        # Names are unique already; without this each save would first ask whether its name is taken.
        fixed = {"file_overwrite": True, "default_acl": None, "querystring_expire": ADDRESS_SECONDS}
        super().__init__(client_config=config, **fixed, **options)
        self._shared: Any = None
        self._pid = 0

    @property
    def connection(self) -> Any:
        """One for all threads of a process: making one takes longer than most calls."""
        with _one_at_a_time:
            # A forked worker must not use its parent's connections.
            if self._pid != os.getpid():
                self._connections.connection = self._bucket = None
                self._shared, self._pid = super().connection, os.getpid()
        return self._shared

    @property
    def bucket(self) -> Any:
        return self.connection.Bucket(self.bucket_name)

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        with self._missing_means_the_file(name):
            return int(self._client.head_object(Bucket=self.bucket_name, Key=name)["ContentLength"])

    def read_from(self, name: str, first: int = 0, last: int | None = None) -> IO[bytes]:
        wanted: dict[str, str] = {}
        if first or last is not None:
            wanted["Range"] = f"bytes={first}-{'' if last is None else last}"
        with self._missing_means_the_file(name):
            response = self._client.get_object(Bucket=self.bucket_name, Key=name, **wanted)
        return cast(IO[bytes], response["Body"])

    @contextmanager
    def _missing_means_the_file(self, name: str) -> Iterator[None]:
        """Tell a missing file from a missing bucket: a response to HEAD has no body that would say which."""
        try:
            yield
        except boto.ClientError as error:
            if _code(error) not in MISSING:
                raise
            # Raises when it is the bucket that is missing.
            self._client.head_bucket(Bucket=self.bucket_name)
            raise FileNotFoundError(name) from error

    def local_path(self, name: str) -> Path | None:
        return None

    def address(self, name: str, method: str, download_as: str) -> str | None:
        if settings.MEDIA_THROUGH_WEB:
            return None
        if self.custom_domain:  # a CDN hands files out under the names they have
            return None if download_as else str(self.url(name))
        named = content_disposition_header(True, download_as) if download_as else None
        wished = {"ResponseContentDisposition": named} if named else None
        return str(self.url(name, wished, http_method=method))  # signed for one method only

    def listing(self, prefix: str) -> Iterator[Kept]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
            for entry in page.get("Contents", ()):
                yield Kept(entry["Key"], entry["Size"], entry["LastModified"])

    def fault_of(self, error: Exception) -> tuple[Fault, str]:
        code = _code(error)
        reason = f"{type(error).__name__} {code}".strip()
        if isinstance(error, SLOW):
            return Fault.SLOW, reason
        if isinstance(error, NO_KEYS) or _status(error) in (401, 403):
            return Fault.REFUSED, reason
        # Without a body, 404 is HEAD's word for a bucket that is not there: files were told apart above.
        missing = code == NO_BUCKET or _status(error) == 404
        return (Fault.NOWHERE if missing else Fault.AWAY), reason

    def where(self) -> str:
        bucket = {
            "name": self.bucket_name,
            "at": self.endpoint_url or "AWS",
            "by": self.custom_domain,
        }
        if self.custom_domain:
            return _("the bucket %(name)s at %(at)s, read through %(by)s") % bucket
        return _("the bucket %(name)s at %(at)s") % bucket


def _code(error: Exception) -> str:
    return str(error.response["Error"]["Code"]) if isinstance(error, boto.ClientError) else ""


def _status(error: Exception) -> int:
    if not isinstance(error, boto.ClientError):
        return 0
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
