"""The whole chain in one readable function: files and rules go in, a `Review` comes out.

Pure: no database, no HTTP, no clock. The executor that reads the files and the callback that hears of progress are
handed in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from reviewer.activities.assembling import assemble
from reviewer.documents.office.conversion import Conversion, OfficeFile, converted
from reviewer.documents.reading import file_to_convert, read_document
from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.finding import Background, find_facts, understand
from reviewer.facts.regional import EventIndex
from reviewer.facts.regional_events import planned_events
from reviewer.model.corrections import Corrections, Decided
from reviewer.model.errors import InputError, Place, UsageError
from reviewer.model.facts import ActivityFacts, Labels
from reviewer.model.region import Municipality, Region
from reviewer.model.review import (
    FileProblem,
    MunicipalityReview,
    Review,
    ReviewedRoadmap,
    RulesIdentity,
    Status,
)
from reviewer.model.roadmap import Roadmap
from reviewer.rulebook.judging import Classifier
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.decisions import decide, homeless_decisions
from reviewer.verdicts.events import cover_events
from reviewer.verdicts.label_decisions import homeless_labels, settled_rulebooks
from reviewer.verdicts.municipal import judge_municipality
from reviewer.verdicts.ownership import Owners
from reviewer.verdicts.regional import recommend, state

Answer = TypeVar("Answer")
_NO_CORRECTIONS = Corrections()
Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the name of the one that was just done."""


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file to review and the name that it goes by in every output (its path below the folder that was handed in).

    Attributes:
        conversion: What came of converting it, where it is of a format that is converted before it is read.
        refused: Why it is not to be had at all: it could not be unpacked from the archive at `path`.
    """

    path: Path
    name: str
    conversion: Conversion | None = None
    refused: InputError | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of reading a file: a roadmap, or the reason why there is none. `sha256`: of its bytes."""

    name: str
    roadmap: Roadmap | None = None
    problem: FileProblem | None = None
    sha256: str | None = None


def read_roadmap(file: SubmittedFile) -> ReadFile:
    """Read one file. A file that cannot be read gives its problem and raises nothing."""
    if file.refused:
        return _unread(file, file.refused)
    try:
        roadmap = assemble(read_document(file.path, name=file.name, conversion=file.conversion))
        return ReadFile(file.name, roadmap, sha256=_sha256(file.path))
    except InputError as error:
        return _unread(file, error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"Файл не открывается ({reason}). Проверьте, что он на месте и не занят другой программой."
        return ReadFile(file.name, problem=FileProblem(file.name, "unreadable", message))


def read_roadmaps(files: Sequence[SubmittedFile], executor: Executor | None = None) -> Iterator[ReadFile]:
    """Read files, in their order. Those of older formats are converted all at once, while an executor reads the others.

    `executor`: makes the calls; None makes each here, when its answer is asked for. An InputError that is the answer of
    a call is the problem of its file.
    """
    asked = [_begin(executor, _conversion_of, file) for file in files]
    office = [_office_file(answer) for answer in asked]
    begun = {index: _begin(executor, read_roadmap, file) for index, file in enumerate(files) if office[index] is None}
    with converted(file for file in office if file) as conversions:
        for index, file in enumerate(files):
            if index not in begun:
                begun[index] = _begin(executor, read_roadmap, replace(file, conversion=conversions[file.path]))
        for index, file in enumerate(files):
            try:
                yield begun.pop(index)()
            except InputError as error:
                yield _unread(file, error)


def _begin(
    executor: Executor | None, call: Callable[[SubmittedFile], Answer], file: SubmittedFile
) -> Callable[[], Answer]:
    """Where the answer of a call is to be had."""
    return executor.submit(call, file).result if executor else partial(call, file)


def _conversion_of(file: SubmittedFile) -> OfficeFile | None:
    return None if file.refused else file_to_convert(file.path, name=file.name)


def _office_file(answer: Callable[[], OfficeFile | None]) -> OfficeFile | None:
    """None also for a file that cannot even be looked at: whoever reads it will say why."""
    try:
        return answer()
    except InputError:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unread(file: SubmittedFile, error: InputError) -> ReadFile:
    return ReadFile(file.name, problem=FileProblem(file.name, error.code, error.message))


def review(
    files: Sequence[SubmittedFile],
    rulebook: Rulebook,
    region: Region,
    *,
    regional_roadmap: Path | None = None,
    assigned: Mapping[str, str] | None = None,
    corrections: Corrections = _NO_CORRECTIONS,
    classifier: Classifier | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Review:
    """Review the roadmaps of a region.

    Args:
        regional_roadmap: The region's own roadmap, whose events are looked for.
        assigned: Municipality ids by file name, settled by a person.
        corrections: What a person decided of verdicts and labels; it stands above the rules.
        executor: Reads the files; None reads them here, one after another (see `read_roadmaps`).

    Raises:
        UsageError: The regional roadmap cannot be read.
    """
    events = regional_events(regional_roadmap)
    read = _read_all(files, executor, progress)
    background = Background(rulebook, region.plan_period, events, classifier)
    return judge_roadmaps(read, background, region, assigned or {}, corrections)


def judge_roadmaps(
    read: Sequence[ReadFile],
    background: Background,
    region: Region,
    assigned: Mapping[str, str],
    corrections: Corrections = _NO_CORRECTIONS,
) -> Review:
    """The review of files that were read already; so one reading can be judged by several rulebooks."""
    rulebook = background.rulebook
    background = _knowing_events(background, read, region)
    folders, unmatched, doubts = _assign(read, region, assigned)
    municipalities = tuple(
        _review_municipality(
            municipality, folders.get(municipality.id, []), doubts, background, region, corrections=corrections
        )
        for municipality in region.municipalities
    )
    return Review(
        region=region.name.nominative,
        rules=RulesIdentity(rulebook.name, rulebook.version, rulebook.sha256, rulebook.title, rulebook.disabled),
        municipalities=municipalities,
        statements=state(rulebook, region, municipalities),
        recommendations=recommend(rulebook, region, municipalities),
        problems=(
            *(file.problem for file in read if file.problem),
            *(_nothing_planned(file.roadmap) for file in read if file.roadmap and not file.roadmap.activities),
            *_doubt_problems(doubts, region),
        ),
        unmatched_files=tuple(unmatched),
        regional_events=cover_events(background.events.events, municipalities) if background.events else (),
        decided=_decided(rulebook, region, municipalities, corrections),
    )


def _decided(
    rulebook: Rulebook, region: Region, municipalities: Sequence[MunicipalityReview], corrections: Corrections
) -> Decided:
    conflicts = (
        *homeless_decisions(rulebook, region, corrections),
        *homeless_labels(rulebook, region, municipalities, corrections),
    )
    return Decided(corrections, conflicts, {signal.id: signal.title for signal in rulebook.signals.values()})


def _knowing_events(background: Background, read: Sequence[ReadFile], region: Region) -> Background:
    """With the regional events labelled by the same rules, and their words weighed among those of all that was read."""
    if background.events is None:
        return background
    alone = replace(background, events=None)
    labelled = [replace(event, facts=_labelled(event.facts, alone)) for event in background.events.events]
    rows = [activity for file in read if file.roadmap for activity in file.roadmap.activities]
    return replace(background, events=EventIndex(labelled, rows, region))


def _labelled(event: ActivityFacts, background: Background) -> ActivityFacts:
    """A deadline that the regional roadmap's own period did not date is dated by that of the region."""
    found = find_facts(event.activity, background)
    return replace(found, deadline=event.deadline) if event.deadline.intervals else found


def regional_events(regional_roadmap: Path | None) -> EventIndex | None:
    """The events of the region's own roadmap, not labelled yet; None where the region has handed in none.

    Raises:
        UsageError: It cannot be read.
    """
    if regional_roadmap is None:
        return None
    try:
        roadmap = assemble(read_document(regional_roadmap, name=regional_roadmap.name))
    except InputError as error:
        message = f"Региональная «дорожная карта» из профиля не прочитана. {error.message}"
        raise UsageError(message, code="region", place=Place(file=regional_roadmap.name)) from error
    period = roadmap.passport.period
    return EventIndex(
        planned_events(
            [
                ActivityFacts(activity, parse_deadline(activity.deadline, period), Labels("regional"), "missing")
                for activity in roadmap.activities
            ]
        )
    )


def _read_all(
    files: Sequence[SubmittedFile], executor: Executor | None, progress: Progress | None
) -> tuple[ReadFile, ...]:
    read = []
    for result in read_roadmaps(files, executor):
        read.append(result)
        if progress:
            progress(len(read), len(files), result.name)
    return tuple(read)


def _assign(
    read: Sequence[ReadFile], region: Region, assigned: Mapping[str, str]
) -> tuple[dict[str, list[ReadFile]], list[str], dict[str, tuple[str, ...]]]:
    """Files by municipality, files that nobody owns, and candidates of the files in doubt."""
    owners = Owners(region)
    folders: dict[str, list[ReadFile]] = {}
    unmatched: list[str] = []
    doubts: dict[str, tuple[str, ...]] = {}
    for file in read:
        owner = owners.of_roadmap(file.roadmap) if file.roadmap else owners.of_name(file.name)
        identifier = assigned.get(file.name) or owner.municipality
        if identifier:
            folders.setdefault(identifier, []).append(file)
            continue
        unmatched.append(file.name)
        if owner.candidates:
            doubts[file.name] = owner.candidates
    return folders, unmatched, doubts


def _review_municipality(
    municipality: Municipality,
    files: Sequence[ReadFile],
    doubts: Mapping[str, tuple[str, ...]],
    background: Background,
    region: Region,
    *,
    corrections: Corrections,
) -> MunicipalityReview:
    chosen = _newest([file.roadmap for file in files if file.roadmap and file.roadmap.activities])
    reviewed = ReviewedRoadmap(chosen, _understood(chosen, municipality, background, corrections)) if chosen else None
    names = tuple(file.name for file in files)
    judged = judge_municipality(background.rulebook, municipality, names, reviewed, region)
    decisions = corrections.of(municipality.id)
    return MunicipalityReview(
        id=municipality.id,
        name=municipality.short.nominative,
        status=_status(municipality, files, reviewed, doubts),
        files=names,
        reviewed=reviewed,
        verdicts=decide(
            background.rulebook, judged, decisions, municipality=municipality, reviewed=reviewed, region=region
        ),
        notes=_notes(files, chosen),
    )


def _understood(
    roadmap: Roadmap, municipality: Municipality, background: Background, corrections: Corrections
) -> tuple[ActivityFacts, ...]:
    decisions = [decision for decision in corrections.labels if decision.row.municipality == municipality.id]
    return understand(roadmap, background, settled_rulebooks(background.rulebook, roadmap, decisions))


def _newest(roadmaps: Sequence[Roadmap]) -> Roadmap | None:
    """Of several roadmaps of one municipality the one approved last; where that is unknown, the fuller one."""
    return max(
        roadmaps,
        key=lambda roadmap: (
            roadmap.passport.approved_on.toordinal() if roadmap.passport.approved_on else 0,
            len(roadmap.activities),
        ),
        default=None,
    )


def _status(
    municipality: Municipality,
    files: Sequence[ReadFile],
    reviewed: ReviewedRoadmap | None,
    doubts: Mapping[str, tuple[str, ...]],
) -> Status:
    if reviewed:
        return "reviewed"
    if files:
        return "unreadable"
    return "ambiguous" if any(municipality.id in candidates for candidates in doubts.values()) else "missing"


def _notes(files: Sequence[ReadFile], chosen: Roadmap | None) -> tuple[str, ...]:
    notes = []
    read = [file for file in files if file.roadmap]
    originals = {file.sha256: file.name for file in reversed(read)}
    copies = {file.name: originals[file.sha256] for file in read if file.name != originals[file.sha256]}
    others = [f"«{file.name}»" for file in read if file.name not in copies and file.roadmap is not chosen]
    if chosen and others:
        notes.append(f"Представлено несколько файлов; рассмотрен «{chosen.file}», не рассмотрены: {', '.join(others)}.")
    notes.extend(f"Файл «{copy}» – точная копия файла «{original}»." for copy, original in copies.items())
    notes.extend(f"Файл «{file.name}» не прочитан: {file.problem.message}" for file in files if file.problem)
    if chosen:
        notes.extend(notice.message for notice in chosen.notices)
    return tuple(notes)


def _nothing_planned(roadmap: Roadmap) -> FileProblem:
    reason = next((notice.message for notice in roadmap.notices if notice.code == "no-activities"), "")
    return FileProblem(roadmap.file, "no-activities", reason or "В файле не найдено ни одного мероприятия.")


def _doubt_problems(doubts: Mapping[str, tuple[str, ...]], region: Region) -> tuple[FileProblem, ...]:
    problems = []
    for file, candidates in doubts.items():
        names = ", ".join(region.municipality(identifier).short.nominative for identifier in candidates)
        message = (
            f"Не удалось определить, чья это «дорожная карта»: подходят {names}. "
            "Укажите муниципалитет в названии файла или параметром --assign."
        )
        problems.append(FileProblem(file, "ambiguous", message))
    return tuple(problems)
