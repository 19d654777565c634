"""Builds the samples from their sources: `python corpora/samples/build.py [--into FOLDER] [--without-pdf]`.

PDF files are printed by LibreOffice; without it only the Word files and the gold files are made.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gold_file import gold_of
from ruamel.yaml import YAML
from word_file import WordFile

HERE = Path(__file__).resolve().parent
REGIONAL_ROADMAP = HERE.parents[1] / "rules" / "zaozerye" / "regional-roadmap.docx"
PRINT_TIMEOUT_SECONDS = 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="folder for the built files, instead of where they are kept")
    parser.add_argument("--without-pdf", action="store_true", help="leave the PDF files as they are")
    arguments = parser.parse_args()
    target = arguments.into or HERE
    for path in sorted((HERE / "sources").glob("*.yaml")):
        source = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        folder = target / "roadmaps"
        if "municipality" not in source:
            folder = REGIONAL_ROADMAP.parent if arguments.into is None else target
        build(source, folder, target / "gold", pdf=not arguments.without_pdf)


def build(source: Mapping[str, Any], folder: Path, gold_folder: Path, *, pdf: bool) -> None:
    """Make the file of one source in `folder` and its gold beside the others."""
    folder.mkdir(parents=True, exist_ok=True)
    gold_folder.mkdir(parents=True, exist_ok=True)
    file = folder / source["file"]
    gold = gold_folder / f"{file.stem}.gold.json"
    gold.write_text(json.dumps(gold_of(source), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if file.suffix == ".docx":
        WordFile(source).save(file)
    elif pdf:
        print_pdf(source, file)
    print(file.name)


def print_pdf(source: Mapping[str, Any], file: Path) -> None:
    """Print a source through Word and LibreOffice, without the day and the random number that the printer adds."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice не найден: установите его или запустите с --without-pdf.")
    with tempfile.TemporaryDirectory() as name:
        between = Path(name) / f"{file.stem}.docx"
        WordFile(source).save(between)
        profile = f"-env:UserInstallation={Path(name, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(between)]
        subprocess.run(command, check=True, capture_output=True, timeout=PRINT_TIMEOUT_SECONDS)  # noqa: S603 - our own arguments
        file.write_bytes(_undated(between.with_suffix(".pdf").read_bytes()))


def _undated(pdf: bytes) -> bytes:
    """Blank what differs from one printing to the next; lengths stay, because the file's table counts bytes."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>20260101000000", pdf)
    return re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, pdf)


if __name__ == "__main__":
    main()
