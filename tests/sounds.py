"""Sound files for tests."""

import io
from typing import cast

import av
import numpy as np


def hum(container: str, codec: str, rate: int, layout: str = "mono", seconds: int = 2) -> bytes:
    """A hum in a file of this kind."""
    content = io.BytesIO()
    with av.open(content, "w", format=container) as file:
        stream = cast("av.AudioStream", file.add_stream(codec, rate=rate))
        stream.layout = layout
        wave = (8000 * np.sin(np.arange(seconds * rate) / 20)).astype(np.int16)
        packed = np.repeat(wave, len(stream.layout.channels))[None]
        resampler = av.AudioResampler(stream.format, layout, rate)
        for at in range(0, packed.shape[1], 1152):
            frame = av.AudioFrame.from_ndarray(packed[:, at : at + 1152], "s16", layout)
            frame.sample_rate = rate
            for fit in resampler.resample(frame):
                fit.pts = None
                file.mux(stream.encode(fit))
        file.mux(stream.encode(None))
    return content.getvalue()
