"""`reviewer learn from-workspace` and what belongs to it: classifiers that have learnt from the corrections of a workspace."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from reviewer.cli.authors import author_name
from reviewer.cli.learn_models import SHIPPED, signed
from reviewer.cli.tables import print_rows
from reviewer.jobs.learning import learn_from
from reviewer.language.numerals import count_of
from reviewer.learn.corrected import corpus_lines
from reviewer.learn.improvement import (
    FEWEST_MUNICIPALITIES,
    FEWEST_ROWS,
    LARGEST_LOSS,
    SURE,
    Improvement,
    Measured,
)
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.store.lessons import Lessons, read_lessons
from reviewer.store.models import (
    ModelEntry,
    classifier_in_use,
)
from reviewer.store.workspace import open_workspace

_KEPT = "Остаётся нынешний классификатор: "
_REASONS: Mapping[str, str] = {
    "nothing_new": "с прошлого обучения ответов не прибавилось.",
    "few_municipalities": f"нужны ответы по {FEWEST_MUNICIPALITIES} муниципалитетам или больше, "
    "иначе не проверить, стало ли лучше там, где их нет.",
    "few_rows": f"нужно {count_of(FEWEST_ROWS, 'строка')} с ответами или больше, иначе разницу не отличить от случайной.",
    "not_better": "новый не лучше на муниципалитетах, которых он не видел.",
    "worse_on_corpora": "новый заметно хуже на своём корпусе (допускается потеря "
    f"{str(LARGEST_LOSS).replace('.', ',')}).",
}


def run_from_workspace(folder: Path | None, corpora: Path | None, author: str | None, *, as_json: bool) -> int:
    """Train on the corrections of a workspace, and take the new classifier where it is better on municipalities held out."""
    with closing(open_workspace(folder)) as workspace:
        learnt = learn_from(workspace, author_name(author), corpora, before_training=_tell_patience)
    if as_json:
        print(json.dumps(_form(learnt.improvement, learnt.lessons, learnt.taken), ensure_ascii=False))
    else:
        _show(learnt.improvement, learnt.lessons, learnt.taken)
    return 0


def _tell_patience() -> None:
    print("Классификаторы обучаются и сравниваются: это займёт несколько минут.", file=sys.stderr)


def run_export(folder: Path | None, out: Path) -> int:
    """Write the corrected rows in the form of `corpora/activities`."""
    with closing(open_workspace(folder)) as workspace, workspace.reading() as connection:
        lessons = read_lessons(connection, workspace.blobs, classifier_in_use(connection, workspace.blobs))
    lines = [line.model_dump_json() + "\n" for line in corpus_lines(lessons.rows)]
    try:
        out.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Файл «{out}» не записывается ({reason_of(error)}).", code="output") from error
    _show_skipped(lessons)
    print(f"{count_of(len(lines), 'строка')} с ответами → {out}")
    return 0


def _show(found: Improvement, lessons: Lessons, taken: ModelEntry | None) -> None:
    _show_skipped(lessons)
    print(
        f"Ответы методистов: {count_of(found.answers, 'признак')} в {count_of(found.rows, 'строка', 'loct')}, "
        f"{count_of(found.municipalities, 'муниципалитет')}."
    )
    if found.old and found.new:
        print_rows(
            ("Классификатор", "Темы и участники, F1", "Совпало с ответами", "Свой корпус, F1"),
            _measured_rows(found.old, found.new),
            title="На муниципалитетах и авторах, которых классификатор не видел",
        )
        print(
            f"Выигрыш {signed(found.gain)} (от {signed(found.low)} до {signed(found.high)} в 90% повторных выборок "
            f"муниципалитетов); лучше по обеим мерам в {_percent(found.sure)} выборок, нужно {_percent(SURE)}."
        )
    if taken is None:
        print(_KEPT + _REASONS[found.reason or "not_better"])
    else:
        print(f"Новый классификатор взят: № {taken.id}. Вернуть прежний: reviewer learn use ({_HINT}).")


_HINT = f"номер из reviewer learn models или {SHIPPED}"


def _show_skipped(lessons: Lessons) -> None:
    for name, reason in lessons.skipped:
        print(f"  ! Ответы экспертизы «{name}» не учтены. {reason}")


def _measured_rows(old: Measured, new: Measured) -> Sequence[tuple[str, ...]]:
    pairs = ((old.rows, new.rows), (old.answers, new.answers), (old.corpora, new.corpora))
    return [
        ("нынешний", *(_number(first) for first, _ in pairs)),
        ("с ответами методистов", *(_number(second) for _, second in pairs)),
        ("разница", *(signed(second - first) for first, second in pairs)),
    ]


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _form(found: Improvement, lessons: Lessons, taken: ModelEntry | None) -> dict[str, object]:
    return {
        **asdict(found),
        "taken": taken.id if taken else None,
        "skipped": [{"campaign": name, "reason": reason} for name, reason in lessons.skipped],
    }
