"""«Сведения об изменениях»: what it says and how it looks."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from reviewer.model.corrections import Conflict, Decision, LabelDecision, RowReference
from reviewer.model.errors import UsageError
from reviewer.model.review import Review
from reviewer.report.changes_context import build_changes_context
from reviewer.report.changes_document import DOCUMENT, TEMPLATE, write_changes
from reviewer.report.changes_json import changes_form
from reviewer.report.cleaning import cleaned
from reviewer.verdicts.changes import Step, compare_runs

NEW_TEXT = "Районное собеседование с завучами школ по итогам первого полугодия"


def resubmitted(review: Review, identifier: str, text: str = NEW_TEXT) -> Review:
    """The same review with another file of one municipality: a row reworded, one dropped, one added."""
    municipality = next(one for one in review.municipalities if one.id == identifier)
    roadmap, facts = municipality.reviewed.roadmap, municipality.reviewed.facts
    reworded = replace(facts[1], activity=replace(facts[1].activity, activity=text))
    added = replace(facts[-1], activity=replace(facts[-1].activity, activity="Диктант для всех желающих", number="99"))
    changed = (facts[0], reworded, *facts[3:], added)
    new = replace(roadmap, file="новый файл.docx", activities=tuple(item.activity for item in changed))
    verdicts = tuple(
        replace(verdict, verdict="met", value=0.75, bucket_title="большинство")
        if verdict.parameter == "concrete_deadlines"
        else verdict
        for verdict in municipality.verdicts
    )
    renewed = replace(
        municipality, reviewed=replace(municipality.reviewed, roadmap=new, facts=changed), verdicts=verdicts
    )
    statements = tuple(
        replace(one, count=one.count + 1, percent=66.7, municipalities=(*one.municipalities, identifier))
        if one.id == "concrete_deadlines"
        else one
        for one in review.statements
    )
    others = tuple(renewed if one.id == identifier else one for one in review.municipalities)
    return replace(review, municipalities=others, statements=statements)


@pytest.fixture
def changes(review):
    return compare_runs(review, [Step("files", resubmitted(review, "kamensk"))])


def document_text(path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_in(path, style: str) -> str:
    body = docx.Document(str(path)).element.body
    return " ".join(
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for run in body.iter(qn("w:r"))
        if any(found.get(qn("w:val")) == style for found in run.iter(qn("w:rStyle")))
    )


def test_what_people_corrected_is_not_counted_as_sent(review, region):
    renewed = resubmitted(review, "kamensk")
    others = [
        replace(one, reviewed=replace(one.reviewed, as_read=before.reviewed.roadmap)) if one != before else one
        for one, before in zip(renewed.municipalities, review.municipalities, strict=True)
        if before.reviewed
    ]
    context = build_changes_context(
        compare_runs(review, [Step("decisions", replace(renewed, municipalities=tuple(others)))]), region
    )
    assert (context.added, context.dropped, context.edited) == (0, 0, 0)
    assert len(context.municipalities[0].added) == 1


def test_the_context_counts_and_names(changes, region):
    context = build_changes_context(changes, region)
    assert [str(name) for name in context.resubmitted] == ["Каменский р-н"]
    assert (context.added, context.dropped, context.edited) == (1, 1, 1)
    (row,) = context.dynamics
    assert (row.before, row.after, row.difference) == ("5 из 9 (55,6%)", "6 из 9 (66,7%)", "+11,1")
    assert row.joined == "Каменский р-н"
    assert row.because == "новый файл"
    (municipality,) = context.municipalities
    assert municipality.files.endswith("рассмотрен файл «новый файл.docx»")
    assert municipality.verdicts[0].before.startswith("соответствует частично (50%, ")
    assert municipality.verdicts[0].after == "соответствует (75%, большинство)"


def test_the_document_tells_it_all(changes, region, tmp_path):
    path = write_changes(build_changes_context(changes, region), tmp_path / "новая папка")
    assert path.name == DOCUMENT
    text = document_text(path)
    for told in (
        "Новые версии «дорожных карт» поступили от 1 муниципального образования из 9: Каменский р\u2011н.",
        "добавлено 1 мероприятие, исключено 1 мероприятие, изменено 1 мероприятие",
        "5 из 9 (55,6%)",
        "изменена формулировка",
        "Диктант для всех желающих",
        "соответствует (75%, большинство)",
    ):
        assert told in text, told
    assert "{" not in text
    assert "Районное" in words_in(path, "AddedWords")
    assert "Собеседование" not in words_in(path, "AddedWords")


def test_decisions_to_be_confirmed_are_listed(changes, region, tmp_path):
    row = RowReference("kamensk", "план.docx", "2.", "Собеседование с директорами школ")
    conflicts = (
        Conflict.of(Decision("zaozerye", "parents", "met"), "Параметр измерен иначе."),
        Conflict.of(
            LabelDecision(row, "objectivity", holds=True, label_title="Объективность"), "Мероприятие исключено."
        ),
    )
    context = build_changes_context(changes, region, conflicts)
    assert [(one.municipality, one.about) for one in context.conflicts] == [
        ("г. Заозерье", "Работа с родителями"),
        ("Каменский р-н", "п. 2: Объективность"),
    ]
    assert "Мероприятие исключено." in document_text(write_changes(context, tmp_path))


def test_words_that_are_gone_are_struck_and_new_ones_underlined(project):
    styles = docx.Document(str(project / "templates" / TEMPLATE)).styles
    assert styles["Removed Words"].font.strike
    assert styles["Added Words"].font.underline


def test_nothing_changed(review, region, tmp_path):
    context = build_changes_context(compare_runs(review, [Step("rules", review)]), region)
    assert context.municipalities == ()
    text = document_text(write_changes(context, tmp_path))
    assert "Новые версии «дорожных карт» не представлены." in text
    assert "Показатели справки не изменились." in text
    assert "Изменений нет." in text


def test_other_rules_are_named(review, region, tmp_path):
    newer = replace(review, rules=replace(review.rules, version="2025.1.0"))
    context = build_changes_context(compare_runs(review, [Step("rules", newer)]), region)
    assert "ранее – zarechye, версия 2024.1.0, теперь – zarechye, версия 2025.1.0" in document_text(
        write_changes(context, tmp_path)
    )


@pytest.mark.parametrize(
    "text", ["{{ 7 * 7 }} {% for x in y %}", "<w:p/> & </w:t>", "=cmd|'/c calc'!A1", "\x07\u202eобратно", "Щ" * 10_000]
)
def test_hostile_texts_pass_through(review, region, tmp_path, text):
    changes = compare_runs(review, [Step("files", resubmitted(review, "kamensk", text))])
    path = write_changes(build_changes_context(cleaned(changes), cleaned(region)), tmp_path)
    shown = document_text(path)
    assert "49" not in shown
    kept = text.replace("\x07", "").replace("\u202e", "")
    assert kept[:200] in shown.replace("\u00a0", " ")


def test_the_json_form_has_every_field_word_by_word(changes):
    form = changes_form(changes)
    (municipality,) = form["municipalities"]
    activities = municipality["activities"]
    (edited,) = [one for one in activities["changed"] if one["kind"] == "reworded"]
    (field,) = edited["fields"]
    assert field["new"] == NEW_TEXT
    assert {run["kind"] for run in field["words"]} == {"kept", "removed", "added"}
    assert (len(activities["added"]), len(activities["dropped"])) == (1, 1)
    assert form["statements"][0]["new"]["percent"] == 66.7


def test_a_folder_that_is_a_file_is_told(changes, region, tmp_path):
    (tmp_path / "занято").write_text("")
    with pytest.raises(UsageError, match="Не удаётся записать"):
        write_changes(build_changes_context(changes, region), tmp_path / "занято")


def test_the_script_makes_the_shipped_template(project, tmp_path):
    script = project / "templates" / "build_changes.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=project)
    with zipfile.ZipFile(project / "templates" / TEMPLATE) as shipped, zipfile.ZipFile(tmp_path / TEMPLATE) as made:
        assert shipped.namelist() == made.namelist()
        for member in shipped.namelist():
            assert shipped.read(member) == made.read(member), member


def test_nothing_in_the_template_is_formatted_by_hand(project):
    body = docx.Document(str(project / "templates" / TEMPLATE)).element.body
    assert [node for node in body.iter(qn("w:rPr")) if {child.tag for child in node} - {qn("w:rStyle")}] == []
    assert all({child.tag for child in node} <= {qn("w:pStyle"), qn("w:sectPr")} for node in body.iter(qn("w:pPr")))
