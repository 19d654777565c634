"""A presentation becomes a document; a slide is a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from reviewer.documents.guard import LIMITS, Limits, check_cells, check_characters, check_pages
from reviewer.documents.package import damage_named, open_package
from reviewer.documents.pptx.deck import POWERPOINT, Deck
from reviewer.documents.pptx.headings import usual_size, with_headings, with_numbers
from reviewer.documents.pptx.order import in_order
from reviewer.documents.pptx.shapes import Item, TableItem, TextItem, items_of
from reviewer.documents.pptx.tables import goes_on, joined, squares_of, table_of
from reviewer.model.document import Block, Document, Notice, Paragraph, Table
from reviewer.model.errors import Place, UnreadableFileError

_PICTURES = "ppt/media/"
_NO_LETTERS = re.compile(r"продолжени\w*|[\W\d_]+", re.IGNORECASE)


def read(path: Path, name: str, limits: Limits = LIMITS) -> Document:
    """Read a pptx. Pages are numbers of slides; speaker's notes are not read.

    Raises: UnreadableFileError, EncryptedFileError, LimitExceededError.
    """
    with open_package(path, name, POWERPOINT, limits) as package, damage_named(name, POWERPOINT):
        deck = Deck.of(package, name)
        count = len(deck.slide_parts())
        check_pages(count, name, limits)
        reader = _Reader(deck, limits)
        slides = reader.slides()
        blocks = reader.blocks(slides)
        if not blocks and any(entry.startswith(_PICTURES) for entry in package.entries):
            raise UnreadableFileError(
                "В презентации нет текста, только рисунки. Пришлите документ с текстом или скан в формате PDF.",
                code="pictures-only",
                place=Place(file=name),
            )
    notices = [Notice("hidden-slide", f"Слайд {page} скрыт, он не учтён.", page=page) for page in reader.hidden]
    if not blocks:
        notices.append(Notice("no-text", "В презентации нет ни одного слова: пришлите заполненный документ."))
    return Document(name, "pptx", tuple(blocks), page_count=count, notices=tuple(notices))


class _Reader:
    """`hidden`: numbers of the hidden slides, 1-based."""

    def __init__(self, deck: Deck, limits: Limits) -> None:
        self._deck = deck
        self._limits = limits
        self._squares = 0
        self._characters = 0
        self.hidden: list[int] = []

    def slides(self) -> list[tuple[int, list[Item]]]:
        """Number and items of each slide that is shown."""
        found: list[tuple[int, list[Item]]] = []
        for slide in self._deck.slides():
            if slide.hidden:
                self.hidden.append(slide.number)
                continue
            items = items_of(slide, self._deck)
            self._count(items)
            found.append((slide.number, items))
        return found

    def blocks(self, slides: Sequence[tuple[int, list[Item]]]) -> list[Block]:
        """Everything in the order of reading."""
        size = usual_size(chain.from_iterable(items for _, items in slides))
        found: list[Block] = []
        tables = 0
        for page, items in slides:
            here: list[Block] = []
            for item in in_order(with_numbers(with_headings(items, size))):
                if isinstance(item, TextItem):
                    here += _paragraphs(item, page)
                elif (table := table_of(item.grid, tables + 1, page)) is not None:
                    here.append(table)
                    tables += 1
            if (rest := _rest_of_table(found, here)) is not None:
                table, following = rest
                found[-1] = joined(table, following)
                tables -= 1
            else:
                found += here
        return found

    def _count(self, items: Sequence[Item]) -> None:
        for item in items:
            if isinstance(item, TableItem):
                self._squares += squares_of(item.grid)
            else:
                self._characters += sum(len(text.text) for text in item.texts)
        check_cells(self._squares, self._deck.name, self._limits)
        check_characters(self._characters, self._deck.name, self._limits)


def _paragraphs(item: TextItem, page: int) -> Iterator[Paragraph]:
    """A title is one paragraph: its lines are broken to fit the slide."""
    if item.is_title:
        yield Paragraph(
            " ".join(" ".join(text.text for text in item.texts).split()),
            page,
            heading_level=1,
            bold=all(text.bold for text in item.texts),
            centered=item.texts[0].centered,
        )
        return
    for text in item.texts:
        yield Paragraph(text.text, page, text.label, bold=text.bold, centered=text.centered)


def _rest_of_table(before: Sequence[Block], slide: Sequence[Block]) -> tuple[Table, Table] | None:
    """The table that the slides before end with, and the rest of it: all that a slide holds but the same title again."""
    table, following = before[-1] if before else None, slide[-1] if slide else None
    if not isinstance(table, Table) or not isinstance(following, Table) or not goes_on(table, following):
        return None
    title = next((block for block in reversed(before) if isinstance(block, Paragraph)), None)
    told = {_letters(block) for block in slide[:-1]}
    return (table, following) if told <= {_letters(title), ""} else None


def _letters(block: Block | None) -> str | None:
    """The letters of a title, without «(продолжение)» and numbers; None for a table."""
    return _NO_LETTERS.sub("", block.text).casefold() if isinstance(block, Paragraph) else None
