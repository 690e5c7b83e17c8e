"""The throw-away process: `python -m stories.documents.child`.

Reads one JSON request line from standard input, bounds itself, parses, and writes one JSON line to
standard output, for a picture followed by its bytes. It never imports Django and writes no file but
for OCR, in the folder the request names.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edusmart.machine.libc import deny_network, end_with_parent, give_way
from stories.documents.kinds import kind_of
from stories.reading.records import ReadingLimits, UnreadableDocument

if TYPE_CHECKING:
    from stories.pdf.ocr.hocr import Scan

_OURS = Path(__file__).parents[1]
_RARELY = (
    100_000  # objects between searches for circles: there is little to find in so short a life
)
_GIVES_WAY = 10  # niceness: about a tenth of what is waited for beside it
# A page as a picture, and what Tesseract makes of it; the model of languages, unpacked.
_FILE_BYTES = {"ocr": 64 * 1024 * 1024, "language": 256 * 1024 * 1024}


def main() -> None:
    """Respond to the one request of this process."""
    gc.set_threshold(_RARELY)
    request = json.loads(sys.stdin.buffer.readline())
    limits = ReadingLimits(**request["limits"])
    _end_with_who_asked(request["act"])
    _bound(limits, _FILE_BYTES.get(request["act"], 0))
    _mind_the_moment(request["act"], limits)
    deny_network()
    try:
        response, body = _respond(request, limits)
    except UnreadableDocument as refusal:
        response, body = {"code": refusal.code, "sentence": refusal.sentence}, b""
        response["page_count"] = refusal.page_count
    except (MemoryError, ImportError, OSError) as error:  # out of memory, also while loading
        response, body = _failed("too_complex", error), b""
    except Exception as error:  # a file no one foresaw must still be refused with a sentence
        response, body = _failed("corrupt", error), b""
    # Python's end takes the handler away, and the alarm would then end the process as failed.
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    sys.stdout.buffer.write(json.dumps(response, ensure_ascii=False).encode() + b"\n" + body)
    sys.stdout.buffer.flush()
    # Without taking apart what the system takes back at once.
    os._exit(0)


def _failed(code: str, error: BaseException) -> dict[str, Any]:
    """Return a response that names our own place in it. Never the error's message: it may hold text."""
    places = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [
        frame for frame in places if Path(frame.f_code.co_filename).is_relative_to(_OURS)
    ] or places
    place = f"{Path(ours[-1].f_code.co_filename).name}:{ours[-1].f_lineno}" if ours else "?"
    return {"code": code, "sentence": "", "failure": f"{type(error).__name__} at {place}"}


def _end_with_who_asked(act: str) -> None:
    """Have this process end when the one that asked is killed: nobody would hear its response."""
    if act == "ocr":  # with Tesseract, which it started; a parser would let a handler wait
        signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    end_with_parent()


def _bound(limits: ReadingLimits, file_bytes: int) -> None:
    # A crash must leave no copy of the document, a parser must not fill the disk, and a hostile file must end
    # its own process, not the machine.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


def _mind_the_moment(act: str, limits: ReadingLimits) -> None:
    """Leave the processor to what people wait for: with OCR at once, else after more than a moment.

    Or end then, where only a moment is given.
    """
    if act == "ocr" or not limits.moment_seconds:
        give_way(_GIVES_WAY)
        return
    # The signal itself ends the process, in the middle of a parser too; a handler would wait for it.
    if not limits.ends_after_a_moment:
        signal.signal(signal.SIGVTALRM, lambda *_: give_way(_GIVES_WAY))
        # Parsers know nothing of calls that are cut short.
        signal.siginterrupt(signal.SIGVTALRM, False)
    signal.setitimer(signal.ITIMER_VIRTUAL, limits.moment_seconds)


def _respond(request: dict[str, Any], limits: ReadingLimits) -> tuple[dict[str, Any], bytes]:
    # Imported here: each act loads only what it needs, since the process lives for one request and PDFium,
    # Pillow or OCRmyPDF take longer to load than most requests take to serve.
    path, act = Path(request["path"]), request["act"]
    if act == "language":
        from stories.reading.language import language_by_letters

        about = (request["text"], request["declared"], request["read_in"])
        return {"language": language_by_letters(*about)}, b""
    if act == "photo":
        from stories.pdf.page.photo import open_photo

        return {}, open_photo(path)
    if act == "photos":
        from stories.documents.formats.photos import photos_as_pdf

        return {}, photos_as_pdf([Path(name) for name in request["paths"]])
    kind = kind_of(path)
    if kind != "pdf":
        from stories.documents.formats.acts import respond

        return respond(kind, request, limits)
    return _of_pdf(path, request, limits)


def _of_pdf(
    path: Path, request: dict[str, Any], limits: ReadingLimits
) -> tuple[dict[str, Any], bytes]:
    match request["act"]:
        case "read":
            from stories.pdf.parser import parse

            return dataclasses.asdict(parse(path, limits, _scans(request.get("scans")))), b""
        case "kind":
            return {"kind": "pdf"}, b""
        case "ocr":
            from stories.pdf.ocr.scanned_page import read_scan

            folder = Path(request["folder"])
            return dataclasses.asdict(
                read_scan(path, request["page"], folder, request["language"])
            ), b""
        case "sheet":
            from stories.pdf.page.page_image import draw_sheet

            return {}, draw_sheet(path, request["page"], limits) or b""
        case "explain":
            from stories.pdf.explain import explain

            return {}, explain(path, request["page"], limits) or b""
        case "picture":
            from stories.pdf.page.embedded_picture import extract_picture

            return {}, extract_picture(path, request["page"], limits) or b""
    return {}, b""


def _scans(found: dict[str, Any] | None) -> dict[int, Scan] | None:
    if found is None:
        return None
    from stories.pdf.layout.line import Line
    from stories.pdf.ocr.hocr import Scan

    return {
        int(number): Scan([Line(**line) for line in scan["lines"]], scan["height"], 0.0)
        for number, scan in found.items()
    }


if __name__ == "__main__":
    main()
