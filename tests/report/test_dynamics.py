"""A справка that follows another tells the dynamics; the first one knows nothing of it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field, replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from reviewer.model.review import Review, Verdict
from reviewer.report.changes_context import build_changes_context
from reviewer.report.crossings import view_crossings
from reviewer.report.writing import write_outputs
from reviewer.verdicts.changes import Cause, Step, compare_runs

pytestmark = pytest.mark.usefixtures("no_libreoffice")
DEADLINES = "concrete_deadlines"


@dataclass
class Recording:
    """A memory that tells what was made anew."""

    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def recall(self, kind: str, key: str) -> bytes | None:
        return self.kept.get((kind, key))

    def keep(self, kind: str, key: str, content: bytes) -> None:
        self.kept[kind, key] = content
        self.made.append(kind)


def changed(review: Review, identifier: str, parameter: str, new: Verdict, file: str | None = None) -> Review:
    """The same review with another verdict of one municipality, who sent another file if one is named."""
    municipality = next(one for one in review.municipalities if one.id == identifier)
    verdicts = tuple(new if one.parameter == parameter else one for one in municipality.verdicts)
    reviewed = municipality.reviewed
    if file:
        reviewed = replace(reviewed, roadmap=replace(reviewed.roadmap, file=file))
    renewed = replace(municipality, verdicts=verdicts, reviewed=reviewed, files=(file,) if file else municipality.files)
    municipalities = tuple(renewed if one.id == identifier else one for one in review.municipalities)
    having = [one for one in municipalities if (verdict := one.verdict(parameter)) and verdict.verdict == "met"]
    percent = round(100 * len(having) / len(municipalities), 1)
    statements = tuple(
        replace(one, count=len(having), percent=percent, municipalities=tuple(item.id for item in having))
        if one.id == parameter
        else one
        for one in review.statements
    )
    return replace(review, municipalities=municipalities, statements=statements)


def counted(review: Review) -> Review:
    """The same review, its statement of the deadlines counted as `changed` counts."""
    first = review.municipalities[0]
    return changed(review, first.id, DEADLINES, first.verdict(DEADLINES))


def met(parameter: str) -> Verdict:
    return Verdict(parameter, "met", 0.75, 4, "most", "большинство", finding="Сроки конкретны.")


def text_of(path) -> str:
    body = docx.Document(str(path)).element.body
    return (
        "\n".join("".join(run.text or "" for run in item.iter(qn("w:t"))) for item in body.iter(qn("w:p")))
        .replace("\u00a0", " ")
        .replace("\u2011", "-")
    )


def section(text: str, title: str) -> str:
    """A section of the справка by its heading, up to the next one."""
    return re.split(r"\n\d+\. (?=[А-Я])", text.partition(f"\n{title}\n")[2])[0]


@pytest.fixture
def before(review):
    return counted(review)


@pytest.fixture
def after(before):
    return changed(before, "kamensk", DEADLINES, met(DEADLINES), "Каменский план доработанный.docx")


@pytest.fixture
def second(before, after, region, tmp_path):
    write_outputs(after, region, tmp_path, changes=compare_runs(before, [Step("files", after)]))
    return tmp_path


def without_changes(template, made) -> None:
    """The template without all that asks whether there are changes."""
    with zipfile.ZipFile(template) as package, zipfile.ZipFile(made, "w") as stripped:
        for name in package.namelist():
            part = package.read(name)
            stripped.writestr(name, stripped_of_changes(part) if name == "word/document.xml" else part)


def body_bytes(package: zipfile.ZipFile) -> bytes:
    """The library marks a text as keeping its spaces where an instruction of the template follows, whatever the text is."""
    return package.read("word/document.xml").replace(b' xml:space="preserve"', b"")


def stripped_of_changes(part: bytes) -> bytes:
    root = etree.fromstring(part)
    depth = 0
    for item in list(root[0]):
        said = "".join(run.text or "" for run in item.iter(qn("w:t")))
        opens = re.match(r"\{%p (if|for) ", said)
        if depth or re.match(r"\{%p if changes\b", said):
            depth += 1 if opens else -1 if re.match(r"\{%p end(if|for)", said) else 0
            root[0].remove(item)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def test_a_first_spravka_is_what_templates_without_dynamics_make(review, region, project, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    for name in ("справка.docx", "письмо.docx", "заключение.docx"):
        without_changes(project / "templates" / name, own / name)
        assert "changes" not in text_of(own / name), name
    write_outputs(review, region, tmp_path / "plain", templates=own)
    written = write_outputs(review, region, tmp_path / "out", changes=None)
    for file in written.files:
        plain = tmp_path / "plain" / file.path.relative_to(tmp_path / "out")
        if file.path.suffix == ".docx":
            with zipfile.ZipFile(file.path) as one, zipfile.ZipFile(plain) as other:
                assert body_bytes(one) == body_bytes(other), file.path.name
        else:
            assert file.path.read_bytes() == plain.read_bytes(), file.path.name
    assert not (tmp_path / "out" / "Сведения-об-изменениях.docx").exists()


def test_a_second_spravka_has_a_section_of_its_own(second):
    text = text_of(second / "справка.docx")
    headings = [line for line in text.split("\n") if re.match(r"\d\. [А-Я]", line)]
    assert headings[-7:] == [
        "1. Общие сведения",
        "2. Параметры экспертизы",
        "3. Результаты экспертизы",
        "4. Муниципальные мероприятия",
        "5. Динамика",
        "6. Выводы",
        "7. Рекомендации",
    ]
    assert "№ – номер рекомендации в разделе 7." in text
    assert "Справка составлена повторно, после справки от «___» ____________ 20___ г. № ________, и учитывает" in text


def test_the_dynamics_tell_who_sent_and_what_moved(second):
    told = section(text_of(second / "справка.docx"), "5. Динамика")
    assert "Доработанные «дорожные карты» представили 1 муниципальное образование из 9: Каменский р-н." in told
    assert "Правила экспертизы не изменились." in told
    assert "конкретность сроков – с 55,6% до 66,7% (теперь соответствует: Каменский р-н)." in told
    assert "ранее было сделано 2 замечания; устранено 1 (50%)." in told
    assert "Каменский р-н\n2\n3\n2\n–" in told
    assert "Не представили доработанных «дорожных карт», хотя замечания были: " in told
    assert "С доработкой «дорожных карт» не связаны" not in told


def test_the_letter_the_conclusion_and_the_account_tell_it_too(second):
    letter = text_of(second / "письмо.docx")
    assert (
        "поступившие после справки от «___» ____________ 20___ г. № ________: доработанные – Каменский р-н." in letter
    )
    assert "Устранено 1 из 2 замечаний" in letter
    assert "3. Сведения об изменениях на ____ л." in letter
    own = text_of(second / "заключения" / "Каменский р-н.docx")
    assert (
        "«Дорожная карта» представлена повторно. Ранее было сделано 2 замечания; устранено 1: конкретность сроков."
        in own
    )
    assert "Остаётся: объём муниципального контента." in own
    assert "представлена повторно" not in text_of(second / "заключения" / "г. Заозерье.docx")
    assert "Каменский р-н" in text_of(second / "Сведения-об-изменениях.docx")


def test_the_conclusions_of_others_are_taken_from_the_memory(before, region, tmp_path):
    """What one municipality has sent again changes its own conclusion, and those of nobody else."""
    memory = Recording()
    for name, files in (("first", {}), ("second", {"kamensk": "Каменский, исправлено.docx"})):
        after = before
        for identifier, file in files.items():
            after = changed(after, identifier, DEADLINES, met(DEADLINES), file)
        memory.made.clear()
        changes = compare_runs(before, [Step("files", after)])
        write_outputs(after, region, tmp_path / name, changes=changes, memory=memory, printing=False)
    folders = [tmp_path / name / "заключения" for name in ("first", "second")]
    renewed = {path.name for path in folders[0].iterdir() if path.read_bytes() != (folders[1] / path.name).read_bytes()}
    assert renewed == {"Каменский р-н.docx"}
    assert len([kind for kind in memory.made if kind == "word"]) == 1 + len({"справка", "письмо", "сведения"})


def test_what_the_rules_moved_is_not_put_down_to_the_roadmaps(before, region, tmp_path):
    after = changed(before, "kamensk", DEADLINES, met(DEADLINES))
    stricter = replace(after, rules=replace(after.rules, version="2025.1.0"))
    changes = compare_runs(before, [Step("files", before), Step("rules", stricter)])
    write_outputs(stricter, region, tmp_path, changes=changes)
    told = section(text_of(tmp_path / "справка.docx"), "5. Динамика")
    assert "Новых версий «дорожных карт» не поступило." in told
    assert (
        "Правила экспертизы изменились: ранее – zarechye, версия 2024.1.0, теперь – zarechye, версия 2025.1.0." in told
    )
    assert (
        "не связаны следующие изменения:\nконкретность сроков – с 55,6% до 66,7% (теперь соответствует: Каменский р-н), "
        "причина – новые правила."
    ) in told
    assert "выросли доли" not in told
    assert "устранено" not in told
    assert "поступившие" not in text_of(tmp_path / "письмо.docx")


def test_rules_that_differ_under_one_version_are_not_called_the_same(before, region, tmp_path):
    after = changed(before, "kamensk", DEADLINES, met(DEADLINES))
    edited = replace(after, rules=replace(after.rules, sha256="1" * 64))
    write_outputs(edited, region, tmp_path, changes=compare_runs(before, [Step("rules", edited)]))
    told = "Правила экспертизы (zarechye, версия 2024.1.0) изменились, их версия осталась прежней."
    assert told in section(text_of(tmp_path / "справка.docx"), "5. Динамика")
    assert told in text_of(tmp_path / "Сведения-об-изменениях.docx")


def test_a_share_may_fall(before, after, region, tmp_path):
    write_outputs(before, region, tmp_path, changes=compare_runs(after, [Step("files", before)]))
    told = section(text_of(tmp_path / "справка.docx"), "5. Динамика")
    assert "снизились доли" in told
    assert "– с 66,7% до 55,6% (больше не соответствует: Каменский р-н)." in told


def test_roadmaps_that_come_or_go_are_told_apart_from_corrected_ones(before, region, tmp_path):
    gone = replace(before.municipalities[2], status="missing", reviewed=None, files=(), verdicts=())
    without = replace(before, municipalities=(*before.municipalities[:2], gone, *before.municipalities[3:]))
    write_outputs(before, region, tmp_path / "come", changes=compare_runs(without, [Step("files", before)]))
    told = section(text_of(tmp_path / "come" / "справка.docx"), "5. Динамика")
    assert (
        "Впервые рассмотрены «дорожные карты», которые ранее не были представлены или прочитаны: Каменский р-н." in told
    )
    assert "Доработанные" not in told
    assert "представленные впервые – Каменский р-н." in text_of(tmp_path / "come" / "письмо.docx")
    write_outputs(without, region, tmp_path / "go", changes=compare_runs(before, [Step("files", without)]))
    told = section(text_of(tmp_path / "go" / "справка.docx"), "5. Динамика")
    assert "в этот раз не представлены или не прочитаны «дорожные карты»: Каменский р-н." in told
    assert "Новых версий «дорожных карт» не поступило." in told


def remarks_after(before: Review, new: Verdict, region, causes: tuple[Cause, ...], file: str | None = None):
    after = changed(before, "kamensk", DEADLINES, new, file)
    runs = [before, *([after] if causes == ("files",) else [before, after])]
    steps = [Step(cause, run) for cause, run in zip(("files", *causes)[-len(runs) + 1 :], runs[1:], strict=True)]
    context = build_changes_context(compare_runs(before, steps), region)
    return next(one for one in context.remarks if str(one.name) == "Каменский р-н")


def test_a_remark_is_settled_by_the_roadmap_only(before, region):
    own = remarks_after(before, met(DEADLINES), region, ("files",), "новый.docx")
    assert ([one.title for one in own.settled], own.lifted) == (["Конкретность сроков"], ())
    rules = remarks_after(before, met(DEADLINES), region, ("rules",))
    assert (rules.settled, [one.title for one in rules.lifted]) == ((), ["Конкретность сроков"])


def test_what_cannot_be_judged_any_more_is_not_settled(before, region):
    found = remarks_after(before, Verdict(DEADLINES, "unknown"), region, ("files",), "новый.docx")
    assert found.settled == ()
    assert [one.number for one in found.left] == [2, 3]


def test_a_parameter_that_passes_the_half_is_told_in_the_conclusions(before, region, tmp_path):
    after = before
    for identifier in ("zaozerye", "lesnogorsk", "veshnyak", "tikhaya"):
        old = next(one for one in before.municipalities if one.id == identifier).verdict("municipal_content")
        after = changed(after, identifier, "municipal_content", replace(old, verdict="partly"), f"{identifier}.docx")
    last = next(one for one in before.municipalities if one.id == "sosnovy").verdict("municipal_content")
    risen = changed(before, "sosnovy", "municipal_content", replace(last, verdict="met", remark=None), "новый.docx")
    changes = compare_runs(before, [Step("files", risen)])
    (found,) = view_crossings(changes)
    assert (found.before_group, found.after_group, found.risen) == (
        "менее чем у половины",
        "не менее чем у половины",
        True,
    )
    assert found.because == ""
    write_outputs(risen, region, tmp_path, changes=changes)
    told = section(text_of(tmp_path / "справка.docx"), "6. Выводы")
    assert (
        "«дорожные карты» соответствуют параметрам:\nобъём муниципального контента – было менее чем у половины (44,4%), стало не менее чем у половины "
        "(55,6%)."
    ) in told
    (fallen,) = view_crossings(compare_runs(before, [Step("rules", after)]))
    assert (fallen.after_group, fallen.risen, fallen.because) == ("ни у одного", False, "новые правила")


def test_nothing_changed_is_said_as_well(before, region, tmp_path):
    write_outputs(before, region, tmp_path, changes=compare_runs(before, [Step("files", before)]))
    told = section(text_of(tmp_path / "справка.docx"), "5. Динамика")
    assert "Доли муниципальных образований, соответствующих параметрам, не изменились." in told
