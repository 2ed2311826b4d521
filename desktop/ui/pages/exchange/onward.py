"""Gửi lên cấp trên of an office between: what of its communes, checked as above, sealed by a road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, RoundMissing
from desktop.exchange.letter import Carries
from desktop.services import onward, reporting
from desktop.services.changes import Changes, Tick
from desktop.services.checking import Check
from desktop.services.exchanging import Packed
from desktop.services.onward import Going
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.dates import written_moment
from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.checks import ChecksCard
from desktop.ui.pages.exchange.first import FirstCard
from desktop.ui.pages.exchange.going import GoingCard
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.pages.exchange.written_note import WrittenNote, what_next
from desktop.ui.volumes import show_size
from desktop.ui.widgets import (
    Button,
    ElasticGrid,
    EmptyState,
    FilterButton,
    PageHead,
    ask,
    body,
    scrolled,
)

NARROW_BELOW = 1000
_CONCERNS = {"package", "card", "household", "review", "residents", "round", "setting"}
_WIDTHS = ((360, 420), (320, 480), (280, 320))


@dataclass(frozen=True, slots=True)
class _Seen:
    years: list[int]
    going: Going | None


class OnwardPage(Page):
    """Three questions left to right, as the commune's page asks them, and one button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.going: Going | None = None
        self._narrow = False
        self._build_head()
        self._build_cards()
        button = Button(t("onward-to-inbox"), kind="primary")
        button.clicked.connect(lambda: self.desk.go("inbox"))
        self.empty = EmptyState("send", t("onward-no-round", year=str(self.year)), button)
        self.stack = QStackedWidget()
        for view in (self._main, self.empty):
            self.stack.addWidget(view)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self._head)
        self.column.addWidget(body(column), 1)

    def _build_head(self) -> None:
        upper = self.desk.office.upper_name
        self._head = PageHead(t("page-onward"), t("onward-context", upper=upper))
        self.rounds = FilterButton(t("exchange-round"), [(str(self.year), str(self.year))])
        self.rounds.changed.connect(self._choose_year)
        self.back = Button(t("onward-back"), icon="arrow-left")
        self.back.clicked.connect(lambda: self.desk.go("exchange"))
        self._head.add(self.rounds, self.back)
        self.note = WrittenNote()

    def _build_cards(self) -> None:
        self.going_card = GoingCard()
        self.going_card.chosen.connect(self._on_content)
        self.checks_card = ChecksCard(self.desk.office)
        self.checks_card.again.connect(self.check)
        self.checks_card.mend.connect(lambda _: self.desk.go("exchange"))
        self.checks_card.household.connect(lambda uid: self.desk.go("find", uid))
        self.checks_card.register.connect(lambda target: self.desk.go("find", target))
        self.roads_card = RoadsCard(self.desk)
        self.roads_card.wanted.connect(self._on_seal)
        self.first_card = FirstCard(self.desk.office.upper_name)
        self.first_card.button.clicked.connect(lambda: self.desk.go("exchange"))
        inside = QWidget()
        self._cards = ElasticGrid(inside)
        self._arrange(is_narrow=False)
        self._main = scrolled(inside, ground="window")
        self._main.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _arrange(self, *, is_narrow: bool) -> None:
        """Three cards side by side, or the roads below where the window is small."""
        grid = self._cards
        grid.addWidget(self.going_card, 0, 0)
        grid.addWidget(self.checks_card, 0, 1)
        for card in (self.roads_card, self.first_card):
            grid.addWidget(card, *((1, 0, 1, 2) if is_narrow else (0, 2, 1, 1)))
        widths = ((320, 404), (320, 496), (0, 0)) if is_narrow else _WIDTHS
        for column, (least, stretch) in enumerate(widths):
            grid.setColumnMinimumWidth(column, least)
            grid.setColumnStretch(column, stretch)
        for row, (least, stretch) in enumerate(((480, 480), (260 if is_narrow else 0, 0))):
            grid.setRowMinimumHeight(row, least)
            grid.setRowStretch(row, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._arrange(is_narrow=is_narrow)

    # Reading ----------------------------------------------------------------------------------
    def reload(self) -> None:
        year, carries = self.year, self.going_card.carries

        def read(db: Db) -> _Seen:
            years = reporting.years(db)
            try:
                return _Seen(years, onward.going(db, year, carries))
            except RoundMissing:
                return _Seen(years, None)

        self.desk.worker.run_latest("onward", read, self._show, failed=self.note.refused)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        self.going_card.choices[self.going_card.carries].setFocus()

    def _choose_year(self, year: str) -> None:
        self.year = int(year)
        self.note.hide()
        self.reload()

    def _on_content(self, _: Carries) -> None:
        self.note.hide()
        self.reload()

    def _show(self, seen: _Seen) -> None:
        self.going = seen.going
        offered = [self.desk.year, *(y for y in seen.years if y != self.desk.year)]
        self.rounds.set_options([(str(y), str(y)) for y in offered])
        self.rounds.setVisible(len(offered) > 1)
        self.empty.sentence.setText(t("onward-no-round", year=str(self.year)))
        self.stack.setCurrentWidget(self._main if seen.going else self.empty)
        if seen.going is None:
            return
        has_key = seen.going.trusted_at is not None
        self.roads_card.setVisible(has_key)
        self.first_card.setVisible(not has_key)
        self.going_card.show_going(seen.going)
        self.check()

    def check(self) -> None:
        """Look at the package as the office above would."""
        year, carries, now = self.year, self.going_card.carries, self.desk.now()
        self.roads_card.set_may_seal(may=False)
        self.desk.worker.run_latest(
            "onward-checks",
            lambda db: onward.checks(db, year, carries, now=now),
            self._show_checks,
            failed=self.note.refused,
        )

    def _show_checks(self, checks: Sequence[Check]) -> None:
        now = self.desk.now()
        self.checks_card.show_checks(checks, written_moment(now, now))
        if self.going is None:
            return
        opens = next(c for c in checks if c.code == "opens")
        found = opens.details.get("size")
        size = found if isinstance(found, int) else 0
        name = f"{t('package-file-report')}_{self.desk.office.code}_{self.going.year}"
        name = f"{name}_{self.going.number:04d}"
        said = t("exchange-file-size", file=name, size=show_size(size)) if size else ""
        may = self.going.trusted_at is not None and opens.state == "ok"
        self.roads_card.set_may_seal(may, said, size)

    # Sealing ----------------------------------------------------------------------------------
    def _on_seal(self, folder: Path) -> None:
        errors = self.checks_card.errors()
        if errors and not ask(
            self,
            t("exchange-anyway-question", errors=len(errors)),
            t("exchange-anyway-consequence"),
            t("exchange-anyway"),
        ):
            return
        self.seal(folder)

    def seal(self, folder: Path) -> None:
        """Seal what is chosen with the papers that can be made, write it, read it back."""
        assert self.going is not None
        going, now, by = self.going, self.desk.now(), self.desk.by
        goes_out = self.roads_card.goes_out
        self.note.hide()

        def job(db: Db, tick: Tick) -> Packed:
            forms = reporting.sendable(db, going.year)
            sheets = reporting.sheets_along(db, going.year, forms=forms, now=now)
            packed = onward.pack_onward(
                db, going.year, going.to, folder, carries=going.carries,
                papers=reporting.drawn_along(sheets), now=now, by=by, tick=tick,
            )  # fmt: skip
            reporting.keep_along(db, sheets, going.year, packed.path.name, now=now, by=by)
            return packed

        self.roads_card.job.run(
            job, lambda packed: self._sealed(packed, goes_out=goes_out), failed=self._not_sealed
        )

    def _sealed(self, packed: Packed, *, goes_out: bool) -> None:
        after = what_next(goes_out=goes_out)
        first = t("exchange-written", number=str(packed.number), next=after)
        self.note.sealed(first, packed.path, packed.size, goes_out=goes_out)

    def _not_sealed(self, error: AppError) -> None:
        self.note.not_sealed(t("exchange-not-written"), error)
