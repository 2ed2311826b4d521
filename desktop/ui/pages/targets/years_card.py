"""The years of the whole office as a table, and the form for those before the book's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.progressing import Fall, PastYear, Point, Progress, shipped_series
from desktop.text import t
from desktop.ui.pages.targets.words import (
    change_word,
    count_word,
    points_word,
    verdict,
    year_rate,
)
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, Field, TableView, Text, scrolled

ROW, HEAD = 28, 30
FORM_YEARS = 5
FIELDS = ("households", "poor", "near_poor", "minority_households", "minority_poor")
_TABLE, _FORM = 0, 1
_MOST = 99_999_999


@dataclass(frozen=True, slots=True)
class Line:
    """A year as the table shows it."""

    point: Point
    fall: Fall | None
    minority: Fall | None


class YearsCard(Card):
    """`kept(list[PastYear])` when typed years are to be kept."""

    kept = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("targets-years"))
        self.edit = Button(t("targets-edit"), icon="pencil", size="compact")
        self.edit.clicked.connect(self.open_form)
        self.head.addWidget(self.edit)
        self.model: RowsModel[Line] = RowsModel(_columns(), t("targets-years"))
        self.table = TableView(self.model, row=ROW, head=HEAD)
        self.form = PastForm()
        self.form.kept.connect(self.kept)
        self.form.left.connect(self.close_form)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(scrolled(self.form))
        self.add(self.stack, 1)
        self._found: Progress | None = None

    def show_progress(self, found: Progress) -> None:
        """Show the years, the newest first."""
        self._found = found
        whole = found.whole
        is_typed = any(point.typed for point in whole.points)
        self.set_remark(t("targets-typed-remark") if is_typed else "")
        self.model.set_rows(
            [
                Line(p, whole.fall(p.year), whole.minority_fall(p.year))
                for p in reversed(whole.points)
            ]
        )

    def open_form(self) -> None:
        """Type in years before the book's own."""
        if self._found is not None:
            self.form.show_progress(self._found)
            self.stack.setCurrentIndex(_FORM)
            self.edit.hide()
            self.form.focus_first()

    def close_form(self) -> None:
        """Back to the table."""
        self.stack.setCurrentIndex(_TABLE)
        self.edit.show()
        self.table.setFocus()


def _columns() -> list[Column[Line]]:
    return [
        Column(t("targets-col-year"), lambda x: _year_word(x.point), width=64),
        Column(t("targets-col-households"), lambda x: count_word(x.point.households), kind="figures", width=70),
        Column(t("targets-col-poor"), lambda x: count_word(x.point.poor), kind="figures", width=72, bold=True),
        Column(t("targets-col-rate"), lambda x: year_rate(x.point), kind="figures", width=56),
        Column(t("targets-col-change"), lambda x: _of_closed(x, change_word(x.fall)), kind="figures", width=70),
        Column(t("targets-col-points"), lambda x: points_word(x.fall.points if x.fall else None), kind="figures", width=54),
        Column(t("targets-col-minority"), _minority, kind="figures", width=80),
        Column(t("targets-col-verdict"), lambda x: verdict(x.point, x.fall), kind="state"),
    ]  # fmt: skip


def _year_word(point: Point) -> str:
    return f"{point.year}*" if point.typed else str(point.year)


def _of_closed(line: Line, word: str) -> str:
    return "–" if line.point.open else word


def _minority(line: Line) -> str:
    if line.minority is None or line.point.open:
        return "–"
    if line.minority.points is not None:
        return t("targets-points", points=points_word(line.minority.points))
    return t("targets-households", count=change_word(line.minority))


class PastForm(QWidget):
    """Five years before the book's own, five numbers each; an empty line is no year."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._years: list[int] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for column, name in enumerate(FIELDS, start=1):
            self._grid.addWidget(
                Text(t(f"targets-form-{name}"), "small", "text2", wrap=True), 0, column
            )
        self.labels = [Text("", "body-bold") for _ in range(FORM_YEARS)]
        self.fields = [[_number() for _ in FIELDS] for _ in range(FORM_YEARS)]
        for row, (label, fields) in enumerate(zip(self.labels, self.fields, strict=True), start=1):
            self._grid.addWidget(label, row, 0)
            for column, field in enumerate(fields, start=1):
                self._grid.addWidget(field, row, column)
        self.known = Button(t("targets-fill-known"), size="compact")
        self.known.clicked.connect(self._fill_known)
        self.keep = Button(t("targets-keep"), kind="primary", size="compact")
        self.keep.clicked.connect(lambda: self.kept.emit(self.years()))
        leave = Button(t("targets-leave"), size="compact")
        leave.clicked.connect(self.left)
        row_of_buttons = QHBoxLayout()
        for button in (self.known, None, leave, self.keep):
            row_of_buttons.addWidget(button) if button else row_of_buttons.addStretch(1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(14, 0, 14, 10)
        column_of_all.setSpacing(8)
        column_of_all.addWidget(Text(t("targets-form-how"), "small", "text2", wrap=True))
        column_of_all.addLayout(self._grid)
        column_of_all.addLayout(row_of_buttons)
        column_of_all.addStretch(1)

    def show_progress(self, found: Progress) -> None:
        """The years before the book's own, with what is kept of them."""
        first = found.first_own or found.year
        self._years = [first - n for n in range(FORM_YEARS, 0, -1)]
        self._office = found.office
        self.known.setVisible(bool(shipped_series(found.office)))
        if shipped := shipped_series(found.office):
            self._years = list(range(shipped[0].year, first))[-FORM_YEARS:] or self._years
        self._fill({p.year: p for p in found.past})

    def _fill(self, known: dict[int, PastYear]) -> None:
        for number, (label, fields) in enumerate(zip(self.labels, self.fields, strict=True)):
            is_there = number < len(self._years)
            label.setVisible(is_there)
            year = self._years[number] if is_there else 0
            label.setText(str(year))
            for name, field in zip(FIELDS, fields, strict=True):
                value = getattr(known[year], name) if year in known else None
                field.setText("" if value is None else str(value))
                field.setVisible(is_there)
                field.setAccessibleName(f"{t(f'targets-form-{name}')} {year}")

    def _fill_known(self) -> None:
        self._fill({p.year: p for p in shipped_series(self._office)})

    def years(self) -> list[PastYear]:
        """What is typed; a year without poor households is left out."""
        return [
            PastYear(year=year, **_numbers(fields))
            for year, fields in zip(self._years, self.fields, strict=False)
            if fields[FIELDS.index("poor")].value()
        ]

    def focus_first(self) -> None:
        """The first number."""
        self.fields[0][0].setFocus()


def _number() -> Field:
    made = Field(figures=True, compact=True)
    made.setValidator(QIntValidator(0, _MOST, made))
    made.setMinimumWidth(64)
    return made


def _numbers(fields: Sequence[Field]) -> dict[str, int]:
    return {
        name: int(field.value())
        for name, field in zip(FIELDS, fields, strict=True)
        if field.value()
    }
