"""How the roster looks: its model, cells with prefill corner, changed dot and red line, its head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.household import IdState, Person
from desktop.domain.review import Severity
from desktop.text import t
from desktop.ui.pages.entry import roster_fields, state
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.roster_fields import FIELDS
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import finding_words
from desktop.ui.rows_model import Index
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import CENTRE, draw_numbers, draw_text, hairline

ROW, HEAD = 26, 26
CELL = Qt.ItemDataRole.UserRole
_FIGURES = ("born", "citizen_id")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `prefill`: as the round found it; `changed`: it was otherwise then."""

    text: str
    figures: bool = False
    faint: bool = False
    prefill: bool = False
    changed: bool = False
    bad: bool = False


class RosterModel(QAbstractTableModel):
    """Members present, one row each; the first column is the number of the line."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Keying | None = None
        self._cells: list[list[Cell]] = []
        self._tips: dict[str, str] = {}
        self.current = -1

    def show_sheet(self, sheet: Keying, view: View) -> None:
        """Show the members of a sheet."""
        same = len(self._cells) == len(sheet.present)
        if not same:
            self.beginResetModel()
        self._tips = {f.where: "\n".join(finding_words(f)) for f in view.findings}
        bad = {f.where for f in view.findings if f.severity is Severity.BLOCKING}
        self._sheet = sheet
        self._cells = [
            [_cell(sheet, n, person, field, f"member:{n}:{field}" in bad) for field in FIELDS]
            for n, person in enumerate(sheet.present, 1)
        ]
        if same:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
        else:
            self.endResetModel()

    def set_current(self, row: int) -> None:
        """The row with the editor, −1 for none."""
        self.current = row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(FIELDS) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cells):
            return None
        if index.column() == 0:
            return str(index.row() + 1) if role == Qt.ItemDataRole.DisplayRole else None
        cell = self._cells[index.row()][index.column() - 1]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            place = f"member:{index.row() + 1}:{FIELDS[index.column() - 1]}"
            return self._tips.get(place) or cell.text or None
        return None

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return t(f"entry-field-{FIELDS[section - 1]}") if section else ""


def _cell(sheet: Keying, line: int, person: Person, field: str, is_bad: bool) -> Cell:
    typed = state.unread(sheet, f"member:{line}:{field}")
    before = state.member_before(sheet, person)
    same = before is not None and roster_fields.same_cell(person, before, field) and not typed
    text = typed or roster_fields.shown(person, field)
    wanting = field == "citizen_id" and person.id_state is not IdState.KNOWN
    return Cell(
        text=text,
        figures=field in _FIGURES and not wanting and not typed,
        faint=wanting,
        prefill=same and bool(text),
        changed=before is not None and not same,
        bad=is_bad or bool(typed),
    )


class RosterCells(QStyledItemDelegate):
    """Paints cells: hairlines all around, corner or dot at the top left, red ground and line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        model = index.model()
        assert isinstance(model, RosterModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == model.current:
            painter.fillRect(rect, colour("accent_soft"))
        hairline(painter, rect)
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), colour("line"))
        if index.column() == 0:
            draw_numbers(painter, rect, str(index.row() + 1), "roster", "text3", CENTRE)
        else:
            _paint_cell(painter, rect, index.data(CELL))
        painter.restore()


def _paint_cell(painter: QPainter, rect: QRectF, cell: Cell) -> None:
    if cell.bad:
        painter.fillRect(rect.adjusted(0, 0, -1, -1), colour("err_soft"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width() - 1, 2), colour("err"))
    if cell.changed:
        draw_changed(painter, QPointF(rect.left() + 2, rect.top() + 2))
    elif cell.prefill and not cell.bad:
        draw_prefill(painter, QPointF(rect.left() + 2, rect.top() + 2))
    ink = "err" if cell.bad else ("text3" if cell.faint else "text")
    box = rect.adjusted(6, 0, -4, -1)
    if cell.figures:
        draw_numbers(painter, box, cell.text, "roster", ink, Qt.AlignmentFlag.AlignLeft)
    else:
        draw_text(painter, box, cell.text, "roster", ink)


def draw_prefill(painter: QPainter, at: QPointF) -> None:
    """The corner of what comes from the last round: a 6 px triangle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_mid"))
    painter.drawPolygon(QPolygonF([at, at + QPointF(6, 0), at + QPointF(0, 6)]))


def draw_changed(painter: QPainter, at: QPointF) -> None:
    """The dot of what is otherwise than in the last round."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent"))
    painter.drawEllipse(QRectF(at.x(), at.y(), 6, 6))


class RosterHead(QHeaderView):
    """Titles on sunken ground with hairlines between."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEAD)
        self.setMinimumSectionSize(16)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, colour("sunken"))
        hairline(painter, box, "line2")
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), colour("line"))
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        draw_text(painter, box.adjusted(6, 0, -2, -1), title, "tiny-medium", "text2")
        painter.restore()
