"""The card that says what goes onward: sums, lists or everything; to whom, how much, which totals."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date, show_number
from desktop.exchange.letter import Carries
from desktop.services.class_sums import RESIDENTS
from desktop.services.onward import Going
from desktop.text import t
from desktop.ui.pages.exchange.road import Road
from desktop.ui.pages.exchange.sending import Total, paint_who, receiver_label
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Cell, KeyValues, StateLabel, TableView, padded
from desktop.ui.widgets.paint import draw_text

_ICONS = {Carries.SUMS: "table", Carries.LISTS: "users", Carries.WHOLE: "package"}


class GoingCard(Card):
    """`chosen(Carries)`: another content was chosen by hand."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("onward-card"), icon="package")
        self._group = QButtonGroup(self)
        self.choices = {
            carries: Road(
                t(f"onward-carries-{carries}"), t(f"onward-carries-{carries}-remark"), icon, None
            )
            for carries, icon in _ICONS.items()
        }
        column = QVBoxLayout()
        column.setSpacing(6)
        for choice in self.choices.values():
            self._group.addButton(choice)
            column.addWidget(choice)
        self.choices[Carries.SUMS].setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.carries))
        self.add(padded(column, (12, 0, 12, 10)))
        self.facts = KeyValues(name_width=82, gap=3)
        self.add(padded(self.facts, (14, 0, 14, 10)))
        columns: list[Column[Total]] = [
            Column(t("exchange-totals"), lambda x: x.who, kind="who"),
            Column(t("exchange-households"), lambda x: x.households, kind="figures", width=84),
            Column(t("exchange-people"), lambda x: x.people, kind="figures", width=108),
        ]
        self.totals = RowsModel(columns, t("exchange-totals"))
        self.table = TableView(self.totals, row=26, head=28, painters={"who": _who})
        self.add(self.table, 1)

    @property
    def carries(self) -> Carries:
        """What is chosen."""
        found = (carries for carries, road in self.choices.items() if road.isChecked())
        return next(found, Carries.SUMS)

    def show_going(self, going: Going) -> None:
        """Show what would go now."""
        self.title.setText(
            t("exchange-package-number", year=str(going.year), number=str(going.number))
        )
        rows: list[tuple[str, str | QWidget]] = [
            (t("exchange-to"), receiver_label(going.to_name, going.trusted_at)),
            (t("onward-communes"), _communes(going)),
            (t("exchange-holds"), _contents(going)),
        ]
        if going.previous is not None:
            rows.append((t("exchange-replaces"), _previous(going)))
        self.facts.set_rows(rows)
        self.totals.set_rows([Total(str(who), *pair) for who, pair in going.totals.items()])


def _who(painter: QPainter, cell: Cell) -> None:
    if cell.value == RESIDENTS:
        draw_text(painter, QRectF(cell.rect), t("onward-residents"), cell.role, cell.ink)
    else:
        paint_who(painter, cell)


def _communes(going: Going) -> QWidget:
    words = t("onward-communes-of", count=going.reported, all=going.communes)
    label = StateLabel("warn" if going.missing else "ok", words)
    label.setToolTip(", ".join(going.missing))
    return label


def _contents(going: Going) -> str:
    if going.carries is Carries.SUMS:
        return t("onward-holds-sums")
    return t(
        "onward-holds",
        households=show_number(going.households),
        people=show_number(going.people),
        sheets=show_number(going.reviews),
    )


def _previous(going: Going) -> str:
    assert going.previous is not None
    sent_on = show_date(going.previous.handled_at.astimezone().date())
    words = t("exchange-replaces-number", number=str(going.previous.number), date=sent_on)
    if going.before is None:
        return words
    return t("onward-replaces", words=words, content=t(f"onward-carries-{going.before}"))
