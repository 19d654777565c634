"""The thresholds of the rules in words, so that a reader of the справка knows why three of ten is «частично»."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil, floor, inf

from reviewer.language.numerals import agree, number_words, range_of, share_text
from reviewer.model.review import Grade
from reviewer.rulebook.measures import Bucket, MeasureKind, Range
from reviewer.rulebook.rulebook import Parameter

_COUNTED = "мероприятие"
_NONE = "ни одного мероприятия"
_SOME = "хотя бы одно мероприятие"
_ALL = "все мероприятия"
_ANY_NUMBER = "любое количество мероприятий"
_ANY_SHARE = "любая доля мероприятий"


def grades_of(parameter: Parameter) -> tuple[Grade, ...]:
    """The least measure first. Buckets that follow one another with the same verdict are one grade."""
    ordered = sorted(parameter.buckets, key=lambda bucket: _lower_end(bucket.range))
    return tuple(
        Grade(verdict, _words(parameter.measure.kind, tuple(alike)), verdict in parameter.holds)
        for verdict, alike in groupby(ordered, key=lambda bucket: bucket.verdict)
    )


def _lower_end(spread: Range) -> tuple[float, bool]:
    return -inf if spread.low is None else spread.low, spread.low_open


def _words(kind: MeasureKind, buckets: Sequence[Bucket]) -> str:
    """Every possible measure has one bucket: between neighbours nothing is left out."""
    first, last = buckets[0].range, buckets[-1].range
    whole = Range(first.low, last.high, first.low_open, last.high_open)
    return range_text(kind, whole) or "; ".join(dict.fromkeys(bucket.title for bucket in buckets))


def range_text(kind: MeasureKind, spread: Range) -> str:
    """«не менее шести мероприятий», «не менее 50%, но менее 80% мероприятий»; nothing of a document, which is not counted."""
    if kind == "count":
        return _count_text(spread)
    if kind == "share":
        return _share_text(spread)
    if kind == "exists":
        return _SOME if 1.0 in spread else _NONE
    return ""


def _count_text(spread: Range) -> str:
    low, high = _least(spread), _greatest(spread)
    if high is None:
        return _SOME if low == 1 else range_of(low, None, _COUNTED) if low else _ANY_NUMBER
    if high == 0:
        return _NONE
    if low == 0:
        return f"не более {number_words(high, 'gent', 'neut')} {agree(high, _COUNTED, 'gent')}"
    return range_of(low, high, _COUNTED)


def _least(spread: Range) -> int:
    if spread.low is None:
        return 0
    return max(0, floor(spread.low) + 1 if spread.low_open else ceil(spread.low))


def _greatest(spread: Range) -> int | None:
    if spread.high is None:
        return None
    return max(0, ceil(spread.high) - 1 if spread.high_open else floor(spread.high))


def _share_text(spread: Range) -> str:
    if spread.high is not None and spread.high <= 0:
        return _NONE
    if spread.low is not None and spread.low >= 1:
        return _ALL
    if spread.low is not None and spread.low == spread.high:
        return f"{share_text(spread.low)} мероприятий"
    bounds = []
    if spread.low is not None and (spread.low > 0 or spread.low_open):
        bounds.append(f"{'более' if spread.low_open else 'не менее'} {share_text(spread.low)}")
    if spread.high is not None and (spread.high < 1 or spread.high_open):
        bounds.append(f"{'менее' if spread.high_open else 'не более'} {share_text(spread.high)}")
    return f"{', но '.join(bounds)} мероприятий" if bounds else _ANY_SHARE
