"""What the plan of an office says now, as a package would carry it: its own and of those below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.domain.planning import (
    Account,
    Attachment,
    Goal,
    Task,
    TaskProgress,
    UnitNeeds,
    UnitSums,
    Visit,
)
from desktop.domain.unit import Office
from desktop.exchange.letter import Kind, Source
from desktop.exchange.plan_parts import (
    MOST_FILE_BYTES,
    MOST_FILES,
    Goods,
    Held,
    author,
    need_totals,
    order_hash,
    sum_totals,
)
from desktop.services.catalogue import communes_below
from desktop.store import measures, packages, plan_control, plans, reviews, settings
from desktop.store.connection import Db

ACCEPTED = "accepted"


def below(office: Office) -> tuple[str, ...]:
    """The communes below an office; none of a commune."""
    if not office.is_upper:
        return ()
    return tuple(u.code for u in communes_below(office.code, office.list_version))


def goods(db: Db, *, files: bool = False) -> tuple[Goods, tuple[Attachment, ...]]:
    """The whole plan, and the evidence that is named in it and stays at home.

    What those below wrote about single households goes up one step, no further (see `_onward_visit`,
    `_onward_progress`).
    """
    office = settings.office(db)
    communes = below(office)
    span = [office.code, *communes]
    told = Goods(
        goals=tuple(g for g in plans.of_kind(db, Goal, span) if author(g) in span),
        tasks=tuple(x for x in plans.of_kind(db, Task, span) if author(x) in span),
        progress=tuple(_onward_progress(p, office) for p in plans.of_kind(db, TaskProgress, span)),
        visits=tuple(_onward_visit(v, office) for v in plans.of_kind(db, Visit, span)),
        accounts=plans.of_kind(db, Account, span),
        measures=() if communes else tuple(measures.of_year(db, None, office.code)),
        escapes=() if communes else tuple(measures.escapes(db, None, office.code)),
        sums=_sums(db, communes),
        needs=_needs(db, communes),
    )
    chosen = _chosen(db, told.attachments) if files else []
    carried = {a.sha256: data for a in chosen if (data := plans.file(db, a.sha256)) is not None}
    away = {a.sha256: a for a in told.attachments if a.sha256 not in carried}
    return replace(told, files=carried), tuple(away.values())


def _chosen(db: Db, attachments: Iterable[Attachment]) -> list[Attachment]:
    """What fits into one package, in the order of the records; a large file does not bar small ones."""
    kept, chosen, room = plans.file_sizes(db), dict[str, Attachment](), MOST_FILE_BYTES
    for one in attachments:
        if one.sha256 in chosen or one.sha256 not in kept or len(chosen) == MOST_FILES:
            continue
        if one.size <= room:
            chosen[one.sha256] = one
            room -= one.size
    return list(chosen.values())


def evidence(db: Db) -> tuple[int, int]:
    """How many files could go along, and their bytes."""
    named = (
        f for p in plans.of_kind(db, TaskProgress, [settings.office(db).code]) for f in p.files
    )
    chosen = _chosen(db, named)
    return len(chosen), sum(a.size for a in chosen)


# What an office between passes on ------------------------------------------------------------------
def years(db: Db) -> list[int]:
    """The years that rounds, measures or sums from below speak of."""
    found = {r.year for r in reviews.rounds(db)} | {*plan_control.measure_years(db)}
    found |= {s.year for s in plans.sums(db, UnitSums)}
    return sorted(found | {n.year for n in plans.sums(db, UnitNeeds)})


def _onward_visit(visit: Visit, office: Office) -> Visit:
    """A visit as the office above may read it; of a commune below without households and texts that
    name them: when, who, where, on what, by when, settled when."""
    if visit.office == office.code:
        return visit
    return replace(visit, household_uids=(), findings="", follow_up="", settled="")


def _onward_progress(progress: TaskProgress, office: Office) -> TaskProgress:
    """Progress as the office above may read it; of a commune below without what shows it."""
    if progress.office == office.code:
        return progress
    return replace(progress, evidence="", files=())


def _sums(db: Db, communes: Sequence[str]) -> tuple[UnitSums, ...]:
    if not communes:
        return ()
    from desktop.services.planning import following

    found = (s for year in years(db) for s in following.unit_sums(db, year))
    return tuple(s for s in found if s.code in communes and any(sum_totals(s).values()))


def _needs(db: Db, communes: Sequence[str]) -> tuple[UnitNeeds, ...]:
    if not communes:
        return ()
    from desktop.services.planning import needing

    found = (n for year in years(db) for n in needing.unit_needs(db, year))
    return tuple(n for n in found if n.code in communes and any(need_totals(n).values()))


# Beside the records --------------------------------------------------------------------------------
def knows(db: Db) -> dict[str, Held]:
    """What this office holds of the one above: uid → revision, what it says, results typed here."""
    office = settings.office(db)
    span = {office.code, *below(office)}
    goals = {
        g.uid: Held(revision=g.revision, order=order_hash(g), results=dict(g.results))
        for g in plans.of_kind(db, Goal)
        if g.set_by not in span
    }
    tasks = {
        x.uid: Held(revision=x.revision, order=order_hash(x))
        for x in plans.of_kind(db, Task)
        if x.set_by not in span
    }
    return goals | tasks


def sources(db: Db, office: Office) -> tuple[Source, ...]:
    """The plan of each commune that an office between passes on, as it signs for it."""
    held = ((code, newest(packages.from_sender(db, code, Kind.PLAN))) for code in below(office))
    return tuple(
        Source(
            commune=code, book_id=book_of(p), year=p.year, number=p.number, package_sha256=p.sha256
        )
        for code, p in held
        if p is not None
    )  # fmt: skip


def newest(log: Iterable[packages.Package], book: str = "") -> packages.Package | None:
    """Of plans that came from one office the one that the book holds: the last one taken in, of the
    highest number of its book. With a `book`, of that one only."""
    taken = [p for p in log if p.verdict == ACCEPTED and book in ("", book_of(p))]
    last = max(taken, key=lambda p: (p.handled_at, p.number), default=None)
    of_book = [p for p in taken if last and book_of(p) == book_of(last)]
    return max(of_book, key=lambda p: p.number, default=None)


def book_of(logged: packages.Package) -> str:
    """The book that packed a plan."""
    return str(logged.details.get("book", ""))
