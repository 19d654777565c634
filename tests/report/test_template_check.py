"""Mistakes in a Word template are told with their paragraphs, and every field has its note."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_files import DAMAGE
from docx import Document

from reviewer.model.errors import UsageError
from reviewer.report.context import ReportContext
from reviewer.report.template_check import TemplateProblem, check_template
from reviewer.report.template_fields import all_notes, fields_of, records, root_fields
from reviewer.report.word import fill

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def template(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = path / "справка.docx"
    document.save(str(file))
    return file


def check(path: Path, *paragraphs: str) -> list[tuple[int, str, str | None]]:
    found: tuple[TemplateProblem, ...] = check_template(template(path, *paragraphs))
    return [(problem.paragraph, problem.message, problem.suggestion) for problem in found]


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.docx")), ids=lambda file: file.stem)
def test_the_shipped_templates_are_sound(file: Path) -> None:
    assert check_template(file) == ()


def test_unknown_fields_are_named_with_paragraph_and_nearest(tmp_path: Path) -> None:
    assert check(tmp_path, "Справка", "", "{{ regoin }}", "{{ order.nomer }} и {{ order.date }}") == [
        (2, "Поля «regoin» нет.", "region"),
        (3, "У «order» нет поля «nomer».", "number"),
    ]


def test_fields_of_the_items_of_a_loop_are_known(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        "{%p for item in reviewed %}",
        "{{ loop.index }} {{ item.name|inflect('gent') }} {{ item.nmae }}",
        "{%p for mark in item.marks if mark.wrod %}",
        "{{ mark.parameter.title }} {{ mark.parameter.tilte }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{{ item.name }}",
    )
    assert found == [
        (2, "У «item» нет поля «nmae».", "name"),
        (3, "У «mark» нет поля «wrod».", "word"),
        (4, "У «parameter» нет поля «tilte».", "title"),
        (7, "Поля «item» нет.", None),
    ]


def named(path: Path, name: str, *paragraphs: str) -> list[tuple[str, str | None]]:
    file = template(path, *paragraphs).rename(path / name)
    return [(problem.message, problem.suggestion) for problem in check_template(file)]


def test_each_template_has_its_own_fields(tmp_path: Path) -> None:
    changes = "{%p for item in municipalities %}{{ item.edited }}{{ item.markz }}{%p endfor %}{{ dynamics }}"
    assert named(tmp_path, "сведения-об-изменениях.docx", changes) == [("У «item» нет поля «markz».", None)]
    assert named(tmp_path, "справка.docx", changes, "{{ municipality.name }}") == [
        ("У «item» нет поля «edited».", None),
        ("У «item» нет поля «markz».", "marks"),
        ("Поля «dynamics» нет.", None),
        ("Поля «municipality» нет.", "municipalities"),
    ]
    assert named(tmp_path, "черновик.docx", changes, "{{ municipality.name }}") == [
        ("У «item» нет поля «markz».", "marks")
    ]


def test_types_pass_through_filters_and_assignments(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        "{% set best = statements|sort(attribute='count')|first %}{{ best.title }}{{ best.naem }}",
        "{{ municipalities.name }}",
        "{{ (reviewed|list)[0].official }}{{ (reviewed|list)[0].offical }}",
    )
    assert found == [
        (1, "У «best» нет поля «naem».", "names"),
        (2, "«municipalities» – список: поле «name» есть у его элементов, нужен цикл for.", None),
        (3, "У «reviewed» нет поля «offical».", "official"),
    ]


def test_unknown_filters_and_tests_are_told(tmp_path: Path) -> None:
    assert check(tmp_path, "{{ region|inflekt('gent') }}", "{% if centre is definded %}да{% endif %}") == [
        (1, "Фильтра «inflekt» нет.", "inflect"),
        (2, "Проверки «definded» нет.", "defined"),
    ]


def test_a_tag_that_is_not_closed_is_told(tmp_path: Path) -> None:
    ((paragraph, message, _),) = check(tmp_path, "Начало", "{{ region", "Конец")
    assert (paragraph, message.startswith("Запись поля не разобрана")) == (3, True)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_and_never_filled(tmp_path: Path, damage: str) -> None:
    file = template(tmp_path, "{{ region }}")
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    with pytest.raises(UsageError, match="не открывается"):
        check_template(file)
    with pytest.raises(UsageError, match="не открывается"):
        fill(file, {})


def test_every_field_has_its_note_and_every_note_its_field() -> None:
    notes = all_notes()
    existing = {
        record.__name__: set(root_fields("заключение.docx") if record is ReportContext else fields_of(record))
        for record in records()
    }
    assert {name: set(record.fields) for name, record in notes.items()} == existing
    assert all(note.meaning and note.example for record in notes.values() for note in record.fields.values())
