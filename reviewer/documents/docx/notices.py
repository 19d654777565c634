"""What a methodist is told of a docx that was read: text that is in the file and not in what was read of it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from reviewer.model.document import Block, Notice, Table
from reviewer.model.errors import Place, UnreadableFileError

_MESSAGES = {
    "tracked-changes": (
        "В файле есть непринятые исправления. Вставленный текст учтён, удалённый – нет. "
        "Если это не окончательный вариант, примите или отклоните исправления и пришлите файл снова."
    ),
    "hidden-text": "В файле есть скрытый текст, он не учтён. Если он нужен, снимите с него отметку «Скрытый».",
    "comments": "В файле остались примечания рецензента, они не учтены. Проверьте, окончательный ли это вариант.",
    "footnotes": "В файле есть сноски, их текст не учтён.",
    "imported-file": (
        "В документ вставлен другой файл целиком, его текст не прочитан. Откройте документ в Word и сохраните заново."
    ),
    "embedded-object": (
        "В документ вставлен объект другой программы (например, лист Excel), его содержимое не прочитано. "
        "Если это таблица плана, вставьте её как таблицу Word."
    ),
}
_PICTURES_WITHOUT_TABLE = (
    "В документе нет таблиц, но есть рисунки. Если план вставлен рисунком, он не прочитан: пришлите его таблицей."
)


def notices_of(remarks: AbstractSet[str], blocks: tuple[Block, ...], name: str) -> tuple[Notice, ...]:
    """The notices in a fixed order. Raises: UnreadableFileError where there is nothing but pictures to read."""
    if not blocks and remarks & {"pictures", "embedded-object"}:
        raise UnreadableFileError(
            "В документе нет текста, только рисунки (например, снимки страниц). "
            "Пришлите документ с текстом или его скан в формате PDF.",
            code="pictures-only",
            place=Place(file=name),
        )
    notices = [Notice(code, message) for code, message in _MESSAGES.items() if code in remarks]
    if "pictures" in remarks and not any(isinstance(block, Table) for block in blocks):
        notices.append(Notice("pictures", _PICTURES_WITHOUT_TABLE))
    if not blocks:
        notices.append(Notice("no-text", "В документе нет ни одного слова: пришлите заполненный документ."))
    return tuple(notices)
