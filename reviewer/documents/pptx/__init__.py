"""Reads pptx straight from its XML, slide by slide.

deck        slides in order, each with the layout and the master that it inherits from
placing     boxes on a slide, through groups
shapes      what stands on a slide and where: texts, tables, diagrams
inheriting  what a text box inherits: place, size of letters, bullets
text        paragraphs of a text box, with the numbers and bullets that are printed before them
tables      tables of a slide, and one table over several slides
headings    which texts head what is below them
order       the order of reading
reader      `read`

Not through python-pptx: it reads every picture into memory, unpacks a part whatever its size was declared to be, and knows
nothing of inherited bullets.
"""

from reviewer.documents.pptx.reader import read

__all__ = ["read"]
