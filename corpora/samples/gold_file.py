"""What a careful reader finds in a sample, taken from the note `is` that stands beside each row of its source.

`is: level | themes | audiences | scope | outcome | deadline | events of the regional roadmap`, each as the taxonomy names it;
`-` is nothing. A deadline is its kind, then days or months, and for a repetition its rhythm before them: `date ..2026-01-30`,
`period 2026-02..2026-04,2026-10`, `recurring month = 2026-02..2026-12`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from word_file import ABOVE
from word_text import CHANGE, NUMBER

Source = Mapping[str, Any]

FIELDS = ("number", "activity", "deadline", "responsible", "participants", "outcome")
SCOPES = {"listed": "listed_schools", "all": "all_schools", "-": "unstated"}
CONCRETE = {"date", "month", "period", "recurring"}
MARK = "mark: "
MARKED = "х"


def gold_of(source: Source) -> dict[str, Any]:
    """The gold annotation of one source, ready to be written as JSON."""
    columns = [name for block in source["blocks"] for name in block.get("table", {}).get("fields", ())]
    known = ["deadline" if name.startswith(MARK) else name for name in columns if name != "-"]
    return {
        "case": "zaozerye-2026",
        "title": source["title"],
        "kind": "roadmap",
        "level": "municipal" if "municipality" in source else "regional",
        "territory": source["territory"],
        "period": dict(zip(("start", "end"), map(str, source["period"]), strict=True)),
        "approved_on": str(source["approved_on"]) if "approved_on" in source else None,
        "files": [source["file"]],
        "columns": list(dict.fromkeys(known)),
        **({"municipality": source["municipality"]} if "municipality" in source else {}),
        "activities": list(_activities(source)),
    }


def _activities(source: Source) -> Iterator[dict[str, Any]]:
    section: str | None = None
    for block in source["blocks"]:
        if block.get("heading"):
            section = block["text"]
        table = block.get("table", {})
        if "fields" not in table:
            continue
        above: list[str] = []
        numbers: list[str] = []
        for row in table["rows"]:
            if "section" in row:
                section = row["section"]
            if "row" not in row or row.get("change") == "deleted":
                continue
            pairs = zip(row["row"], above or row["row"], strict=True)
            above = [before if now == ABOVE else now for now, before in pairs]
            remark = {"note": row["note"]} if "note" in row else {}
            yield {**_texts(table["fields"], above, section, numbers), **_labels(row["is"]), **remark}


def _texts(
    fields: Sequence[str], cells: Sequence[str], section: str | None, numbers: list[str]
) -> dict[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(FIELDS)
    found |= {name: printed(cell) for name, cell in zip(fields, cells, strict=True) if name in FIELDS}
    grid = zip(fields, cells, strict=True)
    marked = [name.removeprefix(MARK) for name, cell in grid if name.startswith(MARK) and cell == MARKED]
    if marked:
        found["deadline"] = ", ".join(marked)
    number, parent = found["number"], None
    if number is not None:
        number = str(len(numbers) + 1) if number == NUMBER else number.rstrip(".")
        parent = next((before for before in numbers if number.rpartition(".")[0] == before), None)
        numbers.append(number)
    return {**found, "number": number, "parent": parent, "section": section}


def printed(cell: str) -> str | None:
    """A cell's text in one line after all changes are accepted, list items with the signs that Word prints; None if it says nothing."""
    items, line_texts = 0, list[str]()
    for line in CHANGE.sub(lambda change: change["inserted"] or "", cell).split("\n"):
        if line.startswith("# "):
            items += 1
            line_texts.append(f"{items}) {line[2:]}")
        else:
            line_texts.append(re.sub(r"^\* ", "- ", line))
    text = " ".join(" ".join(line_texts).split())
    return None if text in {"", "-"} else text


def _labels(note: str) -> dict[str, Any]:
    level, themes, audiences, scope, outcome, deadline, *events = (part.strip() for part in note.split(" |"))
    return {
        "deadline_gold": _deadline(deadline),
        "labels": {"level": level, "themes": _words(themes), "audiences": _words(audiences), "scope": SCOPES[scope]},
        "outcome_kind": outcome,
        **({"regional_event": events[0]} if events else {}),
    }


def _words(text: str) -> list[str]:
    return [] if text == "-" else text.split()


def _deadline(note: str) -> dict[str, Any]:
    kind, _, rest = note.partition(" ")
    rhythm, _, days = rest.partition(" = ") if kind == "recurring" else ("", "", rest)
    return {
        "kind": kind,
        "concrete": kind in CONCRETE,
        "intervals": [_interval(part) for part in days.strip().split(",") if part],
        "every": rhythm or None,
        "times": 1 if rhythm else None,
    }


def _interval(text: str) -> list[str | None]:
    first, dots, last = text.partition("..")
    last = last if dots else first
    return [_day(first, last=False) if first else None, _day(last, last=True)]


def _day(text: str, *, last: bool) -> str:
    if text.count("-") > 1:
        return text
    year, month = map(int, text.split("-"))
    return f"{text}-{calendar.monthrange(year, month)[1] if last else 1:02}"
