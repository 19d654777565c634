# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""Makes the Word templates anew: `python templates/build.py [FOLDER]`.

The templates are meant to be edited in Word; this script is how the shipped ones came to be.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from conclusion import conclusion
from letter import letter
from spravka import spravka

from reviewer.report.packaging import repack


def build(folder: Path) -> None:
    made = {"справка.docx": spravka(), "заключение.docx": conclusion(), "письмо.docx": letter()}
    for name, document in made.items():
        saved = io.BytesIO()
        document.save(saved)
        (folder / name).write_bytes(repack(saved.getvalue()))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
