"""Papers over all that came, accepted or not: marked as such, and the book is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import AppError, ArchiveMissing, NothingToReport
from desktop.reports.sheet import RowKind, Sheet, as_text
from desktop.services import archiving, judging, provisional, reporting
from desktop.services.provisional import Counted, Provisional
from desktop.store.connection import Db, attempt, trying, writing
from tests.services.made import (
    BY,
    NOW,
    POOR,
    add,
    at,
    dump,
    key,
    pack,
    season,
    take_in,
)

FORMS = ("7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9", "7.10")


@pytest.fixture
def report(sender: Db, tmp_path: Path) -> Path:
    """The commune's report: four households."""
    return pack(sender, tmp_path / "out")


def _received(db: Db, *paths: Path) -> Provisional:
    return provisional.received(db, 2026, paths, now=NOW)


def _body(sheet: Sheet | AppError) -> list[tuple[object, ...]]:
    assert isinstance(sheet, Sheet), sheet
    return [line for row in sheet.body for line in row.lines]


# What is counted ---------------------------------------------------------------------------------
def test_the_book_is_as_it_was(upper: Db, report: Path) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    before = dump(upper)
    found = _received(upper)
    assert [c.sender for c in found.included] == ["Xã Bình An"]
    assert dump(upper) == before


def test_a_held_report_counts_as_if_it_were_accepted(
    upper: Db, report: Path, tmp_path: Path
) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    found = _received(upper)
    with pytest.raises(AppError):
        reporting.sheet_of(upper, "7.1", 2026)
    judging.accept(upper, report, receipts=None, now=NOW, by=BY)
    for form in FORMS:
        real = reporting.sheet_of(upper, form, 2026, official=False)
        assert _body(found.sheets[form]) == _body(real), form


def test_a_file_that_waits_in_the_tray_counts_too(upper: Db, report: Path) -> None:
    found = _received(upper, report)
    assert [(c.sender, c.number, c.refusal) for c in found.included] == [("Xã Bình An", 1, None)]
    assert _body(found.sheets["7.1"])


def test_of_each_office_its_newest_report_counts(
    sender: Db, upper: Db, report: Path, tmp_path: Path
) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    key(sender, add(sender, "Triệu Văn Mới"), POOR)
    newer = pack(sender, tmp_path / "out", now=at(2026, 11, 5))
    found = _received(upper, newer)
    assert [c.number for c in found.included] == [2]
    take_in(upper, [newer])
    assert _body(found.sheets["7.1"]) == _body(
        reporting.sheet_of(upper, "7.1", 2026, official=False)
    )
    assert _received(upper).included == (), "the held one is behind what the book holds"


def test_two_communes_one_accepted_one_held_stand_together(
    sender: Db, second: Db, upper: Db, report: Path, tmp_path: Path
) -> None:
    take_in(upper, [report])
    season(second)
    other = pack(second, tmp_path / "second")
    judging.hold(upper, other, now=NOW, by=BY)
    sheet = _received(upper).sheets["7.1"]
    assert isinstance(sheet, Sheet)
    units = [r for r in sheet.body if r.kind in (RowKind.UNIT, RowKind.SUBUNIT)]
    text = as_text(sheet)
    assert len(units) >= 2
    assert "Yên Nguyên" in text
    assert "Bình An" in text
    head = " ".join(sheet.heading.subtitle)
    assert "Xã Yên Nguyên" in head
    assert "Xã Bình An" not in head, "accepted is not named"


def test_a_report_that_was_given_back_does_not_count(upper: Db, report: Path) -> None:
    judging.give_back(upper, report, "Thiếu hộ", receipts=None, now=NOW, by=BY)
    assert _received(upper, report).included == ()


# How it is marked --------------------------------------------------------------------------------
def test_every_paper_says_whose_report_is_not_accepted(upper: Db, report: Path) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    found = _received(upper)
    assert set(found.ready) == {found.stems[form] for form in FORMS}
    for stem, sheet in found.ready.items():
        assert stem.endswith("_so_tam")
        assert stem.isascii()
        assert sheet.heading.subtitle[0] == (
            "Số tạm: gồm cả báo cáo chưa duyệt của Xã Bình An (số 1)"
        )
        assert sheet.code


def test_many_offices_are_named_below_the_table(upper: Db, report: Path) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    sheet = _received(upper).sheets["7.1"]
    assert isinstance(sheet, Sheet)
    many = [Counted(sender=f"Xã {n}", number=n) for n in range(1, 8)]
    marked = provisional.marked(sheet, many)
    assert marked.heading.subtitle[0].endswith("Xã 4 (số 4) và 3 đơn vị khác")
    assert "Xã 7 (số 7)" in marked.notes[-1]


def test_a_paper_is_drawn_and_written_with_its_mark(
    upper: Db, report: Path, tmp_path: Path
) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    found = _received(upper)
    paper = provisional.paper_of(found, "7.1")
    assert isinstance(paper, reporting.Paper)
    assert paper.pdf.startswith(b"%PDF")
    path = tmp_path / f"{paper.stem}.xlsx"
    assert reporting.write_paper(upper, paper, "xlsx", path, now=NOW, by=BY).is_file()


# What cannot be counted --------------------------------------------------------------------------
def test_a_held_report_whose_file_is_gone_is_named(upper: Db, report: Path) -> None:
    judging.hold(upper, report, now=NOW, by=BY)
    for file in archiving.folder_of(upper).iterdir():
        file.unlink()
    found = _received(upper)
    (left,) = found.left_out
    assert (left.sender, left.number) == ("Xã Bình An", 1)
    assert isinstance(left.refusal, ArchiveMissing)
    assert _received(upper, report).left_out == (), "the tray has it"


def test_a_damaged_file_leaves_the_others_in(
    sender: Db, second: Db, upper: Db, report: Path, tmp_path: Path
) -> None:
    season(second)
    other = pack(second, tmp_path / "second")
    raw = bytearray(other.read_bytes())
    raw[-200] ^= 0xFF
    other.write_bytes(bytes(raw))
    before = dump(upper)
    found = _received(upper, report, other)
    assert [c.sender for c in found.included] == ["Xã Bình An"]
    assert dump(upper) == before


def test_nothing_that_waits_is_said(upper: Db) -> None:
    found = _received(upper)
    assert (found.included, found.left_out) == ((), ())
    assert isinstance(provisional.paper_of(found, "7.1"), reporting.Trouble)


# Never kept --------------------------------------------------------------------------------------
def test_a_fault_in_the_middle_leaves_the_book_as_it_was(
    upper: Db, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power")

    before = dump(upper)
    monkeypatch.setattr(provisional, "_laid_out", fail)
    with pytest.raises(RuntimeError):
        _received(upper, report)
    assert dump(upper) == before
    with writing(upper):
        pass


def test_an_attempt_that_fails_leaves_nothing_and_the_transaction_goes_on(upper: Db) -> None:
    def put(key_: str) -> None:
        upper.execute("INSERT INTO setting VALUES (?, '1')", [key_])

    with trying(upper):
        with attempt(upper):
            put("first")
        with pytest.raises(NothingToReport), attempt(upper):
            put("second")
            raise NothingToReport(form="7.1", year="2026")
        kept = upper.execute("SELECT key FROM setting WHERE key IN ('first', 'second')").fetchall()
        assert kept == [("first",)]
    assert upper.execute("SELECT 1 FROM setting WHERE key = 'first'").fetchall() == []
