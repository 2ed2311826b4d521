"""The measures of a plan year as a table with filters and its sum in đồng; what is done with many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.planning import Measure, MeasureState
from desktop.domain.vietnamese import name_key, show_date, sort_key
from desktop.services.planning.measuring import MeasureLine
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    EmptyState,
    FilterButton,
    TableView,
    Text,
    clear_filters,
    padded,
)

SCOPE, SCOPE_EDGES = 200, 52
"""Width in px of the field at the foot: at least, and beside its words, which end in a number."""
KEYS = {"under_way": "F7", "done": "F9", "stopped": "F8", "planned": "F6"}
"""What the buttons at the foot put a measure in, and their keys while the table has the focus."""

_STATES = {"planned": "none", "under_way": "wait", "done": "ok", "stopped": "held"}


@dataclass(frozen=True, slots=True)
class _Sum:
    """The sum row."""

    measures: int
    households: int
    amount: int


Row = MeasureLine | _Sum


def _money(row: Row) -> int | None:
    return row.amount if isinstance(row, _Sum) else row.measure.amount


def _name(row: Row) -> str:
    if isinstance(row, _Sum):
        return t("plan-measures-sum", measures=row.measures, households=row.households)
    return head_word(row.home.head_name) if row.home else t("plan-measures-no-home")


def _state(row: Row) -> State | None:
    if isinstance(row, _Sum):
        return None
    state = row.measure.state
    word = t(f"measure-state-{state}")
    return State("warn", word) if row.findings else State(_STATES[state], word)


def _of(show: Callable[[MeasureLine], str]) -> Callable[[Row], str]:
    """Of a measure; the sum says nothing there."""
    return lambda row: "" if isinstance(row, _Sum) else show(row)


def tip(row: Row) -> str:
    """What is odd about a measure, with its cure."""
    if isinstance(row, _Sum):
        return ""
    return "\n".join(
        f"{t(f'finding-{f.code}', **f.details)} {t(f'finding-{f.code}-cure', **f.details)}"
        for f in row.findings
    )


def _text(title: str, show: Callable[[MeasureLine], str], width: int | None) -> Column[Row]:
    shown = _of(show)
    return Column(title, shown, width=width, tip=shown, sort_key=lambda row: sort_key(shown(row)))


def _day(title: str, name: str) -> Column[Row]:
    shown = _of(lambda line: show_date(getattr(line.measure, name)))
    return Column(title, shown, kind="figures", width=88, align_right=False)


def columns() -> list[Column[Row]]:
    """Household, village, kind, programme, đồng, state, days, who is responsible."""
    amount = t("plan-measures-amount")
    return [
        Column(
            t("plan-measures-household"), _name, width=160, bold=True, tip=_name,
            sort_key=lambda row: name_key(_name(row)),
        ),
        _text(t("plan-measures-village"), lambda line: line.village, 116),
        _text(t("plan-measures-kind"), lambda line: line.kind_name, 190),
        _text(t("plan-measures-programme"), lambda line: line.measure.programme, None),
        Column(amount, _money, kind="figures", width=118, sort_key=lambda r: _money(r) or 0),
        Column(
            t("plan-measures-state"), _state, kind="state", width=108, tip=tip,
            sort_key=_of(lambda line: line.measure.state),
        ),
        _day(t("plan-measures-starts-on"), "starts_on"),
        _day(t("plan-measures-ends-on"), "ends_on"),
        _text(t("plan-measures-responsible"), lambda line: line.measure.responsible, 180),
    ]  # fmt: skip


class MeasuresTable(Card):
    """`opened(line)`, `state_wanted(uids, state)`, `remove_wanted(uids)`, `add_wanted`."""

    opened = Signal(object)
    state_wanted = Signal(object, str)
    remove_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.editable = editable
        self._lines: list[MeasureLine] = []
        everything = [("", t("plan-measures-all"))]
        self.village = FilterButton(t("plan-measures-village"), everything)
        self.kind = FilterButton(t("plan-measures-kind"), everything)
        self.state = FilterButton(
            t("plan-measures-state"),
            [*everything, *((s.value, t(f"measure-state-{s}")) for s in MeasureState), ("odd", t("plan-measures-odd"))],
        )  # fmt: skip
        self.filters = (self.village, self.kind, self.state)
        self.model: RowsModel[Row] = RowsModel(columns(), t("plan-measures-table"))
        self.view = TableView(self.model)
        self.scope = Choice(name=t("plan-measures-scope"), compact=True)
        self.buttons: list[Button] = []
        self.empty = EmptyState("heart-handshake", t("plan-measures-empty"), self._first_button())
        self.none = EmptyState("search", t("plan-measures-none"))
        self.stack = QStackedWidget()
        self._build()

    def _first_button(self) -> Button | None:
        if not self.editable:
            return None
        button = Button(t("plan-measures-begin"), kind="primary", live=False)
        button.clicked.connect(self.add_wanted)
        return button

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in self.filters:
            row.addWidget(one)
            one.changed.connect(lambda _: self._show())
        self.clear = clear_filters(self.filters)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.count = Text("", "small", "text2")
        row.addWidget(self.count)
        self.add(padded(row, (14, 7, 14, 7)))
        self.stack.setProperty("ground", "clear")
        for widget in (self.view, self.empty, self.none):
            self.stack.addWidget(widget)
        self.add(self.stack, 1)
        if self.editable:
            self._add_foot()
        self.view.opened.connect(self.opened)
        self.view.current.connect(lambda _: self._on_current())

    def _add_foot(self) -> None:
        foot = self.add_foot(Text(t("plan-measures-with"), "small", "text2"), self.scope)
        for state, key in KEYS.items():
            button = Button(t(f"plan-measures-to-{state}"), size="compact", live=False)
            button.clicked.connect(lambda _=False, state=state: self._change(state))
            button.setToolTip(f"{button.text()} ({key})")
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            foot.addWidget(button)
            self.buttons.append(button)
        foot.addStretch(1)
        off = Button(t("plan-measures-remove"), icon="trash", key="Del", size="compact", live=False)
        off.clicked.connect(lambda _=False: self._remove())
        foot.addWidget(off)
        self.buttons.append(off)

    # Showing ------------------------------------------------------------------------------------
    def show_lines(self, lines: Sequence[MeasureLine], kinds: Mapping[str, str]) -> None:
        """Show the measures of a year; filters stay."""
        self._lines = list(lines)
        everything = [("", t("plan-measures-all"))]
        villages = sorted({line.village for line in lines if line.village}, key=sort_key)
        self.village.set_options([*everything, *((v, v) for v in villages)])
        known = {line.measure.kind: line.kind_name for line in lines}
        order = [code for code in kinds if code in known] + [c for c in known if c not in kinds]
        self.kind.set_options([*everything, *((c, known[c]) for c in order)])
        self._show()

    def shown(self) -> list[MeasureLine]:
        """The measures that the filters let through."""
        state = self.state.value()
        return [
            line
            for line in self._lines
            if self.village.value() in ("", line.village)
            and self.kind.value() in ("", line.measure.kind)
            and (state in ("", line.measure.state) or (state == "odd" and bool(line.findings)))
        ]

    def _show(self) -> None:
        here = self.view.record()
        found = self.shown()
        counted = [x.measure for x in found if x.measure.state is not MeasureState.STOPPED]
        total = _Sum(
            len(counted),
            len({m.household_uid for m in counted}),
            sum(m.amount or 0 for m in counted),
        )
        self.model.set_rows(list(found), total=total if found else None)
        held = any(f.is_set() for f in self.filters)
        self.clear.setVisible(held)
        self.count.setText(
            t(
                "plan-measures-count", shown=len(found), all=len(self._lines),
                households=total.households, amount=total.amount,
            )
        )  # fmt: skip
        self.count.setVisible(bool(self._lines))
        rest = self.none if held else self.empty
        self.stack.setCurrentWidget(self.view if found else rest)
        if isinstance(here, MeasureLine):
            uid = here.measure.uid
            self.view.choose_row(
                self.model.row_of(lambda r: isinstance(r, MeasureLine) and r.measure.uid == uid)
            )
        self._show_scope()

    def current(self) -> MeasureLine | None:
        """The measure under the cursor."""
        here = self.view.record()
        return here if isinstance(here, MeasureLine) else None

    # Many ---------------------------------------------------------------------------------------
    def _show_scope(self) -> None:
        if not self.editable:
            return
        options = []
        if self.current() is not None:
            options.append(("one", t("plan-measures-scope-one")))
        if len(group := self._group()) > 1:
            options.append(("group", t("plan-measures-scope-group", measures=len(group))))
        if found := self.shown():
            options.append(("shown", t("plan-measures-scope-shown", measures=len(found))))
        self.scope.set_options(options)
        words = [fonts.text_width(word, "body") for _, word in options]
        self.scope.setMinimumWidth(max(SCOPE, round(max(words, default=0)) + SCOPE_EDGES))
        for button in self.buttons:
            button.setEnabled(bool(options))

    def _on_current(self) -> None:
        """Whoever goes to another measure means that one, until they say otherwise."""
        self._show_scope()
        self.scope.setCurrentIndex(0)

    def _group(self) -> list[Measure]:
        here = self.current()
        if here is None or not here.measure.group:
            return []
        return [x.measure for x in self._lines if x.measure.group == here.measure.group]

    def scoped(self) -> list[Measure]:
        """The measures that the buttons at the foot are about."""
        scope, here = self.scope.value(), self.current()
        if scope == "group":
            return self._group()
        if scope == "shown":
            return [line.measure for line in self.shown()]
        return [here.measure] if here is not None else []

    def _change(self, state: str) -> None:
        if uids := [m.uid for m in self.scoped()]:
            self.state_wanted.emit(uids, state)

    def _remove(self) -> None:
        if uids := [m.uid for m in self.scoped()]:
            self.remove_wanted.emit(uids)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Delete and self.editable and self.view.hasFocus():
            self._remove()
            return
        super().keyPressEvent(event)
