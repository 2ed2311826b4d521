"""`rasoat report` for papers of the plan: needs, the plan and its lists, the account."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop.cli.common import BY, Answer, now, progress
from desktop.domain.planning import AccountKind
from desktop.store.connection import Db
from desktop.text import t

PLAN_FORMS = ("needs", "plan", "measures", "escapes", "checks", "account")
_KINDS = {"both": ("pdf", "xlsx"), "all": ("pdf", "xlsx", "docx")}


@dataclass(frozen=True, slots=True)
class How:
    """As which files, and which account: its kind, and a period's first year."""

    kinds: tuple[str, ...]
    account: AccountKind
    since: int | None


def paper_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--format`, `--kind` and `--since`, which it takes together as `how`."""

    @click.option(
        "--format",
        "kind",
        type=click.Choice(["pdf", "xlsx", "docx", *_KINDS]),
        default="both",
        show_default=True,
        help=t("cli-report-format"),
    )
    @click.option(
        "--kind",
        "account",
        type=click.Choice([k.value for k in AccountKind]),
        default="year",
        show_default=True,
        help=t("cli-report-kind"),
    )
    @click.option("--since", type=int, help=t("cli-report-since"))
    @functools.wraps(function)
    def run(*args: Any, kind: str, account: str, since: int | None, **options: Any) -> None:
        how = How(_KINDS.get(kind, (kind,)), AccountKind(account), since)
        function(*args, how=how, **options)

    return run  # fmt: skip


def report_plan(db: Db, year: int, forms: Sequence[str], how: How, folder: Path) -> Answer:
    """Write papers of a plan year into a folder, under names of their own."""
    if "account" in forms and how.account is AccountKind.PERIOD and how.since is None:
        raise click.UsageError(t("cli-report-needs-since"))
    todo = [(f, k) for f in forms for k in how.kinds]
    papers = []
    with progress(t("cli-report-progress")) as tick:
        for done, (form, kind) in enumerate(todo):
            tick(done, len(todo))
            papers.append(_write(db, year, form, kind, how, folder))
    return Answer(
        t("cli-report-done", count=len(papers), folder=str(folder)),
        {"papers": [str(p) for p in papers]},
    )


def _write(db: Db, year: int, form: str, kind: str, how: How, folder: Path) -> Path:
    from desktop.services.planning import plan_papers, plan_report

    if form == "account":
        return _account(db, year, kind, how, folder)
    if form == "needs":
        from desktop.services.planning import needs_report

        path = folder / plan_papers.file_name(db, "nhu-cau-ho-ngheo", year, kind)
        needs_report.write(db, year, kind, path, now=now(), by=BY)
        return path
    paper = plan_report.Paper(form)
    path = folder / plan_report.file_name(db, year, kind, paper)
    return plan_report.write(db, year, kind, path, paper=paper, now=now(), by=BY)


def _account(db: Db, year: int, kind: str, how: How, folder: Path) -> Path:
    """One that nobody has begun is counted all the same, and not kept."""
    from desktop.services.planning import account_report, accounts

    account = accounts.held_or_new(db, how.account, year, how.since or year)
    path = folder / account_report.file_name(db, account, kind)
    return account_report.write(db, account, kind, path, now=now(), by=BY)
