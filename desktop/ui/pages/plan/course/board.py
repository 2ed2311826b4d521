"""The table of the units: state, why, planned of what must, measures, tasks, accounts; and its filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import fold, show_number, sort_key
from desktop.services.catalogue import bare_name
from desktop.services.planning import course, course_words
from desktop.services.planning.course import UnitCourse
from desktop.services.reported import group_name
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    FilterButton,
    SearchField,
    TableView,
)

GROUP = 1
_WHY_NARROW = (6, 8)
"""Columns that a small window has no room for: money and accounts, which the unit's own page shows."""


class Filters(QWidget):
    """State, district, name; `changed` when other units are asked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        every = [("", t("plan-course-all"))]
        self.search = SearchField(t("plan-course-search"), compact=True)
        self.search.setMaximumWidth(220)
        self.state = FilterButton(t("plan-course-filter-state"), every)
        self.group = FilterButton(t("plan-course-filter-group"), every)
        self.clear_all = Button(t("ui-clear-filters"), kind="flat", size="compact")
        self.clear_all.hide()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        for one in (self.search, self.state, self.group, self.clear_all):
            self.row.addWidget(one)
        self.row.addStretch(1)
        self.search.searched.connect(lambda _: self._tell())
        for button in (self.state, self.group):
            button.changed.connect(lambda _: self._tell())
        self.clear_all.clicked.connect(self.clear)

    def show_units(self, units: Sequence[UnitCourse]) -> None:
        """Offer every state with its count, and the districts where there are some."""
        counted = course.counts(units)
        every = ("", f"{t('plan-course-all')} {show_number(len(units))}")
        self.state.set_options(
            [every, *((s, f"{course_words.state(s)} {show_number(n)}") for s, n in counted.items())]
        )
        groups = sorted({u.group for u in units if u.group}, key=lambda g: sort_key(group_name(g)))
        self.group.set_options([("", t("plan-course-all")), *((g, group_name(g)) for g in groups)])
        self.group.setVisible(len(groups) > 1)

    def passes(self, unit: UnitCourse) -> bool:
        """Whether a unit is asked for."""
        text = fold(self.search.text())
        return (
            self.state.value() in ("", unit.state)
            and self.group.value() in ("", unit.group)
            and (text in fold(unit.name) or text == unit.code)
        )

    @property
    def is_held(self) -> bool:
        """Whether anything is held back."""
        return self.state.is_set() or self.group.is_set() or bool(self.search.text())

    def words(self) -> list[str]:
        """What is held to, for the head of a paper."""
        found = []
        if self.state.is_set():
            found.append(t(f"plan-course-state-{self.state.value()}"))
        if self.group.is_set():
            found.append(group_name(self.group.value()))
        if text := self.search.text():
            found.append(text)
        return found

    def hold(self, state: str) -> None:
        """Hold to one state and to nothing else; nobody is told."""
        self.blockSignals(True)
        self.search.clear()
        self.group.clear()
        self.state.set_value(state)
        self.blockSignals(False)
        self.clear_all.setVisible(self.is_held)

    def clear(self) -> None:
        """Let all through."""
        self.hold("")
        self.changed.emit()

    def _tell(self) -> None:
        self.clear_all.setVisible(self.is_held)
        self.changed.emit()


class BoardCard(Card):
    """`opened` gives the unit entered."""

    opened = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.model: RowsModel[UnitCourse] = RowsModel(_columns(office), t("plan-course-name"))
        self.table = TableView(self.model, row=31)
        self.table.opened.connect(self.opened)
        self.none = EmptyState("map-pin", t("plan-course-none"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.add(self.stack, 1)
        self._has_groups = True

    def show_units(self, units: Sequence[UnitCourse], *, is_held: bool) -> None:
        """Show these units; the one in hand stays in hand."""
        kept = self.table.record()
        self.model.set_rows(units)
        if kept is not None:
            self.table.choose_row(self.model.row_of(lambda u: u.code == kept.code))
        elif units:
            self.table.choose_row(0)
        self._has_groups = any(u.group for u in units)
        self.none.sentence.setText(t("plan-course-none" if is_held else "plan-course-empty"))
        self.stack.setCurrentWidget(self.table if units else self.none)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Leave the reasons room in a small window."""
        self.table.setColumnHidden(GROUP, is_narrow or not self._has_groups)
        for column in _WHY_NARROW:
            self.table.setColumnHidden(column, is_narrow)


def _columns(office: Office) -> list[Column[UnitCourse]]:
    former = office.level is not Level.DISTRICT and office.list_version == "2025"
    group = t("upper-column-group") if former else t("plan-course-col-group")
    return [
        Column(t("plan-course-col-unit"), lambda u: u.name, width=146, bold=True, sort_key=_by_name,
               tip=lambda u: u.name),
        Column(group, lambda u: group_name(u.group), width=120, ink="text2",
               sort_key=lambda u: (sort_key(group_name(u.group)), _by_name(u))),
        Column(t("plan-course-col-state"), _state, kind="state", width=118,
               sort_key=lambda u: course.STATES.index(u.state)),
        Column(t("plan-course-col-why"), course_words.why, tip=course_words.why),
        Column(t("plan-course-col-planned"), _planned, kind="progress", width=132,
               sort_key=lambda u: u.planned / u.must if u.must else -1.0),
        Column(t("plan-course-col-helped"), lambda u: u.helped or None, kind="figures", width=80,
               sort_key=lambda u: u.helped),
        Column(t("plan-course-col-amount"), lambda u: course_words.amount(u.amount) or None,
               kind="figures", width=94, sort_key=lambda u: u.amount),
        Column(t("plan-course-col-tasks"), course_words.tasks, width=86,
               sort_key=lambda u: (u.tasks.late, -u.tasks.done)),
        Column(t("plan-course-col-account"), course_words.account, width=112, tip=course_words.account),
        Column(t("plan-course-col-heard"), course_words.heard, kind="figures", width=104,
               align_right=False, sort_key=lambda u: str(u.heard_on or "")),
    ]  # fmt: skip


def _by_name(unit: UnitCourse) -> Any:
    return sort_key(bare_name(unit.name))


def _state(unit: UnitCourse) -> State:
    return State(course_words.STATES[unit.state], course_words.state(unit.state))


def _planned(unit: UnitCourse) -> tuple[int, int] | None:
    return None if unit.must is None else (unit.planned, unit.must)
