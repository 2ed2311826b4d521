"""Units crossed with needs: a line for each village or commune, a column for each need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal

from desktop.domain.planning import LISTED, UnitNeeds
from desktop.domain.vietnamese import fold, sort_key
from desktop.services.catalogue import bare_name
from desktop.services.planning.need_words import CAUSE, DEPRIVED, need_name, needs_in_order
from desktop.services.planning.needing import summed
from desktop.text import t
from desktop.ui.pages.needs.wanted import Wanted
from desktop.ui.rows_model import Column, Index, RowsModel
from desktop.ui.widgets import Card, SearchField, TableView

PARTS = (DEPRIVED, CAUSE)
_WIDTHS = {DEPRIVED: 82, CAUSE: 112}


class UnitsCard(Card):
    """Deprivations or causes by unit with a sum row; `chosen(unit, need)` follows the cursor's cell,
    `opened(unit, need)` is Enter on it. The search keeps the units whose names hold the text."""

    chosen = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, part: str, *, is_upper: bool) -> None:
        title = t(f"needs-units-{part.strip(':')}")
        super().__init__(title, t("needs-units-hint"))
        self.needs = (LISTED, *(need for need in needs_in_order() if need.startswith(part)))
        self.width_of_need = _WIDTHS[part]
        self.wanted = Wanted()
        self.names: Mapping[str, str] = {}
        self.found: Sequence[UnitNeeds] = ()
        self.search = SearchField(
            t("needs-search-upper" if is_upper else "needs-search"), compact=True
        )
        self.search.setFixedWidth(220)
        self.head.addWidget(self.search)
        self.model: RowsModel[UnitNeeds] = RowsModel(self._columns(is_upper=is_upper), title)
        self.view = TableView(self.model)
        self.add(self.view, 1)
        self.search.searched.connect(lambda _: self._show())
        self.search.into = self.view.setFocus
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.opened.connect(lambda n: self.opened.emit(n.code, self._need()))

    def _columns(self, *, is_upper: bool) -> list[Column[UnitNeeds]]:
        def name(one: UnitNeeds) -> str:
            return self.names.get(one.code, one.code) if one.code else t("needs-total")

        def figure(need: str) -> Column[UnitNeeds]:
            def show(one: UnitNeeds) -> int:
                return sum(self.wanted.pair(one, need))

            title = t("needs-col-listed") if need == LISTED else short_name(need)
            return Column(
                title, show, kind="figures", width=self.width_of_need, sort_key=show, bold=need == LISTED,
                tip=lambda _: need_name(need),
            )  # fmt: skip

        first = Column(
            t("needs-col-commune" if is_upper else "needs-col-village"), name, tip=name,
            sort_key=lambda n: sort_key(bare_name(name(n))),
        )  # fmt: skip
        return [first, *(figure(need) for need in self.needs)]

    def show_units(
        self, found: Sequence[UnitNeeds], names: Mapping[str, str], wanted: Wanted
    ) -> None:
        """Show these units; the cursor stays on the cell that is wanted."""
        self.found, self.names, self.wanted = found, names, wanted
        self._show()

    def _show(self) -> None:
        words = fold(self.search.text())
        shown = [n for n in self.found if words in fold(self.names.get(n.code, n.code))]
        model = self.view.selectionModel()
        before = model.blockSignals(True)
        self.model.set_rows(shown, total=summed(shown) if shown else None)
        row = self.model.row_of(lambda n: n.code == self.wanted.unit)
        column = self.needs.index(self.wanted.need) + 1 if self.wanted.need in self.needs else 1
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, column))
        model.blockSignals(before)

    def _need(self) -> str:
        column = self.view.currentIndex().column()
        return self.needs[max(column - 1, 0)]

    def _on_current(self, index: QModelIndex, _: Index) -> None:
        record = self.model.record(index)
        if record is not None:
            self.chosen.emit(record.code, self._need())


def short_name(need: str) -> str:
    """The name of a need as a narrow column has room for it; of an unknown one its whole name."""
    kind, _, code = need.partition(":")
    if kind == "deprived":
        return t(f"needs-short-{code.replace('_', '-')}")
    return t(f"needs-why-{code.replace('_', '-')}")
