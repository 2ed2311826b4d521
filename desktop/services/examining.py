"""Looking at packages: checked from size to totals, with a plan of what they would change; no writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import (
    AppError,
    PackageForeignRecords,
    PackageKindWrong,
    PackageOlder,
)
from desktop.exchange import package
from desktop.exchange.leftovers import refuse_leftover
from desktop.exchange.letter import Header, Kind, Letter
from desktop.exchange.merge import (
    Elsewhere,
    HouseholdLine,
    Move,
    Plan,
    household_lines,
    plan_report,
    turned_back,
)
from desktop.exchange.owners import books_of
from desktop.exchange.package import Opened
from desktop.exchange.records import part_of
from desktop.exchange.refusals import damaged
from desktop.services import arriving
from desktop.services.bringing import Brought, brought_by
from desktop.services.exchanging import own_card, own_keys, trusted
from desktop.services.sources import (
    HeldOf,
    carried,
    check_below,
    check_lists,
    check_sources,
    communes_of,
    narrows,
    newest_of,
    serial,
)
from desktop.store import hand_overs, households, packages, reviews, settings
from desktop.store.connection import Db
from desktop.store.sent_down import WAITING
from desktop.text import t

if TYPE_CHECKING:
    from desktop.services.planning import taking_plan

CLEAN = "clean"
SHARE = "share"
"""Villages that go between two PCs of this commune."""
DOWN = "down"
"""A pack of standards, days and words from the office above."""
HANDOVER = "handover"
"""A household that another commune hands over: an official decides about it in the window."""
# What became of a file. "known": taken in before, nothing changes. "held": waits for a decision.
ACCEPTED, KNOWN, HELD, RETURNED, REFUSED, CARD = (
    "accepted", "known", "held", "returned", "refused", "card",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A package looked at: what it is, what it would change, or why it cannot be taken in.

    `state`: "clean", "known", "held" (needs a decision), "refused" (see `refusal`), "receipt",
    "card". Nothing was written.
    """

    path: Path
    state: str
    header: Header | None = None
    opened: Opened | None = field(default=None, repr=False)
    raw: bytes = field(default=b"", repr=False)  # as it came, to be kept so
    plan: Plan | None = field(default=None, repr=False)
    newest: packages.Package | None = None
    refusal: AppError | None = None
    differences: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 0
    heard: int = 0  # how often this sender had been heard of; more by now: look again
    brought: Brought | None = field(default=None, repr=False)
    doubt: str = ""  # why an official decides about it, in words, where something speaks against it
    is_narrower: bool = False  # an office between tells less of its communes than before
    planned: taking_plan.Seen | None = field(default=None, repr=False)  # a plan from below

    @property
    def lines(self) -> list[HouseholdLine]:
        """What would change, household by household."""
        return household_lines(self.plan) if self.plan else []


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The packages in these files and folders (not below), in the order of names; letters (.eml) are
    unfolded and parts joined. Raises DiskFull, FileUnwritable where that cannot be kept.
    """
    return arriving.unfold(paths)


def look(db: Db, path: Path) -> Look:
    """Check a package from its size to its totals and plan what it would change; write nothing."""
    header = None
    try:
        refuse_leftover(path)
        raw = package.read_file(path)
        header = package.read_header(raw, name=path.name)
        if header.letter.kind is Kind.CARD:
            return Look(path=path, state=CARD, header=header)
        if apart := _APART.get(header.letter.kind):
            return apart(db, path, header, len(raw))
        if is_between_pcs(db, header):
            return _look_shared(db, path, header, len(raw))
        opened = package.open_sealed(
            raw, keys=own_keys(db), me=own_card(db), known=trusted(db), name=path.name
        )
        return replace(look_into(db, path, opened, len(raw)), raw=raw)
    except AppError as refusal:
        return Look(path=path, state=REFUSED, header=header, refusal=refusal)


def look_back(db: Db, path: Path) -> Look:
    """As `look` for a report taken in once, that is to be gone back to: what is newer in the book
    would give way to it. Raises what its file is refused for."""
    raw = package.read_file(path)
    opened = package.open_sealed(
        raw, keys=own_keys(db), me=own_card(db), known=trusted(db), name=path.name
    )
    return replace(look_into(db, path, opened, len(raw), back=True), raw=raw)


def _look_down(db: Db, path: Path, header: Header, size: int) -> Look:
    """A pack from the office above: to be applied, applied already, or refused."""
    # Words and days of the office ask the procedures, which ask what was received.
    from desktop.services import bringing_down

    seen = bringing_down.look(db, path)
    # One that was taken back is not applied again by itself.
    is_open = seen.state in (bringing_down.NEW, WAITING)
    state = DOWN if is_open else KNOWN if seen.refusal is None else REFUSED
    return Look(path=path, state=state, header=header, refusal=seen.refusal, size=size)


def _look_handed(db: Db, path: Path, header: Header, size: int) -> Look:
    """A household handed over: to be decided about, decided already, or refused."""
    from desktop.services import taking_over  # it asks what was looked at

    seen = taking_over.look(db, path)
    is_decided = seen.state in (hand_overs.RECEIVED, hand_overs.REFUSED)
    state = KNOWN if is_decided else HANDOVER if seen.may_decide else REFUSED
    refusal = seen.refusal if state == REFUSED else None
    return Look(path=path, state=state, header=header, refusal=refusal, size=size)


def _look_planned(db: Db, path: Path, header: Header, size: int) -> Look:
    """A plan from below: clean, known, waiting for a decision, or refused."""
    from desktop.services.planning import taking_plan  # it asks what was exchanged

    seen = taking_plan.look(db, path)
    return Look(
        path=path, state=seen.state, header=header, refusal=seen.refusal, size=size,
        doubt=seen.doubt, heard=seen.heard, planned=seen,
    )  # fmt: skip


_APART = {Kind.STANDARD: _look_down, Kind.HANDOVER: _look_handed, Kind.PLAN: _look_planned}


def is_between_pcs(db: Db, header: Header) -> bool:
    """Whether it goes between two PCs of one commune: a share, or a receipt from our own office."""
    letter = header.letter
    if letter.kind is Kind.SHARE:
        return True
    return letter.kind is Kind.RECEIPT and letter.sender.is_office(settings.office(db))


def _look_shared(db: Db, path: Path, header: Header, size: int) -> Look:
    """Work of another PC of this commune: decided about on a page of its own."""
    from desktop.services import share_taking  # it asks what was exchanged

    seen = share_taking.look(db, path)
    state = seen.state if seen.state in (KNOWN, REFUSED) else SHARE
    return Look(path=path, state=state, header=header, refusal=seen.refusal, size=size)


def look_into(
    db: Db, path: Path, opened: Opened, size: int, *, back: bool = False
) -> Look:  # fmt: skip
    """As `look`, for a package that was opened already; `back`: an earlier one is gone back to."""
    letter = opened.header.letter
    if letter.kind is Kind.RECEIPT:
        return Look(path=path, state="receipt", header=opened.header, opened=opened, size=size)
    if letter.kind is not Kind.REPORT:
        raise PackageKindWrong(path=path.name, kind=letter.kind)
    check_below(db, path, opened.sender)
    check_sources(path, opened.manifest, opened.sender)
    check_lists(path, opened)
    _check_records(db, path, opened)
    heard = packages.from_sender(db, letter.sender.code)
    # Numbers rise within a book: an office that had to begin a new one begins again at 1.
    book = opened.sender.book_id
    log = [p for p in heard if p.details.get("book", book) == book]
    newest = _newest(log, letter.year)
    behind = None if back else behind_of(log, letter, opened.manifest.serial)
    held = newest_of([p for p in log if p.verdict == ACCEPTED])
    plan = _plan(db, opened, outdated=behind is not None, before=held)
    plan = turned_back(plan) if back else plan
    brought = brought_by(db, opened)
    state = _state(opened, log, newest, plan)
    is_narrower = narrows(held, opened.manifest)
    doubt = brought.reason or (_narrower(held, opened) if is_narrower else "")
    return Look(
        path=path, state=HELD if state == CLEAN and doubt else state, doubt=doubt, is_narrower=is_narrower,
        header=opened.header, opened=opened, plan=plan, newest=newest,
        refusal=_older(path, opened, behind) if behind else None,
        size=size, heard=len(heard), brought=brought,
    )  # fmt: skip


def _newest(log: Sequence[packages.Package], year: int) -> packages.Package | None:
    """The highest-numbered report of a year that was taken in."""
    found = [p for p in log if p.verdict == ACCEPTED and p.year == year]
    return max(found, key=lambda p: p.number, default=None)


def behind_of(
    log: Sequence[packages.Package], letter: Letter, count: int
) -> packages.Package | None:
    """The report taken in that this one is behind: a higher number, or one of another year that its
    book counts later (`count` is its own place there, 0 if unknown).

    A report holds the whole register of its day, so an earlier year's does too: taken in late, it
    would remove what the sender's later reports brought. No clock is asked: the sender's may be
    wrong by years. Where a book does not count, the later year is the newer report.
    """
    newest = _newest(log, letter.year)
    if newest is not None and newest.number > letter.number:
        return newest
    others = [p for p in log if p.verdict == ACCEPTED and p.year != letter.year]
    later = [
        p for p in others if (serial(p) > count if count and serial(p) else p.year > letter.year)
    ]
    return newest_of(later)


def _narrower(before: packages.Package | None, opened: Opened) -> str:
    return t("onward-narrower", was=str(carried(before)), now=str(opened.manifest.carries))


def _older(path: Path, opened: Opened, behind: packages.Package) -> PackageOlder:
    letter = opened.header.letter
    numbers = (str(letter.number), str(behind.number))
    if behind.year != letter.year:
        numbers = (f"{letter.number}/{letter.year}", f"{behind.number}/{behind.year}")
    return PackageOlder(path=path.name, number=numbers[0], newest=numbers[1])


def _state(
    opened: Opened,
    log: Sequence[packages.Package],
    newest: packages.Package | None,
    plan: Plan,
) -> str:
    if newest is not None and newest.sha256 == opened.sha256:
        return KNOWN
    if plan.outdated:
        return REFUSED
    letter = opened.header.letter
    # Decided or waiting already, or a second report of one number: somebody packs from a copy.
    if any((p.year, p.number) == (letter.year, letter.number) for p in log):
        return HELD
    # An office began a new book, or a commune is no longer reported: what was written goes, and an
    # official should see that.
    books = {*books_of(opened.manifest, opened.sender).values()}
    succeeds = any(
        step.move is Move.REMOVE and step.record.written_by not in books for _, step in plan.steps()
    )
    return CLEAN if plan.is_clean and not succeeds else HELD


def _check_records(db: Db, path: Path, opened: Opened) -> None:
    """What the book could not hold side by side, or holds as another commune's."""
    records, sender = opened.records, opened.sender
    for kind, keys in (
        ("households", [(h.commune_code, h.number) for h in records.households]),
        ("households", [p.uid for h in records.households for p in h.members]),
        ("reviews", [(r.household_uid, r.year, r.kind) for r in records.reviews]),
    ):
        if len(set(keys)) != len(keys):
            raise damaged(path.name, "twice", part=part_of(kind))
    people = (p.uid for h in records.households for p in h.members)
    communes = communes_of(sender.code, sender.list_version)
    if households.holds_elsewhere(db, people, communes):
        raise PackageForeignRecords(path=path.name, sender=sender.name)


def _plan(db: Db, opened: Opened, *, outdated: bool, before: packages.Package | None) -> Plan:
    letter, theirs = opened.header.letter, opened.records
    communes = communes_of(letter.sender.code, opened.sender.list_version)
    # Rounds belong to the upper office's book as soon as one commune reports them.
    mine = HeldOf(db=db, communes=communes, year=letter.year, rounds=theirs.rounds)
    # The communes' records are the sender's, and those of books that they kept before.
    writers = {*books_of(opened.manifest, opened.sender).values()}
    writers |= households.writers(db, communes)
    recast = before is not None and carried(before) != opened.manifest.carries
    # Records of the book under an uid of theirs that are no commune's of theirs: never replaced.
    elsewhere = Elsewhere(
        households=partial(households.get_many, db),
        reviews=partial(reviews.get_many, db),
        events=partial(reviews.get_events, db),
    )
    return plan_report(
        mine, theirs, writers=writers, number=letter.number, newest=letter.number + outdated,
        recast=recast, elsewhere=elsewhere,
    )  # fmt: skip
