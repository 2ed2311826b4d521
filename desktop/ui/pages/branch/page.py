"""Máy thứ hai: on the main PC who has which village, on a second one what it has; files both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, Cancelled
from desktop.exchange.package import SUFFIX
from desktop.exchange.share import Way
from desktop.services import share_answers, share_taking, sharing, undoing
from desktop.services.changes import Changes, Tick
from desktop.services.share_answers import Answered
from desktop.services.share_taking import RECEIPT, Result, Seen
from desktop.services.sharing import Shared, Sharing
from desktop.store.branch import LENT
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.branch.coming import ComingCard
from desktop.ui.pages.branch.villages import LogCard, VillagesCard
from desktop.ui.pages.branch.words import OURS, THEIRS, pc, sender_of, told
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.volumes import show_size
from desktop.ui.widgets import Button, EmptyState, FilterButton, Note, PageHead, ask, body

FOLDER = "folder/received"
ROADS_WIDTH, ROADS_NARROW, NARROW_BELOW = 320, 256, 1000
_CONCERNS = {"package", "card", "branch", "household", "review", "round"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Found:
    sharing: Sharing
    seen: Seen | None


class BranchPage(Page):
    """A Path as target is a file from the other PC, to be looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Sharing | None = None
        self.path: Path | None = None
        self.include: set[str] = set()
        self._written: Path | None = None
        self.setAcceptDrops(True)
        self._build_head()
        self.villages = VillagesCard()
        self.log = LogCard(desk)
        self.roads = RoadsCard(desk)
        self.roads.setFixedWidth(ROADS_WIDTH)
        # Both PCs stand in one office: nothing goes by letter.
        self.roads.mail_road.hide()
        self.roads.mail_link.hide()
        self.coming = ComingCard()
        self.stack = QStackedWidget()
        for view in (self._nobody(), self._main(), self.coming):
            self.stack.addWidget(view)
        self._connect()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    # Building ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        self.head = PageHead(t("page-branch"), " ")
        self.back = Button(t("branch-back"), icon="arrow-left", key="Esc", live=False)
        self.partner = FilterButton(t("branch-to"), [("", "–")])
        self.keys = Button(t("branch-keys"), icon="key")
        self.open = Button(t("branch-open"), icon="package-import", key="Ctrl+O")
        self.head.add(self.back, self.partner, self.keys, self.open)
        self.folder = Button(t("exchange-open-folder"), icon="folder-open", size="compact")
        self.note = Note("ok", "", "", self.folder)
        self.note.hide()

    def _nobody(self) -> QWidget:
        button = Button(t("branch-keys"), icon="key", kind="primary")
        button.clicked.connect(lambda: self.desk.go("cards"))
        self.nobody_button = button
        self.nobody = EmptyState("users", t("branch-nobody"), button)
        return self.nobody

    def _main(self) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.villages, 3)
        left.addWidget(self.log, 2)
        view = QWidget()
        view.setProperty("ground", "clear")
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.roads)
        self._main_view = view
        return view

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.keys.clicked.connect(lambda: self.desk.go("cards"))
        self.open.clicked.connect(self._choose)
        self.folder.clicked.connect(self._show_folder)
        self.partner.changed.connect(lambda _: self._say_roads())
        self.villages.chosen_changed.connect(self._say_roads)
        self.villages.recall.connect(self._on_recall)
        self.villages.again.connect(self._on_again)
        self.roads.wanted.connect(self.seal)
        self.coming.take.connect(self.take)
        self.coming.leave.connect(self.close_file)
        self.coming.include.connect(self._on_include)

    # Contract of pages ------------------------------------------------------------------------
    def reload(self) -> None:
        path, include = self.path, frozenset(self.include)

        def read(db: Db) -> _Found:
            seen = share_taking.look(db, path, include) if path else None
            return _Found(sharing.sharing(db), seen)

        self.desk.worker.run_latest("branch", read, self._show, failed=self._fail)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.coming:
            self.coming.table.setFocus()
        elif self.stack.currentWidget() is self.nobody:
            self.nobody_button.setFocus()
        else:
            self.villages.table.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.look_at(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Space", t("branch-choose")),
            ("Ctrl+Enter", t("branch-seal")),
            ("Ctrl+O", t("branch-open")),
            ("Esc", t("branch-back")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        self.roads.setFixedWidth(ROADS_NARROW if is_narrow else ROADS_WIDTH)
        self.villages.set_narrow(is_narrow=is_narrow)
        self.log.set_narrow(is_narrow=is_narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        if urls and urls[0].toLocalFile().endswith(SUFFIX):
            self.look_at(Path(urls[0].toLocalFile()))

    def _leave(self) -> None:
        if self.path is not None:
            self.close_file()
        else:
            self.desk.go("exchange")

    # Showing ----------------------------------------------------------------------------------
    def _show(self, found: _Found) -> None:
        self.found = found.sharing
        is_branch = found.sharing.is_branch
        key = "branch-context-second" if is_branch else "branch-context-main"
        self.head.set_context(t(key, office=self.desk.office.name))
        names = [
            (card.book_id, pc(found.sharing, card.book_id)) for card, _ in found.sharing.partners
        ]
        self.partner.set_options(names or [("", "–")])
        self.partner.setVisible(len(names) > 1 and not is_branch)
        self.villages.show_sharing(found.sharing)
        self.log.show_log(found.sharing.log)
        self._say_roads()
        if found.seen is not None:
            self.coming.show_seen(found.seen, sender_of(found.sharing, found.seen))
            self.stack.setCurrentWidget(self.coming)
        elif found.sharing.partners:
            self.stack.setCurrentWidget(self._main_view)
        else:
            self.stack.setCurrentWidget(self.nobody)

    def _say_roads(self) -> None:
        """Whether there is something to seal, and what it would be."""
        found = self.found
        if found is None:
            return
        if found.is_branch:
            closes = len(self.villages.chosen)
            words = t("branch-home", count=len(found.unanswered), closes=closes)
            self.roads.set_may_seal(bool(found.unanswered), words)
        else:
            free = self.villages.of("")
            words = t("branch-hand-out", count=len(free))
            self.roads.set_may_seal(bool(free) and bool(found.partners), words)

    # Sealing ----------------------------------------------------------------------------------
    def seal(self, folder: Path) -> None:
        """Hand the ticked villages out; on a second PC send all home, giving the ticked ones back."""
        found, now, by = self.found, self.desk.now(), self.desk.by
        if found is None:
            return
        chosen = frozenset(v.village for v in self.villages.of(""))
        book_id, goes_out = self._book_id(found), self.roads.goes_out
        is_branch = found.is_branch
        self.note.hide()

        def job(db: Db, tick: Tick) -> Shared:
            if is_branch:
                return sharing.send_home(db, folder, closes=chosen, now=now, by=by, tick=tick)
            return sharing.hand_out(db, chosen, book_id, folder, now=now, by=by, tick=tick)

        self.roads.job.run(
            job, lambda done: self._sealed(done, goes_out=goes_out), failed=self._not_sealed
        )

    def _book_id(self, found: Sharing) -> str:
        chosen = self.partner.value() if found.partners else ""
        return chosen or next((card.book_id for card, _ in found.partners), "")

    def _sealed(self, done: Shared, *, goes_out: bool) -> None:
        self.villages.chosen = set()
        after = t("exchange-pull-out") if goes_out else t("exchange-hand-over")
        is_branch = self.found is not None and self.found.is_branch
        key = "branch-sent-home" if is_branch else "branch-handed-out"
        first = t(key, count=len(done.villages), households=done.households, next=after)
        second = t("exchange-written-file", file=done.path.name, size=show_size(done.size))
        self._tell("ok", first, second, None if goes_out else done.path.parent)
        self.reload()

    def _not_sealed(self, error: AppError) -> None:
        if isinstance(error, Cancelled):
            self._tell("info", t("exchange-stopped"))
        else:
            self._fail(error)

    def _on_again(self) -> None:
        """The file of a loan once more, into the folder that is chosen at the right."""
        found, road = self.found, self.roads.road
        folder = road.folder if road else None
        if found is None or folder is None:
            self._tell("info", t("exchange-choose-folder"))
            return
        book_id, now, by = self._book_id(found), self.desk.now(), self.desk.by
        goes_out = self.roads.goes_out
        self.roads.job.run(
            lambda db, tick: sharing.hand_out_again(db, book_id, folder, now=now, by=by, tick=tick),
            lambda done: self._sealed(done, goes_out=goes_out),
            failed=self._not_sealed,
        )

    def _on_recall(self) -> None:
        names = [v.village for v in self.villages.of(LENT)]
        if names and ask(
            self, t("branch-recall-question", villages=", ".join(names)),
            t("branch-recall-means"), t("branch-recall"),
        ):  # fmt: skip
            self.recall(names)

    def recall(self, names: Sequence[str]) -> None:
        """Take villages back without the other PC's answer."""
        now, by = self.desk.now(), self.desk.by
        chosen = frozenset(names)
        self._do(
            lambda db: sharing.recall(db, chosen, now=now, by=by),
            lambda _: self._recalled(len(names)),
        )

    def _recalled(self, count: int) -> None:
        self.villages.chosen = set()
        self._tell("ok", t("branch-recalled-done", count=count))
        self.reload()

    # What comes -------------------------------------------------------------------------------
    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, t("branch-open"), str(recall_folder(FOLDER)), f"*{SUFFIX}"
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show what a file would do; nothing is written."""
        self.note.hide()
        self.path, self.include, self.coming.choices = path, set(), {}
        self.reload()

    def close_file(self) -> None:
        """Back to the villages; the file stays where it lies."""
        self.path, self.include = None, set()
        self.reload()

    def _on_include(self) -> None:
        plan = self.coming.seen.plan if self.coming.seen else None
        if plan is not None and ask(
            self, t("branch-include-question"), t("branch-include-means"), t("branch-include")
        ):
            self.include |= {one.lot.village for one in plan.lots if one.fate == "ask"}
            self.reload()

    def take(self) -> None:
        """Take the file in as it is shown, with the choices that were made."""
        seen, now, by, path = self.coming.seen, self.desk.now(), self.desk.by, self.desk.path
        if seen is None:
            return
        if seen.state == RECEIPT:
            self._do(lambda db: share_answers.note(db, seen.path, now=now, by=by), self._noted)
            return
        theirs, ours = self.coming.of(THEIRS), self.coming.of(OURS)
        include, copies = frozenset(self.include), path.parent / "copies" if path.name else None
        self._do(
            lambda db: share_taking.take(
                db, seen, theirs=theirs, ours=ours, include=include, receipts=seen.path.parent,
                copies=copies, now=now, by=by,
            ),
            lambda result: self._taken(result, seen),
        )  # fmt: skip

    def _taken(self, result: Result, seen: Seen) -> None:
        self.close_file()
        if seen.way is Way.OUT:
            self._tell("ok", t("branch-took-over", count=len(result.villages)))
            return
        if not result.act and result.receipt is not None:
            words = t("branch-receipt", file=result.receipt.name)
            self._tell("ok", words, folder=result.receipt.parent)
            return
        first, second = told(result)
        if result.refusal is not None:
            self._tell("warn", first, t("branch-no-receipt") + " " + sentence(result.refusal))
        else:
            self._tell("ok", first, second, result.receipt.parent if result.receipt else None)
        if result.act:
            self.desk.say(first, lambda: self._undo(result.act))

    def _undo(self, act: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self._do(
            lambda db: undoing.undo(db, act, now=now, by=by),
            lambda _: self._undone(),
        )

    def _undone(self) -> None:
        self._tell("info", t("branch-undone"))
        self.reload()

    def _noted(self, answered: Answered) -> None:
        self.close_file()
        key = "branch-noted" if answered.agrees else "branch-noted-differs"
        self._tell(
            "ok" if answered.agrees else "warn",
            t(key, number=str(answered.number)),
            t("branch-noted-numbers", count=answered.numbered) if answered.numbered else "",
        )

    # Telling ----------------------------------------------------------------------------------
    def _do(self, job: Callable[[Db], T], done: Callable[[T], object]) -> None:
        self.note.hide()
        self.desk.worker.run(job, done, failed=self._fail)

    def _fail(self, error: AppError) -> None:
        self._tell("err", t("branch-not-done"), sentence(error))

    def _tell(self, state: str, first: str, second: str = "", folder: Path | None = None) -> None:
        self._written = folder
        self.folder.setVisible(folder is not None)
        self.note.say(first, second, state)
        self.note.show()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))
