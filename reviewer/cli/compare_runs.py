"""The runs that `reviewer compare` sets side by side: what is judged, by which rules, and in which order things are exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from reviewer.cli.review import submitted_files
from reviewer.facts.classifier import load_classifier, shipped_classifier
from reviewer.facts.finding import Background
from reviewer.facts.identity_documents import match_roadmaps
from reviewer.facts.regional import EventIndex
from reviewer.jobs.archives import archives_opened
from reviewer.jobs.processes import reading_processes
from reviewer.model.corrections import Conflict, Corrections
from reviewer.model.errors import UsageError
from reviewer.model.region import CASES, Municipality, Name, Region
from reviewer.model.review import Review
from reviewer.model.roadmap import Roadmap
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.review import ReadFile, SubmittedFile, judge_roadmaps, read_roadmaps, regional_events
from reviewer.rulebook.judging import Classifier
from reviewer.rulebook.loading import find_profile, load_pack, load_region
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.changes import Changes, Step, compare_runs
from reviewer.verdicts.identity_decisions import Carried, carry_decisions
from reviewer.verdicts.ownership import Owners

_NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared.

    Attributes:
        old, new: A folder of roadmaps or one file.
        region: The profile that says whose files they are; None where they are paired by their contents.
        rules: The rules of the new run where there is no region.
        old_rules, old_model: Of the old run, where they were others.
        complete: Whether the new folder is all that there is; else who is not in it keeps the old roadmap.
        old_decisions: Workbook with what a person decided of the old run; it holds in the new where the text is the same.
        decisions: Workbook with what a person decided of the new run.
    """

    old: Path
    new: Path
    region: str | None
    rules: str
    old_rules: str | None = None
    old_model: Path | None = None
    complete: bool = False
    old_decisions: Path | None = None
    decisions: Path | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """`conflicts`: decisions that do not hold of the new roadmaps."""

    changes: Changes
    region: Region
    profile: Path
    conflicts: tuple[Conflict, ...] = ()


def compare_folders(asked: Asked) -> Compared:
    """Read both sides, judge them and compare.

    Raises:
        UsageError, RulebookError: A folder, a profile or a model file is not there or wrong.
    """
    profile = find_profile(asked.region or asked.rules)
    rulebook = load_pack(profile)
    old_rulebook = load_pack(find_profile(asked.old_rules)) if asked.old_rules else None
    model = shipped_classifier()
    old_model = load_classifier(asked.old_model) if asked.old_model else None
    old, new = _read(asked)
    if asked.region:
        region = load_region(profile)
        new = new if asked.complete else _overlaid(old, new, region)
        whose = _Whose(region)
    else:
        whose = _paired(old, new)
        region = whose.region
    roadmap = profile / region.regional_roadmap if region.regional_roadmap else None
    judge = _Judge(region, regional_events(roadmap))
    first_rules, first_model = old_rulebook or rulebook, old_model or model
    before = judge(old, first_rules, first_model, whose.old)
    steps = [Step("files", judge(new, first_rules, first_model, whose.new))]
    carried = Carried(Corrections())
    if asked.old_decisions:
        decided = read_decisions(asked.old_decisions, KnownTitles.of(first_rules, region))
        carried = carry_decisions(decided, before, steps[0].review)
        before = judge(old, first_rules, first_model, whose.old, decided)
        steps = [Step("files", judge(new, first_rules, first_model, whose.new, carried.corrections))]
    if old_rulebook:
        steps.append(Step("rules", judge(new, rulebook, first_model, whose.new, carried.corrections)))
    if old_model:
        steps.append(Step("model", judge(new, rulebook, model, whose.new, carried.corrections)))
    if asked.decisions:
        decided = read_decisions(asked.decisions, KnownTitles.of(rulebook, region))
        steps.append(Step("decisions", judge(new, rulebook, model, whose.new, decided)))
    conflicts = (*carried.conflicts, *(steps[-1].review.decided.conflicts if asked.decisions else ()))
    return Compared(compare_runs(before, steps), region, profile, conflicts)


@dataclass(frozen=True, slots=True)
class _Whose:
    """A region, and the municipalities of the files of each side by name, where the region itself does not tell."""

    region: Region
    old: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Judge:
    region: Region
    events: EventIndex | None

    def __call__(
        self,
        read: Sequence[ReadFile],
        rulebook: Rulebook,
        model: Classifier | None,
        owners: dict[str, str],
        corrections: Corrections = _NO_CORRECTIONS,
    ) -> Review:
        background = Background(rulebook, self.region.plan_period, self.events, model)
        return judge_roadmaps(read, background, self.region, owners, corrections)


def _read(asked: Asked) -> tuple[list[ReadFile], list[ReadFile]]:
    """Both sides in one go; a side that is the other is read once."""
    same = asked.old.resolve() == asked.new.resolve()
    sides = [_files(asked.old)] if same else [_files(asked.old), _files(asked.new)]
    with archives_opened(list(chain.from_iterable(sides))) as opened:
        files = list(chain.from_iterable(opened))
        first = sum(len(group) for group in opened[: len(sides[0])])
        with reading_processes(files, asked.jobs) as executor:
            read = list(read_roadmaps(files, executor))
    return (read, read) if same else (read[:first], read[first:])


def _files(path: Path) -> list[SubmittedFile]:
    if path.is_file():
        return [SubmittedFile(path, path.name)]
    return submitted_files(path)


def _overlaid(old: Sequence[ReadFile], new: Sequence[ReadFile], region: Region) -> list[ReadFile]:
    """The new files, and the old ones of those municipalities that sent no new roadmap which can be read."""
    owners = Owners(region)

    def owner(file: ReadFile) -> str | None:
        found = owners.of_roadmap(file.roadmap) if file.roadmap else owners.of_name(file.name)
        return found.municipality

    renewed = {owner(file) for file in new if file.roadmap and file.roadmap.activities} - {None}
    return [*(file for file in old if owner(file) not in renewed), *new]


def _paired(old: Sequence[ReadFile], new: Sequence[ReadFile]) -> _Whose:
    """A region of as many municipalities as there are different roadmaps, and whose each file is."""
    before = [file.roadmap for file in old if file.roadmap]
    after = [file.roadmap for file in new if file.roadmap]
    if not before or not after:
        raise UsageError("Сравнивать нечего: файлы не прочитаны. Что с ними не так, скажет reviewer extract.")
    newer = match_roadmaps(before, after)
    older = {place: partner for partner, place in newer.items()}
    sides: list[tuple[Roadmap | None, Roadmap | None]] = [
        (before[older[place]] if place in older else None, roadmap) for place, roadmap in enumerate(after)
    ]
    sides += [(roadmap, None) for place, roadmap in enumerate(before) if place not in newer]
    owners: tuple[dict[str, str], dict[str, str]] = ({}, {})
    municipalities = []
    for number, pair in enumerate(sides, start=1):
        identifier = f"roadmap-{number}"
        members = [roadmap for roadmap in reversed(pair) if roadmap]
        municipalities.append(Municipality(identifier, *_called(members[0].passport.territory or members[0].file)))
        for side, roadmap in zip(owners, pair, strict=True):
            side.update({roadmap.file: identifier} if roadmap else {})
    name = _called("без профиля региона")[1]
    return _Whose(Region("files", name, tuple(municipalities)), *owners)


def _called(name: str) -> tuple[str, Name]:
    """A name that is not declined."""
    return name, Name(name, dict.fromkeys(CASES, name))
