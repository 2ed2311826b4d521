"""What the choice of a unit brings: code, desk, limit, receiver, origin; a đặc khu asks its area."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.unit import Area, Level, Unit
from desktop.services import catalogue
from desktop.text import t
from desktop.ui.start.unit_words import area_words, low, merged_words, reused_code
from desktop.ui.widgets import Card, KeyValues, Note, Text, padded
from desktop.ui.widgets.frames import Icon

NAMES = 104


class UnitCard(QWidget):
    """The card at the side of the question; `chosen` when rural or urban was said."""

    chosen = Signal()

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._year = year
        self._unit: Unit | None = None
        self.facts = KeyValues(name_width=NAMES, role="body", gap=9)
        self.name = Text("", "heading")
        self.rural = QRadioButton()
        self.urban = QRadioButton()
        self._areas = QButtonGroup(self)
        self._buttons = {Area.RURAL: self.rural, Area.URBAN: self.urban}
        self.reused = Note("info", "", "")
        self._lay_out()
        self.show_unit(None)

    def _lay_out(self) -> None:
        for area, button in self._buttons.items():
            button.setText(area_words(area, self._year))
            self._areas.addButton(button)
            button.clicked.connect(lambda _=False: self.chosen.emit())
        self.ask_area = Card(t("start-unit-area"))
        words = Text(t("start-unit-area-why"), "small", "text2", wrap=True)
        self.ask_area.add(words, pad=True)
        for button in self._buttons.values():
            self.ask_area.add(padded(button, (14, 0, 14, 4)))
        self.card = Card()
        head = padded(self._head(), (14, 12, 14, 10))
        self.card.add(head)
        self.card.add(padded(self.facts, (14, 0, 14, 14)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.card, self.ask_area, self.reused):
            column.addWidget(part)

    def _head(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("map-pin"))
        row.addWidget(self.name, 1)
        return holder

    def show_unit(self, unit: Unit | None) -> None:
        """Say what choosing this one brings; None says nothing."""
        if unit != self._unit:
            self._forget_area()
        self._unit = unit
        self.card.setVisible(unit is not None)
        self.ask_area.setVisible(unit is not None and _is_open(unit))
        other = reused_code(unit) if unit is not None else None
        self.reused.setVisible(other is not None)
        if unit is None:
            return
        self.name.setText(unit.name)
        self.facts.set_rows(_facts(unit, self._year))
        if other is not None:
            version = other.list_version
            first = t(f"start-unit-code-{version}", code=unit.code, name=low(other.name))
            self.reused.say(first, t("start-unit-code-means"))

    def _forget_area(self) -> None:
        self._areas.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._areas.setExclusive(True)

    def wants_area(self) -> bool:
        """Whether rural or urban has still to be said."""
        return self._unit is not None and _is_open(self._unit) and self.area() is None

    def focus_area(self) -> None:
        """To the question of the area."""
        self.rural.setFocus()

    def area(self) -> Area | None:
        """By the unit's kind, or as said; None above the commune."""
        if self._unit is None or self._unit.level is not Level.COMMUNE:
            return None
        said = next((area for area, b in self._buttons.items() if b.isChecked()), None)
        return self._unit.area or said


def _is_open(unit: Unit) -> bool:
    return unit.level is Level.COMMUNE and unit.area is None


def _facts(unit: Unit, year: int) -> list[tuple[str, str | QWidget]]:
    listed = t("start-unit-code-in-list", code=unit.code, list=unit.list_version)
    rows: list[tuple[str, str | QWidget]] = [
        (t("start-unit-code"), listed),
        (t("start-unit-desk"), t(f"start-unit-desk-{unit.level}")),
    ]
    if unit.level is Level.COMMUNE:
        area = area_words(unit.area, year) if unit.area else t("start-unit-area-open")
        rows.append((t("start-unit-area"), paragraph(area)))
    else:
        below = len(catalogue.communes_below(unit.code, unit.list_version))
        rows.append((t("start-unit-below"), t("start-unit-communes", count=below)))
    rows.append((t("start-unit-receiver"), _receiver(unit)))
    if merged := merged_words(unit):
        rows.append((t("start-unit-from"), paragraph(merged)))
    return rows


def paragraph(text: str) -> Text:
    """A text that takes as many lines as its place needs; in a grid a Text alone keeps to one."""
    made = Text(text, "body", wrap=True)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    made.setSizePolicy(policy)
    return made


def _receiver(unit: Unit) -> str:
    if not unit.parent:
        return t("start-unit-receiver-ministry")
    return t(
        "start-unit-receiver-is", name=low(catalogue.unit(unit.parent, unit.list_version).name)
    )
