"""Nhận báo cáo: the list of what came at the left, one package at the right; decisions by button only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.answer import Said
from desktop.domain.unit import Office
from desktop.errors import AppError
from desktop.services import exchanging, judging, looking
from desktop.services.catalogue import communes_below
from desktop.services.changes import Changes
from desktop.services.examining import HELD, REFUSED
from desktop.services.looking import Examined, Glance
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.inbox.beside import Besides
from desktop.ui.pages.inbox.decisions import Decisions
from desktop.ui.pages.inbox.detail import DetailCard
from desktop.ui.pages.inbox.drop import paths_in
from desktop.ui.pages.inbox.entries import WAITING, Entry, clean, counts, entries, sort_out
from desktop.ui.pages.inbox.list_card import ListCard
from desktop.ui.pages.inbox.tray import tray_of
from desktop.ui.pages.inbox.words import context, read_words
from desktop.ui.pages.minute import MinuteMenu
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards_panel import CardsPanel
from desktop.ui.widgets.frames import GAP, MARGIN, Card, EmptyState, Note, PageHead, body, scrolled
from desktop.ui.widgets.job_bar import JobBar
from desktop.ui.widgets.stick_line import StickLine

LEFT_SHARE = 0.39
"""Of the width, for the list, until somebody moves the edge."""
_CONCERNS = frozenset({"package", "card", "household", "review", "answer"})


@dataclass(frozen=True, slots=True)
class _Book:
    """What the list needs from the book."""

    log: list[Package]
    names: dict[str, str]
    receipts: Path | None
    folder: Path | None


class InboxPage(Page):
    """Target of `desk.go("inbox", …)`: a commune's code, or paths to be read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tray = tray_of(desk)
        self.names: dict[str, str] = {}
        self._log: list[Package] = []
        self._folder: Path | None = None
        self._wanted = ""
        self._split_by_hand = False
        self.job_bar = JobBar(desk.worker)
        self.decisions = Decisions(desk, self.tray, self.job_bar, self)
        self.head = PageHead(t("page-inbox"))
        self.cards_button = Button(t("inbox-cards"), icon="key")
        self.archive_button = Button(t("archive-open"), icon="package")
        self.read_button = Button(t("inbox-read"), icon="folder-open", key="Ctrl+O")
        nothing = t("inbox-accept-all", count=0)
        self.all_button = Button(nothing, icon="circle-check", kind="primary")
        self.all_button.setEnabled(False)
        self.head.add(self.archive_button, self.cards_button, self.read_button, self.all_button)
        self.note = Note("info", "")
        self.list = ListCard(desk.year, self.job_bar, self.names)
        self.detail = DetailCard()
        self.detail.bar.fields.today = desk.now().astimezone().date()
        self.besides = Besides(desk, self.detail, self.decisions)
        self.minutes = MinuteMenu(desk, self, self._on_failed)
        self.cards = CardsPanel(desk)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        self.nothing = Card()
        begin = Button(t("inbox-read"), icon="folder-open", kind="primary")
        begin.clicked.connect(self._choose_folder)
        middle = QHBoxLayout()
        empty = EmptyState("inbox", t("inbox-nothing"), begin)
        empty.setMaximumWidth(560)
        middle.addWidget(empty)
        self.nothing.add(middle, 1)
        self.right = QStackedWidget()
        self.right.setProperty("ground", "clear")
        for widget in (self.nothing, self.detail, scrolled(self.cards, ground="clear")):
            self.right.addWidget(widget)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(GAP)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.list.setMinimumWidth(300)
        self.right.setMinimumWidth(420)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.sticks = StickLine(self.desk)
        self.sticks.wanted.connect(self.read)
        self.decisions.sticks = self.sticks.roots
        column.addWidget(self.note)
        column.addWidget(self.sticks)
        column.addWidget(self.besides.owed)
        column.addWidget(self.splitter, 1)
        self.note.hide()
        self.column.addWidget(self.head)
        self.column.addWidget(body(holder), 1)

    def _connect(self) -> None:
        bar, told = self.detail.bar, self.decisions
        self.splitter.splitterMoved.connect(self._on_split)
        self.read_button.clicked.connect(self._choose_folder)
        self.all_button.clicked.connect(lambda: told.accept_all(clean(self._entries())))
        self.cards_button.clicked.connect(self._toggle_cards)
        self.archive_button.clicked.connect(lambda: self.desk.go("archive"))
        self.cards.trusted.connect(lambda _: self._look_again(REFUSED))
        self.list.current.connect(self._on_current)
        self.list.dropped.connect(self.read)
        self.list.receipts_wanted.connect(told.ask_receipts)
        self.list.folder_wanted.connect(told.open_receipts)
        told.receipts_changed.connect(self.list.show_receipts)
        told.told.connect(self._tell)
        told.said.connect(lambda words: self.desk.say(words))  # noqa: PLW0108 - filled in later
        self.tray.changed.connect(self._on_tray)
        self.detail.trust_wanted.connect(self._on_trust_wanted)
        bar.accepted.connect(self._accept)
        bar.held.connect(self._hold)
        bar.returned.connect(self._return)
        bar.answered.connect(self._answer)
        bar.minute_wanted.connect(self._open_minute)
        bar.dropped.connect(self._drop_entry)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if not self._split_by_hand:
            room = self.width() - 2 * MARGIN - GAP
            left = min(max(round(room * LEFT_SHARE), 360), 540)
            self.splitter.setSizes([left, room - left])

    def _on_split(self) -> None:
        self._split_by_hand = True

    # The list ---------------------------------------------------------------------------------
    def reload(self) -> None:
        office = self.desk.office
        self.desk.worker.run_latest("inbox", lambda db: _read_book(db, office), self._show)
        self.besides.read_owed()
        if self._shows_cards():
            self.cards.reload()

    def on_changed(self, changes: Changes) -> bool:
        if "package" in changes:
            self.sticks.look_again()
        return not _CONCERNS.isdisjoint(changes.names)

    def _on_tray(self) -> None:
        if self.isVisible():
            self._fill()

    def _show(self, book: _Book) -> None:
        self._log, self._folder = book.log, book.folder
        self.names.update(book.names)
        if self.decisions.receipts is None and book.receipts is not None:
            self.decisions.receipts = book.receipts
            self.list.show_receipts(book.receipts)
        self._fill()

    def _entries(self) -> list[Entry]:
        return entries(self.tray.glances, self._log, self.desk.year)

    def _fill(self) -> None:
        found = self._entries()
        number = counts(found)
        self.head.set_context(context(found, self.desk.year, len(self.names)))
        ready = len(clean(found))
        self.all_button.setText(t("inbox-accept-all", count=ready))
        self.all_button.updateGeometry()
        self.all_button.setEnabled(ready > 0)
        self.desk.badge("inbox", number[WAITING] + number[HELD])
        self.list.show_entries(found)
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""

    def focus_first(self) -> None:
        (self.list.table if self.list.model.rows else self.read_button).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            self.list.choose_sender(target)
        elif isinstance(target, Path):
            self.read([target])
        elif isinstance(target, Sequence):
            self.read([path for path in target if isinstance(path, Path)])

    # Reading files ----------------------------------------------------------------------------
    def _choose_folder(self) -> None:
        begin = str(self._folder or "")
        chosen = self.decisions.choose_folder(t("inbox-read-folder"), begin)
        if chosen:
            self._folder = folder = Path(chosen)
            self.desk.worker.run(lambda db: judging.keep_folder(db, judging.READ, folder))
            self.read([folder])

    def read(self, paths: Sequence[Path]) -> None:
        """Look at every package of these files and folders; nothing is written."""
        now = self.desk.now()
        self._tell("", "", "")
        self.job_bar.run(
            lambda db, tick: looking.glance_all(db, paths, now=now, tick=tick),
            lambda glances: self._on_read(paths, glances),
            failed=lambda error: self._tell("err", sentence(error), ""),
        )

    def _on_read(self, paths: Sequence[Path], glances: list[Glance]) -> None:
        if not glances:
            names = ", ".join(path.name for path in paths)
            self._tell("info", t("inbox-nothing-read", folder=names), "")
            return
        self._show_cards(False)
        office = self.desk.office
        sorted_out = sort_out(glances, self._log, (office.code, office.name))
        shown = sorted_out.shown or glances
        self._wanted = next((g for g in shown if g.can_accept), shown[0]).id
        self.tray.put(sorted_out.shown)
        self.focus_first()
        self.desk.say(read_words(sorted_out))

    def _look_again(self, state: str) -> None:
        paths = [g.path for g in self.tray.glances if g.state == state]
        now = self.desk.now()
        if paths:
            self.desk.worker.run(lambda db: looking.glance_all(db, paths, now=now), self.tray.put)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.list.drop.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002
        self.list.drop.light(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.list.drop.light(False)
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.read(paths)

    # One package ------------------------------------------------------------------------------
    def _on_current(self, entry: Entry | None) -> None:
        if not self._shows_cards():
            self.right.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            self.detail.entry = None
            return
        name = self._name(entry)
        if self.detail.entry is None or self.detail.entry.id != entry.id:
            self.detail.show_waiting(entry, name)
        path, now = entry.path, self.desk.now()

        def job(db: Db) -> Examined | tuple[Package, ...]:
            if path is None and entry.is_plan:
                return looking.plans_of(db, entry.sender)
            if path is None:
                return looking.history_of(db, entry.sender, entry.year)
            return looking.examine(db, path, now=now)

        self.desk.worker.run_latest(
            "inbox-detail", job, lambda found: self._show_detail(entry, name, found),
            failed=self._on_failed,
        )  # fmt: skip

    def _show_detail(self, entry: Entry, name: str, found: Examined | tuple[Package, ...]) -> None:
        if isinstance(found, Examined):
            self.detail.show_examined(entry, name, found)
        else:
            self.detail.show_logged(entry, name, found)
        self.besides.read()

    def _name(self, entry: Entry) -> str:
        said = entry.glance.sender_name if entry.glance else ""
        return self.names.get(entry.sender, said) or t("inbox-unknown")

    def _on_failed(self, error: AppError) -> None:
        self._tell("err", sentence(error), "")

    def _tell(self, state: str, first: str, second: str) -> None:
        self.note.setVisible(bool(first))
        if first:
            self.note.say(first, second, state)

    # Decisions --------------------------------------------------------------------------------
    def _glance(self) -> Glance | None:
        return self.detail.entry.glance if self.detail.entry else None

    def _accept(self, said: Said | None = None) -> None:
        if glance := self._glance():
            self._go_on_after(glance)
            self.decisions.accept(glance, said)

    def _answer(self, said: Said) -> None:
        entry = self.detail.entry
        if entry is not None and entry.logged is not None:
            self.decisions.answer_again(entry.logged, said)

    def _open_minute(self) -> None:
        entry = self.detail.entry
        if entry is not None and entry.logged is not None:
            self.minutes.open(entry.logged, self.detail.bar.minute)

    def _hold(self) -> None:
        if glance := self._glance():
            self._go_on_after(glance)
            self.decisions.hold(glance)

    def _return(self, said: Said) -> None:
        if glance := self._glance():
            found = self.detail.examined
            self._go_on_after(glance)
            self.decisions.give_back(glance, said, found.findings if found else ())

    def _drop_entry(self) -> None:
        if glance := self._glance():
            self.tray.drop(glance.id)

    def _go_on_after(self, glance: Glance) -> None:
        """Decided on one, the hand wants the next one that waits."""
        self.list.table.setFocus()
        waiting = [e.id for e in self.list.model.rows if e.group == WAITING]
        if glance.id in waiting:
            place = waiting.index(glance.id)
            after = waiting[place + 1 :] + waiting[:place]
            self._wanted = after[0] if after else ""

    # Cards ------------------------------------------------------------------------------------
    def _shows_cards(self) -> bool:
        return self.right.currentIndex() == 2

    def _toggle_cards(self) -> None:
        self._show_cards(not self._shows_cards())

    def _show_cards(self, shown: bool) -> None:
        if shown:
            self.cards.reload()
            self.right.setCurrentIndex(2)
            self.cards.focus_first()
        elif self._shows_cards():
            self.right.setCurrentIndex(1 if self.detail.entry else 0)
        self.cards_button.setText(t("inbox-cards-back") if shown else t("inbox-cards"))
        self.cards_button.updateGeometry()

    def _on_trust_wanted(self, entry: Entry) -> None:
        """The card in this file; or that of its sender, if it lies on the table, else a file."""
        self._show_cards(True)
        own = entry.glance if entry.glance and entry.glance.state == "card" else None
        card = own or next(
            (
                g
                for g in self.tray.glances
                if g.state == "card" and g.sender == entry.sender and g.sender
            ),
            None,
        )
        if card is not None:
            self.cards.read_card(card.path)
        else:
            self.cards.choose_card()


def _read_book(db: Db, office: Office) -> _Book:
    below = communes_below(office.code, office.list_version)
    return _Book(
        log=exchanging.history(db),
        names={u.code: u.name for u in below},
        receipts=judging.folder(db, judging.RECEIPTS),
        folder=judging.folder(db, judging.READ),
    )
