"""Which unit works with this book: list, province, tone-free search, and what the choice brings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desktop.domain.unit import Area, Level, Unit
from desktop.domain.vietnamese import fold, sort_key
from desktop.services import catalogue
from desktop.text import t
from desktop.ui.rows_model import Column
from desktop.ui.start.options import CORNERS, ROW, OptionTable
from desktop.ui.start.question import Question
from desktop.ui.start.unit_card import UnitCard
from desktop.ui.start.unit_words import kind_words, list_counts, low, second_line
from desktop.ui.widgets import Card, Link, SearchField, Segmented, Text
from desktop.ui.widgets.paint import RIGHT, draw_text, painting

LISTS = ("2025", "2022")
MOST_ROWS = 300
EDGES = 2 + CORNERS[1] + CORNERS[3]
"""What the card around the rows needs; px."""


class UnitSearch(SearchField):
    """The search over the list below it: arrows move there, a new text and Enter only searches."""

    def __init__(self, table: OptionTable) -> None:
        super().__init__(t("start-unit-search"))
        self._table = table
        self._told = ""
        self.searched.connect(self._keep)

    def _keep(self, text: str) -> None:
        self._told = text

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), 38)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        page = max(1, self._table.height() // self._table.row_height - 1)
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        if (by := moves.get(Qt.Key(event.key()))) is not None:
            self._table.step(by)
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_new = self.text().strip() != self._told
        super().keyPressEvent(event)
        if is_enter and is_new:
            # What Enter would choose was not on the screen yet when it was pressed.
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.text():
            with painting(self) as painter:
                box = QRectF(0, 0, self.width() - 36, self.height())
                draw_text(painter, box, t("start-unit-no-tones"), "small", "text3", RIGHT)


class UnitQuestion(Question):
    """The unit of the book: `unit()` and `area()` once `problem()` is silent."""

    def __init__(self, year: int) -> None:
        super().__init__(t("start-unit-title"), t("start-unit-lead"), aside=True)
        self.province = ""
        self.list = Segmented(["", ""], t("start-unit-list"))
        self.place = Text("", "small", "text2")
        self.other_province = Link(t("start-unit-other-province"))
        self.table = OptionTable(_columns(), t("start-unit-units"))
        self.search = UnitSearch(self.table)
        self.none = Text("", "body", "text2", wrap=True)
        self.card = UnitCard(year)
        self._lay_out()
        self.list.chosen.connect(self._on_list)
        self.other_province.clicked.connect(lambda: self.set_province(""))
        self.search.searched.connect(self._fill)
        self.table.current.connect(self._on_current)
        self.table.doubleClicked.connect(lambda _: self.go())
        self.card.chosen.connect(self.changed)
        self.set_province("")

    def _lay_out(self) -> None:
        self.place.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self.list, self.place, self.other_province):
            row.addWidget(widget)
        row.addStretch(1)
        self.frame = Card()
        self.frame.column.setContentsMargins(*CORNERS)
        self.frame.add(self.table, 1)
        self.table.setMinimumHeight(3 * ROW)
        self.main.addLayout(row)
        self.main.addSpacing(12)
        self.main.addWidget(self.search)
        self.main.addSpacing(10)
        self.main.addWidget(self.frame, 1)
        self.main.addWidget(self.none)
        self.main.addSpacing(10)
        self.main.addWidget(Text(t("start-unit-not-found"), "small", "text2"))
        self.main.addStretch()
        self.side.addWidget(self.card)
        self.side.addStretch(1)

    # List, province, text ---------------------------------------------------------------------
    @property
    def list_version(self) -> str:
        """ "2025" or "2022"."""
        return LISTS[self.list.index()]

    def _on_list(self, _: int) -> None:
        kept = self.province if self.province in catalogue.units(self.list_version) else ""
        self.set_province(kept, keep_text=True)

    def set_province(self, code: str, *, keep_text: bool = False) -> None:
        """Look in one province only, or ("") in the whole country."""
        self.province = code
        self.list.set_words([_list_words(version, code) for version in LISTS])
        name = catalogue.unit(code, self.list_version).name if code else ""
        self.place.setText(name or t("start-unit-country"))
        self.other_province.setVisible(bool(code))
        if not keep_text:
            self.search.clear()
        self._fill(self.search.text())
        self.search.setFocus()

    def _fill(self, text: str) -> None:
        rows = self._found(text)
        self.table.set_needle(text)
        self.table.show_rows(rows)
        high = sum(self.table.rowHeight(i) for i in range(len(rows)))
        self.frame.setMaximumHeight(high + EDGES if rows else 0)
        self.frame.setVisible(bool(rows))
        self.none.setText("" if rows else t("start-unit-none", text=text.strip()))
        self.none.setVisible(not rows)

    def _found(self, text: str) -> list[Unit]:
        version = self.list_version
        if fold(text):
            return catalogue.find_units(text, version, self.province, MOST_ROWS)
        if not self.province:
            provinces = [u for u in catalogue.units(version).values() if u.level is Level.PROVINCE]
            return sorted(provinces, key=lambda u: sort_key(catalogue.bare_name(u.name)))
        own = catalogue.unit(self.province, version)
        below = catalogue.children(self.province, version)
        districts = [u for u in below if u.level is Level.DISTRICT]
        return [own, *districts, *catalogue.communes_below(self.province, version)]

    # The choice -------------------------------------------------------------------------------
    def _on_current(self, unit: Unit | None) -> None:
        self.unsay()
        narrows = unit is not None and self._narrows(unit)
        self.card.show_unit(None if narrows else unit)
        if unit is None:
            self.verb = t("start-go-on")
        else:
            key = "start-unit-verb-province" if narrows else "start-unit-verb"
            self.verb = t(key, name=low(unit.name))
        self.hint = t("start-unit-hint") if unit is not None and not narrows else ""
        self.changed.emit()

    def _narrows(self, unit: Unit) -> bool:
        return unit.level is Level.PROVINCE and unit.code != self.province

    def chosen(self) -> Unit | None:
        """The unit under the mark; None where a province only leads to its units."""
        unit: Unit | None = self.table.record()
        return None if unit is None or self._narrows(unit) else unit

    def narrow(self) -> bool:
        """Go into the province under the mark; whether there was one to go into."""
        unit: Unit | None = self.table.record()
        if unit is None or not self._narrows(unit):
            return False
        self.set_province(unit.code)
        return True

    def area(self) -> Area | None:
        """Rural or urban; None above the commune."""
        return self.card.area()

    def problem(self) -> str:
        unit: Unit | None = self.table.record()
        if unit is None:
            return t("start-unit-nothing")
        if self.chosen() is not None and self.card.wants_area():
            self.card.focus_area()
            return t("start-unit-area-first", name=unit.name)
        return ""

    def focus_first(self) -> None:
        self.search.setFocus()


def _columns() -> list[Column[Unit]]:
    return [
        Column(
            "", lambda u: (u.name, second_line(u)), kind="lines", searched=True, tip=second_line
        ),
        Column("", lambda u: u.code, kind="figures", width=84, align_right=False, searched=True),
        Column("", kind_words, width=142, role="small", ink="text2"),
    ]


def _list_words(version: str, province: str) -> str:
    if province and province not in catalogue.units(version):
        return t(f"start-unit-list-{version}-none")
    provinces, districts, communes = list_counts(version, province)
    if not province:
        return t(f"start-unit-list-{version}-country", provinces=provinces)
    return t(f"start-unit-list-{version}", districts=districts, communes=communes)
