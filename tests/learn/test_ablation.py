"""What more texts and each family of features are worth."""

from __future__ import annotations

from dataclasses import replace

from reviewer.learn.ablation import SHARES, Ablation
from reviewer.learn.corpus import LabelledActivity
from reviewer.learn.training import CHOSEN

LINES = (
    ("parents", "Собрание родителей"),
    ("parents", "Лекторий для родителей"),
    ("objectivity", "Перепроверка работ"),
    ("objectivity", "Перепроверка ВПР"),
)


def _rows() -> list[LabelledActivity]:
    return [
        LabelledActivity(
            id=f"{author}-{document}-{number}",
            document=f"{author}-{document:02}",
            text=text,
            level="school",
            themes=(theme,),
            audiences=(),
            scope="unstated",
        )
        for author in ("север", "юг", "восток")
        for document in range(10)
        for number, (theme, text) in enumerate(LINES)
    ]


def test_the_learning_curve_learns_from_more_and_more_documents() -> None:
    curve = Ablation(_rows()).learning_curve()
    assert [one.texts for one in curve] == sorted({one.texts for one in curve})
    assert len(curve) == len(SHARES)
    assert curve[-1].texts == 80
    assert curve[-1].f1 == 1.0


def test_without_any_features_little_is_found() -> None:
    trials = Ablation(_rows())
    blind = trials.trial("blind", replace(CHOSEN, families={"participants": 1.0}))
    assert trials.trial("all").f1 - blind.f1 > 0.3


def test_each_family_is_left_out_once() -> None:
    names = [one.name for one in Ablation(_rows()).families()]
    assert names == ["all", *CHOSEN.families, "unevenness"]
