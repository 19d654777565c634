"""Jobs done here and now, in the process of the test; workers in processes of their own are in `batches`."""

from __future__ import annotations

from reviewer.jobs.claiming import claim, end
from reviewer.jobs.doing import _ending
from reviewer.jobs.liveness import own_identity
from reviewer.jobs.queue import Job, ask, cancel, job_of, jobs_of
from reviewer.jobs.requests import Kind, Request
from reviewer.store.workspace import Workspace


def do_next_job(workspace: Workspace) -> Job:
    """Do the job whose turn it is; as it is afterwards."""
    with workspace.writing() as connection:
        held = claim(connection, own_identity())
    assert held is not None, "no job waits"
    ending = _ending(workspace, held)
    with workspace.writing() as connection:
        end(connection, held, ending)
        return job_of(connection, held.job.id)


def do_job(workspace: Workspace, request: Request, campaign: int | None = None) -> Job:
    """Ask for a job and do it."""
    with workspace.writing() as connection:
        asked = ask(connection, request, "методист", campaign)
    done = do_next_job(workspace)
    assert done.id == asked.id, "another job came first"
    return done


def cancel_jobs(workspace: Workspace, campaign: int, kind: Kind | None = None) -> None:
    """Those that wait, which would come first."""
    with workspace.writing() as connection:
        for waiting in jobs_of(connection, campaign, kind=kind):
            cancel(connection, waiting.id, "методист")
