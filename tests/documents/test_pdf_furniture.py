"""What is printed on a page and is no part of its text, without any PDF."""

from __future__ import annotations

from reviewer.documents.pdf.furniture import PageLayout, without_furniture
from reviewer.documents.pdf.lines import Line, columns_of, line_of, lines_of, segments_of
from reviewer.documents.pdf.running_text import continues_paragraph, paragraphs_of
from reviewer.documents.pdf.stamps import without_stamps
from reviewer.documents.pdf.words import Word
from reviewer.model.document import Paragraph

STEP = 5.0


def words(text: str, left: float, baseline: float, *, index: int = 0, size: float = 10.0) -> list[Word]:
    found = []
    for token in text.split():
        starts = tuple(left + STEP * place for place in range(len(token)))
        right = left + STEP * len(token)
        found.append(
            Word(
                token,
                left,
                baseline - 0.9 * size,
                right,
                baseline + 0.25 * size,
                baseline,
                0,
                spaced=True,
                index=index,
                starts=starts,
            )
        )
        left, index = right + STEP / 2, index + len(token) + 1
    return found


def line(text: str, left: float = 60, baseline: float = 100, *, index: int = 0) -> Line:
    return line_of(words(text, left, baseline, index=index))


def page(number: int, *lines: Line) -> PageLayout:
    return PageLayout(number, 595, 842, lines, ())


def texts(pages: list[PageLayout]) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in pages]


def test_page_numbers_in_the_margin_are_left_out() -> None:
    pages = [
        page(n, line("Текст", baseline=300), line(mark, 290, 810))
        for n, mark in ((1, "1"), (2, "- 2 -"), (3, "Стр. 3 из 4"))
    ]
    assert texts(without_furniture(pages)) == [["Текст"]] * 3


def test_a_number_in_the_text_stays() -> None:
    assert texts(without_furniture([page(1, line("Всего школ", baseline=300), line("12", baseline=330))])) == [
        ["Всего школ", "12"]
    ]
    year = page(1, line("Название", baseline=30), line("2025", baseline=60), line("Текст", baseline=300))
    assert "2025" in texts(without_furniture([year]))[0]


def test_running_heads_are_left_out_whatever_number_they_carry() -> None:
    pages = [
        page(n, line(f"План округа, лист {n}", baseline=40), line(f"Текст {n}", baseline=300)) for n in range(1, 5)
    ]
    assert texts(without_furniture(pages)) == [[f"Текст {n}"] for n in range(1, 5)]


def test_equal_lines_on_two_pages_of_many_stay() -> None:
    pages = [page(n, line("окончание строки" if n in {2, 3} else f"{n * 'я'}", baseline=40)) for n in range(1, 6)]
    assert texts(without_furniture(pages))[1] == ["окончание строки"]


STAMP = (
    "ДОКУМЕНТ ПОДПИСАН",
    "ЭЛЕКТРОННОЙ ПОДПИСЬЮ",
    "Сертификат: 00A1B2C3D4",
    "Владелец: Управление образования",
    "Действителен: с 01.02.2024 до 01.05.2025",
)


def stamped(rows: tuple[str, ...]) -> list[Word]:
    return [
        word for place, text in enumerate(rows) for word in words(text, 350, 600 + 12 * place, index=1000 + 100 * place)
    ]


def test_a_signature_mark_over_a_table_is_taken_off() -> None:
    body = words("Проведение совещания директоров", 60, 612)
    kept, found = without_stamps([*body, *stamped(STAMP), *words("Итоги", 60, 700, index=2000)])
    assert found
    assert [word.text for word in kept] == ["Проведение", "совещания", "директоров", "Итоги"]


def test_a_sentence_about_signed_documents_is_no_mark() -> None:
    body = words("Протокол, документ подписан электронной подписью директора", 60, 612)
    assert without_stamps(body) == (body, False)


def test_words_on_one_baseline_are_a_line_with_its_spaces() -> None:
    tight = words("Приказ", 60, 100)[0]
    after = Word("№5", 91, 91, 101, 102.5, 100, 0, spaced=False, index=7, starts=(91.0, 96.0))
    far = Word("от", 120, 91, 130, 102.5, 100.5, 0, spaced=False, index=10, starts=(120.0, 125.0))
    (found,) = lines_of([far, tight, after])
    assert found.text == "Приказ№5 от"


def test_a_raised_sign_belongs_to_its_line() -> None:
    base = words("школы", 60, 100)
    raised = Word("1", 85.5, 92, 88, 98, 96, 0, spaced=False, index=6, starts=(85.5,))
    assert [row.text for row in lines_of([*base, raised])] == ["школы1"]


def test_lines_of_different_columns_with_shifted_baselines_stay_apart() -> None:
    rows = lines_of([*words("слева", 60, 100), *words("справа", 400, 104)])
    assert [row.text for row in rows] == ["слева", "справа"]


def test_text_printed_twice_for_boldness_is_read_once() -> None:
    twice = [*words("План", 60, 100), *words("План", 60.3, 100, index=9)]
    assert line_of(twice).text == "План"


def test_a_bullet_stays_with_its_text() -> None:
    row = line_of([*words("•", 60, 100), *words("Совещание", 110, 100, index=5)])
    assert len(segments_of(row, 20)) == 2
    assert len(columns_of(row, 20)) == 1


def test_columns_of_text_are_read_one_after_the_other() -> None:
    rows = [
        line_of([*words(left, 60, 100 + 12 * place), *words(right, 350, 100 + 12 * place)])
        for place, (left, right) in enumerate([("СОГЛАСОВАНО", "УТВЕРЖДАЮ"), ("Директор", "Начальник")])
    ]
    found = [placed.paragraph.text for placed in paragraphs_of(rows, (60, 540), frozenset(), 1)]
    assert found == ["СОГЛАСОВАНО", "Директор", "УТВЕРЖДАЮ", "Начальник"]


def test_wrapped_lines_are_one_paragraph_and_short_ones_end_it() -> None:
    long = "Предложения школ собраны и рассмотрены на заседании совета при управлении"
    rows = [line(f"{long} для", 60, 100), line("работы.", 60, 112), line("Второй абзац.", 60, 124)]
    found = [placed.paragraph.text for placed in paragraphs_of(rows, (60, 450), frozenset(), 1)]
    assert found == [f"{long} для работы.", "Второй абзац."]


def test_lines_that_hang_from_a_list_item_belong_to_it() -> None:
    item = line_of([*words("•", 60, 100), *words("Страница о школах на сайте", 80, 100, index=5)])
    rows = [item, line("МОУО и школ", 80, 112), line("Новости", 60, 124)]
    found = [placed.paragraph.text for placed in paragraphs_of(rows, (60, 450), frozenset(), 1)]
    assert found == ["• Страница о школах на сайте МОУО и школ", "Новости"]


def test_running_heads_of_a_chapter_are_left_out() -> None:
    pages = [
        page(n, line("Глава" if 3 <= n <= 5 else "я" * n, baseline=40), line("Текст", baseline=300))
        for n in range(1, 11)
    ]
    assert [row for row in texts(without_furniture(pages)) if "Глава" in row] == []


def test_the_head_of_a_table_without_rules_is_kept_once() -> None:
    head = line_of(
        [*words("Мероприятие", 60, 40), *words("Срок", 250, 40, index=20), *words("Результат", 400, 40, index=30)]
    )
    pages = [page(n, head, line(f"Текст {'я' * n}", baseline=300)) for n in range(1, 5)]
    assert ["Мероприятие Срок Результат" in row for row in texts(without_furniture(pages))] == [
        True,
        False,
        False,
        False,
    ]


def test_a_number_in_a_shape_beside_text_is_its_label() -> None:
    long = "Проведение занятий с учителями школ округа по темам, которые названы"
    rows = [line(long, 120, 100), line("3", 80, 106.5), line("ими самими", 120, 113)]
    (found,) = paragraphs_of(rows, (80, 470), frozenset(), 1)
    assert found.paragraph.label == "3"
    assert found.paragraph.text == f"{long} ими самими"


def test_a_paragraph_goes_on_over_the_page_only_mid_sentence() -> None:
    assert continues_paragraph(Paragraph("Совещание директоров", 1), Paragraph("и заместителей", 2))
    assert not continues_paragraph(Paragraph("Совещание директоров.", 1), Paragraph("и заместителей", 2))
    assert not continues_paragraph(Paragraph("Совещание", 1), Paragraph("Семинар", 2))
