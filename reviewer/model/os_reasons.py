"""Why the system could not do something with a file, in Russian: its own words are English, or of another country."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from reviewer.model.errors import UsageError

_REASONS: Mapping[str, str] = {
    "EACCES": "нет прав доступа",
    "EPERM": "нет прав доступа",
    "EROFS": "носитель защищён от записи",
    "ENOENT": "такого файла или папки нет",
    "EEXIST": "файл с таким именем уже есть",
    "ENOTDIR": "на месте папки стоит файл",
    "EISDIR": "это папка, а не файл",
    "ENOTEMPTY": "папка не пуста",
    "ENOSPC": "не хватает места на диске",
    "EDQUOT": "исчерпана квота на диске",
    "EFBIG": "файл слишком велик",
    "ENAMETOOLONG": "слишком длинное имя",
    "EBUSY": "файл занят другой программой",
    "ETXTBSY": "файл занят другой программой",
    "EMFILE": "открыто слишком много файлов",
    "ENFILE": "открыто слишком много файлов",
    "EIO": "ошибка чтения или записи на диске",
    "ELOOP": "ссылки ведут по кругу",
    "EADDRINUSE": "порт занят",
    "EADDRNOTAVAIL": "у этого компьютера нет такого адреса",
}


_ADVICE: Mapping[str, str] = {
    "ENOSPC": "Освободите место и повторите.",
    "EDQUOT": "Освободите место и повторите.",
    **dict.fromkeys(("EEXIST", "ENOTDIR", "EISDIR", "EROFS", "ENAMETOOLONG"), "Укажите другую папку."),
}
_CLOSE = "Закройте этот файл, если он открыт, и повторите."


def not_written(place: Path, error: OSError) -> UsageError:
    """What a user is told where an output cannot be written. `place`: what was being written, where the error names nothing."""
    advice = _ADVICE.get(_name_of(error), _CLOSE)
    named = error.filename2 or error.filename or place
    return UsageError(f"Не удаётся записать «{named}»: {reason_of(error)}. {advice}", code="output")


def reason_of(error: OSError) -> str:
    """«не хватает места на диске»; for a reason that has no words here its code, «код 71»."""
    if error.errno is None:
        return str(error) or type(error).__name__
    return _REASONS.get(_name_of(error), f"код {error.errno}")


def _name_of(error: OSError) -> str:
    """«ENOSPC»; empty where the system has no name for it."""
    return errno.errorcode.get(error.errno or 0, "")
