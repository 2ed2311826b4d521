"""One table model for every table: a list of columns says how a record is shown.

    model = RowsModel([
        Column(t("…-head"), lambda h: h.head, width=158, sort_key=lambda h: name_key(h.head)),
        Column(t("…-people"), lambda h: h.people, kind="figures", width=44),
        Column(t("…-class"), lambda h: h.household_class, kind="class", width=134),
        Column(t("…-keyed"), lambda v: (v.keyed, v.sheets), kind="progress"),
        Column(t("…-sheet"), lambda h: State("ok", t("…")), kind="state"),
    ])
    model.set_rows(records, total=sum_record)

What `show` returns, by `kind`: text → str; figures → int (shown 1.984), str or None (blank);
class → a HouseholdClass, its value, "none", or None (blank); progress → (done, total);
state → State(state, word) or None; lines → (first, second); icon → State(state, "");
link → str. `Heading` rows in `set_rows` part groups. The total row stands last, whatever the order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.vietnamese import show_number
from desktop.text import t

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole
"""What `show` returned, for the delegate."""
RECORD = Qt.ItemDataRole.UserRole + 1
"""The record itself (or the Heading)."""
IS_TOTAL = Qt.ItemDataRole.UserRole + 2

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class State:
    """A state with its word: ok, warn, err, info, wait, held, returned, none (design.md, States).

    `icon` replaces the state's own icon, `faint` follows the word in text3 (a date).
    """

    state: str
    word: str = ""
    icon: str = ""
    faint: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names the group below it; it cannot be chosen."""

    text: str


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. `width` in px at 100 %, None = takes what is left. Without `sort_key` a click on
    the head does nothing. `ink` is a token for the text, `role` another size (fonts.ROLES), `bold`
    a heavier face, `tip` a tooltip; `searched` columns mark what was searched for."""

    title: str
    show: Callable[[R], Any]
    kind: str = "text"
    width: int | None = None
    sort_key: Callable[[R], Any] | None = None
    ink: str = "text"
    role: str = ""
    bold: bool = False
    searched: bool = False
    align_right: bool | None = None
    tip: Callable[[R], str] | None = None

    @property
    def is_right(self) -> bool:
        """Numbers stand at the right unless told otherwise."""
        return self.kind == "figures" if self.align_right is None else self.align_right


def words(cell: Any, kind: str) -> str:
    """A cell in words: what a screen reader says and a copied table holds."""
    if cell is None:
        return ""
    if isinstance(cell, State):
        return f"{cell.word} {cell.faint}".strip()
    if kind == "class":
        return t(f"class-{cell}")
    if isinstance(cell, tuple):
        return ("/" if kind == "progress" else "\n").join(_word(part) for part in cell)
    return _word(cell)


def _word(value: object) -> str:
    return show_number(value) if isinstance(value, int) else str(value)


_SHOWN = (Qt.ItemDataRole.DisplayRole, CELL)
_ROLES = frozenset(
    {
        *_SHOWN,
        RECORD,
        IS_TOTAL,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
    }
)


def _answer(record: R, column: Column[R], role: int) -> Any:
    if role == CELL:
        return column.show(record)
    if role == Qt.ItemDataRole.DisplayRole:
        return words(column.show(record), column.kind)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _RIGHT if column.is_right else _LEFT
    return (column.tip(record) or None) if column.tip else None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of records under columns; `set_rows` replaces them all."""

    def __init__(self, columns: Sequence[Column[R]], name: str = "") -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.name = name
        self._rows: list[R | Heading] = []
        self._total: R | None = None

    def set_rows(self, rows: Sequence[R | Heading], total: R | None = None) -> None:
        """Show these records; `total` is one more record, the sum row."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = total
        self.endResetModel()

    @property
    def rows(self) -> list[R]:
        """The records without headings and total."""
        return [row for row in self._rows if not isinstance(row, Heading)]

    def at(self, row: int) -> R | Heading | None:
        """What stands in a row; None beyond the end."""
        if 0 <= row < len(self._rows):
            return self._rows[row]
        return self._total if row == len(self._rows) else None

    def record(self, index: Index) -> R | None:
        """The record of an index; None for a heading, the total or nothing."""
        row = self.at(index.row()) if index.isValid() else None
        return None if isinstance(row, Heading) or row is self._total else row

    def row_of(self, wanted: Callable[[R], bool]) -> int:
        """The first row whose record is wanted, −1 if none."""
        found = (i for i, r in enumerate(self._rows) if not isinstance(r, Heading) and wanted(r))
        return next(found, -1)

    def replace(self, row: int, record: R) -> None:
        """Put another record into a row without moving the others."""
        self._rows[row] = record
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # Qt's side --------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._rows) + (self._total is not None)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.at(index.row()) if role in _ROLES and index.isValid() else None
        if row is None:
            return None
        if role == RECORD:
            return row
        if role == IS_TOTAL:
            return row is self._total
        if isinstance(row, Heading):
            return row.text if role in _SHOWN and index.column() == 0 else None
        return _answer(row, self.columns[index.column()], role)

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_right else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.at(index.row()) if index.isValid() else None
        if row is None or isinstance(row, Heading) or row is self._total:
            return Qt.ItemFlag.ItemIsEnabled if row is not None else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the records (groups are dissolved into none: a grouped list is not sorted)."""
        if not 0 <= column < len(self.columns):
            return
        key = self.columns[column].sort_key
        if key is None or any(isinstance(row, Heading) for row in self._rows):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        old = [self._rows[i.row()] if i.row() < len(self._rows) else None for i in before]
        self._rows.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type]
        place = {id(row): i for i, row in enumerate(self._rows)}
        after = [
            self.index(place.get(id(row), i.row()), i.column())
            for i, row in zip(before, old, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
