"""The chain from files to a `Review`, without databases, HTTP or clocks."""

from reviewer.review.chain import Progress, judge_roadmaps, review
from reviewer.review.events import regional_events
from reviewer.review.reading import ReadFile, SubmittedFile, read_roadmap, read_roadmaps

__all__ = [
    "Progress",
    "ReadFile",
    "SubmittedFile",
    "judge_roadmaps",
    "read_roadmap",
    "read_roadmaps",
    "regional_events",
    "review",
]
