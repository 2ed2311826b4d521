"""Does what the upper office decided of a pair, and writes the receipts that carry its remarks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import AppError
from desktop.services import across, judging, receipting
from desktop.services.across import Told
from desktop.services.changes import Changes
from desktop.services.pairing import Pair
from desktop.services.receipting import Owed, Written
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.widgets import Button, Note

SOME = 3
Said = Callable[[Pair, str, Callable[[], None]], None]
Failed = Callable[[AppError], None]


class AcrossHand(QObject):
    """`owed` is the note that tells which communes have something to hear; its button writes it.

    `said(pair, words, take_back)` and `failed` are the page's; `ask_folder(title, start)` asks where
    receipts go.
    """

    def __init__(self, desk: Desk, window: QWidget, said: Said, failed: Failed) -> None:
        super().__init__(window)
        self._desk, self._window, self._said, self._failed = desk, window, said, failed
        self.ask_folder: Callable[[str, str], str] = self._ask
        self.write = Button(t("answers-owed-write"), icon="send", size="compact")
        self.write.clicked.connect(self.write_owed)
        self.owed = Note("info", "", "", self.write)
        self.owed.hide()

    def _ask(self, title: str, start: str) -> str:
        return QFileDialog.getExistingDirectory(self._window, title, start)

    # Deciding ---------------------------------------------------------------------------------
    def tell(self, pair: Pair, note: str) -> None:
        """Both communes hear of it with their next receipt."""
        now, by = self._desk.now(), self._desk.by

        def done(told: Told) -> None:
            key = "twins-across-told" if not told.unheard else "twins-across-unheard"
            words = t(key, name=pair.left.name, unheard=", ".join(told.unheard))
            self._said(pair, words, self._taker(pair))

        self._desk.worker.run(
            lambda db: across.one_of_both(db, pair.uid, note=note, now=now, by=by), done,
            failed=self._failed,
        )  # fmt: skip

    def different(self, pair: Pair) -> None:
        """Two: remembered until their facts change."""
        now, by = self._desk.now(), self._desk.by
        words = t("twins-did-different", name=pair.left.name)
        self._decide(pair, lambda db: across.different(db, pair.uid, now=now, by=by), words)

    def put_off(self, pair: Pair) -> None:
        """Later: at the end of the list."""
        now, by = self._desk.now(), self._desk.by
        words = t("twins-across-put-off", name=pair.left.name)
        self._decide(pair, lambda db: across.later(db, pair.uid, now=now, by=by), words)

    def _decide(self, pair: Pair, job: Callable[[Db], Changes], words: str) -> None:
        self._desk.worker.run(
            job, lambda _: self._said(pair, words, self._taker(pair)), failed=self._failed
        )

    def _taker(self, pair: Pair) -> Callable[[], None]:
        def take_back() -> None:
            now, by = self._desk.now(), self._desk.by
            self._desk.worker.run(
                lambda db: across.reopen(db, pair.uid, now=now, by=by),
                lambda _: self._desk.say(t("twins-taken-back", name=pair.left.name)),
                failed=self._failed,
            )

        return take_back

    # What is owed -----------------------------------------------------------------------------
    def read_owed(self) -> None:
        """Which communes have something to hear that no receipt carries."""
        self._desk.worker.run_latest("twins-owed", receipting.receipts_owed, self._show_owed)

    def _show_owed(self, owed: list[Owed]) -> None:
        self.owed.setVisible(bool(owed))
        if owed:
            names = _names([o.name for o in owed])
            self.owed.say(
                t("answers-owed", count=len(owed)), t("answers-owed-how", names=names), "info"
            )

    def write_owed(self) -> None:
        """A receipt for each of them, into the receipts' folder; asked for where none is known."""
        self._desk.worker.run(
            lambda db: judging.folder(db, judging.RECEIPTS), self._write_into, failed=self._failed
        )

    def _write_into(self, known: Path | None) -> None:
        chosen = str(known) if known else self.ask_folder(t("inbox-receipts-folder"), "")
        if not chosen:
            return
        folder, now, by = Path(chosen), self._desk.now(), self._desk.by

        def job(db: Db) -> list[Written]:
            judging.keep_folder(db, judging.RECEIPTS, folder)
            return receipting.write_owed(db, folder, now=now, by=by)

        self._desk.worker.run(job, lambda w: self._written(w, folder), failed=self._failed)

    def _written(self, written: list[Written], folder: Path) -> None:
        done = sum(w.path is not None for w in written)
        if done:
            self._desk.say(t("answers-owed-written", count=done, folder=str(folder)))
        self.read_owed()
        if failed := [w for w in written if w.refusal is not None]:
            words = t("answers-owed-failed", names=_names([w.owed.name for w in failed]))
            error = failed[0].refusal
            self.owed.say(words, sentence(error) if error else "", "warn")


def _names(names: list[str]) -> str:
    return ", ".join(names[:SOME]) + (" …" if len(names) > SOME else "")
