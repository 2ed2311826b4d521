"""Whose a village is while two PCs of one commune key: the one gate that every deed passes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from desktop.domain.act import Act, Touched
from desktop.domain.vietnamese import show_date
from desktop.errors import BranchNotMain, UndoTooLate, VillageLent, VillageNotHeld
from desktop.store import branch
from desktop.store.branch import HELD, Loan
from desktop.store.connection import Db

TAKEN = "share-taken"
"""The deed by which the main PC takes in what the other one keyed; its undo opens the loans again."""
HANDED = "share-handed"
"""The deed by which a second PC takes over the villages that the main one hands it."""
RENUMBERED = "share-renumbered"
"""The deed by which a second PC takes over register numbers that the main one gave."""
OF_SHARES = (TAKEN, HANDED, RENUMBERED)
"""Deeds between the PCs themselves: they pass the gate."""
_PROCEDURE = (
    "cases", "steps_done", "meetings", "postings", "complaints", "opinions", "decisions",
    "certificates", "measures", "planned_escapes",
)  # fmt: skip


def is_branch(db: Db) -> bool:
    """Whether this book is a second PC: it has villages from the main one."""
    return bool(branch.holdings(db))


def lent(db: Db) -> dict[str, Loan]:
    """Village → its loan, of those that another PC keys now."""
    return branch.lent(db)


def check_main(db: Db) -> None:
    """Raise BranchNotMain on a second PC: rounds, procedures and reports are the main one's."""
    if is_branch(db):
        raise BranchNotMain()


def check(db: Db, villages: Iterable[str] = (), households: Iterable[str] = ()) -> None:
    """Raise VillageLent or VillageNotHeld where another PC owns a village, or a household's village.

    `villages` are those that records go to, `households` uids of those that would be changed.
    """
    lent, holdings = branch.lent(db), branch.holdings(db)
    if not lent and not holdings:
        return
    wanted = {*villages} | branch.villages_of(db, households)
    for village in sorted(wanted & lent.keys()):
        raise VillageLent(village=village, since=_day(lent[village].since))
    held = {v for v, holding in holdings.items() if holding.state == HELD}
    for village in sorted(wanted - held) if holdings else ():
        raise VillageNotHeld(village=village, held=", ".join(sorted(held)))


def check_touched(db: Db, *sides: Touched) -> None:
    """The gate for a deed: every household that it touches, as it stands and as it would stand.

    On a second PC a deed of a procedure or of the plan raises BranchNotMain.
    """
    uids: set[str] = set()
    villages: set[str] = set()
    for side in sides:
        uids |= {h.uid for h in side.households}
        for records in (side.reviews, side.events, side.sheets_a):
            uids |= {r.household_uid for r in records}
        villages |= {h.village for h in side.households} | {r.village for r in side.residents}
    if any(getattr(side, name) for side in sides for name in _PROCEDURE):
        check_main(db)
    check(db, villages, uids)


def check_undo(db: Db, act: Act) -> None:
    """Inside the transaction that undoes a deed: whoever owns its villages, or the loans as before.

    Raises UndoTooLate for what cannot be undone on one PC alone: villages taken over, a take-in
    whose loans went on since.
    """
    if act.kind == TAKEN:
        _reopen(db, act.uid)
    elif act.kind in OF_SHARES:
        raise UndoTooLate(kind=act.kind)
    else:
        check_touched(db, act.before, act.after)


def _reopen(db: Db, act_uid: str) -> None:
    before, after = branch.kept_loans(db, act_uid)
    now = branch.loans(db)
    if any(now.get(loan.village) != loan for loan in after):
        raise UndoTooLate(kind=TAKEN)
    branch.drop_loans(db, [loan.village for loan in after])
    branch.put_loans(db, before)


def _day(moment: datetime.datetime) -> str:
    return show_date(moment.astimezone().date())
