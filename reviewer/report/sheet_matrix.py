"""The sheet «Матрица»: who meets which parameter, in signs and shades that a black and white printer keeps apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.model.review import VerdictKind
from reviewer.report.municipal import MarkView, MunicipalityView
from reviewer.report.sheets import Column, Look, Styled, Value
from reviewer.report.wording import NO_ROADMAP, NO_ROADMAP_SIGN, SIGNS, VERDICTS
from reviewer.report.writer import Order

Row = list[Value | Styled]

VERDICT_LOOKS: Mapping[VerdictKind, Look] = {
    "met": Look(fill="EAF5E4", centered=True),
    "partly": Look(fill="FFCF5C", italic=True, centered=True),
    "not_met": Look(fill="E0805F", bold=True, centered=True),
    "unknown": Look(hatched=True, centered=True),
}
_NO_DATA = Look(fill="B5B5B5", italic=True, centered=True)
_NAME = Look(bold=True)
_NUMBER = Look(centered=True)
_PLAIN = Look()
DECIDED_SIGN = "*"


def matrix_columns(order: Order) -> list[Column]:
    return [
        Column("Муниципальное образование", 32, _NAME),
        Column("«Дорожная карта»", 18),
        Column("Мероприятий, всего", 5, _NUMBER, upright=True),
        Column("Муниципальных мероприятий", 5, _NUMBER, upright=True),
        *(Column(parameter.title, 5, upright=True) for parameter in order.context.parameters),
    ]


def matrix_rows(order: Order) -> Iterator[Row]:
    decided = _decided(order)
    for view in order.context.municipalities:
        reviewed = view.status == "reviewed"
        counts: Row = [view.activity_count, len(view.municipal)] if reviewed else [None, None]
        signs = (_sign(mark, decided=(view.id, mark.parameter.id) in decided) for mark in view.marks)
        yield [str(view.name), view.status_text, *counts, *signs]


def matrix_notes(order: Order) -> Iterator[list[Styled]]:
    """How many meet each parameter, and what the signs mean."""
    views = order.context.municipalities
    met = [sum(view.marks[place].verdict == "met" for view in views) for place in range(len(order.context.parameters))]
    yield [
        Styled(f"{VERDICTS['met'].capitalize()}, из {len(views)}", _NAME),
        *(Styled(value, Look(bold=True, centered=True)) for value in (None, _activities(views), _own(views), *met)),
    ]
    for kind, word in VERDICTS.items():
        look = VERDICT_LOOKS[kind]
        yield [Styled(f"{SIGNS[kind]}  {word}", Look(look.fill, look.bold, look.italic, hatched=look.hatched))]
    yield [Styled(f"{NO_ROADMAP_SIGN}  {NO_ROADMAP}", Look(_NO_DATA.fill, italic=True))]
    if _decided(order):
        yield [Styled(f"{DECIDED_SIGN}  решение методиста, см. лист «Решения»", _PLAIN)]


def _activities(views: tuple[MunicipalityView, ...]) -> int:
    return sum(view.activity_count for view in views)


def _own(views: tuple[MunicipalityView, ...]) -> int:
    return sum(len(view.municipal) for view in views)


def _decided(order: Order) -> frozenset[tuple[str, str]]:
    """Municipality and parameter of the verdicts that a person gave."""
    reviews = order.clean.municipalities
    return frozenset((review.id, item.parameter) for review in reviews for item in review.verdicts if item.program)


def _sign(mark: MarkView, *, decided: bool) -> Styled:
    sign = f"{mark.sign}{DECIDED_SIGN if decided else ''}"
    return Styled(sign, _NO_DATA if mark.sign == NO_ROADMAP_SIGN else VERDICT_LOOKS[mark.verdict])
