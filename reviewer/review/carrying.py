"""Decisions on roadmaps that were corrected since: the rows that were decided on are known again, or told to be others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.facts.finding import Background, understand
from reviewer.model.corrections import Corrections, RowEdit
from reviewer.model.region import Municipality, Region
from reviewer.model.review import MunicipalityReview, Review, ReviewedRoadmap, RulesIdentity
from reviewer.model.roadmap import FIELDS, Roadmap
from reviewer.review.municipality import chosen_roadmap
from reviewer.review.owners import Folders
from reviewer.verdicts.identity_decisions import carry_decisions
from reviewer.verdicts.label_decisions import renumbered
from reviewer.verdicts.merged_decisions import merge_decisions
from reviewer.verdicts.municipal import judge_municipality
from reviewer.verdicts.row_carrying import EditedRoadmap, EditGroup, edit_roadmap


@dataclass(frozen=True, slots=True)
class Carriage:
    """What was decided, as it stands of the roadmaps of today.

    Attributes:
        corrections: Of all groups together, rows named as the roadmaps of today have them; those that do not hold are marked as outdated.
        roadmaps: By municipality, with the corrections of rows followed.
    """

    corrections: Corrections
    roadmaps: Mapping[str, EditedRoadmap]


def carried_over(groups: Sequence[Corrections], folders: Folders, background: Background, region: Region) -> Carriage:
    """Take every group of decisions over to the roadmaps of today. `groups`: the oldest first, each with the roadmaps it was taken on.

    Only a municipality that somebody decided on, and whose roadmap says something else by now, costs time: both versions of its
    roadmap are judged by the same rules and by nobody's decisions.
    """
    roadmaps = {
        municipality.id: edit_roadmap([_group_of(group, municipality.id) for group in groups], roadmap)
        for municipality in region.municipalities
        if (roadmap := chosen_roadmap(folders.of(municipality), edited=_is_edited(groups, municipality.id)))
    }
    today = _Today(folders, background, region, roadmaps)
    carried = [today.decisions(place, group) for place, group in enumerate(groups)]
    homeless = [edit for group in groups for edit in group.rows if edit.municipality not in roadmaps]
    edits: list[RowEdit] = [edit for edited in roadmaps.values() for edit in edited.edits]
    return Carriage(merge_decisions(carried or [Corrections()], (*edits, *homeless)), roadmaps)


def _group_of(group: Corrections, municipality: str) -> EditGroup:
    edits = tuple(edit for edit in group.rows if edit.municipality == municipality)
    return EditGroup(group.former.get(municipality), edits)


def _is_edited(groups: Sequence[Corrections], municipality: str) -> bool:
    return any(edit.municipality == municipality for group in groups for edit in group.rows)


@dataclass(frozen=True, slots=True)
class _Today:
    """The roadmaps of today, each judged once however many groups of decisions are taken over to it."""

    folders: Folders
    background: Background
    region: Region
    roadmaps: Mapping[str, EditedRoadmap]
    _judged: dict[str, MunicipalityReview] = field(default_factory=dict)

    def decisions(self, place: int, group: Corrections) -> Corrections:
        """Those on verdicts and labels, as they hold by now. `place`: of the group among all."""
        group = replace(group, labels=renumbered(group.labels, group.rows))
        pairs = list(self._versions(place, group))
        if not pairs:
            return replace(group, former={})
        before = [self._judge(municipality, old) for municipality, old in pairs]
        after = [self._judge_new(municipality) for municipality, _ in pairs]
        rulebook = self.background.rulebook
        rules = RulesIdentity(rulebook.name, rulebook.version, rulebook.sha256)
        sides = (Review(self.region.name.nominative, rules, tuple(side), (), ()) for side in (before, after))
        return carry_decisions(group, *sides).all_decisions

    def _versions(self, place: int, group: Corrections) -> Iterator[tuple[Municipality, Roadmap]]:
        """Whoever was decided on and has another roadmap by now, with the one that was decided on."""
        decided = {item.municipality for item in group.verdicts} | {item.row.municipality for item in group.labels}
        for municipality in self.region.municipalities:
            edited = self.roadmaps.get(municipality.id)
            if municipality.id in decided and municipality.id in group.former and edited:
                old = _completed(edited.seen[place], edited.roadmap)
                if _said(old) != _said(edited.roadmap):
                    yield municipality, old

    def _judge_new(self, municipality: Municipality) -> MunicipalityReview:
        if municipality.id not in self._judged:
            self._judged[municipality.id] = self._judge(municipality, self.roadmaps[municipality.id].roadmap)
        return self._judged[municipality.id]

    def _judge(self, municipality: Municipality, roadmap: Roadmap) -> MunicipalityReview:
        reviewed = ReviewedRoadmap(roadmap, understand(roadmap, self.background))
        files = tuple(file.name for file in self.folders.of(municipality))
        verdicts = judge_municipality(self.background.rulebook, municipality, files, reviewed, self.region)
        return MunicipalityReview(municipality.id, municipality.short.nominative, "reviewed", files, reviewed, verdicts)


def _completed(old: Roadmap, new: Roadmap) -> Roadmap:
    """A workbook does not hold the text round the table, an early one no passport: both are taken to be the same."""
    passport = old.passport if old.passport.title else new.passport
    return replace(old, passport=passport, front_text=old.front_text or new.front_text)


def _said(roadmap: Roadmap) -> object:
    rows = [
        (item.source.table, item.source.row, item.number, *(item.field(name) for name in FIELDS))
        for item in roadmap.activities
    ]
    return roadmap.passport, rows
