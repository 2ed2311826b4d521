"""The form of an event: day, reason, and the parts that its kind asks for; makes the request."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import parse_birth, show_date
from desktop.services.happening import Deed, Request, founder
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.events.correction import CorrectionFields
from desktop.ui.pages.events.finder import HouseholdFinder
from desktop.ui.pages.events.kinds import KINDS, Kind
from desktop.ui.pages.events.members import MemberRows
from desktop.ui.pages.events.persons import PersonFields
from desktop.ui.widgets import Choice, Field, Form, Segmented, Text, mark_bad

LABELS = 110
DAY = 130
OUTSIDE = 1
"""The second choice of where a household goes or comes from: outside the register."""


class EventForm(QWidget):
    """Everything an event asks for; `changed` when the request may have become another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.kind: Kind = KINDS[0]
        self._household: Household | None = None
        self._today = datetime.date.min
        self._proposed_born, self._founder_by_hand = "", False
        self.day, self.reason = Field(), Field()
        self.day.setPlaceholderText(t("events-day-shape"))
        self.members = MemberRows()
        self.person = PersonFields()
        self.head, self.new_head, self.back = Choice(), Choice(), Choice()
        self.where = Segmented([t("events-target-here"), t("events-target-outside")])
        self.target = HouseholdFinder(desk, "events-target")
        self.came = Segmented([t("events-kind-moved_in"), t("events-kind-split_off")])
        self.right = CorrectionFields()
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.day.setFixedWidth(DAY)
        reason = Form(label_width=52)
        reason.add(t("events-reason"), self.reason)
        first = QHBoxLayout()
        first.setSpacing(20)
        first.addWidget(_labelled(t("events-day"), self.day))
        first.addWidget(reason, 1)
        column.addLayout(first)
        self.blocks: dict[str, QWidget] = {
            "back": _labelled(t("events-back"), self.back),
            "person": self.person,
            "target": _titled(t("events-target"), self.where, self.target),
            "members": _titled(t("events-members"), self.members),
            "head": _labelled(t("events-head"), self.head),
            "new_head": _labelled(t("events-new-head"), self.new_head),
            "came": _labelled(t("events-came"), self.came),
            "right": self.right,
        }
        for block in self.blocks.values():
            column.addWidget(block)
        column.addStretch(1)

    def _connect(self) -> None:
        self.day.textEdited.connect(self._on_changed)
        self.reason.textEdited.connect(self._on_changed)
        for part in (self.members, self.person, self.target, self.right):
            part.changed.connect(self._on_changed)
        self.new_head.chosen.connect(self._on_founder)
        for choice in (self.head, self.new_head, self.back):
            choice.chosen.connect(self._on_changed)
        for segmented in (self.where, self.came):
            segmented.chosen.connect(self._on_changed)

    # Showing ------------------------------------------------------------------------------------
    def begin(self, household: Household, kind: Kind, today: datetime.date) -> None:
        """A kind for a household, nothing filled in but the day."""
        self._household, self.kind, self._today = household, kind, today
        self.day.setText(self.day.text() or show_date(today))
        self.reason.clear()
        related = "relations" in kind.parts
        self.members.show_people(
            household.present,
            marked="members" in kind.parts,
            related=related,
            fresh=kind.deed is Deed.JOIN,
            all_=kind.deed is Deed.JOIN,
        )
        self.target.begin(without=household.uid)
        self.where.set_index(0)
        self.came.set_index(0)
        self.person.begin(t("events-relation-child") if kind.deed is Deed.BORN else "")
        self.right.show_household(household)
        away = [p for p in household.members if p.left_on and not p.is_trace]
        self.back.set_options([("", t("events-back-nobody")), *((p.uid, p.name) for p in away)])
        self.back.set_value("")
        for choice in (self.head, self.new_head):
            choice.clear()
        self._proposed_born, self._founder_by_hand = "", False
        self._on_changed()

    def stops(self) -> list[QWidget]:
        """Where the tab key stops, in the order in which the form is read."""
        return [
            self.day, self.reason, self.back, *self.person.stops(), *_segments(self.where),
            self.target.field, self.target.view, *self.members.stops(), self.head, self.new_head,
            *_segments(self.came), *self.right.stops(),
        ]  # fmt: skip

    def _on_founder(self, *_: object) -> None:
        self._founder_by_hand = True

    def _on_changed(self, *_: object) -> None:
        mark_bad(self.day, self.day_problem())
        self._propose_birthday()
        self._offer_heads()
        self._show_blocks()
        self.changed.emit()

    def _propose_birthday(self) -> None:
        """A child is born on the day that is recorded, until another birthday is typed."""
        on, born = self.on(), self.person.born
        if self.kind.deed is Deed.BORN and on and born.value() == self._proposed_born:
            self._proposed_born = show_date(on)
            born.setText(self._proposed_born)

    def _offer_heads(self) -> None:
        """Whoever may become head, as far as chosen."""
        unset = [("", t("events-head-open"))]
        rest = [(p.uid, p.name) for p in self.members.rest() if not self._is_head_change(p.is_head)]
        going = [(p.uid, p.name) for p in self.members.those_chosen()]
        for choice, options in ((self.head, rest), (self.new_head, going)):
            kept = choice.value()
            choice.set_options([*unset, *options])
            choice.set_value(kept if kept in dict(options) else "")
        chosen, on = self.members.those_chosen(), self.on()
        if not (self._founder_by_hand and self.new_head.value()):
            self._founder_by_hand = False
            self.new_head.set_value(founder(chosen, on or self._today))

    def _is_head_change(self, is_head: bool) -> bool:
        return is_head and self.kind.deed is Deed.HEAD_CHANGED

    def _show_blocks(self) -> None:
        parts = set(self.kind.parts)
        if "relations" in parts:
            parts.add("members")
        if any(p.is_head for p in self.members.those_chosen()) and self.members.rest():
            parts.add("head")
        if self.back.count() == 1:
            parts.discard("back")
        if "back" in parts and self.back.value():
            parts.discard("person")
        for name, block in self.blocks.items():
            block.setVisible(name in parts)
        self.target.setVisible(self.where.index() != OUTSIDE)

    def focus_first(self) -> None:
        """Where the hand goes on after the kind was chosen."""
        first = {"person": self.person.name, "target": self.target.field, "right": self.right.field}
        wanted = next((part for part in self.kind.parts if part in first), "")
        if "members" in self.kind.parts and wanted != "target":
            self.members.focus_first()
        elif self.kind.deed is Deed.HEAD_CHANGED:
            self.head.setFocus()
        else:
            first.get(wanted, self.day).setFocus()

    # The request --------------------------------------------------------------------------------
    def day_problem(self) -> str:
        """What is wrong with the day as typed."""
        return "" if self.on() else t("events-day-bad")

    def on(self) -> datetime.date | None:
        """The day as typed, None if it is none."""
        iso = parse_birth(self.day.value()) or ""
        return datetime.date.fromisoformat(iso) if len(iso) == 10 else None

    def request(self) -> Request | None:
        """What is to be recorded; None while a date cannot be read."""
        on, household = self.on(), self._household
        if on is None or household is None or self.person.problem() or self.right.problem():
            return None
        kind, chosen = self._deed(), self.members.chosen()
        target = self.target.value() if kind is Deed.JOIN else ""
        return Request(
            kind=kind,
            on=on,
            reason=self.reason.value(),
            household=household.uid,
            members=self._members(chosen),
            people=self._people(),
            head=self.head.value() if not self.blocks["head"].isHidden() else "",
            new_head=self.new_head.value() if kind is Deed.SPLIT else "",
            target=target,
            relations=self.members.relations() if kind in _RELATING else {},
            corrected=self.right.household() if kind is Deed.CORRECTED else None,
        )

    def _deed(self) -> Deed:
        """The kind, where some go outside the register another one."""
        kind, outside = self.kind.deed, self.where.index() == OUTSIDE
        if kind is Deed.MOVED_IN and self.came.index() == OUTSIDE:
            return Deed.SPLIT_OFF
        if kind is Deed.JOIN and outside:
            return Deed.MEMBER_OUT if self.members.rest() else Deed.JOINED_ANOTHER
        return kind

    def _members(self, chosen: tuple[str, ...]) -> tuple[str, ...]:
        if self.kind.deed is Deed.MEMBER_IN:
            return (self.back.value(),) if self.back.value() else ()
        return chosen

    def _people(self) -> tuple[Person, ...]:
        asked = "person" in self.kind.parts and not self._members(())
        return (self.person.person(),) if asked else ()


_RELATING = (Deed.SPLIT, Deed.JOIN, Deed.HEAD_CHANGED)


def _labelled(label: str, field: QWidget) -> QWidget:
    form = Form(label_width=LABELS)
    form.add(label, field)
    return form


def _segments(choice: Segmented) -> list[QAbstractButton]:
    return choice.findChildren(QAbstractButton)


def _titled(title: str, *content: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(Text(title, "dense-bold"))
    for widget in content:
        column.addWidget(widget)
    return holder
