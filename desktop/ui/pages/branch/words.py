"""What the page of the second PC says of villages, households and files, from data to words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from desktop.domain.vietnamese import show_date
from desktop.exchange.share import Way
from desktop.services.share_plan import Fate, Line, LotFate, LotLine
from desktop.services.share_records import bare
from desktop.services.share_taking import RECEIPT, Result, Seen
from desktop.services.sharing import Sharing, VillageLine
from desktop.store.branch import BACK, HELD, LENT, Loan
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.rows_model import State

FATES = (Fate.BOTH, Fate.OUTSIDE, Fate.GONE, Fate.CHANGED, Fate.NEW)
"""The order on the page: what is to be decided first."""
STATES = {
    Fate.BOTH: "warn", Fate.OUTSIDE: "held", Fate.GONE: "returned", Fate.CHANGED: "info",
    Fate.NEW: "ok", Fate.SAME: "none",
}  # fmt: skip
MOST = 6
THEIRS, OURS = "theirs", "ours"


def pc(found: Sharing, book_id: str) -> str:
    """What another PC is called here: the main one, or "Máy 2" by the order of trust."""
    if found.main is not None and found.main.book_id == book_id:
        return t("branch-main-pc")
    ids = [card.book_id for card, _ in found.partners]
    return t("branch-pc", number=str(ids.index(book_id) + 2 if book_id in ids else 2))


def sender_of(found: Sharing, seen: Seen) -> str:
    """Who sent a file: whoever hands villages out, or answers, is the main PC; "" if refused."""
    if seen.refusal is not None:
        return ""
    if seen.state == RECEIPT or seen.way is Way.OUT:
        return t("branch-main-pc")
    return pc(found, seen.sender.book_id) if seen.sender else ""


def where(found: Sharing, line: VillageLine) -> State:
    """Who has a village, and since when."""
    if found.is_branch:
        return _held(line)
    loan = line.loan
    if loan is None or loan.state == BACK:
        return State("none", t("branch-here"), faint=_ended(loan))
    if loan.state == LENT:
        return State("wait", t("branch-lent", pc=pc(found, loan.book_id)), faint=_day(loan))
    return State("returned", t("branch-recalled"), faint=_ended(loan))


def _held(line: VillageLine) -> State:
    holding = line.holding
    if holding is None:
        return State("none", t("branch-not-held"))
    if holding.state == HELD:
        return State("ok", t("branch-held"), faint=show_date(holding.since.astimezone().date()))
    key = "branch-answered" if holding.answered else "branch-returned"
    return State("none" if holding.answered else "wait", t(key))


def heard(line: VillageLine) -> str:
    """When the work on a village came home last, or was sent home."""
    moment = line.loan.heard if line.loan else line.holding.sent if line.holding else None
    return show_date(moment.astimezone().date()) if moment else "–"


def _day(loan: Loan) -> str:
    return show_date(loan.since.astimezone().date())


def _ended(loan: Loan | None) -> str:
    return show_date(loan.ended.astimezone().date()) if loan and loan.ended else ""


# What comes --------------------------------------------------------------------------------------
def lots(lines: Sequence[LotLine]) -> str:
    """The villages of a share, each with what becomes of it."""
    return ", ".join(lot(one) for one in lines)


def lot(one: LotLine) -> str:
    """A village of a share with what becomes of it."""
    name, loan = one.lot.village, one.loan
    if one.fate is LotFate.OPEN:
        return t("branch-lot-closes", village=name) if one.lot.closes else name
    if one.fate is LotFate.CLOSED and loan is not None and loan.ended is not None:
        return t("branch-lot-recalled", village=name, on=_ended(loan))
    return t(f"branch-lot-{one.fate}", village=name)


def fate(line: Line, chosen: str) -> State:
    """What becomes of a household; of one that both changed, what was chosen."""
    if line.fate is Fate.BOTH and chosen:
        return State("ok", t(f"branch-choose-{chosen}"))
    return State(STATES[line.fate], t(f"branch-fate-{line.fate}"))


def what(line: Line) -> str:
    """What differs, in short."""
    if line.renumbered:
        return t("branch-renumbered", old=line.renumbered, new=line.household.number)
    if line.theirs is None or line.mine is None:
        return t("branch-only-here") if line.theirs is None else ""
    kinds = []
    if _differ([line.mine.household], [line.theirs.household]):
        kinds.append(t("branch-kind-household"))
    for (kind, ours), (_, others) in zip(
        line.mine.dependent(), line.theirs.dependent(), strict=True
    ):
        if _differ(ours, others):
            kinds.append(t(f"branch-kind-{kind}"))
    return ", ".join(kinds)


def _differ(ours: Collection[Any], theirs: Collection[Any]) -> bool:
    return {r.uid: bare(r) for r in ours} != {r.uid: bare(r) for r in theirs}


def told(result: Result) -> tuple[str, str]:
    """What a take-in came to: first and second sentence."""
    counts = result.counts
    first = t(
        "branch-taken", villages=len(result.villages), new=counts.get(Fate.NEW, 0),
        changed=counts.get(Fate.CHANGED, 0), gone=counts.get(Fate.GONE, 0),
    )  # fmt: skip
    words = []
    if result.renumbered:
        words.append(t("branch-taken-numbers", count=len(result.renumbered)))
    if result.receipt is not None:
        words.append(t("branch-receipt", file=result.receipt.name))
    return first, " ".join(words)


# The log -----------------------------------------------------------------------------------------
def sent(package: Package) -> str:
    """A file of the log in words: which way, number, villages."""
    is_out = package.direction == "out"
    way = package.details.get("way", Way.OUT)
    key = f"branch-log-{way}-{'sent' if is_out else 'came'}"
    return t(key, number=str(package.number))


def villages_of(package: Package) -> str:
    """The villages of a file of the log."""
    names = list(package.details.get("villages", ()))
    more = " …" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def answered(package: Package) -> State | None:
    """Whether a file that we sent home was answered."""
    if package.direction == "in":
        return State("ok", t("branch-log-taken"))
    if package.details.get("way") == Way.OUT:
        return None
    if "answered_at" in package.details:
        return State("ok", t("branch-log-answered"))
    return State("wait", t("branch-log-waits"))
