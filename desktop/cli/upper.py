"""Commands of an upper office's desk: receipts that are owed, packages kept, going back, papers over all."""

from __future__ import annotations

from collections.abc import Sequence
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
from desktop.domain.vietnamese import show_date
from desktop.services import exchanging
from desktop.services.archiving import Shelved
from desktop.services.provisional import Counted
from desktop.store.connection import Db
from desktop.text import sentence, t


@command("receipts", help=t("cli-owed"))
@out_option
@answers
@with_book
def receipts(db: Db, _path: Path, folder: Path) -> Answer:
    """Write what was said of households and reports since their last receipt."""
    from desktop.services import receipting

    written = receipting.write_owed(db, folder, now=now(), by=BY)
    done = [w for w in written if w.path is not None]
    return Answer(
        t("cli-owed-done", count=len(done), folder=str(folder)) if written else t("cli-owed-none"),
        {"receipts": [{"office": w.owed.office, "file": str(w.path) if w.path else None} for w in written]},
        len(done) == len(written),
        [f"{w.owed.name}: {sentence(w.refusal)}" for w in written if w.refusal],
    )  # fmt: skip


@command("archive", help=t("cli-archive"))
@year_option
@click.option("--office", "sender", default="", help=t("cli-archive-office"))
@answers
@with_book
def archive(db: Db, _path: Path, year: int, sender: str) -> Answer:
    """The packages that came, with what became of them and whether they are kept."""
    from desktop.services import archiving

    found = archiving.shelf(db, sender, year)
    lines = [_shelved(one) for one in found] or [t("archive-none")]
    data = [
        {
            "sha256": s.package.sha256, "office": s.package.sender, "year": s.package.year,
            "number": s.package.number, "verdict": s.package.verdict, "current": s.is_current,
            "file": str(s.path) if s.path else None,
        }
        for s in found
    ]  # fmt: skip
    return Answer("\n".join(lines), {"packages": data})


def _shelved(one: Shelved) -> str:
    state = "current" if one.is_current else one.package.verdict
    return t(
        "cli-archive-line", sender=one.sender_name, number=str(one.package.number),
        day=show_date(one.package.handled_at.astimezone().date()), state=t(f"cli-archive-{state}"),
        kept=one.path.name if one.path else t("cli-archive-gone"),
    )  # fmt: skip


@command("take-back", help=t("cli-take-back"))
@year_option
@click.option("--office", "sender", required=True, help=t("cli-archive-office"))
@click.option("--number", required=True, type=int, help=t("cli-take-back-number"))
@click.option("--reason", default="", help=t("cli-take-back-reason"))
@click.option("--dry-run", is_flag=True, help=t("cli-dry-run"))
@click.option(
    "--receipts", "folder", type=click.Path(file_okay=False, path_type=Path), help=t("cli-receipts")
)
@answers
@with_book
def take_back(
    db: Db, _path: Path, year: int, sender: str, number: int, reason: str, dry_run: bool,
    folder: Path | None,
) -> Answer:  # fmt: skip
    """Go back to an earlier package of an office, on purpose."""
    from desktop.services import going_back

    wanted = [s for s in going_back.earlier(db, sender, year) if s.package.number == number]
    if not wanted:
        raise click.UsageError(t("cli-take-back-unknown", number=str(number), year=str(year)))
    sha = wanted[0].package.sha256
    way = going_back.look_at(db, sha, now=now())
    moves = dict(way.examined.moves)
    if dry_run:
        return Answer(
            t("cli-take-back-plan", number=str(number), held=str(way.held.number), **moves),
            {"number": number, "held": way.held.number, "moves": moves},
        )
    done = going_back.go_back(db, sha, reason, receipts=folder, now=now(), by=BY)
    return Answer(
        t("archive-went-back", sender=done.sender, number=str(number), returned=str(done.returned)),
        {"number": number, "returned": done.returned, "moves": moves,
         "receipt": str(done.receipt) if done.receipt else None},
        done.trouble is None,
        [sentence(done.trouble)] if done.trouble else [],
    )  # fmt: skip


def report_received(
    db: Db, year: int, forms: Sequence[str], kinds: Sequence[str], waiting: Sequence[Path],
    folder: Path,
) -> Answer:  # fmt: skip
    """The papers of a year over all that came; `forms` empty for all that can be made."""
    from desktop.services import provisional, receiving, reporting

    if not exchanging.office(db).is_upper:
        raise click.UsageError(t("cli-report-received-upper"))
    with progress(t("cli-report-progress")) as tick:
        found = provisional.received(db, year, receiving.files_in(waiting), now=now(), tick=tick)
        for form in forms:  # asked for by name, it is there or says why not
            if isinstance(missing := found.sheets.get(form), Exception):
                raise missing
        wanted = {found.stems[f] for f in forms if f in found.stems} or {*found.ready}
        sheets = {stem: sheet for stem, sheet in found.ready.items() if stem in wanted}
        papers = reporting.write_sheets(
            db, year, sheets, folder, kinds=kinds, official=False, now=now(), by=BY, tick=tick
        )
    named = ", ".join(map(_counted, found.included)) or "–"
    return Answer(
        t("cli-report-received-done", count=len(papers), folder=str(folder), names=named),
        {"papers": [str(p) for p in papers],
         "included": [[c.sender, c.number] for c in found.included],
         "left_out": [[c.sender, c.number] for c in found.left_out]},
        not found.left_out,
        [f"{_counted(c)}: {sentence(c.refusal)}" for c in found.left_out if c.refusal],
    )  # fmt: skip


def _counted(one: Counted) -> str:
    return f"{one.sender} ({t('archive-number', number=str(one.number))})"


UPPER = (receipts, archive, take_back)
