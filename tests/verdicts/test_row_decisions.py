"""What a person corrects of what was read is what the rules judge, in this version and in the next."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from lake_region import REGION

from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.finding import Background
from reviewer.facts.regional import EventIndex
from reviewer.facts.regional_events import planned_events
from reviewer.model.corrections import REGIONAL_EVENT, Corrections, Decision, LabelDecision, RowEdit
from reviewer.model.facts import ActivityFacts, Labels
from reviewer.model.review import Review
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.review import ReadFile, judge_roadmaps
from reviewer.rulebook.loading import load_pack
from reviewer.verdicts.row_references import reference_to

PACK = """
pack: trial
version: 1.0.0
signals:
  parents:
    title: Работа с родителями
    any:
      - {phrase: "родительский собрание"}
  regional_part:
    title: Участие в событии края
    any:
      - {regional_event: true, min: 0.9}
parameters:
  parents:
    title: Работа с родителями
    measure: {count: activities, where: {theme: parents}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "> 0", verdict: met}
  regional_part:
    title: Участие в событиях края
    measure: {count: activities, where: {signal: regional_part}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "> 0", verdict: met}
"""
FILE = "план.docx"
MISREAD = "Родит ельское собра ние о питании"
MEETING = "Родительское собрание о питании"
HIKE = "Поход к истокам реки"
EVENT = "Краевой слёт школьных экологов «Чистый берег»"


def row(text, number, file=FILE, **fields):
    return Activity(text, Source(file, 1, 1, number + 1), str(number), **fields)


def plan(*texts, file=FILE):
    return Roadmap(
        file, "docx", Passport("План"), tuple(row(text, number, file) for number, text in enumerate(texts, start=1))
    )


OLD = plan(MISREAD, HIKE)
NEW = plan("Сбор макулатуры", MISREAD, HIKE, file="план 2.docx")


def edit(kind, rows, *into, identifier="e1", municipality="dolina"):
    return RowEdit(kind, municipality, tuple(reference_to(municipality, one) for one in rows), into, id=identifier)


MENDED = edit("field", [OLD.activities[0]], {"activity": MEETING})


def on(activity, label, *, holds, identifier="", title=""):
    return LabelDecision(reference_to("dolina", activity), label, holds, id=identifier, label_title=title)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trial")
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    return load_pack(folder)


@pytest.fixture
def review(rulebook):
    def reviewed(roadmap, *groups, events=None):
        read = [ReadFile(roadmap.file, roadmap, sha256="0")]
        background = Background(rulebook, REGION.plan_period, events)
        return judge_roadmaps(read, background, REGION, {roadmap.file: "dolina"}, groups)

    return reviewed


def told(found):
    return [conflict.message for conflict in found.decided.conflicts]


def value(found, parameter="parents"):
    return found.municipalities[0].verdict(parameter).value


def test_a_mended_row_is_judged_as_it_should_be(review):
    found = review(OLD, Corrections(rows=(MENDED,)))
    (dolina, _) = found.municipalities
    assert (value(review(OLD)), value(found)) == (0.0, 1.0)
    assert [facts.corrected for facts in dolina.reviewed.facts] == [("correction:e1",), ()]
    assert dolina.verdict("parents").evidence[0].quote == MEETING
    assert dolina.notes == ("В прочитанный текст «дорожной карты» внесены исправления методиста (1 исправление).",)
    assert [change.edit.id for change in found.decided.row_changes] == ["e1"]


def test_nobody_corrected_anything(review):
    found = review(OLD)
    assert found.municipalities[0].notes == ()
    assert found.decided.row_changes == ()
    assert found == review(OLD, Corrections())


def test_a_roadmap_without_any_row_may_be_filled_in(review):
    found = review(plan(), Corrections(rows=(edit("added", [], {"activity": MEETING}),)))
    assert (found.municipalities[0].status, value(found)) == ("reviewed", 1.0)


def test_a_roadmap_of_which_every_row_is_removed_is_not_judged(review):
    removed = tuple(edit("removed", [one], identifier=one.number) for one in OLD.activities)
    found = review(OLD, Corrections(rows=removed)).municipalities[0]
    assert (found.status, found.reviewed, found.as_read) == ("emptied", None, OLD)
    assert found.notes == ("В прочитанный текст «дорожной карты» внесены исправления методиста (2 исправления).",)


def test_a_roadmap_of_which_no_row_was_read_is_not_called_emptied(review):
    assert review(plan()).municipalities[0].status == "unreadable"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (replace(MENDED, municipality="gone", rows=()), "больше нет в профиле региона"),
        (edit("added", [], {"activity": MEETING}, municipality="mysy"), "в этот раз не рассмотрена"),
        (edit("removed", [row("Такого нет", 5)]), "Такой строки"),
    ],
)
def test_a_correction_that_cannot_be_followed_is_told(review, wrong, message):
    found = review(OLD, Corrections(rows=(wrong,)))
    assert len(told(found)) == 1
    assert message in told(found)[0]
    assert found.decided.row_changes == ()


def test_an_answer_is_on_the_row_as_it_was_mended(review):
    mended = replace(OLD.activities[0], activity=MEETING)
    group = Corrections(rows=(MENDED,), labels=(on(mended, "parents", holds=False),), former={"dolina": OLD})
    for roadmap in (OLD, NEW):
        found = review(roadmap, group)
        assert (told(found), value(found)) == ([], 0.0)
    assert review(NEW, group).decided.corrections.labels[0].row.number == "2"


@pytest.mark.parametrize("roadmap", [OLD, NEW], ids=["the same version", "the next"])
def test_an_answer_outlives_a_mended_number(review, roadmap):
    labels = (on(OLD.activities[1], "parents", holds=True),)
    mended = edit("field", [OLD.activities[1]], {"number": "2.1."})
    group = Corrections(labels=labels, former={"dolina": OLD}, rows=(mended,))
    found = review(roadmap, group)
    assert value(found) == 1.0
    assert told(found) == ([] if roadmap is OLD else [mended_elsewhere()])


def mended_elsewhere():
    return "Мероприятие изменено (пункт): было «2», стало «3». Исправьте заново."


def test_a_verdict_rests_on_the_mended_row(review):
    group = Corrections((Decision("dolina", "parents", "partly"),), former={"dolina": OLD}, rows=(MENDED,))
    assert review(NEW, group).municipalities[0].verdict("parents").verdict == "partly"
    put_right = plan(MEETING, HIKE, file="план 2.docx")
    assert told(review(put_right, group)) == [
        "В новой версии «дорожной карты» так и написано: исправление больше не нужно."
    ]
    other = plan(HIKE, file="план 2.docx")
    assert [message.split(".")[0] for message in told(review(other, group))] == [
        f"В новой версии «дорожной карты» параметр измерен иначе: больше не учтено 1 «{MEETING}»",
        "Мероприятие исключено из новой версии «дорожной карты»",
    ]


def test_each_group_is_taken_over_from_its_own_version(review):
    first = Corrections(rows=(MENDED,), former={"dolina": OLD})
    mended = replace(NEW.activities[1], activity=MEETING)
    second = Corrections(labels=(on(mended, "parents", holds=False),), former={"dolina": NEW})
    newest = plan(HIKE, MISREAD, "Сбор макулатуры", file="план 3.docx")
    found = review(newest, first, second)
    assert (told(found), value(found)) == ([], 0.0)
    assert value(review(newest, first)) == 1.0


def test_of_decisions_on_the_same_the_later_stands(review):
    first = Corrections(
        (Decision("dolina", "parents", "met", comment="раньше"),),
        (on(OLD.activities[1], "parents", holds=True),),
        former={"dolina": OLD},
    )
    second = Corrections(
        (Decision("dolina", "parents", "partly", comment="позже"),),
        (on(NEW.activities[2], "parents", holds=False),),
        former={"dolina": NEW},
    )
    found = review(NEW, first, second)
    verdict = found.municipalities[0].verdict("parents")
    assert (verdict.verdict, verdict.decision.comment, verdict.value) == ("partly", "позже", 0.0)
    assert [item.comment for item in found.decided.corrections.verdicts] == ["позже"]
    assert [item.holds for item in found.decided.corrections.labels] == [False]
    assert review(NEW, second, first).municipalities[0].verdict("parents").decision.comment == "раньше"


@pytest.fixture(scope="module")
def events():
    rows = [
        Activity(text, Source("край.docx", table=1, row=number + 1), str(number), deadline="май 2025")
        for number, text in enumerate((EVENT, "Диагностика педагогов", "Конкурс программ"), start=1)
    ]
    found = [ActivityFacts(one, parse_deadline(one.deadline), Labels("regional"), "missing") for one in rows]
    return EventIndex(planned_events(found))


DOUBTFUL = "Подготовка команды к слёту экологов"


def in_may(*texts, file=FILE):
    planned = plan(*texts, file=file)
    return replace(planned, activities=tuple(replace(one, deadline="май 2025") for one in planned.activities))


def test_a_doubtful_event_is_settled_by_yes_and_by_no(review, events):
    roadmap = in_may(DOUBTFUL, HIKE)
    asked = review(roadmap, events=events)
    facts = asked.municipalities[0].reviewed.facts[0]
    assert facts.regional
    assert not facts.regional.certain
    yes, no = (
        review(
            roadmap,
            Corrections(labels=(on(roadmap.activities[0], REGIONAL_EVENT, holds=holds, identifier="q"),)),
            events=events,
        )
        for holds in (True, False)
    )
    settled, refused = (found.municipalities[0].reviewed.facts[0] for found in (yes, no))
    assert settled.regional == replace(facts.regional, certain=True)
    assert [why.by for why in settled.whys if why.label == REGIONAL_EVENT] == ["correction:q"]
    assert refused.regional is None
    assert (value(yes, "regional_part"), value(no, "regional_part")) == (1.0, 0.0)
    assert [len(found.regional_events[0].taking_part) for found in (asked, yes, no)] == [0, 1, 0]
    assert (told(yes), told(no)) == ([], [])


def test_an_answer_on_another_event_settles_nothing(review, events):
    roadmap = in_may(DOUBTFUL)
    other = on(roadmap.activities[0], REGIONAL_EVENT, holds=True, title="Участие в событии «Смотр строя и песни»")
    found = review(roadmap, Corrections(labels=(other,)), events=events)
    assert not found.municipalities[0].reviewed.facts[0].regional.certain
    assert told(found) == ["Строка сопоставлена с другим мероприятием региональной «дорожной карты». Решите заново."]
    same = replace(other, label_title=f"Участие в событии «{EVENT}»")
    assert told(review(roadmap, Corrections(labels=(same,)), events=events)) == []


def test_an_answer_on_an_event_that_is_no_more_is_told(review):
    roadmap = in_may(DOUBTFUL)
    answer = on(roadmap.activities[0], REGIONAL_EVENT, holds=True)
    assert told(review(roadmap, Corrections(labels=(answer,)))) == [
        "Похожего мероприятия в региональной «дорожной карте» больше нет."
    ]


def test_an_answer_on_an_event_follows_its_row(review, events):
    roadmap = in_may(DOUBTFUL, HIKE)
    answer = on(roadmap.activities[0], REGIONAL_EVENT, holds=True)
    moved = in_may(HIKE, DOUBTFUL, file="план 2.docx")
    found = review(moved, Corrections(labels=(answer,), former={"dolina": roadmap}), events=events)
    assert found.municipalities[0].reviewed.facts[1].regional.certain
    assert told(found) == []


def test_a_review_with_all_that_came_of_corrections_travels_as_json(review, events):
    group = Corrections(
        (Decision("gone", "parents", "met"),),
        (on(row("Такого нет", 5), "parents", holds=True),),
        rows=(MENDED, edit("removed", [row("Такого нет", 5)])),
    )
    found = review(OLD, group, events=events)
    assert len(told(found)) == 3
    assert msgspec.json.decode(msgspec.json.encode(found), type=Review) == found
