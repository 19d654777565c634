"""Lines to be filled in by hand where the profile of the region, or anybody, does not know."""

from __future__ import annotations

BLANK = "____________________"
BLANK_NAME = "_______________"
BLANK_DATE = "«___»\u00a0____________\u00a020___\u00a0г."
BLANK_NUMBER = "________"
