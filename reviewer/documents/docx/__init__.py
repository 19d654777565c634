"""Reads docx straight from its XML.

package     a zip of parts that name one another
styles      what a paragraph inherits
numbering   automatic numbers, counted; `numerals` writes them
pages       where Word broke them
lines       words cut at the ends of lines
paragraph   one paragraph as it is printed
story       paragraphs and tables in order: a body, a cell, a text box
table       rows of cells with spans become a grid
body        the document as a stream, and `read`
"""

from reviewer.documents.docx.body import read

__all__ = ["read"]
