"""The facts of a point table above its grid: name, source, base, areas and their regions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.unit import Area
from desktop.rules.point_lines import Draft
from desktop.services.tabling import Bench
from desktop.text import t
from desktop.ui.widgets import Card, Choice, Field, Segmented, Text, mark_bad, padded

_AREAS: tuple[tuple[Area, ...], ...] = ((Area.RURAL,), (Area.URBAN,), tuple(Area))


class FactsCard(Card):
    """`typed(Draft)` at each change; `areas_chosen(Draft)` where the columns change with it."""

    typed = Signal(object)
    areas_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("points-table-facts"))
        self._draft: Draft | None = None
        self.name = Field(name=t("points-head-name"), compact=True)
        self.source = Field(name=t("points-head-source"), compact=True)
        self.base = Choice(name=t("points-head-base"), compact=True)
        self.areas = Segmented(
            [t("points-area-rural"), t("points-area-urban"), t("points-table-both")],
            t("points-head-areas"),
        )
        self.rural = Field(name=t("points-head-rural"), compact=True)
        self.urban = Field(name=t("points-head-urban"), compact=True)
        self.rural.setPlaceholderText(t("points-table-region-rural"))
        self.urban.setPlaceholderText(t("points-table-region-urban"))
        self.source.setPlaceholderText(t("points-table-source-like"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("points-head-name", self.name), ("points-head-base", self.base)),
            (("points-head-source", self.source), ("points-head-areas", self.areas)),
        )
        for r, row in enumerate(rows):
            for c, (key, field) in enumerate(row):
                grid.addWidget(Text(t(key), "small", "text2"), r, 2 * c)
                grid.addWidget(field, r, 2 * c + 1)
        grid.addWidget(Text(t("points-table-regions"), "small", "text2"), 2, 0)
        grid.addWidget(self.rural, 2, 1)
        grid.addWidget(self.urban, 2, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.add(padded(grid, (14, 8, 14, 8)))

    def _connect(self) -> None:
        for field in (self.name, self.source, self.rural, self.urban):
            field.textEdited.connect(lambda _: self.typed.emit(self.draft()))
        self.base.chosen.connect(lambda _: self.typed.emit(self.draft()))
        self.areas.chosen.connect(lambda _: self.areas_chosen.emit(self.draft()))

    def show_bench(self, bench: Bench) -> None:
        """The standards that the table can be put on."""
        self.base.set_options([(s.id, s.period or s.name) for s in bench.bases])

    def show_draft(self, draft: Draft) -> None:
        """Show the facts; a field that is being typed in keeps its text."""
        self._draft = draft
        for field, text in (
            (self.name, draft.name), (self.source, draft.source),
            (self.rural, draft.rural), (self.urban, draft.urban),
        ):  # fmt: skip
            if field.value() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.base.set_value(draft.base)
        self.areas.set_index(_AREAS.index(draft.areas) if draft.areas in _AREAS else 2)
        self.rural.setVisible(Area.RURAL in draft.areas)
        self.urban.setVisible(Area.URBAN in draft.areas)

    def draft(self) -> Draft:
        """The draft with the facts as they stand here."""
        assert self._draft is not None, "a draft is shown before anything is typed"
        return replace(
            self._draft,
            name=self.name.value(),
            source=self.source.value(),
            rural=self.rural.value(),
            urban=self.urban.value(),
            base=self.base.value() or self._draft.base,
            areas=_AREAS[self.areas.index()],
        )

    def field_of(self, where: str) -> QWidget:
        """The field that a finding about the table means."""
        fields: dict[str, QWidget] = {
            "name": self.name, "source": self.source, "base": self.base, "areas": self.areas,
            "rural": self.rural, "urban": self.urban,
        }  # fmt: skip
        return fields.get(where.partition(":")[2], self.name)

    def mark(self, name: str, source: str) -> None:
        """Red where the table's name or source is wanting; "" where not."""
        mark_bad(self.name, name)
        mark_bad(self.source, source)
