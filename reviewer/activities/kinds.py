"""What a row of a plan is: an activity, a heading of a section, or one of the rows that say nothing of their own.

Each heuristic answers or abstains; the first answer of the list stands.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewer.activities import idle
from reviewer.activities.headings import is_numbered_section
from reviewer.activities.numbering import follows, is_roman, split_lead
from reviewer.activities.rows import FIELDS, Row
from reviewer.activities.setting import RowKind, Setting
from reviewer.activities.wording import has_bullet, one_line, split_letter

MAX_SECTION_CHARS = 300
"""A longer text is no heading."""
MIN_WIDE_SHARE = 0.75
"""Share of the columns (0..1) that a cell covers to span the table, the column of numbers aside."""


def kind_of(setting: Setting) -> RowKind:
    return next(answer for rule in RULES if (answer := rule(setting)) is not None)


def _spanning(setting: Setting) -> RowKind | None:
    """One text over the table, or repeated in each of its cells; a number may stand before it."""
    row, grid = setting.row, setting.grid
    if not row.own <= {"number", "activity", "section"} and row.single is None:
        return None
    roles = [column.role for column in setting.header.columns]
    cells = grid.begun(row.index)
    spread = len(cells) > 1 if row.single else cells[-1].column_span > roles.count("activity")
    wide = row.share_covered * grid.width >= MIN_WIDE_SHARE * (grid.width - roles.count("number"))
    short = len(row.single or row.text("activity")) <= MAX_SECTION_CHARS
    return "section" if wide and short and (spread or _is_wide(setting)) else None


def _spread_over_fields(setting: Setting) -> RowKind | None:
    """A cell over the number, the activity and a field is a heading, whatever is merged beside it."""
    for cell in setting.grid.begun(setting.row.index):
        covered = setting.header.columns[cell.column : cell.column + cell.column_span]
        roles = {column.role for column in covered}
        if {"number", "activity"} <= roles and not roles.isdisjoint(FIELDS) and len(cell.text) <= MAX_SECTION_CHARS:
            return "section"
    return None


def _is_wide(setting: Setting) -> bool:
    return any(cell.column_span > 1 for cell in setting.grid.begun(setting.row.index)) and setting.grid.width > 1


def _other_text(setting: Setting) -> RowKind | None:
    """A row whose activity is merged from above, or left empty, goes on with the activity above it."""
    row = setting.row
    if "activity" in row.own:
        return None
    if row.own == {"number"}:
        return "section"
    if row.own <= {"number", "section"}:
        return "section" if "section" in row.own and not row.texts.get("activity") else "empty"
    if setting.before is None or (row.number is not None and not row.number_is_shared):
        return "empty"
    return "continued" if row.own_fields else "empty"


def _has_fields(setting: Setting) -> RowKind | None:
    """Fields of its own make an activity, or merged cells that leave none of its fields empty; but a heading may carry
    the deadline of its section.
    """
    row = setting.row
    if row.own_fields == {"deadline"} and _announces(row):
        return "section"
    complete = setting.header.roles & frozenset(FIELDS) <= row.own_fields | row.shared_fields
    return _item_or_rest(setting) if row.own_fields or (row.shared_fields and complete) else None


def _item_or_rest(setting: Setting) -> RowKind:
    return "continued" if _is_rest_of_row(setting) else "activity"


def _is_rest_of_row(setting: Setting) -> bool:
    """The rest of a row that a page break cut: no number where the others have one, and it begins in the middle of a
    sentence that the row above left open.
    """
    row, before = setting.row, setting.before
    text = row.text("activity").lstrip()
    if before is None or not setting.numbered or row.text("number") or not text[:1].islower():
        return False
    if "deadline" in row.own:
        return False
    closed = before.text("activity").rstrip().endswith((".", ":", ";", "!", "?"))
    return not closed and split_letter(text)[0] is None


def _announced(setting: Setting) -> RowKind | None:
    return "section" if _announces(setting.row) else None


def _announces(row: Row) -> bool:
    """«Раздел 2. …», «II. …», or all in capitals."""
    number, text = one_line(row.text("number")), row.text("activity")
    if is_numbered_section(f"{number} {text}" if is_roman(number) else text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    capitals = " " in text.strip() and all(sign.isupper() for sign in letters)
    return capitals and bool(letters)


def _only_activities(setting: Setting) -> RowKind | None:
    return None if setting.has_fields else "activity"


def _item(setting: Setting) -> RowKind | None:
    text = setting.row.text("activity")
    return "activity" if has_bullet(text) or split_letter(text)[0] is not None else None


def _heads_items(setting: Setting) -> RowKind | None:
    """«3. Анализ данных:» before its items is their parent."""
    row, after = setting.row, setting.after
    if after is None or not row.text("activity").rstrip().endswith(":"):
        return None
    return "activity" if row.number is not None or has_bullet(after.text("activity")) else None


def _heads_subnumbers(setting: Setting) -> RowKind | None:
    """«3. Оценка качества» before 3.1 is a section."""
    own, below = _number_of(setting.row), _number_of(setting.after)
    return "section" if own and below and below.startswith(f"{own}.") else None


def _in_sequence(setting: Setting) -> RowKind | None:
    """An activity without its fields goes on counting from the one above, and no number below begins anew."""
    own, above, below = _number_of(setting.row), _number_of(setting.before), _number_of(setting.after)
    if own is None or not own.isdigit():
        return "activity" if own is not None else None
    goes_on = above is None or follows(own, above)
    return "activity" if goes_on and (follows(below, own) if below else above is not None) else None


def _number_of(row: Row | None) -> str | None:
    if row is None:
        return None
    return row.number or split_lead(row.text("activity")).number


def _lone_text(setting: Setting) -> RowKind | None:
    """A short text with all else empty, where rows have numbers or fields."""
    row = setting.row
    after_colon = setting.before is not None and setting.before.text("activity").rstrip().endswith(":")
    if after_colon and setting.numbered and _number_of(row) is None:
        return "activity"
    return "section" if len(row.text("activity")) <= MAX_SECTION_CHARS else None


def _otherwise(_: Setting) -> RowKind | None:
    return "activity"


Rule = Callable[[Setting], RowKind | None]
RULES: tuple[Rule, ...] = (
    idle.empty,
    idle.lone_number,
    idle.repeated_header,
    idle.column_numbers,
    idle.amendment,
    idle.remark,
    _spanning,
    _spread_over_fields,
    _other_text,
    _has_fields,
    _only_activities,
    _announced,
    _item,
    _heads_items,
    _heads_subnumbers,
    _in_sequence,
    _lone_text,
    _otherwise,
)
