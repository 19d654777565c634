"""What a справка says of the rules that judged."""

from __future__ import annotations

from reviewer.model.review import RulesIdentity
from reviewer.rulebook.texts import quoted


def rules_note(rules: RulesIdentity) -> str:
    """The title, the version, and the parameters that the rules leave out, each with its reason; no final stop."""
    named = rules.title if rules.title not in {"", rules.name} else ""
    whole = (
        f"{named} (набор {rules.name}, версия {rules.version})" if named else f"{rules.name}, версия {rules.version}"
    )
    left_out = [rule for rule in rules.disabled if rule.kind == "parameter"]
    if not left_out:
        return whole
    listed = "; ".join(f"{quoted(rule.title)} (основание: {quoted(rule.reason)})" for rule in left_out)
    verb = "не оценивались параметры" if left_out[1:] else "не оценивался параметр"
    return f"{whole}. По этим правилам {verb} {listed}"
