"""The figures of a drawn picture as a sheet of their own, and in it who is where.

A page that shows the sheet can say who was touched. What it says is in the sheet's XMP, so that it goes
wherever the sheet goes and needs no row.
"""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

from PIL import Image

from stories.providers.own.depiction.vocabulary import LANGUAGES, names
from stories.providers.own.drawing import Drawing
from stories.providers.own.papercut.figures import group_of
from stories.providers.picture_format import as_webp

_NAMESPACE = "urn:edusmart:figures"


def front_of(drawing: Drawing, language: str) -> bytes:
    """Return the WebP, empty where the picture has no figures."""
    if drawing.front is None:
        return b""
    figures: Image.Image = drawing.image.copy()
    figures.putalpha(drawing.front)
    return as_webp(figures, _xmp(json.dumps(_places(drawing, language), ensure_ascii=False)))


def _places(drawing: Drawing, language: str) -> list[tuple[str, list[int]]]:
    """Return names and boxes (left, top, right, low in percent), from behind to the front.

    Nobody is called what the text does not call them: who stands for a group is called like the group.
    """
    called = names(language[:2] if language[:2] in LANGUAGES else "en")
    found = []
    for figure in drawing.figures:
        keys = dict.fromkeys(
            key if key in drawing.shown else group_of(key, drawing.shown) for key in figure.who
        )
        box = [min(max(round(it), 0), 100) for it in figure.box]
        found.append((" + ".join(called[key] for key in keys if key in called), box))
    return found


def _xmp(places: str) -> bytes:
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:e="{_NAMESPACE}" e:figures={quoteattr(places)}/></rdf:RDF></x:xmpmeta>""".encode()
