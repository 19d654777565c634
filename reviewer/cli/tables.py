"""Tables for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PLAIN_WIDTH = 160
"""Characters of a line where the output goes to a file or a pipe."""


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """A table on standard output. Cell texts are printed as they are: nothing in them is markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", show_lines=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
