"""A correction in the words of a methodist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from reviewer.language.numerals import date_text
from reviewer.model.corrections import REGIONAL_EVENT, Decision, LabelDecision, RowEdit, RowReference
from reviewer.report.wording import VERDICTS
from reviewer.store.file_assignments import FileAssignment
from reviewer.verdicts.row_edits import FIELD_WORDS

_LONGEST = 80
"""Characters of a text that is quoted."""
_EDITS: Mapping[str, str] = {
    "added": "добавлена строка",
    "removed": "удалена строка",
    "split": "разделена строка",
    "merged": "объединены строки",
}


def told(body: Decision | LabelDecision | RowEdit | FileAssignment) -> str:
    """What was decided: «не соответствует», «да», «срок: до 1 марта»."""
    match body:
        case Decision(verdict=verdict):
            return VERDICTS[verdict] if verdict else "комментарий"
        case LabelDecision(holds=holds):
            return "комментарий" if holds is None else "да" if holds else "нет"
        case RowEdit():
            return _edit_words(body)
        case FileAssignment(municipality_title=title, municipality=owner):
            return title or owner


def subject(body: Decision | LabelDecision | RowEdit | FileAssignment) -> str:
    """What it is about: the parameter, the label and its row, the row, the file."""
    match body:
        case Decision(parameter_title=title, parameter=parameter):
            return title or parameter
        case LabelDecision(label_title=title, label=label, row=row):
            words = "участие в региональном мероприятии" if label == REGIONAL_EVENT else title or label
            return f"{words}: {row_words(row)}"
        case RowEdit(kind="added", rows=rows):
            return f"после строки: {row_words(rows[0])}" if rows else "в конце раздела"
        case RowEdit(rows=rows):
            return "; ".join(map(row_words, rows))
        case FileAssignment(file=file):
            return file


def row_words(row: RowReference) -> str:
    """«3.1 Провести совещание…»."""
    return f"{row.number} {shortened(row.text)}" if row.number else shortened(row.text)


def shortened(text: str | None) -> str:
    if not text:
        return "пусто"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def signed(author: str, at: datetime) -> str:
    """«Иванова И. И., 19.01.2026 в 11:30»."""
    return f"{author}, {local_moment(at)}"


def local_moment(at: datetime) -> str:
    """«19.01.2026 в 11:30», by the clock of this machine."""
    local = at.astimezone()
    return f"{date_text(local.date())} в {local:%H:%M}"


def _edit_words(edit: RowEdit) -> str:
    if edit.kind == "field":
        return "; ".join(f"{FIELD_WORDS.get(name, name)}: {shortened(text)}" for name, text in edit.into[0].items())
    texts = "; ".join(shortened(fields["activity"]) for fields in edit.into if fields.get("activity"))
    return f"{_EDITS[edit.kind]}: {texts}" if texts else _EDITS[edit.kind]
