"""The row under the head: which year, which view, which group, class and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.planning import ALL, GROUPS
from desktop.services.planning.need_words import group_name
from desktop.text import t
from desktop.ui.pages.needs.unit_field import UnitField
from desktop.ui.widgets import Button, FilterButton, Segmented, Text

CLASSES = ("", "poor", "near_poor")


class ChoiceBar(QWidget):
    """`chosen(group, class, unit)`, `view_wanted(number)` and `year_wanted(year)` follow the hand."""

    chosen = Signal(str, str, str)
    view_wanted = Signal(int)
    year_wanted = Signal(int)

    def __init__(self, *, is_upper: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._years: Sequence[int] = ()
        self._year = 0
        self.view = Segmented(
            [t(f"needs-view-{n}") for n in ("profile", "deprived", "causes")], t("needs-views")
        )
        self.group = FilterButton(
            t("needs-group"), [("", group_name(ALL)), *((g, group_name(g)) for g in GROUPS[1:])]
        )
        self.of = Segmented(
            [t("needs-class-both"), t("class-poor"), t("class-near_poor")], t("needs-class")
        )
        word = "needs-all-communes" if is_upper else "needs-all-villages"
        self.unit = UnitField(t(word), t("needs-col-commune" if is_upper else "needs-col-village"))
        self.earlier = Button("", icon="chevron-left", live=False)
        self.later = Button("", icon="chevron-right", live=False)
        self.year_word = Text("", "body-bold")
        self._build()

    def _build(self) -> None:
        for button, key in ((self.earlier, "Alt+Left"), (self.later, "Alt+Right")):
            word = t("needs-earlier" if button is self.earlier else "needs-later")
            button.setAccessibleName(word)
            button.setToolTip(f"{word} ({key})")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for choice in (self.view, self.of, self.group, self.unit):
            row.addWidget(choice)
        row.addStretch(1)
        for part in (self.earlier, self.year_word, self.later):
            row.addWidget(part)
        self.view.chosen.connect(self.view_wanted)
        self.of.chosen.connect(lambda _: self._tell())
        self.group.changed.connect(lambda _: self._tell())
        self.unit.chosen.connect(lambda _: self._tell())
        self.earlier.clicked.connect(lambda _=False: self.step(-1))
        self.later.clicked.connect(lambda _=False: self.step(1))

    def _tell(self) -> None:
        self.chosen.emit(self.group.value() or ALL, CLASSES[self.of.index()], self.unit.value())

    def step(self, by: int) -> None:
        """Ask for the year before or after, if there is one."""
        if self._year in self._years:
            place = self._years.index(self._year) + by
            if 0 <= place < len(self._years):
                self.year_wanted.emit(self._years[place])

    def show_years(self, years: Sequence[int], year: int) -> None:
        """The years there are, and the one shown."""
        self._years, self._year = years, year
        self.year_word.setText(t("needs-year", year=str(year)))
        self.earlier.setEnabled(year != years[0])
        self.later.setEnabled(year != years[-1])

    def show_units(self, names: Mapping[str, str]) -> None:
        """Offer these villages or communes."""
        self.unit.set_units(names)

    def show_choice(self, group: str, of: str, unit: str) -> None:
        """Show what is chosen; says nothing."""
        for part in (self.group, self.unit):
            part.blockSignals(True)
        self.group.set_value("" if group == ALL else group)
        self.of.set_index(CLASSES.index(of))
        self.unit.set_value(unit)
        for part in (self.group, self.unit):
            part.blockSignals(False)

    def set_view(self, number: int) -> None:
        """Show which view is in front."""
        self.view.set_index(number)
