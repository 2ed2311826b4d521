"""A package before a decision: a glance for the list, all of it for the page. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.totals import Flow
from desktop.errors import AppError, Cancelled, SenderUnknown
from desktop.exchange import package
from desktop.exchange.letter import Carries, Kind
from desktop.exchange.merge import Move, Plan, after
from desktop.exchange.package import FIGURE, Opened
from desktop.services import checking, foreseeing
from desktop.services.bringing import Brought
from desktop.services.changes import Tick, no_tick
from desktop.services.checking import ERR, OK, WARN, Check, Named
from desktop.services.examining import ACCEPTED, CLEAN, KNOWN, REFUSED, Look, files_in, look
from desktop.services.exchanging import own_card, own_keys
from desktop.services.foreseeing import ChangedHousehold
from desktop.services.planning import taking_plan
from desktop.services.sources import communes_of, held_of
from desktop.store import packages
from desktop.store.connection import Db
from desktop.store.packages import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One file of the list. `state` as in examining.Look; `id` is its hash, or its path if unreadable.

    `errors` and `warnings` count kinds of findings; `can_accept`: nothing speaks against taking it in.
    """

    id: str
    path: Path
    state: str
    looked_at: datetime.datetime
    kind: str = ""
    sender: str = ""
    sender_name: str = ""
    year: int = 0
    number: int = 0
    made_at: datetime.datetime | None = None
    size: int = 0
    refusal: AppError | None = None
    errors: int = 0
    warnings: int = 0
    can_accept: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether it may go in with all the others at one press: no error, no doubt."""
        return self.state == CLEAN and self.can_accept and not self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """All that can be said of a package before a decision; of a plan, `planned` says it.

    `checks` are the five of the check line, `findings` what is odd, worst first; `totals` are
    (name, what the sender signed, what we count after taking it in). `moves` counts households by
    fate ("new", "changed", "same", "leaves"). `inside` is what an unproven package says it holds.
    """

    glance: Glance
    checks: tuple[Check, ...] = ()
    findings: tuple[Check, ...] = ()
    moves: Mapping[str, int] = field(default_factory=dict)
    totals: tuple[tuple[str, int, int], ...] = ()
    changed: tuple[ChangedHousehold, ...] = ()
    history: tuple[Package, ...] = ()
    replaces: Package | None = None
    inside: Mapping[str, int] = field(default_factory=dict)
    planned: taking_plan.Seen | None = None


def glance_all(
    db: Db, paths: Iterable[Path], *, now: datetime.datetime, tick: Tick = no_tick
) -> list[Glance]:
    """A glance at every package of these files and folders; a bad one never hides the others.

    Stopped in between it returns those that were looked at.
    """
    files = files_in(paths)
    found: list[Glance] = []
    for done, path in enumerate(files):
        try:
            tick(done, len(files))
        except Cancelled:
            break
        found.append(examine(db, path, now=now, whole=False).glance)
    return found


def examine(db: Db, path: Path, *, now: datetime.datetime, whole: bool = True) -> Examined:
    """Look at a package from its size to its records; `whole=False` leaves out what only a page shows."""
    return examined(db, look(db, path), now=now, whole=whole)


def examined(db: Db, seen: Look, *, now: datetime.datetime, whole: bool = True) -> Examined:
    """As `examine`, for a package that was looked at already."""
    if seen.opened is None or seen.plan is None or seen.brought is None:
        glance = _glance(seen, now)
        if seen.planned is not None:
            plans = plans_of(db, glance.sender) if whole else ()
            return Examined(glance=glance, history=plans, planned=seen.planned)
        inside = _unproven(db, seen) if whole else {}
        history = history_of(db, glance.sender, glance.year) if whole else ()
        return Examined(glance=glance, inside=inside, history=history)
    checks = _checks(db, seen.opened, seen.brought)
    findings = _findings(seen, seen.plan, now.astimezone().date())
    glance = _glance(seen, now, checks, findings)
    if not whole:
        return Examined(glance=glance, checks=checks, findings=findings)
    sender = seen.opened.sender
    mine = held_of(db, communes_of(sender.code, sender.list_version), glance.year)
    planned = after(seen.plan, mine)
    changed = foreseeing.changed(seen.plan, mine, planned, glance.year)
    return Examined(
        glance=glance,
        checks=checks,
        findings=findings,
        moves=foreseeing.moves(changed, planned),
        totals=foreseeing.compared_totals(seen.opened, planned),
        changed=changed,
        history=history_of(db, glance.sender, glance.year),
        replaces=seen.newest,
    )


def history_of(db: Db, sender: str, year: int) -> tuple[Package, ...]:
    """Reports of an office in a year, by number."""
    found = [p for p in packages.from_sender(db, sender) if p.year == year]
    return tuple(sorted(found, key=lambda p: (p.number, p.handled_at)))


def plans_of(db: Db, sender: str) -> tuple[Package, ...]:
    """Plans of an office, by number."""
    found = packages.from_sender(db, sender, Kind.PLAN)
    return tuple(sorted(found, key=lambda p: (p.number, p.handled_at)))


# The list ----------------------------------------------------------------------------------------
def _glance(
    seen: Look,
    now: datetime.datetime,
    checks: Sequence[Check] = (),
    findings: Sequence[Check] = (),
) -> Glance:
    letter = seen.header.letter if seen.header else None
    problems = [c.state for c in (*checks, *findings)]
    return Glance(
        id=seen.opened.sha256 if seen.opened else _id_of(seen.path),
        path=seen.path,
        state=seen.state,
        looked_at=now,
        kind=letter.kind if letter else "",
        sender=letter.sender.code if letter else "",
        sender_name=letter.sender.name if letter else "",
        year=letter.year if letter else 0,
        number=letter.number if letter else 0,
        made_at=letter.made_at if letter else None,
        size=seen.size or _size(seen.path),
        refusal=seen.refusal,
        errors=problems.count(ERR),
        warnings=problems.count(WARN),
        can_accept=_can_accept(seen),
    )


def _can_accept(seen: Look) -> bool:
    if seen.planned is not None:
        return seen.planned.may_decide
    if seen.plan is None or seen.state in (REFUSED, KNOWN) or not seen.plan.is_clean:
        return False
    # A round under a standard that nobody knows here could not be checked or explained.
    return seen.brought is not None and not seen.brought.is_unfit


def _id_of(path: Path) -> str:
    try:
        return package.fingerprint(package.read_file(path))
    except AppError:
        return str(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


# Is it genuine, does it follow -------------------------------------------------------------------
def _checks(db: Db, opened: Opened, brought: Brought) -> tuple[Check, ...]:
    """Signature and receiver hold, or it would not have opened; the rest may be odd."""
    return (
        Check(code="signature"),
        Check(code="receiver"),
        _follows(db, opened),
        brought.check,
        _balance(opened),
    )


def _follows(db: Db, opened: Opened) -> Check:
    """Whether the package before this one, as the sender names it, is known here."""
    number, previous = opened.header.letter.number, opened.manifest.previous
    details = {"number": str(number)}
    history = history_of(db, opened.sender.code, opened.header.letter.year)
    # An office that had to begin a new book counts from 1 again.
    book = opened.sender.book_id
    known = [p for p in history if p.details.get("book", book) == book]
    if any(p.sha256 == opened.sha256 and p.verdict == ACCEPTED for p in known):
        return Check(code="known", details=details)
    if any(p.number == number and p.sha256 != opened.sha256 for p in known):
        return Check(code="twin", state=WARN, details=details)
    before = next((p for p in known if p.sha256 == previous), None)
    if before is not None:
        return Check(code="follows", details={"number": str(before.number)})
    if number == 1:
        return Check(code="first")
    return Check(code="gap", state=WARN, details={"number": str(number - 1)})


def _balance(opened: Opened) -> Check:
    flows = [_flow(opened.manifest.totals, form) for form in ("7.2", "7.3")]
    if any(f is None for f in flows):
        return Check(code="balance", state=WARN)
    return Check(code="balance", state=OK if all(f and f.closes for f in flows) else ERR)


def _flow(totals: Mapping[str, int], form: str) -> Flow | None:
    """Form 7.2 or 7.3 as the sender signed its sums, None where they do not go along."""
    keys = [
        [f"{FIGURE}{form}.{line}.{n}" for n in range(1, 10)] for line in ("households", "people")
    ]
    if not all(key in totals for line in keys for key in line):
        return None
    households, people = (tuple(totals[key] for key in line) for line in keys)
    return Flow(households=households, people=people)


# What is odd -------------------------------------------------------------------------------------
def _findings(seen: Look, plan: Plan, on: datetime.date) -> tuple[Check, ...]:
    found = [*_narrower(seen), *_doubts(plan), *_in_records(seen, on)]
    order = (ERR, WARN, OK)
    return tuple(sorted((c for c in found if c.state != OK), key=lambda c: order.index(c.state)))


def _narrower(seen: Look) -> list[Check]:
    """Whether an office between tells less of its communes than the report taken in before."""
    opened = seen.opened
    if opened is None or not seen.is_narrower:
        return []
    return [Check(code="narrower", state=WARN, details={"content": str(opened.manifest.carries)})]


def _doubts(plan: Plan) -> list[Check]:
    """Records that another book wrote, or that are older than ours: they would not go in."""
    found = []
    for move in (Move.CONFLICT, Move.OLDER):
        uids = {
            getattr(s.record, "household_uid", s.record.uid)
            for _, s in plan.steps()
            if s.move is move
        }
        if uids:
            named = tuple(_named(plan, uid) for uid in sorted(uids))
            details = {"count": len(uids)}
            found.append(Check(code=move, state=ERR, details=details, households=named))
    return found


def _named(plan: Plan, uid: str) -> Named:
    household = plan.known_households.get(uid)
    return Named(uid, household.head_name, household.village) if household else Named(uid, "", "")


def _in_records(seen: Look, on: datetime.date) -> list[Check]:
    opened, standard = seen.opened, seen.brought.standard if seen.brought else None
    if opened is None or standard is None:
        return []
    year, records = opened.header.letter.year, opened.records
    if opened.manifest.carries in (Carries.SUMS, Carries.LISTS):
        return [_residents(opened)]  # there are no sheets in it to be checked
    sheets = checking.sheets_of(
        year, standard, records.households, records.reviews, foreseeing.gone(records, year)
    )
    return [
        _residents(opened),
        checking.check_outcomes(sheets),
        checking.check_average(sheets),
        *checking.check_findings(sheets, on),
    ]


def _residents(opened: Opened) -> Check:
    sums = opened.manifest.totals
    listed = sum(sums.get(f"{FIGURE}{c}_households", 0) for c in ("poor", "near_poor"))
    said = sums.get(f"{FIGURE}resident_households", 0)
    return Check(code="residents", state=OK if said >= listed and said else ERR)


# What is not proved ------------------------------------------------------------------------------
def _unproven(db: Db, seen: Look) -> dict[str, int]:
    """What a report of an unknown sender says it holds: lines by kind, and its main sums."""
    is_report = seen.header is not None and seen.header.letter.kind is Kind.REPORT
    if not is_report or not isinstance(seen.refusal, SenderUnknown):
        return {}
    try:
        raw = package.read_file(seen.path)
        inside = package.look_inside(raw, keys=own_keys(db), me=own_card(db), name=seen.path.name)
    except AppError:
        return {}
    sums = inside.manifest.totals
    names = ("households", "people", "reviews")
    figures = ("poor_households", "near_poor_households", "resident_households")
    return {n: sums[n] for n in names if n in sums} | {
        n: sums[FIGURE + n] for n in figures if FIGURE + n in sums
    }
