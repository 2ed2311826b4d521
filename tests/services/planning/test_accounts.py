"""Accounts begun, written, closed with their figures, opened again, quoted from below, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.account import AccountFigures, BelowAccount, UnitLine
from desktop.domain.planning import Account, AccountKind
from desktop.errors import AccountClosed, AccountGone, AccountSpanWrong
from desktop.services.planning import (
    account_desk,
    account_names,
    account_words,
    accounting,
    accounts,
)
from desktop.store import audit, plans
from desktop.store.connection import Db, writing
from tests.services.made import BY, COMMUNE, NEAR, key, pack, take_in
from tests.services.planning.account_made import NOW, TODAY, begin, play


def write(db: Db, uid: str, part: str, text: str) -> None:
    accounts.keep_words(db, uid, part, text, now=NOW, by=BY)


# Begin -----------------------------------------------------------------------------------------------
def test_a_year_has_one_half_and_one_year_account(commune: Db) -> None:
    first, again = begin(commune), begin(commune)
    half, period = begin(commune, AccountKind.HALF), begin(commune, AccountKind.PERIOD, first=2022)
    assert again == first
    assert [a.uid for a in accounts.of(commune, 2026)] == [half.uid, first.uid, period.uid]
    assert [a.uid for a in accounts.of(commune, 2024)] == [period.uid]


@pytest.mark.parametrize("first", [2026, 2027, 2000])
def test_a_period_has_two_years_at_least_and_twenty_at_most(commune: Db, first: int) -> None:
    with pytest.raises(AccountSpanWrong):
        begin(commune, AccountKind.PERIOD, first=first)


# Write -----------------------------------------------------------------------------------------------
def test_words_are_kept_whole_with_their_lines(commune: Db) -> None:
    account = begin(commune)
    write(commune, account.uid, "difficulties", "  Địa bàn rộng.\r\n\r\nThiếu vốn. \n")
    assert accounts.get(commune, account.uid).words == {
        "difficulties": "Địa bàn rộng.\n\nThiếu vốn."
    }
    write(commune, account.uid, "difficulties", "")
    assert accounts.get(commune, account.uid).words == {}


def test_writing_the_same_again_writes_nothing(commune: Db) -> None:
    account = begin(commune)
    write(commune, account.uid, "proposals", "Xin thêm vốn.")
    lines = len(audit.of(commune, account.uid))
    deed = accounts.keep_words(commune, account.uid, "proposals", "Xin thêm vốn.", now=NOW, by=BY)
    assert not deed.after
    assert len(audit.of(commune, account.uid)) == lines


def test_a_removed_account_comes_back_with_its_words(commune: Db) -> None:
    account = begin(commune)
    write(commune, account.uid, "causes", "Thiếu đất.")
    deed = accounts.remove(commune, account.uid, now=NOW, by=BY)
    with pytest.raises(AccountGone):
        accounts.get(commune, account.uid)
    accounts.put_back(commune, deed, now=NOW, by=BY)
    assert accounts.get(commune, account.uid).words == {"causes": "Thiếu đất."}


# Close and open ----------------------------------------------------------------------------------------
def closed(db: Db) -> Account:
    account = begin(db)
    write(db, account.uid, "assessment", "Đạt kế hoạch.")
    accounts.close(db, account.uid, TODAY, now=NOW, by=BY)
    return accounts.get(db, account.uid)


def test_closing_freezes_every_figure_that_was_counted(commune: Db) -> None:
    play(commune)
    counted = accounting.count(commune, begin(commune), TODAY)
    account = closed(commune)
    assert account.closed_on == TODAY
    assert account.figures == accounting.flat(counted)
    assert accounting.frozen(account) == counted
    assert accounts.differences(account, counted) == ()


def test_what_is_closed_is_not_written_on_until_it_is_opened_again(commune: Db) -> None:
    play(commune)
    account = closed(commune)
    with pytest.raises(AccountClosed):
        write(commune, account.uid, "assessment", "Khác.")
    accounts.keep_number(commune, account.uid, "152/BC-UBND", now=NOW, by=BY)
    deed = accounts.reopen(commune, account.uid, now=NOW, by=BY)
    opened = accounts.get(commune, account.uid)
    assert (opened.closed_on, opened.figures, opened.counted) == (None, {}, "")
    assert (opened.words, opened.number) == ({"assessment": "Đạt kế hoạch."}, "152/BC-UBND")
    assert any(e.action == "account-reopened" for e in audit.of(commune, account.uid))
    accounts.put_back(commune, deed, now=NOW, by=BY)
    assert accounts.get(commune, account.uid).closed_on == TODAY


def test_later_changes_of_the_book_are_seen_and_leave_the_closed_account_alone(commune: Db) -> None:
    from desktop.services import registering

    play(commune)
    account = closed(commune)
    household = next(h for h in registering.everyone(commune) if h.head_name == "Bàn Văn Bình")
    key(commune, household, NEAR, 2026)
    shown = account_desk.shown(commune, account, TODAY)
    changed = {d.name: (d.then, d.now) for d in shown.differences}
    assert changed["poor.2026"] == (3, 2)
    assert changed["flow.2026.poor.households.9"] == (3, 2)
    assert shown.figures == accounting.frozen(account)
    words = account_names.difference_words(shown.differences, 99)
    assert "Hộ nghèo năm 2026: 3, nay 2" in words


@given(
    units=st.lists(
        st.builds(
            UnitLine,
            code=st.text("abc. ăđ", min_size=1, max_size=8),
            name=st.just("x"),
            poor_now=st.none() | st.integers(0, 9),
            rate=st.none() | st.floats(0, 100),
            met=st.none() | st.booleans(),
        ),
        max_size=4,
        unique_by=lambda u: u.code,
    )
)
def test_a_frozen_account_is_read_back_as_it_was(units: list[UnitLine]) -> None:
    figures = replace(_EMPTY, units=tuple(units))
    frozen = msgspec.json.encode(figures).decode()
    account = Account(
        uid="a", office="x", kind=AccountKind.YEAR, year=2026, first=2026, closed_on=TODAY,
        figures=accounting.flat(figures), counted=frozen,
    )  # fmt: skip
    assert accounting.frozen(account) == figures
    assert accounts.differences(account, figures) == ()
    assert len([n for n in account.figures if n.endswith(".planned")]) == len(units)


def _empty() -> AccountFigures:
    from desktop.services.upkeep import office_of

    return AccountFigures(
        office=office_of(COMMUNE, "2025"), kind=AccountKind.YEAR, years=(2026,), since=TODAY,
        until=TODAY, on=TODAY, is_open=False, base_year=2025,
    )  # fmt: skip


_EMPTY = _empty()


# Units below -------------------------------------------------------------------------------------------
def came(db: Db, code: str, words: dict[str, str], *, is_closed: bool = True) -> Account:
    """An account of a unit below in an upper office's book, as a package brings it."""
    uid = accounts.account_uid(code, AccountKind.YEAR, 2026, 2026)
    figures = replace(_EMPTY, office=replace(_EMPTY.office, code=code)) if is_closed else None
    account = Account(
        uid=uid, office=code, kind=AccountKind.YEAR, year=2026, first=2026, words=words,
        number="7/BC-UBND", closed_on=TODAY if figures else None,
        counted=msgspec.json.encode(figures).decode() if figures else "",
    )  # fmt: skip
    with writing(db):
        plans.put(db, [account])
    return account


def test_the_upper_office_sees_which_accounts_came_and_who_is_missing(upper: Db) -> None:
    came(upper, COMMUNE, {"difficulties": "Thiếu nước."})
    came(upper, "02365", {}, is_closed=False)
    found = accounting.count(upper, begin(upper), TODAY)
    states = {b.code: b.state for b in found.below}
    assert (states[COMMUNE], states["02365"]) == ("closed", "open")
    assert len(states) == 124
    flat = accounting.flat(found)
    assert (flat["below.closed"], flat["below.open"], flat["below.missing"]) == (1, 1, 122)


def test_the_upper_office_tells_what_its_commune_tells_and_who_is_not_in_it(
    commune: Db, upper: Db, tmp_path: Path
) -> None:
    play(commune)
    take_in(upper, [pack(commune, tmp_path)])
    own, above = (accounting.count(db, begin(db), TODAY) for db in (commune, upper))
    assert above.flows == own.flows
    assert above.point(2026) == own.point(2026)
    assert [(u.code, u.poor_before, u.poor_now) for u in above.units] == [(COMMUNE, 3, 3)]
    assert len(above.missing) == 123
    assert accounting.flat(above)["missing"] == 123
    notes = account_words.notes(above)
    assert any(n.startswith("Số liệu chưa gồm 123 xã, phường, thị trấn") for n in notes)
    assert above.in_year is None


def test_words_of_a_unit_are_quoted_once_under_its_name(upper: Db) -> None:
    own = begin(upper)
    write(upper, own.uid, "difficulties", "Vốn về chậm.")
    unit = BelowAccount(
        code=COMMUNE, name="Xã Bình An", state="closed",
        words={"difficulties": "Thiếu nước.", "proposals": "Làm đập.", "assessment": "Tốt."},
    )  # fmt: skip
    deed = accounts.quote(upper, own.uid, unit, now=NOW, by=BY)
    accounts.quote(upper, own.uid, unit, now=NOW, by=BY)
    assert accounts.get(upper, own.uid).words == {
        "difficulties": "Vốn về chậm.\nXã Bình An: Thiếu nước.",
        "proposals": "Xã Bình An: Làm đập.",
    }
    accounts.put_back(upper, deed, now=NOW, by=BY)
    assert accounts.get(upper, own.uid).words == {"difficulties": "Vốn về chậm."}


def test_the_account_of_a_unit_is_read_with_the_figures_it_closed_with(upper: Db) -> None:
    own = begin(upper)
    came(upper, COMMUNE, {"proposals": "Làm đập."})
    came(upper, "02365", {"proposals": "Làm đường."}, is_closed=False)
    whole = account_desk.of_unit(upper, own, COMMUNE)
    part = account_desk.of_unit(upper, own, "02365")
    assert whole is not None
    assert part is not None
    assert [p.number for p in whole.parts] == ["I", "II", "III", "IV", "V", "VI"]
    assert [p.number for p in part.parts] == ["V", "VI"]
    assert account_desk.of_unit(upper, own, "99999") is None


def test_an_account_of_another_office_is_never_counted_from_this_book(upper: Db) -> None:
    unit = came(upper, COMMUNE, {}, is_closed=False)
    with pytest.raises(ValueError, match=COMMUNE):
        accounting.figures_of(upper, unit, TODAY)
