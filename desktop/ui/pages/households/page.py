"""The page of the register: search row, class tabs, table, panel; forms in the panel's place."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.household import Household
from desktop.domain.review import EventKind
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError
from desktop.services import registering
from desktop.services.catalogue import shipped_standards
from desktop.services.changes import Changes
from desktop.services.registering import Counts, Found, Line, Query, Whole
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.households.filters import FilterRow
from desktop.ui.pages.households.forms import AddForm, EventForm
from desktop.ui.pages.households.frame import Frame, context, read_frame
from desktop.ui.pages.households.list_card import ListCard
from desktop.ui.pages.households.panel import HouseholdPanel
from desktop.ui.pages.households.side import Side
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.widgets import Button, Note, PageHead, body

LATE = 300
"""Milliseconds after which a search that still runs shows a clock."""
COUNT_PAUSE = 300
"""Milliseconds without a key after which the upper desk counts: over a province that takes a second,
and the next letter must not wait for it."""
MOST_AGAIN = 2000
"""So many lines at most are read at once when the page is read again."""
_CONCERNS = ("household", "review", "round", "package")
_INTO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HouseholdsPage(Page):
    """Finds households and reads one; at the commune's desk it also adds them and records events."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_upper = desk.office.is_upper
        self._communes: dict[str, str] = {}
        self._villages: list[str] = []
        self._order, self._descending = "name", False
        self._round, self._uid = 0, ""
        self._causes = {c.code: c.label for s in shipped_standards().values() for c in s.causes}
        self.filters = FilterRow(is_upper=self.is_upper)
        self.card = ListCard(desk.year, self._communes if self.is_upper else None)
        self.panel = HouseholdPanel(desk.year, editable=not self.is_upper)
        self.add_form, self.event_form = AddForm(), EventForm()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(lambda: self.filters.search.set_waiting(True))
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count)
        self._build()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        title = t("page-find") if self.is_upper else t("page-households")
        self.head = PageHead(title)
        if not self.is_upper:
            self.read = Button(t("households-read-list"), icon="file-spreadsheet")
            self.add = Button(t("households-add"), icon="plus", key="Ctrl+N", kind="primary")
            self.head.add(self.read, self.add)
        self._room = QWidget()
        self._room.setProperty("ground", "clear")
        row = QHBoxLayout(self._room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.card, 1)
        self.side = Side(self._room, row)
        for part in (self.panel, self.add_form, self.event_form):
            self.side.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(self._room, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._search)
        self.filters.commune_changed.connect(self._read_villages)
        self.filters.search.installEventFilter(self)
        self.card.tabs.picked.connect(lambda _: self._search(counts=False))
        self.card.current.connect(self._on_current)
        self.card.opened.connect(lambda line: self._open_sheet(line.uid))
        self.card.more_wanted.connect(self._read_more)
        self.card.order_wanted.connect(self._on_order)
        self.card.drawer.clicked.connect(self.side.toggle)
        if self.is_upper:
            return
        self.read.clicked.connect(lambda _=False: self.desk.go("read-list"))
        self.add.clicked.connect(self._begin_add)
        self.panel.sheet_wanted.connect(lambda: self._open_sheet(self._uid))
        self.panel.event_wanted.connect(self._begin_event)
        self.panel.withdrawn.connect(self._withdraw)
        self.add_form.wanted.connect(self._add)
        self.add_form.known.connect(self._show_one)
        self.event_form.wanted.connect(self._record)
        for form in (self.add_form, self.event_form):
            form.left.connect(self._leave_form)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        self.card.set_year(self.desk.year)
        self.panel.set_year(self.desk.year)
        self._search(again=True)
        is_upper = self.is_upper
        self.desk.worker.run_latest(
            "households-frame", lambda db: read_frame(db, is_upper=is_upper), self._show_frame
        )

    def on_changed(self, changes: Changes) -> bool:
        return any(name in changes for name in _CONCERNS)

    def focus_first(self) -> None:
        if self.side.currentWidget() is self.panel:
            self.filters.search.setFocus()

    def open_target(self, target: object) -> None:
        """A household's uid, or a RegisterTarget."""
        if isinstance(target, str):
            target = RegisterTarget(among=(target,), among_word=t("households-among-one"))
        if isinstance(target, RegisterTarget):
            self.card.tabs.blockSignals(True)
            self.card.tabs.set_value(target.shown)
            self.card.tabs.blockSignals(False)
            self.filters.show_target(target)
            self._leave_form()
            self._search()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.side.fit(self.width())
        self.card.drawer.setVisible(self.side.is_drawer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        key = event.key() if pressed and isinstance(event, QKeyEvent) else 0
        if watched is self.filters.search and key in _INTO_TABLE:
            if key in _INTO_TABLE[2:]:
                self.filters.search.returnPressed.emit()
            self.card.view.setFocus()
            return True
        return super().eventFilter(watched, event)

    # Searching ----------------------------------------------------------------------------------
    def _query(self) -> Query:
        return self.filters.query(
            self.desk.year, self.card.tabs.value(), self._order, descending=self._descending
        )

    def _search(self, *, counts: bool = True, again: bool = False) -> None:
        """Look again: the lines first, then how many there are. Answers to older questions are
        dropped by the worker."""
        query, self._round = self._query(), self._round + 1
        shown = len(self.card.model.rows) if again else 0
        size = min(max(registering.PAGE, shown), MOST_AGAIN)
        self._late.start(LATE)
        self.desk.worker.run_latest(
            "households-found",
            lambda db: registering.find(db, query, size=size),
            lambda found: self._show_found(found, query),
        )
        if not counts:
            self.card.show_count()
        elif self.is_upper:
            self._counting.start(COUNT_PAUSE)
        else:
            self._count()

    def _count(self) -> None:
        query = self._query()
        self.desk.worker.run_latest(
            "households-counts", lambda db: registering.count(db, query), self._show_counts
        )

    def _show_found(self, found: Found, query: Query) -> None:
        self._late.stop()
        self.filters.search.set_waiting(False)
        self.panel.set_needle(query.text)
        self.card.show_found(found, query.text, self._uid)
        if found.lines:
            return
        if self.filters.is_set() or query.shown:
            self._say_nothing_found(query)
        else:
            self._say_empty_book()

    def _show_counts(self, counts: Counts) -> None:
        self.card.show_counts(counts, is_set=self.filters.is_set())

    def _read_more(self) -> None:
        """The page after the last line, unless another search has begun by then."""
        query, after, number = self._query(), self.card.model.last, self._round

        def show(found: Found) -> None:
            if number == self._round:
                self.card.model.add(found)
                self.card.show_count()

        self.desk.worker.run(lambda db: registering.find(db, query, after), show)

    def _on_order(self, order: str, descending: bool) -> None:
        self._order, self._descending = order, descending
        self._search(counts=False)

    def _say_nothing_found(self, query: Query) -> None:
        words = self.filters.in_words()
        if query.shown:
            words.append(t(f"class-{query.shown}"))
        text = query.text.strip()
        filters = ", ".join(words)
        if text and words:
            said = t("households-nothing-both", text=text, filters=filters)
        elif text:
            said = t("households-nothing-text", text=text)
        else:
            said = t("households-nothing-filters", filters=filters)
        button = Button(t("households-show-all"))
        button.clicked.connect(self._show_everything)
        self.card.show_empty("search", said, button)

    def _say_empty_book(self) -> None:
        if self.is_upper:
            button = Button(t("households-to-inbox"), icon="inbox", kind="primary")
            button.clicked.connect(lambda _=False: self.desk.go("inbox"))
            self.card.show_empty("inbox", t("households-empty-upper"), button)
            return
        button = Button(t("households-read-list"), icon="file-spreadsheet", kind="primary")
        button.clicked.connect(lambda _=False: self.desk.go("read-list"))
        self.card.show_empty("home", t("households-empty"), button)

    def _show_everything(self) -> None:
        self.card.tabs.blockSignals(True)
        self.card.tabs.set_value("")
        self.card.tabs.blockSignals(False)
        self.filters.clear_search()
        self.filters.search.setFocus()

    # Filters and head ---------------------------------------------------------------------------
    def _show_frame(self, frame: Frame) -> None:
        self._villages = frame.villages
        if self.is_upper:
            self._communes.update(frame.communes)
            self.filters.set_communes(frame.communes)
            self.card.view.viewport().update()
            self._show_whole(self.panel.whole)
        else:
            self.filters.set_villages(frame.villages)
        self.filters.set_groups(frame.groups)
        self.head.set_context(context(frame, self.desk.office))

    def _read_villages(self, commune: str) -> None:
        if not commune:
            self.filters.set_villages([])
            return
        self.desk.worker.run_latest(
            "households-villages",
            lambda db: registering.villages(db, commune),
            self.filters.set_villages,
        )

    # The panel ----------------------------------------------------------------------------------
    def _on_current(self, line: Line | None) -> None:
        """Keep the panel in step with the cursor."""
        if line is None:
            self._uid = ""
            self.panel.clear()
            return
        self._uid = line.uid
        self._read_whole(line.uid)

    def _read_whole(self, uid: str) -> None:
        self.desk.worker.run_latest(
            "households-whole", lambda db: registering.whole(db, uid), self._show_whole
        )

    def _show_whole(self, whole: Whole | None) -> None:
        if whole is None:
            self.panel.clear()
            return
        self.panel.show_household(whole, self._place(whole.household), self._causes)

    def _place(self, household: Household) -> str:
        commune = self._communes.get(household.commune_code, "")
        return ", ".join(word for word in (household.village, commune) if word)

    def _open_sheet(self, uid: str) -> None:
        if uid and not self.is_upper:
            self.desk.go("entry", uid)

    def _show_one(self, uid: str) -> None:
        self.open_target(uid)
        self.card.view.setFocus()

    # Acts ---------------------------------------------------------------------------------------
    def _begin_add(self) -> None:
        self.side.open_with(self.add_form)
        self.add_form.begin(self._villages, self.filters.village.value())

    def _begin_event(self) -> None:
        if self.panel.whole is not None:
            household = self.panel.whole.household
            self.side.open_with(self.event_form)
            today = self.desk.now().astimezone().date()
            self.event_form.begin(
                t("households-event-whose", name=household.head_name, number=household.number),
                today,
            )

    def _leave_form(self) -> None:
        self.side.setCurrentWidget(self.panel)
        self.card.view.setFocus()

    def _add(self, village: str, name: str) -> None:
        """Add it, unless the village has a household of this name: then ask once."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        sure = self.add_form.is_confirmed()

        def job(db: Db) -> Household | list[Line]:
            known = [] if sure else registering.alike(db, village, name, year)
            return known or registering.add_household(db, village, name, now=now, by=by)

        self.desk.worker.run(job, self._on_added, failed=self._failed(self.add_form.say))

    def _on_added(self, result: Household | list[Line]) -> None:
        if isinstance(result, list):
            self.add_form.warn(result)
            return
        self._leave_form()
        self.desk.say(t("households-added", name=result.head_name, number=result.number))
        self._uid = result.uid
        self.desk.go("entry", result.uid)

    def _record(self, kind: EventKind, day: object, note: str) -> None:
        assert isinstance(day, datetime.date)
        household, uid = self._uid, uuid4().hex
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> Changes:
            return registering.record_event(
                db, household, kind, day, note=note, uid=uid, now=now, by=by
            )

        def done(_: Changes) -> None:
            self._leave_form()
            words = t("households-recorded", event=t(f"event-{kind}"), day=show_date(day))
            self.desk.say(words, lambda: self._take_back(household, uid))

        self.desk.worker.run(job, done, failed=self._failed(self.event_form.say))

    def _withdraw(self, uid: str) -> None:
        self._take_back(self._uid, uid)

    def _take_back(self, household: str, uid: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: registering.withdraw_event(db, household, uid, now=now, by=by),
            lambda _: self.desk.say(t("households-withdrawn")),
        )

    def _failed(self, say: Callable[[Note], None]) -> Callable[[AppError], None]:
        return lambda error: say(Note("err", sentence(error)))
