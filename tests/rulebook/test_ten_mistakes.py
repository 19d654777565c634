"""Ten different mistakes in one regional pack: all ten in one run, each once, with its place, its line and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.errors import RulebookError
from reviewer.rulebook.loading import load_pack

BASE = """\
dictionaries:
  people: [учитель, директор]
signals:
  parents:
    title: Родители
    any: [{phrase: "родитель ~3 собрание"}, {phrase: "<people> ~2 родитель"}]
  lessons:
    title: Уроки
    any: [{phrase: урок}]
parameters:
  meetings:
    title: Собрания
    measure: {count: activities, where: {theme: parents}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "> 0", verdict: met}
    summary: Собрания есть у {{ count }}.
"""
FILES = {
    "pack.yaml": """\
pack: north
version: 1.0.0
titel: Правила севера
extends: base@^1.0
dictionaries:
  people+: [завуч, "<peopl>"]
""",
    "signals/own.yaml": """\
signals:
  parents+:
    any: [{phrase: "отец ~x мать"}]
  parents-:
    any: ["родитель ~3 собрания"]
  leson-: true
  clubs:
    title: Кружки
    any:
      - {phrase: "кружок", in: [activty]}
      - {signal: lesons}
      - {fact: level, is: municipl}
""",
    "parameters/own.yaml": """\
parameters:
  meetings+:
    buckets: [{id: some, when: "> 1"}]
    summary: Собрания есть у {{ cuont }}.
""",
}
EXPECTED = {
    ("pack.yaml", 3, 1, "extra_forbidden", "title"),
    ("pack.yaml", 6, 21, "dictionary", "people"),
    ("own.yaml", 3, 26, "phrase", None),
    ("own.yaml", 5, 12, "overlay", "родитель ~3 собрание"),
    ("own.yaml", 6, 3, "overlay", "lessons"),
    ("own.yaml", 10, 33, "literal_error", "activity"),
    ("own.yaml", 11, 18, "signal", "lessons"),
    ("own.yaml", 12, 27, "fact", "municipal"),
    ("own.yaml", 3, 5, "buckets", None),
    ("own.yaml", 4, 33, "text", "count"),
}


@pytest.fixture
def told(tmp_path: Path) -> RulebookError:
    texts = {f"north/{name}": text for name, text in FILES.items()}
    texts["base/pack.yaml"] = "pack: base\nversion: 1.4.0\n" + BASE
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load_pack(tmp_path / "north")
    return caught.value


def test_all_ten_are_told_at_once_each_once(told: RulebookError) -> None:
    places = [
        (Path(one.place.file or "").name, one.place.line, one.place.column, one.code, one.suggestion)
        for one in told.problems
    ]
    assert len(places) == len(set(places)) == len(EXPECTED) == 10
    assert set(places) == EXPECTED


def test_each_quotes_its_line_and_names_its_key(told: RulebookError) -> None:
    for problem in told.problems:
        file = Path(problem.place.file or "")
        line = file.read_text(encoding="utf-8").splitlines()[(problem.place.line or 0) - 1]
        assert problem.quoted == line.strip()
        assert problem.place.key
        assert str(problem).startswith(f"{file}:{problem.place.line}:{problem.place.column}: ")
    assert "Возможно, имелось в виду «lessons»." in str(told)
