"""Commands for papers: check-paper looks a code up, field-sheets writes sheets for the field."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.cli.common import (
    BY,
    Answer,
    answers,
    now,
    out_option,
    progress,
    with_book,
    year_option,
)
from desktop.cli.speaking import command
from desktop.services import sealing_papers, upkeep
from desktop.services.sealing_papers import TableLine
from desktop.store.connection import Db
from desktop.text import t


@command("check-paper", help=t("cli-check-paper"))
@click.argument("code")
@answers
@with_book
def check_paper(db: Db, path: Path, code: str) -> Answer:  # noqa: ARG001
    """Which paper left this book under the code, when, by whom, with which totals, and its text."""
    found = sealing_papers.find(db, code)
    paper = found.paper
    state = t("checkpaper-official") if paper.official else t("checkpaper-provisional")
    lines = [
        t(
            "cli-check-paper-found",
            code=paper.code, form=paper.form, state=state, year=str(paper.year), title=paper.title,
        ),
        *(
            f"{t(f'checkpaper-{e.action}')}: {t('checkpaper-when', at=e.at, by=e.by)}"
            for e in found.times
        ),
        *(f"{name}: {figure}" for name, figure in paper.totals),
        "",
        *(
            " | ".join(part.cells) if isinstance(part, TableLine) else part.words
            for part in sealing_papers.readable(paper.text)
        ),
    ]  # fmt: skip
    data = {
        "code": paper.code, "form": paper.form, "year": paper.year, "official": paper.official,
        "title": paper.title, "totals": dict(paper.totals), "sha256": paper.sha256,
        "times": [{"at": e.at, "by": e.by, "action": e.action} for e in found.times],
        "text": paper.text,
    }  # fmt: skip
    return Answer("\n".join(lines), data)


@command("field-sheets", help=t("cli-field-sheets"))
@year_option
@out_option
@click.option(
    "--sheet", type=click.Choice(["A", "B"]), default="B", help=t("cli-field-sheets-sheet")
)
@click.option("--names-only", is_flag=True, help=t("cli-field-sheets-names"))
@click.option("--yes", is_flag=True, help=t("cli-export-yes"))
@answers
@with_book
def field_sheets(
    db: Db, path: Path, year: int, folder: Path, sheet: str, names_only: bool, yes: bool
) -> Answer:
    """One PDF for each village. Personal data in the clear: the pass phrase is asked for again."""
    from desktop.services import field_sheets as sheets

    if not yes:
        again = click.prompt(t("cli-export-again"), hide_input=True, err=True)
        upkeep.check_passphrase(db, path, again)
    wanted = sheets.Wanted(sheet=sheet, filling=sheets.NAMED if names_only else sheets.PREFILLED)
    with progress(path.name) as tick:
        written = sheets.write_villages(db, year, wanted, folder, now=now(), by=BY, tick=tick)
    line = t("cli-field-sheets-done", count=len(written), folder=str(folder))
    return Answer(line, {"files": [str(p) for p in written]})


PAPERS = (check_paper, field_sheets)
