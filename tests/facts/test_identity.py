"""Activities keep their identity from one version of a roadmap to the next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer.facts.identity import Matching, match_activities
from reviewer.model.roadmap import Activity, Source

CASES = (Path(__file__).parent / "identity_cases.txt").read_text(encoding="utf-8")


def rows(lines: list[str]) -> list[Activity]:
    section = None
    found = []
    for line in lines:
        if line.startswith("## "):
            section = line[3:]
        elif line.strip():
            number, text, deadline, responsible, outcome = (
                cell.strip() or None for cell in (line + " |" * 5).split("|")[:5]
            )
            found.append(
                Activity(
                    text or "",
                    Source("план.docx", row=len(found) + 1),
                    number,
                    section=section,
                    deadline=deadline,
                    responsible=responsible,
                    outcome=outcome,
                )
            )
    return found


def told(matching: Matching) -> set[str]:
    """The notation of the cases."""
    splits = {split.whole: split for split in matching.splits}
    merges = {merge.whole: merge for merge in matching.merges}
    said = {f"{whole + 1}>{listed(split.parts)} split" for whole, split in splits.items()}
    said |= {f"{listed(merge.parts)}>{whole + 1} merged" for whole, merge in merges.items()}
    said |= {
        f"{pair.before + 1}>{pair.after + 1} {pair.kind}"
        for pair in matching.pairs
        if pair.before not in splits and pair.after not in merges
    }
    return said | {f"-{place + 1}" for place in matching.dropped} | {f"+{place + 1}" for place in matching.added}


def listed(places: tuple[int, ...]) -> str:
    return ",".join(str(place + 1) for place in places)


def cases():
    for block in re.split(r"^== ", CASES, flags=re.MULTILINE)[1:]:
        name, *lines = block.splitlines()
        middle = lines.index("=>")
        end = next(place for place, line in enumerate(lines) if line.startswith("? "))
        expected = {item.strip() for item in lines[end][2:].split(";")}
        yield pytest.param(lines[:middle], lines[middle + 1 : end], expected, id=name)


@pytest.mark.parametrize(("before", "after", "expected"), list(cases()))
def test_what_became_of_every_row(before, after, expected):
    assert told(match_activities(rows(before), rows(after))) == expected


def one(text: str, deadline: str | None = None, outcome: str | None = None) -> list[Activity]:
    return [Activity(text, Source("план.pdf"), "1", deadline=deadline, outcome=outcome)]


def test_what_a_scan_misread_is_no_change():
    typed = one("Заседание методического объединения учителей", "до 15 марта 2026", "Протокол заседания")
    scanned = one("Заседание методичеокого объединения учитепей |", "до 15 марта 2026", "Протокоп заседания")
    (pair,) = match_activities(scanned, typed, scanned=True).pairs
    assert pair.kind == "same"
    (pair,) = match_activities(scanned, typed).pairs
    assert pair.kind == "reworded"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Семинар учителей химии", "март 2026"), ("Семинар учителей физики", "март 2026")),
        (("Семинар учителей химии", "до 15.03.2026"), ("Семинар учителей химии", "до 16.03.2026")),
        (("Семинар учителей химии", "март 2026"), ("Семинар учителей химии", "май 2026")),
    ],
)
def test_a_scan_hides_no_change_of_meaning(before, after):
    (pair,) = match_activities(one(*before), one(*after), scanned=True).pairs
    assert pair.kind in {"reworded", "redated"}


def test_every_row_stands_in_exactly_one_list():
    before = rows([f"{n} | Занятие {n % 7} кружка «Путь {n % 11}» | {n % 5 + 1}.03.2026 | ЦРО |" for n in range(1, 60)])
    after = rows([f"{n} | Занятие {n % 9} кружка «Путь {n % 10}» | {n % 4 + 1}.03.2026 | ЦРО |" for n in range(1, 50)])
    matching = match_activities(before, after)
    old = [pair.before for pair in matching.pairs] + list(matching.dropped)
    new = [pair.after for pair in matching.pairs] + list(matching.added)
    old += [part for merge in matching.merges for part in merge.parts if part not in old]
    new += [part for split in matching.splits for part in split.parts if part not in new]
    assert sorted(old) == list(range(len(before)))
    assert sorted(new) == list(range(len(after)))


def test_the_same_rows_are_the_same_whichever_side_they_stand_on():
    before = rows(["1 | Совещание директоров | март 2026 | УО |", "2 | Ярмарка идей | май 2026 | ЦРО |"])
    after = rows(["1 | Ярмарка педагогических идей | май 2026 | ЦРО |", "2 | Диктант | июнь 2026 | УО |"])
    there, back = match_activities(before, after), match_activities(after, before)
    assert {(pair.before, pair.after) for pair in there.pairs} == {(pair.after, pair.before) for pair in back.pairs}
    assert (there.dropped, there.added) == (back.added, back.dropped)


def test_what_was_decided_holds_where_only_the_place_is_another():
    before = rows(["1 | Совещание директоров | март 2026 | УО |"])
    after = rows(["1 | Ярмарка идей | май 2026 | ЦРО |", "2 | Совещание директоров | март 2026 | УО |"])
    pair = match_activities(before, after).of_before(0)
    assert pair is not None
    assert pair.says_the_same
    changed = match_activities(before, rows(["1 | Совещание директоров | апрель 2026 | УО |"])).of_before(0)
    assert changed is not None
    assert not changed.says_the_same


def test_many_rows_with_the_same_words_are_still_paired():
    before = rows([f"{n} | Консультация педагогов по предмету {n} | май 2026 | ЦРО |" for n in range(1, 301)])
    after = rows([f"{n} | Консультация для педагогов по предмету {n} | май 2026 | ЦРО |" for n in range(1, 301)])
    matching = match_activities(before, after)
    assert [(pair.before, pair.after) for pair in matching.pairs] == [(n, n) for n in range(300)]
