"""One sitting at the entry page: which sheet is in hand, what comes next, what became of the last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from desktop.domain.review import Severity
from desktop.errors import AppError, ReviewOutdated
from desktop.services import keying, reviewing, undoing
from desktop.services.changes import Changes, changes
from desktop.services.keying import Bench, Listed, Opened, Scratch, Spot
from desktop.services.reviewing import Saved
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.entry.lines import all_findings
from desktop.ui.pages.entry.places import MEMBERS, first_of, places
from desktop.ui.pages.entry.saving import Keeper
from desktop.ui.pages.entry.source import Source
from desktop.ui.pages.entry.state import Keying, begin, rebase, resume


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be written: the sheet as typed, why, and whether it was being put down."""

    state: Keying
    error: AppError
    leaving: bool = False

    @property
    def outdated(self) -> bool:
        """Whether somebody else changed the sheet or its household in between."""
        return isinstance(self.error, ReviewOutdated)


class Session(QObject):
    """Asks the worker for sheets of a source, hands them to the page; see the signals.

    `taken(Keying, place)` a sheet comes to the hand; `benched(Bench)` queue and round;
    `opening(bool)` while a sheet is on its way; `recovered(Scratch)`; `trouble(Trouble)`;
    `refused(AppError)` a sheet or round that cannot be opened; `completed(Saved)`; `all_done()` when nothing is left to key; `kept(datetime)`.
    """

    taken = Signal(object, str)
    benched = Signal(object)
    opening = Signal(bool)
    recovered = Signal(object)
    trouble = Signal(object)
    refused = Signal(object)
    completed = Signal(object)
    all_done = Signal()
    kept = Signal(object)

    def __init__(self, desk: Desk, source: Source) -> None:
        super().__init__()
        self.desk, self.source = desk, source
        self.state: Keying | None = None
        self.bench: Bench | None = None
        self.keeper = Keeper(desk, source)
        self.keeper.kept.connect(self.kept)
        self.keeper.failed.connect(
            lambda state, error, leaving: self.trouble.emit(Trouble(state, error, leaving))
        )
        # A bug in a job tells only the worker: the sheet in hand must take keys again.
        desk.worker.failed.connect(self._on_bug)
        self._wanted = self._shown = ""
        self._next: Opened | None = None
        self._next_after = ""
        self._enumerator = ""
        self._spot = Spot(household_uid="")

    # The bench ----------------------------------------------------------------------------------
    def reload(self, village: str = "") -> None:
        """Read queue and round again, and look whether the sheet in hand still stands so."""
        if self.state is not None and self.state.sheet.year != self.desk.year:
            self.put_away()
            self.state = self.bench = None
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        uid = self.state.uid if self.state else ""
        # Asked for once it is asked for again: this question may overtake the one that named it.
        shown = self._shown = village or self._shown

        def read(db: Db) -> tuple[Bench, Opened | None]:
            bench = self.source.bench(db, year, shown, now=now, by=by)
            opened = None
            # A sheet that was just finished may be closed to its source: it is leaving the hand.
            with suppress(ReviewOutdated):
                opened = self.source.open(db, uid, year) if uid and bench.round else None
            return bench, opened

        key = f"{self.source.name}-bench"
        self.desk.worker.run_latest(key, read, lambda found: self._on_bench(*found))

    def _on_bench(self, bench: Bench, opened: Opened | None) -> None:
        self.bench = bench
        self.benched.emit(bench)
        if bench.round is None:
            self.state = None
        elif self.state is None:
            self._open_something(bench)
        elif opened is not None and opened.sheet.household.uid == self.state.uid:
            self._compare(opened)
            self._fetch_next()

    def _compare(self, opened: Opened) -> None:
        """The book's sheet against the one in hand."""
        assert self.state is not None
        mine, book = self.state.sheet, opened.sheet
        same = (mine.household, mine.review) == (book.household, book.review)
        if same and (mine.last == book.last or self.keeper.is_dirty):
            return
        if self.keeper.is_dirty:
            error = ReviewOutdated(uid=self.state.uid)
            self.trouble.emit(Trouble(self.state, error))
            return
        self.take_up(self._begin(opened), self._spot.place)

    def _open_something(self, bench: Bench) -> None:
        if self._wanted:
            self.open(self._wanted)
        elif bench.scratch is not None:
            self.open(bench.scratch.household.uid, scratch=bench.scratch)
        elif bench.spot is not None:
            self.open(bench.spot.household_uid, place=bench.spot.place)
        else:
            self._open_next("", bench.village)

    # A sheet comes to the hand ------------------------------------------------------------------
    def open(self, uid: str, *, place: str = "", scratch: Scratch | None = None) -> None:
        """Put down the sheet in hand and open another."""
        self._wanted = uid
        if self.bench is None or self.bench.round is None:
            return
        self.put_away()
        self.opening.emit(True)
        year = self.desk.year
        self.desk.worker.run_latest(
            f"{self.source.name}-open",
            lambda db: self.source.open(db, uid, year),
            lambda opened: self._on_opened(opened, place, scratch),
            failed=self._on_not_opened,
        )

    def _on_opened(self, opened: Opened, place: str, scratch: Scratch | None) -> None:
        state = self._begin(opened)
        if scratch is not None:
            self.take_up(resume(state, scratch), scratch.place, resumed=True)
            self.recovered.emit(scratch)
        else:
            self.take_up(state, place)

    def _on_not_opened(self, error: AppError) -> None:
        self._wanted = ""
        self.opening.emit(False)
        self.refused.emit(error)

    def _on_bug(self, _error: object) -> None:
        self._wanted = ""
        self.opening.emit(False)

    def _begin(self, opened: Opened) -> Keying:
        today = self.desk.now().astimezone().date()
        state = begin(opened, today, enumerator=self._enumerator, new_uid=uuid4().hex)
        return state if self.source.prefills else replace(state, answers=opened.sheet.answers)

    def take_up(self, state: Keying, place: str = "", *, resumed: bool = False) -> None:
        """Have this sheet in hand, at a place or where one begins."""
        self._wanted = ""
        self.state = state
        self._enumerator = state.answers.enumerator or self._enumerator
        at = place if place in places(state) else _begin_at(state)
        self.keeper.take_up(state, at, resumed=resumed)
        self._spot = Spot(household_uid=state.uid, place=at)
        self.opening.emit(False)
        self.taken.emit(state, at)
        self._fetch_next()
        if self.bench is not None and state.household.village != self.bench.village:
            self.reload(state.household.village)

    def _fetch_next(self) -> None:
        """The next sheet is ready before it is wanted: nobody waits between two sheets.

        What was fetched before stays until the answer comes; were it outdated, its revision says so
        when it is put down.
        """
        if self.state is None:
            return
        year, uid, village = self.desk.year, self.state.uid, self.state.household.village
        by = self.desk.by

        def keep(opened: Opened | None) -> None:
            self._next, self._next_after = opened, uid

        # Each answer is good for its sheet: a newer question does not make it stale.
        self.desk.worker.run(lambda db: self.source.next(db, year, uid, village, by=by), keep)

    # Typing -------------------------------------------------------------------------------------
    def change(self, state: Keying, place: str) -> None:
        """The sheet as it is typed now."""
        self.state = state
        self.note_place(place)
        self.keeper.touch(state, place)

    def note_place(self, place: str) -> None:
        """Where the hand is."""
        if self.state is not None:
            self._enumerator = self.state.answers.enumerator or self._enumerator
            self._spot = Spot(household_uid=self.state.uid, place=place)

    def rebased(self, saved: Saved) -> None:
        """The sheet in hand was written: what is typed stands over the new revision."""
        if self.state is not None and self.state.uid == saved.household.uid:
            self.state = rebase(self.state, saved.household, saved.review)

    # The sheet leaves the hand ------------------------------------------------------------------
    def blocking(self) -> int:
        """How many findings stop completion, those at the place one types in among them."""
        if self.state is None:
            return 0
        return sum(f.severity is Severity.BLOCKING for f in all_findings(self.state))

    def finish(self) -> bool:
        """Complete the sheet and go on to the next one; False where findings stand against it."""
        if self.state is None:
            return True
        if self.blocking():
            self.put_away()
            return False
        self.keeper.put_down(self.state, complete=True, done=self._on_completed)
        self._go_on()
        return True

    def _on_completed(self, saved: Saved) -> None:
        self.rebased(saved)
        self.completed.emit(saved)

    def leave_for_later(self) -> None:
        """Put the sheet on the list of those left for later and go on."""
        if self.state is None:
            return
        if self.state.listed:
            self.keeper.put_down(self.state, later=True, done=self.rebased)
        self._go_on()

    def put_on_list(self) -> None:
        """The sheet in hand is not due this year: from now on it is, and can be keyed."""
        state, now, by = self.state, self.desk.now(), self.desk.by
        if state is None or state.listed:
            return

        def done(put: Listed) -> None:
            if put.act:
                words = t("entry-put-on-list-done", name=state.household.head_name)
                self.desk.say(words, lambda: self._take_off_list(put))
            self.reload()

        self.desk.worker.run(
            lambda db: keying.put_on_list(db, state.uid, state.sheet.year, now=now, by=by),
            done,
            failed=self.refused.emit,
        )

    def _take_off_list(self, put: Listed) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: undoing.undo(db, put.act, now=now, by=by),
            lambda _: self.reload(),
            failed=self.refused.emit,
        )

    def _go_on(self) -> None:
        assert self.state is not None
        if self._next_after == self.state.uid:
            self._on_next(self._next)
            return
        self._open_next(self.state.uid, self.state.household.village)

    def _open_next(self, after: str, village: str) -> None:
        year, by = self.desk.year, self.desk.by
        self.opening.emit(True)
        self.desk.worker.run_latest(
            f"{self.source.name}-open",
            lambda db: self.source.next(db, year, after, village, by=by),
            self._on_next,
        )

    def _on_next(self, opened: Opened | None) -> None:
        if opened is None:
            self.opening.emit(False)
            self.all_done.emit()
            return
        self.take_up(self._begin(opened))

    def put_away(self) -> None:
        """Write what was typed: a draft, or complete again where it was complete and still is."""
        state = self.state
        if state is None or not state.listed or not self.keeper.is_dirty:
            return
        blocking = self.blocking() if state.was_complete else 0
        complete = state.was_complete and not blocking
        self.keeper.put_down(state, complete=complete, done=self.rebased)
        if blocking:
            name = state.household.head_name
            self.desk.say(t("entry-reopened", name=name, count=blocking))

    def let_go(self) -> None:
        """Have no sheet in hand; what was typed is on its way to the book already."""
        self.state = None

    def remember_spot(self) -> None:
        """Keep where the hand is, for the next time."""
        spot, year = self._spot, self.desk.year
        if spot.household_uid:
            self.desk.worker.run(lambda db: self.source.keep_spot(db, spot, year))

    # Troubles, rounds ---------------------------------------------------------------------------
    def keep_mine(self, state: Keying) -> None:
        """Write the typed sheet over what somebody else wrote in between."""
        year = self.desk.year

        def over(opened: Opened) -> None:
            mine = Keying(
                sheet=opened.sheet, before=state.before, today=state.today,
                household=state.household, answers=state.answers,
            )  # fmt: skip
            self.take_up(mine, self._spot.place, resumed=True)
            self.keeper.put_down(mine, done=self.rebased)

        self.desk.worker.run(lambda db: self.source.open(db, state.uid, year), over)

    def take_theirs(self, state: Keying) -> None:
        """Open the sheet as the book holds it."""
        self.state = None
        self.open(state.uid, place=self._spot.place)

    def open_round(self, year: int, standard_id: str) -> None:
        """Open the round of a year under a standard, then look again."""
        now, by = self.desk.now(), self.desk.by

        def write(db: Db) -> Changes:
            reviewing.open_round(db, year, standard_id, now=now, by=by)
            return changes("round")

        def opened(_changes: Changes) -> None:
            self.desk.year = year
            self.desk.say(t("entry-round-opened", year=str(year)))
            self.reload()

        self.desk.worker.run(write, opened, failed=self.refused.emit)


def _begin_at(state: Keying) -> str:
    """A fresh sheet begins at its first field, one begun before at its members."""
    return places(state)[0] if state.sheet.review is None else first_of(state, MEMBERS)
