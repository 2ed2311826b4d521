"""The part "Kiểm tra, giám sát": fill, keep, refuse, settle, undo, households and tasks picked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.plain_text import LONGEST_TEXT
from desktop.domain.planning import Visit
from desktop.services import registering
from desktop.services.planning import tasks, visits
from desktop.store import plans
from desktop.store.connection import Db, close_book
from desktop.ui.pages.plan.typed import Lines
from desktop.ui.pages.plan.visits import VisitsPart
from desktop.ui.rows_model import State
from desktop.ui.widgets import Field
from tests.ui.small_books import BY, COMMUNE, NOW, PROVINCE, YEAR, desk_of, make_book
from tests.ui.test_plan_tasks import Said

D = datetime.date


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """A commune's book with two households."""
    db = make_book(tmp_path / "xa.rasoat-book")
    for village, head in (("Nà Cọn", "Triệu Văn Kim"), ("Bản Phú", "Ma Văn Quý")):
        registering.add_household(db, village, head, now=NOW, by=BY)
    yield db
    close_book(db)


def opened(db: Db, qtbot: QtBot) -> tuple[VisitsPart, Said]:
    """The part on the screen."""
    desk = desk_of(db)
    desk.say = said = Said()
    part = VisitsPart(desk)
    qtbot.addWidget(part)
    part.year = YEAR
    part.resize(1240, 640)
    part.show()
    part.reload()
    return part, said


def kept(db: Db, on: datetime.date, **what: object) -> Visit:
    """A check in the book."""
    one = replace(visits.blank(db, on), who="Ban chỉ đạo", **what)  # type: ignore[arg-type]
    visits.keep(db, one, now=NOW, by=BY)
    return one


def of_book(db: Db) -> list[Visit]:
    """The checks as kept."""
    return list(plans.of_kind(db, Visit))


def test_a_check_is_typed_with_households_and_a_task_and_kept(book: Db, qtbot: QtBot) -> None:
    task = replace(tasks.blank(book, YEAR, "1"), title="Họp thôn")
    tasks.keep(book, task, now=NOW, by=BY)
    part, said = opened(book, qtbot)
    assert part.empty.isVisible()
    part.begin.click()
    form = part.form
    form.day.setText("05/12")
    form.who.setText("Đoàn giám sát HĐND xã")
    form.unit.set_value("Nà Cọn")
    form.about.finder.search("trieu")
    (line,) = form.about.finder.found.rows
    form.about.finder.picked.emit(line.uid)
    form.about.add_task(task.uid)
    form.found.setPlainText("Thiếu nước sạch")
    form.follow_up.setPlainText("Lắp bể")
    assert form.findings.words() == [
        "Có việc phải khắc phục nhưng chưa có hạn. Gõ ngày phải xong để được nhắc."
    ]
    form.due.setText("20/12/2026")
    assert form.findings.words() == []
    assert part.keep()
    (one,) = of_book(book)
    assert (one.happened_on, one.unit, one.due) == (D(2026, 12, 5), "Nà Cọn", D(2026, 12, 20))
    assert (one.household_uids, one.task_uids) == ((line.uid,), (task.uid,))
    assert [e.word for e in form.about.lines.rows] == ["0001 Triệu Văn Kim", "Họp thôn"]
    said.take_back()
    assert of_book(book) == []


def test_a_day_that_is_none_is_refused_and_nothing_is_lost(book: Db, qtbot: QtBot) -> None:
    part, _ = opened(book, qtbot)
    part.start_new()
    part.form.who.setText("Tổ công tác")
    part.form.due.setText("40/12")
    assert not part.keep()
    assert not part.may_leave()
    assert part.note.isVisible()
    assert part.form.who.value() == "Tổ công tác"
    part.form.due.setText("30/12")
    assert part.may_leave()
    assert of_book(book)[0].who == "Tổ công tác"


def test_overdue_ones_of_all_years_are_listed_and_settled_by_a_key(book: Db, qtbot: QtBot) -> None:
    kept(book, D(2025, 3, 1), follow_up="Cấp thẻ", due=D(2025, 4, 1))
    kept(book, D(2026, 11, 1), follow_up="Lắp bể", due=D(2026, 12, 1))
    kept(book, D(2026, 11, 2), follow_up="Làm nhà", due=D(2026, 12, 31))
    part, said = opened(book, qtbot)
    assert len(part.shown()) == 2
    part.open_target("due")
    assert [e.visit.follow_up for e in part.rows.rows] == ["Cấp thẻ", "Lắp bể", "Làm nhà"]
    part.open_target("overdue")
    cells = [part.rows.columns[-1].show(e) for e in part.rows.rows]
    assert cells == [State("err", "Quá hạn 616 ngày"), State("err", "Quá hạn 7 ngày")]
    part.view.choose_row(1)
    part.settle()
    settled = [v for v in of_book(book) if v.settled_on]
    assert [(v.follow_up, v.settled_on) for v in settled] == [("Lắp bể", D(2026, 12, 8))]
    assert len(part.rows.rows) == 1
    said.take_back()
    assert len(part.rows.rows) == 2


def test_a_household_that_is_not_there_is_said_and_taken_off(book: Db, qtbot: QtBot) -> None:
    home = registering.everyone(book)[0]
    kept(book, D(2026, 11, 1), household_uids=("nobody", home.uid))
    part, _ = opened(book, qtbot)
    assert "1 hộ của lần kiểm tra này không có trong sổ" in part.form.findings.words()[0]
    gone = next(e for e in part.form.about.lines.rows if e.uid == "nobody")
    part.form.about.take_off(gone)
    assert part.form.findings.words() == []
    part.keep()
    assert of_book(book)[0].household_uids == (home.uid,)


def test_removing_a_check_is_undone(book: Db, qtbot: QtBot) -> None:
    kept(book, D(2026, 11, 1), findings="Tốt")
    part, said = opened(book, qtbot)
    part.remove()
    assert of_book(book) == []
    said.take_back()
    assert of_book(book)[0].findings == "Tốt"


def test_nothing_due_is_said_where_nothing_is(book: Db, qtbot: QtBot) -> None:
    kept(book, D(2026, 11, 1), findings="Tốt")
    part, _ = opened(book, qtbot)
    part.open_target("overdue")
    assert part.nothing_due.isVisible()


def test_the_upper_desk_checks_communes(tmp_path: Path, qtbot: QtBot) -> None:
    db = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    part, _ = opened(db, qtbot)
    part.start_new()
    part.form.who.setText("Sở Nông nghiệp và Môi trường")
    part.form.unit.set_value(COMMUNE)
    part.keep()
    assert part.rows.rows[0].unit_name == "Xã Bình An"
    close_book(db)


def test_a_field_takes_no_more_signs_than_a_package_carries(qtbot: QtBot) -> None:
    field = Lines("Kết quả")
    qtbot.addWidget(field)
    field.setPlainText("ộ" * LONGEST_TEXT)
    field.insertPlainText("a")
    assert field.toPlainText() == "a" + "ộ" * (LONGEST_TEXT - 1)
    field.setPlainText("a" * (LONGEST_TEXT - 1) + "\U0001f600" * 3)
    assert field.toPlainText() == "a" * (LONGEST_TEXT - 1) + "\U0001f600"
    assert Field("a" * (LONGEST_TEXT + 1)).maxLength() == LONGEST_TEXT
