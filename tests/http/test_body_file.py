"""A large body is read once from the file that it was received into."""

import os
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

from edusmart.http.body_file import FREED_AT_ONCE_BYTES, ReadOnce
from edusmart.machine.libc import free_space

PIECE = FREED_AT_ONCE_BYTES // 4


def test_what_was_read_takes_no_space_any_more(tmp_path: Path) -> None:
    content = os.urandom(8 * FREED_AT_ONCE_BYTES)
    with TemporaryFile(dir=tmp_path) as file:
        file.write(content)
        body = ReadOnce(file)
        before = os.fstat(file.fileno()).st_blocks
        read = [body.read(PIECE) for _ in range(len(content) // PIECE)]
        assert b"".join(read) == content
        # Of 512 bytes each; the last share may still be there.
        assert os.fstat(file.fileno()).st_blocks <= before // 4


def test_lines_are_read_as_they_were_sent(tmp_path: Path) -> None:
    lines = [os.urandom(1000).replace(b"\n", b" ") + b"\n" for _ in range(4000)]
    with TemporaryFile(dir=tmp_path) as file:
        file.write(b"".join(lines))
        body = ReadOnce(file)
        assert [body.readline() for _ in lines] == lines
        assert body.read() == b""


def test_a_system_that_frees_no_part_of_a_file_is_no_error() -> None:
    assert not free_space(-1, 0, 1)


def test_a_body_that_is_closed_stays_closed() -> None:
    file = BytesIO(b"body")
    body = ReadOnce(file)
    assert body.read() == b"body"
    body.close()
    assert file.closed
