"""Where a paragraph lets somebody speak."""

from __future__ import annotations

import re

_MARK = re.compile('["“”«»„]|(?<![^\\W_])‘|’(?![^\\W_])')
_OPENING, _CLOSING = frozenset("“«„‘"), frozenset("”»’")
#: A line that begins so is a speech, in Spanish and French books; it is not told where it ends.
SPEECH = ("—", "–", "- ")


def quoted_places(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each quotation with its marks; one that is never closed goes on to the end.

    In doubt more is quoted than is: what counts as said is asked about less.
    """
    if paragraph.startswith(SPEECH):
        return ((0, len(paragraph)),)
    found: list[tuple[int, int]] = []
    start: int | None = None
    for mark in _MARK.finditer(paragraph):
        if start is None:
            start = _begun(paragraph, mark, is_first=not found)
        if start is None:
            continue
        if mark[0] == '"' and _opens(paragraph, mark) and mark.start() > start:
            # The closing mark was lost.
            found.append((max(start, 0), mark.start()))
            start = mark.start()
        elif mark[0] not in _OPENING and mark.start() > start:
            found.append((max(start, 0), mark.end()))
            start = None
    if start is not None:
        found.append((start, len(paragraph)))
    return tuple(found)


def _begun(paragraph: str, mark: re.Match[str], *, is_first: bool) -> int | None:
    """Return where the quotation of this mark began; None for a mark that closes nothing."""
    if not _closes(paragraph, mark):
        return mark.start()
    # Opened in the paragraph before, unless it is an apostrophe: "the dogs' bowl".
    return -1 if is_first and mark[0] != "’" else None


def _closes(paragraph: str, mark: re.Match[str]) -> bool:
    return not _opens(paragraph, mark) if mark[0] == '"' else mark[0] in _CLOSING


def _opens(paragraph: str, mark: re.Match[str]) -> bool:
    """Return whether a straight mark stands as an opening one does: after a space, before a word."""
    before, after = (
        paragraph[max(mark.start() - 1, 0) : mark.start()],
        paragraph[mark.end() : mark.end() + 1],
    )
    return (
        (not before or before.isspace() or before in "(:,") and not after.isspace() and after != ""
    )
