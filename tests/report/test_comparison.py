"""The comparison with the experts' справка in docs/spravka.md says what the program finds now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_script_finds_the_figures_of_the_page(project: Path, shared: Path, tmp_path: Path) -> None:
    script, page, made = project / "docs/spravka.py", project / "docs/spravka.md", tmp_path / "page.md"
    case = shared / "cases/vladimir-2024"
    subprocess.run([sys.executable, str(script), str(case), str(made)], check=True, cwd=project)
    remake = "bring it up to date: python docs/spravka.py ../shared/cases/vladimir-2024"
    assert made.read_text(encoding="utf-8") == page.read_text(encoding="utf-8"), remake


def test_the_experts_figures_are_kept_beside_their_statements(project: Path) -> None:
    page = (project / "docs/spravka.md").read_text(encoding="utf-8")
    table = page.partition("| Расхождение |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = {line.split(" | ")[0].removeprefix("| "): line.split(" | ")[1] for line in table}
    assert rows["показатели реализации"] == "8 (61,5%)"
    assert rows["школы-кураторы"] == "1, доли нет"
    assert "нет" not in rows.values()
