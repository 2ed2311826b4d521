"""Lists of households to begin with: those without a measure yet, and those to leave poverty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.vietnamese import name_key, sort_key
from desktop.services.planning.measuring import Home
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    FilterButton,
    Text,
    TurnedTable,
    clear_filters,
    padded,
)


def _lacks(home: Home, names: Mapping[str, str]) -> str:
    if home.deprived is None:
        return t("plan-measures-not-known")
    return ", ".join(names.get(code, code) for code in names if code in home.deprived)


class HomesList(Card):
    """Households with filters for village, class and what they lack. `opened(home)` on Enter,
    `turned(home)` on Space or its link, `all_wanted(uids)` and `second_wanted(uids)` on the buttons
    at the foot, whose words are the keys `verb` and `second`."""

    opened = Signal(object)
    turned = Signal(object)
    all_wanted = Signal(object)
    second_wanted = Signal(object)

    def __init__(
        self, name: str, empty: EmptyState, extra: Sequence[Column[Home]] = (), *,
        verb: str = "", second: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._homes: list[Home] = []
        self._names: Mapping[str, str] = {}
        self._verb, self._second = verb, second
        everything = [("", t("plan-measures-all"))]
        self.village = FilterButton(t("plan-measures-village"), everything)
        self.kind = FilterButton(
            t("plan-measures-class"),
            [*everything, *((c, t(f"class-{c}")) for c in ("poor", "near_poor"))],
        )
        self.lack = FilterButton(t("plan-measures-lacks"), everything)
        self.filters = [self.village, self.kind, self.lack]
        self.model: RowsModel[Home] = RowsModel([*self._columns(), *extra], name)
        self.view = TurnedTable(self.model)
        self.empty, self.none = empty, EmptyState("search", t("plan-measures-none"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.all = Button("", size="compact", live=False)
        self.second = Button("", size="compact", kind="flat", live=False)
        self.words = Text("", "small", "text2")
        self._build()

    def _columns(self) -> list[Column[Home]]:
        return [
            Column(t("plan-measures-household"), lambda h: head_word(h.head_name), width=176,
                   bold=True, tip=lambda h: head_word(h.head_name),
                   sort_key=lambda h: name_key(h.head_name)),
            Column(t("plan-measures-number"), lambda h: h.number, kind="figures", width=76,
                   align_right=False),
            Column(t("plan-measures-village"), lambda h: h.village, width=150,
                   tip=lambda h: h.village, sort_key=lambda h: sort_key(h.village)),
            Column(t("plan-measures-class"), lambda h: h.household_class or None, kind="class",
                   width=140, sort_key=lambda h: h.household_class),
            Column(t("plan-measures-lacks"), lambda h: _lacks(h, self._names),
                   tip=lambda h: _lacks(h, self._names)),
        ]  # fmt: skip

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in self.filters:
            row.addWidget(one)
            one.changed.connect(lambda _: self._show())
        self.clear = clear_filters(self.filters)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.words)
        self.add(padded(row, (14, 7, 14, 7)))
        for widget in (self.view, self.empty, self.none):
            self.stack.addWidget(widget)
        self.add(self.stack, 1)
        if self._verb:
            self.add_foot(self.all, self.second).addStretch(1)
            self.second.setVisible(bool(self._second))
        self.view.opened.connect(self.opened)
        self.view.turned.connect(self.turned)
        self.view.followed.connect(self.turned)
        self.all.clicked.connect(lambda _=False: self.all_wanted.emit(self.uids()))
        self.second.clicked.connect(lambda _=False: self.second_wanted.emit(self.uids()))

    def show_homes(self, homes: Sequence[Home], names: Mapping[str, str]) -> None:
        """Show these; filters stay."""
        self._homes, self._names = list(homes), names
        everything = [("", t("plan-measures-all"))]
        villages = sorted({h.village for h in homes}, key=sort_key)
        self.village.set_options([*everything, *((v, v) for v in villages)])
        lacking = {code for h in homes for code in h.deprived or ()}
        self.lack.set_options([*everything, *((c, n) for c, n in names.items() if c in lacking)])
        self._show()

    def shown(self) -> list[Home]:
        """The households that the filters let through."""
        lack = self.lack.value()
        return [
            h
            for h in self._homes
            if self.village.value() in ("", h.village)
            and self.kind.value() in ("", h.household_class)
            and (not lack or lack in (h.deprived or ()))
        ]

    def uids(self) -> tuple[str, ...]:
        """Those shown."""
        return tuple(h.uid for h in self.shown())

    def count(self, wanted: Callable[[Home], bool]) -> int:
        """How many of all are so."""
        return sum(map(wanted, self._homes))

    def _show(self) -> None:
        here = self.view.record()
        found = self.shown()
        self.model.set_rows(found)
        held = any(f.is_set() for f in self.filters)
        self.clear.setVisible(held)
        rest = self.none if held else self.empty
        self.stack.setCurrentWidget(self.view if found else rest)
        if here is not None:
            self.view.choose_row(self.model.row_of(lambda h: h.uid == here.uid))
        for button, key in ((self.all, self._verb), (self.second, self._second)):
            if key:
                button.setText(t(key, households=len(found)))
                button.updateGeometry()
            button.setEnabled(bool(found))


def without_list() -> HomesList:
    """The poor and near-poor who have no measure in the plan year yet."""
    empty = EmptyState("circle-check", t("plan-measures-without-none"))
    return HomesList(t("plan-measures-without"), empty, verb="plan-measures-record-all")


def escapes_list(*, editable: bool) -> HomesList:
    """The poor, and which of them are registered to leave poverty."""

    def planned(home: Home) -> State:
        if home.is_planned:
            return State("ok", t("plan-measures-planned"))
        return State("none", t("plan-measures-not-planned"))

    def turn(home: Home) -> str:
        return t("plan-measures-unmark" if home.is_planned else "plan-measures-mark")

    extra: list[Column[Home]] = [
        Column(t("plan-measures-has"), lambda h: State("ok", t("plan-measures-has-one")) if h.is_helped else None,
               kind="state", width=104, sort_key=lambda h: h.is_helped),
        Column(t("plan-measures-escape"), planned, kind="state", width=128,
               sort_key=lambda h: not h.is_planned),
    ]  # fmt: skip
    if editable:
        extra.append(Column("", turn, kind="link", width=104))
    empty = EmptyState("home", t("plan-measures-escape-none"))
    made = HomesList(
        t("plan-measures-escapes"), empty, extra,
        verb="plan-measures-mark-all" if editable else "",
        second="plan-measures-unmark-all" if editable else "",
    )  # fmt: skip
    made.kind.hide()
    made.filters.remove(made.kind)
    return made
