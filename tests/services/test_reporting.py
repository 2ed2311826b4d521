"""Papers of a round: the same numbers as PDF and Excel, refused with names, all of them or none."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from desktop.domain.household import Household
from desktop.domain.totals import UnitFigures
from desktop.errors import (
    BalanceOpen,
    Cancelled,
    FileUnwritable,
    FormUnknown,
    MinorityMissing,
    NothingToReport,
    PaperCodeUnknown,
    ResidentsMissing,
    RoundMissing,
)
from desktop.services import registering, reporting, reviewing, sealing_papers
from desktop.services.counting import unit_figures
from desktop.services.happening import Deed
from desktop.store import audit, reviews
from desktop.store.connection import Db, writing
from desktop.text import sentence
from tests.services.made import (
    BY,
    GIVEN,
    NEAR,
    NOT,
    NOW,
    POOR,
    add,
    dump,
    happen,
    key,
    open_rounds,
    pack,
    residents,
    take_in,
)

ON = datetime.date(2026, 12, 8)
REPORTS = [f"7.{number}" for number in range(1, 11)]


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Four households over two villages, in two rounds that close."""
    open_rounds(commune, 2025, 2026)
    made = []
    for n, (village, last, now) in enumerate(
        (("Nà Bó", POOR, POOR), ("Nà Bó", POOR, NEAR), ("Nà Mỵ", NEAR, POOR), ("Nà Mỵ", POOR, NOT))
    ):
        household = add(commune, f"Bàn Văn {GIVEN[n]}", village=village, size=n + 2)
        key(commune, household, last, 2025)
        key(commune, household, now, 2026)
        made.append(household)
    residents(commune)
    return made


def _write(db: Db, folder: Path, *forms: str, **more: object) -> list[Path]:
    chosen = forms or reporting.FORM_IDS
    return reporting.write_papers(db, 2026, chosen, folder, on=ON, now=NOW, by=BY, **more)  # type: ignore[arg-type]


def test_every_form_lies_as_pdf_and_excel(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    written = _write(commune, tmp_path / "giay")
    assert sorted(p.name for p in written) == sorted(p.name for p in (tmp_path / "giay").iterdir())
    assert len(written) == 2 * len(reporting.FORM_IDS)
    assert all(p.name.isascii() and p.stat().st_size > 1000 for p in written)
    names = {p.name for p in written}
    assert "bieu_7_1_02296_2026_chinh_thuc.pdf" in names
    assert "bieu_7_10_02296_2026_chinh_thuc.xlsx" in names
    assert "phu_luc_VI_02296_2026_chinh_thuc.pdf" in names
    assert audit.of(commune, "2026")[0].action == "papers"


def test_pdf_and_excel_say_the_same_numbers(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    pdf, excel = _write(commune, tmp_path, "7.2")
    rows = CalamineWorkbook.from_path(excel).get_sheet_by_index(0).to_python()
    total = [r for r in rows if any(str(c).strip() == "III" for c in r)]
    assert total, "the total row is there"
    text = PdfReader(pdf).pages[0].extract_text()
    assert "Nà Bó" in text
    assert "Nà Mỵ" in text
    households = [int(c) for c in total[0] if isinstance(c, float)][:9]
    assert households == [3, 1, 1, 0, 1, 0, 0, 0, 2]


def test_preliminary_papers_have_names_of_their_own(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    [path] = _write(commune, tmp_path, "7.1", kinds=("xlsx",), official=False)
    assert path.name == "bieu_7_1_02296_2026_so_bo.xlsx"


def test_missing_residents_are_named(commune: Db, homes: list[Household], tmp_path: Path) -> None:
    extra = add(commune, "Lý Văn Hai", village="Khuổi Trang")
    key(commune, extra, POOR, 2025)
    key(commune, extra, POOR, 2026)
    with pytest.raises(ResidentsMissing) as refused:
        _write(commune, tmp_path, "7.1")
    assert "Khuổi Trang" in sentence(refused.value)


def test_a_missing_minority_stops_7_8_alone(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    rows = [("Nà Bó", 50, 220, 50, 220), ("Nà Mỵ", 50, 220, None, None)]
    reviewing.set_residents(commune, 2026, rows, now=NOW, by=BY)
    errors = {r.form_id: r.error for r in reporting.readiness(commune, 2026)}
    assert [key for key, error in errors.items() if error] == ["7.8"]
    with pytest.raises(MinorityMissing) as refused:
        _write(commune, tmp_path / "giay", *REPORTS)
    assert "Nà Mỵ" in sentence(refused.value)
    assert "Nà Bó" not in sentence(refused.value)
    assert not (tmp_path / "giay").exists()
    along = reporting.drawn_along(reporting.sheets_along(commune, 2026, now=NOW))
    assert set(REPORTS) - {name.rpartition(".")[0] for name in along} == {"7.8"}


def test_totals_alone_leave_the_minority_as_it_was(commune: Db, homes: list[Household]) -> None:
    reviewing.set_residents(commune, 2026, [("Nà Bó", 60, 250)], now=NOW, by=BY)
    typed = {r.village: r for r in reviews.residents(commune, 2026)}
    assert (typed["Nà Bó"].households, typed["Nà Bó"].minority_people) == (60, 200)


def test_the_figures_are_counted_once_for_all_forms(
    commune: Db, homes: list[Household], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def count(db: Db, year: int) -> list[UnitFigures]:
        counted.append(year)
        return unit_figures(db, year)

    monkeypatch.setattr("desktop.services.reporting.unit_figures", count)
    _write(commune, tmp_path / "giay", *REPORTS)
    reporting.readiness(commune, 2026)
    assert counted == [2026, 2026]


def test_an_earlier_year_prints_as_it_was_reviewed(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    home = homes[0]
    key(commune, replace(home, merit_person=True, no_labour_capacity=True), POOR, 2026)

    def traits(year: int) -> list[int]:
        [told] = [f.poor_detail for f in unit_figures(commune, year) if f.code == "Nà Bó"]
        return [told.merit_person[0], told.no_labour_capacity[0]]

    assert (traits(2025), traits(2026)) == ([0, 0], [1, 1])
    [now] = [h for h in registering.everyone(commune) if h.uid == home.uid]
    registering.save_household(commune, replace(now, merit_person=False), now=NOW, by=BY)
    assert (traits(2025), traits(2026)) == ([0, 0], [1, 1])
    with writing(commune):
        commune.execute("UPDATE review SET merit_person = NULL, no_labour_capacity = NULL")
    assert traits(2026) == [0, 1], "an older record counts as the household is now"


def test_an_open_balance_is_named(commune: Db, homes: list[Household], tmp_path: Path) -> None:
    missed = add(commune, "Lý Văn Hai")
    key(commune, missed, POOR, 2025)
    for form in REPORTS:
        for official in (True, False):
            with pytest.raises(BalanceOpen) as refused:
                _write(commune, tmp_path, form, official=official)
            assert refused.value.details["count"] == 1
            assert refused.value.details["households"] == ("Lý Văn Hai (Nà Bó)",)
            assert "Lý Văn Hai (Nà Bó)" in sentence(refused.value)
    assert not [*tmp_path.rglob("*.pdf")]
    happen(commune, missed.uid, Deed.DIED_OUT, datetime.date(2026, 5, 1))
    assert len(_write(commune, tmp_path, *REPORTS)) == 2 * len(REPORTS)


def test_the_sentence_names_three_and_all_are_told(commune: Db, homes: list[Household]) -> None:
    names = ["Bế Văn An", "Chu Văn Ba", "Đàm Văn Cầu", "Hà Văn Dần"]
    for name in names:
        key(commune, add(commune, name), POOR, 2025)
    [error, *_] = [r.error for r in reporting.readiness(commune, 2026)]
    assert isinstance(error, BalanceOpen)
    assert error.details["households"] == tuple(f"{name} (Nà Bó)" for name in names)
    assert "Đàm Văn Cầu (Nà Bó) …" in sentence(error)
    assert names[3] not in sentence(error)


@pytest.mark.parametrize("bad", ["7.1", "7.2", "9.9"])
def test_nothing_is_written_when_one_form_fails(
    commune: Db, homes: list[Household], tmp_path: Path, bad: str
) -> None:
    if bad == "7.2":
        key(commune, add(commune, "Lý Văn Hai"), POOR, 2025)
    if bad == "7.1":
        other = add(commune, "Lý Văn Hai", village="Khuổi Trang")
        key(commune, other, NOT, 2026)
    before = dump(commune)
    with pytest.raises((BalanceOpen, ResidentsMissing, FormUnknown)):
        _write(commune, tmp_path / "giay", "VI", "7.3" if bad != "7.2" else "7.1", bad)
    assert not (tmp_path / "giay").exists()
    assert dump(commune) == before


def test_stopped_in_between_nothing_is_left(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    def tick(done: int, total: int) -> None:
        if done == total - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        _write(commune, tmp_path / "giay", tick=tick)
    assert not (tmp_path / "giay").exists()


def test_papers_need_a_round_and_something_to_say(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundMissing):
        _write(commune, tmp_path, "7.1")
    open_rounds(commune, 2026)
    for form in ("7.1", "VI"):
        with pytest.raises(NothingToReport):
            _write(commune, tmp_path, form)


def test_papers_into_no_folder_are_refused(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    (tmp_path / "giay").write_text("a file where the folder should be")
    with pytest.raises(FileUnwritable):
        _write(commune, tmp_path / "giay", "7.1")


def test_who_left_is_on_no_list(commune: Db, homes: list[Household], tmp_path: Path) -> None:
    happen(commune, homes[0].uid, Deed.MOVED_AWAY, datetime.date(2026, 5, 1))
    [path] = _write(commune, tmp_path, "VI", kinds=("xlsx",))
    cells = {
        str(c)
        for r in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        for c in r
    }
    assert homes[0].head_name not in cells
    assert homes[1].head_name in cells


def test_readiness_says_which_form_waits_for_what(
    commune: Db, homes: list[Household], tmp_path: Path
) -> None:
    assert {r.form_id: r.error for r in reporting.readiness(commune, 2026)} == dict.fromkeys(
        reporting.FORM_IDS
    )
    key(commune, add(commune, "Lý Văn Hai", village="Khuổi Trang"), POOR, 2025)
    errors = {r.form_id: type(r.error) for r in reporting.readiness(commune, 2026)}
    assert (errors["7.2"], errors["7.3"], errors["VI"]) == (BalanceOpen, BalanceOpen, type(None))


def test_an_upper_office_prints_what_its_communes_sent(
    commune: Db, upper: Db, homes: list[Household], tmp_path: Path
) -> None:
    take_in(upper, [pack(commune, tmp_path)])
    pdf, excel = reporting.write_papers(
        upper, 2026, ["7.1"], tmp_path / "giay", on=ON, now=NOW, by=BY
    )
    assert "Bình An" in PdfReader(pdf).pages[0].extract_text()
    rows = CalamineWorkbook.from_path(excel).get_sheet_by_index(0).to_python()
    [line] = [r for r in rows if any("Bình An" in str(c) for c in r)]
    counts = [c for c in line if isinstance(c, float)][-10:]
    assert [int(counts[n]) for n in (0, 1, 2, 4, 6, 8)] == [100, 440, 2, 6, 1, 3]
    assert counts[3] == pytest.approx(2.0)


def test_papers_that_go_along_are_named_by_form(commune: Db, homes: list[Household]) -> None:
    papers = reporting.drawn_along(reporting.sheets_along(commune, 2026, now=NOW))
    assert set(papers) == {f"{form}.{kind}" for form in REPORTS for kind in ("pdf", "xlsx")}
    assert all(papers[name].startswith(b"%PDF") for name in papers if name.endswith("pdf"))


def test_papers_that_left_in_a_package_are_found_by_their_codes(
    commune: Db, homes: list[Household]
) -> None:
    sheets = reporting.sheets_along(commune, 2026, forms=["7.1", "7.2"], now=NOW)
    pages = {
        form: PdfReader(io.BytesIO(data)).pages[0].extract_text()
        for form in sheets
        if (data := reporting.drawn_along(sheets)[f"{form}.pdf"])
    }
    for form, sheet in sheets.items():
        assert sheet.code in pages[form]
        with pytest.raises(PaperCodeUnknown):
            sealing_papers.find(commune, sheet.code)
    reporting.keep_along(commune, sheets, 2026, "goi.rasoat", now=NOW, by=BY)
    for form, sheet in sheets.items():
        found = sealing_papers.find(commune, sheet.code)
        assert found.paper.form == form
        assert [e.after for e in found.times] == ['{"file":"goi.rasoat"}']
