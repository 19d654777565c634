"""Short Russian texts in cookies, which hold Latin letters only."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error


def write_text(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


def read_text(value: str) -> str:
    """Empty where the value is not ours."""
    try:
        return urlsafe_b64decode(value.encode()).decode()
    except (Error, ValueError):
        return ""
