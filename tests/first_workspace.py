"""A filled workspace of schema 0001, made by its migration and plain SQL: it stays what it was, whatever the program becomes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, text

from reviewer.store.workspace import Workspace, create_workspace

VERSION = "0001"
AT = "2026-01-19T08:30:00.000000Z"
PLAN = "План мероприятий".encode()
PLAN_SHA256 = hashlib.sha256(PLAN).hexdigest()
TABLES = ("blob", "computed", "campaign", "submission", "submitted_file", "run", "correction", "history")

_ROWS = """
INSERT INTO blob (sha256, size, stored_at) VALUES (:plan, :size, :at);
INSERT INTO computed (kind, key, sha256, stored_at) VALUES ('reading', :plan, :plan, :at);
INSERT INTO campaign (name, profile, folder, made_at, author) VALUES ('Зима 2026', 'zaozerye', NULL, :at, 'методист');
INSERT INTO campaign (name, profile, folder, made_at, author) VALUES ('Папка', 'zaozerye', '/папка', :at, 'методист');
INSERT INTO submission (campaign_id, complete, received_at, author, note) VALUES (1, true, :at, 'методист', 'в срок');
INSERT INTO submission (campaign_id, complete, received_at, author, note) VALUES (1, false, :at, 'методист', '');
INSERT INTO submitted_file (submission_id, name, sha256, size) VALUES (1, 'Берёзовский район/план.docx', :plan, :size);
INSERT INTO submitted_file (submission_id, name, sha256, size) VALUES (2, 'план 2.docx', :plan, :size);
INSERT INTO run (campaign_id, submission_id, identity, manifest, review, outputs, summary, made_at, author)
 VALUES (1, 1, :plan, :manifest, :plan, :outputs, :summary, :at, 'методист');
INSERT INTO correction (campaign_id, kind, municipality, target, ordinal, body, base, author, reason, at, undoes)
 VALUES (1, 'verdict', 'berezovsky', 'verdict/berezovsky/mentoring', 1, :verdict, :plan, 'методист', 'Письмо района', :at, NULL);
INSERT INTO correction (campaign_id, kind, municipality, target, ordinal, body, base, author, reason, at, undoes)
 VALUES (1, 'verdict', 'berezovsky', 'verdict/berezovsky/mentoring', 2, 'null', :plan, 'методист', 'Ошибка', :at, 1);
INSERT INTO history (at, author, campaign_id, kind, body) VALUES (:at, 'методист', 1, 'campaign', :json);
INSERT INTO history (at, author, campaign_id, kind, body) VALUES (:at, 'методист', NULL, 'backup', :json)
"""


_JSON = {
    "json": '{"число":1}',
    "manifest": '{"assigned":[],"base":null,"corrections":"","engine":"0.1.0","environment":{"soffice":"","tesseract":""},'
    f'"files":[{{"name":"план.docx","part":0,"sha256":"{PLAN_SHA256}"}}],"model":null,"profile":"{PLAN_SHA256}",'
    '"templates":"","today":"2026-01-19","unreadable":[],"workbook":null}',
    "outputs": f'[{{"name":"справка.docx","sha256":"{PLAN_SHA256}","title":"Справка"}}]',
    "summary": '{"region":"Заозёрье"}',
    "verdict": '{"municipality":"berezovsky","parameter":"mentoring","verdict":"met","comment":"Есть приказ","who":"методист"}',
}
"""What stands in the columns of JSON."""


def first_workspace(folder: Path, url: str | None = None) -> Workspace:
    """Make one. Opened again, it is brought up to date."""
    return create_workspace(folder, url, version=VERSION, fill=_fill)


def _fill(workspace: Workspace, connection: Connection) -> None:
    workspace.blobs.put(PLAN)
    values = {"plan": PLAN_SHA256, "size": len(PLAN), "at": AT, **_JSON}
    for command in _ROWS.split(";\n"):
        statement = text(command)
        connection.execute(statement, {name: values[name] for name in statement.compile().params})
