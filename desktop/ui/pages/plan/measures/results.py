"""What went away and what stayed, with and without a measure: bars, the table, and the names behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.planning import Fate, UnitSums
from desktop.domain.vietnamese import show_rate
from desktop.services.planning.following import Case
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.theme import colour
from desktop.ui.widgets import (
    Card,
    Chart,
    EmptyState,
    FilterButton,
    TableView,
    Text,
    padded,
    scrolled,
)
from desktop.ui.widgets.paint import draw_numbers, draw_text, fill_round, painting

ROW, BAR, NAME, WORD = 38, 8, 204, 106


@dataclass(frozen=True, slots=True)
class FateRow:
    """A deprivation by name with what became of it; `code` "" for all together."""

    code: str
    name: str
    fate: Fate

    @property
    def before(self) -> int:
        """Cases of last year."""
        f = self.fate
        return f.gone_with + f.gone_without + f.stayed_with + f.stayed_without

    @property
    def helped(self) -> tuple[int, int]:
        """With a measure: gone, of how many."""
        return self.fate.gone_with, self.fate.gone_with + self.fate.stayed_with

    @property
    def alone(self) -> tuple[int, int]:
        """Without: gone, of how many."""
        return self.fate.gone_without, self.fate.gone_without + self.fate.stayed_without


def share(part: tuple[int, int]) -> str:
    """ "18/40 · 45,0 %", "–" of none."""
    gone, whole = part
    if not whole:
        return "–"
    rate = show_rate(100 * gone / whole, 1)
    return t("plan-measures-share", gone=gone, all=whole, rate=rate)


class FateBars(Chart):
    """For each deprivation which share went away, with a measure (dark) and without (pale)."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[FateRow] = []

    def set_rows(self, rows: Sequence[FateRow]) -> None:
        """Show these, in the order of the law."""
        self._rows = [row for row in rows if row.before]
        self.setFixedHeight(max(1, ROW * len(self._rows)))
        table = [[r.name, share(r.helped), share(r.alone)] for r in self._rows]
        self.tell(t("plan-measures-bars"), table)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NAME + WORD + 120, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, row in enumerate(self._rows):
                self._paint(painter, row, number * ROW)

    def _paint(self, painter: QPainter, row: FateRow, top: float) -> None:
        draw_text(painter, QRectF(0, top, NAME - 8, ROW), row.name, "dense")
        left, width = float(NAME), self.width() - NAME - WORD
        bars = ((row.helped, "accent"), (row.alone, "accent_mid"))
        for number, ((gone, whole), fill) in enumerate(bars):
            y = top + 6 + number * 14
            if not whole:
                continue
            fill_round(painter, QRectF(left, y, width, BAR), "track", BAR / 2)
            if gone:
                fill_round(
                    painter, QRectF(left, y, max(width * gone / whole, BAR), BAR), fill, BAR / 2
                )
            word = QRectF(left + width + 6, y - 5, WORD - 6, 18)
            draw_numbers(painter, word, share((gone, whole)), "tiny", "text2")
        painter.fillRect(QRectF(0, top + ROW - 1, self.width(), 1), colour("line"))


class Results(QWidget):
    """`cases_wanted(code)` when a deprivation is chosen, `household_wanted(uid)` on a name."""

    cases_wanted = Signal(str)
    household_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.code = ""
        self._cases: list[Case] = []
        self.headline = Text("", "body", wrap=True)
        self.bars = FateBars()
        self.model: RowsModel[FateRow] = RowsModel(_columns(), t("plan-measures-fates"))
        self.view = TableView(self.model)
        self.cases: RowsModel[Case] = RowsModel(_case_columns(), t("plan-measures-cases"))
        self.case_view = TableView(self.cases)
        self.gone = FilterButton(
            t("plan-measures-became"),
            [("", t("plan-measures-all")), ("stayed", t("plan-measures-stayed")), ("gone", t("plan-measures-gone"))],
        )  # fmt: skip
        self.aid = FilterButton(
            t("plan-measures-aid"),
            [("", t("plan-measures-all")), ("with", t("plan-measures-with-one")), ("without", t("plan-measures-with-none"))],
        )  # fmt: skip
        self.empty = EmptyState("heart-handshake", "")
        self.stack = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self.bars_card = Card(t("plan-measures-bars"), t("plan-measures-bars-legend"))
        inner = QVBoxLayout()
        inner.addWidget(self.bars)
        inner.addStretch(1)
        area = scrolled(padded(inner, (14, 0, 14, 8)))
        area.setAccessibleName(t("plan-measures-bars"))
        self.bars_card.add(area, 1)
        self.table_card = Card(t("plan-measures-fates"), t("plan-measures-fates-hint"))
        self.table_card.add(self.view, 1)
        self.case_card = Card(t("plan-measures-cases"))
        for one in (self.gone, self.aid):
            self.case_card.head.addWidget(one)
            one.changed.connect(lambda _: self._show_cases())
        self.case_card.add(self.case_view, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.table_card, 3)
        right.addWidget(self.case_card, 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.bars_card, 5)
        row.addLayout(right, 7)
        shown = QWidget()
        shown.setProperty("ground", "clear")
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addLayout(row, 1)
        self.shown = shown
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.empty)
        self.stack.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.view.current.connect(self._on_row)
        self.case_view.opened.connect(lambda case: self.household_wanted.emit(case.uid))

    # Showing ------------------------------------------------------------------------------------
    def show_sums(self, sums: UnitSums, names: Mapping[str, str], year: int) -> None:
        """What became of the deprivations of the year before."""
        known = {c: n for c, n in names.items() if ":" not in c} | {
            c: c for c in sums.fates if c not in names
        }
        rows = [FateRow(c, n, sums.fates[c]) for c, n in known.items() if c in sums.fates]
        whole = FateRow("", t("plan-measures-all-lacks"), sum((r.fate for r in rows), Fate()))
        self.bars.set_rows(rows)
        self.model.set_rows(rows, total=whole if rows else None)
        self.headline.setText(_headline(sums, whole, year))
        self.stack.setCurrentWidget(self.shown if rows else self.empty)
        self.empty.sentence.setText(
            t("plan-measures-results-none", year=str(year), before=str(year - 1))
        )
        at = self.model.row_of(lambda row: row.code == self.code) if self.code else 0
        self.view.choose_row(max(at, 0))

    def _on_row(self, row: FateRow | None) -> None:
        if row is not None:
            self.code = row.code
            self.case_card.title.setText(t("plan-measures-cases-of", name=row.name))
            self.cases_wanted.emit(row.code)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """The households behind the chosen deprivation."""
        self._cases = list(cases)
        self._show_cases()

    def _show_cases(self) -> None:
        became, aid = self.gone.value(), self.aid.value()
        found = [
            c
            for c in self._cases
            if (not became or c.stayed is (became == "stayed"))
            and (not aid or c.helped is (aid == "with"))
        ]
        self.cases.set_rows(found)
        self.case_card.set_remark(t("plan-measures-case-count", households=len(found)))


def _headline(sums: UnitSums, whole: FateRow, year: int) -> str:
    """Which share went away, with and without; how many of the registered are poor no more."""
    words = t(
        "plan-measures-headline", year=str(year), before=str(year - 1), aided=share(whole.helped),
        alone=share(whole.alone),
    )  # fmt: skip
    if not sums.planned:
        return words
    said = t("plan-measures-headline-escaped", planned=sums.planned, escaped=sums.escaped)
    return f"{words} {said}"


def _columns() -> list[Column[FateRow]]:
    def number(title: str, name: str) -> Column[FateRow]:
        return Column(
            t(title), lambda r: getattr(r.fate, name), kind="figures", width=92,
            sort_key=lambda r: getattr(r.fate, name),
        )  # fmt: skip

    return [
        Column(t("plan-measures-lack"), lambda r: r.name, tip=lambda r: r.name),
        Column(t("plan-measures-before"), lambda r: r.before, kind="figures", width=84, sort_key=lambda r: r.before),
        number("plan-measures-gone-with", "gone_with"),
        number("plan-measures-stayed-with", "stayed_with"),
        number("plan-measures-gone-without", "gone_without"),
        number("plan-measures-stayed-without", "stayed_without"),
    ]  # fmt: skip


def _case_columns() -> list[Column[Case]]:
    return [
        Column(t("plan-measures-household"), lambda c: head_word(c.head_name), bold=True,
               tip=lambda c: head_word(c.head_name)),
        Column(t("plan-measures-village"), lambda c: c.village, width=120, tip=lambda c: c.village),
        Column(t("plan-measures-class-now"), lambda c: c.household_class or None, kind="class", width=126),
        Column(t("plan-measures-became"), lambda c: State("none" if c.stayed else "ok", t("plan-measures-stayed") if c.stayed else t("plan-measures-gone")), kind="state", width=110),
        Column(t("plan-measures-aid"), lambda c: t("plan-measures-with-one") if c.helped else t("plan-measures-with-none"), width=92),
    ]  # fmt: skip
