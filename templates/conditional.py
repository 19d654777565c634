# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""What a template shows on a condition or repeats: `with only_if(document, "reviewed"): ...`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document as WordDocument
from docx.table import Table
from layout import BODY, control, paragraph


@contextmanager
def only_if(document: WordDocument, condition: str, style: str = BODY) -> Iterator[None]:
    """What is added inside is shown where the condition holds. `style`: of the lines that hold the tags; no reader sees them."""
    paragraph(document, style, f"{{%p if {condition} %}}")
    yield
    paragraph(document, style, "{%p endif %}")


def otherwise(document: WordDocument, condition: str | None = None) -> None:
    """Inside `only_if`: what follows is shown where what came before is not, and this condition holds."""
    paragraph(document, BODY, f"{{%p elif {condition} %}}" if condition else "{%p else %}")


@contextmanager
def for_each(document: WordDocument, loop: str) -> Iterator[None]:
    """What is added inside is repeated. `loop`: «item in statements»."""
    paragraph(document, BODY, f"{{%p for {loop} %}}")
    yield
    paragraph(document, BODY, "{%p endfor %}")


@contextmanager
def rows_for(made: Table, loop: str) -> Iterator[None]:
    """The rows that are added inside are repeated."""
    control(made, f"{{%tr for {loop} %}}")
    yield
    control(made, "{%tr endfor %}")
