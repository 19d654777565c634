"""What whoever corrects a campaign has before him: its last result, and what was decided before and since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, select

from reviewer.model.corrections import RowReference
from reviewer.model.errors import UsageError
from reviewer.model.review import MunicipalityReview, Review
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import Campaign, campaign_of
from reviewer.store.correction_entries import Entry, entries, seen_ordinal, standing
from reviewer.store.correction_words import row_words
from reviewer.store.corrections import in_force
from reviewer.store.encoding import unpack
from reviewer.store.runs import Run, last_run
from reviewer.store.schema import run
from reviewer.store.workspace import Workspace
from reviewer.verdicts.row_carrying import EditedRoadmap, EditGroup, edit_roadmap
from reviewer.verdicts.row_references import RowIndex

_REVIEWS_KEPT = 4
"""Results that are kept unpacked, for one correction after another."""


@dataclass(frozen=True, slots=True)
class CampaignState:
    """`run`, `review`: the last result; `known`: every entry, in the order in which they were entered."""

    campaign: Campaign
    run: Run
    review: Review
    known: tuple[Entry, ...]
    blobs: Blobs

    def municipality(self, identifier: str) -> MunicipalityReview:
        """Raises: UsageError."""
        found = next((one for one in self.review.municipalities if one.id == identifier), None)
        if found is None:
            message = f"Муниципального образования «{identifier}» в этой экспертизе нет."
            raise UsageError(message, code="correction")
        return found

    def parameter_title(self, identifier: str) -> str:
        statement = self.review.statement(identifier)
        return statement.title if statement else identifier

    @property
    def files(self) -> Mapping[str, str | None]:
        """What was reviewed, by name: the SHA-256 of its bytes, None for a file within an archive."""
        review = self.review
        told = (name for one in review.municipalities for name in one.files)
        names: dict[str, str | None] = dict.fromkeys((*told, *review.unmatched_files))
        return names | {file.name: file.sha256 for file in self.run.manifest.files}

    def standing_on(self, target: str) -> Entry | None:
        """The entry in force on a target."""
        return next((entry for entry in standing(self.known) if entry.target == target), None)

    def seen(self, target: str) -> int:
        return seen_ordinal(self.known, target)

    def as_read(self, municipality: str) -> Roadmap | None:
        """The roadmap that was judged, or of which every row was removed, as it was read; None where none was."""
        found = self.municipality(municipality)
        return (found.reviewed.as_read or found.reviewed.roadmap) if found.reviewed else found.as_read

    def edited(self, municipality: str, known: Sequence[Entry] | None = None) -> EditedRoadmap | None:
        """The roadmap with every correction of rows that is in force by now. `known`: other entries than those of the campaign."""
        read = self.as_read(municipality)
        if read is None:
            return None
        mine = [
            entry for entry in standing(self.known if known is None else known) if entry.municipality == municipality
        ]
        groups = in_force(mine, self.blobs).groups
        return edit_roadmap([EditGroup(group.former.get(municipality), group.rows) for group in groups], read)

    def row(self, reference: RowReference) -> Activity:
        """The row that is meant, as it is by now.

        Raises:
            UsageError: There is none, or there are several.
        """
        edited = self.edited(reference.municipality)
        if edited is None:
            name = self.municipality(reference.municipality).name
            message = f"{name}: «дорожная карта» не рассмотрена, исправлять в ней нечего."
            raise UsageError(message, code="correction")
        found = RowIndex(edited.roadmap).find(reference)
        if len(found) == 1:
            return found[0]
        words = row_words(reference)
        reason = "Она уже исправлена или удалена" if not found else "Таких строк несколько"
        message = f"Строка «{words}» не найдена. {reason}: обновите список строк и выберите её заново."
        raise UsageError(message, code="correction")

    def check_rows(self, municipality: str, after: Sequence[Entry]) -> None:
        """Refuse what would leave later corrections of rows without the rows that they are about.

        `after`: the entries as they would be. Raises: UsageError.
        """
        followed = _followed(self.edited(municipality))
        lost = (
            followed
            - _followed(self.edited(municipality, after))
            - {str(number) for number in _gone(self.known, after)}
        )
        if lost:
            numbers = ", ".join(f"№ {number}" for number in sorted(lost, key=int))
            message = f"На этой строке держатся другие исправления: записи {numbers}. Сначала отмените их."
            raise UsageError(message, code="correction")


def _followed(edited: EditedRoadmap | None) -> set[str]:
    return {edit.id for edit in edited.edits if not edit.outdated} if edited else set()


def _gone(before: Sequence[Entry], after: Sequence[Entry]) -> set[int]:
    """Entries that are in force no more."""
    return {entry.id for entry in standing(before)} - {entry.id for entry in standing(after)}


def state_of(connection: Connection, workspace: Workspace, identifier: int) -> CampaignState:
    """Raises: UsageError where there is no such campaign, or no result of it yet."""
    campaign = campaign_of(connection, identifier)
    if campaign is None:
        raise UsageError("Такой экспертизы в рабочей папке нет.", code="campaign")
    last = last_run(connection, identifier)
    if last is None:
        message = f"По экспертизе «{campaign.name}» ещё нет результата. Сначала проведите её: reviewer review."
        raise UsageError(message, code="campaign")
    known = tuple(entries(connection, identifier))
    return CampaignState(campaign, last, _review(workspace.blobs.folder, last.review), known, workspace.blobs)


def last_reviewed(connection: Connection) -> int | None:
    """The campaign with the last result of all."""
    return connection.execute(select(run.c.campaign_id).order_by(run.c.id.desc()).limit(1)).scalar()


@lru_cache(maxsize=_REVIEWS_KEPT)
def _review(folder: Path, sha256: str) -> Review:
    """A stored result never changes."""
    return unpack(Blobs(folder).get(sha256), Review)
