"""Biểu mẫu shows the very paper, saves and prints what it shows, and leads to what is missing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.domain.review import TypedResidents
from desktop.errors import Cancelled
from desktop.services import reporting, reviewing
from desktop.services.changes import changes
from desktop.store.connection import Db
from desktop.ui.memory import documents, recall
from desktop.ui.page import Desk
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.pages.papers import PapersPage, printing
from desktop.ui.pages.papers.page import FOLDER
from desktop.ui.pages.papers.raster import page_image, page_sizes
from tests.ui.small_books import BY, NOW, YEAR, desk_of, key_sheet, make_book, play, stray

MONTHS = [f"thang-{month}" for month in range(1, 9)]
REPORTS = [f"7.{number}" for number in range(1, 11)]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Db]:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    made = make_book(tmp_path / "xa.rasoat-book")
    yield made
    made.close()


class _Opened:
    """The page in sight, with where it led and what it said."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.desk: Desk = desk_of(db)
        self.went: list[tuple[str, object]] = []
        self.said: list[str] = []
        self.stray = stray(self.desk)
        self.desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        self.desk.say = lambda text, undo=None: self.said.append(text)
        self.page = PapersPage(self.desk)
        qtbot.addWidget(self.page)
        self.page.resize(1282, 680)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.reload()

    def choose(self, form_id: str) -> PapersPage:
        self.page.open_target(form_id)
        assert self.stray == []
        return self.page


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("form_id", ["VI", *REPORTS])
def test_the_preview_has_the_pages_of_the_very_pdf(qtbot: QtBot, db: Db, form_id: str) -> None:
    play(db)
    page = _Opened(qtbot, db).choose(form_id)
    assert page.paper is not None
    assert page.paper.form_id == form_id
    assert page.preview.page_count == _pages(page.paper.pdf) >= 1
    assert page.preview.page == 1


def test_only_pages_in_sight_are_drawn_and_sharp(qtbot: QtBot, db: Db) -> None:
    play(db, empty_villages=7)
    page = _Opened(qtbot, db).choose("7.2")
    preview = page.preview
    assert preview.page_count == 2
    drawn = {key[0] for key in preview._pictures}
    assert drawn == set(preview._visible())
    ratio = preview.devicePixelRatioF()
    for (number, width, _), image in preview._pictures.items():
        assert image.width() == width == round(preview._rects[number].width() * ratio)
    page.toolbar.on.click()
    assert preview.page == 2
    assert {key[0] for key in preview._pictures} == {0, 1}


def test_pages_turn_and_zoom_by_keys(qtbot: QtBot, db: Db) -> None:
    play(db, empty_villages=7)
    page = _Opened(qtbot, db).choose("7.2")
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.toolbar.page.text() == "Trang 2 / 2"
    assert not page.toolbar.on.isEnabled()
    fit = page.preview._rects[0].width()
    qtbot.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert page.preview._rects[0].width() > fit
    assert page.toolbar.fit.text().endswith("%")
    qtbot.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert page.preview._rects[0].width() == fit
    assert page.toolbar.fit.text() == "Vừa bề ngang"


def test_checks_say_that_the_figures_agree(qtbot: QtBot, db: Db) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    said = opened.choose("7.2").checks.accessibleName()
    assert "Cân đối khép kín ở cả 2 thôn" in said
    assert "Cuối kỳ 7.2 đúng 2 hộ nghèo của 7.1" in said
    assert not opened.page.households_link.isVisible()
    assert "Đủ 4 hộ" in opened.choose("VI").checks.accessibleName()


def test_7_8_says_which_villages_lack_their_minority_and_leads_there(qtbot: QtBot, db: Db) -> None:
    play(db, residents=False)
    rows: list[TypedResidents] = [("Nà Cọn", 40, 170, 36, 150), ("Bản Phú", 40, 170)]
    for year in (YEAR - 1, YEAR):
        reviewing.set_residents(db, year, rows, now=NOW, by=BY)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.8")
    assert page.paper is None
    assert "Bản Phú" in page.trouble.note.accessibleName()
    assert "Nà Cọn" not in page.trouble.note.accessibleName()
    page.trouble.button.click()
    assert opened.went == [("overview", "residents")]
    assert opened.choose("7.1").paper is not None


def test_reports_wait_for_a_balance_that_closes(qtbot: QtBot, db: Db) -> None:
    play(db, keep_open=["Ma Văn Quý"])
    opened = _Opened(qtbot, db)
    for form_id in REPORTS:
        page = opened.choose(form_id)
        assert page.paper is None
        assert "Ma Văn Quý" in page.trouble.note.accessibleName()


def test_provisional_and_official_differ_on_the_paper(qtbot: QtBot, db: Db) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("7.1")
    assert page.paper is not None
    assert "Chính thức" in page.paper.sheet.heading.subtitle[0]
    qtbot.mouseClick(page.toolbar.state._group.button(0), Qt.MouseButton.LeftButton)
    assert "Sơ bộ" in page.paper.sheet.heading.subtitle[0]
    assert page.paper.stem == "bieu_7_1_02296_2026_so_bo"


def test_search_goes_without_tones(qtbot: QtBot, db: Db) -> None:
    play(db)
    page = _Opened(qtbot, db).page
    page.search.setText("dien bien")
    page.search.returnPressed.emit()
    assert [entry.form_id for entry in page.shelf.rows.rows] == ["7.2", "7.3"]
    page.search.clear()
    page.search.returnPressed.emit()
    assert [entry.form_id for entry in page.shelf.rows.rows] == ["VI", *REPORTS, *MONTHS]


def test_arrows_walk_over_the_papers(qtbot: QtBot, db: Db) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("VI")
    qtbot.keyClick(page.shelf, Qt.Key.Key_Down)  # over the heading of the next step
    assert (page.form_id, page.toolbar.number.text()) == ("7.1", "7.1")


# Saving ------------------------------------------------------------------------------------------
def test_saved_pdf_is_what_was_looked_at(
    qtbot: QtBot, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.3")
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "ra" / "tên khác"), ""

    (tmp_path / "ra").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.pdf_button.click()
    assert page.paper is not None
    assert (tmp_path / "ra" / "tên khác.pdf").read_bytes() == page.paper.pdf
    assert asked == ["bieu_7_3_02296_2026_chinh_thuc.pdf"]
    assert asked[0].isascii()
    assert opened.said == ["Đã ghi tên khác.pdf và đọc lại: khớp từng byte."]
    assert recall(FOLDER) == str(tmp_path / "ra")


def test_keys_save_and_begin_in_a_folder_that_is_there(
    qtbot: QtBot, db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.1")
    folder = tmp_path / "usb"
    folder.mkdir()
    asked: list[Path] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(start))
        return str(folder / Path(start).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page, Qt.Key.Key_S, control)
    qtbot.keyClick(page, Qt.Key.Key_E, control)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()  # the stick was pulled out
    qtbot.keyClick(page, Qt.Key.Key_S, control)
    assert [path.suffix for path in asked] == [".pdf", ".xlsx", ".pdf"]
    assert [path.parent for path in asked] == [documents(), folder, documents()]


def test_a_key_pressed_before_the_paper_is_there_saves_no_other_one(
    qtbot: QtBot, db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("VI")
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with monkeypatch.context() as slow:
        slow.setattr(page.desk.worker, "run_latest", lambda *_args, **_more: None)
        page.open_target("7.1")
        page.pdf_button.click()
    assert asked == []
    page.reload()
    page.pdf_button.click()
    assert asked == ["bieu_7_1_02296_2026_chinh_thuc.pdf"]


def test_saved_excel_is_whole_and_has_the_same_figures(
    qtbot: QtBot, db: Db, tmp_path: Path
) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("7.1")
    page.save("xlsx", tmp_path / "bieu.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bieu.xlsx")
    cells = [c.value for row in book.worksheets[0].iter_rows() for c in row if c.value is not None]
    assert "Nà Cọn" in cells
    assert cells.count(40) == 2
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_all_ready_papers_go_into_a_folder(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    play(db, keep_open=["Bàn Thị Mùi"])
    opened = _Opened(qtbot, db)
    opened.page.save_all(tmp_path / "tat-ca")
    names = sorted(p.name for p in (tmp_path / "tat-ca").iterdir())
    assert names == [
        "phu_luc_VI_02296_2026_chinh_thuc.pdf",
        "phu_luc_VI_02296_2026_chinh_thuc.xlsx",
    ]
    assert opened.said == ["Đã ghi 2 tệp PDF và Excel vào thư mục tat-ca."]


def test_a_file_that_cannot_be_written_is_said_in_the_page(
    qtbot: QtBot, db: Db, tmp_path: Path
) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    opened.choose("7.1").save("pdf", tmp_path / "khong-co" / "bieu.pdf")
    assert opened.page.note.isVisible()
    assert opened.said == []
    opened.page.save("pdf", tmp_path / "bieu.pdf")
    assert not opened.page.note.isVisible()


# Printing ----------------------------------------------------------------------------------------
def _to_file(paper: reporting.Paper, path: Path) -> QPrinter:
    printer = printing.make_printer(paper.stem, landscape=paper.sheet.landscape)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_printing_gives_every_page_at_300_dpi(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    play(db, empty_villages=7)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.2")
    assert page.paper is not None
    page.print_on(_to_file(page.paper, tmp_path / "in.pdf"))
    printed = (tmp_path / "in.pdf").read_bytes()
    assert _pages(printed) == 2
    assert page_sizes(printed)[0].width() == pytest.approx(842, abs=2)
    assert opened.said == ["Đã gửi 2 trang đến máy in."]
    # What is printed is the page: as much ink in the same places.
    ours, theirs = (_ink(page_image(pdf, 0, 800)) for pdf in (page.paper.pdf, printed))
    assert max(ours) > 40
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) < 24


def _ink(picture: QImage) -> list[int]:
    """How dark each of 30 × 20 fields of the page is, 0 to 255."""
    small = picture.scaled(30, 20, mode=Qt.TransformationMode.SmoothTransformation)
    return [255 - small.pixelColor(x, y).lightness() for x in range(30) for y in range(20)]


def test_a_range_of_pages_is_respected(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    play(db, empty_villages=7)
    page = _Opened(qtbot, db).choose("7.2")
    assert page.paper is not None
    printer = _to_file(page.paper, tmp_path / "in.pdf")
    printer.setFromTo(2, 2)
    page.print_on(printer)
    assert _pages((tmp_path / "in.pdf").read_bytes()) == 1


def test_a_silent_printer_is_said_in_the_page(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.1")
    assert page.paper is not None
    page.print_on(_to_file(page.paper, tmp_path / "khong-co" / "in.pdf"))
    assert page.note.accessibleName().startswith("Chưa in được biểu.")
    assert opened.said == []


def test_printing_can_be_stopped(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("7.2")
    assert page.paper is not None

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_pages(_to_file(page.paper, tmp_path / "in.pdf"), page.paper.pdf, [0], stop)


# What is missing ---------------------------------------------------------------------------------
def test_an_open_balance_leads_to_the_households_that_break_it(qtbot: QtBot, db: Db) -> None:
    play(db, keep_open=["Bàn Thị Mùi"])
    opened = _Opened(qtbot, db)
    page = opened.choose("7.2")
    assert page.paper is None
    assert not page.print_button.isEnabled()
    assert "1 hộ làm lệch" in page.trouble.note.accessibleName()
    assert [h.head_name for h in page.trouble.listed.rows.rows] == ["Bàn Thị Mùi"]
    assert [e.reason for e in page.shelf.rows.rows if e.form_id == "7.2"] == [
        "1 hộ làm lệch cân đối"
    ]
    uid = page.trouble.listed.rows.rows[0].uid
    page.trouble.button.click()
    page.trouble.listed.table.opened.emit(page.trouble.listed.rows.rows[0])
    among = RegisterTarget(among=(uid,), among_word="Hộ làm lệch cân đối")
    assert opened.went == [("households", among), ("households", uid)]
    page.households_link.click()
    key_sheet(db, "Bàn Thị Mùi", "Nà Cọn", YEAR, 130, 1)
    assert page.on_changed(changes("review"))
    page.reload()
    assert page.paper is not None
    assert page.print_button.isEnabled()


def test_missing_residents_lead_to_where_they_are_typed(qtbot: QtBot, db: Db) -> None:
    play(db, residents=False)
    opened = _Opened(qtbot, db)
    page = opened.choose("7.1")
    assert "Nà Cọn" in page.trouble.note.accessibleName()
    page.trouble.button.click()
    assert opened.went == [("overview", "residents")]
    assert opened.choose("7.2").paper is not None


def test_without_a_round_the_page_says_what_to_do_first(qtbot: QtBot, db: Db) -> None:
    opened = _Opened(qtbot, db)
    page = opened.choose("7.1")
    assert "Chưa mở đợt rà soát năm 2026." in page.trouble.note.accessibleName()
    assert not page.checks.isVisible()
    page.trouble.button.click()
    assert opened.went == [("overview", "round")]


def test_an_earlier_round_can_be_looked_at(qtbot: QtBot, db: Db) -> None:
    play(db)
    page = _Opened(qtbot, db).choose("7.2")
    page.rounds.set_value("2025")
    assert page.paper is not None
    assert page.paper.year == 2025
    page.rounds.clear()
    assert page.paper.year == 2026


def test_the_upper_desk_adds_up_and_has_no_list(qtbot: QtBot, db: Db, tmp_path: Path) -> None:
    upper = make_book(tmp_path / "tinh.rasoat-book", "08")
    opened = _Opened(qtbot, upper)
    assert [e.form_id for e in opened.page.shelf.rows.rows] == REPORTS
    opened.page.trouble.button.click()
    assert opened.went == [("inbox", None)]
    upper.close()


def test_reports_of_months_are_on_the_shelf_and_saved_like_any_paper(
    qtbot: QtBot, db: Db, tmp_path: Path
) -> None:
    play(db)
    opened = _Opened(qtbot, db)
    page = opened.choose("thang-3")
    assert page.paper is not None
    assert page.paper.stem.startswith("bao_cao_thang_03_")
    assert page.toolbar.number.text() == "Th. 3"
    page.save("pdf", tmp_path / "thang.pdf")
    assert (tmp_path / "thang.pdf").read_bytes() == page.paper.pdf
    page.reload()
    assert page.form_id == "thang-3", "it stays while the list is read again"
