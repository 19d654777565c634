"""What the identifiers of the taxonomy are called in Russian."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.facts import DeadlineKind, Level, OutcomeKind, Scope
from reviewer.model.review import Status, VerdictKind

VERDICTS: Mapping[VerdictKind, str] = {
    "met": "соответствует",
    "partly": "соответствует частично",
    "not_met": "не соответствует",
    "unknown": "уточнить",
}
SIGNS: Mapping[VerdictKind, str] = {"met": "+", "partly": "±", "not_met": "–", "unknown": "?"}
SIGN_COLOURS: Mapping[VerdictKind, str] = {
    "met": "EAF3E6",
    "partly": "F2CF7E",
    "not_met": "D98A6A",
    "unknown": "FFFFFF",
}
"""Cells of the matrix, «RRGGBB»: 94, 82, 62 and 100 per cent of grey where there are no colours."""
NO_ROADMAP = "нет данных"
NO_ROADMAP_SIGN = "н/д"

STATUSES: Mapping[Status, str] = {
    "reviewed": "рассмотрена",
    "missing": "не представлена",
    "unreadable": "файл не прочитан",
    "ambiguous": "принадлежность файла не установлена",
    "emptied": "все строки удалены по решению методиста",
}

DEADLINES: Mapping[DeadlineKind, str] = {
    "date": "дата",
    "month": "месяц",
    "period": "период",
    "recurring": "повторяется",
    "continuous": "в течение всего периода",
    "relative": "зависит от события",
    "missing": "не указан",
}
LEVELS: Mapping[Level, str] = {
    "federal": "федеральный",
    "regional": "региональный",
    "municipal": "муниципальный",
    "school": "школьный",
}
SCOPES: Mapping[Scope, str] = {
    "listed_schools": "школы из списка",
    "all_schools": "все школы муниципалитета",
    "unstated": "не указан",
}
OUTCOMES: Mapping[OutcomeKind, str] = {
    "quantitative": "количественный",
    "qualitative": "качественный",
    "document": "документ",
    "missing": "не указан",
}
AUDIENCES: Mapping[str, str] = {
    "pupils": "обучающиеся",
    "teachers": "педагоги",
    "administrators": "администрации",
    "methodists": "методисты",
    "parents": "родители",
    "public": "общественность",
}
THEMES: Mapping[str, str] = {
    "planning": "планирование",
    "methodical_support": "методическая поддержка педагогов",
    "administration_work": "работа с администрациями школ",
    "professional_development": "повышение квалификации",
    "teacher_diagnostics": "диагностика профессиональных дефицитов",
    "mentoring": "наставничество и кураторство",
    "quality_monitoring": "мониторинг качества образования",
    "control_works": "контрольные и диагностические работы",
    "results_analysis": "анализ результатов оценочных процедур",
    "objectivity": "объективность оценочных процедур",
    "internal_assessment": "внутришкольная оценка качества",
    "individual_support": "индивидуальная работа и адресная поддержка",
    "failure_prevention": "профилактика учебной неуспешности",
    "psychological_support": "психологическая и социальная помощь",
    "parents": "работа с родителями",
    "experience_sharing": "распространение опыта",
    "competitions": "конкурсы и конференции",
    "roadmap_monitoring": "контроль исполнения «дорожной карты»",
    "publicity": "информирование общественности",
}
