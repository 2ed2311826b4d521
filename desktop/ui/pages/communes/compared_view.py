"""The communes in two years: households, poor, near poor, rates, the change, and who stands out why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import sort_key
from desktop.rules import outliers
from desktop.services.catalogue import bare_name
from desktop.services.reported import MISSING, CommuneStand, Indicators
from desktop.services.upper_board import Compared
from desktop.text import t
from desktop.ui.pages.communes.copying import copy_table
from desktop.ui.pages.communes.words import (
    count_word,
    marks_state,
    points,
    rate_word,
    sentences,
)
from desktop.ui.pages.upper_overview.words import group_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Link, TableView, Text, padded

_GROUP, _WAIT = 1, (2, 3, 6)
_WHY = 62
"""Height of the reasons under the table, px."""


class ComparedView(Card):
    """`opened` a commune's page. The reasons of the commune under the cursor stand below the table."""

    opened = Signal(object)
    copied = Signal(int)

    def __init__(self, office: Office, year: int) -> None:
        super().__init__(t("communes-view-compared"), t("communes-compared-remark"))
        self.model: RowsModel[Compared] = RowsModel(_columns(office, year), self.title.text())
        self.table = TableView(self.model, row=29)
        self._is_district = office.level is Level.DISTRICT
        self.set_narrow(narrow=False)
        self.table.opened.connect(self.opened)
        self.table.current.connect(self._on_current)
        self.why = Text("", "small", wrap=True)
        self.limits = Text(limits_words(), "tiny", "text3", wrap=True)
        self.copy = Link(t("communes-copy"), icon="copy")
        self.copy.clicked.connect(lambda: self.copied.emit(copy_table(self.table)))
        self.head.addWidget(self.copy)
        self.add(self.table, 1)
        self.add_rule()
        holder = padded(self.why, (14, 6, 14, 2))
        holder.setMinimumHeight(_WHY - 22)
        self.add(holder)
        self.add(padded(self.limits, (14, 0, 14, 6)))

    def set_narrow(self, *, narrow: bool) -> None:
        """Without districts, residents and last year's near poor where there is no room."""
        self.table.setColumnHidden(_GROUP, narrow or self._is_district)
        for column in _WAIT:
            self.table.setColumnHidden(column, narrow)

    def show_rows(self, rows: list[Compared]) -> None:
        """Show those that have figures, their sum last; the cursor stays on its own."""
        kept = self.table.record()
        known = [row for row in rows if row.stand.now or row.stand.last]
        without = len(rows) - len(known)
        remark = t("communes-compared-without", count=without) if without else ""
        self.set_remark(remark or t("communes-compared-remark"))
        self.model.set_rows(known, total=whole(known) if known else None)
        code = kept.stand.code if kept is not None else ""
        at = self.model.row_of(lambda x: x.stand.code == code)
        self.table.choose_row(at if at >= 0 else 0)
        self._on_current(self.table.record())

    def _on_current(self, row: Compared | None) -> None:
        if row is None:
            self.why.setText("")
        elif row.stand.is_sums_only:
            self.why.setText(t("communes-sums-only", name=row.stand.name))
        elif row.marks:
            self.why.setText(t("communes-why", name=row.stand.name, why=sentences(row.marks)))
        else:
            key = "communes-why-none" if row.stand.now else "communes-why-no-report"
            self.why.setText(t(key, name=row.stand.name))


def limits_words() -> str:
    """The program's own limits, named as such."""
    return t(
        "communes-limits",
        score=f"{outliers.SCORE:g}".replace(".", ","), fewest=outliers.FEWEST,
        least=f"{outliers.LEAST_POINTS:g}", jump=f"{outliers.JUMP:g}",
        share=f"{100 * outliers.RESIDENTS_SHARE:g}",
    )  # fmt: skip


def whole(rows: Sequence[Compared]) -> Compared:
    """The sum of those that have figures of both years, so that both columns are the same communes."""
    both = [row.stand for row in rows if row.stand.now and row.stand.last]
    now = _sum([c.now for c in both if c.now])
    last = _sum([c.last for c in both if c.last])
    stand = CommuneStand(
        code="", name=t("communes-total", count=len(both)), group="", stand=MISSING
    )
    change = None
    if now and last and now.poor_rate is not None and last.poor_rate is not None:
        change = now.poor_rate - last.poor_rate
    return Compared(stand=replace(stand, now=now, last=last), change=change)


def _sum(some: Sequence[Indicators]) -> Indicators | None:
    if not some:
        return None
    residents = [one.residents for one in some]
    known = [n for n in residents if n is not None]
    return Indicators(
        poor=sum(one.poor for one in some),
        near_poor=sum(one.near_poor for one in some),
        minority_poor=sum(one.minority_poor for one in some),
        residents=sum(known) if len(known) == len(residents) else None,
    )


_Of = Callable[[Indicators], int | float | None]


def _columns(office: Office, year: int) -> list[Column[Compared]]:
    former = office.list_version == "2025"
    group = t("upper-column-group") if former else t("upper-column-district")
    last, now = str(year - 1), str(year)

    def pair(key: str, of: _Of, width: int, word: Callable[[Any], str]) -> list[Column[Compared]]:
        return [
            Column(
                t(key, year=y), partial(_word, side, of, word), kind="figures", width=width,
                bold=side == "now", sort_key=partial(_rank, side, of),
            )
            for y, side in ((last, "last"), (now, "now"))
        ]  # fmt: skip

    return [
        Column(t("upper-column-commune"), lambda x: x.stand.name, sort_key=_by_name),
        Column(group, lambda x: group_of(x.stand), width=108, sort_key=lambda x: (x.stand.group, _by_name(x))),
        *pair("communes-column-residents", lambda i: i.residents, 98, count_word),
        *pair("communes-column-poor", lambda i: i.poor, 98, count_word),
        *pair("communes-column-near", lambda i: i.near_poor, 82, count_word),
        *pair("communes-column-rate", lambda i: i.poor_rate, 70, rate_word),
        Column(
            t("communes-column-points"), lambda x: points(x.change), kind="figures", width=66,
            sort_key=lambda x: x.change if x.change is not None else float("inf"),
        ),
        Column(
            t("communes-column-marks"), marks_state, kind="state", width=196,
            sort_key=lambda x: (-len(x.marks), _by_name(x)),
            tip=lambda x: sentences(x.marks),
        ),
    ]  # fmt: skip


def _value(side: str, of: _Of, row: Compared) -> int | float | None:
    found = row.stand.now if side == "now" else row.stand.last
    return None if found is None else of(found)


def _word(side: str, of: _Of, word: Callable[[Any], str], row: Compared) -> str:
    return word(_value(side, of, row))


def _rank(side: str, of: _Of, row: Compared) -> float:
    value = _value(side, of, row)
    return -1.0 if value is None else value


def _by_name(row: Compared) -> str:
    return sort_key(bare_name(row.stand.name))
