"""Which communes the views show: by where they stand, by district, by what is searched for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.vietnamese import fold, show_number
from desktop.services.reported import MISSING, STANDS, group_name
from desktop.services.upper_board import Compared, Comparison
from desktop.text import t
from desktop.ui.pages.upper_overview.words import stand_word
from desktop.ui.widgets import Button, FilterButton, SearchField

SENT, LATE, NEWER, MARKED, MISSED, SUMS, EXCUSED = (
    "sent", "late", "newer", "marked", "missed", "sums", "excused",
)  # fmt: skip


def _stands(stand: str, row: Compared) -> bool:
    return row.stand.stand == stand


_HOLDS: Mapping[str, Callable[[Compared], bool]] = {
    "": lambda _row: True,
    SENT: lambda row: row.stand.stand != MISSING,
    **{stand: partial(_stands, stand) for stand in STANDS},
    LATE: lambda row: row.stand.is_late,
    NEWER: lambda row: row.stand.newer > 0,
    SUMS: lambda row: row.stand.is_sums_only,
    MARKED: lambda row: bool(row.marks),
    MISSED: lambda row: row.met is False,
}
_ALWAYS = ("", SENT, *STANDS, LATE, NEWER, MARKED)
"""Offered even where nobody stands there: that nobody is late is worth knowing."""


class Holding(QWidget):
    """The row of filters; `changed` when another set of communes is asked for.

    `scope` is the place at its right end for what widens all views (reports not yet accepted).
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._found: Comparison | None = None
        self.state = FilterButton(t("communes-filter-state"), [("", t("communes-all"))])
        self.group = FilterButton(t("communes-filter-group"), [("", t("communes-all"))])
        self.search = SearchField(t("communes-search"), compact=True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(210)
        self.clear_all = Button(t("ui-clear-filters"), kind="flat", size="compact")
        self.scope = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in (self.search, self.state, self.group, self.clear_all):
            row.addWidget(one)
        row.addStretch(1)
        row.addLayout(self.scope)
        for button in (self.state, self.group):
            button.changed.connect(lambda _: self._tell())
        self.search.searched.connect(lambda _: self._tell())
        self.clear_all.clicked.connect(self.clear)
        self.clear_all.hide()

    def show_comparison(self, found: Comparison) -> None:
        """Offer what there is, with counts; what was chosen stays."""
        self._found = found
        known = [value for value in _HOLDS if value in _ALWAYS or self.count(value)]
        options = [(value, self._word(value)) for value in known]
        if found.overview.excused:
            options.append((EXCUSED, self._word(EXCUSED)))
        self.state.set_options(options)
        groups = sorted({c.group for c in found.overview.communes if c.group})
        self.group.set_options([("", t("communes-all")), *((g, group_name(g)) for g in groups)])
        self.group.setVisible(len(groups) > 1)

    def count(self, value: str) -> int:
        """How many communes a value of the state filter would show."""
        if self._found is None:
            return 0
        if value == EXCUSED:
            return len(self._found.overview.excused)
        return sum(_HOLDS[value](row) for row in self._found.rows)

    def _word(self, value: str) -> str:
        if value in STANDS:
            word = stand_word(value)
        else:
            word = t(f"communes-hold-{value}") if value else t("communes-hold-expected")
        return f"{word} {show_number(self.count(value))}"

    def rows(self) -> list[Compared]:
        """Those that the filters let through, in the order of the board."""
        if self._found is None:
            return []
        value, group, text = self.state.value(), self.group.value(), fold(self.search.text())
        if value == EXCUSED:
            every: Sequence[Compared] = [Compared(stand=c) for c in self._found.overview.excused]
        else:
            every = [row for row in self._found.rows if _HOLDS[value](row)]
        return [
            row
            for row in every
            if (not group or row.stand.group == group)
            and (text in fold(row.stand.name) or text == row.stand.code)
        ]

    def hold(self, value: str) -> None:
        """Hold the views to a value of the state filter and to nothing else; nobody is told."""
        self.blockSignals(True)
        self.search.clear()
        self.group.clear()
        self.state.set_value(value)
        self.blockSignals(False)
        self._show_clear()

    @property
    def is_held(self) -> bool:
        """Whether anything is held back."""
        return self.state.is_set() or self.group.is_set() or bool(self.search.text())

    def clear(self) -> None:
        """Let all through."""
        self.hold("")
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_all.setVisible(self.is_held)

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit()
