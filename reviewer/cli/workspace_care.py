"""`reviewer workspace`: what each command does and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from reviewer.language.numerals import count_of
from reviewer.store.backup import Manifest, back_up
from reviewer.store.inspecting import State, inspect_workspace
from reviewer.store.restoring import restore
from reviewer.store.tidying import tidy
from reviewer.store.workspace import Workspace, create_workspace, default_folder, open_workspace

_PROBLEM = 1
_COUNTED = {
    "campaign": "Экспертизы",
    "submission": "Представления",
    "submitted_file": "Представленные файлы",
    "run": "Результаты",
    "correction": "Решения людей",
    "history": "Записи истории",
}
_SHOWN = 5
"""Names of files that are shown at most."""
_RESTORE = "Восстановите рабочую папку из резервной копии: reviewer workspace restore ФАЙЛ ПАПКА."


def run_init(folder: Path | None, url: str | None) -> int:
    """Make a workspace. Returns 0."""
    made = create_workspace(folder or default_folder(), url)
    print(f"Рабочая папка создана: {made.folder.absolute()}")
    print(f"База данных: {made.place}")
    print("Раз в неделю делайте резервную копию: reviewer workspace backup копия.zip")
    made.close()
    return 0


def run_status(folder: Path | None, *, check: bool, as_json: bool) -> int:
    """Show what a workspace holds. Returns 1 where something is missing or damaged, else 0."""
    found = open_workspace(folder)
    state = inspect_workspace(found, check=check)
    found.close()
    if as_json:
        print(msgspec.json.encode(state, enc_hook=str).decode())
    else:
        print("\n".join(_lines(state)))
    return 0 if state.whole else _PROBLEM


def _lines(state: State) -> Iterator[str]:
    yield f"Рабочая папка: {state.folder}"
    yield f"База данных: {state.database} ({_size(state.database_bytes)}, схема {state.schema})"
    yield f"Файлы: {state.files} ({_size(state.file_bytes)})"
    yield from (f"{title}: {state.rows[table]}" for table, title in _COUNTED.items())
    if state.newest:
        made = state.newest.made_at.astimezone().strftime("%d.%m.%Y %H:%M")
        author = f", {state.newest.author}" if state.newest.author else ""
        yield f"Последний результат: № {state.newest.id}, «{state.newest.campaign}», {made}{author}"
    if state.spare:
        yield f"Ничьи файлы: {state.spare}. Удалить их: reviewer workspace tidy"
    yield from _problems(state)


def _problems(state: State) -> Iterator[str]:
    for what, names in (("Нет файлов", state.missing), ("Испорчены файлы", state.damaged)):
        if names:
            more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
            yield f"{what} ({len(names)}): {', '.join(names[:_SHOWN])}{more}."
    if state.broken:
        yield f"База данных испорчена: {state.broken[0]}."
    if not state.whole:
        yield _RESTORE
    elif state.checked:
        yield "Проверено: все файлы на месте и не испорчены."
    else:
        yield "Все файлы на месте. Прочитать и проверить их: reviewer workspace status --check"


def run_backup(file: Path, folder: Path | None) -> int:
    """Back a workspace up. Returns 1 where some of its files were gone or damaged, else 0."""
    found = open_workspace(folder)
    manifest = back_up(found, file)
    found.close()
    print(f"Резервная копия записана: {file} ({_size(file.stat().st_size)}; {_held(manifest)}).")
    if manifest.lost:
        lost = count_of(len(manifest.lost), "файл")
        print(
            f"В рабочей папке испорчено или пропало: {lost}; в копии их нет. Подробнее: reviewer workspace status --check"
        )
        return _PROBLEM
    print("В ней все документы и решения: храните её там, где нет доступа посторонним.")
    return 0


def run_restore(file: Path, folder: Path | None, url: str | None) -> int:
    """Make a workspace of a backup. Returns 1 where the backup lacks files, else 0."""
    made, manifest = restore(file, folder or default_folder(), url)
    made_at = manifest.made_at.astimezone().strftime("%d.%m.%Y %H:%M")
    print(f"Рабочая папка восстановлена: {made.folder.absolute()} ({_held(manifest)}; копия от {made_at}).")
    _tell_where(made)
    made.close()
    if manifest.lost:
        print(f"В копии недостаёт: {count_of(len(manifest.lost), 'файл')}. Подробнее: reviewer workspace status")
        return _PROBLEM
    return 0


def _tell_where(made: Workspace) -> None:
    if made.folder.absolute() != default_folder().absolute():
        print(f"Чтобы работать с ней: --workspace «{made.folder}» или переменная REVIEWER_WORKSPACE.")


def run_tidy(folder: Path | None, days: int) -> int:
    """Drop what nobody needs. Returns 0."""
    found = open_workspace(folder)
    tidied = tidy(found, days=days)
    found.close()
    results = count_of(tidied.results, "промежуточный результат")
    print(f"Удалено: {results}, {count_of(tidied.files, 'файл')}. Освобождено: {_size(tidied.bytes)}.")
    return 0


def _held(manifest: Manifest) -> str:
    return f"{count_of(manifest.files, 'файл')}, {count_of(manifest.rows.get('correction', 0), 'решение')}"


def _size(size: int) -> str:
    if size < 1 << 20:
        return f"{-(-size // 1024)} КБ"
    return f"{size / (1 << 20):.1f} МБ".replace(".", ",")
