"""What a person names at the command line: a campaign, a municipality, a parameter, a label, a field, a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from reviewer.jobs.campaign_state import CampaignState, last_reviewed
from reviewer.model.corrections import REGIONAL_EVENT, RowReference, VerdictKind
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity
from reviewer.report.decisions_form import LABEL_ANSWERS, VERDICT_ANSWERS
from reviewer.report.wording import SIGNS
from reviewer.store.campaigns import campaigns
from reviewer.store.correction_words import row_words
from reviewer.verdicts.row_edits import FIELD_WORDS
from reviewer.verdicts.row_references import plain_text, reference_to

Id = TypeVar("Id", bound=str)

_PLACE = re.compile(r"(\d+):(\d+)")
_MOST_LISTED = 10
_HINTS = 3
_DASHES = ("-", "—")


def campaign_id(connection: Connection, given: str | None) -> int:
    """By its name or the folder of its files; by default that of the last result. Raises: UsageError."""
    if given is None:
        last = last_reviewed(connection)
        if last is None:
            raise _wrong("В рабочей папке ещё нет ни одной экспертизы. Сначала проведите её: reviewer review.")
        return last
    known = campaigns(connection)
    folder = str(Path(given).resolve())
    found = [one.id for one in known if one.name == given] or [one.id for one in known if one.folder == folder]
    if len(found) == 1:
        return found[0]
    names = {one.name: one.name for one in known}
    name = _chosen(given, names, "Экспертизы")
    return next(one.id for one in known if one.name == name)


def municipality_id(state: CampaignState, given: str) -> str:
    names = {one.name: one.id for one in state.review.municipalities}
    return _chosen(given, names, "Муниципального образования")


def parameter_id(state: CampaignState, given: str) -> str:
    return _chosen(given, {one.title: one.id for one in state.review.statements}, "Параметра")


def label_id(state: CampaignState, given: str) -> str:
    titles = {title: signal for signal, title in state.review.decided.signals.items()}
    return _chosen(given, {**titles, "Участие в региональном мероприятии": REGIONAL_EVENT}, "Признака")


def field_name(given: str) -> str:
    return _chosen(given, {word: name for name, word in FIELD_WORDS.items()}, "Поля")


def verdict_kind(given: str) -> VerdictKind:
    signs: Mapping[str, VerdictKind] = {sign: kind for kind, sign in SIGNS.items()}
    dashes: Mapping[str, VerdictKind] = dict.fromkeys(_DASHES, "not_met")
    return {**signs, **dashes}.get(given.strip()) or _chosen(given, VERDICT_ANSWERS, "Вывода")


def answer(given: str) -> bool:
    word = given.strip().casefold()
    if word not in LABEL_ANSWERS:
        raise _wrong(f"«{given}» – не ответ. Напишите: {' или '.join(LABEL_ANSWERS)}.")
    return LABEL_ANSWERS[word]


def row_reference(state: CampaignState, municipality: str, given: str) -> RowReference:
    """The row with that number, in that place («таблица:строка»), or with that text in it.

    Raises:
        UsageError: There is none, or there are several, which are listed then.
    """
    edited = state.edited(municipality)
    name = state.municipality(municipality).name
    if edited is None:
        raise _wrong(f"{name}: «дорожная карта» не рассмотрена, строк нет.")
    found = _rows(edited.roadmap.activities, given)
    if not found:
        raise _wrong(f"{name}: строки «{given}» нет. Укажите пункт («3.1»), «таблица:строка» («1:7») или часть текста.")
    if len(found) > 1:
        listed = "\n".join(f"  {_told(row, municipality)}" for row in found[:_MOST_LISTED])
        more = f"\n  и ещё {len(found) - _MOST_LISTED}" if len(found) > _MOST_LISTED else ""
        raise _wrong(f"{name}: под «{given}» подходит несколько строк, укажите точнее:\n{listed}{more}")
    return reference_to(municipality, found[0])


def _rows(activities: Sequence[Activity], given: str) -> Sequence[Activity]:
    """By the whole number or text, else by the place, else by a part of the text: a number is none, it stands in many a text."""
    number, text = given.strip().rstrip("."), plain_text(given)
    place = _PLACE.fullmatch(given.strip())
    for fits in (
        [row for row in activities if row.number and row.number.rstrip(".") == number],
        [row for row in activities if place and (row.source.table, row.source.row) == (int(place[1]), int(place[2]))],
        [row for row in activities if text and plain_text(row.activity) == text],
        [row for row in activities if not text.isdecimal() and text and text in plain_text(row.activity)],
    ):
        if fits:
            return fits
    return []


def _told(row: Activity, municipality: str) -> str:
    place = f"{row.source.table}:{row.source.row}" if row.source.table and row.source.row else "без места"
    return f"{place}  {row_words(reference_to(municipality, row))}"


def _chosen(given: str, ids: Mapping[str, Id], what: str) -> Id:
    """The id that is given, that of a title, or of the only title with these words in it. `ids`: by title."""
    by_id = {str(identifier): identifier for identifier in ids.values()}
    if given in by_id:
        return by_id[given]
    titles = {_plain(title): title for title in ids}
    wanted = _plain(given)
    fitting = [wanted] if wanted in titles else [title for title in titles if wanted and wanted in title]
    if len(fitting) == 1:
        return ids[titles[fitting[0]]]
    near = fitting or get_close_matches(wanted, titles, n=_HINTS, cutoff=0.5)
    hint = ", ".join(f"«{titles[title]}»" for title in near[:_HINTS])
    if fitting:
        raise _wrong(f"Под «{given}» подходит несколько: {hint}. Укажите точнее.")
    known = f"Возможно, имелось в виду: {hint}." if hint else f"Есть: {', '.join(list(ids)[:_MOST_LISTED])}."
    raise _wrong(f"{what} «{given}» нет. {known}")


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _wrong(message: str) -> UsageError:
    return UsageError(message, code="correction")
