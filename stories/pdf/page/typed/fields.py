"""The fields of a document's form: what was filled in, and what only asks or does something."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2_raw.bindings as pdfium

_MOST_CHARACTERS = 4_000  # of one field
_MOST_OPTIONS = 200
_PASSWORD = 1 << 13
_VERSION = 2  # of PDFium's own structure
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_BOXES = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_TICK, _UNTICKED = "✓", ("", "Off")


class Fields:
    """The form of a loaded document; it is looked at when the first field is asked for. close() frees it."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._form: Any = None
        # Kept: PDFium reads it as long as the form is open.
        self._about: Any = None

    def value(self, field: Any) -> str:
        """Return what was filled into a field, a tick for a box that is ticked, "" for nothing."""
        form = self._opened()
        if not form:
            return ""
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, field)
        if kind in _BOXES:
            # PDFium asks the appearance, which this one does not have.
            return _TICK if text_of(field, "AS") not in _UNTICKED else ""
        if kind in _CHOICES and (chosen := self._chosen(field)):
            return chosen
        if kind != pdfium.FPDF_FORMFIELD_TEXTFIELD and kind not in _CHOICES:
            return ""
        if pdfium.FPDFAnnot_GetFormFieldFlags(form, field) & _PASSWORD:
            return ""
        return _read(pdfium.FPDFAnnot_GetFormFieldValue, form, field)

    def is_button(self, field: Any) -> bool:
        """Return whether it is there to be pressed."""
        form = self._opened()
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, field) if form else None
        return bool(kind == pdfium.FPDF_FORMFIELD_PUSHBUTTON)

    def close(self) -> None:
        """Free what was opened."""
        if self._form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)
            self._form = None

    def _chosen(self, field: Any) -> str:
        form = self._opened()
        count = min(pdfium.FPDFAnnot_GetOptionCount(form, field), _MOST_OPTIONS)
        return "\n".join(
            _read(pdfium.FPDFAnnot_GetOptionLabel, form, field, number)
            for number in range(count)
            if pdfium.FPDFAnnot_IsOptionSelected(form, field, number)
        )

    def _opened(self) -> Any:
        if self._about is None:
            self._about = pdfium.FPDF_FORMFILLINFO(version=_VERSION)
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(self._document, self._about)
        return self._form


def text_of(annotation: Any, name: str) -> str:
    """Return a text that the annotation has under this name, "" for none."""
    return _read(pdfium.FPDFAnnot_GetStringValue, annotation, name.encode())


def _read(get: Any, *about: Any) -> str:
    buffer = (ctypes.c_ushort * _MOST_CHARACTERS)()
    size = get(*about, buffer, ctypes.sizeof(buffer))
    if not 2 < size <= ctypes.sizeof(buffer):
        return ""
    return (
        bytes(buffer)[: size - 2]
        .decode("utf-16-le", "ignore")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
