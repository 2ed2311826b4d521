"""Looking at packages: checked from size to totals, with a plan of what they would change; no writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop.domain.household import Household
from desktop.domain.review import Event, Review
from desktop.errors import (
    AppError,
    PackageForeignRecords,
    PackageKindWrong,
    PackageOlder,
    SenderNotBelow,
)
from desktop.exchange import package
from desktop.exchange.letter import Header, Kind, Letter
from desktop.exchange.merge import HouseholdLine, Move, Plan, household_lines, plan_report
from desktop.exchange.package import Opened
from desktop.exchange.records import Records, part_of
from desktop.exchange.refusals import damaged
from desktop.exchange.seal import Card
from desktop.services.bringing import Brought, brought_by
from desktop.services.catalogue import unit
from desktop.services.exchanging import own_card, own_keys, records_of, trusted
from desktop.store import households, packages, reviews, settings
from desktop.store.connection import Db

R = TypeVar("R", Household, Review, Event)
CLEAN = "clean"
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
    plan: Plan | None = field(default=None, repr=False)
    newest: packages.Package | None = None
    refusal: AppError | None = None
    differences: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 0
    heard: int = 0  # how often this sender had been heard of; more by now: look again
    brought: Brought | None = field(default=None, repr=False)

    @property
    def lines(self) -> list[HouseholdLine]:
        """What would change, household by household."""
        return household_lines(self.plan) if self.plan else []


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The package files among these files and folders (not below), in the order of names."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob(f"*{package.SUFFIX}")) if path.is_dir() else [path]
    return found


def look(db: Db, path: Path) -> Look:
    """Check a package from its size to its totals and plan what it would change; write nothing."""
    header = None
    try:
        raw = package.read_file(path)
        header = package.read_header(raw, name=path.name)
        if header.letter.kind is Kind.CARD:
            return Look(path=path, state=CARD, header=header)
        opened = package.open_sealed(
            raw, keys=own_keys(db), me=own_card(db), known=trusted(db), name=path.name
        )
        return look_into(db, path, opened, len(raw))
    except AppError as refusal:
        return Look(path=path, state=REFUSED, header=header, refusal=refusal)


def look_into(db: Db, path: Path, opened: Opened, size: int) -> Look:
    """As `look`, for a package that was opened already."""
    letter = opened.header.letter
    if letter.kind is Kind.RECEIPT:
        return Look(path=path, state="receipt", header=opened.header, opened=opened, size=size)
    if letter.kind is not Kind.REPORT:
        raise PackageKindWrong(path=path.name, kind=letter.kind)
    _check_below(db, path, opened.sender)
    _check_records(db, path, opened)
    heard = packages.from_sender(db, letter.sender.code)
    # Numbers rise within a book: an office that had to begin a new one begins again at 1.
    book = opened.sender.book_id
    log = [p for p in heard if p.details.get("book", book) == book]
    newest = _newest(log, letter.year)
    behind = behind_of(log, letter)
    plan = _plan(db, opened, outdated=behind is not None)
    brought = brought_by(db, opened)
    state = _state(opened, log, newest, plan)
    return Look(
        path=path, state=HELD if state == CLEAN and brought.reason else state,
        header=opened.header, opened=opened, plan=plan, newest=newest,
        refusal=_older(path, opened, behind) if behind else None,
        size=size, heard=len(heard), brought=brought,
    )  # fmt: skip


def _newest(log: Sequence[packages.Package], year: int) -> packages.Package | None:
    """The highest-numbered report of a year that was taken in."""
    found = [p for p in log if p.verdict == ACCEPTED and p.year == year]
    return max(found, key=lambda p: p.number, default=None)


def behind_of(log: Sequence[packages.Package], letter: Letter) -> packages.Package | None:
    """The report taken in that this one is behind: a higher number, or a later year packed after it.

    A report holds the whole register of its day, so an earlier year's does too: taken in late, it
    would remove what the sender's later reports brought.
    """
    newest = _newest(log, letter.year)
    if newest is not None and newest.number > letter.number:
        return newest
    later = [
        p
        for p in log
        if p.verdict == ACCEPTED and p.year > letter.year and p.made_at > letter.made_at
    ]
    return max(later, key=lambda p: p.made_at, default=None)


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
    # The office began a new book: what the old one wrote goes, and an official should see that.
    succeeds = any(
        step.move is Move.REMOVE and step.record.written_by != opened.sender.book_id
        for _, step in plan.steps()
    )
    return CLEAN if plan.is_clean and not succeeds else HELD


def _check_below(db: Db, path: Path, sender: Card) -> None:
    office = settings.office(db)
    own = unit(sender.code, sender.list_version)
    if sender.list_version != office.list_version or own.parent != office.code:
        raise SenderNotBelow(path=path.name, sender=sender.name)


def _check_records(db: Db, path: Path, opened: Opened) -> None:
    """What the book could not hold side by side, or holds as another commune's."""
    records, sender = opened.records, opened.sender
    for kind, keys in (
        ("households", [h.number for h in records.households]),
        ("households", [p.uid for h in records.households for p in h.members]),
        ("reviews", [(r.household_uid, r.year, r.kind) for r in records.reviews]),
    ):
        if len(set(keys)) != len(keys):
            raise damaged(path.name, "twice", part=part_of(kind))
    people = (p.uid for h in records.households for p in h.members)
    if households.holds_elsewhere(db, people, sender.code):
        raise PackageForeignRecords(path=path.name, sender=sender.name)


def _plan(db: Db, opened: Opened, *, outdated: bool) -> Plan:
    letter, theirs = opened.header.letter, opened.records
    mine = records_of(db, letter.sender.code, letter.year)
    # The commune's records are the sender's, and those of a book that it kept before.
    writers = {opened.sender.book_id} | {h.written_by for h in mine.households}
    mine = Records(
        households=(*mine.households, *_others(theirs.households, mine.households, db, households.get_many)),
        reviews=(*mine.reviews, *_others(theirs.reviews, mine.reviews, db, reviews.get_many)),
        events=(*mine.events, *_others(theirs.events, mine.events, db, reviews.get_events)),
        residents=mine.residents,
        # Rounds belong to the upper office's book as soon as one commune reports them.
        rounds=theirs.rounds,
    )  # fmt: skip
    return plan_report(
        mine, theirs, writers=writers, number=letter.number, newest=letter.number + outdated
    )


def _others(
    theirs: Sequence[R], mine: Sequence[R], db: Db, get: Callable[[Db, Sequence[str]], list[R]]
) -> list[R]:
    """Records of the book under an uid of theirs that are not this commune's: never to be replaced."""
    held = {r.uid for r in mine}
    return get(db, [r.uid for r in theirs if r.uid not in held])
