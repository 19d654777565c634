"""Which activity another one hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.activities.drafts import Draft
from reviewer.activities.numbering import normalized_number, prefix_of
from reviewer.activities.rows import Row
from reviewer.activities.wording import has_bullet


@dataclass(slots=True)
class Parents:
    """The numbers that a plan has had so far, and the activity whose items are being listed."""

    _numbers: set[str] = field(default_factory=set)
    _open: Draft | None = None
    _last: Draft | None = None

    def close(self) -> None:
        """A new section begins: no list goes on over it."""
        self._open, self._last = None, None

    def of_row(self, row: Row, draft: Draft) -> str | None:
        """The number of a row's parent.

        A number merged over several rows belongs to the first of them, and the others hang on it. «3.1» hangs on «3»
        where that is an activity and not a section. A row without a number hangs on the activity that a colon left
        open, or, with a bullet or a letter before it, on the one above.
        """
        if row.number_is_shared and not row.number_of_section:
            self._note(draft, is_item=True)
            return normalized_number(row.text("number"))
        lettered = draft.number is not None and draft.number.isalpha() and draft.number.islower()
        if draft.number is None or lettered:
            listed = lettered or has_bullet(draft.activity)
            parent = self._last if listed else self._open
            self._note(draft, is_item=parent is not None)
            return parent.number if parent else None
        self._note(draft, is_item=False)
        return self._known_prefix(draft.number)

    def of_item(self, item: Draft, first: Draft) -> str | None:
        """The number of the parent of an item that stands in one cell with a first text."""
        if item.number is None:
            return first.number
        prefix = prefix_of(item.number)
        siblings = prefix is None or (first.number is not None and prefix_of(first.number) == prefix)
        parent = self._known_prefix(item.number) if siblings else first.number
        self._numbers.add(item.number)
        return parent

    def _note(self, draft: Draft, *, is_item: bool) -> None:
        if draft.number is not None:
            self._numbers.add(draft.number)
        if not is_item:
            self._last = draft
            self._open = draft if draft.activity.rstrip().endswith(":") else None

    def _known_prefix(self, number: str) -> str | None:
        prefix = prefix_of(number)
        while prefix is not None and prefix not in self._numbers:
            prefix = prefix_of(prefix)
        return prefix
