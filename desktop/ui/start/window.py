"""The frame of everything before the book: rail of steps, one question, foot, status bar.

window = StartWindow(now); window.set_steps([...]); window.show_question(question, step=2)
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.dates import local_day, written_day
from desktop.ui.icons import icon
from desktop.ui.start.question import Question
from desktop.ui.start.side import SIDE, PracticeDoor, ProgramMark, StepList
from desktop.ui.theme import colour
from desktop.ui.widgets import Button, Icon, Text, rule, scrolled
from desktop.ui.widgets.paint import painting

NARROW_BELOW = 1000
"""Width in px under which the side goes and cards stand below: 1366×768 at 150 % leaves 911."""
BACK_KEY = "Alt+Left"


class StartWindow(QWidget):
    """`practice_wanted` comes from the door at the side, `back_wanted` from the foot."""

    practice_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, now: Callable[[], datetime.datetime]) -> None:
        super().__init__()
        self.question: Question | None = None
        self.steps = StepList()
        self.door = PracticeDoor()
        self.door.clicked.connect(self.practice_wanted)
        self.stack = QStackedWidget()
        self.back = Button(t("start-back"), icon="arrow-left", size="main")
        self.back.clicked.connect(self.back_wanted)
        self.hint = Text("", "small", "text2")
        self.primary = Button("", key="Enter", kind="primary", size="main", live=False)
        self.primary.clicked.connect(self.go_on)
        QShortcut(QKeySequence(BACK_KEY), self, self.back.click)
        self.setWindowTitle(t("ui-program"))
        self.setWindowIcon(icon("home-check", "accent_fill"))
        self.setMinimumSize(900, 500)
        self.resize(1366, 728)
        self._build(written_day(local_day(now())))

    # Building ---------------------------------------------------------------------------------
    def _build(self, day: str) -> None:
        row = QHBoxLayout(self)
        column = QVBoxLayout()
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.side = self._make_side()
        row.addWidget(self.side)
        self.edge = rule(upright=True)
        row.addWidget(self.edge)
        row.addLayout(column, 1)
        column.addWidget(self.stack, 1)
        column.addWidget(rule())
        column.addWidget(self._make_foot())
        column.addWidget(_StatusBar(day))

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setProperty("ground", "rail")
        side.setFixedWidth(SIDE - 1)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 28, 24, 20)
        column.setSpacing(0)
        column.addWidget(ProgramMark())
        column.addSpacing(34)
        column.addWidget(self.steps)
        column.addStretch(1)
        column.addWidget(self.door)
        return side

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(63)
        row = QHBoxLayout(foot)
        row.setContentsMargins(64, 0, 56, 0)
        row.setSpacing(10)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addWidget(self.primary)
        return foot

    # Showing ----------------------------------------------------------------------------------
    def set_steps(self, words: Sequence[str]) -> None:
        """The names of the steps at the side; none for the window of the pass phrase."""
        self.steps.set_words(words)

    def show_question(self, question: Question, *, step: int = 0, can_go_back: bool = True) -> None:
        """Ask this now; `step` counts from 1, 0 where there are no steps."""
        self.steps.set_current(step)
        count = len(self.steps.words)
        question.set_step(t("start-step", number=step, count=count) if step else "")
        if question is not self.question:
            self._take_in(question)
        self._fit()
        self.back.setVisible(can_go_back)
        self._look_again()
        self.setTabOrder(self.back, self.primary)
        question.focus_first()

    def _take_in(self, question: Question) -> None:
        if self.question is not None:
            self.question.changed.disconnect(self._look_again)
        self.question = question
        question.changed.connect(self._look_again)
        area = scrolled(question, ground="clear")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(area)
        self.stack.setCurrentWidget(area)
        if self._area is not None:
            # A question left behind stays alive: the flow may come back to it.
            self.stack.removeWidget(self._area)
            self._area.takeWidget()
            self._area.deleteLater()
        self._area = area

    _area: QScrollArea | None = None

    def _look_again(self) -> None:
        asked = self.question
        if asked is None:
            return
        self.primary.setText(asked.working_words or asked.verb)
        self.primary.updateGeometry()
        self.primary.setEnabled(not asked.is_working)
        self.back.setEnabled(not asked.is_working)
        self.door.setEnabled(not asked.is_working)
        self.hint.setText(asked.hint)

    # Going on ---------------------------------------------------------------------------------
    def go_on(self) -> None:
        """What Enter does: the verb of the question, unless it says why not yet."""
        asked = self.question
        if asked is None or asked.is_working:
            return
        asked.unsay()
        if trouble := asked.problem():
            asked.say("warn", trouble)
            return
        asked.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.go_on()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < NARROW_BELOW
        for part in (self.side, self.edge):
            part.setVisible(not is_narrow)
        if self.question is not None:
            self.question.set_narrow(is_narrow=is_narrow)


class _StatusBar(QWidget):
    """26 px: the promise that nothing leaves this machine, and today."""

    def __init__(self, day: str) -> None:
        super().__init__()
        self.setFixedHeight(fonts.line("tiny") + 9)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(6)
        row.addWidget(Icon("lock", "text2", 14))
        row.addWidget(Text(t("start-alone"), "tiny", "text2"))
        row.addStretch(1)
        row.addWidget(Text(day, "tiny", "text2"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(self.rect(), colour("rail"))
            painter.fillRect(QRectF(0, 0, self.width(), 1), colour("line"))
