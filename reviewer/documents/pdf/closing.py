"""Tables that are drawn without a frame at their sides, or whose frame is broken off by the end of the page.

Where several rules of a drawing end together and none closes them, the missing one is added.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.documents.pdf.rulings import Ruling

_MIN_ENDING = 3
_NEAR_PT = 3.0


def close_open_sides(drawing: list[Ruling]) -> list[Ruling]:
    """The rules of one drawing and those that its open sides lack."""
    closed = [*drawing, *_missing(drawing, horizontal=True)]
    return [*closed, *_missing(closed, horizontal=False)]


def _missing(drawing: list[Ruling], *, horizontal: bool) -> list[Ruling]:
    """Rules in the stated direction at which at least three rules of the other direction end unclosed."""
    across = [r for r in drawing if r.horizontal is not horizontal]
    along = [r for r in drawing if r.horizontal is horizontal]
    if len(across) < _MIN_ENDING or not along:
        return []
    found = []
    for first in (True, False):
        ends = [r.start if first else r.end for r in across]
        edge = min(ends) if first else max(ends)
        ending = [r for r, end in zip(across, ends, strict=True) if abs(end - edge) <= _NEAR_PT]
        low, high = min(r.at for r in ending), max(r.at for r in ending)
        outermost = (min(r.at for r in across), max(r.at for r in across))
        reaches = len(ending) >= _MIN_ENDING and low - outermost[0] <= _NEAR_PT and outermost[1] - high <= _NEAR_PT
        if reaches and not any(abs(r.at - edge) <= _NEAR_PT for r in along):
            start, end = min(low, *(r.start for r in along)), max(high, *(r.end for r in along))
            found.append(replace(along[0], at=edge, start=start, end=end))
    return found
