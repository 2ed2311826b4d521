"""The road by letter: into the outbox where an account is set, else a draft for the mail program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.errors import AppError
from desktop.paths import data_folder
from desktop.services import mailing
from desktop.services.mailing import Box, Posted
from desktop.store import outbox
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.pages.exchange.road import Road
from desktop.ui.postman import postman_of

MOST_DRAFTS = 4
"""More drafts are not opened one by one; their folder is."""


@dataclass(frozen=True, slots=True)
class _Drafts:
    paths: list[Path]


class MailRoad(Road):
    """A road among the others; `sends`: through the outbox, not by a draft."""

    def __init__(self) -> None:
        super().__init__("", "", "mail", data_folder() / "letters")
        self.sends = False
        self.show_box(Box(address="", letters=()))

    def show_box(self, box: Box) -> None:
        """Say how a letter would go."""
        self.sends = bool(box.address and box.upper_address)
        if self.sends:
            remark = t("mail-road-sends", to=box.upper_address)
        elif box.address:
            remark = t("mail-road-no-address")
        else:
            remark = t("mail-road-draft")
        self.say(t("mail-road"), remark)

    @property
    def verb(self) -> str:
        """What the button of the card says for this road."""
        return t("mail-road-seal-send" if self.sends else "mail-road-seal-draft")


class MailHand(QObject):
    """Takes a sealed package over: `told(state, first, second, folder or None)`."""

    told = Signal(str, str, str, object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk

    def take(self, path: Path, *, sends: bool) -> None:
        """Put a package into the outbox, or open drafts with it."""
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> Posted | _Drafts:
            if sends:
                return mailing.post(db, path, now=now, by=by)
            return _Drafts(mailing.drafts(db, path, path.parent, now=now))

        self.desk.worker.run(
            job, lambda made: self._made(made, path), failed=lambda e: self._not_made(e, path)
        )

    def _made(self, made: Posted | _Drafts, path: Path) -> None:
        if isinstance(made, Posted):
            words = t("mail-road-posted", count=len(made.letters))
            self.told.emit("ok", words, path.name, None)
            postman_of(self.desk).send_due()
            return
        opened = made.paths if len(made.paths) <= MOST_DRAFTS else [path.parent]
        for place in opened:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
        words = t("mail-road-drafted", count=len(made.paths))
        self.told.emit("ok", words, t("mail-road-drafted-how", file=path.name), path.parent)

    def _not_made(self, error: AppError, path: Path) -> None:
        self.told.emit("err", t("mail-road-failed", file=path.name), sentence(error), path.parent)


def box_words(box: Box) -> str:
    """The link to the outbox: how many letters wait, or wait for somebody."""
    deciding = box.count(outbox.UNSURE, outbox.REFUSED)
    waiting = box.count(outbox.WAITING, outbox.SENDING)
    if deciding:
        return t("mail-link-deciding", count=deciding)
    return t("mail-link-waiting", count=waiting) if waiting else t("mail-link")
