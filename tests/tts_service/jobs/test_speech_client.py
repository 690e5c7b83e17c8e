"""The worker's own client: half a chunk is no chunk."""

import pytest

from tests.scripted_http import Answer, Drop
from tests.tts_service.engines.test_remote import Elsewhere
from tts.service.jobs.speech_client import ConnectionLost, SpeechClient


@pytest.mark.parametrize("sent", [b"", b"RIFF and a part of what was told"])
@pytest.mark.parametrize("length", [100, None])
def test_an_answer_that_breaks_off_is_not_taken_for_the_chunk(
    sent: bytes, length: int | None
) -> None:
    with Elsewhere(Answer([sent, Drop()], content_type="audio/wav", length=length)) as server:
        client = SpeechClient(server.url, "", 5)
        with pytest.raises(ConnectionLost):
            client.speak({"text": "The fox."}, "a.0")
        client.close()
