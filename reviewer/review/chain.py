"""The whole chain in one readable function: files and rules go in, a `Review` comes out.

Pure: no database, no HTTP, no clock. The executor that reads the files and the callback that hears of progress are
handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from reviewer.facts.finding import Background
from reviewer.model.corrections import Conflict, Corrections, Decided
from reviewer.model.region import Region
from reviewer.model.review import FileProblem, MunicipalityReview, Review, RulesIdentity
from reviewer.review.carrying import Carriage, carried_over
from reviewer.review.events import knowing_events, regional_events
from reviewer.review.municipality import nothing_planned, review_municipality
from reviewer.review.owners import Folders, doubt_problems, sort_files
from reviewer.review.reading import ReadFile, SubmittedFile, read_roadmaps
from reviewer.rulebook.judging import Classifier
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.decisions import homeless_decisions
from reviewer.verdicts.events import cover_events
from reviewer.verdicts.label_decisions import homeless_labels
from reviewer.verdicts.regional import recommend, state
from reviewer.verdicts.row_conflicts import homeless_rows

_NO_CORRECTIONS = Corrections()
Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the name of the one that was just done."""


def review(
    files: Sequence[SubmittedFile],
    rulebook: Rulebook,
    region: Region,
    *,
    regional_roadmap: Path | None = None,
    assigned: Mapping[str, str] | None = None,
    corrections: Corrections | Sequence[Corrections] = _NO_CORRECTIONS,
    classifier: Classifier | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Review:
    """Review the roadmaps of a region.

    Args:
        regional_roadmap: The region's own roadmap, whose events are looked for.
        assigned: Municipality ids by file name, settled by a person.
        corrections: What a person decided of verdicts, labels and rows; it stands above the rules where the text is the same. Several
            groups of them, each with the roadmaps that it was taken on, stand with the oldest first: the later one decides.
        executor: Reads the files; None reads them here, one after another (see `read_roadmaps`).

    Raises:
        UsageError: The regional roadmap cannot be read.
    """
    events = regional_events(regional_roadmap)
    read = _read_all(files, executor, progress)
    background = Background(rulebook, region.plan_period, events, classifier)
    return judge_roadmaps(read, background, region, assigned or {}, corrections)


def _read_all(
    files: Sequence[SubmittedFile], executor: Executor | None, progress: Progress | None
) -> tuple[ReadFile, ...]:
    read = []
    for result in read_roadmaps(files, executor):
        read.append(result)
        if progress:
            progress(len(read), len(files), result.name)
    return tuple(read)


def judge_roadmaps(
    read: Sequence[ReadFile],
    background: Background,
    region: Region,
    assigned: Mapping[str, str],
    corrections: Corrections | Sequence[Corrections] = _NO_CORRECTIONS,
) -> Review:
    """The review of files that were read already; so one reading can be judged by several rulebooks. `corrections`: as for `review`."""
    rulebook = background.rulebook
    background = knowing_events(background, read, region)
    folders = sort_files(read, region, assigned)
    groups = [corrections] if isinstance(corrections, Corrections) else corrections
    carried = carried_over(groups, folders, background, region)
    municipalities = tuple(
        review_municipality(
            municipality,
            folders,
            background,
            region,
            carried.corrections,
            edited=carried.roadmaps.get(municipality.id),
        )
        for municipality in region.municipalities
    )
    return Review(
        region=region.name.nominative,
        rules=_identity(rulebook),
        municipalities=municipalities,
        statements=state(rulebook, region, municipalities),
        recommendations=recommend(rulebook, region, municipalities),
        problems=_problems(read, folders, region),
        unmatched_files=folders.unmatched,
        regional_events=cover_events(background.events.events, municipalities) if background.events else (),
        decided=_decided(rulebook, region, municipalities, carried),
    )


def _problems(read: Sequence[ReadFile], folders: Folders, region: Region) -> tuple[FileProblem, ...]:
    return (
        *(file.problem for file in read if file.problem),
        *(nothing_planned(file.roadmap) for file in read if file.roadmap and not file.roadmap.activities),
        *doubt_problems(folders, region),
    )


def _identity(rulebook: Rulebook) -> RulesIdentity:
    return RulesIdentity(rulebook.name, rulebook.version, rulebook.sha256, rulebook.title, rulebook.disabled)


def _decided(
    rulebook: Rulebook, region: Region, municipalities: Sequence[MunicipalityReview], carried: Carriage
) -> Decided:
    corrections = carried.corrections
    conflicts: tuple[Conflict, ...] = (
        *homeless_decisions(rulebook, region, corrections),
        *homeless_labels(rulebook, region, municipalities, corrections),
        *homeless_rows(region, carried.roadmaps, corrections),
    )
    titles = {signal.id: signal.title for signal in rulebook.signals.values()}
    changes = tuple(change for edited in carried.roadmaps.values() for change in edited.changes)
    return Decided(corrections, conflicts, titles, changes)
