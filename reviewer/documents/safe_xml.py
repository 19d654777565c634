"""XML of files that strangers made: no entity is resolved, nothing is fetched, the parser's own bounds stay on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import IO

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml gives its element no public name for annotations


class ForbiddenXmlError(Exception):
    """A part of an office file carries a document type declaration."""


def open_xml(stream: IO[bytes], tags: Collection[str]) -> Iterator[tuple[str, Element]]:
    """The `start` and `end` of elements with one of these tags, while the stream is read.

    No entity is resolved, nothing is fetched, and the parser's own bounds on depth and length stay on (`huge_tree` off).
    A DTD, which no office format allows, is refused as soon as it is seen: entities in attributes would grow in spite of all.

    Raises: lxml.etree.XMLSyntaxError, ForbiddenXmlError, and whatever the stream raises.
    """
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    for event, element in events:
        if not checked:
            _refuse_dtd(element)
            checked = True
        yield event, element


def _refuse_dtd(element: Element) -> None:
    # The stubs of lxml do not know `doctype`, and take `internalDTD` for always there.
    if getattr(element.getroottree().docinfo, "doctype", ""):
        raise ForbiddenXmlError


def parse_xml(stream: IO[bytes]) -> Element:
    """The root of a small part, under the rules of `open_xml`. Raises: the same."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.parse(stream, parser).getroot()
    _refuse_dtd(root)
    return root
