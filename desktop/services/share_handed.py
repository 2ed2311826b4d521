"""A second PC takes over the villages that the main one hands it: their whole state, and the rounds."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.errors import PackageStandardUnfit
from desktop.exchange.share import Share
from desktop.rules.standard import parse_standard
from desktop.services import lending, undoing
from desktop.services.catalogue import shipped_standards
from desktop.services.share_records import Bundle, bundled, everything
from desktop.services.sharing import MAIN
from desktop.store import audit, branch, packages, reviews, round_starts, settings, standards
from desktop.store.branch import Holding
from desktop.store.connection import Db, writing
from desktop.store.packages import Package


def new_villages(db: Db, share: Share) -> tuple[str, ...]:
    """The villages that a share hands over anew: those of an older share, or of this one, stay."""
    held = branch.holdings(db)
    return tuple(
        lot.village
        for lot in share.sheet.lots
        if lot.village not in held or held[lot.village].number < lot.loan
    )


def hand_over(
    db: Db, share: Share, sha256: str, log: Package, *, now: datetime.datetime, by: str
) -> None:
    """Write the villages that are new to us in place of what we had of them, and rounds as they are.

    Raises PackageStandardUnfit for a standard that this program cannot read.
    """
    villages = new_villages(db, share)
    _check_standards(share, log.file_name)
    act = _deed(db, share, villages, now=now, by=by)
    loans = {lot.village: lot.loan for lot in share.sheet.lots}
    with writing(db):
        if act.before != act.after:
            undoing.write(db, act)
        branch.put_holdings(db, [Holding(village=v, number=loans[v], since=now) for v in villages])
        settings.put(db, MAIN, log.details["book"])
        for name, raw in share.standards.items():
            if name not in shipped_standards():
                standards.put(db, name, raw, at=now, by=by)
        _put_rounds(db, share)
        packages.put(db, log)
        audit.add(db, at=now, by=by, action="share-handed-over", subject=sha256, after=log)


def _check_standards(share: Share, name: str) -> None:
    for standard_id, raw in share.standards.items():
        if reason := _unfit(standard_id, raw):
            raise PackageStandardUnfit(path=name, reason=reason)


def _unfit(standard_id: str, raw: bytes) -> str:
    """Why a standard cannot be used, "" where it can."""
    try:
        found = parse_standard(raw)
    except ValueError as error:
        return str(error)
    return "" if found.id == standard_id else f"id {found.id}"


def _put_rounds(db: Db, share: Share) -> None:
    """Rounds are the main PC's; the register at the start of one is kept as it is now."""
    for record in share.records.rounds:
        known = reviews.get_round(db, record.year, record.kind)
        if known != record:
            reviews.put_round(db, record)
        if known is None:
            round_starts.keep(db, record.year)


def _deed(
    db: Db, share: Share, villages: Collection[str], *, now: datetime.datetime, by: str
) -> Act:
    """What stood in these villages here goes, with every household that comes, wherever it stood."""
    ours, theirs = everything(db), bundled(share.records, share.sheets_a)
    coming = {u: b for u, b in theirs.items() if b.household.village in villages}
    going = {u: b for u, b in ours.items() if u in coming or b.household.village in villages}
    staying = [b.household for u, b in ours.items() if u not in going]
    moved = _renumbered([b.household for b in coming.values()], staying)
    said = tuple(r for r in share.records.residents if r.village in villages)
    spots = {(r.year, r.village) for r in said}
    code = settings.office(db).code
    before, after = _touched(going), _touched(coming)
    was = {h.uid: h for h in staying}
    return Act(
        uid=uuid4().hex, kind=lending.HANDED, at=now, by=by, reason=", ".join(villages),
        before=replace(
            before, households=(*before.households, *(was[h.uid] for h in moved)),
            residents=tuple(
                r for r in reviews.residents(db, None, code) if (r.year, r.village) in spots
            ),
        ),
        after=replace(after, households=(*after.households, *moved), residents=said),
    )  # fmt: skip


def _touched(bundles: dict[str, Bundle]) -> Touched:
    return Touched(
        households=tuple(b.household for b in bundles.values()),
        reviews=tuple(r for b in bundles.values() for r in b.reviews),
        events=tuple(e for b in bundles.values() for e in b.events),
        sheets_a=tuple(s for b in bundles.values() for s in b.sheets_a),
    )


def _renumbered(coming: list[Household], staying: list[Household]) -> list[Household]:
    """Ours that bear a number which the main PC gave to another: they take the next free ones."""
    theirs = {h.number for h in coming}
    following = 1 + max(
        (int(h.number) for h in (*coming, *staying) if h.number.isdigit()), default=0
    )
    moved = []
    for home in staying:
        if home.number in theirs:
            former = tuple(dict.fromkeys((*home.former_numbers, home.number)))
            moved.append(
                replace(
                    home,
                    number=f"{following:04d}",
                    former_numbers=former,
                    revision=home.revision + 1,
                )
            )
            following += 1
    return moved
