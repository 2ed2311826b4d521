"""How hand-overs are said on screen, and the tables that show who goes along."""

from __future__ import annotations

from desktop.domain.household import Person
from desktop.domain.review import Review
from desktop.domain.vietnamese import parse_birth, show_birth, show_date
from desktop.services import handed_answer
from desktop.services.taking_over import BAD, HERE, NEW, UNPROVEN
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, SENT, WAITING, HandOver
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, State

STATES = {
    SENT: "wait", WAITING: "warn", RECEIVED: "ok", REFUSED: "returned", BACK: "none", NEW: "info",
    HERE: "info", UNPROVEN: "err", BAD: "err",
}  # fmt: skip


def state_of(one: HandOver) -> State:
    """What became of one, in a word."""
    return State(STATES[one.state], t(f"handover-state-{one.state}"))


def lines_of(one: HandOver) -> tuple[str, str]:
    """Whose household, and under it which way and when it left."""
    key = "handover-line-out" if one.direction == "out" else "handover-line-in"
    return head_word(one.head_name), t(key, office=one.office_name, on=one.left_on)


def told(one: HandOver, *, briefly: bool = False) -> tuple[str, str]:
    """(state of the mark, sentence) of a household that was given or received; `briefly` where the
    remark on it stands beside."""
    if one.direction == "in":
        return "info", t("handover-came", office=one.office_name, on=one.happened_on or one.left_on)
    if (words := handed_answer.remark_words(one)) and not briefly:
        return "err" if one.state == BACK else "returned", words
    if (words := handed_answer.answer_words(one)) and not (briefly and one.state == REFUSED):
        return STATES[one.state], words
    return STATES[one.state], t(
        f"handover-told-{one.state}", office=one.office_name, on=one.handled_at.astimezone().date()
    )


def day_typed(text: str) -> str:
    """The day in ISO form, "" where what is typed is no whole day."""
    iso = parse_birth(text) or ""
    return iso if len(iso) == len("2026-10-20") else ""


def member_columns() -> list[Column[Person]]:
    """Who goes along."""
    return [
        Column(t("handover-col-name"), lambda p: p.name, bold=True, tip=lambda p: p.name),
        Column(t("handover-col-relation"), lambda p: p.relation, width=84, ink="text2"),
        Column(t("handover-col-born"), lambda p: show_birth(p.born), kind="figures", width=92, align_right=False),
        Column(t("handover-col-id"), lambda p: p.citizen_id or "–", kind="figures", width=118, align_right=False),
    ]  # fmt: skip


def review_columns() -> list[Column[Review]]:
    """The years that go along as history."""
    return [
        Column(t("handover-col-year"), lambda r: str(r.year), width=68, bold=True),
        Column(t("handover-col-class"), _class, kind="class", width=128),
        Column("B1", lambda r: _points(r, "b1_points"), kind="figures", width=48),
        Column("B2", lambda r: _points(r, "b2_points"), kind="figures", width=48),
        Column(t("handover-col-people"), lambda r: r.people, kind="figures", width=56),
        Column(t("handover-col-decision"), _decision, tip=_decision),
    ]


def _class(review: Review) -> str:
    return str(review.outcome.household_class) if review.outcome else "none"


def _points(review: Review, name: str) -> str:
    points = getattr(review.outcome, name, None)
    return "–" if points is None else str(points)


def _decision(review: Review) -> str:
    words = (review.decision_no, show_date(review.decision_on))
    return ", ".join(word for word in words if word) or "–"


def last_words(review: Review | None) -> str:
    """Class and points of the newest review, and its year."""
    if review is None or review.outcome is None:
        return t("handover-last-none")
    return t(
        "handover-last", year=str(review.year), kind=t(f"class-{review.outcome.household_class}"),
        b1=_points(review, "b1_points"), b2=_points(review, "b2_points"),
    )  # fmt: skip
