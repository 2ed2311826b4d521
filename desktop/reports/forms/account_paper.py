"""An account to be laid out, and what its tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.account import AccountFigures, AccountText
from desktop.reports.forms.tabled import Tabled
from desktop.reports.sheet import Column, Group, Row
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPaper:
    """An account to be laid out: its figures, its text, its number as typed, and the needs that papers
    tell, need → name in the order of the forms. `unit_word` names the units ("Thôn", "Đơn vị")."""

    figures: AccountFigures
    text: AccountText
    needs: Mapping[str, str]
    number: str = ""
    unit_word: str = ""


def account_table(
    name: str, head: Sequence[Column | Group], body: Sequence[Row], **more: object
) -> Tabled:
    """The table with this id under its title, on the worksheet of its name."""
    title = t(f"account-table-{name}", **{k: str(v) for k, v in more.items()})
    return Tabled(
        name=t(f"account-sheet-{name}"), title=title, head=tuple(head), body=tuple(body)
    )  # fmt: skip


def met_word(met: bool | None) -> str:
    """Đạt, Chưa đạt, or that it is not judged."""
    if met is None:
        return t("account-word-unjudged")
    return t("goal-met") if met else t("goal-missed")
