"""What the system says of files is told in Russian."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from reviewer.model.os_reasons import not_written, reason_of


@pytest.mark.parametrize(
    "code", [errno.EACCES, errno.ENOSPC, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EADDRINUSE, errno.EXDEV]
)
def test_no_reason_is_english(code):
    assert not re.search("[a-z]{2}", reason_of(OSError(code, "No such luck")))


def test_a_reason_of_its_own_is_kept():
    assert reason_of(OSError("поток прерван")) == "поток прерван"
    assert reason_of(TimeoutError()) == "TimeoutError"


def test_a_folder_where_a_file_stands(tmp_path: Path):
    place = tmp_path / "план.docx"
    place.touch()
    with pytest.raises(OSError, match="exists") as caught:
        place.mkdir()
    assert reason_of(caught.value) == "файл с таким именем уже есть"


@pytest.mark.parametrize(
    ("code", "advice"),
    [(errno.EACCES, "Закройте"), (errno.ENOTDIR, "другую папку"), (errno.ENOSPC, "Освободите место")],
)
def test_the_advice_fits_the_reason(code, advice):
    message = not_written(Path("итоги"), OSError(code, "No such luck")).message
    assert message.startswith("Не удаётся записать «итоги»: ")
    assert advice in message
