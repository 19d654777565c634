"""Which versions of a pack another may be based on.

Semantic versioning (semver.org) with the ranges that package registries share: «^1.2» is 1.2.0 and later up to the next
change of the first number that is not zero, «~1.2» later up to the next change of the second, «>=1.0,<2» whatever lies
between, and a bare «1.2» every version that begins so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_PART = re.compile(r"(?P<sign>\^|~|==|>=|<=|>|<)?\s*(?P<numbers>\d+(?:\.\d+){0,2})")
_Numbers = Sequence[int]


class VersionError(ValueError):
    """A range that cannot be read."""


def fits(version: str, wanted: str) -> bool:
    """Whether a version of three numbers is within a range; a comma in the range is «and». Raises: VersionError."""
    have = _numbers(version)
    suits = [_part_fits(have, part.strip()) for part in wanted.split(",")]
    return all(suits)


def _part_fits(have: _Numbers, part: str) -> bool:
    read = _PART.fullmatch(part)
    if read is None:
        raise VersionError(part)
    return _SIGNS[read["sign"] or "=="](have, _numbers(read["numbers"]))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _whole(asked: _Numbers) -> tuple[int, ...]:
    return (*asked, 0, 0)[:3]


def _same(have: _Numbers, asked: _Numbers, count: int) -> bool:
    return tuple(have[:count]) == _whole(asked)[:count]


def _caret(have: _Numbers, asked: _Numbers) -> bool:
    fixed = next((place for place, number in enumerate(asked, start=1) if number), len(asked))
    return tuple(have) >= _whole(asked) and _same(have, asked, fixed)


def _tilde(have: _Numbers, asked: _Numbers) -> bool:
    return tuple(have) >= _whole(asked) and _same(have, asked, min(len(asked), 2))


_SIGNS: Mapping[str, Callable[[_Numbers, _Numbers], bool]] = {
    "^": _caret,
    "~": _tilde,
    "==": lambda have, asked: _same(have, asked, len(asked)),
    ">=": lambda have, asked: tuple(have) >= _whole(asked),
    "<=": lambda have, asked: tuple(have) <= _whole(asked),
    ">": lambda have, asked: tuple(have) > _whole(asked),
    "<": lambda have, asked: tuple(have) < _whole(asked),
}
