"""What `--region` means: a name is the version in force in the workspace, a path exactly that folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.resources import data_folder
from reviewer.store.campaigns import campaigns
from reviewer.store.profile_archives import files_of, packed_profile
from reviewer.store.rulesets import SHIPPED, add_version, sources_of
from reviewer.store.workspace import Workspace, create_workspace

pytestmark = pytest.mark.usefixtures("no_libreoffice")

SHIPPED_FOLDER = data_folder("rules") / "zaozerye"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "workspace")


@pytest.fixture
def folder(project: Path, tmp_path: Path) -> Path:
    made = tmp_path / "планы"
    made.mkdir()
    sample = next((project / "corpora/samples/roadmaps").glob("*Лугоз*.docx"))
    (made / "план.docx").write_bytes(sample.read_bytes())
    return made


def _put(workspace: Workspace, name: str, version: str) -> None:
    """Put the shipped profile, of another version and name, in force in the workspace."""
    files = {
        path: content.replace(b"version: 2026.1.0", f"version: {version}".encode()).replace(
            b"pack: zaozerye", f"pack: {name}".encode()
        )
        for path, content in files_of(SHIPPED_FOLDER).items()
    }
    with workspace.writing() as connection:
        # A region that is begun in the browser has no folder: what it stands on is found by the name that it extends.
        sources = sources_of(connection, workspace.blobs, "zaozerye")
        with sources.changed("zaozerye", files).laid_out() as laid_out:
            own = laid_out.rename(laid_out.with_name(name))
            content = packed_profile(own)
            own.rename(laid_out)
        add_version(connection, workspace.blobs, name, content, author="методист", note="", seen=SHIPPED)


def _version(workspace: Workspace, folder: Path, region: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    place = more or ("--workspace", str(workspace.folder))
    out = str(folder.parent / "out")
    assert call(["review", str(folder), "--region", region, "--out", out, "--json", *place]) == DONE
    return str(json.loads(capsys.readouterr().out)["rules"]["version"])


def test_a_name_means_what_is_in_force_and_a_path_its_folder(
    workspace: Workspace, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _version(workspace, folder, "zaozerye", capsys) == "2026.1.0"
    _put(workspace, "zaozerye", "2026.7.0")
    assert _version(workspace, folder, "zaozerye", capsys) == "2026.7.0"
    assert _version(workspace, folder, str(SHIPPED_FOLDER), capsys) == "2026.1.0"
    assert _version(workspace, folder, "zaozerye", capsys, "--no-workspace") == "2026.1.0"
    with workspace.reading() as connection:
        (one,) = campaigns(connection)
    assert Path(one.profile).resolve() == SHIPPED_FOLDER.resolve(), "no temporary folder is remembered"


def test_a_region_that_only_the_workspace_has(
    workspace: Workspace, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(workspace, "ruchyi", "2026.3.0")
    assert _version(workspace, folder, "ruchyi", capsys) == "2026.3.0"
    with workspace.reading() as connection:
        (one,) = campaigns(connection)
    assert one.profile == "ruchyi"
    assert call(["review", str(folder), "--region", "reka", "--out", str(folder.parent / "out")]) == WRONG_CALL
    assert "Нет профиля «reka»" in capsys.readouterr().err
