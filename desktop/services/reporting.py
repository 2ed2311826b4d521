"""Papers of a round: the same figures as sheets, drawn as PDF or written as Excel, into whole files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.review import HouseholdClass, Review, ReviewState, RoundKind
from desktop.domain.totals import UnitFigures
from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import name_key, sort_key
from desktop.errors import AppError, BalanceOpen, FormUnknown, NothingToReport, RoundMissing
from desktop.files import make_folder, write_whole
from desktop.reports.forms import FORMS, Context, Listed, forms_in_force
from desktop.reports.sheet import Sheet
from desktop.services import checking, ethnic_columns, sealing_papers
from desktop.services.catalogue import unit, words_of
from desktop.services.changes import Tick, no_tick
from desktop.services.counting import balance_breaks, unit_figures
from desktop.store import audit, households, reviews, settings, totals
from desktop.store.connection import Db, writing

FORM_IDS = tuple(FORMS)
_LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
# 7.1 counts what is complete so far; what analyses it waits for a balance that closes.
_NEEDS_BALANCE = frozenset(FORM_IDS) - {"7.1", "VI"}
_KINDS = ("pdf", "xlsx")
_FIRST_REPORTS = ("7.1", "7.2", "7.3")
_POOR, _NEAR_POOR = _LISTED
_FLOW_OF = {"7.2": _POOR, "7.3": _NEAR_POOR}
_LACKS_OF = {"7.4": _POOR, "7.5": _POOR, "7.6": _NEAR_POOR, "7.7": _NEAR_POOR}


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
    context = _context(db, year, official, on)
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
    error = BalanceOpen(count=breaks, first=_first_breaking(db, year)) if breaks else None
    return _Counted(figures=unit_figures(db, year), balance_open=error)


def _list_sheet(db: Db, form_id: str, context: Context) -> Sheet:
    listed = _listed(db, context.year)
    if not listed:
        raise NothingToReport(form=form_id, year=str(context.year))
    return FORMS[form_id].build(listed, context)


def _figures_sheet(form_id: str, context: Context, counted: _Counted) -> Sheet:
    if not counted.figures:
        raise NothingToReport(form=form_id, year=str(context.year))
    if form_id in _NEEDS_BALANCE and counted.balance_open:
        raise counted.balance_open
    return FORMS[form_id].build(counted.figures, context)


def _first_breaking(db: Db, year: int) -> str:
    rows = totals.breaking(db, year)
    return f"{rows[0][1]} ({rows[0][2]})" if rows else "–"


def _context(db: Db, year: int, official: bool, on: datetime.date | None) -> Context:
    found = reviews.get_round(db, year)
    if found is None:
        raise RoundMissing(year=str(year))
    rules = words_of(db, found.standard_id, year)
    return Context(
        office=settings.office(db),
        signatory=settings.signatory(db),
        year=year,
        final=official,
        on=on,
        practice=rules.practice,
        deprivations=tuple((d.code, d.name) for d in rules.deprivations),
        causes=tuple((c.code, c.label) for c in rules.causes),
        ethnic_columns=ethnic_columns.columns(db),
    )


def _listed(db: Db, year: int) -> list[Listed]:
    """Poor and near-poor households of the year, by commune, village and name."""
    office = settings.office(db)
    found = {
        r.household_uid: r
        for r in reviews.of_round(db, year, state=ReviewState.COMPLETE)
        if r.outcome and r.outcome.household_class in _LISTED
    }
    gone = totals.gone(db, year)
    records = [h for h in households.get_many(db, [*found]) if h.uid not in gone]
    records.sort(key=lambda h: (h.commune_code, sort_key(h.village), name_key(h.head_name)))
    named = {h.commune_code: _places(office, h.commune_code) for h in records}
    labels = _cause_labels(db, year)
    return [
        Listed(
            household=h,
            review=found[h.uid],
            causes=tuple(labels.get(c, c) for c in found[h.uid].answers.causes),
            commune_name=named[h.commune_code][0],
            district_name=named[h.commune_code][1],
            district_code=named[h.commune_code][2],
        )
        for h in records
    ]


def _places(office: Office, commune_code: str) -> tuple[str, str, str]:
    own = unit(commune_code, office.list_version)
    above = unit(own.parent, office.list_version)
    is_district = above.level is Level.DISTRICT
    return own.name, above.name if is_district else "", above.code if is_district else ""


def _cause_labels(db: Db, year: int) -> dict[str, str]:
    found = reviews.get_round(db, year)
    return {c.code: c.label for c in words_of(db, found.standard_id, year).causes} if found else {}


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
    """Write forms of a year into a folder, each file whole or not at all.

    Every paper is laid out and drawn before the first file is written, so a form that cannot be
    made, or a word of stopping, leaves nothing behind.
    """
    kinds = tuple(kinds)
    sheets = {
        form: sealing_papers.coded(sheet)
        for form, sheet in _sheets(db, forms, year, official=official, on=on).items()
    }
    drawn: dict[Path, bytes] = {}
    for form, sheet in sheets.items():
        for kind in kinds:
            tick(len(drawn), len(sheets) * len(kinds))
            path = folder / paper_name(db, form, year, kind, official=official)
            drawn[path] = ink(sheet, kind)
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
    with writing(db):
        for sheet in sheets.values():
            sealing_papers.keep(
                db,
                sheet,
                year,
                official=True,
                how=sealing_papers.WRITTEN,
                now=now,
                by=by,
                file=file,
            )


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
        context = _context(db, year, True, None)
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
    context = _context(db, year, official, None)
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
        checks=(*checks, *_checks(db, form_id, year, counted.figures)),
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
    return _checks(db, form_id, year, unit_figures(db, year))


def _checks(
    db: Db, form_id: str, year: int, figures: Sequence[UnitFigures]
) -> list[checking.Check]:
    if FORMS[form_id].takes == "list":
        return []
    ends = {of: checking.check_end(figures, of) for of in _LISTED}
    if form_id == "7.1":
        whole = checking.check_complete(db, year)
        return [whole, checking.check_residents(figures), *ends.values()]
    balance = checking.check_balance(figures, checking.breaking(db, year))
    if of := _FLOW_OF.get(form_id):
        return [balance, checking.check_agreement(figures), ends[of]]
    if of := _LACKS_OF.get(form_id):
        return [balance, ends[of], checking.check_mean(figures, of)]
    if form_id == "7.8":
        residents = checking.check_residents(figures)
        return [balance, residents, checking.check_minority(figures), *ends.values()]
    return [balance, *ends.values()]


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
