"""Who judged the same as whom, in all campaigns of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from reviewer.model.corrections import Decision, LabelDecision
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import Campaign
from reviewer.store.correction_entries import Entry, entries, undone
from reviewer.store.runs import review_of, runs_of
from reviewer.verdicts.agreement import Opinion

VERDICT = "verdict"
LABEL = "label"


def opinions(connection: Connection, campaigns: Sequence[Campaign], kind: str) -> Iterator[Opinion]:
    """What people answered of verdicts (VERDICT) or labels (LABEL), also what somebody else replaced or took back: there two judged the
    same. What its own author took back is no opinion. The same roadmap in two campaigns of a region is the same subject.
    """
    for campaign in campaigns:
        known = entries(connection, campaign.id)
        gone = _withdrawn(known)
        for entry in known:
            if entry.kind == kind and entry.id not in gone and (opinion := _opinion(campaign, entry)):
                yield opinion


def _withdrawn(known: Sequence[Entry]) -> frozenset[int]:
    """Entries that their own author took back."""
    authors = {entry.id: entry.author for entry in known}
    own = {entry.undoes for entry in known if entry.undoes and entry.author == authors.get(entry.undoes)}
    return undone(known) & own


def _opinion(campaign: Campaign, entry: Entry) -> Opinion | None:
    place = f"{campaign.profile}\n{entry.base or campaign.id}"
    match entry.body:
        case Decision(municipality=municipality, parameter=parameter, verdict=str(verdict), who=who):
            return Opinion(f"{place}\n{municipality}", parameter, who or entry.author, verdict)
        case LabelDecision(label=label, holds=bool(holds), who=who):
            return Opinion(f"{place}\n{entry.target}", label, who or entry.author, "yes" if holds else "no")
    return None


def judged_verdicts(
    connection: Connection, blobs: Blobs, campaigns: Sequence[Campaign]
) -> Iterator[tuple[str, str, str]]:
    """Parameter, a person's verdict, that of the rules: of every decision once, as the last run that followed it has it.

    Raises:
        UsageError: A run's result is gone from the workspace.
    """
    for campaign in campaigns:
        seen: set[tuple[str, str, str]] = set()
        for stored in runs_of(connection, campaign.id):
            for municipality in review_of(blobs, stored).municipalities:
                for verdict in municipality.verdicts:
                    decision = verdict.decision
                    if decision is None or decision.verdict is None:
                        continue
                    key = (municipality.id, verdict.parameter, decision.id or decision.place)
                    if key not in seen:
                        seen.add(key)
                        yield verdict.parameter, decision.verdict, verdict.by_rules
