"""Commands for the commune's desk: read-list, open-round, set-residents, classify, report, export."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import click

from desktop.cli.common import (
    BY,
    Answer,
    answers,
    now,
    out_option,
    progress,
    text_of,
    with_book,
    year_option,
)
from desktop.cli.plan_papers import PLAN_FORMS, How, paper_options, report_plan
from desktop.cli.speaking import command
from desktop.cli.upper import report_received
from desktop.domain.review import TypedResidents
from desktop.errors import BalanceOpen, TableBad
from desktop.services import exporting, reviewing, upkeep
from desktop.store.connection import Db
from desktop.text import t


@command("read-list", help=t("cli-read-list"))
@click.argument("list_file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--sheet", help=t("cli-read-list-sheet"))
@click.option("--year", type=int, help=t("cli-read-list-year"))
@click.option("--old-commune", "accept", multiple=True, help=t("cli-read-list-old-commune"))
@click.option(
    "--errors", "errors_path", type=click.Path(path_type=Path), help=t("cli-read-list-errors")
)
@click.option("--dry-run", is_flag=True, help=t("cli-dry-run"))
@answers
@with_book
def read_list(
    db: Db, _path: Path, list_file: Path, sheet: str | None, year: int | None,
    accept: tuple[str, ...], errors_path: Path | None, dry_run: bool,
) -> Answer:  # fmt: skip
    """Rows in = created + updated + skipped + refused + parked, always."""
    from desktop.services import reading

    with progress(list_file.name) as tick:
        result = reading.read_list(
            db, list_file, sheet=sheet, year=year, accept=accept, errors=errors_path,
            dry_run=dry_run, now=now(), by=BY, tick=tick,
        )  # fmt: skip
    data = {
        "rows": result.rows, "created": result.created, "updated": result.updated,
        "skipped": result.skipped, "refused": result.refused, "households": result.households,
        "parked": result.parked, "errors": result.errors, "dry_run": dry_run,
    }  # fmt: skip
    line = t(
        "cli-read-list-done",
        year=str(result.year), rows=result.rows, created=result.created, updated=result.updated,
        skipped=result.skipped, refused=result.refused,
    )  # fmt: skip
    if result.parked:
        line += " " + t("cli-read-list-parked", parked=result.parked)
    return Answer(line, data, whole=not result.refused, trouble=result.refusals)


@command("open-round", help=t("cli-open-round"))
@year_option
@click.option("--standard", "standard_id", default="", help=t("cli-standard"))
@answers
@with_book
def open_round(db: Db, _path: Path, year: int, standard_id: str) -> Answer:
    """Open the periodic round of a year."""
    record = reviewing.open_round(db, year, standard_id, now=now(), by=BY)
    return Answer(
        t("cli-open-round-done", year=str(year), standard=record.standard_id),
        {"year": year, "standard": record.standard_id},
    )


@command("set-residents", help=t("cli-set-residents"))
@click.argument("table", type=click.Path(path_type=Path))
@year_option
@answers
@with_book
def set_residents(db: Db, _path: Path, table: Path, year: int) -> Answer:
    """Total households and people per village from a CSV of village,households,people, and where
    there are such columns of ethnic minority: minority_households,minority_people."""
    rows = _residents(table)
    reviewing.set_residents(db, year, rows, now=now(), by=BY)
    return Answer(
        t("cli-set-residents-done", villages=len(rows), year=str(year)), {"villages": len(rows)}
    )


def _residents(table: Path) -> list[TypedResidents]:
    lines = text_of(table).splitlines()
    # A Vietnamese Excel writes its CSV with semicolons: the comma is the decimal sign.
    sign = ";" if lines and ";" in lines[0] else ","
    rows: list[TypedResidents] = []
    for line, row in enumerate(csv.DictReader(lines, delimiter=sign), start=2):
        try:
            typed = (row["village"].strip(), int(row["households"]), int(row["people"]))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise TableBad(path=table.name, line=line, detail=t("cli-residents-columns")) from error
        if not typed[0] or typed[1] < 0 or typed[2] < typed[1]:
            raise TableBad(path=table.name, line=line, detail=t("cli-residents-numbers"))
        rows.append((*typed, *_minority(row, typed, table.name, line)))
    return rows


def _minority(
    row: Mapping[str, str | None], typed: tuple[str, int, int], table: str, line: int
) -> tuple[()] | tuple[int | None, int | None]:
    """Households and people of ethnic minority; () where the table has no such columns."""
    cells = [row[name] for name in ("minority_households", "minority_people") if name in row]
    if not cells:
        return ()
    try:
        households, people = (int(c) if c and c.strip() else None for c in cells)
    except ValueError as error:
        raise TableBad(path=table, line=line, detail=t("cli-residents-minority")) from error
    if not 0 <= (households or 0) <= typed[1] or not 0 <= (people or 0) <= typed[2]:
        raise TableBad(path=table, line=line, detail=t("cli-residents-minority"))
    return households, people


@command("classify", help=t("cli-classify"))
@year_option
@click.option("--against", default="", help=t("cli-against"))
@answers
@with_book
def classify(db: Db, _path: Path, year: int, against: str) -> Answer:
    """Counts by class as stored, and the same answers under another standard."""
    found = reviewing.classify_round(db, year, against)
    stored = {c.value: n for c, n in found.stored.items()}
    line = t("cli-classify-done", year=str(year), standard=found.standard_id, **stored)
    data: dict[str, object] = {"year": year, "standard": found.standard_id, "classes": stored}
    if found.against is not None:
        other = {c.value: n for c, n in found.against.items()}
        data |= {
            "against": against, "classes_against": other, "differing": found.differing,
            "not_scored": found.not_scored,
        }  # fmt: skip
        line += "\n" + t(
            "cli-classify-against",
            standard=against, differing=found.differing, not_scored=found.not_scored, **other,
        )  # fmt: skip
    return Answer(line, data)


@command("report", help=t("cli-report"))
@year_option
@click.option("--form", "forms", multiple=True, help=t("cli-report-form"))
@click.option("--all", "every", is_flag=True, help=t("cli-report-all"))
@click.option(
    "--month", "months", multiple=True, type=click.IntRange(1, 8), help=t("cli-report-month")
)
@paper_options
@click.option("--preliminary", is_flag=True, help=t("cli-report-preliminary"))
@click.option("--received", is_flag=True, help=t("cli-report-received"))
@click.option(
    "--waiting", multiple=True, type=click.Path(path_type=Path), help=t("cli-report-waiting")
)
@out_option
@answers
@with_book
def report(
    db: Db, _path: Path, year: int, forms: tuple[str, ...], every: bool, months: tuple[int, ...],
    how: How, preliminary: bool, received: bool, waiting: tuple[Path, ...], folder: Path,
) -> Answer:  # fmt: skip
    """Papers as PDF and Excel, from the same numbers; with all, the months that decided something.

    Those of the plan (needs, plan, account …) also as a text to be edited.
    """
    from desktop.services import monthly, reporting

    if not forms and not every and not months:
        raise click.UsageError(t("cli-report-which"))
    if plan := [form for form in forms if form in PLAN_FORMS]:
        if every or months or len(plan) < len(forms):
            raise click.UsageError(t("cli-report-apart"))
        return report_plan(db, year, plan, how, folder)
    if "docx" in how.kinds:
        raise click.UsageError(t("cli-report-no-docx"))
    kinds = how.kinds
    if received:
        return report_received(db, year, () if every else forms, kinds, waiting, folder)
    in_year = [monthly.form_id(m) for m in months]
    if every:
        in_year += monthly.told(db, year, now().astimezone().date())
    try:
        with progress(t("cli-report-progress")) as tick:
            wanted = reporting.forms_of(db, year) if every else forms
            sheets = reporting.sheets_of(db, year, wanted, official=not preliminary)
            papers = reporting.write_sheets(
                db, year, sheets | monthly.sheets_of(db, year, in_year), folder,
                kinds=kinds, official=not preliminary,
                now=now(), by=BY, tick=tick,
            )  # fmt: skip
    except BalanceOpen as error:
        # The sentence names a few; at a terminal all of them are needed to mend it.
        names = error.details["households"]
        assert isinstance(names, tuple), "a list of names"
        click.echo("\n".join(names), err=True)
        raise
    return Answer(
        t("cli-report-done", count=len(papers), folder=str(folder)),
        {"papers": [str(p) for p in papers]},
    )


@command("export", help=t("cli-export"))
@year_option
@out_option
@click.option("--yes", is_flag=True, help=t("cli-export-yes"))
@answers
@with_book
def export(db: Db, path: Path, year: int, folder: Path, yes: bool) -> Answer:
    """CSV in the clear: at a terminal the pass phrase is asked for again."""
    if not yes:
        again = click.prompt(t("cli-export-again"), hide_input=True, err=True)
        upkeep.check_passphrase(db, path, again)
    files = exporting.export_csv(db, year, folder, now=now(), by=BY)
    return Answer(
        t("cli-export-done", count=len(files), folder=str(folder)),
        {"files": [str(f) for f in files]},
    )


DESK = (read_list, open_round, set_residents, classify, report, export)
