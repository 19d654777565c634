"""Who judges: a profile's rules, its region and its own roadmap, with a classifier."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.facts.classifier import load_classifier
from reviewer.facts.finding import Background
from reviewer.facts.memory import FactMemory
from reviewer.facts.regional import EventIndex
from reviewer.jobs.judgements import StoredFacts
from reviewer.model.corrections import Corrections
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.decisions_reading import KnownTitles
from reviewer.review import ReadFile, judge_roadmaps, regional_events
from reviewer.rulebook.judging import Classifier
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.rulebook.rulebook import Rulebook
from reviewer.store.blobs import Blobs
from reviewer.store.computed import Computed
from reviewer.store.runs import Manifest


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: files, the ids of their owners by name as a person has settled them, and decisions, the oldest first."""

    files: Sequence[ReadFile]
    assigned: Mapping[str, str]
    corrections: Sequence[Corrections]


@dataclass(frozen=True, slots=True)
class Judges:
    """`model`: SHA-256 of the classifier's file."""

    rulebook: Rulebook
    region: Region
    events: EventIndex | None
    classifier: Classifier | None
    model: str

    def judge(self, case: Case, memory: FactMemory | None) -> Review:
        background = Background(self.rulebook, self.region.plan_period, self.events, self.classifier, memory=memory)
        return judge_roadmaps(case.files, background, self.region, case.assigned, case.corrections)

    def memory(self, cache: Computed, engine: str) -> FactMemory:
        """Of what these judges find."""
        return StoredFacts(cache, (engine, self.rulebook.sha256, self.model))


_KEPT = 2
"""Of one campaign, and of another in between."""
_kept: OrderedDict[tuple[str, str | None], Judges] = OrderedDict()


def judges_of(blobs: Blobs, manifest: Manifest, profile: Path) -> Judges:
    """Those of a run. The last ones are kept: a worker loads them before it forks, so that its jobs find them there.

    Args:
        profile: A folder with the run's profile.

    Raises: RulebookError, UsageError where the profile or the classifier is wrong.
    """
    key = manifest.profile, manifest.model
    if key not in _kept:
        _kept[key] = load_judges(profile, blobs.path(manifest.model) if manifest.model else None)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return _kept[key]


def load_judges(profile: Path, model: Path | None) -> Judges:
    """Raises: RulebookError, UsageError where the profile or the classifier is wrong."""
    region = load_region(profile)
    roadmap = profile / region.regional_roadmap if region.regional_roadmap else None
    return Judges(
        load_pack(profile),
        region,
        regional_events(roadmap),
        load_classifier(model) if model else None,
        hashlib.sha256(model.read_bytes()).hexdigest() if model else "",
    )


def known_titles(profile: Path) -> KnownTitles:
    """What a workbook of a profile's campaign may name. Raises: RulebookError, UsageError where the profile is wrong."""
    return KnownTitles.of(load_pack(profile), load_region(profile))
