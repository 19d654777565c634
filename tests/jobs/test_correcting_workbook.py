"""Decisions of a workbook become entries: the new ones, and nothing over what is newer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import Workbook, load_workbook
from reviewed_campaign import OWNER, PROFILE, reviewed_campaign, roadmap

from reviewer.jobs.campaign_state import state_of
from reviewer.jobs.correcting import correct_label, correct_verdict, undo
from reviewer.jobs.correcting_rows import correct_field
from reviewer.jobs.correcting_workbook import import_workbook
from reviewer.jobs.correction_entering import Author
from reviewer.model.errors import UsageError
from reviewer.report import pdf
from reviewer.report.matrix import MATRIX
from reviewer.report.writing import write_outputs
from reviewer.rulebook.loading import load_region
from reviewer.store.history import deeds
from reviewer.verdicts.row_references import reference_to

ME = Author("Соседова А. А.", date(2026, 2, 3))
VERDICTS = ("Код муниципалитета", "Код параметра", "Решение", "Комментарий", "Кто решил", "Дата")
LABELS = (
    *("Код муниципалитета", "Код признака", "Пункт", "Мероприятие", "Решение", "Комментарий", "Кто решил", "Дата"),
    *("Файл", "Таблица", "Строка"),
)


@pytest.fixture
def campaign(workspace):
    return reviewed_campaign(workspace)


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    """The sheets are what is read back."""
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)


@pytest.fixture
def book(tmp_path):
    """Writes a workbook with these rows on «Решения» and «Проверить»."""

    def write(verdicts=(), labels=()):
        workbook = Workbook()
        sheet = workbook.active
        sheet.title = "Решения"
        for row in (VERDICTS, *verdicts):
            sheet.append(row)
        sheet = workbook.create_sheet("Проверить")
        for row in (LABELS, *labels):
            sheet.append(row)
        path = tmp_path / "решения.xlsx"
        workbook.save(path)
        return path

    return write


def _label(place, answer, *, label="parents", comment="", who="", when=None):
    row = roadmap().activities[place]
    source = row.source
    place = (source.file, source.table, source.row)
    return (OWNER, label, row.number, row.activity, answer, comment, who, when, *place)


def _verdict(answer, *, parameter="parents", comment="", who="", when=None):
    return (OWNER, parameter, answer, comment, who, when)


def _import(campaign, path, author=ME):
    return import_workbook(campaign.workspace, campaign.campaign, author, path)


def _known(campaign):
    with campaign.workspace.reading() as connection:
        return state_of(connection, campaign.workspace, campaign.campaign).known


def test_each_decision_is_an_entry_signed_as_the_sheet_has_it(campaign, book):
    signed = _verdict("не соответствует", comment="нет собраний", who="Ветрова Б. Б.", when=date(2026, 1, 30))
    imported = _import(campaign, book([signed], [_label(0, "да")]))
    assert not imported.refused
    one, two = _known(campaign)
    assert (one.author, one.reason, one.body.when) == ("Ветрова Б. Б.", "нет собраний", date(2026, 1, 30))
    assert (two.author, two.body.holds, two.body.when) == ("Соседова А. А.", True, date(2026, 2, 3))
    review = campaign.review_again()
    assert not review.decided.conflicts
    assert review.municipalities[0].verdict("parents").verdict == "not_met"
    with campaign.workspace.reading() as connection:
        deed = next(deed for deed in deeds(connection, campaign.campaign) if deed.kind == "import")
    assert (deed.author, deed.body["entered"]) == ("Соседова А. А.", 2)


def test_what_is_in_force_the_same_is_not_entered_twice(campaign, book):
    path = book([_verdict("не соответствует", comment="нет  собраний")], [_label(0, "да"), _label(1, "нет")])
    assert len(_import(campaign, path).entered) == 3
    again = _import(campaign, path)
    assert (len(again.entered), again.known, again.refused) == (0, 3, ())
    changed = book([_verdict("уточнить", comment="нет собраний")], [_label(0, "да"), _label(1, "да")])
    third = _import(campaign, changed)
    assert ([one.now for one in third.entered], third.known) == (["уточнить", "да"], 1)


def test_what_was_replaced_or_taken_back_since_does_not_come_back_unseen(campaign, book):
    path = book([_verdict("не соответствует", comment="нет собраний")], [_label(0, "да")])
    first, second = _import(campaign, path).entered
    correct_verdict(
        campaign.workspace, campaign.campaign, ME, municipality=OWNER, parameter="parents", verdict="met", reason="есть"
    )
    undo(campaign.workspace, campaign.campaign, ME, number=second.entry.id)
    again = _import(campaign, path)
    assert not again.entered
    told = "\n".join(again.refused)
    assert (
        f"Решения!C2: Это решение уже было внесено (запись № {first.entry.id}), а теперь иначе: соответствует" in told
    )
    assert f"Проверить!E2: Это решение уже было внесено (запись № {second.entry.id})" in told


def test_a_decision_dated_before_the_one_in_force_is_told_and_not_entered(campaign, book):
    entered = correct_label(
        campaign.workspace, campaign.campaign, ME, row=_reference(0), label="parents", holds=False
    ).entry
    today = entered.at.astimezone().date()
    old = book(labels=[_label(0, "да", who="Ветрова", when=today - timedelta(days=1))])
    assert "Позже решено иначе: нет" in _import(campaign, old).refused[0]
    new = book(labels=[_label(0, "да", who="Ветрова", when=today)])
    assert _import(campaign, new).entered[0].replaced == entered


def _reference(place):
    return reference_to(OWNER, roadmap().activities[place])


def test_what_is_not_there_is_told_by_its_cell_and_the_rest_is_entered(campaign, book):
    gone = list(_label(1, "да"))
    gone[3] = "Такого мероприятия нет"
    path = book(
        [_verdict("соответствует", parameter="цвет"), _verdict("соответствует")],
        [gone, _label(0, "да", label="признак"), _label(0, "нет")],
    )
    imported = _import(campaign, path)
    assert len(imported.entered) == 2
    assert [line.partition(":")[0] for line in imported.refused] == ["Решения!C2", "Проверить!E2", "Проверить!E3"]


def test_a_wrong_cell_leaves_nothing_entered(campaign, book):
    path = book([_verdict("хорошо"), _verdict("соответствует", parameter="objectivity")])
    with pytest.raises(UsageError, match="ничего не внесено") as refused:
        _import(campaign, path)
    assert "--decisions" not in refused.value.message
    assert _known(campaign) == ()


def test_a_workbook_of_an_earlier_version_is_entered_on_that_version(campaign, tmp_path):
    region = load_region(PROFILE)
    write_outputs(campaign.review_again(), region, tmp_path / "out", templates=None)
    plan = roadmap()
    rows = [replace(plan.activities[0], activity="Совещание с директорами школ по итогам года"), *plan.activities[1:]]
    newer = replace(plan, activities=tuple(rows))
    campaign.review_again(newer)
    path = tmp_path / "out" / MATRIX
    workbook = load_workbook(path)
    sheet = workbook["Проверить"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for place, number in ((0, 2), (1, 3)):
        filled = dict(zip(LABELS, _label(place, "да"), strict=True))
        for title, value in filled.items():
            sheet.cell(number, columns[title]).value = value
    workbook.save(path)
    imported = _import(campaign, path)
    assert len(imported.entered) == 2, imported.refused
    review = campaign.review_again(newer)
    (conflict,) = review.decided.conflicts
    assert "итогам года" in conflict.message
    assert len([one for one in review.decided.corrections.labels if not one.outdated]) == 1


def test_an_answer_that_followed_its_row_is_known_again(campaign, tmp_path):
    where = campaign.workspace, campaign.campaign, ME
    correct_label(*where, row=_reference(0), label="parents", holds=True)
    correct_field(*where, row=_reference(0), field="number", text="9.9")
    write_outputs(campaign.review_again(), load_region(PROFILE), tmp_path / "out", templates=None)
    imported = _import(campaign, tmp_path / "out" / MATRIX)
    assert (imported.entered, imported.known, imported.refused) == ((), 1, ())


def test_a_workbook_that_is_not_there_is_told(campaign, tmp_path):
    with pytest.raises(UsageError, match="нет такой"):
        import_workbook(campaign.workspace, campaign.campaign, ME, tmp_path / "нет такой.xlsx")
