"""Regions as their pages show them: municipalities with their names in all cases."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.jobs.rule_changing import Change
from reviewer.language.names import inflect_name
from reviewer.model.errors import ReviewerError
from reviewer.model.region import CASES, Case, Municipality, Region
from reviewer.rulebook.loading import load_region

CASE_TITLES: dict[Case, str] = dict(
    zip(CASES, ("именительный", "родительный", "дательный", "винительный", "творительный", "предложный"), strict=True)
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """`given`: written out in region.yaml, and not made by the program."""

    title: str
    form: str
    given: bool


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """`schools`: how many are on the region's list."""

    id: str
    short: str
    official: str
    aliases: tuple[str, ...]
    cases: tuple[CaseLine, ...]
    schools: int


@dataclass(frozen=True, slots=True)
class RegionView:
    """`facts`: terms and words of what the profile states; `missing`: what it leaves out: blank lines in what is printed."""

    name: str
    cases: tuple[CaseLine, ...]
    facts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    roadmap: str
    municipalities: tuple[MunicipalityLine, ...]


def view_region(change: Change) -> RegionView | None:
    """With the draft. None where region.yaml is not there or wrong: its own page tells why."""
    if "region.yaml" not in change.changed.files:
        return None
    try:
        with change.changed.laid_out() as folder:
            region = load_region(folder)
    except ReviewerError:
        return None
    facts = _facts(region)
    return RegionView(
        region.name.nominative,
        tuple(
            CaseLine(title, inflect_name(region.name, case), case in region.name.cases)
            for case, title in CASE_TITLES.items()
        ),
        tuple((title, words) for title, words in facts if words),
        tuple(title for title, words in facts if not words),
        region.regional_roadmap or "",
        tuple(map(_municipality, region.municipalities)),
    )


def _municipality(one: Municipality) -> MunicipalityLine:
    return MunicipalityLine(
        one.id,
        one.short.nominative,
        one.official_name,
        one.aliases,
        tuple(
            CaseLine(title, inflect_name(one.short, case), case in one.short.cases)
            for case, title in CASE_TITLES.items()
            if case != "nomn"
        ),
        len(one.at_risk_schools),
    )


def _facts(region: Region) -> tuple[tuple[str, str], ...]:
    basis = region.basis
    order = [basis.issuer, f"от {basis.date:%d.%m.%Y}" if basis.date else None] if basis else []
    order += (
        [f"№ {basis.number}" if basis.number else None, f"«{basis.title}»" if basis.title else None] if basis else []
    )
    periods = ((one.start, one.end) if one else None for one in (region.review_period, region.plan_period))
    review, plan = (f"{pair[0]:%d.%m.%Y} – {pair[1]:%d.%m.%Y}" if pair else "" for pair in periods)
    return (
        ("Кто проводит экспертизу", region.centre or ""),
        ("Кому адресована справка", region.addressee or region.authority or ""),
        ("Приказ", " ".join(filter(None, order))),
        ("Дни экспертизы", review),
        ("Период планов", plan),
        ("Последний день сдачи", f"{region.plans_due:%d.%m.%Y}" if region.plans_due else ""),
        ("Кто подписывает", region.signer_position or ""),
        ("Исполнитель", region.executor or ""),
    )
