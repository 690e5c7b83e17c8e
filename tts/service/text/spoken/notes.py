"""What stands in a text and is not said: notes, citations, and the signs of a mark-up."""

import re
from typing import Final

from tts.service.text.spoken.edits import rule

_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,40}"
# (Smith 2019), (Smith & Jones, 2019, p. 4), (Smith et al. 2019; Hill 2020)
_SOURCES: Final = (
    rf"[^\S\n]?\((?:see |cf\. |e\.g\. )?(?!(?:{_MONTHS})\b){_NAME}"
    rf"(?: et al\.|,? (?:&|and|y|et|e) {_NAME}){{0,3}}"
    r",? (?:1[5-9]|20)\d\d[a-z]?(?:[,;:][^()\n]{0,120})?\)"
)
_REFERENCE: Final = (
    r"[^\S\n]?\[(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9}|[a-z*†]|(?:note|nota|ملاحظة) ?\d{1,3})\]"
)

_RAISED: Final = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰᵏˡᵐⁿᵒᵖʳˢᵗᵘ", "abcdefghklmnoprstu")

STEPS: Final = (
    rule(r"</?[a-zA-Z][^<>]{0,80}>|&(?:nbsp|amp);", " "),
    rule(r"!?\[(?P<label>[^\[\]\n]{1,200})\]\([^()\s]{1,500}\)", lambda match: match["label"]),
    rule(_REFERENCE, ""),
    rule(_SOURCES, ""),
    # A line of stars between two parts of a story.
    rule(r"(?<!\S)(?:[*·•~_=#—-][^\S\n]?){3,80}(?!\S)", "\n\n"),
    rule(r"(?:^|(?<=\s))#{1,6}[^\S\n]+(?=\S)", ""),
    rule(r"^[^\S\n]{0,20}(?P<said>[*+•·▪‣→➢➤▶►●○■□☐☑✓✔★☆>-]{1,3}[^\S\n])", "", re.MULTILINE),
    rule(
        r"(?<![\w*_`~])[*_`~]{1,3}(?=[\w¿¡\"“«(])|(?<=[\w.!?…,;:\"”»)])[*_`~]{1,3}(?![\w*_`~])", ""
    ),
    rule(r"(?<!\S)[*_~]{2,3}(?!\S)", ""),
    rule(r"(?<=\S)[†‡§](?!\w)|[©®™]", ""),
    # Ordinals of the web: “XXᵉ”, “nᵒ”.
    rule(r"[ᵃᵇᶜᵈᵉᶠᵍʰᵏˡᵐⁿᵒᵖʳˢᵗᵘ]", lambda match: match[0].translate(_RAISED)),
    rule(r"(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]{1,3}|(?<=[.,;:!?”»\"])[⁰¹²³⁴-⁹]{1,3}", ""),
    rule(r"(?:^|(?<=\s))[:;=]-?[()DPp|](?=\s|$|[.,!?])", ""),
    rule(r"\|", " "),
)
"""The steps that every language shares; units are said before them, so that “cm²” keeps its sign."""
