"""What each part of the page "Kế hoạch" is: a page within the page, for one plan year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.page import Desk, Page


class PlanPart(Page):
    """A Page without a head: the host shows its `buttons` in the head while it is in front.

    `year` is the plan year; the host sets it before `reload`. A part puts its body into
    `self.column`, and reloads through `desk.worker.run_latest` with a name of its own.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.buttons: Sequence[QWidget] = ()
