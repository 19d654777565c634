"""Pages and API routes: each module has `pages`, `api` or both, and NAVIGATION for the bar on top."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from fastapi import APIRouter


def modules() -> list[ModuleType]:
    """All modules of routes, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__, f"{__name__}.") if not found.ispkg)
    return [import_module(name) for name in names]


def routers(module: ModuleType) -> list[APIRouter]:
    return [getattr(module, name) for name in ("pages", "api") if hasattr(module, name)]
