"""The right side: a package of the archive, what going back to it would change, and the deed itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.archiving import HELD, Shelved
from desktop.services.going_back import WayBack
from desktop.text import t
from desktop.ui.pages.archive.list_card import state_of
from desktop.ui.pages.inbox.sections import SIDE, ChangesSection, PlanSection
from desktop.ui.pages.inbox.words import megabytes, moment
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    Field,
    Note,
    Tag,
    Text,
    padded,
    rule,
    scrolled,
)

_NOTHING, _WORDS, _WAY = 0, 1, 2


class BackCard(Card):
    """`wanted(reason)`: go back to it; `opened(path)`: look at it in the inbox."""

    wanted = Signal(str)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.one: Shelved | None = None
        self.title = Text("", "name")
        self.state = Tag("", icon=True)
        self.sent = Text("", "small", "text2")
        self.note = Note("info", "")
        self.plan = PlanSection()
        self.changes = ChangesSection()
        self.changes.most = 10
        self.reason = Field(name=t("archive-reason"))
        self.reason.setPlaceholderText(t("archive-reason"))
        self.back = Button(t("archive-back"), icon="arrow-back-up", key="F9", kind="primary")
        self.open = Button(t("archive-open-inbox"), icon="inbox", key="F5")
        self.back.clicked.connect(lambda: self.wanted.emit(self.reason.value()))
        self.open.clicked.connect(self._open)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.title, self.state):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.sent)
        self.top = padded(head, (SIDE, 9, SIDE, 8))
        way = QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.plan, rule(), self.changes):
            column.addWidget(part)
        column.addStretch(1)
        words = QVBoxLayout()
        words.addWidget(self.note)
        words.addStretch(1)
        self.stack.addWidget(padded(EmptyState("package", t("archive-nothing"))))
        self.stack.addWidget(padded(words, (SIDE, 12, SIDE, 12)))
        self.stack.addWidget(scrolled(way))
        self.add(self.top)
        self.add_rule()
        self.add(self.stack, 1)
        self.bar = self._bar()
        self.add_rule()
        self.add(self.bar)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("foot", "true")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.open)
        row.addStretch(1)
        column = QVBoxLayout(bar)
        column.setContentsMargins(SIDE, 10, SIDE, 10)
        column.setSpacing(8)
        column.addWidget(self.reason)
        column.addLayout(row)
        return bar

    def focus_first(self) -> None:
        """Where the hand goes on."""
        (self.reason if self.reason.isVisible() else self.open).setFocus()

    def set_ready(self, *, ready: bool) -> None:
        """Whether it can be gone back to now."""
        self.back.setEnabled(ready)

    # Showing ----------------------------------------------------------------------------------
    def show_nothing(self) -> None:
        """No package is chosen."""
        self.one = None
        self.top.hide()
        self.bar.hide()
        self.stack.setCurrentIndex(_NOTHING)

    def show_package(self, one: Shelved) -> None:
        """Its head, and why it cannot be gone back to; the plan follows where it can."""
        self.one = one
        shown = state_of(one)
        self.title.setText(
            t("archive-title", sender=one.sender_name, number=str(one.package.number))
        )
        self.state.set_state(shown.word, shown.state)
        self.sent.setText(
            t("inbox-sent", at=moment(one.package.made_at), size=megabytes(one.package.size))
        )
        self.top.show()
        self._say(*_standing(one))
        is_open = one.is_earlier and one.path is not None
        self.reason.clear()
        for widget in (self.reason, self.back):
            widget.setVisible(is_open)
        self.open.setVisible(one.path is not None and not one.is_current and not is_open)
        self.bar.setVisible(is_open or self.open.isVisibleTo(self.bar))
        self.set_ready(ready=False)

    def show_way(self, way: WayBack) -> None:
        """What going back would change."""
        self.plan.show_examined(way.examined)
        self.plan.title.setText(t("archive-plan", number=str(way.earlier.number)))
        numbers = ", ".join(str(p.number) for p in way.newer)
        self.plan.words.setText(t("archive-plan-words", numbers=numbers))
        self.changes.show_changed(way.examined.changed)
        self.stack.setCurrentIndex(_WAY)
        self.set_ready(ready=way.is_clear)
        if not way.is_clear:
            self.refuse(t("archive-not-clear-here"))

    def refuse(self, words: str) -> None:
        """Why it cannot be gone back to, in a sentence."""
        self._say(t("archive-failed"), words, "warn")
        self.set_ready(ready=False)

    def _say(self, first: str, second: str, state: str) -> None:
        self.note.say(first, second, state)
        self.stack.setCurrentIndex(_WORDS)

    def _open(self) -> None:
        if self.one is not None and isinstance(self.one.path, Path):
            self.opened.emit(self.one.path)


def _standing(one: Shelved) -> tuple[str, str, str]:
    if one.is_current:
        return t("archive-is-current"), t("archive-is-current-how"), "ok"
    if one.path is None:
        return t("archive-missing"), t("archive-missing-how", file=one.package.file_name), "warn"
    if one.package.verdict == HELD:
        return t("archive-waits"), t("archive-waits-how"), "info"
    if one.is_earlier:
        return t("archive-reading"), "", "info"
    reason = " ".join(str(one.package.details.get("reason", "")).split())
    return t("archive-was-returned"), reason or t("archive-waits-how"), "info"
