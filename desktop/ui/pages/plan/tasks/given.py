"""To which units below a task is given, and how far each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.planning import Attachment
from desktop.domain.unit import Unit
from desktop.domain.vietnamese import show_date
from desktop.services.planning.tasks import TaskLine, UnitTask, state_word
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.plan.tasks.files import FilesPanel
from desktop.ui.pages.plan.tasks.table import unit_state
from desktop.ui.pages.plan.typed import in_row
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, TableView, Text

_HIGH = 148
_MOST_ROWS = 6


class GivenTo(QWidget):
    """Units below to tick; `changed` at each tick. Folded it says how many."""

    changed = Signal()

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._others: tuple[str, ...] = ()
        self.says = Text("", "body")
        self.open = Button(t("plan-tasks-choose-units"), size="compact", icon="chevron-down")
        self.all = Button(t("plan-tasks-all-units"), size="compact", kind="flat")
        self.none = Button(t("plan-tasks-no-units"), size="compact", kind="flat")
        self.list = QListWidget()
        self.list.setAccessibleName(t("plan-tasks-given"))
        self.list.setFont(fonts.font("dense"))
        self.list.setFixedHeight(_HIGH)
        for unit in units:
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.code)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.sheet = Card()
        self.sheet.add(self.list)
        self._fold(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(in_row(self.says, None, self.all, self.none, self.open))
        column.addWidget(self.sheet)
        self.open.clicked.connect(lambda _=False: self._fold(not self.sheet.isHidden()))
        self.all.clicked.connect(lambda _=False: self._tick_all(True))
        self.none.clicked.connect(lambda _=False: self._tick_all(False))
        self.list.itemChanged.connect(lambda _: self._on_ticked())
        self._tell()

    def value(self) -> tuple[str, ...]:
        """The codes ticked, in the order of the list, and those that the list does not show."""
        ticked = (
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )
        return (*ticked, *self._others)

    def set_value(self, codes: Sequence[str]) -> None:
        """Tick these and fold; says nothing."""
        self._tick(codes)
        self._fold(True)

    def _tick(self, codes: Sequence[str]) -> None:
        shown = {item.data(Qt.ItemDataRole.UserRole) for item in self._items()}
        self._others = tuple(code for code in codes if code not in shown)
        self.list.blockSignals(True)
        for item in self._items():
            is_one = item.data(Qt.ItemDataRole.UserRole) in codes
            item.setCheckState(Qt.CheckState.Checked if is_one else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._tell()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(n) for n in range(self.list.count())]

    def _fold(self, folded: bool) -> None:
        self.sheet.setVisible(not folded)
        self.all.setVisible(not folded)
        self.none.setVisible(not folded)

    def _tick_all(self, ticked: bool) -> None:
        codes = [str(i.data(Qt.ItemDataRole.UserRole)) for i in self._items()] if ticked else []
        self._tick([*codes, *self._others])  # not folded: the cursor stays on its button
        self.changed.emit()

    def _on_ticked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self.value())
        self.says.setText(
            t("plan-tasks-given-count", count=count, all=self.list.count())
            if count
            else t("plan-tasks-given-nobody")
        )


class UnitsPanel(QWidget):
    """How far each unit is with a task, who is late first; the one under the cursor shows its
    evidence. `saved(attachment, path)` asks for a file of it."""

    saved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        columns: list[Column[UnitTask]] = [
            Column("", lambda u: u.name, tip=lambda u: u.name),
            Column("", _state, kind="state", width=164),
            Column("", _day, width=84, ink="text2"),
        ]
        self.title = Text(t("plan-tasks-units"), "body-bold")
        self.units: RowsModel[UnitTask] = RowsModel(columns, t("plan-tasks-units"))
        self.view = TableView(self.units, head=0, row=27)
        self.words = Text("", "small", "text2", wrap=True)
        self.files = FilesPanel(can_add=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.view, self.words, self.files):
            column.addWidget(widget)
        self.view.current.connect(self._on_unit)
        self.files.saved.connect(self.saved)

    def show_line(self, line: TaskLine | None) -> None:
        """Show the units of a task; hidden where it was given to nobody."""
        units = list(line.units) if line else []
        units.sort(key=lambda u: (-u.late_days, u.progress is not None and u.state == "done"))
        self.setVisible(bool(units))
        late = sum(1 for u in units if u.late_days)
        done = line.units_done if line else 0
        self.title.setText(
            t("plan-tasks-units-late", done=done, all=len(units), late=late)
            if late
            else t("plan-tasks-units-done", done=done, all=len(units))
        )
        self.units.set_rows(units)
        self.view.setFixedHeight(27 * min(len(units), _MOST_ROWS))
        self._on_unit(None)

    def _on_unit(self, unit: object) -> None:
        one = unit if isinstance(unit, UnitTask) else None
        progress = one.progress if one else None
        self.words.setText(
            t("plan-tasks-unit-evidence", unit=one.name, evidence=progress.evidence)
            if one and progress and progress.evidence
            else ""
        )
        files: Sequence[Attachment] = progress.files if progress else ()
        self.words.setVisible(bool(self.words.text()))
        self.files.show_files(files)
        self.files.setVisible(bool(files))


def _state(unit: UnitTask) -> State:
    if unit.progress is None and not unit.late_days:
        return State("none", t("plan-tasks-unheard"))
    return unit_state(unit, state_word(unit.state, unit.late_days))


def _day(unit: UnitTask) -> str:
    if unit.progress is None:
        return t("plan-tasks-unheard") if unit.late_days else ""
    return show_date(unit.progress.done_on)
