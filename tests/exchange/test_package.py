"""Packages: what goes in comes out, and nothing that was touched is taken for whole."""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.unit import Level
from desktop.errors import (
    AppError,
    CodeDiffers,
    FileUnreadable,
    PackageDamaged,
    PackageForeignRecords,
    PackageKindWrong,
    PackageNotForUs,
    PackageOtherKey,
    PackageTooLarge,
    PackageTooNew,
    PackageTotalsWrong,
    PackageUnsigned,
    PracticeMixed,
    SenderUnknown,
)
from desktop.exchange import package, seal
from desktop.exchange.archive import LIMITS, STORED, zip_bytes
from desktop.exchange.letter import STANDARD, Carries, Kind, Source, StandardNamed, is_part
from desktop.exchange.package import Opened
from desktop.exchange.records import (
    Receipt,
    Records,
    Remark,
    Verdict,
    control_totals,
    decode,
    decode_receipt,
    encode,
    encode_receipt,
)
from desktop.exchange.seal import Card, Keys
from desktop.text import sentence
from tests.exchange.samples import (
    NOW,
    any_records,
    draft,
    household,
    office,
    records,
    report,
    review,
    upper,
)  # fmt: skip
from tests.exchange.zips import entries_of


def opened(raw: bytes, **changes: object) -> Opened:
    """Open as the upper office that trusts the commune."""
    (me, keys), (sender, _) = upper(), office()
    args = {"keys": keys, "me": me, "known": [sender], "name": "a.rasoat", **changes}
    return package.open_sealed(raw, **args)  # type: ignore[arg-type]


def rewrapped(
    inner: bytes, *, header: bytes | None = None, receivers: list[Card] | None = None
) -> bytes:
    """What an attacker can make without the sender's key: another seal, another header."""
    payload = seal.close(inner, receivers or [upper()[0]])
    head = msgspec.json.decode(header or entries_of(report())["header.json"])
    head["payload"] = {"size": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}
    return zip_bytes({"header.json": msgspec.json.encode(head), "payload.age": payload}, STORED)


def inner_of(raw: bytes, keys: Keys) -> bytes:
    inner = seal.open_closed(entries_of(raw)["payload.age"], keys)
    assert inner is not None
    return inner


# Round trips -------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(any_records())
def test_records_arrive_as_they_were_sent(sent: Records) -> None:
    (me, keys), (receiver, _) = office(), upper()
    raw = package.pack_report(draft(), sent, {}, keys=keys, me=me, receiver=receiver)
    got = opened(raw)
    assert got.records == sent
    assert got.manifest.totals == control_totals(sent)


def test_what_the_sender_says_arrives() -> None:
    (me, keys), (receiver, _) = office(), upper()
    standard = StandardNamed(id="2022-2025", sha256="ab" * 32)
    said = replace(draft(number=7), previous="cd" * 32, standard=standard)
    raw = package.pack_report(said, records(), {}, keys=keys, me=me, receiver=receiver)
    got = opened(raw, kind=Kind.REPORT)
    assert got.sender == me
    assert got.sha256 == hashlib.sha256(raw).hexdigest()
    assert got.header.letter == got.manifest.letter
    assert (got.manifest.letter.number, got.manifest.letter.made_at) == (7, NOW)
    assert (got.manifest.previous, got.manifest.standard) == ("cd" * 32, standard)
    assert [c.rows for c in got.manifest.parts] == [5, 5, 2, 1, 1, 0]


def test_papers_travel_with_the_records() -> None:
    assert opened(report()).parts["reports/7.1.pdf"] == b"%PDF-1.4 made up"


def test_the_sender_can_look_into_its_own_package_but_not_take_it_in() -> None:
    me, keys = office()
    seen = package.look_inside(report(), keys=keys, me=me)
    assert seen.manifest.totals == control_totals(records())
    with pytest.raises(PackageNotForUs):
        opened(report(), keys=keys, me=me, known=[])


def test_a_receipt_arrives() -> None:
    (me, keys), (receiver, receiver_keys) = upper(), office()
    receipt = Receipt(
        package_sha256=package.fingerprint(report()),
        year=2026,
        number=1,
        verdict=Verdict.HELD,
        totals_sent={"people": 20},
        totals_counted={"people": 19},
        remarks=(Remark(record_uid="h1", verdict=Verdict.HELD, text="Xem lại hộ này"),),
    )
    raw = package.pack(
        draft(Kind.RECEIPT), encode_receipt(receipt), keys=keys, me=me, receiver=receiver
    )
    got = opened(raw, keys=receiver_keys, me=receiver, known=[me], kind=Kind.RECEIPT)
    assert decode_receipt(got.parts) == receipt
    assert not receipt.agrees
    assert got.records == Records()


def test_a_receipt_of_other_shape_is_refused() -> None:
    with pytest.raises(PackageDamaged):
        decode_receipt({"receipt.json": b'{"year":"2026"}'})


def test_a_backup_to_oneself_opens_without_a_list_of_cards() -> None:
    me, keys = office()
    raw = package.pack(draft(Kind.BACKUP), {"book.db": b"x" * 99}, keys=keys, me=me, receiver=me)
    got = opened(raw, keys=keys, me=me, known=[])
    assert got.parts == {"book.db": b"x" * 99}


def test_file_names_are_ascii_and_tell_packages_apart() -> None:
    names = {package.file_name(report(number=n)) for n in (1, 2)}
    assert len(names) == 2
    assert all(re.fullmatch(r"bao-cao_08962_2026_000\d_[0-9a-f]{8}\.rasoat", n) for n in names)


def test_a_part_of_unknown_name_is_a_bug_of_the_sender() -> None:
    (me, keys), (receiver, _) = office(), upper()
    with pytest.raises(ValueError, match="reports/7"):
        package.pack(draft(), {"reports/7.1.exe": b""}, keys=keys, me=me, receiver=receiver)


@pytest.mark.parametrize(
    "name",
    [
        "../x.pdf",
        "/reports/a.pdf",
        "reports/../a.pdf",
        "reports/a/b.pdf",
        "reports/A.pdf",
        "records/other.jsonl",
        "reports/.pdf",
        "c:\\a.pdf",
        "manifest.json",
        "reports/a.pdf\n",
    ],
)
def test_only_flat_known_names_are_parts(name: str) -> None:
    assert not is_part(Kind.REPORT, name)


def test_a_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rasoat"
    path.write_bytes(report())
    assert package.read_file(path) == report()
    with pytest.raises(PackageTooLarge):
        package.read_file(path, replace(LIMITS, file_bytes=10))
    with pytest.raises(FileUnreadable):
        package.read_file(tmp_path / "none.rasoat")


# Damage ------------------------------------------------------------------------------------------
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_one_changed_byte_anywhere_is_refused(data: st.DataObject) -> None:
    raw = bytearray(report())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AppError):
        opened(bytes(raw))


def test_every_changed_byte_of_the_frame_and_header_is_refused_without_a_key() -> None:
    raw = report()
    sealed = len(entries_of(raw)["payload.age"])
    start = raw.index(b"age-encryption.org")
    for at in [*range(start), *range(start + sealed, len(raw))]:
        bad = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(AppError):
            package.read_header(bad)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(report()) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(PackageDamaged):
        package.read_header(report()[:length])


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1, max_size=80))
def test_nothing_may_follow_or_precede_a_package(more: bytes) -> None:
    for raw in (report() + more, more + report()):
        with pytest.raises(PackageDamaged):
            opened(raw)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_is_no_package_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(PackageDamaged) as caught:
        package.read_header(raw, name="x.rasoat")
    assert "x.rasoat" in sentence(caught.value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_changed_byte_below_the_seal_is_refused_or_means_nothing(data: st.DataObject) -> None:
    inner = bytearray(inner_of(report(), upper()[1]))
    inner[data.draw(st.integers(0, len(inner) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        got = opened(rewrapped(bytes(inner)))
    except AppError:
        return
    # Only the idle bits after the end of a deflated entry can differ; the contents cannot.
    assert got.parts == opened(report()).parts
    assert got.manifest == opened(report()).manifest


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_changed_byte_of_the_manifest_is_refused_in_a_sound_archive(
    data: st.DataObject,
) -> None:
    entries = entries_of(inner_of(report(), upper()[1]))
    name = data.draw(st.sampled_from(sorted(entries)))
    changed = bytearray(entries[name])
    if not changed:
        return
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((PackageDamaged, PackageUnsigned)):
        opened(rewrapped(zip_bytes({**entries, name: bytes(changed)})))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_rubbish_under_the_seal_is_refused(rubbish: bytes) -> None:
    with pytest.raises(PackageDamaged):
        opened(rewrapped(rubbish))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_seal_with_a_fitting_hash_is_refused(data: st.DataObject) -> None:
    payload = bytearray(entries_of(report())["payload.age"])
    payload[data.draw(st.integers(0, len(payload) - 1))] ^= data.draw(st.integers(1, 255))
    head = msgspec.json.decode(entries_of(report())["header.json"])
    head["payload"]["sha256"] = hashlib.sha256(payload).hexdigest()
    entries = {"header.json": msgspec.json.encode(head), "payload.age": bytes(payload)}
    with pytest.raises((PackageDamaged, PackageNotForUs)):
        opened(zip_bytes(entries, STORED))


# Who may -----------------------------------------------------------------------------------------
def test_a_package_for_another_office_is_not_ours() -> None:
    other, other_keys = office("04", Level.PROVINCE)
    with pytest.raises(PackageNotForUs) as caught:
        opened(report(), keys=other_keys, me=other)
    assert upper()[0].name in sentence(caught.value)


def test_a_package_sealed_to_our_former_keys_asks_for_the_card_and_not_for_another_office() -> None:
    me, _ = upper()
    with pytest.raises(PackageOtherKey) as caught:
        opened(report(), keys=seal.new_keys(), me=me)
    assert "đưa thẻ khóa cho nơi gửi" in sentence(caught.value)


def test_an_unknown_sender_can_be_looked_at_and_not_taken_in() -> None:
    me, keys = upper()
    with pytest.raises(SenderUnknown) as caught:
        opened(report(), known=[office("08965")[0]])
    assert office()[0].name in sentence(caught.value)
    assert package.read_header(report()).letter.sender.code == "08962"
    seen = package.look_inside(report(), keys=keys, me=me)
    assert seen.parts["reports/7.1.pdf"].startswith(b"%PDF")
    assert not isinstance(seen, Opened)


def test_a_sender_with_other_keys_than_its_card_is_unsigned() -> None:
    impostor, impostor_keys = office(copy=1)
    raw = package.pack_report(
        draft(), records(), {}, keys=impostor_keys, me=impostor, receiver=upper()[0]
    )
    with pytest.raises(PackageUnsigned):
        opened(raw)


def test_the_right_card_is_found_among_two_of_one_office() -> None:
    impostor, _ = office(copy=1)
    assert opened(report(), known=[impostor, office()[0]]).sender == office()[0]


def test_a_report_sealed_anew_for_somebody_else_is_refused() -> None:
    other, other_keys = office("04", Level.PROVINCE)
    inner = inner_of(report(), upper()[1])
    plain = rewrapped(inner, receivers=[other])
    with pytest.raises(PackageNotForUs):
        opened(plain, keys=other_keys, me=other)
    header = entries_of(report())["header.json"]
    dressed = header.replace(b'"code":"08"', b'"code":"04"')
    assert dressed != header
    with pytest.raises(PackageDamaged) as caught:
        opened(rewrapped(inner, header=dressed, receivers=[other]), keys=other_keys, me=other)
    assert caught.value.details["what"] == "bound"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"number":1', b'"number":9'),
        (b'"year":2026', b'"year":2027'),
        (b'"made_at":"2026-11-09', b'"made_at":"2026-11-10'),
        (b'"program":"0.1.0"', b'"program":"0.1.0","note":"x"'),
        (b"Khau", b"Kheu"),
    ],
)
def test_a_header_that_says_something_else_than_was_signed_is_refused(
    before: bytes, after: bytes
) -> None:
    header = entries_of(report())["header.json"]
    assert before in header
    raw = rewrapped(inner_of(report(), upper()[1]), header=header.replace(before, after))
    with pytest.raises(PackageDamaged) as caught:
        opened(raw)
    assert caught.value.details["what"] == "bound"


def test_the_inside_of_one_report_does_not_fit_the_header_of_another() -> None:
    raw = rewrapped(
        inner_of(report(number=2), upper()[1]), header=entries_of(report())["header.json"]
    )
    with pytest.raises(PackageDamaged):
        opened(raw)


def test_another_kind_than_needed_is_refused() -> None:
    with pytest.raises(PackageKindWrong) as caught:
        opened(report(), kind=Kind.RECEIPT)
    assert "báo cáo" in sentence(caught.value)


def test_practice_and_real_books_do_not_mix() -> None:
    me, keys = office(practice=True)
    receiver, receiver_keys = office("08", Level.PROVINCE, practice=True)
    with pytest.raises(PracticeMixed):
        package.pack(draft(), {}, keys=keys, me=me, receiver=upper()[0])
    raw = package.pack_report(draft(), records(), {}, keys=keys, me=me, receiver=receiver)
    assert package.read_header(raw).letter.practice
    real = replace(receiver, practice=False)
    with pytest.raises(PracticeMixed):
        opened(raw, keys=receiver_keys, me=real, known=[me])
    assert opened(raw, keys=receiver_keys, me=receiver, known=[me]).records == records()


def test_a_commune_cannot_report_records_of_another_book_or_commune() -> None:
    (me, keys), (receiver, _) = office(), upper()
    first, *rest = records().households
    for stranger in (replace(first, written_by="book-x"), replace(first, commune_code="08965")):
        sent = replace(records(), households=(stranger, *rest))
        raw = package.pack_report(draft(), sent, {}, keys=keys, me=me, receiver=receiver)
        with pytest.raises(PackageForeignRecords):
            opened(raw)


def test_an_upper_office_reports_the_records_of_its_communes() -> None:
    (me, keys), (receiver, receiver_keys) = upper(), office("00", Level.PROVINCE)
    [home, *_] = records().households
    sources = (
        Source(
            commune=home.commune_code, book_id=home.written_by, year=2026, number=1,
            package_sha256="0" * 64,
        ),
    )  # fmt: skip
    said = replace(draft(), carries=Carries.WHOLE, sources=sources)
    raw = package.pack_report(said, records(), {}, keys=keys, me=me, receiver=receiver)
    assert opened(raw, keys=receiver_keys, me=receiver, known=[me]).records == records()
    for unsaid in (draft(), replace(said, sources=()), replace(said, carries=Carries.SUMS)):
        raw = package.pack_report(unsaid, records(), {}, keys=keys, me=me, receiver=receiver)
        with pytest.raises(PackageForeignRecords):
            opened(raw, keys=receiver_keys, me=receiver, known=[me])


# What is inside ----------------------------------------------------------------------------------
def packed(parts: dict[str, bytes], **totals: int) -> bytes:
    (me, keys), (receiver, _) = office(), upper()
    said = replace(draft(), totals=totals or control_totals(records()))
    return package.pack(said, parts, keys=keys, me=me, receiver=receiver)


def test_totals_that_do_not_fit_are_named() -> None:
    with pytest.raises(PackageTotalsWrong) as caught:
        opened(packed(encode(records()), **{**control_totals(records()), "people": 21}))
    assert "people: 21 ≠ 20" in sentence(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"{}",
        b"",
        b'{"uid":1}',
        b"[" * 100_000,
        b'{"x":' * 100_000,
        b"\xff",
        b'{"uid":"h9","number":"1","commune_code":"08962","list_version":"2025","village":"v",'
        b'"revision":99999999999}',
        b'{"uid":"h9","number":"1","commune_code":"08962","list_version":"2025","village":"v",'
        b'"revision":-1}',
        b'{"uid":"\\ud800","number":"1","commune_code":"1","list_version":"1","village":"v"}',
    ],
)
def test_a_line_that_is_no_record_is_named(line: bytes) -> None:
    parts = encode(records())
    good = parts["records/households.jsonl"].split(b"\n")
    parts["records/households.jsonl"] = b"\n".join([*good[:2], line, *good[2:]])
    with pytest.raises(PackageDamaged) as caught:
        opened(packed(parts))
    assert "households.jsonl, dòng 3 " in sentence(caught.value)


def test_a_part_without_its_last_line_end_is_refused() -> None:
    parts = encode(records())
    parts["records/reviews.jsonl"] = parts["records/reviews.jsonl"][:-1]
    with pytest.raises(PackageDamaged, match="line"):
        opened(packed(parts))


@pytest.mark.parametrize("kind", ["households", "reviews", "events"])
def test_an_uid_that_stands_twice_is_refused(kind: str) -> None:
    parts = encode(records())
    part = f"records/{kind}.jsonl"
    parts[part] += parts[part].split(b"\n")[0] + b"\n"
    with pytest.raises(PackageDamaged) as caught:
        opened(packed(parts))
    assert caught.value.details["what"] == "twice"


def test_a_review_of_an_absent_household_is_refused() -> None:
    short = replace(records(), households=records().households[:-1])
    with pytest.raises(PackageDamaged) as caught:
        opened(packed(encode(short)))
    assert caught.value.details["what"] == "stray"
    assert "reviews.jsonl, dòng 5 " in sentence(caught.value)


def test_fields_unknown_to_us_are_passed_over() -> None:
    parts = encode(records())
    part = "records/households.jsonl"
    parts[part] = parts[part].replace(b'{"uid":"h', b'{"later":[1,{"x":2}],"uid":"h')
    assert opened(packed(parts)).records == records()


def test_reviews_and_residents_of_an_older_program_are_read() -> None:
    parts = encode(records())
    for part, names in (
        ("records/reviews.jsonl", ("merit_person", "no_labour_capacity")),
        ("records/residents.jsonl", ("minority_households", "minority_people")),
    ):
        for name in names:
            older = parts[part].replace(f',"{name}":null'.encode(), b"")
            assert older != parts[part]
            parts[part] = older
    assert opened(packed(parts)).records == records()


@pytest.mark.parametrize("number", [-1, 2**40])
def test_an_absurd_minority_is_refused(number: int) -> None:
    parts = encode(records())
    part = "records/residents.jsonl"
    parts[part] = parts[part].replace(
        b'"minority_people":null', f'"minority_people":{number}'.encode()
    )
    with pytest.raises(PackageDamaged):
        opened(packed(parts))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(PackageTooLarge):
        opened(report(), limits=replace(LIMITS, rows=7))


# The standard that goes along ----------------------------------------------------------------------
def with_standard(pack: bytes, sha256: str = "") -> bytes:
    (me, keys), (receiver, _) = office(), upper()
    named = StandardNamed(id="own-v1", sha256=sha256 or hashlib.sha256(pack).hexdigest())
    said = replace(draft(), standard=named)
    return package.pack_report(
        said, records(), {STANDARD: pack}, keys=keys, me=me, receiver=receiver
    )


def test_a_standard_travels_as_a_part_that_is_signed() -> None:
    got = opened(with_standard(b'id = "own-v1"\n'))
    assert got.parts[STANDARD] == b'id = "own-v1"\n'
    content = next(c for c in got.manifest.parts if c.name == STANDARD)
    assert content.sha256 == got.manifest.standard.sha256
    assert got.records == records()


def test_a_standard_other_than_the_named_one_is_refused() -> None:
    with pytest.raises(PackageDamaged) as caught:
        opened(with_standard(b"x", hashlib.sha256(b"y").hexdigest()))
    assert caught.value.details["what"] == "standard"
    assert "chuẩn" in sentence(caught.value)


def test_a_standard_exchanged_below_the_seal_is_refused() -> None:
    entries = entries_of(inner_of(with_standard(b"x"), upper()[1]))
    with pytest.raises(PackageDamaged):
        opened(rewrapped(zip_bytes({**entries, STANDARD: b"y"})))
    with pytest.raises(PackageDamaged):
        opened(rewrapped(zip_bytes({n: d for n, d in entries.items() if n != STANDARD})))


def test_a_standard_beyond_its_limit_is_refused_before_it_unfolds() -> None:
    assert opened(with_standard(b"#" * LIMITS.standard_bytes)).parts[STANDARD]
    with pytest.raises(PackageTooLarge):
        opened(with_standard(b"#" * (40 << 20)))
    raw = with_standard(b"#" * (LIMITS.standard_bytes + 1))
    with pytest.raises(PackageTooLarge) as caught:
        opened(raw)
    assert caught.value.details["what"] == "standard"
    assert "256 KB" in sentence(caught.value)


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.BACKUP, Kind.CARD])
def test_only_reports_carry_a_standard(kind: Kind) -> None:
    assert is_part(Kind.REPORT, STANDARD)
    assert not is_part(kind, STANDARD)


# Newer formats -----------------------------------------------------------------------------------
def test_a_newer_format_is_told_from_damage() -> None:
    header = entries_of(report())["header.json"].replace(b'"format":1', b'"format":2')
    shapes = [
        rewrapped(b"", header=header),
        zip_bytes({"header.json": b'{"format":2,"all":"new"}', "more": b""}, STORED),
        zip_bytes({"header.json": b'{"format":2}'}, STORED)[:-10] + b"another end of file",
    ]
    for raw in shapes:
        with pytest.raises(PackageTooNew) as caught:
            opened(raw)
        assert "2" in sentence(caught.value)


# Cards -------------------------------------------------------------------------------------------
def card_file(copy: int = 0) -> bytes:
    card, keys = office(copy=copy)
    return package.pack_card(card, keys, made_at=NOW, program="0.1.0")


def test_a_card_arrives_with_its_code() -> None:
    card = package.open_card(card_file())
    assert card == office()[0]
    assert re.fullmatch(r"\d{4} \d{4}", seal.card_code(card))
    seal.compare_code(card, seal.card_code(card).replace(" ", ""))
    seal.compare_code(card, f" {seal.card_code(card)} ")


def test_the_code_belongs_to_the_keys_and_to_the_office() -> None:
    card, other = office()[0], office(copy=1)[0]
    changed = [
        replace(card, code="08965"),
        replace(card, name=card.name + " "),
        replace(card, practice=True),
        replace(card, age_recipient=other.age_recipient),
        replace(card, sign_public=other.sign_public),
    ]
    assert len({seal.card_code(c) for c in [card, *changed]}) == 6
    with pytest.raises(CodeDiffers) as caught:
        seal.compare_code(changed[0], seal.card_code(card))
    assert card.name in sentence(caught.value)


@pytest.mark.parametrize("typed", ["", "1", "abcd efgh"])
def test_a_code_not_typed_is_not_the_code(typed: str) -> None:
    with pytest.raises(CodeDiffers):
        seal.compare_code(office()[0], typed)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_changed_byte_of_a_card_is_refused(data: st.DataObject) -> None:
    raw = bytearray(card_file())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AppError):
        package.open_card(bytes(raw))


def test_a_card_signed_by_another_key_is_refused() -> None:
    entries = entries_of(card_file())
    entries["card.sig"] = seal.sign(entries["card.json"], office(copy=1)[1])
    with pytest.raises(PackageUnsigned):
        package.open_card(zip_bytes(entries, STORED))


def test_a_card_under_the_header_of_another_is_refused() -> None:
    entries = entries_of(card_file())
    head = entries["header.json"].replace(b"Khau", b"Kheu")
    with pytest.raises(PackageDamaged):
        package.open_card(zip_bytes({**entries, "header.json": head}, STORED))


def test_cards_and_sealed_packages_are_not_mistaken_for_each_other() -> None:
    with pytest.raises(PackageKindWrong):
        opened(card_file())
    with pytest.raises(PackageKindWrong):
        package.open_card(report())
    me, keys = upper()
    with pytest.raises(PackageKindWrong):
        package.look_inside(card_file(), keys=keys, me=me)


def test_keys_and_cards_come_back_from_the_book() -> None:
    card, keys = office()
    assert Keys.from_json(keys.to_json()) == keys
    assert Card.from_json(card.to_json()) == card


def test_secrets_are_not_shown() -> None:
    keys = seal.new_keys()
    assert keys.age not in repr(keys)
    assert keys.sign not in repr(keys)


# The outside, made soundly but otherwise ---------------------------------------------------------
def test_a_payload_exchanged_in_a_sound_archive_is_seen_without_a_key() -> None:
    entries = {**entries_of(report()), "payload.age": entries_of(report(number=2))["payload.age"]}
    with pytest.raises(PackageDamaged) as caught:
        package.read_header(zip_bytes(entries, STORED))
    assert caught.value.details["what"] == "payload"


def test_a_payload_deflated_outside_is_another_file_and_refused() -> None:
    stored = zip_bytes(entries_of(report()), STORED)
    assert stored == report()
    head = zip_bytes({"header.json": entries_of(report())["header.json"]}, STORED)
    deflated = zip_bytes(entries_of(report()))
    with pytest.raises(PackageDamaged):
        package.read_header(deflated)
    start, central = head.index(b"PK\1\2"), deflated.index(b"PK\1\2")
    second = deflated[deflated.index(b"PK\3\4", 4) : central]
    line, other = head[start : head.index(b"PK\5\6")], deflated[deflated.rindex(b"PK\1\2") :]
    other = other[:42] + struct.pack("<I", start) + other[46 : other.index(b"PK\5\6")]
    size, at = len(line) + len(other), start + len(second)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, size, at, 0)
    mixed = head[:start] + second + line + other + end
    assert entries_of(mixed) == entries_of(report())
    with pytest.raises(PackageDamaged) as caught:
        package.read_header(mixed)
    assert caught.value.details["what"] == "frame"


def test_a_book_other_than_the_cards_is_refused_even_with_its_key() -> None:
    me, keys = office()
    other = replace(me, book_id="book-other")
    raw = package.pack(draft(Kind.BACKUP), {}, keys=keys, me=other, receiver=upper()[0])
    with pytest.raises(PackageDamaged) as caught:
        opened(raw)
    assert caught.value.details["what"] == "bound"


def test_a_complete_sheet_without_a_class_and_points_beyond_measure_are_refused() -> None:
    """Found by fuzzing: signed by a trusted sender, both ended the taking in with our own bug."""
    whole = review(1)
    assert whole.outcome is not None
    for wrong in (
        replace(whole, outcome=None),
        replace(whole, outcome=replace(whole.outcome, b1_points=2**40)),
        replace(whole, answers=replace(whole.answers, b1_points=-(2**63))),
    ):
        parts = encode(Records(households=(household(1),), reviews=(wrong,)))
        with pytest.raises(PackageDamaged):
            decode(parts, name="a.rasoat")
