"""The sheet «Дорожные карты»: what each roadmap says of itself; decisions are known again by it in a corrected one."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.model.review import MunicipalityReview
from reviewer.model.roadmap import Roadmap
from reviewer.report import decisions_form as form
from reviewer.report.sheets import Column, Look, Print, Styled, Value
from reviewer.report.writer import Order

_NUMBER = Look(centered=True)

COLUMNS = (
    Column(form.MUNICIPALITY, 24, Look(bold=True)),
    Column(form.FILE, 34),
    Column(form.FORMAT, 10, _NUMBER),
    Column(form.TITLE, 70),
    Column(form.TERRITORY, 28),
    Column(form.START, 14, _NUMBER),
    Column(form.END, 14, _NUMBER),
    Column(form.APPROVED, 14, _NUMBER),
    Column(form.COUNT, 14, _NUMBER),
    Column(form.MUNICIPALITY_ID, 12, hidden=True),
)
PRINT = Print(columns=9)


def roadmap_rows(order: Order) -> Iterator[list[Value | Styled]]:
    for review in order.clean.municipalities:
        if review.reviewed:
            yield _row(review, review.reviewed.roadmap)


def _row(review: MunicipalityReview, roadmap: Roadmap) -> list[Value | Styled]:
    passport = roadmap.passport
    return [
        review.name,
        roadmap.file,
        roadmap.format,
        passport.title,
        passport.territory,
        passport.period.start if passport.period else None,
        passport.period.end if passport.period else None,
        passport.approved_on,
        len(roadmap.activities),
        review.id,
    ]
