"""Who takes part in which regional event."""

from __future__ import annotations

from reviewer.facts.regional_events import planned_events
from reviewer.model.facts import ActivityFacts, Deadline, Labels, RegionalMatch, Why
from reviewer.model.review import MunicipalityReview, ReviewedRoadmap
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.verdicts.events import cover_events


def facts(text: str, number: str, match: RegionalMatch | None = None, row: int = 1) -> ActivityFacts:
    activity = Activity(
        text, Source("план.docx", page=2, table=1, row=row), number=number, deadline="май", responsible="РМК"
    )
    why = Why("regional_event", f"regional-roadmap:{match.event}") if match else Why("parents", "rule:base")
    return ActivityFacts(
        activity, Deadline("missing", concrete=False), Labels("regional"), "missing", regional=match, whys=(why,)
    )


def municipality(identifier: str, *found: ActivityFacts) -> MunicipalityReview:
    roadmap = Roadmap("план.docx", "docx", Passport("План"), tuple(item.activity for item in found))
    return MunicipalityReview(identifier, identifier, "reviewed", ("план.docx",), ReviewedRoadmap(roadmap, found))


EVENTS = planned_events([facts("Слёт кураторов", "1"), facts("Краевая диагностика", "2"), facts("Смена", "3")])
SURE = RegionalMatch("1", 0.9)
FAINT = RegionalMatch("2", 0.4, certain=False)


def test_each_event_has_those_whose_activities_were_matched_to_it() -> None:
    north = municipality("north", facts("На слёт", "4", SURE), facts("Снова на слёт", "5", SURE), facts("Своё", "6"))
    south = municipality("south", facts("Диагностика", "1", FAINT), facts("Слёт", "2", SURE))
    first, second, third = cover_events(EVENTS, [north, south])
    assert (first.number, first.title, first.deadline, first.responsible) == ("1", "Слёт кураторов", "май", "РМК")
    assert [(member.municipality, len(member.rows)) for member in first.taking_part] == [("north", 2), ("south", 1)]
    assert second.taking_part == ()
    assert [member.municipality for member in second.in_doubt] == ["south"]
    assert third.members == ()


def test_a_sure_row_leaves_no_doubt_of_the_municipality() -> None:
    doubt = RegionalMatch("1", 0.4, certain=False)
    (event,) = cover_events(EVENTS[:1], [municipality("north", facts("А", "1", SURE), facts("Б", "2", doubt))])
    (member,) = event.members
    assert (len(member.rows), len(member.to_check)) == (1, 1)
    assert event.in_doubt == ()


def test_a_row_leads_back_to_its_place_and_its_reason() -> None:
    (event, *_) = cover_events(EVENTS, [municipality("north", facts("На слёт", "4", SURE, row=7))])
    (row,) = event.members[0].rows
    place = row.evidence
    assert (place.file, place.number, place.page, place.table, place.row) == ("план.docx", "4", 2, 1, 7)
    assert (place.quote, place.why, row.similarity) == ("На слёт", "regional-roadmap:1", 0.9)


def test_who_handed_in_nothing_takes_part_in_nothing() -> None:
    silent = MunicipalityReview("silent", "Тихий район", "missing")
    assert all(event.members == () for event in cover_events(EVENTS, [silent]))
    assert cover_events((), [silent]) == ()
