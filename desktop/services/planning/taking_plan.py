"""Plans from below: looked at, taken in whole, held or returned; each decision in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.planning import Goal, UnitNeeds, UnitSums
from desktop.errors import AppError, PackageForeignRecords, PackageOlder, PackageTotalsWrong
from desktop.exchange import package, plan_parts
from desktop.exchange.letter import Header, Kind
from desktop.exchange.package import Opened
from desktop.exchange.plan_parts import Goods, Sheet
from desktop.exchange.records import total_differences
from desktop.services import archiving
from desktop.services.changes import changes
from desktop.services.examining import ACCEPTED, CLEAN, HELD, KNOWN, REFUSED, RETURNED
from desktop.services.exchanging import own_card, own_keys, trusted
from desktop.services.planning import (
    following,
    plan_answer,
    plan_known,
    plan_moves,
    plan_state,
    plan_trust,
)
from desktop.services.planning.plan_known import GoalBehind
from desktop.services.planning.plan_moves import Moves
from desktop.services.planning.plan_state import book_of
from desktop.services.sources import check_below, communes_of
from desktop.services.taken import Taken
from desktop.services.upkeep import copy_once
from desktop.store import audit, measures, packages, plan_control, plans, settings
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.text import t

__all__ = ["Seen", "accept", "give_back", "hold", "look", "take_in"]

WRITES = changes("package", "plan", "measure", "answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A plan looked at; nothing was written.

    `state`: "clean", "known", "held" (an official decides; `doubt` says why), "refused" (see
    `refusal`). `behind`: orders of ours that the sender does not hold as they were sent. `moves`: by
    kind what would change. `totals`: name → what the sender signed, what the
    book counts now. `newest`: the plan of this office that the book holds. `heard`: how often its
    sender was heard of; more by now: look again.
    """

    path: Path
    state: str
    header: Header | None = None
    opened: Opened | None = field(default=None, repr=False)
    sheet: Sheet | None = field(default=None, repr=False)
    goods: Goods | None = field(default=None, repr=False)
    raw: bytes = field(default=b"", repr=False)
    moves: Mapping[str, Moves] = field(default_factory=dict)
    totals: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    newest: Package | None = None
    behind: tuple[GoalBehind, ...] = ()
    refusal: AppError | None = None
    doubt: str = ""
    heard: int = 0

    @property
    def may_decide(self) -> bool:
        """Whether it can be taken in, held or returned."""
        return self.opened is not None and self.state in (CLEAN, HELD)


# Looking -------------------------------------------------------------------------------------------
def look(db: Db, path: Path) -> Seen:
    """Check a plan from its size to its totals and compare it with the book; writes and raises nothing."""
    header = None
    try:
        raw = package.read_file(path)
        header = package.read_header(raw, name=path.name)
        opened = package.open_sealed(
            raw, keys=own_keys(db), me=own_card(db), known=trusted(db), kind=Kind.PLAN,
            name=path.name,
        )  # fmt: skip
        return _look_into(db, path, opened, raw)
    except AppError as refusal:
        return Seen(path=path, state=REFUSED, header=header, refusal=refusal)


def _look_into(db: Db, path: Path, opened: Opened, raw: bytes) -> Seen:
    sender, letter = opened.sender, opened.header.letter
    check_below(db, path, sender)
    span = _span(opened)
    sheet, goods = plan_trust.read(
        opened, sender, span[1:], our_book=settings.office(db).book_id, name=path.name
    )
    _check_strange(db, goods, span, path.name, sender.name)
    heard = packages.from_sender(db, sender.code, Kind.PLAN)
    of_book = [p for p in heard if book_of(p) == sender.book_id]
    held = plan_state.newest(of_book)
    seen = Seen(
        path=path, state=CLEAN, header=opened.header, opened=opened, sheet=sheet, goods=goods,
        raw=raw, moves=plan_moves.moves(db, goods, span), newest=plan_state.newest(heard),
        totals=_beside(dict(opened.manifest.totals), recounted(db, span)), heard=len(heard),
        behind=plan_known.behind(db, sender.code, sheet),
    )  # fmt: skip
    if held is not None and held.sha256 == opened.sha256:
        return replace(seen, state=KNOWN)
    if held is not None and held.number > letter.number:
        older = PackageOlder(path=path.name, number=str(letter.number), newest=str(held.number))
        return replace(seen, state=REFUSED, refusal=older)
    doubt = _doubt(seen, of_book)
    return replace(seen, state=HELD, doubt=doubt) if doubt else seen


def _span(opened: Opened) -> tuple[str, ...]:
    """The offices whose plans it tells: its sender, then the communes below it."""
    sender = opened.sender
    communes = communes_of(sender.code, sender.list_version)
    return (sender.code, *(c for c in communes if c != sender.code))


def _check_strange(db: Db, goods: Goods, span: Sequence[str], name: str, sender: str) -> None:
    """Nothing of it stands in the book as another office's."""
    uids = [m.uid for m in goods.measures]
    if plan_control.strange(db, list(goods.owned), span) or plan_control.strange_measures(
        db, uids, goods.escapes, span
    ):
        raise PackageForeignRecords(path=name, sender=sender)


def _doubt(seen: Seen, of_book: Sequence[Package]) -> str:
    """Why an official should look: a number that came before, or another book than the last time."""
    assert seen.opened is not None
    number = seen.opened.header.letter.number
    if same := next((p for p in of_book if p.number == number), None):
        is_it = same.sha256 == seen.opened.sha256
        return t("plan-road-doubt-decided") if is_it else t("plan-road-doubt-number")
    if seen.newest is not None and book_of(seen.newest) != seen.opened.sender.book_id:
        return t("plan-road-doubt-book")
    return ""


def _beside(theirs: Mapping[str, int], ours: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {n: (theirs.get(n, 0), ours.get(n, 0)) for n in sorted({*theirs, *ours})}


# What the book counts ------------------------------------------------------------------------------
_RECORDS = {
    "goals": "goal", "tasks": "task", "progress": "progress", "visits": "visit",
    "accounts": "account",
}  # fmt: skip


def recounted(db: Db, span: Sequence[str]) -> dict[str, int]:
    """Control totals of a sender and those below it, counted as they lie in the book, named as in
    packages."""
    counted = plan_control.record_counts(db, span)
    found = {kind: counted.get(name, 0) for kind, name in _RECORDS.items()}
    by_state = plan_control.measure_counts(db, span)
    escapes = plan_control.escape_counts(db, span)
    sums = [s for s in plans.sums(db, UnitSums) if s.code in span]
    needs = [n for n in plans.sums(db, UnitNeeds) if n.code in span]
    found |= {
        "measures": sum(count for count, _ in by_state.values()), "escapes": sum(escapes.values()),
        "sums": len(sums), "needs": len(needs),
    }  # fmt: skip
    more = [{f"escapes:{year}": count} for year, count in escapes.items()]
    more += [
        {f"measures:{year}:{kind}:{state}": count, f"amount:{year}:{kind}:{state}": dong}
        for (year, kind, state), (count, dong) in by_state.items()
    ]
    more += [plan_parts.sum_totals(s) for s in sums] + [plan_parts.need_totals(n) for n in needs]
    for some in more:
        for name, number in some.items():
            if number:
                found[name] = found.get(name, 0) + number
    return found


# Taking in -----------------------------------------------------------------------------------------
def take_in(
    db: Db,
    seen: Seen,
    *,
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Taken:
    """What becomes of a plan among the files of a folder: taken in where nothing speaks against it."""
    if seen.state == HELD:
        return hold(db, seen, now=now, by=by)
    return accept(db, seen, receipts=receipts, copies=copies, now=now, by=by)


def accept(
    db: Db,
    seen: Seen,
    *,
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Taken:
    """Put a plan in the place of what the book held of its sender, whole or not at all, and answer it.

    What the book then counts must be what the sender signed, else nothing is kept and
    PackageTotalsWrong comes back as the refusal. Where the sender was heard of again since the look,
    it is looked at once more.
    """
    if seen.opened is None:
        return told(seen, REFUSED)
    sender = seen.opened.sender
    if len(packages.from_sender(db, sender.code, Kind.PLAN)) != seen.heard:
        seen = _again(db, seen)
    if seen.state == REFUSED or seen.opened is None:
        return told(seen, REFUSED)
    if seen.state == KNOWN:
        return plan_answer.answer(db, told(seen, KNOWN), seen.opened, receipts, now=now)
    if copies is not None:
        copy_once(db, copies, now)
    try:
        with _archived(db, seen, now), writing(db):
            totals = _write(db, seen)
            _log(db, seen, ACCEPTED, totals, "plan-taken-in", now=now, by=by)
    except PackageTotalsWrong as refusal:
        return replace(told(seen, REFUSED), refusal=refusal)
    done = replace(told(seen, ACCEPTED), totals=totals, changes=WRITES)
    return plan_answer.answer(db, done, seen.opened, receipts, now=now)


def _again(db: Db, seen: Seen) -> Seen:
    assert seen.opened is not None
    try:
        return _look_into(db, seen.path, seen.opened, seen.raw)
    except AppError as refusal:
        return replace(seen, state=REFUSED, refusal=refusal)


def _write(db: Db, seen: Seen) -> dict[str, int]:
    """Inside a transaction: the whole plan in the place of the last one; what the book counts then."""
    opened, goods = seen.opened, seen.goods
    assert opened is not None
    assert goods is not None
    span = _span(opened)
    before = plan_control.named_files(db)
    plans.delete(db, plan_control.own_uids(db, span))
    measures.delete_of_communes(db, span)
    plans.delete_sums(db, span)
    plans.put(db, goods.owned)
    measures.put(db, goods.measures)
    measures.put_escapes(db, goods.escapes)
    plans.put_sums(db, goods.sums, opened.sender.code)
    plans.put_sums(db, goods.needs, opened.sender.code)
    for sha, content in goods.files.items():
        plans.put_file(db, sha, content)
    plans.drop_files(db, sorted(before - plan_control.named_files(db)))
    _note_results(db, seen, span)
    totals = recounted(db, span)
    if wrong := total_differences(opened.manifest.totals, totals):
        raise PackageTotalsWrong(path=seen.path.name, detail=plan_trust.told(wrong))
    following.keep_all(db, communes_of(opened.sender.code, opened.sender.list_version))
    return totals


def _note_results(db: Db, seen: Seen, span: Sequence[str]) -> None:
    """Results that were typed below for goals set here or above: beside them, the goal stays as it is."""
    sheet = seen.sheet
    assert sheet is not None
    changed = []
    for goal in plans.of_kind(db, Goal, list(span)):
        held = sheet.knows.get(goal.uid)
        is_order = goal.set_by not in span
        if is_order and held is not None and dict(goal.results) != held.results:
            changed.append(replace(goal, results=held.results))
    plans.put(db, changed)


@contextmanager
def _archived(db: Db, seen: Seen, now: datetime.datetime) -> Iterator[None]:
    """Keep the file before the book says that it is in; where that fails, both are as before."""
    logged = _logged(seen, ACCEPTED, {}, now)
    new = archiving.keep(db, seen.raw, logged)
    try:
        yield
    except BaseException:
        archiving.let_go(new)
        raise
    archiving.prune(db, logged.sender, Kind.PLAN)


def hold(db: Db, seen: Seen, *, now: datetime.datetime, by: str) -> Taken:
    """Note that a plan waits for a decision; what was decided of it before stays decided."""
    if seen.opened is None:
        return told(seen, REFUSED)
    if known := packages.get(db, seen.opened.sha256):
        return told(seen, known.verdict)
    with _archived(db, seen, now), writing(db):
        _log(db, seen, HELD, {}, "plan-held", now=now, by=by, reason=seen.doubt)
    return replace(told(seen, HELD), changes=changes("package"))


def give_back(
    db: Db,
    seen: Seen,
    reason: str,
    *,
    receipts: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Taken:
    """Send a plan back with the reason; the book keeps what it had."""
    if seen.opened is None or not seen.may_decide:
        return told(seen, seen.state)
    with writing(db):
        _log(db, seen, RETURNED, {}, "plan-returned", now=now, by=by, reason=reason)
    done = replace(told(seen, RETURNED), changes=changes("package"))
    return plan_answer.answer(db, done, seen.opened, receipts, now=now)


def _log(
    db: Db, seen: Seen, verdict: str, totals: Mapping[str, int], action: str, *,
    now: datetime.datetime, by: str, reason: str = "",
) -> None:  # fmt: skip
    logged = _logged(seen, verdict, totals, now, reason)
    packages.put(db, logged)
    moves = {kind: m for kind, m in seen.moves.items() if m.total}
    audit.add(
        db, at=now, by=by, action=action, subject=logged.sha256,
        after={"sender": logged.sender, "number": logged.number, "moves": moves, "reason": reason},
    )  # fmt: skip


def _logged(
    seen: Seen, verdict: str, totals: Mapping[str, int], now: datetime.datetime, reason: str = ""
) -> Package:
    opened, sheet = seen.opened, seen.sheet
    assert opened is not None
    assert sheet is not None
    letter, manifest = opened.header.letter, opened.manifest
    details: dict[str, object] = {
        "book": opened.sender.book_id, "sheet": sheet, "sent": dict(manifest.totals),
        "plans": manifest.sources,
    }  # fmt: skip
    details |= {"reason": reason} if reason else {}
    return Package(
        sha256=opened.sha256, direction="in", kind=Kind.PLAN, sender=letter.sender.code,
        receiver=letter.receiver.code, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=now, file_name=seen.path.name, size=len(seen.raw),
        verdict=verdict, totals=dict(totals), details=details,
    )  # fmt: skip


def told(seen: Seen, verdict: str) -> Taken:
    """What became of a plan."""
    letter = seen.header.letter if seen.header else None
    return Taken(
        path=seen.path, verdict=verdict, sender=letter.sender.name if letter else "",
        year=letter.year if letter else 0, number=letter.number if letter else 0,
        refusal=seen.refusal, totals=seen.opened.manifest.totals if seen.opened else {},
        note=seen.doubt, changes=changes(),
    )  # fmt: skip
