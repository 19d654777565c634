"""A campaign is reviewed with a workbook that a person filled in: what he decided is entered in the campaign, so that nothing of it is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.correcting_workbook import Imported, import_workbook
from reviewer.jobs.correction_entering import Author
from reviewer.jobs.judges import known_titles
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.model.corrections import Corrections
from reviewer.report.decisions_reading import read_decisions
from reviewer.store.runs import Run, last_run
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it. `refused`: decisions that were not entered and hold for this result alone: the cell and the reason."""

    run: Run
    imported: Imported

    @property
    def refused(self) -> tuple[str, ...]:
        return self.imported.refused


def review_entering(workspace: Workspace, campaign: int, out: Path, asked: Asked, workbook: Path) -> Decided:
    """Enter the decisions of a workbook and review the campaign. One without a result is reviewed before: decisions are on a result.

    What cannot be entered, being of what is gone or replaced since, is told of as the workbook has it.

    Raises:
        UsageError, RulebookError: As `review_campaign`, and where cells of the workbook are wrong; nothing is written then.
    """
    found = read_decisions(workbook, known_titles(asked.profile))
    with workspace.reading() as connection:
        judged = last_run(connection, campaign) is not None
    if not judged:
        with TemporaryDirectory(prefix="reviewer-") as aside:  # the workbook itself may stand in `out`
            review_campaign(workspace, campaign, Path(aside), replace(asked, before_writing=None, before_reuse=None))
    imported = import_workbook(workspace, campaign, Author(asked.author, date.today()), workbook)  # noqa: DTZ011 - his day
    whole = _all_entered(found, imported)
    run = review_campaign(workspace, campaign, out, asked if whole else replace(asked, workbook=workbook)).run
    return Decided(run, imported)


def _all_entered(found: Corrections, imported: Imported) -> bool:
    """Else some were refused, or are out of force in the workbook already."""
    return len(imported.entered) + imported.known == len(found.verdicts) + len(found.labels)
