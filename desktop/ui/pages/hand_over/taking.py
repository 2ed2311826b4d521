"""A household that came: who it is, what the other commune found, and how it is received or refused."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_date
from desktop.services import taking_over
from desktop.services.happening import Plan
from desktop.services.taking_over import HERE, NEW, Seen
from desktop.store.hand_overs import RECEIVED, REFUSED, WAITING
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.pages.events.preview import Preview
from desktop.ui.pages.hand_over.words import (
    STATES,
    day_typed,
    last_words,
    member_columns,
    review_columns,
)
from desktop.ui.rows_model import RowsModel
from desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    Field,
    Form,
    KeyValues,
    Note,
    TableView,
    Text,
    mark_bad,
    scrolled,
)

DAY, ASKING = 130, 400
_OPEN = (NEW, WAITING, HERE, REFUSED)


class TakingCard(Card):
    """`accept()`, `refuse(reason)`, `later()`, `undo()`, `receipt()`, `home(uid)` when asked for; `changed()` when
    the deed is to be planned anew."""

    accept = Signal()
    refuse = Signal(str)
    later = Signal()
    undo = Signal()
    receipt = Signal()
    home = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.seen: Seen | None = None
        self.note = Note("info", "")
        self.facts = KeyValues(name_width=112)
        self.members = RowsModel(member_columns(), t("handover-members"))
        self.people = TableView(self.members, row=27)
        self.reviews = RowsModel(review_columns(), t("handover-history"))
        self.years = TableView(self.reviews, row=27)
        self.doubles = Note("warn", "")
        self.village, self.which = Choice(), Choice()
        self.day, self.reason = Field(), Field()
        self.day.setFixedWidth(DAY)
        self.day.setPlaceholderText(t("handover-day-shape"))
        self.reason.setPlaceholderText(t("handover-reason-hint"))
        self.anyway = QCheckBox(t("handover-anyway"))
        self.preview = Preview()
        self.accept_button = Button(
            t("handover-accept"), icon="check", kind="primary", key="Ctrl+Enter"
        )
        self.refuse_button = Button(t("handover-refuse"), icon="x")
        self.later_button = Button(t("handover-later"), icon="clock")
        self.undo_button = Button(t("handover-undo"), icon="arrow-back-up")
        self.receipt_button = Button(t("handover-receipt"), icon="send")
        self.home_button = Button(t("handover-see"), icon="home")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.form = Form(label_width=112)
        self.form.add(t("handover-which"), self.which)
        self.form.add(t("handover-village"), self.village)
        self.form.add(t("handover-came-on"), self.day)
        self.form.add(t("handover-reason"), self.reason)
        self.does = Text(t("handover-does"), "dense-bold")
        self.history_title = Text(t("handover-history"), "dense-bold")
        told = (self.facts, self.people, self.history_title, self.years)
        asked = (self.doubles, self.form, self.anyway, self.does, self.preview)
        row = QHBoxLayout()
        row.setSpacing(20)
        self.asking = _column(*asked)
        self.asking.setFixedWidth(ASKING)
        row.addWidget(_column(*told), 1)
        row.addWidget(self.asking)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.add(scrolled(inside), 1)
        foot = self.add_foot(self.undo_button, self.home_button, self.receipt_button)
        foot.addStretch(1)
        for button in (self.later_button, self.refuse_button, self.accept_button):
            foot.addWidget(button)
        foot.setContentsMargins(14, 7, 14, 7)
        for button in self.findChildren(Button):
            button.hide()  # never all at once: side by side they would be wider than the page

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self.accept)
        self.refuse_button.clicked.connect(self._on_refuse)
        self.later_button.clicked.connect(self.later)
        self.undo_button.clicked.connect(self.undo)
        self.receipt_button.clicked.connect(self.receipt)
        self.home_button.clicked.connect(self._on_home)
        self.day.textEdited.connect(lambda _: self._on_typed())
        self.reason.textEdited.connect(lambda _: mark_bad(self.reason, ""))
        for choice in (self.village, self.which):
            choice.chosen.connect(lambda _: self._on_typed())
        self.anyway.toggled.connect(lambda _: self._on_typed())

    # Showing ------------------------------------------------------------------------------------
    def show_seen(self, seen: Seen, villages: Sequence[str]) -> None:
        """Show one; what was typed stays while it is the same."""
        other = self.seen is None or self.seen.sha256 != seen.sha256
        self.seen = seen
        goods = seen.goods
        head = head_word(goods.household.head_name) if goods else seen.file_name
        self.title.setText(t("handover-take", name=head) if goods else head)
        self._show_goods(seen)
        self._say(seen)
        self.village.set_options([("", t("handover-village-none")), *((v, v) for v in villages)])
        self._offer_homes(seen)
        if other:
            self.village.set_value(villages[0] if len(villages) == 1 else "")
            self.day.setText(show_date(goods.sheet.left_on) if goods else "")
            self.reason.clear()
            self.anyway.setChecked(False)
        is_open = seen.state in _OPEN and goods is not None
        self.asking.setVisible(is_open)
        self.accept_button.setVisible(is_open)
        self.refuse_button.setVisible(is_open and seen.state not in (HERE, REFUSED))
        self.later_button.setVisible(seen.state == NEW)
        decided = seen.state in (RECEIVED, REFUSED)
        self.undo_button.setVisible(decided)
        self.receipt_button.setVisible(decided)
        self.home_button.setVisible(seen.state == RECEIVED)
        self._on_typed()

    def _show_goods(self, seen: Seen) -> None:
        goods = seen.goods
        for part in (self.facts, self.people, self.history_title, self.years):
            part.setVisible(goods is not None)
        if goods is None or seen.letter is None:
            return
        home = goods.household
        rows = [
            (t("handover-fact-from"), seen.letter.sender.name),
            (t("handover-fact-home"), t("handover-home", number=home.number, village=home.village)),
            (t("handover-fact-left"), show_date(goods.sheet.left_on)),
            (t("handover-fact-last"), last_words(goods.last)),
            (t("handover-fact-word"), goods.sheet.note),
        ]
        if seen.state == RECEIVED and seen.kept is not None:
            number = str(seen.kept.details.get("number", ""))
            village = str(seen.kept.details.get("village", ""))
            rows.append(
                (t("handover-fact-now"), t("handover-home", number=number, village=village))
            )
        if seen.ours is not None:
            rows.append((t("handover-fact-ours"), t("handover-ours", number=seen.ours.number)))
        self.facts.set_rows([(name, words) for name, words in rows if words])
        self.members.set_rows(list(home.present))
        self.people.fit_height()
        newest_first = sorted(goods.reviews, key=lambda r: (r.year, r.kind), reverse=True)
        self.reviews.set_rows(newest_first)
        self.years.fit_height()
        self.history_title.setVisible(bool(goods.reviews))
        self.years.setVisible(bool(goods.reviews))

    def _say(self, seen: Seen) -> None:
        details: dict[str, object] = {"office": seen.letter.sender.name if seen.letter else ""}
        if seen.kept is not None and seen.state in (RECEIVED, REFUSED):
            details["on"] = seen.kept.happened_on or seen.kept.left_on
        second = sentence(seen.refusal) if seen.refusal is not None else ""
        if seen.state == REFUSED and seen.kept is not None:
            second = seen.kept.reason
        self.note.say(t(f"handover-say-{seen.state}", **details), second, STATES[seen.state])

    def _offer_homes(self, seen: Seen) -> None:
        """A new household, or one that stands here with one of its people."""
        homes = {s.household_uid: s for s in seen.same}
        options = [("", t("handover-which-new"))]
        options += [
            (uid, t("handover-which-here", number=s.number, name=head_word(s.head_name)))
            for uid, s in homes.items()
        ]
        self.which.set_options(options)
        self.which.setEnabled(bool(homes))
        self.doubles.setVisible(bool(homes))
        names = ", ".join(dict.fromkeys(s.person for s in seen.same))
        first = t("handover-doubles", names=names, count=len(homes))
        self.doubles.say(first, t("handover-doubles-how"), "warn")

    def show_plan(self, plan: Plan | None) -> None:
        """What receiving will record, and what speaks against it."""
        self.preview.show_plan(plan, asked=False)
        blocked = plan is not None and plan.is_blocked and not self.which.value()
        self.accept_button.setEnabled(self.choice() is not None and not blocked)

    def _on_typed(self) -> None:
        mark_bad(self.day, "" if day_typed(self.day.value()) else t("handover-day-bad"))
        doubled = self.seen is not None and any(s.sure for s in self.seen.same)
        is_here = self.seen is not None and self.seen.state == HERE
        open_ = self.seen is not None and self.seen.state in _OPEN
        self.anyway.setVisible(doubled and open_ and not self.which.value() and not is_here)
        self.village.setEnabled(not self.which.value() and not is_here)
        self.changed.emit()

    def choice(self) -> taking_over.Choice | None:
        """How it is to be received, None while something is missing."""
        day, seen = day_typed(self.day.value()), self.seen
        if seen is None or seen.state not in _OPEN or not day:
            return None
        if not self.village.value() and not self.which.value() and seen.state != HERE:
            return None
        return taking_over.Choice(
            village=self.village.value(), on=datetime.date.fromisoformat(day),
            household=self.which.value(), anyway=self.anyway.isChecked(),
        )  # fmt: skip

    def _on_home(self) -> None:
        if self.seen is not None and self.seen.kept is not None:
            self.home.emit(self.seen.kept.household_uid)

    def _on_refuse(self) -> None:
        """The reason is asked for in its field."""
        if not self.reason.value():
            mark_bad(self.reason, t("handover-reason-missing"))
            self.reason.setFocus()
            return
        self.refuse.emit(self.reason.value())


def _column(*parts: QWidget) -> QWidget:
    """Parts one under the other."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
