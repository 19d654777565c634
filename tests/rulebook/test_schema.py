"""The published schema is that of the program."""

from __future__ import annotations

import json
from pathlib import Path

from reviewer.rulebook.schema import json_schema, main


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
