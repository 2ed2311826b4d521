"""The search of the page: what is asked for, the answers shown, and how the table is set up kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.review import Severity
from desktop.services import answering, columns, finding_out, registering
from desktop.services.columns import Shown, View
from desktop.services.registering import Counts, Found, Query
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.households.filters import FilterRow
from desktop.ui.pages.households.list_card import ListCard
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.widgets import Button

LATE = 300
"""Milliseconds after which a search that still runs shows a clock."""
COUNT_PAUSE = 300
"""Milliseconds without a key after which the upper desk counts: over a province that takes a second,
and the next letter must not wait for it."""
MOST_AGAIN = 2000
"""So many lines at most are read at once when the page is read again."""
MOST_TO = 6000
"""So far down the list at most a household is gone to; further down it is shown alone."""


@dataclass(frozen=True, slots=True)
class _Setup:
    """How the table was left in this book; `kinds` of what was found in the year's sheets."""

    shown: tuple[Shown, ...]
    view: View


class Finder(QObject):
    """Asks the book for the lines that filters and tab want, and shows them.

    `uid()` is the household that the cursor should stay on; `on_query` hears each new query.
    """

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        filters: FilterRow,
        card: ListCard,
        *,
        uid: Callable[[], str],
        on_query: Callable[[Query], None],
    ) -> None:
        super().__init__(page)
        self._desk, self._filters, self._card = desk, filters, card
        self._uid, self._on_query = uid, on_query
        self.is_upper = desk.office.is_upper
        self.order, self.descending = "name", False
        self._round = 0
        self._text = ""
        self._is_set_up = self._is_aimed = False
        self._late, self._counting = QTimer(self), QTimer(self)
        for timer in (self._late, self._counting):
            timer.setSingleShot(True)
        self._late.timeout.connect(lambda: filters.search.set_waiting(True))
        self._counting.timeout.connect(self._count)
        self.show_columns(columns.usual(desk.office))
        filters.changed.connect(self._by_hand)
        filters.counts_wanted.connect(self._read_facets)
        card.tabs.picked.connect(lambda _: self._by_hand(counts=False))
        card.more_wanted.connect(self._read_more)
        card.order_wanted.connect(self._on_order)
        card.view.arranged.connect(self.keep_columns)

    # How the table is set up --------------------------------------------------------------------
    def reload(self) -> None:
        """Read again; at the first visit the table is set up as it was left."""
        if self._is_set_up:
            self.search(again=True)
        else:
            self._is_set_up = True
            self._desk.worker.run(
                lambda db: _Setup(columns.shown(db), columns.view(db)), self._set_up
            )
        if not self.is_upper:
            self._read_kinds()

    def _set_up(self, setup: _Setup) -> None:
        if not self._is_aimed and not self.is_upper:
            self.order, self.descending = setup.view.order, setup.view.descending
            self._filters.show_view(setup.view)
            self._front(setup.view.shown)
        self.show_columns(setup.shown)
        self.search()

    def aim(self, shown: str) -> None:
        """Another page says what to show: not what was left here last."""
        self._is_aimed = True
        self._front(shown)

    def _front(self, shown: str) -> None:
        self._card.tabs.blockSignals(True)
        self._card.tabs.set_value(shown)
        self._card.tabs.blockSignals(False)

    def show_columns(self, shown: tuple[Shown, ...]) -> None:
        """Show these columns."""
        self._card.set_columns(shown, self.order, descending=self.descending)

    def keep_columns(self, shown: tuple[Shown, ...]) -> None:
        """Show these columns from now on, in this book; one that is new comes into sight."""
        before = {one.id for one in self._card.view.shown()}
        self.show_columns(shown)
        new = [one.id for one in shown if one.id not in before]
        if len(new) == 1:
            self._card.view.show_column(new[0])
        self._desk.worker.run(lambda db: columns.keep(db, shown))

    def _keep_view(self) -> None:
        """What another page asked for is not kept until somebody here changes it."""
        one = self.query()
        view = View(
            village=one.village, ethnic_group=one.ethnic_group, shown=one.shown, state=one.state,
            changed=one.changed, finding=one.finding, remark=one.remark, order=one.order, descending=one.descending,
        )  # fmt: skip
        self._desk.worker.run_latest(
            "households-view", lambda db: columns.keep_view(db, view), lambda _: None
        )

    # Asking -------------------------------------------------------------------------------------
    def query(self) -> Query:
        """What filters, tab and order ask for."""
        return self._filters.query(
            self._desk.year, self._card.tabs.value(), self.order, descending=self.descending
        )

    def is_held(self) -> bool:
        """Whether a filter or a tab holds something back."""
        return self._filters.is_held() or bool(self._card.tabs.value())

    def in_words(self) -> list[str]:
        """All that holds the list, in words."""
        words = self._filters.in_words()
        kind, text = self._card.tabs.value(), self._filters.search.text().strip()
        if kind:
            words.append(_small(t(f"class-{kind}")))
        return [*words, t("households-with-text", text=text)] if text else words

    def _by_hand(self, *, counts: bool = True) -> None:
        self.search(counts=counts)
        if not self.is_upper:
            self._keep_view()

    def come_to(self, uid: str) -> None:
        """Put the cursor on a household: in the list as it stands, else in the whole list."""
        self._is_aimed = True
        self._filters.drop_among()
        here = self.query()
        whole = Query(year=here.year, order=here.order, descending=here.descending)

        def look(db: Db) -> tuple[bool, int]:
            at = registering.place(db, here, uid)
            return (True, at) if at else (False, registering.place(db, whole, uid))

        def show(found: tuple[bool, int]) -> None:
            is_here, at = found
            if not is_here or not 0 < at <= MOST_TO:
                is_far = not 0 < at <= MOST_TO
                word = t("households-among-one")
                self._front("")
                self._filters.show_target(
                    RegisterTarget(among=(uid,), among_word=word) if is_far else RegisterTarget()
                )
            self.search(to=uid, least=at if at <= MOST_TO else 0)

        self._desk.worker.run_latest("households-place", look, show)

    def search(
        self, *, counts: bool = True, again: bool = False, to: str = "", least: int = 0
    ) -> None:
        """Look again: the lines first, then how many there are. Answers to older questions are
        dropped by the worker. `to` is the household to go to, among the `least` first lines."""
        query, self._round = self.query(), self._round + 1
        shown = len(self._card.model.rows) if again else 0
        size = max(registering.PAGE, min(shown, MOST_AGAIN), least)
        self._late.start(LATE)
        self._desk.worker.run_latest(
            "households-found",
            lambda db: registering.find(db, query, size=size),
            lambda found: self._show_found(found, query, to),
        )
        if not counts:
            self._card.show_count()
        elif self.is_upper:
            self._counting.start(COUNT_PAUSE)
        else:
            self._count()

    def _count(self) -> None:
        query = self.query()
        self._desk.worker.run_latest(
            "households-counts", lambda db: registering.count(db, query), self._show_counts
        )

    def _read_facets(self) -> None:
        query = self.query()
        self._desk.worker.run_latest(
            "households-facets", lambda db: registering.facets(db, query), self._filters.set_counts
        )

    def _read_kinds(self) -> None:
        """The findings to choose from; a book whose sheets were not looked through yet, or by
        another program, is looked through first."""
        year, now = self._desk.year, self._desk.now()

        def read(db: Db) -> list[tuple[str, Severity]]:
            if not finding_out.is_known(db, year):
                finding_out.look_again(db, year, now=now)
            return finding_out.kinds(db, year)

        self._desk.worker.run_latest("households-kinds", read, self._filters.set_findings)
        self._desk.worker.run_latest(
            "households-said", answering.was_said, self._filters.set_has_remarks
        )

    def _show_found(self, found: Found, query: Query, to: str) -> None:
        self._late.stop()
        self._filters.search.set_waiting(False)
        self._on_query(query)
        # A number that was just typed means its household, whichever was looked at before.
        typed, self._text = found.meant if query.text != self._text else "", query.text
        self._card.show_found(found, query.text, to or typed or self._uid())
        if found.lines:
            return
        if self._filters.is_set() or query.shown:
            self._say_nothing_found(query)
        else:
            self._say_empty_book()

    def _show_counts(self, counts: Counts) -> None:
        words = self._filters.in_words()
        self._card.show_counts(counts, words, is_set=self._filters.is_set())

    def _read_more(self) -> None:
        """The page after the last line, unless another search has begun by then."""
        query, after, number = self.query(), self._card.model.last, self._round

        def show(found: Found) -> None:
            if number == self._round:
                self._card.model.add(found)
                self._card.show_count()

        self._desk.worker.run(lambda db: registering.find(db, query, after), show)

    def _on_order(self, order: str, descending: bool) -> None:
        self.order, self.descending = order, descending
        self._card.view.show_order(order, descending=descending)
        self._by_hand(counts=False)

    # Nothing there ------------------------------------------------------------------------------
    def show_everything(self) -> None:
        """Nothing is held back or searched for any more."""
        self._front("")
        self._filters.clear_search()
        self._filters.search.setFocus()

    def clear_filters(self) -> None:
        """No filter and no tab holds anything back; what is searched for stays."""
        self._front("")
        self._filters.clear()

    def _say_nothing_found(self, query: Query) -> None:
        words = self._filters.in_words()
        if query.shown:
            words.append(t(f"class-{query.shown}"))
        text = query.text.strip()
        filters = ", ".join(words)
        if text and words:
            said = t("households-nothing-both", text=text, filters=filters)
        elif text:
            said = t("households-nothing-text", text=text)
        else:
            said = t("households-nothing-filters", filters=filters)
        button = Button(t("households-show-all"))
        button.clicked.connect(self.show_everything)
        self._card.show_empty("search", said, button)

    def _say_empty_book(self) -> None:
        if self.is_upper:
            button = Button(t("households-to-inbox"), icon="inbox", kind="primary")
            button.clicked.connect(lambda _=False: self._desk.go("inbox"))
            self._card.show_empty("inbox", t("households-empty-upper"), button)
            return
        button = Button(t("households-read-list"), icon="file-spreadsheet", kind="primary")
        button.clicked.connect(lambda _=False: self._desk.go("read-list"))
        self._card.show_empty("home", t("households-empty"), button)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
