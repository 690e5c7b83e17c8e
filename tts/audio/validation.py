"""Check that what a provider calls audio is audio of the length it claims."""

import io

from edusmart.work.errors import WorkError

SHORTEST_SECONDS = 0.1
TOLERANCE = 0.1  # of the duration
TOLERANCE_SECONDS = 0.3  # encoders pad both ends


def check_audio(audio: bytes, claimed_seconds: float) -> float:
    """Decode all of it and return its length in seconds. Raises WorkError when that is not as claimed."""
    seconds = _decoded_seconds(audio)
    allowed = TOLERANCE_SECONDS + TOLERANCE * claimed_seconds
    if seconds < SHORTEST_SECONDS or abs(seconds - claimed_seconds) > allowed:
        raise WorkError("The voice's answer did not sound as it should.", "implausible_audio")
    return seconds


def _decoded_seconds(audio: bytes) -> float:
    # Loads av: 25 MB that a web process hardly ever needs.
    import av
    from av.error import FFmpegError

    try:
        with av.open(io.BytesIO(audio), "r") as container:
            spans = (frame.samples / frame.sample_rate for frame in container.decode(audio=0))
            return float(sum(spans))
    except (FFmpegError, IndexError, ValueError) as error:
        raise WorkError("The voice's answer did not sound as it should.", "not_audio") from error
