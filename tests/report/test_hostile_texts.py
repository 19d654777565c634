"""Whatever strangers write passes through every output as a text: in plans, names of files, comments of decisions."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from reviewer.model.corrections import (
    Conflict,
    Corrections,
    Decided,
    Decision,
    LabelDecision,
    RowChange,
    RowEdit,
    RowReference,
)
from reviewer.report import pdf
from reviewer.report.cleaning import clean_text
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.review_json import review_to_json
from reviewer.report.writing import write_outputs

STRANGERS = frozenset(
    {
        *("activity", "section", "deadline", "responsible", "participants", "outcome", "understood", "front_text"),
        *("file", "files", "unmatched_files", "quote", "finding", "remark", "notes", "message"),
        *("comment", "who", "label_title", "municipality_title", "text", "number"),
    }
)
"""Fields whose texts come from files."""
HOSTILE = {
    "jinja": "{{ 7 * 7 }} {% for x in y %} {# нет #} {{ region.__class__.__mro__ }}",
    "jinja-broken": "{% endfor %} {{ ",
    "xml": "</w:t></w:r><w:r><w:br/> <!-- --> <![CDATA[ ]]> &amp; & &#x1; <?xml?>",
    "formula": '=cmd|"/c calc"!A1',
    "plus": "+1+cmd",
    "minus": "-1-cmd",
    "at": "@SUM(A1:A9)",
    "tab-formula": "\t=1+1",
    "line-formula": "\n=1+1",
    "link": '=HYPERLINK("http://example.org";"ссылка")',
    "control": "до\x00\x01\x08\x0b\x0c\x1f\x7f\x85после",
    "surrogates": "до\ud800\udfff\udc00после",
    "no-characters": "до\ufffe\uffff\ufdd0после",
    "right-to-left": "план\u202exslx.exe\u202c \u200f\u2067отчёт\u2069",
    "endless": "а" * 10_000,
    "endless-latin": "W" * 40_000,
    "escape": "_x0041_ _x000D_ _x005F_",
    "quotes": "«\"'`»; DROP TABLE; ../../etc/passwd",
    "lines": "\r\n".join(["строка"] * 300),
    "combining": "е" + "\u0301" * 500,
    "emoji": "👩‍👩‍👧‍👦 🇷🇺 𝕏",
    "format": "%s %d {0} {} &P &N &A",
}


def _mixtures():
    """Made of all of them at random, the same each time."""
    chance = random.Random(20240115)  # noqa: S311 - no secret
    parts = [text[:200] for text in HOSTILE.values()]
    for number in range(4):
        yield pytest.param("".join(chance.choices(parts, k=12)), id=f"mixture-{number}")


TEXTS = [*(pytest.param(text, id=name) for name, text in HOSTILE.items()), *_mixtures()]


def _poisoned(value, text, name=""):
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{item.name: _poisoned(getattr(value, item.name), text, item.name) for item in fields(value)}
        )
    if isinstance(value, tuple):
        return tuple(_poisoned(item, text, name) for item in value)
    if isinstance(value, dict):
        return {key: _poisoned(item, text, key) for key, item in value.items()}
    return text if isinstance(value, str) and name in STRANGERS else value


def _decided(review):
    """Two municipalities of the review with a decision, an answer, and a conflict of each kind."""
    first, unread = review.municipalities[0], review.municipalities[-2]
    decision = Decision("zaozerye", "submitted", "not_met", "текст", "текст", date(2024, 2, 1))
    gone = replace(decision, municipality="gone", municipality_title="текст")
    facts = first.reviewed.facts[0]
    source = facts.activity.source
    row = RowReference("zaozerye", source.file, facts.activity.number, facts.activity.activity, 1, 1, source.row)
    label = LabelDecision(row, "objectivity", holds=True, comment="текст", who="текст", label_title="текст")
    lost = replace(label, row=replace(row, number="99", text="текст"))
    edit = RowEdit("field", "zaozerye", (row,), ({"deadline": "текст"},), comment="текст", who="текст")
    change = RowChange(edit, (facts.activity,), (replace(facts.activity, deadline="текст"),))
    verdict = replace(first.verdicts[0], verdict="not_met", program="met", decision=decision, remark="текст")
    return replace(
        review,
        municipalities=(replace(first, verdicts=(verdict, *first.verdicts[1:])), unread),
        decided=Decided(
            Corrections((decision, gone), (label, lost), "0", rows=(edit, edit)),
            tuple(Conflict.of(item, "текст") for item in (gone, lost, edit)),
            row_changes=(change,),
        ),
    )


@pytest.fixture(scope="module", params=TEXTS)
def poisoned(request, review, region, tmp_path_factory):
    """The hostile text, the review that is full of it, and the folder of its outputs."""
    made = _poisoned(_decided(review), request.param)
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "find_libreoffice", lambda: None)
        write_outputs(made, region, out)
    return request.param, made, out


def _letters(text):
    """What is left of a text whatever a format does to spaces."""
    return re.sub(r"\s+", "", clean_text(text))


def test_every_part_of_every_package_is_xml(poisoned):
    _, _, out = poisoned
    packages = [*out.glob("*.docx"), *out.glob("*.xlsx"), *out.glob("*/*.docx")]
    names = {package.name for package in packages}
    assert names >= {"справка.docx", "матрица.xlsx", "г. Заозерье.docx", "Староключевской район.docx"}
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.parse(io.BytesIO(archive.read(name)))


def test_no_cell_is_a_formula_or_a_link(poisoned):
    text, _, out = poisoned
    book = load_workbook(out / "матрица.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert not any(
        cell.value.startswith(("=", "+", "-", "@")) and not cell.quotePrefix for cell in cells if cell.data_type == "s"
    )
    assert max(len(cell.value) for cell in cells if cell.data_type == "s") <= 32_767
    rows = book["Мероприятия"].iter_rows(min_row=2, max_row=2, values_only=True)
    shown = _letters(next(rows)[3].replace("_x005F_", "_"))
    assert _letters(text).startswith(shown) if len(text) > 30_000 else shown == _letters(text)


def test_the_conclusion_quotes_it_as_it_is(poisoned):
    text, _, out = poisoned
    said = "".join(paragraph.text for paragraph in _paragraphs(Document(out / "заключения" / "г. Заозерье.docx")))
    assert _letters(text)[:150] in _letters(said).replace("\u00a0", "").replace("\u2011", "-")


def _paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_json_keeps_it_letter_by_letter(poisoned):
    text, made, out = poisoned
    form = json.loads((out / "review.json").read_bytes())
    assert form == json.loads(review_to_json(made))
    kept = form["municipalities"][0]["parameters"]["submitted"]["decision"]["comment"]
    assert kept == re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_decisions_are_read_back_from_it(poisoned):
    text, made, out = poisoned
    found = read_decisions(out / "матрица.xlsx", KnownTitles())
    assert [(item.municipality, item.parameter, item.verdict) for item in found.verdicts] == [
        ("zaozerye", "submitted", "not_met"),
        ("gone", "submitted", "not_met"),
    ]
    assert {item.label for item in found.labels} == {"objectivity"}
    comment = "".join(sign for sign in found.verdicts[0].comment if sign.isalnum())
    whole = "".join(sign for sign in clean_text(made.municipalities[0].verdicts[0].decision.comment) if sign.isalnum())
    assert whole.startswith(comment)
    assert len(comment) >= min(len(whole), 30_000)
    assert bool(comment) == any(sign.isalnum() for sign in clean_text(text))
