"""The second step: the sheet with the meaning of its columns, and what the list itself cannot say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date, show_number
from desktop.exchange.lists.columns import NAME_FIELDS, Layout
from desktop.exchange.lists.records import column_letter
from desktop.exchange.lists.words import Field as Meaning
from desktop.services.reading import Looked, Year, YearFrom, point_at
from desktop.text import t
from desktop.ui.pages.read_list.preview import Preview, confidence
from desktop.ui.pages.read_list.scripts_card import ScriptsCard
from desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    Field,
    Form,
    KeyChip,
    Note,
    Segmented,
    Text,
    padded,
    scrolled,
)

DEEPEST = 3
SIDE = 320
YEARS_BACK = 8
USEFUL = (Meaning.VILLAGE, Meaning.CLASS, Meaning.CITIZEN_ID, Meaning.BIRTH)
"""Columns that a list should have; their absence is told, not refused."""
_ALSO = {
    Meaning.CLASS: (Meaning.CLASS_POOR, Meaning.CLASS_NEAR_POOR, Meaning.CLASS_NOT_POOR),
    Meaning.BIRTH: (Meaning.BIRTH_YEAR, Meaning.BIRTH_MALE, Meaning.BIRTH_FEMALE),
    Meaning.VILLAGE: (Meaning.ADDRESS,),
}


class ColumnsStep(QWidget):
    """Shows a sheet and keeps the layout as corrected. `sheet_wanted(name)` asks for another one,
    `scripts_chosen(dict)` to read letters otherwise, `forget_wanted(key)` to drop the layout it was
    known by; `changed` follows every correction."""

    sheet_wanted = Signal(str)
    scripts_chosen = Signal(object)
    forget_wanted = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.looked: Looked | None = None
        self.layout_shown: Layout | None = None
        self.preview: Preview | None = None
        self.told: Year | None = None
        self._corrected: dict[int, Meaning | None] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.card = Card(t("read-list-sheet-card"))
        self.remark = Text("", "small", "text3")
        self.card.head.addWidget(KeyChip("F4"))
        self.card.head.addWidget(Text(t("read-list-head-key"), "small", "text2"))
        self.scripts = ScriptsCard()
        self.scripts.chosen.connect(self.scripts_chosen)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.card, 1)
        left.addWidget(self.scripts)
        row.addLayout(left, 1)
        self.side = Card(t("read-list-settings"))
        self.side.setFixedWidth(SIDE)
        row.addWidget(self.side)
        self._build_side()

    def _build_side(self) -> None:
        self.sheet = Choice()
        self.year = Choice()
        self.year_hint = Text("", "small", "text3", wrap=True)
        self.head_depth = Segmented([str(n) for n in range(1, DEEPEST + 1)], t("read-list-depth"))
        self.up = Button("", icon="arrow-up", size="compact")
        self.down = Button("", icon="arrow-down", size="compact")
        self.up.setAccessibleName(t("read-list-head-up"))
        self.down.setAccessibleName(t("read-list-head-down"))
        self.village = Field()
        self.head_line = Text("", "body-medium")
        form = Form(label_width=96)
        form.add(t("read-list-sheet"), self.sheet)
        form.add(t("read-list-year"), self.year)
        form.add("", self.year_hint)
        form.add(t("read-list-head"), self._head_row())
        form.add(t("read-list-depth"), self.head_depth)
        form.add(t("read-list-village"), self.village, t("read-list-village-hint"))
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(form)
        column.addLayout(self.notes)
        column.addStretch(1)
        area = scrolled(padded(column, (14, 0, 14, 12)))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.add(area, 1)
        self.sheet.chosen.connect(self.sheet_wanted)
        self.year.chosen.connect(lambda _: self._on_year())
        self.up.clicked.connect(lambda _=False: self._move(-1))
        self.down.clicked.connect(lambda _=False: self._move(1))
        self.head_depth.chosen.connect(lambda _: self._point(self._layout.head_first))

    def _head_row(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.head_line, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        return holder

    # Showing ------------------------------------------------------------------------------------
    @property
    def _layout(self) -> Layout:
        assert self.layout_shown is not None, "a sheet is shown first"
        return self.layout_shown

    def show_looked(self, looked: Looked, told: Year, newest: int) -> None:
        """A sheet just opened; `told` is the year it tells, `newest` the last to choose from."""
        self._corrected, self.told = {}, told
        self._show(looked, looked.layout, told.year, newest)

    def show_again(self, looked: Looked, told: Year, newest: int) -> None:
        """The same sheet with its letters read otherwise: what was corrected and chosen stays."""
        layout, before = looked.layout, self._layout
        if (layout.head_first, layout.head_last) != (before.head_first, before.head_last):
            layout = point_at(looked.sheet, before.head_first, before.head_last)
        for column, field in self._corrected.items():
            layout = layout.with_field(column, field)
        is_told = self.told is not None and self.chosen_year() == self.told.year
        year = told.year if is_told else self.chosen_year()
        self.told = told
        self._show(looked, layout, year, newest)

    def _show(self, looked: Looked, layout: Layout, year: int, newest: int) -> None:
        self.looked, self.layout_shown = looked, layout
        self.sheet.set_options([(name, name) for name in looked.sheets])
        self.sheet.set_value(looked.sheet.name)
        years = sorted({year, *range(newest - YEARS_BACK, newest + 1)}, reverse=True)
        self.year.set_options([(str(y), str(y)) for y in years])
        self.year.set_value(str(year))
        if self.preview is not None:
            self.preview.deleteLater()
        self.preview = Preview(looked)
        self.preview.meaning_chosen.connect(self._choose)
        self.preview.head_wanted.connect(self._point)
        self.card.add(self.preview, 1)
        self.preview.show_layout(layout)
        self._tell()

    def _on_year(self) -> None:
        self._tell_year()
        self.changed.emit()

    def _tell_year(self) -> None:
        """Under the year, where it comes from."""
        told = self.told
        if told is None or told.year != self.chosen_year():
            words = t("read-list-year-chosen")
        elif told.origin is YearFrom.DECISION:
            lines, of = show_number(told.lines), show_number(told.of)
            words = t("read-list-year-decision", year=str(told.year), lines=lines, of=of)
        else:
            words = t(f"read-list-year-{told.origin.value}")
        self.year_hint.setText(words)

    def _choose(self, column: int, value: str) -> None:
        self._corrected[column] = Meaning(value) if value else None
        self._set(self._layout.with_field(column, Meaning(value) if value else None))

    def _move(self, step: int) -> None:
        self._point(self._layout.head_first + step)

    def _point(self, first: int) -> None:
        """Take the lines from `first` on as the head, as many as chosen."""
        assert self.looked is not None
        rows = len(self.looked.sheet.rows)
        first = min(max(first, 0), rows - 1)
        last = min(first + self.head_depth.index(), rows - 1)
        self._set(point_at(self.looked.sheet, first, last))

    def _set(self, layout: Layout) -> None:
        self.layout_shown = layout
        if self.preview is not None:
            self.preview.show_layout(layout)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Everything that follows from the layout: the head's lines, remarks, notes."""
        layout = self._layout
        assert self.looked is not None
        self.scripts.show_looked(self.looked, layout)
        self._tell_year()
        first, last = layout.head_first + 1, layout.head_last + 1
        key = "read-list-head-line" if first == last else "read-list-head-lines"
        self.head_line.setText(t(key, first=str(first), last=str(last)))
        self.head_depth.set_index(min(last - first, DEEPEST - 1))
        named = [c for c in layout.columns if c.title]
        known = [c for c in named if c.field is not None]
        self.card.set_remark(t("read-list-known", known=len(known), named=len(named)))
        has_village = layout.column(Meaning.VILLAGE) is not None
        self.village.setEnabled(not has_village)
        self._show_notes(self._notes(layout))

    def _notes(self, layout: Layout) -> list[QWidget]:
        notes: list[QWidget] = [*self._note_of_kept(), *self._note_of_scripts()]
        if not self._has_names():
            known = self.looked is not None and self.looked.is_known
            first = "read-list-names-missing" if known else "read-list-head-missing"
            notes.append(Note("err", t(first), t("read-list-names-cure")))
        unsure = [c for c in layout.columns if confidence(c) == "guess"]
        if unsure:
            letters = ", ".join(column_letter(c.index) for c in unsure)
            notes.append(
                Note("warn", t("read-list-unsure", letters=letters), t("read-list-unsure-cure"))
            )
        lacking = [m.label for m in USEFUL if not _has(layout, m)]
        if layout.column(Meaning.PERSON_NAME) is not None:
            notes.append(Note("info", t("read-list-bare"), t("read-list-bare-more")))
        elif lacking and self._has_names():
            notes.append(Note("info", t("read-list-lacking", columns=lacking)))
        return notes

    def _note_of_kept(self) -> list[QWidget]:
        kept = self.looked.kept if self.looked else None
        if kept is None:
            return []
        forget = Button(t("read-list-forget"), icon="trash", size="compact")
        forget.clicked.connect(lambda _=False: self.forget_wanted.emit(kept.key))
        words = t("read-list-kept", date=show_date(kept.used_on))
        forget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return [Note("ok", words, t("read-list-kept-file", file=kept.file)), forget]

    def _note_of_scripts(self) -> list[Note]:
        asked = self.looked.unanswered if self.looked else ()
        if not asked:
            return []
        letters = ", ".join(column_letter(f.column) for f in asked)
        words = t("read-list-scripts-unsure", letters=letters)
        return [Note("warn", words, t("read-list-scripts-unsure-cure"))]

    def _show_notes(self, notes: Sequence[QWidget]) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def focus_first(self) -> None:
        """What asks first: the letters; else the sheet, where arrows move and F4 takes a line as the
        head."""
        if self.looked is not None and self.looked.unanswered:
            self.scripts.view.setFocus()
        elif self.preview is not None:
            self.preview.setFocus()

    # What was decided ---------------------------------------------------------------------------
    def is_ready(self) -> bool:
        """Whether there is a column of names and every letter can be read."""
        return self._has_names() and not (self.looked and self.looked.unanswered)

    def _has_names(self) -> bool:
        layout = self._layout
        return any(layout.column(m) is not None for m in NAME_FIELDS)

    def chosen_year(self) -> int:
        """The year of the decisions listed."""
        return int(self.year.value())

    def chosen_village(self) -> str:
        """The village of all households, "" where a column says it."""
        return self.village.value() if self.village.isEnabled() else ""


def _has(layout: Layout, meaning: Meaning) -> bool:
    return any(layout.column(m) is not None for m in (meaning, *_ALSO.get(meaning, ())))
