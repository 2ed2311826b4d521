"""Sheets for the field: whose and in which order, what is printed on them, and found by their code."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.errors import NothingToReport, RoundMissing, RoundNotHere
from desktop.reports.field_layout import Own, draw
from desktop.reports.forms import sheet_b
from desktop.reports.forms.sheet_b import FieldContext
from desktop.services import field_sheets, registering, reviewing
from desktop.services.catalogue import shipped_standard
from desktop.services.field_sheets import BLANK, NAMED, Wanted
from desktop.services.upkeep import office_of
from desktop.store.connection import Db
from desktop.store.register import Query
from desktop.ui.pages.entry import roster_fields
from desktop.ui.pages.entry.places import GENERAL_FIELDS
from tests.services.made import BY, COMMUNE, LIST, NEAR, NOW, POOR, add, answers, key, open_rounds


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def opened(commune: Db) -> Db:
    """Three poor households of 2025 in two villages; the round of 2026 is open, nothing keyed."""
    open_rounds(commune, 2025)
    for head, village in (
        ("Triệu Văn Kim", "Nà Bó"),
        ("Bàn Thị An", "Nà Bó"),
        ("Lý A Páo", "Bản Phú"),
    ):
        home = add(commune, head, village=village)
        sheet = replace(
            answers(POOR), facts={"water": "drilled_well", "area": "54.5"}, causes=("capital", "other"),
            cause_other="thiên tai",
        )  # fmt: skip
        reviewing.complete_review(commune, home, sheet, 2025, now=NOW, by=BY)
    open_rounds(commune, 2026)
    return commune


def test_a_village_gets_its_sheets_in_the_order_of_keying(opened: Db) -> None:
    made = field_sheets.make(opened, 2026, Wanted(village="Nà Bó"))
    queue = [line.head_name for line in reviewing.queue(opened, 2026, "Nà Bó")]
    pages = words(made.pdf)
    assert (made.sheets, made.pages, len(pages)) == (2, 4, 4)
    first_pages = pages[:: made.pages // made.sheets]
    assert [next(q for q in queue if q in page) for page in first_pages] == queue
    assert made.stem == "phieu_B_02296_2026_na_bo"
    assert made.stem.isascii()


def test_every_page_carries_the_code_and_says_which_page_it_is(opened: Db) -> None:
    made = field_sheets.make(opened, 2026, Wanted(village="Bản Phú"))
    home = next(h for h in registering.everyone(opened) if h.head_name == "Lý A Páo")
    code = field_sheets.code_of(home, "B", 2026).text
    pages = words(made.pdf)
    assert all(code in page for page in pages)
    assert ["Trang 1/2" in pages[0], "Trang 2/2" in pages[1]] == [True, True]


def test_last_years_facts_are_marked_as_of_last_year(opened: Db) -> None:
    home = next(h for h in registering.everyone(opened) if h.head_name == "Lý A Páo")
    last = registering.whole(opened, home.uid)
    assert last is not None
    fills = sheet_b.last_fills(home, last.reviews[0])
    assert fills["as-of"] == "Số liệu in sẵn: rà soát năm 2025"
    assert fills["b1-last"] == "Năm 2025: 100 điểm"
    assert fills["fact:water:drilled_well"] is True
    assert fills["fact:area"] == "54,5"
    assert fills["cause_other"] == "thiên tai"
    assert fills["was:employment"] == "2025: thiếu"
    assert fills["was:information"] == "2025: không"
    assert fills["member:1:name"] == "Lý A Páo"
    laid = sheet_b.lay_out(context(), 7)
    with_choices = {d.code for d in context().standard.deprivations if d.choices}
    shaded = {name for name, fill in fills.items() if fill is True}
    asked = {n for n in shaded if n.split(":")[1] not in with_choices or n.startswith("fact:")}
    assert {"deprivation:employment:1", "cause:capital"} < asked
    assert asked - laid.slots.keys() == {"fact:area:54.5"}  # a number, written and not shaded


def test_a_sheet_with_the_name_alone_tells_nothing_else(opened: Db) -> None:
    made = field_sheets.make(opened, 2026, Wanted(village="Bản Phú", filling=NAMED))
    page = "".join(words(made.pdf))
    assert "Lý A Páo" in page
    assert "Lý Thị" not in page
    assert "21/07/1980" not in page


def test_blank_copies_name_nobody_and_have_no_code(opened: Db) -> None:
    made = field_sheets.make(opened, 2026, Wanted(filling=BLANK, copies=3))
    assert (made.sheets, made.pages) == (3, 6)
    assert "B26-" not in "".join(words(made.pdf))


def test_sheets_a_are_for_those_who_asked(opened: Db) -> None:
    with pytest.raises(NothingToReport):
        field_sheets.make(opened, 2026, Wanted(sheet="A", filling=NAMED))
    page = words(field_sheets.make(opened, 2026, Wanted(sheet="A", filling=BLANK)).pdf)
    assert len(page) == 1
    assert "Cột 09" in page[0]
    assert "Dưới 4 dấu" in page[0]


def test_without_a_round_and_at_an_upper_desk_there_are_none(commune: Db, upper: Db) -> None:
    with pytest.raises(RoundMissing):
        field_sheets.make(commune, 2026, Wanted())
    with pytest.raises(RoundNotHere):
        field_sheets.make(upper, 2026, Wanted())


# Found by code -----------------------------------------------------------------------------------
def test_the_code_finds_the_household_in_the_register(opened: Db) -> None:
    for home in registering.everyone(opened):
        code = field_sheets.code_of(home, "B", 2026).text
        assert field_sheets.find(opened, code.lower()) == home.uid
        found = registering.find(opened, Query(year=2026, text=code))
        assert [line.uid for line in found.lines] == [home.uid]
        assert registering.count(opened, Query(year=2026, text=code)).households == 1


def test_a_household_is_found_by_its_old_paper_after_its_number_went_to_another(opened: Db) -> None:
    first, second = registering.everyone(opened)[:2]
    code = field_sheets.code_of(first, "B", 2026).text
    registering.save_household(opened, replace(first, number="0901"), now=NOW, by=BY)
    registering.save_household(opened, replace(second, number=first.number), now=NOW, by=BY)
    assert field_sheets.find(opened, code) == first.uid


def test_a_number_of_letters_is_found_as_well(opened: Db) -> None:
    home = registering.everyone(opened)[0]
    home = registering.save_household(opened, replace(home, number="12/A"), now=NOW, by=BY)
    assert field_sheets.find(opened, field_sheets.code_of(home, "B", 2026).text) == home.uid


def test_a_mistyped_or_foreign_code_finds_nobody(opened: Db) -> None:
    home = registering.everyone(opened)[0]
    code = field_sheets.code_of(home, "B", 2026).text
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert field_sheets.find(opened, wrong) == ""
    stranger = field_sheets.code_of(replace(home, uid="somebody else"), "B", 2026).text
    assert field_sheets.find(opened, stranger) == ""
    assert registering.find(opened, Query(year=2026, text=stranger)).lines == []


# Files -------------------------------------------------------------------------------------------
def test_one_file_for_each_village_with_ascii_names(opened: Db, tmp_path: Path) -> None:
    written = field_sheets.write_villages(
        opened, 2026, Wanted(), tmp_path / "phieu", now=NOW, by=BY
    )
    assert sorted(p.name for p in written) == [
        "phieu_B_02296_2026_ban_phu.pdf", "phieu_B_02296_2026_na_bo.pdf",
    ]  # fmt: skip
    assert sorted(p.name for p in (tmp_path / "phieu").iterdir()) == sorted(p.name for p in written)


def test_villages_that_differ_in_tones_only_get_two_files(commune: Db, tmp_path: Path) -> None:
    open_rounds(commune, 2026)
    for village in ("Nà Bó", "Nà Bò"):
        key(commune, add(commune, "Ma Văn Quý", village=village), NEAR)
    written = field_sheets.write_villages(commune, 2026, Wanted(), tmp_path, now=NOW, by=BY)
    assert len({p.name for p in written}) == 2


def test_the_blank_sheet_is_a_workbook_in_the_order_of_keying(opened: Db, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    field_sheets.blank_workbook(opened, 2026, "B", path, now=NOW, by=BY)
    page = load_workbook(path).active
    assert page is not None
    asked = [str(row[1].value) for row in page.iter_rows() if row[1].value]
    names = [d.name for d in shipped_standard("2022-2025").deprivations]
    places = [next(i for i, q in enumerate(asked) if q.startswith(name)) for name in names]
    assert places == sorted(places)
    field_sheets.blank_workbook(opened, 2026, "A", tmp_path / "a.xlsx", now=NOW, by=BY)
    assert (tmp_path / "a.xlsx").is_file()


# The paper follows the entry page ----------------------------------------------------------------
def context(standard: str = "2022-2025") -> FieldContext:
    office = office_of(COMMUNE, LIST)
    assert office.area is not None
    return FieldContext(
        office=office,
        year=2026,
        standard=shipped_standard(standard),
        area=office.area,
        prefilled=True,
    )


def test_fields_and_digits_are_those_of_the_entry_page() -> None:
    assert sheet_b.MEMBER_FIELDS == roster_fields.FIELDS
    assert sheet_b.GENERAL_FIELDS == GENERAL_FIELDS
    for name in ("sex", "schooling", "insured", "work"):
        offered = tuple((o.key, o.word) for o in roster_fields.options_of(name))
        assert sheet_b.codes_of(name) == offered


@pytest.mark.parametrize("standard", ["2022-2025", "practice"])
def test_a_place_for_every_answer_and_two_pages(standard: str) -> None:
    shown = context(standard)
    laid = sheet_b.lay_out(shown)
    wanted = {f"b1:{i.id}:{o.id}" for i in shown.standard.b1_items for o in i.options}
    for of in shown.standard.deprivations:
        wanted |= {f"fact:{c.id}:{o.id}" for c in of.choices for o in c.options}
        wanted |= set() if of.choices else {f"deprivation:{of.code}:{n}" for n in (0, 1)}
    wanted |= {f"cause:{c.code}" for c in shown.standard.causes}
    assert wanted <= laid.slots.keys()
    assert len(laid.pages) == 2


def test_nothing_is_printed_beyond_the_edges_of_the_paper() -> None:
    laid = sheet_b.lay_out(context("practice"), 14)
    for slot in laid.slots.values():
        assert 60 < slot.frame.x < slot.frame.x + slot.frame.width < 565
        assert 30 < slot.frame.y < slot.frame.y + slot.frame.height < 842 - 30


def test_eighty_households_are_one_pdf_of_their_pages() -> None:
    laid = sheet_b.lay_out(context(), 9)
    owns = [Own(code=f"B26-{n:04d}-ABC", who="x", fills={"head": f"Hộ {n}"}) for n in range(80)]
    pdf = draw(laid, owns)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 160
    assert len(pdf) < 1_500_000
