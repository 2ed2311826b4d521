"""The last two questions of a first start: last year's list now or later, and the round to open."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.unit import Office
from desktop.rules.standard import Standard, standard_in_force
from desktop.services.catalogue import shipped_standards
from desktop.text import t
from desktop.ui.start.options import Option, Options
from desktop.ui.start.question import Question
from desktop.ui.start.unit_words import low
from desktop.ui.widgets import KeyValues, Note

WIDTH = 640


class ListQuestion(Question):
    """Read last year's list right after entering, or later."""

    def __init__(self, year: int) -> None:
        super().__init__(t("start-list-title"), t("start-list-lead", year=str(year - 1)))
        self.options = Options(
            [
                Option("now", t("start-list-now", year=str(year - 1)), t("start-list-now-means")),
                Option("later", t("start-list-later"), t("start-list-later-means")),
            ],
            t("start-list-title"),
        )
        self.options.setMaximumWidth(WIDTH)
        self.main.addWidget(self.options)
        self.main.addStretch(1)

    def is_now(self) -> bool:
        """Whether the page that reads lists comes first."""
        return self.options.value() == "now"

    def focus_first(self) -> None:
        self.options.table.setFocus()


@dataclass(frozen=True, slots=True)
class Offer:
    """A round that can be opened now, or (`missing`) why it cannot."""

    year: int
    standard: Standard | None

    @property
    def missing(self) -> str:
        """What stands against it, "" if nothing does."""
        if self.standard is None:
            return t("start-done-no-standard", year=str(self.year))
        if not self.standard.missing:
            return ""
        return t(
            "start-done-incomplete",
            standard=self.standard.name, missing="; ".join(self.standard.missing),
        )  # fmt: skip


def offer(year: int) -> Offer:
    """The round of a year under the standard in force."""
    return Offer(year, standard_in_force(shipped_standards().values(), year))


class DoneQuestion(Question):
    """The book is ready; a commune is offered the round of the year."""

    def __init__(self, office: Office, path: str, offered: Offer | None) -> None:
        super().__init__(
            t("start-done-title"), t("start-done-lead", office=office.name),
            verb=t("start-done-verb"),
        )  # fmt: skip
        self.offered = offered
        self.options: Options | None = None
        facts = KeyValues([(t("start-done-book"), path)], name_width=72, role="body")
        facts.setMaximumWidth(WIDTH)
        self.main.addWidget(facts)
        self.main.addSpacing(20)
        if offered is not None:
            self._offer(offered)
        self.main.addStretch(1)

    def _offer(self, offered: Offer) -> None:
        if offered.missing:
            year = str(offered.year)
            note = Note("warn", t("start-done-cannot", year=year), offered.missing)
            note.setMaximumWidth(WIDTH)
            self.main.addWidget(note)
            return
        assert offered.standard is not None, "an offer without a standard is missing one"
        year = str(offered.year)
        means = t("start-done-open-means", standard=low(offered.standard.name))
        self.options = Options(
            [
                Option("open", t("start-done-open", year=year), means),
                Option("later", t("start-done-later"), t("start-done-later-means")),
            ],
            t("start-done-title"),
        )
        self.options.setMaximumWidth(WIDTH)
        self.main.addWidget(self.options)

    def opens_round(self) -> bool:
        """Whether the offered round is to be opened."""
        return self.options is not None and self.options.value() == "open"

    def focus_first(self) -> None:
        if self.options is not None:
            self.options.table.setFocus()
