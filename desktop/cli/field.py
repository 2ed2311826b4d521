"""Commands for phones: xlsform, read-submissions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from desktop.cli.common import BY, Answer, answers, now, progress, with_book, year_option
from desktop.cli.speaking import command
from desktop.services import upkeep
from desktop.services.phone_plan import Fate, PlannedSheet
from desktop.store.connection import Db
from desktop.text import t


@command("xlsform", help=t("cli-xlsform"))
@year_option
@click.option(
    "--out", "target", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help=t("cli-xlsform-out"),
)  # fmt: skip
@click.option("--with-ids", is_flag=True, help=t("cli-xlsform-with-ids"))
@click.option("--yes", is_flag=True, help=t("cli-export-yes"))
@answers
@with_book
def xlsform(db: Db, path: Path, year: int, target: Path, with_ids: bool, yes: bool) -> Answer:
    """Personal data in the clear: at a terminal the pass phrase is asked for again."""
    from desktop.services import fieldwork

    if not yes:
        again = click.prompt(t("cli-export-again"), hide_input=True, err=True)
        upkeep.check_passphrase(db, path, again)
    made = fieldwork.export_form(db, year, target, with_ids=with_ids, now=now(), by=BY)
    content = made.content
    line = t(
        "cli-xlsform-done",
        file=str(made.path), households=content.households, people=content.people, ids=content.ids,
    )  # fmt: skip
    data = {
        "file": str(made.path), "form_id": made.form_id, "version": made.version,
        "households": content.households, "people": content.people, "ids": content.ids,
    }  # fmt: skip
    return Answer(line, data)


@command("read-submissions", help=t("cli-read-submissions"))
@click.argument("submissions_file", metavar="FILE", type=click.Path(path_type=Path))
@year_option
@click.option("--dry-run", is_flag=True, help=t("cli-dry-run"))
@click.option("--take-changed", is_flag=True, help=t("cli-read-submissions-changed"))
@click.option("--complete", is_flag=True, help=t("cli-read-submissions-complete"))
@answers
@with_book
def read_submissions(
    db: Db, _path: Path, submissions_file: Path, year: int, dry_run: bool, take_changed: bool,
    complete: bool,
) -> Answer:  # fmt: skip
    """New sheets are taken as drafts; those keyed already wait unless told otherwise."""
    from desktop.services import fieldwork

    with progress(submissions_file.name) as tick:
        tick(0, 1)
        plan = fieldwork.plan_submissions(db, submissions_file, year, now=now())
    waiting = [s for s in plan.sheets if s.fate is Fate.CHANGED]
    keys = plan.proposed | ({s.key for s in waiting} if take_changed else set())
    taken = fieldwork.Taken(drafts=0, complete=0)
    if not dry_run:
        taken = fieldwork.take_submissions(db, plan, keys, complete=complete, now=now(), by=BY)
    counts = Counter(s.fate for s in plan.sheets)
    left = 0 if take_changed and not dry_run else len(waiting)
    line = t(
        "cli-read-submissions-done",
        forms=len(plan.sheets), drafts=taken.drafts, complete=taken.complete, waiting=left,
        same=counts[Fate.EQUAL] + counts[Fate.KNOWN], older=counts[Fate.OLDER],
        refused=counts[Fate.REFUSED],
    )  # fmt: skip
    data = {
        "forms": len(plan.sheets), "drafts": taken.drafts, "complete": taken.complete,
        "waiting": left, "act": taken.act_uid, "dry_run": dry_run,
        **{fate.value: counts[fate] for fate in Fate},
    }  # fmt: skip
    trouble = [_why(s) for s in plan.sheets if s.fate is Fate.REFUSED]
    return Answer(line, data, whole=not trouble and not left, trouble=trouble)


def _why(sheet: PlannedSheet) -> str:
    reason = sheet.reason
    assert reason is not None, "a refusal has a reason"
    return t(
        "cli-read-submissions-refused",
        row=sheet.submission.row,
        why=t(f"finding-{reason.code}", **reason.details),
        cure=t(f"finding-{reason.code}-cure", **reason.details),
    )


FIELD = (xlsform, read_submissions)
