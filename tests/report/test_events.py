"""The regional events in the справка, the workbook and review.json."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook

from reviewer.model.region import Municipality, Name
from reviewer.model.review import EventCoverage, EventMember, EventRow, Evidence
from reviewer.report import pdf
from reviewer.report.events import SHEET, view_events
from reviewer.report.writing import review_to_json, write_outputs


def row(number: str | None, place: int) -> EventRow:
    return EventRow(Evidence("план.docx", "Участие в слёте", number, page=1, table=1, row=place), 0.8125)


def event(
    number: str | None, title: str, taking_part: dict[str, str | None], doubtful: str | None = None
) -> EventCoverage:
    members = [EventMember(key, (row(item, place),)) for place, (key, item) in enumerate(taking_part.items(), start=3)]
    if doubtful:
        members.append(EventMember(doubtful, (), (row("9", 12),)))
    return EventCoverage(number or title, number, title, "до 1 марта", "Институт", tuple(members))


@pytest.fixture(scope="module")
def with_events(review, region):
    everyone = {municipality.id: "1" for municipality in region.municipalities}
    most = {key: item for key, item in everyone.items() if key != "kamensk"}
    return replace(
        review,
        regional_events=(
            event("1", "Краевой слёт кураторов", {"zaozerye": "4.1", "kamensk": None}, doubtful="sosnovy"),
            event("2", "Диагностика педагогов", everyone),
            event("3", "Вебинар «Читаем вместе»", most),
            event("4", "Смена молодых учителей", {}, doubtful="tikhaya"),
            event("5", "Конкурс школьных программ", {}),
        ),
    )


@pytest.fixture(scope="module")
def out(with_events, region, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "find_libreoffice", lambda: None)
        write_outputs(with_events, region, folder)
    return folder


def test_who_takes_part_is_named_shortly(with_events, region):
    some, every, most, nobody, _ = view_events(with_events, region).events
    assert (some.count, some.names, some.to_check) == (2, "г. Заозерье и Каменский р-н", "ЗАТО г. Сосновый")
    assert (every.count, every.names) == (9, "все")
    assert most.names == "все, кроме Каменского р-на"
    assert (nobody.count, nobody.names, nobody.to_check) == (0, "–", "Тихогривский муниципальный округ")


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (
            slice(0, 5),
            "Из 5 мероприятий региональной «дорожной карты» участие муниципальных образований предусмотрено в 3. Ни в одной муниципальной «дорожной карте» не предусмотрено участие в 2 мероприятиях (пункты 4 и 5).",
        ),
        (
            slice(0, 4),
            "Из 4 мероприятий региональной «дорожной карты» участие муниципальных образований предусмотрено в 3. Ни в одной муниципальной «дорожной карте» не предусмотрено участие в 1 мероприятии (пункт 4).",
        ),
        (
            slice(0, 3),
            "Из 3 мероприятий региональной «дорожной карты» участие муниципальных образований предусмотрено в каждом.",
        ),
        (
            slice(3, 5),
            "Из 2 мероприятий региональной «дорожной карты» участие муниципальных образований не предусмотрено ни в одном.",
        ),
        (slice(0, 0), ""),
    ],
)
def test_the_summary_counts_and_names_the_events_of_nobody(with_events, region, kept, said):
    shown = replace(with_events, regional_events=with_events.regional_events[kept])
    assert view_events(shown, region).summary == said


def test_sixty_municipalities_fit_a_cell(with_events, region):
    many = tuple(Municipality(f"m{n}", f"Район {n}", Name(f"Ягодный-{n} район")) for n in range(60))
    half = event("1", "Слёт", {f"m{n}": "1" for n in range(40)})
    wide = replace(region, municipalities=many)
    (view,) = view_events(replace(with_events, regional_events=(half,)), wide).events
    assert view.count == 40
    assert len(view.names) < 40 * 20


def test_the_annex_shows_every_event(out):
    document = Document(str(out / "справка.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Приложение 3\nУчастие в региональных мероприятиях" in texts
    assert any(text.startswith("Из 5 мероприятий") for text in texts)
    rows = [[cell.text for cell in line.cells] for line in document.tables[4].rows]
    assert rows[0] == ["№", "Мероприятие", "Срок", "МО", "Муниципальные образования"]
    assert len(rows) == 6
    named = "г. Заозерье и Каменский р-н; требуется уточнить: ЗАТО г. Сосновый"
    assert [text.replace("\u00a0", " ").replace("\u2011", "-") for text in rows[1]] == [
        "1",
        "Краевой слёт кураторов",
        "до 1 марта",
        "2",
        named,
    ]
    assert rows[4][4] == "требуется уточнить: Тихогривский муниципальный округ"
    assert rows[5][3:] == ["0", "–"]


def test_without_a_regional_roadmap_there_is_no_annex_of_events(review, region, tmp_path, no_libreoffice):  # noqa: ARG001
    write_outputs(review, region, tmp_path)
    texts = [paragraph.text for paragraph in Document(str(tmp_path / "справка.docx")).paragraphs]
    assert any("так как она к экспертизе не приложена" in text for text in texts)
    assert not any("Участие в региональных мероприятиях" in text for text in texts)
    assert SHEET not in load_workbook(tmp_path / "матрица.xlsx").sheetnames


def test_the_sheet_has_a_column_for_each_municipality(out, region):
    sheet = load_workbook(out / "матрица.xlsx")[SHEET]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows[0]) == 5 + len(region.municipalities)
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["Муниципальных образований"] == 2
    assert (found["г. Заозерье"], found["Каменский р-н"]) == ("п. 4.1", "строка 4")
    assert found["ЗАТО г. Сосновый"] == "проверить: п. 9"
    assert found["Лесногорский район"] is None


def test_json_lists_the_rows_of_each_event(with_events):
    first, *_, last = json.loads(review_to_json(with_events))["regional_events"]
    assert (first["number"], first["title"], first["deadline"]) == ("1", "Краевой слёт кураторов", "до 1 марта")
    assert [(item["id"], item["rows"][0]["number"], item["rows"][0]["row"]) for item in first["municipalities"]] == [
        ("zaozerye", "4.1", 3),
        ("kamensk", None, 4),
    ]
    assert [item["id"] for item in first["to_check"]] == ["sosnovy"]
    assert first["municipalities"][0]["rows"][0]["similarity"] == 0.8125
    assert last["municipalities"] == []
