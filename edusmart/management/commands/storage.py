"""`manage.py storage`: where files are kept, why there, and whether it works."""

import sys
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat

from edusmart.media import StorageAway, files
from edusmart.media.file_store import keep_as
from edusmart.media.local_file import chunks_of
from edusmart.media.storage import in_use
from edusmart.media.storage_calls import storage_call

TRIAL = "trial/trial.txt"
CONTENT = b"EduSmart can keep files here."


class Command(BaseCommand):
    help = "Say which storage keeps the files and why; write, read and delete one to see whether it works."

    def handle(self, *args: Any, **options: Any) -> None:
        choice = settings.FILE_STORAGE
        self.stdout.write(f"Files are kept in {in_use().where()}, because {choice.because}.")
        try:
            try_out()
        except StorageAway as away:
            self.stderr.write(f"It does not work: {away.sentence}")
            sys.exit(1)
        self.stdout.write("A file was written, read back and deleted: it works.")
        with suppress(DatabaseError):  # before the first migrate there is nothing to count
            for kind in files.kinds():
                used = kind.used()
                self.stdout.write(f"{kind.name}: {used['files']} files, {_size(kind, used)}")


def _size(kind: files.FilesOf, used: dict[str, Any]) -> str:
    return filesizeformat(used["bytes"]) if kind.size else "sizes not recorded"


def try_out() -> None:
    """Write, read back and delete a trial file. Raises StorageAway."""
    storage = in_use()
    with storage_call(storage, "keep", TRIAL):
        # What a trial left that was interrupted would make the disk choose another name.
        storage.delete(TRIAL)
        keep_as(storage, TRIAL, ContentFile(CONTENT))
    with storage_call(storage, "give", TRIAL):
        if b"".join(chunks_of(storage, TRIAL)) != CONTENT:
            raise OSError("another file came back")
    with storage_call(storage, "delete", TRIAL):
        storage.delete(TRIAL)
