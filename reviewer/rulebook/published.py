"""The JSON Schema of all files of a profile, by which editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from reviewer.rulebook.region_schema import RegionShape
from reviewer.rulebook.schema import PackShape, RuleFileShape

_Schema = dict[str, Any]
_NAME = "[a-z][a-z0-9_]*"
_SECTIONS = {"dictionaries": "DictionaryEntry", "signals": "SignalEntry", "parameters": "ParameterEntry"}


def json_schema() -> str:
    """The schema of every file of a profile, as JSON text."""
    definitions: _Schema = {}
    for shape in (RuleFileShape, PackShape, RegionShape):
        schema = shape.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= schema.pop("$defs", {})
        definitions[shape.__name__] = schema
    definitions |= _overlay_definitions(definitions)
    for name in (RuleFileShape.__name__, PackShape.__name__):
        definitions[name]["properties"] |= {section: _section(entry) for section, entry in _SECTIONS.items()}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reviewer: правила экспертизы и профиль региона",
        "if": {"anyOf": [{"required": ["pack"]}, {"required": ["version"]}]},
        "then": {"$ref": "#/$defs/PackShape"},
        "else": {
            "if": {"required": ["municipalities"]},
            "then": {"$ref": "#/$defs/RegionShape"},
            "else": {"$ref": "#/$defs/RuleFileShape"},
        },
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _section(entry: str) -> _Schema:
    stem = entry.removesuffix("Entry")
    return {
        "type": "object",
        "patternProperties": {
            f"^{_NAME}$": {"$ref": f"#/$defs/{entry}"},
            rf"^{_NAME}\+$": {"$ref": f"#/$defs/{stem}Addition"},
            f"^{_NAME}-$": {"$ref": f"#/$defs/{stem}Removal"},
        },
        "additionalProperties": False,
    }


def _overlay_definitions(definitions: Mapping[str, _Schema]) -> _Schema:
    return {
        "DictionaryAddition": definitions["DictionaryEntry"] | {"description": "Слова, которые добавляются к словарю."},
        "SignalAddition": _addition(definitions["SignalEntry"], "Что добавляется к признаку: списки продолжаются."),
        "ParameterAddition": _addition(
            definitions["ParameterEntry"], "Что меняется в параметре: диапазоны узнаются по id, списки продолжаются."
        ),
        "BucketAddition": _addition(definitions["BucketEntry"], "Новый диапазон или изменения в том, что с этим id.")
        | {"required": ["id"]},
        "AdviceAddition": _addition(definitions["AdviceEntry"], "Что меняется в рекомендации."),
        "Removal": {
            "description": "Что убрать: true – всё; список – это из списка, как записано, или эти ключи.",
            "anyOf": [
                {"const": True},
                {"type": "string"},
                {"type": "array", "items": {"type": ["string", "object"]}},
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/Removal"}},
            ],
        },
        "DictionaryRemoval": {
            "description": "Слова, которые убираются из словаря; true – весь словарь.",
            "anyOf": [{"const": True}, {"type": "array", "items": {"type": "string"}}],
        },
        "SignalRemoval": _removal(definitions["SignalEntry"], "Что убрать из признака; true – весь признак."),
        "ParameterRemoval": _removal(definitions["ParameterEntry"], "Что убрать из параметра; true – весь параметр."),
    }


def _addition(definition: _Schema, description: str) -> _Schema:
    """The definition with nothing required, here and in what is merged by key or by id."""
    partial = deepcopy(definition) | {"description": description}
    partial.pop("required", None)
    properties = partial["properties"]
    if "buckets" in properties:
        properties["buckets"]["items"] = {"$ref": "#/$defs/BucketAddition"}
        properties["advice"] = {"$ref": "#/$defs/AdviceAddition"}
    return partial


def _removal(definition: _Schema, description: str) -> _Schema:
    parts = {key: {"$ref": "#/$defs/Removal"} for key in definition["properties"]}
    listed = {"type": "array", "items": {"enum": list(parts)}}
    inside = {"type": "object", "properties": parts, "additionalProperties": False}
    return {"description": description, "anyOf": [{"const": True}, listed, inside]}
