"""The third step: what would be written, before it is; and what cannot be, with its cure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.exchange.lists.matching import Match
from desktop.exchange.lists.records import Problem
from desktop.services.reading import ListPlan, result_of
from desktop.text import t
from desktop.ui.pages.read_list import plan_rows
from desktop.ui.pages.read_list.equation import Equation
from desktop.ui.pages.read_list.plan_rows import Difference, Skipped
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, EmptyState, Note, TableView


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
        Sort("kept", _difference_columns(), lambda plan: plan_rows.differences(plan, kept=True)),
        Sort("doubts", _fault_columns(), lambda plan: plan.reading.doubts),
        Sort("skipped", _skipped_columns(), plan_rows.skipped),
    ]


class PlanStep(QWidget):
    """Shows a plan: the equation, then a tab for each sort of row that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.equation = Equation()
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
        column.addLayout(self.notes)
        column.addWidget(card, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def show_plan(self, plan: ListPlan) -> None:
        """Show what would be done."""
        self.equation.show_result(result_of(plan))
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for number, (sort, view) in enumerate(zip(self.sorts, self.views, strict=True)):
            rows = sort.rows(plan)
            view.rows.set_rows(rows)
            if rows:
                words = t(f"read-list-tab-{sort.key}", count=show_number(len(rows)))
                self.tabs.setTabData(self.tabs.addTab(words), number)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 0)
        self.say(*_remarks(plan))
        self._on_tab(0)

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
        """The first table."""
        widget = self.stack.currentWidget()
        if isinstance(widget, TableView):
            widget.setFocus()


def _view(sort: Sort) -> TableView:
    return TableView(RowsModel(sort.columns, t(f"read-list-tab-{sort.key}", count="")), row=28)


def _remarks(plan: ListPlan) -> list[Note]:
    notes = []
    follow = plan_rows.followers(plan)
    if plan.refused:
        words = t("read-list-refused-note", faults=len(plan_rows.faults(plan)))
        more = t("read-list-followers", rows=follow) if follow else t("read-list-refused-cure")
        notes.append(Note("warn", words, more))
    return notes
