"""The lexicon of deadlines: which words matter to their grammar, and as what.

A word belongs to one class. Classes are the alphabet of the rules (`deadline_points`, `deadline_rhythms`): «year_word», «month»,
«until» … They are the function words of the language of planning, the same in every region; what a region judges stands in
`rules/`.
"""

from __future__ import annotations

from functools import lru_cache

from reviewer.language import calendar

_FORMS_OF = {
    "from": "с со начиная",
    "since": "от",
    "until": "до к ко",
    "to": "по",
    "and": "и или либо",
    "in": "в во за на об",
    "not": "не",
    "later": "позднее позже",
    "sooner": "ранее раньше",
    "after": "после момента даты спустя",
    "through": "через",
    "before": "перед накануне",
    "during": "течение течении течения теч протяжении протяжение втечение втечении продолжение",
    "whole": "весь всего все всей всем всю",
    "every": "каждый каждого каждому каждом каждым каждая каждой каждую каждое каждые каждых",
    "times": "раз раза разу разов р",
    "twice": "дважды",
    "thrice": "трижды",
    "term": "четв четверть четверти четвертью четвертей четвертями четвертях",
    "each_term": "четвертям",
    "each_quarter": "кварталам",
    "each_half": "полугодиям",
    "each_month": "месяцам",
    "each_week": "неделям",
    "each_trimester": "триместрам",
    "split_half": "пол",
    "quarter": "кв",
    "half": "полгода полуг пг",
    "month_word": "мес",
    "week": "нед",
    "year_word": "год года году годом годе г лет",
    "years_word": "гг годы годов годах годам годами",
    "day_word": "день дня дней дни дням дн сутки суток",
    "day_of_month": "числа число числу числам чисел числах",
    "current": "текущего текущий текущем текущему текущ тек этого этот этом сего нынешнего т",
    "next": "следующего следующий следующем следующему будущего",
    "school": "уч учеб",
    "working": "рабочих рабочего рабочий раб",
    "end": "конец конца концу конце окончания завершения",
    "begin": "начало начала началу начале",
    "month_half": "половина половину половине половины",
    "further": "далее затем дальнейшем впоследствии",
    "span_word": "период периода периоде периоду время времени срок срока сроки сроков",
    "result": "итогам итоги итог итогу результатам завершении окончании завершению окончанию",
    "none": "нет отсутствует отсутствуют указан указано указаны указана определен определены определено установлен установлено установлены предусмотрен предусмотрено предусмотрены без x х",
    "skip": "включительно вкл чем реже менее менее более чаще минимум максимум около дата даты примерно ориентировочно крайний "
    "предельный а но основе пн вт ср чт пт сб вс среди",
    "loose": "согласно мере факту график графику графика графике графиком графиков графикам план плану плана плане планом планам "
    "при ходе соответствии основании отдельному индивидуально требованию вызову установленные",
}
_STEMS = {
    "еженед": ("adverb", 1),
    "ежедневн": ("adverb", 0),
    "ежесуточн": ("adverb", 0),
    "понедельно": ("adverb", 1),
    "ежемес": ("adverb", 2),
    "помесячн": ("adverb", 2),
    "ежекварт": ("adverb", 3),
    "поквартальн": ("adverb", 3),
    "ежечетверт": ("adverb", 3),
    "ежеполугод": ("adverb", 4),
    "ежегод": ("adverb", 5),
    "подекадно": ("adverb", 6),
    "квартал": ("quarter", 0),
    "полугод": ("half", 0),
    "триместр": ("trimester", 0),
    "декад": ("decade", 0),
    "недел": ("week", 0),
    "месяц": ("month_word", 0),
    "календарн": ("calendar", 0),
    "учебн": ("school", 0),
    "каникул": ("holidays", 0),
    "середин": ("middle", 0),
    "постоянн": ("constant", 0),
    "систематич": ("constant", 0),
    "регулярн": ("constant", 0),
    "непрерывн": ("constant", 0),
    "перманентн": ("constant", 0),
    "круглогодич": ("constant", 0),
    "бессрочн": ("constant", 0),
    "периодич": ("constant", 0),
    "ежеурочн": ("constant", 0),
    "круглый": ("constant", 0),
    "реализаци": ("realization", 0),
    "отчетн": ("reporting", 0),
    "приказ": ("act", 0),
    "письм": ("act", 0),
    "распоряжени": ("act", 0),
    "постановлени": ("act", 0),
    "протокол": ("act", 0),
    "график": ("loose", 0),
    "запрос": ("loose", 0),
    "заявк": ("loose", 0),
    "расписани": ("loose", 0),
    "необходимост": ("loose", 0),
    "потребност": ("loose", 0),
    "надобност": ("loose", 0),
    "поступлени": ("loose", 0),
    "согласовани": ("loose", 0),
    "проведени": ("loose", 0),
    "получени": ("loose", 0),
    "обращени": ("loose", 0),
}
_COUNTED = ("дневн", "дневк", "недельн", "месячн", "часов")
"""Inside a word: «10-дневный срок», «двухнедельный», «в месячный срок»: a term counted from an event."""

ADVERB_UNITS = ("day_word", "week", "month_word", "quarter", "half", "year_word", "decade")
"""The unit of an adverb by the number that it carries: class «adverb» with 3 is «ежеквартально»."""

_FORMS = {word: (kind, 0) for kind, words in _FORMS_OF.items() for word in words.split()}
_STEM_LENGTHS = sorted({len(stem) for stem in _STEMS}, reverse=True)


@lru_cache(maxsize=16_384)
def word_class(word: str) -> tuple[str, int]:
    """The class of a folded word and the number that it carries (month, weekday, season, ordinal …); «noise» where it has none."""
    known = _FORMS.get(word)
    if known:
        return known
    for kind, find in _CALENDAR:
        number = find(word)
        if number is not None:
            return kind, number
    for length in _STEM_LENGTHS:
        found = _STEMS.get(word[:length])
        if found:
            return found
    return ("counted" if any(part in word for part in _COUNTED) else "noise"), 0


def is_lexical(word: str) -> bool:
    return word_class(word)[0] != "noise"


_CALENDAR = (
    ("month", calendar.month_of),
    ("number", calendar.cardinal),
    ("season", calendar.season_of),
    ("season_adjective", calendar.season_of_adjective),
    ("weekday", calendar.weekday_of),
    ("weekdays", calendar.weekday_of_plural),
    ("ordinal", calendar.ordinal),
)
