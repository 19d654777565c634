"""The names of files in a ZIP archive, which their packers wrote in the encodings of several decades.

A name is only shown, and never a place on the disk.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from itertools import pairwise
from zipfile import ZipInfo

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
"""The extra field in which Info-ZIP repeats the name in UTF-8 (APPNOTE.TXT, 4.6.9)."""
_UNICODE_PATH_VERSION = 1
_FIELD_HEAD = struct.Struct("<HH")
_UNICODE_PATH_HEAD = struct.Struct("<BL")
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ№")
_OLD_ENCODINGS = ("cp866", "cp1251")
"""In the order of trust: the archives of Windows itself are written in the former."""
_ESCAPED_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control characters, marks of writing direction, surrogates, separators of lines: what may disguise a name."""
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LITTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_LITTER_STARTS = (".", "~$")


def parts_of(entry: ZipInfo) -> tuple[str, ...]:
    """Folders and file, fit to be shown; without drives, roots and steps upwards. Empty where nothing is left."""
    return shown_parts(_decoded(entry))


def shown_parts(name: str) -> tuple[str, ...]:
    """The same of a name that a browser gives."""
    steps = name.replace("\\", "/").split("/")
    return tuple(_shown(step) for step in steps if step.strip(". ") and not _DRIVE.fullmatch(step))


def is_folder(entry: ZipInfo) -> bool:
    return entry.orig_filename.endswith(("/", "\\"))


def is_litter(parts: tuple[str, ...]) -> bool:
    """Whether a system or Word has left it there and nobody means to send it."""
    return any(part.lower() in _LITTER or part.startswith(_LITTER_STARTS) for part in parts)


def _decoded(entry: ZipInfo) -> str:
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")  # what `zipfile` has taken it for
    except UnicodeEncodeError:
        return entry.orig_filename
    return _unicode_path(entry.extra, raw) or _decoded_bytes(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 where the field is there and speaks of this very name."""
    while len(extra) >= _FIELD_HEAD.size:
        kind, length = _FIELD_HEAD.unpack_from(extra)
        field = extra[_FIELD_HEAD.size : _FIELD_HEAD.size + length]
        if kind == _UNICODE_PATH and len(field) > _UNICODE_PATH_HEAD.size:
            version, checksum = _UNICODE_PATH_HEAD.unpack_from(field)
            if version == _UNICODE_PATH_VERSION and checksum == zlib.crc32(raw):
                return field[_UNICODE_PATH_HEAD.size :].decode("utf-8", errors="replace")
        extra = extra[_FIELD_HEAD.size + length :]
    return None


def _decoded_bytes(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        readings = [raw.decode(encoding, errors="replace") for encoding in _OLD_ENCODINGS]
        return max(readings, key=_russian_letters)


def _russian_letters(text: str) -> int:
    """Russian letters less other characters beyond ASCII; a capital in the middle of a word speaks against a reading."""
    letters = sum(1 if sign in _RUSSIAN else -1 for sign in text if not sign.isascii())
    return letters - sum(1 for left, right in pairwise(text) if left.islower() and right.isupper())


def _shown(step: str) -> str:
    text = "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in _ESCAPED_KINDS else sign for sign in step.strip()
    )
    text = _DRIVE.sub("", text, count=1) if _DRIVE.match(text) else text
    return f"_{text}" if _DEVICE.fullmatch(text) else text
