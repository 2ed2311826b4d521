"""The settings page shows, keeps, refuses; what it changes is true at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.paper_words import (
    POSTING_COLUMNS,
    POSTING_DEFAULT,
    PaperId,
    PaperWords,
)
from desktop.domain.unit import Area
from desktop.errors import WrongPassphrase
from desktop.services import ethnic_columns, papering, reviewing, tabling, upkeep
from desktop.services.entering import Particulars, particulars
from desktop.services.wording import PARTS
from desktop.store.connection import Db
from desktop.ui import memory, theme
from desktop.ui.app import set_theme
from desktop.ui.pages.point_table import PointTablePage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.widgets import Text
from tests.point_tables import sound
from tests.ui.hands import NOW, PHRASE, Hands, hands, make_book

T = TypeVar("T")
NEW = "song trong hon xua"
BOOK = "2025_02296.rasoat-book"


@pytest.fixture
def at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hands]:
    """A commune's book on its settings page."""
    made = hands(qtbot, monkeypatch, tmp_path, pages=True)
    path = made.data / "so" / BOOK
    make_book(path)
    made.program.open(path, PHRASE)
    made.main.go("settings")
    yield made
    made.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_theme(app, "light", practice=False)


def _page(at: Hands) -> SettingsPage:
    page = at.main.page
    assert isinstance(page, SettingsPage)
    return page


def _in_book(at: Hands, job: Callable[[Db], T]) -> T:
    seen: list[T] = []
    at.main.desk.worker.run(job, seen.append)
    return seen[0]


def _kept(at: Hands) -> Particulars:
    return _in_book(at, particulars)


def test_the_facts_of_office_and_book_are_there(at: Hands) -> None:
    words = " | ".join(text.text() for text in _page(at).office.findChildren(Text))
    for part in ("Xã Bình An", "02296, danh mục 2025", "140 điểm", "UBND tỉnh Tuyên Quang", BOOK):
        assert part in words


def test_the_columns_of_7_9_are_shown_kept_and_refused(at: Hands) -> None:
    papers = _page(at).papers
    assert papers.groups.text() == "Tày, Dao, Sán Chay (Cao Lan), Nùng, Mông, Sán Dìu"
    assert not papers.save.isEnabled()
    papers.groups.setText("Tày, Mán Đỏ")
    papers.save.click()
    assert "Mán Đỏ" in papers.told.words()
    assert papers.groups.text() == "Tày, Mán Đỏ", "what was typed stays to be mended"
    papers.groups.setText("Tày, Mông")
    papers.save.click()
    assert papers.told.words() == ""
    assert _in_book(at, ethnic_columns.groups) == ("Tày", "HMông")
    assert not papers.save.isEnabled()
    papers.groups.setText("")
    papers.save.click()
    assert papers.groups.text().startswith("Tày, Dao"), "the default is shown again"


def test_user_and_signatory_are_kept_and_the_desk_knows(at: Hands) -> None:
    people = _page(at).people
    assert people.user.text() == "Nong Thi Yen"
    assert not people.save.isEnabled()
    people.user.setText("Hoang Thi Sen")
    people.foot.name.setText("Ma Van Quy")
    people.foot.post.setText("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")
    people.save.click()
    kept = _kept(at)
    assert kept.entrance.user == "Hoang Thi Sen"
    assert kept.signatory.name == "Ma Van Quy"
    assert kept.signatory.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert at.main.desk.by == "Hoang Thi Sen"


def test_leaving_keeps_what_was_typed(at: Hands) -> None:
    _page(at).people.foot.place.setText("Lam Binh")
    at.main.go("overview")
    assert _kept(at).signatory.place == "Lam Binh"


def test_a_book_keeps_its_user(at: Hands) -> None:
    people = _page(at).people
    people.user.setText(" ")
    people.keep()
    assert people.user.property("bad") == "true"
    assert _kept(at).entrance.user == "Nong Thi Yen"


def test_a_theme_is_put_on_at_once_and_remembered(at: Hands) -> None:
    look = _page(at).look.theme
    look.set_index(1)
    look.chosen.emit(1)
    assert theme.current().name == "dark"
    assert memory.theme() == "dark"


def test_a_copy_is_made_tried_and_remembered(at: Hands, tmp_path: Path) -> None:
    card = _page(at).backup
    assert card.last.accessibleName() == "Chưa sao lưu lần nào"
    card.folder.setText(str(tmp_path / "usb"))
    card.copy.click()
    (made,) = (tmp_path / "usb").iterdir()
    assert made.name in card.told.words()
    assert card.last.accessibleName() == f"Lần cuối: {NOW.astimezone():%H:%M}"
    upkeep.close_book(upkeep.open_book(made, passphrase=PHRASE))
    assert memory.recall("folder/backup") == str(tmp_path / "usb")


def test_a_copy_that_cannot_be_written_is_told_in_the_card(at: Hands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    card = _page(at).backup
    card.folder.setText(str(tmp_path / "file" / "under"))
    card.copy.click()
    assert card.told.words()
    assert card.copy.isEnabled()


def test_a_sound_book_is_told_sound(at: Hands) -> None:
    _page(at).backup.check.click()
    assert "nguyên vẹn" in _page(at).backup.told.words()


def _change(at: Hands, now: str, first: str, second: str) -> None:
    card = _page(at).phrase
    for field, text in ((card.current, now), (card.pair.first, first), (card.pair.second, second)):
        field.clear()
        QTest.keyClicks(field, text)
    card.change.click()


@pytest.mark.parametrize(
    ("now", "first", "second", "says"),
    [
        ("", NEW, NEW, "Gõ câu đang dùng trước"),
        ("sai hoan toan", NEW, NEW, "gõ chưa đúng"),
        ("ngan", NEW, NEW, "gõ chưa đúng"),
        (PHRASE, "ngan", "ngan", "ít nhất 8 ký tự"),
        (PHRASE, NEW, NEW + "x", "chưa giống nhau"),
    ],
)
def test_a_phrase_is_not_changed_by_mistake(
    at: Hands, now: str, first: str, second: str, says: str
) -> None:
    _change(at, now, first, second)
    assert says in _page(at).phrase.told.words()
    assert _page(at).sheet is None
    path = at.main.desk.path
    at.program.close()
    upkeep.close_book(upkeep.open_book(path, passphrase=PHRASE))


def test_a_new_phrase_brings_a_sheet_that_holds_the_page(
    at: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = _page(at), at.main.desk.path
    _change(at, PHRASE, NEW, NEW)
    assert page.sheet is not None
    assert memory.sheet_is_missing()
    monkeypatch.setattr("desktop.ui.pages.settings.page.ask", lambda *_: False)
    at.main.go("overview")
    assert at.main.page is page
    page.sheet.kept.click()
    assert page.sheet is None
    assert not memory.sheet_is_missing()
    at.main.go("overview")
    assert at.main.page is not page
    at.program.close()
    with pytest.raises(WrongPassphrase):
        upkeep.open_book(path, passphrase=PHRASE)
    upkeep.close_book(upkeep.open_book(path, passphrase=NEW))


def test_a_round_is_opened_and_the_next_year_offered(at: Hands) -> None:
    card = _page(at).rounds
    assert card.year.value() == "2026"
    card.open.click()
    assert "Đã mở đợt rà soát năm 2026" in card.told.words()
    assert [r.year for r in _kept(at).rounds] == [2026]
    assert at.main.desk.year == 2026
    assert card.year.value() == "2027"


def test_a_round_that_the_law_does_not_carry_is_refused_in_the_card(at: Hands) -> None:
    card = _page(at).rounds
    card.year.set_value("2027")
    card.open.click()
    assert "Chưa mở được đợt năm 2027." in card.told.words()
    assert "bảng điểm B1" in card.told.words()
    assert _kept(at).rounds == ()
    assert card.open.isEnabled()


def test_practice_standards_are_not_offered_in_a_real_book(at: Hands) -> None:
    card = _page(at).rounds
    offered = [str(card.standard.itemData(i)) for i in range(card.standard.count())]
    assert "practice" not in offered
    assert "2022-2025" in offered


def test_standards_say_what_they_lack(at: Hands) -> None:
    words = " | ".join(text.text() for text in _page(at).standards.findChildren(Text))
    assert "Chuẩn nghèo đa chiều 2027–2030" in words
    assert "Còn thiếu: bảng điểm B1" in words


def test_an_upper_office_opens_no_round_here(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    upper = hands(qtbot, monkeypatch, tmp_path, pages=True)
    path = tmp_path / "tinh.rasoat-book"
    make_book(path, code="08")
    upper.program.open(path, PHRASE)
    upper.main.go("settings")
    card = _page(upper).rounds
    assert not card.open.isVisible()
    assert any("không mở đợt" in text.text() for text in card.findChildren(Text))
    upper.close()


def test_the_practice_phrase_is_no_secret_and_stays(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    practice = hands(qtbot, monkeypatch, tmp_path, pages=True)
    path = tmp_path / "tap.rasoat-book"
    make_book(path, practice=True)
    practice.program.open(path, PHRASE)
    practice.main.go("settings")
    assert not _page(practice).phrase.change.isVisible()
    practice.close()


def test_a_second_round_of_the_same_year_is_refused(at: Hands) -> None:
    _in_book(at, lambda db: reviewing.open_round(db, 2026, now=NOW, by="Yen"))
    card = _page(at).rounds
    card.year.set_value("2026")
    card.open.click()
    assert "đã mở rồi" in card.told.words()


def test_a_standard_of_the_office_is_listed_and_an_open_round_goes_on_with_it(at: Hands) -> None:
    draft = replace(sound(), areas=(Area.RURAL,))
    _in_book(at, lambda db: reviewing.open_round(db, 2026, now=NOW, by="x"))
    made = _in_book(at, lambda db: tabling.make_standard(db, draft, now=NOW, by="x")).standard
    words = " | ".join(text.text() for text in _page(at).standards.findChildren(Text))
    assert made.name in words
    card = _page(at).rounds
    card.year.set_value("2026")
    card.year.chosen.emit("2026")
    assert card.open.text() == "Đổi bộ chuẩn của đợt"
    card.standard.set_value(made.id)
    card.open.click()
    assert "2026" in card.told.words()
    assert _in_book(at, lambda db: reviewing.round_of(db, 2026)).standard_id == made.id
    assert made.name in [card.table.rows.columns[1].show(r) for r in card.table.rows.rows]


def test_the_point_table_is_reached_from_the_standards(at: Hands) -> None:
    _page(at).standards.table.click()
    assert isinstance(at.main.page, PointTablePage)


def test_the_words_of_papers_are_typed_kept_undone_and_put_back(at: Hands) -> None:
    page = _page(at)
    form, bases = page.wording_form, ("Căn cứ Luật A;", "Căn cứ Nghị định B;")
    page.wording.open.click()
    assert page.stack.currentWidget() is form
    assert not form.save.isEnabled()
    form.step(list(PARTS).index(PaperId.RECOGNISED))
    assert form.paper is PaperId.RECOGNISED
    assert "chấm" in form.texts["bases"].placeholderText(), "no basis is made up"
    assert form.texts["title"].placeholderText().startswith("QUYẾT ĐỊNH")
    form.texts["bases"].setPlainText("\n".join(bases) + "\n\n")
    form.symbol.setText("QĐ-CT")
    form.save.click()
    kept = _in_book(at, papering.words)
    assert kept.bases == {"recognised": bases}
    assert kept.symbols == {"recognised": "QĐ-CT"}
    at.main.status._undo.click()
    assert _in_book(at, papering.words) == PaperWords()
    assert form.symbol.text() == ""
    form.symbol.setText("QĐ-CT")
    form.keep()
    form.usual.click()
    form.keep()
    assert _in_book(at, papering.words) == PaperWords()


def test_what_is_typed_on_one_paper_stays_while_another_is_looked_at(at: Hands) -> None:
    page = _page(at)
    form = page.wording_form
    page.wording.open.click()
    form.texts["title"].setPlainText("GIẤY XIN")
    form.step(1)
    assert form.texts["title"].toPlainText() == ""
    form.step(-1)
    assert form.texts["title"].toPlainText() == "GIẤY XIN"
    form.back.click()
    assert page.stack.currentIndex() == 0
    assert _in_book(at, papering.words).titles == {"request": ("GIẤY XIN",)}
    assert "mẫu 01" in page.wording.count.text()


def test_sentences_are_changed_where_they_stand(at: Hands) -> None:
    page = _page(at)
    form = page.wording_form
    page.wording.open.click()
    form.chooser.chosen.emit("minutes")
    field = form.texts["sentences"]
    what, close = field.toPlainText().split("\n")
    assert "{xã}" in close
    assert not form.save.isEnabled(), "what the program says is no word of the office"
    field.setPlainText(f"{what}\nLập xong lúc 16 giờ tại {{thôn}}.")
    form.save.click()
    assert _in_book(at, papering.words).sentences == {
        "minutes": ("", "Lập xong lúc 16 giờ tại {thôn}.")
    }
    form.usual.click()
    form.save.click()
    assert _in_book(at, papering.words) == PaperWords()


def test_posted_columns_are_chosen_among_the_lawful_ones(at: Hands) -> None:
    page = _page(at)
    form = page.wording_form
    page.wording.open.click()
    form.chooser.chosen.emit("posting")
    assert not form.columns["head"].isEnabled()
    assert set(form.columns) == set(POSTING_COLUMNS)
    form.columns["b1"].setChecked(True)
    form.save.click()
    assert "b1" in _in_book(at, papering.words).posting_columns
    form.usual.click()
    form.save.click()
    assert _in_book(at, papering.words).posting_columns == POSTING_DEFAULT
