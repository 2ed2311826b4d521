"""The differences of one sheet: both values side by side, 1 and 2 choose, 3 types another."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.second_keying import Difference, same_value
from desktop.services.second_settling import ToSettle
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.verify.words import field_lines, hint, may_type, read_value, show_value
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    Field,
    KeyChip,
    PageHead,
    TableView,
    Text,
    body,
    mark_bad,
    padded,
)

_KEYS = (("1", "first"), ("2", "second"), ("3", "other"), ("Esc", "leave"), ("Enter", "next"))


@dataclass(frozen=True, slots=True)
class Row:
    """A difference in words."""

    of: Difference
    lines: tuple[str, str]
    first: str
    second: str
    chosen: str


class Differences(TableView):
    """`chose(side)` at 1 or 2, `reopened` at Delete, `typing` at 3, `entered` at Enter."""

    chose = Signal(str)
    reopened = Signal()
    typing = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        acts: Mapping[int, Callable[[], object]] = {
            Qt.Key.Key_1: partial(self.chose.emit, "first"),
            Qt.Key.Key_2: partial(self.chose.emit, "second"),
            Qt.Key.Key_3: self.typing.emit,
            Qt.Key.Key_Delete: self.reopened.emit,
            Qt.Key.Key_Return: self.entered.emit,
            Qt.Key.Key_Enter: self.entered.emit,
        }
        act = acts.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        act()


class SettleView(QWidget):
    """`chosen({place: value})` to be kept at once, `finished` to write, `left` to the list."""

    chosen = Signal(object)
    finished = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self._today = today
        self._found: ToSettle | None = None
        self.head = PageHead(" ")
        self.back = Button(t("verify-back"), icon="arrow-left", key="F9")
        self.finish = Button(t("verify-write"), icon="check", key="F6", kind="primary")
        self.model = RowsModel(self._columns(), t("verify-differing"))
        self.view = Differences(self.model, row=46)
        self.other = Field(name=t("verify-other"))
        self.hint = Text("", "small", "text2")
        self._build()
        self._connect()

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(t("verify-col-field"), lambda r: r.lines, kind="lines", width=300),
            Column(t("verify-first"), lambda r: r.first, tip=lambda r: r.first),
            Column(t("verify-second"), lambda r: r.second, tip=lambda r: r.second),
            Column(t("verify-col-chosen"), _state, kind="state", tip=lambda r: r.chosen),
        ]

    def _build(self) -> None:
        self.head.add(self.back, self.finish)
        card = Card(t("verify-differing-fields"))
        self.card = card
        for key, word in _KEYS:
            card.head.addWidget(KeyChip(key))
            card.head.addWidget(Text(t(f"verify-key-{word}"), "tiny", "text2"))
        card.add_rule()
        card.add(self.view, 1)
        self.other.setFixedWidth(280)
        label = Text(t("verify-other"), "body", "text2")
        label.setBuddy(self.other)
        row = QHBoxLayout()
        row.setSpacing(10)
        for widget in (label, self.other):
            row.addWidget(widget)
        row.addWidget(self.hint, 1)
        card.add_rule()
        card.add(padded(row, (14, 8, 14, 8)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(body(card), 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.finish.clicked.connect(self.finished)
        self.view.chose.connect(self._choose_side)
        self.view.reopened.connect(lambda: self._choose(None))
        self.view.entered.connect(self.next_open)
        self.view.typing.connect(self._begin_typing)
        self.view.current.connect(lambda _: self._show_hint())
        self.view.opened.connect(lambda _: self._begin_typing())
        self.other.returnPressed.connect(self._take_typed)
        leave = QShortcut(QKeySequence("Esc"), self.other, self._leave_typing)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.other.textEdited.connect(lambda _: mark_bad(self.other, ""))

    # Shown --------------------------------------------------------------------------------------
    def show_sheet(self, found: ToSettle) -> None:
        """Show the differences of a sheet, the cursor on the first open one."""
        self._found = found
        home = found.second.first.household
        self.head.title.setText(t("verify-settle-of", name=head_word(home.head_name)))
        self.view.setCurrentIndex(QModelIndex())
        self._show_rows()
        self.next_open()

    def _show_rows(self) -> None:
        assert self._found is not None
        second, rules = self._found.second, self._found.standard
        at = self.view.currentIndex().row()
        self.model.set_rows(
            [
                Row(
                    of,
                    field_lines(second, of, rules),
                    show_value(of.place, of.first, rules),
                    show_value(of.place, of.second, rules),
                    "" if of.chosen is None else show_value(of.place, of.chosen, rules),
                )
                for of in second.differences
            ]
        )
        self.view.choose_row(at)
        home = second.first.household
        self.head.set_context(
            t(
                "verify-settle-context", number=home.number, village=home.village,
                first=second.first_by, second=second.second_by,
            )
        )  # fmt: skip
        count = second.open_count
        self.card.set_remark(
            t("verify-still-open", count=count) if count else t("verify-all-chosen")
        )
        self.finish.setEnabled(not count)

    def _show_hint(self) -> None:
        row = self.view.record()
        self.other.clear()
        mark_bad(self.other, "")
        free = row is not None and may_type(row.of.place)
        self.other.setEnabled(free)
        if row is None or self._found is None:
            self.hint.setText("")
        elif free:
            self.hint.setText(hint(row.of.place, self._found.standard))
        else:
            self.hint.setText(t("verify-hint-member"))

    # Choosing -----------------------------------------------------------------------------------
    def next_open(self) -> None:
        """The next difference without a decision, from the cursor on; behind the last, the button."""
        rows = self.model.rows
        at = self.view.currentIndex().row()
        order = [*range(at + 1, len(rows)), *range(at + 1)]
        wanted = next((n for n in order if rows[n].of.is_open), None)
        if wanted is None:
            self.finish.setFocus()
            return
        self.view.choose_row(wanted)
        self.view.setFocus()

    def _choose_side(self, side: str) -> None:
        row = self.view.record()
        if row is not None:
            self._choose(getattr(row.of, side))

    def _choose(self, value: str | None) -> None:
        row = self.view.record()
        if row is None or self._found is None:
            return
        place, second = row.of.place, self._found.second
        differences = tuple(
            replace(d, chosen=value) if d.place == place else d for d in second.differences
        )
        self._found = replace(self._found, second=replace(second, differences=differences))
        self._show_rows()
        self.chosen.emit({place: value})

    def _begin_typing(self) -> None:
        if self.other.isEnabled():
            self.other.setFocus()
            self.other.selectAll()

    def _leave_typing(self) -> None:
        """Esc: nothing of it is taken, 1 and 2 choose again."""
        self._show_hint()
        self.view.setFocus()

    def _take_typed(self) -> None:
        row = self.view.record()
        if row is None or self._found is None:
            return
        value = read_value(row.of.place, self.other.value(), self._found.standard, self._today())
        if value is None:
            mark_bad(self.other, t("verify-unread"))
            self.hint.setText(f"{t('verify-unread')} {hint(row.of.place, self._found.standard)}")
            return
        same = (v for v in (row.of.first, row.of.second) if same_value(v, value))
        self._choose(next(same, value))
        self.next_open()


def _state(row: Row) -> State:
    if row.of.is_open:
        return State("none", t("verify-not-chosen"))
    if not row.of.first_wrong:
        return State("ok", row.chosen)
    return (
        State("ok", row.chosen) if not row.of.second_wrong else State("info", row.chosen, "pencil")
    )
