"""The page Vì sao?: one household after another, printed or saved as one A4 page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, Cancelled
from desktop.services import explaining
from desktop.services.changes import Changes, Tick
from desktop.services.explaining import Explained
from desktop.services.explaining_words import context
from desktop.services.reporting import ink
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.head_word import head_word
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.explain.answers import AnswersCard
from desktop.ui.pages.explain.side import ChangesCard, MarginsCard, OtherCard
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.raster import page_sizes
from desktop.ui.widgets import Button, EmptyState, JobBar, Note, PageHead, Text, body, scrolled

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOLDER = "folder/papers"
_CONCERNS = {"household", "review", "round", "package", "standard"}
_ANY = 16_777_215  # Qt's own "no limit"
_SIDE, _SIDE_WIDE, _WIDE_FROM, _NARROW_BELOW = 372, 420, 1600, 1000


class ExplainPage(Page):
    """`open_target` takes an ExplainTarget or a household's uid."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.target = ExplainTarget(uid="")
        self.other = ""
        self.told: Explained | None = None
        self._is_narrow = False
        self.answers, self.margins = AnswersCard(), MarginsCard()
        self.changes, self.others = ChangesCard(), OtherCard()
        self._build_head()
        self._build_body()
        self._add_keys()

    # Building ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        self.head = PageHead(t("page-explain"))
        self.job = JobBar(self.desk.worker)
        self.place = Text("", "small", "text2", figures=True)
        self.previous = Button("", icon="chevron-left", size="compact")
        self.following = Button("", icon="chevron-right", size="compact")
        self.previous.setAccessibleName(t("explain-previous"))
        self.previous.setToolTip(t("explain-previous"))
        self.following.setAccessibleName(t("explain-next"))
        self.following.setToolTip(t("explain-next"))
        self.more = Button(t("explain-more"), key="F3", size="compact")
        self.more.clicked.connect(self.toggle_side)
        self.more.hide()
        self.excel = Button(t("explain-excel"), icon="file-spreadsheet", key="Ctrl+E")
        self.pdf = Button(t("explain-pdf"), icon="file-type-pdf", key="Ctrl+S")
        self.print = Button(t("explain-print"), icon="printer", key="Ctrl+P", kind="primary")
        self.head.add(
            self.job, self.more, self.previous, self.place, self.following, self.excel, self.pdf,
            self.print,
        )  # fmt: skip
        self.previous.clicked.connect(lambda: self.step(-1))
        self.following.clicked.connect(lambda: self.step(1))
        self.excel.clicked.connect(lambda: self._choose_file("xlsx"))
        self.pdf.clicked.connect(lambda: self._choose_file("pdf"))
        self.print.clicked.connect(self._ask_printer)

    def _build_body(self) -> None:
        self.note = Note("err", "")
        self.note.hide()
        cards = QWidget()
        right = QVBoxLayout(cards)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.margins)
        right.addWidget(self.changes)
        right.addWidget(self.others)
        right.addStretch(1)
        self.side = scrolled(cards, ground="window")
        self.side.setAccessibleName(t("explain-more"))
        both = QWidget()
        both.setProperty("ground", "clear")
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.answers, 1)
        row.addWidget(self.side, 0)
        self.to_sheet = Button(t("explain-to-sheet"), icon="pencil", kind="primary")
        self.to_sheet.clicked.connect(lambda: self.desk.go("entry", self.target.uid))
        self.nothing = EmptyState("note", t("explain-nothing"), self.to_sheet)
        self.to_sheet.setVisible(not self.desk.office.is_upper)
        to_list = Button(t("explain-to-households"), icon="home", kind="primary")
        to_list.clicked.connect(lambda: self.desk.go(self._list_page))
        self.nobody = EmptyState("home", t("explain-nobody"), to_list)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.both = both
        for part in (self.nobody, self.nothing, both):
            self.stack.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)
        self.others.chosen.connect(self.compare_with)
        self._show_buttons()

    def _add_keys(self) -> None:
        for key, by in (("Left", -1), ("Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step(by))
        for key in ("Esc", "F6"):
            back = QShortcut(QKeySequence(key), self)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            back.activated.connect(self.go_back)

    @property
    def _list_page(self) -> str:
        return "find" if self.desk.office.is_upper else "households"

    # The contract of pages --------------------------------------------------------------------
    def reload(self) -> None:
        uid, year, other = self.target.uid, self.target.year or self.desk.year, self.other
        if not uid:
            self._show(None)
            return
        now = self.desk.now()
        self.desk.worker.run_latest(
            "explain",
            lambda db: explaining.explained(db, uid, year, other, now=now),
            self._show,
            failed=lambda error: self._tell(error, t("explain-not-written")),
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            target = ExplainTarget(uid=target)
        if isinstance(target, ExplainTarget):
            self.target = target
            self.note.hide()
            self.reload()

    def focus_first(self) -> None:
        if self.told is not None:
            self.answers.table.setFocus()
        elif self.stack.currentWidget() is self.nothing:
            self.to_sheet.setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            (t("explain-key-arrows"), t("explain-key-list")),
            ("Ctrl+P", t("explain-print")),
            ("Ctrl+S", t("explain-pdf")),
            ("Esc", t("explain-key-back")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_BELOW
        if is_narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_ANY)
        else:
            self.side.setFixedWidth(_SIDE_WIDE if self.width() >= _WIDE_FROM else _SIDE)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self.more.setVisible(is_narrow)
            self.excel.setVisible(not is_narrow)
            self.answers.show()
            self.side.setHidden(is_narrow)

    def toggle_side(self) -> None:
        """F3 in a narrow window: the cards at the right in the place of the answers, and back."""
        is_side = self.side.isHidden()
        self.side.setVisible(is_side)
        self.answers.setVisible(not is_side)
        (self.others.choice if is_side else self.answers.table).setFocus()

    # Showing ----------------------------------------------------------------------------------
    def _show(self, told: Explained | None) -> None:
        self.told = told
        if told is None:
            self.head.title.setText(t("page-explain"))
            self.head.set_context("")
            self.stack.setCurrentWidget(self.nothing if self.target.uid else self.nobody)
        else:
            self.head.title.setText(t("explain-title", name=head_word(told.household.head_name)))
            words = context(told)
            self.head.set_context(words[:1].upper() + words[1:])
            for card in (self.answers, self.margins, self.changes, self.others):
                card.show_told(told)
            self.stack.setCurrentWidget(self.both)
        self._show_buttons()

    def _show_buttons(self) -> None:
        uids, is_there = self.target.uids, self.told is not None
        at = uids.index(self.target.uid) if self.target.uid in uids else -1
        has_list = at >= 0 and len(uids) > 1
        for widget in (self.previous, self.place, self.following):
            widget.setVisible(has_list)
        self.place.setText(t("explain-position", at=at + 1, of=len(uids)) if has_list else "")
        self.previous.setEnabled(at > 0)
        self.following.setEnabled(at < len(uids) - 1)
        for button in (self.excel, self.pdf, self.print):
            button.setEnabled(is_there)

    # Acts -------------------------------------------------------------------------------------
    def step(self, by: int) -> None:
        """The household before or after, in the list that the page was opened from."""
        uids = self.target.uids
        if self.target.uid not in uids:
            return
        at = uids.index(self.target.uid) + by
        if 0 <= at < len(uids):
            more = self.target
            self.open_target(
                ExplainTarget(
                    uid=uids[at], uids=uids, year=more.year, back=more.back,
                    back_target=more.back_target,
                )
            )  # fmt: skip

    def compare_with(self, standard_id: str) -> None:
        """Score the same answers by another standard; it stays chosen for the next household."""
        self.other = standard_id
        self.reload()

    def go_back(self) -> None:
        """Where the page was opened from."""
        self.desk.go(self.target.back or self._list_page, self.target.back_target)

    def _choose_file(self, kind: str) -> None:
        if self.told is None:
            return
        start = str(recall_folder(FOLDER) / explaining.paper_name(self.told, kind))
        title = t("explain-excel") if kind == "xlsx" else t("explain-pdf")
        name, _ = QFileDialog.getSaveFileName(self, title, start, f"*.{kind}")
        if name:
            self.save(kind, Path(name).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write the page as "pdf" or "xlsx"."""
        told, now, by = self.told, self.desk.now(), self.desk.by
        if told is None:
            return
        remember(FOLDER, str(path.parent))
        self.desk.worker.run(
            lambda db: explaining.write_explanation(db, told, kind, path, now=now, by=by),
            lambda written: self._say(t("explain-saved", file=written.name)),
            failed=lambda error: self._tell(error, t("explain-not-written")),
        )

    def _ask_printer(self) -> None:
        told = self.told
        if told is None:
            return
        printer = printing.make_printer(
            Path(explaining.paper_name(told, "pdf")).stem, landscape=False
        )
        if printing.ask_printer(self, printer, 1):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the page on a printer that was chosen."""
        told, now, by = self.told, self.desk.now(), self.desk.by
        if told is None:
            return

        def job(db: Db, tick: Tick) -> int:
            pdf = ink(explaining.sheet_of(db, told, on=now.astimezone().date()), "pdf")
            count = printing.print_pages(printer, pdf, range(len(page_sizes(pdf))), tick)
            explaining.note_printed(db, told, count, now=now, by=by)
            return count

        self.job.run(
            job, lambda count: self._say(t("explain-printed", count=count)),
            failed=lambda error: self._tell(error, t("explain-not-printed")),
        )  # fmt: skip

    def _say(self, text: str) -> None:
        self.note.hide()
        self.desk.say(text)

    def _tell(self, error: AppError, failed: str) -> None:
        if isinstance(error, Cancelled):
            self._say(t("explain-stopped"))
            return
        self.note.say(failed, sentence(error), "err")
        self.note.show()
