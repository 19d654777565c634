"""The two kinds of routers: of pages and of the API."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from reviewer.web.answers import Refusal

API = "/api/v1"

_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "Запрос не разобран"},
    401: {"model": Refusal, "description": "Нужно войти"},
    403: {"model": Refusal, "description": "Не для этой роли, или запрос не с этой программы"},
    404: {"model": Refusal, "description": "Такого нет"},
    409: {"model": Refusal, "description": "Данные уже изменились"},
    413: {"model": Refusal, "description": "Слишком большой запрос"},
    422: {"model": Refusal, "description": "Данные не приняты"},
    429: {"model": Refusal, "description": "Слишком много попыток"},
}


def page_router() -> APIRouter:
    """Of pages, which stand outside the OpenAPI."""
    return APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def api_router(tag: str) -> APIRouter:
    """Of routes under /api/v1. `tag`: what they are about, in Russian."""
    return APIRouter(prefix=API, tags=[tag], responses=_REFUSALS)
