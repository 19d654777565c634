"""Reading the rows of a plan in order: sections, activities, and what hangs on what."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.activities.columns import Header, header_at
from reviewer.activities.contents import settle
from reviewer.activities.drafts import Draft, fields_of
from reviewer.activities.grid import Grid
from reviewer.activities.kinds import kind_of
from reviewer.activities.numbering import Piece, split_flat_items, split_items, split_lead
from reviewer.activities.parents import Parents
from reviewer.activities.rows import FIELDS, Row, read_row
from reviewer.activities.setting import RowKind, Setting, is_numbered
from reviewer.activities.timing import cut_parentheses, is_deadline
from reviewer.activities.wording import is_blank, one_line, split_letter, value
from reviewer.model.roadmap import Source


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table that is read as a plan, or as the part of one that goes on from the table before.

    Attributes:
        continues: Whether it has no head of its own and goes on with the plan before it.
        guessed: Whether its columns were told by their cells.
    """

    grid: Grid
    header: Header
    continues: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A head with what it says of the rows below it: whether most have a number, and any field but the activity."""

    header: Header
    numbered: bool
    has_fields: bool

    @classmethod
    def of(cls, grid: Grid, header: Header) -> Head:
        return cls(header, is_numbered(grid, header), not header.roles.isdisjoint({*FIELDS, "mark"}))

    def replaced_at(self, grid: Grid, row: int) -> Head:
        """The head that a row in the middle of a table sets up; the same one where it only repeats it."""
        found = header_at(grid, row)
        if found is None or [c.title for c in found.columns] == [c.title for c in self.header.columns]:
            return self
        return Head.of(grid, settle(grid, found))


@dataclass(slots=True)
class PlanReader:
    """Reads the tables of one document, in order.

    Attributes:
        drafts: The activities so far.
        remarks: Texts of rows that are no part of the plan: notes, amendments, lines for signatures.
    """

    file: str
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _section: str | None = None
    _section_deadline: str | None = None
    _column_section: str | None = None
    _parents: Parents = field(default_factory=Parents)
    _before: Row | None = None

    def enter_section(self, title: str) -> None:
        self._section, self._section_deadline, self._column_section = one_line(title), None, None
        self._parents.close()

    def read(self, table: PlanTable) -> None:
        if not table.continues:
            self._parents, self._before = Parents(), None
        grid, head = table.grid, Head.of(table.grid, table.header)
        for index, below in enumerate(grid.next_filled()):
            if index < head.header.last:
                continue
            after = read_row(grid, head.header, below) if below is not None else None
            row = read_row(grid, head.header, index)
            setting = Setting(grid, head.header, row, self._before, after, head.numbered, head.has_fields)
            kind = kind_of(setting)
            if kind == "header":
                head = head.replaced_at(grid, index)
            else:
                self._take(kind, setting)

    def _take(self, kind: RowKind, setting: Setting) -> None:
        row = setting.row
        match kind:
            case "section":
                self._open_section(row)
            case "remark":
                self.remarks.append(row.single or " ".join(row.texts.values()))
            case "continued" if self.drafts:
                is_stage = "activity" not in row.own and bool(row.text("activity"))
                self.drafts[-1].go_on(row, separator="; " if is_stage else " ")
            case "activity":
                self._add(setting)

    def _open_section(self, row: Row) -> None:
        number, text = row.text("number"), row.text("activity") or row.text("section")
        self.enter_section(row.single or f"{number} {text}")
        own_deadline = "deadline" in row.own and row.single is None
        self._section_deadline = value(row.text("deadline")) if own_deadline else None

    def _add(self, setting: Setting) -> None:
        pieces = _pieces(setting)
        table = setting.grid.table
        place = Source(
            self.file, setting.grid.page(setting.row.index), table.number, table.first_row + setting.row.index
        )
        first = self._draft(setting, pieces[0], place)
        first.parent = self._parents.of_row(setting.row, first)
        self.drafts.append(first)
        for piece in pieces[1:]:
            item = self._draft(setting, piece, place)
            item.parent = self._parents.of_item(item, first)
            self.drafts.append(item)
        self._before = setting.row

    def _draft(self, setting: Setting, piece: Piece, place: Source) -> Draft:
        row = setting.row
        self._column_section = value(row.text("section")) or self._column_section
        draft = Draft(piece.text, place, piece.number, texts=fields_of(row.texts))
        draft.section = self._column_section or self._section
        if "deadline" not in draft.texts:
            self._inherit_deadline(draft, setting.header)
        return draft

    def _inherit_deadline(self, draft: Draft, header: Header) -> None:
        """A section's deadline holds for its activities: the one in its own row, or, where the plan has no column of
        deadlines, its title («Сентябрь») or what its title has in parentheses at the end.
        """
        deadline = self._section_deadline
        if deadline is None and draft.section and header.roles.isdisjoint({"deadline", "mark"}):
            deadline = draft.section if is_deadline(draft.section) else cut_parentheses(draft.section)[1]
        if deadline:
            draft.texts["deadline"] = deadline


def _pieces(setting: Setting) -> list[Piece]:
    """The activities that a row holds: one, or a parent and its first items in one cell."""
    row = setting.row
    text = row.text("activity")
    pieces = [piece for piece in split_items(text) if not is_blank(piece.text)]
    if len(pieces) == 1 and "number" not in setting.header.roles:
        pieces = split_flat_items(text)
    pieces[0] = _numbered(row, pieces[0])
    return pieces


def _numbered(row: Row, piece: Piece) -> Piece:
    """The number of a row: in its own column, else before its text, else the letter of an item."""
    if piece.number is not None:
        return piece
    lead = split_lead(piece.text)
    if row.number is not None and not row.number_is_shared and not row.number_of_section:
        return Piece(row.number, lead.text if lead.number == row.number else piece.text)
    if lead.number is not None:
        return lead
    letter, rest = split_letter(piece.text)
    return Piece(letter, rest)
