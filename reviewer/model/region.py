"""A region as its profile describes it: everything that a справка states and no roadmap contains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reviewer.model.roadmap import Period

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
"""Grammatical cases as OpenCorpora names them: именительный, родительный, дательный, винительный, творительный, предложный."""

PageLayout = Literal["gost", "archive", "compact"]
"""As ГОСТ Р 7.0.97 has it; with 30 mm at the left for files kept long; in smaller letters for fewer pages."""

CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the nominative, with the cases that the analyser gets wrong written out («Муром» is no surname)."""

    nominative: str
    cases: Mapping[Case, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.nominative


@dataclass(frozen=True, slots=True)
class Municipality:
    """`short` is what stands in lists and tables; `aliases` are further spellings that a file may use."""

    id: str
    official_name: str
    short: Name
    aliases: tuple[str, ...] = ()
    at_risk_schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """The order that the review rests on."""

    issuer: str | None = None
    number: str | None = None
    date: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Attributes that a region leaves out are None and stay blank lines in what is printed: nothing is invented.

    Attributes:
        name: «Владимирская область».
        centre: The body that reviews, in full; `centre_short`: as it is called in the text.
        authority: The ministry that the справка goes to.
        review_period: The days of the review.
        plan_period: The days that a municipal roadmap must cover.
        plans_due: The last day for handing in.
        regional_roadmap: File of the regional roadmap, relative to the profile folder.
        letter_number, letter_date: Of the covering letter.
        executor: Who prepared the letter, with initials; `executor_phone`: how to reach them.
        layout: How the Word documents look.
    """

    id: str
    name: Name
    municipalities: tuple[Municipality, ...]
    centre: str | None = None
    centre_short: str | None = None
    authority: str | None = None
    basis: Basis | None = None
    review_period: Period | None = None
    plan_period: Period | None = None
    plans_due: date | None = None
    regional_roadmap: str | None = None
    addressee: str | None = None
    signer_position: str | None = None
    signer_name: str | None = None
    letter_number: str | None = None
    letter_date: date | None = None
    executor: str | None = None
    executor_phone: str | None = None
    layout: PageLayout = "gost"

    def municipality(self, identifier: str) -> Municipality:
        """The municipality with that id. Raises: KeyError."""
        for municipality in self.municipalities:
            if municipality.id == identifier:
                return municipality
        raise KeyError(identifier)
