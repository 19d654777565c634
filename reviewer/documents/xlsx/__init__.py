"""Reads xlsx straight from its XML, sheet by sheet as a stream.

number_formats  a number as its cell shows it; `dates` a day, a month, a time
styles          what a cell looks like, as far as that says what it is
strings         text of cells
sheet           rows of cells with their spans
layout          which rows are a table and which are lines of text
workbook        sheets, styles and strings; what a methodist is told
reader          `read`

Not through openpyxl: it knows merged cells only with the whole sheet in memory, and unpacks a part whatever its size was
declared to be.
"""

from reviewer.documents.xlsx.reader import read

__all__ = ["read"]
