"""A small labelled corpus: of two themes, each in the words of several authors."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.learn.corpus import LabelledActivity

WORDS = {
    "parents": ("Собрание для родителей", "Лекторий для родителей", "Встреча с родителями", "Беседа с родителями"),
    "objectivity": ("Перепроверка работ", "Наблюдение на ВПР", "Проверка работ комиссией", "Перепроверка ВПР"),
}


def labelled_activities(voices: Sequence[str]) -> tuple[LabelledActivity, ...]:
    return tuple(
        LabelledActivity(
            id=f"{voice}-{theme}-{number}",
            document=f"{voice}-0{number}",
            text=f"{text} {voice}",
            level="school",
            themes=(theme,),
            audiences=(),
            scope="unstated",
        )
        for voice in voices
        for theme, texts in WORDS.items()
        for number, text in enumerate(texts)
    )
