"""Measures by commune or village: households helped, money, who is to leave poverty and who did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from desktop.domain.planning import MeasureState, UnitSums
from desktop.domain.vietnamese import sort_key
from desktop.services.planning import following
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, EmptyState, TableView


class UnitsCard(Card):
    """Units with a sum row; `opened(code)` goes into one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("plan-measures-by-unit"), t("plan-measures-by-unit-hint"))
        self._names: Mapping[str, str] = {}
        self.model: RowsModel[UnitSums] = RowsModel(self._columns(), t("plan-measures-by-unit"))
        self.view = TableView(self.model)
        self.empty = EmptyState("heart-handshake", t("plan-measures-upper-empty"))
        self.add(self.view, 1)
        self.add(self.empty, 1)
        self.view.opened.connect(lambda sums: self.opened.emit(sums.code))

    def _columns(self) -> list[Column[UnitSums]]:
        def name(sums: UnitSums) -> str:
            return self._names.get(sums.code, sums.code) if sums.code else t("plan-measures-whole")

        def figure(title: str, count: object, width: int = 96) -> Column[UnitSums]:
            return Column(t(title), count, kind="figures", width=width, sort_key=count)  # type: ignore[arg-type]

        def done(sums: UnitSums) -> int:
            return sum(s.measures for s in sums.measures if s.state is MeasureState.DONE)

        def gone(sums: UnitSums) -> int:
            fate = following.fate(sums)
            return fate.gone_with + fate.gone_without

        return [
            Column(t("plan-measures-unit"), name, tip=name, sort_key=lambda s: sort_key(name(s))),
            figure("plan-measures-recorded", lambda s: s.recorded),
            figure("plan-measures-done", done),
            figure("plan-measures-helped", lambda s: s.helped),
            figure("plan-measures-amount", lambda s: s.amount, 140),
            figure("plan-measures-escape-short", lambda s: s.planned, 110),
            figure("plan-measures-escaped", lambda s: s.escaped, 110),
            figure("plan-measures-gone-all", gone, 120),
        ]

    def show_units(self, units: Sequence[UnitSums], names: Mapping[str, str]) -> None:
        """Show these with their sum."""
        self._names = names
        self.model.set_rows(list(units), total=following.summed(units) if units else None)
        self.view.setVisible(bool(units))
        self.empty.setVisible(not units)
