"""Commands for what travels between offices: card, trust, pack, inspect, take-in."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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
from desktop.exchange.letter import Carries
from desktop.services import exchanging
from desktop.services.receiving import ACCEPTED, CARD, KNOWN, REFUSED, Taken
from desktop.store.connection import Db
from desktop.text import sentence, t


@command("card", help=t("cli-card"))
@out_option
@answers
@with_book
def card(db: Db, _path: Path, folder: Path) -> Answer:
    """Write our card; its code is read out over the telephone."""
    file = exchanging.write_card(db, folder, now=now())
    code = exchanging.code_of(exchanging.own_card(db))
    return Answer(t("cli-card-done", file=str(file), code=code), {"card": str(file), "code": code})


@command("trust", help=t("cli-trust"))
@click.argument("card_file", metavar="CARD", type=click.Path(path_type=Path))
@click.option("--code", required=True, help=t("cli-trust-code"))
@click.option("--replace", is_flag=True, help=t("cli-trust-replace"))
@answers
@with_book
def trust(db: Db, _path: Path, card_file: Path, code: str, replace: bool) -> Answer:
    """Trust an office's card after comparing its eight digits."""
    found = exchanging.trust(db, card_file, code, replace=replace, now=now(), by=BY)
    return Answer(
        t("cli-trust-done", name=found.name, code=found.code),
        {"office": found.code, "name": found.name},
    )


@command("pack", help=t("cli-pack"))
@year_option
@click.option("--to", required=True, help=t("cli-pack-to"))
@click.option("--papers", is_flag=True, help=t("cli-pack-papers"))
@click.option(
    "--content", type=click.Choice([c.value for c in Carries]), help=t("cli-pack-content")
)
@out_option
@answers
@with_book
def pack(
    db: Db, _path: Path, year: int, to: str, papers: bool, content: str | None, folder: Path
) -> Answer:
    """Seal the whole state of the round for the office above."""
    from desktop.services import onward, reporting

    if exchanging.office(db).is_upper is not bool(content):
        raise click.UsageError(
            t("cli-pack-content-upper" if content is None else "cli-pack-content-commune")
        )
    sheets = reporting.sheets_along(db, year, now=now()) if papers else {}
    made = reporting.drawn_along(sheets)
    with progress(t("cli-pack-progress")) as tick:
        if content is None:
            packed = exchanging.pack_report(
                db, year, to, folder, papers=made, now=now(), by=BY, tick=tick
            )
        else:
            packed = onward.pack_onward(
                db, year, to, folder, carries=Carries(content), papers=made, now=now(), by=BY,
                tick=tick,
            )  # fmt: skip
    reporting.keep_along(db, sheets, year, packed.path.name, now=now(), by=BY)
    return Answer(
        t("cli-pack-done", file=str(packed.path), number=str(packed.number), size=packed.size),
        {"package": str(packed.path), "number": packed.number, "sha256": packed.sha256,
         "size": packed.size, "totals": dict(packed.totals)},
    )  # fmt: skip


@command("pack-plan", help=t("cli-pack-plan"))
@click.option("--to", required=True, help=t("cli-pack-to"))
@click.option("--files", is_flag=True, help=t("cli-pack-plan-files"))
@out_option
@answers
@with_book
def pack_plan(db: Db, _path: Path, to: str, files: bool, folder: Path) -> Answer:
    """Seal the whole plan for the office above."""
    from desktop.services.planning import sending_plan

    with progress(t("cli-pack-progress")) as tick:
        packed = sending_plan.pack(db, to, folder, files=files, now=now(), by=BY, tick=tick)
    words = t(
        "cli-pack-plan-done", file=str(packed.path), number=str(packed.number), size=packed.size,
        left=len(packed.left_out),
    )  # fmt: skip
    return Answer(
        words,
        {"package": str(packed.path), "number": packed.number, "sha256": packed.sha256,
         "size": packed.size, "totals": dict(packed.totals),
         "left_out": [a.name for a in packed.left_out]},
    )  # fmt: skip


@command("pack-down", help=t("cli-pack-down"))
@click.option("--standard", "standards", multiple=True, metavar="ID", help=t("cli-down-standard"))
@click.option("--calendar", is_flag=True, help=t("cli-down-calendar"))
@click.option("--words", is_flag=True, help=t("cli-down-words"))
@click.option("--ethnic", is_flag=True, help=t("cli-down-ethnic"))
@click.option("--authority", is_flag=True, help=t("cli-down-authority"))
@click.option("--goals", is_flag=True, help=t("cli-down-goals"))
@click.option("--tasks", is_flag=True, help=t("cli-down-tasks"))
@click.option("--groups", is_flag=True, help=t("cli-down-groups"))
@click.option("--kinds", is_flag=True, help=t("cli-down-kinds"))
@click.option(
    "--merged", type=click.Path(dir_okay=False, path_type=Path), help=t("cli-down-merged")
)
@click.option("--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help=t("cli-down-from"))
@click.option("--basis", default="", help=t("cli-down-basis"))
@click.option("--note", default="", help=t("cli-down-note"))
@out_option
@answers
@with_book
def pack_down(
    db: Db, _path: Path, standards: tuple[str, ...], merged: Path | None,
    valid_from: datetime.datetime | None, folder: Path, **more: Any,
) -> Answer:  # fmt: skip
    """Seal one pack for all offices below whose card is trusted."""
    from desktop.services import sending_down

    if merged is not None:
        sending_down.read_merged(db, merged, now=now(), by=BY)
    choice = sending_down.Choice(
        standards=frozenset(standards), merged=merged is not None,
        valid_from=valid_from.date() if valid_from else None, **more,
    )  # fmt: skip
    with progress(t("cli-pack-progress")) as tick:
        packed = sending_down.pack_down(db, choice, folder, now=now(), by=BY, tick=tick)
    words = t(
        "cli-pack-down-done", file=str(packed.path), number=str(packed.number),
        count=packed.receivers, missing=packed.missing,
    )  # fmt: skip
    return Answer(
        words,
        {"package": str(packed.path), "number": packed.number, "sha256": packed.sha256,
         "size": packed.size, "receivers": packed.receivers, "missing": packed.missing},
    )  # fmt: skip


@command("inspect", help=t("cli-inspect"))
@click.argument("package", type=click.Path(path_type=Path))
@answers
def inspect(package: Path) -> Answer:
    """What the readable header says; nothing is proved by it."""
    header = exchanging.inspect(package)
    letter = header.letter
    line = t(
        "cli-inspect-done",
        kind=t(f"package-kind-{letter.kind}"), sender=letter.sender.name,
        receiver=letter.receiver.name or "–", year=str(letter.year), number=str(letter.number),
        made=show_date(letter.made_at.astimezone().date()), size=header.payload.size,
    )  # fmt: skip
    data = {
        "kind": letter.kind, "format": header.format, "year": letter.year, "number": letter.number,
        "sender": {"code": letter.sender.code, "list": letter.sender.list_version, "name": letter.sender.name},
        "receiver": {"code": letter.receiver.code, "list": letter.receiver.list_version, "name": letter.receiver.name},
        "made_at": letter.made_at.isoformat(), "size": header.payload.size,
        "sha256": header.payload.sha256, "program": letter.program, "practice": letter.practice,
    }  # fmt: skip
    return Answer(line, data)


@command("take-in", help=t("cli-take-in"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=t("cli-dry-run"))
@click.option(
    "--receipts", type=click.Path(file_okay=False, path_type=Path), help=t("cli-receipts")
)
@answers
@with_book
def take_in(
    db: Db, path: Path, paths: tuple[Path, ...], dry_run: bool, receipts: Path | None
) -> Answer:
    """Open, check, plan, merge; write receipts. Good packages are not stopped by bad ones."""
    from desktop.services import receiving

    with progress(t("cli-take-in-progress")) as tick:
        if dry_run:
            seen = [receiving.look(db, p) for p in receiving.files_in(paths)]
            taken = [receiving.as_planned(look) for look in seen]
        else:
            taken = receiving.take_in(
                db, paths, receipts=receipts, copies=path.parent / "copies", now=now(), by=BY,
                tick=tick,
            )  # fmt: skip
    done = (ACCEPTED, KNOWN, CARD, "receipt", "applied")
    whole = all(one.verdict in done and one.refusal is None for one in taken)
    lines = [_line(one) for one in taken if one.verdict != REFUSED]
    if len(taken) > 1:
        lines.append(_summary(taken))
    return Answer(
        "\n".join(lines or [t("cli-take-in-none" if taken else "cli-take-in-nothing")]),
        {
            "packages": [_data(one) for one in taken],
            "counts": Counter(one.verdict for one in taken),
        },
        whole,
        [sentence(one.refusal) for one in taken if one.refusal is not None],
    )


def _summary(taken: Sequence[Taken]) -> str:
    """What became of them all, in one line: "138 gói: 134 nhận, 1 giữ lại, 3 từ chối"."""
    counted = Counter(one.verdict for one in taken)
    named = (t(f"cli-summed-{verdict}", count=counted[verdict]) for verdict in sorted(counted))
    return t("cli-take-in-summary", count=len(taken), named=", ".join(named))


def _line(one: Taken) -> str:
    words = t(
        f"cli-taken-{one.verdict}",
        file=one.path.name, sender=one.sender or "–", number=str(one.number),
        receipt=one.receipt.name if one.receipt else "–",
    )  # fmt: skip
    return f"{words} {one.note}" if one.note else words


def _data(one: Taken) -> dict[str, object]:
    return {
        "file": one.path.name, "verdict": one.verdict, "sender": one.sender, "year": one.year,
        "number": one.number, "refusal": one.refusal.key if one.refusal else None,
        "counts": {k: dict(v) for k, v in one.counts.items()},
        "receipt": str(one.receipt) if one.receipt else None, "totals": dict(one.totals),
        "note": one.note,
    }  # fmt: skip


PARCELS = (card, trust, pack, pack_plan, pack_down, inspect, take_in)
