"""Files in a folder of this machine."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

from edusmart.media.storage import Fault, Kept

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


class DiskStorage(FileSystemStorage):
    """Django's, with what our storages can do besides."""

    def read_from(self, name: str, first: int = 0, last: int | None = None) -> IO[bytes]:
        file = Path(self.path(name)).open("rb")  # noqa: SIM115 - the caller closes it
        file.seek(first)
        return file

    def local_path(self, name: str) -> Path | None:
        return Path(self.path(name))

    def address(self, name: str, method: str, download_as: str) -> str | None:
        return None

    def listing(self, prefix: str) -> Iterator[Kept]:
        root = Path(self.location)
        for folder, _folders, names in os.walk(root / prefix):
            for name in names:
                path = Path(folder, name)
                try:
                    about = path.stat()
                except FileNotFoundError:  # deleted meanwhile
                    continue
                modified = datetime.fromtimestamp(about.st_mtime, UTC)
                yield Kept(path.relative_to(root).as_posix(), about.st_size, modified)

    def fault_of(self, error: Exception) -> tuple[Fault, str]:
        number = error.errno if isinstance(error, OSError) else None
        called = errno.errorcode.get(number or 0, "") if number else ""
        reason = f"{type(error).__name__} {called}".strip()
        if number in NO_ROOM:
            return Fault.FULL, reason
        return (Fault.REFUSED if number in NOT_ALLOWED else Fault.AWAY), reason

    def where(self) -> str:
        return _("the folder %s") % self.location
