"""The seven steps of the round, as far as the book knows them; what it does not know stays grey."""

from __future__ import annotations

import datetime

from desktop.domain.vietnamese import rate, show_rate
from desktop.exchange.records import Verdict
from desktop.services.overview import Situation
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.widgets import Step

PAGES = ("sheet-a", "households", "entry", "process", "process", "exchange", "process")
"""The page that each step opens."""
TARGETS = {3: "meeting", 4: "posting", 6: "decision"}
"""The step of the procedure's page that a step of the strip opens."""


def steps(found: Situation, look: Look | None = None) -> list[Step]:
    """All seven, in the order of the procedure; `look` tells of meetings and postings."""
    return [
        _requests(found),
        _list(found),
        _sheets(found),
        _meeting(look) if look else _unknown("meeting"),
        _posting(look) if look else _unknown("posting"),
        _opinion(found),
        _decision(found, look),
    ]


def _unknown(step: str) -> Step:
    """Nothing of it is written in this book."""
    return Step(t(f"overview-step-{step}"), t("overview-step-unwritten"))


def _meeting(look: Look) -> Step:
    places = look.standing.places
    met = sum(p.is_met for p in places)
    again = sum(len(p.below) for p in places)
    if not any(p.meeting for p in places):
        return _unknown("meeting")
    line = t("process-strip-met", met=met, villages=len(places))
    due = t("process-strip-again", count=again) if again else ""
    share = met / max(len(places), 1)
    return Step(t("overview-step-meeting"), line, due, share, begun=True, needs_work=bool(again))


def _posting(look: Look) -> Step:
    places = [p for p in look.standing.places if p.posting_ends is not None]
    if not places:
        return _unknown("posting")
    ended = sum(p.posting_ends is not None and p.posting_ends < look.today for p in places)
    line = t("process-strip-posted", ended=ended, standing=len(places) - ended)
    waiting = sum(len(p.open) + len(p.to_repost) for p in places)
    due = t("process-strip-complaints", count=waiting) if waiting else ""
    share = ended / max(len(look.standing.places), 1)
    name = t("overview-step-posting")
    return Step(name, line, due, share, begun=True, needs_work=bool(waiting))


def _requests(found: Situation) -> Step:
    name = t("overview-step-requests")
    if not found.requests:
        return Step(name, t("overview-step-unwritten"))
    listed = t("sheet-a-step-listed", count=found.requests_listed)
    return Step(name, t("sheet-a-step", count=found.requests), listed, 1.0, begun=True)


def _list(found: Situation) -> Step:
    name = t("overview-step-list")
    if found.round is None:
        return Step(name, t("overview-step-no-round"))
    opened = t("overview-step-opened", day=short_day(found.round.opened_on))
    return Step(name, t("overview-step-expected", households=found.expected), opened, 1.0)


def _sheets(found: Situation) -> Step:
    name = t("overview-step-sheets")
    if not found.expected:
        return Step(name, t("overview-step-nothing"))
    share = show_rate(rate(found.complete, found.expected), 0)
    line = t("overview-step-keyed", done=found.complete, expected=found.expected, share=share)
    return Step(
        name,
        line,
        _rest(found),
        found.complete / found.expected,
        begun=True,
        needs_work=found.complete < found.expected,
    )


def _rest(found: Situation) -> str:
    if found.complete >= found.expected:
        return t("overview-step-done")
    if found.drafts:
        return t("overview-step-drafts", drafts=found.drafts)
    return t("overview-step-left", left=found.expected - found.complete)


_ANSWERED = {Verdict.TAKEN_IN: 1.0, Verdict.HELD: 0.5, Verdict.RETURNED: 0.25}
"""How far an answered report of the round has come; an unanswered one is half way."""


def _opinion(found: Situation) -> Step:
    name, sent = t("overview-step-opinion"), found.sent
    if sent is None:
        return Step(name, t("overview-step-unsent"))
    day = short_day(sent.made_at.astimezone().date())
    line = t("overview-step-sent", number=str(sent.number), day=day)
    if sent.verdict not in _ANSWERED:
        return Step(name, line, t("overview-verdict-none"), 0.5, begun=True)
    verdict = Verdict(sent.verdict)
    said = t(f"overview-verdict-{verdict}")
    is_back = verdict is Verdict.RETURNED
    return Step(name, line, said, _ANSWERED[verdict], begun=True, needs_work=is_back)


def _decision(found: Situation, look: Look | None) -> Step:
    """Of the households that wait for a decision: who stays out of the lists needs none."""
    name = t("overview-step-decision")
    if not found.decided or found.decided_on is None:
        return Step(name, t("overview-step-undecided"), t("overview-step-ends"))
    line = t("overview-step-decided", households=found.decided)
    day = t("overview-step-signed", day=short_day(found.decided_on))
    step = look.standing.step("decision") if look else None
    done, total = (step.done, step.total) if step else (found.decided, found.complete)
    return Step(name, line, day, done / max(total, 1), begun=True)


def short_day(day: datetime.date) -> str:
    """15/9, as people write a day of this year."""
    return f"{day.day}/{day.month}"
