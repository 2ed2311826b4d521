"""Handing villages to a second PC of the commune, taking them back, and sending them home.

The main PC owns the register, rounds, procedures and reports. A village that it hands out is keyed
on the other PC alone until that one gives it back, or the main PC takes it back without an answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.review import ReviewState
from desktop.domain.vietnamese import sort_key
from desktop.errors import BranchUnknown, LentHere, NothingToShare
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft
from desktop.exchange.seal import Card
from desktop.exchange.share import Lot, ShareSheet, Way, pack_share
from desktop.services import lending
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.exchanging import PROGRAM, own_card, own_keys, write_package
from desktop.services.partnering import partners
from desktop.services.registering import own_commune, villages
from desktop.services.share_records import bundled, of_villages, prints, share_of
from desktop.store import audit, branch, households, packages, reviews, settings
from desktop.store.branch import HELD, LENT, RECALLED, RETURNED, Holding, Loan
from desktop.store.connection import Db, writing
from desktop.store.packages import Package

MAIN = "branch-main"
"""The setting of a second PC that names the book it has its villages from."""
_WRITES = changes("package", "branch")


# What stands -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """A village on the page: how much of it there is, and who has it. `keyed`: complete sheets of
    the newest round."""

    village: str
    households: int
    keyed: int
    loan: Loan | None = None
    holding: Holding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """All that the page of the second PC shows. `main`: the card of the main PC, on a second one."""

    own: Card
    year: int
    partners: tuple[tuple[Card, datetime.datetime], ...]
    villages: tuple[VillageLine, ...]
    is_branch: bool
    main: Card | None
    log: tuple[Package, ...]

    @property
    def lent(self) -> list[VillageLine]:
        """The villages that another PC keys now."""
        return [v for v in self.villages if v.loan is not None and v.loan.state == LENT]

    @property
    def unanswered(self) -> list[VillageLine]:
        """The villages that go along when a second PC sends its work home."""
        return [v for v in self.villages if v.holding is not None and _goes(v.holding)]


def sharing(db: Db) -> Sharing:
    """Who has which village, and what went between the PCs, newest first."""
    loans, holdings = branch.loans(db), branch.holdings(db)
    rounds = reviews.rounds(db)
    year = max((r.year for r in rounds), default=0)
    counted = _counts(db, year)
    names = sorted({*villages(db), *loans, *holdings}, key=sort_key)
    known = tuple(partners(db))
    main = settings.get(db, MAIN, str)
    return Sharing(
        own=own_card(db), year=year, partners=known, is_branch=bool(holdings),
        villages=tuple(
            VillageLine(
                village=v, households=counted.get(v, (0, 0))[0], keyed=counted.get(v, (0, 0))[1],
                loan=loans.get(v), holding=holdings.get(v),
            )
            for v in names
        ),
        main=next((c for c, _ in known if c.book_id == main), None),
        log=tuple(p for p in packages.log(db) if p.kind == Kind.SHARE),
    )  # fmt: skip


def _counts(db: Db, year: int) -> dict[str, tuple[int, int]]:
    """Village → households that are here, and complete sheets of a year."""
    keyed: dict[str, int] = {}
    for review in reviews.of_round(db, year, state=ReviewState.COMPLETE):
        keyed[review.village] = keyed.get(review.village, 0) + 1
    found = {v: n for _, v, n in households.villages(db)}
    return {v: (found.get(v, 0), keyed.get(v, 0)) for v in {*found, *keyed}}


# The main PC -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A share that lies sealed in a file, written whole and read back."""

    path: Path
    number: int
    sha256: str
    size: int
    villages: tuple[str, ...]
    households: int
    changes: Changes = field(default_factory=lambda: _WRITES)


def hand_out(
    db: Db,
    chosen: Collection[str],
    book_id: str,
    folder: Path,
    *,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> Shared:
    """Seal the whole state of some villages to a second PC; from then on only that one keys them.

    Raises BranchNotMain, BranchUnknown, NothingToShare, LentHere, DiskFull, FileUnwritable; nothing
    is handed out before the file lies there.
    """
    own_commune(db)
    lending.check_main(db)
    card = _partner(db, book_id)
    if not chosen:
        raise NothingToShare()
    if twice := sorted(chosen & lending.lent(db).keys()):
        raise LentHere(village=twice[0])
    number = _next_number(db, book_id)
    records, sheets = of_villages(db, chosen)
    states = bundled(records, sheets)
    loans = [
        Loan(village=v, book_id=book_id, number=number, since=now, by=by, prints=prints(states, v))
        for v in sorted(chosen, key=sort_key)
    ]
    return _send(db, card, Way.OUT, loans, (), folder, now=now, by=by, tick=tick)


def hand_out_again(
    db: Db, book_id: str, folder: Path, *, now: datetime.datetime, by: str, tick: Tick = no_tick
) -> Shared:
    """The villages that a second PC has, once more, for a file that was lost or rounds that are new.

    What that PC holds already it leaves as it is. Raises what `hand_out` raises.
    """
    lending.check_main(db)
    loans = [x for x in lending.lent(db).values() if x.book_id == book_id]
    return _send(db, _partner(db, book_id), Way.OUT, loans, (), folder, now=now, by=by, tick=tick)


def recall(db: Db, chosen: Collection[str], *, now: datetime.datetime, by: str) -> Changes:
    """Take villages back without the other PC's answer; what it keyed meanwhile is only looked at.

    Villages that are not with another PC are passed over.
    """
    ended = [
        replace(loan, state=RECALLED, ended=now)
        for village, loan in lending.lent(db).items()
        if village in chosen
    ]
    with writing(db):
        branch.put_loans(db, ended)
        for loan in ended:
            audit.add(db, at=now, by=by, action="share-recalled", subject=loan.village)
    return _WRITES


# The second PC -----------------------------------------------------------------------------------
def send_home(
    db: Db,
    folder: Path,
    *,
    closes: Collection[str] = (),
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> Shared:
    """Seal the whole state of our villages to the main PC; those in `closes` are given back.

    What was given back and not answered yet goes along again. Raises BranchUnknown, NothingToShare,
    DiskFull, FileUnwritable.
    """
    main = settings.get(db, MAIN, str)
    holdings = [h for h in branch.holdings(db).values() if _goes(h)]
    state = {h.village: RETURNED if h.village in closes else h.state for h in holdings}
    kept = [replace(h, state=state[h.village], sent=now) for h in holdings]
    return _send(
        db, _partner(db, main or ""), Way.BACK, (), kept, folder, now=now, by=by, tick=tick
    )


def _goes(holding: Holding) -> bool:
    return holding.state == HELD or holding.answered is None


# Sealing -----------------------------------------------------------------------------------------
def _partner(db: Db, book_id: str) -> Card:
    found = next((card for card, _ in partners(db) if card.book_id == book_id), None)
    if found is None:
        raise BranchUnknown()
    return found


def _next_number(db: Db, book_id: str) -> int:
    """Shares to one PC are numbered one by one, over all years."""
    last = _last(db, book_id)
    return last.number + 1 if last else 1


def _last(db: Db, book_id: str) -> Package | None:
    sent = (
        p
        for p in packages.log(db)
        if (p.direction, p.kind, p.details.get("to_book")) == ("out", Kind.SHARE, book_id)
    )
    return max(sent, key=lambda p: p.number, default=None)


def _send(
    db: Db,
    card: Card,
    way: Way,
    loans: Sequence[Loan],
    holdings: Sequence[Holding],
    folder: Path,
    *,
    now: datetime.datetime,
    by: str,
    tick: Tick,
) -> Shared:
    lots = [Lot(village=x.village, loan=x.number) for x in loans]
    lots += [Lot(village=h.village, loan=h.number, closes=h.state == RETURNED) for h in holdings]
    if not lots:
        raise NothingToShare()
    before = _last(db, card.book_id)
    sheet = ShareSheet(
        way=way, to_book=card.book_id, number=_next_number(db, card.book_id), lots=tuple(lots)
    )
    tick(0, 2)
    share = share_of(db, sheet)
    draft = Draft(
        kind=Kind.SHARE,
        year=max((r.year for r in share.records.rounds), default=now.astimezone().year),
        number=sheet.number, made_at=now, program=PROGRAM,
        previous=before.sha256 if before else "",
    )  # fmt: skip
    raw = pack_share(draft, share, keys=own_keys(db), me=own_card(db), receiver=card)
    tick(1, 2)  # the last chance to cancel: a package that lies in the folder is a sent one
    path = write_package(folder, raw)
    sent = _logged(draft, sheet, path, raw, own_card(db), share.totals)
    try:
        with writing(db):
            branch.put_loans(db, loans)
            branch.put_holdings(db, holdings)
            packages.put(db, sent)
            audit.add(db, at=now, by=by, action="share-sent", subject=sent.sha256, after=sent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Shared(
        path=path, number=sheet.number, sha256=sent.sha256, size=len(raw),
        villages=tuple(x.village for x in lots), households=len(share.records.households),
    )  # fmt: skip


def _logged(
    draft: Draft, sheet: ShareSheet, path: Path, raw: bytes, own: Card, totals: dict[str, int]
) -> Package:
    details = {
        "way": sheet.way, "to_book": sheet.to_book,
        "villages": [x.village for x in sheet.lots],
        "closes": [x.village for x in sheet.lots if x.closes],
    }  # fmt: skip
    return Package(
        sha256=package.fingerprint(raw), direction="out", kind=Kind.SHARE, sender=own.code,
        receiver=own.code, year=draft.year, number=draft.number, made_at=draft.made_at,
        handled_at=draft.made_at, file_name=path.name, size=len(raw), verdict="sent",
        totals=totals, details=details,
    )  # fmt: skip
