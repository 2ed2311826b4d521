"""Shares that come: looked at first, then taken in as one deed after a copy, then answered.

On the main PC work comes home; on a second one villages are handed over.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.act import Act
from desktop.domain.review import Residents
from desktop.errors import (
    AppError,
    BranchNotEmpty,
    PackageForeignRecords,
    ShareForeign,
    ShareUndecided,
)
from desktop.exchange import package
from desktop.exchange.letter import Header, Kind
from desktop.exchange.seal import Card
from desktop.exchange.share import Share, Way, open_share
from desktop.services import lending, share_answers, undoing
from desktop.services.changes import Changes, changes
from desktop.services.exchanging import own_card, own_keys
from desktop.services.partnering import partners
from desktop.services.share_handed import hand_over, new_villages
from desktop.services.share_plan import Fate, Line, LotFate, Plan, plan, sides
from desktop.services.share_records import everything, of_villages, prints
from desktop.services.sharing import MAIN
from desktop.services.upkeep import prune_copies
from desktop.store import audit, branch, packages, reviews, settings
from desktop.store.branch import BACK, LENT, Loan
from desktop.store.connection import Db, copy_book, writing
from desktop.store.packages import Package

NEW, KNOWN, REFUSED, RECEIPT = "new", "known", "refused", "receipt"
_WRITES = changes(
    "household", "review", "residents", "round", "standard", "package", "branch", "setting"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file between the PCs looked at; nothing was written.

    `state`: NEW, KNOWN (nothing in it is new), REFUSED (see `refusal`), RECEIPT. `plan` is what it
    would do on the main PC; `handed` the villages that it would hand to a second one. `is_twin`: it is
    known by its number only, another file had that: the second PC's book was restored, maybe.
    """

    path: Path
    state: str
    header: Header | None = None
    share: Share | None = field(default=None, repr=False)
    sender: Card | None = None
    sha256: str = ""
    size: int = 0
    plan: Plan | None = field(default=None, repr=False)
    handed: tuple[str, ...] = ()
    refusal: AppError | None = None
    is_twin: bool = False

    @property
    def way(self) -> Way | None:
        """Which way it goes."""
        return self.share.sheet.way if self.share else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was taken in. `act`: the deed to undo on the main PC; `receipt` is where the answer lies,
    or `refusal` why it could not be written; `renumbered`: household uid → its number here."""

    counts: Mapping[Fate, int] = field(default_factory=dict)
    villages: tuple[str, ...] = ()
    act: str = ""
    receipt: Path | None = None
    refusal: AppError | None = None
    renumbered: Mapping[str, str] = field(default_factory=dict)
    changes: Changes = field(default_factory=lambda: _WRITES)


# Looking -----------------------------------------------------------------------------------------
def look(db: Db, path: Path, include: Collection[str] = ()) -> Seen:
    """Check a file from its size to its totals and plan what it would do; write nothing.

    `include`: villages that this book did not lend, which the official lets in.
    """
    header = None
    try:
        raw = package.read_file(path)
        header = package.read_header(raw, name=path.name)
        if header.letter.kind is Kind.RECEIPT:
            share_answers.open_receipt(db, path)
            return Seen(path=path, state=RECEIPT, header=header, size=len(raw))
        opened, share = open_share(
            raw, keys=own_keys(db), me=own_card(db), partners=[c for c, _ in partners(db)],
            name=path.name,
        )  # fmt: skip
        _check_way(db, share, opened.sender, path)
        seen = Seen(
            path=path, state=NEW, header=header, share=share, sender=opened.sender,
            sha256=opened.sha256, size=len(raw),
        )  # fmt: skip
        return _planned(db, seen, include)
    except AppError as refusal:
        return Seen(path=path, state=REFUSED, header=header, refusal=refusal)


def _check_way(db: Db, share: Share, sender: Card, path: Path) -> None:
    """A second PC takes from its main one only; a main one has its villages brought home."""
    is_branch, main = lending.is_branch(db), settings.get(db, MAIN, str)
    if share.sheet.way is Way.BACK:
        if is_branch:
            raise ShareForeign(path=path.name)
        return
    if main not in (None, sender.book_id):
        raise ShareForeign(path=path.name)
    count = 0 if is_branch else len(everything(db))
    if count or (not is_branch and branch.loans(db)):
        raise BranchNotEmpty(count=count)


def _planned(db: Db, seen: Seen, include: Collection[str]) -> Seen:
    share, sender = seen.share, seen.sender
    assert share is not None
    assert sender is not None
    if share.sheet.way is Way.OUT:
        handed = new_villages(db, share)
        is_new = bool(handed) or packages.get(db, seen.sha256) is None
        return replace(seen, handed=handed, state=NEW if is_new else KNOWN)
    found = plan(
        share, everything(db), reviews.residents(db, None, sender.code), branch.loans(db),
        book_id=sender.book_id, include=include,
    )  # fmt: skip
    is_known = all(one.fate is LotFate.KNOWN for one in found.lots)
    return replace(
        seen, plan=found, state=KNOWN if is_known else NEW, is_twin=is_known and _is_twin(db, seen)
    )


def _is_twin(db: Db, seen: Seen) -> bool:
    """Whether another file of this PC and number was taken in."""
    assert seen.share is not None
    assert seen.sender is not None
    number, book = seen.share.sheet.number, seen.sender.book_id
    same = [
        p.sha256
        for p in packages.log(db)
        if (p.direction, p.kind, p.number) == ("in", Kind.SHARE, number)
        and p.details.get("book") == book
    ]
    return bool(same) and seen.sha256 not in same


# Taking in ---------------------------------------------------------------------------------------
def take(
    db: Db,
    seen: Seen,
    *,
    theirs: Collection[str] = (),
    ours: Collection[str] = (),
    include: Collection[str] = (),
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Result:
    """Take a share in, whole or not at all, as the book stands now.

    Of households changed on both PCs (uids) `theirs` are overwritten and `ours` stay; ShareUndecided
    while one is in neither. On the main PC the deed can be undone, and is answered by a receipt.
    """
    assert seen.share is not None
    seen = _planned(db, seen, include)
    if seen.share is not None and seen.share.sheet.way is Way.OUT:
        if seen.handed:
            _copy(db, copies, now)
        hand_over(db, seen.share, seen.sha256, logged(seen, now), now=now, by=by)
        return Result(villages=seen.handed)
    found = seen.plan
    assert found is not None
    both = {line.uid for line in found.of(Fate.BOTH)}
    if undecided := both - {*theirs, *ours}:
        raise ShareUndecided(count=len(undecided))
    if not found.open_lots:
        return Result(receipt=_answer_again(db, seen, receipts, now))
    goes = [*found.of(Fate.NEW, Fate.CHANGED, Fate.GONE)]
    goes += [line for line in found.of(Fate.BOTH) if line.uid in theirs]
    _check_people(goes, db, seen)
    _copy(db, copies, now)
    act, package_log = _written(db, seen, found, goes, now=now, by=by)
    result = Result(
        counts={fate: len(found.of(fate)) for fate in Fate},
        villages=tuple(one.lot.village for one in found.open_lots), act=act.uid,
        renumbered={x.uid: x.household.number for x in goes if x.renumbered},
    )  # fmt: skip
    if receipts is None:
        return result
    assert seen.sender is not None
    try:
        path = share_answers.write(db, package_log, seen.sender, receipts, now=now)
    except AppError as refusal:
        return replace(result, refusal=refusal)
    return replace(result, receipt=path)


def _check_people(goes: Collection[Line], db: Db, seen: Seen) -> None:
    """A person who stands in a household here that is not written cannot stand in one of theirs."""
    uids = {line.uid for line in goes}
    coming = {p.uid for x in goes if x.theirs for p in x.theirs.household.members}
    for uid, bundle in everything(db).items():
        if uid not in uids and any(p.uid in coming for p in bundle.household.members):
            raise PackageForeignRecords(path=seen.path.name, sender=bundle.household.head_name)


def _copy(db: Db, copies: Path | None, now: datetime.datetime) -> None:
    if copies is None:
        return
    target = copies / f"book-before-{now.astimezone().strftime('%Y%m%d_%H%M%S')}.rasoat-book"
    if not target.exists():
        copy_book(db, target)
        prune_copies(copies)


def _written(
    db: Db, seen: Seen, found: Plan, goes: Collection[Line], *, now: datetime.datetime, by: str
) -> tuple[Act, Package]:
    assert seen.share is not None
    own = settings.office(db)
    before, after = sides(goes, own.book_id)
    old = _residents_before(db, found.residents, own.code)
    act = Act(
        uid=uuid4().hex, kind=lending.TAKEN, at=now, by=by,
        reason=", ".join(one.lot.village for one in found.open_lots),
        before=replace(before, residents=old), after=replace(after, residents=found.residents),
    )  # fmt: skip
    kept = {x.uid for x in found.of(Fate.BOTH)} - {x.uid for x in goes}
    with writing(db):
        undoing.write(db, act)
        loans = _loans_after(db, seen, found, kept, now, by)
        earlier = branch.loans(db)
        branch.keep_loans(
            db, act.uid, [earlier[x.village] for x in loans if x.village in earlier], loans
        )
        branch.put_loans(db, loans)
        records, sheets = of_villages(db, {x.village for x in loans})
        counted = Share(sheet=seen.share.sheet, records=records, sheets_a=sheets).totals
        line = logged(seen, now)
        numbers = {x.uid: x.household.number for x in goes if x.renumbered}
        line = replace(
            line, totals=counted,
            details=line.details | {"sent": seen.share.totals, "numbers": numbers, "act": act.uid},
        )  # fmt: skip
        packages.put(db, line)
        audit.add(
            db, at=now, by=by, action="share-taken-in", subject=seen.sha256,
            after={fate: len(found.of(fate)) for fate in Fate},
        )  # fmt: skip
    return act, line


def _residents_before(db: Db, residents: Collection[Residents], code: str) -> tuple[Residents, ...]:
    spots = {(r.year, r.village) for r in residents}
    return tuple(r for r in reviews.residents(db, None, code) if (r.year, r.village) in spots)


def _loans_after(
    db: Db, seen: Seen, found: Plan, kept: Collection[str], now: datetime.datetime, by: str
) -> list[Loan]:
    """The loans as they go on: how each household reads by now, and "" where ours was kept."""
    assert seen.share is not None
    assert seen.sender is not None
    now_here = everything(db)
    loans = []
    for one in found.open_lots:
        village = one.lot.village
        loan = one.loan or Loan(
            village=village, book_id=seen.sender.book_id, number=one.lot.loan, since=now, by=by
        )
        states = prints(now_here, village) | {
            uid: "" for uid in kept if _village(found, uid) == village
        }
        loans.append(
            replace(
                loan,
                last=seen.share.sheet.number,
                heard=now,
                prints=states,
                state=BACK if one.lot.closes else LENT,
                ended=now if one.lot.closes else None,
            )
        )
    return loans


def _village(found: Plan, uid: str) -> str:
    """The village of a household whose version here was kept."""
    line = next(x for x in found.lines if x.uid == uid)
    return (line.mine.household if line.mine else line.household).village


def logged(seen: Seen, now: datetime.datetime) -> Package:
    """The line of the log for a share that came."""
    assert seen.share is not None
    assert seen.header is not None
    assert seen.sender is not None
    sheet, letter = seen.share.sheet, seen.header.letter
    return Package(
        sha256=seen.sha256, direction="in", kind=Kind.SHARE, sender=letter.sender.code,
        receiver=letter.receiver.code, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=now, file_name=seen.path.name, size=seen.size,
        verdict="accepted", totals=seen.share.totals,
        details={
            "way": sheet.way, "book": seen.sender.book_id,
            "villages": [x.village for x in sheet.lots],
            "closes": [x.village for x in sheet.lots if x.closes],
        },
    )  # fmt: skip


def _answer_again(db: Db, seen: Seen, receipts: Path | None, now: datetime.datetime) -> Path | None:
    """The receipt once more, for a package that was taken in already."""
    line = packages.get(db, seen.sha256)
    if line is None or receipts is None or seen.sender is None:
        return None
    return share_answers.write(db, line, seen.sender, receipts, now=now)
