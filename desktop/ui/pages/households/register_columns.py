"""How each column of the register is shown: its title, width, and what its cells paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QPainter

from desktop.domain.review import HouseholdClass, ReviewState
from desktop.domain.vietnamese import show_date
from desktop.services.register_list import findings_word, remarks_word, sheet_word
from desktop.services.registering import Line
from desktop.store.register import ORDERS
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, State
from desktop.ui.widgets import Cell
from desktop.ui.widgets.cells import PAINTERS
from desktop.ui.widgets.paint import draw_text

START, NOW = "households-start", "households-now"
"""Keys of the titles that need a year; the model fills it in."""


@dataclass(frozen=True, slots=True)
class Made:
    """A column with its id and its share of the width that is left over."""

    id: str
    column: Column[Line]
    share: float = 0.0


def columns(ids: Sequence[str], communes: Mapping[str, str], *, sortable: bool) -> list[Made]:
    """The columns of these ids; `communes` names codes at the upper desk.

    A `sort_key` only says that the head can be clicked: the book sorts. Without an index hundreds
    of thousands cannot be put into another order while one waits, so the upper desk keeps the
    order of names.
    """
    made = {**_COLUMNS, "commune": _commune(communes)}
    return [
        Made(i, replace(made[i], sort_key=_key if sortable and i in ORDERS else None), _SHARES.get(i, 0.0))
        for i in ids
    ]  # fmt: skip


def _key(line: Line) -> object:
    return line.key


_SHARES = {"name": 0.32, "village": 0.2, "commune": 0.2, "start": 0.14, "now": 0.14, "note": 0.4, "enumerator": 0.1, "ethnic_group": 0.06, "decision": 0.1}  # fmt: skip


def sheet_state(line: Line) -> State | None:
    """How far the household's sheet B of the year is, and whether it must be looked at; None where
    none is due."""
    word = sheet_word(line)
    if line.gone_by is not None:
        return State("none", word, "arrow-right")
    if line.state is ReviewState.COMPLETE:
        return _complete(line, word)
    if line.sheet == "draft":
        return State("wait", word, "pencil")
    return State("none", word) if word else None


def _complete(line: Line, word: str) -> State:
    if line.blocking:
        return State("err", t("households-sheet-wrong"))
    return State("warn", t("households-sheet-look")) if line.warnings else State("ok", word)


def _sheet(line: Line) -> State | str:
    return sheet_state(line) or "–"


def _start(line: Line) -> State:
    kind = line.start_class
    return State(kind, t(f"class-{kind}")) if kind else State("", t("households-start-none"))


def _now(line: Line) -> HouseholdClass | None:
    return line.household_class if line.state is ReviewState.COMPLETE else None


def _findings(line: Line) -> State | None:
    word = findings_word(line)
    return State("err" if line.blocking else "warn", word) if word else None


def _remarks(line: Line) -> State | None:
    word = remarks_word(line)
    return State("warn" if line.open_remarks else "ok", word) if word else None


def _yes(holds: bool) -> str:
    return t("households-yes") if holds else ""


def _commune(communes: Mapping[str, str]) -> Column[Line]:
    def full(line: Line) -> str:
        return communes.get(line.commune_code, "")

    # "Xã" goes without saying, "Phường" does not.
    return Column(
        t("households-commune"), lambda h: full(h).removeprefix("Xã "), width=116, tip=full
    )


def paint_start(painter: QPainter, cell: Cell) -> None:
    """A class, or in faint words that there was none."""
    state: State = cell.value
    if state.state:
        PAINTERS["class"](painter, replace(cell, value=state.state))
    else:
        draw_text(painter, cell.rect, state.word, cell.role, "text3")


def _text(key: str, show: Callable[[Line], str], width: int, **more: object) -> Column[Line]:
    return Column(t(key), show, width=width, tip=show, **more)  # type: ignore[arg-type]


def _figures(key: str, show: Callable[[Line], object], width: int, **more: object) -> Column[Line]:
    return Column(t(key), show, kind="figures", width=width, **more)  # type: ignore[arg-type]


_COLUMNS: Mapping[str, Column[Line]] = {
    "number": _figures(
        "households-number", lambda h: h.number, 62, ink="text3", align_right=False
    ),
    "former": _figures(
        "households-former", lambda h: ", ".join(h.former_numbers), 84, ink="text3",
        align_right=False,
    ),
    "name": _text("households-head", lambda h: head_word(h.head_name), 152, searched=True),
    "village": _text("households-village", lambda h: h.village, 104),
    "ethnic_group": _text("households-group", lambda h: h.ethnic_group, 84),
    "people": _figures("households-people", lambda h: h.people, 44),
    "start": Column(START, _start, kind="start", width=130),
    "b1": _figures("households-b1", lambda h: h.b1_points, 48),
    "b2": _figures("households-b2", lambda h: h.b2_points, 44),
    "now": Column(NOW, _now, kind="class", width=130),
    "state": Column(t("households-sheet"), _sheet, kind="state", width=114, tip=sheet_word),
    "findings": Column(t("households-findings"), _findings, kind="state", width=138),
    "remarks": Column(t("answers-column"), _remarks, kind="state", width=132),
    "reviewed_on": _figures(
        "households-reviewed-on", lambda h: show_date(h.reviewed_on), 104, align_right=False
    ),
    "enumerator": _text("households-enumerator", lambda h: h.enumerator, 128),
    "decision": _text("households-decision", lambda h: h.decision_no, 112),
    "merit": _text("households-merit", lambda h: _yes(h.merit_person), 104),
    "no_labour": _text("households-no-labour", lambda h: _yes(h.no_labour_capacity), 104),
    "citizen_id": _figures("households-citizen-id", lambda h: h.citizen_id, 122, align_right=False),
    "note": _text("households-note", lambda h: h.note, 150),
}  # fmt: skip


def usual_widths() -> dict[str, int]:
    """Column → the width in px that it has where nobody gave it another."""
    return {name: one.width or 0 for name, one in _COLUMNS.items()} | {"commune": 116}
