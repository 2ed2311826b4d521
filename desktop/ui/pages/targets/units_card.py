"""Villages or communes against the goal of the year: last year, this year, fall, verdict, what remains."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.vietnamese import sort_key
from desktop.services.progressing import Fall, Point, Progress, UnitProgress
from desktop.text import t
from desktop.ui.pages.targets.words import (
    count_word,
    points_word,
    remains_word,
    verdict,
    year_rate,
)
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, TableView

ROW, HEAD = 28, 30


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with two neighbouring years."""

    unit: UnitProgress
    before: Point | None
    now: Point | None
    fall: Fall | None

    @property
    def state(self) -> State:
        """Met, missed, or why not judged."""
        return verdict(self.now, self.fall)


class UnitsCard(Card):
    """One line for each unit, the whole office last."""

    def __init__(self, year: int, *, is_upper: bool) -> None:
        super().__init__(t("targets-units-upper" if is_upper else "targets-units"))
        self.model: RowsModel[Line] = RowsModel(_columns(year), self.title.text())
        self.table = TableView(self.model, row=ROW, head=HEAD)
        self.add(self.table, 1)

    def show_progress(self, found: Progress) -> None:
        """Show the units; the remark counts those that met the goal."""
        lines = [_line(unit, found.year) for unit in found.units]
        met = sum(line.fall is not None and line.fall.met is True for line in lines)
        judged = sum(line.fall is not None and line.fall.met is not None for line in lines)
        self.set_remark(t("targets-units-met", met=met, count=judged) if judged else "")
        self.model.set_rows(lines, total=_line(found.whole, found.year))


def _line(unit: UnitProgress, year: int) -> Line:
    return Line(unit, unit.point(year - 1), unit.point(year), unit.fall(year))


def _columns(year: int) -> list[Column[Line]]:
    last, now = str(year - 1), str(year)
    return [
        Column(t("targets-col-unit"), lambda x: x.unit.name, sort_key=lambda x: sort_key(x.unit.name)),
        Column(
            t("targets-col-poor-of", year=last), lambda x: count_word(x.before.poor if x.before else None),
            kind="figures", width=74,
        ),
        Column(
            t("targets-col-poor-of", year=now), lambda x: count_word(x.now.poor if x.now else None),
            kind="figures", width=74, bold=True, sort_key=lambda x: x.now.poor if x.now else -1,
        ),
        Column(
            t("targets-col-rate-of", year=now), lambda x: year_rate(x.now), kind="figures", width=62,
            sort_key=lambda x: x.now.rate if x.now and x.now.rate is not None else -1,
        ),
        Column(
            t("targets-col-points"), lambda x: points_word(x.fall.points if x.fall else None),
            kind="figures", width=54, sort_key=_points,
        ),
        Column(
            t("targets-col-remains"), lambda x: remains_word(x.now, x.fall), kind="figures", width=46,
            sort_key=lambda x: x.fall.remains if x.fall and x.fall.remains else 0,
        ),
        Column(t("targets-col-verdict"), lambda x: x.state, kind="state", width=126),
    ]  # fmt: skip


def _points(line: Line) -> float:
    """Units that are not judged come first."""
    known = line.fall.points if line.fall else None
    return float("-inf") if known is None else float(known)
