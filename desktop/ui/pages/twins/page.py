"""Trùng lặp: the queue of likely pairs at the left, both records at the right; nothing is merged blindly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, TwinGone
from desktop.services import pairing, uniting
from desktop.services.changes import Changes
from desktop.services.pairing import Pair, Scanned
from desktop.services.uniting import Settled, View
from desktop.store.connection import Db
from desktop.store.twins import LISTED, PERSON
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.twins.across_hand import AcrossHand
from desktop.ui.pages.twins.detail import DetailCard
from desktop.ui.pages.twins.queue_card import QueueCard
from desktop.ui.pages.twins.rows import KEEP
from desktop.ui.widgets import Button, Card, EmptyState, Note, PageHead, body

GAP = 12
LEFT_SHARE, LEAST, MOST = 0.3, 270, 460
"""Of the width for the queue, and its bounds in px, until somebody moves the edge."""


class TwinsPage(Page):
    """Target of `desk.go("twins", …)`: a household's uid, whose first pair is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stale = True
        self._wanted = ""
        self._line = 0
        self._split_by_hand = False
        self.head = PageHead(t("page-twins"), t("twins-context"))
        self.scan_button = Button(t("twins-scan"), icon="search", key="F5")
        self.head.add(self.scan_button)
        self.note = Note("info", "")
        self.note.hide()
        self.queue = QueueCard(desk.worker)
        self.detail = DetailCard(may_settle=not desk.office.is_upper)
        self.across = AcrossHand(desk, self, self._told, self._on_failed)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        nothing = Card()
        middle = QHBoxLayout()
        middle.addWidget(EmptyState("copy", t("twins-nothing")))
        nothing.add(middle, 1)
        self.right = QStackedWidget()
        self.right.setProperty("ground", "clear")
        self.right.addWidget(nothing)
        self.right.addWidget(self.detail)
        self.splitter = splitter = QSplitter()
        splitter.splitterMoved.connect(self._on_split)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.queue)
        splitter.addWidget(self.right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        self.queue.setMinimumWidth(240)
        self.right.setMinimumWidth(480)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.across.owed)
        column.addWidget(splitter, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(holder), 1)

    def _connect(self) -> None:
        self.scan_button.clicked.connect(self.scan)
        self.queue.current.connect(self._on_current)
        self.queue.opened.connect(lambda _: self.detail.table.setFocus())
        self.detail.left.connect(self.queue.table.setFocus)
        self.detail.look_wanted.connect(self._look)
        self.detail.household_wanted.connect(self._open_household)
        self.detail.same_wanted.connect(self.settle_same)
        self.detail.different_wanted.connect(self.settle_different)
        bar = self.detail.across
        bar.told.connect(lambda note: self._with_pair(lambda p: self.across.tell(p, note)))
        bar.different.connect(lambda: self._with_pair(self.across.different))
        bar.put_off.connect(lambda: self._with_pair(self.across.put_off))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if not self._split_by_hand:
            left = min(max(round(self.width() * LEFT_SHARE), LEAST), MOST)
            self.splitter.setSizes([left, self.width() - left])

    def _on_split(self) -> None:
        self._split_by_hand = True

    # Contract of pages ------------------------------------------------------------------------
    def reload(self) -> None:
        """The queue; the book is looked through first where it has changed since."""
        if self._stale:
            self.scan()
        else:
            self._read()

    def on_changed(self, changes: Changes) -> bool:
        if "household" in changes and not self.isVisible():
            self._stale = True
        return bool({"twin", "household", "answer"} & changes.names)

    def focus_first(self) -> None:
        self.queue.table.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            self._wanted = target
            self._choose_wanted()

    def key_line(self) -> Sequence[tuple[str, str]]:
        if not self.detail.may_settle:
            return ()
        keys = (("Enter", "next"), ("1", "left"), ("2", "right"), ("Alt+1", "all-left"), ("Alt+2", "all-right"),
                ("Delete", "reopen"), ("Space", "toggle"), ("Esc", "queue"))  # fmt: skip
        return [(key, t(f"twins-key-{word}")) for key, word in keys]

    # Finding ----------------------------------------------------------------------------------
    def scan(self) -> None:
        """Look through the whole book."""
        now = self.desk.now()
        self._stale = False
        self.scan_button.setEnabled(False)
        self.queue.job_bar.run(
            lambda db, tick: pairing.scan(db, now=now, tick=tick),
            self._on_scanned,
            failed=self._on_scan_failed,
        )

    def _on_scanned(self, found: Scanned) -> None:
        self.scan_button.setEnabled(True)
        self.head.set_context(t("twins-context-found", count=found.waiting))
        self._read()

    def _on_scan_failed(self, error: AppError) -> None:
        self.scan_button.setEnabled(True)
        self._tell(error)
        self._read()

    def _read(self) -> None:
        if not self.detail.may_settle:
            self.across.read_owed()
        self.desk.worker.run_latest("twins", pairing.queue, self._show)

    def _show(self, pairs: list[Pair]) -> None:
        waiting = sum(not p.later for p in pairs)
        self.head.set_context(t("twins-context-found", count=waiting))
        self.desk.badge("twins", waiting)
        before = self.detail.pair
        found = self.queue.show_pairs(pairs, self._line)
        if found is None:
            self.detail.pair = None
            self.right.setCurrentIndex(0)
        elif before is None or found.uid != before.uid:
            self._on_current(found)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted and self.queue.choose(self._wanted):
            self._wanted = ""

    # One pair ---------------------------------------------------------------------------------
    def _on_current(self, pair: Pair | None) -> None:
        if pair is None or (self.detail.pair is not None and self.detail.pair.uid == pair.uid):
            return
        self._line = self.queue.row
        self.note.hide()
        self.detail.show_pair(pair)
        self._look()

    def _look(self) -> None:
        pair = self.detail.pair
        if pair is None:
            return
        apart, candidate = frozenset(self.detail.apart), self.detail.candidate
        self.desk.worker.run_latest(
            "twins-view",
            lambda db: uniting.view(db, pair.uid, apart=apart, candidate=candidate),
            self._show_view,
            failed=self._on_failed,
        )

    def _show_view(self, view: View) -> None:
        if self.detail.pair is not None and self.detail.pair.uid == view.uid:
            self.detail.show_view(view)
            self.right.setCurrentIndex(1)

    def _open_household(self, uid: str) -> None:
        self.desk.go("find" if self.desk.office.is_upper else "households", uid)

    # Settling ---------------------------------------------------------------------------------
    def settle_same(self) -> None:
        """The two are one, by what was chosen."""
        pair, detail = self.detail.pair, self.detail
        if pair is None or not detail.may_settle:
            return
        now, by = self.desk.now(), self.desk.by
        choices, apart, candidate = dict(detail.choices), frozenset(detail.apart), detail.candidate

        def job(db: Db) -> Settled:
            if pair.kind == PERSON:
                keep = choices.pop(KEEP)
                return uniting.keep_person(db, pair.uid, keep, choices, now=now, by=by)
            return uniting.same(
                db, pair.uid, choices, apart=apart, candidate=candidate, now=now, by=by
            )

        self._do(pair, job, f"twins-did-{pair.kind}")

    def settle_different(self) -> None:
        """They are two: remembered; what a list said is written as a new household."""
        pair = self.detail.pair
        if pair is None or not self.detail.may_settle:
            return
        now, by = self.desk.now(), self.desk.by
        if pair.kind == LISTED:
            self._do(
                pair, lambda db: uniting.write_new(db, pair.uid, now=now, by=by), "twins-did-new"
            )
            return
        self.desk.worker.run(
            lambda db: pairing.different(db, pair.uid, now=now, by=by),
            lambda _: self._said(pair, "twins-did-different", self._taker(pair, "")),
            failed=self._on_failed,
        )

    def _do(self, pair: Pair, job: Callable[[Db], Settled], key: str) -> None:
        self.desk.worker.run(
            job,
            lambda done: self._said(pair, key, self._taker(pair, done.act_uid)),
            failed=self._on_failed,
        )

    def _with_pair(self, act: Callable[[Pair], None]) -> None:
        if self.detail.pair is not None and self.detail.view is not None:
            act(self.detail.pair)

    def _said(self, pair: Pair, key: str, take_back: Callable[[], None]) -> None:
        self._told(pair, t(key, name=pair.left.name), take_back)

    def _told(self, _: Pair, words: str, take_back: Callable[[], None]) -> None:
        self.note.hide()
        self.detail.pair = None
        self.desk.say(words, take_back)
        self.queue.table.setFocus()

    def _taker(self, pair: Pair, act_uid: str) -> Callable[[], None]:
        """How a decision is taken back."""

        def take_back() -> None:
            now, by = self.desk.now(), self.desk.by
            self.desk.worker.run(
                lambda db: (
                    uniting.undo(db, act_uid, now=now, by=by)
                    if act_uid
                    else pairing.reopen(db, pair.uid, now=now, by=by)
                ),
                lambda _: self.desk.say(t("twins-taken-back", name=pair.left.name)),
                failed=self._on_failed,
            )

        return take_back

    def _on_failed(self, error: AppError) -> None:
        self._tell(error)
        if isinstance(error, TwinGone):
            self.detail.pair = None
            self._read()

    def _tell(self, error: AppError) -> None:
        self.note.say(t("twins-failed"), sentence(error), "err")
        self.note.show()
