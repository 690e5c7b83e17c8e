"""The sentences of a scene, between which it can be split."""

from __future__ import annotations

from typing import Any

from stories.models import Scene
from stories.text.sentences import sentences_in


def sentences_of(text: str) -> list[str]:
    """Return the text's sentences in order; a line of its own, such as a heading, is one."""
    return [sentence for line in text.split("\n") for sentence in sentences_in(line)]


def cut(text: str, count: int) -> int:
    """Return where in the text what comes after its first `count` sentences begins."""
    # By letters, as sentences have single spaces and the text may have others.
    left = sum(len("".join(sentence.split())) for sentence in sentences_of(text)[:count])
    for at, letter in enumerate(text):
        if not letter.isspace():
            if not left:
                return at
            left -= 1
    return len(text)


def seconds_before(scene: Scene, at: int) -> float | None:
    """Return when in the scene's recording the words from `at` on are heard; None where nobody knows."""
    recording = scene.narration.recording
    times = recording.words if recording else []
    return next((start / 1000 for start, _, first, _ in times if first >= at), None)


def traces_of(traced: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Return those of the traced sentences that the text has."""
    told = set(sentences_of(text))
    return [it for it in traced if it["text"] in told]


def pages_of(traced: list[dict[str, Any]], otherwise: list[int]) -> list[int]:
    """Return the document's pages behind the traced sentences; `otherwise` where none is known."""
    pages = {line["page"] for it in traced for line in it["lines"]}
    return sorted(pages) or otherwise
