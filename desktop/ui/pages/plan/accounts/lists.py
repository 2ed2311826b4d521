"""The accounts of the plan year, and at an upper desk those of the units below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.account import BelowAccount
from desktop.domain.vietnamese import show_date
from desktop.services.planning.account_desk import Seen, Slot
from desktop.text import t
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import Button, Card, Field, TableView, Text, mark_bad

_BELOW = {"missing": "none", "open": "wait", "closed": "ok"}


class _Slots(TableView):
    """The accounts; Delete takes the one under the cursor out."""

    remove_asked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Delete and self.record() is not None:
            self.remove_asked.emit(self.record())
            return
        super().keyPressEvent(event)


def slot_name(slot: Slot) -> str:
    """The short name in the list."""
    first, year = str(slot.first), str(slot.year)
    return t(f"plan-accounts-kind-{slot.kind}", first=first, year=year)


def _slot_state(slot: Slot) -> State:
    if slot.account is None:
        return State("none", t("plan-accounts-none"))
    if slot.account.closed_on is None:
        return State("wait", t("plan-accounts-writing"), icon="pencil")
    day = show_date(slot.account.closed_on)
    return State("ok", t("plan-accounts-closed", day=day), icon="lock")


class SlotsCard(Card):
    """`chosen(Slot)` as the cursor moves, `opened(Slot)` by Enter, `period_asked(first)`."""

    chosen = Signal(object)
    opened = Signal(object)
    period_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(t("plan-accounts-list"))
        self.model = RowsModel[Slot](
            [
                Column(t("plan-accounts-column-name"), _two_lines, kind="lines"),
                Column(
                    t("plan-accounts-column-state"),
                    lambda s: State(_slot_state(s).state, "", icon=_slot_state(s).icon),
                    kind="icon", width=44,
                ),
            ],
            name=t("plan-accounts-list"),
        )  # fmt: skip
        self.table = _Slots(self.model, row=46, head=0)
        self.table.current.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.add(self.table)
        self.add_rule()
        self.first = Field(name=t("plan-accounts-period-first"), figures=True, compact=True)
        self.first.setFixedWidth(64)
        self.first.setValidator(QIntValidator(1900, 2999, self))
        self.first.textChanged.connect(lambda _: mark_bad(self.first, ""))
        self.first.returnPressed.connect(self._ask_period)
        self.period = Button(t("plan-accounts-period-begin"), icon="plus", size="compact")
        self.period.setAccessibleName(t("plan-accounts-period"))
        self.period.setToolTip(t("plan-accounts-period"))
        self.period.clicked.connect(lambda _=False: self._ask_period())
        self.add(self._period_row())
        self.year = 0

    def _period_row(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        words = Text(t("plan-accounts-period-first"), "small", "text2")
        words.setBuddy(self.first)
        row = QHBoxLayout(holder)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self.first)
        row.addStretch(1)
        row.addWidget(self.period)
        return holder

    def show_slots(self, seen: Seen, year: int, uid: str) -> None:
        """Show the accounts of a year with the cursor on one."""
        is_other, self.year = year != self.year, year
        was_blocked = self.table.blockSignals(True)
        self.model.set_rows(seen.slots)
        row = self.model.row_of(lambda s: s.account is not None and s.account.uid == uid)
        self.table.choose_row(max(row, 0))
        self.table.blockSignals(was_blocked)
        self.table.fit_height()
        if is_other:
            self.first.setText(str(seen.period_first))

    def put_cursor(self, slot: Slot) -> None:
        """Put the cursor on an account that is not begun."""
        was_blocked = self.table.blockSignals(True)
        self.table.choose_row(self.model.row_of(lambda s: s == slot))
        self.table.blockSignals(was_blocked)

    def _ask_period(self) -> None:
        first = int(self.first.value() or 0)
        is_bad = not 0 < self.year - first <= 20
        mark_bad(self.first, t("plan-accounts-period-bad", year=str(self.year)) if is_bad else "")
        if not is_bad:
            self.period_asked.emit(first)


def _two_lines(slot: Slot) -> tuple[str, str]:
    state = _slot_state(slot)
    hint = "" if slot.account else f". {t('plan-accounts-open-hint')}"
    return slot_name(slot), f"{state.word}{hint}"


class BelowCard(Card):
    """The accounts of the units below; `opened(BelowAccount)` by Enter, click or double click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("plan-accounts-below"))
        self.model = RowsModel[BelowAccount](
            [
                Column(t("plan-accounts-column-unit"), lambda b: b.name),
                Column(t("plan-accounts-column-state"), _below_state, kind="state", width=124),
            ],
            name=t("plan-accounts-below"),
        )
        self.table = TableView(self.model, row=28, head=0)
        self.table.opened.connect(self.opened)
        self.table.clicked.connect(lambda index: self._open(self.model.record(index)))
        self.add(self.table, stretch=1)

    def _open(self, record: BelowAccount | None) -> None:
        if record is not None:
            self.opened.emit(record)

    def show_below(self, below: tuple[BelowAccount, ...]) -> None:
        """Those that came first, then those that are missing."""
        order = ("closed", "open", "missing")
        rows: list[BelowAccount | Heading] = [
            one for state in order for one in below if one.state == state
        ]
        self.model.set_rows(rows)
        came = sum(b.state != "missing" for b in below)
        self.set_remark(t("plan-accounts-below-count", came=came, all=len(below)))


def _below_state(one: BelowAccount) -> State:
    day = show_date(one.closed_on)
    word = (
        t(f"plan-accounts-below-{one.state}", day=day)
        if one.state == "closed"
        else t(f"plan-accounts-below-{one.state}")
    )
    return State(_BELOW[one.state], word)


def column_of(*widgets: QWidget) -> QVBoxLayout:
    """Cards under each other, the last one elastic."""
    column = QVBoxLayout()
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    return column
