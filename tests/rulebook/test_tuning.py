"""What is changed by a form stands in the files of the profile, and loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.tuning import Tuning

PACK = """\
# О правилах
pack: rodniki
version: 1.0.0   # растёт
extends: base@^1.0
parameters:
  # Свой параметр
  meetings:
    title: Встречи
    measure: {count: activities, where: {signal: meeting}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: ">= 1", verdict: met}
signals:
  meeting:
    title: Встреча
    any:
      - {phrase: "встреча"}   # и встречи
      - {phrase: "круглый стол"}
"""


class _Profile:
    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, {"pack.yaml": PACK.encode()}

    def change(self, tuning: Tuning) -> dict[str, str]:
        """What the files are now; the profile goes on with them."""
        for path, content in tuning.changed().items():
            if content is None:
                self.files.pop(path)
            else:
                self.files[path] = content
        return {path: content.decode() for path, content in self.files.items()}

    def load(self) -> Rulebook:
        for old in self.folder.rglob("*.yaml"):
            old.unlink()
        for path, content in self.files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)
        return load_pack(self.folder)


@pytest.fixture
def profile(tmp_path: Path) -> _Profile:
    (tmp_path / "rodniki").mkdir()
    return _Profile(tmp_path / "rodniki")


def test_what_is_own_is_changed_where_it_stands(profile: _Profile) -> None:
    tuning = Tuning(profile.files)
    tuning.set_bucket("meetings", 1, "some", "when", ">= 2")
    tuning.set_bucket("meetings", 0, "none", "when", "0..1")
    tuning.add_phrase("meeting", "any", "сбор ~2 педагог")
    tuning.take_phrase("meeting", "any", "круглый стол")
    made = profile.change(tuning)
    wanted = PACK.replace('">= 1"', '">= 2"').replace('"== 0"', '"0..1"')
    wanted = wanted.replace('      - {phrase: "круглый стол"}\n', '      - {phrase: "сбор ~2 педагог"}\n')
    assert made == {"pack.yaml": wanted}
    meetings = profile.load().parameter("meetings")
    assert meetings is not None
    assert [bucket.when for bucket in meetings.buckets] == ["0..1", ">= 2"]


def test_what_is_inherited_is_laid_over_and_taken_back(profile: _Profile) -> None:
    base = load_pack(data_folder("rules") / "base")
    parameter = next(one for one in base.parameters if one.id == "indicators")
    tuning = Tuning(profile.files)
    tuning.set_bucket("indicators", 0, parameter.buckets[0].id, "title", "иначе")
    tuning.set_bucket("indicators", 0, parameter.buckets[0].id, "verdict", "met")
    tuning.drop_inherited_examples("indicators")
    tuning.add_phrase("parents", "any", "клуб отец")
    made = profile.change(tuning)
    assert made["pack.yaml"] == PACK
    assert made["parameters/tuning.yaml"].startswith("# Отличия, записанные на страницах правил.")
    rulebook = profile.load()
    found = rulebook.parameter("indicators")
    assert found is not None
    assert (found.buckets[0].title, found.buckets[0].verdict, found.tests) == ("иначе", "met", ())
    tuning = Tuning(profile.files)
    tuning.take_phrase("parents", "any", "клуб отец")
    assert "signals/tuning.yaml" not in profile.change(tuning), "nothing is left in it"


def test_an_inherited_phrase_goes_and_comes_back(profile: _Profile) -> None:
    phrase = "внутришкольный|внутренний ~1 контроль"
    tuning = Tuning(profile.files)
    tuning.take_phrase("quality_monitoring", "none", phrase)
    profile.change(tuning)
    profile.load()
    assert Tuning(profile.files).taken_phrases("quality_monitoring", "none") == (phrase,)
    tuning = Tuning(profile.files)
    tuning.add_phrase("quality_monitoring", "none", phrase)
    assert list(profile.change(tuning)) == ["pack.yaml"]


def test_rules_are_switched_off_and_on(profile: _Profile) -> None:
    for section, name in (("parameters", "psychological_support"), ("parameters", "meetings")):
        tuning = Tuning(profile.files)
        tuning.switch_off("parameters", name, "Не входит в приказ: «о картах»")
        profile.change(tuning)
        assert [(one.id, one.reason) for one in profile.load().disabled] == [(name, "Не входит в приказ: «о картах»")]
        tuning = Tuning(profile.files)
        tuning.switch_on("parameters", name)
        assert profile.change(tuning) == {"pack.yaml": PACK}, section
    tuning = Tuning(profile.files)
    tuning.switch_off("parameters", "meetings", "Пока нет")
    tuning.switch_off("parameters", "meetings", "Уже нет")
    profile.change(tuning)
    assert profile.load().disabled[0].reason == "Уже нет"


@pytest.mark.parametrize(
    ("shipped", "weight", "version"),
    [("1.0.0", "major", "2.0.0"), ("1.0.0", "minor", "1.1.0"), ("0.9.0", "major", "1.0.0")],
)
def test_the_version_rises_once(profile: _Profile, shipped: str, weight: str, version: str) -> None:
    tuning = Tuning(profile.files)
    tuning.raise_version(shipped, "major" if weight == "major" else "minor")
    made = profile.change(tuning)["pack.yaml"]
    wanted = version if shipped == "1.0.0" else "1.0.0"
    assert f"version: {wanted}   # растёт\n" in made


def test_a_year_is_no_count_of_meanings() -> None:
    tuning = Tuning({"pack.yaml": b"pack: x\nversion: 2026.1.3\n"})
    tuning.raise_version("2026.1.3", "major")
    assert tuning.changed() == {"pack.yaml": b"pack: x\nversion: 2026.2.0\n"}


def test_files_that_cannot_be_read_are_named() -> None:
    with pytest.raises(UsageError, match=r"signals/x\.yaml"):
        Tuning({"signals/x.yaml": b"signals: ["})
