"""Cards compared by telephone, and reports sealed: numbers rise, nothing half-sent is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import (
    Cancelled,
    CardChanged,
    CodeDiffers,
    DiskFull,
    FileUnwritable,
    PackageKindWrong,
    PracticeMixed,
    ReceiverUnknown,
    RoundMissing,
    RoundNotHere,
)
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.services import exchanging, upkeep
from desktop.store import audit, packages
from desktop.store.connection import Db, close_book
from tests.services.conftest import Opener
from tests.services.made import (
    BY,
    COMMUNE,
    LIST,
    NOW,
    PHRASE,
    POOR,
    SECOND,
    UPPER,
    add,
    dump,
    key,
    open_rounds,
    own_card,
    pack,
    residents,
)


@pytest.fixture
def keyed(commune: Db) -> Db:
    """A commune with one poor household in its round of 2026."""
    open_rounds(commune, 2026)
    key(commune, add(commune), POOR)
    residents(commune)
    return commune


# Cards -------------------------------------------------------------------------------------------
def test_a_card_is_trusted_by_its_eight_digits_only(
    commune: Db, second: Db, tmp_path: Path
) -> None:
    file = exchanging.write_card(second, tmp_path, now=NOW)
    code = exchanging.code_of(own_card(second))
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    before = dump(commune)
    with pytest.raises(CodeDiffers):
        exchanging.trust(commune, file, wrong, now=NOW, by=BY)
    assert dump(commune) == before
    card = exchanging.trust(commune, file, code.replace(" ", ""), now=NOW, by=BY)
    assert card in exchanging.trusted(commune)
    assert audit.of(commune, SECOND)[0].action == "card-trusted"


def test_other_keys_of_a_trusted_office_are_asked_about(upper: Db, tmp_path: Path) -> None:
    office = upkeep.office_of(COMMUNE, LIST)
    made = upkeep.new_book(tmp_path / "new", office, PHRASE, now=NOW, by=BY)
    file = exchanging.write_card(made.db, tmp_path, now=NOW)
    code = exchanging.code_of(own_card(made.db))
    before = dump(upper)
    with pytest.raises(CardChanged):
        exchanging.trust(upper, file, code, now=NOW, by=BY)
    assert dump(upper) == before
    exchanging.trust(upper, file, code, replace=True, now=NOW, by=BY)
    assert [c for c in exchanging.trusted(upper) if c.code == COMMUNE] == [own_card(made.db)]
    close_book(made.db)


def test_a_report_is_no_card(keyed: Db, upper: Db, tmp_path: Path) -> None:
    with pytest.raises(PackageKindWrong):
        exchanging.trust(upper, pack(keyed, tmp_path), "12345678", now=NOW, by=BY)


# Packing -----------------------------------------------------------------------------------------
def test_a_report_lies_sealed_and_logged(keyed: Db, tmp_path: Path) -> None:
    packed = exchanging.pack_report(keyed, 2026, UPPER, tmp_path / "usb", now=NOW, by=BY)
    header = exchanging.inspect(packed.path)
    assert (header.letter.kind, header.letter.year, header.letter.number) == (Kind.REPORT, 2026, 1)
    assert (header.letter.sender.code, header.letter.receiver.code) == (COMMUNE, UPPER)
    assert "Tiến".encode() not in packed.path.read_bytes()
    line = exchanging.history(keyed)[0]
    assert (line.sha256, line.direction, line.verdict) == (packed.sha256, "out", "sent")
    assert (line.size, line.file_name) == (packed.path.stat().st_size, packed.path.name)
    assert packed.path.name.isascii()
    assert packed.totals["figure:poor_households"] == 1


def test_numbers_rise_and_each_names_the_one_before(keyed: Db, upper: Db, tmp_path: Path) -> None:
    first = exchanging.pack_report(keyed, 2026, UPPER, tmp_path, now=NOW, by=BY)
    again = exchanging.pack_report(keyed, 2026, UPPER, tmp_path, now=NOW, by=BY)
    assert (first.number, again.number) == (1, 2)
    assert first.path != again.path
    opened = package.open_sealed(
        again.path.read_bytes(), keys=exchanging.own_keys(upper), me=own_card(upper),
        known=exchanging.trusted(upper),
    )  # fmt: skip
    assert opened.manifest.previous == first.sha256
    assert opened.manifest.standard.id == "2022-2025"


def test_papers_go_along(keyed: Db, upper: Db, tmp_path: Path) -> None:
    packed = exchanging.pack_report(
        keyed, 2026, UPPER, tmp_path, papers={"7.1.pdf": b"%PDF"}, now=NOW, by=BY
    )
    opened = package.open_sealed(
        packed.path.read_bytes(), keys=exchanging.own_keys(upper), me=own_card(upper),
        known=exchanging.trusted(upper),
    )  # fmt: skip
    assert opened.parts["reports/7.1.pdf"] == b"%PDF"


@pytest.mark.parametrize(("year", "to"), [(2025, UPPER), (2026, "99")])
def test_what_cannot_be_packed_leaves_nothing(
    keyed: Db, tmp_path: Path, year: int, to: str
) -> None:
    before = dump(keyed)
    with pytest.raises((RoundMissing, ReceiverUnknown)):
        exchanging.pack_report(keyed, year, to, tmp_path / "usb", now=NOW, by=BY)
    assert dump(keyed) == before
    assert not (tmp_path / "usb").exists()


def test_an_upper_office_packs_no_empty_report(upper: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundNotHere):
        exchanging.pack_report(upper, 2026, UPPER, tmp_path, now=NOW, by=BY)


def test_a_failed_write_uses_up_no_number(keyed: Db, tmp_path: Path) -> None:
    blocked = tmp_path / "usb"
    blocked.write_text("a file where the folder should be")
    before = dump(keyed)
    with pytest.raises(FileUnwritable):
        exchanging.pack_report(keyed, 2026, UPPER, blocked, now=NOW, by=BY)
    assert dump(keyed) == before
    assert exchanging.next_number(keyed, 2026) == 1


def test_a_package_the_log_does_not_know_is_not_left_lying(
    keyed: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_db: Db, _package: packages.Package) -> None:
        raise DiskFull(path="book")

    monkeypatch.setattr(packages, "put", full)
    with pytest.raises(DiskFull):
        pack(keyed, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_cancelled_package_is_not_sent(keyed: Db, tmp_path: Path) -> None:
    seen: list[int] = []

    def stop_at(last: int) -> None:
        def tick(done: int, _total: int) -> None:
            seen.append(done)
            if done == last:
                raise Cancelled

        exchanging.pack_report(keyed, 2026, UPPER, tmp_path / "usb", tick=tick, now=NOW, by=BY)

    for step in (0, 2):
        with pytest.raises(Cancelled):
            stop_at(step)
    assert max(seen) == 2, "once it is sent nothing can be stopped any more"
    assert not list(tmp_path.glob("usb/*"))
    assert exchanging.next_number(keyed, 2026) == 1


def test_practice_and_real_offices_do_not_mix(keyed: Db, open_made: Opener, tmp_path: Path) -> None:
    practice = open_made("practice", "practice")
    file = exchanging.write_card(practice, tmp_path, now=NOW)
    code = exchanging.code_of(own_card(practice))
    exchanging.trust(keyed, file, code, replace=True, now=NOW, by=BY)
    with pytest.raises(PracticeMixed):
        exchanging.pack_report(keyed, 2026, COMMUNE, tmp_path / "usb", now=NOW, by=BY)


def test_the_receiver_is_an_office_of_our_own_list(keyed: Db, tmp_path: Path) -> None:
    """Province 08 of the list of 2022 is another office than 08 of 2025."""
    office = upkeep.office_of(UPPER, "2022")
    old = upkeep.new_book(tmp_path / "old", office, PHRASE, now=NOW, by=BY).db
    file = exchanging.write_card(old, tmp_path, now=NOW)
    exchanging.trust(keyed, file, exchanging.code_of(own_card(old)), now=NOW, by=BY)
    assert exchanging.receiver(keyed, UPPER).list_version == LIST
    close_book(old)
