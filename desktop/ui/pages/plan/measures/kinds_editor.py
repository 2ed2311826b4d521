"""The list of kinds of measures: renamed in place, hidden, added to; kept at once, undone by one click."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.services.planning.measure_kinds import KindList, added
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.plan.typed import in_row, labelled
from desktop.ui.widgets import Button, Card, Field, Text, padded

SIDE = 14


class KindsEditor(Card):
    """`wanted(KindList)` for every change; `left` on Esc."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found = KindList(kinds=())
        self.setAccessibleName(t("plan-measures-kinds"))
        self.list = QListWidget()
        self.list.setAccessibleName(t("plan-measures-kinds"))
        self.list.setFont(fonts.font("body"))
        self.name = Field()
        self.plus = Button(t("plan-measures-kind-add"), icon="plus", live=False)
        self.rename = Button(t("plan-measures-kind-rename"), icon="pencil", key="F2", live=False)
        self.leave = Button(t("plan-measures-kinds-leave"), key="Esc", kind="flat", live=False)
        self.add(padded(Text(t("plan-measures-kinds"), "name"), (SIDE, 12, SIDE, 0)))
        hint = Text(t("plan-measures-kinds-hint"), "small", "text2", wrap=True)
        self.add(padded(hint, (SIDE, 0, SIDE, 8)))
        self.add(padded(self.list, (SIDE, 0, SIDE, 8)), 1)
        new = labelled(t("plan-measures-kind-new"), self.name)
        self.add(padded(in_row(new), (SIDE, 0, SIDE, 6)))
        self.add(padded(in_row(self.plus, self.rename, None), (SIDE, 0, SIDE, 6)))
        self.add(padded(in_row(self.leave, None), (SIDE, 0, SIDE, 10)))
        self.plus.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.rename.clicked.connect(lambda _=False: self._edit())
        self.leave.clicked.connect(self.left)
        self.list.itemChanged.connect(self._on_item)

    def show_kinds(self, found: KindList) -> None:
        """Show the office's list; ticked ones are offered."""
        self.found = found
        here = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for kind in found.kinds:
            item = QListWidgetItem(kind.name)
            item.setData(Qt.ItemDataRole.UserRole, kind.code)
            item.setFlags(
                item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
            )
            offered = kind.code not in found.hidden
            item.setCheckState(Qt.CheckState.Checked if offered else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(here, self.list.count() - 1)))
        self.list.blockSignals(False)

    def _edit(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _add(self, _on: bool = False) -> None:
        if self.name.value():
            wanted = added(self.found, self.name.value())
            self.name.clear()
            self.wanted.emit(wanted)

    def _on_item(self, _item: QListWidgetItem) -> None:
        """Named or ticked anew."""
        items = [self.list.item(n) for n in range(self.list.count())]
        names = {str(i.data(Qt.ItemDataRole.UserRole)): i.text() for i in items}
        hidden = {
            str(i.data(Qt.ItemDataRole.UserRole))
            for i in items
            if i.checkState() is Qt.CheckState.Unchecked
        }
        kinds = tuple(replace(k, name=names.get(k.code, k.name)) for k in self.found.kinds)
        self.wanted.emit(KindList(kinds=kinds, hidden=frozenset(hidden)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
