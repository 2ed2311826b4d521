"""The part "Kiểm tra, giám sát": the table, the form beside it, and what the hand does with both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.planning import Visit
from desktop.errors import AppError
from desktop.rules.visits import findings
from desktop.services import registering
from desktop.services.catalogue import children
from desktop.services.changes import Changes
from desktop.services.planning import tasks, visits
from desktop.services.planning.records import Deed
from desktop.services.planning.tasks import TaskLine
from desktop.services.planning.visits import FollowUp, VisitLine
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.pages.plan.visits.form import VisitForm
from desktop.ui.pages.plan.visits.table import counted, model
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    Note,
    Segmented,
    TableView,
    padded,
    scrolled,
)

SIDE, SIDE_WIDE = 430, 560
"""Width of the form in px: at least, and at most where there is room."""
VIEWS = ("all", "due", "overdue")
"""All of the plan year; of all years what is to follow, and what of it is overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the part shows: the year's checks, open follow-ups of all years, tasks, places."""

    lines: tuple[VisitLine, ...] = ()
    due: tuple[VisitLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    places: tuple[tuple[str, str], ...] = ()


class VisitsPart(PlanPart):
    """Targets: the uid of a check, or one of VIEWS."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found = Found()
        self.is_new, self._wanted, self._filling, self._shown = False, "", False, ""
        self.new = Button(t("plan-visits-new"), icon="plus", key="Ctrl+N", kind="primary")
        self.buttons = (self.new,)
        self.views = Segmented([t(f"plan-visits-view-{name}", count=0) for name in VIEWS])
        self.views.setAccessibleName(t("plan-visits-views"))
        self.rows = model()
        self.view = TableView(self.rows, row=46)
        self.begin = Button(t("plan-visits-new"), icon="plus", kind="primary")
        self.empty = EmptyState("eye", t("plan-visits-empty"), self.begin)
        self.nothing_due = EmptyState("circle-check", t("plan-visits-nothing-due"))
        self.note = Note("err", "")
        self.form = VisitForm(desk)
        self.keep_it = Button(t("plan-visits-keep"), kind="primary", icon="check", key="Ctrl+Enter")
        self.settle_it = Button(t("plan-visits-settle"), key="F9")
        self.drop_it = Button("", icon="trash", kind="flat")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.list_card = Card(t("plan-visits-list"))
        self.list_card.head.addWidget(self.views)
        for widget in (self.view, self.empty, self.nothing_due):
            self.list_card.add(widget, 1)
        self.side_card = Card(t("plan-visits-one"))
        self.side_card.add(padded(self.note, (14, 0, 14, 8)))
        self.side_card.add(scrolled(self.form), 1)
        self.side_card.add(self.form.findings)
        row = self.side_card.add_foot(self.keep_it, self.settle_it)
        row.addStretch(1)
        row.addWidget(self.drop_it)
        self.drop_it.setAccessibleName(t("plan-visits-remove"))
        self.drop_it.setToolTip(t("plan-visits-remove"))
        self.nothing = Card()
        self.nothing.add(EmptyState("note", t("plan-visits-none-chosen")), 1)
        self.side = QStackedWidget()
        self.side.setProperty("ground", "clear")
        self.side.setMinimumWidth(SIDE)
        self.side.setMaximumWidth(SIDE_WIDE)
        self.side.addWidget(self.nothing)
        self.side.addWidget(self.side_card)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self.list_card, 5)
        both.addWidget(self.side, 2)
        self.column.addLayout(both, 1)
        self.note.hide()

    def _connect(self) -> None:
        for button in (self.new, self.begin):
            button.clicked.connect(lambda _=False: self.start_new())
        self.views.chosen.connect(lambda _: self._fill())
        self.view.current.connect(self._on_current)
        self.view.opened.connect(lambda _: self.form.found.setFocus())
        self.form.changed.connect(self._on_typed)
        self.keep_it.clicked.connect(lambda _=False: self.keep())
        self.settle_it.clicked.connect(lambda _=False: self.settle())
        self.drop_it.clicked.connect(lambda _=False: self.remove())
        QShortcut(QKeySequence("Ctrl+Delete"), self).activated.connect(self.remove)
        escape = QShortcut(QKeySequence("Esc"), self.side_card)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.revert)

    # Reading ------------------------------------------------------------------------------------
    def reload(self) -> None:
        year, today, office = self.year, local_day(self.desk.now()), self.desk.office

        def read(db: Db) -> Found:
            if office.is_upper:
                below = children(office.code, office.list_version)
                places = tuple((u.code, u.name) for u in below)
            else:
                places = tuple((v, v) for v in registering.villages(db))
            return Found(
                lines=visits.lines(db, year, today),
                due=visits.due_list(db, today),
                tasks=tasks.lines(db, year, today),
                titles=tasks.titles(db),
                places=places,
            )

        self.desk.worker.run_latest("plan-visits", read, self._on_found)

    def on_changed(self, changes: Changes) -> bool:
        return "plan" in changes or "household" in changes

    def _on_found(self, found: Found) -> None:
        self.found = found
        overdue = sum(1 for e in found.due if e.follow_up is FollowUp.OVERDUE)
        numbers = {"all": len(found.lines), "due": len(found.due), "overdue": overdue}
        self.views.set_words([t(f"plan-visits-view-{n}", count=numbers[n]) for n in VIEWS])
        self.list_card.set_remark(counted(visits.counts(found.lines)) if found.lines else "")
        self._fill()
        self.answered()

    def shown(self) -> list[VisitLine]:
        """The checks of the view in front."""
        name = VIEWS[self.views.index()]
        if name == "all":
            return list(self.found.lines)
        return [e for e in self.found.due if name == "due" or e.follow_up is FollowUp.OVERDUE]

    def _fill(self) -> None:
        """Show the checks of the view; the one in the form stays the one in the table."""
        lines = self.shown()
        is_all = VIEWS[self.views.index()] == "all"
        self.view.setVisible(bool(lines))
        self.empty.setVisible(not lines and is_all)
        self.nothing_due.setVisible(not lines and not is_all)
        wanted = self._wanted or (self.form.visit.uid if self.form.visit else "")
        self._filling = True
        self.rows.set_rows(lines)
        row = self.rows.row_of(lambda e: e.visit.uid == wanted)
        if row < 0 and not self.is_new:
            row = self.rows.row_of(lambda _: True)
        self.view.choose_row(row)
        self._filling = False
        self._wanted = ""
        if not self.is_new and not self.form.is_changed():
            line = self.view.record() if row >= 0 else None
            self._show(line.visit if line else None)

    def _on_current(self, line: object) -> None:
        shown = self.form.visit
        if self._filling or not isinstance(line, VisitLine):
            return
        if shown is not None and shown.uid == line.visit.uid and not self.is_new:
            return
        if self.form.is_changed():
            # The other line is shown once this one is kept; if that fails, nothing typed is lost.
            self._wanted = line.visit.uid
            if not self.keep():
                self._back_to_shown()
            return
        self.is_new = False
        self._show(line.visit)

    def _back_to_shown(self) -> None:
        uid = self.form.visit.uid if self.form.visit else ""
        self._filling, self._wanted = True, ""
        self.view.choose_row(self.rows.row_of(lambda e: e.visit.uid == uid))
        self._filling = False

    def _show(self, visit: Visit | None) -> None:
        uid = visit.uid if visit else ""
        if uid != self._shown:  # a reload leaves standing what was said of this check
            self.note.hide()
        self._shown = uid
        self.side.setCurrentWidget(self.side_card if visit else self.nothing)
        if visit is None:
            self.form.visit = None
            return
        today = local_day(self.desk.now())
        self.form.about.offer([e.task.uid for e in self.found.tasks], self.found.titles)
        self.form.show_visit(visit, self.found.places, today)
        self.side_card.title.setText(t("plan-visits-new") if self.is_new else t("plan-visits-one"))

    def _on_typed(self) -> None:
        visit = self.form.value()
        if visit is None:
            return
        homes, known = self.form.about.known()
        found = findings(visit, homes, known, local_day(self.desk.now()))
        if self.is_new:
            found = [f for f in found if f.code != "visit-nobody"]
        self.form.findings.show_findings(found)

    # Acting -------------------------------------------------------------------------------------
    def start_new(self) -> None:
        """A blank form for a check of today."""
        if not self.may_leave():
            return
        today = local_day(self.desk.now())

        def show(visit: Visit) -> None:
            self.is_new = True
            self._show(visit)
            self.form.who.setFocus()

        self.desk.worker.run(lambda db: visits.blank(db, today), show)

    def keep(self) -> bool:
        """Keep what is typed; whether it could be read."""
        visit = self.form.value()
        if visit is None:
            return True
        if self.form.has_bad_day():
            self.note.say(t("plan-tasks-day-bad"), t("plan-tasks-escape"), "err")
            self.note.show()
            return False
        if self.form.is_changed() or self.is_new:
            now, by = self.desk.now(), self.desk.by
            self._do(lambda db: visits.keep(db, visit, now=now, by=by), t("plan-visits-kept"))
        return True

    def settle(self) -> None:
        """F9: what was to follow is done, today unless a day is typed; the hand says how."""
        if self.form.visit is None:
            return
        if not self.form.settled_on.value():
            self.form.settled_on.set_day(local_day(self.desk.now()))
        if self.keep():
            self.form.settled.setFocus()

    def remove(self) -> None:
        """Take the check out; it can be brought back."""
        visit = self.form.visit
        if visit is None or self.is_new:
            self.revert()
            return
        now, by = self.desk.now(), self.desk.by
        self._do(lambda db: visits.remove(db, visit.uid, now=now, by=by), t("plan-visits-removed"))

    def _do(self, job: Callable[[Db], Deed], said: str) -> None:
        """Write at a gesture, and offer to take it back."""
        now, by = self.desk.now(), self.desk.by
        self.note.hide()

        def undo(deed: Deed) -> None:
            self.desk.worker.run(
                lambda db: visits.put_back(db, deed, now=now, by=by), self._after_undo,
                failed=self._refuse,
            )  # fmt: skip

        def tell(deed: Deed) -> None:
            self._forget()
            if deed.changes.names:
                self.desk.say(said, lambda: undo(deed))
            self.reload()

        self.desk.worker.run(job, tell, failed=self._on_refused)

    def _on_refused(self, error: AppError) -> None:
        self._back_to_shown()
        self._refuse(error)

    def _forget(self) -> None:
        """What was typed is kept: the form shows the book again."""
        visit = self.form.visit
        self.is_new = False
        self._wanted = self._wanted or (visit.uid if visit else "")
        self.form.visit = None

    def _after_undo(self, _: object) -> None:
        self._forget()
        self.desk.say(t("plan-tasks-undone"))
        self.reload()

    def _refuse(self, error: AppError) -> None:
        first, _, rest = sentence(error).partition(". ")
        self.note.say(f"{first}." if rest else first, rest, "err")
        self.note.show()

    def revert(self) -> None:
        """Esc: what is typed goes, the check stands as it is kept."""
        visit = None if self.is_new else self.form.visit
        self.note.hide()
        self.is_new = False
        self.form.visit = None
        self._wanted = visit.uid if visit else ""
        self._fill()
        self.view.setFocus()

    # Contract of pages --------------------------------------------------------------------------
    def take_focus(self) -> None:
        (self.view if self.rows.rows else self.begin).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target in VIEWS:
            self.views.set_index(VIEWS.index(target))
            self._fill()
        elif isinstance(target, str):
            self.views.set_index(0)
            self._wanted = target
            self.reload()

    def key_line(self) -> Sequence[tuple[str, str]]:
        keys = {"new": "Ctrl+N", "keep": "Ctrl+Enter", "settle": "F9", "remove": "Ctrl+Delete",
                "escape": "Esc"}  # fmt: skip
        return [(key, t(f"plan-visits-key-{name}")) for name, key in keys.items()]

    def may_leave(self) -> bool:
        if not self.form.is_changed():
            self.is_new = False
            return True
        return self.keep()
