"""The history page: years, members, and everything that happened, with the last deeds to undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.act import Act
from desktop.domain.household import Person
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError
from desktop.services import recalling, undoing
from desktop.services.changes import Changes
from desktop.services.recalling import History, Passage, YearLine
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.page import Desk, Page
from desktop.ui.pages.history import words
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import (
    Button,
    Card,
    ClassChip,
    EmptyState,
    Note,
    PageHead,
    TableView,
    body,
    padded,
)

SIDE_WIDTH = 330


class HistoryPage(Page):
    """One household over the years; `open_target` takes its uid. Esc goes back to the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._uid = ""
        self.history: History | None = None
        self.head = PageHead(t("page-history"))
        self.chip = ClassChip("none")
        self.trouble = Note("warn", "", "")
        self.years = RowsModel(self._year_columns(), t("history-years"))
        self.years_view = TableView(self.years)
        self.members = RowsModel(
            [Column(t("history-members"), words.member, kind="lines")], t("history-members")
        )
        self.members_view = TableView(self.members, row=46, head=0)
        self.passages = RowsModel(self._passage_columns(), t("history-passages"))
        self.passages_view = TableView(self.passages)
        self.stack = QStackedWidget()
        self._build()
        self.passages_view.followed.connect(self.undo)
        self.years_view.opened.connect(lambda _line: self._go("entry"))

    # Building -----------------------------------------------------------------------------------
    def _build(self) -> None:
        back = Button(t("history-back"), icon="arrow-left", key="Esc")
        back.clicked.connect(partial(self._go, "households"))
        self.head.add(self.chip, back)
        sheet = Button(t("history-sheet-open"), icon="pencil", kind="primary")
        sheet.clicked.connect(partial(self._go, "entry"))
        if not self.desk.office.is_upper:
            self.head.add(sheet)
        years = Card(t("history-years"))
        years.add(self.years_view)
        self.passages_card = Card(t("history-passages"), t("history-passages-remark"))
        self.passages_card.add(self.passages_view, 1)
        self.members_card = Card(t("history-members"))
        self.members_card.setFixedWidth(SIDE_WIDTH)
        self.members_card.add(self.members_view, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(years)
        left.addWidget(self.passages_card, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.members_card)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        self.trouble_row = padded(self.trouble, (20, 0, 20, 8))
        self.trouble_row.hide()
        column.addWidget(self.trouble_row)
        column.addWidget(body(row), 1)
        choose = Button(t("history-choose"), icon="home", kind="primary")
        choose.clicked.connect(partial(self._go, "households"))
        self.empty = EmptyState("history", t("history-empty"), choose)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(shown)
        self.shown = shown
        self.column.addWidget(self.head)
        self.column.addWidget(self.stack, 1)

    def _year_columns(self) -> list[Column[YearLine]]:
        return [
            Column(t("history-year"), lambda y: str(y.review.year), width=66, bold=True),
            Column(t("history-class"), _class, kind="class", width=150),
            Column("B1", lambda y: _points(y, "b1_points"), kind="figures", width=48),
            Column("B2", lambda y: _points(y, "b2_points"), kind="figures", width=48),
            Column(t("history-people"), lambda y: y.review.people, kind="figures", width=62),
            Column(t("history-deprivations"), self._deprivations, tip=self._deprivations),
            Column(t("history-village"), _where, width=170, tip=_where),
            Column(
                t("history-decision-head"),
                lambda y: words.decision(y.review),
                width=212,
                tip=lambda y: words.decision(y.review),
            ),
        ]

    def _passage_columns(self) -> list[Column[Passage]]:
        return [
            Column(t("history-day"), lambda p: show_date(p.on), kind="figures", width=92, align_right=False),
            Column(t("history-what"), words.what, width=196, bold=True, tip=words.what),
            Column(t("history-details"), self._details, tip=self._details),
            Column(t("history-by"), lambda p: p.by, width=132, ink="text2", tip=lambda p: p.by),
            Column("", self._undo_word, kind="link", width=84),
        ]  # fmt: skip

    def _deprivations(self, line: YearLine) -> str:
        return words.deprivations(line, self.history.names if self.history else {})

    def _details(self, passage: Passage) -> str:
        return words.details(passage, self.history) if self.history else ""

    def _undo_word(self, passage: Passage) -> str:
        can = _can_go(passage.act) and not self.desk.office.is_upper
        return t("history-undo") if can else ""

    # The contract of pages ----------------------------------------------------------------------
    def reload(self) -> None:
        if not self._uid:
            self.stack.setCurrentWidget(self.empty)
            return
        uid = self._uid
        self.desk.worker.run_latest("history", lambda db: recalling.recall(db, uid), self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"household", "review", "measure"})

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target:
            self._uid = target
            self.trouble_row.hide()
            self.reload()

    def focus_first(self) -> None:
        (self.passages_view if self.history else self.empty).setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Tab", t("history-key-next")),
            ("Enter", t("history-key-open")),
            ("Esc", t("history-back")),
        )

    # Showing ------------------------------------------------------------------------------------
    def _show(self, history: History | None) -> None:
        self.history = history
        if history is None:
            self.stack.setCurrentWidget(self.empty)
            return
        household = history.household
        self.head.title.setText(head_word(household.head_name))
        self.head.set_context(words.context(household))
        newest = next((y.review.outcome for y in history.years if not y.office), None)
        self.chip.set_class(str(newest.household_class) if newest else "none")
        self.years.set_rows(list(history.years))
        self.years_view.fit_height()
        people: list[Person] = words.members(household)
        self.members.set_rows(people)
        self.members_card.set_remark(t("history-member-count", count=len(household.present)))
        self.passages.set_rows(list(history.passages))
        self.stack.setCurrentWidget(self.shown)

    def _go(self, page_id: str) -> None:
        self.desk.go(self._register if page_id == "households" else page_id, self._uid or None)

    @property
    def _register(self) -> str:
        return "find" if self.desk.office.is_upper else "households"

    # Acts ---------------------------------------------------------------------------------------
    def undo(self, passage: Passage) -> None:
        """Take a deed back; a later one that stands in the way is told."""
        act = passage.act
        if act is None or not _can_go(act):
            return
        now, by, uid = self.desk.now(), self.desk.by, act.uid
        self.desk.worker.run(
            lambda db: undoing.undo(db, uid, now=now, by=by),
            lambda _changes: self._undone(passage),
            failed=self._refused,
        )

    def _undone(self, passage: Passage) -> None:
        self.trouble_row.hide()
        self.desk.say(t("history-undone-said", what=words.what(passage)))
        self.reload()

    def _refused(self, error: AppError) -> None:
        self.trouble.say(t("history-undo-refused"), sentence(error))
        self.trouble_row.show()


def _class(line: YearLine) -> str:
    assert line.review.outcome is not None
    return str(line.review.outcome.household_class)


def _where(line: YearLine) -> str:
    """The village, and the commune where the review is another one's."""
    return ", ".join(word for word in (line.review.village, line.office) if word)


def _points(line: YearLine, name: str) -> str:
    points = getattr(line.review.outcome, name)
    return "" if points is None else str(points)


def _can_go(act: Act | None) -> bool:
    """A list goes where it was read: with it goes what it left to decide."""
    return act is not None and act.undone_at is None and act.kind != "list-read"
