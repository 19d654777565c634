"""Text of a Word file as XML: runs, lists, and what was inserted or deleted in the course of a review."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

CHANGE = re.compile(r"\{\+\+(?P<inserted>.*?)\+\+\}|\{--(?P<deleted>.*?)--\}")
"""`{++text++}` was inserted, `{--text--}` was deleted."""
REVISED = 'w:author="Методический кабинет" w:date="2026-01-29T10:00:00Z"'
NUMBER = "#"
"""A cell that is only this is an automatic number."""
_LISTS = {"* ": ("bullet", "–"), "# ": ("decimal", "%1)"), NUMBER: ("decimal", "%1.")}
"""What begins an item, how its list counts and what it prints."""
_FIRST_ID = 90
"""Above all identifiers of the library's own template."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; None for a size is the document's own."""

    bold: bool = False
    italic: bool = False
    centered: bool = False
    size_pt: float | None = None

    @property
    def run_properties(self) -> str:
        size = f'<w:sz w:val="{round(self.size_pt * 2)}"/>' if self.size_pt else ""
        return f"<w:rPr>{'<w:b/>' if self.bold else ''}{'<w:i/>' if self.italic else ''}{size}</w:rPr>"


class Lists:
    """The lists of one document; each new one counts from 1."""

    def __init__(self, numbering: BaseOxmlElement) -> None:
        self._numbering = numbering
        self._ids = count(_FIRST_ID)
        first_used = numbering.find(qn("w:num"))
        for identifier, (kind, text) in enumerate(_LISTS.values(), start=_FIRST_ID):
            first_used.addprevious(parse_xml(_definition(identifier, kind, text)))

    def begin(self, mark: str) -> int:
        """The identifier of a new list whose items are marked so."""
        identifier, definition = next(self._ids), _FIRST_ID + list(_LISTS).index(mark)
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        xml = f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{restart}</w:num>'
        self._numbering.append(parse_xml(xml))
        return identifier


@dataclass(slots=True)
class TextWriter:
    """Turns the text of sources into paragraphs."""

    lists: Lists
    _revisions: count[int] = field(default_factory=lambda: count(1))

    def revision(self) -> str:
        """The attributes of one more tracked change."""
        return f'w:id="{next(self._revisions)}" {REVISED}'

    def cell(self, text: str, look: Look, change: str | None) -> str:
        """The paragraphs of a cell, one a line. `change`: `inserted` or `deleted` where the whole row was."""
        begun: dict[str, int] = {}
        xml = ""
        for line in text.split("\n"):
            mark = line[:2] if line[:2] in _LISTS else ""
            if mark and mark not in begun:
                begun[mark] = self.lists.begin(mark)
            words = line.removeprefix(mark)
            words = {"inserted": f"{{++{words}++}}", "deleted": f"{{--{words}--}}"}.get(change or "", words)
            properties = (list_item(begun[mark]) if mark else "") + ('<w:jc w:val="center"/>' if look.centered else "")
            xml += f"<w:p><w:pPr>{properties}</w:pPr>{self.runs(words, look)}</w:p>"
        return xml

    def runs(self, text: str, look: Look) -> str:
        xml, done = "", 0
        for change in CHANGE.finditer(text):
            xml += _run(text[done : change.start()], look)
            if change["inserted"] is not None:
                xml += f"<w:ins {self.revision()}>{_run(change['inserted'], look)}</w:ins>"
            else:
                xml += f"<w:del {self.revision()}>{_run(change['deleted'], look, 'delText')}</w:del>"
            done = change.end()
        return xml + _run(text[done:], look)


def list_item(identifier: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{identifier}"/></w:numPr>'


def _run(text: str, look: Look, tag: str = "t") -> str:
    return f'<w:r>{look.run_properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>' if text else ""


def _definition(identifier: int, kind: str, text: str) -> str:
    counting = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
    level = f'<w:lvl w:ilvl="0">{counting}<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl>'
    head = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}"><w:multiLevelType w:val="singleLevel"/>'
    return f"{head}{level}</w:abstractNum>"
