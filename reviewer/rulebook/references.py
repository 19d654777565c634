"""What one rule says of another that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.rulebook.entries import KINDS, Gone, Pack
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest

_NAMED = 5
"""References that a message names one by one."""


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
        report_gone(pack, pack.gone[key], problems, file, path, offset=offset)
        return
    suggestion = nearest(name, getattr(pack, section) if known is None else known)
    problems.add(file, path, code, message, offset=offset, suggestion=suggestion)


def report_gone(pack: Pack, gone: Gone, problems: Problems, file: RuleFile, path: KeyPath, *, offset: int = 0) -> None:
    """Report what still asks for an entry that a pack took away: here where that pack asks itself, else by `report_missed`."""
    taker, _ = gone.place.file.locate(gone.place.path)
    if file.locate(path)[0].pack == taker.pack:
        problems.add(file, path, "gone", f"{_what(gone)} в этом же наборе: уберите и ссылку на него", offset=offset)
    else:
        pack.missed.setdefault((gone.section, gone.name), []).append(file.origin(path))


def report_missed(pack: Pack, problems: Problems) -> None:
    """Report where a pack took something away all that others ask it for, since only that pack can be mended."""
    for key, askers in pack.missed.items():
        gone = pack.gone[key]
        named = "; ".join(askers[:_NAMED]) + (f"; и ещё {len(askers) - _NAMED}" if askers[_NAMED:] else "")
        verb = "ссылаются" if askers[1:] else "ссылается"
        message = f"{_what(gone)}, а на него {verb} {named}: уберите и это"
        offset = 0 if gone.reason else None
        problems.add(gone.place.file, gone.place.path, "gone", message, offset=offset)


def _what(gone: Gone) -> str:
    return f"{KINDS[gone.section]} «{gone.name}» {f'отключён ({gone.reason})' if gone.reason else 'убран'}"
