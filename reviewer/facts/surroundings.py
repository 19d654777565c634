"""What is known of an activity from round it: whose document it stands in, what the activity above says, what the document's
short names stand for.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.facts.short_names import ShortName, names_defined_in, uses
from reviewer.facts.submitters import level_of_document
from reviewer.model.facts import ActivityFacts, Known, Scope
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.rulebook.rulebook import Rulebook


class Surroundings:
    """Reads a roadmap from its first activity to its last: what is found of each is told here before the next is asked for."""

    def __init__(self, roadmap: Roadmap, rulebook: Rulebook) -> None:
        level = level_of_document(roadmap, rulebook)
        self._rulebook = rulebook
        self._document: dict[str, tuple[Known, ...]] = {"document.level": (Known(level),)} if level else {}
        self._names: tuple[ShortName, ...] = tuple(names_defined_in(_one_line(roadmap.front_text), rulebook))
        self._scopes: dict[str, Scope] = {}

    def known_of(self, activity: Activity) -> Mapping[str, tuple[Known, ...]]:
        """By the names of facts in the rules."""
        known = dict(self._document)
        if names := uses(self._names, activity):
            known["short_name"] = names
        if activity.parent in self._scopes:
            known["parent.scope"] = (Known(self._scopes[activity.parent]),)
        return known

    def tell(self, facts: ActivityFacts) -> None:
        activity = facts.activity
        if activity.number is not None:
            self._scopes[activity.number] = facts.labels.scope
        self._names += tuple(names_defined_in(activity.activity, self._rulebook))


def _one_line(text: str) -> str:
    return " ".join(text.split())
