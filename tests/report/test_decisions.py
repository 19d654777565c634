"""The sheets on which a person decides: written, filled in, saved by any program, read back."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.model.corrections import Conflict, Corrections, Decided, Decision, LabelDecision, RowReference
from reviewer.model.errors import UsageError
from reviewer.report import pdf
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.writing import write_outputs

NOTHING_KNOWN = KnownTitles()
DAY = date(2024, 2, 1)


@pytest.fixture(scope="module")
def written(review, region, tmp_path_factory):
    """Writes the workbook of a review and says where it is."""

    def write(made=review):
        out = tmp_path_factory.mktemp("out")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf, "find_libreoffice", lambda: None)
            write_outputs(made, region, out)
        return out / "матрица.xlsx"

    return write


@pytest.fixture(scope="module")
def workbook(written):
    return written()


@pytest.fixture
def filled(workbook, tmp_path):
    """Fills cells in: `filled({"Решения": {(2, "Решение"): "соответствует"}})`, rows by number or by the texts in them."""

    def fill(cells, change=None):
        book = load_workbook(workbook)
        for title, values in cells.items():
            columns = _columns(book[title])
            for (row, column), value in values.items():
                book[title].cell(row, columns[column]).value = value
        if change:
            change(book)
        book.save(tmp_path / "заполнено.xlsx")
        return tmp_path / "заполнено.xlsx"

    return fill


def _columns(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def _rows(sheet):
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def _fault(path):
    with pytest.raises(UsageError) as caught:
        read_decisions(path, NOTHING_KNOWN)
    return str(caught.value)


ANSWERED = {
    "Решения": {
        (2, "Решение"): "не соответствует",
        (2, "Комментарий"): "Представлена не та редакция",
        (2, "Кто решил"): "методист отдела оценки",
        (2, "Дата"): DAY,
        (9, "Решение"): "уточнить",
    },
    "Проверить": {(2, "Решение"): "нет", (3, "Решение"): "да"},
}


def _check_answered(corrections):
    first, second = corrections.verdicts
    assert (first.municipality, first.parameter, first.verdict) == ("zaozerye", "submitted", "not_met")
    assert (first.comment, first.who, first.when) == ("Представлена не та редакция", "методист отдела оценки", DAY)
    assert (second.municipality, second.parameter, second.verdict) == ("lesnogorsk", "concrete_deadlines", "unknown")
    no, yes = corrections.labels
    assert (no.holds, no.label, no.row.number, no.row.row) == (False, "objectivity", "1.1", 1)
    assert (yes.holds, yes.row.number, yes.row.file) == (True, "1.6", "План zaozerye 2024.docx")


def test_every_verdict_has_a_row_with_its_ids_hidden(workbook, review):
    sheet = load_workbook(workbook)["Решения"]
    rows = _rows(sheet)
    expected = [(item.id, verdict.parameter) for item in review.municipalities for verdict in item.verdicts]
    assert [(row["Код муниципалитета"], row["Код параметра"]) for row in rows] == expected
    assert (rows[1]["Вывод программы"], rows[1]["Значение"]) == ("соответствует", 16)
    assert rows[1]["Где подтверждение"].endswith("и ещё 12")
    assert {row["Решение"] for row in rows} == {None}
    assert sheet.column_dimensions["L"].hidden
    assert sheet.column_dimensions["M"].hidden


def test_the_answers_are_offered(workbook):
    book = load_workbook(workbook)
    (verdicts,) = book["Решения"].data_validations.dataValidation
    assert verdicts.formula1 == '"соответствует,соответствует частично,не соответствует,уточнить"'
    assert str(verdicts.sqref) == f"G2:G{book['Решения'].max_row}"
    (labels,) = book["Проверить"].data_validations.dataValidation
    assert labels.formula1 == '"да,нет"'


def test_every_doubtful_label_is_a_question(workbook, review):
    rows = _rows(load_workbook(workbook)["Проверить"])
    asked = [
        facts for item in review.municipalities if item.reviewed for facts in item.reviewed.facts if facts.doubtful
    ]
    assert len(rows) == len(asked)
    assert (rows[0]["Что проверить"], rows[0]["Код признака"]) == ("объективность оценочных процедур", "objectivity")


def test_nothing_filled_in_is_no_decision(workbook):
    found = read_decisions(workbook, NOTHING_KNOWN)
    assert (found.verdicts, found.labels) == ((), ())


def test_what_was_filled_in_is_read_back(filled):
    _check_answered(read_decisions(filled(ANSWERED), NOTHING_KNOWN))


def _turned_round(book):
    """Rows in reverse, columns too, some hidden, a title above the head."""
    for title in ("Решения", "Проверить"):
        sheet = book[title]
        head, *rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        book.remove(sheet)
        other = book.create_sheet(f"{title} (копия)")
        other.append(["Экспертиза"])
        for row in (head, *reversed(rows)):
            other.append(row)
        other.row_dimensions[5].hidden = True
        other.sheet_state = "hidden"


def test_rows_may_be_sorted_columns_moved_and_sheets_renamed(filled):
    found = read_decisions(filled(ANSWERED, _turned_round), NOTHING_KNOWN)
    _check_answered(replace(found, verdicts=found.verdicts[::-1], labels=found.labels[::-1]))


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_libreoffice_is_read_back(filled, review, tmp_path):
    saved = tmp_path / "сохранено"
    subprocess.run(
        [
            *(str(find_libreoffice()), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--convert-to", "xlsx", "--outdir", str(saved), str(filled(ANSWERED))),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = read_decisions(saved / "заполнено.xlsx", NOTHING_KNOWN)
    _check_answered(found)
    _check_former(found, review)


def _check_former(corrections, review):
    """The roadmaps that the workbook was made of, as they were but for the text round the table."""
    made = {item.id: replace(item.reviewed.roadmap, front_text="") for item in review.municipalities if item.reviewed}
    assert {name: replace(roadmap, notices=()) for name, roadmap in corrections.former.items()} == {
        name: replace(roadmap, notices=()) for name, roadmap in made.items()
    }


def test_the_roadmaps_are_read_back_in_their_order(filled, review):
    def turn(book):
        rows = list(book["Мероприятия"].iter_rows(min_row=2, values_only=True))
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                book["Мероприятия"].cell(number, column).value = value

    _check_former(read_decisions(filled({}, turn), NOTHING_KNOWN), review)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (" Соответствует. ", "met"),
        ("«соответствует частично»", "partly"),
        ("+", "met"),
        ("±", "partly"),
        ("–", "not_met"),
    ],
)
def test_answers_are_understood_as_people_write_them(filled, answer, verdict):
    (decision,) = read_decisions(filled({"Решения": {(2, "Решение"): answer}}), NOTHING_KNOWN).verdicts
    assert decision.verdict == verdict


@pytest.mark.parametrize("day", ["01.02.2024", "1 февраля 2024 г.", "2024-02-01", DAY])
def test_dates_are_understood_as_people_write_them(filled, day):
    (decision,) = read_decisions(
        filled({"Решения": {(2, "Комментарий"): "?", (2, "Дата"): day}}), NOTHING_KNOWN
    ).verdicts
    assert (decision.when, decision.verdict) == (DAY, None)


def test_all_wrong_cells_are_told_at_once_by_their_addresses(filled):
    wrong = {
        "Решения": {(2, "Решение"): "сответствует", (3, "Дата"): "вчера", (4, "Решение"): "да"},
        "Проверить": {(2, "Решение"): "наверное"},
    }
    told = _fault(filled(wrong)).splitlines()
    assert len(told) == 5
    assert "Решения!G2: «сответствует» – такого решения нет" in told[1]
    assert "Возможно, имелось в виду «соответствует»." in told[1]
    assert "Решения!J3: «вчера» – не дата" in told[2]
    assert "Решения!G4: «да»" in told[3]
    assert "Проверить!F2: «наверное»" in told[4]


def test_two_unlike_answers_to_one_question_are_told(filled):
    def copied(book):
        sheet = book["Решения"]
        sheet.append([cell.value for cell in sheet[2]])
        sheet.cell(sheet.max_row, 7).value = "соответствует"

    told = _fault(filled(ANSWERED, copied))
    assert "на тот же вопрос иначе отвечено в Решения!G2" in told


def test_the_same_answer_twice_counts_once(filled):
    def copied(book):
        sheet = book["Решения"]
        sheet.append([cell.value for cell in sheet[2]])

    _check_answered(read_decisions(filled(ANSWERED, copied), NOTHING_KNOWN))


def test_removed_ids_are_found_by_the_titles(filled, region):
    def without_ids(book):
        for title in ("Решения", "Проверить"):
            sheet = book[title]
            for column in sorted((at for name, at in _columns(sheet).items() if name.startswith("Код")), reverse=True):
                sheet.delete_cols(column)

    known = KnownTitles(
        {item.short.nominative: item.id for item in region.municipalities},
        {"Представление «дорожной карты»": "submitted", "Конкретность сроков": "concrete_deadlines"},
        {"Объективность оценочных процедур": "objectivity"},
    )
    _check_answered(read_decisions(filled(ANSWERED, without_ids), known))


def test_an_answer_to_an_unknown_question_is_told(filled):
    emptied = {"Решения": {(2, name): None for name in ("Муниципальное образование", "Код муниципалитета")}}
    emptied["Решения"][2, "Решение"] = "соответствует"
    assert "Решения!G2: в строке есть решение, но не видно, о чём оно" in _fault(filled(emptied))


def test_a_missing_column_is_told(filled):
    told = _fault(filled({}, lambda book: book["Решения"].delete_cols(7)))
    assert "лист «Решения»: не найдена строка заголовков" in told
    assert "«Решение»" in told


def test_a_formula_that_shows_nothing_is_told(filled):
    assert "лист «Решения»: есть формулы без значения" in _fault(filled({"Решения": {(2, "Решение"): "=G3"}}))


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "other", "bomb"])
def test_a_file_that_is_no_such_workbook_is_refused(tmp_path, kind):
    path = tmp_path / "решения.xlsx"
    if kind == "text":
        path.write_text("решения", encoding="utf-8")
    elif kind == "empty":
        path.touch()
    elif kind == "other":
        Workbook().save(path)
    elif kind == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b" " * 200_000_000)
    assert "--decisions" in _fault(path)


DECISION = Decision("zaozerye", "submitted", "partly", "Дослать приложение", "методист", DAY)


def _with(review, decided, verdict=None):
    """The review with that outcome of decisions, and `verdict` in place of the first."""
    first, *others = review.municipalities
    if verdict:
        first = replace(first, verdicts=(verdict, *first.verdicts[1:]))
    return replace(review, municipalities=(first, *others), decided=decided)


@pytest.fixture(scope="module")
def decided(review):
    verdict = replace(review.municipalities[0].verdicts[0], verdict="partly", program="met", decision=DECISION)
    return _with(review, Decided(Corrections((DECISION,), sha256="0")), verdict)


def test_decisions_are_carried_over_to_the_next_workbook(written, decided):
    path = written(decided)
    row = _rows(load_workbook(path)["Решения"])[0]
    assert (row["Вывод программы"], row["Решение"], row["Что с решением"]) == (
        "соответствует",
        "соответствует частично",
        "учтено",
    )
    (again,) = read_decisions(path, NOTHING_KNOWN).verdicts
    assert replace(again, place="", municipality_title="", parameter_title="") == DECISION


def test_the_matrix_marks_what_a_person_decided(written, decided):
    sheet = load_workbook(written(decided))["Матрица"]
    assert sheet["E2"].value == "±*"
    assert any("решение методиста" in str(cell.value) for cell in sheet["A"])


def test_what_could_not_be_followed_is_kept_with_the_reason(written, review):
    gone = Decision("gone", "submitted", "met", "Важно", municipality_title="Бывший район")
    row = RowReference("zaozerye", "план.docx", "9.9", "Такого больше нет", 1, 2, 3)
    label = LabelDecision(row, "parents", holds=True, label_title="Родители")
    conflicts = (Conflict.of(gone, "Его больше нет."), Conflict.of(label, "Строки больше нет."))
    path = written(_with(review, Decided(Corrections((gone,), (label,)), conflicts)))
    book = load_workbook(path)
    kept = _rows(book["Решения"])[-1]
    assert (kept["Муниципальное образование"], kept["Что с решением"]) == ("Бывший район", "не учтено: Его больше нет.")
    assert _rows(book["Проверить"])[-1]["Что с решением"] == "не учтено: Строки больше нет."
    again = read_decisions(path, NOTHING_KNOWN)
    assert [(item.municipality, item.verdict, item.comment) for item in again.verdicts] == [("gone", "met", "Важно")]
    assert [(item.row, item.holds) for item in again.labels] == [(row, True)]


def test_an_answered_question_stays_on_its_sheet(written, review):
    facts = review.municipalities[0].reviewed.facts[1]
    source = facts.activity.source
    row = RowReference("zaozerye", source.file, facts.activity.number, facts.activity.activity, 1, 1, source.row)
    answer = LabelDecision(row, "parents", holds=False, who="методист")
    rows = _rows(load_workbook(written(_with(review, Decided(Corrections(labels=(answer,))))))["Проверить"])
    kept = [item for item in rows if item["Решение"]]
    assert [(item["Решение"], item["Кто решил"], item["Пункт"]) for item in kept] == [("нет", "методист", "1.2")]
