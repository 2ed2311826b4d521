"""The part "Biện pháp": recorded for one and for many, refused, changed, taken back; who escapes; results."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.planning import Measure, MeasureState
from desktop.services import registering
from desktop.services.planning import measure_kinds, measuring
from desktop.store import measures
from desktop.store.connection import Db, close_book, writing
from desktop.ui import fonts
from desktop.ui.page import Desk
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.pages.plan import PlanPage
from desktop.ui.pages.plan.measures import MeasuresPart
from desktop.ui.pages.plan.measures import page as page_module
from desktop.ui.pages.plan.measures.amount import AmountField
from tests.ui.small_books import PROVINCE, YEAR, desk_of, make_book, play, stray

PLAN = YEAR + 1


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """Five households, two rounds; in 2026 Kim and Páo are poor, Mùi, Quý, Sen near-poor or not."""
    db = make_book(tmp_path / "so.rasoat-book")
    play(db)
    yield db
    close_book(db)


class Shown:
    """The part in its page, what was said, where it wanted to go."""

    def __init__(self, qtbot: QtBot, desk: Desk, year: int = PLAN) -> None:
        self.said: list[tuple[str, Callable[[], None] | None]] = []
        self.went: list[tuple[str, object]] = []
        self.stray = stray(desk)
        desk.say = lambda text, undo=None: self.said.append((text, undo))
        desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        desk.year = year
        self.desk, self.qtbot = desk, qtbot
        self.page = PlanPage(desk)
        desk.worker.changed.connect(lambda _: self.page.reload())
        qtbot.addWidget(self.page)
        self.page.resize(1282, 700)
        self.page.show_part("measures")
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def part(self) -> MeasuresPart:
        part = self.page.part
        assert isinstance(part, MeasuresPart)
        return part

    def undo(self) -> None:
        back = self.said[-1][1]
        assert back is not None
        back()

    def heads(self) -> list[str]:
        return [line.home.head_name for line in self.part.table.shown() if line.home]


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, desk_of(book))
    yield made
    assert made.stray == []


def of(db: Db, head: str) -> str:
    return next(h.uid for h in registering.everyone(db) if h.head_name == head)


def kept(db: Db) -> list[Measure]:
    return measures.of_year(db, PLAN)


def record(shown: Shown, *uids: str, amount: str = "", **more: Any) -> None:
    """Fill the form and press its verb."""
    shown.part.begin_for(uids)
    form = shown.part.form
    form.kind.set_value(more.get("kind", "credit"))
    shown.qtbot.keyClicks(form.amount, amount)
    form.submit()


def test_without_measures_the_page_leads_to_those_who_need_one(shown: Shown) -> None:
    part = shown.part
    assert part.stack.currentWidget() is part.table
    assert part.table.stack.currentWidget() is part.table.empty
    shown.qtbot.keyClick(shown.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert part.stack.currentWidget() is part.without
    assert [h.head_name for h in part.without.shown()] == [
        "Lý A Páo", "Hoàng Thị Sen", "Triệu Văn Kim", "Bàn Thị Mùi",
    ]  # fmt: skip


def test_a_group_gets_a_measure_by_the_form_and_loses_it_by_undo(shown: Shown, book: Db) -> None:
    part = shown.part
    part.show_view("without")
    part.without.kind.set_value("poor")
    part.without.all.click()
    form = part.form
    assert form.isVisible()
    assert "2" in form.second.text()
    shown.qtbot.keyClicks(form.programme, "Vay von")
    shown.qtbot.keyClicks(form.amount, "50000000")
    assert form.amount.text() == "50.000.000"
    shown.qtbot.keyClick(form.amount, Qt.Key.Key_Return)
    assert {(m.amount, m.programme, m.year) for m in kept(book)} == {(50_000_000, "Vay von", PLAN)}
    assert not form.isVisible()
    assert part.words.children()
    assert sorted(shown.heads()) == ["Lý A Páo", "Triệu Văn Kim"]
    total = part.table.model.at(2)
    assert part.table.model.columns[4].show(total) == 100_000_000  # type: ignore[arg-type]
    shown.undo()
    assert kept(book) == []
    assert part.table.shown() == []


def test_nonsense_is_told_at_once_and_not_written(shown: Shown, book: Db) -> None:
    part = shown.part
    part.begin_for((of(book, "Lý A Páo"),))
    form = part.form
    form.starts_on.setText("02/06/2027")
    form.ends_on.setText("01/06/2027")
    form.plan_wanted.emit()
    assert not form.verb.isEnabled()
    assert any("trước ngày bắt đầu" in line for line in form.findings.words())
    form.submit()
    assert kept(book) == []
    form.ends_on.setText("30/06/2027")
    form.plan_wanted.emit()
    assert form.verb.isEnabled()
    form.submit()
    assert len(kept(book)) == 1


def test_a_field_that_cannot_be_read_holds_the_verb_and_the_cursor(shown: Shown, book: Db) -> None:
    part = shown.part
    part.begin_for((of(book, "Lý A Páo"),))
    part.form.amount.setText("năm triệu")
    part.form.submit()
    assert kept(book) == []
    assert part.form.amount.property("bad") == "true"
    assert part.form.amount.hasFocus()


def test_those_of_a_group_that_are_odd_can_be_left_out(shown: Shown, book: Db) -> None:
    record(shown, of(book, "Lý A Páo"))
    part = shown.part
    part.begin_for((of(book, "Lý A Páo"), of(book, "Triệu Văn Kim")))
    part.form.kind.set_value("credit")
    part.form.plan_wanted.emit()
    assert any("cùng loại" in line for line in part.form.findings.words())
    part.form.without_wanted.emit((of(book, "Lý A Páo"),))
    assert part.form.findings.words() == []
    part.form.submit()
    assert sorted(m.household_uid for m in kept(book)) == sorted(
        [of(book, "Lý A Páo"), of(book, "Triệu Văn Kim")]
    )


def test_a_measure_is_changed_in_the_form(shown: Shown, book: Db) -> None:
    record(shown, of(book, "Lý A Páo"), amount="6000000")
    part = shown.part
    part.show_view("measures")
    part.table.view.choose_row(0)
    shown.qtbot.keyClick(part.table.view, Qt.Key.Key_Return)
    form = part.form
    assert form.amount.text() == "6.000.000"
    form.state.set_value("done")
    form.state.chosen.emit("done")
    form.submit()
    [measure] = kept(book)
    assert (measure.state, measure.ends_on) == (MeasureState.DONE, shown.desk.now().date())
    shown.undo()
    assert kept(book)[0].state is MeasureState.PLANNED


def test_the_foot_changes_a_group_or_all_that_are_shown(shown: Shown, book: Db) -> None:
    record(shown, of(book, "Lý A Páo"), of(book, "Triệu Văn Kim"))
    record(shown, of(book, "Bàn Thị Mùi"), kind="health")
    table = shown.part.table
    shown.part.show_view("measures")
    table.view.choose_row(table.model.row_of(lambda r: getattr(r, "kind_name", "") == "Vay vốn tín dụng"))  # fmt: skip
    assert table.scope.value() == "one", "one is meant until another is chosen"
    table.scope.set_value("group")
    table.buttons[1].click()
    assert sorted((m.kind, m.state) for m in kept(book)) == [
        ("credit", "done"), ("credit", "done"), ("health", "planned"),
    ]  # fmt: skip
    shown.undo()
    table.kind.set_value("health")
    table.scope.set_value("shown")
    table.buttons[0].click()
    assert {(m.kind, m.state) for m in kept(book)} == {
        ("credit", "planned"), ("health", "under_way"),
    }  # fmt: skip


def test_the_foot_shows_how_many_it_changes_and_has_keys(shown: Shown, book: Db) -> None:
    record(shown, of(book, "Lý A Páo"), of(book, "Triệu Văn Kim"))
    table = shown.part.table
    shown.part.show_view("measures")
    table.view.choose_row(0)
    for scope in ("one", "group", "shown"):
        table.scope.set_value(scope)
        needed = fonts.text_width(table.scope.currentText(), "body")
        assert table.scope.width() >= needed + 40, table.scope.currentText()
    table.view.setFocus()
    shown.qtbot.keyClick(table.view, Qt.Key.Key_F9)
    assert {m.state for m in kept(book)} == {MeasureState.DONE}


def test_delete_takes_the_one_under_the_cursor_and_undo_brings_it_back(
    shown: Shown, book: Db
) -> None:
    record(shown, of(book, "Lý A Páo"), of(book, "Triệu Văn Kim"))
    table = shown.part.table
    table.view.setFocus()
    table.view.choose_row(0)
    shown.qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert len(kept(book)) == 1
    shown.undo()
    assert len(kept(book)) == 2


def test_what_is_typed_is_not_lost_by_going_elsewhere(
    shown: Shown, book: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = shown.part
    part.begin_for((of(book, "Lý A Páo"),))
    part.form.programme.setText("Xóa nhà tạm")
    asked: list[str] = []
    monkeypatch.setattr(page_module, "ask", lambda _p, question, *_: asked.append(question))
    shown.page.show_year(PLAN + 1)
    assert (len(asked), shown.page.year, part.form.programme.text()) == (1, PLAN, "Xóa nhà tạm")
    monkeypatch.setattr(page_module, "ask", lambda *_: True)
    shown.page.show_year(PLAN + 1)
    assert shown.page.year == PLAN + 1


def test_the_poor_are_registered_by_space_and_in_bulk(shown: Shown, book: Db) -> None:
    part = shown.part
    part.show_view("escapes")
    assert [h.head_name for h in part.escapes.shown()] == ["Lý A Páo", "Triệu Văn Kim"]
    part.escapes.view.setFocus()
    part.escapes.view.choose_row(1)
    shown.qtbot.keyClick(part.escapes.view, Qt.Key.Key_Space)
    assert [e.household_uid for e in measures.escapes(book, PLAN)] == [of(book, "Triệu Văn Kim")]
    part.escapes.all.click()
    assert len(measures.escapes(book, PLAN)) == 2
    assert "2 trên 2" in part.escapes.words.text()
    part.escapes.second.click()
    assert measures.escapes(book, PLAN) == []
    shown.undo()
    assert len(measures.escapes(book, PLAN)) == 2


def test_another_page_opens_the_form_for_its_households(shown: Shown, book: Db) -> None:
    uids = (of(book, "Lý A Páo"), of(book, "Ma Văn Quý"))
    target = {"uids": uids, "against": ("housing_quality",), "year": PLAN + 1}
    shown.page.open_target(("measures", target))
    form = shown.part.form
    assert shown.page.year == PLAN + 1
    assert (form.uids, form.ticked(), form.kind.value()) == (uids, ("housing_quality",), "housing")
    shown.page.open_target(("measures", {"uids": uids, "escape": True, "year": PLAN}))
    said = shown.part.escape_form.lines.text()
    assert "Đăng ký 1 hộ." in said
    assert "1 hộ không nghèo theo kết quả rà soát năm 2026" in said
    shown.part.escape_form.verb.click()
    assert len(measures.escapes(book, PLAN)) == 1
    shown.page.open_target(("measures", {"uids": uids, "escape": True, "year": PLAN}))
    said = shown.part.escape_form.lines.text()
    assert said.startswith("1 hộ đã đăng ký. 1 hộ không nghèo")


def test_results_tell_with_from_without_by_name(qtbot: QtBot, book: Db) -> None:
    with writing(book):
        measures.put(
            book,
            [
                Measure(
                    uid="m", household_uid=of(book, "Bàn Thị Mùi"), commune_code="02296", year=YEAR,
                    kind="job", state=MeasureState.DONE, against=("dependants",),
                )
            ],
        )  # fmt: skip
    shown = Shown(qtbot, desk_of(book), YEAR)
    results = shown.part.results
    shown.part.show_view("results")
    rows = {row.name: row.fate for row in results.model.rows}
    # 2025 → 2026: Kim 4 → 4, Mùi 3 → 1, Quý 1 → 1, Sen 2 → 2 of the twelve in their order.
    assert rows["Người phụ thuộc trong hộ gia đình"].gone_with == 1
    assert rows["Người phụ thuộc trong hộ gia đình"].stayed_without == 2
    assert rows["Dinh dưỡng"].gone_without == 1
    at = results.model.row_of(lambda row: row.code == "dependants")
    results.view.choose_row(at)
    assert [c.head_name for c in results.cases.rows] == [
        "Hoàng Thị Sen", "Triệu Văn Kim", "Bàn Thị Mùi",
    ]  # fmt: skip
    results.aid.set_value("with")
    assert [c.head_name for c in results.cases.rows] == ["Bàn Thị Mùi"]
    assert "1/1" in results.bars.accessibleName()
    assert shown.stray == []


def test_kinds_are_added_renamed_and_hidden_with_undo(shown: Shown, book: Db) -> None:
    part = shown.part
    part.edit_kinds.click()
    qtbot = shown.qtbot
    part.kinds.name.setText("Giống cây trồng")
    qtbot.keyClick(part.kinds.name, Qt.Key.Key_Return)
    assert "Giống cây trồng" in measure_kinds.names(book).values()
    item = part.kinds.list.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert "health" not in {k.code for k in measure_kinds.kinds(book)}
    shown.undo()
    assert "health" in {k.code for k in measure_kinds.kinds(book)}
    part.kinds.list.item(1).setText("Học hành")
    assert measure_kinds.names(book)["education"] == "Học hành"


def test_the_register_sends_its_households_to_the_plan(qtbot: QtBot, book: Db) -> None:
    desk = desk_of(book)
    went: list[tuple[str, Any]] = []
    desk.go = lambda page_id, target=None: went.append((page_id, target))
    page = HouseholdsPage(desk)
    qtbot.addWidget(page)
    page.reload()
    page.acts.begin_measure()
    [(page_id, (part, target))] = went
    assert (page_id, part, target["year"], len(target["uids"])) == ("plan", "measures", YEAR, 5)
    now, by = desk.now(), desk.by
    wish = measuring.MeasureWish(year=YEAR, uids=(of(book, "Lý A Páo"),), kind="housing", amount=60_000_000)  # fmt: skip
    measuring.do(book, measuring.plan(book, wish, today=now.date()), now=now, by=by)
    page.card.view.choose_row(page.card.model.row_of(lambda r: r.head_name == "Lý A Páo"))
    block = page.panel.measures
    assert block.story is not None
    assert [m.amount for m in block.story.measures] == [60_000_000]
    block.add.click()
    assert went[-1] == ("plan", ("measures", {"uids": (of(book, "Lý A Páo"),), "year": YEAR}))


def test_what_cannot_be_done_yet_stays_and_is_told(shown: Shown, book: Db) -> None:
    record(shown, of(book, "Lý A Páo"), of(book, "Triệu Văn Kim"))
    first = kept(book)[0]
    later = replace(first, starts_on=shown.desk.now().date() + datetime.timedelta(9))
    now, by = shown.desk.now(), shown.desk.by
    measuring.change(book, [later], now=now, by=by)
    shown.part.deeds.set_state([m.uid for m in kept(book)], "done")
    assert sorted(m.state for m in kept(book)) == ["done", "planned"]
    assert "1 biện pháp không đổi" in shown.said[-1][0]


def test_the_history_says_the_measure_in_words(qtbot: QtBot, book: Db) -> None:
    desk = desk_of(book)
    uid = of(book, "Lý A Páo")
    wish = measuring.MeasureWish(year=PLAN, uids=(uid,), kind="housing", amount=60_000_000)
    now, by = desk.now(), desk.by
    measuring.do(book, measuring.plan(book, wish, today=now.date()), now=now, by=by)
    page = HistoryPage(desk)
    qtbot.addWidget(page)
    page.open_target(uid)
    said = [page._details(p) for p in page.passages.rows if p.act]
    assert "Kế hoạch 2027: Nhà ở; 60.000.000 đồng; dự kiến" in said


def test_an_upper_desk_sees_units_and_their_lists_and_changes_nothing(
    qtbot: QtBot, book: Db, tmp_path: Path
) -> None:
    upper = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    uid = of(book, "Lý A Páo")
    homes = [replace(h, members=()) for h in registering.everyone(book) if h.uid == uid]
    from desktop.store import households

    with writing(upper):
        households.put(upper, homes)
        measures.put(
            upper,
            [
                Measure(
                    uid="m", household_uid=uid, commune_code="02296", year=PLAN, kind="housing",
                    amount=60_000_000,
                )
            ],
        )  # fmt: skip
    shown = Shown(qtbot, desk_of(upper))
    part = shown.part
    assert part.buttons == ()
    assert [s.amount for s in part.units.model.rows] == [60_000_000]
    part.units.view.choose_row(0)
    qtbot.keyClick(part.units.view, Qt.Key.Key_Return)
    assert (part.commune, len(part.table.shown())) == ("02296", 1)
    assert part.table.buttons == []
    qtbot.keyClick(part.table.view, Qt.Key.Key_Delete)
    assert len(measures.of_year(upper)) == 1
    qtbot.keyClick(part.table.view, Qt.Key.Key_Escape)
    assert (part.commune, part.stack.currentWidget()) == ("", part.units)
    assert shown.stray == []
    close_book(upper)


@pytest.mark.parametrize(
    ("typed", "text", "amount"),
    [
        ("30000000", "30.000.000", 30_000_000), ("1.5", "15", 15), ("0", "0", 0),
        ("-5", "−5", -5), ("triệu", "triệu", None), ("", "", None),
    ],
)  # fmt: skip
def test_amounts_get_their_dots(qtbot: QtBot, typed: str, text: str, amount: int | None) -> None:
    field = AmountField("đồng")
    qtbot.addWidget(field)
    for char in typed:
        field.insert(char)
        field.textEdited.emit(field.text())
    assert (field.text(), field.amount()) == (text, amount)


def test_a_figure_typed_in_the_middle_leaves_the_cursor_there(qtbot: QtBot) -> None:
    field = AmountField("đồng")
    qtbot.addWidget(field)
    field.set_amount(1_234_567)
    field.setCursorPosition(3)
    qtbot.keyClicks(field, "9")
    assert (field.text(), field.cursorPosition()) == ("12.934.567", 4)
