"""What a справка states of a region, read out of region.yaml and written into it fact by fact."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from reviewer.model.errors import UsageError
from reviewer.rulebook.yaml_edits import put, read_data, take_out

FACTS = (
    "centre",
    "centre_short",
    "authority",
    "addressee",
    "signer_position",
    "signer_name",
    "basis.issuer",
    "basis.number",
    "basis.date",
    "basis.title",
    "review_period.start",
    "review_period.end",
    "plan_period.start",
    "plan_period.end",
    "plans_due",
    "letter_number",
    "letter_date",
    "executor",
    "executor_phone",
)
"""By their keys in the file."""
_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def facts_in(text: str) -> dict[str, str]:
    """By key, those that are stated; days as «2026-01-31». Raises: UsageError where the file cannot be read."""
    try:
        data = read_data(text)
    except yaml.YAMLError as error:
        raise UsageError("Файл региона не читается: исправьте его в тексте.", code="region") from error
    found = {}
    for key in FACTS:
        value: object = data
        for step in key.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str) and value not in {"", "~", "null"}:
            found[key] = _day(" ".join(value.split()))
    return found


def with_facts(text: str, wanted: Mapping[str, str]) -> str:
    """The text with other facts: an empty one is taken out, one that is not named stays.

    Raises: UsageError where the file is written in a way in which this cannot be done.
    """
    known = facts_in(text)
    for key, value in wanted.items():
        path = tuple(key.split("."))
        if value and value != known.get(key):
            text = put(text, path, value, before="municipalities")
        elif not value and key in known:
            text = take_out(text, path)
    return text


def _day(text: str) -> str:
    found = _RUSSIAN_DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
