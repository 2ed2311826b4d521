"""The form of an upper desk: how many poor households each unit below is to have fewer in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.vietnamese import show_number
from desktop.rules.apportion import apportion
from desktop.services.planning.apportioning import UnitShare
from desktop.services.planning.goal_board import Board
from desktop.text import t
from desktop.ui.pages.plan.typed import in_row
from desktop.ui.widgets import Button, Card, Field, Text, mark_bad, padded, scrolled

WIDTH = 90
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written, and the goals that are taken away."""

    goals: tuple[Goal, ...]
    gone: tuple[Goal, ...]


class UnitsForm(Card):
    """`kept(Wanted)` when the numbers are to be written, `left` when not."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(t("plan-goals-units-form", year=""))
        self._board: Board | None = None
        self._begun: list[str] = []
        self.fields: dict[str, Field] = {}
        self.how = Text("", "small", "text2", wrap=True)
        self.sum = Text("", "body-bold")
        self.fill = Button(t("plan-goals-units-fill"), size="compact", key="Ctrl+D")
        self.keep = Button(t("plan-goals-units-keep"), kind="primary", key="Ctrl+Enter")
        self.leave = Button(t("plan-goals-leave"), key="Esc", live=False)
        self.head.addWidget(self.fill)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 0, 14, 8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.add(padded(self.how, (14, 0, 14, 8)))
        self.add(scrolled(inside), 1)
        self.add(padded(in_row(self.sum, None, self.leave, self.keep), (14, 8, 14, 10)))
        self.fill.clicked.connect(self.apportion)
        self.keep.clicked.connect(self.try_keep)
        self.leave.clicked.connect(self.left)

    def begin(self, board: Board) -> None:
        """The units of the plan year, with what this office set for them before."""
        self._board = board
        self.title.setText(t("plan-goals-units-form", year=str(board.year)))
        self.how.setText(t("plan-goals-units-how", year=str(board.year)))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        known = {g.office: g for g in board.for_units if g.uid == _uid(board, g.office)}
        heads = ("plan-goals-col-unit", "plan-goals-col-poor", "plan-goals-units-number")
        for place, key in enumerate(heads):
            self._grid.addWidget(Text(t(key), "small", "text2"), 0, place, RIGHT if place else LEFT)
        for row, share in enumerate(board.apportioned.shares, start=1):
            self._add(row, share, known.get(share.code))
        self._begun = self._texts()
        self._tell()

    def _add(self, row: int, share: UnitShare, known: Goal | None) -> None:
        field = self.fields[share.code] = Field(figures=True, compact=True)
        field.setFixedWidth(WIDTH)
        field.setValidator(QIntValidator(0, 9_999_999, field))
        field.setAccessibleName(f"{share.name}: {t('plan-goals-units-number')}")
        field.setText("" if known is None or known.value is None else str(int(known.value)))
        field.textEdited.connect(lambda _: self._tell())
        self._grid.addWidget(Text(share.name, "body"), row, 0)
        self._grid.addWidget(Text(show_number(share.poor_before), "body"), row, 1, RIGHT)
        self._grid.addWidget(field, row, 2)

    @property
    def _shares(self) -> Sequence[UnitShare]:
        return self._board.apportioned.shares if self._board else ()

    def apportion(self) -> None:
        """Fill in what must leave in all, in proportion to the poor households of each unit."""
        total = self._board.apportioned.total if self._board else None
        if total is None:
            return
        parts = apportion(total, [s.poor_before for s in self._shares])
        for share, part in zip(self._shares, parts, strict=True):
            self.fields[share.code].setText(str(part) if part else "")
        self._tell()

    def _tell(self) -> None:
        """The sum beside what the office must reach; more than a unit has is marked."""
        for share in self._shares:
            field = self.fields[share.code]
            too_many = int(field.value() or 0) > share.poor_before
            mark_bad(field, t("plan-goals-units-too-many") if too_many else "")
        found = sum(int(f.value() or 0) for f in self.fields.values())
        total = self._board.apportioned.total if self._board else None
        self.fill.setEnabled(total is not None)
        key = "plan-goals-units-sum" if total is not None else "plan-goals-units-sum-alone"
        self.sum.setText(t(key, sum=found, total=total or 0))
        self.sum.set_ink("err" if total is not None and found < total else "text")

    def _texts(self) -> list[str]:
        return [f.value() for f in self.fields.values()]

    def is_changed(self) -> bool:
        """Whether numbers were typed that are not kept."""
        return self._texts() != self._begun

    def focus_first(self) -> None:
        """The first number."""
        next(iter(self.fields.values()), self.leave).setFocus()

    def wanted(self) -> Wanted:
        """The goals that the numbers make; an empty field takes away what stood there."""
        assert self._board is not None
        board = self._board
        known = {g.uid: g for g in board.for_units}
        goals = [
            _goal(board, code, int(field.value()))
            for code, field in self.fields.items()
            if field.value()
        ]
        left = {_uid(board, c) for c, f in self.fields.items() if not f.value()}
        return Wanted(tuple(goals), tuple(known[uid] for uid in sorted(left & known.keys())))

    def try_keep(self) -> None:
        """Hand the goals on to be written."""
        if self._board is not None:
            self.kept.emit(self.wanted())


def _uid(board: Board, code: str) -> str:
    """One such goal for each unit and year."""
    return f"must-{board.year}-{board.office.code}@{code}"


def _goal(board: Board, code: str, households: int) -> Goal:
    return Goal(
        uid=_uid(board, code),
        office=code,
        set_by=board.office.code,
        indicator=Indicator.POOR_HOUSEHOLDS,
        aim=Aim.FALL_LEAST,
        first=board.year,
        last=board.year,
        value=float(households),
        source=t("plan-goals-units-source", office=board.office.name, year=str(board.year)),
    )
