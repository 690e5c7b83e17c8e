"""Marks that begin an item of a list: bullets of every kind, numbers, letters."""

from __future__ import annotations

import re

# Bullets, arrows, geometric shapes, ticks and stars, dashes.
_SIGNS = (
    "•‣⁃⁌⁍·∙◦»›*–—\\-\u2190-\u21ff\u2500-\u25ff\u2600-\u26ff\u2700-\u2775\u2794-\u27bf\u2b00-\u2bff"
)
_ROMAN = r"(?:[ivx]{1,5}|[IVX]{1,5})"
_ORDINALS = (
    rf"\d{{1,3}}[.)]|\(?\d{{1,3}}\)|\(?[a-z]\)|[a-z][-–](?=\s)|[a-h]\.(?=\s+(?:[^\W\d]{{2}}|a\s))"
    rf"|\({_ROMAN}\)|{_ROMAN}[.)]|\([A-Z]\)|[A-Z][.)]"
)
# Right-to-left brackets may still be the way they are drawn.
_ARABIC = r"[\u0660-\u0669]{1,3}[.()\-–]|[()]?(?:[أ-ي]|هـ)[()]|(?:[أ-ي]|هـ)[.\-–]"
_CIRCLED = "[\u2460-\u24ff\u2776-\u2793]"
_MARK = rf"(?:[{_SIGNS}]|{_CIRCLED}|{_ORDINALS}|{_ARABIC})"
_IS_MARK = re.compile(_MARK)
_ITEM = re.compile(rf"{_MARK}\s+\S|[●○■□▪▫✓✔➢➤☐☑★☆]\S")


def is_mark(text: str) -> bool:
    """Return whether the text is a list's mark and nothing else."""
    return _IS_MARK.fullmatch(text) is not None


def is_item(text: str) -> bool:
    """Return whether the line begins with a list's mark."""
    return _ITEM.match(text) is not None
