"""The page "Nhu cầu": the profile of a year's needs, units crossed with needs, households by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout

from desktop.domain.planning import UnitNeeds
from desktop.errors import AppError
from desktop.services.changes import Changes
from desktop.services.planning import needing, needs_report
from desktop.services.planning.need_words import CAUSE
from desktop.services.planning.needing import Case, Look, Page
from desktop.store.connection import Db
from desktop.store.needs import After
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.page import Page as DeskPage
from desktop.ui.pages.needs.bar import ChoiceBar
from desktop.ui.pages.needs.cases import CasesCard
from desktop.ui.pages.needs.profile import Line, ProfileCard
from desktop.ui.pages.needs.units_card import PARTS, UnitsCard
from desktop.ui.pages.needs.wanted import Wanted
from desktop.ui.widgets import Button, EmptyState, Note, PageHead, body

FOLDER = "folder/papers"
_CONCERNS = {"household", "review", "event", "round", "package", "measure", "plan"}


class NeedsPage(DeskPage):
    """Targets: a need ("deprived:water"), or a Wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_upper = desk.office.is_upper
        self.year: int | None = None
        self.look = Look(years=(), year=0)
        self._is_read = False
        self._focus_waits = False
        self.wanted = Wanted()
        self.head = PageHead(t("page-needs"))
        self.excel = Button(t("needs-excel"), icon="file-spreadsheet", key="Ctrl+E")
        self.pdf = Button(t("needs-pdf"), icon="file-type-pdf", key="Ctrl+S")
        self.act = Button(t("needs-act", count=0), icon="plus", key="Ctrl+D", kind="primary")
        self.bar = ChoiceBar(is_upper=self.is_upper)
        self.note = Note("err", "")
        self.profile = ProfileCard()
        self.units = [UnitsCard(part, is_upper=self.is_upper) for part in PARTS]
        self.cases = CasesCard(lambda: self.names, is_upper=self.is_upper)
        self.views = QStackedWidget()
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.act.setVisible(not self.is_upper)
        self.note.hide()
        self.head.add(self.excel, self.pdf, self.act)
        for view in (self.profile, *self.units):
            self.views.addWidget(view)
        for part in (self.views, self.halves, self.stack):
            part.setProperty("ground", "clear")
        self.halves.addWidget(self.views)
        self.halves.addWidget(self.cases)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(12)
        self.stack.addWidget(self.halves)
        page, words, act = ("entry", t("needs-empty"), t("needs-empty-act"))
        if self.is_upper:
            page, words, act = "inbox", t("needs-empty-upper"), t("needs-empty-upper-act")
        self.begin = Button(act, kind="primary")
        self.begin.clicked.connect(lambda _=False: self.desk.go(page))
        self.stack.addWidget(EmptyState("heart-handshake", words, self.begin))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)
        self._lay_out()

    def _connect(self) -> None:
        self.bar.year_wanted.connect(self.show_year)
        self.bar.chosen.connect(lambda group, of, unit: self.choose(group=group, of=of, unit=unit))
        self.bar.view_wanted.connect(self.show_view)
        self.profile.view.current.connect(self._on_line)
        self.profile.view.opened.connect(lambda _: self.cases.view.setFocus())
        for card in self.units:
            card.chosen.connect(lambda unit, need: self.choose(need=need, unit=unit))
            card.opened.connect(lambda *_: self.cases.view.setFocus())
        self.cases.model.more_wanted.connect(self._read_more)
        self.cases.view.opened.connect(self._open)
        self.act.clicked.connect(lambda _=False: self.record_measures())
        for button, write in (
            (self.excel, lambda: self._choose_file("xlsx")),
            (self.pdf, lambda: self._choose_file("pdf")),
            (self.cases.excel, lambda: self._choose_file("xlsx", listed=True)),
            (self.cases.pdf, lambda: self._choose_file("pdf", listed=True)),
        ):
            button.clicked.connect(lambda _=False, write=write: write())
        keys: dict[str, Callable[[], object]] = {
            "Alt+Left": lambda: self.bar.step(-1),
            "Alt+Right": lambda: self.bar.step(1),
            "F6": self._other_half,
            **{f"Alt+{n + 1}": lambda n=n: self.show_view(n) for n in range(3)},  # type: ignore[misc]
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.year
        self.desk.worker.run_latest("needs", lambda db: needing.look(db, year), self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        self._focus_waits = not self._is_read  # nothing shows yet that could take the keyboard
        if self._focus_waits:
            return
        if not self.look.years:
            self.begin.setFocus()
        elif self.views.currentIndex():
            self.units[self.views.currentIndex() - 1].view.setFocus()
        else:
            self.profile.view.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Wanted):
            self.wanted = target
        elif isinstance(target, str):
            self.wanted = replace(self.wanted, need=target)
        self._show_choice()

    def key_line(self) -> Sequence[tuple[str, str]]:
        act = () if self.is_upper else (("Ctrl+D", t("needs-key-act")),)
        return (
            ("Enter", t("needs-key-open")),
            ("F6", t("needs-key-half")),
            ("Alt+1…3", t("needs-key-view")),
            ("Alt+←/→", t("needs-key-year")),
            *act,
        )

    # Showing ------------------------------------------------------------------------------------
    @property
    def names(self) -> dict[str, str]:
        """Unit code → name."""
        return {u.code: u.name for u in self.look.units}

    @property
    def needs(self) -> UnitNeeds:
        """The needs of the unit chosen, or of all."""
        unit = self.wanted.unit
        return needing.summed([n for n in self.look.needs if unit in ("", n.code)])

    def _show(self, found: Look) -> None:
        self.look = found
        has_any = bool(found.years)
        self.stack.setCurrentIndex(0 if has_any else 1)
        self.bar.setVisible(has_any)
        for button in (self.excel, self.pdf, self.act):
            button.setEnabled(bool(found.needs))
        self._is_read = True
        if not has_any:
            self._take_focus()
            return
        self.year = found.year
        key = "needs-context-open" if found.is_open else "needs-context"
        self.head.set_context(t(key, office=self.desk.office.name, year=str(found.year)))
        self.bar.show_years(found.years, found.year)
        self.bar.show_units(self.names)
        if self.wanted.unit not in ("", *self.names):
            self.wanted = replace(self.wanted, unit="")
        self._show_choice()
        self._take_focus()

    def _take_focus(self) -> None:
        """The keyboard that was asked for before the first year had been read."""
        if self._focus_waits and self.isVisible():
            self.focus_first()

    def _show_choice(self) -> None:
        if not self.look.years:
            return
        needs, wanted = self.needs, self.wanted
        self.bar.show_choice(wanted.group, wanted.of, wanted.unit)
        self.profile.show_needs(needs, wanted)
        for card in self.units:
            card.show_units(self.look.needs, self.names, wanted)
        count = wanted.count(needs)
        self.act.setText(t("needs-act", count=count))
        self.act.setEnabled(bool(count))
        self.act.updateGeometry()
        self._read_first()

    def _on_line(self, line: Line | None) -> None:
        if line is not None and line.need != self.wanted.need:
            self.choose(need=line.need)

    def choose(self, **changed: str) -> None:
        """Choose another need, group, class or unit; what is not named stays."""
        new = replace(self.wanted, **changed)
        if new != self.wanted:
            self.wanted = new
            self._show_choice()

    def show_year(self, year: int) -> None:
        """Show the needs of another year."""
        self.year = year
        self.reload()

    def show_view(self, number: int) -> None:
        """The profile, or units crossed with deprivations or causes."""
        self.bar.set_view(number)
        self.views.setCurrentIndex(number)
        if number and self.wanted.need not in self.units[number - 1].needs:
            self.choose(need=self.units[number - 1].needs[0])
        self._lay_out()
        self.focus_first()

    def _lay_out(self) -> None:
        """The profile stands beside the names, the wide tables above them."""
        wide = self.views.currentIndex() > 0
        self.halves.setOrientation(Qt.Orientation.Vertical if wide else Qt.Orientation.Horizontal)
        self.halves.setSizes([320, 260] if wide else [655, 587])
        self.cases.set_wide(wide=wide)

    def _other_half(self) -> None:
        if self.cases.view.hasFocus():
            self.focus_first()
        else:
            self.cases.view.setFocus()

    # Names --------------------------------------------------------------------------------------
    def _reader(self, after: After | None) -> Callable[[Db], Page]:
        wanted, year = self.wanted, self.look.year
        among = wanted.count(self.needs)
        return lambda db: needing.who(
            db, year, wanted.need, wanted.group, wanted.household_class, wanted.unit, after,
            among=among,
        )  # fmt: skip

    def _read_first(self) -> None:
        count = self.wanted.count(self.needs)
        title = self.wanted.title(self.names.get(self.wanted.unit, ""))
        self.desk.worker.run_latest(
            "needs-names", self._reader(None), lambda page: self.cases.show_page(page, title, count)
        )

    def _read_more(self, after: After) -> None:
        self.desk.worker.run_latest("needs-names", self._reader(after), self.cases.model.add)

    def _open(self, case: Case) -> None:
        self.desk.go("find" if self.is_upper else "households", case.uid)

    def record_measures(self) -> None:
        """Go to the plan of the next year with all households of the list."""
        wanted, year = self.wanted, self.look.year
        need = wanted.need.removeprefix("deprived:")
        against = (need,) if wanted.need.startswith(("deprived:", CAUSE)) else ()
        self.desk.worker.run(
            lambda db: needing.uids(
                db, year, wanted.need, wanted.group, wanted.household_class, wanted.unit
            ),
            lambda uids: self.desk.go(
                "plan", ("measures", {"uids": uids, "against": against, "year": year + 1})
            ),
        )

    # Papers -------------------------------------------------------------------------------------
    def _choose_file(self, kind: str, *, listed: bool = False) -> None:
        self.desk.worker.run(
            lambda db: needs_report.file_name(db, self.look.year, kind, listed=listed),
            lambda name: self._ask_where(kind, name, listed=listed),
        )

    def _ask_where(self, kind: str, name: str, *, listed: bool) -> None:
        start = str(recall_folder(FOLDER) / name)
        title = t("needs-excel") if kind == "xlsx" else t("needs-pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, title, start, f"*.{kind}")
        if chosen:
            self.save(kind, Path(chosen).with_suffix(f".{kind}"), listed=listed)

    def save(self, kind: str, path: Path, *, listed: bool = False) -> None:
        """Write the needs, or the list of names, as "pdf" or "xlsx"."""
        year, wanted, now, by = self.look.year, self.wanted, self.desk.now(), self.desk.by

        def job(db: Db) -> Path:
            if not listed:
                return needs_report.write(db, year, kind, path, wanted.unit, now=now, by=by)
            return needs_report.write_list(
                db, year, wanted.need, wanted.group, wanted.household_class, wanted.unit, kind, path,
                now=now, by=by,
            )  # fmt: skip

        remember(FOLDER, str(path.parent))
        self.desk.worker.run(job, self._on_written, failed=self._on_failed)

    def _on_written(self, path: Path) -> None:
        self.note.hide()
        self.desk.say(t("needs-saved", file=path.name))

    def _on_failed(self, error: AppError) -> None:
        self.note.say(t("needs-not-written"), sentence(error), "err")
        self.note.show()
