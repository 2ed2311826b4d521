"""What each part of the page "Kế hoạch" is: a page within the page, for one plan year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.page import Desk, Page


class PlanPart(Page):
    """A Page without a head: the host shows its `buttons` in the head while it is in front.

    `year` is the plan year; the host sets it before `reload`. A part puts its body into
    `self.column`, reloads through `desk.worker.run_latest` with a name of its own, and calls
    `answered` once it shows what came; `take_focus` says where the hand begins.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.buttons: Sequence[QWidget] = ()
        self.is_read = False
        self.wants_focus = False
        self._focus_then: QWidget | None = None

    def focus_first(self) -> None:
        """Take the keyboard; asked for before the book answered, once it has."""
        if self.is_read:
            self.take_focus()
            return
        self.wants_focus = True
        self._focus_then = self.window().focusWidget()

    def take_focus(self) -> None:
        """Put the focus where the hand begins. Called only when what the part shows has been read."""

    def answered(self) -> None:
        """A part says so whenever it has shown what it read.

        The first answer gives it the keyboard that was asked for, unless it is no longer in front
        or the hand has gone elsewhere meanwhile.
        """
        self.is_read = True
        wanted, self.wants_focus = self.wants_focus, False
        if wanted and self.isVisible() and not self._hand_has_moved():
            self.take_focus()

    def _hand_has_moved(self) -> bool:
        """Whether the focus was carried off, not only lost by a widget that is hidden by now."""
        then, self._focus_then = self._focus_then, None
        if then is None or not isValid(then) or not then.isVisible() or not then.isEnabled():
            return False
        return self.window().focusWidget() is not then
