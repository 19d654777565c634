"""The numbers of the sections and annexes of a справка: what has nothing to say is left out, and the rest moves up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionsView:
    """Numbers of the sections that another may stand before; 0 for one that is left out."""

    dynamics: int
    conclusions: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class AnnexesView:
    """Numbers of the annexes in their order; 0 for one that is left out."""

    matrix: int
    criteria: int
    files: int
    events: int
    grounds: int
    doubts: int


_FIRST_MOVING = 5
"""Sections 1-4 are in every справка."""


def number_sections(*, dynamics: bool) -> SectionsView:
    place = _FIRST_MOVING + dynamics
    return SectionsView(_FIRST_MOVING if dynamics else 0, place, place + 1)


def number_annexes(*, criteria: bool, files: bool, events: bool, grounds: bool, doubts: bool) -> AnnexesView:
    """Which of them have anything in them; the matrix always has."""
    numbers = _numbers((True, criteria, files, events, grounds, doubts))
    return AnnexesView(*numbers)


def _numbers(present: tuple[bool, ...]) -> Iterator[int]:
    last = 0
    for there in present:
        last += there
        yield last if there else 0
