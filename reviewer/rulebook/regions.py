"""Reads region.yaml, the profile of a region."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from reviewer.model.region import CASES, Basis, Case, Municipality, Name, Region
from reviewer.model.roadmap import Period
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile
from reviewer.rulebook.region_schema import (
    BasisShape,
    CaseName,
    MunicipalityShape,
    NameShape,
    PeriodShape,
    RegionShape,
)
from reviewer.rulebook.validation import validate
from reviewer.rulebook.yaml_files import read_rule_file

_RUSSIAN_CASES: Mapping[str, Case] = dict(
    zip(("именительный", "родительный", "дательный", "винительный", "творительный", "предложный"), CASES, strict=True)
)


def read_region(folder: Path, problems: Problems) -> Region | None:
    """The region of a profile folder. What is wrong goes to `problems`."""
    file = read_rule_file(folder / "region.yaml", problems)
    shape = validate(RegionShape, file.mapping, file, (), problems) if file else None
    if file is None or shape is None:
        return None
    _check_municipalities(file, shape, problems)
    if shape.regional_roadmap is not None and not (folder / shape.regional_roadmap).is_file():
        message = f"нет файла «{shape.regional_roadmap}» в папке профиля"
        problems.add(file, ("regional_roadmap",), "file", message, offset=0)
    return Region(
        id=shape.id,
        name=_name(shape.name, shape.cases),
        municipalities=tuple(_municipality(one) for one in shape.municipalities),
        centre=shape.centre,
        centre_short=shape.centre_short,
        authority=shape.authority,
        basis=_basis(shape.basis),
        review_period=_period(shape.review_period),
        plan_period=_period(shape.plan_period),
        plans_due=shape.plans_due,
        regional_roadmap=shape.regional_roadmap,
        addressee=shape.addressee,
        signer_position=shape.signer_position,
        signer_name=shape.signer_name,
        letter_number=shape.letter_number,
        letter_date=shape.letter_date,
        executor=shape.executor,
        executor_phone=shape.executor_phone,
        layout=shape.layout,
    )


def _check_municipalities(file: RuleFile, shape: RegionShape, problems: Problems) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, one in enumerate(shape.municipalities):
        for key, value in (("id", one.id), ("official_name", one.official_name), ("short", _short(one))):
            first = seen.setdefault((key, value), number)
            if first != number:
                path: KeyPath = ("municipalities", number, key)
                message = f"«{value}» уже есть у муниципалитета {first + 1} в списке"
                problems.add(file, path, "duplicate", message, offset=0)


def _short(one: MunicipalityShape) -> str:
    return one.short if isinstance(one.short, str) else one.short.nominative


def _name(value: str | NameShape, cases: Mapping[CaseName, str]) -> Name:
    """A name with the cases that stand inside it or beside it; the former win."""
    if isinstance(value, str):
        return Name(value, _cases(cases))
    return Name(value.nominative, _cases(cases) | _cases(value.cases))


def _cases(cases: Mapping[CaseName, str]) -> dict[Case, str]:
    return {_RUSSIAN_CASES.get(name, cast("Case", name)): form for name, form in cases.items()}


def _municipality(shape: MunicipalityShape) -> Municipality:
    short = _name(shape.short, shape.cases)
    return Municipality(shape.id, shape.official_name, short, tuple(shape.aliases), tuple(shape.at_risk_schools))


def _basis(shape: BasisShape | None) -> Basis | None:
    return None if shape is None else Basis(shape.issuer, shape.number, shape.date, shape.title)


def _period(shape: PeriodShape | None) -> Period | None:
    return None if shape is None else Period(shape.start, shape.end)
