"""The page of events: a kind, the form that it asks for, what it will change, the newest deeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.act import Act
from desktop.domain.household import Household
from desktop.errors import AppError, EventRefused
from desktop.services import happening, registering
from desktop.services.changes import Changes
from desktop.services.happening import Plan
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.events.finder import HouseholdFinder
from desktop.ui.pages.events.form import EventForm
from desktop.ui.pages.events.kinds import Kind, KindList
from desktop.ui.pages.events.preview import Preview, told
from desktop.ui.pages.events.recent import RecentCard
from desktop.ui.widgets import Button, Card, Link, Note, PageHead, Text, body, padded, scrolled

KINDS_WIDTH, SIDE_WIDTH = 224, 316
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A household as it stands, and the newest deeds of the book."""

    household: Household | None
    acts: list[Act]


class EventsPage(Page):
    """Records what happened to one household; `open_target` takes its uid. Esc goes back."""

    undo_kinds = tuple(kind.value for kind in happening.Deed)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.household: Household | None = None
        self._begun: Household | None = None
        self._uid, self._asked = "", False
        self.plan: Plan | None = None
        self.head = PageHead(t("page-events"))
        self.kinds, self.form, self.preview = KindList(), EventForm(desk), Preview()
        self.recent = RecentCard()
        self.trouble = Note("err", "")
        self.finder = HouseholdFinder(desk, "events-whose")
        self.hand_over = Link(t("handover-from-event"), icon="users")
        self.hand_over.hide()
        self.save = Button(t("events-do"), icon="check", key="Enter", kind="primary")
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.other = Button(t("events-other"), icon="search", key="Ctrl+F")
        self.back = Button(t("events-back-to-register"), icon="arrow-left", key="Esc", live=False)
        self.head.add(self.other, self.back)
        kinds = Card(t("events-kinds"))
        kinds.setFixedWidth(KINDS_WIDTH)
        kinds.add(self.kinds, 1)
        self.recent.setFixedWidth(SIDE_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(kinds)
        row.addWidget(self._form_card(), 1)
        row.addWidget(self.recent)
        self.stack.addWidget(self._chooser())
        self.stack.addWidget(body(row))
        self.column.addWidget(self.head)
        self.column.addWidget(self.stack, 1)

    def _form_card(self) -> QWidget:
        card = self.card = Card(t("events-kinds"), " ")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.form)
        area = scrolled(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field in hand
        card.add(area, 1)
        self._trouble_row = padded(self.trouble, (16, 4, 16, 4))
        self._trouble_row.hide()
        card.add(self._trouble_row)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Text(t("events-preview"), "dense-bold"))
        foot.addWidget(self.preview)
        line = QHBoxLayout()
        line.addWidget(self.save)
        line.addStretch(1)
        line.addWidget(self.hand_over)
        foot.addLayout(line)
        card.add_rule()
        card.add(padded(foot, (16, 10, 16, 12)))
        return card

    def _chooser(self) -> QWidget:
        """Where no household is in hand yet: find one."""
        card = Card(t("events-choose"))
        card.setMaximumWidth(640)
        column = QVBoxLayout()
        column.addWidget(self.finder)
        card.add(padded(column, (16, 12, 16, 16)))
        holder = QVBoxLayout()
        holder.addWidget(card)
        holder.addStretch(1)
        return body(holder)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.kinds.entered.connect(self.form.focus_first)
        self.form.changed.connect(self._look_ahead)
        self.form.target.picked.connect(lambda _: self.form.reason.setFocus())
        self.finder.picked.connect(self.open_target)
        self.save.clicked.connect(self.record)
        self.hand_over.clicked.connect(lambda: self.desk.go("hand-over", self._uid))
        self.back.clicked.connect(self._go_back)
        self.other.clicked.connect(self.choose_other)
        self.recent.undone.connect(self.undo)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        uid = self._uid

        def job(db: Db) -> _Shown:
            whole = registering.whole(db, uid) if uid else None
            return _Shown(whole.household if whole else None, happening.recent(db))

        self.desk.worker.run_latest("events", job, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"household", "review"})

    def open_target(self, target: object) -> None:
        """A household's uid."""
        if isinstance(target, str) and target:
            other = target != self._uid
            self._uid = target
            if other:
                self.household = None
                self.form.day.clear()  # today again
            self.reload()

    def focus_first(self) -> None:
        (self.kinds if self._uid else self.finder.field).setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("1…0", t("events-key-kind")),
            ("Tab", t("events-key-next")),
            ("Space", t("events-key-choose")),
            ("Enter", t("events-key-do")),
            ("Ctrl+Z", t("events-undo")),
            ("Esc", t("events-back-to-register")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif event.key() in _ENTER and self.household is not None:
            self.record()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """The next visit begins anew; a window put away is no visit's end."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._begun = None
            self.form.day.clear()  # today again

    # Showing ------------------------------------------------------------------------------------
    def _show(self, shown: _Shown) -> None:
        self.recent.show_acts(shown.acts)
        before, self.household = self.household, shown.household
        self.stack.setCurrentIndex(0 if shown.household is None else 1)
        self.other.setVisible(shown.household is not None)
        if shown.household is None:
            self.head.set_context(t("events-context-none"))
            return
        home = shown.household
        self.head.set_context(
            t(
                "events-context",
                name=home.head_name or t("events-nameless"),
                number=home.number,
                village=home.village,
                people=len(home.present),
            )
        )
        if before is None:
            self.kinds.choose(self.form.kind.deed)
        if self._begun != home:
            self._begin()

    def _on_kind(self, kind: Kind) -> None:
        self.form.kind = kind
        self._begin()

    def _begin(self) -> None:
        if self.household is None:
            return
        kind, self._asked, self._begun = self.form.kind, False, self.household
        self._trouble_row.hide()
        self.card.title.setText(kind.word)
        self.hand_over.setVisible(kind.deed is happening.Deed.MOVED_AWAY)
        self.card.set_remark(kind.hint)
        self.form.begin(self.household, kind, self.desk.now().astimezone().date())
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Rows built anew would come last in the tab order: kinds, the form, saving, the deeds."""
        stops = (self.kinds, *self.form.stops(), self.save, self.recent.view)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def choose_other(self) -> None:
        """Another household comes into hand."""
        self._uid, self.household = "", None
        self.finder.begin()
        self.reload()
        self.finder.field.setFocus()

    # Planning and doing -------------------------------------------------------------------------
    def _look_ahead(self) -> None:
        """Plan again with every change, so that what is shown is what would be done."""
        request, now = self.form.request(), self.desk.now()
        if request is None:
            self._show_plan(None)
            return
        self.desk.worker.run_latest(
            "events-plan", lambda db: happening.plan_event(db, request, now=now), self._show_plan
        )

    def _show_plan(self, plan: Plan | None) -> None:
        self.plan = plan
        self.preview.show_plan(plan, asked=self._asked)

    def record(self) -> None:
        """Record it as it stands; what is missing is told."""
        request, now, by = self.form.request(), self.desk.now(), self.desk.by
        self._asked = True
        if request is None:
            self._refuse(t("events-day-bad"))
            return

        def job(db: Db) -> Plan:
            plan = happening.plan_event(db, request, now=now)
            happening.record(db, plan, now=now, by=by)
            return plan

        self.desk.worker.run(job, self._on_recorded, failed=self._on_failed)

    def _on_failed(self, error: AppError) -> None:
        if not isinstance(error, EventRefused):
            self._refuse(sentence(error))
        self._look_ahead()

    def _refuse(self, words: str) -> None:
        self.trouble.say(words)
        self._trouble_row.show()

    def _on_recorded(self, plan: Plan) -> None:
        self.preview.show_plan(plan, asked=False)
        lines = told(self.preview.lines)
        act = plan.act
        self.desk.say(
            t("events-done", kind=t(f"act-{plan.kind}"), lines=lines), lambda: self._take_back(act)
        )
        self.household = self._begun = None
        self.reload()
        self.kinds.setFocus()

    def undo(self, act: Act) -> None:
        """Take a deed back; a later one that stands in the way is told."""
        self._take_back(act.uid)

    def _take_back(self, act_uid: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: happening.take_back(db, act_uid, now=now, by=by),
            lambda _: self._on_taken_back(),
            failed=lambda error: self.recent.refuse(t("events-undo-refused"), sentence(error)),
        )

    def _on_taken_back(self) -> None:
        self.desk.say(t("events-undone"))
        self.reload()

    def _go_back(self) -> None:
        self.desk.go("households", self._uid or None)
