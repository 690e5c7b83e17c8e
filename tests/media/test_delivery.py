"""Files on disk, as a browser asks for them."""

from collections.abc import Callable

import pytest

from edusmart.accounts.models import User
from edusmart.media import CHUNK_BYTES
from tests.media.asking import ask
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = bytes(range(256)) * 40
SIZE = len(CONTENT)

Recorded = Callable[[bytes], Narration]


def test_the_whole_file(recorded: Recorded, alice: User) -> None:
    answer = ask(recorded(CONTENT).url, alice)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-range" not in answer.headers
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-100", 100, 100),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        ("bytes=9000-", 9000, SIZE - 1),
        ("bytes=9000-999999", 9000, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
        # Safari and Chrome ask for all of it this way and take a 200 for "no seeking here".
        ("bytes=0-", 0, SIZE - 1),
        (f"bytes=0-{SIZE - 1}", 0, SIZE - 1),
    ],
)
def test_a_range(recorded: Recorded, alice: User, asked: str, first: int, last: int) -> None:
    answer = ask(recorded(CONTENT).url, alice, headers={"range": asked})
    assert answer.status == 206
    assert answer.body == CONTENT[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_beyond_the_file(recorded: Recorded, alice: User, asked: str) -> None:
    answer = ask(recorded(CONTENT).url, alice, headers={"range": asked})
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=-", "bytes=", "bytes", "items=0-9", "bytes=a-b", "bytes=0-1,5-6",
        "bytes=1e3-", "bytes=--5", "bytes=\u0661-\u0662".encode().decode("latin-1"),
        f"bytes=0-{'9' * 400}", "0-9",
    ],
)  # fmt: skip
def test_an_odd_range_means_everything(recorded: Recorded, alice: User, asked: str) -> None:
    answer = ask(recorded(CONTENT).url, alice, headers={"range": asked})
    assert (answer.status, answer.body) == (200, CONTENT)


@pytest.mark.parametrize(("asked", "status", "length"), [("", 200, SIZE), ("bytes=0-9", 206, 10)])
def test_head_has_no_body(
    recorded: Recorded, alice: User, asked: str, status: int, length: int
) -> None:
    answer = ask(recorded(CONTENT).url, alice, "HEAD", {"range": asked} if asked else {})
    assert (answer.status, answer.body) == (status, b"")
    assert answer.headers["content-length"] == str(length)


def test_a_big_file_is_streamed_and_never_compressed(recorded: Recorded, alice: User) -> None:
    content = b"tell me a story " * 100_000
    answer = ask(recorded(content).url, alice, headers={"accept-encoding": "gzip, br"})
    assert answer.body == content
    assert answer.headers["content-length"] == str(len(content))
    assert answer.headers.get("content-encoding", "identity") == "identity"
    assert max(len(piece) for piece in answer.pieces) <= CHUNK_BYTES
    assert len(answer.pieces) >= len(content) / CHUNK_BYTES


def test_an_empty_file(recorded: Recorded, alice: User) -> None:
    url = recorded(b"").url
    assert ask(url, alice).headers["content-length"] == "0"
    assert ask(url, alice, headers={"range": "bytes=0-"}).status == 416


def test_a_download_has_its_name(recorded: Recorded, alice: User) -> None:
    narration = recorded(CONTENT)
    answer = ask(f"{narration.url}?download", alice)
    assert answer.headers["content-disposition"] == f'attachment; filename="{narration.filename}"'


def test_a_stranger_and_a_lost_file_get_the_same_answer(
    recorded: Recorded, alice: User, charlie: User
) -> None:
    narration = recorded(CONTENT)
    assert ask(narration.url, charlie).status == 404
    assert narration.recording is not None
    narration.recording.file = "recordings/00/gone.mp3"
    narration.recording.save()
    assert ask(narration.url, alice).status == 404


def test_a_known_file_is_not_sent_again(recorded: Recorded, alice: User) -> None:
    url = recorded(CONTENT).url
    etag = ask(url, alice).headers["etag"]
    answer = ask(url, alice, headers={"if-none-match": etag})
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == etag
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert "content-length" not in answer.headers


@pytest.mark.parametrize("mine", [True, False])
def test_a_range_of_another_file_is_the_whole_of_this_one(
    recorded: Recorded, alice: User, mine: bool
) -> None:
    url = recorded(CONTENT).url
    etag = ask(url, alice).headers["etag"] if mine else '"another"'
    answer = ask(url, alice, headers={"range": "bytes=0-9", "if-range": etag})
    assert (answer.status, len(answer.body)) == ((206, 10) if mine else (200, SIZE))
