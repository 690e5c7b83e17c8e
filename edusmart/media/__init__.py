"""Files: safe names, and delivery behind the application's own permission, with ranges.

Which storage holds them (S3, Replit's or disk) is chosen in settings by what the environment offers.
"""

from edusmart.media.delivery import deliver, delivers_itself
from edusmart.media.file_store import await_storage, discard, discard_on_commit, store, store_file
from edusmart.media.files import register_files
from edusmart.media.local_file import CHUNK_BYTES, on_disk, uploaded_on_disk
from edusmart.media.mime_types import MIME_TYPES
from edusmart.media.storage_calls import STORAGE_WAIT, StorageAway

__all__ = [
    "CHUNK_BYTES",
    "MIME_TYPES",
    "STORAGE_WAIT",
    "StorageAway",
    "await_storage",
    "deliver",
    "delivers_itself",
    "discard",
    "discard_on_commit",
    "on_disk",
    "register_files",
    "store",
    "store_file",
    "uploaded_on_disk",
]
