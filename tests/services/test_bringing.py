"""A report under a standard that its office made brings it along; nothing that is known is replaced."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop.domain.household import Household
from desktop.domain.review import HouseholdClass
from desktop.errors import PackageDamaged, PackageStandardUnfit, StandardUnknown
from desktop.exchange import package
from desktop.exchange.letter import STANDARD, Kind, StandardNamed
from desktop.exchange.package import Draft, Opened
from desktop.rules.pack import write_standard
from desktop.rules.point_lines import Draft as Table
from desktop.rules.standard import Standard
from desktop.services import (
    catalogue,
    counting,
    entering,
    exchanging,
    explaining,
    gathering,
    judging,
    looking,
    overview,
    recalling,
    receiving,
    reporting,
    reviewing,
    tabling,
)
from desktop.services.bringing import brought_by
from desktop.services.checking import ERR, OK, WARN
from desktop.store import audit, packages, standards
from desktop.store.connection import Db, close_book, open_book, writing
from tests.point_tables import changed, sound
from tests.services.conftest import Opener, make
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOW,
    POOR,
    UPPER,
    add,
    answers,
    at,
    dump,
    introduce,
    own_card,
    pack,
    residents,
    same_on_both_sides,
    take_in,
    verdicts,
)

MADE = "2022-2025-b1-02296-v1"
YEAR = 2026


def key_by_items(
    db: Db, household: Household, outcome: HouseholdClass, picks: tuple[int, ...]
) -> None:
    """A complete sheet whose B1 is summed by the office's table."""
    standard = reviewing.open_sheet(db, household.uid, YEAR).standard
    chosen = {i.id: i.options[n].id for i, n in zip(standard.b1_items, picks, strict=True)}
    sheet = replace(answers(outcome), b1_points=None, b1_choices=chosen)
    reviewing.complete_review(db, household, sheet, YEAR, now=NOW, by=BY)


def open_own(db: Db, table: Table | None = None) -> Standard:
    """A round under a table of the office, with three households keyed by its items."""
    made = tabling.make_standard(db, table or sound(), now=NOW, by=BY).standard
    reviewing.open_round(db, YEAR, made.id, now=at(YEAR, 9), by=BY)
    for head, outcome, picks in (
        ("Bàn Văn Tiến", POOR, (0, 0, 0)),
        ("Bàn Văn Sáu", NEAR, (2, 1, 0)),
        ("Bàn Văn Tư", POOR, (2, 0, 1)),  # 160 points: not poor, whatever is lacking
    ):
        key_by_items(db, add(db, head), outcome, picks)
    residents(db)
    return made


@pytest.fixture
def own(commune: Db) -> Db:
    """A commune whose round rests on its own table."""
    open_own(commune)
    return commune


def opened_by(db: Db, path: Path) -> Opened:
    return package.open_sealed(
        path.read_bytes(), keys=exchanging.own_keys(db), me=own_card(db),
        known=exchanging.trusted(db),
    )  # fmt: skip


def packed_with(
    db: Db, folder: Path, content: bytes | None, *, named: str = MADE, sha256: str = ""
) -> Path:
    """A report that says it rests on this pack, or names one and brings none; truly signed."""
    hashed = sha256 or hashlib.sha256(b"of another" if content is None else content).hexdigest()
    draft = Draft(
        kind=Kind.REPORT, year=YEAR, number=1, made_at=NOW, program="0.1.0",
        standard=StandardNamed(id=named, sha256=hashed),
        totals=counting.report_totals(counting.unit_figures(db, YEAR)),
    )  # fmt: skip
    raw = package.pack_report(
        draft, exchanging.records_of(db, exchanging.office(db).code, YEAR),
        {} if content is None else {STANDARD: content},
        keys=exchanging.own_keys(db), me=own_card(db),
        receiver=exchanging.receiver(db, UPPER),
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    path = folder / package.file_name(raw)
    path.write_bytes(raw)
    return path


def other_pack(db: Db, **fields: object) -> bytes:
    return write_standard(msgspec.structs.replace(catalogue.standard(db, MADE), **fields))


# There -------------------------------------------------------------------------------------------
def test_a_report_under_an_own_standard_carries_it_signed(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    opened = opened_by(upper, pack(own, tmp_path))
    content = catalogue.standard_content(own, MADE)
    assert opened.parts[STANDARD] == content
    named = opened.manifest.standard
    assert (named.id, named.sha256) == (MADE, hashlib.sha256(content).hexdigest())
    assert STANDARD in [c.name for c in opened.manifest.parts]


def test_a_report_under_a_shipped_standard_carries_none(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    assert STANDARD not in opened_by(upper, pack(sender, tmp_path)).parts


def test_the_checks_before_sealing_try_the_standard_too(own: Db) -> None:
    checks = exchanging.preview_checks(own, YEAR, now=NOW)
    assert {c.state for c in checks if c.code in ("opens", "outcome")} == {OK}


def test_the_upper_office_sees_the_standard_before_it_decides_and_writes_nothing(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    path, before = pack(own, tmp_path), dump(upper)
    found = looking.examine(upper, path, now=NOW)
    made = catalogue.standard(own, MADE)
    check = found.checks[3]
    assert (check.code, check.state) == ("standard-brought", OK)
    assert check.details == {"name": made.name, "source": made.source}
    assert (found.glance.is_clean, found.glance.errors) == (True, 0)
    assert "outcome" not in [c.code for c in found.findings], "scored by the table that came along"
    note = receiving.as_planned(receiving.look(upper, path)).note
    assert note == f"Mang theo chuẩn riêng: {made.name}. Nguồn: {made.source}"
    assert dump(upper) == before


def test_classes_that_the_brought_table_does_not_give_are_found(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    made = catalogue.standard(own, MADE)
    items = tuple(
        msgspec.structs.replace(
            item,
            options=tuple(
                msgspec.structs.replace(o, points=dict.fromkeys(o.points, 900))
                for o in item.options
            ),
        )
        for item in made.b1_items
    )
    path = packed_with(own, tmp_path / "usb", other_pack(own, b1_items=items))
    found = {c.code: c for c in looking.examine(upper, path, now=NOW).findings}
    assert found["outcome"].details["count"] == 2


def test_taking_in_keeps_the_standard_with_its_line_in_the_trail(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    path = pack(own, tmp_path)
    [taken] = take_in(upper, [path], receipts=tmp_path / "answers")
    assert taken.verdict == "accepted", taken.refusal
    same_on_both_sides(own, upper)
    assert catalogue.standard_content(upper, MADE) == catalogue.standard_content(own, MADE)
    assert catalogue.standard(upper, MADE).b1_items
    line = audit.of(upper, MADE)[0]
    assert (line.action, line.by) == ("standard-taken-in", BY)
    assert f'"sender":"{COMMUNE}"' in str(line.after)
    assert taken.receipt
    take_in(own, [taken.receipt])
    assert [p.details["agrees"] for p in exchanging.history(own) if p.direction == "out"] == [True]


def test_reports_are_made_of_it(own: Db, upper: Db, tmp_path: Path) -> None:
    take_in(upper, [pack(own, tmp_path)])
    assert reviewing.round_of(upper, YEAR).standard_id == MADE
    assert_all_reads(upper)
    paper = reporting.look_at(upper, "7.1", YEAR)
    assert isinstance(paper, reporting.Paper)
    assert not paper.sheet.heading.practice


def test_the_second_package_under_the_same_standard_changes_nothing_of_it(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(own, tmp_path)])
    kept, trail = dump(upper)["standard"], len(audit.of(upper, MADE))
    again = pack(own, tmp_path)
    check = looking.examine(upper, again, now=NOW).checks[3]
    assert (check.code, check.state) == ("standard", OK)
    [taken] = take_in(upper, [again], now=at(2026, 11, 5))
    assert (taken.verdict, taken.note) == ("accepted", "")
    assert dump(upper)["standard"] == kept
    assert len(audit.of(upper, MADE)) == trail


def test_the_next_version_of_a_table_comes_beside_the_first(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(own, tmp_path)])
    second = tabling.make_standard(own, changed(sound(), 0, rural="22"), now=NOW, by=BY).standard
    path = packed_with(
        own, tmp_path / "b", catalogue.standard_content(own, second.id), named=second.id
    )
    receiving.accept(upper, receiving.look(upper, path), now=NOW, by=BY)
    assert {MADE, second.id} <= set(catalogue.standards(upper))


# Not ---------------------------------------------------------------------------------------------
def refused_as_it_came(upper: Db, path: Path, reason: str, code: str) -> None:
    """Held with the reason, not to be accepted by anybody, and the book stays as it was."""
    before = dump(upper)
    found = looking.examine(upper, path, now=NOW)
    assert (found.checks[3].code, found.checks[3].state) == (code, ERR)
    assert (found.glance.can_accept, found.glance.errors >= 1) == (False, True)
    tried = judging.accept(upper, path, receipts=None, now=NOW, by=BY)
    assert isinstance(tried.refusal, PackageStandardUnfit)
    assert reason in str(tried.refusal.details["reason"])
    assert dump(upper) == before
    [taken] = take_in(upper, [path])
    assert taken.verdict == "held"
    assert reason in taken.note
    logged = packages.log(upper)[0]
    assert (logged.verdict, reason in str(logged.details["reason"])) == ("held", True)
    after = dump(upper)
    assert {k: after[k] for k in ("standard", "review", "round")} == {
        k: before[k] for k in ("standard", "review", "round")
    }


def test_an_unknown_standard_that_does_not_come_along_is_held(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    path = packed_with(own, tmp_path / "usb", None)
    refused_as_it_came(upper, path, "Sổ chưa có chuẩn", "standard")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no toml",
        b"\xff\xfe",
        b'id = "x"',
        b"a = " + b"[" * 90_000,
        b"a." * 60_000 + b"a = 1",
        b"a = " + b"9" * 90_000,
    ],
    ids=["empty", "words", "bytes", "short", "nested", "dotted", "digits"],
)
def test_a_pack_that_cannot_be_read_is_held_in_words(
    own: Db, upper: Db, tmp_path: Path, content: bytes
) -> None:
    path = packed_with(own, tmp_path / "usb", content)
    refused_as_it_came(upper, path, "Không đọc được chuẩn", "standard-broken")


def test_a_pack_under_another_name_than_the_signed_one_is_held(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    path = packed_with(own, tmp_path / "usb", other_pack(own, id="2022-2025"))
    refused_as_it_came(upper, path, "Không đọc được chuẩn", "standard-broken")


def test_a_pack_that_lacks_its_numbers_is_held(own: Db, upper: Db, tmp_path: Path) -> None:
    path = packed_with(own, tmp_path / "usb", other_pack(own, missing=("mức điểm",)))
    refused_as_it_came(upper, path, "còn thiếu: mức điểm", "standard-incomplete")


def test_a_tampered_pack_is_refused(own: Db, upper: Db, tmp_path: Path) -> None:
    """Another pack than the one that the sender named, though the archive and its seal are sound."""
    path = packed_with(
        own, tmp_path / "usb", other_pack(own, name="Chuẩn khác"),
        sha256=hashlib.sha256(catalogue.standard_content(own, MADE)).hexdigest(),
    )  # fmt: skip
    before = dump(upper)
    [taken] = take_in(upper, [path])
    assert isinstance(taken.refusal, PackageDamaged)
    assert taken.refusal.details["what"] == "standard"
    assert dump(upper) == before


def test_the_same_id_with_other_content_is_held_and_never_replaces(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    with writing(upper):
        standards.put(upper, MADE, other_pack(own, name="Bản trước"), at=NOW, by=BY)
    kept = dump(upper)["standard"]
    path = pack(own, tmp_path)
    found = looking.examine(upper, path, now=NOW)
    assert (found.checks[3].code, found.checks[3].state) == ("standard-differs", WARN)
    assert (found.glance.is_clean, found.glance.can_accept) == (False, True)
    [taken] = take_in(upper, [path])
    assert taken.verdict == "held"
    assert "khác bản trong sổ" in str(packages.log(upper)[0].details["reason"])
    assert dump(upper)["standard"] == kept
    # An official may take the figures in, after asking; the book's standard stays.
    decided = judging.accept(upper, path, receipts=None, now=NOW, by=BY)
    assert (decided.verdict, decided.refusal) == ("accepted", None)
    assert dump(upper)["standard"] == kept
    same_on_both_sides(own, upper)


def test_a_look_from_before_another_brought_the_same_id_is_held(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    seen = receiving.look(upper, pack(own, tmp_path))
    with writing(upper):
        standards.put(upper, MADE, other_pack(own, name="Bản khác"), at=NOW, by=BY)
    kept = dump(upper)["standard"]
    assert receiving.accept(upper, seen, now=NOW, by=BY).verdict == "held"
    assert dump(upper)["standard"] == kept


def test_a_shipped_standard_is_never_replaced(own: Db, upper: Db, tmp_path: Path) -> None:
    shipped = catalogue.standard_content(upper, "2022-2025")
    forged = other_pack(own, id="2022-2025", name="Chuẩn đã sửa")
    path = packed_with(own, tmp_path / "usb", forged, named="2022-2025")
    assert verdicts(take_in(upper, [path])) == ["held"]
    judging.accept(upper, path, receipts=None, now=NOW, by=BY)
    with writing(upper):  # even if it lay in the book
        standards.put(upper, "2022-2025", forged, at=NOW, by=BY)
    assert catalogue.standard_content(upper, "2022-2025") == shipped
    assert catalogue.standards(upper)["2022-2025"] == catalogue.shipped_standard("2022-2025")


def test_a_shipped_standard_of_another_program_version_is_a_warning_as_before(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    path = packed_with(sender, tmp_path / "usb", None, named="2022-2025")
    found = looking.examine(upper, path, now=NOW)
    assert (found.checks[3].code, found.checks[3].state) == ("standard", WARN)
    assert found.glance.is_clean


def test_a_taking_in_that_fails_keeps_no_standard(
    own: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_db: Db, _package: packages.Package) -> None:
        raise PackageDamaged(path="", detail="")

    seen, before = receiving.look(upper, pack(own, tmp_path)), dump(upper)
    monkeypatch.setattr(packages, "put", full)
    with pytest.raises(PackageDamaged):
        receiving.accept(upper, seen, now=NOW, by=BY)
    assert dump(upper) == before


# Practice ----------------------------------------------------------------------------------------
def test_a_practice_standard_in_a_real_report_is_held(own: Db, upper: Db, tmp_path: Path) -> None:
    path = packed_with(own, tmp_path / "usb", other_pack(own, practice=True))
    refused_as_it_came(upper, path, "chỉ để luyện tập", "standard-practice")


def test_a_shipped_practice_standard_in_a_real_report_is_held(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    path = packed_with(
        own, tmp_path / "usb", None, named="practice",
        sha256=hashlib.sha256(catalogue.standard_content(upper, "practice")).hexdigest(),
    )  # fmt: skip
    refused_as_it_came(upper, path, "chỉ để luyện tập", "standard-practice")


def test_among_practice_books_a_practice_standard_travels_and_says_so(
    open_made: Opener, tmp_path: Path
) -> None:
    commune = open_made("practice")
    made = make(tmp_path / "above", UPPER, practice=True)
    above = open_book(made.path, code=made.code)
    introduce(commune, above, tmp_path)
    standard = open_own(commune)
    assert standard.practice
    path = pack(commune, tmp_path)
    check = looking.examine(above, path, now=NOW).checks[3]
    assert check.code == "standard-brought-practice"
    assert verdicts(take_in(above, [path])) == ["accepted"]
    assert catalogue.standard(above, standard.id) == standard
    assert reporting.sheet_of(above, "7.1", YEAR).heading.practice
    close_book(above)


# Books that took such reports in before ----------------------------------------------------------
def assert_all_reads(db: Db) -> None:
    """Everything that an upper office looks at of a round."""
    seen = gathering.upper_overview(db, YEAR)
    assert (seen.now.poor, seen.now.near_poor) == (1, 1)
    assert len(seen.lacks) == 12
    assert all(lack.name and lack.now is not None for lack in seen.lacks)
    for form in reporting.FORM_IDS:
        reporting.look_at(db, form, YEAR)
    assert [r.form_id for r in reporting.readiness(db, YEAR) if r.error is None][:1] == ["7.1"]
    listed = reporting.sheet_of(db, "VI", YEAR)
    assert len(listed.body) >= 2
    overview.situation(db, YEAR)
    overview.round_findings(db, YEAR, now=NOW)
    entering.particulars(db)
    for household in exchanging.records_of(db, COMMUNE, YEAR).households:
        recalling.recall(db, household.uid)
        explaining.explained(db, household.uid, YEAR, now=NOW)


@pytest.mark.parametrize("broken", [None, b'id = "2022-2025-b1-02296-v1"'], ids=["none", "broken"])
def test_a_round_whose_standard_is_unknown_is_told_in_the_words_of_the_law(
    own: Db, upper: Db, tmp_path: Path, broken: bytes | None
) -> None:
    """A book of before the pack went along; or one whose pack this program cannot read."""
    take_in(upper, [pack(own, tmp_path)])
    with writing(upper):
        upper.execute("DELETE FROM standard")
        if broken is not None:
            standards.put(upper, MADE, broken, at=NOW, by=BY)
    with pytest.raises(StandardUnknown):
        catalogue.standard(upper, MADE)
    assert_all_reads(upper)
    [again] = take_in(upper, [packed_with(own, tmp_path / "b", None)])
    assert again.verdict == "held"


def test_a_lost_standard_comes_back_with_the_next_report(
    own: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(own, tmp_path)])
    with writing(upper):
        upper.execute("DELETE FROM standard")
    take_in(upper, [pack(own, tmp_path)])
    assert catalogue.standard(upper, MADE) == catalogue.standard(own, MADE)


def test_nobody_s_words_fill_more_than_a_line(own: Db, upper: Db, tmp_path: Path) -> None:
    long = other_pack(own, name="Chuẩn\n" + "dài " * 900)
    opened = opened_by(upper, packed_with(own, tmp_path / "usb", long))
    name = str(brought_by(upper, opened).check.details["name"])
    assert len(name) == 240
    assert "\n" not in name
