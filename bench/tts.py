"""`python -m bench.tts`: what the speech service costs over its engine; `--soak` for its memory.

Piper's own HTTP server is measured beside it with the same voice where piper-tts is installed; the
voice is the tests' tone of a few hundred bytes, so what is compared is the servers.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import httpx

from bench.parts.report import percentile, write_down
from tests.processes import ROOT, free_port, start_tts_service, stop_process, wait_until
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.speech.synthesis import Synthesis, SynthesisRequest
from tts.service.text.chunks import chunks
from tts.service.text.lexicon import NO_LEXICON
from tts.service.text.normalization import normalize

SENTENCE = "The little fox walked home under the bright stars, and nobody saw her. "
RUNS = 25
SENTENCES = (1, 8, 64)
RATE_SECONDS = 6.0
CALLERS = (1, 8)
SOAK = 2_000
WARM_UP = 300
SETTLING_SECONDS = 12.0  # the service gives free memory back every ten

Row = tuple[str, str]


def processor_time(deed: Callable[[], object], runs: int = 5) -> float:
    """The milliseconds of this process's processor time that a deed takes, at best."""
    deed()
    took = []
    for _ in range(runs):
        began = time.process_time()
        deed()
        took.append((time.process_time() - began) * 1000)
    return min(took)


def within(text: str, name: str) -> Callable[[], object]:
    """The service's own work on a text in this process: engine, levelling, checks, file."""
    engine = PolyglotEngine(EspeakEngine(), NO_LEXICON)
    synthesizer, voice = engine.open(), engine.voice(None, None)
    request = SynthesisRequest(text, voice, 1.0, name, engine.chunk_size)

    def synthesize() -> object:
        synthesis = Synthesis(request, engine.sample_rate, 7200)
        *others, last = synthesis.chunks
        for chunk in others:
            synthesis.write(synthesis.speak(chunk, threading.Event(), synthesizer))
        return synthesis.finish(synthesis.speak(last, threading.Event(), synthesizer))

    return synthesize


def costs() -> Iterator[Row]:
    """Processor time of a text: the engine alone, then with all that is done to its sound."""
    for count in SENTENCES:
        text = SENTENCE * count
        engine = processor_time(alone(text))
        told = ", ".join(f"{n} {processor_time(within(text, n)):.1f} ms" for n in ("wav", "mp3"))
        yield f"processor time of {count} sentences", f"engine alone {engine:.1f} ms, {told}"


def milliseconds(deed: Callable[[], object], runs: int = RUNS) -> list[float]:
    """How long a deed takes, once before being counted."""
    deed()
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        deed()
        took.append((time.perf_counter() - began) * 1000)
    return took


def alone(text: str) -> Callable[[], object]:
    """The engine in this process, speaking the text's chunks one after the other."""
    engine = EspeakEngine()
    speaker, voice = engine.open(), engine.voice(None, None)
    pieces = chunks(normalize(text).text, engine.chunk_size)
    spoken = [text[piece.span.start : piece.span.end] for piece in pieces]
    return lambda: [speaker.synthesize(one, voice, 1.0, lambda: False) for one in spoken]


def overhead(client: httpx.Client) -> Iterator[Row]:
    """One caller, whole files: the engine alone, then through the service."""
    for count in SENTENCES:
        text = SENTENCE * count
        engine = median(milliseconds(alone(text)))
        for name in ("wav", "mp3"):
            body = {"text": text, "format": name}
            served = milliseconds(partial(client.post, "/tts", json=body))
            over = median(served) - engine
            yield (
                f"{name}, {count} sentences: engine alone, through the service",
                f"{engine:.1f} ms, {median(served):.1f} ms ({over:+.1f} ms)",
            )


def first_byte(client: httpx.Client, body: dict[str, object]) -> float:
    """Milliseconds until the first bytes of a streamed answer."""
    began = time.perf_counter()
    with client.stream("POST", "/tts", json=body) as answer:
        next(answer.iter_raw())
        return (time.perf_counter() - began) * 1000


def first_bytes(client: httpx.Client) -> Iterator[Row]:
    """How soon a streamed text begins, by its length."""
    for count in (1, 8, 64, 256):
        body: dict[str, object] = {"text": SENTENCE * count, "format": "mp3", "stream": True}
        took = [first_byte(client, body) for _ in range(RUNS)]
        asked = {**body, "stream": False}
        whole = median(milliseconds(partial(client.post, "/tts", json=asked), 3))
        figure = f"p50 {median(took):.1f} ms, p95 {percentile(took, 95):.1f} ms; whole file {whole:.0f} ms"
        yield f"first byte of {count} sentences, streamed mp3", figure


def requests_a_second(ask: Callable[[httpx.Client], httpx.Response], callers: int) -> float:
    """Answers per second for so many callers at once, each with a connection of their own."""
    ends = time.perf_counter() + RATE_SECONDS
    done = itertools.count()

    def call(_: int) -> None:
        with httpx.Client(timeout=60) as client:
            while time.perf_counter() < ends:
                answer = ask(client)
                assert answer.status_code == 200, answer.text
                assert len(answer.content) > 1000
                next(done)

    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(call, range(callers)))
    return next(done) / RATE_SECONDS


def rates(pid: int, url: str, label: str, path: str, body: dict[str, object]) -> Iterator[Row]:
    """Requests per second of one server, and what each costs it."""
    for callers in CALLERS:
        before = processor_seconds(pid)
        rate = requests_a_second(lambda client: client.post(url + path, json=body), callers)
        cost = (processor_seconds(pid) - before) / (rate * RATE_SECONDS) * 1000
        figure = f"{rate:.0f} requests a second, {cost:.1f} ms of processor each"
        yield f"{label}, one sentence as {body.get('format', 'wav')}, {callers} callers", figure


def processor_seconds(pid: int) -> float:
    """What a process has used so far, all its threads together."""
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def service(**env: str) -> Iterator[tuple[int, str]]:
    """A speech service with room for all callers: its process id and URL."""
    process, url = start_tts_service({"MAX_CONCURRENT_REQUESTS": "32", **env})
    try:
        yield process.pid, url
    finally:
        stop_process(process)


@contextmanager
def piper_server(model: Path) -> Iterator[tuple[int, str]]:
    """Piper's own server with this voice: its process id and URL."""
    port = free_port()
    command = [sys.executable, "-m", "piper.http_server", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "-m", str(model)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{url}/voices").status_code == 200
        return False

    try:
        wait_until(answers, "piper's answer")
        yield process.pid, url
    finally:
        process.terminate()
        process.wait()


def beside_piper() -> Iterator[Row]:
    """The same voice behind both servers."""
    if find_spec("piper") is None or find_spec("onnx") is None:
        yield "piper's own HTTP server", "not installed"
        return
    from tests.tts_service.piper_voice import piper_voice

    with tempfile.TemporaryDirectory() as folder:
        model = piper_voice(Path(folder), "en_US-jenny-medium")
        with piper_server(model) as (pid, url):
            yield from rates(pid, url, "piper's HTTP server", "/synthesize", {"text": SENTENCE})
        with service(TTS_ENGINE="piper", MODEL_PATH=str(model)) as (pid, url):
            body: dict[str, object] = {"text": SENTENCE, "format": "wav"}
            yield from rates(pid, url, "this service, piper's voice", "/tts", body)


def resident(pid: int) -> float:
    """Megabytes a process holds once it rests."""
    time.sleep(SETTLING_SECONDS)
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def soak() -> Iterator[Row]:
    """Memory after a warm-up and after many requests more, in every format, whole and streamed."""
    formats = ("mp3", "wav", "opus", "flac", "pcm")
    numbers = itertools.count()
    lock = threading.Lock()
    with service() as (pid, url):

        def ask(_: int) -> None:
            with lock:
                number = next(numbers)
            body = {
                "text": SENTENCE * (1 + number % 7), "format": formats[number % 5],
                "stream": bool(number % 2),
            }  # fmt: skip
            httpx.post(f"{url}/tts", json=body, timeout=60).raise_for_status()

        with ThreadPoolExecutor(8) as callers:
            list(callers.map(ask, range(WARM_UP)))
            before = resident(pid)
            list(callers.map(ask, range(SOAK)))
            after = resident(pid)
    change = (after - before) / before * 100
    yield f"memory after {WARM_UP} requests", f"{before:.1f} MB"
    yield f"memory after {SOAK} more", f"{after:.1f} MB ({change:+.1f} %)"


def main() -> None:
    if "--soak" in sys.argv:
        write_down(f"Speech service, {SOAK} requests", list(soak()))
        return
    with service() as (pid, url), httpx.Client(base_url=url, timeout=60) as client:
        espeak: dict[str, object] = {"text": SENTENCE, "format": "wav"}
        rows = [
            *costs(),
            *overhead(client),
            *first_bytes(client),
            *rates(pid, url, "this service, espeak", "/tts", espeak),
            *rates(pid, url, "this service, espeak", "/tts", {**espeak, "format": "mp3"}),
        ]
    rows += beside_piper()
    load = os.getloadavg()[0]
    write_down(f"Speech service over its engine (load of the machine {load:.1f})", rows)


if __name__ == "__main__":
    main()
