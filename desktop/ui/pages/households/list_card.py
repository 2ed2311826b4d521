"""The card of the register: class tabs, table or a word why it is empty, and the foot below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.services.columns import Shown
from desktop.services.registering import Counts, Found
from desktop.text import t
from desktop.ui.pages.households.table import RegisterModel, RegisterView
from desktop.ui.pages.households.tabs import HEIGHT, ClassTabs
from desktop.ui.widgets import Button, Card, EmptyState, Link, Text
from desktop.ui.widgets.centred import centred


class ListCard(Card):
    """Shows lines and counts; says what is wanted next and which line is under the cursor."""

    current = Signal(object)
    opened = Signal(object)
    more_wanted = Signal()
    order_wanted = Signal(str, bool)
    marks_only_wanted = Signal()

    def __init__(self, year: int, communes: Mapping[str, str] | None) -> None:
        super().__init__()
        self.setAccessibleName(t("households-list"))
        self.tabs = ClassTabs()
        self.model = RegisterModel(communes, t("households-list"))
        self.model.set_year(year)
        self._is_upper = communes is not None
        self.view = RegisterView(self.model, can_mark=not self._is_upper)
        self._counts: Counts | None = None
        self._filters: Sequence[str] = ()
        self._is_set = False
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.view)
        self.chooser = Button(
            t("households-columns"), icon="table", key="Ctrl+K", kind="flat", size="compact",
            parent=self.tabs,
        )  # fmt: skip
        self.add(self.tabs)
        self.add(self.stack, 1)
        self._build_foot()
        self._connect()

    def _build_foot(self) -> None:
        self.count = Text("", "small", "text2")
        self.marks = Text("", "small")
        self.only_marks = Link(t("households-marked-only"))
        self.no_marks = Button(
            t("households-marked-none"), key="Esc", kind="flat", size="compact", live=False
        )
        self.act = Button(
            t("households-act", households=0),
            icon="chevron-down",
            key="Ctrl+D",
            kind="link",
            size="compact",
        )
        self.drawer = Button(
            t("households-panel-open"), icon="home", key="F3", kind="flat", size="compact"
        )
        foot = self.add_foot(self.count)
        foot.addStretch(1)
        for widget in (self.marks, self.only_marks, self.no_marks, self.act, self.drawer):
            foot.addWidget(widget)
        self.act.setVisible(not self._is_upper)
        self._show_marks()

    def _connect(self) -> None:
        self.view.viewport().installEventFilter(self)
        self.view.current.connect(self.current)
        self.view.opened.connect(self.opened)
        self.view.sorted_by.connect(self._on_sorted)
        self.model.more_wanted.connect(self.more_wanted)
        self.model.marked.connect(self._show_marks)
        self.only_marks.clicked.connect(self.marks_only_wanted)
        self.no_marks.clicked.connect(self.model.clear_marks)

    def _on_sorted(self, column: int, descending: bool) -> None:
        if order := self.model.order_of(column):
            self.order_wanted.emit(order, descending)

    def set_year(self, year: int) -> None:
        """Name the columns of a round."""
        self.model.set_year(year)

    def set_columns(self, shown: Sequence[Shown], order: str, *, descending: bool) -> None:
        """Show these columns, and by which one the list is sorted."""
        self.view.set_columns(shown)
        self.view.show_order(order, descending=descending)

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

    def show_counts(self, counts: Counts, filters: Sequence[str], *, is_set: bool) -> None:
        """How many there are, and with which filters in words; the tabs follow."""
        self._counts, self._filters, self._is_set = counts, filters, is_set
        self.tabs.set_counts(counts.households, counts.by_class)
        self.show_count()

    def in_front(self) -> tuple[int, int]:
        """Households and people of the tab in front."""
        if self._counts is None:
            return 0, 0
        kind = self.tabs.value()
        if not kind:
            return self._counts.households, self._counts.people
        return self._counts.by_class.get(kind, 0), self._counts.people_by_class.get(kind, 0)

    def show_count(self) -> None:
        """The sentence under the table, for the tab in front."""
        if self._counts is None:
            return
        homes, people = self.in_front()
        filters = ", ".join(self._filters)
        if filters:
            words = t("households-found-by", households=homes, people=people, filters=filters)
        else:
            is_held = self._is_set or self.tabs.value()
            key = "households-found" if is_held else "households-all-count"
            words = t(key, households=homes, people=people)
        if self.model.is_full:
            words = f"{words} {t('households-full', most=self.model.rowCount())}"
        self.count.setText(words)
        self._show_marks()

    def _show_marks(self) -> None:
        number = len(self.model.marks)
        for widget in (self.marks, self.only_marks, self.no_marks):
            widget.setVisible(bool(number))
        self.marks.setText(t("households-marked", households=number))
        if number:
            self.act.setText(t("households-act-marked", households=number))
        else:
            self.act.setText(t("households-act", households=self.in_front()[0]))
        self.act.setEnabled(bool(number or self.in_front()[0]))
        self.act.updateGeometry()

    def show_empty(self, icon: str, words: str, button: Button | None) -> None:
        """Why there is no line, and the button that helps."""
        before = self.stack.widget(1)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        holder = centred(EmptyState(icon, words, button))
        self.stack.addWidget(holder)
        self.stack.setCurrentWidget(holder)

    # Places -------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self.view.spread()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        _at_right(self.chooser, self.width())


def _at_right(button: QWidget, room: int) -> None:
    """The button stands over the empty end of the tabs."""
    wide, high = button.sizeHint().width(), button.height()
    button.setGeometry(room - wide - 8, (HEIGHT - high) // 2, wide, high)
