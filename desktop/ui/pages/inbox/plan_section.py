"""A plan before a decision: what would change in the book, both sides' sums, what an official should see."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.planning import MeasureState
from desktop.domain.vietnamese import show_number
from desktop.exchange.plan_parts import KINDS
from desktop.services.examining import HELD, KNOWN
from desktop.services.planning.plan_moves import Moves
from desktop.services.planning.taking_plan import Seen
from desktop.text import t
from desktop.ui.pages.inbox.sections import SIDE
from desktop.ui.pages.inbox.words import local_day
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets.frames import Note, padded
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

FATES = ("new", "changed", "same", "gone")
LEFT_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of records: what would become of those that the book holds of this office."""

    name: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Sum:
    """Measures and đồng of one plan year, as the sender signed them and as the book counts them now."""

    year: str
    theirs: tuple[int, int]
    ours: tuple[int, int]


class PlanInside(QWidget):
    """Shown in the place of the sections of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.note = Note("info", "")
        self.facts = Text("", "small", "text2", wrap=True)
        self.behind = Note("warn", "")
        self.kinds: RowsModel[Kind] = RowsModel(
            [
                Column(t("plan-road-kinds"), lambda k: t(f"plan-road-kind-{k.name}")),
                *(_fate(fate) for fate in FATES),
            ],
            t("plan-road-changes"),
        )
        self.sums: RowsModel[Sum] = RowsModel(
            [
                Column(t("plan-road-plan-year"), lambda s: s.year),
                Column(t("plan-road-theirs"), lambda s: _pair(s.theirs), kind="figures", width=170),
                Column(t("plan-road-ours-now"), lambda s: _pair(s.ours), kind="figures", width=170),
                Column(t("plan-road-difference"), _difference, kind="state", width=150),
            ],
            t("plan-road-sums"),
        )
        self.kinds_table = TableView(self.kinds, row=26, head=26)
        self.sums_table = TableView(self.sums, row=26, head=26)
        self._lay_out()

    def _lay_out(self) -> None:
        self.sums_title = Text(t("plan-road-sums"), "small-bold", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(padded(self.note, (SIDE, 10, SIDE, 0)))
        column.addWidget(padded(self.facts, (SIDE, 8, SIDE, 8)))
        self.behind_row = padded(self.behind, (SIDE, 0, SIDE, 8))
        column.addWidget(self.behind_row)
        title = Text(t("plan-road-changes"), "small-bold", "text2")
        column.addWidget(padded(title, (SIDE, 0, SIDE, 4)))
        column.addWidget(self.kinds_table)
        column.addWidget(padded(self.sums_title, (SIDE, 10, SIDE, 4)))
        column.addWidget(self.sums_table)

    def show_plan(self, seen: Seen) -> None:
        """Show a plan that was looked at and could be opened."""
        self.note.say(*_said(seen))
        self.facts.setText(_facts(seen))
        self.behind_row.setVisible(bool(seen.behind))
        if seen.behind:
            self.behind.say(*_behind(seen), "warn")
        self.kinds.set_rows(kinds(seen))
        rows = sums(seen)
        self.sums.set_rows(rows)
        for widget in (self.sums_title, self.sums_table):
            widget.setVisible(bool(rows))
        for table in (self.kinds_table, self.sums_table):
            table.fit_height()


def _fate(fate: str) -> Column[Kind]:
    return Column(
        t(f"plan-road-fate-{fate}"), lambda k: getattr(k.moves, fate), kind="figures", width=84
    )


def _said(seen: Seen) -> tuple[str, str, str]:
    """(first line, second line, state) of what taking it in would mean."""
    assert seen.header is not None
    number, newest = str(seen.header.letter.number), seen.newest
    if seen.state == KNOWN and newest is not None:
        return t("inbox-known", number=number, on=local_day(newest.handled_at)), "", "ok"
    if seen.state == HELD:
        return seen.doubt, t("plan-road-decide"), "warn"
    if newest is None:
        return t("plan-road-first", number=number), t("plan-road-copied"), "info"
    words = t(
        "plan-road-replaces", number=number, before=str(newest.number),
        on=local_day(newest.handled_at),
    )  # fmt: skip
    return words, t("plan-road-copied"), "info"


def _behind(seen: Seen) -> tuple[str, str]:
    """Which orders of ours the sender does not hold as they were sent, and the cure."""
    assert seen.header is not None
    titles = [one.title for one in seen.behind]
    names = "; ".join(titles[:LEFT_NAMED]) + (" …" if len(titles) > LEFT_NAMED else "")
    unit = seen.header.letter.sender.name
    words = t("finding-plan-goals-behind", unit=unit, count=len(titles), names=names)
    return words, t("finding-plan-goals-behind-cure")


def _facts(seen: Seen) -> str:
    """Years, how much evidence came along, what stayed with the sender."""
    assert seen.sheet is not None
    assert seen.goods is not None
    first, last = str(seen.sheet.first), str(seen.sheet.last)
    parts = [t("plan-road-of-years", years=first if first == last else f"{first}–{last}")]
    if seen.goods.files:
        size = sum(map(len, seen.goods.files.values())) / 1e6
        shown = f"{max(size, 0.1):.1f}".replace(".", ",")
        parts.append(t("plan-road-with-files", count=len(seen.goods.files), size=shown))
    if left := [a.name for a in seen.sheet.left_out]:
        names = ", ".join(left[:LEFT_NAMED]) + (" …" if len(left) > LEFT_NAMED else "")
        parts.append(t("plan-road-names-only", count=len(left), names=names))
    if seen.opened is not None and seen.opened.manifest.sources:
        parts.append(t("plan-road-of-communes", count=len(seen.opened.manifest.sources)))
    return " ".join(parts)


def sums(seen: Seen) -> list[Sum]:
    """Measures that were not stopped and their đồng, by plan year, of both sides."""
    found: dict[str, list[int]] = {}
    for name, (theirs, ours) in seen.totals.items():
        what, _, rest = name.partition(":")
        year, _, of = rest.partition(":")
        if what not in ("measures", "amount") or not of or of.endswith(f":{MeasureState.STOPPED}"):
            continue
        at = 0 if what == "measures" else 1
        line = found.setdefault(year, [0, 0, 0, 0])
        line[at] += theirs
        line[at + 2] += ours
    return [Sum(year, (n[0], n[1]), (n[2], n[3])) for year, n in sorted(found.items())]


def _pair(pair: tuple[int, int]) -> str:
    return t("plan-road-pair", count=pair[0], dong=show_number(pair[1]))


def _difference(line: Sum) -> State:
    if line.theirs == line.ours:
        return State("ok", t("plan-road-as-now"))
    gap = line.theirs[0] - line.ours[0]
    sign = "+" if gap > 0 else ""
    words = f"{sign}{show_number(gap)}" if gap else t("plan-road-other-amount")
    return State("info", words)


def kinds(seen: Seen) -> list[Kind]:
    """The kinds of records that a plan has, or that the book has of its sender."""
    return [Kind(k, seen.moves[k]) for k in KINDS if seen.moves[k].total]
