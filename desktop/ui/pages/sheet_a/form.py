"""The request being keyed: who asks, for what, when, and the nine marks; Enter goes from place to place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.vietnamese import fold
from desktop.rules.sheet_a import columns, skips
from desktop.rules.standard import SheetARule
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry.option_list import OptionList
from desktop.ui.pages.entry.roster_fields import Option, pick
from desktop.ui.pages.entry.rove import AnswerBox, OnKey, Rove, bare
from desktop.ui.pages.sheet_a.finder import Finder
from desktop.ui.pages.sheet_a.marks import MarkBoxes
from desktop.ui.pages.sheet_a.state import Draft, places, sheet_of, toggled
from desktop.ui.widgets import Button, Card, Form, Text
from desktop.ui.widgets.fields import mark_bad

LABELS = 112
_ANY_WIDTH = 10_000
# The fields of a roster are low; here they are as high as the house's compact ones.
_FIELD = "QLineEdit, QLineEdit:focus { min-height: 26px; padding: 0 8px; border-radius: 6px; }"


class RequestForm(Card):
    """`typed(Draft)` at each keystroke, `entered(place)`, `stepped(±1)` at Enter."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self, popup_on: QWidget) -> None:
        super().__init__(t("sheet-a-new"), head_height=36)
        self._draft: Draft | None = None
        self._rule: SheetARule | None = None
        self._villages: Sequence[Option] = ()
        self.finder = Finder()
        self.village = self._line("village", on_key=self._village_key)
        self.villages = OptionList(popup_on)
        self.wants = AnswerBox(on_key=self._wants_key)
        self.day = self._line("asked_on")
        self.marks = MarkBoxes()
        self.count = self._line("count")
        self.note = self._line("note")
        self.chosen = Text("", "small", "text2")
        self.ask_hint = Text("", "tiny", "text2")
        self.record = Button(t("sheet-a-record"), key="Ctrl+Enter", kind="primary")
        self.clear = Button(t("sheet-a-clear"), key="Esc", live=False)
        self._build()
        self._connect()

    def _line(self, place: str, on_key: OnKey | None = None) -> Rove:
        made = Rove(on_key=on_key)
        made.setFont(fonts.font("body"))
        made.setStyleSheet(_FIELD)
        made.stepped.connect(self.stepped)
        made.entered.connect(lambda: self.entered.emit(place))
        return made

    def _build(self) -> None:
        self.form = Form(LABELS)
        self.day.setFixedWidth(120)
        self.count.setFixedWidth(60)
        self.village.setFixedWidth(300)
        self.wants.setFixedWidth(130)
        self.wants.setStyleSheet(_FIELD)
        self.form.add(t("sheet-a-household"), self.finder)
        self.form.add(t("sheet-a-village"), _beside(self.village, self.chosen))
        self.form.add(t("sheet-a-wants"), _beside(self.wants, self.ask_hint))
        self.form.add(t("sheet-a-asked-on"), self.day)
        self.form.add(t("sheet-a-marks"), self.marks, t("sheet-a-marks-hint"))
        noted = Text(t("sheet-a-note"), "body", "text2")
        self.form.add(t("sheet-a-count"), _beside(self.count, noted, self.note))
        self._name_fields()
        self.add(self.form, pad=True)
        self.add_foot(self.record, self.clear).addStretch(1)
        self.ask_hint.setText(f"1 {t('sheet-a-wants-review')}, 2 {t('sheet-a-wants-leaving')}")

    def _connect(self) -> None:
        self.wants.stepped.connect(self.stepped)
        self.wants.entered.connect(lambda: self.entered.emit("wants"))
        self.marks.stepped.connect(self.stepped)
        self.marks.entered.connect(lambda: self.entered.emit("marks"))
        self.marks.toggled.connect(self._on_mark)
        self.villages.chosen.connect(self._on_village)
        self.village.textEdited.connect(lambda _: self._offer(self.village.value()))
        self.day.textEdited.connect(lambda _: self._type(day=self.day.value()))
        self.count.textEdited.connect(lambda _: self._type(count=self.count.value()))
        self.note.textEdited.connect(lambda _: self._type(note=self.note.value()))

    # What is shown ----------------------------------------------------------------------------
    def show_rule(
        self, rule: SheetARule, names: Mapping[str, str], villages: Sequence[str]
    ) -> None:
        """Which marks there are, what the office calls them, which villages it has."""
        self._rule = rule
        self._names = dict(names)
        self._villages = tuple(Option(v, str(n), v) for n, v in enumerate(villages, 1))

    def show_draft(self, draft: Draft, *, afresh: bool, is_change: bool) -> None:
        """Show a request; what one types in keeps its text unless it comes `afresh`."""
        assert self._rule is not None
        self._draft = draft
        self.title.setText(t("sheet-a-change") if is_change else t("sheet-a-new"))
        self._show_who(draft, afresh=afresh)
        word = "leaving" if draft.leaving else "review"
        self.wants.show_answer("2" if draft.leaving else "1", t(f"sheet-a-wants-short-{word}"))
        self.wants.say(f"{t('sheet-a-wants')}: {t(f'sheet-a-wants-{word}')}")
        for field, text in (
            (self.day, draft.day),
            (self.count, draft.count),
            (self.note, draft.note),
        ):
            if afresh or not field.hasFocus():
                field.setText(text)
        unread = bool(draft.day.strip()) and draft.asked_on is None
        mark_bad(self.day, t("finding-sheet-a-unread-day-cure") if unread else "")
        skip = skips(sheet_of(draft, self._rule), draft.known)
        self.marks.show_marks(columns(self._rule), self._names, draft.marks)
        self.marks.setEnabled(not skip)
        self.count.setEnabled(not skip)

    def _name_fields(self) -> None:
        named: dict[str, QWidget] = {
            "household": self.finder.field, "village": self.village, "asked-on": self.day,
            "count": self.count, "note": self.note,
        }  # fmt: skip
        for place, field in named.items():
            field.setAccessibleName(t(f"sheet-a-{place}"))

    def _show_who(self, draft: Draft, *, afresh: bool) -> None:
        who = draft.who
        if afresh or who is not None:
            self.finder.show_name(who.name if who else "")
        is_new = who is not None and who.newcomer is not None
        words = ""
        if who is not None:
            key = "sheet-a-chosen-new" if is_new else "sheet-a-chosen"
            words = t(key, number=who.number)
        self.chosen.setText(words)
        self.village.setEnabled(is_new)
        if afresh or not self.village.hasFocus():
            self.village.setText(who.village if who else "")

    def go_to(self, place: str) -> None:
        """Put the hand on a place."""
        field: QWidget = {
            "household": self.finder.field, "village": self.village, "wants": self.wants,
            "asked_on": self.day, "marks": self.marks, "count": self.count, "note": self.note,
        }[place]  # fmt: skip
        self.villages.hide()
        field.setFocus()
        if isinstance(field, Rove) and not isinstance(field, AnswerBox):
            field.selectAll()
        elif place == "household":
            self.finder.field.selectAll()
        if place == "village" and not self.village.text():
            self._offer("")

    def next_place(self, place: str, by: int) -> str:
        """The place after (1) or before (−1) a place, "" behind the last one."""
        assert self._draft is not None
        assert self._rule is not None
        order = places(self._draft, self._rule)
        # Count and note are left out of the order at times, and stand behind all others.
        at = (order.index(place) if place in order else len(order)) + by
        return order[max(at, 0)] if at < len(order) else ""

    # Typing -----------------------------------------------------------------------------------
    def _type(self, **changes: object) -> None:
        assert self._draft is not None
        self.typed.emit(replace(self._draft, **changes))  # type: ignore[arg-type]

    def _on_mark(self, key: str) -> None:
        assert self._draft is not None
        assert self._rule is not None
        self.typed.emit(toggled(self._draft, self._rule, key))

    def _wants_key(self, event: QKeyEvent) -> bool:
        if bare(event) != Qt.KeyboardModifier.NoModifier or not event.text():
            return False
        if event.text() in ("1", "2"):
            self._type(leaving=event.text() == "2")
        return event.text().isprintable()

    # The village of a household that is not in the register yet --------------------------------
    def _offer(self, typed: str) -> None:
        meant = pick(self._villages, typed)
        fitting = [o for o in self._villages if not typed or fold(typed) in fold(o.word)]
        self.villages.offer(fitting or self._villages, meant, "")
        cell = self.village.rect()
        cell.moveTopLeft(self.village.mapTo(self.villages.page, cell.topLeft()))
        self.villages.stand_under(cell)
        self._set_village(str(meant.value) if meant else typed.strip())

    def _on_village(self, key: str) -> None:
        self.village.setText(next(str(o.value) for o in self._villages if o.key == key))
        self._set_village(self.village.text())
        self.villages.hide()

    def _set_village(self, village: str) -> None:
        draft = self._draft
        if draft is None or draft.who is None or draft.who.newcomer is None:
            return
        newcomer = replace(draft.who.newcomer, village=village)
        self._type(who=replace(draft.who, village=village, newcomer=newcomer))

    def _village_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.villages.isVisible():
            self.villages.hide()
            return True
        return False


def _beside(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    if widgets[-1].maximumWidth() < _ANY_WIDTH or isinstance(widgets[-1], Text):
        row.addStretch(1)
    return holder
