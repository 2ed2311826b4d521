"""The left side: sections with their state, the village's queue, sheets left for later, finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.services.keying import Bench, Waiting
from desktop.services.registering import Line
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.pages.entry.places import SECTIONS, SectionState
from desktop.ui.pages.entry.queue_list import QueueList, Sheet
from desktop.ui.theme import colour
from desktop.ui.widgets import Card, KeyChip, Link, ProgressBar, SearchField, Text, padded
from desktop.ui.widgets.paint import (
    RIGHT,
    STATES,
    draw_key,
    draw_numbers,
    draw_text,
    fill_round,
    focus_ring,
    painting,
)

SECTION_ROW = 32


class SectionList(QWidget):
    """The six sections with Alt+1…6; `chosen(int)` at a click."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(len(SECTIONS) * SECTION_ROW)
        self._states: Mapping[int, SectionState] = {}
        self._current = 0
        self.setAccessibleName(t("entry-sections"))

    def show_states(self, states: Mapping[int, SectionState], current: int) -> None:
        """Show how far each section is, and which one the hand is in."""
        if (states, current) == (self._states, self._current):
            return
        self._states, self._current = states, current
        words = [
            f"{t(f'entry-section-{n}')}: {t(f'entry-state-{s.state}', count=s.text)}"
            for n, s in states.items()
        ]
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            for number, section in enumerate(SECTIONS):
                row = QRectF(0, number * SECTION_ROW, self.width(), SECTION_ROW)
                is_current = section == self._current
                if is_current:
                    painter.fillRect(row, colour("accent_soft"))
                    painter.fillRect(QRectF(0, row.top(), 3, row.height()), colour("accent"))
                ink = "accent" if is_current else "text"
                key = QRectF(11, row.top() + 7, 18, 18)
                draw_key(painter, key, str(section), "accent" if is_current else "text2")
                state = self._states.get(section, SectionState("none"))
                right = self._paint_state(painter, row.adjusted(0, 0, -11, 0), state, is_current)
                words = QRectF(38, row.top(), right - 38, row.height())
                role = "dense-bold" if is_current else "dense"
                title = t(f"entry-section-{section}")
                if fonts.text_width(title, role) > words.width():
                    role = role.replace("dense", "small")
                draw_text(painter, words, title, role, ink)

    @staticmethod
    def _paint_state(
        painter: QPainter, row: QRectF, state: SectionState, is_current: bool
    ) -> float:
        if state.state in ("err", "warn", "ok"):
            width = 0.0
            if state.text:
                ink = STATES[state.state][1]
                width = draw_numbers(painter, row, state.text, "small-bold", ink) + 5
            box = QRectF(row.right() - width - 16, row.top(), 16, row.height())
            glyph, ink = STATES[state.state][:2]
            draw_icon(painter, box, glyph, ink, 16)
            return box.left() - 4
        text = state.text or "–"
        ink = "accent" if is_current else ("text2" if state.text else "text3")
        role = "small-bold" if is_current else "small"
        return row.right() - draw_numbers(painter, row, text, role, ink, RIGHT) - 2

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = int(event.position().y() // SECTION_ROW)
        if 0 <= number < len(SECTIONS):
            self.chosen.emit(SECTIONS[number])


class VillageButton(QAbstractButton):
    """The village shown, in bold, with the sign that others may be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(22)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{t('entry-choose-village')} (Ctrl+T)")
        self.set_village("")

    def set_village(self, name: str) -> None:
        """Show a village."""
        self.setText(name)
        self.setAccessibleName(f"{t('entry-choose-village')}: {name}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(fonts.text_width(self.text(), "small-bold")) + 22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            if self.underMouse() or self.hasFocus():
                fill_round(painter, rect, "hover", 4)
            words = rect.adjusted(0, 0, -18, 0)
            width = draw_text(painter, words, self.text(), "small-bold")
            draw_icon(painter, QRectF(width + 3, 0, 14, 22), "chevron-down", "text2", 14)
            if self.hasFocus():
                focus_ring(painter, rect, 4)


class Left(Card):
    """`section(int)`, `wanted(uid)` for a sheet, `village(str)`, `searched(str)`."""

    section = Signal(int)
    wanted = Signal(str)
    village = Signal(str)
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("entry-sections"), head_height=36)
        self._bench: Bench | None = None
        self._uid = ""
        self.sections = SectionList()
        self.sections.chosen.connect(self.section)
        self.chooser = VillageButton()
        self.count = Text("", "small", figures=True)
        self.bar = ProgressBar(thin=True)
        self.search = SearchField(t("entry-find"), key="", compact=True)
        self.back = Link("")
        self.list = QueueList()
        self.nothing = Text("", "small", "text2", wrap=True)
        self.left_link = Link("")
        self.requests = Link(t("sheet-a-link-short"))
        self._heads = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add(self.sections)
        self.column.addSpacing(8)
        self.add_rule()
        self._heads.setProperty("ground", "clear")
        self._heads.setFixedHeight(46)
        for page in (self._village_head(), self._left_head(), self._find_head()):
            self._heads.addWidget(page)
        self.add(self._heads)
        self.add(padded(self.nothing, (12, 0, 12, 0)))
        self.nothing.hide()
        self.add(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 12, 4)
        row.addWidget(self.left_link)
        row.addStretch(1)
        row.addWidget(KeyChip("Ctrl+L"))
        asked = QHBoxLayout()
        asked.setContentsMargins(8, 0, 12, 6)
        asked.addWidget(self.requests)
        asked.addStretch(1)
        asked.addWidget(KeyChip("Ctrl+G"))
        self.add_rule()
        self.add(row)
        self.add(asked)

    def _village_head(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.chooser)
        row.addStretch(1)
        row.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.bar)
        return padded(column, (12, 8, 12, 5))

    def _left_head(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Text(t("entry-left-title"), "small-bold"))
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        return padded(column, (12, 2, 12, 0))

    def _find_head(self) -> QWidget:
        return padded(self.search, (8, 8, 8, 6))

    def _connect(self) -> None:
        self.chooser.clicked.connect(self.open_villages)
        self.left_link.clicked.connect(self.toggle_left)
        self.back.clicked.connect(self.show_queue)
        self.search.searched.connect(self._on_search)
        self.list.opened.connect(self.wanted)
        self.search.returnPressed.connect(self._on_find_enter)

    # What is shown ----------------------------------------------------------------------------
    def show_bench(self, bench: Bench, uid: str) -> None:
        """Show the queue with the sheet in hand."""
        self._bench, self._uid = bench, uid
        self.chooser.set_village(bench.village)
        progress = next((v for v in bench.villages if v.village == bench.village), None)
        done, total = (progress.complete, progress.expected) if progress else (0, 0)
        self.count.setText(f"{done}/{total}")
        self.bar.set_share(done, total)
        self.left_link.setText(t("entry-left-count", count=len(bench.left)))
        self.left_link.setAccessibleName(self.left_link.text())
        self.left_link.updateGeometry()
        self.back.setText(t("entry-back-to-queue", village=bench.village))
        if self._heads.currentIndex() == 0:
            self._fill_queue()
        elif self._heads.currentIndex() == 1:
            self._fill_left()

    def show_current(self, uid: str) -> None:
        """Mark the sheet in hand."""
        self._uid = uid
        self.list.set_current(uid)

    def position(self) -> int:
        """The place of the sheet in hand in the queue, from 1; 0 if it is not in it."""
        lines = self._bench.lines if self._bench else ()
        return next((n for n, line in enumerate(lines, 1) if line.uid == self._uid), 0)

    def show_queue(self) -> None:
        """The village's queue again."""
        self._heads.setCurrentIndex(0)
        self._fill_queue()

    def _fill_queue(self) -> None:
        lines = self._bench.lines if self._bench else ()
        shown = [
            Sheet(line.uid, str(n), line.head_name, line.mark) for n, line in enumerate(lines, 1)
        ]
        self._fill(shown, "")

    def toggle_left(self) -> None:
        """Ctrl+L: the sheets left for later, or the queue again."""
        if self._heads.currentIndex() == 1:
            self.show_queue()
            return
        self._heads.setCurrentIndex(1)
        self._fill_left()
        self.list.setFocus()

    def _fill_left(self) -> None:
        waiting: Sequence[Waiting] = self._bench.left if self._bench else ()
        shown = [Sheet(w.uid, w.number, w.head_name, "draft", w.village) for w in waiting]
        self._fill(shown, t("entry-left-none"))

    def open_find(self) -> None:
        """Ctrl+F: find a sheet by name or number."""
        self._heads.setCurrentIndex(2)
        self.search.selectAll()
        self.search.setFocus()

    def end_find(self) -> None:
        """What was looked for is found: the queue again."""
        if self._heads.currentIndex() == 2:
            self.show_queue()

    def show_found(self, lines: Sequence[Line]) -> None:
        """What was found."""
        if self._heads.currentIndex() != 2:
            return
        shown = [
            Sheet(line.uid, line.number, line.head_name, _mark(line), line.village)
            for line in lines
        ]
        self._fill(shown, t("entry-found-none", text=self.search.text()))

    def _fill(self, sheets: Sequence[Sheet], nothing: str) -> None:
        self.list.show_sheets(sheets, self._uid)
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing) and not sheets)

    def _on_search(self, text: str) -> None:
        if text:
            self.searched.emit(text)
        elif self._heads.currentIndex() == 2:
            self._fill_queue()

    def _on_find_enter(self) -> None:
        first = self.list.first()
        if first and self.search.text().strip():
            self.wanted.emit(first)

    def open_villages(self) -> None:
        """The villages with how far they are, to choose one."""
        menu = QMenu(self)
        for progress in self._bench.villages if self._bench else ():
            words = f"{progress.village}  {progress.complete}/{progress.expected}"
            action = QAction(words, menu)
            action.setCheckable(True)
            assert self._bench is not None
            action.setChecked(progress.village == self._bench.village)
            action.triggered.connect(lambda _=False, name=progress.village: self.village.emit(name))
            menu.addAction(action)
        menu.popup(self.chooser.mapToGlobal(self.chooser.rect().bottomLeft()))


def _mark(line: Line) -> str:
    if line.state == "complete":
        return str(line.household_class or "none")
    return "draft" if line.state else ""
