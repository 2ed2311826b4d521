"""The table of villages: what the round found, what came and went, what stands now, what closes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QPainter

from desktop.domain.vietnamese import show_number
from desktop.rules.register_balance import IN, OUT, REGISTERED, TAKEN_OFF, VILLAGE_IN, VILLAGE_OUT
from desktop.services.balancing import Balance, VillageBalance
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import TableView
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import LEFT, RIGHT, draw_numbers, draw_text

ROW = 42
_RARE = (REGISTERED, TAKEN_OFF, VILLAGE_IN, VILLAGE_OUT)
"""Columns that are left out where they are empty."""


def ledger_view(found: Balance) -> tuple[RowsModel[VillageBalance], TableView]:
    """Model and view for a balance, the whole commune first; two numbers in a cell: households over
    persons."""
    kinds = [k for k in (*IN, *OUT) if k not in _RARE or found.total.ledger.change(k) != (0, 0)]
    model = RowsModel[VillageBalance](
        [
            Column(t("balance-village"), _name, bold=True, tip=_name),
            Column("", lambda _: t("balance-lines"), kind="pair_words", width=58),
            _pair("balance-start", lambda v: v.ledger.start, width=70),
            *(_pair(f"balance-{k}", partial(_change, kind=k)) for k in kinds),
            _pair("balance-end", lambda v: v.ledger.end, width=70),
            Column(t("balance-register"), _register, kind="state", width=80),
            Column("7.2", lambda v: _mark(closes=v.poor.closes), kind="state", width=80),
            Column("7.3", lambda v: _mark(closes=v.near_poor.closes), kind="state", width=80),
        ],
        t("balance-villages"),
    )
    model.set_rows([found.total, *found.villages] if found.villages else [])
    view = TableView(model, row=ROW, painters={"pair": _paint_pair, "pair_words": _paint_words})
    return model, view


def _name(one: VillageBalance) -> str:
    return one.village or t("balance-total")


def _change(one: VillageBalance, kind: str) -> tuple[int, int]:
    return one.ledger.change(kind)


def _pair(
    key: str, show: Callable[[VillageBalance], tuple[int, int]], width: int = 62
) -> Column[VillageBalance]:
    return Column(
        t(key), show, kind="pair", width=width, align_right=True, tip=lambda _: t(f"{key}-tip")
    )


def _register(one: VillageBalance) -> State:
    """The register closes, and nobody of the village changed untold."""
    return _mark(closes=one.ledger.closes)


def _mark(*, closes: bool) -> State:
    return State("ok", t("balance-closes")) if closes else State("err", t("balance-open"))


def _paint_pair(painter: QPainter, cell: Cell) -> None:
    """Households above, persons below; nothing is left blank, so that what moved stands out."""
    for upper, count in zip((True, False), cell.value, strict=True):
        box = cell.rect.adjusted(0, 3, 0, -cell.rect.height() / 2)
        if not upper:
            box = box.translated(0, cell.rect.height() / 2 - 3)
        words = show_number(count) if count else ""
        role, ink = (cell.role, cell.ink) if upper else ("small", "text2")
        draw_numbers(painter, box, words, role, ink, RIGHT)


def _paint_words(painter: QPainter, cell: Cell) -> None:
    """What the two numbers of the row are."""
    first, second = str(cell.value).split("/")
    box = cell.rect.adjusted(0, 3, 0, -cell.rect.height() / 2)
    draw_text(painter, box, first, cell.role, "text2", LEFT)
    draw_text(
        painter, box.translated(0, cell.rect.height() / 2 - 3), second, "small", "text3", LEFT
    )
