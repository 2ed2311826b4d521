"""The side panel: one household whole, and the act of recording that it came or went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.household import Household
from desktop.domain.vietnamese import fold
from desktop.services.answering import OfHousehold
from desktop.services.registering import Whole
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.households import story
from desktop.ui.pages.households.handed_block import HandedBlock
from desktop.ui.pages.households.measure_block import MeasureBlock
from desktop.ui.pages.households.said_block import SaidBlock
from desktop.ui.pages.households.ways import Way
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import (
    Button,
    Card,
    ClassChip,
    EmptyState,
    KeyValues,
    Link,
    TableView,
    Text,
    YearStrip,
    padded,
    rule,
    scrolled,
)

SIDE = 14
MOMENTS = 6
"""So many of the newest are shown before one asks for all."""

Member = tuple[str, str, str, str]


class HouseholdPanel(Card):
    """Shows one household. `sheet_wanted`, `way_wanted(Way)` are its buttons; `withdrawn(uid)` takes
    an event back; `settled(Heard)`: a remark of the office above was dealt with. Without `editable` nothing can be changed (the upper desk)."""

    sheet_wanted = Signal()
    way_wanted = Signal(object)
    withdrawn = Signal(str)
    settled = Signal(object)

    def __init__(self, year: int, ways: Sequence[Way], *, editable: bool) -> None:
        super().__init__()
        self._ways = [way for way in ways if way.of_household]
        self.way_buttons: dict[str, Button] = {}
        self.setAccessibleName(t("households-panel"))
        self._year, self._editable = year, editable
        self._whole: Whole | None = None
        self._all_moments = False
        self._needle = ""
        self.empty = EmptyState("home", t("households-panel-empty"))
        self.add(self.empty, 1)
        self._shown = self._build()
        self.add(self._shown, 1)
        self.clear()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 1, 0, 1)
        column.setSpacing(0)
        column.addWidget(padded(self._head(), (SIDE, 12, SIDE, 9)))
        column.addWidget(rule())
        rest = QWidget()
        below = QVBoxLayout(rest)
        below.setContentsMargins(0, 0, 0, 8)
        below.setSpacing(0)
        self.strip = YearStrip()
        self.members = RowsModel[Member](_MEMBERS, t("households-members"))
        self.member_view = TableView(self.members, row=25, head=0)
        self.member_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.member_count = Text("", "dense")
        self.moments = QVBoxLayout()
        self.facts = KeyValues(name_width=92)
        for block in self._blocks():
            below.addWidget(block)
        below.addStretch(1)
        self.area = scrolled(rest)
        self.area.setAccessibleName(t("households-panel"))
        column.addWidget(self.area, 1)
        return holder

    def _head(self) -> QVBoxLayout:
        self.name = Text("", "name")
        self.place = Text("", "small", "text2")
        self.chip = ClassChip("none")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.place)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words, 1)
        top.addWidget(self.chip)
        column = QVBoxLayout()
        column.setSpacing(9)
        column.addLayout(top)
        if self._editable:
            self.sheet = Button(
                t("households-open-sheet"),
                icon="pencil",
                key="Enter",
                kind="primary",
                size="compact",
            )
            self.sheet.clicked.connect(self.sheet_wanted)
        buttons = [self.sheet] if self._editable else []
        buttons += [self._way_button(way) for way in self._ways]
        for start in range(0, len(buttons), 2):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons[start : start + 2]:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def _way_button(self, way: Way) -> Button:
        """To another page about this household; its key is the page's."""
        button = Button(way.word, icon=way.icon, key=way.key, size="compact", live=False)
        button.clicked.connect(lambda: self.way_wanted.emit(way))
        self.way_buttons[way.page_id] = button
        return button

    def _blocks(self) -> list[QWidget]:
        # Six years with "Cận nghèo" in each need nearly the whole width beside a scroll bar.
        strip = padded(self.strip, (8, 0, 8, 6))
        years = _block(Text(t("households-years"), "dense-bold"), strip, gap=6, wide=True)
        members = _block(self.member_count, self.member_view, gap=2, wide=True)
        self.moments.setContentsMargins(0, 0, 0, 0)
        self.moments.setSpacing(2)
        happened = QWidget()
        happened.setProperty("ground", "clear")
        happened.setLayout(self.moments)
        story_block = _block(Text(t("households-moments"), "dense-bold"), happened, gap=4)
        self._facts_block = _block(None, self.facts, gap=0)
        self.said = SaidBlock()
        self.said.settled.connect(self.settled)
        self._said_rule = rule()
        self._said_rule.hide()
        self.handed, self.measures = HandedBlock(), MeasureBlock(editable=self._editable)
        return [
            self.handed, self.said, self._said_rule, years, rule(), members, rule(), self.measures,
            rule(), story_block, rule(), self._facts_block,
        ]  # fmt: skip

    # Showing ------------------------------------------------------------------------------------
    @property
    def whole(self) -> Whole | None:
        """The household shown, None for none."""
        return self._whole

    def set_year(self, year: int) -> None:
        """Another round: the last year of the strip."""
        self._year = year

    def set_needle(self, needle: str) -> None:
        """What was searched for: marked among the members where the head's name does not hold it."""
        self._needle = needle
        self._mark_members()

    def _mark_members(self) -> None:
        head = fold(self._whole.household.head_name) if self._whole else ""
        by_head = all(word in head for word in fold(self._needle).split())
        self.member_view.set_needle("" if by_head else self._needle)

    def clear(self) -> None:
        """No household is chosen."""
        self._whole = None
        self._shown.hide()
        self.empty.show()

    def show_household(
        self, whole: Whole, place: str, causes: dict[str, str], *, due: bool = True
    ) -> None:
        """Show a household; `place` is its village, and its commune at the upper desk. Without a
        class it is said to want its sheet only where one is `due`."""
        other = self._whole is None or self._whole.household.uid != whole.household.uid
        self._all_moments = self._all_moments and not other
        self._whole = whole
        household = whole.household
        self.name.setText(head_word(household.head_name))
        self.place.setText(t("households-place", number=household.number, place=place))
        cells = story.years(whole, self._year)
        self.chip.set_class(cells[-1].household_class)
        self.chip.setVisible(due or cells[-1].household_class != "none")
        self.strip.set_years(cells)
        self._show_members(household)
        self._show_moments()
        facts = story.facts(whole, causes)
        self.facts.set_rows([(name, prose(value)) for name, value in facts])
        self._facts_block.setVisible(bool(facts))
        self.empty.hide()
        self._shown.show()
        if other:
            self.area.verticalScrollBar().setValue(0)

    def show_said(self, said: OfHousehold | None) -> None:
        """What the office above said of the household shown."""
        self.said.show_said(said)
        self._said_rule.setVisible(said is not None)

    def _show_members(self, household: Household) -> None:
        people = story.members(household)
        self.members.set_rows(people)
        self.member_view.fit_height()
        self._mark_members()
        self.member_count.setText(t("households-member-count", people=len(people)))

    def _show_moments(self) -> None:
        assert self._whole is not None
        _empty(self.moments)
        found = story.moments(self._whole)
        shown = found if self._all_moments else found[:MOMENTS]
        for moment in shown:
            self.moments.addWidget(self._moment(moment))
        if not found:
            self.moments.addWidget(Text(t("households-moments-none"), "dense", "text3"))
        if len(found) > len(shown):
            more = Link(t("households-moments-more", more=len(found) - len(shown)))
            more.clicked.connect(self._show_all_moments)
            self.moments.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all_moments(self) -> None:
        self._all_moments = True
        self._show_moments()

    def _moment(self, moment: story.Moment) -> QWidget:
        line = QWidget()
        line.setProperty("ground", "clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        date = Text(moment.on.strftime("%d/%m/%Y"), "dense", "text3", figures=True)
        date.setFixedWidth(80)
        row.addWidget(date, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(prose(moment.words), 1)
        if moment.event_uid and self._editable:
            back = Link(t("households-event-withdraw"))
            back.setFixedHeight(20)
            back.clicked.connect(lambda _=False: self.withdrawn.emit(moment.event_uid))
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line


_MEMBERS: list[Column[Member]] = [
    Column("", lambda m: m[0], searched=True, tip=lambda m: m[0]),
    Column("", lambda m: m[1], width=62, ink="text2", tip=lambda m: m[1]),
    Column("", lambda m: m[2], kind="figures", width=90, align_right=False),
    Column("", lambda m: m[3], width=88, ink="text2", tip=lambda m: m[3]),
]


def prose(words: str) -> Text:
    """A paragraph that is given the height of all its lines, however narrow its place."""
    made = Text(words, "dense", wrap=True)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made


def _block(head: Text | None, content: QWidget, *, gap: int, wide: bool = False) -> QWidget:
    """A titled part of the panel; `wide` content goes from edge to edge."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 9, 0, 4 if wide else 10)
    column.setSpacing(gap)
    if head is not None:
        column.addWidget(padded(head, (SIDE, 0, SIDE, 0)))
    column.addWidget(content if wide else padded(content, (SIDE, 0, SIDE, 0)))
    return holder


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
