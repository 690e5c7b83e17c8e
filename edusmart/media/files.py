"""The registry of files that rows refer to: for the audit, transfers, orphans and sizes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value

BATCH = 500


@dataclass(frozen=True)
class Referred:
    """A file that a row refers to; `size` (bytes) and `sha256` are 0 and "" where the row knows none."""

    label: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class FilesOf:
    """One kind of files: `rows` returns every row that may have one; the others are its field names."""

    name: str
    rows: Callable[[], "QuerySet[Any]"]
    field: str = "file"
    size: str = "size"
    sha256: str = "sha256"

    def _with_file(self) -> "QuerySet[Any]":
        return self.rows().exclude(**{self.field: ""}).order_by()

    def referred(self) -> Iterator[Referred]:
        """Yield every file, a batch of rows at a time: no cursor stays open while files are moved."""
        rows = self._with_file().order_by("pk")
        label = str(rows.model._meta.verbose_name)
        size = F(self.size) if self.size else Value(0)
        sha256 = F(self.sha256) if self.sha256 else Value("")
        found = rows.values_list("pk", self.field, size, sha256)
        batch = list(found[:BATCH])
        while batch:
            yield from (Referred(f"{label} {pk}", *rest) for pk, *rest in batch)
            batch = list(found.filter(pk__gt=batch[-1][0])[:BATCH])

    def among(self, prefix: str) -> set[str]:
        """Return the names beginning with `prefix` that a row refers to now."""
        rows = self._with_file().filter(**{f"{self.field}__startswith": prefix})
        return set(rows.values_list(self.field, flat=True))

    def used(self) -> dict[str, Any]:
        """Return `files` and `bytes` of all rows, by one query."""
        rows = self._with_file()
        return rows.aggregate(
            files=Count(self.field, distinct=True),
            bytes=Sum(self.size or Value(0), default=0),
        )


_kinds: dict[str, FilesOf] = {}


def register_files(
    name: str, rows: Callable[[], "QuerySet[Any]"],
    *, field: str = "file", size: str = "size", sha256: str = "sha256",
) -> None:  # fmt: skip
    """Say in AppConfig.ready() that these rows' `field` names files stored in the folder `name`.

    Whatever is stored there without a row that refers to it is deleted after its keep time. Rows that do not
    know a size or hash give an empty field name. A second field or model with files in the same folder
    registers as `folder/something`.
    """
    _kinds[name] = FilesOf(name, rows, field, size, sha256)


def kinds() -> list[FilesOf]:
    return list(_kinds.values())


def folders() -> list[str]:
    """Return the folders in which every file must have a row."""
    return sorted({name.partition("/")[0] for name in _kinds})
