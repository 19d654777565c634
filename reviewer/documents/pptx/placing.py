"""Boxes on a slide, in English Metric Units (914400 an inch), through the scales of groups."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.documents.safe_xml import Element


@dataclass(frozen=True, slots=True)
class Place:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2


NOWHERE = Place(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the coordinates inside a group to those of the slide."""

    left: float = 0
    top: float = 0
    across: float = 1
    down: float = 1

    def place(self, place: Place) -> Place:
        return Place(
            self.left + place.left * self.across,
            self.top + place.top * self.down,
            self.left + place.right * self.across,
            self.top + place.bottom * self.down,
        )

    def inside(self, transform: Element | None) -> Scale:
        """The scale of what is in a group with this `a:xfrm`."""
        if transform is None:
            return self
        left, top = _pair(transform, "off", "x", "y")
        width, height = _pair(transform, "ext", "cx", "cy")
        inner_left, inner_top = _pair(transform, "chOff", "x", "y")
        inner_width, inner_height = _pair(transform, "chExt", "cx", "cy")
        across = width / inner_width if inner_width else 1
        down = height / inner_height if inner_height else 1
        return Scale(
            self.left + (left - inner_left * across) * self.across,
            self.top + (top - inner_top * down) * self.down,
            self.across * across,
            self.down * down,
        )


def place_of(transform: Element | None) -> Place | None:
    """The box that an `xfrm` states."""
    if transform is None:
        return None
    left, top = _pair(transform, "off", "x", "y")
    width, height = _pair(transform, "ext", "cx", "cy")
    return Place(left, top, left + width, top + height)


def _pair(transform: Element, name: str, first: str, second: str) -> tuple[int, int]:
    element = transform.find(f"{{*}}{name}")
    return (0, 0) if element is None else (_number(element, first), _number(element, second))


def _number(element: Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.removeprefix("-").isdecimal() else 0
