"""Gửi xuống: an upper office chooses what its communes get, seals it once for all, sees what went."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, Cancelled
from desktop.services import calendaring, sending_down
from desktop.services.calendaring import Exchanged
from desktop.services.changes import Changes, Tick
from desktop.services.planning import passing
from desktop.services.planning.records import Deed
from desktop.services.sending_down import Offer, PackedDown
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.down.choosing import ChoosingCard
from desktop.ui.pages.down.sent import SentCard
from desktop.ui.pages.exchange.mail_road import MailHand
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.pages.process.days import DaysCard
from desktop.ui.widgets import (
    Button,
    Card,
    ElasticGrid,
    Link,
    Note,
    PageHead,
    Text,
    body,
    padded,
    scrolled,
)

FOLDER = "folder/lists"
CHOOSING_WIDTH, CHOOSING_NARROW, ROADS_WIDTH = 400, 340, 320
ROADS_HEIGHT, STACK_HEIGHT = 250, 420
NARROW_BELOW = 1080
_ANY = 16777215
"""Qt's own largest width."""
_CONCERNS = {"setting", "standard", "package", "card", "procedure", "plan", "measure"}


@dataclass(frozen=True, slots=True)
class _Seen:
    offer: Offer
    days: tuple[Exchanged, ...]
    autumn: datetime.date | None


class ReceiversCard(Card):
    """Who will be able to open the pack, and who not yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("down-who"), icon="users")
        self.count = Text("", "body-medium", wrap=True)
        self.missing = Text("", "small", "text2", wrap=True)
        cards = Link(t("down-to-cards"))
        cards.clicked.connect(lambda: desk.go("cards"))
        self.head.addWidget(cards)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.count)
        column.addWidget(self.missing)
        self.add(padded(column))

    def show_offer(self, offer: Offer) -> None:
        """Count the cards."""
        below = len(offer.receivers) + len(offer.missing)
        self.count.setText(t("down-can-open", count=len(offer.receivers), all=below))
        names = ", ".join(u.name for u in offer.missing[:_NAMED])
        more = len(offer.missing) - _NAMED
        words = t("down-for-more", names=names, count=more) if more > 0 else names
        self.missing.setText(t("down-cannot-open", names=words) if names else "")
        self.missing.setVisible(bool(names))


_NAMED = 4


class SendDownPage(Page):
    """Reached from Gửi – nhận and the settings of an upper office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.offer: Offer | None = None
        self.head = PageHead(t("page-send-down"), t("down-send-context", office=desk.office.name))
        self.back = Button(t("down-back"), icon="arrow-left", key="Esc", live=False)
        self.head.add(self.back)
        self.note = Note("ok", "")
        self.note.hide()
        self.choosing = ChoosingCard()
        self._narrow = False
        self.who = ReceiversCard(desk)
        self.roads = RoadsCard(desk)
        self.sent = SentCard(desk)
        self.days = DaysCard()
        self.mail = MailHand(desk, self)
        self.mail.told.connect(self._on_letter)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.stack.addWidget(self.sent)
        self.stack.addWidget(self.days)
        inside = QWidget()
        self._grid = ElasticGrid(inside)
        area = scrolled(inside, ground="window")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(area, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)
        self._arrange(is_narrow=False)

    def _arrange(self, *, is_narrow: bool) -> None:
        """What goes left, to whom and by which road right; one under the other in a small window."""
        grid, narrow = self._grid, is_narrow
        grid.addWidget(self.choosing, 0, 0, 3, 1)
        grid.addWidget(self.who, 0, 1)
        grid.addWidget(self.roads, *((1, 1, 1, 1) if narrow else (0, 2, 3, 1)))
        grid.addWidget(self.stack, *((2, 1, 1, 1) if narrow else (1, 1, 2, 1)))
        self.choosing.setFixedWidth(CHOOSING_NARROW if narrow else CHOOSING_WIDTH)
        self.roads.setMinimumWidth(0 if narrow else ROADS_WIDTH)
        self.roads.setMaximumWidth(_ANY if narrow else ROADS_WIDTH)
        self.roads.setMinimumHeight(ROADS_HEIGHT if narrow else 0)
        self.stack.setMinimumHeight(STACK_HEIGHT if narrow else 0)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._arrange(is_narrow=is_narrow)

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.choosing.changed.connect(self._tell)
        self.choosing.days.connect(self.show_days)
        self.choosing.words.connect(lambda: self.desk.go("settings", "wording"))
        self.choosing.ethnic.connect(lambda: self.desk.go("settings"))
        self.choosing.table.connect(lambda: self.desk.go("point-table"))
        self.choosing.merged.connect(self._choose_list)
        self.choosing.goals.connect(lambda: self.desk.go("plan", "goals"))
        self.choosing.tasks.connect(lambda: self.desk.go("plan", "tasks"))
        self.choosing.kinds.connect(lambda: self.desk.go("plan", "measures"))
        self.choosing.passed.connect(self.pass_on)
        self.choosing.authority.connect(self.keep_authority)
        self.roads.wanted.connect(self.seal)
        self.days.autumn.connect(self.keep_autumn)
        self.days.exchanged.connect(self.keep_days)

    # Contract of pages ------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year

        def read(db: Db) -> _Seen:
            return _Seen(
                sending_down.offer(db, year), calendaring.exchanged_days(db),
                calendaring.autumn_deadline(db, year),
            )  # fmt: skip

        self.desk.worker.run_latest("send-down", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        boxes = [*self.choosing.standards.values(), *self.choosing.boxes.values()]
        next((box for box in boxes if box.isEnabled()), self.back).setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (("Space", t("down-tick")), ("Ctrl+Enter", t("down-seal")), ("Esc", t("down-back")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        """From the days back to what was sent, from there to Gửi – nhận."""
        if self.stack.currentWidget() is self.days:
            self.stack.setCurrentWidget(self.sent)
        else:
            self.desk.go("exchange")

    def _show(self, seen: _Seen) -> None:
        self.offer = seen.offer
        today = local_day(self.desk.now())
        self.choosing.show_offer(seen.offer, today)
        self.who.show_offer(seen.offer)
        self.sent.show_offer(seen.offer)
        self.days.show_days(seen.autumn, seen.days, today)
        self._tell()

    def _tell(self) -> None:
        offer = self.offer
        may = offer is not None and bool(offer.receivers) and self.choosing.is_something()
        has_nobody = offer is not None and not offer.receivers
        key = "down-nobody" if has_nobody else "down-one-file" if may else "down-not-yet"
        self.roads.set_may_seal(may, t(key))

    # Setting things ---------------------------------------------------------------------------
    def show_days(self) -> None:
        """The office's days, to be sent down with the next pack."""
        self.stack.setCurrentWidget(self.days)
        self.days.autumn_day.setFocus()

    def keep_autumn(self, on: datetime.date | None) -> None:
        """Keep until when those below report in autumn."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        self._keep(lambda db: calendaring.set_autumn_deadline(db, year, on, now=now, by=by))

    def keep_days(self, days: Sequence[Exchanged]) -> None:
        """Keep the exchanged days."""
        now, by = self.desk.now(), self.desk.by
        self._keep(lambda db: calendaring.set_exchanged_days(db, days, now=now, by=by))

    def keep_authority(self, lines: Sequence[str]) -> None:
        """Keep what stands over the signatures of those below."""
        now, by = self.desk.now(), self.desk.by
        self._keep(lambda db: sending_down.set_authority(db, lines, now=now, by=by))

    def pass_on(self) -> None:
        """Hand tasks from above on to those below, as tasks of this office's plan."""
        now, by = self.desk.now(), self.desk.by
        self.note.hide()
        self.desk.worker.run(
            lambda db: passing.pass_on(db, now=now, by=by), self._on_passed, failed=self._fail
        )

    def _on_passed(self, deed: Deed) -> None:
        now, by = self.desk.now(), self.desk.by

        def undo() -> None:
            self.desk.worker.run(lambda db: passing.put_back(db, deed, now=now, by=by))

        self.desk.say(t("down-passed", count=len(deed.after)), undo)
        self.reload()

    def _choose_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, t("down-way-merged"), str(recall_folder(FOLDER)), "*.csv"
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.read_list(Path(name))

    def read_list(self, path: Path) -> None:
        """Keep the facts of merged communes in a file in place of those before."""
        now, by = self.desk.now(), self.desk.by
        self._keep(lambda db: sending_down.read_merged(db, path, now=now, by=by))

    def _keep(self, job: Callable[[Db], Changes]) -> None:
        self.note.hide()
        self.desk.worker.run(job, lambda _: self._on_kept(), failed=self._fail)

    def _on_kept(self) -> None:
        self.desk.say(t("down-set"))
        self.reload()

    # Sealing ----------------------------------------------------------------------------------
    def seal(self, folder: Path) -> None:
        """Seal one pack for all that can open it and write it into a folder."""
        choice = self.choosing.choice()
        if choice is None:
            return
        now, by = self.desk.now(), self.desk.by
        goes_out, by_mail = self.roads.goes_out, self.roads.by_mail
        self.note.hide()

        def job(db: Db, tick: Tick) -> PackedDown:
            return sending_down.pack_down(db, choice, folder, now=now, by=by, tick=tick)

        self.roads.job.run(
            job,
            lambda packed: self._sealed(packed, goes_out=goes_out, by_mail=by_mail),
            failed=self._fail,
        )

    def _sealed(self, packed: PackedDown, *, goes_out: bool, by_mail: bool) -> None:
        if by_mail:  # a draft: to whom it goes is written by hand, all of them in one letter
            self.mail.take(packed.path, sends=False)
        how = t("exchange-pull-out") if goes_out else t("down-hand-over")
        first = t("down-sealed", number=str(packed.number), count=packed.receivers, next=how)
        self.note.say(first, t("down-sealed-file", file=packed.path.name), "ok")
        self.note.show()
        for box in (*self.choosing.boxes.values(), *self.choosing.standards.values()):
            box.setChecked(False)
        self.reload()

    def _on_letter(self, state: str, first: str, second: str, _folder: object) -> None:
        self.note.say(first, second, state)
        self.note.show()

    def _fail(self, error: AppError) -> None:
        if isinstance(error, Cancelled):
            self.note.say(t("exchange-stopped"), "", "info")
        else:
            self.note.say(t("down-not-done"), sentence(error), "err")
        self.note.show()
