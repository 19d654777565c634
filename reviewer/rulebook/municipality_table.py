"""A region's municipalities from a table, as it is copied out of a spreadsheet, and region.yaml made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.model.errors import UsageError
from reviewer.rulebook.starting import profile_id, start_profile

MOST = 500
"""Municipalities of a region."""
_HEADINGS = re.compile(r"муниципалитет|наименование|название|официальн|кратк|№", re.IGNORECASE)
_TITLE_ROWS = 5
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_LISTED = re.compile(r"\s*[;|]\s*")
_BEFORE = re.compile(r"(?s)\A.*?^municipalities:\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """`official`: as in documents; `short`: as in lists; `aliases`: other spellings; `schools`: those of the region's list."""

    official: str
    short: str
    aliases: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


def read_table(text: str) -> tuple[TableRow, ...]:
    """Rows of «official name, short name, other spellings, schools», told apart by tabs, or by semicolons where there is no
    tab. A heading, the title above it and a column of numbers are passed over; where there is no short name, the official one
    stands for it.

    Raises:
        UsageError: There is nothing in it, or too much.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    tabbed = any("\t" in line for line in lines)
    cells = [[" ".join(cell.split()) for cell in line.split("\t" if tabbed else ";")] for line in lines]
    cells = [_without_number(row) for row in _below_heading(cells)]
    rows = tuple(_row(row) for row in cells if any(row))
    if not rows:
        raise UsageError("В таблице нет ни одного муниципалитета. Вставьте хотя бы одну строку.", code="municipalities")
    if len(rows) > MOST:
        raise UsageError(f"В таблице больше {MOST} строк: это не муниципалитеты одного региона.", code="municipalities")
    return rows


def start_region(region: str, rows: Sequence[TableRow], home: Path, base: Path) -> Path:
    """Write a new profile with its municipalities below a folder. Returns the folder of the profile.

    Raises:
        UsageError: No id can be made of the region's name.
    """
    folder = home / profile_id(region)
    (home / "schema.json").touch()  # so that the files name it as their neighbour, and no folder of this machine
    for path in start_profile(region, folder, base):
        text = path.read_text(encoding="utf-8").replace(str(folder), folder.name)
        if path.name == "region.yaml":
            head = _BEFORE.match(text)
            text = (head[0] if head else f"{text}\nmunicipalities:\n") + "".join(_entries(rows))
        path.write_text(text, encoding="utf-8")
    return folder


def _without_number(row: list[str]) -> list[str]:
    return row[1:] if len(row) > 1 and _NUMBER.fullmatch(row[0]) else row


def _below_heading(rows: list[list[str]]) -> list[list[str]]:
    """What stands below the heading, where there is one: in the first rows, for a sheet may begin with a title."""
    headings = [number for number, row in enumerate(rows[:_TITLE_ROWS], 1) if _is_heading(row)]
    return rows[headings[-1] :] if headings else rows


def _is_heading(row: Sequence[str]) -> bool:
    """Each filled cell of a heading says what stands below it, in a word or two of the kind."""
    filled = [cell for cell in row if cell]
    return bool(filled) and all(_HEADINGS.match(cell) for cell in filled[:2])


def _row(cells: Sequence[str]) -> TableRow:
    official, short, aliases, schools = (*cells, "", "", "", "")[:4]
    official = official or short
    return TableRow(_whole(official), _whole(short or official), _several(aliases), _several(schools))


def _whole(cell: str) -> str:
    """A name that was broken over lines of its cell."""
    return " ".join(_LISTED.sub(" ", cell).split())


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, _LISTED.split(cell)))


def _entries(rows: Iterable[TableRow]) -> Iterable[str]:
    taken: set[str] = set()
    for row in rows:
        yield f"  - id: {_id(row.short, taken)}\n"
        yield f"    official_name: {_quoted(row.official)}\n"
        yield f"    short: {_quoted(row.short)}\n"
        if row.aliases:
            yield f"    aliases: {_quoted(row.aliases)}\n"
        if row.schools:
            yield f"    at_risk_schools: {_quoted(row.schools)}\n"


def _id(name: str, taken: set[str]) -> str:
    """Made of the name, with a number where another has the same."""
    made = first = profile_id(name)
    number = 1
    while made in taken:
        number += 1
        made = f"{first}-{number}"
    taken.add(made)
    return made


def _quoted(value: object) -> str:
    """JSON is YAML, whatever a name has in it."""
    return json.dumps(value, ensure_ascii=False)
