"""The JSON forms of the command line's contract."""

from __future__ import annotations

from dataclasses import asdict

from reviewer.model.facts import ActivityFacts, Deadline, Labels, Why
from reviewer.model.roadmap import Roadmap
from reviewer.review import ReadFile


def deadline_form(deadline: Deadline) -> dict[str, object]:
    return {
        "kind": deadline.kind,
        "concrete": deadline.concrete,
        "intervals": [[day and day.isoformat() for day in interval] for interval in deadline.intervals],
        "every": deadline.every,
        "times": deadline.times,
    }


def labels_form(labels: Labels) -> dict[str, object]:
    return {
        "level": labels.level,
        "themes": list(labels.themes),
        "audiences": list(labels.audiences),
        "scope": labels.scope,
    }


def why_form(why: Why) -> dict[str, object]:
    by = why.by if why.by.startswith("rule:") else why.by.partition(":")[0] if why.by.startswith("model:") else why.by
    return {"label": why.label, "by": by, "probability": why.probability, "quote": why.quote}


def extracted_form(file: str, read: ReadFile, facts: tuple[ActivityFacts, ...]) -> dict[str, object]:
    """One line of `reviewer extract --json`."""
    roadmap = read.roadmap
    if roadmap is None:
        problem = read.problem
        return {
            "file": file,
            "format": None,
            "title": None,
            "territory": None,
            "period": None,
            "activities": [],
            "warnings": [],
            "error": {"code": problem.code, "message": problem.message} if problem else None,
        }
    return {
        "file": file,
        "format": roadmap.format,
        "title": roadmap.passport.title,
        "territory": roadmap.passport.territory,
        "period": _period_form(roadmap),
        "activities": [_activity_form(item) for item in facts],
        "warnings": [{"code": notice.code, "message": notice.message} for notice in roadmap.notices],
        "error": None,
    }


def _period_form(roadmap: Roadmap) -> dict[str, str] | None:
    period = roadmap.passport.period
    return {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None


def _activity_form(facts: ActivityFacts) -> dict[str, object]:
    activity = facts.activity
    source = asdict(activity.source)
    source.pop("file")
    return {
        "number": activity.number,
        "parent": activity.parent,
        "section": activity.section,
        "activity": activity.activity,
        "deadline": activity.deadline,
        "responsible": activity.responsible,
        "participants": activity.participants,
        "outcome": activity.outcome,
        "deadline_facts": deadline_form(facts.deadline),
        "labels": labels_form(facts.labels),
        "outcome_kind": facts.outcome_kind,
        "source": source,
    }
