"""Word documents that say what they said before are not made again."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import msgspec

from reviewer.report.pictures import Chart, Picture
from reviewer.report.word import fill
from reviewer.report.writer import Order

KIND, PICTURE = "word", "picture"
_TAGS = re.compile("<[^>]*>")
_QUOTE = "[\"'“”‘’]"
"""Those of Word are taken for plain ones in a field."""


class Filler:
    """Fills one template, again and again. What the template does not name cannot change what it makes."""

    def __init__(self, order: Order, template: Path, shared: Mapping[str, object]) -> None:
        """`shared`: the variables that are the same for all documents."""
        self._order = order
        self._template = template
        self._shared = shared
        content = template.read_bytes() if order.memory and template.is_file() else b""
        self._text = _text(content)
        self._digest = hashlib.sha256(content)
        self._digest.update(repr((order.today, order.region.layout)).encode())
        for name in sorted(shared):
            if self._names(name):
                self._digest.update(_said(name, shared[name]))

    def fill(self, own: Mapping[str, object] | None = None) -> bytes:
        """The document with these variables beside the shared ones.

        Raises:
            UsageError: As `word.fill`.
        """
        own, memory = own or {}, self._order.memory
        if memory is None:
            return self._filled(own)
        digest = self._digest.copy()
        for name in sorted(own):
            if self._names(name):
                digest.update(_said(name, own[name]))
        key = digest.hexdigest()
        document = memory.recall(KIND, key)
        if document is None:
            document = self._filled(own)
            memory.keep(KIND, key, document)
        return document

    def _filled(self, own: Mapping[str, object]) -> bytes:
        shared, order = self._shared, self._order
        return fill(self._template, {**shared, **own}, order.today, order.region.layout, draw=self._drawn)

    def _drawn(self, chart: Chart) -> Picture:
        """What is said of a picture is not in it."""
        memory = self._order.memory
        if memory is None:
            return chart.draw()
        key = hashlib.sha256(msgspec.json.encode(replace(chart, description=""))).hexdigest()
        kept = memory.recall(PICTURE, key)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=Picture)
        picture = chart.draw()
        memory.keep(PICTURE, key, msgspec.msgpack.encode(picture))
        return picture

    def _names(self, name: str) -> bool:
        """Whether the word stands anywhere in the template, in a field or not, but for what is never a variable in a field: the
        property of another (`municipality.name`) and a text in quotation marks (`'name'`).
        """
        word = re.escape(name)
        return re.search(rf"(?<!\.)(?!(?<={_QUOTE}){word}{_QUOTE})\b{word}\b", self._text) is not None


def _said(name: str, value: object) -> bytes:
    return name.encode() + b"\0" + msgspec.json.encode(value, order="deterministic") + b"\0"


@lru_cache(maxsize=16)
def _text(package: bytes) -> str:
    """All that stands in the parts of a Word file, a word whole though its letters be marked up differently."""
    if not zipfile.is_zipfile(io.BytesIO(package)):
        return ""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        texts = (parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml"))
        return "\n".join(html.unescape(_TAGS.sub("", text)) for text in texts)
