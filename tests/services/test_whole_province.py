"""A night's folder of a whole province: 138 communes, three bad files, nobody stopped by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.unit import Office
from desktop.errors import PackageDamaged, PackageUnsigned
from desktop.exchange import package, seal
from desktop.exchange.letter import Kind
from desktop.exchange.records import Records
from desktop.exchange.seal import Keys
from desktop.services import counting, exchanging, upkeep
from desktop.services.receiving import ACCEPTED, KNOWN, REFUSED
from desktop.store import packages
from desktop.store.connection import Db, close_book, open_book, writing
from desktop.text import sentence
from tests.benchmarks.parcels import COMMUNES, largest
from tests.services.conftest import make
from tests.services.made import (
    BY,
    LIST,
    NEAR,
    NOW,
    POOR,
    add,
    dump,
    key,
    open_rounds,
    residents,
    take_in,
)


def test_135_of_138_go_in_three_are_told_and_the_next_night_changes_nothing(
    commune: Db, tmp_path: Path
) -> None:
    province, codes = largest()
    made = make(tmp_path / "so", province)
    upper = open_book(made.path, code=made.code)
    pattern = _season(commune)
    folder = tmp_path / "goi"
    files = [_packed(upper, code, pattern, folder) for code in codes]
    bad = _spoiled(files)
    _trust(upper, _office(codes[-1]), seal.new_keys())  # the card that is known has other keys

    taken = take_in(upper, [folder], receipts=tmp_path / "giay")
    assert Counter(t.verdict for t in taken) == {ACCEPTED: COMMUNES - 3, REFUSED: 3}
    refused = {t.path: t.refusal for t in taken if t.refusal}
    assert {path: type(refusal) for path, refusal in refused.items()} == bad
    assert all(path.name in sentence(refusal) for path, refusal in refused.items())
    assert len(list((tmp_path / "giay").iterdir())) == COMMUNES - 3
    figures = counting.unit_figures(upper, 2026)
    assert len(figures) == COMMUNES - 3
    assert {(f.poor_households, f.near_poor_households) for f in figures} == {(1, 1)}

    before = dump(upper)
    again = take_in(upper, [folder], receipts=tmp_path / "giay")
    assert Counter(t.verdict for t in again) == {KNOWN: COMMUNES - 3, REFUSED: 3}
    assert dump(upper) == before
    close_book(upper)


def _season(db: Db) -> Records:
    open_rounds(db, 2026)
    key(db, add(db, "Bàn Văn Tiến"), POOR)
    key(db, add(db, "Ma Văn Quý"), NEAR)
    residents(db)
    return exchanging.records_of(db, exchanging.office(db).code, 2026)


def _packed(upper: Db, code: str, pattern: Records, folder: Path) -> Path:
    """The pattern as the report of another commune, whose card the province trusts."""
    keys, office = seal.new_keys(), _office(code)
    _trust(upper, office, keys)
    draft = package.Draft(
        kind=Kind.REPORT, year=2026, number=1, made_at=NOW, program="rasoat", serial=1,
        standard=exchanging._standard_named(upper, pattern.rounds[0].standard_id),
    )  # fmt: skip
    raw = package.pack_report(
        draft, _as_of(code, office.book_id, pattern), {}, keys=keys,
        me=seal.card_of(office, keys), receiver=exchanging.own_card(upper),
    )  # fmt: skip
    path = folder / package.file_name(raw)
    folder.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def _office(code: str) -> Office:
    return replace(upkeep.office_of(code, LIST), book_id=f"book-{code}")


def _trust(upper: Db, office: Office, keys: Keys) -> None:
    card = seal.card_of(office, keys)
    with writing(upper):
        packages.put_card(
            upper, code=card.code, list_version=card.list_version, name=card.name,
            level=card.level, content=card.to_json(), at=NOW, by=BY,
        )  # fmt: skip


def _as_of(code: str, book: str, pattern: Records) -> Records:
    def moved(h: Household) -> Household:
        people = tuple(replace(p, uid=f"{p.uid}-{code}") for p in h.members)
        return replace(h, uid=f"{h.uid}-{code}", commune_code=code, written_by=book, members=people)

    return replace(
        pattern,
        households=tuple(map(moved, pattern.households)),
        reviews=tuple(
            replace(
                r, uid=f"{r.uid}-{code}", household_uid=f"{r.household_uid}-{code}", written_by=book
            )
            for r in pattern.reviews
        ),
        residents=tuple(replace(r, commune_code=code) for r in pattern.residents),
    )


def _spoiled(files: list[Path]) -> dict[Path, type[Exception]]:
    """One cut off, one with a byte changed, one by other keys than the card that is known."""
    cut, changed, forged = files[3], files[70], files[-1]
    cut.write_bytes(cut.read_bytes()[:-200])
    raw = bytearray(changed.read_bytes())
    raw[len(raw) // 2] ^= 1
    changed.write_bytes(bytes(raw))
    return {cut: PackageDamaged, changed: PackageDamaged, forged: PackageUnsigned}
