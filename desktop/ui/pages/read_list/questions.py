"""What the list asks before it is written: old communes, and people whom the book lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.exchange.lists.matching import MatchKind
from desktop.services.old_communes import Told, ToldKind
from desktop.services.reading import ListPlan
from desktop.text import t
from desktop.ui.widgets import Card, Icon, Segmented, Text, padded, scrolled

PEOPLE = "people"
HIGHEST = 186
_ANSWERS: tuple[bool | None, ...] = (None, True, False)


@dataclass(frozen=True, slots=True)
class Question:
    """One line: what is asked, why, the answers in words and which of them holds now."""

    key: str
    words: str
    why: str
    answers: Sequence[str]
    now: int
    is_open: bool


def questions_of(plan: ListPlan, office: str) -> list[Question]:
    """Every question of a plan; our own commune is none."""
    asked = [_about(told, office) for told in plan.old.told if told.kind is not ToldKind.OWN]
    return [*asked, *_about_people(plan)]


def _about(told: Told, office: str) -> Question:
    where = f"{told.name} ({told.district})" if told.district else told.name
    office = within(office)
    return Question(
        key=told.key,
        words=t("read-list-old-commune", commune=where, households=told.households),
        why=t(f"read-list-old-{told.kind.value}", office=office),
        answers=(
            t("read-list-old-unanswered"),
            t("read-list-old-accept", office=office),
            t("read-list-old-refuse"),
        ),
        now=_ANSWERS.index(told.accepted),
        is_open=told.accepted is None,
    )


def _about_people(plan: ListPlan) -> list[Question]:
    """Of a list of people: what becomes of those whom the book lacks."""
    if not plan.reading.is_bare:
        return []
    codes = [p.code for row in plan.matching.refused for p in row.problems]
    unknown = codes.count("person-unknown")
    new = sum(m.kind is MatchKind.CREATED for m in plan.matching.matches)
    adds = unknown == 0 and (new > 0 or "village-missing" in codes)
    if not unknown and not adds:
        return []
    return [
        Question(
            key=PEOPLE,
            words=t("read-list-people-unknown", people=unknown + new + codes.count("village-missing")),
            why=t("read-list-people-why"),
            answers=(t("read-list-people-leave"), t("read-list-people-add")),
            now=int(adds),
            is_open=False,
        )
    ]  # fmt: skip


def within(name: str) -> str:
    """A unit's name inside a sentence: "Xã Bình An" → "xã Bình An"."""
    return name[:1].lower() + name[1:]


class _Row(QWidget):
    """A question with its answers side by side."""

    answered = Signal(str, int)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.icon = Icon("alert-triangle", "warn", 16)
        self.words = Text("", "body-bold")
        self.why = Text("", "small", "text2")
        self.answers = Segmented(question.answers, question.words)
        self.answers.chosen.connect(lambda number: self.answered.emit(question.key, number))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(self.icon)
        row.addLayout(column, 1)
        row.addWidget(self.answers)
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        self.words.setText(question.words)
        self.why.setText(question.why)
        self.answers.set_index(question.now)
        state = ("alert-triangle", "warn") if question.is_open else ("circle-check", "ok")
        if question.key == PEOPLE:
            state = ("info-circle", "accent")
        self.icon.set_icon(*state)


class Questions(Card):
    """`commune_answered(key, True/False/None)`, `people_answered(bool)`; hidden without a question."""

    commune_answered = Signal(str, object)
    people_answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__(t("read-list-questions"), head_height=36)
        self.rows: dict[str, _Row] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._area = scrolled(padded(self._column, (14, 0, 14, 10)))
        self.add(self._area)
        self.hide()

    def show_plan(self, plan: ListPlan, office: str) -> None:
        """Show the questions of a plan; a line that is there already keeps its focus."""
        found = questions_of(plan, office)
        if [q.key for q in found] != list(self.rows):
            self._rebuild(found)
        for question in found:
            self.rows[question.key].show_question(question)
        still_open = sum(q.is_open for q in found)
        self.set_remark(t("read-list-questions-open", count=still_open) if still_open else "")
        self.setVisible(bool(found))

    def _rebuild(self, found: Sequence[Question]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {q.key: _Row(q) for q in found}
        for row in self.rows.values():
            row.answered.connect(self._on_answer)
            self._column.addWidget(row)
        high = sum(row.sizeHint().height() + 4 for row in self.rows.values()) + 12
        self._area.setFixedHeight(min(high, HIGHEST))

    def _on_answer(self, key: str, number: int) -> None:
        if key == PEOPLE:
            self.people_answered.emit(bool(number))
        else:
            self.commune_answered.emit(key, _ANSWERS[number])

    def focus_first(self) -> bool:
        """The first question still open; False if there is none."""
        for row in self.rows.values():
            if row.answers.index() == 0:
                row.answers.findChildren(QAbstractButton)[0].setFocus()
                return True
        return False
