"""One municipality: which of its files is judged, what is found in it, and what else is to be told of its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.facts.finding import Background, understand
from reviewer.language.numerals import count_of
from reviewer.model.corrections import Corrections
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Municipality, Region
from reviewer.model.review import FileProblem, MunicipalityReview, ReviewedRoadmap, Status
from reviewer.model.roadmap import Roadmap
from reviewer.review.owners import Folders
from reviewer.review.reading import ReadFile
from reviewer.verdicts.decisions import decide
from reviewer.verdicts.label_decisions import event_answers, settled_rulebooks
from reviewer.verdicts.municipal import judge_municipality
from reviewer.verdicts.row_carrying import EditedRoadmap


def review_municipality(
    municipality: Municipality,
    folders: Folders,
    background: Background,
    region: Region,
    corrections: Corrections,
    *,
    edited: EditedRoadmap | None = None,
) -> MunicipalityReview:
    """`edited`: its roadmap as people have corrected it; None where it has none that can be judged."""
    files = folders.of(municipality)
    reviewed = None
    as_read = chosen_roadmap(files, edited=True) if edited and edited.changes else None
    if edited and edited.roadmap.activities:
        reviewed = ReviewedRoadmap(
            edited.roadmap,
            _understood(edited, municipality, background, corrections),
            as_read=as_read,
        )
    names = tuple(file.name for file in files)
    judged = judge_municipality(background.rulebook, municipality, names, reviewed, region)
    decisions = corrections.of(municipality.id)
    return MunicipalityReview(
        id=municipality.id,
        name=municipality.short.nominative,
        status=_status(municipality, folders, reviewed, edited),
        files=names,
        reviewed=reviewed,
        verdicts=decide(
            background.rulebook, judged, decisions, municipality=municipality, reviewed=reviewed, region=region
        ),
        notes=(*_notes(files, newest(files)), *_corrected(edited)),
        as_read=None if reviewed else as_read,
    )


def _understood(
    edited: EditedRoadmap, municipality: Municipality, background: Background, corrections: Corrections
) -> tuple[ActivityFacts, ...]:
    roadmap, answers = edited.roadmap, corrections.labels_of(municipality.id)
    settled = settled_rulebooks(background.rulebook, roadmap, answers)
    if background.events:
        background = replace(background, events=background.events.answered(event_answers(roadmap, answers)))
    understood = understand(roadmap, background, settled)
    return tuple(
        replace(facts, corrected=origins) if origins else facts
        for facts, origins in zip(understood, edited.origins, strict=True)
    )


def chosen_roadmap(files: Sequence[ReadFile], *, edited: bool = False) -> Roadmap | None:
    """The one that is judged. `edited`: whether people have corrected it; they may have filled in one of which no row was read."""
    return newest(files) or (next((file.roadmap for file in files if file.roadmap), None) if edited else None)


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


def _status(
    municipality: Municipality, folders: Folders, reviewed: ReviewedRoadmap | None, edited: EditedRoadmap | None
) -> Status:
    if reviewed:
        return "reviewed"
    if edited and edited.changes:
        return "emptied"
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


def _corrected(edited: EditedRoadmap | None) -> Iterator[str]:
    """What was counted is not quite what the file says: whoever compares them has to know."""
    if edited and edited.changes:
        count = count_of(len(edited.changes), "исправление")
        yield f"В прочитанный текст «дорожной карты» внесены исправления методиста ({count})."
