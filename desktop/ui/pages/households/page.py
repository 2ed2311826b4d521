"""The page of the register: search row, class tabs, table, panel; forms in the panel's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.answer import Heard
from desktop.domain.household import Household
from desktop.errors import AppError
from desktop.services import (
    answering,
    columns,
    handing_over,
    happening,
    hearing,
    lending,
    registering,
)
from desktop.services.catalogue import shipped_standards
from desktop.services.changes import Changes
from desktop.services.registering import Line, Query, Whole
from desktop.store.branch import Loan
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.households.act_form import ActForm
from desktop.ui.pages.households.acts import RegisterActs
from desktop.ui.pages.households.chooser import ColumnChooser
from desktop.ui.pages.households.filters import FilterRow
from desktop.ui.pages.households.finder import Finder
from desktop.ui.pages.households.forms import AddForm
from desktop.ui.pages.households.frame import Frame, context, read_frame
from desktop.ui.pages.households.list_card import ListCard
from desktop.ui.pages.households.panel import HouseholdPanel
from desktop.ui.pages.households.register_columns import usual_widths
from desktop.ui.pages.households.side import Side
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.pages.households.ways import Way, add_keys, ways_of
from desktop.ui.widgets import Button, JobBar, Note, PageHead, body

_CONCERNS = ("household", "review", "round", "package", "findings", "answer", "measure")
_INTO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HouseholdsPage(Page):
    """Finds households and reads one; at the commune's desk it also adds them and acts on many."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_upper = desk.office.is_upper
        self._communes: dict[str, str] = {}
        self._villages: list[str] = []
        self._lent: Mapping[str, Loan] = {}
        self._uid = ""
        self._causes = {c.code: c.label for s in shipped_standards().values() for c in s.causes}
        self.ways = ways_of(desk)
        self.filters = FilterRow(is_upper=self.is_upper)
        self.card = ListCard(desk.year, self._communes if self.is_upper else None)
        self.panel = HouseholdPanel(desk.year, self.ways, editable=not self.is_upper)
        self.add_form, self.act_form, self.chooser = AddForm(), ActForm(), ColumnChooser()
        self.finder = Finder(
            self, desk, self.filters, self.card, uid=lambda: self._uid, on_query=self._on_query
        )
        self.job = JobBar(desk.worker)
        self.acts = RegisterActs(
            self, desk, self.act_form, self.job, ask=self.finder.query, marks=self.marks,
            filters=self.finder.in_words, columns=lambda: [c.id for c in self.card.view.shown()],
        )  # fmt: skip
        self._back: RegisterTarget | None = None
        self._build()
        self._connect()

    # Parts --------------------------------------------------------------------------------------
    def _build(self) -> None:
        title = t("page-find") if self.is_upper else t("page-households")
        self.head = PageHead(title)
        self.way_back = Button(t("communes-back"), icon="arrow-left", key="Esc", live=False)
        self.way_back.hide()
        self.head.add(self.job, self.way_back)
        if not self.is_upper:
            self.read = Button(t("households-read-list"), icon="file-spreadsheet")
            self.print = Button(t("households-print"), icon="printer", key="Ctrl+P")
            self.add = Button(t("households-add"), icon="plus", key="Ctrl+N", kind="primary")
            self._add_more()
            self.head.add(self.read, self.print, self.add)
        self._room = QWidget()
        self._room.setProperty("ground", "clear")
        row = QHBoxLayout(self._room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.card, 1)
        self.side = Side(self._room, row)
        for part in (self.panel, self.add_form, self.act_form, self.chooser):
            self.side.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(self._room, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _add_more(self) -> None:
        """A button for the pages about all households, where the desk has any."""
        ways = [way for way in self.ways if not way.of_household]
        self.more = Button("", icon="dots")
        self.more.setAccessibleName(t("households-more"))
        self.more.setToolTip(t("households-more"))
        self.more.setVisible(bool(ways))
        self.more_menu = menu = QMenu(self.more)
        for way in ways:
            word = f"{way.word}\t{way.key}" if way.key else way.word
            menu.addAction(word).triggered.connect(lambda _=False, way=way: self.follow(way))
        self.more.clicked.connect(
            lambda: menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        if ways:
            self.head.add(self.more)

    def _connect(self) -> None:
        self.filters.commune_changed.connect(self._read_villages)
        # Who asks for something else by hand is here by their own will.
        self.filters.changed.connect(lambda: self._come_from(None))
        self.way_back.clicked.connect(self._go_back)
        self.filters.search.installEventFilter(self)
        self.card.current.connect(self._on_current)
        self.card.opened.connect(lambda line: self._open_sheet(line.uid))
        self.card.drawer.clicked.connect(self.side.toggle)
        self.card.chooser.clicked.connect(self.choose_columns)
        self.chooser.changed.connect(self.finder.keep_columns)
        self.chooser.usual_wanted.connect(self._usual_columns)
        self.chooser.left.connect(self._leave_form)
        self.panel.way_wanted.connect(self.follow)
        self.panel.handed.wanted.connect(lambda: self.desk.go("hand-over", self._uid))
        add_keys(self, self.ways, self.follow)
        if self.is_upper:
            return
        self.read.clicked.connect(lambda _=False: self.desk.go("read-list"))
        self.print.clicked.connect(self.acts.ask_printer)
        self.add.clicked.connect(self._begin_add)
        self.panel.sheet_wanted.connect(lambda: self._open_sheet(self._uid))
        self.panel.withdrawn.connect(self._withdraw)
        self.add_form.wanted.connect(self._add)
        self.add_form.known.connect(self._show_one)
        self.add_form.left.connect(self._leave_form)
        self.card.act.clicked.connect(lambda: self.acts.open_menu(self.card.act))
        self.card.view.all_wanted.connect(self._mark_all)
        self.card.marks_only_wanted.connect(self._show_marked)
        self.panel.settled.connect(self._settle)
        self.acts.form_wanted.connect(lambda: self.side.open_with(self.act_form))
        self.acts.left.connect(self._leave_form)
        self.acts.look_at.connect(self._look_at)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        self.card.set_year(self.desk.year)
        self.panel.set_year(self.desk.year)
        self.finder.reload()
        is_upper = self.is_upper
        self.desk.worker.run_latest(
            "households-frame", lambda db: read_frame(db, is_upper=is_upper), self._show_frame
        )

    def on_changed(self, changes: Changes) -> bool:
        return any(name in changes for name in _CONCERNS)

    def focus_first(self) -> None:
        if self.side.currentWidget() is self.panel:
            self.filters.search.setFocus()

    def open_target(self, target: object) -> None:
        """A household's uid, to stand on in the list, or a RegisterTarget."""
        self._come_from(target if isinstance(target, RegisterTarget) and target.back else None)
        if isinstance(target, str):
            self._leave_form()
            self.finder.come_to(target)
        elif isinstance(target, RegisterTarget):
            self.finder.aim(target.shown)
            self.filters.show_target(target)
            self._leave_form()
            self.finder.search()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.side.fit(self.width())
        self.card.drawer.setVisible(self.side.is_drawer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        key = event.key() if pressed and isinstance(event, QKeyEvent) else 0
        if watched is self.filters.search and key in _INTO_TABLE:
            if key in _INTO_TABLE[2:]:
                self.filters.search.returnPressed.emit()
            self.card.view.setFocus()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc takes away what is there: what is searched for, the marks, the filters."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.filters.search.text():
            self.filters.drop_text()
            self.finder.come_to(self._uid)
        elif self.card.model.marks:
            self.card.model.clear_marks()
        elif self._back is not None:
            self._go_back()
        elif self.finder.is_held():
            self.finder.clear_filters()

    def _come_from(self, target: RegisterTarget | None) -> None:
        """Where Esc leads back to, for now."""
        self._back = target
        self.way_back.setVisible(target is not None)
        self.filters.clear_all.key = "" if target else "Esc"

    def _go_back(self) -> None:
        if self._back is not None:
            self.desk.go(self._back.back, self._back.back_target)

    # Searching ----------------------------------------------------------------------------------
    def _on_query(self, query: Query) -> None:
        self.panel.set_needle(query.text)

    def _show_everything(self) -> None:
        self.finder.show_everything()

    def _show_frame(self, frame: Frame) -> None:
        self._villages = frame.villages
        if self.is_upper:
            self._communes.update(frame.communes)
            self.filters.set_communes(frame.communes)
            self.card.view.viewport().update()
            self._show_whole(self.panel.whole)
        else:
            self.filters.set_villages(frame.villages)
        self.filters.set_groups(frame.groups)
        self.head.set_context(context(frame, self.desk.office))

    def _read_villages(self, commune: str) -> None:
        if not commune:
            self.filters.set_villages([])
            return
        self.desk.worker.run_latest(
            "households-villages",
            lambda db: registering.villages(db, commune),
            self.filters.set_villages,
        )

    # Columns, marks -----------------------------------------------------------------------------
    def choose_columns(self) -> None:
        """Open the list of columns beside the table."""
        self._fill_chooser(self.card.view.shown())
        self.side.open_with(self.chooser)
        self.chooser.list.setFocus()

    def _fill_chooser(self, shown: tuple[columns.Shown, ...]) -> None:
        offered = columns.offered(self.desk.office)
        self.chooser.show_columns(offered, shown, usual_widths(), self.desk.year)

    def _usual_columns(self) -> None:
        usual = columns.usual(self.desk.office)
        self.finder.keep_columns(usual)
        self._fill_chooser(usual)

    def marks(self) -> tuple[str, ...]:
        """The marked households, in the order of marking."""
        return tuple(self.card.model.marks)

    def _mark_all(self) -> None:
        query = self.finder.query()
        self.desk.worker.run(lambda db: registering.uids(db, query), self.card.model.mark)

    def _show_marked(self) -> None:
        self._look_at(self.marks(), t("households-among-marked"))

    def _look_at(self, uids: object, words: str) -> None:
        assert isinstance(uids, tuple)
        self.open_target(RegisterTarget(among=uids, among_word=words))

    # The panel ----------------------------------------------------------------------------------
    def _on_current(self, line: Line | None) -> None:
        """Keep the panel in step with the cursor."""
        if line is None:
            self._uid = ""
            self.panel.clear()
            return
        self._uid = line.uid
        self._read_whole(line.uid)

    def _read_whole(self, uid: str) -> None:
        self.panel.measures.look(self.desk, uid)
        if not self.is_upper:
            self.desk.worker.run_latest("households-lent", lending.lent, self._set_lent)
        self.desk.worker.run_latest(
            "households-whole", lambda db: registering.whole(db, uid), self._show_whole
        )
        if not self.is_upper:
            self.desk.worker.run_latest(
                "households-handed",
                lambda db: handing_over.of_household(db, uid),
                self.panel.handed.show_one,
            )
            self.desk.worker.run_latest(
                "households-said-of",
                lambda db: answering.of_household(db, uid),
                self.panel.show_said,
            )

    def _show_whole(self, whole: Whole | None) -> None:
        if whole is None:
            self.panel.clear()
            return
        line = self.card.view.record()
        # Who needs no sheet this year, or is gone, has none to be keyed.
        due = line is None or line.uid != whole.household.uid or line.sheet not in ("", "gone")
        self.panel.show_household(whole, self._place(whole.household), self._causes, due=due)

    def _set_lent(self, lent: Mapping[str, Loan]) -> None:
        self._lent = lent

    def _place(self, household: Household) -> str:
        commune = self._communes.get(household.commune_code, "")
        village = household.village
        if village in self._lent:
            village = t("branch-place", village=village)
        return ", ".join(word for word in (village, commune) if word)

    def _open_sheet(self, uid: str) -> None:
        if uid and not self.is_upper:
            self.desk.go("entry", uid)

    def follow(self, way: Way) -> None:
        """To another page, with the household under the cursor where it is about one."""
        if not way.of_household:
            self.desk.go(way.page_id)
        elif self._uid and way.page_id == "explain":
            among = tuple(line.uid for line in self.card.model.rows)
            self.desk.go("explain", ExplainTarget(uid=self._uid, uids=among))
        elif self._uid:
            self.desk.go(way.page_id, self._uid)

    def _show_one(self, uid: str) -> None:
        self.open_target(uid)
        self.card.view.setFocus()

    # Adding, taking back ------------------------------------------------------------------------
    def _begin_add(self) -> None:
        self.side.open_with(self.add_form)
        self.add_form.begin(self._villages, self.filters.village.value())

    def _leave_form(self) -> None:
        self.side.setCurrentWidget(self.panel)
        self.card.view.setFocus()

    def _add(self, village: str, name: str) -> None:
        """Add it, unless the village has a household of this name: then ask once."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        sure = self.add_form.is_confirmed()

        def job(db: Db) -> Household | list[Line]:
            known = [] if sure else registering.alike(db, village, name, year)
            return known or registering.add_household(db, village, name, now=now, by=by)

        self.desk.worker.run(job, self._on_added, failed=self._failed(self.add_form.say))

    def _on_added(self, result: Household | list[Line]) -> None:
        if isinstance(result, list):
            self.add_form.warn(result)
            return
        self._leave_form()
        self.desk.say(t("households-added", name=result.head_name, number=result.number))
        self._uid = result.uid
        self.desk.go("entry", result.uid)

    def _withdraw(self, event_uid: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: happening.withdraw(db, event_uid, now=now, by=by),
            lambda _: self.desk.say(t("households-withdrawn")),
        )

    def _settle(self, heard: Heard) -> None:
        """A remark of the office above was dealt with, or not after all."""
        now, by = self.desk.now(), self.desk.by
        verb = hearing.settle if heard.is_open else hearing.reopen
        self.desk.worker.run(lambda db: verb(db, heard.uid, now=now, by=by))

    def _failed(self, say: Callable[[Note], None]) -> Callable[[AppError], None]:
        return lambda error: say(Note("err", sentence(error)))
