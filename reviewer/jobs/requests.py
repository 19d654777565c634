"""What a job may be asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["review", "documents", "comparison", "impact", "learn"]


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The files of a campaign are read and judged. Its documents are another job's.

    Attributes:
        today: The date that the справка bears; None leaves it open.
        anew: Even where a stored run is made from the same: files whose reading may succeed this time are tried again.
    """

    today: date | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class DocumentsRequest:
    """The documents of a run are written, unless they are there.

    Attributes:
        printed: PDFs are made of those in Word too.
        ahead: Nobody has asked for them yet: they give way to a newer result.
    """

    run: int
    printed: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Two results of a campaign are compared, and what differs is traced to its causes. `old`, `new`: ids of runs."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class ImpactRequest:
    """What a campaign holds is judged by its own rules and by those of another profile.

    Attributes:
        profile: Its folder or name.
        content: SHA-256 of a blob with it (`packed_profile`), where it lies in no folder: a draft. `profile` says then of what.
    """

    profile: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class LearnRequest:
    """The classifier is trained on what people have corrected, and taken where it is better on municipalities held out."""


Request = ReviewRequest | DocumentsRequest | ComparisonRequest | ImpactRequest | LearnRequest

FORMS: dict[Kind, type[Request]] = {
    "review": ReviewRequest,
    "documents": DocumentsRequest,
    "comparison": ComparisonRequest,
    "impact": ImpactRequest,
    "learn": LearnRequest,
}


def kind_of(request: Request) -> Kind:
    return next(kind for kind, form in FORMS.items() if type(request) is form)
