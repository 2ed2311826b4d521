"""Receipts between the PCs of a commune: what was counted, and the register numbers that were given."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.answer import Remark, Verdict
from desktop.domain.household import Household
from desktop.errors import ReceiptForeign
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.exchange.package import Opened
from desktop.exchange.records import Receipt, decode_receipt
from desktop.exchange.seal import Card
from desktop.services import lending, undoing
from desktop.services.changes import Changes, changes
from desktop.services.exchanging import own_card, own_keys, write_receipt
from desktop.services.partnering import partners
from desktop.store import audit, branch, households, packages, settings
from desktop.store.branch import RETURNED
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.text import t

NUMBER = "share-number"
"""The code of a remark that tells which register number a household has on the main PC."""


def write(db: Db, share: Package, to: Card, folder: Path, *, now: datetime.datetime) -> Path:
    """The receipt to a share that was taken in, sealed to the PC that sent it.

    Raises DiskFull, FileUnwritable.
    """
    receipt = Receipt(
        package_sha256=share.sha256, year=share.year, number=share.number,
        verdict=Verdict.TAKEN_IN, totals_sent=share.details["sent"], totals_counted=share.totals,
        remarks=tuple(
            Remark(
                record_uid=uid, verdict=Verdict.TAKEN_IN, code=NUMBER, text=t("branch-number-given", number=number),
                details={"number": number},
            )
            for uid, number in share.details.get("numbers", {}).items()
        ),
    )  # fmt: skip
    path, sent = write_receipt(db, receipt, to, folder, now=now)
    with writing(db):
        packages.put(db, sent)
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a receipt said. `numbered`: how many households took over the main PC's number."""

    number: int
    agrees: bool
    numbered: int = 0
    changes: Changes = field(default_factory=lambda: changes("package", "branch", "household"))


def open_receipt(db: Db, path: Path) -> tuple[Opened, Receipt, Package]:
    """The receipt in a file with our share that it answers; raises ReceiptForeign besides what
    opening raises."""
    opened = package.open_sealed(
        package.read_file(path), keys=own_keys(db), me=own_card(db),
        known=[c for c, _ in partners(db)], kind=Kind.RECEIPT, name=path.name,
    )  # fmt: skip
    receipt = decode_receipt(opened.parts, name=path.name)
    share = packages.get(db, receipt.package_sha256)
    is_ours = (
        share is not None
        and (share.direction, share.kind) == ("out", Kind.SHARE)
        and share.details.get("to_book") == opened.sender.book_id
    )
    if share is None or not is_ours:
        raise ReceiptForeign(path=path.name)
    return opened, receipt, share


def note(db: Db, path: Path, *, now: datetime.datetime, by: str) -> Answered:
    """Note what the main PC counted, and take over the register numbers that it gave.

    The same receipt again changes nothing. Raises what `open_receipt` raises.
    """
    opened, receipt, share = open_receipt(db, path)
    numbers = {r.record_uid: str(r.details["number"]) for r in receipt.remarks if r.code == NUMBER}
    before, after = _numbered(db, numbers)
    closed, holdings = set(share.details.get("closes", ())), branch.holdings(db)
    ended = [
        replace(h, answered=now)
        for village, h in holdings.items()
        if village in closed and h.state == RETURNED and share.made_at >= h.since
    ]
    details = share.details | {"answered_at": opened.header.letter.made_at.isoformat()}
    with writing(db):
        if after:
            undoing.write(db, Act(
                uid=uuid4().hex, kind=lending.RENUMBERED, at=now, by=by,
                before=Touched(households=before), after=Touched(households=after),
            ))  # fmt: skip
        branch.put_holdings(db, ended)
        packages.put(db, replace(share, verdict=receipt.verdict, details=details))
        packages.put(db, _came(opened, path, now))
        audit.add(db, at=now, by=by, action="share-answered", subject=share.sha256)
    return Answered(number=share.number, agrees=receipt.agrees, numbered=len(numbers))


def _came(opened: Opened, path: Path, now: datetime.datetime) -> Package:
    """The line of the log for a receipt."""
    letter = opened.header.letter
    return Package(
        sha256=opened.sha256, direction="in", kind=letter.kind, sender=letter.sender.code,
        receiver=letter.receiver.code, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=now, file_name=path.name, size=path.stat().st_size,
        verdict="accepted", totals={}, details={"book": opened.sender.book_id},
    )  # fmt: skip


def _numbered(
    db: Db, numbers: Mapping[str, str]
) -> tuple[tuple[Household, ...], tuple[Household, ...]]:
    """Households before and after they take these numbers; whoever has one of them makes room."""
    everyone = {h.uid: h for h in households.all_of(db, settings.office(db).code)}
    wanted = {u: n for u, n in numbers.items() if u in everyone and _is_new(everyone[u], n)}
    taken = {n: u for u, n in wanted.items()}
    following = 1 + max(
        (int(n) for n in (*(h.number for h in everyone.values()), *taken) if n.isdigit()),
        default=0,
    )
    for home in everyone.values():
        if home.uid not in wanted and home.number in taken:
            wanted[home.uid] = f"{following:04d}"
            following += 1
    before = tuple(everyone[uid] for uid in wanted)
    return before, tuple(_with_number(h, wanted[h.uid]) for h in before)


def _is_new(home: Household, number: str) -> bool:
    return home.number != number and number not in home.former_numbers


def _with_number(home: Household, number: str) -> Household:
    former = tuple(dict.fromkeys((*home.former_numbers, home.number)))
    return replace(home, number=number, former_numbers=former, revision=home.revision + 1)
