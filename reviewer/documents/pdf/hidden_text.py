"""Text that a scanner's software laid invisibly over the picture of a page, to make it searchable.

It is what a recogniser of unknown quality made of the page, without its tables.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

_MAX_DEPTH = 8


def has_only_hidden_text(page: pypdfium2.PdfPage) -> bool:
    """Whether an open page has text and none of it is drawn (text rendering mode 3, ISO 32000-1, 9.3.6)."""
    found = False
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_MAX_DEPTH):
        if pdfium.FPDFTextObj_GetTextRenderMode(item.raw) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        found = True
    return found
