"""The matrix «event × municipality»: how the regional events and those who take part in them are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.language.names import group_names, join_names
from reviewer.language.numerals import count_of
from reviewer.model.region import Name, Region
from reviewer.model.review import EventCoverage, EventMember, EventRow, Review
from reviewer.report.cleaning import shorten
from reviewer.report.counted_json import evidence_form
from reviewer.report.sheets import Column, Look, Styled, Value

SHEET = "Региональные события"
LONGEST_TITLE = 220
"""Characters of an event's title in a printed table."""
ABSENT_SHARE = 0.25
"""Where no more than this share of the municipalities is absent, the absent are named instead of those who take part."""

_CENTERED = Look(centered=True)
_TAKES_PART = Look(fill="E2F0D9", centered=True)
_IN_DOUBT = Look(fill="FFF2CC", italic=True, centered=True)
_NOBODY = Look(fill="F4B183", bold=True, centered=True)


@dataclass(frozen=True, slots=True)
class EventView:
    """A regional event in a printed table.

    Attributes:
        number: Its number in the regional roadmap, else its place there.
        deadline: As it is written there; a dash where it has none.
        count: How many municipalities take part.
        names: Who: «все», «все, кроме …» or the names; a dash where there is nobody.
        to_check: Of whom it is not certain; empty where there are none.
    """

    number: str
    title: str
    deadline: str
    count: int
    names: str
    to_check: str


@dataclass(frozen=True, slots=True)
class EventsView:
    """All regional events. `summary`: what they come to, in whole sentences; `total`: how many municipalities there are."""

    events: tuple[EventView, ...] = ()
    summary: str = ""
    total: int = 0

    @property
    def in_doubt(self) -> bool:
        return any(event.to_check for event in self.events)


def view_events(review: Review, region: Region) -> EventsView:
    names = {municipality.id: municipality.short for municipality in region.municipalities}
    return EventsView(
        events=tuple(_view(place, event, names) for place, event in enumerate(review.regional_events, start=1)),
        summary=_summary(review.regional_events),
        total=len(names),
    )


def _view(place: int, event: EventCoverage, names: Mapping[str, Name]) -> EventView:
    members = [member.municipality for member in event.taking_part]
    return EventView(
        number=event.number or str(place),
        title=shorten(event.title, LONGEST_TITLE),
        deadline=event.deadline or "–",
        count=len(members),
        names=_who(members, names),
        to_check=group_names(names[member.municipality] for member in event.in_doubt),
    )


def _who(members: Sequence[str], names: Mapping[str, Name]) -> str:
    present = frozenset(members)
    absent = [name for key, name in names.items() if key not in present]
    if not members:
        return "–"
    if not absent:
        return "все"
    if len(absent) <= ABSENT_SHARE * len(names):
        return f"все, кроме {group_names(absent, 'gent')}"
    return group_names(names[key] for key in members)


def _summary(events: Sequence[EventCoverage]) -> str:
    if not events:
        return ""
    missed = [str(event.number or place) for place, event in enumerate(events, start=1) if not event.taking_part]
    whole = f"Из {count_of(len(events), 'мероприятие', 'gent')} региональной «дорожной карты» участие муниципальных образований"
    if not missed:
        return f"{whole} предусмотрено в каждом."
    if len(missed) == len(events):
        return f"{whole} не предусмотрено ни в одном."
    items = "пункт" if len(missed) == 1 else "пункты"
    return (
        f"{whole} предусмотрено в {len(events) - len(missed)}. Ни в одной муниципальной «дорожной карте» не предусмотрено "
        f"участие в {count_of(len(missed), 'мероприятие', 'loct')} ({items} {join_names(missed)})."
    )


def event_sheet(review: Review) -> tuple[list[Column], Iterator[list[Value | Styled]]]:
    """A row for each event, a column for each municipality; in the cells the items of its roadmap."""
    columns = [
        Column("Пункт", 8, _CENTERED),
        Column("Мероприятие региональной «дорожной карты»", 60),
        Column("Срок", 22),
        Column("Ответственные", 28),
        Column("Муниципальных образований", 16, _CENTERED),
        *(Column(municipality.name, 18, _CENTERED) for municipality in review.municipalities),
    ]
    order = [municipality.id for municipality in review.municipalities]
    return columns, (_sheet_row(event, order) for event in review.regional_events)


def _sheet_row(event: EventCoverage, order: Iterable[str]) -> list[Value | Styled]:
    members = {member.municipality: member for member in event.members}
    count = len(event.taking_part)
    return [
        event.number,
        event.title,
        event.deadline,
        event.responsible,
        Styled(count, _CENTERED if count else _NOBODY),
        *(_cell(members.get(identifier)) for identifier in order),
    ]


def _cell(member: EventMember | None) -> Value | Styled:
    if member is None:
        return None
    if member.rows:
        return Styled(", ".join(map(_place, member.rows)), _TAKES_PART)
    return Styled(f"проверить: {', '.join(map(_place, member.to_check))}", _IN_DOUBT)


def _place(row: EventRow) -> str:
    evidence = row.evidence
    if evidence.number:
        return f"п. {evidence.number}"
    return f"строка {evidence.row}" if evidence.row is not None else "есть"


def events_form(events: Iterable[EventCoverage]) -> list[dict[str, object]]:
    """For `review.json`."""
    return [
        {
            "number": event.number,
            "title": event.title,
            "deadline": event.deadline,
            "municipalities": [
                {"id": member.municipality, "rows": [_row_form(row) for row in member.rows]}
                for member in event.taking_part
            ],
            "to_check": [
                {"id": member.municipality, "rows": [_row_form(row) for row in member.to_check]}
                for member in event.members
                if member.to_check
            ],
        }
        for event in events
    ]


def _row_form(row: EventRow) -> dict[str, object]:
    return {**evidence_form(row.evidence), "similarity": row.similarity}
