"""The page: the board, from it the blind keying of a sheet and the settling of one, and back."""

from __future__ import annotations

from collections.abc import Sequence
from random import SystemRandom

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services import second_settling, verifying
from desktop.services.changes import Changes
from desktop.services.reviewing import Saved
from desktop.services.second_settling import Settled
from desktop.services.verifying import Board, Drawn
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.page import Desk, Page
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import finding_words
from desktop.ui.pages.verify.blind import BlindKeying
from desktop.ui.pages.verify.board import BoardView
from desktop.ui.pages.verify.paper import Press
from desktop.ui.pages.verify.settle import SettleView
from desktop.ui.widgets import Button, EmptyState, Note, PageHead, body, padded

_CONCERNS = {"second", "review", "household", "round"}


class VerifyPage(Page):
    """Sheets keyed twice. `open_target` takes the uid of a household: its sheet is keyed or settled."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self._wanted = ""
        self._settling = ""
        self.view = BoardView(desk.by)
        self.press = Press(self, desk, self.view.rates, self._fail)
        self.settle = SettleView(lambda: desk.now().astimezone().date())
        self.blind: BlindKeying | None = None
        self.banner = Note("info", t("verify-blind"), " ", self._back_button())
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    def _back_button(self) -> Button:
        # The key itself is the entry page's, which leads here and from the blind sheet back.
        button = Button(t("verify-back"), icon="arrow-left", key="F9", size="compact", live=False)
        button.clicked.connect(self.back)
        return button

    # Building -----------------------------------------------------------------------------------
    def _build(self) -> None:
        self.head = PageHead(t("page-verify"), t("verify-context", year=str(self.desk.year)))
        self.entry = Button(t("verify-to-entry"), icon="arrow-left")
        self.settle_on = Button(t("verify-settle-on"), icon="scale", key="F6")
        self.key_on = Button(t("verify-key-on"), icon="keyboard", key="F5", kind="primary")
        self.head.add(self.press.job, self.entry, self.settle_on, self.key_on)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        inside = QVBoxLayout()
        inside.setSpacing(10)
        inside.addLayout(self.notes)
        self.inner = QStackedWidget()
        self.inner.setProperty("ground", "clear")
        self.nothing = EmptyState("keyboard", t("verify-no-round"))
        for part in (QWidget(), self.view, self.nothing):
            self.inner.addWidget(part)
        inside.addWidget(self.inner, 1)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(body(inside), 1)
        self.board_page = board
        self.blind_page = QWidget()
        self.blind_column = QVBoxLayout(self.blind_page)
        self.blind_column.setContentsMargins(0, 0, 0, 0)
        self.blind_column.setSpacing(0)
        self.blind_column.addWidget(padded(self.banner, (16, 8, 16, 0)))
        for page in (board, self.blind_page, self.settle):
            self.stack.addWidget(page)
        self.column.addWidget(self.stack)

    def _connect(self) -> None:
        self.entry.clicked.connect(lambda: self.desk.go("entry"))
        self.key_on.clicked.connect(lambda: self.key(""))
        self.settle_on.clicked.connect(self._settle_next)
        self.view.drawn.connect(self._draw)
        self.view.wanted.connect(self.key)
        self.view.settling.connect(self.open_settling)
        self.settle.chosen.connect(self._keep_choice)
        self.settle.finished.connect(self._write)
        self.settle.left.connect(self.back)

    # The contract of pages ----------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        self.head.set_context(t("verify-context", year=str(year)))
        self.desk.worker.run_latest(
            "verify-board", lambda db: verifying.board(db, year), self._show_board
        )
        if self.blind is not None and self._is_keying():
            self.blind.reload()

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & _CONCERNS)

    def open_target(self, target: object) -> None:
        self._wanted = target if isinstance(target, str) else ""
        if self.board is not None:
            self._show_board(self.board)

    def focus_first(self) -> None:
        if self._is_keying() and self.blind is not None:
            self.blind.focus_first()
        elif self.stack.currentWidget() is self.settle:
            self.settle.view.setFocus()
        else:
            self._focus_board()

    def key_line(self) -> Sequence[tuple[str, str]]:
        if self._is_keying() and self.blind is not None:
            return self.blind.key_line()
        return ()

    def may_leave(self) -> bool:
        """What was typed blind is kept; decisions are kept as they are made."""
        return self.blind is None or self.blind.may_leave()

    def _is_keying(self) -> bool:
        return self.stack.currentWidget() is self.blind_page

    # The board ----------------------------------------------------------------------------------
    def _show_board(self, board: Board) -> None:
        self.board = board
        self.view.show_board(board)
        self.inner.setCurrentIndex(1 if board.is_open else 2)
        self.key_on.setEnabled(bool(board.due))
        self.settle_on.setEnabled(bool(board.to_settle))
        wish, self._wanted = self._wanted, ""
        if wish and any(line.uid == wish for line in board.due):
            self.key(wish)
        elif wish and any(line.uid == wish for line in board.to_settle):
            self.open_settling(wish)

    def back(self) -> None:
        """F9: the board."""
        self.to_board()

    def to_board(self, *notes: Note) -> None:
        """The board again, with something to say; what was typed blind goes to the book."""
        if self._is_keying() and self.blind is not None:
            self.blind.may_leave()
        self._say(*notes)
        self._turn_to(self.board_page)

    def _turn_to(self, view: QWidget) -> None:
        """Show another view, as at a visit."""
        self.stack.setCurrentWidget(view)
        self.reload()
        self.keys_changed.emit()
        if self.isVisible():  # an answer that comes late does not take the focus of another page
            self.focus_first()

    def _focus_board(self) -> None:
        buttons = (self.key_on, self.settle_on, self.view.lot.button, self.entry)
        next(b for b in buttons if b.isEnabled()).setFocus()

    def _say(self, *notes: Note) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def _fail(self, error: AppError) -> None:
        self._say(Note("err", t("verify-failed"), sentence(error)))

    def _draw(self, percent: int) -> None:
        year, now, by = self.desk.year, self.desk.now(), self.desk.by

        def told(drawn: Drawn) -> None:
            self._say()
            self.desk.say(t("verify-drawn", count=drawn.now, drawn=drawn.drawn))

        self.desk.worker.run(
            lambda db: verifying.draw(db, year, percent, now=now, by=by, rng=SystemRandom()),
            told,
            failed=self._fail,
        )

    # Keying blind -------------------------------------------------------------------------------
    def key(self, uid: str) -> None:
        """Key a drawn sheet blind, or ("") go on where the hand was."""
        self._say()
        if self.blind is None:
            self.blind = self._make_blind()
        if uid:
            self.blind.open_target(uid)
        self._turn_to(self.blind_page)

    def _make_blind(self) -> BlindKeying:
        blind = BlindKeying(self.desk)
        blind.left_desk.connect(self.back)
        blind.keys_changed.connect(self.keys_changed)
        blind.session.taken.connect(self._on_taken)
        blind.session.completed.connect(self._on_keyed)
        blind.session.all_done.connect(self._on_all_keyed)
        self.blind_column.addWidget(blind, 1)
        return blind

    def _on_taken(self, sheet: Keying, _place: str) -> None:
        lines = self.board.due if self.board else ()
        own = any(n.uid == sheet.uid and n.first_by == self.desk.by for n in lines)
        how = t("verify-blind-own") if own else t("verify-blind-how")
        self.banner.say(t("verify-blind"), how, "warn" if own else "info")

    def _on_keyed(self, saved: Saved) -> None:
        """In the place of the words that the entry page says of a finished sheet."""
        self.desk.say(t("verify-keyed", name=head_word(saved.household.head_name)))

    def _on_all_keyed(self) -> None:
        self.to_board(Note("ok", t("verify-all-keyed"), t("verify-all-keyed-next")))

    # Settling -----------------------------------------------------------------------------------
    def _settle_next(self) -> None:
        if self.board is not None and self.board.to_settle:
            self.open_settling(self.board.to_settle[0].uid)

    def open_settling(self, uid: str) -> None:
        """Show the differences of a sheet."""
        year = self.desk.year
        self._settling = uid

        def show(found: second_settling.ToSettle) -> None:
            self._say()
            self.settle.show_sheet(found)
            self._turn_to(self.settle)

        self.desk.worker.run_latest(
            "verify-settling", lambda db: second_settling.open_settling(db, uid, year), show,
            failed=self._fail,
        )  # fmt: skip

    def _keep_choice(self, chosen: dict[str, str | None]) -> None:
        uid, year = self._settling, self.desk.year
        self.desk.worker.run(
            lambda db: second_settling.choose(db, uid, year, chosen), failed=self._fail
        )

    def _write(self) -> None:
        uid, year, now, by = self._settling, self.desk.year, self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: second_settling.settle(db, uid, year, now=now, by=by),
            self._on_settled,
            failed=lambda error: self.to_board(Note("err", t("verify-failed"), sentence(error))),
        )

    def _on_settled(self, done: Settled) -> None:
        uid, name = self._settling, head_word(done.second.first.household.head_name)
        self.to_board(*self._blocked(done, uid, name))
        words = t("verify-settled", name=name, first=done.first_wrong, second=done.second_wrong)
        self.desk.say(words, lambda: self._take_back(uid))

    def _blocked(self, done: Settled, uid: str, name: str) -> list[Note]:
        if not done.findings:
            return []
        found = "; ".join(finding_words(f)[0] for f in done.findings)
        mend = Button(t("verify-mend"), size="compact")
        mend.clicked.connect(lambda: self.desk.go("entry", uid))
        return [Note("warn", t("verify-now-draft", name=name), found, mend)]

    def _take_back(self, uid: str) -> None:
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: second_settling.unsettle(db, uid, year, now=now, by=by),
            lambda _: self._say(),
            failed=self._fail,
        )
