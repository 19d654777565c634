"""PDF with a text layer.

word
    A run of characters on one baseline without a gap.
line
    Words on one baseline.
ruling
    A straight line drawn on the page, parallel to a side of it.
grid
    The cells that rulings draw on one page.
part
    What one page holds of a table that is broken over pages.
furniture
    Page numbers, running heads, frames, signature marks: on the page, but not of the document.
"""

from reviewer.documents.pdf.reader import read

__all__ = ["read"]
