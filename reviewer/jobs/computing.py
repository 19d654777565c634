"""A run is computed: files are read, judged and written about, and everything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.archives import archives_opened
from reviewer.jobs.documents import StoredDocuments
from reviewer.jobs.dynamics import changes_since
from reviewer.jobs.judgements import StoredWordings
from reviewer.jobs.judges import Case, Judges, judges_of
from reviewer.jobs.overlaying import Handed, overlaid, renamed
from reviewer.jobs.readings import Reading, read_once
from reviewer.jobs.rereview import Asked, Basis, manifest_of
from reviewer.jobs.submitting import stored_files
from reviewer.jobs.summing_up import sum_up
from reviewer.model.corrections import Corrections
from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.writer import DocumentMemory, Written
from reviewer.report.writing import write_outputs
from reviewer.resources import shipped_model
from reviewer.review import SubmittedFile
from reviewer.store.blobs import Blobs
from reviewer.store.computed import Computed, sha256_of
from reviewer.store.encoding import pack
from reviewer.store.moments import now
from reviewer.store.runs import Manifest, NewRun, Output, Run, RunFile, add_run
from reviewer.store.workspace import Workspace
from reviewer.verdicts.changes import Changes


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a computation. `written`: below `out`."""

    review: Review
    written: Written
    out: Path


def compute(workspace: Workspace, basis: Basis, out: Path, asked: Asked) -> Run:
    """Compute a run with the help of what is stored, write its outputs below `out`, and store it.

    Raises:
        UsageError, RulebookError: As `review_campaign`.
    """
    cache = Computed(workspace)
    cache.look_up_last(basis.campaign)
    try:
        made = make(basis, out, asked, cache)
        return _store(workspace, basis, made, cache, asked.author)
    finally:
        cache.write()


def make(basis: Basis, out: Path, asked: Asked, cache: Computed | None) -> Made:
    """Compute a run. `cache`: None computes all of it anew."""
    manifest = basis.manifest
    judges = judges_of(basis.blobs, manifest, asked.profile)
    case = case_of(basis, asked, judges, cache)
    memory = judges.memory(cache, manifest.engine) if cache else None
    wordings = StoredWordings(cache, manifest.engine) if cache and judges.events else None
    if wordings:
        wordings.recall()
    review = judges.judge(case, memory)
    if wordings:
        wordings.keep(review)
    if asked.before_writing:
        decided = (*case.corrections, review.decided.corrections)
        asked.before_writing(decided, KnownTitles.of(judges.rulebook, judges.region))
    if not manifest.written:
        return Made(review, Written(), out)
    changes = changes_since(basis, (judges, case, review), cache)
    documents = StoredDocuments(cache, manifest) if cache else None
    return Made(review, write(basis, asked.profile, (judges.region, review, changes), out, documents), out)


def write(
    basis: Basis,
    profile: Path,
    told: tuple[Region, Review, Changes | None],
    out: Path,
    memory: DocumentMemory | None,
) -> Written:
    """Write every output of a run below `out`. `profile`: its folder, whose templates go before the shipped ones."""
    region, review, changes = told
    own = profile / "templates"
    return write_outputs(
        review,
        region,
        out,
        templates=own if own.is_dir() else None,
        today=basis.manifest.today,
        changes=changes,
        memory=memory,
        printing=basis.manifest.printed,
    )


def case_of(basis: Basis, asked: Asked, judges: Judges, cache: Computed | None) -> Case:
    """Read what is to be judged. `judges`: their region says whose a file is. Raises: UsageError."""
    handed = _read(basis.blobs, basis.manifest, asked, cache)
    assigned = {**basis.assigned, **assignments(asked.assigned, [one.read.name for one in handed], judges.region)}
    files = overlaid(handed, judges.region, assigned)
    return Case(files, assigned, (*basis.corrections.groups, *_of_workbook(asked.workbook, judges)))


def review_alone(files: Sequence[tuple[str, Path]], out: Path, asked: Asked) -> Run:
    """Review files, whose names come first, and keep nothing. The run that is returned is of no campaign.

    Raises:
        UsageError, RulebookError: As `review_campaign`.
    """
    with TemporaryDirectory(prefix="reviewer-") as folder:
        blobs = Blobs(Path(folder))
        stored, unreadable = stored_files(blobs, files)
        asked = replace(asked, unreadable=unreadable)
        manifest = manifest_of(blobs, tuple(RunFile(file.name, file.sha256) for file in stored), asked, shipped_model())
        made = make(Basis(blobs, 0, 0, manifest), out, asked, None)
        summary = replace(sum_up(made.review), notices=made.written.notices)
        outputs = outputs_of(blobs, made.written, out)
    return Run(0, 0, 0, manifest.identity, manifest, "", outputs, summary, now(), asked.author)


def outputs_of(blobs: Blobs, written: Written, out: Path) -> tuple[Output, ...]:
    """The files that were written below `out`, each put among the blobs."""
    return tuple(
        Output(file.path.relative_to(out).as_posix(), blobs.put_file(file.path), file.title) for file in written.files
    )


def _store(workspace: Workspace, basis: Basis, made: Made, cache: Computed, author: str) -> Run:
    review = workspace.blobs.put(pack(made.review))
    outputs = outputs_of(workspace.blobs, made.written, made.out)
    cache.write()
    summary = replace(
        sum_up(made.review),
        notices=made.written.notices,
        last_correction=basis.last_correction,
        computed=tuple((key.kind, key.key) for key in cache.used),
    )
    new = NewRun(basis.campaign, basis.submission, basis.manifest, review, outputs, summary, author)
    with workspace.writing() as connection:
        return add_run(connection, workspace.blobs, new)


@contextmanager
def _opened(blobs: Blobs, files: Sequence[RunFile], asked: Asked) -> Iterator[list[tuple[RunFile, Reading]]]:
    """What is to be read, archives opened, each with the file that was handed in."""
    submitted = [SubmittedFile(blobs.path(file.sha256), file.own_name) for file in files]
    last = max((file.part for file in files), default=0)
    with archives_opened(submitted) as opened:
        found = [
            (file, Reading(one, _sha256(one, file.sha256, blobs)))
            for file, group in zip(files, opened, strict=True)
            for one in group
        ]
        unreadable = (
            (RunFile(name, "", last), Reading(SubmittedFile(path, name), None)) for name, path in asked.unreadable
        )
        yield [*found, *unreadable]


def _sha256(file: SubmittedFile, whole: str, blobs: Blobs) -> str | None:
    """Of a file that stands for itself, or of one that was in an archive."""
    if file.refused:
        return None
    return whole if file.path == blobs.path(whole) else sha256_of(file.path)


def _read(blobs: Blobs, manifest: Manifest, asked: Asked, cache: Computed | None) -> list[Handed]:
    """By part. Whoever watches is shown the files in force: the others were read before."""
    current = [file for file in manifest.files if not file.once]
    earlier = [file for file in manifest.files if file.once]
    unwatched = replace(asked, progress=None, watch=None, unreadable=())
    read = [*_read_some(blobs, current, manifest, asked, cache)]
    read += _read_some(blobs, earlier, manifest, unwatched, cache) if earlier else []
    return sorted(read, key=lambda one: one.by.part)


def _read_some(
    blobs: Blobs, files: Sequence[RunFile], manifest: Manifest, asked: Asked, cache: Computed | None
) -> list[Handed]:
    with _opened(blobs, files, asked) as opened:
        read = read_once(
            [reading for _, reading in opened],
            cache,
            manifest.engine,
            manifest.environment,
            jobs=asked.jobs,
            progress=asked.progress,
            watch=asked.watch,
        )
    return [Handed(by, renamed(one, by)) for (by, _), one in zip(opened, read, strict=True)]


def _of_workbook(workbook: Path | None, judges: Judges) -> tuple[Corrections, ...]:
    return (read_decisions(workbook, KnownTitles.of(judges.rulebook, judges.region)),) if workbook else ()


def assignments(assigned: Sequence[str], names: Sequence[str], region: Region) -> Mapping[str, str]:
    """Municipality ids by file name, of «файл=муниципалитет».

    Raises:
        UsageError: There is no such file or municipality.
    """
    by_name = {municipality.short.nominative: municipality.id for municipality in region.municipalities}
    settled = {}
    for item in assigned:
        name, _, owner = item.rpartition("=")
        identifier = by_name.get(owner, owner)
        if name not in names:
            raise UsageError(f"--assign: файла «{name}» нет в папке. Пишите имя так, как оно стоит в папке.")
        if identifier not in by_name.values():
            known = ", ".join(sorted(by_name.values()))
            raise UsageError(f"--assign: муниципалитета «{owner}» нет в профиле региона. Известны: {known}.")
        settled[name] = identifier
    return settled
