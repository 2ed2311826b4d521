"""What goes down: a box for each thing there is, with what it holds and the way to set it."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date
from desktop.exchange.down import Inside
from desktop.services.sending_down import OWN, Choice, Offer, sheet_of
from desktop.text import t
from desktop.ui.pages.down.plan_lines import OddLines, told_plan
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.widgets import Card, Field, Form, Link, Text, mark_bad, padded, scrolled

_INDENT = 26
_LABELS = 108
LINE = " / "
"""Between the lines over a signature, in one field."""


class _Name(Text):
    """The long name beside a box: a click on it ticks the box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words, wrap=True)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        self._box.toggle()


class ChoosingCard(Card):
    """`days`, `words`, `table`, `ethnic`, `merged`, `goals`, `tasks`, `kinds`: a thing is to be set;
    `authority(lines)` typed; `passed`: tasks from above are to be handed on; `changed` when other
    things are chosen."""

    days = Signal()
    words = Signal()
    table = Signal()
    ethnic = Signal()
    merged = Signal()
    goals = Signal()
    tasks = Signal()
    kinds = Signal()
    passed = Signal()
    authority = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(" ", icon="package")
        self.offer: Offer | None = None
        self._today = datetime.date.min
        self.standards: dict[str, QCheckBox] = {}
        self._before: frozenset[str] = frozenset()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.boxes = {name: self._box(t(f"down-box-{name}")) for name in _WAYS}
        self.told = {name: Text("", "small", "text3", wrap=True) for name in _WAYS}
        self.odd = OddLines()
        self.odd.passed.connect(self.passed)
        self._news: frozenset[str] = frozenset()
        self.over = Field(name=t("down-box-authority"), compact=True)
        self.over.setPlaceholderText(t("down-authority-hint"))
        self.over.editingFinished.connect(self._on_authority)
        self.valid, self.basis, self.word = (
            Field(name=t(f"down-ask-{name}"), compact=True) for name in ("valid", "basis", "note")
        )
        self._lay_out()

    def _box(self, words: str) -> QCheckBox:
        made = QCheckBox(words)
        made.toggled.connect(lambda _: self.changed.emit())
        return made

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 0, 14, 8)
        column.setSpacing(6)
        column.addWidget(Text(t("down-choose-standards"), "small-bold", "text2"))
        column.addLayout(self._rows)
        for name, way in _WAYS.items():
            if name in _HEADS:
                column.addWidget(Text(t(_HEADS[name]), "small-bold", "text2"))
            column.addLayout(self._line(name, way))
            below = self.over if name == "authority" else self.told[name]
            column.addWidget(padded(below, (_INDENT, 0, 0, 2)))
            if name in self.odd.rows:
                column.addWidget(self.odd.rows[name])
        column.addStretch(1)
        self.add(scrolled(inside), 1)
        self.add_rule()
        form = Form(_LABELS)
        form.add(t("down-ask-valid"), self.valid)
        form.add(t("down-ask-basis"), self.basis)
        form.add(t("down-ask-note"), self.word)
        self.add(padded(form, (14, 10, 14, 12)))

    def _line(self, name: str, way: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.boxes[name])
        row.addStretch(1)
        if way:
            link = Link(t(f"down-way-{name}"))
            link.clicked.connect(lambda: getattr(self, way).emit())
            row.addWidget(link)
        return row

    # Showing ----------------------------------------------------------------------------------
    def show_offer(self, offer: Offer, today: datetime.date) -> None:
        """Show what there is; what was ticked stays ticked, a new standard of ours is ticked."""
        first = self.offer is None
        self.offer, self._today = offer, today
        self.title.setText(t("down-next", number=str(offer.number)))
        self._show_standards(offer)
        told = {
            "calendar": _calendar(offer),
            "words": t("down-has-words", count=offer.words) if offer.words else "",
            "authority": "",
            "ethnic": ", ".join(offer.ethnic),
            "merged": t("down-has-merged", count=len(offer.merged)) if offer.merged else "",
            **told_plan(offer.plan),
        }
        self.odd.show_plan(offer.plan)
        there = {**told, "authority": LINE.join(offer.authority)}
        for name, box in self.boxes.items():
            self.told[name].setText(told[name] or t("down-has-none"))
            # What was sent once can be taken back by a pack that says nothing is set any more.
            box.setEnabled(bool(there[name] or offer.sent))
            if not box.isEnabled():
                box.setChecked(False)
            elif name in offer.plan.news - self._news:
                box.setChecked(True)  # what was set since the last pack wants to go
        self._news = offer.plan.news
        if not self.over.hasFocus():
            self.over.setText(there["authority"])
            self.over.setCursorPosition(0)
        if first:
            self.valid.setText(show_date(today))
        self.changed.emit()

    def _show_standards(self, offer: Offer) -> None:
        ids = frozenset(o.standard.id for o in offer.standards)
        if ids == self._before and (ids or self._rows.count()):
            return
        ticked = {one for one, box in self.standards.items() if box.isChecked()}
        sent = {
            one.name.removeprefix("standards/").removesuffix(".toml") for one in _sent_things(offer)
        }
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.standards = {}
        for one in offer.standards:
            standard = one.standard
            box = self._box("")
            box.setAccessibleName(standard.name)
            is_news = one.origin == OWN and standard.id not in sent | self._before
            box.setChecked(standard.id in ticked or is_news)
            self.standards[standard.id] = box
            row = QHBoxLayout()
            row.setSpacing(0)
            box.setFixedWidth(_INDENT)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(padded(_Name(standard.name, box), (0, 3, 0, 0)), 1)
            self._rows.addWidget(padded(row, (0, 0, 0, 0)))
            words = t(
                f"down-origin-{one.origin}", start=standard.in_force_from, end=standard.in_force_to
            )
            self._rows.addWidget(
                padded(Text(words, "small", "text3", wrap=True), (_INDENT, 0, 0, 4))
            )
        if not ids:
            self._rows.addWidget(self._none())
        self._before = ids

    def _none(self) -> QWidget:
        row = QHBoxLayout()
        row.addWidget(Text(t("down-no-standard"), "small", "text3", wrap=True), 1)
        link = Link(t("down-way-table"))
        link.clicked.connect(self.table)
        row.addWidget(link)
        return padded(row, (0, 0, 0, 4))

    def _on_authority(self) -> None:
        lines = [part.strip() for part in self.over.value().split("/") if part.strip()]
        if self.offer is not None and tuple(lines) != self.offer.authority:
            # Who types it here wants it to go.
            self.boxes["authority"].setEnabled(True)
            self.boxes["authority"].setChecked(bool(lines))
            self.authority.emit(lines)

    # What is chosen ---------------------------------------------------------------------------
    def is_something(self) -> bool:
        """Whether anything is ticked."""
        return any(box.isChecked() for box in (*self.boxes.values(), *self.standards.values()))

    def choice(self) -> Choice | None:
        """What is ticked and typed; None where the day cannot be read (it is marked)."""
        day = read_day(self.valid.value(), self._today) if self.valid.value() else self._today
        mark_bad(self.valid, "" if day else t("down-bad-day"))
        if day is None:
            self.valid.setFocus()
            return None
        return Choice(
            standards=frozenset(k for k, box in self.standards.items() if box.isChecked()),
            valid_from=day, basis=self.basis.value(), note=self.word.value(),
            **{name: box.isChecked() for name, box in self.boxes.items()},
        )  # fmt: skip


_WAYS = {
    "goals": "goals",
    "tasks": "tasks",
    "groups": "tasks",
    "kinds": "kinds",
    "calendar": "days",
    "words": "words",
    "authority": "",
    "ethnic": "ethnic",
    "merged": "merged",
}
"""By thing: the signal that asks for the place where it is set."""
_HEADS = {"goals": "down-choose-plan", "calendar": "down-choose-others"}
"""Before which things a title stands."""


def _calendar(offer: Offer) -> str:
    words = [t("down-has-days", count=offer.days)] if offer.days else []
    words += [t("down-has-autumn", year=year, day=day) for year, day in offer.autumn[-2:]]
    return "; ".join(words)


def _sent_things(offer: Offer) -> list[Inside]:
    return [one for pack in offer.sent for one in sheet_of(pack).inside]
