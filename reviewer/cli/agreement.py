"""`reviewer agreement`: how far people agree with one another, and the rules with people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from reviewer.cli.tables import print_rows
from reviewer.language.numerals import count_of
from reviewer.model.corrections import REGIONAL_EVENT
from reviewer.model.errors import ReviewerError, UsageError
from reviewer.report.label_words import EVENT_QUESTION
from reviewer.report.wording import VERDICTS
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.store.campaigns import Campaign, campaigns, find_campaign
from reviewer.store.judged import LABEL, VERDICT, judged_verdicts, opinions
from reviewer.store.workspace import open_workspace
from reviewer.verdicts.agreement import FEWEST_PAIRS, Accuracy, Agreement, accuracies, agreements

_VERDICTS: Mapping[str, str] = dict(VERDICTS.items())
_TOGETHER = "все вместе"
_HOW_TO_READ = (
    "Каппа Коэна – согласие сверх случайного: 0 – как наугад, 1 – полное; слова – по шкале Лэндиса и Коха "
    "(Landis, Koch, Biometrics, 1977)."
)
_NOT_INDEPENDENT = (
    "Второй обычно видел решение первого и брался за него, когда был не согласен, поэтому согласие здесь скорее занижено. "
    "Ответы «уточнить» показаны отдельно и в расчёт не входят."
)
_RULES_NOTE = (
    "Методист чаще исправляет то, с чем не согласен, поэтому доля верных выводов программы здесь скорее занижена."
)
_DOUBTS: Mapping[str, str] = {
    "few": f"пар меньше {FEWEST_PAIRS}: каппе верить рано",
    "one_category": "все ответы одинаковы: каппа не определена",
    "none": "определённых ответов нет",
}


def run_agreement(name: str | None, folder: Path | None, *, as_json: bool) -> int:
    """Tell the agreement in one campaign of a workspace, or in all of them."""
    with closing(open_workspace(folder)) as workspace, workspace.reading() as connection:
        chosen = _campaigns(connection, name)
        people = {kind: agreements(opinions(connection, chosen, kind)) for kind in (VERDICT, LABEL)}
        rules = accuracies(judged_verdicts(connection, workspace.blobs, chosen))
    if as_json:
        print(json.dumps(_form(people, rules), ensure_ascii=False))
    else:
        _show(people, rules, _titles(chosen))
    return 0


def _campaigns(connection: Connection, name: str | None) -> Sequence[Campaign]:
    if name is None:
        return campaigns(connection)
    found = find_campaign(connection, name)
    if found is None:
        raise UsageError(f"Экспертизы «{name}» в рабочей папке нет.", code="campaign")
    return [found]


def _titles(chosen: Sequence[Campaign]) -> dict[str, str]:
    """Titles of parameters and signals, as the profiles that are to be had name them."""
    titles = {REGIONAL_EVENT: EVENT_QUESTION}
    for profile in sorted({campaign.profile for campaign in chosen}):
        try:
            rulebook = load_pack(find_profile(profile))
        except ReviewerError:
            continue
        titles |= {parameter.id: parameter.title for parameter in rulebook.parameters}
        titles |= {signal.id: signal.title for signal in rulebook.signals.values()}
    return titles


def _show(people: Mapping[str, Sequence[Agreement]], rules: Sequence[Accuracy], titles: Mapping[str, str]) -> None:
    _show_people("Согласие методистов: выводы по параметрам", "Параметр", people[VERDICT], titles)
    _show_people("Согласие методистов: признаки мероприятий", "Признак", people[LABEL], titles)
    if any(people.values()):
        print(f"{_HOW_TO_READ} {_NOT_INDEPENDENT}\n")
    else:
        print("Согласие методистов не посчитать: ни об одном выводе или признаке не высказались двое.\n")
    if rules:
        _show_rules(rules, titles)
    else:
        print("Решений методиста по выводам программы в результатах нет: сравнить программу не с чем.")


def _show_people(title: str, head: str, found: Sequence[Agreement], titles: Mapping[str, str]) -> None:
    if found:
        heads = (head, "Пар", "Совпало", "Доля", "Каппа", "Согласие", "«Уточнить»")
        print_rows(heads, [_agreement_row(one, titles) for one in found], title=title)


def _agreement_row(one: Agreement, titles: Mapping[str, str]) -> tuple[str, ...]:
    told = [part for part in (one.word, _DOUBTS.get(one.doubt or "")) if part]
    return (
        _title(one.question, titles),
        str(one.pairs),
        str(one.same),
        _number(one.share),
        _number(one.kappa),
        "; ".join(told),
        str(one.unknown),
    )


def _show_rules(found: Sequence[Accuracy], titles: Mapping[str, str]) -> None:
    heads = ("Параметр", "Сравнено", "Верно", "Доля", "Программа не решила", "Расхождения (методист ← программа)")
    print_rows(heads, [_accuracy_row(one, titles) for one in found], title="Выводы программы и решения методистов")
    count = count_of(sum(found[-1].confusion.values()), "решение")
    print(f"Всего: {count}. {_RULES_NOTE}")


def _accuracy_row(one: Accuracy, titles: Mapping[str, str]) -> tuple[str, ...]:
    return (
        _title(one.question, titles),
        str(one.judged),
        str(one.right),
        _number(one.share),
        str(one.abstained),
        "; ".join(
            f"{_VERDICTS[person]} ← {_VERDICTS[rules]}: {times}"
            for (person, rules), times in sorted(one.confusion.items())
            if person != rules
        ),
    )


def _title(question: str | None, titles: Mapping[str, str]) -> str:
    return _TOGETHER if question is None else titles.get(question, question)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def _form(people: Mapping[str, Sequence[Agreement]], rules: Sequence[Accuracy]) -> dict[str, object]:
    """`question` is null where all are taken together; shares and kappas are null where they are not defined."""
    return {
        **{
            f"{kind}s": [
                {
                    "question": one.question,
                    "pairs": one.pairs,
                    "same": one.same,
                    "unknown": one.unknown,
                    "share": one.share,
                    "kappa": one.kappa,
                    "doubt": one.doubt,
                }
                for one in found
            ]
            for kind, found in people.items()
        },
        "rules": [
            {
                "question": one.question,
                "judged": one.judged,
                "right": one.right,
                "abstained": one.abstained,
                "share": one.share,
                "confusion": [
                    {"person": person, "rules": said, "times": times}
                    for (person, said), times in sorted(one.confusion.items())
                ],
            }
            for one in rules
        ],
    }
