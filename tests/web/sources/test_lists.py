"""Documents that are lists and no tables: the lines round the asked item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pptx
from pptx.util import Inches
from shown_source import shown_source

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.web.sources.asked import Quote, asked_of
from reviewer.web.sources.view import ListView

TITLE = "План мероприятий («дорожная карта») поддержки школ округа на 2026 год"
ITEMS = (
    "1. Установочный семинар для директоров (январь 2026 года, методический центр)",
    "2. Посещение уроков в школах проекта (февраль 2026 года, методисты)",
    "3. Установочный семинар для завучей (март 2026 года, методический центр)",
    "4. Родительские собрания о подготовке к экзаменам (апрель 2026 года, школы)",
    "5. Подведение итогов года (май 2026 года, управление образования)",
)


def list_file(folder: Path) -> Path:
    document = docx.Document()
    for text in (TITLE, *ITEMS):
        document.add_paragraph(text)
    path = folder / "план.docx"
    document.save(str(path))
    return path


def asked_line(view: ListView) -> str:
    (line,) = [line for line in view.lines if line.asked]
    return "".join(run.text for run in line.line)


def test_the_lines_round_an_item_are_shown_and_its_words_marked(tmp_path: Path) -> None:
    document = read_document(list_file(tmp_path))
    activity = assemble(document).activities[2]
    quotes = (
        Quote("activity", 11, "семинар"),
        Quote("deadline", 0, "март"),
        Quote("responsible", 0, "методический центр"),
    )
    view = shown_source(document, [replace(asked_of(activity), quotes=quotes)])
    (found,) = view.lists
    assert asked_line(found) == ITEMS[2]
    assert len(found.lines) == 6
    marked = [run.text for line in found.lines for run in line.line if run.marked]
    assert marked == ["семинар", "март", "методический центр"]


def test_of_two_items_alike_the_one_with_its_number_is_shown(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for number in range(1, 9):
        document.add_paragraph(f"{number}. Совещание с руководителями школ (март 2026 года)")
    path = tmp_path / "план.docx"
    document.save(str(path))
    read = read_document(path)
    activities = assemble(read).activities
    for place in (1, 6):
        view = shown_source(read, [asked_of(activities[place])])
        assert asked_line(view.lists[0]).startswith(f"{place + 1}. ")


def test_a_slide_is_called_a_slide(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    layout = deck.slide_layouts[6]
    deck.slides.add_slide(layout).shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1)).text_frame.text = TITLE
    frame = deck.slides.add_slide(layout).shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(5)).text_frame
    frame.text = ITEMS[0]
    for item in ITEMS[1:]:
        frame.add_paragraph().text = item
    path = tmp_path / "план.pptx"
    deck.save(str(path))
    document = read_document(path)
    activity = assemble(document).activities[3]
    view = shown_source(document, [asked_of(activity)])
    assert view.rows[0].place == "слайд 2"
    assert asked_line(view.lists[0]) == ITEMS[3]
    assert view.pages == ()


def test_a_text_cut_into_lines_is_found_in_all_of_them(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (
        TITLE,
        "1. Разбор типичных затруднений школьников",
        "при работе с графиками и схемами;",
        "2. Зимняя школа",
    ):
        document.add_paragraph(text)
    path = tmp_path / "план.docx"
    document.save(str(path))
    read = read_document(path)
    activity = assemble(read).activities[0]
    assert activity.activity.endswith("схемами;")
    (found,) = shown_source(read, [replace(asked_of(activity), quotes=(Quote("activity", 45, "графиками"),))]).lists
    assert [line.inside for line in found.lines] == [False, True, True, False]
    assert [run.text for run in found.lines[2].line if run.marked] == ["графиками"]
