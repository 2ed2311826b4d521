"""Acts on the sheet in hand that a key does at once: as last year, members, all proposals; and undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from desktop.text import t
from desktop.ui.pages.entry import answering, state
from desktop.ui.pages.entry.again import again, note_again
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import last_year, short_name

if TYPE_CHECKING:
    from desktop.ui.pages.entry.page import EntryPage


def _nothing() -> None:
    """Before anybody left."""


class Acts:
    """What F2, F4, F10, Ctrl+Insert, Ctrl+Delete and Ctrl+= do to the page's sheet."""

    def __init__(self, page: EntryPage) -> None:
        self._page = page
        page.centre.deprivations.took_all.connect(self._on_took_all)
        page.centre.deprivations.refused.connect(self._on_nothing_proposed)
        page.centre.left_why.chosen.connect(self._on_why)
        page.centre.left_why.taken_back.connect(self._on_taken_back)
        self._left = ""
        self._take_back: Callable[[], None] = _nothing

    def _sheet(self) -> Keying | None:
        """The sheet to act on; none where it is not on the list, which is said."""
        return None if self._page.refuses() else self._page.session.state

    def as_last(self) -> None:
        """F2: the place as in the last round."""
        sheet = self._sheet()
        if sheet is not None and not self._page.centre.show_last():
            self._page.desk.say(t("entry-last-unknown", year=last_year(sheet)))

    def again(self) -> None:
        """F10: the place as on the sheet keyed just before; in a note, that note."""
        sheet, page = self._sheet(), self._page
        if sheet is None:
            return
        if page.place.startswith("deprivation:") and page.centre.deprivations.note.hasFocus():
            after = note_again(sheet, page.place.partition(":")[2], page.previous)
        else:
            after = again(sheet, page.place, page.previous)
        if after is None:
            self._page.desk.say(t("entry-again-unknown"))
            return
        page.type_in(after)
        page.centre.refill()

    def note(self) -> None:
        """F4: a note beside the deprivation in hand."""
        if self._page.place.startswith("deprivation:") and self._sheet() is not None:
            self._page.centre.deprivations.open_note()

    def add_member(self) -> None:
        """Ctrl+Insert: a new row."""
        sheet = self._sheet()
        if sheet is not None:
            sheet = state.add_member(sheet, uuid4().hex)
            self._page.type_in(sheet)
            self._page.go_to(f"member:{len(sheet.present)}:name")

    def drop_member(self) -> None:
        """Ctrl+Delete: the member in hand left the household; it can be taken back."""
        before, place = self._sheet(), self._page.place
        if before is None or not place.startswith("member:"):
            return
        line = int(place.split(":")[1])
        name = before.present[line - 1].name or t("entry-new-row")
        after = state.drop_member(before, line)
        self._page.type_in(after)
        left = len(after.present)
        self._page.go_to(f"member:{min(line, left)}:name" if left else "members")
        self._take_back = partial(self._put_back, before, place)
        self._page.desk.say(t("entry-dropped", name=name), self._take_back)
        person = before.present[line - 1]
        if any(p.uid == person.uid for p in after.household.members):
            self._left = person.uid
            self._page.centre.left_why.ask(name)

    def _put_back(self, before: Keying, place: str) -> None:
        sheet = self._sheet()
        if sheet is not None and sheet.uid == before.uid:
            self._page.centre.left_why.hide()
            self._page.type_in(state.with_members_of(sheet, before))
            self._page.go_to(place)

    def _on_taken_back(self) -> None:
        """Esc at the question why: the member stays."""
        self._take_back()

    def _on_why(self, why: str) -> None:
        """The reason of who left, then back to the members."""
        sheet = self._sheet()
        if sheet is None:
            return
        if why:
            self._page.type_in(state.left_because(sheet, self._left, why))
        self._page.go_to(self._page.place)

    def _on_took_all(self, before: Keying, count: int) -> None:
        if self._sheet() is None:
            return

        def back() -> None:
            sheet = self._sheet()
            if sheet is not None and sheet.uid == before.uid:
                self._page.type_in(answering.with_answers_of(sheet, before))

        self._page.desk.say(t("entry-took-all", count=count), back)
        view = self._page.view
        if view is not None and view.standing.open_codes:
            self._page.go_to(f"deprivation:{view.standing.open_codes[0]}")

    def _on_nothing_proposed(self, code: str) -> None:
        if self._page.view is not None:
            name = short_name(self._page.view.line(code).of)
            self._page.desk.say(t("entry-nothing-proposed", name=name))
