"""The fixtures of tests/workspaces.py."""

from __future__ import annotations

from workspaces import *  # noqa: F403 - pytest finds fixtures by their names in this module
