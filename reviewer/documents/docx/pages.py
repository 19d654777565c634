"""Page numbers in a format that has no pages until it is printed."""

from __future__ import annotations


class PageCount:
    """The page that the reading has come to, 1-based.

    Word notes where it broke pages when it last laid the document out (`w:lastRenderedPageBreak`), after a break that the
    author set as well. Without such notes the author's breaks alone number no page: `laid_out` stays False.
    """

    def __init__(self) -> None:
        self.current = 1
        self.laid_out = False
        self._just_broken = False

    def note_rendered_break(self) -> None:
        self.laid_out = True
        if not self._just_broken:
            self.current += 1
        self._just_broken = False

    def note_authored_break(self) -> None:
        self.current += 1
        self._just_broken = True

    def note_text(self) -> None:
        self._just_broken = False

    @property
    def position(self) -> tuple[int, bool]:
        return self.current, self._just_broken

    @position.setter
    def position(self, position: tuple[int, bool]) -> None:
        self.current, self._just_broken = position
