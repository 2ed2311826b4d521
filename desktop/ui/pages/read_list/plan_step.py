"""The third step: what would be written, before it is; and what cannot be, with its cure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.exchange.lists.matching import Match, Parked
from desktop.exchange.lists.records import Problem
from desktop.services.old_communes import VillageTwice
from desktop.services.reading import ListPlan, result_of
from desktop.text import t
from desktop.ui.pages.read_list import plan_rows
from desktop.ui.pages.read_list.equation import Equation
from desktop.ui.pages.read_list.plan_rows import Difference, Skipped
from desktop.ui.pages.read_list.questions import Questions
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, EmptyState, Note, TableView

_WRITTEN = ("changes", "new")


@dataclass(frozen=True, slots=True)
class Sort:
    """One tab: its word, the columns of its table, the rows it takes from a plan."""

    key: str
    columns: Sequence[Column[Any]]
    rows: Callable[[ListPlan], Sequence[Any]]


def _fault_columns() -> list[Column[Problem]]:
    return [
        Column(t("read-list-where"), plan_rows.place, width=84, bold=True),
        Column(t("read-list-value"), _value, width=170, tip=_value),
        Column(t("read-list-rule"), lambda p: p.rule, tip=lambda p: p.rule),
        Column(t("read-list-cure"), _cure, tip=_cure),
    ]


def _cure(problem: Problem) -> str:
    return problem.cure[:1].upper() + problem.cure[1:]


def _value(problem: Problem) -> str:
    return problem.value or t("list-value-blank")


def _difference_columns() -> list[Column[Difference]]:
    return [
        Column(
            t("households-number"), lambda d: d.number, kind="figures", width=64, align_right=False,
            ink="text3",
        ),
        Column(t("households-head"), lambda d: d.head_name, width=190, tip=lambda d: d.head_name),
        Column(t("read-list-who"), lambda d: d.who, width=190, tip=lambda d: d.who),
        Column(t("read-list-field"), lambda d: d.field, width=200, tip=lambda d: d.field),
        Column(t("read-list-before"), lambda d: d.before, ink="text2", tip=lambda d: d.before),
        Column(t("read-list-after"), lambda d: d.after, bold=True, tip=lambda d: d.after),
    ]  # fmt: skip


def _new_columns() -> list[Column[Match]]:
    return [
        Column(
            t("read-list-lines"), lambda m: plan_rows.ranges(m.listed.rows), width=110, ink="text3"
        ),
        Column(t("households-head"), lambda m: m.listed.head.name, width=240),
        Column(t("households-village"), lambda m: m.listed.village, width=200),
        Column(t("households-people"), lambda m: m.listed.people, kind="figures", width=60),
        Column(t("read-list-class"), plan_rows.listed_class, kind="class", width=190),
        Column(t("households-b1"), lambda m: m.listed.b1, kind="figures", width=60),
        Column(t("households-b2"), lambda m: m.listed.b2, kind="figures", width=60),
        Column(t("list-field-decision-no"), lambda m: m.listed.decision_no, ink="text2"),
    ]


def _village_columns() -> list[Column[VillageTwice]]:
    return [
        Column(t("read-list-village-listed"), lambda v: v.village, width=240),
        Column(t("read-list-village-of"), lambda v: v.commune_name, width=220, ink="text2"),
        Column(t("read-list-households"), lambda v: v.households, kind="figures", width=70),
        Column(t("read-list-village-becomes"), lambda v: v.becomes, bold=True),
    ]


def _parked_columns() -> list[Column[Parked]]:
    return [
        Column(t("read-list-lines"), lambda p: plan_rows.ranges(p.listed.rows), width=110, ink="text3"),
        Column(t("households-head"), lambda p: p.listed.head.name, width=240),
        Column(t("households-village"), lambda p: p.listed.village, width=200),
        Column(t("read-list-parked-why"), lambda p: t(f"read-list-parked-{p.code}")),
    ]  # fmt: skip


def _skipped_columns() -> list[Column[Skipped]]:
    return [
        Column(t("read-list-reason"), lambda s: s.reason, width=240),
        Column(t("read-list-lines-count"), lambda s: s.count, kind="figures", width=90),
        Column(t("read-list-lines"), lambda s: s.rows, ink="text2", tip=lambda s: s.rows),
    ]


def _sorts() -> list[Sort]:
    return [
        Sort("refused", _fault_columns(), plan_rows.faults),
        Sort("changes", _difference_columns(), plan_rows.differences),
        Sort("new", _new_columns(), plan_rows.created),
        Sort("villages", _village_columns(), lambda plan: plan.old.twice),
        Sort("parked", _parked_columns(), lambda plan: plan.matching.parked),
        Sort("kept", _difference_columns(), lambda plan: plan_rows.differences(plan, kept=True)),
        Sort("doubts", _fault_columns(), lambda plan: plan.reading.doubts),
        Sort("skipped", _skipped_columns(), plan_rows.skipped),
    ]


class PlanStep(QWidget):
    """Shows a plan: the equation, what it asks, then a tab for each sort of row that it has.

    `village_toggled(key)` asks to bring a village in under the other of its two names.
    """

    village_toggled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.equation = Equation()
        self.questions = Questions()
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(t("read-list-tabs"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.sorts = _sorts()
        self.views = [_view(sort) for sort in self.sorts]
        for view in self.views:
            self.stack.addWidget(view)
        villages = self.view_of("villages")
        villages.opened.connect(lambda one: self.village_toggled.emit(one.key))
        self.stack.addWidget(EmptyState("check", t("read-list-nothing-new")))
        card = Card()
        card.setAccessibleName(t("read-list-tabs"))
        card.add(self.tabs)
        card.add_rule()
        card.add(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.equation)
        column.addWidget(self.questions)
        column.addLayout(self.notes)
        column.addWidget(card, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def view_of(self, key: str) -> TableView:
        """The table of one sort of rows."""
        return next(v for v, sort in zip(self.views, self.sorts, strict=True) if sort.key == key)

    def show_plan(self, plan: ListPlan, office: str, *, answered: bool = False) -> None:
        """Show what would be done in the book of this office; once a question is `answered`, what
        it brings in is in front."""
        self.equation.show_result(result_of(plan))
        self.questions.show_plan(plan, office)
        shown = self.tabs.tabData(self.tabs.currentIndex()) if self.tabs.count() else None
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for number, (sort, view) in enumerate(zip(self.sorts, self.views, strict=True)):
            rows = sort.rows(plan)
            row = view.currentIndex().row()
            view.rows.set_rows(rows)
            view.choose_row(row)
            if rows:
                words = t(f"read-list-tab-{sort.key}", count=show_number(len(rows)))
                self.tabs.setTabData(self.tabs.addTab(words), number)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 0)
        self.say(*_remarks(plan))
        self.tabs.setCurrentIndex(self._front(shown, answered=answered))
        self._on_tab(self.tabs.currentIndex())

    def _front(self, shown: object, *, answered: bool) -> int:
        """The tab to look at: the one shown before, or one with what goes into the book."""
        there = [self.tabs.tabData(n) for n in range(self.tabs.count())]
        written = [n for n, sort in enumerate(self.sorts) if sort.key in _WRITTEN and n in there]
        if written and answered and shown not in written:
            return there.index(written[0])
        return there.index(shown) if shown in there else 0

    def say(self, *notes: QWidget) -> None:
        """Notes between the count and the tables."""
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def _on_tab(self, number: int) -> None:
        chosen = self.tabs.tabData(number) if self.tabs.count() else None
        self.stack.setCurrentIndex(len(self.views) if chosen is None else int(chosen))

    def focus_first(self) -> None:
        """The first question still open, else the first table."""
        if self.questions.focus_first():
            return
        widget = self.stack.currentWidget()
        if isinstance(widget, TableView):
            widget.setFocus()


def _view(sort: Sort) -> TableView:
    return TableView(RowsModel(sort.columns, t(f"read-list-tab-{sort.key}", count="")), row=28)


def _warnings(plan: ListPlan) -> list[Note]:
    """What the list does to a year that has results already, and to the round that is open."""
    follows, year = plan.follows, str(plan.year)
    notes = []
    if follows.touches_year:
        words = t("read-list-follows-known", year=year, known=follows.recognised)
        added = [t("read-list-follows-added", added=follows.added)] if follows.added else []
        changed = (
            [t("read-list-follows-changed", changed=follows.changed)] if follows.changed else []
        )
        first = f"{words}; {', '.join([*added, *changed])}."
        notes.append(Note("warn", first, t("read-list-follows-known-more", year=year)))
    if follows.due:
        words = t("read-list-follows-due", year=str(follows.round_year), households=follows.due)
        notes.append(Note("warn", words, t("read-list-follows-due-more")))
    return notes


def _remarks(plan: ListPlan) -> list[Note]:
    notes = _warnings(plan)
    follow = plan_rows.followers(plan)
    if faults := plan_rows.faults(plan):
        words = t("read-list-refused-note", faults=len(faults))
        more = t("read-list-followers", rows=follow) if follow else t("read-list-refused-cure")
        notes.append(Note("warn", words, more))
    if plan.old.twice:
        words = t("read-list-villages-note", villages=len(plan.old.twice))
        notes.append(Note("info", words, t("read-list-villages-key")))
    if plan.matching.parked:
        words = t("read-list-parked-note", households=len(plan.matching.parked))
        notes.append(Note("info", words, t("read-list-parked-cure")))
    return notes
