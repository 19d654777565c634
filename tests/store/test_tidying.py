"""What nobody needs goes; what somebody needs, or is about to, stays."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.computed import Computed, key_of
from reviewer.store.encoding import to_json
from reviewer.store.moments import now
from reviewer.store.runs import RunSummary
from reviewer.store.schema import blob, computed, run
from reviewer.store.tidying import tidy
from reviewer.store.workspace import Workspace

OLD = timedelta(days=100)
USED, UNUSED = key_of("reading", "used"), key_of("reading", "unused")


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A campaign with a file, a run with an output and a used result, and a result that no run used. All of them are old."""
    cache = Computed(workspace)
    cache.keep(USED, b"used")
    cache.keep(UNUSED, b"unused")
    cache.write()
    names = {name: workspace.blobs.put(name.encode()) for name in ("handed in", "review", "output", "profile")}
    with workspace.writing() as connection:
        file = StoredFile("план.docx", names["handed in"], 9)
        made = add_campaign(connection, "Зима", "zaozerye", "методист")
        submission = hand_in(connection, made.id, [file], "методист", complete=True)
        for sha256 in set(names.values()) - {file.sha256}:
            connection.execute(blob.insert().values(sha256=sha256, size=1, stored_at=now() - OLD))
        summary = RunSummary(region="Заозёрье", computed=((USED.kind, USED.key),))
        connection.execute(
            run.insert().values(
                campaign_id=made.id,
                submission_id=submission.id,
                identity="1",
                manifest=to_json({"profile": names["profile"]}),
                review=names["review"],
                outputs=to_json([{"name": "справка.docx", "sha256": names["output"]}]),
                summary=to_json(summary),
                made_at=now(),
                author="",
            )
        )
        connection.execute(computed.update().values(stored_at=now() - OLD))
        connection.execute(blob.update().values(stored_at=now() - OLD))
    _age(workspace)
    return workspace


def _age(workspace: Workspace) -> None:
    long_ago = time.time() - OLD.total_seconds()
    for sha256 in workspace.blobs:
        os.utime(workspace.blobs.path(sha256), (long_ago, long_ago))


def _contents(workspace: Workspace) -> set[str]:
    found = {workspace.blobs.get(sha256) for sha256 in workspace.blobs}
    return {content.decode() for content in found if len(content) > 0 and content[0] != 0x78}


def test_only_what_nobody_needs_goes(filled: Workspace) -> None:
    before = len(list(filled.blobs))
    filled.blobs.put(b"just now")
    tidied = tidy(filled)
    assert (tidied.results, tidied.files) == (1, 1)
    assert tidied.bytes > 0
    assert _contents(filled) == {"handed in", "review", "output", "profile", "just now"}
    assert len(list(filled.blobs)) == before
    assert Computed(filled).recall(USED) == b"used"
    assert Computed(filled).recall(UNUSED) is None
    with filled.reading() as connection:
        entered = set(connection.execute(select(blob.c.sha256)).scalars())
    assert entered <= set(filled.blobs)
    assert tidy(filled).files == 0


def test_what_was_put_again_stays(filled: Workspace) -> None:
    cache = Computed(filled)
    cache.keep(key_of("reading", "another"), b"unused")
    assert tidy(filled).files == 0
    cache.write()
    assert Computed(filled).recall(key_of("reading", "another")) == b"unused"


def test_late_results_stay_for_their_days(filled: Workspace) -> None:
    assert tidy(filled, days=200).results == 0
    assert Computed(filled).recall(UNUSED) == b"unused"
    assert tidy(filled, days=0, runs_kept=0).results == 2


def test_what_was_left_unfinished_goes(filled: Workspace) -> None:
    left = filled.blobs.folder / "unfinished" / "tmpabc"
    left.write_bytes(b"12345")
    os.utime(left, (1, 1))
    freed = tidy(filled, days=200).bytes
    assert (freed, left.exists()) == (5, False)
