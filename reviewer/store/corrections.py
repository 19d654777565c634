"""The corrections of a campaign as a review takes them: those in force, by the version of the roadmaps that they were made on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection

from reviewer.model.corrections import Corrections, Decision, LabelDecision, RowEdit, RowReference
from reviewer.model.roadmap import Roadmap
from reviewer.store.blobs import Blobs
from reviewer.store.correction_entries import Entry, entries, standing
from reviewer.store.correction_targets import label_target, row_digest
from reviewer.store.database import insert_missing
from reviewer.store.encoding import pack, to_json, unpack
from reviewer.store.file_assignments import FileAssignment
from reviewer.store.moments import now
from reviewer.store.schema import blob

Placed = TypeVar("Placed", Decision, LabelDecision, RowEdit)


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force of a campaign.

    Attributes:
        groups: The oldest first; in each, `former` has the roadmaps that it was decided on, as they were read. Every decision bears the
            id of its entry.
        files: Whose the files are.
        digest: SHA-256 of all that is in force: equal where and only where the same is.
    """

    groups: tuple[Corrections, ...] = ()
    files: tuple[FileAssignment, ...] = ()
    digest: str = ""


def corrections_in_force(connection: Connection, campaign: int, blobs: Blobs) -> InForce:
    """What a review of the campaign is to follow.

    Raises:
        UsageError: A roadmap that was decided on is gone from the workspace.
    """
    return in_force(standing(entries(connection, campaign)), blobs)


def in_force(known: Sequence[Entry], blobs: Blobs) -> InForce:
    """`known`: the entries in force, in their order."""
    said = to_json([(entry.id, entry.target, entry.body, entry.base) for entry in known])
    decided = [entry for entry in known if not isinstance(entry.body, FileAssignment)]
    return InForce(
        tuple(_group(group, blobs) for group in _by_version(decided)),
        tuple(entry.body for entry in known if isinstance(entry.body, FileAssignment)),
        hashlib.sha256(said.encode()).hexdigest(),
    )


def keep_base(connection: Connection, blobs: Blobs, roadmap: Roadmap) -> str:
    """Keep a roadmap that is decided on, as it was read. Returns the SHA-256 of its blob."""
    content = pack(roadmap)
    sha256 = blobs.put(content)
    insert_missing(connection, blob, {"sha256": sha256, "size": len(content), "stored_at": now()})
    return sha256


def base_roadmap(blobs: Blobs, sha256: str) -> Roadmap:
    """Raises: UsageError where it is gone."""
    return unpack(blobs.get(sha256), Roadmap)


def _by_version(known: Iterable[Entry]) -> list[list[Entry]]:
    """Entries on the first version of each municipality's roadmap, then those on the second, and so on."""
    versions: dict[str, dict[str | None, int]] = {}
    groups: list[list[Entry]] = []
    for entry in known:
        of = versions.setdefault(entry.municipality, {})
        place = of.setdefault(entry.base, len(of))
        groups += [[]] if place == len(groups) else []
        groups[place].append(entry)
    return groups


def _group(known: Sequence[Entry], blobs: Blobs) -> Corrections:
    return Corrections(
        verdicts=tuple(_placed(entry.body, entry) for entry in known if isinstance(entry.body, Decision)),
        labels=_labels(known),
        former={entry.municipality: base_roadmap(blobs, entry.base) for entry in known if entry.base},
        rows=tuple(_placed(entry.body, entry) for entry in known if isinstance(entry.body, RowEdit)),
    )


def _labels(known: Sequence[Entry]) -> tuple[LabelDecision, ...]:
    """An answer follows its row where its number or its text was corrected since; of two answers that meet so the later one holds."""
    renamed: dict[str, list[tuple[int, Mapping[str, str | None]]]] = {}
    for entry in known:
        edit = entry.body
        if isinstance(edit, RowEdit) and edit.kind == "field" and edit.into[0].keys() & {"number", "activity"}:
            renamed.setdefault(row_digest(edit.rows[0]), []).append((entry.id, edit.into[0]))
    found: dict[str, LabelDecision] = {}
    for entry in known:
        if isinstance(entry.body, LabelDecision):
            row = _renamed(entry.body.row, entry.id, renamed)
            target = label_target(row, entry.body.label)
            found.pop(target, None)
            found[target] = _placed(replace(entry.body, row=row), entry)
    return tuple(found.values())


def _renamed(
    row: RowReference, since: int, renamed: Mapping[str, Sequence[tuple[int, Mapping[str, str | None]]]]
) -> RowReference:
    while True:
        later = next(((at, said) for at, said in renamed.get(row_digest(row), ()) if at > since), None)
        if later is None:
            return row
        since, said = later
        row = replace(row, number=said.get("number", row.number), text=said.get("activity") or row.text)


def _placed(body: Placed, entry: Entry) -> Placed:
    """Where to find it: the entry, whichever cell it was first read from."""
    return replace(body, place=f"запись № {entry.id}")
