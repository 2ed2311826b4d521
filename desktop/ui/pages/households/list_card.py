"""The card of the register: class tabs, table or a word why it is empty, and the count below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.services.registering import Counts, Found
from desktop.text import t
from desktop.ui.pages.households.table import RegisterModel, columns, order_of, register_view
from desktop.ui.pages.households.tabs import ClassTabs
from desktop.ui.widgets import Button, Card, EmptyState, Text
from desktop.ui.widgets.centred import centred

COMMUNE_SHARES = {1: 0.32, 2: 0.2, 4: 0.14, 7: 0.14}
UPPER_SHARES = {1: 0.28, 2: 0.2, 3: 0.16, 5: 0.14}
"""Column → its share of the spare width; the last column has the rest."""


class ListCard(Card):
    """Shows lines and counts; says what is wanted next and which line is under the cursor."""

    current = Signal(object)
    opened = Signal(object)
    more_wanted = Signal()
    order_wanted = Signal(str, bool)

    def __init__(self, year: int, communes: Mapping[str, str] | None) -> None:
        super().__init__()
        self.setAccessibleName(t("households-list"))
        self.tabs = ClassTabs()
        self.model = RegisterModel(columns(communes), t("households-list"))
        self.model.set_year(year)
        self.view = register_view(self.model)
        self._widths = [column.width or 0 for column in self.model.columns]
        self._is_upper = communes is not None
        self._counts: Counts | None = None
        self._is_set = False
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.view)
        self.count = Text("", "small", "text2")
        self.add(self.tabs)
        self.add(self.stack, 1)
        self.drawer = Button(
            t("households-panel-open"), icon="home", key="F3", kind="flat", size="compact"
        )
        foot = self.add_foot(self.count)
        foot.addStretch(1)
        foot.addWidget(self.drawer)
        self._connect()

    def _connect(self) -> None:
        self.view.viewport().installEventFilter(self)
        self.view.current.connect(self.current)
        self.view.opened.connect(self.opened)
        self.view.sorted_by.connect(self._on_sorted)
        self.model.more_wanted.connect(self.more_wanted)
        head = self.view.horizontalHeader()
        if head.isSortIndicatorShown():
            head.setSortIndicator(1, head.sortIndicatorOrder())

    def _on_sorted(self, column: int, descending: bool) -> None:
        self.order_wanted.emit(order_of(self.model, column), descending)

    def set_year(self, year: int) -> None:
        """Name the columns of a round."""
        self.model.set_year(year)

    # Showing ------------------------------------------------------------------------------------
    def show_found(self, found: Found, needle: str, uid: str) -> None:
        """The first page of a search; the cursor goes to the household `uid`, if it is there."""
        self.view.set_needle(needle)
        self.model.start(found)
        self.stack.setCurrentWidget(self.view)
        row = self.model.row_of(lambda line: line.uid == uid)
        self.view.choose_row(max(row, 0))
        if not found.lines:
            self.current.emit(None)

    def show_counts(self, counts: Counts, *, is_set: bool) -> None:
        """How many there are; the tabs follow."""
        self._counts, self._is_set = counts, is_set
        self.tabs.set_counts(counts.households, counts.by_class)
        self.show_count()

    def show_count(self) -> None:
        """The sentence under the table, for the tab in front."""
        if self._counts is None:
            return
        kind = self.tabs.value()
        homes, people = self._counts.households, self._counts.people
        if kind:
            homes = self._counts.by_class.get(kind, 0)
            people = self._counts.people_by_class.get(kind, 0)
        key = "households-found" if self._is_set or kind else "households-all-count"
        words = t(key, households=homes, people=people)
        if self.model.is_full:
            words = f"{words} {t('households-full', most=self.model.rowCount())}"
        self.count.setText(words)

    def show_empty(self, icon: str, words: str, button: Button | None) -> None:
        """Why there is no line, and the button that helps."""
        before = self.stack.widget(1)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        holder = centred(EmptyState(icon, words, button))
        self.stack.addWidget(holder)
        self.stack.setCurrentWidget(holder)

    # Widths -------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self.spread()
        return super().eventFilter(watched, event)

    def spread(self) -> None:
        """Share what is wider than needed among the text columns."""
        room = self.view.viewport().width()
        spare = max(0, room - sum(self._widths))
        head = self.view.horizontalHeader()
        given = 0
        for number, (width, share) in enumerate(zip(self._widths, self._shares(), strict=True)):
            extra = round(spare * share)
            given += extra
            head.resizeSection(number, width + extra)
        last = len(self._widths) - 1
        head.resizeSection(last, self._widths[last] + spare - given)

    def _shares(self) -> Sequence[float]:
        texts = UPPER_SHARES if self._is_upper else COMMUNE_SHARES
        return [texts.get(number, 0.0) for number in range(len(self._widths))]
