# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""Leaves out of the library's empty document what no template uses: most of what LibreOffice and Word would read of a short one."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

USED_TABLE_STYLES = frozenset({"TableNormal", "TableGrid"})
_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
"""The styles once more, for Word 2007 alone."""


def slim(document: WordDocument) -> None:
    """Take out the styles of tables that are not used, the styles of Word 2007 and the library's own thumbnail."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in USED_TABLE_STYLES:
            styles.remove(style)
    for holder, kind in ((document.part, _WITH_EFFECTS), (document.part.package, RELATIONSHIP_TYPE.THUMBNAIL)):
        for key in [key for key, relation in holder.rels.items() if relation.reltype == kind]:
            del holder.rels[key]
