"""The cards at the right: how near the limits, what changed, the same answers by another standard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.rules.explain import Elsewhere
from desktop.services.explaining import Explained
from desktop.services.explaining_words import (
    ChangeLine,
    change_line,
    elsewhere_lines,
    margin_lines,
)
from desktop.text import t
from desktop.ui.pages.explain.wrapped import KIND, WrappedTable
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Choice, ClassChip, EmptyState, Text, padded

_NOTHING = 110  # px


class MarginsCard(Card):
    """How far B1 and B2 are from their limits."""

    def __init__(self) -> None:
        super().__init__(t("explain-margins"), head_height=36)
        self._texts = [Text("", "dense", wrap=True) for _ in range(2)]
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for text in self._texts:
            column.addWidget(text)
        self.add(padded(column, (14, 0, 14, 10)))

    def show_told(self, told: Explained) -> None:
        """One paragraph for each part."""
        lines = margin_lines(told)
        for number, text in enumerate(self._texts):
            text.setVisible(number < len(lines))
            if number < len(lines):
                line = lines[number]
                text.setText(f"**{line.title}** {line.words}" if line.title else line.words)


class _WholeTable(WrappedTable):
    """As high as all its rows, so that none is cut: the cards scroll, not the table."""

    def _fit_heights(self) -> None:
        super()._fit_heights()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit_height()


class ChangesCard(Card):
    """What is not as in the round before."""

    def __init__(self) -> None:
        super().__init__(t("explain-changes-none"), head_height=36)
        columns: list[Column[ChangeLine]] = [
            Column(t("explain-what"), lambda c: c.what, kind=KIND),
            Column(t("explain-before"), lambda c: c.before, kind=KIND, width=104, ink="text2"),
            Column(t("explain-after"), lambda c: c.after, kind=KIND, width=112),
        ]
        self.model: RowsModel[ChangeLine] = RowsModel(columns, t("explain-changes-none"))
        self.table = _WholeTable(self.model, row=24, head=26)
        self.nothing = EmptyState("check", "")
        self.nothing.setMinimumHeight(_NOTHING)
        self.add(self.table)
        self.add(self.nothing, 1)

    def show_told(self, told: Explained) -> None:
        """The differences, or one sentence."""
        lines = [change_line(d) for d in told.changes]
        last = told.last
        self.title.setText(
            t("explain-changes", year=str(last.year)) if last else t("explain-changes-none")
        )
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.nothing.sentence.setText(t("explain-no-change") if last else t("explain-no-last"))


class OtherCard(Card):
    """The same answers by another standard, chosen from the list; `chosen(id)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("explain-other"), head_height=36)
        self.choice = Choice(name=t("explain-other-choose"), compact=True)
        self.choice.chosen.connect(self.chosen)
        self.chip = ClassChip("none")
        self.words = Text("", "dense", wrap=True)
        self.hint = Text(t("explain-other-hint"), "small", "text3", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.choice, self.chip):
            column.addWidget(widget)
        column.addLayout(self.lines)
        column.addWidget(self.hint)
        self.add(padded(column, (14, 0, 14, 10)))

    def show_told(self, told: Explained) -> None:
        """The choice of standards and the result of the chosen one."""
        self.choice.set_options([("", t("explain-other-choose")), *told.others])
        self.choice.set_value(told.other_id)
        self._show(told.other)

    def _show(self, other: Elsewhere | None) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        kind = other.household_class if other else None
        self.chip.set_class(str(kind or "none"))
        self.chip.setVisible(kind is not None)
        lines = elsewhere_lines(other) if other else ()
        for line in lines[1:] if kind else lines:
            self.lines.addWidget(Text(line, "dense", wrap=True))
