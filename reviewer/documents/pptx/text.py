"""The paragraphs of a text box, with the numbers and bullets that are printed before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reviewer.documents.characters import plain_lines
from reviewer.documents.docx.lines import whole_words
from reviewer.documents.docx.numerals import list_number
from reviewer.documents.pptx.inheriting import Box, is_bold, size_of
from reviewer.documents.safe_xml import Element

BULLET = "•"
_DASHES = frozenset("-–—−")
_BULLETS = ("buNone", "buChar", "buAutoNum", "buBlip")
_UNPRINTED_FIELDS = ("slidenum", "datetime")
_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "arabic": "decimal",
        "romanUc": "upperRoman",
        "romanLc": "lowerRoman",
        "alphaUc": "upperLetter",
        "alphaLc": "lowerLetter",
    }
)
"""The beginnings of ST_TextAutonumberScheme as the formats of numbers of Word."""
_ENDINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("ParenBoth", "({})".format),
    ("ParenR", "{})".format),
    ("Period", "{}.".format),
    ("Plain", "{}".format),
)


@dataclass(frozen=True, slots=True)
class SlideText:
    """A paragraph. `size`: of its letters, in hundredths of a point, the largest of several."""

    text: str
    label: str | None
    size: int
    bold: bool
    centered: bool


def texts_of(box: Box, body: Element | None = None) -> list[SlideText]:
    """The paragraphs of a shape that have text, in order. `body`: where they stand, by default the shape's own."""
    body = box.shape.find("{*}txBody") if body is None else body
    if body is None:
        return []
    numbers = _Numbers()
    found = (_text_of(paragraph, box, numbers) for paragraph in body.iterchildren("{*}p"))
    return [text for text in found if text is not None]


def plain_text(body: Element | None) -> str:
    """The text of a cell, its paragraphs on lines of their own after their own numbers and bullets."""
    if body is None:
        return ""
    numbers = _Numbers()
    lines = []
    for paragraph in body.iterchildren("{*}p"):
        text = _printed(paragraph)
        own = paragraph.find("{*}pPr")
        label = (
            numbers.label(0 if own is None else _level(own), _bullet([] if own is None else [own])) if text else None
        )
        mark = "-" if label == BULLET else label
        lines.append(f"{mark} {text}" if mark else text)
    return whole_words(plain_lines("\n".join(lines)))


def _text_of(paragraph: Element, box: Box, numbers: _Numbers) -> SlideText | None:
    text = _printed(paragraph)
    if not text:
        return None
    own = paragraph.find("{*}pPr")
    level = 0 if own is None else _level(own)
    levels = box.levels(level)
    chain = levels if own is None else [own, *levels]
    runs = [run for run in paragraph.iterchildren("{*}r", "{*}fld") if _written(run).strip()]
    return SlideText(
        text=text,
        label=numbers.label(level, _bullet(chain)),
        size=max((size_of(run, levels) for run in runs), default=0),
        bold=all(is_bold(run, levels) for run in runs),
        centered=next((align == "ctr" for part in chain if (align := part.get("algn"))), False),
    )


def _printed(paragraph: Element) -> str:
    parts = (
        "\n" if _is_break(child) else _written(child) for child in paragraph.iterchildren("{*}r", "{*}fld", "{*}br")
    )
    return whole_words(plain_lines("".join(parts)))


def _is_break(element: Element) -> bool:
    return str(element.tag).endswith("}br")


def _written(run: Element) -> str:
    if run.get("type", "").startswith(_UNPRINTED_FIELDS):
        return ""
    return "".join(part.text or "" for part in run.iterchildren("{*}t"))


def _level(properties: Element) -> int:
    text = properties.get("lvl", "0")
    return int(text) if text.isdecimal() else 0


def _bullet(chain: Sequence[Element]) -> Element | None:
    """The nearest statement on the bullet."""
    stated: Iterator[Element | None] = (part.find(f"{{*}}{name}") for part in chain for name in _BULLETS)
    return next((bullet for bullet in stated if bullet is not None), None)


@dataclass(slots=True)
class _Numbers:
    """Counts automatic numbers: a number begins anew after a paragraph of its level, or of one above, with another mark."""

    _counts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def label(self, level: int, bullet: Element | None) -> str | None:
        for deeper in [other for other in self._counts if other > level]:
            del self._counts[deeper]
        kind = "" if bullet is None else str(bullet.tag).rpartition("}")[2]
        if bullet is None or kind != "buAutoNum":
            self._counts.pop(level, None)
            if bullet is None or kind == "buNone":
                return None
            return "-" if bullet.get("char", "") in _DASHES else BULLET
        scheme = bullet.get("type", "arabicPeriod")
        start = bullet.get("startAt", "1")
        before, count = self._counts.get(level, (scheme, int(start) - 1 if start.isdecimal() else 0))
        count = count + 1 if before == scheme else 1
        self._counts[level] = (scheme, count)
        return _scheme_text(scheme, count)


def _scheme_text(scheme: str, count: int) -> str:
    number = next((kind for start, kind in _NUMBERS.items() if scheme.startswith(start)), "decimal")
    printed = list_number(count, number)
    return next((write(printed) for ending, write in _ENDINGS if scheme.endswith(ending)), f"{printed}.")
