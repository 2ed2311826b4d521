"""Accounts of the plan year: the list, the chosen one to read, and what the official writes into it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout

from desktop.domain.account import AccountText, BelowAccount
from desktop.domain.planning import Account, AccountKind
from desktop.errors import AppError
from desktop.services.changes import Changes
from desktop.services.planning import account_desk, accounts
from desktop.services.planning.account_desk import Seen, Shown, Slot
from desktop.services.planning.records import Deed
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.pages.papers.preview import Preview
from desktop.ui.pages.plan.accounts.fields import NUMBER, FieldsCard
from desktop.ui.pages.plan.accounts.files import Files
from desktop.ui.pages.plan.accounts.lists import BelowCard, SlotsCard, column_of, slot_name
from desktop.ui.pages.plan.accounts.reading import ReadingPage
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.widgets import Button, Card, EmptyState, Link, Note, Segmented

LEFT_WIDTH, LEFT_UPPER, RIGHT_WIDTH = 272, 290, 330
_PAPER, _WORDS = 0, 1
_CONCERNS = {
    "plan", "measure", "household", "review", "round", "residents", "procedure", "package",
    "targets", "setting",
}  # fmt: skip


class AccountsPart(PlanPart):
    """Targets: the uid of an account, or ("unit", code) for the account of a unit below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.uid = ""
        self.slot: Slot | None = None
        self.shown: Shown | None = None
        self.unit: BelowAccount | None = None
        self.slots = SlotsCard()
        self.below = BelowCard()
        self.fields = FieldsCard()
        self.reading = ReadingPage()
        self.paper = Preview(desk.worker)
        self.view = Segmented(
            [t("plan-accounts-view-paper"), t("plan-accounts-view-words")], t("plan-accounts-view")
        )
        self.note = Note("err", "")
        self.note.hide()
        self.begin_button = Button(t("plan-accounts-begin"), icon="plus", kind="primary")
        self.empty = EmptyState("file-text", t("plan-accounts-empty"), self.begin_button)
        self.back = Link(t("plan-accounts-back"))
        self.quote_button = Button(t("plan-accounts-quote"), icon="copy", key="F8", size="compact")
        self.quote_button.setToolTip(t("plan-accounts-quote-tip"))
        self.files = Files(desk, self.fields.tell_all, self._tell)
        self.buttons = tuple(self.files.buttons.values())
        self._build()
        self._connect()
        self._show_state()

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.reading)
        self.stack.addWidget(self.paper)
        self.centre = Card(t("plan-accounts-reading"))
        self.centre.head.addWidget(self.back)
        self.centre.head.addWidget(self.quote_button)
        self.centre.head.addWidget(self.view)
        self.centre.add(self.stack, stretch=1)
        is_upper = self.desk.office.is_upper
        left = column_of(self.slots, *([self.below] if is_upper else []))
        if is_upper:
            left.setStretch(1, 1)
        else:
            left.addStretch(1)
        for card in (self.slots, self.below):
            card.setFixedWidth(LEFT_UPPER if is_upper else LEFT_WIDTH)
        self.below.setVisible(is_upper)
        self.fields.setMinimumWidth(RIGHT_WIDTH)
        self.fields.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left)
        row.addWidget(self.centre, 5)
        row.addWidget(self.fields, 3)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addLayout(column, 1)

    def _connect(self) -> None:
        self.slots.chosen.connect(self._choose)
        self.slots.opened.connect(self._open)
        self.slots.period_asked.connect(lambda first: self.begin(AccountKind.PERIOD, first))
        self.slots.table.remove_asked.connect(self._remove)
        self.begin_button.clicked.connect(lambda _=False: self._open(self.slot))
        self.below.opened.connect(self.read_unit)
        self.view.chosen.connect(lambda _: self._show_state())
        self.back.clicked.connect(lambda _=False: self.read_own())
        self.quote_button.clicked.connect(lambda _=False: self.quote())
        self.fields.left.connect(self.keep)
        self.fields.close_asked.connect(self.close_account)
        self.fields.reopen_asked.connect(self.reopen)

    @property
    def today(self) -> datetime.date:
        """The day by the clock of the desk."""
        return self.desk.now().astimezone().date()

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, uid, today = self.year, self.uid, self.today
        self.desk.worker.run_latest(
            "plan-accounts",
            lambda db: account_desk.look(db, year, uid, today),
            lambda seen: self._show(seen, year),
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def take_focus(self) -> None:
        self.slots.table.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            self.uid = target
            self.read_own()
            self.reload()
        elif isinstance(target, tuple) and self.shown is not None:
            came = next((b for b in self.shown.below if b.code == target[1]), None)
            if came is not None:
                self.read_unit(came)

    def may_leave(self) -> bool:
        self.fields.tell_all()
        return True

    def key_line(self) -> Sequence[tuple[str, str]]:
        turn = "reopen" if self.fields.is_closed else "close"
        lines = [("Enter", t("plan-accounts-begin"))] if self.shown is None else []
        if self.shown is not None:
            lines += [("F9", t(f"plan-accounts-{turn}")), ("Del", t("plan-accounts-remove"))]
        if self.unit is not None:
            if not self.fields.is_closed:
                lines.append(("F8", t("plan-accounts-quote")))
            lines.append(("Esc", t("plan-accounts-back")))
        return lines

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.unit is not None:
            self.read_own()
            self.below.table.setFocus()
            return
        super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def _show(self, seen: Seen, year: int) -> None:
        begun = [s.account.uid for s in seen.slots if s.account is not None]
        if self.uid not in begun and begun and self.slot is None:
            self.uid = begun[-1]
            self.reload()
            return
        kept = self._same_slot(seen)
        self.slot = kept or seen.slots[0]
        self.shown = seen.shown
        uid = self.uid if seen.shown else ""
        self.slots.show_slots(seen, year, uid)
        if not uid:
            self.slots.put_cursor(self.slot)
        if seen.shown is not None:
            self.fields.show_account(seen.shown.account, seen.shown.differences)
            self.below.show_below(seen.shown.below)
            self._draw(seen.shown.account.uid)
        self._show_state()
        self.answered()

    def _draw(self, uid: str) -> None:
        """The pages as they would be printed."""
        today, name = self.today, slot_name(self.slot) if self.slot else ""
        self.desk.worker.run_latest(
            "plan-accounts-pdf",
            lambda db: account_desk.pdf(db, uid, today),
            lambda pdf: self.paper.show_pdf(pdf, name),
        )

    def _same_slot(self, seen: Seen) -> Slot | None:
        """The slot in front, as it is read now; an account that is shown goes before."""
        for slot in seen.slots:
            if seen.shown and slot.account and slot.account.uid == seen.shown.account.uid:
                return slot
        here = self.slot
        if here is None:
            return None
        return next((s for s in seen.slots if s.kind is here.kind and s.account is None), None)

    def _show_state(self) -> None:
        """What is seen of the parts: an account, that of a unit, or the way to begin one."""
        is_there = self.shown is not None
        if self.shown is None:
            self.unit = None
        is_paper = self.unit is None and self.view.index() == _PAPER
        front = self.paper if is_paper else self.reading
        self.stack.setCurrentWidget(front if is_there else self.empty)
        self.view.setVisible(is_there and self.unit is None)
        self.fields.setVisible(is_there)
        self.below.setVisible(is_there and self.desk.office.is_upper)
        shown = self.shown
        self.files.show_account(shown.account.uid if shown else "", shown.stem if shown else "")
        for widget in (self.back, self.quote_button):
            widget.setVisible(self.unit is not None)
        self.quote_button.setEnabled(self.unit is not None and not self.fields.is_closed)
        title = slot_name(self.slot) if self.slot else t("plan-accounts-reading")
        if self.unit is not None:
            title = t("plan-accounts-below-title", unit=self.unit.name)
        elif self.shown is not None:
            self.reading.show_text(self.shown.text)
        self.centre.title.setText(title)
        self.keys_changed.emit()

    def _choose(self, slot: Slot | None) -> None:
        if slot is None:
            return
        self.fields.tell_all()
        self.slot, self.unit = slot, None
        self.uid = slot.account.uid if slot.account else ""
        if not self.uid:
            self.shown = None
            self._show_state()
        else:
            self.reload()

    def _open(self, slot: Slot | None) -> None:
        if slot is None:
            return
        if slot.account is None:
            self.begin(slot.kind, slot.first)
        else:
            self.fields.focus_first()

    # Units below --------------------------------------------------------------------------------
    def read_unit(self, came: BelowAccount) -> None:
        """Show the account of a unit below beside the own fields."""
        shown = self.shown
        if shown is None or came.state == "missing":
            return

        def show(text: AccountText | None) -> None:
            if text is not None:
                self.unit = came
                self.reading.show_text(text)
                self._show_state()

        self.desk.worker.run_latest(
            "plan-accounts-unit",
            lambda db: account_desk.of_unit(db, shown.account, came.code),
            show,
        )

    def read_own(self) -> None:
        """Back from a unit's account to the own one."""
        self.unit = None
        self._show_state()

    def quote(self) -> None:
        """Put what the unit wrote into the own fields, under its name."""
        came, uid = self.unit, self.uid
        if came is None or not uid:
            return
        self.fields.tell_all()
        said = t("plan-accounts-did-quote", unit=came.name)
        self._do(lambda db, now, by: accounts.quote(db, uid, came, now=now, by=by), said)

    # Deeds --------------------------------------------------------------------------------------
    def begin(self, kind: AccountKind, first: int) -> None:
        """Begin the account of a kind for the plan year."""
        year = self.year

        def done(made: tuple[Account, Deed]) -> None:
            self.uid, self.unit = made[0].uid, None
            self._done(made[1], t("plan-accounts-did-begin", name=self._name(made[0])))
            self.fields.focus_first()

        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: accounts.begin(db, kind, year, first, now=now, by=by),
            done,
            failed=self._tell,
        )

    def keep(self, part: str, text: str) -> None:
        """Keep what was typed in one part."""
        uid, now, by = self.fields.uid, self.desk.now(), self.desk.by

        def job(db: Db) -> Deed:
            if part == NUMBER:
                return accounts.keep_number(db, uid, text, now=now, by=by)
            return accounts.keep_words(db, uid, part, text, now=now, by=by)

        def done(_: Deed) -> None:
            self.fields.note_kept(uid, part, text)
            time = now.astimezone().strftime("%H:%M")
            self.desk.saved(t("plan-accounts-kept", time=time))
            self.reload()

        def failed(error: AppError) -> None:
            self._tell(error, t("plan-accounts-not-kept"))

        self.desk.worker.run(job, done, failed=failed)

    def close_account(self) -> None:
        """Freeze figures and words as they are now."""
        self.fields.tell_all()
        uid, today = self.uid, self.today
        self._turned(lambda db, now, by: accounts.close(db, uid, today, now=now, by=by), "close")

    def reopen(self) -> None:
        """Let it be written on again."""
        uid = self.uid
        self._turned(lambda db, now, by: accounts.reopen(db, uid, now=now, by=by), "reopen")

    def _remove(self, slot: Slot) -> None:
        if slot.account is None:
            return
        uid = slot.account.uid
        self._turned(lambda db, now, by: accounts.remove(db, uid, now=now, by=by), "remove")

    def _turned(self, deed: Callable[[Db, datetime.datetime, str], Deed], word: str) -> None:
        name = slot_name(self.slot) if self.slot else ""
        self._do(deed, t(f"plan-accounts-did-{word}", name=name[:1].lower() + name[1:]))

    def _name(self, account: Account) -> str:
        slot = Slot(kind=account.kind, first=account.first, year=account.year)
        name = slot_name(slot)
        return name[:1].lower() + name[1:]

    def _do(self, deed: Callable[[Db, datetime.datetime, str], Deed], said: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: deed(db, now, by), lambda made: self._done(made, said), failed=self._tell
        )

    def _done(self, deed: Deed, said: str) -> None:
        self.note.hide()
        if deed.before or deed.after:
            self.desk.say(said, lambda: self._take_back(deed))
        self.reload()

    def _take_back(self, deed: Deed) -> None:
        now, by = self.desk.now(), self.desk.by

        def done(_: Changes) -> None:
            self.desk.say(t("plan-accounts-did-back"))
            self.reload()

        self.desk.worker.run(
            lambda db: accounts.put_back(db, deed, now=now, by=by), done, failed=self._tell
        )

    def _tell(self, error: AppError, first: str = "") -> None:
        self.note.say(first or t("plan-accounts-not-done"), sentence(error), "err")
        self.note.show()
