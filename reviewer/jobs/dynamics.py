"""What differs from the last run on what was handed in before, and because of what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.facts.classifier import load_classifier
from reviewer.jobs.judges import Case, Judges
from reviewer.jobs.profiles import unpacked_profile
from reviewer.jobs.rereview import Basis
from reviewer.model.corrections import Corrections
from reviewer.model.review import Review
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.rulebook.loading import load_pack
from reviewer.store.computed import Computed
from reviewer.store.runs import Manifest, review_of
from reviewer.verdicts.changes import Cause, Changes, Step, compare_runs


def changes_since(basis: Basis, judged: tuple[Judges, Case, Review], cache: Computed | None) -> Changes | None:
    """What moved from the earlier run to the review of the case by the judges; None where there is no earlier one.

    The causes are told apart by runs between the two: the new files by the old rules, classifier and decisions, then by the new rules,
    and so on; what is the same needs no run.
    """
    base = basis.base
    if base is None:
        return None
    judges, case, review = judged
    decided = (base.manifest.corrections, base.manifest.workbook) != (
        basis.manifest.corrections,
        basis.manifest.workbook,
    )
    earlier = _earlier(basis, base.manifest, judges)
    before = _decided_before(basis, base.manifest, earlier) if decided else case.corrections
    case = replace(case, corrections=before)
    stages = _stages(earlier, judges)
    steps = [
        Step(cause, one.judge(case, one.memory(cache, basis.manifest.engine) if cache else None))
        for cause, one in (stages if decided else stages[:-1])
    ]
    steps.append(Step("decisions" if decided else stages[-1][0], review))
    return compare_runs(review_of(basis.blobs, base), steps)


def _stages(earlier: Judges, judges: Judges) -> list[tuple[Cause, Judges]]:
    """Who judges the new files first, and after each change."""
    stages: list[tuple[Cause, Judges]] = [("files", earlier)]
    if earlier.rulebook.sha256 != judges.rulebook.sha256:
        between = replace(judges, classifier=earlier.classifier, model=earlier.model)
        stages.append(("rules", between))
    if earlier.model != judges.model:
        stages.append(("model", judges))
    return stages


def _earlier(basis: Basis, before: Manifest, judges: Judges) -> Judges:
    """The rules and the classifier of the earlier run, with the region of this one."""
    earlier = judges
    if before.profile != basis.manifest.profile:
        with TemporaryDirectory(prefix="reviewer-profile-") as folder:
            rulebook = load_pack(unpacked_profile(basis.blobs.get(before.profile), Path(folder)))
        if rulebook.sha256 != judges.rulebook.sha256:
            earlier = replace(earlier, rulebook=rulebook)
    if before.model != basis.manifest.model:
        path = basis.blobs.path(before.model) if before.model else None
        earlier = replace(earlier, classifier=load_classifier(path) if path else None, model=before.model or "")
    return earlier


def _decided_before(basis: Basis, before: Manifest, earlier: Judges) -> tuple[Corrections, ...]:
    """What the earlier run followed."""
    if before.workbook is None:
        return basis.before
    titles = KnownTitles.of(earlier.rulebook, earlier.region)
    return (*basis.before, read_decisions(basis.blobs.path(before.workbook), titles))
