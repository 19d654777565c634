"""The looks that a region may choose for its Word documents. The templates are in the first of them, and are changed to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from reviewer.model.region import PageLayout

_NARROWEST_SPACING = 1.0


@dataclass(frozen=True, slots=True)
class _Change:
    """`left_mm`: of the pages that stand upright, None to leave it. `smaller_pt`: how much smaller the letters are."""

    left_mm: float | None = None
    smaller_pt: int = 0


_CHANGES: Mapping[PageLayout, _Change] = {
    "archive": _Change(left_mm=30),  # ГОСТ Р 7.0.97: of documents that are kept for more than ten years
    "compact": _Change(smaller_pt=2),
}


def lay_out(document: Document, layout: PageLayout) -> None:
    """Change margins and styles; texts stay. A template of the region's own is changed alike, by «gost» not at all."""
    change = _CHANGES.get(layout)
    if change is None:
        return
    if change.left_mm is not None:
        for section in document.sections:
            if section.orientation == WD_ORIENT.PORTRAIT:
                section.left_margin = Mm(change.left_mm)
    if change.smaller_pt:
        for style in document.styles:
            if isinstance(style, ParagraphStyle) and style.font.size is not None:
                style.font.size = Pt(style.font.size.pt - change.smaller_pt)
                if style.paragraph_format.line_spacing is not None:
                    style.paragraph_format.line_spacing = _NARROWEST_SPACING
