"""Papers of a round: the same figures as sheets, drawn as PDF or written as Excel, into whole files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.review import Review, RoundKind
from desktop.domain.totals import UnitFigures
from desktop.domain.unit import Office
from desktop.errors import (
    AppError,
    BalanceOpen,
    FormUnknown,
    NothingToReport,
    RoundMissing,
)
from desktop.files import make_folder, write_whole
from desktop.reports.forms import FORMS, Context, Listed, forms_in_force
from desktop.reports.sheet import Sheet
from desktop.services import checking, sealing_papers
from desktop.services.changes import Tick, no_tick
from desktop.services.counting import balance_breaks, unit_figures
from desktop.services.report_parts import check_has_lists, context_of, listed_of
from desktop.store import audit, reviews, settings
from desktop.store.connection import Db, writing

FORM_IDS = tuple(FORMS)
# A report is made from a balance that closes; the list names who is complete so far.
_NEEDS_BALANCE = frozenset(FORM_IDS) - {"VI"}
_KINDS = ("pdf", "xlsx")
_NAMED = 3  # households that the sentence of an open balance names
_FIRST_REPORTS = ("7.1", "7.2", "7.3")


def sheet_of(
    db: Db, form_id: str, year: int, *, official: bool = True, on: datetime.date | None = None
) -> Sheet:
    """A form of a year before it is ink; `on` is the date under the signature, open if None.

    Raises FormUnknown, RoundMissing, NothingToReport, ResidentsMissing, MinorityMissing, BalanceOpen.
    """
    return _sheets(db, [form_id], year, official=official, on=on)[form_id]


def _sheets(
    db: Db, forms: Iterable[str], year: int, *, official: bool, on: datetime.date | None
) -> dict[str, Sheet]:
    """The sheets of some forms; the figures behind them are counted once."""
    forms = [*forms]
    for form_id in forms:
        if form_id not in FORMS:
            raise FormUnknown(form=form_id, known=FORM_IDS)
    if not forms:  # in spring there is no round yet, and the reports of months all the same
        return {}
    context = context_of(db, year, official, on)
    counted: _Counted | None = None
    made: dict[str, Sheet] = {}
    for form_id in forms:
        if FORMS[form_id].takes == "list":
            made[form_id] = _list_sheet(db, form_id, context)
            continue
        counted = counted or _count(db, year)
        made[form_id] = _figures_sheet(form_id, context, counted)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """The figures of a year, and the error that keeps its balance open, if any."""

    figures: Sequence[UnitFigures]
    balance_open: BalanceOpen | None


def _count(db: Db, year: int) -> _Counted:
    breaks = balance_breaks(db, year)
    error = _balance_open(db, year, breaks) if breaks else None
    return _Counted(figures=unit_figures(db, year), balance_open=error)


def _balance_open(db: Db, year: int, count: int) -> BalanceOpen:
    """Which households keep the balance open: all of them, the first few for the sentence."""
    names = tuple(f"{n.head_name} ({n.village})" for n in checking.breaking(db, year))
    more = " …" if len(names) > _NAMED else ""
    return BalanceOpen(count=count, first=", ".join(names[:_NAMED]) + more or "–", households=names)


def _list_sheet(db: Db, form_id: str, context: Context) -> Sheet:
    check_has_lists(db, form_id, context.year)
    listed = listed_of(db, context.year)
    if not listed:
        raise NothingToReport(form=form_id, year=str(context.year))
    return FORMS[form_id].build(listed, context)


def _figures_sheet(form_id: str, context: Context, counted: _Counted) -> Sheet:
    if not counted.figures:
        raise NothingToReport(form=form_id, year=str(context.year))
    if form_id in _NEEDS_BALANCE and counted.balance_open:
        raise counted.balance_open
    return FORMS[form_id].build(counted.figures, context)


# Ink ---------------------------------------------------------------------------------------------
def ink(sheet: Sheet, kind: str) -> bytes:
    """The sheet as "pdf" or "xlsx" bytes."""
    if kind == "pdf":
        from desktop.reports.pdf import draw

        return draw(sheet)
    from desktop.reports.xlsx import write

    return write(sheet)


def paper_name(db: Db, form_id: str, year: int, kind: str, *, official: bool = True) -> str:
    """An ASCII name: "bieu_7_1_02296_2026_chinh_thuc.pdf"; a practice paper says so first."""
    state = "chinh_thuc" if official else "so_bo"
    office = settings.office(db)
    mark = "luyen-tap_" if office.practice else ""
    name = FORMS[form_id].file_name
    return f"{mark}{name}_{office.code}_{year}_{state}.{kind}"


def write_papers(
    db: Db,
    year: int,
    forms: Sequence[str],
    folder: Path,
    *,
    kinds: Iterable[str] = ("pdf", "xlsx"),
    official: bool = True,
    on: datetime.date | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> list[Path]:
    """Write forms of a year into a folder, each file whole or not at all (see `write_sheets`)."""
    sheets = sheets_of(db, year, forms, official=official, on=on)
    return write_sheets(
        db, year, sheets, folder, kinds=kinds, official=official, now=now, by=by, tick=tick
    )


def sheets_of(
    db: Db, year: int, forms: Sequence[str], *, official: bool, on: datetime.date | None = None
) -> dict[str, Sheet]:
    """Forms of a year by the name of their files. Raises as `sheet_of`."""
    return {
        Path(paper_name(db, form, year, "pdf", official=official)).stem: sheet
        for form, sheet in _sheets(db, forms, year, official=official, on=on).items()
    }


def write_sheets(
    db: Db,
    year: int,
    sheets: Mapping[str, Sheet],
    folder: Path,
    *,
    kinds: Iterable[str] = ("pdf", "xlsx"),
    official: bool = True,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> list[Path]:
    """Write sheets of a year, by the name of their files, each file whole or not at all.

    Every paper is drawn before the first file is written, so a word of stopping leaves nothing
    behind.
    """
    kinds = tuple(kinds)
    sheets = {stem: sealing_papers.coded(sheet) for stem, sheet in sheets.items()}
    drawn: dict[Path, bytes] = {}
    for stem, sheet in sheets.items():
        for kind in kinds:
            tick(len(drawn), len(sheets) * len(kinds))
            drawn[folder / f"{stem}.{kind}"] = ink(sheet, kind)
    tick(len(drawn), len(drawn))
    make_folder(folder)
    for path, data in drawn.items():
        write_whole(path, data)
    written = [*drawn]
    with writing(db):
        audit.add(
            db, at=now, by=by, action="papers", subject=str(year), after=[p.name for p in written]
        )
        sealing_papers.keep_many(
            db, sheets.values(), year, official=official, how=sealing_papers.WRITTEN, now=now, by=by
        )
    return written


def sheets_along(
    db: Db, year: int, *, forms: Sequence[str] | None = None, now: datetime.datetime
) -> dict[str, Sheet]:
    """Reports to go along in a package, each with its code; `keep_along` once the package is written.

    Where none are named: 7.1 to 7.3, which must be there, and what else can be made now.
    """
    if forms is None:
        forms = [*dict.fromkeys((*_FIRST_REPORTS, *sendable(db, year)))]
    sheets = _sheets(db, forms, year, official=True, on=now.astimezone().date())
    return {form: sealing_papers.coded(sheets[form]) for form in forms}


def drawn_along(sheets: Mapping[str, Sheet]) -> dict[str, bytes]:
    """Those reports as PDF and Excel: "7.1.pdf", "7.1.xlsx" …"""
    return {f"{form}.{kind}": ink(s, kind) for form, s in sheets.items() for kind in _KINDS}


def keep_along(
    db: Db, sheets: Mapping[str, Sheet], year: int, file: str, *, now: datetime.datetime, by: str
) -> None:
    """Keep the reports that left in a package (`file`) under their codes."""
    how = sealing_papers.WRITTEN
    with writing(db):
        for sheet in sheets.values():
            sealing_papers.keep(db, sheet, year, official=True, how=how, now=now, by=by, file=file)


def sendable(db: Db, year: int) -> list[str]:
    """The reports that can go along in a package now."""
    return [r.form_id for r in readiness(db, year) if r.error is None and r.form_id != "VI"]


def write_list(db: Db, listed: Sequence[tuple[Household, Review]], year: int, path: Path) -> Path:
    """A list of annex VI in Excel from households that need not be in the book."""
    context = Context(
        office=settings.office(db), signatory=settings.signatory(db), year=year, final=True
    )
    sheet = FORMS["VI"].build([Listed(household=h, review=r) for h, r in listed], context)
    make_folder(path.parent)
    write_whole(path, ink(sheet, "xlsx"))
    return path


# One paper on screen -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether a form can be made now; `error` says what is missing."""

    form_id: str
    error: AppError | None


def readiness(db: Db, year: int) -> list[Readiness]:
    """For each form of the office in force that year: can it be made, and if not, why.

    The list of households belongs to the commune; upper offices add up. Lists are not laid out
    here, only counted.
    """
    ids = forms_of(db, year)
    try:
        context = context_of(db, year, True, None)
    except RoundMissing as error:
        return [Readiness(form_id=form_id, error=error) for form_id in ids]
    counted = _count(db, year)
    return [Readiness(form_id=i, error=_missing(i, context, counted)) for i in ids]


def forms_of(db: Db, year: int) -> list[str]:
    """The forms that the office makes for a year."""
    office = settings.office(db)
    forms = forms_in_force(datetime.date(year, 12, 31))
    return [key for key, form in forms.items() if form.takes == "figures" or not office.is_upper]


def _missing(form_id: str, context: Context, counted: _Counted) -> AppError | None:
    if FORMS[form_id].takes == "list":
        if any(f.poor_households or f.near_poor_households for f in counted.figures):
            return None
        return NothingToReport(form=form_id, year=str(context.year))
    try:
        _figures_sheet(form_id, context, counted)
    except AppError as error:
        return error
    return None


def years(db: Db) -> list[int]:
    """The years of the book's periodic rounds, newest first: those that papers can be made of."""
    return [r.year for r in reviews.rounds(db) if r.kind is RoundKind.PERIODIC]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as it is looked at: the sheet, the PDF drawn of it, and what was checked of it.

    What is saved or printed is made of this very sheet, so it cannot differ from what was seen.
    `stem` is the ASCII name of its files.
    """

    form_id: str
    year: int
    official: bool
    stem: str
    sheet: Sheet
    pdf: bytes
    checks: tuple[checking.Check, ...]


def paper_of(db: Db, form_id: str, year: int, *, official: bool = True) -> Paper:
    """Lay out, draw and check a form; raises as `sheet_of`."""
    context = context_of(db, year, official, None)
    counted = _count(db, year)
    if FORMS[form_id].takes == "list":
        sheet = _list_sheet(db, form_id, context)
        # A household of many members takes several rows; only the first one has its number.
        listed = sum(row.lines[0][0] is not None for row in sheet.body)
        checks = [checking.check_listed(counted.figures, listed)]
    else:
        sheet = _figures_sheet(form_id, context, counted)
        checks = []
    sheet = sealing_papers.coded(sheet)
    return Paper(
        form_id=form_id, year=year, official=official,
        stem=Path(paper_name(db, form_id, year, "pdf", official=official)).stem,
        sheet=sheet, pdf=ink(sheet, "pdf"),
        checks=(*checks, *checking.checks_of(db, form_id, year, counted.figures)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a paper cannot be looked at now, and what the figures at hand say."""

    form_id: str
    year: int
    error: AppError
    checks: tuple[checking.Check, ...]


def look_at(db: Db, form_id: str, year: int, *, official: bool = True) -> Paper | Trouble:
    """The paper, or why it cannot be made; never raises what an official can mend."""
    try:
        return paper_of(db, form_id, year, official=official)
    except AppError as error:
        is_open = not isinstance(error, RoundMissing | NothingToReport)
        checks = tuple(paper_checks(db, form_id, year)) if is_open else ()
        return Trouble(form_id=form_id, year=year, error=error, checks=checks)


def paper_checks(db: Db, form_id: str, year: int) -> list[checking.Check]:
    """What holds between the figures of a form and its neighbours, be it ready or not."""
    return checking.checks_of(db, form_id, year, unit_figures(db, year))


def write_paper(
    db: Db, paper: Paper, kind: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:
    """Write the paper that is looked at, as "pdf" or "xlsx", whole or not at all."""
    write_whole(path, paper.pdf if kind == "pdf" else ink(paper.sheet, kind))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(paper.year), after=[path.name])
        sealing_papers.keep(
            db, paper.sheet, paper.year, official=paper.official, how=sealing_papers.WRITTEN,
            now=now, by=by, file=path.name,
        )  # fmt: skip
    return path


def note_printed(db: Db, paper: Paper, pages: int, *, now: datetime.datetime, by: str) -> None:
    """Keep in the trail that a paper went to the printer."""
    with writing(db):
        audit.add(
            db, at=now, by=by, action="printed", subject=str(paper.year),
            after={"form": paper.form_id, "official": paper.official, "pages": pages},
        )  # fmt: skip
        sealing_papers.keep(
            db, paper.sheet, paper.year, official=paper.official, how=sealing_papers.PRINTED,
            now=now, by=by,
        )  # fmt: skip


# The recovery sheet ------------------------------------------------------------------------------
def write_recovery_sheet(book: Path, office: Office, code: str, *, now: datetime.datetime) -> Path:
    """The printed way back into a book whose phrase is forgotten, as PDF beside it."""
    path = book.with_name(f"{book.stem}_giay_khoi_phuc.pdf")
    write_whole(path, recovery_pdf(office, code, now=now))
    return path


def recovery_pdf(office: Office, code: str, *, now: datetime.datetime) -> bytes:
    """The recovery sheet as PDF bytes, for preview and print without a file."""
    from desktop.reports.recovery_sheet import draw_recovery

    return draw_recovery(
        office_name=office.name, code=code, on=now.astimezone().date(), practice=office.practice
    )
