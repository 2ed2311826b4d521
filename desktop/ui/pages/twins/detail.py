"""The right side: both records field by field, and what is decided about them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.services.pairing import Pair
from desktop.services.uniting import Choice, View
from desktop.text import t
from desktop.ui.pages.twins import words
from desktop.ui.pages.twins.across_bar import AcrossBar
from desktop.ui.pages.twins.fields_table import FieldsTable
from desktop.ui.pages.twins.rows import Choices, open_fields, rows, rows_to_look_at
from desktop.ui.pages.twins.sides import SideHeads
from desktop.ui.widgets import Button, Card, StateLabel, Text, padded

WITH_COUNT = 580
"""Width in px from which the count of open fields has room beside the buttons."""


class DetailCard(Card):
    """`same_wanted` and `different_wanted` are decisions, `look_wanted` asks for the pair anew
    (members told apart, another candidate), `household_wanted(uid)`, `left` to the queue."""

    same_wanted = Signal()
    different_wanted = Signal()
    look_wanted = Signal()
    household_wanted = Signal(str)
    left = Signal()

    def __init__(self, *, may_settle: bool) -> None:
        super().__init__()
        self.may_settle = may_settle
        self.pair: Pair | None = None
        self.view: View | None = None
        self.choices: Choices = {}
        self.apart: set[str] = set()
        self.candidate = ""
        self.question = Text("", "name")
        self.why = Text("", "small", "text2")
        self.heads = SideHeads()
        self.heads.wanted.connect(self.household_wanted)
        self.table = FieldsTable()
        self.same = Button("", icon="check", key="F9", kind="primary")
        self.different = Button("", icon="x", key="F10")
        self.other = Button(t("twins-other-candidate"), icon="refresh", key="F7")
        self.still_open = StateLabel("warn", "")
        self.across = AcrossBar()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.question)
        head.addWidget(self.why, 1)
        self.add(padded(head, (14, 9, 14, 7)))
        self.add_rule()
        self.add(self.heads)
        self.add_rule()
        self.add(self.table, 1)
        self.add_rule()
        self.add(self._bar() if self.may_settle else self.across)
        for widget in self._others():
            widget.setParent(self)
            widget.hide()

    def _others(self) -> tuple[QWidget, ...]:
        """What the other desk decides with."""
        if self.may_settle:
            return (self.across,)
        return self.same, self.different, self.other, self.still_open

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("foot", "true")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 9, 14, 9)
        row.setSpacing(10)
        for button in (self.same, self.different, self.other):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.still_open)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.still_open.setVisible(self.may_settle and self.width() >= WITH_COUNT)

    def _connect(self) -> None:
        self.same.clicked.connect(self._on_same)
        self.different.clicked.connect(self.different_wanted)
        self.other.clicked.connect(self._next_candidate)
        self.table.left.connect(self.left)
        self.table.entered.connect(self._go_on)
        if self.may_settle:
            self.table.chose.connect(self.choose)
            self.table.chose_all.connect(self.choose_all)
            self.table.reopened.connect(self._reopen)
            self.table.toggled.connect(self._toggle)

    # Showing ----------------------------------------------------------------------------------
    def show_pair(self, pair: Pair) -> None:
        """Another pair under the cursor: nothing is chosen yet; its sides follow when read."""
        self.pair, self.view = pair, None
        self.choices, self.apart, self.candidate = {}, set(), ""
        self.question.setText(t(f"twins-question-{pair.kind}"))
        self.why.setText(words.because(pair.reasons))
        self.same.setText(t(f"twins-same-{pair.kind}"))
        self.different.setText(t(f"twins-different-{pair.kind}"))
        if not self.may_settle:
            self.across.show_pair(pair.kind, is_put_off=pair.later)
        for button in (self.same, self.different):
            button.updateGeometry()
            button.setEnabled(False)

    def show_view(self, view: View) -> None:
        """Both sides whole."""
        is_new = self.view is None
        self.view = view
        assert self.pair is not None
        communes = {p.household_uid: p.commune for p in (self.pair.left, self.pair.right)}
        told = {} if self.may_settle else communes
        self.heads.show_view(view, told, may_choose=self.may_settle)
        self.other.setVisible(self.may_settle and len(view.candidates) > 1)
        for button in (self.same, self.different):
            button.setEnabled(True)
        self.across.set_ready(ready=True)
        self._fill()
        if is_new and not self.table.next_field():
            self.table.choose_row(1)

    def _fill(self) -> None:
        assert self.view is not None
        if not self.may_settle:
            self.table.put(rows_to_look_at(self.view))
            return
        self.table.put(rows(self.view, self.choices, self.apart))
        count = len(open_fields(self.view, self.choices))
        state = "warn" if count else "ok"
        word = t("twins-still-open", count=count) if count else t("twins-all-chosen")
        self.still_open.set_state(state, word)

    # Choosing ---------------------------------------------------------------------------------
    def choose(self, side: Choice) -> None:
        """This side's value holds in the field under the cursor."""
        row = self.table.row()
        if row is not None and row.field is not None:
            self.choices[row.field.key] = side
            self._fill()

    def choose_all(self, side: Choice) -> None:
        """This side's values hold wherever nothing is chosen or proposed."""
        if self.view is not None:
            self.choices |= {f.key: side for f in open_fields(self.view, self.choices)}
            self._fill()

    def _reopen(self) -> None:
        row = self.table.row()
        if row is not None and row.field is not None and row.field.key in self.choices:
            del self.choices[row.field.key]
            self._fill()

    def _toggle(self) -> None:
        """A member is one person of both, or two after all."""
        row = self.table.row()
        if row is not None and row.couple:
            self.apart ^= {row.couple}
            self.look_wanted.emit()

    def _next_candidate(self) -> None:
        if self.view is None or not self.view.candidates:
            return
        uids = [uid for uid, _ in self.view.candidates]
        place = uids.index(self.view.left.household.uid)
        self.candidate = uids[(place + 1) % len(uids)]
        self.choices, self.apart = {}, set()
        self.look_wanted.emit()

    def _go_on(self) -> None:
        """Enter: the next open field; with none left the hand is led to the decision."""
        if not self.table.next_field():
            (self.same if self.may_settle else self.across.tell).setFocus()

    def _on_same(self) -> None:
        if self.view is None:
            return
        if open_fields(self.view, self.choices):
            self.table.setFocus()
            self.table.next_field()
            return
        self.same_wanted.emit()
