"""The right side: class, points against their limits, what is settled, what changed, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.review import Finding, Severity
from desktop.rules.classify import Standing
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import (
    b1_against,
    b2_against,
    differences,
    finding_words,
    last_year,
    short_name,
    verdict,
)
from desktop.ui.theme import colour
from desktop.ui.widgets import (
    Card,
    CellMeter,
    Gauge,
    Icon,
    KeyChip,
    MarkLabel,
    Text,
    padded,
    rule,
    scrolled,
)
from desktop.ui.widgets.paint import (
    RIGHT,
    STATES,
    draw_numbers,
    draw_text,
    fill_round,
    frame,
    painting,
    pen,
)
from desktop.ui.widgets.text import lay_out

ROW = 20
_GRADE = {Severity.BLOCKING: "err", Severity.WARNING: "warn", Severity.NOTE: "info"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a short list: icon, its ink, words, what stands at the right."""

    icon: str
    ink: str
    words: str
    right: str
    faint: bool = False
    bold_right: bool = False


class _Rows(QWidget):
    """A short painted list; the words give way to what stands at the right, up to a half."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAccessibleName(name)
        self._rows: Sequence[_Row] = ()

    def show_rows(self, rows: Sequence[_Row]) -> None:
        """Show these rows."""
        if rows == self._rows:
            return
        self._rows = rows
        self.setFixedHeight(len(rows) * ROW)
        self.setAccessibleDescription("; ".join(f"{r.words} {r.right}" for r in rows))
        self.setToolTip("\n".join(f"{r.words}: {r.right}" for r in rows if r.right))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, row in enumerate(self._rows):
                box = QRectF(0, number * ROW, self.width(), ROW)
                draw_icon(painter, QRectF(0, box.top(), 14, ROW), row.icon, row.ink, 14)
                self._paint_words(painter, box.adjusted(23, 0, 0, 0), row)

    @staticmethod
    def _paint_words(painter: QPainter, box: QRectF, row: _Row) -> None:
        natural = fonts.text_width(row.words, "dense")
        ink = "text3" if row.faint else "text"
        if row.bold_right:
            draw_numbers(painter, box, row.right, "dense-bold")
            draw_text(painter, box.adjusted(0, 0, -34, 0), row.words, "dense", ink)
            return
        left = min(
            natural, max(box.width() - fonts.text_width(row.right, "small") - 10, box.width() * 0.6)
        )
        draw_text(painter, QRectF(box.left(), box.top(), left + 1, ROW), row.words, "dense", ink)
        rest = box.adjusted(left + 10, 0, 0, 0)
        draw_text(painter, rest, row.right, "small", "text3", RIGHT)


class Findings(QWidget):
    """Findings as painted notes in three grades; `chosen(where)` at a click."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAccessibleName(t("entry-look-again"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._found: Sequence[Finding] = ()
        self._words: list[tuple[str, str]] = []
        self._boxes: list[QRectF] = []
        self._current = -1

    def show_findings(self, found: Sequence[Finding], current: int) -> None:
        """Show these; the one that F8 went to last has a ring."""
        if found == self._found and current == self._current:
            return
        self._found, self._current = found, current
        self._words = [finding_words(f) for f in found]
        self.setAccessibleDescription("; ".join(f"{a}. {b}" for a, b in self._words))
        self._lay_out()
        self.update()

    def box_of(self, number: int) -> QRectF:
        """Where a finding stands."""
        return self._boxes[number] if 0 <= number < len(self._boxes) else QRectF()

    def _lay_out(self) -> None:
        self._boxes, top = [], 0.0
        for first, second in self._words:
            height = 12.0
            for words, role in ((first, "small-bold"), (second, "small")):
                height += lay_out(words, role, self._room(), wrap=True)[1]
            self._boxes.append(QRectF(0, top, self.width(), height))
            top += height + 7
        self.setFixedHeight(round(top))

    def _room(self) -> float:
        return max(self.width() - 44, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, (finding, words) in enumerate(zip(self._found, self._words, strict=True)):
                self._paint(painter, self._boxes[number], finding, words)
                if number == self._current:
                    ink = STATES[_GRADE[finding.severity]][1]
                    frame(painter, self._boxes[number], "", pen(ink), 6)

    def _paint(
        self, painter: QPainter, box: QRectF, finding: Finding, words: tuple[str, str]
    ) -> None:
        glyph, ink, soft, _ = STATES[_GRADE[finding.severity]]
        fill_round(painter, box, soft, 6)
        draw_icon(painter, QRectF(9, box.top() + 7, 16, 18), glyph, ink, 16)
        top = box.top() + 6
        for text, role, token in ((words[0], "small-bold", ink), (words[1], "small", "text")):
            layout, height = lay_out(text, role, self._room(), wrap=True)
            painter.setPen(colour(token))
            layout.draw(painter, QPointF(34, top))
            top += height

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        for finding, box in zip(self._found, self._boxes, strict=True):
            if box.contains(event.position()):
                self.chosen.emit(finding.where)


class Result(Card):
    """`to_finding(where)` at a click on a finding."""

    to_finding = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("entry-result"))
        self.mark = MarkLabel("none", size=16, role="result")
        self.sentence = Text("", "small", "text2", wrap=True)
        self.gauge, self.cells = Gauge(), CellMeter()
        self.b1 = Text("", "dense", align=RIGHT)
        self.b2 = Text("", "dense", align=RIGHT)
        self.lock = Icon("lock", "text2", 16)
        self.sure = Text("", "small", "text", wrap=True)
        self.counted = _Rows(t("entry-counted"))
        self.counted_none = Text(t("entry-counted-none"), "small", "text3")
        self.different_head = Text("", "small-bold", "text2")
        self.different = _Rows(t("entry-counted"))
        self.different_none = Text(t("entry-different-none"), "small", "text3")
        self.findings = Findings()
        self.none = Text(t("entry-look-none"), "small", "text3")
        self.findings.chosen.connect(self.to_finding)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._area = self._build()

    def _build(self) -> QScrollArea:
        column = self._column
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(self._head())
        counted = Text(t("entry-counted"), "small-bold", "text2")
        for head, *parts in (
            (counted, self.counted, self.counted_none),
            (self.different_head, self.different, self.different_none),
            (self._findings_head(), self.findings, self.none),
        ):
            column.addWidget(rule())
            column.addLayout(_stack(head, *parts))
        column.addStretch(1)
        area = scrolled(self._content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(area, 1)
        return area

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(14, 10, 14, 9)
        column.setSpacing(0)
        column.addWidget(Text(t("entry-result"), "small", "text2"))
        column.addWidget(self.mark)
        column.addWidget(self.sentence)
        column.addSpacing(6)
        column.addLayout(_meter("B1", self.gauge, self.b1))
        column.addSpacing(4)
        column.addLayout(_meter("B2", self.cells, self.b2))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sure, 1)
        column.addLayout(row)
        return column

    @staticmethod
    def _findings_head() -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(Text(t("entry-look-again"), "small-bold", "text2"))
        row.addStretch(1)
        row.addWidget(KeyChip("F8"))
        row.addWidget(Text(t("entry-to-finding"), "tiny", "text2"))
        return padded(row, (0, 0, 0, 5))

    # What is shown ----------------------------------------------------------------------------
    def show_sheet(self, state: Keying, view: View, current: int) -> None:
        """Show the result of a sheet; `current` is the finding that F8 went to."""
        said, now = verdict(state, view), view.standing
        self.mark.set_class(said.household_class, None if said.settled else t("entry-open-class"))
        self.sentence.setText(said.sentence)
        self._show_points(now)
        self.lock.set_icon("lock" if said.settled else "circle-dashed")
        self.sure.setText(said.sure)
        self._show_counted(view)
        self._show_different(state, view)
        self.findings.show_findings(view.findings, current)
        self.findings.setVisible(bool(view.findings))
        self.none.setVisible(not view.findings)
        # At once, not some turns of the event loop later: the eye is on it at every key.
        self._column.activate()
        if current >= 0:
            box = self.findings.box_of(current)
            at = self.findings.mapTo(self._content, box.bottomLeft().toPoint())
            self._area.ensureVisible(0, at.y(), 0, 20)

    def _show_points(self, now: Standing) -> None:
        self.gauge.set_points(now.b1_points, now.b1_limit)
        self.b1.setText(b1_against(now))
        limit = -(-now.b2_limit // 10)
        self.cells.set_cells(len(now.deprived), len(now.proposed), limit)
        self.b2.setText(b2_against(now))

    def _show_counted(self, view: View) -> None:
        rows = [
            _Row("check", "ok", short_name(line.of), str(line.of.points), bold_right=True)
            for line in view.lines
            if line.confirmed
        ]
        waiting = [short_name(view.line(code).of) for code in view.standing.proposed]
        if waiting:
            words = ", ".join(waiting)
            rows.append(_Row("circle-dashed", "text3", words, t("entry-waits"), faint=True))
        self.counted.show_rows(rows)
        self.counted.setVisible(bool(rows))
        self.counted_none.setVisible(not rows)

    def _show_different(self, state: Keying, view: View) -> None:
        self.different_head.setText(t("entry-different", year=last_year(state)))
        found = differences(state, view)
        self.different.show_rows([_Row(d.icon, "accent", d.what, d.how) for d in found])
        self.different.setVisible(bool(found))
        self.different_none.setVisible(not found)


def _stack(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(14, 8, 14, 8)
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _meter(name: str, chart: QWidget, figure: Text) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = Text(name, "dense-bold")
    label.setFixedWidth(26)
    figure.setFixedWidth(74)
    row.addWidget(label)
    row.addWidget(chart, 1)
    row.addWidget(figure)
    return row
