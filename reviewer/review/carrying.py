"""Decisions on roadmaps that were corrected since: the rows that were decided on are known again, or told to be others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviewer.facts.finding import Background, understand
from reviewer.model.corrections import Corrections
from reviewer.model.region import Municipality, Region
from reviewer.model.review import MunicipalityReview, Review, ReviewedRoadmap, RulesIdentity
from reviewer.model.roadmap import FIELDS, Roadmap
from reviewer.review.municipality import newest
from reviewer.review.owners import Folders
from reviewer.verdicts.identity_decisions import carry_decisions
from reviewer.verdicts.municipal import judge_municipality


def carried_over(corrections: Corrections, folders: Folders, background: Background, region: Region) -> Corrections:
    """The same decisions, rows named as the roadmaps of today have them; those that do not hold of them are marked as outdated.

    Only a municipality that somebody decided on, and whose roadmap says something else by now, costs time: both versions of its
    roadmap are judged by the same rules and by nobody's decisions.
    """
    pairs = list(_versions(corrections, folders, region))
    if not pairs:
        return replace(corrections, former={})
    before = [_judged(municipality, folders, old, background, region) for municipality, old, _ in pairs]
    after = [_judged(municipality, folders, new, background, region) for municipality, _, new in pairs]
    rules = RulesIdentity(background.rulebook.name, background.rulebook.version, background.rulebook.sha256)
    sides = (Review(region.name.nominative, rules, tuple(side), (), ()) for side in (before, after))
    return carry_decisions(corrections, *sides).all_decisions


def _versions(
    corrections: Corrections, folders: Folders, region: Region
) -> Iterator[tuple[Municipality, Roadmap, Roadmap]]:
    decided = {item.municipality for item in corrections.verdicts} | {
        item.row.municipality for item in corrections.labels
    }
    for municipality in region.municipalities:
        former, new = corrections.former.get(municipality.id), newest(folders.of(municipality))
        if municipality.id in decided and former and new:
            old = _completed(former, new)
            if _said(old) != _said(new):
                yield municipality, old, new


def _completed(old: Roadmap, new: Roadmap) -> Roadmap:
    """A workbook does not hold the text round the table, an early one no passport: both are taken to be the same."""
    passport = old.passport if old.passport.title else new.passport
    return replace(old, passport=passport, front_text=new.front_text)


def _said(roadmap: Roadmap) -> object:
    rows = [
        (item.source.table, item.source.row, item.number, *(item.field(name) for name in FIELDS))
        for item in roadmap.activities
    ]
    return roadmap.passport, rows


def _judged(
    municipality: Municipality, folders: Folders, roadmap: Roadmap, background: Background, region: Region
) -> MunicipalityReview:
    reviewed = ReviewedRoadmap(roadmap, understand(roadmap, background))
    files = tuple(file.name for file in folders.of(municipality))
    verdicts = judge_municipality(background.rulebook, municipality, files, reviewed, region)
    return MunicipalityReview(municipality.id, municipality.short.nominative, "reviewed", files, reviewed, verdicts)
