"""The table of checks: when, where, who, what follows; overdue in red with the days."""

from __future__ import annotations

from desktop.domain.vietnamese import show_date, sort_key
from desktop.services.planning.visits import FollowUp, VisitCounts, VisitLine
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State

_STATES = {FollowUp.DUE: "wait", FollowUp.OVERDUE: "err", FollowUp.SETTLED: "ok"}


def model() -> RowsModel[VisitLine]:
    """An empty table of checks."""
    return RowsModel(
        [
            Column(
                t("plan-visits-day"),
                lambda e: show_date(e.visit.happened_on),
                width=106,
                sort_key=lambda e: e.visit.happened_on,
            ),
            Column(
                t("plan-visits-col-what"),
                _what,
                kind="lines",
                tip=lambda e: "\n".join((e.visit.subject, e.visit.findings)).strip(),
            ),
            Column(
                t("plan-visits-col-where"),
                lambda e: e.unit_name,
                width=124,
                sort_key=lambda e: sort_key(e.unit_name),
                tip=lambda e: e.unit_name,
            ),
            Column(
                t("plan-visits-col-households"),
                lambda e: len(e.visit.household_uids) or None,
                kind="figures",
                width=44,
            ),
            Column(t("plan-visits-col-follow-up"), state, kind="state", width=196),
        ],
        t("plan-visits-table"),
    )


def _what(line: VisitLine) -> tuple[str, str]:
    visit = line.visit
    words = visit.subject or visit.findings or t("plan-visits-no-words")
    return words.replace("\n", " "), visit.who or t("plan-visits-nobody")


def state(line: VisitLine) -> State | None:
    """What is with the follow-up: overdue with days, due by when, settled when."""
    if line.follow_up is FollowUp.NONE:
        return None
    mark = _STATES[line.follow_up]
    if line.follow_up is FollowUp.OVERDUE:
        return State(mark, t("plan-visits-overdue", days=line.days))
    if line.follow_up is FollowUp.SETTLED:
        return State(mark, t("plan-visits-settled-word"), faint=show_date(line.visit.settled_on))
    if line.visit.due is None:
        return State("warn", t("plan-visits-due-open"))
    return State(mark, t("plan-visits-due-word"), faint=show_date(line.visit.due))


def counted(counts: VisitCounts) -> str:
    """The counts of a year in one line; what is nought is left out."""
    parts = [t("plan-visits-count", count=counts.visits)]
    parts += [
        t(f"plan-visits-count-{name}", count=number)
        for name in ("households", "due", "overdue", "settled")
        if (number := getattr(counts, name))
    ]
    return " · ".join(parts)
