"""The published schema is that of the program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reviewer.rulebook.published import json_schema
from reviewer.rulebook.schema import main


def test_the_file_in_rules_is_fresh(project: Path) -> None:
    written = (project / "rules" / "schema.json").read_text(encoding="utf-8")
    assert written == json_schema(), "remake it: python -m reviewer.rulebook.schema"


def test_it_is_written_where_asked(tmp_path: Path) -> None:
    main(tmp_path)
    schema = json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))
    assert {"PackShape", "RegionShape", "SignalEntry", "ParameterEntry"} <= schema["$defs"].keys()
    assert schema["$defs"]["PhraseCondition"]["additionalProperties"] is False
    assert "in" in schema["$defs"]["PhraseCondition"]["properties"]


def test_every_reference_leads_somewhere() -> None:
    text = json_schema()
    schema = json.loads(text)

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*map(references, part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    assert {reference.removeprefix("#/$defs/") for reference in references(schema)} <= schema["$defs"].keys()


@pytest.mark.parametrize(
    ("section", "key", "definition"),
    [
        ("signals", "parents", "SignalEntry"),
        ("signals", "parents+", "SignalAddition"),
        ("signals", "parents-", "SignalRemoval"),
        ("parameters", "parents+", "ParameterAddition"),
        ("dictionaries", "forms2-", "DictionaryRemoval"),
        ("signals", "Parents", None),
        ("signals", "parents*", None),
    ],
)
@pytest.mark.parametrize("shape", ["RuleFileShape", "PackShape"])
def test_editors_know_the_keys_of_overlays(shape: str, section: str, key: str, definition: str | None) -> None:
    entries = json.loads(json_schema())["$defs"][shape]["properties"][section]
    found = [value["$ref"] for pattern, value in entries["patternProperties"].items() if re.search(pattern, key)]
    assert found == ([f"#/$defs/{definition}"] if definition else [])
    assert entries["additionalProperties"] is False


def test_additions_need_nothing_and_know_every_key() -> None:
    definitions = json.loads(json_schema())["$defs"]
    for name in ("Signal", "Parameter"):
        whole, addition, removal = (definitions[f"{name}{kind}"] for kind in ("Entry", "Addition", "Removal"))
        assert addition["properties"].keys() == whole["properties"].keys() == removal["anyOf"][2]["properties"].keys()
        assert "disabled" in addition["properties"]
        assert "required" not in addition
    assert definitions["BucketAddition"]["required"] == ["id"]
