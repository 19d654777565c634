"""The sample review: an invented region, whose roadmaps ship with the program."""

from __future__ import annotations

from reviewer.jobs.handing_in import begin_campaign
from reviewer.jobs.submitting import stored_files
from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.store.campaigns import Campaign, find_campaign
from reviewer.store.workspace import Workspace

SAMPLE_NAME = "Образец: вымышленная область"
_PROFILE = "zaozerye"


def begin_sample(workspace: Workspace, author: str) -> Campaign:
    """The sample review; begun where there is none yet. Raises: UsageError where the samples are not installed."""
    with workspace.reading() as connection:
        found = find_campaign(connection, SAMPLE_NAME)
    if found:
        return found
    folder = data_folder("corpora") / "samples" / "roadmaps"
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    if not paths:
        raise UsageError("Файлы образца не установлены. Установите программу заново.", code="sample")
    files, _ = stored_files(workspace.blobs, [(path.name, path) for path in paths])
    try:
        return begin_campaign(workspace, (SAMPLE_NAME, _PROFILE), files, author).campaign
    except UsageError:
        with workspace.reading() as connection:
            found = find_campaign(connection, SAMPLE_NAME)
        if found is None:
            raise
        return found  # somebody else has asked for it at the same moment
