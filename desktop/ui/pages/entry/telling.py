"""What the page tells of sheets that leave the hand: kept, finished, recovered, not written."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.services.keying import Scratch
from desktop.services.reviewing import Saved
from desktop.text import sentence, t
from desktop.ui.pages.entry.notes import TROUBLE, Notes
from desktop.ui.pages.entry.session import Session, Trouble
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import place_word
from desktop.ui.widgets import Button

NOT_LISTED = "not-listed"


class Telling(QObject):
    """Words for the session's signals; `go_on` when the hand goes back to the sheet."""

    go_on = Signal()

    def __init__(self, session: Session, notes: Notes) -> None:
        super().__init__()
        self._session, self._notes, self._desk = session, notes, session.desk
        session.recovered.connect(self._on_recovered)
        session.trouble.connect(self._on_trouble)
        session.completed.connect(self._on_completed)
        session.kept.connect(self._on_kept)
        session.all_done.connect(lambda: notes.tell("ok", t("entry-all-done")))

    def not_listed(self, sheet: Keying) -> None:
        """The household is not to be reviewed this year: what can be done."""
        year = str(sheet.sheet.year)
        first = t("entry-not-listed", year=year)
        if sheet.around.gone is not None:
            self._notes.tell("info", first, t("entry-not-listed-gone"), name=NOT_LISTED)
            return
        put = self._button(t("entry-put-on-list"), kind="primary")
        put.clicked.connect(self._session.put_on_list)
        self._notes.tell("info", first, t("entry-not-listed-next"), put, name=NOT_LISTED)

    def _on_kept(self, moment: datetime.datetime) -> None:
        self._desk.saved(t("entry-kept", time=moment.astimezone().strftime("%H:%M:%S")))

    def _on_completed(self, saved: Saved) -> None:
        outcome = saved.review.outcome
        assert outcome is not None, "a completed review has an outcome"
        word = t(f"class-{outcome.household_class}")
        self._desk.say(t("entry-done", name=saved.household.head_name, outcome=word))

    def _on_recovered(self, scratch: Scratch) -> None:
        assert self._session.state is not None
        words = t(
            "entry-recovered",
            time=scratch.at.astimezone().strftime("%H:%M"),
            name=scratch.household.head_name,
            place=place_word(self._session.state, scratch.place),
        )
        button = self._button(t("entry-go-on"), kind="primary")
        button.clicked.connect(self.go_on)
        self._notes.tell("info", words, t("entry-recovered-next"), button, name="recovered")

    def _on_trouble(self, trouble: Trouble) -> None:
        sheet = trouble.state
        first = t("entry-not-saved", name=sheet.household.head_name)
        second = t("entry-not-saved-next", problem=sentence(trouble.error))
        self._notes.tell("err", first, second, *self._ways_out(trouble, sheet), name=TROUBLE)

    def _ways_out(self, trouble: Trouble, sheet: Keying) -> list[Button]:
        if trouble.outdated:
            mine = self._button(t("entry-outdated-mine"))
            mine.clicked.connect(lambda: self._settle(self._session.keep_mine, sheet))
            theirs = self._button(t("entry-outdated-theirs"), kind="primary")
            theirs.clicked.connect(lambda: self._settle(self._session.take_theirs, sheet))
            return [mine, theirs]
        if not trouble.leaving:
            return []
        again = self._button(t("entry-open-again"), kind="primary")
        again.clicked.connect(lambda: self._open_again(sheet))
        return [again]

    def _open_again(self, sheet: Keying) -> None:
        self._notes.clear()
        self._session.put_away()
        self._session.take_up(sheet, resumed=True)

    def _settle(self, way: Callable[[Keying], None], sheet: Keying) -> None:
        self._notes.clear()
        way(sheet)

    @staticmethod
    def _button(text: str, *, kind: str = "plain") -> Button:
        return Button(text, kind=kind, size="compact")
