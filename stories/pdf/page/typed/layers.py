"""Annotations in layers that are off: viewers do not show them, and PDFium does not say which they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from stories.pdf.page.pdfium_document import has_layers

_MOST_PAGES = 200
_MOST_ANNOTATIONS = 2_000
_MOST_LAYERS = 500
_OFF = "/OFF"


class Layers:
    """The layers of the PDF at `path`. Where it has any, pikepdf, which comes with OCR, looks at them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.exist = has_layers(path)

    def hide(self, page: int, annotation: int) -> bool:
        """Return whether the annotation is in a layer that is off. Page and annotation are numbers from 0."""
        return self.exist and (page, annotation) in self._hidden

    @cached_property
    def _hidden(self) -> frozenset[tuple[int, int]]:
        try:
            import pikepdf
        except ImportError:
            return frozenset()
        # Whatever is wrong in a dictionary of layers, the text is read without it.
        try:
            with pikepdf.open(self._path) as pdf:
                return frozenset(_hidden_in(pdf))
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
            return frozenset()


def _hidden_in(pdf: Any) -> Iterator[tuple[int, int]]:
    off = _layers_off(pdf.Root.get("/OCProperties", {}))
    for number, page in zip(range(_MOST_PAGES), pdf.pages, strict=False):
        annotations = page.get("/Annots", [])
        for place, annotation in zip(range(_MOST_ANNOTATIONS), annotations, strict=False):
            layer = annotation.get("/OC") if hasattr(annotation, "get") else None
            if layer is not None and _is_off(layer, off):
                yield number, place


def _layers_off(properties: Any) -> set[tuple[int, int]]:
    """Return which layers are off when the document is opened, as object numbers."""
    usual = properties.get("/D", {})
    every = [layer.objgen for layer in list(properties.get("/OCGs", []))[:_MOST_LAYERS]]
    off = set(every) if usual.get("/BaseState") == _OFF else set()
    off |= {layer.objgen for layer in usual.get("/OFF", [])}
    off -= (
        {layer.objgen for layer in usual.get("/ON", [])}
        if usual.get("/BaseState") == _OFF
        else set()
    )
    # Some are for the screen only, or only for paper.
    for use in usual.get("/AS", []):
        if use.get("/Event") == "/View":
            for layer in use.get("/OCGs", []):
                state = layer.get("/Usage", {}).get("/View", {}).get("/ViewState")
                if state is not None:
                    (off.add if state == _OFF else off.discard)(layer.objgen)
    return off


def _is_off(layer: Any, off: set[tuple[int, int]]) -> bool:
    if layer.get("/Type") != "/OCMD":
        return layer.objgen in off
    members = layer.get("/OCGs", [])
    # One layer stands by itself, and several in a list.
    listed = [members] if hasattr(members, "keys") else list(members)[:_MOST_LAYERS]
    states = [member.objgen not in off for member in listed]
    if not states:
        return False
    shown = {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(str(layer.get("/P", "/AnyOn")), any(states))
    return not shown
