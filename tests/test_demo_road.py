"""The road of `rasoat demo`: answers, returns, packs from above, letters and the third tier, as told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

import pytest

from desktop.exchange.letter import Carries, Kind
from desktop.services import (
    answering,
    arriving,
    bringing_down,
    calendaring,
    counting,
    examining,
    exchanging,
    looking,
    mail_settings,
    mailing,
    receipting,
    registering,
    reported,
    sending_down,
    upper_board,
)
from desktop.services.demonstrating import PASSPHRASE, Demo
from desktop.services.down_plan import Fate
from desktop.services.examining import CLEAN
from desktop.services.sources import carried
from desktop.store import outbox
from desktop.store.connection import Db, close_book, open_book
from desktop.store.sent_down import APPLIED
from desktop.ui.pages.inbox import entries
from tests.demo_season import LATE

DISTRICT, PROVINCE, ABOVE = ("071", "2022"), ("08", "2025"), ("08", "2022")
ANSWERED, LAST = "02512", "00832"
"""The communes of the small season's province that reported."""
AFTER = datetime.date(2027, 1, 4)


@pytest.fixture(scope="module")
def books(demo: Demo) -> Iterator[Mapping[tuple[str, str], Db]]:
    """All books of the demo, to be read."""
    found = {key: open_book(path, passphrase=PASSPHRASE) for key, path in demo.books.items()}
    yield found
    for db in found.values():
        close_book(db)


Books = Mapping[tuple[str, str], Db]


def test_everything_that_was_sent_later_lies_in_its_folder(demo: Demo) -> None:
    assert len(set(demo.further)) == len(demo.further)
    assert all(path.stat().st_size > 500 for path in demo.further)
    folders = {path.relative_to(demo.folder / "goi").parts[:2] for path in demo.further}
    assert folders == {
        ("2022", "gui_lai"), ("2022", "giay_nhan"), ("2022", "bao_cao_cap_tren"),
        ("2025", "giay_nhan"), ("2025", "bo_sung"), ("2025", "thu"), ("2025", "cap_tren"),
    }  # fmt: skip


# Answers -----------------------------------------------------------------------------------------
def test_one_receipt_brought_a_letter_and_two_remarks_of_which_one_is_settled(
    demo: Demo, books: Books
) -> None:
    db = books[ANSWERED, "2025"]
    [report] = [p for p in exchanging.history(db, 2026) if (p.kind, p.number) == ("report", 1)]
    answer = answering.answer_to(db, report)
    assert answer is not None
    assert answer.opinion is not None
    assert (answer.opinion.number, answer.opinion.agrees) == ("1875/UBND-VX", True)
    assert answer.opinion.on is not None
    assert answer.opinion.text
    assert sorted(heard.is_open for heard in answer.remarks) == [False, True]
    changed = [h.remark.record_uid for h in answer.remarks if h.changed]
    assert changed == [h.remark.record_uid for h in answer.remarks if h.is_open]
    [receipt] = [p for p in demo.further if p.parent.parts[-2:] == ("2025", "giay_nhan")]
    again = answering.answer_in(db, examining.look(db, receipt))
    assert again.known
    assert again.remarks == answer.remarks, "read once more it says what was dealt with"


def test_one_commune_is_still_owed_a_remark(books: Books) -> None:
    [owed] = receipting.receipts_owed(books[PROVINCE])
    assert (owed.office, owed.remarks, owed.opinion) == (LAST, 1, False)


# The upper desk ----------------------------------------------------------------------------------
def test_the_district_has_one_returned_one_held_one_late_and_newer_than_counted(
    books: Books,
) -> None:
    stands = reported.reported(books[DISTRICT], 2024, today=AFTER)
    reporting = [c for c in stands.communes if c.stand != reported.MISSING]
    by_stand = {c.stand: c for c in reporting}
    assert set(by_stand) == {reported.RETURNED, reported.HELD}
    assert by_stand[reported.RETURNED].remark
    assert all((c.is_in_book, c.accepted_number, c.newer) == (True, 1, 2) for c in reporting)
    assert [c.is_late for c in sorted(reporting, key=lambda c: c.code)] == [False, True]
    assert stands.due.is_set


def test_the_residents_of_the_returned_commune_jumped(books: Books) -> None:
    found = upper_board.comparison(books[DISTRICT], 2024, today=AFTER)
    jumps = {
        row.stand.stand for row in found.rows for mark in row.marks if mark.kind == "residents_up"
    }
    assert jumps == {reported.RETURNED}


# Sent down ---------------------------------------------------------------------------------------
def test_a_pack_was_applied_and_the_next_one_disagrees_with_the_commune(
    demo: Demo, books: Books
) -> None:
    province, commune = books[PROVINCE], books[LATE, "2025"]
    assert [p.number for p in sending_down.offer(province).sent] == [3, 2, 1]
    applied = bringing_down.packs(commune)  # the plan's orders in January, then days and words
    assert {(p.number, p.state) for p in applied} == {(1, APPLIED), (2, APPLIED)}
    assert len(calendaring.exchanged_days(commune)) == 2
    [second] = [p for p in demo.further if p.parent.name == "cap_tren" and "_0003_" in p.name]
    seen = bringing_down.look(commune, second)
    assert seen.may_apply
    assert [line.key for line in seen.of(Fate.CONFLICT)] == ["autumn/2026"]


# Letters -----------------------------------------------------------------------------------------
def test_a_letter_went_one_is_in_doubt_and_one_waits(books: Books) -> None:
    db = books[ANSWERED, "2025"]
    letters = sorted(mailing.box(db).letters, key=lambda letter: letter.number)
    assert [letter.state for letter in letters] == [outbox.SENT, outbox.UNSURE, outbox.WAITING]
    account = mail_settings.account(db)
    assert account is not None
    assert account.smtp.host.endswith(".invalid"), "no demo ever talks to a server"
    assert {a.rpartition("@")[2] for a in (account.address, *(x.address for x in letters))} == {
        "example.org"
    }
    others = [mail_settings.account(b) for key, b in books.items() if key != (ANSWERED, "2025")]
    assert not any(others)


def test_reports_in_a_letter_and_in_parts_are_found_and_can_be_taken_in(
    demo: Demo, books: Books
) -> None:
    folder = demo.folder / "goi" / "2025" / "thu"
    kinds = sorted(path.suffix for path in folder.iterdir())
    assert kinds == [".eml", *[".rasoat-part"] * 3]
    looks = [examining.look(books[PROVINCE], path) for path in arriving.unfold([folder])]
    assert [look.state for look in looks] == [CLEAN, CLEAN]
    letters = [look.header.letter for look in looks if look.header]
    assert {(x.sender.code, x.number) for x in letters} == {(ANSWERED, 2), (LAST, 2)}


def test_what_was_overtaken_is_counted_once_when_it_is_read_again(demo: Demo, books: Books) -> None:
    above = books[ABOVE]
    folder = demo.folder / "goi" / "2022" / "bao_cao_cap_tren"
    glances = looking.glance_all(above, [folder], now=datetime.datetime.now(datetime.UTC))
    sorted_out = entries.sort_out(glances, exchanging.history(above), ("08", "Tỉnh Tuyên Quang"))
    assert (len(sorted_out.shown), sorted_out.fresh, sorted_out.before) == (2, [], 2)


# The third tier ----------------------------------------------------------------------------------
def test_the_province_of_three_tiers_took_in_sums_then_lists_and_counts_the_same(
    books: Books,
) -> None:
    above, district = books[ABOVE], books[DISTRICT]
    came = [p for p in exchanging.history(above) if p.direction == "in"]
    assert [(p.kind, p.number, carried(p)) for p in came] == [
        (Kind.PLAN, 1, None), (Kind.REPORT, 2, Carries.LISTS), (Kind.REPORT, 1, Carries.SUMS),
    ]  # fmt: skip
    totals = [
        counting.report_totals(counting.unit_figures(db, 2024)) for db in (above, district)
    ]  # fmt: skip
    assert totals[0] == totals[1]
    assert totals[0]
    found = entries.entries([], came, 2024)
    assert entries.communes_in(found, 2024) == 2, "a district's report speaks for its communes"
    listed = {h.uid for h in registering.everyone(above)}
    assert listed
    assert listed < {h.uid for h in registering.everyone(district)}
    sent = [p for p in exchanging.history(district) if p.direction == "out" and p.kind == "report"]
    assert [p.verdict for p in sent] == ["taken_in", "taken_in"]
