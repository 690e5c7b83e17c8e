"""What people typed onto a page or into its form: visible, but no part of the page's own content."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.pdf.page.typed.fields import Fields, text_of
from stories.pdf.page.typed.layers import Layers
from stories.pdf.page.typed.letters import Typed

_MOST_ANNOTATIONS = 2_000
_MOST_TYPED = 20_000  # characters of one page
_MOST_APPEARANCE = 20_000  # characters
_HIDDEN, _NO_VIEW = 2, 32  # flags of an annotation
_TYPED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP)
_LONG = "Tj"
_SHOWS_WORDS = re.compile(r"T[jJ]\b|['\"]\s|\bDo\b")
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) {1,4}Tf")
_USUAL_SIZE = 12.0
_SIZES = (4.0, 72.0)


def with_annotations(
    document: Any, number: int, page: Any, fields: Fields, layers: Layers
) -> tuple[Any, list[Typed]]:
    """Return the loaded page `number`, from 0, with typed-on words as content of its own, where it has any.

    Words for which the file has no appearance are returned beside it: viewers draw them by themselves. The
    page given is closed when another is returned. Hidden annotations, those in a layer that is off, those
    that only print and buttons stay hidden.
    """
    typed: list[Typed] = []
    drawn, room = False, _MOST_TYPED
    for place, annotation in _typed_on(page):
        if layers.hide(number, place) or _is_unseen(annotation, fields):
            pdfium.FPDFAnnot_SetFlags(annotation, _HIDDEN)
        else:
            # Also a box without words: whether it is drawn is seen on the page.
            drawn = True
            has_none = room > 0 and not _SHOWS_WORDS.search(_appearance(annotation))
            if has_none and (words := _words(annotation, fields)):
                typed.append(words)
                room -= len(words.text)
        pdfium.FPDFPage_CloseAnnot(annotation)
    if not drawn or (
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS
    ):
        return page, typed
    # Loaded again, as PDFium has read the page's content before.
    flat = pdfium.FPDF_LoadPage(document, number)
    if not flat:
        return page, typed
    pdfium.FPDF_ClosePage(page)
    return flat, typed


def _typed_on(page: Any) -> Iterator[tuple[int, Any]]:
    """Yield the annotations that hold words of their own and are not hidden, with their number from 0.

    The caller closes them.
    """
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        flags = pdfium.FPDFAnnot_GetFlags(annotation)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in _TYPED and not flags & _HIDDEN:
            yield index, annotation
        else:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _is_unseen(annotation: Any, fields: Fields) -> bool:
    flags = pdfium.FPDFAnnot_GetFlags(annotation)
    if flags & _NO_VIEW:
        return True
    is_field = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
    return is_field and fields.is_button(annotation)


def _appearance(annotation: Any) -> str:
    """Return what the file itself draws for it, the beginning of a long one."""
    buffer = (ctypes.c_ushort * _MOST_APPEARANCE)()
    size = pdfium.FPDFAnnot_GetAP(
        annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, buffer, ctypes.sizeof(buffer)
    )
    # PDFium writes nothing where there is no room; so much is no empty frame.
    if size > ctypes.sizeof(buffer):
        return _LONG
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "ignore")


def _words(annotation: Any, fields: Fields) -> Typed | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    text = (
        fields.value(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET
        else text_of(annotation, "Contents")
        if kind == pdfium.FPDF_ANNOT_FREETEXT
        else ""
    )
    box = pdfium.FS_RECTF()
    if not text.strip() or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return None
    left, right = sorted((box.left, box.right))
    low, top = sorted((box.bottom, box.top))
    if right - left <= 0 or top - low <= 0:
        return None
    found = _SIZE.search(text_of(annotation, "DA"))
    said = float(found[1]) if found else 0.0
    em = said if _SIZES[0] <= said <= _SIZES[1] else min(_USUAL_SIZE, max(top - low, _SIZES[0]))
    return Typed(text, left, low, right, top, em)
