"""Which texts of a slide head what is below them, and which are only the number of the text beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reviewer.documents.pptx.placing import Place
from reviewer.documents.pptx.shapes import Item, TextItem

MIN_HEADING_RATIO = 1.15
"""Size of a heading's letters to that of most of the text."""
MAX_HEADING_CHARS = 250
_LONE_NUMBER = re.compile(r"(?:№\s*)?0?(?P<number>\d{1,2})\s*[.)]?")


def usual_size(items: Iterable[Item]) -> int:
    """The size of most letters, in hundredths of a point; 0 where there is no text."""
    letters: Counter[int] = Counter()
    for item in items:
        for text in item.texts if isinstance(item, TextItem) else ():
            letters[text.size] += len(text.text)
    return max(letters, key=lambda size: (letters[size], -size), default=0)


def with_headings(items: Sequence[Item], deck_size: int) -> list[Item]:
    """The items, with those marked as titles that are set as headings on a slide that has no placeholder for its title.

    They are all those of the slide's largest letters, where these are larger than those of most of its text. `deck_size`: the
    usual size of the presentation, for a slide that holds a title and nothing else.
    """
    texts = [item for item in items if isinstance(item, TextItem)]
    if any(item.is_title for item in texts):
        return list(items)
    largest = max((_size(item) for item in texts if _may_head(item)), default=0)
    rest = [item for item in texts if not (_may_head(item) and _size(item) == largest)]
    usual = usual_size(rest) or deck_size
    if largest < usual * MIN_HEADING_RATIO:
        return list(items)
    heads = {id(item) for item in texts if _may_head(item) and _size(item) == largest}
    return [
        replace(item, is_title=True) if isinstance(item, TextItem) and id(item) in heads else item for item in items
    ]


def _size(item: TextItem) -> int:
    return min(text.size for text in item.texts)


def _may_head(item: TextItem) -> bool:
    """A short text with letters and without bullets."""
    chars = sum(len(text.text) for text in item.texts)
    has_letters = any(sign.isalpha() for text in item.texts for sign in text.text)
    return has_letters and chars <= MAX_HEADING_CHARS and all(text.label is None for text in item.texts)


def with_numbers(items: Sequence[Item]) -> list[Item]:
    """The items without those that hold only a number: it becomes the label of the text beside it, or below it."""
    numbers = {id(item): number for item in items if (number := _lone_number(item)) is not None}
    free = [item for item in items if isinstance(item, TextItem) and id(item) not in numbers and _takes_label(item)]
    labelled: dict[int, str] = {}
    told: set[int] = set()
    for item in sorted(
        (item for item in items if id(item) in numbers), key=lambda item: (item.place.top, item.place.left)
    ):
        beside = min(free, key=lambda other: _distance(item.place, other.place), default=None)
        if beside is None or _distance(item.place, beside.place) == _FAR:
            continue
        labelled[id(beside)] = f"{numbers[id(item)]}."
        told.add(id(item))
        free.remove(beside)
    return [_labelled(item, labelled.get(id(item))) for item in items if id(item) not in told]


def _lone_number(item: Item) -> str | None:
    if not isinstance(item, TextItem) or len(item.texts) != 1:
        return None
    match = _LONE_NUMBER.fullmatch(item.texts[0].text)
    return match["number"] if match else None


def _takes_label(item: TextItem) -> bool:
    return not item.is_title and item.texts[0].label is None


_FAR = (2, 0.0)


def _distance(number: Place, text: Place) -> tuple[int, float]:
    """Beside goes before below: a text beside a number covers its middle line, one below it its vertical line."""
    if text.top <= number.middle <= text.bottom and text.right > number.center:
        return 0, abs(text.left - number.right)
    if text.left <= number.center <= text.right and text.bottom > number.bottom:
        return 1, abs(text.top - number.bottom)
    return _FAR


def _labelled(item: Item, label: str | None) -> Item:
    if label is None or not isinstance(item, TextItem):
        return item
    return replace(item, texts=(replace(item.texts[0], label=label), *item.texts[1:]))
