"""Gửi kế hoạch: what of the plan goes up, checked as the office above would, by which road; what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.errors import AppError, PackageKindWrong
from desktop.services import examining, hearing, mailing
from desktop.services.changes import Changes, Tick
from desktop.services.checking import Check
from desktop.services.mailing import Box
from desktop.services.planning import plan_answer, sending_plan
from desktop.services.planning.sending_plan import Going, PackedPlan
from desktop.services.taken import Taken
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.dates import written_moment
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.checks import ChecksCard
from desktop.ui.pages.exchange.first import FirstCard
from desktop.ui.pages.exchange.incoming import dropped
from desktop.ui.pages.exchange.layout import Cards
from desktop.ui.pages.exchange.mail_road import MailHand
from desktop.ui.pages.exchange.plan_cards import PlanCard, PlanHistory
from desktop.ui.pages.exchange.roads import RoadsCard
from desktop.ui.pages.exchange.written_note import WrittenNote, what_next
from desktop.ui.volumes import show_size
from desktop.ui.widgets import Button, PageHead, ask, body, scrolled

FOLDER = "folder/received"
NARROW_BELOW = 1000
_CONCERNS = {"package", "card", "plan", "measure", "household", "review", "setting", "mail"}


@dataclass(frozen=True, slots=True)
class _Seen:
    going: Going
    sent: list[Package]
    box: Box


@dataclass(frozen=True, slots=True)
class _Noted:
    """What became of a receipt, and whether it answers a plan or a report."""

    taken: Taken
    is_plan: bool

    @property
    def changes(self) -> Changes:
        return self.taken.changes


class SendPlanPage(Page):
    """Reached from Gửi – nhận and from the plan; a receipt that came is its target."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.going: Going | None = None
        self._narrow = False
        self.setAcceptDrops(True)
        self._build_head()
        self._build_cards()
        self.mail = MailHand(desk, self)
        self.mail.told.connect(self.note.tell)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self._main, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _build_head(self) -> None:
        office = self.desk.office
        words = t("plan-road-context", office=office.name, upper=office.upper_name)
        self.head = PageHead(t("page-send-plan"), words)
        self.open_button = Button(t("plan-road-open"), icon="package-import", key="Ctrl+O")
        self.open_button.clicked.connect(self._choose)
        self.plan_button = Button(t("plan-road-to-plan"), icon="target-arrow")
        self.plan_button.clicked.connect(lambda: self.desk.go("plan"))
        self.back = Button(t("onward-back"), icon="arrow-left", key="Esc", live=False)
        self.back.clicked.connect(lambda: self.desk.go("exchange"))
        self.head.add(self.plan_button, self.open_button, self.back)
        self.note = WrittenNote()

    def _build_cards(self) -> None:
        desk = self.desk
        self.plan_card = PlanCard(is_upper=desk.office.is_upper)
        self.plan_card.files_changed.connect(self.reload)
        self.checks_card = ChecksCard(desk.office)
        self.checks_card.again.connect(self.check)
        self.checks_card.mend.connect(lambda _: desk.go("cards"))
        self.roads_card = RoadsCard(desk)
        self.roads_card.wanted.connect(self._on_seal)
        self.first_card = FirstCard(desk.office.upper_name)
        self.first_card.button.clicked.connect(lambda: desk.go("cards"))
        self.history = PlanHistory()
        inside = QWidget()
        self._cards = Cards(
            inside, (self.plan_card, self.checks_card), (self.roads_card, self.first_card),
            self.history,
        )  # fmt: skip
        self._cards.arrange(is_narrow=False)
        self._main = scrolled(inside, ground="window")
        self._main.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._cards.arrange(is_narrow=is_narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.desk.go("exchange")
            return
        super().keyPressEvent(event)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        files = self.plan_card.with_files

        def read(db: Db) -> _Seen:
            going = sending_plan.going(db, files=files)
            return _Seen(going, sending_plan.history(db), mailing.box(db))

        self.desk.worker.run_latest("send-plan", read, self._show, failed=self.note.refused)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        may = self.roads_card.button.isVisible() and self.roads_card.button.isEnabled()
        (self.roads_card.button if may else self.open_button).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.note_receipt(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+Enter", t("plan-road-seal")), ("Ctrl+O", t("plan-road-open")),
            ("Esc", t("onward-back")),
        )  # fmt: skip

    def _show(self, seen: _Seen) -> None:
        self.going = seen.going
        has_key = seen.going.trusted_at is not None
        self.roads_card.setVisible(has_key)
        self.first_card.setVisible(not has_key)
        self.roads_card.show_box(seen.box)
        self.plan_card.show_going(seen.going)
        self.history.show_sent(seen.sent)
        self.check()

    def check(self) -> None:
        """Look at the plan as the office above would."""
        files, now = self.plan_card.with_files, self.desk.now()
        self.roads_card.set_may_seal(may=False)
        self.desk.worker.run_latest(
            "send-plan-checks", lambda db: sending_plan.checks(db, files=files, now=now),
            self._show_checks, failed=self.note.refused,
        )  # fmt: skip

    def _show_checks(self, checks: Sequence[Check]) -> None:
        now, going = self.desk.now(), self.going
        self.checks_card.show_checks(checks, written_moment(now, now))
        if going is None:
            return
        opens = next(c for c in checks if c.code == "opens")
        found = opens.details.get("size")
        size = found if isinstance(found, int) else 0
        office, year = self.desk.office, str(now.astimezone().year)
        words = ["luyen-tap"] if office.practice else []
        words += [t("package-file-plan"), office.code, year, f"{going.number:04d}"]
        name = "_".join(words)
        said = t("exchange-file-size", file=name, size=show_size(size)) if size else ""
        is_something = not going.is_empty or going.previous is not None
        may = going.trusted_at is not None and opens.state == "ok" and is_something
        self.roads_card.set_may_seal(may, said if is_something else t("plan-road-nothing"), size)

    # Sealing ------------------------------------------------------------------------------------
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
        """Seal the plan, write it, read it back; by letter it goes on to the outbox or a draft."""
        assert self.going is not None
        to, now, by = self.going.to, self.desk.now(), self.desk.by
        files, goes_out = self.plan_card.with_files, self.roads_card.goes_out
        by_mail, sends = self.roads_card.by_mail, self.roads_card.mail_road.sends
        self.note.hide()

        def job(db: Db, tick: Tick) -> PackedPlan:
            return sending_plan.pack(db, to, folder, files=files, now=now, by=by, tick=tick)

        self.roads_card.job.run(
            job,
            lambda packed: (
                self.mail.take(packed.path, sends=sends)
                if by_mail
                else self._sealed(packed, goes_out=goes_out)
            ),
            failed=self._not_sealed,
        )

    def _sealed(self, packed: PackedPlan, *, goes_out: bool) -> None:
        after = what_next(goes_out=goes_out)
        first = t("plan-road-written", number=str(packed.number), next=after)
        self.note.sealed(first, packed.path, packed.size, goes_out=goes_out)

    def _not_sealed(self, error: AppError) -> None:
        self.note.not_sealed(t("plan-road-not-written"), error)

    # Receipts -----------------------------------------------------------------------------------
    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, t("plan-road-open"), str(recall_folder(FOLDER)), t("exchange-package-filter")
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.note_receipt(Path(name))

    def note_receipt(self, path: Path) -> None:
        """Note the receipt in a file beside the plan that it answers; what else it is is told."""
        now, by = self.desk.now(), self.desk.by

        def job(db: Db) -> _Noted:
            seen = examining.look(db, examining.files_in([path])[-1])
            if seen.refusal is not None:
                raise seen.refusal
            if seen.state != "receipt":
                kind = seen.header.letter.kind if seen.header else ""
                raise PackageKindWrong(path=path.name, kind=t(f"package-kind-{kind}"))
            is_plan = plan_answer.is_of_plan(db, seen)
            return _Noted(hearing.take_receipt(db, seen, now=now, by=by), is_plan)

        self.desk.worker.run(job, self._noted, failed=self.note.refused)

    def _noted(self, noted: _Noted) -> None:
        taken = noted.taken
        if taken.refusal is not None:
            self.note.refused(taken.refusal)
            return
        if taken.verdict == examining.KNOWN:
            self.note.tell("info", t("exchange-noted-before"))
            return
        key = "plan-road-noted" if noted.is_plan else "exchange-noted"
        self.note.tell("info", t(key, number=str(taken.number)), taken.note)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        if paths := dropped(event):
            event.acceptProposedAction()
            self.note_receipt(paths[0])
