"""The jobs of a campaign: it is reviewed, or judged by other rules to see what they would change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.claiming import Claim, Ending, tell
from reviewer.jobs.computing import case_of
from reviewer.jobs.following import Following
from reviewer.jobs.judges import judges_of, load_judges
from reviewer.jobs.profiles import profile_in_force, unpacked_profile
from reviewer.jobs.queue import Job, Progress
from reviewer.jobs.requests import DocumentsRequest, ImpactRequest, ReviewRequest
from reviewer.jobs.rereview import Asked, basis_of, review_campaign
from reviewer.language.numerals import count_of
from reviewer.model.errors import UsageError
from reviewer.model.review import RulesIdentity
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import Campaign, campaign_of
from reviewer.store.computed import Computed
from reviewer.store.encoding import pack, unpack
from reviewer.store.runs import insert_blob
from reviewer.store.workspace import Workspace
from reviewer.verdicts.comparison import Comparison, compare


@dataclass(frozen=True, slots=True)
class Impact:
    """What other rules would change in a campaign. `campaign_rules`, `other_rules`: which ones were compared."""

    campaign_rules: RulesIdentity
    other_rules: RulesIdentity
    comparison: Comparison


def review(workspace: Workspace, held: Claim, request: ReviewRequest) -> Ending:
    """Raises: UsageError, RulebookError; JobLostError."""
    campaign = _campaign(workspace, held.job)
    with profile_in_force(workspace, campaign.profile) as profile, TemporaryDirectory(prefix="reviewer-") as out:
        asked = Asked(
            profile,
            today=request.today,
            author=held.job.author,
            watch=Following(workspace, held),
            anew=request.anew,
            written=False,
            printed=False,
        )
        run = review_campaign(workspace, campaign.id, Path(out), asked).run
    problems = len(run.summary.problems)
    message = f"С вопросами: {count_of(problems, 'файл')}. Какие – названо у файлов." if problems else ""
    return Ending("done", message=message, run=run.id, then=DocumentsRequest(run.id, ahead=True))


def keep_judges(workspace: Workspace, campaign: int) -> None:
    """Load the rules and the classifier of a campaign, so that a job that is forked now need not.

    Raises: UsageError, RulebookError: they are wrong, or there is nothing to judge.
    """
    with workspace.reading() as connection:
        found = campaign_of(connection, campaign)
    if found is None:
        return
    with profile_in_force(workspace, found.profile) as profile:
        with workspace.reading() as connection:
            basis = basis_of(connection, workspace, campaign, Asked(profile))
        judges_of(workspace.blobs, basis.manifest, profile)


def impact(workspace: Workspace, held: Claim, request: ImpactRequest) -> Ending:
    """Its result is read by `impact_of`. Raises: UsageError, RulebookError; JobLostError."""
    campaign = _campaign(workspace, held.job)
    cache = Computed(workspace)
    with profile_in_force(workspace, campaign.profile) as profile, _other(workspace, request) as other:
        asked = Asked(profile, author=held.job.author, watch=Following(workspace, held))
        with workspace.reading() as connection:
            basis = basis_of(connection, workspace, campaign.id, asked)
        model = workspace.blobs.path(basis.manifest.model) if basis.manifest.model else None
        judges, others = load_judges(profile, model), load_judges(other, model)
    case = case_of(basis, asked, judges, cache)
    with workspace.writing() as connection:
        tell(connection, held, Progress("comparing"))
    engine = basis.manifest.engine
    before, after = (one.judge(case, one.memory(cache, engine)) for one in (judges, others))
    cache.write()
    found = workspace.blobs.put(pack(Impact(before.rules, after.rules, compare(before, after))))
    with workspace.writing() as connection:
        insert_blob(connection, workspace.blobs, found)
    return Ending("done", result={"impact": found})


def impact_of(blobs: Blobs, job: Job) -> Impact:
    """What came of a job of this kind that is done. Raises: UsageError where it is gone from the workspace."""
    return unpack(blobs.get(job.result["impact"]), Impact)


@contextmanager
def _other(workspace: Workspace, request: ImpactRequest) -> Iterator[Path]:
    """The folder of the profile to compare with."""
    if not request.content:
        with profile_in_force(workspace, request.profile) as folder:
            yield folder
        return
    with TemporaryDirectory(prefix="reviewer-profile-") as place:
        yield unpacked_profile(workspace.blobs.get(request.content), Path(place))


def _campaign(workspace: Workspace, job: Job) -> Campaign:
    with workspace.reading() as connection:
        found = campaign_of(connection, job.campaign) if job.campaign is not None else None
    if found is None:
        raise UsageError("Такой экспертизы в рабочей папке нет.", code="campaign")
    return found
