"""The card of error rates: a line for each person and each keying, the whole below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from desktop.domain.second_keying import ErrorRates, PersonRate, Tally, sum_of
from desktop.domain.vietnamese import show_rate
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, EmptyState, TableView


@dataclass(frozen=True, slots=True)
class RateLine:
    """One line: whose, which keying, how much, which fields oftenest."""

    name: str
    keying: str
    tally: Tally
    frequent: str = ""


def lines_of(rates: ErrorRates) -> list[RateLine]:
    """First and second keyings of everyone who did any; a name stands once."""
    return [line for person in rates.people for line in _lines(person)]


def _lines(person: PersonRate) -> Iterator[RateLine]:
    name = person.name
    words = "; ".join(f"{field} ({count})" for field, count in person.frequent)
    for side in ("first", "second"):
        tally: Tally = getattr(person, side)
        if tally.sheets:
            yield RateLine(name, t(f"verify-keying-{side}"), tally, words)
            name = words = ""


class RatesCard(Card):
    """Rates, and the buttons that print them: `pdf`, `excel`, `print`."""

    def __init__(self) -> None:
        super().__init__(t("verify-rates"))
        self.pdf = Button(t("verify-pdf"), icon="file-type-pdf", key="Ctrl+S", size="compact")
        self.excel = Button(
            t("verify-excel"), icon="file-spreadsheet", key="Ctrl+E", size="compact"
        )
        self.print = Button(t("verify-print"), icon="printer", key="Ctrl+P", size="compact")
        for button in (self.pdf, self.excel, self.print):
            self.head.addWidget(button)
        columns: list[Column[RateLine]] = [
            Column(t("verify-col-person"), lambda n: n.name, width=132, bold=True),
            Column(t("verify-col-keying"), lambda n: n.keying, width=82, ink="text2"),
            Column(t("verify-col-sheets"), lambda n: n.tally.sheets, kind="figures", width=58),
            Column(t("verify-col-fields"), lambda n: n.tally.fields, kind="figures", width=70),
            Column(t("verify-col-wrong"), lambda n: n.tally.wrong, kind="figures", width=58),
            Column(
                t("verify-col-rate"), lambda n: show_rate(n.tally.rate), kind="figures", width=68
            ),
            Column(t("verify-col-frequent"), lambda n: n.frequent, ink="text2", tip=_whole),
        ]
        self.model = RowsModel(columns, t("verify-rates"))
        self.view = TableView(self.model)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState("scale", t("verify-rates-none")))
        self.add_rule()
        self.add(self.stack, 1)

    def show_rates(self, rates: ErrorRates) -> None:
        """Show everyone's rate; without a settled sheet there is none."""
        whole = sum_of(p.first for p in rates.people)
        total = RateLine(t("verify-everyone"), t("verify-keying-first"), whole)
        self.model.set_rows(lines_of(rates), total)
        self.stack.setCurrentIndex(0 if rates.settled else 1)
        self.set_remark(t("verify-of-drawn", settled=rates.settled, drawn=rates.drawn))
        for button in (self.pdf, self.excel, self.print):
            button.setEnabled(rates.settled > 0)


def _whole(line: RateLine) -> str:
    return line.frequent
