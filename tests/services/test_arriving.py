"""What is dropped becomes whole packages or says why not; nothing is taken in half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import (
    DiskFull,
    MailDamaged,
    MailEmpty,
    MailTooLarge,
    PartDamaged,
    PartsMissing,
    PartsMixed,
    PartsTwice,
)
from desktop.exchange import mail, parts
from desktop.services import arriving, exchanging, receiving
from desktop.services.examining import ACCEPTED, CLEAN, REFUSED, files_in, look
from desktop.store.connection import Db
from tests.exchange.test_mail import DRAFT
from tests.ui.small_books import BY, NOW, PROVINCE, YEAR, befriend, make_book, play

NAMES = ("bao-cao_02296_2026_0001_aaaaaaaa.rasoat", "bao-cao_02305_2026_0004_bbbbbbbb.rasoat")
RAWS = (bytes(range(256)) * 40, bytes(reversed(range(256))) * 40)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own, where arrivals lie."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[tuple[Db, Path]]:
    """A province that trusts a commune, and a real report of that commune."""
    commune, upper = make_book(tmp_path / "xa.rasoat-book"), make_book(tmp_path / "t.b", PROVINCE)
    play(commune)
    befriend(commune, upper, tmp_path / "the")
    packed = exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "goi", now=NOW, by=BY)
    yield upper, packed.path
    commune.close()
    upper.close()


def _letter(folder: Path, name: str, *attached: tuple[str, bytes]) -> Path:
    """A letter in a file, with these attachments (the first one decides its identity)."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    whole = [
        mail.compose(replace(DRAFT, file_name=file, content=content)) for file, content in attached
    ]
    path.write_bytes(whole[0] if whole else b"Subject: moi hop\r\n\r\nHop 8 gio\r\n")
    return path


def _cut(folder: Path, which: int = 0, limit: int = 4096) -> list[Path]:
    folder.mkdir(exist_ok=True)
    made = []
    for name, content in parts.cut(RAWS[which], NAMES[which], limit):
        (folder / name).write_bytes(content)
        made.append(folder / name)
    return made


def test_packages_stay_where_they_are(tmp_path: Path, data: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "anh.jpg").write_bytes(b"x")
    assert arriving.unfold([tmp_path]) == [tmp_path / name for name in NAMES]
    assert not data.joinpath("arrivals").exists()


def test_a_letter_becomes_the_package_in_it(tmp_path: Path) -> None:
    letter = _letter(tmp_path / "thu", "a.eml", (NAMES[0], RAWS[0]))
    [found] = arriving.unfold([letter])
    assert (found.name, found.read_bytes()) == (NAMES[0], RAWS[0])
    assert arriving.unfold([letter, letter, tmp_path / "thu"]) == [found]


def test_another_file_of_the_same_name_replaces_nothing(tmp_path: Path) -> None:
    one = _letter(tmp_path / "thu", "a.eml", (NAMES[0], RAWS[0]))
    other = _letter(tmp_path / "thu", "b.eml", (NAMES[0], RAWS[1]))
    found = arriving.unfold([one, other])
    assert [p.read_bytes() for p in found] == list(RAWS)
    assert found[0] != found[1]


def test_foreign_letters_of_a_folder_are_passed_over_but_a_named_one_is_told(
    tmp_path: Path,
) -> None:
    foreign = _letter(tmp_path / "thu", "a.eml")
    assert arriving.unfold([tmp_path / "thu"]) == []
    assert arriving.unfold([foreign]) == [foreign]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_parts_of_several_packages_in_any_order_and_number_of_drops(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("phan")
    files = [*_cut(folder / "a"), *_cut(folder / "b", 1)]
    order = data.draw(st.permutations(files))
    at = data.draw(st.integers(0, len(order)))
    drops: Sequence[Sequence[Path]] = (order[:at], order[at:])
    found = {p for drop in drops for p in arriving.unfold(drop, folder / "den")}
    whole = {p.read_bytes() for p in found if p.suffix == ".rasoat" and p.exists()}
    assert whole == set(RAWS)
    assert not list((folder / "den").rglob("*.rasoat-part"))


def test_missing_parts_are_named_by_the_look_and_joined_when_they_come(
    tmp_path: Path, books: tuple[Db, Path]
) -> None:
    upper, report = books
    raw, folder = report.read_bytes(), tmp_path / "phan"
    folder.mkdir()
    made = parts.cut(raw, report.name, len(raw) // 4 + 1024)
    for name, content in made:
        (folder / name).write_bytes(content)
    last = folder / made[-1][0]
    kept = last.read_bytes()
    last.unlink()
    [waiting] = files_in([folder])
    seen = look(upper, waiting)
    assert seen.state == REFUSED
    assert isinstance(seen.refusal, PartsMissing)
    assert seen.refusal.details["missing"] == str(len(made))
    [taken] = receiving.take_in(upper, [folder], now=NOW, by=BY)
    assert isinstance(taken.refusal, PartsMissing)
    last.write_bytes(kept)
    [joined] = files_in([last])  # the others wait in the pool
    assert joined.read_bytes() == raw
    assert look(upper, joined).state == CLEAN
    assert not waiting.exists()


def test_a_report_by_letter_goes_in_like_one_on_a_stick(
    tmp_path: Path, books: tuple[Db, Path]
) -> None:
    upper, report = books
    letter = _letter(tmp_path / "thu", "a.eml", (report.name, report.read_bytes()))
    [taken] = receiving.take_in(upper, [letter], now=NOW, by=BY)
    assert taken.verdict == ACCEPTED


def test_a_changed_part_is_told_and_the_others_wait(tmp_path: Path, books: tuple[Db, Path]) -> None:
    files = _cut(tmp_path / "phan")
    files[1].write_bytes(files[1].read_bytes()[:-1] + b"!")
    bad, waiting = arriving.unfold(files)
    assert isinstance(look(books[0], bad).refusal, PartDamaged)
    missing = look(books[0], waiting).refusal
    assert isinstance(missing, PartsMissing)
    assert missing.details["missing"] == "2"


def _forged(file: Path, piece: bytes) -> bytes:
    """A part of the same number that is whole in itself and names the same package."""
    import hashlib

    import msgspec

    head = parts.read_part(file.read_bytes()).head
    told = msgspec.json.decode(msgspec.json.encode(head))
    told |= {"piece_size": len(piece), "piece_sha256": hashlib.sha256(piece).hexdigest()}
    return msgspec.json.encode(told) + b"\n" + piece


def test_a_forged_part_keeps_the_package_out_and_is_told(
    tmp_path: Path, books: tuple[Db, Path]
) -> None:
    files = _cut(tmp_path / "phan")
    good = files[1].read_bytes()
    files[1].write_bytes(_forged(files[1], b"gia"))
    [mixed] = arriving.unfold(files)
    assert isinstance(look(books[0], mixed).refusal, PartsMixed)
    files[1].write_bytes(good)
    [twice] = arriving.unfold(files)
    assert isinstance(look(books[0], twice).refusal, PartsTwice)
    assert not list(tmp_path.rglob("arrivals/*.rasoat"))


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"Subject: x\r\n\r\nkhong co gi\r\n", MailEmpty),
        (b"Content-Type: message/rfc822\r\n\r\n" * 2000, MailDamaged),
        (b"x" * (mail.MAIL_LIMITS.file_bytes + 1), MailTooLarge),
    ],
)
def test_letters_that_cannot_be_used_are_told_apart(
    tmp_path: Path, books: tuple[Db, Path], raw: bytes, refusal: type[Exception]
) -> None:
    letter = tmp_path / "thu.eml"
    letter.write_bytes(raw)
    [found] = files_in([letter])
    seen = look(books[0], found)
    assert seen.state == REFUSED
    assert isinstance(seen.refusal, refusal)


def test_a_folder_that_goes_away_while_it_is_read_is_told(
    tmp_path: Path, books: tuple[Db, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()

    def gone(_: Path) -> object:
        raise OSError(107, "Transport endpoint is not connected")

    monkeypatch.setattr(Path, "iterdir", gone)
    [found] = files_in([folder])
    assert look(books[0], found).state == REFUSED


def test_a_full_disk_is_told_and_nothing_is_left_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = _letter(tmp_path / "thu", "a.eml", (NAMES[0], RAWS[0]))

    def full(path: Path, _data: bytes) -> None:
        raise DiskFull(path=path)

    monkeypatch.setattr(arriving, "write_whole", full)
    with pytest.raises(DiskFull):
        arriving.unfold([letter])
    assert not list(tmp_path.rglob("arrivals/*.rasoat"))
