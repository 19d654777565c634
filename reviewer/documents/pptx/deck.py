"""The slides of a presentation, each with the layout and the master that it inherits from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviewer.documents.package import Package, Program, Relation, no_document
from reviewer.documents.safe_xml import Element

POWERPOINT = Program("PowerPoint", "ppt/presentation.xml")
_OFF = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class Slide:
    """`number`: 1-based place in the presentation. `models`: the roots of layout and master, as far as they are there."""

    number: int
    root: Element
    hidden: bool
    models: tuple[Element, ...]
    relations: Mapping[str, Relation]


@dataclass(slots=True)
class Deck:
    """An open presentation. Layouts and masters are parsed once."""

    package: Package
    name: str
    root: Element
    _models: dict[str, Element | None] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, name: str) -> Deck:
        """Raises: UnreadableFileError where there is no presentation."""
        root = package.root(package.main)
        if root is None:
            raise no_document(name, POWERPOINT)
        return cls(package, name, root)

    def slide_parts(self) -> list[str]:
        """Names of the parts of the slides in order, one that is missing too."""
        parts = {relation.id: relation.part for relation in self.package.relations(self.package.main)}
        listed = self.root.iterfind("{*}sldIdLst/{*}sldId")
        return [part for slide in listed if (part := _related(slide, parts)) is not None]

    def slides(self) -> Iterator[Slide]:
        """The slides that are there, parsed one after another."""
        for number, part in enumerate(self.slide_parts(), start=1):
            root = self.package.root(part)
            if root is not None:
                relations = {relation.id: relation for relation in self.package.relations(part)}
                yield Slide(number, root, root.get("show", "1") in _OFF, self._models_of(part), relations)

    def _models_of(self, part: str) -> tuple[Element, ...]:
        layout = self._part_of_kind(part, "slidelayout")
        master = self._part_of_kind(layout, "slidemaster") if layout else None
        return tuple(root for model in (layout, master) if model and (root := self._model(model)) is not None)

    def _part_of_kind(self, part: str, kind: str) -> str | None:
        return next((relation.part for relation in self.package.relations(part) if relation.kind == kind), None)

    def _model(self, part: str) -> Element | None:
        if part not in self._models:
            self._models[part] = self.package.root(part)
        return self._models[part]


def _related(element: Element, parts: Mapping[str, str]) -> str | None:
    return next(
        (parts[str(value)] for key, value in element.items() if str(key).endswith("}id") and value in parts), None
    )
