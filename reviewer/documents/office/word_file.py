"""The text of a .doc and the properties of its paragraphs, straight from the file ([MS-DOC], Word 97 to 2003).

Text lies in pieces; the paragraphs' properties (PAPX) and the characters' (CHPX) lie in pages of 512 bytes, found by the
place of the text in the file. Only what tells tables from text is read: nothing of fonts, numbering or layout.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import olefile

_WORD_97 = 0xC1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PAGE_BYTES = 512
_TEXT_LENGTH_AT, _CHARACTERS_AT, _PARAGRAPHS_AT, _PIECES_AT = 0x4C, 0xFA, 0x102, 0x1A2
_PRC, _PIECE_TABLE = 1, 2
_IS_COMPRESSED = 0x40000000
_PARAGRAPH_ENTRY, _CHARACTER_ENTRY = 13, 1
_PAGE_NUMBER = 0x3FFFFF
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
"""By the highest three bits of a property's code; 0: the operand says its own length."""
_LONG_PROPERTIES = frozenset({0x6645, 0x6646})
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615


class NotWordFileError(Exception):
    """No .doc of Word 97 or later, or a damaged one."""


class PasswordError(NotWordFileError):
    """Closed by a password."""


DAMAGE = (NotWordFileError, struct.error, LookupError, ValueError, OSError)
"""What reading a .doc raises over a file that is none, or is damaged."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `start`, `end`: character positions; `place`: of its first byte in the stream."""

    start: int
    end: int
    place: int
    character_bytes: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Properties by place in the stream: run `i` reaches from `starts[i]` to `ends[i]`."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    packed: list[bytes] = field(default_factory=list)

    def at(self, place: int) -> bytes:
        index = bisect_right(self.starts, place) - 1
        return self.packed[index] if index >= 0 and place < self.ends[index] else b""


class WordFile:
    """An open .doc. `text`: of the body, without headers, notes and comments.

    Raises: what `DAMAGE` names.
    """

    def __init__(self, content: bytes) -> None:
        with olefile.OleFileIO(BytesIO(content)) as container:
            self._stream: bytes = container.openstream("WordDocument").read()
            version, flags = struct.unpack_from("<2xH6xH", self._stream)
            if flags & _ENCRYPTED:
                raise PasswordError
            if version < _WORD_97:
                raise NotWordFileError
            self._table: bytes = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            self._data: bytes = container.openstream("Data").read() if container.exists("Data") else b""
        (length,) = struct.unpack_from("<I", self._stream, _TEXT_LENGTH_AT)
        self._pieces = list(self._read_pieces(length))
        self._paragraphs = self._read_runs(_PARAGRAPHS_AT, _PARAGRAPH_ENTRY)
        self._characters = self._read_runs(_CHARACTERS_AT, _CHARACTER_ENTRY)
        self.text = "".join(self._text_of(piece) for piece in self._pieces)

    def paragraph_properties(self, position: int) -> dict[int, bytes]:
        """Operands by code, of the paragraph that holds the character at `position` of `text`."""
        packed = self._paragraphs.at(self._place_of(position))
        found = dict(_properties(packed[2:]))
        for code in _LONG_PROPERTIES & found.keys():
            (place,) = struct.unpack("<I", found[code])
            (size,) = struct.unpack_from("<H", self._data, place)
            found.update(_properties(self._data[place + 2 : place + 2 + size]))
        return found

    def character_runs(self, start: int, end: int) -> Iterator[tuple[int, int, dict[int, bytes]]]:
        """The stretches of `text` from `start` to `end` that have the same properties, with these."""
        position = start
        while position < end:
            piece = self._piece_of(position)
            place = piece.place + (position - piece.start) * piece.character_bytes
            index = bisect_right(self._characters.starts, place) - 1
            reach = self._characters.ends[index] if index >= 0 and self._characters.ends[index] > place else None
            after = piece.end if reach is None else position + max(1, (reach - place) // piece.character_bytes)
            after = min(after, piece.end, end)
            yield position, after, dict(_properties(self._characters.at(place)))
            position = after

    def _place_of(self, position: int) -> int:
        piece = self._piece_of(position)
        return piece.place + (position - piece.start) * piece.character_bytes

    def _piece_of(self, position: int) -> Piece:
        return self._pieces[bisect_right(self._pieces, position, key=lambda piece: piece.start) - 1]

    def _read_pieces(self, length: int) -> Iterator[Piece]:
        place, size = struct.unpack_from("<II", self._stream, _PIECES_AT)
        packed = self._table[place : place + size]
        at = 0
        while packed[at] == _PRC:
            at += 3 + struct.unpack_from("<H", packed, at + 1)[0]
        if packed[at] != _PIECE_TABLE:
            raise NotWordFileError
        count = (struct.unpack_from("<I", packed, at + 1)[0] - 4) // 12
        positions = struct.unpack_from(f"<{count + 1}I", packed, at + 5)
        for index, (start, end) in enumerate(pairwise(positions)):
            (code,) = struct.unpack_from("<2xI", packed, at + 5 + 4 * (count + 1) + 8 * index)
            if not start < end:
                raise NotWordFileError
            if start < length:
                compressed = bool(code & _IS_COMPRESSED)
                place = (code & ~_IS_COMPRESSED) // 2 if compressed else code
                yield Piece(start, min(end, length), place, 1 if compressed else 2)

    def _text_of(self, piece: Piece) -> str:
        count = piece.end - piece.start
        raw = self._stream[piece.place : piece.place + count * piece.character_bytes]
        if len(raw) != count * piece.character_bytes:
            raise NotWordFileError
        if piece.character_bytes == 1:
            return raw.decode("cp1252", errors="replace")
        return "".join(map(chr, struct.unpack(f"<{count}H", raw)))

    def _read_runs(self, at: int, entry_bytes: int) -> Runs:
        place, size = struct.unpack_from("<II", self._stream, at)
        count = (size - 4) // 8
        numbers = struct.unpack_from(f"<{count}I", self._table, place + 4 * (count + 1))
        runs = Runs()
        for number in numbers:
            start = (number & _PAGE_NUMBER) * _PAGE_BYTES
            self._read_page(self._stream[start : start + _PAGE_BYTES], entry_bytes, runs)
        if any(later < earlier for earlier, later in pairwise(runs.starts)):
            raise NotWordFileError
        return runs

    @staticmethod
    def _read_page(page: bytes, entry_bytes: int, runs: Runs) -> None:
        count = page[-1]
        places = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = page[4 * (count + 1) + entry_bytes * index] * 2
            runs.starts.append(places[index])
            runs.ends.append(places[index + 1])
            runs.packed.append(_packed_at(page, at, entry_bytes) if at else b"")


def _packed_at(page: bytes, at: int, entry_bytes: int) -> bytes:
    """A paragraph's are counted in words, less one byte, or after a zero in whole words; a character's in bytes."""
    if entry_bytes == _CHARACTER_ENTRY:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _properties(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes and operands ([MS-DOC] 2.2.5.1); those after one that is cut off are left out."""
    at = 0
    while at + 2 < len(packed):
        (code,) = struct.unpack_from("<H", packed, at)
        at += 2
        size = _OPERAND_BYTES[code >> 13]
        if code == _TABLE_DEFINITION and at + 1 < len(packed):
            size = struct.unpack_from("<H", packed, at)[0] + 1
        elif code == _TABS and packed[at] == 0xFF:  # noqa: PLR2004 - the length is then to be counted
            return
        elif not size:
            size = packed[at] + 1
        yield code, packed[at : at + size]
        at += size
