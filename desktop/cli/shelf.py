"""Commands for the book itself: demo, init, check, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desktop.cli.common import (
    BY,
    Answer,
    answers,
    now,
    out_option,
    passphrase,
    passphrase_option,
    progress,
    text_of,
    with_book,
)
from desktop.cli.speaking import command
from desktop.domain.unit import Area, Level
from desktop.errors import AppError
from desktop.services import checking, counting, overview, reviewing, upkeep
from desktop.services.catalogue import unit
from desktop.store.connection import Db
from desktop.text import t


@command("demo", help=t("cli-demo"))
@click.option(
    "--dir", "folder", type=click.Path(file_okay=False, path_type=Path), help=t("cli-demo-dir")
)
@click.option("--no-window", is_flag=True, help=t("cli-demo-no-window"))
@answers
def demo(folder: Path | None, no_window: bool) -> Answer:
    """A whole season with made-up people in a throw-away folder."""
    from desktop.cli.play import play

    return play(folder, window=not no_window)


@command("init", help=t("cli-init"))
@click.option("--book", "path", required=True, type=click.Path(path_type=Path), help=t("cli-book"))
@click.option("--office", required=True, help=t("cli-office"))
@click.option(
    "--list",
    "list_version",
    type=click.Choice(["2022", "2025"]),
    default="2025",
    show_default=True,
    help=t("cli-list"),
)
@click.option("--level", type=click.Choice([level.value for level in Level]), help=t("cli-level"))
@click.option("--area", type=click.Choice([area.value for area in Area]), help=t("cli-area"))
@click.option("--practice", is_flag=True, help=t("cli-practice"))
@passphrase_option
@answers
def init(
    path: Path, office: str, list_version: str, level: str | None, area: str | None,
    practice: bool, passphrase_file: Path | None,
) -> Answer:  # fmt: skip
    """A new book, and the recovery sheet beside it."""
    from desktop.services.reporting import write_recovery_sheet

    own = unit(office, list_version)
    if level is not None and own.level != level:
        raise click.UsageError(t("cli-level-differs", name=own.name, level=t(f"level-{own.level}")))
    chosen = upkeep.office_of(
        office, list_version, area=Area(area) if area else None, practice=practice
    )
    made = upkeep.new_book(path, chosen, passphrase(passphrase_file), now=now(), by=BY)
    upkeep.close_book(made.db)
    try:
        sheet = write_recovery_sheet(path, chosen, made.recovery_code, now=now())
    except AppError:
        path.unlink()  # an empty book without its way back is no book
        raise
    return Answer(
        t("cli-init-done", name=own.name, book=str(path), sheet=str(sheet)),
        {"book": str(path), "recovery_sheet": str(sheet), "office": office, "book_id": chosen.book_id},
    )  # fmt: skip


@command("check", help=t("cli-check"))
@answers
@with_book
def check(db: Db, path: Path) -> Answer:
    """Integrity, balances, findings of every round, pairs that wait for a decision."""
    from desktop.services import pairing

    upkeep.check_soundness(db, path)
    rounds = [_round_state(db, r.year) for r in reviewing.all_rounds(db)]
    lines = [t("cli-check-sound", book=path.name)]
    lines += [
        t(
            "cli-check-round",
            year=str(r["year"]), breaks=r["balance_breaks"], residents=len(r["residents"]),
        )
        for r in rounds
    ]  # fmt: skip
    twins = pairing.open_count(db)
    if twins:
        lines.append(t("cli-check-twins", count=twins))
    trouble = [
        t(f"cli-check-{what}", year=str(r["year"]), names=_some(r[what]))
        for r in rounds
        for what in ("breaking", "residents")
        if r[what]
    ]
    data = {"sound": True, "rounds": rounds, "twins": twins}
    return Answer("\n".join(lines), data, not trouble, trouble)


def _round_state(db: Db, year: int) -> dict[str, Any]:
    missing, small = overview.residents_trouble(db, year)
    return {
        "year": year,
        "balance_breaks": counting.balance_breaks(db, year),
        "breaking": [f"{one.head_name} ({one.village})" for one in checking.breaking(db, year)],
        "residents": missing + small,
    }


def _some(names: list[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


@command("backup", help=t("cli-backup"))
@out_option
@answers
@with_book
def backup(db: Db, path: Path, folder: Path) -> Answer:
    """A dated copy by SQLite's own means, opened to try it."""
    with progress(path.name) as tick:
        tick(0, 1)
        copy = upkeep.back_up(db, folder, now=now(), by=BY)
    return Answer(t("cli-backup-done", copy=str(copy)), {"copy": str(copy)})


@command("restore", help=t("cli-restore"))
@click.argument("backup_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--book", "path", required=True, type=click.Path(path_type=Path), help=t("cli-book"))
@click.option(
    "--recovery-code-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=t("cli-recovery"),
)
@passphrase_option
@answers
def restore(
    backup_file: Path, path: Path, recovery_code_file: Path | None, passphrase_file: Path | None
) -> Answer:
    """Put a backup in the place of the book; the book replaced is kept."""
    code = text_of(recovery_code_file).strip() if recovery_code_file else ""
    phrase = "" if code else passphrase(passphrase_file)
    done = upkeep.restore(backup_file, path, passphrase=phrase, code=code, now=now())
    return Answer(
        t("cli-restore-done", book=str(path), kept=str(done.kept or "–")),
        {"book": str(done.path), "kept": done.kept, "last_write": done.last_write},
    )


SHELF = (demo, init, check, backup, restore)
