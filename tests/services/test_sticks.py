"""Sticks: what is on them for us, and what holds when they are full, locked or pulled out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import AppError, DiskFull, MediumGone, MediumReadOnly
from desktop.exchange import package
from desktop.services import exchanging, receiving, sticks
from desktop.services.receiving import ACCEPTED, KNOWN, REFUSED
from desktop.store.connection import Db
from tests.real_stick import RealStick, why_not
from tests.services.made import BY, NOW, dump, pack

real = pytest.mark.skipif(bool(why_not()), reason=why_not() or "a stick can be had")


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[RealStick]:
    """A real exFAT stick of 8 MiB."""
    made = RealStick(tmp_path)
    yield made
    made.close()


# What is on it ------------------------------------------------------------------------------------
def test_packages_for_us_are_found_among_others_and_below_folders(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    root = tmp_path / "usb"
    report = pack(sender, root / "ra-soat" / "2026")
    card = exchanging.write_card(second, root, now=NOW)
    exchanging.write_card(upper, root, now=NOW)  # our own: not for us
    (root / "anh.rasoat").write_bytes(b"no package at all" * 99)
    (root / "$RECYCLE.BIN").mkdir()
    (root / "$RECYCLE.BIN" / report.name).write_bytes(report.read_bytes())
    (root / ".0011aabb.part").write_bytes(report.read_bytes()[:99])
    found = _look(upper, root)
    assert sorted(found.new) == sorted([report, card])
    assert found.others == 2


def test_what_was_taken_in_is_known_and_a_receipt_is_for_its_commune(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    root = tmp_path / "usb"
    report = pack(sender, root)
    assert _look(sender, root).ours == ()
    taken = receiving.take_in(upper, [report], receipts=root, now=NOW, by=BY)
    assert taken[0].verdict == ACCEPTED
    assert _look(upper, root).new == []
    assert _look(sender, root).new == [taken[0].receipt]


def test_a_practice_package_is_not_for_a_real_office(sender: Db, upper: Db, tmp_path: Path) -> None:
    report = pack(sender, tmp_path)
    raw = report.read_bytes().replace(b'"practice":false', b'"practice":true ')
    report.write_bytes(raw)
    assert _look(upper, tmp_path).new == []


def test_a_stick_that_is_gone_has_nothing_on_it(upper: Db, tmp_path: Path) -> None:
    found = _look(upper, tmp_path / "gone")
    assert (found.ours, found.others) == ((), 0)


def test_room_is_asked_for_before_anything_is_sealed(tmp_path: Path) -> None:
    sticks.check_room(tmp_path / "not" / "yet", 1000)
    with pytest.raises(DiskFull):
        sticks.check_room(tmp_path, 1 << 60)


# Real media --------------------------------------------------------------------------------------
@real
def test_a_report_goes_over_a_real_stick_and_its_receipt_comes_home_on_it(
    sender: Db, upper: Db, stick: RealStick
) -> None:
    report = pack(sender, stick.root)
    stick.let_go()
    assert stick.is_sound()
    stick.plug_in()
    new = _look(upper, stick.root).new
    taken = receiving.take_in(upper, new, receipts=stick.root, now=NOW, by=BY)
    assert [t.verdict for t in taken] == [ACCEPTED]
    [receipt] = _look(sender, stick.root).new
    noted = receiving.take_in(sender, [receipt], now=NOW, by=BY)
    assert (noted[0].verdict, noted[0].number) == (ACCEPTED, _number(report))


@real
def test_a_full_stick_keeps_its_files_and_the_number_is_not_used_up(
    sender: Db, stick: RealStick
) -> None:
    first = pack(sender, stick.root)
    _fill(stick.root)
    before = dump(sender)
    with pytest.raises(DiskFull):
        pack(sender, stick.root)
    assert dump(sender) == before
    assert _number(first) == 1
    (stick.root / "fill.bin").unlink()
    assert _number(pack(sender, stick.root)) == 2
    assert not list(stick.root.glob(".*.part"))


@real
def test_a_locked_stick_is_said_and_nothing_is_noted(sender: Db, stick: RealStick) -> None:
    stick.let_go()
    stick.plug_in("ro")
    before = dump(sender)
    with pytest.raises(MediumReadOnly):
        pack(sender, stick.root)
    assert dump(sender) == before


@real
def test_a_stick_pulled_out_while_writing_leaves_no_package_and_no_line_in_the_log(
    sender: Db, stick: RealStick, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pack(sender, stick.root)
    before, flush = dump(sender), os.fsync

    def pulled(handle: int) -> None:
        stick.pull_out()
        flush(handle)

    monkeypatch.setattr(os, "fsync", pulled)
    with pytest.raises(MediumGone):
        pack(sender, stick.root)
    monkeypatch.undo()
    assert dump(sender) == before
    stick.let_go()
    stick.plug_in()
    assert [p.name for p in stick.root.glob("*.rasoat")] == [first.name]
    assert _number(pack(sender, stick.root)) == 2


@real
def test_a_stick_pulled_out_before_it_is_read_is_refused_and_can_be_read_later(
    sender: Db, upper: Db, stick: RealStick
) -> None:
    report = pack(sender, stick.root)
    stick.pull_out()
    assert _look(upper, stick.root).ours == ()
    with pytest.raises(AppError):
        sticks.check_room(stick.root, 1)
    before = dump(upper)
    taken = receiving.take_in(upper, [report], receipts=stick.root, now=NOW, by=BY)
    assert (taken[0].verdict, type(taken[0].refusal)) == (REFUSED, MediumGone)
    assert dump(upper) == before
    stick.let_go()
    stick.plug_in()
    again = receiving.take_in(upper, [report], receipts=stick.root, now=NOW, by=BY)
    assert again[0].verdict == ACCEPTED


@real
def test_a_stick_pulled_out_before_the_receipt_gets_it_the_next_time(
    sender: Db, upper: Db, stick: RealStick, tmp_path: Path
) -> None:
    report = pack(sender, tmp_path)
    stick.pull_out()
    taken = receiving.take_in(upper, [report], receipts=stick.root, now=NOW, by=BY)
    assert (taken[0].verdict, type(taken[0].refusal)) == (ACCEPTED, MediumGone)
    stick.let_go()
    stick.plug_in()
    again = receiving.take_in(upper, [report], receipts=stick.root, now=NOW, by=BY)
    assert again[0].verdict == KNOWN
    assert again[0].receipt is not None
    assert again[0].receipt.is_file()


def _look(db: Db, root: Path) -> sticks.StickLook:
    return sticks.for_us(db, root, sticks.scan(root))


def _number(path: Path) -> int:
    return package.read_header(path.read_bytes()).letter.number


def _fill(root: Path) -> None:
    with (root / "fill.bin").open("wb", buffering=0) as file:
        for block in (1 << 16, 4096):
            try:
                while True:
                    file.write(b"\0" * block)
            except OSError:
                continue
