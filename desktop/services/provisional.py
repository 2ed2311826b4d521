"""Reports 7.1–7.10 over all that came, accepted or not: counted in a transaction that is never kept.

The held and waiting packages are written into the book, the papers are laid out, and everything is
rolled back. So the real book stays as it was, nothing lies beside it afterwards, and a crash leaves
nothing either: what was not committed is not there at the next start.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.errors import (
    AppError,
    ArchiveMissing,
    PackageDoubtful,
    PackageOlder,
    PackageStandardUnfit,
)
from desktop.exchange import package
from desktop.exchange.letter import Kind, Letter
from desktop.files import is_there
from desktop.reports.sheet import Sheet
from desktop.services import archiving, checking, receiving, reporting, sealing_papers
from desktop.services.changes import Tick, no_tick
from desktop.services.counting import unit_figures
from desktop.services.examining import HELD, KNOWN, REFUSED, RETURNED, Look, look
from desktop.services.reporting import Paper, Trouble
from desktop.store import packages
from desktop.store.connection import Db, attempt, trying
from desktop.store.packages import Package
from desktop.text import t

MARK = "so_tam"
"""What the file names of such papers end with."""
_NAMED = 4  # offices that the head of a paper names
_BY = "–"  # nobody reads the trail of a transaction that is rolled back


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A report that was counted though nobody accepted it, or was not (`refusal` says why)."""

    sender: str
    number: int
    path: Path | None = None
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """The papers of a year as they would be: form → sheet, or why it cannot be made."""

    year: int
    included: tuple[Counted, ...]
    left_out: tuple[Counted, ...]
    sheets: Mapping[str, Sheet | AppError] = field(repr=False)
    checks: Mapping[str, tuple[checking.Check, ...]] = field(repr=False)
    stems: Mapping[str, str] = field(repr=False)

    @property
    def ready(self) -> dict[str, Sheet]:
        """The sheets that could be made, by the names of their files."""
        return {
            self.stems[form]: sheet
            for form, sheet in self.sheets.items()
            if isinstance(sheet, Sheet)
        }


def received(
    db: Db, year: int, waiting: Iterable[Path] = (), *, now: datetime.datetime, tick: Tick = no_tick
) -> Provisional:
    """All reports of a year over what the book holds, what is held in the log, and these files.

    Of each office its newest report counts. The book is as it was, whatever happens.
    """
    found = [*_held_files(db, year), *((None, path) for path in waiting)]
    included: list[Counted] = []
    left_out: list[Counted] = []
    with trying(db):
        for done, tried in enumerate(_take_all(db, found, year, now)):
            tick(done, len(found))
            (left_out if tried.refusal else included).append(tried)
        return _laid_out(db, year, included, left_out)


def waits(db: Db, year: int) -> int:
    """How many reports of a year lie in the log without a decision."""
    return sum(1 for _ in _held(db, year))


def _held(db: Db, year: int) -> Iterator[Package]:
    kinds = ("in", Kind.REPORT, HELD)
    return (p for p in packages.log(db, year) if (p.direction, p.kind, p.verdict) == kinds)


def _held_files(db: Db, year: int) -> list[tuple[Package | None, Path]]:
    return [(p, archiving.place_of(db, p)) for p in _held(db, year)]


# Taking in for the moment ------------------------------------------------------------------------
def _take_all(
    db: Db, found: Sequence[tuple[Package | None, Path]], year: int, now: datetime.datetime
) -> Iterator[Counted]:
    """One line for each report tried, the newest of each office first; what the book knows, or is
    behind, is passed over. One at a time is in memory."""
    headed = [(path, letter) for _, path in found if (letter := _letter(path))]
    reports = [(p, x) for p, x in headed if x.kind is Kind.REPORT and x.year == year]
    done: set[str] = set()
    for path, letter in sorted(reports, key=lambda r: r[1].number, reverse=True):
        if letter.sender.code in done:
            continue
        seen = look(db, path)
        if seen.state == KNOWN or isinstance(seen.refusal, PackageOlder) or _was_returned(db, seen):
            continue
        refusal = _take(db, seen, now)
        if refusal is None:
            done.add(letter.sender.code)
        yield Counted(
            sender=letter.sender.name, number=letter.number, path=path, refusal=refusal
        )  # fmt: skip
    for logged, path in found:
        if logged is not None and logged.sender not in done and not is_there(path):
            missing = ArchiveMissing(number=str(logged.number), year=str(year))
            name = archiving.name_of(db, logged)
            yield Counted(sender=name, number=logged.number, refusal=missing)


def _was_returned(db: Db, seen: Look) -> bool:
    """Whether an official gave it back: a file that still lies there does not count."""
    known = packages.get(db, seen.opened.sha256) if seen.opened else None
    return known is not None and known.verdict == RETURNED


def _letter(path: Path) -> Letter | None:
    try:
        return package.read_header(package.read_file(path), name=path.name).letter
    except AppError:
        return None


def _take(db: Db, seen: Look, now: datetime.datetime) -> AppError | None:
    """Write it into the open transaction; why not, where it cannot be."""
    plan, brought = seen.plan, seen.brought
    if seen.state == REFUSED or plan is None or brought is None:
        return seen.refusal
    if not plan.is_clean:
        number = str(seen.header.letter.number) if seen.header else "?"
        return PackageDoubtful(number=number)
    if brought.is_unfit:
        return PackageStandardUnfit(path=seen.path.name, reason=brought.reason)
    try:
        with attempt(db):
            receiving.write_in(db, seen, plan, brought, "provisional", now=now, by=_BY)
    except AppError as refusal:
        return refusal
    return None


# Papers ------------------------------------------------------------------------------------------
def _laid_out(
    db: Db, year: int, included: Sequence[Counted], left_out: Sequence[Counted]
) -> Provisional:
    forms = reporting.forms_of(db, year)
    figures = unit_figures(db, year)
    sheets = {form: _sheet(db, form, year, included) for form in forms}
    return Provisional(
        year=year, included=tuple(included), left_out=tuple(left_out), sheets=sheets,
        checks={f: tuple(checking.checks_of(db, f, year, figures)) for f in forms},
        stems={f: f"{Path(reporting.paper_name(db, f, year, 'pdf', official=False)).stem}_{MARK}" for f in forms},
    )  # fmt: skip


def _sheet(db: Db, form: str, year: int, included: Sequence[Counted]) -> Sheet | AppError:
    try:
        return marked(reporting.sheet_of(db, form, year, official=False), included)
    except AppError as error:
        return error


def marked(sheet: Sheet, included: Sequence[Counted]) -> Sheet:
    """The sheet with what it is made of in its head, and every office below the table."""
    names = [f"{c.sender} ({t('archive-number', number=str(c.number))})" for c in included]
    if not names:
        words = t("archive-mark-none")
    elif len(names) <= _NAMED:
        words = t("archive-mark", names=", ".join(names))
    else:
        some, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
        words = t("archive-mark-more", names=some, count=more)
    notes = (t("archive-mark-all", names=", ".join(names)),) if len(names) > _NAMED else ()
    heading = replace(sheet.heading, subtitle=(words, *sheet.heading.subtitle))
    return sealing_papers.coded(replace(sheet, heading=heading, notes=(*sheet.notes, *notes)))


def paper_of(found: Provisional, form_id: str) -> Paper | Trouble:
    """One of the papers as the papers page looks at it; drawn now, the book is not needed."""
    sheet, checks = found.sheets[form_id], found.checks[form_id]
    if isinstance(sheet, AppError):
        return Trouble(form_id=form_id, year=found.year, error=sheet, checks=checks)
    return Paper(
        form_id=form_id, year=found.year, official=False, stem=found.stems[form_id], sheet=sheet,
        pdf=reporting.ink(sheet, "pdf"), checks=checks,
    )  # fmt: skip
