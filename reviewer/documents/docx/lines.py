"""Lines of a text that was pasted from elsewhere with the hyphens that its words were broken by."""

from __future__ import annotations

import re

from reviewer.language.mending import join_pair

_CUT = re.compile(r"[^\W\d_]-\n(?=[а-яёa-z])")


def whole_words(text: str) -> str:
    """The text with words made whole that a hyphen at the end of a line had cut; a hyphen of the word itself stays."""
    if "-\n" not in text:
        return text
    lines = text.split("\n")
    joined = lines[:1]
    for line in lines[1:]:
        if _CUT.search(f"{joined[-1][-2:]}\n{line[:1]}"):
            joined[-1] = join_pair(joined[-1], line)
        else:
            joined.append(line)
    return "\n".join(joined)
