"""A picture is encoded beside what the process has to do, and not instead of it."""

import io
import random
import sys
import threading
import time

from PIL import Image

from edusmart.decoding import encoded


def test_others_go_on_while_a_picture_is_encoded() -> None:
    noise = Image.frombytes("RGB", (2400, 2400), random.Random(1).randbytes(2400 * 2400 * 3))
    turns, begun, ended = 0, threading.Event(), threading.Event()

    def go_on() -> None:
        nonlocal turns
        begun.set()
        while not ended.is_set():
            turns += 1
            time.sleep(0)  # lets whoever waits have a turn

    other = threading.Thread(target=go_on)
    other.start()
    begun.wait()
    # Python itself takes no turn away within the test: whoever goes on was let by the encoder.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        before = turns
        content = encoded(noise, quality=82, progressive=True)
        went_on = turns - before
    finally:
        sys.setswitchinterval(usual)
        ended.set()
        other.join()
    assert went_on > 20
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (2400, 2400))


def test_it_is_the_same_jpeg_as_in_memory() -> None:
    image, memory = Image.effect_noise((160, 160), 90).convert("RGB"), io.BytesIO()
    image.save(memory, "JPEG", quality=80, optimize=True, progressive=True)
    assert encoded(image, quality=80, progressive=True) == memory.getvalue()
