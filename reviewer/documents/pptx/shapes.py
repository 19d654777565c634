"""What stands on a slide and where: texts, tables, and the texts of diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.pptx.deck import Deck, Slide
from reviewer.documents.pptx.inheriting import Box, box_of
from reviewer.documents.pptx.placing import NOWHERE, Place, Scale, place_of
from reviewer.documents.pptx.text import SlideText, texts_of
from reviewer.documents.safe_xml import Element

_UNPRINTED = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
"""Placeholders of date, footer, number of the slide, header: they say nothing of the plan."""
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class TextItem:
    place: Place
    texts: tuple[SlideText, ...]
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class TableItem:
    """`grid`: the `a:tbl`."""

    place: Place
    grid: Element


Item = TextItem | TableItem


def items_of(slide: Slide, deck: Deck) -> list[Item]:
    """The items of a slide in the order of the file, which is that of drawing."""
    tree = slide.root.find("{*}cSld/{*}spTree")
    return [] if tree is None else list(_items(tree, Scale(), _Canvas(slide, deck)))


@dataclass(frozen=True, slots=True)
class _Canvas:
    slide: Slide
    deck: Deck


def _items(tree: Element, scale: Scale, canvas: _Canvas) -> Iterator[Item]:
    for element in tree.iterchildren("{*}*"):
        name = str(element.tag).rpartition("}")[2]
        if name == "AlternateContent":
            for branch in element.iterchildren("{*}Choice"):
                yield from _items(branch, scale, canvas)
                break
        elif _is_hidden(element):
            continue
        elif name == "sp":
            yield from _text(element, scale, canvas)
        elif name == "grpSp":
            yield from _items(element, scale.inside(element.find("{*}grpSpPr/{*}xfrm")), canvas)
        elif name == "graphicFrame":
            yield from _frame(element, scale, canvas)


def _is_hidden(element: Element) -> bool:
    properties = element.find("*/{*}cNvPr")
    return properties is not None and properties.get("hidden") in _TRUE


def _text(shape: Element, scale: Scale, canvas: _Canvas) -> Iterator[TextItem]:
    box = box_of(shape, canvas.slide.models, canvas.deck.root)
    texts = () if box.kind in _UNPRINTED else tuple(texts_of(box))
    if texts:
        yield TextItem(scale.place(box.place() or NOWHERE), texts, box.is_title)


def _frame(frame: Element, scale: Scale, canvas: _Canvas) -> Iterator[Item]:
    place = scale.place(place_of(frame.find("{*}xfrm")) or NOWHERE)
    content = frame.find("{*}graphic/{*}graphicData")
    if content is None:
        return
    for grid in content.iterchildren("{*}tbl"):
        yield TableItem(place, grid)
    for related in content.iterchildren("{*}relIds"):
        yield from _diagram(related, place, canvas)


def _diagram(related: Element, place: Place, canvas: _Canvas) -> Iterator[TextItem]:
    """The shapes of a diagram (SmartArt) as PowerPoint has drawn them; where it has not, the texts in the order of its data."""
    relations, package = canvas.slide.relations, canvas.deck.package
    named = next((str(value) for key, value in related.items() if str(key).endswith("}dm")), "")
    data = package.root(relations[named].part) if named in relations else None
    if data is None:
        return
    drawings = [mark.get("relId", "") for mark in data.iter("{*}dataModelExt")]
    drawing = next((package.root(relations[key].part) for key in drawings if key in relations), None)
    tree = None if drawing is None else drawing.find("{*}spTree")
    if tree is None:
        texts = [text for point in data.iterfind("{*}ptLst/{*}pt") for text in _diagram_texts(point, "{*}t")]
        if texts:
            yield TextItem(place, tuple(texts))
        return
    for shape in tree.iterchildren("{*}sp"):
        inner = place_of(shape.find("{*}txXfrm")) or place_of(shape.find("{*}spPr/{*}xfrm")) or NOWHERE
        drawn = tuple(_diagram_texts(shape, "{*}txBody"))
        if drawn:
            yield TextItem(Scale(place.left, place.top).place(inner), drawn)


def _diagram_texts(holder: Element, name: str) -> Sequence[SlideText]:
    body = holder.find(name)
    return [] if body is None else texts_of(Box(holder, None, (), ()), body)
