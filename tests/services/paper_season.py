"""A season whose papers are read: three households of two villages, from the meeting to certificates."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.household import Household
from desktop.domain.procedure import (
    Case,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
)
from desktop.reports.text_sheet import as_text
from desktop.services import deciding, proceeding
from desktop.services.papering import Planned
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, POOR, add, at, key, open_rounds, residents

D = datetime.date
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": at(2026, 12, 10), "by": BY}


def make_homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped, in two villages."""
    open_rounds(commune, 2025, 2026)
    made = []
    for name, village, before, after in (
        ("Bàn Văn Hoa", "Nà Bó", POOR, POOR), ("Bàn Văn Mai", "Nà Bó", POOR, NEAR),
        ("Bàn Văn Lan", "Khuổi Trang", NEAR, NOT),
    ):  # fmt: skip
        household = add(commune, name, village=village)
        key(commune, household, before, 2025)
        key(commune, household, after, 2026)
        made.append(household)
    residents(commune)
    return made


def play_season(commune: Db, homes: list[Household]) -> list[Household]:
    """A whole season recorded: meetings, postings with a complaint, opinion, decisions, certificates."""
    for village in ("Nà Bó", "Khuổi Trang"):
        votes = {h.uid: 19 for h in homes if h.village == village}
        proceeding.record_meeting(commune, Meeting(
            uid="", case_uid=CASE, village=village, held_on=D(2026, 10, 20), present=20,
            agreed=votes, chair="Ma Văn Quý", secretary="Lý Thị Sen",
        ), **ON)  # fmt: skip
        post(commune, village, D(2026, 10, 21))
    complaint = proceeding.record_complaint(commune, Complaint(
        uid="", case_uid=CASE, village="Nà Bó", received_on=D(2026, 10, 22), by="Lò Thị Xoan",
        household_uid=homes[0].uid, text="Hộ có xe máy.",
    ), **ON).record  # fmt: skip
    done = replace(complaint, rechecked_on=D(2026, 10, 26), result="Xe máy đi mượn.")
    proceeding.record_complaint(commune, done, **ON)
    post(commune, "Nà Bó", D(2026, 10, 27), complaint.uid)
    sent = Opinion(uid="", case_uid=CASE, sent_on=D(2026, 11, 2), sent_number="80/BC-UBND")
    asked = proceeding.record_opinion(commune, sent, **ON).record
    answer = replace(asked, received_on=D(2026, 11, 5), number="455/UBND", agrees=True)
    proceeding.record_opinion(commune, answer, **ON)
    for kind, number in ((DecisionKind.RECOGNISED, "91"), (DecisionKind.ESCAPED, "92")):
        decision = Decision(
            uid="", case_uid=CASE, kind=kind, number=f"{number}/QĐ-UBND", signed_on=D(2026, 11, 10)
        )
        deciding.decide(commune, decision, **ON)
    deciding.certify(commune, CASE, D(2026, 11, 11), **ON)
    return homes


def post(db: Db, village: str, on: D, complaint: str = "") -> None:
    """Post a list, or the recheck of a complaint."""
    proceeding.record_posting(db, Posting(
        uid="", case_uid=CASE, village=village, posted_on=on, complaint_uid=complaint,
        places=("Nhà văn hóa",),
    ), **ON)  # fmt: skip


def said(papers: Sequence[Planned]) -> dict[str, str]:
    """What each paper says, by its file's name."""
    return {p.stem: "\n".join(as_text(s) for s in p.sheets()) for p in papers}


def case_of(db: Db, procedure: str, homes: Sequence[Household]) -> str:
    """A new in-year case of these households; its uid."""
    case = Case(
        uid="", procedure=procedure, year=2026, opened_on=D(2026, 11, 16),
        household_uids=tuple(h.uid for h in homes),
    )  # fmt: skip
    return str(proceeding.open_case(db, case, **ON).record.uid)
