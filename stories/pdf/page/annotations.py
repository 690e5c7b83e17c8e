"""What people typed onto a page or into its form: visible, but no part of the page's own content."""

from __future__ import annotations

from typing import Any

import pypdfium2_raw.bindings as pdfium

_MOST_ANNOTATIONS = 2_000
_TYPED = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET})


def with_annotations(document: Any, number: int, page: Any) -> Any:
    """Return the loaded page `number`, from 0; with typed-on words as content of its own, where it has any.

    The page given is closed when another is returned. Hidden annotations stay hidden.
    """
    if not _is_typed_on(page):
        return page
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    # Loaded again, as PDFium has read the page's content before.
    flat = pdfium.FPDF_LoadPage(document, number)
    if not flat:
        return page
    pdfium.FPDF_ClosePage(page)
    return flat


def _is_typed_on(page: Any) -> bool:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _TYPED:
            return True
    return False
