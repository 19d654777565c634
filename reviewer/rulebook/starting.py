"""A new profile of a region, to be filled in: region.yaml and pack.yaml with comments for whoever fills them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template

from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.rulebook.loading import load_pack

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_LATIN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", "ъь")
_SEVERAL_LETTERS = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}

_REGION = Template("""\
# yaml-language-server: $$schema=${schema}
# Профиль региона: всё, что стоит в справке и чего нет в «дорожных картах».
# Обязательные пустые места перечисляет команда: reviewer rules lint ${folder}
# Остальное можно оставить закомментированным: в справке останется пустая строка, выдумано ничего не будет.

id: ${id}                        # имя профиля латиницей
name: ${name}                    # как в справке: Калужская область

# Кто проводит экспертизу и кому она адресована.
# centre: Государственное бюджетное учреждение «Региональный центр оценки качества образования»
# centre_short: ГБУ РЦОКО
# authority: Министерство образования Калужской области
# addressee: Министру образования Калужской области
# signer_position: Директор      # имя подписавшего можно вписать и в готовую справку

# Сопроводительное письмо «О направлении справки».
# letter_number: 01-15/27
# letter_date: 2025-02-03
# executor: фамилия и инициалы того, кто готовил письмо
# executor_phone: (00000) 0-00-00

# Вид документов: gost – по ГОСТ Р 7.0.97; archive – левое поле 30 мм; compact – мельче, чтобы страниц было меньше.
# layout: gost

# На каком основании: приказ о «дорожных картах».
# basis:
#   issuer: Министерство образования Калужской области
#   number: "123"
#   date: 2024-11-01
#   title: Об утверждении списка школ с низкими образовательными результатами

# Дни экспертизы; дни, которые план должен охватить целиком; последний день сдачи планов.
# review_period: {start: 2025-01-20, end: 2025-01-31}
# plan_period: {start: 2025-01-01, end: 2025-12-31}
# plans_due: 2025-01-17

# Региональная «дорожная карта»: файл в этой папке. По нему находят участие в региональных мероприятиях.
# regional_roadmap: regional-roadmap.docx

# Все муниципалитеты региона, по одному на каждый «-». Проценты в справке – от их числа.
municipalities:
  - id:                          # латиницей, например zhukovo
    official_name:               # как в документах: Жуковский район Калужской области
    short:                       # как в списках и таблицах: Жуковский район
    # aliases: [Жуковский р-н, Жуковского района]      # как ещё его называют файлы
    # cases: {родительный: Жуковского района}          # только если программа склоняет неверно
    # at_risk_schools: ["МБОУ СОШ № 1"]                # школы из списка региона
""")
_PACK = Template("""\
# yaml-language-server: $$schema=${schema}
# Чем экспертиза региона отличается от базовых правил. Пока здесь пусто, действуют базовые.
pack: ${id}
version: 1.0.0                   # растёт с каждым изменением и стоит в каждом выводе: тексты – третье число, фразы – второе, ступени – первое
title: ${title}
extends: base@^${base}

# Слова региона: названия его учреждений. «+» дополняет базовый словарь, «-» убирает из него.
# dictionaries:
#   regional_abbreviations+: ["=РЦОКО", "=КГИРО"]

# Параметр дополняют («indicators+») или записывают целиком, как здесь; подробно – в docs/rules.md. Проверить правку:
#   reviewer rules lint ${folder}        нет ли ошибок
#   reviewer rules test ${folder}        проходят ли примеры
#   reviewer rules impact base ${folder} --on ПАПКА   какие выводы изменятся
# parameters:
#   municipal_content:
#     title: Муниципальный контент
#     measure: {count: activities, where: {level: municipal}}
#     buckets:
#       - {id: none, title: отсутствует, when: "== 0", verdict: not_met}
#       - {id: some, title: представлен, when: ">= 1", verdict: met}
#     tests:
#       - {activities: [Районный семинар для директоров школ], bucket: some}
""")


def profile_id(region: str) -> str:
    """The id of a profile: as given where it is one («kaluga»), else made of a Russian name («Калужская область»).

    Raises:
        UsageError: Nothing of it can be written in Latin letters.
    """
    if _ID.fullmatch(region):
        return region
    latin = "".join(_SEVERAL_LETTERS.get(letter, letter) for letter in region.lower()).translate(_LATIN)
    made = "-".join(re.findall(r"[a-z0-9]+", latin)).lstrip("0123456789-")
    if not made:
        raise UsageError(f"Из «{region}» не получается имя профиля. Назовите регион по-русски или латиницей: kaluga.")
    return made


def start_profile(region: str, folder: Path, base: Path) -> tuple[Path, ...]:
    """Write a profile into a folder that is not there yet.

    Args:
        region: An id, or the region's name in Russian.
        folder: Where to write.
        base: The folder of the pack to build on.

    Returns:
        The files written.

    Raises:
        UsageError: The folder is there already, or cannot be written.
    """
    if folder.exists():
        raise UsageError(f"«{folder}» уже есть. Выберите другую папку параметром --out или уберите эту.")
    pack = load_pack(base)
    schema = base.parent / "schema.json"
    named = not _ID.fullmatch(region)
    values = {
        "id": profile_id(region),
        "name": json.dumps(region, ensure_ascii=False) if named else "",
        "title": json.dumps(f"Экспертиза муниципальных «дорожных карт», {region}", ensure_ascii=False),
        "folder": folder,
        "base": ".".join(pack.version.split(".")[:2]),
        "schema": "../schema.json" if (folder.parent / "schema.json").is_file() else schema.resolve().as_uri(),
    }
    files = {folder / "region.yaml": _REGION, folder / "pack.yaml": _PACK}
    try:
        folder.mkdir(parents=True)
        for path, text in files.items():
            path.write_text(text.substitute(values), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Папка «{folder}» не записывается: {reason_of(error)}.") from error
    return tuple(files)
