"""Acts on the sheet in hand that a key does at once: as last year, members, all proposals; and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from desktop.text import t
from desktop.ui.pages.entry import answering, state
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import last_year, short_name

if TYPE_CHECKING:
    from desktop.ui.pages.entry.page import EntryPage


class Acts:
    """What F2, F4, Ctrl+Insert, Ctrl+Delete and Shift++ do to the page's sheet."""

    def __init__(self, page: EntryPage) -> None:
        self._page = page
        page.centre.deprivations.took_all.connect(self._on_took_all)
        page.centre.deprivations.refused.connect(self._on_nothing_proposed)

    @property
    def _sheet(self) -> Keying | None:
        return self._page.session.state

    def as_last(self) -> None:
        """F2: the place as in the last round."""
        sheet = self._sheet
        if sheet is not None and not self._page.centre.show_last():
            self._page.desk.say(t("entry-last-unknown", year=last_year(sheet)))

    def note(self) -> None:
        """F4: a note beside the deprivation in hand."""
        if self._page.place.startswith("deprivation:"):
            self._page.centre.deprivations.open_note()

    def add_member(self) -> None:
        """Ctrl+Insert: a new row."""
        if self._sheet is not None:
            sheet = state.add_member(self._sheet, uuid4().hex)
            self._page.type_in(sheet)
            self._page.go_to(f"member:{len(sheet.present)}:name")

    def drop_member(self) -> None:
        """Ctrl+Delete: the member in hand left the household; it can be taken back."""
        before, place = self._sheet, self._page.place
        if before is None or not place.startswith("member:"):
            return
        line = int(place.split(":")[1])
        name = before.present[line - 1].name or t("entry-new-row")
        after = state.drop_member(before, line)
        self._page.type_in(after)
        left = len(after.present)
        self._page.go_to(f"member:{min(line, left)}:name" if left else "members")

        def back() -> None:
            sheet = self._sheet
            if sheet is not None and sheet.uid == before.uid:
                self._page.type_in(state.with_members_of(sheet, before))
                self._page.go_to(place)

        self._page.desk.say(t("entry-dropped", name=name), back)

    def _on_took_all(self, before: Keying, count: int) -> None:
        def back() -> None:
            sheet = self._sheet
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
