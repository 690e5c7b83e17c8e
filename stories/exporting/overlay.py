"""The words of a scene as elements with names, and the overlay that says when each is heard."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from stories.exporting.book import Page


@dataclass(frozen=True, slots=True)
class Spoken:
    """`xhtml` holds the paragraphs; `clips` (element id, begin, end) in seconds, in order."""

    xhtml: str
    clips: tuple[tuple[str, float, float], ...]


def spoken(page: Page) -> Spoken:
    """Return the scene's text with an element for each word heard, or one for all where none is known."""
    spans, clips = [], []
    # Word times come from a service: a wrong offset must not cut the text.
    words = [word for word in page.words if 0 <= word[2] < word[3] <= len(page.text)]
    at = 0
    for number, (start, _, first, last) in enumerate(words):
        if first < at:  # a word inside another: its sound belongs to that one
            continue
        spans.append(_plain(page.text[at:first]))
        spans.append(f'<span id="w{number}">{_plain(page.text[first:last])}</span>')
        clips.append((f"w{number}", start / 1000))
        at = last
    spans.append(_plain(page.text[at:]))
    body = f"<p>{''.join(spans)}</p>".replace("\n\n", "</p>\n<p>").replace("\n", "<br/>\n")
    # The second replacement also met the line ends that the first had put in.
    body = body.replace("</p><br/>\n<p>", "</p>\n<p>")
    if not clips:
        return Spoken(f'<div id="all">{body}</div>', (("all", 0.0, page.recording.duration),))
    return Spoken(body, tuple(_with_ends(clips, page.recording.duration)))


def _with_ends(clips: list[tuple[str, float]], seconds: float) -> list[tuple[str, float, float]]:
    """Extend each clip until the next begins, so that nothing of the sound is cut out."""
    # The first clip begins with the sound, not with its word: readers play only what a clip covers.
    begins = [0.0, *(begin for _, begin in clips[1:])]
    ends = [*begins[1:], seconds]
    told = zip(clips, begins, ends, strict=True)
    # SMIL allows no clip of no length.
    return [(name, begin, end) for (name, _), begin, end in told if end > begin]


def overlay(name: str, page: Page, words: Spoken) -> str:
    """Return the SMIL file of the scene whose files are called `name`."""
    pars = "".join(
        f'<par id="{word}-{name}"><text src="{name}.xhtml#{word}"/>'
        f'<audio src="{name}.mp3" clipBegin="{begin:.3f}s" clipEnd="{end:.3f}s"/></par>\n'
        for word, begin, end in words.clips
    )
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body><seq id="all-{name}" epub:textref="{name}.xhtml#scene" epub:type="chapter">
{pars}</seq></body>
</smil>
"""


def clock(seconds: float) -> str:
    """Format seconds as a SMIL clock value, such as 0:01:02.500."""
    whole = round(seconds * 1000)
    return (
        f"{whole // 3_600_000}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"
    )


def _plain(text: str) -> str:
    # XML holds no control characters, not even escaped.
    return escape("".join(c for c in text if c == "\n" or (c >= " " and c not in "\ufffe\uffff")))
