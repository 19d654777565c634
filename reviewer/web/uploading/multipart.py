"""The parts of an upload (RFC 7578), read one after another as they arrive: never more of them in memory than one piece."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from reviewer.web.problems import Problem

_LONGEST_HEADER = 16 * 1024
"""Bytes: the longest name of a file stands in it."""


class NotMultipart(Problem):
    status = 400
    code = "not-multipart"
    title = "Запрос не разобран"
    advice = "Файлы отправляются формой (multipart/form-data). Откройте страницу заново и повторите."


@dataclass(slots=True)
class Part:
    """A field of the form. `filename`: as the browser gives it, with its folders; None for a field without a file."""

    name: str
    filename: str | None
    _source: _Source

    def read(self, size: int, /) -> bytes:
        """Some bytes, `size` at most; none at the end. Only while it is the last part that was given out."""
        return self._source.read(size)


def parts(content_type: str, chunks: Iterator[bytes]) -> Iterator[Part]:
    """The parts in the order in which they arrive. What is not read of one is passed over.

    Raises: NotMultipart, and whatever `chunks` raises.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise NotMultipart
    source = _Source(boundary, chunks)
    while (head := source.next_head()) is not None:
        yield Part(head.name, head.filename, source)


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    filename: str | None


class _End:
    """Of a part."""


@dataclass(slots=True)
class _Headers:
    disposition: bytes = b""
    field: bytes = b""
    value: bytes = b""

    def close(self) -> None:
        if self.field.lower() == b"content-disposition":
            self.disposition = self.value
        self.field = self.value = b""

    def head(self) -> _Head:
        _, options = parse_options_header(self.disposition)
        if b"name" not in options:
            raise NotMultipart
        filename = options.get(b"filename")
        return _Head(_text(options[b"name"]), None if filename is None else _text(filename))


@dataclass(slots=True)
class _Source:
    """Pulls pieces of the request through the parser."""

    boundary: bytes
    chunks: Iterator[bytes]
    _found: deque[_Head | bytes | _End] = field(default_factory=deque)
    _headers: _Headers = field(default_factory=_Headers)
    _parser: MultipartParser = field(init=False)

    def __post_init__(self) -> None:
        self._parser = MultipartParser(
            self.boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._headers.close,
                "on_headers_finished": lambda: self._found.append(self._headers.head()),
                "on_part_data": lambda data, start, end: self._found.append(data[start:end]),
                "on_part_end": lambda: self._found.append(_End()),
            },
            max_header_size=_LONGEST_HEADER,
        )

    def next_head(self) -> _Head | None:
        while (found := self._next()) is not None:
            if isinstance(found, _Head):
                return found
        return None

    def read(self, size: int) -> bytes:
        found = self._next()
        if isinstance(found, bytes):
            if len(found) > size:
                self._found.appendleft(found[size:])
            return found[:size] or self.read(size)
        if found is not None:
            self._found.appendleft(found)  # the end of this part, to be seen again
        return b""

    def _next(self) -> _Head | bytes | _End | None:
        while not self._found:
            chunk = next(self.chunks, None)
            try:
                if chunk is None:
                    self._parser.finalize()
                    return None
                self._parser.write(chunk)
            except FormParserError as error:
                raise NotMultipart from error
        return self._found.popleft()

    def _begin(self) -> None:
        self._headers.disposition = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._headers.field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._headers.value += data[start:end]


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
