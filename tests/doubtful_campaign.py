"""A campaign whose result asks people something: two labels, a regional event, and a file of nobody."""

from __future__ import annotations

from dataclasses import replace

from reviewed_campaign import NOBODYS, PLAN, PROFILE, Reviewed, reviewed_campaign

from reviewer.jobs.profiles import packed_profile
from reviewer.model.facts import RegionalMatch, Why
from reviewer.model.review import Review
from reviewer.store.encoding import pack
from reviewer.store.runs import Environment, Manifest, NewRun, RunFile, RunSummary, add_run
from reviewer.store.workspace import Workspace
from reviewer.web.views.reviews import show_campaign

EVENT = "Региональная неделя наставников"
DOUBTS = 4


def doubtful_campaign(workspace: Workspace) -> Reviewed:
    made = reviewed_campaign(workspace)
    shown = show_campaign(workspace, made.campaign)
    assert shown
    municipalities = []
    for one in shown.review.municipalities:
        if one.reviewed:
            first, second, third, *rest = one.reviewed.facts
            first = replace(first, doubtful=("parents",), whys=(*first.whys, _why("parents", "директорами", 12)))
            second = replace(second, doubtful=("psychological_support",))
            match = RegionalMatch("7", 0.55, EVENT, ("учителей",), certain=False)
            third = replace(third, regional=match, whys=(*third.whys, _why("regional_event", "учителей", 26)))
            municipalities.append(replace(one, reviewed=replace(one.reviewed, facts=(first, second, third, *rest))))
        else:
            municipalities.append(one)
    review = replace(shown.review, municipalities=tuple(municipalities), unmatched_files=(NOBODYS,))
    store(workspace, made.campaign, review)
    return made


def store(workspace: Workspace, campaign: int, review: Review, last_correction: int = 0) -> None:
    """Enter a review as the newest result of a campaign."""
    files = tuple(RunFile(name, workspace.blobs.put(name.encode())) for name in (PLAN, NOBODYS))
    profile, stored = workspace.blobs.put(packed_profile(PROFILE)), workspace.blobs.put(pack(review))
    manifest = Manifest(files, (), profile, None, stored, None, "0", "0", Environment())
    with workspace.writing() as connection:
        summary = RunSummary(review.region, last_correction=last_correction)
        add_run(connection, workspace.blobs, NewRun(campaign, 1, manifest, stored, (), summary, "методист"))


def _why(label: str, quote: str, start: int) -> Why:
    return Why(label, "model:0123456789ab", quote, "activity", start, 0.62, certain=False)
