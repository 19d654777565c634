"""What the pages of a campaign have in common: it is opened, or it is told that there is none."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request

from reviewer.web.problems import NotFound
from reviewer.web.views.reviews import Opened, Shown, open_campaign, show_campaign

LARGEST_ID = (1 << 63) - 1

Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
"""An id in the path of an API route."""
RunQuery = Annotated[
    int | None, Query(ge=1, le=LARGEST_ID, description="Номер прежнего результата; без него – последний")
]
"""The parameter `run` of a page or an API route."""


def opened(request: Request, campaign: int, run: int | None = None) -> Opened:
    """A campaign, with or without a result. Raises: NotFound."""
    found = None
    if campaign <= LARGEST_ID:
        with request.app.state.settings.workspace.reading() as connection:
            found = open_campaign(connection, campaign, run)
    if found is None:
        raise NotFound("Такой экспертизы или такого её результата нет. Вернитесь к списку экспертиз.")
    return found


def shown(request: Request, campaign: int, run: int | None = None) -> Shown:
    """A campaign with its result. Raises: NotFound, also while there is no result yet."""
    found = show_campaign(request.app.state.settings.workspace, campaign, run) if campaign <= LARGEST_ID else None
    if found is None:
        opened(request, campaign, run)
        raise NotFound(
            "Результата этой экспертизы ещё нет. Дождитесь конца проверки: её ход виден на странице экспертизы."
        )
    return found
