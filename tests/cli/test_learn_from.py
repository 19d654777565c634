"""From answers in a workspace to a classifier that its reviews ask, and back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.learn.corpus import load_corpus
from reviewer.model.corrections import LabelDecision
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.store.campaigns import add_campaign
from reviewer.store.correction_entries import NewEntry, append
from reviewer.store.correction_targets import label_target
from reviewer.store.corrections import keep_base
from reviewer.store.models import classifier_in_use
from reviewer.store.workspace import create_workspace, open_workspace
from reviewer.verdicts.row_references import reference_to

VOICES = ("север", "юг", "восток", "запад", "центр", "побережье")
WORDS = {
    "parents": ("Собрание для родителей", "Лекторий для родителей", "Встреча с родителями"),
    "objectivity": ("Перепроверка работ", "Наблюдение на ВПР", "Проверка работ комиссией"),
}
KINDS = ("Вечер «Самовар»", "Гостиная «Самовар»", "Праздник «Самовар»")
ABOUT = ("о чтении", "выходного дня", "по пятницам", "у нас в посёлке")
DISTRICTS = ("lug", "bor", "ozero", "gora", "rechka", "step")
AUTHOR = "Методист Перепёлкина"


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "activities").mkdir()
    lines = [
        {
            "id": f"{voice}-{theme}-{number}",
            "document": f"{voice}-{number}",
            "text": f"{text} {voice}",
            "level": "school",
            "themes": [theme],
            "audiences": [],
            "scope": "unstated",
        }
        for voice in VOICES
        for theme, texts in WORDS.items()
        for number, text in enumerate(texts)
    ]
    outcomes = [
        {"id": f"{kind}-{number}", "text": f"{text} {number}", "outcome_kind": kind}
        for kind, text in (("document", "Приказ"), ("quantitative", "Не менее 80% школ"))
        for number in range(3)
    ]
    for path, rows in ((folder / "activities" / "a.jsonl", lines), (folder / "outcomes.jsonl", outcomes)):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profile") / "zarechye"
    folder.mkdir()
    region = ["id: zarechye", "name: {nominative: Заречная область}", "municipalities:"]
    region += [f"  - {{id: {name}, official_name: Район {name}, short: Район {name}}}" for name in DISTRICTS]
    (folder / "region.yaml").write_text("\n".join(region) + "\n", encoding="utf-8")
    pack = "pack: zarechye\nversion: 1.0.0\ntitle: Правила Заречной области\nextends: base@^1.0\n"
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    return folder


def _answered(folder: Path, profile: Path, holds: Callable[[], bool]) -> Path:
    """A workspace in which every district's evenings round the samovar were asked of."""
    with closing(create_workspace(folder)) as workspace, workspace.writing() as connection:
        campaign = add_campaign(connection, "Зима", str(profile), AUTHOR).id
        for place, district in enumerate(DISTRICTS):
            texts = [f"{kind} {about}" for kind, about in product(KINDS, ABOUT)]
            rows = tuple(
                Activity(text, Source("план.docx", table=1, row=number), number=str(number))
                for number, text in enumerate(texts, start=1)
                if number % len(DISTRICTS) != place
            )
            base = keep_base(
                connection, workspace.blobs, Roadmap("план.docx", "docx", Passport(f"План {district}"), rows)
            )
            for row in rows:
                reference = reference_to(district, row)
                body = LabelDecision(reference, "parents", holds(), comment="Так решили", who=AUTHOR)
                target = label_target(reference, "parents")
                append(connection, campaign, NewEntry("label", district, target, body, AUTHOR, "", base), seen=0)
    return folder


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, profile: Path) -> Path:
    return _answered(tmp_path_factory.mktemp("taught") / "workspace", profile, lambda: True)


def _probability(folder: Path) -> float | None:
    with closing(open_workspace(folder)) as workspace, workspace.reading() as connection:
        classifier = classifier_in_use(connection, workspace.blobs)
    assert classifier is not None
    return classifier.probability("parents", Activity("Вечер «Самовар»", Source("план.docx")))


def test_consistent_answers_are_learnt_listed_and_left_again(
    taught: Path, corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--workspace", str(taught)]
    before = _probability(taught)
    assert call(["learn", "from-workspace", *where, "--corpora", str(corpora), "--author", "эксперт"]) == DONE
    told = " ".join(capsys.readouterr().out.split())
    assert "Новый классификатор взят: № 1." in told
    assert "Ответы методистов: 60 признаков в 60 строках, 6 муниципалитетов." in told
    assert _probability(taught) != before

    assert call(["learn", "from-workspace", *where, "--corpora", str(corpora)]) == DONE
    assert "ответов не прибавилось" in capsys.readouterr().out

    assert call(["learn", "models", *where, "--json"]) == DONE
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["id"], entry["author"], entry["in_use"]) == (1, "эксперт", True)
    assert entry["made_from"]["rows"] == 60
    assert entry["figures"]["new"]["rows"] > entry["figures"]["old"]["rows"]

    assert call(["learn", "use", "shipped", *where]) == DONE
    assert "поставляемый с программой" in capsys.readouterr().out
    assert _probability(taught) == before
    assert call(["learn", "use", "1", *where]) == DONE
    assert call(["learn", "models", *where]) == DONE
    assert "классификатор № 1" in " ".join(capsys.readouterr().out.split())


def test_answers_at_random_are_refused(
    tmp_path: Path, profile: Path, corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lots = random.Random(1)  # noqa: S311 - a test draws lots
    folder = _answered(tmp_path / "workspace", profile, lambda: lots.random() < 0.5)
    assert call(["learn", "from-workspace", "--workspace", str(folder), "--corpora", str(corpora), "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["reason"], found["taken"]) == ("not_better", None)
    assert call(["learn", "models", "--workspace", str(folder)]) == DONE
    assert "поставляемый с программой" in capsys.readouterr().out


def test_an_empty_workspace_says_what_is_missing(
    tmp_path: Path, corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_workspace(tmp_path / "workspace").close()
    assert (
        call(["learn", "from-workspace", "--workspace", str(tmp_path / "workspace"), "--corpora", str(corpora)]) == DONE
    )
    assert "нужны ответы по 5 муниципалитетам" in capsys.readouterr().out


def test_rows_are_exported_as_corpora_have_them(
    taught: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "activities").mkdir()
    out = tmp_path / "activities" / "workspace.jsonl"
    assert call(["learn", "export", "--workspace", str(taught), "--out", str(out)]) == DONE
    assert "60 строк с ответами" in capsys.readouterr().out
    (tmp_path / "outcomes.jsonl").write_text("", encoding="utf-8")
    rows = load_corpus(tmp_path).activities
    assert {row.author for row in rows} == {f"zarechye.{district}" for district in DISTRICTS}
    assert all("parents" in row.themes for row in rows)
    assert "Перепёлкина" not in out.read_text(encoding="utf-8")


def test_a_wrong_choice_is_told(taught: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["learn", "use", "лучший", "--workspace", str(taught)]) == WRONG_CALL
    assert "не номер" in capsys.readouterr().err
    assert call(["learn", "use", "77", "--workspace", str(taught)]) == WRONG_CALL
    assert "№ 77" in capsys.readouterr().err
