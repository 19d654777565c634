"""`reviewer templates` on the command line, and a region's own templates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from reviewer.cli.app import call

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def broken(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("{{ regoin }}")
    file = folder / "справка.docx"
    document.save(str(file))
    return file


def test_a_mistake_is_told_with_its_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["templates", "check", str(broken(tmp_path))]) == 2
    told = capsys.readouterr().out
    assert "абзац 1: Поля «regoin» нет. Возможно, имелось в виду «region»." in told
    assert "{{ regoin }}" in told


def test_mistakes_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = TEMPLATES / "заключение.docx"
    assert call(["templates", "check", str(sound), str(broken(tmp_path)), "--json"]) == 2
    first, second = json.loads(capsys.readouterr().out)
    assert (first["problems"], second["problems"][0]["suggestion"]) == ([], "region")


def test_a_missing_template_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["templates", "check", str(tmp_path / "нет.docx")]) == 2
    assert "не найден" in capsys.readouterr().err


def test_fields_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["templates", "fields"]) == 0
    assert "signer_position" in capsys.readouterr().out
    assert call(["templates", "fields", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["QuoteView"]["fields"]["place"]["example"].startswith("п. 3.1")
