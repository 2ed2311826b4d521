"""The card that says what would be sent: to whom, instead of what, with which totals to compare."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Office
from desktop.domain.vietnamese import show_date
from desktop.exchange.package import FIGURE
from desktop.services.class_sums import RESIDENTS
from desktop.services.exchanging import Sending
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.volumes import show_size
from desktop.ui.widgets import Card, Cell, KeyValues, StateLabel, TableView, Text, padded
from desktop.ui.widgets.cells import PAINTERS
from desktop.ui.widgets.paint import draw_text

PAPER = 64 << 10
"""Bytes of one paper as PDF and Excel, most of them its fonts: a stick must have room for them too."""


@dataclass(frozen=True, slots=True)
class Total:
    """One line of the totals: residents or a class, households and people."""

    who: str
    households: int | None
    people: int | None


def paint_who(painter: QPainter, cell: Cell) -> None:
    """Residents as a word, a class as its chip."""
    if cell.value == RESIDENTS:
        draw_text(painter, QRectF(cell.rect), t("exchange-residents"), cell.role, cell.ink)
    else:
        PAINTERS["class"](painter, cell)


class SendingCard(Card):
    """Receiver, predecessor, contents, and the control totals."""

    def __init__(self) -> None:
        super().__init__(t("exchange-package"), icon="package")
        self.facts = KeyValues(name_width=82, gap=3)
        columns: list[Column[Total]] = [
            Column(t("exchange-totals"), lambda x: x.who, kind="who"),
            Column(t("exchange-households"), lambda x: x.households, kind="figures", width=84),
            Column(t("exchange-people"), lambda x: x.people, kind="figures", width=108),
        ]
        self.totals = RowsModel(columns, t("exchange-totals"))
        self.table = TableView(self.totals, row=26, head=28, painters={"who": paint_who})
        self.add(padded(self.facts, (14, 0, 14, 10)))
        self.add(self.table, 1)

    def show_sending(self, sending: Sending, forms: Sequence[str]) -> None:
        """Show what would be sent now; `forms` are the papers that can go along."""
        self.title.setText(
            t("exchange-package-number", year=str(sending.year), number=str(sending.number))
        )
        rows: list[tuple[str, str | QWidget]] = [
            (t("exchange-to"), receiver_label(sending.to_name, sending.trusted_at))
        ]
        if sending.previous is not None:
            before = sending.previous
            sent_on = show_date(before.handled_at.astimezone().date())
            words = t("exchange-replaces-number", number=str(before.number), date=sent_on)
            rows.append((t("exchange-replaces"), words))
        rows.append((t("exchange-holds"), _contents(sending, forms)))
        if sending.previous is not None:
            number = str(sending.previous.number)
            rows.append(
                (
                    t("exchange-differs", number=number),
                    _difference(sending, sending.previous.totals),
                )
            )
        self.facts.set_rows(rows)
        self.totals.set_rows(_totals(sending))


def file_said(
    sending: Sending, office: Office, forms: Sequence[str], details: Mapping[str, object]
) -> tuple[str, int]:
    """What the file will be called and about how large it is, and the bytes that it takes.

    `details` of the check that sealed the records; the papers that go along come on top.
    """
    size = details.get("size")
    if not isinstance(size, int):
        return "", 0
    need = size + PAPER * len(forms)
    words = [t("package-file-report"), office.code, str(sending.year), f"{sending.number:04d}"]
    name = "_".join([*(["luyen-tap"] if office.practice else []), *words])
    return t("exchange-file-size", file=name, size=show_size(need)), need


def _contents(sending: Sending, forms: Sequence[str]) -> str:
    if not forms:
        return t("exchange-contents-bare", count=sending.sheets)
    return t("exchange-contents", count=sending.sheets, forms=_named(forms))


def _named(forms: Sequence[str]) -> str:
    """As "7.1, 7.2", and "7.1–7.10" where three or more stand in a row."""
    numbers = [int(form.rpartition(".")[2]) for form in forms]
    in_a_row = len(forms) > 2 and numbers == [*range(numbers[0], numbers[-1] + 1)]
    return f"{forms[0]}–{forms[-1]}" if in_a_row else ", ".join(forms)


def receiver_label(name: str, trusted_at: datetime.datetime | None) -> QWidget:
    """Who gets a package, and since when its key is known."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Text(name, "dense"))
    if trusted_at is None:
        column.addWidget(StateLabel("err", t("exchange-key-missing"), icon="key"))
    else:
        since = show_date(trusted_at.astimezone().date())
        words = t("exchange-key-compared", date=since)
        column.addWidget(StateLabel("ok", words, icon="shield-check"))
    return holder


def _totals(sending: Sending) -> list[Total]:
    shown = [
        who
        for who, (households, _) in sending.totals.items()
        if who != HouseholdClass.AVERAGE_LIVING_STANDARD or households
    ]
    return [Total(str(who), *sending.totals[who]) for who in shown]


_COMPARED = (
    (HouseholdClass.POOR, "poor_households", "exchange-differs-poor"),
    (HouseholdClass.NEAR_POOR, "near_poor_households", "exchange-differs-near"),
)


def _difference(sending: Sending, before: Mapping[str, int]) -> str:
    """Poor and near-poor against the report before, in words."""
    said = []
    for who, name, key in _COMPARED:
        now, was = sending.totals[who][0] or 0, before.get(f"{FIGURE}{name}", 0)
        if now != was:
            said.append(t(key, before=was, now=now))
    return ", ".join(said) or t("exchange-differs-none")
