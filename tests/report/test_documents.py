"""The справка and the conclusions as Word documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from reviewer.model.errors import UsageError
from reviewer.model.region import Name, Region
from reviewer.model.review import MunicipalityReview, Verdict
from reviewer.report import pdf
from reviewer.report.context import build_context
from reviewer.report.word import fill, find_template
from reviewer.report.writing import write_outputs
from reviewer.rulebook.texts import quoted

pytestmark = pytest.mark.usefixtures("no_libreoffice")


def text_of(path):
    document = docx.Document(str(path))
    return (
        "\n".join(paragraph.text for paragraph in document.element.body.iter(qn("w:p")))
        .replace("\u00a0", " ")
        .replace("\u2011", "-")
    )


@pytest.fixture(scope="module")
def written(review, region, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "find_libreoffice", lambda: None)
        write_outputs(review, region, out, today=date(2024, 1, 29))
    return out


@pytest.fixture(scope="module")
def spravka(written):
    return text_of(written / "справка.docx")


def test_the_spravka_states_its_grounds(spravka):
    assert "Заречной области проведена Государственным автономным учреждением" in spravka
    assert "с 22 по 26 января 2024 года" in spravka
    assert "приказа Министерства образования Заречной области от 04.12.2023 № 214-р «Об экспертизе планов»" in spravka
    assert "рисков снижения образовательных результатов, на 2024 год" in spravka
    assert "29.01.2024" in spravka


def test_the_spravka_counts_who_was_reviewed(spravka):
    assert "Рассмотрены «дорожные карты» 7 муниципальных образований из 9 (77,8% от общего количества" in spravka
    assert (
        "65 мероприятий, в том числе 44 собственных мероприятия муниципалитетов и их школ (далее – муниципальные"
        in spravka
    )
    assert "«дорожная карта» не представлена: Озёрный муниципальный округ;" in spravka
    assert "файл не прочитан: Староключевской район." in spravka
    assert "Не рассмотрены «дорожные карты» следующих муниципальных образований (сведения о файлах – в" in spravka
    assert "результатов, далее – от общего количества муниципальных образований)" in spravka


def test_no_files_are_spoken_of_where_none_came(review, region, tmp_path):
    kept = tuple(item for item in review.municipalities if item.status != "unreadable")
    write_outputs(replace(review, municipalities=kept), region, tmp_path)
    assert "Не рассмотрены «дорожные карты» следующих муниципальных образований:" in text_of(tmp_path / "справка.docx")


def test_the_spravka_gives_every_statement_and_no_tag(spravka, review):
    for statement in review.statements[:-1]:
        assert f"{statement.title}. {statement.text}" in spravka
    assert f"{review.statements[-1].title}. Оценить не удалось: сведений для этого недостаточно." in spravka
    assert review.statements[-1].text not in spravka
    assert "{" not in spravka
    assert "}" not in spravka


def test_conclusions_sort_the_parameters(spravka):
    head, _, tail = spravka.rpartition("5. Выводы")
    assert head
    assert (
        "не менее половины, но не всех муниципальных образований:\nпредставление «дорожной карты» – 8 из 9 (88,9%);"
        in tail
    )
    assert (
        "менее половины муниципальных образований:\nобъём муниципального контента – 4 из 9 (44,4%), частично – 2"
        in tail
    )
    assert "не удалось, так как сведений недостаточно:\nшколы-кураторы." in tail
    assert "не соответствует ни одна" not in tail
    assert "Параметры, которым соответствуют «дорожные карты» всех" not in tail
    assert tail.startswith(
        "\nИз 5 параметров экспертизы 3 – те, которым соответствуют «дорожные карты» не менее половины"
    )


def test_conclusions_count_what_the_matrix_shows(review, region):
    context = build_context(review, region)
    groups = context.conclusions
    told = {
        item.title: (item.met, item.partly)
        for group in (groups.everywhere, groups.mostly, groups.seldom, groups.nowhere, groups.unjudged)
        for item in group
    }
    for number, parameter in enumerate(context.parameters):
        signs = [view.marks[number].sign for view in context.municipalities]
        assert told[parameter.title] == (signs.count("+"), signs.count("±"))
        assert context.met_counts[number] == signs.count("+")


def unread(review):
    """The same review with no roadmap read."""
    silent = tuple(
        Verdict(one.id, "not_met" if one.id == "submitted" else "unknown", rule=one.id) for one in review.statements
    )
    missing = tuple(
        MunicipalityReview(item.id, item.name, "missing", (), None, silent) for item in review.municipalities
    )
    statements = tuple(replace(one, count=0, percent=0.0, municipalities=()) for one in review.statements)
    return replace(review, municipalities=missing, statements=statements, recommendations=())


def test_where_nothing_was_read_nothing_is_said_of_it(review, region, tmp_path):
    write_outputs(unread(review), region, tmp_path)
    text = text_of(tmp_path / "справка.docx")
    assert "(9; далее – муниципальные образования), не рассмотрены." in text
    assert "По остальным параметрам оценок нет, так как ни одна «дорожная карта» не рассмотрена." in text
    assert "Сведений о муниципальных мероприятиях нет" in text
    assert "выводов о соответствии параметрам экспертизы нет" in text
    assert "Таблица 1" not in text
    assert "0 мероприятий" not in text
    assert all(f"{one.title}. " not in text for one in review.statements[1:])
    letter = text_of(tmp_path / "письмо.docx")
    assert "«Дорожные карты» муниципальных образований (9) не рассмотрены." in letter
    assert "По каждой" not in letter


def test_files_of_nobody_are_told_beside_the_missing(spravka, review, region, tmp_path):
    assert "образованиям 1 представленный файл (приложение 2)" in spravka
    write_outputs(unread(review), region, tmp_path)
    assert "образованиям 2 представленных файла (приложение 2)" in text_of(tmp_path / "справка.docx")
    write_outputs(replace(review, problems=(), unmatched_files=()), region, tmp_path)
    assert "Не удалось прочитать или отнести" not in text_of(tmp_path / "справка.docx")


def test_who_could_not_be_judged_is_told(review, region, tmp_path):
    first = review.municipalities[0]
    open_verdict = replace(first.verdicts[3], verdict="unknown")
    municipality = replace(first, verdicts=(*first.verdicts[:3], open_verdict, first.verdicts[4]))
    write_outputs(replace(review, municipalities=(municipality, *review.municipalities[1:])), region, tmp_path)
    text = text_of(tmp_path / "справка.docx")
    assert f"{review.statements[3].text} Требуется уточнение: г. Заозерье." in text


def test_what_is_not_demanded_is_no_fault(spravka, review, region, tmp_path):
    assert "замечанием не является" not in spravka
    kept = tuple(
        replace(item, verdicts=tuple(replace(verdict, remark=None) for verdict in item.verdicts))
        for item in review.municipalities
    )
    write_outputs(replace(review, municipalities=kept), region, tmp_path)
    text = text_of(tmp_path / "справка.docx")
    assert "Несоответствие параметрам 2 и 3 замечанием не является и приведено к сведению." in text
    assert "По параметрам 2 и 3 знак «–» означает «не запланировано» и замечанием не является." in text


def test_a_blank_date_ends_no_sentence_twice(review, region, tmp_path):
    write_outputs(review, Region(region.id, region.name, region.municipalities), tmp_path)
    for name in ("Озёрный муниципальный округ", "Каменский р-н"):
        text = text_of(tmp_path / "заключения" / f"{name}.docx")
        assert "по «___» ____________ 20___ г. " in text
        assert ".." not in text


def test_a_share_that_is_met_names_the_rest_only(review, region, tmp_path):
    write_outputs(review, region, tmp_path)
    good = text_of(tmp_path / "заключения" / "ЗАТО г. Сосновый.docx").partition("Положительные стороны")[2]
    assert "Конкретные сроки указаны у 4 мероприятий из 7.\nОстальные мероприятия: п. 1.3, 1.4, 2.1.\n" in good


def test_recommendations_name_whom_they_concern(spravka):
    assert (
        "Расширить перечень муниципальных мероприятий. Касается ЗАТО г. Сосновый, Каменского и Верх-Полянского районов. "
        "Основание: параметр 2 (приложение 1)."
    ) in spravka
    assert "Определить школы-кураторы. Касается всех муниципальных образований." in spravka


def test_names_in_the_text_of_a_recommendation_are_not_said_twice(review, region, tmp_path):
    first = replace(
        review.recommendations[0], text="Дополнить планы: Каменский р-н, ЗАТО г. Сосновый и Верх-Полянский район."
    )
    ordered = replace(first, municipalities=("kamensk", "sosnovy", "polyana"))
    write_outputs(replace(review, recommendations=(ordered,)), region, tmp_path)
    text = text_of(tmp_path / "справка.docx")
    assert "Каменский р-н, ЗАТО г. Сосновый и Верх-Полянский район. Основание: параметр 2 (приложение 1)." in text


def test_names_told_in_parts_are_not_said_twice(review, region, tmp_path):
    text = "Дополнить планы Каменского и Верх-Полянского районов. Представить план: ЗАТО г. Сосновый."
    parted = replace(review.recommendations[0], text=text)
    write_outputs(replace(review, recommendations=(parted,)), region, tmp_path)
    assert f"{text} Основание" in text_of(tmp_path / "справка.docx")


def test_table_1_lists_what_was_counted(written):
    table = docx.Document(str(written / "справка.docx")).tables[0]
    first = [row.cells[0].text for row in table.rows]
    assert [cell.text for cell in table.rows[0].cells] == ["№ п/п", "Мероприятие", "Срок", "Пункт"]
    assert sum(text.isdigit() for text in first) == 44
    assert "Муниципальные мероприятия отсутствуют." in first
    assert first[1].replace("\u00a0", " ") == "г. Заозерье"
    assert [cell.text for cell in table.rows[3].cells] == [
        "2",
        "Собеседование с директорами школ по итогам первого полугодия",
        "апрель 2024",
        "1.2",
    ]


def test_table_1_follows_the_evidence_of_the_parameter(review, region, tmp_path):
    first = review.municipalities[0]
    content = replace(first.verdicts[1], evidence=first.verdicts[1].evidence[4:6])
    municipality = replace(first, verdicts=(first.verdicts[0], content, *first.verdicts[2:]))
    write_outputs(replace(review, municipalities=(municipality, *review.municipalities[1:])), region, tmp_path)
    rows = docx.Document(str(tmp_path / "справка.docx")).tables[0].rows
    assert [row.cells[3].text for row in rows[2:4]] == ["1.5", "1.6"]
    assert rows[4].cells[0].text == "Лесногорский район"


def test_tables_keep_head_and_rows_together(written):
    document = docx.Document(str(written / "справка.docx"))
    for table in (document.tables[0], document.tables[2], document.tables[3]):
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


def test_the_matrix_is_in_the_appendix(written):
    table = docx.Document(str(written / "справка.docx")).tables[2]
    assert [cell.text for cell in table.rows[0].cells][1:] == ["1", "2", "3", "4", "5"]
    assert [cell.text for cell in table.rows[7].cells] == ["Верх-Полянский район", "+", "–", "+", "+", "?"]
    assert [cell.text for cell in table.rows[9].cells][1:] == ["–", "н/д", "н/д", "н/д", "н/д"]
    assert [cell.text for cell in table.rows[10].cells] == ["Соответствуют, всего", "8", "4", "5", "7", "0"]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert len(widths) == 6
    assert len(set(widths[1:])) == 1


def test_a_matrix_of_many_parameters_fits_the_page(review, region, tmp_path):
    many = tuple(replace(review.statements[2], id=f"p{number}") for number in range(40))
    write_outputs(replace(review, statements=many), region, tmp_path)
    table = docx.Document(str(tmp_path / "справка.docx")).tables[2]
    room_mm = 297 - 20 - 10
    assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) <= room_mm * 56.7


def test_unread_files_are_in_the_appendix(spravka):
    assert "Файл повреждён. Попросите прислать его ещё раз." in spravka
    assert "разное/письмо.docx\nНе удалось определить, чья это «дорожная карта»." in spravka


def test_a_silent_profile_leaves_blank_lines(review, region, tmp_path):
    silent = Region(region.id, Name("Заречная область"), region.municipalities)
    write_outputs(review, silent, tmp_path)
    text = text_of(tmp_path / "справка.docx")
    assert "проведена ____________________ с «___» ____________ 20___ г. по" in text
    assert "приказа ____________________ от «___» ____________ 20___ г. № ________." in text
    assert "образовательных результатов\n" in text
    assert "None" not in text


def test_a_conclusion_for_each_municipality(written, region):
    names = sorted(path.stem for path in (written / "заключения").iterdir())
    assert names == sorted(item.short.nominative for item in region.municipalities)


def test_a_conclusion_tells_what_to_mend_and_what_is_good(written):
    text = text_of(written / "заключения" / "Каменский р-н.docx")
    assert "Каменского района Заречной области на 2024 год" in text
    assert "В «дорожной карте» 4 мероприятия, в том числе 1 собственное мероприятие муниципалитета и его школ" in text
    remarks, _, good = text.partition("Положительные стороны")
    assert "Рекомендация. Дополнить «дорожную карту» собственными мероприятиями муниципалитета." in remarks
    assert "Конкретные сроки указаны у 2 мероприятий из 4." in remarks
    assert (
        "«Собеседование с директорами школ по итогам первого полугодия» (п. 1.2, стр. 1, таблица 1, строка 2)."
        in remarks
    )
    assert "Запланирована работа с родителями." in good
    assert "„Приёмы работы" in good
    assert "Школы-кураторы. По тексту «дорожной карты» определить не удалось" in good


def test_a_checklist_for_the_resubmission_repeats_the_remarks(written):
    path = written / "заключения" / "Каменский р-н.docx"
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[1].rows]
    assert rows[1:] == [
        [
            "☐",
            "Объём муниципального контента. Дополнить «дорожную карту» собственными мероприятиями муниципалитета.",
            "",
        ],
        ["☐", "Конкретность сроков. Указать день, месяц или период вместо слов «в течение года».", ""],
    ]
    text = text_of(path)
    assert (
        "\nПеречень заполняет муниципальное образование и представляет вместе с доработанной «дорожной картой».\n"
        in text
    )
    assert "Следует доработать: п. 1.3, 1.4." in text
    assert "Перечень для повторного" not in text_of(written / "заключения" / "г. Заозерье.docx")


def test_the_less_is_met_the_darker_is_the_cell(written):
    table = docx.Document(str(written / "справка.docx")).tables[2]
    grey = {}
    for row in table.rows[1:-1]:
        for cell in row.cells[1:]:
            properties = cell._tc.tcPr
            fill = properties.find(qn("w:shd")).get(qn("w:fill"))
            assert [child.tag for child in properties][:2] == [qn("w:tcW"), qn("w:shd")]
            red, green, blue = (int(fill[place : place + 2], 16) for place in (0, 2, 4))
            grey.setdefault(cell.text, set()).add(0.299 * red + 0.587 * green + 0.114 * blue)
    assert all(len(values) == 1 for values in grey.values())
    (met,), (partly,), (not_met,), (unknown,) = (grey[sign] for sign in ("+", "±", "–", "?"))
    assert unknown > met > partly + 20 > not_met + 60
    described = table._tbl.tblPr.find(qn("w:tblDescription"))
    assert "чем" in described.get(qn("w:val")).lower()


def test_what_the_rules_ask_nothing_about_is_no_remark(review, region, tmp_path):
    first = review.municipalities[2]
    silent = replace(first.verdicts[1], remark=None)
    municipality = replace(first, verdicts=(first.verdicts[0], silent, *first.verdicts[2:]))
    write_outputs(replace(review, municipalities=(*review.municipalities[:2], municipality)), region, tmp_path)
    text = text_of(tmp_path / "заключения" / "Каменский р-н.docx")
    assert "К сведению\nВ «дорожной карте» 1 муниципальное мероприятие." in text
    assert "Замечания\nКонкретность сроков" in text


def test_what_is_absent_without_a_remark_is_called_absent(review, region, tmp_path):
    first = review.municipalities[6]
    silent = replace(first.verdicts[1], remark=None)
    municipality = replace(first, verdicts=(first.verdicts[0], silent, *first.verdicts[2:]))
    write_outputs(replace(review, municipalities=(municipality,)), region, tmp_path)
    text = text_of(tmp_path / "заключения" / "Верх-Полянский район.docx")
    assert "Объём муниципального контента\nотсутствует\n" in text


def test_rows_that_the_finding_quotes_are_not_listed_again(review, region, tmp_path):
    first = review.municipalities[2]
    finding = f"Запланировано одно мероприятие: {quoted(first.verdicts[1].evidence[0].quote)}."
    told = replace(first.verdicts[1], finding=finding)
    municipality = replace(first, verdicts=(first.verdicts[0], told, first.verdicts[2]))
    write_outputs(replace(review, municipalities=(municipality,)), region, tmp_path)
    text = text_of(tmp_path / "заключения" / "Каменский р-н.docx")
    assert f"{finding}\nМесто в «дорожной карте»: п. 1.1, стр. 1, таблица 1, строка 1.\nРекомендация." in text


def test_notes_on_files_that_were_read_are_told(review, region, tmp_path):
    note = "В файле есть непринятые исправления."
    noted = replace(review.municipalities[0], notes=(note,))
    write_outputs(replace(review, municipalities=(noted, *review.municipalities[1:])), region, tmp_path)
    assert f"План zaozerye 2024.docx\n{note}" in text_of(tmp_path / "справка.docx")
    assert f"Примечание. {note}" in text_of(tmp_path / "заключения" / "г. Заозерье.docx")


def test_several_files_are_named_in_the_plural(review, region, tmp_path):
    both = replace(review.municipalities[0], files=("план.docx", "приложение.docx"))
    write_outputs(replace(review, municipalities=(both, *review.municipalities[1:])), region, tmp_path)
    text = text_of(tmp_path / "заключения" / "г. Заозерье.docx")
    assert "Рассмотрены документы (файлы «план.docx», «приложение.docx»)." in text
    text = text_of(tmp_path / "заключения" / "Каменский р-н.docx")
    assert "Рассмотрен документ (файл «План kamensk 2024.docx»)." in text


def test_long_evidence_is_counted_out(written):
    text = text_of(written / "заключения" / "г. Заозерье.docx")
    assert "; и ещё 11 мероприятий (п. 1.6, 2.1–2.6, 3.1–3.4)." in text
    assert "Замечания" not in text


def test_a_missing_roadmap_is_asked_for(written):
    text = text_of(written / "заключения" / "Озёрный муниципальный округ.docx")
    assert "«Дорожная карта» не представлена." in text
    assert "«Дорожную карту» просим представить в срок до «___»" in text
    unread = text_of(written / "заключения" / "Староключевской район.docx")
    assert "Файл «ключи.pdf» не прочитан: Файл повреждён." in unread


def template_saying(folder, text):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "справка.docx"))


def test_a_template_of_the_region_wins(review, region, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    template_saying(own, "Всего {{ municipalities|length }} в {{ region|inflect('loct') }}")
    write_outputs(review, region, tmp_path, templates=own)
    assert text_of(tmp_path / "справка.docx") == "Всего 9 в Заречной области"


@pytest.mark.parametrize(
    "text",
    [
        "{{ unknown }}",
        "{{ region.unknown }}",
        "{% if %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 1 / (municipalities|length - 9) }}",
        "{{ x|y }}",
    ],
)
def test_a_broken_template_is_named(review, region, tmp_path, text):
    template_saying(tmp_path, text)
    with pytest.raises(UsageError, match=r"Шаблон «.*справка.docx» не удалось заполнить") as caught:
        write_outputs(review, region, tmp_path / "out", templates=tmp_path)
    assert caught.value.code == "template"


def test_a_template_that_is_no_word_file_is_named(tmp_path):
    (tmp_path / "справка.docx").write_bytes(b"no zip")
    with pytest.raises(UsageError, match="не открывается"):
        fill(tmp_path / "справка.docx", {})
    with pytest.raises(UsageError, match="не найден"):
        find_template("письмо.docx", [tmp_path])
