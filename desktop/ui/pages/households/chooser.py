"""Which columns the table has, in which order: chosen beside the table, which follows at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.reports.forms.register_list import column_title
from desktop.services.columns import ALWAYS, Shown
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import Button, Card, Icon, KeyChip, Text, padded

ID, WIDTH = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
ROW = 27
STEP = 8
"""Width in px that one press gives or takes."""
LEAST, MOST = 40, 480


class ColumnChooser(Card):
    """A list of all columns. Space shows or hides one, Alt with the arrows moves it or makes it
    wider; `changed` gives the columns shown. `usual_wanted` asks for those of the beginning."""

    changed = Signal(object)
    usual_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("households-columns-title"))
        self._usual_widths: dict[str, int] = {}
        self._filling = False
        self.list = QListWidget()
        self.list.setFont(fonts.font("dense"))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(t("households-columns-title"))
        self.list.itemChanged.connect(lambda _: self._tell())
        self.list.installEventFilter(self)
        self.reset = Button(t("households-columns-usual"), size="compact")
        self.reset.clicked.connect(self.usual_wanted)
        self.leave = Button(
            t("households-columns-done"), key="Esc", kind="primary", size="compact", live=False
        )
        self.leave.clicked.connect(self.left)
        self._place()

    def _place(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(t("households-columns-title"), "name"))
        words.addWidget(Text(t("households-columns-hint"), "small", "text2", wrap=True))
        keys = QVBoxLayout()
        keys.setSpacing(3)
        for chip, icons, word in (
            ("Space", (), t("households-columns-turn")),
            ("Alt", ("arrow-up", "arrow-down"), t("households-columns-move")),
            ("Alt", ("arrow-left", "arrow-right"), t("households-columns-width")),
        ):
            keys.addLayout(_key_line(chip, icons, word))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.leave)
        row.addWidget(self.reset)
        row.addStretch(1)
        self.add(padded(words, (14, 12, 14, 8)))
        self.add_rule()
        self.add(padded(self.list, (8, 4, 2, 4)), 1)
        self.add_rule()
        self.add(padded(keys, (14, 8, 14, 4)))
        self.add(padded(row, (14, 6, 14, 12)))

    # Showing ------------------------------------------------------------------------------------
    def show_columns(
        self, offered: Sequence[str], shown: Sequence[Shown], widths: dict[str, int], year: int
    ) -> None:
        """The columns shown first, in their order, then the others; `widths` are the usual ones."""
        self._filling, self._usual_widths = True, widths
        kept = {one.id: one.width for one in shown}
        current = self._id(self.list.currentItem())
        self.list.clear()
        for name in [*kept, *(c for c in offered if c not in kept)]:
            self._add(name, kept.get(name, 0), year, on=name in kept)
        names = [self._id(self.list.item(n)) for n in range(self.list.count())]
        self.list.setCurrentRow(names.index(current) if current in names else 0)
        self._filling = False

    def _add(self, name: str, width: int, year: int, *, on: bool) -> None:
        item = QListWidgetItem(column_title(name, year), self.list)
        item.setData(ID, name)
        item.setData(WIDTH, width)
        item.setSizeHint(QSize(0, ROW))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if name != ALWAYS:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _id(self, item: QListWidgetItem | None) -> str:
        return str(item.data(ID)) if item is not None else ""

    def chosen(self) -> tuple[Shown, ...]:
        """The columns that are on, in the order of the list."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return tuple(
            Shown(self._id(i), int(i.data(WIDTH)))
            for i in items
            if i.checkState() == Qt.CheckState.Checked
        )

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit(self.chosen())

    # Keys ---------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_press = watched is self.list and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
                _MOVES[Qt.Key(event.key())](self)
                return True
        return super().eventFilter(watched, event)

    def move_current(self, step: int) -> None:
        """Move the current column up or down."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self._filling = True
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._filling = False
            self._tell()

    def widen(self, step: int) -> None:
        """Make the current column wider or narrower."""
        item = self.list.currentItem()
        if item is not None:
            width = int(item.data(WIDTH)) or self._usual_widths.get(self._id(item), LEAST)
            self._filling = True
            item.setData(WIDTH, min(max(width + step, LEAST), MOST))
            self._filling = False
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


_MOVES = {
    Qt.Key.Key_Up: lambda chooser: chooser.move_current(-1),
    Qt.Key.Key_Down: lambda chooser: chooser.move_current(1),
    Qt.Key.Key_Left: lambda chooser: chooser.widen(-STEP),
    Qt.Key.Key_Right: lambda chooser: chooser.widen(STEP),
}


def _key_line(chip: str, icons: Sequence[str], word: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(KeyChip(chip))
    for name in icons:
        row.addWidget(Icon(name, "text2", 14))
    row.addWidget(Text(word, "small", "text2"))
    row.addStretch(1)
    return row
