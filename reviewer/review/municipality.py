"""One municipality: which of its files is judged, what is found in it, and what else is to be told of its files."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.finding import Background, understand
from reviewer.model.corrections import Corrections
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Municipality, Region
from reviewer.model.review import FileProblem, MunicipalityReview, ReviewedRoadmap, Status
from reviewer.model.roadmap import Roadmap
from reviewer.review.owners import Folders
from reviewer.review.reading import ReadFile
from reviewer.verdicts.decisions import decide
from reviewer.verdicts.label_decisions import settled_rulebooks
from reviewer.verdicts.municipal import judge_municipality


def review_municipality(
    municipality: Municipality, folders: Folders, background: Background, region: Region, corrections: Corrections
) -> MunicipalityReview:
    files = folders.of(municipality)
    chosen = newest(files)
    reviewed = ReviewedRoadmap(chosen, _understood(chosen, municipality, background, corrections)) if chosen else None
    names = tuple(file.name for file in files)
    judged = judge_municipality(background.rulebook, municipality, names, reviewed, region)
    decisions = corrections.of(municipality.id)
    return MunicipalityReview(
        id=municipality.id,
        name=municipality.short.nominative,
        status=_status(municipality, folders, reviewed),
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
    settled = settled_rulebooks(background.rulebook, roadmap, corrections.labels_of(municipality.id))
    return understand(roadmap, background, settled)


def newest(files: Sequence[ReadFile]) -> Roadmap | None:
    """Of several roadmaps of one municipality the one approved last; where that is unknown, the fuller one."""
    return max(
        (file.roadmap for file in files if file.roadmap and file.roadmap.activities),
        key=lambda roadmap: (
            roadmap.passport.approved_on.toordinal() if roadmap.passport.approved_on else 0,
            len(roadmap.activities),
        ),
        default=None,
    )


def _status(municipality: Municipality, folders: Folders, reviewed: ReviewedRoadmap | None) -> Status:
    if reviewed:
        return "reviewed"
    if folders.of(municipality):
        return "unreadable"
    return "ambiguous" if folders.in_doubt(municipality) else "missing"


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


def nothing_planned(roadmap: Roadmap) -> FileProblem:
    reason = next((notice.message for notice in roadmap.notices if notice.code == "no-activities"), "")
    return FileProblem(roadmap.file, "no-activities", reason or "В файле не найдено ни одного мероприятия.")
