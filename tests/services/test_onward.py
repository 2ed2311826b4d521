"""Commune → district → province by files only: sums, lists or everything, and the same numbers above."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.errors import (
    ListIncomplete,
    NothingAbove,
    PackageForeignRecords,
    PackageOlder,
    SenderNotBelow,
)
from desktop.exchange import package
from desktop.exchange.letter import Carries
from desktop.reports.sheet import Sheet
from desktop.services import (
    counting,
    exchanging,
    gathering,
    looking,
    onward,
    receiving,
    registering,
    reporting,
    reviewing,
)
from desktop.store import households, packages, reviews
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import make
from tests.services.made import (
    BY,
    NOT,
    NOW,
    POOR,
    add,
    at,
    dump,
    introduce,
    key,
    pack,
    take_in,
    verdicts,
)
from tests.services.onward_made import (
    DISTRICT,
    FIRST,
    OTHER,
    PROVINCE,
    Tiers,
    fill,
    tier_books,
    tiers,
)

__all__ = ["tier_books", "tiers"]
EVERY = pytest.mark.parametrize("carries", [*Carries])
FORMS = [f"7.{n}" for n in range(1, 11)]


def both(tiers: Tiers) -> None:
    tiers.report(FIRST)
    tiers.report(OTHER)


def figures(db: Db, year: int = 2026) -> dict[str, object]:
    """Figures by commune; the district of a group is the province's own word."""
    return {f.code: replace(f, group="") for f in counting.unit_figures(db, year)}


# The same numbers above ---------------------------------------------------------------------------
@EVERY
def test_the_province_prints_the_districts_numbers_whatever_was_passed_on(
    tiers: Tiers, carries: Carries
) -> None:
    both(tiers)
    tiers.arrive(carries)
    for year in (2025, 2026):
        assert figures(tiers.province, year) == figures(tiers.district, year)
    assert set(figures(tiers.province)) == {FIRST, OTHER}
    for form in FORMS:
        below = reporting.sheet_of(tiers.district, form, 2026)
        above = reporting.sheet_of(tiers.province, form, 2026)
        assert totals_line(above) == totals_line(below), form


def totals_line(sheet: Sheet) -> object:
    """The last row of a form: all communes together."""
    return [line[2:] for line in sheet.body[-1].lines]


def test_a_list_read_for_a_year_before_the_first_round_holds_up_no_lists(tiers: Tiers) -> None:
    home = registering.everyone(tiers.first)[0]
    [known] = [
        r for r in reviews.of_commune(tiers.first, FIRST, 2025) if r.household_uid == home.uid
    ]
    with writing(tiers.first):
        reviews.put(tiers.first, [replace(known, uid="of-a-list", year=2022)])
    both(tiers)
    tiers.arrive(Carries.LISTS)
    years = {r.year for r in reviews.of_commune(tiers.province, FIRST, 2026)}
    assert years == {2025, 2026}


@EVERY
def test_the_sums_that_the_district_signed_are_those_that_the_province_counts(
    tiers: Tiers, carries: Carries
) -> None:
    both(tiers)
    path = tiers.onward(carries)
    [taken] = take_in(tiers.province, [path], receipts=tiers.folder / "answers")
    assert taken.receipt is not None
    assert taken.totals["figure:poor_households"] == 3
    take_in(tiers.district, [taken.receipt])
    sent = next(p for p in exchanging.history(tiers.district) if p.direction == "out")
    assert (sent.verdict, sent.details["agrees"]) == ("taken_in", True)


@EVERY
def test_the_board_of_the_province_counts_the_communes_of_the_district(
    tiers: Tiers, carries: Carries
) -> None:
    both(tiers)
    tiers.arrive(carries)
    seen = gathering.upper_overview(tiers.province, 2026)
    stands = {c.code: c for c in seen.communes if c.is_in_book}
    assert set(stands) == {FIRST, OTHER}
    assert seen.now is not None
    assert (seen.now.poor, seen.now.residents) == (3, 200)
    first = stands[FIRST]
    assert first.now is not None
    assert first.last is not None
    assert (first.now.poor, first.last.poor) == (2, 2)


# What goes along ----------------------------------------------------------------------------------
def test_sums_name_nobody(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.SUMS)
    assert registering.everyone(tiers.province) == []
    assert reviews.of_round(tiers.province, 2026) == []


def test_lists_hold_what_annex_vi_holds_and_no_answers(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.LISTS)
    held = {h.uid: h for h in registering.everyone(tiers.province)}
    listed = reviews.of_round(tiers.province, 2026)
    assert len(listed) == 4
    assert {r.outcome.household_class for r in listed if r.outcome} == {"poor", "near_poor"}
    for review in listed:
        assert (review.answers.confirmed, review.answers.facts) == ({}, {})
        assert review.answers.causes == ("capital",)
        assert review.outcome
        assert (review.outcome.deprived, review.outcome.b1_points) == ((), 100)
        for person in held[review.household_uid].members:
            assert (person.schooling, person.insured, person.work) == (None, None, None)
    below = reporting.sheet_of(tiers.district, "VI", 2026)
    above = reporting.sheet_of(tiers.province, "VI", 2026)
    assert len(above.body) == len(below.body)


def test_a_list_over_communes_that_came_as_sums_is_refused_with_their_names(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.SUMS)
    with pytest.raises(ListIncomplete) as refused:
        reporting.sheet_of(tiers.province, "VI", 2026)
    assert refused.value.details["count"] == 2


def test_everything_arrives_and_stays_the_communes_own(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.WHOLE)

    def of(db: Db) -> list[Household]:
        return sorted(registering.everyone(db), key=lambda h: h.uid)

    assert of(tiers.province) == of(tiers.district)
    books = {h.written_by for h in of(tiers.province)}
    assert books == {exchanging.office(tiers.first).book_id, exchanging.office(tiers.other).book_id}
    assert sorted(reviews.all_until(tiers.province, 2026), key=lambda r: r.uid) == sorted(
        reviews.all_until(tiers.district, 2026), key=lambda r: r.uid
    )


def test_the_district_signs_for_the_book_and_the_package_of_each_commune(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.SUMS)
    [logged] = packages.from_sender(tiers.province, DISTRICT)
    sources = {s[0]: s for s in logged.details["sources"]}
    taken_in = packages.from_sender(tiers.district, FIRST)[0]
    book = exchanging.office(tiers.first).book_id
    assert sources[FIRST] == [FIRST, book, 2026, 1, taken_in.sha256]
    assert set(sources) == {FIRST, OTHER}


# Replacement --------------------------------------------------------------------------------------
@EVERY
def test_the_same_package_twice_changes_nothing(tiers: Tiers, carries: Carries) -> None:
    both(tiers)
    path = tiers.onward(carries)
    take_in(tiers.province, [path])
    before = dump(tiers.province)
    assert verdicts(take_in(tiers.province, [path])) == ["known"]
    assert dump(tiers.province) == before


@pytest.mark.parametrize("first", [*Carries])
@pytest.mark.parametrize("then", [*Carries])
def test_a_later_package_replaces_the_earlier_to_the_last_record(
    tiers: Tiers, first: Carries, then: Carries
) -> None:
    both(tiers)
    tiers.arrive(first)
    home = registering.everyone(tiers.first)[0]
    key(tiers.first, home, POOR, 2026, size=6)
    key(tiers.first, add(tiers.first, "Lý Văn Mới"), POOR, 2026)
    tiers.report(FIRST)
    path = tiers.onward(then)
    widths = [Carries.SUMS, Carries.LISTS, Carries.WHOLE]
    narrower = widths.index(then) < widths.index(first)
    [taken] = take_in(tiers.province, [path])
    assert taken.verdict == ("held" if narrower else "accepted"), taken.refusal
    if narrower:  # households would leave the book: an official decides
        seen = receiving.look(tiers.province, path)
        assert "rời khỏi sổ" in seen.doubt == taken.note
        assert receiving.accept(tiers.province, seen, now=NOW, by=BY).verdict == "accepted"
    assert figures(tiers.province) == figures(tiers.district)
    expected = {
        Carries.SUMS: 0,
        Carries.LISTS: len(households.get_many(tiers.province, listed(tiers.district))),
        Carries.WHOLE: len(registering.everyone(tiers.district)),
    }
    assert len(registering.everyone(tiers.province)) == expected[then]
    kept = tiers.province.execute("SELECT count(*) FROM unit_figure").fetchone()[0]
    assert kept == (0 if then is Carries.WHOLE else 4)


def listed(db: Db) -> list[str]:
    """Households that were on a list of either year."""
    found = reviews.all_until(db, 2026)
    return [*{r.household_uid for r in found if r.outcome and r.outcome.household_class != NOT}]


def test_an_older_package_of_the_district_is_left(tiers: Tiers) -> None:
    both(tiers)
    older = tiers.onward(Carries.WHOLE)
    tiers.arrive(Carries.WHOLE)
    before = dump(tiers.province)
    [taken] = take_in(tiers.province, [older])
    assert isinstance(taken.refusal, PackageOlder)
    assert dump(tiers.province) == before


def test_a_commune_that_the_district_no_longer_reports_waits_for_a_decision(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.WHOLE)
    with writing(tiers.district):  # as if it had never been taken in
        tiers.district.execute("DELETE FROM package WHERE sender = ?", [OTHER])
    [taken] = take_in(tiers.province, [tiers.onward(Carries.WHOLE)])
    assert taken.verdict == "held"
    assert OTHER in figures(tiers.province), "nothing is lost before somebody decided"


# Nothing twice ------------------------------------------------------------------------------------
def test_a_commune_under_a_district_is_not_taken_in_by_the_province(tiers: Tiers) -> None:
    """Once directly and once through its district would be twice."""
    both(tiers)
    tiers.arrive(Carries.WHOLE)
    introduce(tiers.province, tiers.first, tiers.folder)
    before = dump(tiers.province)
    path = pack(tiers.first, tiers.folder, to=PROVINCE)
    [taken] = take_in(tiers.province, [path])
    assert isinstance(taken.refusal, SenderNotBelow)
    assert dump(tiers.province) == before


def forged(tiers: Tiers, carries: Carries, **changes: object) -> Path:
    """A package that the district signed with something else in it than its program writes."""
    db = tiers.district
    opened = reviewing.round_of(db, 2026)
    records = onward.records_to_send(db, 2026, carries)
    draft = onward._draft(db, exchanging.office(db), opened, carries, NOW)
    records = replace(records, **changes.pop("records", {}))  # type: ignore[arg-type]
    draft = replace(draft, **changes)  # type: ignore[arg-type]
    raw = package.pack_report(
        draft, records, {}, keys=exchanging.own_keys(db), me=exchanging.own_card(db),
        receiver=exchanging.receiver(db, PROVINCE),
    )  # fmt: skip
    path = tiers.folder / f"forged-{len(raw)}.rasoat"
    path.write_bytes(raw)
    return path


def test_a_district_cannot_report_a_commune_of_another_district(tiers: Tiers) -> None:
    both(tiers)
    sources = onward._sources(tiers.district, exchanging.office(tiers.district))
    strange = replace(sources[0], commune="02212")
    path = forged(tiers, Carries.SUMS, sources=(*sources, strange))
    [taken] = take_in(tiers.province, [path])
    assert isinstance(taken.refusal, PackageForeignRecords)


@EVERY
def test_records_of_a_book_that_the_district_did_not_sign_for_are_refused(
    tiers: Tiers, carries: Carries
) -> None:
    both(tiers)
    sources = onward._sources(tiers.district, exchanging.office(tiers.district))
    for wrong in (sources[:1], (*sources, sources[0]), ()):
        path = forged(tiers, carries, sources=wrong)
        [taken] = take_in(tiers.province, [path])
        assert isinstance(taken.refusal, PackageForeignRecords), (carries, wrong)


def test_sums_that_the_lists_do_not_bear_out_are_refused(tiers: Tiers) -> None:
    both(tiers)
    whole = onward.records_to_send(tiers.district, 2026, Carries.LISTS)
    first, *rest = whole.figures
    wrong = replace(first, unit=replace(first.unit, poor_households=first.unit.poor_households + 1))
    path = forged(tiers, Carries.LISTS, records={"figures": (wrong, *rest)})
    [taken] = take_in(tiers.province, [path])
    assert taken.verdict == "refused"
    assert registering.everyone(tiers.province) == []


# Who may ------------------------------------------------------------------------------------------
def test_only_an_office_between_sends_onward(tiers: Tiers) -> None:
    for db in (tiers.first, tiers.province):
        with pytest.raises(NothingAbove):
            onward.pack_onward(
                db, 2026, PROVINCE, tiers.folder, carries=Carries.SUMS, now=NOW, by=BY
            )


@EVERY
def test_the_district_sees_beforehand_what_the_province_will_find(
    tiers: Tiers, carries: Carries
) -> None:
    tiers.report(FIRST)
    found = {c.code: c for c in onward.checks(tiers.district, 2026, carries, now=NOW)}
    assert found["opens"].state == found["key"].state == found["balance"].state == "ok"
    assert found["communes"].state == "warn"
    seen = onward.going(tiers.district, 2026, carries)
    assert (seen.reported, seen.number, seen.to) == (1, 1, PROVINCE)
    assert (seen.households > 0) == (carries is not Carries.SUMS)
    assert seen.totals["poor"] == (2, 7)
    assert exchanging.history(tiers.district)[0].direction == "in", "nothing was packed"


# As the inbox shows it ----------------------------------------------------------------------------
@EVERY
def test_the_inbox_compares_what_the_district_signed_with_what_the_book_would_hold(
    tiers: Tiers, carries: Carries
) -> None:
    both(tiers)
    path = tiers.onward(carries)
    for _ in range(2):
        seen = looking.examine(tiers.province, path, now=NOW)
        assert not seen.glance.errors, seen.findings
        totals = {name: (signed, ours) for name, signed, ours in seen.totals}
        assert totals["poor_households"] == (3, 3)
        assert totals["near_poor_people"] == (5, 5)
        assert totals["sheets"][0] == totals["sheets"][1]
        take_in(tiers.province, [path])


def test_the_inbox_says_that_a_narrower_report_takes_households_out(tiers: Tiers) -> None:
    both(tiers)
    tiers.arrive(Carries.WHOLE)
    seen = looking.examine(tiers.province, tiers.onward(Carries.SUMS), now=NOW)
    assert [c.code for c in seen.findings] == ["narrower"]
    assert (seen.glance.state, seen.glance.can_accept) == ("held", True)
    assert seen.moves["leaves"] == 6


# A commune that began a new book ------------------------------------------------------------------
def test_the_district_signs_for_the_book_whose_records_it_holds_whatever_its_clock_said(
    tiers: Tiers, tmp_path: Path
) -> None:
    """The old book was taken in by a clock of 2099; the new one, accepted by an official, in 2026."""
    take_in(tiers.district, [pack(tiers.first, tmp_path, to=DISTRICT)], now=at(2099))
    made = make(tmp_path / "new", FIRST, "2022")
    begun = open_book(made.path, code=made.code)
    introduce(tiers.district, begun, tmp_path)
    fill(begun, 3)
    seen = receiving.look(tiers.district, pack(begun, tmp_path / "new", to=DISTRICT))
    assert seen.state == "held"
    assert receiving.accept(tiers.district, seen, now=NOW, by=BY).verdict == "accepted"
    tiers.arrive(Carries.WHOLE)
    assert {h.written_by for h in registering.everyone(tiers.province)} == {
        exchanging.office(begun).book_id
    }
    close_book(begun)
