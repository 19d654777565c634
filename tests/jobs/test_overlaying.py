"""Files of one name: a new version of a roadmap takes the place of the older, the roadmap of somebody else does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from resubmitted import FIRST, OTHER, OWN, PROFILE, SECOND, own_plan, plan, review, stored

from reviewer.jobs.handing_in import add_files, begin_campaign
from reviewer.jobs.reproducing import reproduce
from reviewer.store.runs import Run, review_of
from reviewer.store.workspace import Workspace

NAME = "Дорожная карта.docx"
OTHERS = plan("Дорожная карта города Лугозёрск на 2026 год", FIRST[:3])
NOBODYS = plan("Дорожная карта на 2026 год", FIRST[:2])
Send = Callable[..., Run]


@pytest.fixture
def send(sqlite_workspace: Workspace, tmp_path: Path) -> Send:
    """Hands in a file of that name, again and again, and reviews the one campaign that there is."""
    begun: list[int] = []

    def sent(content: bytes, name: str = NAME) -> Run:
        file = stored(sqlite_workspace, name, content)
        if begun:
            add_files(sqlite_workspace, begun[0], [file], "методист")
        else:
            begun.append(begin_campaign(sqlite_workspace, ("Зима", PROFILE), [file], "методист").campaign.id)
        return review(sqlite_workspace, begun[0], tmp_path / "out")

    return sent


def files_of(run: Run) -> dict[str, tuple[str, ...]]:
    names = {"Кедроборский район": OWN, "г. Лугозёрск": OTHER}
    return {names[one.name]: one.files for one in run.summary.municipalities if one.files}


def test_another_municipality_takes_nobodys_place(send: Send, sqlite_workspace: Workspace) -> None:
    assert files_of(send(own_plan(FIRST))) == {OWN: (NAME,)}
    both = send(OTHERS)
    assert files_of(both) == {OWN: ("Дорожная карта (представление № 1).docx",), OTHER: (NAME,)}
    assert reproduce(sqlite_workspace, both.id, jobs=1).differing == ()


def test_a_new_version_takes_the_place_of_its_own(send: Send, sqlite_workspace: Workspace) -> None:
    send(own_plan(FIRST))
    send(OTHERS)
    last = send(own_plan(SECOND))
    assert files_of(last) == {OWN: (NAME,), OTHER: ("Дорожная карта (представление № 2).docx",)}
    own = next(one for one in review_of(sqlite_workspace.blobs, last).municipalities if one.id == OWN)
    assert [one.activity for one in own.reviewed.roadmap.activities] == [row[1] for row in SECOND]


@pytest.mark.parametrize("versions", [[FIRST, SECOND], [FIRST, SECOND, FIRST]])
def test_of_one_municipality_the_last_version_counts(send: Send, versions: Sequence[Sequence[tuple[str, ...]]]) -> None:
    for rows in versions:
        run = send(own_plan(rows))
    assert files_of(run) == {OWN: (NAME,)}


def test_what_is_nobodys_is_taken_for_a_new_version(send: Send) -> None:
    """It cannot be told from one; whose it is a person is asked."""
    send(own_plan(FIRST))
    run = send(NOBODYS)
    assert files_of(run) == {}
    assert run.summary.unmatched == (NAME,)
