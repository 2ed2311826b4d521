"""The parts of one package from top to bottom: checks, plan and sums, households, findings, history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.exchange.letter import Kind
from desktop.services.checking import ERR, WARN, Check
from desktop.services.foreseeing import ChangedHousehold
from desktop.services.looking import Examined, Glance
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.inbox.sides import Side, sides, tip
from desktop.ui.pages.inbox.words import (
    check_sentence,
    finding_names,
    finding_sentence,
    local_day,
)
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets.buttons import KeyChip
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.class_names import Named, paint_named
from desktop.ui.widgets.frames import padded, rule
from desktop.ui.widgets.marks import StateLabel, Tag
from desktop.ui.widgets.paint import CLASS_TOKEN, draw_mark, draw_text
from desktop.ui.widgets.strips import CountStrip
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

SIDE = 16
WORDS_HEIGHT = 72
"""Four lines: the sums beside it are higher anyway."""
SHOWN_TOTALS = (
    "sheets", "poor_households", "poor_people", "near_poor_households", "near_poor_people",
    "resident_households",
)  # fmt: skip
FATES = ("new", "changed", "same", "leaves")
_CHECK_ICONS = {"signature": "shield-check", "balance": "scale"}


class Flow(QWidget):
    """Labels side by side, going on in the next line where the width ends; texts have whole lines."""

    LINE, GAP = 20, 16

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._items: list[QWidget] = []

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Show these instead."""
        for old in self._items:
            old.hide()
            old.deleteLater()
        self._items = list(items)
        for item in self._items:
            item.setParent(self)
            item.show()
        self._arrange()

    def _arrange(self) -> None:
        x = y = 0
        line = self.LINE
        for item in self._items:
            most, height = max(self.width(), 1), self.LINE
            width = min(item.sizeHint().width(), most)
            if item.hasHeightForWidth():
                width, height = most, max(self.LINE, item.heightForWidth(most))
            if x and x + width > most:
                x, y, line = 0, y + line, self.LINE
            item.setGeometry(x, y, width, height)
            x, line = x + width + self.GAP, max(line, height)
        self.setFixedHeight(y + line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()


def check_labels(checks: Sequence[Check]) -> list[QWidget]:
    """The check line: Chữ ký đúng, Đúng nơi nhận, …; behind a standard of its own its source."""
    return [
        label
        for c in checks
        for label in (
            StateLabel(c.state, check_sentence(c), icon=_CHECK_ICONS.get(c.code, ""), role="small"),
            *([_source(c)] if "source" in c.details else []),
        )
    ]


def _source(check: Check) -> Text:
    words = t("package-standard-source", source=check.details["source"])
    return Text(words, "small", "text2", wrap=True)


def _section_title(words: str) -> Text:
    return Text(words, "small-bold", "text2")


class PlanSection(QWidget):
    """Left what the book would gain and lose, right the sums of both sides."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.title = _section_title(t("inbox-plan"))
        self.counts = CountStrip()
        self.words = Text("", "small", "text2", wrap=True)
        self.words.setFixedHeight(WORDS_HEIGHT)
        left = QVBoxLayout()
        left.setContentsMargins(SIDE, 9, SIDE, 10)
        left.setSpacing(6)
        for widget in (self.title, self.counts, self.words):
            left.addWidget(widget)
        left.addStretch(1)
        self.model: RowsModel[tuple[str, int, int]] = RowsModel(
            [
                Column("", lambda r: _total_name(r[0]), kind="named"),
                Column(t("inbox-totals-theirs"), lambda r: r[1], kind="figures", width=64),
                Column(t("inbox-totals-ours"), lambda r: r[2], kind="figures", width=64),
                Column(t("inbox-totals-difference"), _difference, kind="state", width=64),
            ],
            t("inbox-totals"),
        )
        self.totals = TableView(self.model, row=25, head=24, painters={"named": paint_named})
        self.totals.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.totals.setMinimumWidth(362)
        right = QVBoxLayout()
        right.setContentsMargins(0, 9, 0, 0)
        right.setSpacing(0)
        right.addWidget(padded(_section_title(t("inbox-totals")), (14, 0, 14, 0)))
        right.addWidget(self.totals)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 7)
        row.addWidget(rule(upright=True))
        row.addLayout(right, 6)

    def show_examined(self, found: Examined) -> None:
        """Counts of households, the sentence about what is replaced, the sums."""
        known = found.glance.state == "known"
        self.title.setText(t("inbox-plan-known") if known else t("inbox-plan"))
        self.counts.set_counts(
            [(show_number(found.moves.get(f, 0)), t(f"inbox-plan-{f}")) for f in FATES]
        )
        self.words.setText(_replacing(found.glance, found.replaces))
        self.model.set_rows([row for row in found.totals if row[0] in SHOWN_TOTALS])
        self.totals.fit_height()


def _replacing(glance: Glance, replaced: Package | None) -> str:
    number = str(glance.number)
    if glance.state == "known" and replaced is not None:
        return t("inbox-known", number=number, on=local_day(replaced.handled_at))
    if not glance.can_accept:
        return t("inbox-unsuitable")
    if replaced is None:
        return t("inbox-first", number=number)
    on = local_day(replaced.handled_at)
    return t("inbox-replaces", number=number, before=str(replaced.number), on=on)


def _total_name(name: str) -> Named:
    marks = {"poor_households": "poor", "near_poor_households": "near_poor"}
    if name in marks:
        return Named(t(f"class-{marks[name]}"), marks[name])
    return Named(t(f"inbox-total-{name}"))


def _difference(row: tuple[str, int, int]) -> State:
    gap = row[2] - row[1]
    if not gap:
        return State("ok", "0")
    return State("err", f"+{show_number(gap)}" if gap > 0 else show_number(gap))


class ChangesSection(QWidget):
    """The households that would change: how they stand in the book and how in the package."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.most = 8
        self.model: RowsModel[ChangedHousehold] = RowsModel(
            [
                Column(t("inbox-changes-number"), lambda c: c.number, kind="figures", width=64,
                       align_right=False, ink="text3"),
                Column(t("inbox-changes-head"), lambda c: head_word(c.head_name), width=140, tip=tip),
                Column(t("inbox-changes-village"), lambda c: c.village, width=108),
                Column(t("inbox-changes-before"), lambda c: sides(c)[0], kind="side", tip=tip,
                       ink="text2"),
                Column(t("inbox-changes-after"), lambda c: sides(c)[1], kind="side", tip=tip),
            ],
            t("inbox-changes"),
        )  # fmt: skip
        self.table = TableView(self.model, row=28, head=28, painters={"side": _paint_side})
        self.none = padded(Text(t("inbox-changes-none"), "small", "text2"), (SIDE, 8, SIDE, 8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addWidget(self.none)

    def show_changed(self, changed: Sequence[ChangedHousehold]) -> None:
        """Show these; many of them scroll in their own frame."""
        self.model.set_rows(changed)
        self.table.setVisible(bool(changed))
        self.none.setVisible(not changed)
        self.fit()

    def fit(self) -> None:
        """As high as the rows, at most `most` of them."""
        rows = min(self.model.rowCount(), self.most)
        self.table.setFixedHeight(28 + 28 * rows)


def _paint_side(painter: QPainter, cell: Cell) -> None:
    side: Side = cell.value
    rect = cell.rect
    if side.household_class:
        middle = round(rect.center().y()) + 0.5
        draw_mark(painter, QPointF(rect.left() + 6, middle), side.household_class)
        rect = rect.adjusted(18, 0, 0, 0)
        ink = CLASS_TOKEN[side.household_class]
        name = t(f"class-{side.household_class}")
        rect = rect.adjusted(draw_text(painter, rect, name, cell.role, ink) + 6, 0, 0, 0)
    ink = "text3" if side.household_class else cell.ink
    if rect.width() > 20:
        draw_text(painter, rect, side.words, cell.role, ink)


class FindingsSection(QWidget):
    """What is odd, worst first; F8 walks through it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.errors, self.warnings = Tag(""), Tag("")
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 6, SIDE, 5)
        head.setSpacing(8)
        head.addWidget(_section_title(t("inbox-findings")))
        head.addWidget(self.errors)
        head.addWidget(self.warnings)
        head.addStretch(1)
        self.key = KeyChip("F8")
        self.next = Text(t("inbox-findings-next"), "tiny", "text2")
        head.addWidget(self.key)
        head.addWidget(self.next)
        self.model: RowsModel[Check] = RowsModel(
            [
                Column("", lambda c: State(c.state), kind="icon", width=40),
                Column("", _finding_lines, kind="lines"),
            ],
            t("inbox-findings"),
        )
        self.table = TableView(self.model, row=46, head=0)
        self._walked = False
        self.none = padded(Text(t("inbox-findings-none"), "small", "text2"), (SIDE, 2, SIDE, 10))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(strong=True))
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.none)

    def show_findings(self, findings: Sequence[Check]) -> None:
        """Show these with their numbers."""
        states = [c.state for c in findings]
        errors, warnings = states.count(ERR), states.count(WARN)
        self.errors.set_state(t("inbox-findings-errors", count=errors), "err" if errors else "")
        words = t("inbox-findings-warnings", count=warnings)
        self.warnings.set_state(words, "warn" if warnings else "")
        self.key.setVisible(bool(findings))
        self.next.setVisible(bool(findings))
        self.model.set_rows(findings)
        self._walked = False
        self.table.setVisible(bool(findings))
        self.none.setVisible(not findings)
        self.table.fit_height()

    def go_next(self) -> None:
        """The next finding, the first again after the last."""
        if rows := self.model.rowCount():
            # The first press shows the first: a table stands on it before anybody walked.
            step = 1 if self._walked else 0
            self._walked = True
            self.table.setFocus()
            self.table.choose_row((max(self.table.currentIndex().row(), 0) + step) % rows)


def _finding_lines(check: Check) -> tuple[str, str]:
    return finding_sentence(check), finding_names(check)


class HistorySection(QWidget):
    """The packages of this commune in the round, by number."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.model: RowsModel[Package] = RowsModel(
            [
                Column("", lambda p: t("inbox-history-number", number=str(p.number)), width=76,
                       bold=True),
                Column("", lambda p: local_day(p.made_at), kind="figures", width=110, ink="text2",
                       align_right=False),
                Column("", _classes, kind="figures", width=110, ink="text2", align_right=False),
                Column("", _decision, kind="state"),
            ],
            t("inbox-history"),
        )  # fmt: skip
        self.table = TableView(self.model, row=26, head=0)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = padded(Text(t("inbox-history-none"), "small", "text2"), (SIDE, 2, SIDE, 10))
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 7, SIDE, 3)
        head.setSpacing(8)
        self.title = _section_title(t("inbox-history"))
        self.figures = Text(t("inbox-history-numbers"), "small", "text3")
        head.addWidget(self.title)
        head.addWidget(self.figures)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(strong=True))
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.none)

    def show_history(self, history: Sequence[Package]) -> None:
        """Show these, oldest first."""
        is_plan = any(p.kind == Kind.PLAN for p in history)
        self.title.setText(t("plan-road-came") if is_plan else t("inbox-history"))
        self.figures.setVisible(not is_plan)
        self.model.set_rows(history)
        self.table.setVisible(bool(history))
        self.none.setVisible(not history)
        self.table.fit_height()


def _classes(package: Package) -> str:
    if package.kind == Kind.PLAN:
        return ""
    numbers = [package.totals.get(f"figure:{c}_households") for c in ("poor", "near_poor")]
    return " / ".join("–" if n is None else show_number(n) for n in numbers)


_DECISIONS = {"accepted": "ok", "held": "held", "returned": "returned"}


def _decision(package: Package) -> Any:
    if package.verdict not in _DECISIONS:
        return None
    reason = " ".join(str(package.details.get("reason", "")).split())
    words = t(f"inbox-history-{package.verdict}", on=local_day(package.handled_at), reason=reason)
    return State(_DECISIONS[package.verdict], words)
