"""Scans and photographs of documents: pages without a text layer.

sheet
    A page as a grey picture at the working resolution, upright and level, its background white.
ink
    The dark pixels of a sheet.
crop
    A part of a sheet that is recognised by itself: a cell, or the text outside tables.
recogniser
    Tesseract, as a library or as a program.
confidence
    How sure the recogniser is of a word, 0..1.
"""

from reviewer.documents.scan.reader import read

__all__ = ["read"]
