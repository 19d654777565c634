"""Archives in the folder, or named in the call, are opened for as long as the command runs."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from reviewer.cli.app import DONE, SOME_UNREAD, call
from reviewer.documents.office.libreoffice import find_libreoffice


@pytest.fixture
def sample(project: Path) -> Path:
    return next((project / "corpora/samples/roadmaps").glob("*Лугоз*.docx"))


@pytest.fixture
def unpacked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    folder = tmp_path / "временное"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_extract_tells_of_each_file_in_an_archive(
    sample: Path, tmp_path: Path, unpacked_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "почта.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sample, "Лугозёрск/план.docx")
        archive.writestr("письмо.txt", "Направляем план.")
        archive.writestr("__MACOSX/._план.docx", b"")
    assert call(["extract", str(sample), str(path), "--json"]) == SOME_UNREAD
    alone, packed, letter = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (alone["file"], packed["file"]) == (str(sample), f"{path}/Лугозёрск/план.docx")
    assert packed["activities"] == alone["activities"]
    assert (letter["file"], letter["error"]["code"]) == (f"{path}/письмо.txt", "unsupported-txt")
    assert list(unpacked_to.iterdir()) == []


def test_review_takes_the_files_of_archives_for_files_of_the_folder(
    project: Path, sample: Path, tmp_path: Path, unpacked_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    with zipfile.ZipFile(folder / "почта.zip", "w") as archive:
        archive.write(sample, "Лугозёрск/план.docx")
    out, region = str(tmp_path / "out"), str(project / "rules/zaozerye")
    assert call(["review", str(folder), "--region", region, "--out", out, "--json"]) == DONE
    result = json.loads(capsys.readouterr().out)
    assert [file for item in result["municipalities"] for file in item["files"]] == ["почта.zip/Лугозёрск/план.docx"]
    written, printed = ({path.stem for path in Path(out).rglob(kind)} for kind in ("*.docx", "*.pdf"))
    assert printed == (written if find_libreoffice() else set())
    assert list(unpacked_to.iterdir()) == []


@pytest.mark.usefixtures("no_libreoffice")
def test_an_archive_that_cannot_be_opened_is_an_error_of_its_municipality(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    with zipfile.ZipFile(folder / "Лугозёрск.zip", "w") as archive:
        archive.writestr("папка/", b"")
    out, region = str(tmp_path / "out"), str(project / "rules/zaozerye")
    assert call(["review", str(folder), "--region", region, "--out", out, "--json"]) == SOME_UNREAD
    result = json.loads(capsys.readouterr().out)
    assert [(problem["file"], problem["code"]) for problem in result["problems"]] == [
        ("Лугозёрск.zip", "empty-archive")
    ]
    assert [item["status"] for item in result["municipalities"] if item["files"]] == ["unreadable"]
