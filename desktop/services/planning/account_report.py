"""An account as paper: looked at, and written as PDF, as Excel of its tables, or as a text to rewrite."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from desktop.domain.account import AccountFigures
from desktop.domain.planning import Account, AccountKind
from desktop.reports.forms import account as form
from desktop.reports.forms.account_paper import AccountPaper
from desktop.reports.forms.common import Context
from desktop.reports.text_sheet import TextSheet
from desktop.services import sealing_papers
from desktop.services.planning import account_words, accounting, plan_papers
from desktop.services.planning.account_pieces import unit_word
from desktop.services.planning.need_words import need_name, needs_in_order
from desktop.store.connection import Db
from desktop.text import t

__all__ = ["file_name", "pdf_of", "preview", "stem", "write"]

_STEMS = {
    AccountKind.HALF: "so_ket_6_thang",
    AccountKind.YEAR: "tong_ket_nam",
    AccountKind.PERIOD: "tong_ket_giai_doan",
}


def preview(db: Db, account: Account, today: datetime.date) -> TextSheet:
    """The account as it is printed, with its code: closed as it was closed, open counted now."""
    paper, context = _paper(db, account, today)
    return sealing_papers.coded(form.build(paper, context))


def pdf_of(sheet: TextSheet) -> bytes:
    """The pages of an account that is looked at."""
    return plan_papers.ink([sheet], "pdf")


def _paper(db: Db, account: Account, today: datetime.date) -> tuple[AccountPaper, Context]:
    figures = accounting.figures_of(db, account, today)
    word = unit_word(figures)
    paper = AccountPaper(
        figures=figures,
        text=account_words.text(figures, account.words),
        needs={need: need_name(need) for need in needs_in_order()},
        number=account.number,
        unit_word=word[:1].upper() + word[1:],
    )
    return paper, _context(db, account, figures)


def _context(db: Db, account: Account, figures: AccountFigures) -> Context:
    """Dated once it is closed; the office and its name are those of the figures."""
    told = (figures.base_year, *figures.years)
    made = plan_papers.context(db, account.year, told=told, on=account.closed_on)
    return replace(made, office=figures.office)


def stem(account: Account, context: Context) -> str:
    """An ASCII name: "bao-cao-giam-ngheo_tong_ket_nam_02296_2026"."""
    is_period = account.kind is AccountKind.PERIOD
    years = f"{account.first}-{account.year}" if is_period else str(account.year)
    mark = plan_papers.practice_mark(context)
    return f"{mark}bao-cao-giam-ngheo_{_STEMS[account.kind]}_{context.office.code}_{years}"


def file_name(db: Db, account: Account, kind: str) -> str:
    """The name that a file of the account has unless its user names it otherwise."""
    told = range(account.first - 1, account.year + 1)
    return f"{stem(account, plan_papers.context(db, account.year, told=told))}.{kind}"


def write(
    db: Db, account: Account, kind: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:
    """Write the account as "pdf", "xlsx" or "docx", whole or not at all, and keep its text under its
    code. Open accounts are not official yet."""
    paper, context = _paper(db, account, now.astimezone().date())
    sheet = sealing_papers.coded(form.build(paper, context))
    whole = form.sheets(paper, context, sheet.code) if kind == "xlsx" else (sheet,)
    drawn = plan_papers.ink(whole, kind)
    plan_papers.write(
        db, {path: drawn}, [sheet], account.year,
        form=t("account-paper-name"), official=account.closed_on is not None, now=now, by=by,
    )  # fmt: skip
    return path
