"""The shell: rail, stacked pages built at first visit, practice band, status line, ways and keys.

`MainWindow(desk, page_specs(is_upper=…, factories={"overview": build, …}))`; a factory takes the
Desk and gives the Page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.changes import Changes
from desktop.text import t
from desktop.ui.icons import icon
from desktop.ui.page import Desk, Page, PageSpec
from desktop.ui.widgets.frames import PracticeBand
from desktop.ui.widgets.rail import NavRail, RailItem
from desktop.ui.widgets.status import UNDO_KEY, StatusLine

SMALLEST = (900, 500)
"""Least size in px; 1366×768 at 150 % leaves 911×512."""
NARROW_BELOW = 1000
"""Width in px under which the rail shrinks to icons (150 % scaling)."""


class MainWindow(QMainWindow):
    """One book on screen. `real_book_wanted` is emitted by the practice band's button."""

    real_book_wanted = Signal()

    def __init__(self, desk: Desk, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.desk = desk
        self.specs = {spec.id: spec for spec in pages}
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.band = PracticeBand()
        self.rail = NavRail([_rail_item(spec) for spec in pages if spec.in_rail], t("ui-rail"))
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._facts: Sequence[str] = ()
        self._build()
        self._connect(pages)

    def _build(self) -> None:
        practice = self.desk.office.practice
        self.setProperty("practice", practice)
        self.band.setVisible(practice)
        mark = f"{t('ui-practice-mark')} – " if practice else ""
        self.setWindowTitle(f"{mark}{t('ui-program')}: {self.desk.office.name}")
        self.setWindowIcon(icon("home-check", "accent_fill"))
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 728)
        middle = QWidget()
        row = QHBoxLayout(middle)
        column = QVBoxLayout()
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        column.addWidget(self.band)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)

    def _connect(self, pages: Sequence[PageSpec]) -> None:
        self.desk.go = self.go
        self.desk.say = self.status.say
        self.desk.saved = self.status.set_saved
        self.desk.badge = self.rail.set_badge
        self.rail.chosen.connect(self.go)
        self.band.leave.clicked.connect(self.real_book_wanted)
        self.desk.worker.changed.connect(self._on_changed)
        self.desk.worker.busy.connect(self.status.set_busy)
        for spec in pages:
            if spec.shortcut:
                shortcut = QShortcut(QKeySequence(spec.shortcut), self)
                shortcut.activated.connect(lambda page_id=spec.id: self.go(page_id))
        QShortcut(QKeySequence(UNDO_KEY), self, self.undo)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        return self._pages.get(self._current)

    def go(self, page_id: str, target: object = None) -> None:
        """Show a page, building it at its first visit; `target` is handed to `open_target`."""
        here = self.page
        if here is not None and page_id != self._current and not here.may_leave():
            self.rail.set_current(self._current)
            return
        page = self._pages.get(page_id) or self._make(page_id)
        self._current = page_id
        self.rail.set_current(page_id)
        self.stack.setCurrentWidget(page)
        page.reload()
        if target is not None:
            page.open_target(target)
        self._show_keys()
        page.focus_first()

    def _make(self, page_id: str) -> Page:
        page = self._pages[page_id] = self.specs[page_id].factory(self.desk)
        page.setAccessibleName(self.specs[page_id].title)
        page.keys_changed.connect(self._show_keys)
        self.stack.addWidget(page)
        return page

    def undo(self) -> None:
        """Take back what was said last; once that is gone, what the page can still take back."""
        if not self.status.undo() and self.page is not None:
            self.page.undo_late()

    def set_facts(self, facts: Sequence[str], date: str) -> None:
        """Office, round, standard and today, for the status line."""
        self._facts = list(facts)
        self.status.set_date(date)
        self._show_keys()

    def _show_keys(self) -> None:
        keys = self.page.key_line() if self.page else ()
        if keys:
            self.status.set_keys(keys)
        else:
            self.status.set_facts(self._facts)

    def _on_changed(self, changes: Changes) -> None:
        for page_id, page in self._pages.items():
            if page.on_changed(changes) and page_id == self._current:
                page.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW_BELOW)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        here = self.page
        if here is not None and not here.may_leave():
            event.ignore()
            return
        super().closeEvent(event)


def _rail_item(spec: PageSpec) -> RailItem:
    number = spec.shortcut[-1:] if spec.shortcut[-1:].isdigit() and "+" in spec.shortcut else ""
    return RailItem(spec.id, spec.title, spec.icon, number, spec.at_foot)
