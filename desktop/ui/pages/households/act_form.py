"""The form of an act on many households: what they get, who will change, who cannot and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import nfc
from desktop.services.acting import NO, YES, Plan
from desktop.text import t
from desktop.ui.widgets import Button, Card, Choice, Field, Link, Note, Text, padded

SIDE = 14
PAUSE = 150
"""Milliseconds after the last key until the act is planned anew."""
TEXTS, MARKS, RENAME = ("enumerator", "village"), ("no_labour", "merit"), "rename"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the form is about: the kind of act, which households in words, names to choose from."""

    kind: str
    who: str
    names: tuple[str, ...] = ()
    village: str = ""


class ActForm(Card):
    """`plan_wanted(value, village)` as one types, `wanted()` on the verb, `see_wanted(uids, words)`
    to look at those that cannot be changed."""

    plan_wanted = Signal(str, str)
    wanted = Signal()
    see_wanted = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.task = Task(kind="", who="")
        self.plan: Plan | None = None
        self._is_hurried = False
        self.title_words = Text("", "name", wrap=True)
        self.second = Text("", "small", "text2", wrap=True)
        self.source = Choice(name=t("acts-source"))
        self.value = Field()
        self.mark = Choice([(YES, t("acts-yes")), (NO, t("acts-no"))], name=t("acts-mark"))
        self.notes = QVBoxLayout()
        self.notes.setSpacing(6)
        self.verb = Button("", kind="primary")
        self.leave = Button(t("households-form-leave"), key="Esc", kind="flat", live=False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._place()
        self._connect()

    def _place(self) -> None:
        self._label = Text("", "body", "text2")
        self._rows = {
            "source": _row(Text(t("acts-source"), "body", "text2"), self.source),
            "value": _row(self._label, self.value),
            "mark": _row(Text(t("acts-mark"), "body", "text2"), self.mark),
        }
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for button in (self.verb, self.leave):
            verbs.addWidget(button)
        verbs.addStretch(1)
        words, inner = QVBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title_words)
        words.addWidget(self.second)
        inner.setSpacing(10)
        inner.addLayout(words)
        for row in self._rows.values():
            inner.addWidget(row)
        inner.addLayout(self.notes)
        inner.addLayout(verbs)
        self.add(padded(inner, (SIDE, 12, SIDE, 12)))
        self.add_stretch()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.ask_plan)
        self.value.textEdited.connect(lambda _: self._on_typed())
        self.value.returnPressed.connect(self.submit)
        self.source.chosen.connect(lambda _: self.ask_plan())
        self.mark.chosen.connect(lambda _: self.ask_plan())
        self.verb.clicked.connect(self.submit)
        self.leave.clicked.connect(self.left)

    # Beginning ----------------------------------------------------------------------------------
    def begin(self, task: Task) -> None:
        """For a kind of act on some households; the plan of it follows."""
        self.task, self.plan, self._is_hurried = task, None, False
        self.setAccessibleName(t(f"acts-{task.kind}"))
        self.title_words.setText(t(f"acts-{task.kind}"))
        self.second.setText(t(f"acts-{task.kind}-hint", who=task.who))
        is_text = task.kind in TEXTS or task.kind == RENAME
        if is_text:
            self._label.setText(t(f"acts-value-{task.kind}"))
            self.value.setAccessibleName(t(f"acts-value-{task.kind}"))
        self._rows["source"].setVisible(task.kind == RENAME)
        self._rows["value"].setVisible(is_text)
        self._rows["mark"].setVisible(task.kind in MARKS)
        self.source.set_options([(name, name) for name in task.names])
        self.source.set_value(task.village)
        self.value.setText(task.village if task.kind == RENAME else "")
        self.mark.set_value(YES)
        self._complete_from(task.names if is_text else ())
        self.say()
        self._show_verb()
        (self.value if is_text else self.mark if task.kind in MARKS else self.verb).setFocus()
        self.value.selectAll()
        self.ask_plan()

    def _complete_from(self, names: Sequence[str]) -> None:
        completer = QCompleter(list(names), self.value)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _: self.ask_plan())
        self.value.setCompleter(completer)

    def wish(self) -> tuple[str, str]:
        """The value and the village that the fields ask for."""
        if self.task.kind in MARKS:
            return self.mark.value(), ""
        is_text = self.task.kind in TEXTS or self.task.kind == RENAME
        village = self.source.value() if self.task.kind == RENAME else ""
        return nfc(self.value.value()) if is_text else "", village

    def _on_typed(self) -> None:
        self.plan, self._is_hurried = None, False
        self._show_verb()
        self._pause.start()

    def ask_plan(self) -> None:
        """Have it planned as the fields stand; without a name to give there is nothing to plan."""
        self._pause.stop()
        value, village = self.wish()
        if not value and self.task.kind in (*TEXTS, RENAME):
            self.plan = None
            self.say()
            self._show_verb()
            return
        self.plan_wanted.emit(value, village)

    # The plan -----------------------------------------------------------------------------------
    def show_plan(self, plan: Plan) -> None:
        """Who changes, who is so already, who cannot; a plan of other fields is dropped."""
        if not self._fits(plan):
            return
        self.plan = plan
        said: list[QWidget] = []
        if plan.changing:
            said.append(Text(t("acts-changing", households=len(plan.changing)), "body", wrap=True))
        if plan.same:
            words = t("acts-same", households=len(plan.same))
            said.append(Text(words, "body", "text2", wrap=True))
        said += [
            Note("warn", t(f"acts-remark-{code}", value=plan.wish.value)) for code in plan.remarks
        ]
        said += [self._refused(why, uids) for why, uids in plan.refused.items()]
        self.say(*said)
        self._show_verb()
        hurried, self._is_hurried = self._is_hurried, False
        if hurried and plan.changing and not plan.remarks and not plan.refused:
            self.wanted.emit()

    def _refused(self, why: str, uids: tuple[str, ...]) -> QWidget:
        words = t("acts-refused", households=len(uids), why=t(f"acts-why-{why}"))
        line = QWidget()
        line.setProperty("ground", "clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Text(words, "body", "warn", wrap=True), 1)
        see = Link(t("acts-see"))
        see.clicked.connect(lambda _=False: self.see_wanted.emit(uids, t(f"acts-why-{why}")))
        row.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def say(self, *notes: QWidget) -> None:
        """Show these lines under the fields instead of any others."""
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def fail(self, note: Note) -> None:
        """Nothing can be done; the note says why."""
        self.plan = None
        self.say(note)
        self._show_verb()

    def _show_verb(self) -> None:
        number = len(self.plan.changing) if self.plan else 0
        kind = self.task.kind
        # Until it is known how many change, the act's own name.
        done = t(f"acts-{kind}-do", households=number) if number else ""
        self.verb.setText(done or (t(f"acts-{kind}-unplanned") if kind else ""))
        self.verb.setEnabled(number > 0)
        self.verb.updateGeometry()

    def _fits(self, plan: Plan | None) -> bool:
        """Whether a plan is of what stands in the fields."""
        said = (plan.wish.kind, plan.wish.value, plan.wish.village) if plan else None
        return said == (self.task.kind, *self.wish())

    def submit(self) -> None:
        """Do it if the plan of what stands in the fields changes anything. Typed and entered at
        once, it is planned first; where there is something to know it waits for a second Enter."""
        if not self._fits(self.plan):
            self._is_hurried = True
            self.ask_plan()
        elif self.plan is not None and self.plan.changing:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _row(words: Text, field: QWidget) -> QWidget:
    words.setFixedWidth(98)
    words.setBuddy(field)
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(words)
    row.addWidget(field, 1)
    return holder
