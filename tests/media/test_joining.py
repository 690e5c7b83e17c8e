"""Several recordings as one file, wherever they are stored."""

import io
from typing import Any

import av
import pytest
from django.test import RequestFactory
from django.utils import timezone

from edusmart import media
from edusmart.accounts.errors import RequestRefused
from edusmart.media.concatenation import deliver_spans
from edusmart.media.storage import in_use
from tests.answers import body_of
from tests.sounds import hum
from tts.audio.join import About, Part, join
from tts.models import Recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anywhere")]


def recorded(key: str, content: bytes) -> Recording:
    name = media.store("recordings", "mp3", content)
    return Recording.objects.create(key=key * 64, file=name, size=len(content), sha256=key)


def test_parts_of_two_engines_are_one_file_with_ranges_over_its_seams() -> None:
    usual = recorded("a", hum("mp3", "libmp3lame", 22_050, seconds=3))
    odd = recorded("b", hum("mp3", "libmp3lame", 48_000, "stereo"))
    about, now = About("Brief", "", "", "en"), timezone.now()
    parts = [Part("One", usual), Part("Two", odd), Part("Three", usual)]
    file = join(about, parts, now).file

    def ask(method: str = "GET", **headers: str) -> Any:
        return deliver_spans(RequestFactory().generic(method, "/", headers=headers), file)

    head, whole = ask("HEAD"), body_of(ask())
    assert int(head["Content-Length"]) == len(whole) == file.size
    seam = sum(span.size for span in file.spans[:2])
    part = ask(range=f"bytes={seam - 9}-{seam + 9}")
    assert body_of(part) == whole[seam - 9 : seam + 10]
    assert ask(**{"if-none-match": head["ETag"]}).status_code == 304
    with av.open(io.BytesIO(whole), "r") as played:
        assert [it["metadata"]["title"] for it in played.chapters()] == ["One", "Two", "Three"]
        frames = list(played.decode(audio=0))
    assert {(it.sample_rate, it.layout.name) for it in frames} == {(22_050, "mono")}
    assert sum(it.samples for it in frames) / 22_050 == pytest.approx(8, abs=0.4)
    assert join(about, parts, now).file.etag == file.etag  # the copy was kept


def test_a_part_that_is_lost_ends_the_file_and_is_named_where_it_must_be_read() -> None:
    good = recorded("a", hum("mp3", "libmp3lame", 22_050))
    lost = recorded("b", hum("mp3", "libmp3lame", 22_050))
    parts = [Part("One", good), Part("Two", lost)]
    file = join(About("Brief", "", "", "en"), parts, timezone.now()).file
    in_use().delete(lost.file)
    answer = deliver_spans(RequestFactory().get("/"), file)
    assert len(body_of(answer)) == file.size - file.spans[-1].size
    Recording.objects.update(frames=None)
    lost.refresh_from_db()
    with pytest.raises(RequestRefused, match="“Two” cannot be read"):
        join(About("Brief", "", "", "en"), [Part("One", good), Part("Two", lost)], timezone.now())
