"""Bàn giao hộ: households given and received, newest first, and the one in hand beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.exchange.package import SUFFIX
from desktop.paths import data_folder
from desktop.services import handing_over, hearing, taking_over
from desktop.services.changes import Changes, Tick
from desktop.services.examining import Look
from desktop.services.handing_over import HandedOver
from desktop.services.taken import Taken
from desktop.services.taking_over import Done, Seen
from desktop.store.connection import Db
from desktop.store.hand_overs import RECEIVED, HandOver
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.mail_road import MailHand
from desktop.ui.pages.hand_over.found import Found, read
from desktop.ui.pages.hand_over.give import GiveView
from desktop.ui.pages.hand_over.sent import SentCard
from desktop.ui.pages.hand_over.taking import TakingCard
from desktop.ui.pages.hand_over.words import lines_of, state_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, EmptyState, Note, PageHead, TableView, ask, body

FOLDER, OUT = "folder/received", "folder/packages"
LIST_WIDTH = 360
_CONCERNS = {"household", "review", "package", "card", "round"}
T = TypeVar("T")


class HandOverPage(Page):
    """`open_target`: a household's uid to hand over, or a Path: a package or receipt to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.uid = self.chosen = ""
        self.receipt: Look | None = None
        self.setAcceptDrops(True)
        self.head = PageHead(t("page-hand-over"), t("handover-context"))
        self.back = Button(t("handover-back"), icon="arrow-left", key="Esc", live=False)
        self.open = Button(t("handover-open"), icon="package-import", key="Ctrl+O")
        self.head.add(self.back, self.open)
        self.note = Note("ok", "")
        self.note.hide()
        self.list = Card(t("handover-list"), icon="users")
        self.list.setFixedWidth(LIST_WIDTH)
        columns: list[Column[HandOver]] = [
            Column(t("handover-list"), lines_of, kind="lines", tip=lambda x: lines_of(x)[1]),
            Column(t("handover-col-state"), state_of, kind="state", width=136),
        ]
        self.rows: RowsModel[HandOver] = RowsModel(columns, t("handover-list"))
        self.table = TableView(self.rows, row=46, head=0)
        self.list.add(self.table, 1)
        self.give, self.taking, self.sent = GiveView(desk), TakingCard(), SentCard()
        self.empty = EmptyState("users", t("handover-empty"))
        self.mail = MailHand(desk, self)
        self.stack = QStackedWidget()
        for view in (self.empty, self.give, self.taking, self.sent):
            self.stack.addWidget(view)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.open.clicked.connect(self._choose)
        self.table.current.connect(self._on_row)
        self.mail.told.connect(
            lambda state, first, second, _folder: self._tell(state, first, second)
        )
        self.give.changed.connect(self._plan_giving)
        self.give.roads.wanted.connect(self.hand_over)
        self.taking.changed.connect(self._plan_taking)
        self.taking.accept.connect(self.accept)
        self.taking.refuse.connect(self.refuse)
        self.taking.later.connect(self.keep)
        self.taking.undo.connect(self._on_undo)
        self.taking.home.connect(self._to_home)
        self.taking.receipt.connect(lambda: self._with_folder(self.write_receipt))
        self.sent.again.connect(lambda: self._with_folder(self.send_again))
        self.sent.back.connect(self._on_take_back)
        self.sent.home.connect(self._to_home)
        self.sent.note_receipt.connect(self.note_receipt)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        path, uid, chosen = self.path, self.uid, self.chosen
        self.desk.worker.run_latest(
            "hand-over", lambda db: read(db, path=path, uid=uid, chosen=chosen), self._show
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self.give:
            self.give.to.setFocus()
        elif shown is self.taking and self.taking.form.isVisible():
            self.taking.village.setFocus()
        else:
            (self.table if self.rows.rows else self.open).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.look_at(target)
        elif isinstance(target, str) and target:
            self._take_in_hand(uid=target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+O", t("handover-open")),
            ("Tab", t("handover-key-next")),
            ("Esc", t("handover-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        if urls and urls[0].toLocalFile().endswith(SUFFIX):
            self.look_at(Path(urls[0].toLocalFile()))

    def leave(self) -> None:
        """Back to the household in hand, else to Gửi – nhận."""
        if self.uid:
            self.desk.go("households", self.uid)
        else:
            self.desk.go("exchange")

    def _to_home(self, uid: str) -> None:
        self.desk.go("households", uid)

    # Looking ------------------------------------------------------------------------------------
    def _take_in_hand(self, *, path: Path | None = None, uid: str = "", chosen: str = "") -> None:
        self.note.hide()
        self.path, self.uid, self.chosen = path, uid, chosen
        self.reload()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, t("handover-open"), str(recall_folder(FOLDER)), f"*{SUFFIX}"
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show a package or a receipt; nothing is written."""
        self._take_in_hand(path=path)

    def _on_row(self, one: HandOver | None) -> None:
        if one is not None and (self.path or self.uid or one.sha256 != self.chosen):
            self._take_in_hand(chosen=one.sha256)

    def _show(self, found: Found) -> None:
        self.table.blockSignals(True)
        self.rows.set_rows(found.rows)
        self.receipt = found.receipt
        sha256 = found.one.sha256 if found.one else found.seen.sha256 if found.seen else ""
        self.table.choose_row(self.rows.row_of(lambda x: x.sha256 == sha256))
        self.table.blockSignals(False)
        self.list.setVisible(bool(found.rows))
        self.give.roads.show_box(found.box)
        view: QWidget = self.empty
        if found.refusal is not None:
            self._fail(found.refusal)
        elif found.offer is not None:
            view = self.give
            self.give.show_offer(found.offer, local_day(self.desk.now()))
        elif found.seen is not None:
            view = self.taking
            self.taking.show_seen(found.seen, found.villages)
        elif found.one is not None:
            view = self.sent
            self.sent.show_one(found.one, receipt=found.receipt is not None)
        self.stack.setCurrentWidget(view)

    def _plan_giving(self) -> None:
        choice, now = self.give.choice(), self.desk.now()
        if choice is None:
            self.give.show_plan(None)
            return
        self.desk.worker.run_latest(
            "hand-over-plan",
            lambda db: handing_over.foresee(db, choice, now=now),
            self.give.show_plan,
        )

    def _plan_taking(self) -> None:
        choice, seen, now = self.taking.choice(), self.taking.seen, self.desk.now()
        if choice is None or seen is None:
            self.taking.show_plan(None)
            return
        self.desk.worker.run_latest(
            "hand-over-plan",
            lambda db: taking_over.foresee(db, seen, choice, now=now),
            self.taking.show_plan,
        )

    # Giving -------------------------------------------------------------------------------------
    def hand_over(self, folder: Path) -> None:
        """Record the leaving and seal the household into a folder."""
        choice, now, by = self.give.choice(), self.desk.now(), self.desk.by
        if choice is None:
            return
        self.note.hide()
        goes_out, by_mail = self.give.roads.goes_out, self.give.roads.by_mail

        def job(db: Db, tick: Tick) -> HandedOver:
            return handing_over.hand_over(db, choice, folder, now=now, by=by, tick=tick)

        self.give.roads.job.run(
            job,
            lambda done: self._handed(done, goes_out=goes_out, by_mail=by_mail),
            failed=self._fail,
        )

    def _handed(self, done: HandedOver, *, goes_out: bool, by_mail: bool) -> None:
        self._take_in_hand(chosen=done.hand_over.sha256)
        how = t("exchange-pull-out") if goes_out else ""
        first = t("handover-done", office=done.hand_over.office_name)
        self._tell("ok", first, f"{t('handover-file', file=str(done.path))} {how}".strip())
        if by_mail:
            self.mail.take(done.path, sends=False)

    def send_again(self, folder: Path) -> None:
        """Write the package of the hand-over in hand once more."""
        one, now, by = self.sent.one, self.desk.now(), self.desk.by
        if one is not None:
            self._do(
                lambda db: handing_over.again(db, one.sha256, folder, now=now, by=by),
                lambda path: self._tell(
                    "ok", t("handover-again-done"), t("handover-file", file=str(path))
                ),
            )

    def _on_take_back(self) -> None:
        if ask(
            self,
            t("handover-take-back-question"),
            t("handover-take-back-means"),
            t("handover-take-back"),
        ):
            self.take_back()

    def take_back(self) -> None:
        """The household stays after all."""
        one, now, by = self.sent.one, self.desk.now(), self.desk.by
        if one is not None:
            self._do(
                lambda db: handing_over.take_back(db, one.sha256, now=now, by=by),
                lambda _: self._settled(t("handover-taken-back"), one.sha256),
            )

    def note_receipt(self) -> None:
        """Write the receipt that is shown beside the hand-over it answers."""
        seen, one, now, by = self.receipt, self.sent.one, self.desk.now(), self.desk.by
        if seen is not None and one is not None:
            self._do(
                lambda db: hearing.take_receipt(db, seen, now=now, by=by),
                lambda taken: self._noted(taken, one.sha256),
            )

    def _noted(self, taken: Taken, sha256: str) -> None:
        if taken.refusal is not None:
            self._fail(taken.refusal)
        else:
            self._settled(t("handover-noted"), sha256)

    # Taking -------------------------------------------------------------------------------------
    def accept(self) -> None:
        """Receive the household; the receipt goes beside the package that it answers."""
        seen, choice = self.taking.seen, self.taking.choice()
        if seen is None or choice is None:
            return
        now, by, receipts = self.desk.now(), self.desk.by, self._beside(seen)
        copies = self.desk.path.parent / "copies" if self.desk.path.name else None
        self._do(
            lambda db: taking_over.accept(
                db, seen, choice, copies=copies, receipts=receipts, now=now, by=by
            ),
            self._decided,
        )

    def refuse(self, reason: str) -> None:
        """Do not receive it, and say why."""
        seen, now, by = self.taking.seen, self.desk.now(), self.desk.by
        if seen is not None:
            receipts = self._beside(seen)
            self._do(
                lambda db: taking_over.refuse(db, seen, reason, receipts=receipts, now=now, by=by),
                self._decided,
            )

    def _beside(self, seen: Seen) -> Path | None:
        """Where the answer goes: to the stick or folder it came on; not among our own arrivals."""
        folder = seen.path.parent if seen.path else None
        own = folder is not None and folder.is_relative_to(data_folder())
        return None if own else folder

    def _decided(self, done: Done) -> None:
        one = done.hand_over
        self._take_in_hand(chosen=one.sha256)
        key = "handover-accepted" if one.state == RECEIVED else "handover-refused-done"
        first = t(key, head=one.head_name, number=str(one.details.get("number", "")))
        if done.receipt is not None:
            self._tell("ok", first, t("handover-receipt-file", file=str(done.receipt)))
        else:
            why = sentence(done.refusal) if done.refusal else ""
            self._tell("warn", first, f"{t('handover-receipt-owed')} {why}".strip())
        if one.state == RECEIVED:
            self.desk.say(first, lambda: self.undo(one.sha256))

    def keep(self) -> None:
        """Lay it into the book, to be decided later."""
        seen, now, by = self.taking.seen, self.desk.now(), self.desk.by
        if seen is not None:
            self._do(
                lambda db: taking_over.keep(db, seen, now=now, by=by),
                lambda _: self._settled(t("handover-kept"), seen.sha256),
            )

    def write_receipt(self, folder: Path) -> None:
        """The answer to what was decided, once more."""
        seen, now = self.taking.seen, self.desk.now()
        if seen is not None and (one := seen.kept) is not None:
            self._do(lambda db: taking_over.answer(db, one, folder, now=now), self._decided)

    def _on_undo(self) -> None:
        if ask(self, t("handover-undo-question"), t("handover-undo-means"), t("handover-undo")):
            self.undo(self.taking.seen.sha256 if self.taking.seen else "")

    def undo(self, sha256: str) -> None:
        """Take a decision back: it waits again."""
        now, by = self.desk.now(), self.desk.by
        self._do(
            lambda db: taking_over.take_back(db, sha256, now=now, by=by),
            lambda _: self._settled(t("handover-undone"), sha256),
        )

    # Telling ------------------------------------------------------------------------------------
    def _with_folder(self, then: Callable[[Path], None]) -> None:
        name = QFileDialog.getExistingDirectory(self, t("handover-folder"), str(recall_folder(OUT)))
        if name:
            remember(OUT, name)
            then(Path(name))

    def _settled(self, words: str, sha256: str) -> None:
        self._take_in_hand(chosen=sha256)
        self.desk.say(words)

    def _do(self, job: Callable[[Db], T], done: Callable[[T], object]) -> None:
        self.note.hide()
        self.desk.worker.run(job, done, failed=self._fail)

    def _fail(self, error: AppError) -> None:
        self._tell("err", t("handover-not-done"), sentence(error))

    def _tell(self, state: str, first: str, second: str = "") -> None:
        self.note.say(first, second, state)
        self.note.show()
