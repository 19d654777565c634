"""The covering letter: what the profile knows is printed, what it does not is a blank line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from reviewer.model.region import Municipality, Name
from reviewer.report.writing import write_outputs

pytestmark = pytest.mark.usefixtures("no_libreoffice")


def letter(review, region, folder):
    write_outputs(review, region, folder)
    document = docx.Document(str(folder / "письмо.docx"))
    return "\n".join(item.text for item in document.element.body.iter(qn("w:p"))).replace("\u00a0", " ")


def test_what_is_unknown_is_blank(review, region, tmp_path):
    text = letter(review, region, tmp_path)
    assert "«___» ____________ 20___ г. № ________\n" in text
    assert "Исполнитель: ____________________\nТелефон: _______________" in text
    assert "О направлении справки" in text
    assert "1. Справка на ____ л. в ___ экз." in text


def test_what_the_profile_knows_is_printed(review, region, tmp_path):
    known = replace(
        region,
        addressee="Руководителям органов управления образованием",
        letter_number="07/31",
        letter_date=date(2024, 1, 30),
        executor="Методический отдел",
        executor_phone="2-14-16",
        signer_position="Директор центра",
    )
    text = letter(review, known, tmp_path)
    assert "30.01.2024 № 07/31" in text
    assert "Руководителям органов управления образованием" in text
    assert "Исполнитель: Методический отдел\nТелефон: 2-14-16" in text
    assert "Директор центра" in text


def test_the_letter_asks_those_who_have_something_to_mend(review, region, tmp_path):
    text = letter(review, region, tmp_path)
    assert "«дорожные карты» 7 муниципальных образований из 9" in text
    assert "доработанные «дорожные карты»: ЗАТО г. Сосновый" in text
    assert "г. Заозерье" not in text
    assert "не были рассмотрены: Староключевской район и Озёрный муниципальный округ." in text


def test_a_long_list_is_counted_instead(review, region, tmp_path):
    short = review.municipalities[2]
    many = tuple(Municipality(f"m{number}", f"Район {number}", Name(f"Район {number}")) for number in range(22))
    reviews = tuple(replace(short, id=item.id, name=item.short.nominative) for item in many)
    text = letter(replace(review, municipalities=reviews), replace(region, municipalities=many), tmp_path)
    assert "доработанные «дорожные карты» (22 муниципальных образования)." in text
    assert "Район 7" not in text


def test_the_look_follows_the_profile(review, region, tmp_path):
    for layout, left_mm, size_pt in (("gost", 20, 14), ("archive", 30, 14), ("compact", 20, 12)):
        write_outputs(review, replace(region, layout=layout), tmp_path / layout)
        for name in ("письмо.docx", "справка.docx", "заключения/г. Заозерье.docx"):
            document = docx.Document(str(tmp_path / layout / name))
            assert round(document.sections[0].left_margin.mm) == left_mm
            assert document.styles["Body Text"].font.size == Pt(size_pt)
            assert document.styles["Table Text"].font.size == Pt(size_pt - 2)


def test_tables_of_the_archive_look_fit_the_narrower_page(review, region, tmp_path):
    write_outputs(review, replace(region, layout="archive"), tmp_path)
    document = docx.Document(str(tmp_path / "справка.docx"))
    twips = sum(int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid)
    assert twips <= (210 - 30 - 10) * 56.7
