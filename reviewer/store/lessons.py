"""What the corrections of a workspace have to teach: the rows that people looked at, of all its campaigns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from reviewer.facts.finding import Background
from reviewer.learn.corrected import CorrectedRow, corrected_rows, each_once
from reviewer.model.corrections import Corrections
from reviewer.model.errors import ReviewerError
from reviewer.model.roadmap import Roadmap
from reviewer.rulebook.judging import Classifier
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import campaigns
from reviewer.store.corrections import corrections_in_force
from reviewer.store.rulesets import sources_of
from reviewer.verdicts.row_carrying import EditGroup, edit_roadmap


@dataclass(frozen=True, slots=True)
class Lessons:
    """`skipped`: name of each campaign whose rules or roadmaps are not to be had, and why, in Russian."""

    rows: tuple[CorrectedRow, ...]
    skipped: tuple[tuple[str, str], ...] = ()


def read_lessons(connection: Connection, blobs: Blobs, classifier: Classifier | None) -> Lessons:
    """The corrected rows of every campaign, each once, in the order of municipalities and texts.

    A row is learnt from with the texts that people gave it, and only where somebody answered one of its labels.

    Args:
        classifier: The one that the labels which nobody answered are judged with.
    """
    rows: list[CorrectedRow] = []
    skipped: list[tuple[str, str]] = []
    plans: Counter[str] = Counter()
    for campaign in reversed(campaigns(connection)):
        try:
            groups = corrections_in_force(connection, campaign.id, blobs).groups
            if any(group.labels for group in groups):
                with sources_of(connection, blobs, campaign.profile).laid_out() as profile:
                    rows += _rows(profile, groups, classifier, plans)
        except ReviewerError as error:
            skipped.append((campaign.name, str(error)))
    return Lessons(tuple(each_once(rows)), tuple(skipped))


def _rows(
    profile: Path, groups: Sequence[Corrections], classifier: Classifier | None, plans: Counter[str]
) -> list[CorrectedRow]:
    region = load_region(profile)
    background = Background(load_pack(profile), region.plan_period, classifier=classifier)
    rows: list[CorrectedRow] = []
    for municipality in region.municipalities:
        whose = f"{region.id}.{municipality.id}"
        for roadmap, group in _versions(groups, municipality.id):
            plans[whose] += 1
            rows += corrected_rows(whose, plans[whose], roadmap, group.labels_of(municipality.id), background)
    return rows


def _versions(groups: Sequence[Corrections], municipality: str) -> Iterator[tuple[Roadmap, Corrections]]:
    """Each version of a roadmap that labels were decided on, as people had corrected its rows, with what was decided."""
    of = [group for group in groups if municipality in group.former]
    edits = [EditGroup(group.former[municipality], tuple(group.rows_of(municipality))) for group in of]
    for place, group in enumerate(of):
        if group.labels_of(municipality):
            yield edit_roadmap(edits[: place + 1], group.former[municipality]).roadmap, group
