"""What one rule says of another that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.rulebook.entries import KINDS, Gone, Pack
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest


def report_missing(
    pack: Pack,
    problems: Problems,
    key: tuple[str, str],
    file: RuleFile,
    path: KeyPath,
    *,
    code: str,
    message: str,
    offset: int = 0,
    known: Iterable[str] | None = None,
) -> None:
    """Report a reference at `path` to an entry, by its section and name, that the pack has not.

    Nothing is said of one that is there but broken. `known`: names that may have been meant, by default those of the
    section.
    """
    section, name = key
    if key in pack.broken:
        return
    if key in pack.gone:
        report_gone(pack.gone[key], problems, file, path, offset=offset)
        return
    suggestion = nearest(name, getattr(pack, section) if known is None else known)
    problems.add(file, path, code, message, offset=offset, suggestion=suggestion)


def report_gone(gone: Gone, problems: Problems, file: RuleFile, path: KeyPath, *, offset: int = 0) -> None:
    """Report what still asks for an entry that a pack took away: where that pack says so, unless it also asks for it."""
    taker, at = gone.place.file.locate(gone.place.path)
    asker, asked_at = file.locate(path)
    done = f"отключён ({gone.reason})" if gone.reason else "убран"
    which = f"{KINDS[gone.section]} «{gone.name}» {done}"
    if asker.pack == taker.pack:
        message = f"{which} в этом же наборе: уберите и ссылку на него"
        problems.add(asker, asked_at, "gone", message, offset=offset)
    else:
        message = f"{which}, а на него ссылается {file.origin(path)}: уберите и это"
        problems.add(taker, at, "gone", message, offset=0 if gone.reason else None)
