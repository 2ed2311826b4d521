"""The board: the lot with its percentage, sheets to key again, sheets to settle, rates by person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.second_keying import ErrorRates, SecondState
from desktop.domain.vietnamese import show_number
from desktop.services.verifying import Board, Line, wanted
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.verify.rates import RatesCard
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, CountStrip, EmptyState, Field, TableView, Text, padded

MOST = 100
ROOMY = 1100
"""Width in px from which the lists have room for villages."""
_VILLAGE = 2  # column of both lists


class LotCard(Card):
    """How many per cent, how many that are, and the button that draws: `drawn(percent)`."""

    drawn = Signal(int)

    def __init__(self) -> None:
        super().__init__(t("verify-lot"))
        self._rates = ErrorRates(year=0, percent=0)
        self.percent = Field(name=t("verify-percent"), figures=True)
        self.percent.setFixedWidth(56)
        self.percent.setValidator(QIntValidator(1, MOST))
        self.percent.textEdited.connect(lambda _: self._count())
        self.percent.returnPressed.connect(self._draw)
        self.button = Button("", icon="refresh")
        self.button.clicked.connect(self._draw)
        self.strip = CountStrip()
        label = Text(t("verify-percent"), "body", "text2")
        label.setBuddy(self.percent)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (label, self.percent, self.button):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.strip)
        column.addLayout(row)
        column.addWidget(Text(t("verify-lot-how"), "small", "text2", wrap=True))
        self.add(padded(column, (14, 2, 14, 12)))

    def show_rates(self, rates: ErrorRates) -> None:
        """Show how the lot stands; a percentage being typed stays."""
        if not self.percent.isModified():
            self.percent.setText(str(rates.percent))
        self._rates = rates
        self.strip.set_counts(
            [
                (show_number(count), t(f"verify-count-{name}"))
                for name, count in (
                    ("complete", rates.complete),
                    ("drawn", rates.drawn),
                    ("settled", rates.settled),
                )
            ]
        )
        self._count()

    def _value(self) -> int:
        text = self.percent.value()
        return int(text) if text.isdigit() and 1 <= int(text) <= MOST else 0

    def _missing(self) -> int:
        return max(wanted(self._rates.complete, self._value()) - self._rates.drawn, 0)

    def _count(self) -> None:
        missing = self._missing()
        key = "verify-draw-more" if self._rates.drawn else "verify-draw"
        self.button.setText(t(key, count=missing) if missing else t("verify-drawn-enough"))
        self.button.setEnabled(missing > 0)
        self.button.updateGeometry()

    def _draw(self) -> None:
        if self._missing():
            self.percent.setModified(False)
            self.drawn.emit(self._value())


class BoardView(QWidget):
    """`drawn(percent)`, `wanted(uid)` to key a sheet, `settling(uid)` to settle one."""

    drawn = Signal(int)
    wanted = Signal(str)
    settling = Signal(str)

    def __init__(self, by: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.lot, self.rates = LotCard(), RatesCard()
        self.due = _ListCard(t("verify-due"), _due_columns(by), t("verify-due-none"))
        self.differing = _ListCard(
            t("verify-differing"), _differing_columns(), t("verify-differing-none")
        )
        self.lot.drawn.connect(self.drawn)
        for signal, card in ((self.wanted, self.due), (self.settling, self.differing)):
            card.view.opened.connect(lambda line, to=signal: to.emit(line.uid))
            card.view.followed.connect(lambda line, to=signal: to.emit(line.uid))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for parts, share in (((self.lot, self.due), 5), ((self.differing, self.rates), 6)):
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part, 0 if part is self.lot else 1)
            row.addLayout(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        for card in (self.due, self.differing):
            card.view.setColumnHidden(_VILLAGE, self.width() < ROOMY)

    def show_board(self, board: Board) -> None:
        """Show it all."""
        self.lot.show_rates(board.rates)
        self.due.show_lines(board.due)
        self.differing.show_lines(board.to_settle)
        self.rates.show_rates(board.rates)


class _ListCard(Card):
    def __init__(self, title: str, columns: list[Column[Line]], nothing: str) -> None:
        super().__init__(title)
        self.model = RowsModel(columns, title)
        self.view = TableView(self.model)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState("check", nothing))
        self.add_rule()
        self.add(self.stack, 1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        kept = self.view.record()
        self.model.set_rows(lines)
        self.set_remark(t("verify-sheets", count=len(lines)) if lines else "")
        self.stack.setCurrentIndex(0 if lines else 1)
        if kept is not None:
            self.view.choose_row(max(self.model.row_of(lambda line: line.uid == kept.uid), 0))


def _due_columns(by: str) -> list[Column[Line]]:
    def first_by(line: Line) -> State:
        own = line.first_by == by
        return State("warn", t("verify-own")) if own else State("plain", line.first_by, "users")

    return [
        Column(t("verify-col-number"), lambda n: n.number, width=58),
        Column(t("verify-col-head"), lambda n: head_word(n.head_name)),
        Column(t("verify-col-village"), lambda n: n.village, width=104, ink="text2"),
        Column(t("verify-col-first"), first_by, kind="state", width=132, tip=lambda n: n.first_by),
        Column("", _verb, kind="link", width=80, align_right=True),
    ]


def _verb(line: Line) -> str:
    return t("verify-go-on") if line.state is SecondState.BEGUN else t("verify-key")


def _differing_columns() -> list[Column[Line]]:
    return [
        Column(t("verify-col-number"), lambda n: n.number, width=58),
        Column(t("verify-col-head"), lambda n: head_word(n.head_name)),
        Column(t("verify-col-village"), lambda n: n.village, width=104, ink="text2"),
        Column(t("verify-col-count"), lambda n: n.count, kind="figures", width=74),
        Column(t("verify-col-open"), lambda n: n.open_count or "–", kind="figures", width=88),
        Column("", lambda _: t("verify-settle"), kind="link", width=100, align_right=True),
    ]
