"""The pictures of the справка: how much each municipality plans of its own, and in which months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.language.numerals import count_of
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.calendar import MOST_MONTHS, Calendar, count_months, months_of
from reviewer.report.municipal import MunicipalityView
from reviewer.report.pictures import Chart, bars, squares

WIDTH_MM = 165
"""Fits between the margins of a page also where the left one is 30 mm."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """`number`: 1-based, through the whole document. `image`: drawn where a template prints it."""

    number: int
    title: str
    image: Chart


@dataclass(frozen=True, slots=True)
class FiguresView:
    """A picture is in several parts where there are many municipalities; `calendar_note`: how it was counted."""

    content: tuple[FigureView, ...] = ()
    calendar: tuple[FigureView, ...] = ()
    calendar_note: str = ""


def view_figures(review: Review, region: Region, reviewed: Sequence[MunicipalityView]) -> FiguresView:
    """`reviewed`: those whose roadmaps were read, in the order in which they are drawn."""
    if not reviewed:
        return FiguresView()
    content = tuple(_numbered(_content(reviewed), "Количество муниципальных мероприятий", 1))
    calendar = _calendar(review, region)
    if calendar is None or not calendar.placed:
        return FiguresView(content)
    names = [str(view.name) for view in reviewed]
    description = (
        "Таблица из клеток: строки – муниципальные образования, столбцы – месяцы, в клетке – количество мероприятий; чем "
        f"их больше, тем клетка темнее. {_busiest(calendar)}"
    )
    charts = squares(names, calendar.heads, calendar.counts, WIDTH_MM, description)
    title = "Календарь запланированных мероприятий"
    return FiguresView(content, tuple(_numbered(charts, title, len(content) + 1)), _note(calendar))


def _content(reviewed: Sequence[MunicipalityView]) -> tuple[Chart, ...]:
    names = [str(view.name) for view in reviewed]
    counts = [len(view.municipal) for view in reviewed]
    listed = "; ".join(f"{name} – {count}" for name, count in zip(names, counts, strict=True))
    return bars(names, counts, WIDTH_MM, f"Столбчатая диаграмма количества муниципальных мероприятий: {listed}.")


def _calendar(review: Review, region: Region) -> Calendar | None:
    period = region.plan_period
    if period is None or len(months_of(period)) > MOST_MONTHS:
        return None
    read = [item.reviewed for item in review.municipalities if item.status == "reviewed" and item.reviewed]
    return count_months([[facts.deadline for facts in roadmap.facts] for roadmap in read], period)


def _busiest(calendar: Calendar) -> str:
    sums = [sum(column) for column in zip(*calendar.counts, strict=True)]
    most = max(sums)
    return f"Больше всего мероприятий ({most}) приходится на месяц «{calendar.heads[sums.index(most)]}»."


def _note(calendar: Calendar) -> str:
    left_out = calendar.total - calendar.placed
    told = (
        f"В календарь вошло {count_of(calendar.placed, 'мероприятие')} из {calendar.total}. Мероприятие, которое длится "
        "несколько месяцев, учтено в каждом из них; со сроком «до» – в месяце окончания срока; повторяющееся – в месяцах, "
        "на которые приходится каждое повторение (ежеквартальное – в последнем месяце квартала)."
    )
    if not left_out:
        return told
    return f"{told} Не вошли мероприятия без конкретного срока («в течение года», «постоянно») и со сроками вне планового периода: {left_out}."


def _numbered(charts: Sequence[Chart], title: str, first: int) -> Iterator[FigureView]:
    for place, chart in enumerate(charts):
        part = f" (часть {place + 1} из {len(charts)})" if len(charts) > 1 else ""
        yield FigureView(first + place, title + part, chart)
