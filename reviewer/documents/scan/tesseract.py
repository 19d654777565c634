"""Tesseract in two shapes: the library tesserocr, which keeps its models loaded, and the program, started once a batch.

Both give the same TSV. The library is preferred: a page is read in half the time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2

from reviewer.documents.scan.recogniser import Mode, Picture, ReadLine, Recogniser, lines_of_tsv
from reviewer.model.errors import Place, UnsupportedFormatError

LANGUAGE = "rus"
_WORKING_DPI = 300
_DATA_SUFFIX = ".traineddata"
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
_WINDOWS_PROGRAM = "C:/Program Files/Tesseract-OCR/tesseract.exe"
_PROGRAM_SECONDS = 600
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""On small crops Tesseract's threads wait for each other: seven times slower on two cores."""


def recogniser(name: str) -> Recogniser:
    """The recogniser of this process. `name`: the file that asks for it.

    Raises: UnsupportedFormatError with the code `tesseract-missing` or `tesseract-language-missing`.
    """
    found = _found()
    if found is None:
        raise _missing(name)
    if LANGUAGE not in found.languages:
        raise _without_russian(name)
    return found


@cache
def _found() -> Recogniser | None:
    data = data_folder()
    library = _library(data) if data else None
    program = shutil.which("tesseract") or shutil.which(_WINDOWS_PROGRAM)
    if library is None and program:
        return TesseractProgram(program, data)
    return library


def data_folder() -> Path | None:
    """The folder with Tesseract's models, one that has the Russian model before others."""
    folders = [folder for folder in _candidate_folders() if any(folder.glob(f"*{_DATA_SUFFIX}"))]
    russian = (folder for folder in folders if (folder / f"{LANGUAGE}{_DATA_SUFFIX}").is_file())
    return next(russian, next(iter(folders), None))


def _candidate_folders() -> Iterable[Path]:
    stated = os.environ.get("TESSDATA_PREFIX")
    if stated:
        yield from (Path(stated), Path(stated) / "tessdata")
    for pattern in _DATA_FOLDERS:
        root, _, rest = pattern.partition("*")
        yield from sorted(Path(root).glob(f"*{rest}"), reverse=True) if rest else (Path(pattern),)


def _library(data: Path) -> Recogniser | None:
    os.environ.update(_ONE_THREAD)  # read once, when the library is loaded
    try:
        import tesserocr  # noqa: PLC0415 - loaded for scans only, and not on every system
    except ImportError:
        return None
    return TesseractLibrary(tesserocr, data)


class TesseractLibrary:
    """tesserocr with one engine a language, kept for the life of the process."""

    def __init__(self, module: Any, data: Path) -> None:  # noqa: ANN401 - the module has no types
        self._module = module
        self._data = data
        self._engines: dict[str, Any] = {}
        self.languages = frozenset(path.name.removesuffix(_DATA_SUFFIX) for path in data.glob(f"*{_DATA_SUFFIX}"))

    def lines(self, crops: Sequence[Picture], mode: Mode) -> list[list[ReadLine]]:
        """The lines of each crop in reading order."""
        engine = self._engine(mode.language)
        engine.SetPageSegMode(mode.segmentation)
        for variable, value in _variables(mode).items():
            engine.SetVariable(variable, value)
        found = []
        for crop in crops:
            height, width = crop.shape
            engine.SetImageBytes(crop.tobytes(), width, height, 1, width)
            engine.SetSourceResolution(_WORKING_DPI)
            found.append(lines_of_tsv(engine.GetTSVText(0)).get(1, []))
            engine.Clear()
        return found

    def _engine(self, language: str) -> Any:  # noqa: ANN401 - the module has no types
        if language not in self._engines:
            self._engines[language] = self._module.PyTessBaseAPI(path=str(self._data), lang=language)
        return self._engines[language]


class TesseractProgram:
    """The program `tesseract`, which takes a list of pictures at one start."""

    def __init__(self, program: str, data: Path | None) -> None:
        self._program = program
        self._data = ["--tessdata-dir", str(data)] if data else []
        listed = self._run(["--list-langs"])
        self.languages = frozenset(line.strip() for line in listed.splitlines()[1:])

    def lines(self, crops: Sequence[Picture], mode: Mode) -> list[list[ReadLine]]:
        """The lines of each crop in reading order."""
        if not crops:
            return []
        with tempfile.TemporaryDirectory(prefix="reviewer-scan-") as folder:
            paths = [Path(folder) / f"{index}.png" for index in range(len(crops))]
            for path, crop in zip(paths, crops, strict=True):
                path.write_bytes(cv2.imencode(".png", crop)[1].tobytes())
            listing = Path(folder) / "list.txt"
            listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
            pages = lines_of_tsv(self._run([str(listing), "stdout", *_arguments(mode)]))
        return [pages.get(number, []) for number in range(1, len(crops) + 1)]

    def _run(self, arguments: list[str]) -> str:
        done = subprocess.run(  # noqa: S603 - the program is found on the path, its arguments are ours
            [self._program, *arguments, *self._data],
            capture_output=True,
            check=True,
            timeout=_PROGRAM_SECONDS,
            env={**os.environ, **_ONE_THREAD},
        )
        return done.stdout.decode("utf-8", errors="replace")


def _arguments(mode: Mode) -> list[str]:
    settings = [part for name, value in _variables(mode).items() if value for part in ("-c", f"{name}={value}")]
    return ["-l", mode.language, "--psm", str(mode.segmentation), "--dpi", str(_WORKING_DPI), *settings, "tsv"]


def _variables(mode: Mode) -> dict[str, str]:
    return {"tessedit_char_whitelist": mode.characters, "tessedit_char_blacklist": mode.excluded}


def _missing(name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        "Это скан, а программа распознавания Tesseract не установлена. Установите tesseract-ocr и tesseract-ocr-rus "
        "(в Debian и Ubuntu: apt install tesseract-ocr tesseract-ocr-rus) или пришлите документ Word либо PDF с текстом.",
        code="tesseract-missing",
        place=Place(file=name),
    )


def _without_russian(name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        "Это скан, а у программы распознавания Tesseract нет русского языка. Установите его (в Debian и Ubuntu: "
        "apt install tesseract-ocr-rus; иначе положите rus.traineddata в папку tessdata) или пришлите документ Word "
        "либо PDF с текстом.",
        code="tesseract-language-missing",
        place=Place(file=name),
    )
