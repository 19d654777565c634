"""The fixtures of tests/workplace.py."""

from __future__ import annotations

from workplace import *  # noqa: F403 - pytest finds fixtures by their names in this module
