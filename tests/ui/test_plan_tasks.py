"""The part "Nhiệm vụ": fill, keep, refuse, undo, mark done, attach by dropping, groups, both desks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.planning import Task, TaskProgress, TaskState, progress_uid
from desktop.errors import BranchNotMain
from desktop.services.planning import attaching, tasks
from desktop.store import plans
from desktop.store.connection import Db, close_book, writing
from desktop.ui.pages.plan.tasks import TasksPart
from desktop.ui.pages.plan.tasks.table import rows
from desktop.ui.rows_model import Heading, State
from tests.ui.small_books import BY, COMMUNE, NOW, PROVINCE, YEAR, desk_of, make_book, stray

D = datetime.date
PDF = b"%PDF-1.7\n%%EOF\n"


class Said:
    """What the status line was told, and the way back it offers."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.undo: object = None

    def __call__(self, text: str, undo: object = None) -> None:
        self.words.append(text)
        self.undo = undo

    def take_back(self) -> None:
        """Ctrl+Z of the window."""
        assert callable(self.undo)
        self.undo()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """A commune's book."""
    db = make_book(tmp_path / "xa.rasoat-book")
    yield db
    close_book(db)


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[Db]:
    """A province's book."""
    db = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    yield db
    close_book(db)


def opened(db: Db, qtbot: QtBot) -> tuple[TasksPart, Said]:
    """The part on the screen, as the page opens it."""
    desk = desk_of(db)
    desk.say = said = Said()
    part = TasksPart(desk)
    qtbot.addWidget(part)
    part.year = YEAR
    part.resize(1240, 640)
    part.show()
    part.reload()
    return part, said


def given(db: Db, title: str = "Họp giao ban", **what: object) -> Task:
    """A task in the book."""
    one = replace(tasks.blank(db, YEAR, "1"), title=title, **what)  # type: ignore[arg-type]
    tasks.keep(db, one, now=NOW, by=BY)
    return one


def of_book(db: Db) -> list[Task]:
    """The tasks as kept."""
    return list(plans.of_kind(db, Task))


def test_an_empty_year_says_what_to_do_first(book: Db, qtbot: QtBot) -> None:
    part, _ = opened(book, qtbot)
    assert part.empty.isVisible()
    assert not part.view.isVisible()
    part.begin.click()
    assert part.form.title.hasFocus() or part.side.has_task


def test_a_new_task_is_typed_and_kept_by_keys(book: Db, qtbot: QtBot) -> None:
    part, said = opened(book, qtbot)
    errors = stray(part.desk)
    QTest.keyClick(part, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    part.start_new()
    part.form.title.setPlainText("Ban hành kế hoạch giảm nghèo")
    part.form.who.setText("Văn phòng")
    part.form.deadline.setText("3112")
    assert part.keep()
    (one,) = of_book(book)
    assert (one.title, one.responsible, one.deadline) == (
        "Ban hành kế hoạch giảm nghèo", "Văn phòng", D(YEAR, 12, 31),
    )  # fmt: skip
    assert (one.group, one.office, one.set_by) == ("1", COMMUNE, COMMUNE)
    assert part.rows.rows[0].task == one
    assert not errors
    said.take_back()
    assert of_book(book) == []
    assert part.empty.isVisible()


def test_a_task_without_words_or_with_a_day_that_is_none_is_refused(book: Db, qtbot: QtBot) -> None:
    part, _ = opened(book, qtbot)
    part.start_new()
    part.form.who.setText("Văn phòng")
    assert not part.keep()
    assert part.note.isVisible()
    assert not part.may_leave()
    part.form.title.setPlainText("Họp")
    part.form.deadline.setText("31/13")
    assert not part.keep()
    assert part.form.deadline.property("bad") == "true"
    assert of_book(book) == []
    part.revert()
    assert part.may_leave()
    assert of_book(book) == []


def test_what_is_typed_is_kept_when_the_hand_goes_to_another_line(book: Db, qtbot: QtBot) -> None:
    given(book, "Một", deadline=D(YEAR, 1, 1))
    given(book, "Hai", deadline=D(YEAR, 2, 1))
    part, _ = opened(book, qtbot)
    part.form.note.setPlainText("Ghi thêm")
    part.view.choose_row(part.rows.row_of(lambda e: e.task.title == "Hai"))
    assert [e.note for e in of_book(book)] == ["Ghi thêm", ""]


def test_done_by_one_key_with_today_and_back(book: Db, qtbot: QtBot) -> None:
    one = given(book, deadline=D(YEAR, 12, 1))
    part, said = opened(book, qtbot)
    cell = part.rows.columns[2].show(part.rows.rows[0])
    assert cell == State("err", "Quá hạn 7 ngày")
    part.mark_done()
    held = plans.get(book, TaskProgress, progress_uid(one.uid, COMMUNE))
    assert held is not None
    assert (held.state, held.done_on) == (TaskState.DONE, D(2026, 12, 8))
    assert "Xong sau hạn 7 ngày." in " ".join(part.form.findings.words())
    assert "chưa có minh chứng" in " ".join(part.form.findings.words())
    said.take_back()
    assert plans.get(book, TaskProgress, progress_uid(one.uid, COMMUNE)) is None
    assert part.form.state.value() == "open"


def test_removing_is_undone_with_what_was_known(book: Db, qtbot: QtBot) -> None:
    given(book)
    part, said = opened(book, qtbot)
    part.form.evidence.setPlainText("Biên bản số 3")
    part.keep()
    part.remove()
    assert of_book(book) == []
    said.take_back()
    assert plans.of_kind(book, TaskProgress)[0].evidence == "Biên bản số 3"


def dropped(part: TasksPart, *paths: Path) -> None:
    """Let files go over the panel of evidence."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    part.form.files.dropEvent(event)


def test_files_are_dropped_saved_out_and_taken_off(book: Db, qtbot: QtBot, tmp_path: Path) -> None:
    given(book)
    part, said = opened(book, qtbot)
    good, bad = tmp_path / "bien_ban.pdf", tmp_path / "xem_ngay.pdf.exe"
    good.write_bytes(PDF)
    bad.write_bytes(b"MZ" + bytes(60))
    part.form.evidence.setPlainText("Đã họp")
    dropped(part, good, bad)
    (kept,) = part.form.files.files.rows
    assert (kept.name, kept.size) == ("bien_ban.pdf", len(PDF))
    assert plans.of_kind(book, TaskProgress)[0].evidence == "Đã họp"
    assert part.note.isVisible()
    part.reload()
    assert "xem_ngay.pdf.exe" in part.note.accessibleName()
    assert part.note.isVisible(), "what the window reloads after a change does not hide it"
    part.form.files.saved.emit(kept, tmp_path / "ra.pdf")
    assert (tmp_path / "ra.pdf").read_bytes() == PDF
    part.form.files.removed.emit(kept)
    assert part.form.files.files.rows == []
    said.take_back()
    assert attaching.content(book, part.form.files.files.rows[0]) == PDF


def test_a_file_for_a_new_task_keeps_the_task_first(book: Db, qtbot: QtBot, tmp_path: Path) -> None:
    part, _ = opened(book, qtbot)
    good = tmp_path / "a.pdf"
    good.write_bytes(PDF)
    part.start_new()
    dropped(part, good)
    assert of_book(book) == []
    assert part.note.isVisible()
    part.form.title.setPlainText("Họp thôn")
    dropped(part, good)
    assert len(of_book(book)) == 1
    assert len(part.form.files.files.rows) == 1


def test_of_a_task_from_above_only_progress_can_be_typed(book: Db, qtbot: QtBot) -> None:
    one = Task(
        uid="above", office=PROVINCE, set_by=PROVINCE, group="2", title="Báo cáo", year=YEAR,
        given_to=(COMMUNE,), deadline=D(YEAR, 12, 20),
    )  # fmt: skip
    with writing(book):
        plans.put(book, [one])
    part, _ = opened(book, qtbot)
    assert part.form.above.isVisible()
    assert part.form.title.isReadOnly()
    assert not part.form.group.isEnabled()
    assert not part.drop_it.isEnabled()
    assert part.form.reached.y() < part.form.ordered.y(), "what can be filled in stands first"
    part.form.evidence.setPlainText("BC số 5")
    part.mark_done()
    assert plans.of_kind(book, TaskProgress)[0].evidence == "BC số 5"
    assert of_book(book) == [one]
    part.remove()
    assert part.note.isVisible()
    assert of_book(book) == [one]


def test_the_upper_desk_gives_a_task_below_and_sees_who_has_done_it(
    upper: Db, qtbot: QtBot
) -> None:
    part, _ = opened(upper, qtbot)
    part.start_new()
    part.form.title.setPlainText("Lập kế hoạch của xã")
    part.form.deadline.setText("01/12/2026")
    given_to = part.form.given
    given_to.open.click()
    given_to.all.setFocus()
    qtbot.keyClick(given_to.all, Qt.Key.Key_Space)
    assert given_to.focusWidget() is given_to.all  # ticking all does not throw the cursor off
    count = len(given_to.value())
    assert count > 100
    part.keep()
    (one,) = of_book(upper)
    assert len(one.given_to) == count
    with writing(upper):
        plans.put(upper, [TaskProgress(
            uid=progress_uid(one.uid, COMMUNE), task_uid=one.uid, office=COMMUNE,
            state=TaskState.DONE, done_on=D(2026, 11, 20), evidence="KH số 9",
        )])  # fmt: skip
    part.reload()
    (line,) = part.rows.rows
    assert part.rows.columns[2].show(line) == (1, count)
    assert part.form.units.title.text() == f"1/{count} đơn vị đã xong, {count - 1} quá hạn"
    here = part.form.units.units.row_of(lambda u: u.code == COMMUNE)
    assert here == count - 1, "who is late stands first"
    part.form.units.view.choose_row(here)
    assert "KH số 9" in part.form.units.words.text()


def test_groups_are_completed_and_brought_back(book: Db, qtbot: QtBot) -> None:
    part, said = opened(book, qtbot)
    part.show_groups()
    part.groups.add_one.click()
    assert part.groups.rows[-1].number.value() == "3"
    part.groups.rows[-1].title.setPlainText("Huy động nguồn lực")
    part.groups.keep.click()
    assert [g.title for g in tasks.groups(book)][-1] == "Huy động nguồn lực"
    said.take_back()
    assert len(tasks.groups(book)) == 2


def test_last_years_open_tasks_are_copied_at_a_gesture(book: Db, qtbot: QtBot) -> None:
    one = replace(tasks.blank(book, YEAR - 1, "1"), title="Còn dở", deadline=D(YEAR - 1, 6, 1))
    tasks.keep(book, one, now=NOW, by=BY)
    part, said = opened(book, qtbot)
    assert part.copy.isVisible()
    part.copy.click()
    assert [e.task.title for e in part.rows.rows] == ["Còn dở"]
    assert not part.copy.isVisible()
    said.take_back()
    assert part.rows.rows == []


def test_the_filter_shows_late_ones_alone_under_their_group(book: Db, qtbot: QtBot) -> None:
    given(book, "Chậm", deadline=D(YEAR, 1, 1))
    given(book, "Chưa", deadline=D(YEAR, 12, 31))
    part, _ = opened(book, qtbot)
    part.open_target("late")
    assert [e.task.title for e in part.rows.rows] == ["Chậm"]
    assert isinstance(rows(part.rows.rows)[0], Heading)
    uid = next(e.uid for e in of_book(book) if e.title == "Chưa")
    part.open_target(uid)
    assert part.form.title.value() == "Chưa"


def test_the_tab_key_goes_through_the_form_as_it_is_read(book: Db, qtbot: QtBot) -> None:
    given(book)
    part, _ = opened(book, qtbot)
    form = part.form
    stops: list[QWidget] = []
    at: QWidget | None = form.title
    while at is not None and len(stops) < 60:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(part) and at.isEnabled():
            stops.append(at)
        at = at.nextInFocusChain()
    wanted = [
        form.title, form.group, form.who, form.deadline, form.year, form.note, form.state,
        form.evidence, form.files.add, part.side.keep_it, part.side.done_it, part.drop_it,
    ]  # fmt: skip
    assert [w for w in stops if w in wanted][: len(wanted)] == wanted


def test_what_could_not_be_written_stays_typed(
    book: Db, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(book, "Một", deadline=D(YEAR, 1, 1))
    given(book, "Hai", deadline=D(YEAR, 2, 1))
    part, _ = opened(book, qtbot)

    def refuse(*_: object, **__: object) -> None:
        raise BranchNotMain()

    monkeypatch.setattr(tasks, "keep", refuse)
    part.form.note.setPlainText("Ghi thêm")
    part.view.choose_row(part.rows.row_of(lambda e: e.task.title == "Hai"))
    assert part.form.title.value() == "Một"
    assert part.form.note.value() == "Ghi thêm"
    assert part.note.isVisible()
    assert part.view.record().task.title == "Một"
