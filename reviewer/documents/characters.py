"""The characters of an office file made plain: what is read must not differ by how an author typed a space or a hyphen."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\v\f\u0085\u2028\u2029"
_HYPHENS = "\u2010\u2011\uff0d"
_INVISIBLE = (
    SOFT_HYPHEN,
    *"\u200b\u200c\u200d\u2060\ufeff\ufffe",
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # marks of writing direction
)
_SYMBOL_FONT_BASE = 0xF000
_SYMBOL_FONT_SIZE = 0x100
_SURROGATES = range(0xD800, 0xE000)
_SYMBOL_FONT_GLYPHS = {
    0xB7: "•",
    0xA7: "▪",
    0xA8: "☐",
    0x6F: "☐",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0xFB: "✗",
    0xFD: "☒",
    0x2D: "-",
}
"""Characters of the fonts Symbol and Wingdings that stand in plans as bullets and marks."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_LINE_ENDS, "\n"),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_INVISIBLE, ""),
        **{chr(code): "" for code in range(_SYMBOL_FONT_BASE, _SYMBOL_FONT_BASE + _SYMBOL_FONT_SIZE)},
        **{chr(_SYMBOL_FONT_BASE + code): glyph for code, glyph in _SYMBOL_FONT_GLYPHS.items()},
    }
)
_NOT_PLAIN = re.compile(f"[{''.join(re.escape(chr(code)) for code in _PLAIN)}]")
_HYPHENATED = re.compile(rf"{SOFT_HYPHEN}[ \t]*\n[ \t]*")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_RUN_OF_SPACES = re.compile(r" {2,}")


def plain_lines(text: str) -> str:
    """Single plain spaces, ordinary hyphens, no soft hyphens or invisible marks, no empty lines; lines end with a line feed.

    A word that a soft hyphen broke over two lines is whole again.
    """
    if SOFT_HYPHEN in text:
        text = _HYPHENATED.sub("", text)
    if _NOT_PLAIN.search(text):
        text = text.translate(_PLAIN)
    if "  " in text:
        text = _RUN_OF_SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    lines = text.split("\n")
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


def symbol(code: str) -> str:
    """The plain character for `w:sym/@w:char`, a hexadecimal code, often in the private area of a symbol font."""
    number = int(code, 16) if _HEXADECIMAL.fullmatch(code) else _SURROGATES.start
    if number in _SURROGATES:
        return ""
    return chr(number + _SYMBOL_FONT_BASE if number < _SYMBOL_FONT_SIZE else number).translate(_PLAIN)
