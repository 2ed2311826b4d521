"""Packs from above: looked at thing by thing, applied as one deed, taken back; what is own stays."""

from __future__ import annotations

import datetime
import itertools
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.unit import Signatory
from desktop.errors import (
    DiskFull,
    DownInUse,
    DownNobody,
    DownNothing,
    DownNotSealed,
    DownNotYet,
    MergedListWrong,
    PackageDamaged,
    PackageNotForUs,
    PackageOlder,
    PackageStandardUnfit,
    PracticeMixed,
    RoundNotHere,
    SenderNotAbove,
    SenderUnknown,
    UndoTooLate,
)
from desktop.exchange import down, package
from desktop.exchange.down import Calendar, Goods, Headings, Sheet
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft
from desktop.rules.pack import write_standard
from desktop.services import (
    bringing_down,
    calendaring,
    catalogue,
    ethnic_columns,
    exchanging,
    merged_communes,
    papering,
    receiving,
    registering,
    reporting,
    reviewing,
    sending_down,
    tabling,
    upkeep,
    wording,
)
from desktop.services.bringing_down import FOREIGN, NEW, REFUSED, UNPROVEN
from desktop.services.calendaring import Exchanged
from desktop.services.down_plan import Fate
from desktop.services.sending_down import Choice
from desktop.services.wording import Said, with_said
from desktop.store import audit, settings, standards
from desktop.store.connection import Db, close_book, open_book
from desktop.store.sent_down import APPLIED, UNDONE, WAITING
from tests.point_tables import sound
from tests.services.conftest import Opener, make
from tests.services.made import (
    BY,
    COMMUNE,
    NOW,
    POOR,
    SECOND,
    UPPER,
    add,
    at,
    dump,
    introduce,
    key,
    open_rounds,
    own_card,
    residents,
    take_in,
    verdicts,
)

DAY = datetime.date
TET = Exchanged(off=DAY(2026, 2, 20), worked=DAY(2026, 2, 28), note="CV thử")
MADE = f"2022-2025-b1-{UPPER}-v1"
ALL = Choice(calendar=True, words=True, authority=True, ethnic=True)


def title(words: str) -> PaperWords:
    return with_said(PaperWords(), PaperId.MINUTES, Said(title=(words,)))


def furnish(db: Db, words: str = "BIÊN BẢN HỌP THÔN THỬ") -> None:
    """An upper office that sets days, a deadline, a title, a line over signatures, two groups."""
    calendaring.set_exchanged_days(db, [TET], now=NOW, by=BY)
    calendaring.set_autumn_deadline(db, 2026, DAY(2026, 11, 25), now=NOW, by=BY)
    papering.set_words(db, title(words), now=NOW, by=BY)
    sending_down.set_authority(db, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], now=NOW, by=BY)
    ethnic_columns.save(db, ["Tày", "Dao"], now=NOW, by=BY)


def send(db: Db, folder: Path, choice: Choice = ALL, *, now: datetime.datetime = NOW) -> Path:
    return sending_down.pack_down(db, choice, folder, now=now, by=BY).path


def apply(db: Db, path: Path, *take: str, now: datetime.datetime = NOW) -> bringing_down.Applied:
    return bringing_down.apply(db, bringing_down.look(db, path), take, now=now, by=BY)


def fates(db: Db, path: Path) -> dict[str, Fate]:
    return {line.key: line.fate for line in bringing_down.look(db, path).lines}


def forged(
    db: Db, folder: Path, parts: dict[str, bytes], *, number: int = 1, receivers: list[Db]
) -> Path:
    """A pack truly signed by this office, with any parts inside."""
    inside = tuple(down.inside(name, name, data) for name, data in parts.items())
    sheet = Sheet(number=number, dated=DAY(2026, 11, 1), valid_from=DAY(2026, 11, 1), inside=inside)
    draft = Draft(kind=Kind.STANDARD, year=2026, number=number, made_at=NOW, program="0.1.0")
    raw = down.seal_down(
        draft, down.with_sheet(sheet, parts), name="các xã", keys=exchanging.own_keys(db),
        me=own_card(db), receivers=[own_card(one) for one in receivers],
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    path = folder / package.file_name(raw)
    path.write_bytes(raw)
    return path


# One file for all --------------------------------------------------------------------------------
def test_one_file_is_opened_by_every_commune_and_sets_the_same(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    furnish(upper)
    path = send(upper, tmp_path / "usb")
    for db in (commune, second):
        apply(db, path)
        assert calendaring.exchanged_days(db) == (TET,)
        assert calendaring.autumn_deadline(db, 2026) == DAY(2026, 11, 25)
        assert wording.said(papering.words(db), PaperId.MINUTES).title == ("BIÊN BẢN HỌP THÔN THỬ",)
        assert settings.signatory(db).authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
        assert ethnic_columns.groups(db) == ("Tày", "Dao")


def test_the_offer_counts_who_cannot_open_it(upper: Db) -> None:
    found = sending_down.offer(upper)
    assert [c.code for c in found.receivers] == [COMMUNE, SECOND]
    below = catalogue.children(UPPER, "2025")
    assert len(found.missing) == len(below) - 2


def test_numbers_rise_and_each_pack_names_the_one_before(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    first = sending_down.pack_down(upper, ALL, tmp_path, now=NOW, by=BY)
    second = sending_down.pack_down(upper, ALL, tmp_path, now=NOW, by=BY)
    opened = package.open_sealed(
        second.path.read_bytes(), keys=exchanging.own_keys(commune), me=own_card(commune),
        known=exchanging.trusted(commune),
    )  # fmt: skip
    assert (first.number, second.number) == (1, 2)
    assert opened.manifest.previous == first.sha256
    assert [p.number for p in sending_down.offer(upper).sent] == [2, 1]


def test_a_commune_sends_nothing_down(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(RoundNotHere):
        send(commune, tmp_path)


def test_nothing_chosen_is_nothing_sent(upper: Db, tmp_path: Path) -> None:
    with pytest.raises(DownNothing):
        send(upper, tmp_path, Choice())
    assert list(tmp_path.glob("*.rasoat")) == []


def test_without_any_card_nobody_could_open_it(tmp_path: Path) -> None:
    made = make(tmp_path, UPPER)
    db = open_book(made.path, code=made.code)
    furnish(db)
    with pytest.raises(DownNobody):
        send(db, tmp_path)
    close_book(db)


# Looking -----------------------------------------------------------------------------------------
def test_looking_writes_nothing_and_says_old_and_new(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    calendaring.set_autumn_deadline(commune, 2026, DAY(2026, 11, 20), now=NOW, by=BY)
    path = send(upper, tmp_path)
    before = dump(commune)
    seen = bringing_down.look(commune, path)
    assert dump(commune) == before
    assert seen.state == NEW
    assert seen.sheet is not None
    assert seen.sheet.number == 1
    line = next(x for x in seen.lines if x.key == "autumn/2026")
    assert (line.fate, line.old, line.new) == (Fate.CONFLICT, "20/11/2026", "25/11/2026")


def test_the_same_pack_twice_changes_nothing(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    path = send(upper, tmp_path)
    apply(commune, path)
    before = dump(commune)
    assert apply(commune, path).written == ()
    assert dump(commune) == before
    assert verdicts(take_in(commune, [path])) == ["known"]
    assert dump(commune) == before


def test_an_older_pack_is_recognised_and_left(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    old = send(upper, tmp_path)
    furnish(upper, "TÊN MỚI")
    apply(commune, send(upper, tmp_path))
    seen = bringing_down.look(commune, old)
    assert seen.state == REFUSED
    assert isinstance(seen.refusal, PackageOlder)
    with pytest.raises(PackageOlder):
        apply(commune, old)
    assert wording.said(papering.words(commune), PaperId.MINUTES).title == ("TÊN MỚI",)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_packs_in_any_order_end_alike(
    upper: Db, commune: Db, tmp_path: Path, order: tuple[int, ...]
) -> None:
    """One holds a standard, one days, two words: each subject follows the newest that spoke of it."""
    tabling.make_standard(upper, sound(), now=NOW, by=BY)
    furnish(upper)
    paths = [
        send(upper, tmp_path, Choice(standards=frozenset({MADE}))),
        send(upper, tmp_path, Choice(words=True, ethnic=True)),
        send(upper, tmp_path, Choice(calendar=True)),
    ]
    papering.set_words(upper, title("TÊN MỚI"), now=NOW, by=BY)
    paths.append(send(upper, tmp_path, Choice(words=True)))
    for _ in range(2):
        take_in(commune, [paths[n] for n in order])
    assert catalogue.find_standard(commune, MADE) is not None
    assert calendaring.exchanged_days(commune) == (TET,)
    assert ethnic_columns.chosen(commune) == ("Tày", "Dao")
    assert wording.said(papering.words(commune), PaperId.MINUTES).title == ("TÊN MỚI",)


def test_a_waiting_pack_is_overtaken_by_a_newer_one(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    waiting = bringing_down.look(commune, send(upper, tmp_path))
    bringing_down.keep(commune, waiting, now=NOW, by=BY)
    apply(commune, send(upper, tmp_path))
    with pytest.raises(PackageOlder):
        bringing_down.apply(commune, waiting, now=NOW, by=BY)


# Whose word holds --------------------------------------------------------------------------------
def test_a_heading_the_commune_reworded_stays_unless_chosen(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    papering.set_words(commune, title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    path = send(upper, tmp_path)
    key = "words/minutes/title"
    assert fates(commune, path)[key] is Fate.CONFLICT
    done = apply(commune, path)
    assert [x.key for x in done.kept] == [key]
    assert wording.said(papering.words(commune), PaperId.MINUTES).title == ("CHỮ CỦA XÃ",)


def test_a_conflict_that_is_chosen_takes_theirs(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    papering.set_words(commune, title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    apply(commune, send(upper, tmp_path), "words/minutes/title")
    assert wording.said(papering.words(commune), PaperId.MINUTES).title == (
        "BIÊN BẢN HỌP THÔN THỬ",
    )


def test_what_the_office_above_set_itself_follows_it(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    apply(commune, send(upper, tmp_path))
    furnish(upper, "TÊN MỚI")
    path = send(upper, tmp_path)
    assert fates(commune, path)["words/minutes/title"] is Fate.CHANGE
    apply(commune, path)
    assert wording.said(papering.words(commune), PaperId.MINUTES).title == ("TÊN MỚI",)


def test_a_commune_s_word_is_not_asked_about_again_while_nothing_new_is_said(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    apply(commune, send(upper, tmp_path))
    papering.set_words(commune, title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    assert fates(commune, send(upper, tmp_path))["words/minutes/title"] is Fate.KEPT


def test_what_a_new_pack_names_no_more_is_taken_back_if_untouched(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    apply(commune, send(upper, tmp_path))
    own = Exchanged(off=DAY(2026, 9, 1), worked=None)
    calendaring.set_exchanged_days(commune, [TET, own], now=NOW, by=BY)
    calendaring.set_exchanged_days(upper, [], now=NOW, by=BY)
    apply(commune, send(upper, tmp_path))
    assert calendaring.exchanged_days(commune) == (own,)


def test_a_pack_about_days_alone_leaves_words_alone(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    apply(commune, send(upper, tmp_path))
    path = send(upper, tmp_path, Choice(calendar=True))
    assert set(fates(commune, path).values()) == {Fate.SAME}
    assert not any(key.startswith("words") for key in fates(commune, path))


# Taking back -------------------------------------------------------------------------------------
def test_a_pack_is_one_deed_that_is_taken_back_whole(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    upkeep.save_signatory(commune, Signatory(place="Bình An"), now=NOW, by=BY)
    path = send(upper, tmp_path)
    apply(commune, path)
    [line] = audit.of(commune, bringing_down.look(commune, path).sha256)
    assert line.action == "down-applied"
    bringing_down.undo(commune, bringing_down.look(commune, path).sha256, now=NOW, by=BY)
    assert calendaring.exchanged_days(commune) == ()
    assert calendaring.autumn_deadlines(commune) == {}
    assert wording.own(papering.words(commune)) == set()
    assert settings.signatory(commune) == Signatory(place="Bình An")
    assert ethnic_columns.chosen(commune) == ()
    assert bringing_down.look(commune, path).state == UNDONE
    assert apply(commune, path).written != ()


def test_what_was_set_anew_since_is_not_taken_back(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    path = send(upper, tmp_path)
    apply(commune, path)
    papering.set_words(commune, title("CHỮ CỦA XÃ"), now=NOW, by=BY)
    before = dump(commune)
    with pytest.raises(UndoTooLate):
        bringing_down.undo(commune, bringing_down.look(commune, path).sha256, now=NOW, by=BY)
    assert dump(commune) == before


def test_only_the_newest_pack_is_taken_back(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    first = send(upper, tmp_path)
    apply(commune, first)
    apply(commune, send(upper, tmp_path))
    with pytest.raises(UndoTooLate):
        bringing_down.undo(commune, package.fingerprint(first.read_bytes()), now=NOW, by=BY)


# Standards ---------------------------------------------------------------------------------------
def test_the_law_changes_and_old_rounds_print_as_they_were(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    """Story 9: a table made above is sent down, applied, and a round opened on it."""
    open_rounds(commune, 2025)
    key(commune, add(commune), POOR, 2025)
    residents(commune, 2025)
    before = papers(commune, 2025)
    tabling.make_standard(upper, sound(), now=NOW, by=BY)
    path = send(upper, tmp_path, Choice(standards=frozenset({MADE})))
    assert fates(commune, path) == {f"standard/{MADE}": Fate.ADD}
    apply(commune, path)
    assert catalogue.standard(commune, MADE) == catalogue.standard(upper, MADE)
    reviewing.open_round(commune, 2026, MADE, now=NOW, by=BY)
    sheet = reviewing.open_sheet(commune, registering.everyone(commune)[0].uid, 2026)
    assert len(sheet.standard.b1_items) == 3
    assert reviewing.round_of(commune, 2025).standard_id == "2022-2025"
    assert papers(commune, 2025) == before


def papers(db: Db, year: int) -> dict[str, bytes]:
    """The forms as workbooks: a PDF names the second in which it was drawn."""
    made = reporting.drawn_along(reporting.sheets_along(db, year, forms=["7.1", "7.4"], now=NOW))
    found = {name: data for name, data in made.items() if name.endswith(".xlsx")}
    assert len(found) == 2
    return found


def test_a_standard_with_a_round_on_it_cannot_go(upper: Db, commune: Db, tmp_path: Path) -> None:
    tabling.make_standard(upper, sound(), now=NOW, by=BY)
    path = send(upper, tmp_path, Choice(standards=frozenset({MADE})))
    apply(commune, path)
    reviewing.open_round(commune, 2026, MADE, now=NOW, by=BY)
    with pytest.raises(DownInUse) as caught:
        bringing_down.undo(commune, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert caught.value.details["year"] == "2026"
    assert catalogue.find_standard(commune, MADE) is not None


def test_an_unused_standard_goes_again(upper: Db, commune: Db, tmp_path: Path) -> None:
    tabling.make_standard(upper, sound(), now=NOW, by=BY)
    path = send(upper, tmp_path, Choice(standards=frozenset({MADE})))
    apply(commune, path)
    bringing_down.undo(commune, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert catalogue.find_standard(commune, MADE) is None


def _pack(db: Db, **fields: object) -> bytes:
    tabling.make_standard(db, sound(), now=NOW, by=BY)
    return write_standard(msgspec.structs.replace(catalogue.standard(db, MADE), **fields))


@pytest.mark.parametrize(
    ("fields", "name", "word"),
    [
        ({"missing": ("điểm B1",)}, MADE, "điểm B1"),
        ({"practice": True}, MADE, "luyện tập"),
        ({}, "another-id", MADE),
        ({"id": "2022-2025"}, "2022-2025", "nội dung khác"),
    ],
)
def test_an_unfit_standard_is_refused_with_its_reason(
    upper: Db, commune: Db, tmp_path: Path, fields: dict[str, object], name: str, word: str
) -> None:
    part = {f"standards/{name}.toml": _pack(upper, **fields)}
    path = forged(upper, tmp_path, part, receivers=[commune])
    before = dump(commune)
    seen = bringing_down.look(commune, path)
    assert isinstance(seen.refusal, PackageStandardUnfit)
    assert word in str(seen.refusal.details["reason"])
    assert verdicts(take_in(commune, [path])) == ["refused"]
    assert dump(commune) == before


def test_a_known_standard_is_never_replaced(upper: Db, commune: Db, tmp_path: Path) -> None:
    raw = _pack(upper)
    apply(commune, forged(upper, tmp_path, {f"standards/{MADE}.toml": raw}, receivers=[commune]))
    other = _pack(upper, name="Tên khác")
    path = forged(upper, tmp_path, {f"standards/{MADE}.toml": other}, number=2, receivers=[commune])
    assert isinstance(bringing_down.look(commune, path).refusal, PackageStandardUnfit)
    assert standards.get(commune, MADE) == raw


def test_a_broken_standard_is_refused(upper: Db, commune: Db, tmp_path: Path) -> None:
    path = forged(upper, tmp_path, {"standards/x.toml": b"not toml ]["}, receivers=[commune])
    assert isinstance(bringing_down.look(commune, path).refusal, PackageStandardUnfit)


# Days --------------------------------------------------------------------------------------------
def test_a_pack_of_a_later_day_waits_in_the_book(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    path = send(upper, tmp_path, replace(ALL, valid_from=DAY(2027, 1, 1)))
    with pytest.raises(DownNotYet):
        apply(commune, path)
    [taken] = take_in(commune, [path])
    assert taken.verdict == WAITING
    assert "01/01/2027" in taken.note
    assert calendaring.exchanged_days(commune) == ()
    path.unlink()
    [kept] = bringing_down.packs(commune)
    seen = bringing_down.look_kept(commune, kept.sha256)
    assert seen is not None
    bringing_down.apply(commune, seen, now=at(2027, 1, 2), by=BY)
    assert calendaring.exchanged_days(commune) == (TET,)


# Three tiers -------------------------------------------------------------------------------------
def test_a_district_applies_what_came_and_sends_it_on(tmp_path: Path) -> None:
    province, district, below = "08", "071", catalogue.children("071", "2022")[0].code
    made = {code: make(tmp_path / code, code, "2022") for code in (province, district, below)}
    books = {code: open_book(one.path, code=one.code) for code, one in made.items()}
    introduce(books[province], books[district], tmp_path)
    introduce(books[district], books[below], tmp_path)
    furnish(books[province])
    tabling.make_standard(books[province], sound(), now=NOW, by=BY)
    everything = replace(ALL, standards=frozenset({MADE}))
    first = send(books[province], tmp_path / "first", everything)
    assert isinstance(bringing_down.look(books[below], first).refusal, PackageNotForUs)
    apply(books[district], first)
    offered = sending_down.offer(books[district]).standards
    assert [(o.standard.id, o.origin) for o in offered] == [(MADE, sending_down.ABOVE)]
    # What stands over signatures is set by each office for those below it.
    sent = send(books[district], tmp_path / "second", replace(everything, authority=False))
    apply(books[below], sent)
    assert catalogue.find_standard(books[below], MADE) is not None
    assert calendaring.exchanged_days(books[below]) == (TET,)
    for db in books.values():
        close_book(db)


# Bad input ---------------------------------------------------------------------------------------
def test_another_office_s_pack_is_looked_at_never_applied(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    introduce(commune, second, tmp_path)
    parts = down.encode(Goods(calendar=Calendar(autumn={"2026": DAY(2026, 11, 11)})))
    path = forged(second, tmp_path, parts, receivers=[commune])
    before = dump(commune)
    seen = bringing_down.look(commune, path)
    assert seen.state == FOREIGN
    assert [x.key for x in seen.lines] == ["autumn/2026"]
    assert isinstance(seen.refusal, SenderNotAbove)
    with pytest.raises(SenderNotAbove):
        bringing_down.apply(commune, seen, now=NOW, by=BY)
    assert verdicts(take_in(commune, [path])) == ["refused"]
    assert dump(commune) == before


def test_an_unknown_sender_s_pack_is_looked_at_never_applied(upper: Db, tmp_path: Path) -> None:
    """The same office code, but nobody compared this card: a stranger with our upper's name."""
    made = make(tmp_path / "new", COMMUNE)
    lonely = open_book(made.path, code=made.code)
    furnish(upper)
    path = forged(upper, tmp_path, down.encode(Goods(calendar=Calendar())), receivers=[lonely])
    seen = bringing_down.look(lonely, path)
    assert seen.state == UNPROVEN
    assert isinstance(seen.refusal, SenderUnknown)
    with pytest.raises(SenderUnknown):
        bringing_down.apply(lonely, seen, now=NOW, by=BY)
    close_book(lonely)


def test_a_commune_whose_card_was_not_there_is_told_what_to_do(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    parts = down.encode(Goods(calendar=Calendar()))
    path = forged(upper, tmp_path, parts, receivers=[second])
    assert isinstance(bringing_down.look(commune, path).refusal, DownNotSealed)


def test_no_changed_byte_goes_through(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    raw = send(upper, tmp_path / "whole").read_bytes()
    before = dump(commune)
    bad = tmp_path / "bad.rasoat"
    for place in range(0, len(raw), 61):
        bad.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        assert bringing_down.look(commune, bad).state == REFUSED
    assert dump(commune) == before


def test_a_covering_sheet_that_names_other_parts_is_refused(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    parts = down.encode(Goods(calendar=Calendar()))
    sheet = Sheet(number=1, dated=DAY(2026, 11, 1), valid_from=DAY(2026, 11, 1))
    draft = Draft(kind=Kind.STANDARD, year=2026, number=1, made_at=NOW, program="0.1.0")
    raw = down.seal_down(
        draft, down.with_sheet(sheet, parts), name="x", keys=exchanging.own_keys(upper),
        me=own_card(upper), receivers=[own_card(commune)],
    )  # fmt: skip
    path = tmp_path / "x.rasoat"
    path.write_bytes(raw)
    assert isinstance(bringing_down.look(commune, path).refusal, PackageDamaged)


@pytest.mark.parametrize(
    ("part", "raw"),
    [
        ("calendar.json", b"{"),
        ("calendar.json", b'{"autumn":{"26":"2026-01-01"}}'),
        ("headings.json", b'{"authority":["' + b"x" * 700 + b'"]}'),
        ("units/merged.csv", b"\xff\xfe"),
        ("units/merged.csv", b"old_name,new_code,since\nA,02296,morgen\n"),
    ],
)
def test_parts_that_cannot_be_read_are_refused(
    upper: Db, commune: Db, tmp_path: Path, part: str, raw: bytes
) -> None:
    path = forged(upper, tmp_path, {part: raw}, receivers=[commune])
    assert isinstance(bringing_down.look(commune, path).refusal, PackageDamaged)


def test_practice_and_real_are_never_mixed(upper: Db, open_made: Opener, tmp_path: Path) -> None:
    practice = open_made("practice")
    with pytest.raises(PracticeMixed):
        forged(upper, tmp_path, down.encode(Goods(calendar=Calendar())), receivers=[practice])


def test_words_for_papers_that_nobody_knows_are_passed_over(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    words = PaperWords(titles={"later-paper": ("X",)}, posting_columns=("village", "secret"))
    parts = down.encode(Goods(headings=Headings(words=words, ethnic=("Kinh", "Tày", "Marsmen"))))
    apply(commune, forged(upper, tmp_path, parts, receivers=[commune]))
    assert papering.words(commune).titles == {}
    assert papering.words(commune).posting_columns == ("head", "village")
    assert ethnic_columns.chosen(commune) == ("Tày",)


# Old communes ------------------------------------------------------------------------------------
CSV = "old_code;old_name;old_district;new_code;since;basis\n;Xã Cũ Thử;Huyện Thử;02296;01/07/2025;NQ thử\n"


def test_merged_communes_reach_the_commune_they_are_about(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    file = tmp_path / "xa_cu.csv"
    file.write_text(CSV, encoding="utf-8-sig")
    sending_down.read_merged(upper, file, now=NOW, by=BY)
    path = send(upper, tmp_path, Choice(merged=True))
    apply(commune, path)
    apply(second, path)
    assert [f.old_name for f in merged_communes.facts(commune)] == ["Xã Cũ Thử"]
    assert merged_communes.facts(commune)[0].since == DAY(2025, 7, 1)
    assert merged_communes.facts(second) == ()


def test_a_list_of_strangers_is_refused_with_its_line(upper: Db, tmp_path: Path) -> None:
    file = tmp_path / "xa_cu.csv"
    file.write_text(CSV + ";A;B;99999;01/07/2025;\n", encoding="utf-8")
    with pytest.raises(MergedListWrong) as caught:
        sending_down.read_merged(upper, file, now=NOW, by=BY)
    assert caught.value.details["line"] == "3"
    assert merged_communes.facts(upper) == ()


# A folder ----------------------------------------------------------------------------------------
def test_a_folder_applies_packs_and_copies_the_book_first(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    send(upper, tmp_path / "usb")
    [taken] = take_in(commune, [tmp_path / "usb"], copies=tmp_path / "copies")
    assert taken.verdict == APPLIED
    assert taken.refusal is None
    assert calendaring.exchanged_days(commune) == (TET,)
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_a_pack_that_was_taken_back_is_not_applied_again_by_a_folder(
    upper: Db, commune: Db, tmp_path: Path
) -> None:
    furnish(upper)
    path = send(upper, tmp_path)
    take_in(commune, [path])
    bringing_down.undo(commune, package.fingerprint(path.read_bytes()), now=NOW, by=BY)
    assert verdicts(take_in(commune, [path])) == ["known"]
    assert calendaring.exchanged_days(commune) == ()


def test_a_dry_run_writes_nothing(upper: Db, commune: Db, tmp_path: Path) -> None:
    furnish(upper)
    path = send(upper, tmp_path)
    before = dump(commune)
    assert receiving.as_planned(receiving.look(commune, path)).verdict == "down"
    assert dump(commune) == before


def test_a_stick_offers_a_pack_to_those_below_until_it_is_known(
    upper: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    from desktop.services import sticks

    furnish(upper)
    path = send(upper, tmp_path / "usb")
    seen = sticks.scan(tmp_path / "usb")
    assert sticks.for_us(commune, tmp_path / "usb", seen).new == [path]
    apply(commune, path)
    assert sticks.for_us(commune, tmp_path / "usb", seen).new == []
    assert sticks.for_us(second, tmp_path / "usb", seen).new == [path]
    assert sticks.for_us(upper, tmp_path / "usb", seen).new == []


def test_a_pack_for_a_medium_without_room_is_refused_before_a_byte_is_written(
    upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(upper)
    before = dump(upper)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    with pytest.raises(DiskFull):
        sending_down.pack_down(upper, ALL, tmp_path / "usb", now=NOW, by=BY)
    assert dump(upper) == before
    assert not (tmp_path / "usb").exists()
