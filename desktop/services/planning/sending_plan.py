"""Sending the plan: what would go to the office above, what it would find, one sealed package."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.planning import Attachment, MeasureState
from desktop.domain.unit import Office
from desktop.errors import AppError, NothingAbove, PlanNothing
from desktop.exchange import package, plan_parts
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft
from desktop.exchange.plan_parts import Goods, Sheet
from desktop.services import checking, exchanging, lending
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.checking import ERR, OK, WARN, Check
from desktop.services.exchanging import PROGRAM, own_card, own_keys, receiver, trusted_since
from desktop.services.planning import measure_kinds, plan_state, plan_trust, task_groups
from desktop.store import audit, packages, settings
from desktop.store.connection import Db, writing
from desktop.store.packages import Package

__all__ = ["Going", "PackedPlan", "checks", "going", "history", "pack"]

_WRITES = changes("package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What would go up now.

    `counts`: records by kind; `amount` đồng of all measures that were not stopped; `first` to `last`
    the years spoken of (0: none); `files`, `file_bytes`: evidence that can go along; `left_out` what
    is named and stays. `communes` below, `missing` the names of those without a plan here.
    """

    number: int
    to: str
    to_name: str
    trusted_at: datetime.datetime | None
    previous: Package | None
    counts: Mapping[str, int]
    amount: int
    first: int
    last: int
    files: int
    file_bytes: int
    left_out: tuple[Attachment, ...]
    communes: int
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPlan:
    """A plan that lies sealed in a file, written whole and read back."""

    path: Path
    number: int
    sha256: str
    size: int
    totals: Mapping[str, int]
    left_out: tuple[Attachment, ...]
    changes: Changes = _WRITES


# Before sealing ------------------------------------------------------------------------------------
def going(db: Db, *, files: bool = False) -> Going:
    """What `pack` would seal. Raises NothingAbove for an office without one above."""
    office = _below_somebody(db)
    goods, left_out = plan_state.goods(db, files=files)
    totals = plan_parts.totals(goods)
    count, size = plan_state.evidence(db)
    first, last = plan_parts.years_of(goods)
    communes = plan_state.below(office)
    known = {s.commune for s in plan_state.sources(db, office)}
    return Going(
        number=_next_number(db), to=office.upper_code, to_name=office.upper_name,
        trusted_at=_trusted_at(db, office), previous=_last(db),
        counts={kind: totals[kind] for kind in plan_parts.KINDS}, amount=_helping(totals),
        first=first, last=last, files=count, file_bytes=size, left_out=left_out,
        communes=len(communes),
        missing=tuple(unit(c, office.list_version).name for c in communes if c not in known),
    )  # fmt: skip


def _below_somebody(db: Db) -> Office:
    office = settings.office(db)
    if not office.upper_code:
        raise NothingAbove(office=office.name)
    return office


def _helping(totals: Mapping[str, int]) -> int:
    return sum(
        dong
        for name, dong in totals.items()
        if name.startswith("amount:") and not name.endswith(f":{MeasureState.STOPPED}")
    )


def _trusted_at(db: Db, office: Office) -> datetime.datetime | None:
    above = (office.upper_code, office.list_version)
    found = (at for card, at in trusted_since(db) if (card.code, card.list_version) == above)
    return next(found, None)


def _last(db: Db) -> Package | None:
    return max(packages.of_kind(db, "out", Kind.PLAN), key=lambda p: p.number, default=None)


def _next_number(db: Db) -> int:
    """Plans are numbered one by one over the whole life of a book."""
    last = _last(db)
    return last.number + 1 if last else 1


def history(db: Db) -> list[Package]:
    """The plans that this office sent, newest first, with what was answered in their details."""
    return packages.of_kind(db, "out", Kind.PLAN)


# As the office above -------------------------------------------------------------------------------
def checks(db: Db, *, files: bool = False, now: datetime.datetime) -> list[Check]:
    """What the office above would find, by the code that it runs: the plan is sealed to ourselves,
    opened and read. Raises NothingAbove."""
    office = _below_somebody(db)
    goods, left_out = plan_state.goods(db, files=files)
    found = [
        exchanging.check_key(db, office),
        _opens(db, goods, left_out, now),
        *checking.check_lent(sorted(lending.lent(db))),
        _holds(goods),
        *_accounts(goods),
    ]
    if left_out:
        details = {"count": len(left_out), "names": _names([a.name for a in left_out])}
        found.append(Check(code="plan-evidence", state=WARN if files else OK, details=details))
    if office.is_upper:
        found.append(_communes(db, office))
    return found


def _opens(db: Db, goods: Goods, left_out: tuple[Attachment, ...], now: datetime.datetime) -> Check:
    keys, me = own_keys(db), own_card(db)
    draft, parts = _draft(db, goods, left_out, now)
    raw = package.pack(draft, parts, keys=keys, me=me, receiver=me)
    try:
        opened = package.open_sealed(raw, keys=keys, me=me, known=(), kind=Kind.PLAN)
        plan_trust.read(opened, me, plan_state.below(settings.office(db)), our_book="")
    except AppError as refusal:
        return Check(code="opens", state=ERR, details={"refusal": refusal})
    records = sum(len(getattr(goods, kind)) for kind in plan_parts.KINDS)
    return Check(code="opens", details={"size": len(raw), "records": records})


def _holds(goods: Goods) -> Check:
    said = {kind: len(getattr(goods, kind)) for kind in plan_parts.KINDS}
    return Check(code="plan-holds", state=WARN if goods.is_empty else OK, details=said)


def _accounts(goods: Goods) -> list[Check]:
    if not goods.accounts:
        return []
    open_ = sum(a.closed_on is None for a in goods.accounts)
    details = {"count": len(goods.accounts), "open": open_}
    return [Check(code="plan-accounts", state=WARN if open_ else OK, details=details)]


def _communes(db: Db, office: Office) -> Check:
    below, known = plan_state.below(office), {s.commune for s in plan_state.sources(db, office)}
    missing = [unit(c, office.list_version).name for c in below if c not in known]
    details = {
        "count": len(known), "all": len(below), "missing": len(missing), "names": _names(missing)
    }  # fmt: skip
    return Check(code="plan-communes", state=WARN if missing else OK, details=details)


def _names(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


# Sealing -------------------------------------------------------------------------------------------
def pack(
    db: Db,
    to: str,
    folder: Path,
    *,
    files: bool = False,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> PackedPlan:
    """Seal the whole plan for the office above and write it whole into a folder.

    `files`: evidence goes along as far as it fits. Raises NothingAbove, PlanNothing (nothing to tell
    and nothing told before), ReceiverUnknown, BranchNotMain, DiskFull, FileUnwritable; the number is
    used up only once the file lies there, and no file is left that the log does not know.
    """
    _below_somebody(db)
    lending.check_main(db)
    card = receiver(db, to)
    tick(0, 3)
    goods, left_out = plan_state.goods(db, files=files)
    if goods.is_empty and _last(db) is None:
        raise PlanNothing()
    tick(1, 3)
    draft, parts = _draft(db, goods, left_out, now)
    raw = package.pack(draft, parts, keys=own_keys(db), me=own_card(db), receiver=card)
    tick(2, 3)  # the last chance to cancel: a package that lies in the folder is a sent one
    path = exchanging.write_package(folder, raw)
    sent = _logged(raw, path, draft, card.code, len(goods.files), left_out)
    try:
        with writing(db):
            packages.put(db, sent)
            audit.add(db, at=now, by=by, action="plan-sent", subject=sent.sha256, after=sent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return PackedPlan(
        path=path, number=draft.number, sha256=sent.sha256, size=sent.size, totals=sent.totals,
        left_out=left_out,
    )  # fmt: skip


def _draft(
    db: Db, goods: Goods, left_out: tuple[Attachment, ...], now: datetime.datetime
) -> tuple[Draft, dict[str, bytes]]:
    office, last, this_year = settings.office(db), _last(db), now.astimezone().year
    years = plan_parts.years_of(goods)
    sheet = Sheet(
        number=_next_number(db), first=years[0] or this_year, last=years[1] or this_year,
        knows=plan_state.knows(db), kinds=measure_kinds.all_kinds(db).kinds,
        groups=task_groups.groups(db), left_out=left_out,
    )  # fmt: skip
    draft = Draft(
        kind=Kind.PLAN, year=this_year, number=sheet.number, made_at=now, program=PROGRAM,
        previous=last.sha256 if last else "", totals=plan_parts.totals(goods),
        sources=plan_state.sources(db, office),
    )  # fmt: skip
    return draft, plan_parts.encode(sheet, goods)


def _logged(
    raw: bytes, path: Path, draft: Draft, to: str, files: int, left_out: tuple[Attachment, ...]
) -> Package:
    letter = package.read_header(raw, name=path.name).letter
    return Package(
        sha256=package.fingerprint(raw), direction="out", kind=Kind.PLAN,
        sender=letter.sender.code, receiver=to, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=letter.made_at, file_name=path.name, size=len(raw),
        verdict="sent", totals=dict(draft.totals),
        details={"files": files, "left_out": [a.name for a in left_out]},
    )  # fmt: skip
