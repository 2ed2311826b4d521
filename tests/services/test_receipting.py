"""Answers, household by household: in any order the newest holds, and newer work is never touched."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.answer import Remark, Said, Verdict
from desktop.exchange import package
from desktop.exchange.records import Receipt, decode_receipt, encode_receipt
from desktop.reports.forms import handover_minute
from desktop.reports.text_sheet import as_text
from desktop.services import (
    answering,
    exchanging,
    handing_minutes,
    hearing,
    judging,
    receipting,
    receiving,
    registering,
    sealing_papers,
)
from desktop.services.examining import look
from desktop.services.registering import Query
from desktop.store import answers, audit, packages
from desktop.store.connection import Db, writing
from tests.services.made import (
    BY,
    COMMUNE,
    NOT,
    NOW,
    add,
    at,
    dump,
    held_by,
    key,
    pack,
    take_in,
    verdicts,
)

WORD = "Hộ có 3 người đi làm xa, xác minh lại thu nhập"


def _head(db: Db, number: int = 0) -> str:
    """A household of the register."""
    return sorted(h.uid for h in registering.everyone(db))[number]


def _receipt(path: Path, db: Db) -> Receipt:
    seen = look(db, path)
    assert seen.opened is not None
    return decode_receipt(seen.opened.parts)


def _accepted(upper: Db, path: Path, folder: Path, said: Said | None = None) -> Path:
    judged = judging.accept(upper, path, receipts=folder, said=said, now=NOW, by=BY)
    assert judged.refusal is None
    assert judged.receipt is not None
    return judged.receipt


def _hear(db: Db, path: Path, month: int = 12) -> receiving.Taken:
    return hearing.take_receipt(db, look(db, path), now=at(2026, month), by=BY)


def _edit(db: Db, uid: str) -> None:
    """The commune goes on working on a household."""
    [home] = [h for h in registering.everyone(db) if h.uid == uid]
    registering.save_household(db, replace(home, note="đã hỏi lại"), now=at(2026, 11, 20), by=BY)


# A verdict for every record ----------------------------------------------------------------------
def test_every_household_of_a_report_taken_in_has_its_verdict(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    receipt = _receipt(_accepted(upper, pack(sender, tmp_path), tmp_path / "a"), sender)
    mine = {h.uid: h.revision for h in registering.everyone(sender)}
    assert {v.household_uid: v.revision for v in receipt.verdicts} == mine
    assert {v.verdict for v in receipt.verdicts} == {Verdict.TAKEN_IN}
    assert receipt.agrees


def test_a_state_judged_is_the_state_that_was_sent(sender: Db, upper: Db, tmp_path: Path) -> None:
    """Counted from the records of a package and from the book, a household's state is one number."""
    path = pack(sender, tmp_path)
    seen = look(upper, path)
    assert seen.opened is not None
    sent = receipting.states_in(seen.opened.records, 2026)
    assert sent == answers.states(sender, 2026, communes=[COMMUNE])
    _accepted(upper, path, tmp_path / "a")
    assert sent == answers.states(upper, 2026, communes=[COMMUNE])


def test_of_a_returned_report_every_household_came_back(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    path = pack(sender, tmp_path)
    judged = judging.give_back(
        upper, path, "Thiếu biên bản", receipts=tmp_path / "a", now=NOW, by=BY
    )
    assert judged.receipt is not None
    receipt = _receipt(judged.receipt, sender)
    assert {v.household_uid for v in receipt.verdicts} == {
        h.uid for h in registering.everyone(sender)
    }
    assert {v.verdict for v in receipt.verdicts} == {Verdict.RETURNED}
    assert receipt.totals_counted == {}
    assert (receipt.opinion, receipt.opinion_agrees) == ("Thiếu biên bản", False)


def test_a_receipt_without_verdicts_is_still_read(sender: Db, upper: Db, tmp_path: Path) -> None:
    """As programs wrote it before: no verdicts, no names and days of remarks."""
    raw = encode_receipt(
        Receipt(
            package_sha256="a" * 64, year=2026, number=1, verdict=Verdict.HELD, totals_sent={},
            totals_counted={}, remarks=(Remark(record_uid="x", verdict=Verdict.HELD, code="outcome"),),
        )
    )  # fmt: skip
    text = raw["receipt.json"].decode()
    for newer in (
        '"verdicts":[],',
        '"opinion_agrees":null,',
        '"details":{},',
        '"uid":"",',
        '"said_on":null,',
    ):
        text = text.replace(newer, "").replace(f",{newer.rstrip(',')}", "")
    assert not any(word in text for word in ("verdicts", "agrees", "said_on", "details"))
    receipt = decode_receipt({"receipt.json": text.encode()})
    assert receipt.verdicts == ()
    assert receipt.remarks[0].code == "outcome"


# Remarks -----------------------------------------------------------------------------------------
def test_a_remark_comes_home_and_is_settled(sender: Db, upper: Db, tmp_path: Path) -> None:
    path, uid = pack(sender, tmp_path), _head(sender)
    sha = package.fingerprint(path.read_bytes())
    receipting.remark(upper, uid, WORD, package=sha, office=COMMUNE, now=NOW, by=BY)
    assert receipting.receipts_owed(upper) == []  # the package is not decided on yet
    receipt = _accepted(upper, path, tmp_path / "a")
    _hear(sender, receipt)
    said = answering.of_household(sender, uid)
    assert said is not None
    assert (said.verdict, said.number, said.changed) == (Verdict.HELD, 1, False)
    [heard] = said.remarks
    assert (heard.remark.text, heard.is_open) == (WORD, True)
    assert answers.open_count(sender) == (1, 1)
    assert [h.uid for h in registering.find(sender, Query(year=2026, remark="open")).lines] == [uid]

    hearing.settle(sender, heard.uid, now=at(2026, 12, 5), by=BY)
    assert answers.open_count(sender) == (0, 0)
    assert registering.find(sender, Query(year=2026, remark="open")).lines == []
    [line] = registering.find(sender, Query(year=2026, remark="any")).lines
    assert (line.remarks, line.open_remarks) == (1, 0)
    hearing.reopen(sender, heard.uid, now=at(2026, 12, 6), by=BY)
    assert answers.open_count(sender) == (1, 1)
    assert audit.of(sender, heard.uid)[0].action == "remark-reopened"


def test_a_remark_never_overwrites_newer_work(sender: Db, upper: Db, tmp_path: Path) -> None:
    path, uid = pack(sender, tmp_path), _head(sender)
    judged = judging.give_back(upper, path, "Xem lại", receipts=tmp_path / "a", now=NOW, by=BY)
    assert judged.receipt is not None
    _edit(sender, uid)
    before = held_by(sender)
    _hear(sender, judged.receipt)
    assert held_by(sender) == before
    changed, still = (answering.of_household(sender, _head(sender, n)) for n in (0, 1))
    assert changed is not None
    assert still is not None
    assert (changed.verdict, changed.changed) == (Verdict.RETURNED, True)
    assert (still.verdict, still.changed) == (Verdict.RETURNED, False)


def test_a_remark_holds_until_its_household_changes(sender: Db, upper: Db, tmp_path: Path) -> None:
    first, uid, other = pack(sender, tmp_path), _head(sender), _head(sender, 1)
    sha = package.fingerprint(first.read_bytes())
    for one in (uid, other):
        receipting.remark(upper, one, WORD, package=sha, office=COMMUNE, now=NOW, by=BY)
    _hear(sender, _accepted(upper, first, tmp_path / "a"))
    _edit(sender, uid)
    _hear(sender, _accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    assert [h.remark.record_uid for h in answers.heard(sender)] == [other]
    assert answers.heard(sender)[0].number == 2


def test_a_remark_without_a_report_waits_for_the_next_receipt(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    """As for one person found in two communes: said later, to both, again and again until taken back."""
    uid = _head(sender)
    _hear(sender, _accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    made = receipting.remark(upper, uid, "Trùng với hộ ở xã khác", "twin", now=NOW, by=BY)
    [owed] = receipting.receipts_owed(upper)
    assert (owed.office, owed.remarks, owed.opinion) == (COMMUNE, 1, False)
    [written] = receipting.write_owed(upper, tmp_path / "b", now=at(2026, 11, 9), by=BY)
    assert written.path is not None
    assert receipting.receipts_owed(upper) == []
    _hear(sender, written.path)
    assert [h.uid for h in answers.heard(sender, household_uid=uid)] == [made.uid]
    _edit(sender, uid)
    _hear(sender, _accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    assert [h.uid for h in answers.heard(sender, household_uid=uid)] == [made.uid]
    receipting.take_back(upper, made.uid, now=NOW, by=BY)
    [report] = [p for p in packages.from_sender(upper, COMMUNE) if p.number == 2]
    again = receipting.write_again(upper, report, tmp_path / "c", now=at(2026, 11, 12))
    _hear(sender, again)
    assert answers.heard(sender) == []


def test_a_remark_on_nobody_is_refused(upper: Db) -> None:
    with pytest.raises(LookupError):
        receipting.remark(upper, "nobody", WORD, now=NOW, by=BY)


def test_findings_become_remarks_once(sender: Db, upper: Db, tmp_path: Path) -> None:
    path = pack(sender, tmp_path)
    sha = package.fingerprint(path.read_bytes())
    said = [
        Remark(record_uid=_head(sender), verdict=Verdict.HELD, code="b1-jump", details={"count": 1})
    ]
    for _ in range(2):
        receipting.remark_findings(upper, said, sha, COMMUNE, now=NOW, by=BY)
    [given_] = receipting.remarks_of(upper, sha, COMMUNE)
    assert (given_.code, given_.details) == ("b1-jump", {"count": 1})


def test_what_is_owed_to_a_stranger_does_not_stop_the_others(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    _accepted(upper, pack(sender, tmp_path), tmp_path / "a")
    receipting.remark(upper, _head(sender), WORD, now=NOW, by=BY)
    with writing(upper):
        upper.execute("DELETE FROM card")
    [written] = receipting.write_owed(upper, tmp_path / "b", now=NOW, by=BY)
    assert (written.path, type(written.refusal).__name__) == (None, "ReceiverUnknown")
    assert len(receipting.receipts_owed(upper)) == 1


# The opinion -------------------------------------------------------------------------------------
LETTER = Said(text="Nhất trí kết quả rà soát", number="215/UBND-VX", on=datetime.date(2026, 11, 2), agrees=True)  # fmt: skip


def test_an_opinion_said_later_comes_by_a_receipt_again(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    path = pack(sender, tmp_path)
    _hear(sender, _accepted(upper, path, tmp_path / "a"))
    assert answering.offered(sender, 2026) is None
    [report] = packages.from_sender(upper, COMMUNE)
    judged = judging.answer_again(
        upper, report, LETTER, receipts=tmp_path / "b", now=at(2026, 11, 3), by=BY
    )
    assert judged.receipt is not None
    _hear(sender, judged.receipt)
    found = answering.offered(sender, 2026)
    assert found is not None
    assert found[1] == LETTER
    sent = packages.get(sender, report.sha256)
    assert sent is not None
    answer = answering.answer_to(sender, sent)
    assert answer is not None
    assert (answer.opinion, answer.agrees, answer.offered) == (LETTER, True, True)


def test_the_reason_of_a_return_is_no_letter(sender: Db, upper: Db, tmp_path: Path) -> None:
    judged = judging.give_back(
        upper, pack(sender, tmp_path), "Xem lại", receipts=tmp_path / "a", now=NOW, by=BY
    )
    assert judged.receipt is not None
    _hear(sender, judged.receipt)
    assert answering.offered(sender, 2026) is None


# What comes in a wrong order, twice, or of strangers ---------------------------------------------
def test_an_older_answer_is_noted_and_changes_no_household(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    uid = _head(sender)
    first = pack(sender, tmp_path)
    returned = judging.give_back(upper, first, "Xem lại", receipts=tmp_path / "a", now=NOW, by=BY)
    assert returned.receipt is not None
    _edit(sender, uid)
    _hear(sender, _accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    taken = _hear(sender, returned.receipt)
    assert taken.verdict == "accepted"
    assert "số 2 đã ghi trước" in taken.note
    said = answering.of_household(sender, uid)
    assert said is not None
    assert (said.verdict, said.number) == (Verdict.TAKEN_IN, 2)
    log = {p.number: p.verdict for p in exchanging.history(sender) if p.direction == "out"}
    assert log == {1: "returned", 2: "taken_in"}


def test_verdicts_on_households_that_are_gone_are_told(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    extra = add(sender, "Hoàng Thị Sen")
    receipt = _accepted(upper, pack(sender, tmp_path), tmp_path / "a")
    with writing(sender):
        sender.execute("DELETE FROM household WHERE uid = ?", [extra.uid])
    taken = _hear(sender, receipt)
    assert taken.verdict == "accepted"
    assert taken.note.startswith("1 hộ nêu trong giấy nhận không có trong sổ")


def test_a_receipt_of_nothing_we_sent_is_refused(sender: Db, upper: Db, tmp_path: Path) -> None:
    receipt = _accepted(upper, pack(sender, tmp_path), tmp_path / "a")
    with writing(sender):
        sender.execute("DELETE FROM package")
    before = dump(sender)
    taken = _hear(sender, receipt)
    assert type(taken.refusal).__name__ == "ReceiptForeign"
    assert dump(sender) == before


@pytest.fixture
def letters(sender: Db, upper: Db, tmp_path: Path) -> list[Path]:
    """Receipts of three reports, one of them answered twice; the newest last."""
    uid, made = _head(sender), []
    first = pack(sender, tmp_path)
    sha = package.fingerprint(first.read_bytes())
    receipting.remark(upper, uid, WORD, package=sha, office=COMMUNE, now=NOW, by=BY)
    returned = judging.give_back(upper, first, "Xem lại", receipts=tmp_path / "a", now=NOW, by=BY)
    assert returned.receipt
    made.append(returned.receipt)
    _edit(sender, uid)
    made.append(_accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    key(sender, add(sender, "Lò Văn Sáu"), NOT)
    made.append(_accepted(upper, pack(sender, tmp_path), tmp_path / "a"))
    receipting.remark(upper, _head(sender, 1), "Xác minh", now=at(2026, 11, 4), by=BY)
    [last] = receipting.write_owed(upper, tmp_path / "b", now=at(2026, 11, 5), by=BY)
    assert last.path
    return [*made, last.path]


def _said(db: Db) -> list[object]:
    """All that the office above said, as the desk reads it."""
    lines = [answering.of_household(db, h.uid) for h in registering.everyone(db)]
    return [*lines, *answers.heard(db)]


@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(order=st.lists(st.integers(0, 3), max_size=9))
def test_in_any_order_and_repetition_the_newest_holds(
    sender: Db, letters: list[Path], order: list[int]
) -> None:
    def play(numbers: list[int]) -> list[object]:
        with writing(sender):
            sender.execute("DELETE FROM package WHERE kind = 'receipt'")
            for table in ("record_verdict", "remark_heard", "remark_settled"):
                sender.execute(f"DELETE FROM {table}")
            for report in packages.log(sender):
                packages.put(sender, replace(report, verdict="sent", details={}))
        before = held_by(sender)
        for n in numbers:
            assert _hear(sender, letters[n]).verdict in ("accepted", "known")
        assert held_by(sender) == before
        return _said(sender)

    newest = max(order, default=None)
    assert play(order) == play([] if newest is None else [newest])


def test_the_same_receipt_again_keeps_what_was_settled(sender: Db, letters: list[Path]) -> None:
    _hear(sender, letters[3])
    [heard] = answers.heard(sender)
    hearing.settle(sender, heard.uid, now=at(2026, 12, 5), by=BY)
    found = verdicts(take_in(sender, letters))
    assert found == ["accepted", "accepted", "known", "known"]
    assert answers.open_count(sender) == (0, 0)


# The minute of the hand-over ---------------------------------------------------------------------
def test_both_ends_print_the_same_hand_over(sender: Db, upper: Db, tmp_path: Path) -> None:
    path, uid = pack(sender, tmp_path), _head(sender)
    sha = package.fingerprint(path.read_bytes())
    mine = packages.get(sender, sha)
    assert mine is not None
    waiting = as_text(handing_minutes.lay_out(sender, mine, _said_as, now=NOW).sheet)
    assert "Bên nhận đã nhận" not in waiting
    receipting.remark(upper, uid, WORD, package=sha, office=COMMUNE, now=NOW, by=BY)
    _hear(sender, _accepted(upper, path, tmp_path / "a", LETTER))
    theirs = packages.get(upper, sha)
    assert theirs is not None
    papers = [
        handing_minutes.lay_out(db, report, _said_as, now=NOW)
        for db, report in ((sender, mine), (upper, theirs))
    ]
    bodies = [as_text(p.sheet).partition("1. Hai bên")[2] for p in papers]
    assert bodies[0] == bodies[1]
    for words in (WORD, "215/UBND-VX", "Cần làm rõ", handover_minute.short_fingerprint(sha)):
        assert words in bodies[0]
    assert papers[0].stem == "bien_ban_giao_nhan_02296_2026_0001"
    written = handing_minutes.write(sender, papers[0], "pdf", tmp_path / "bb.pdf", now=NOW, by=BY)
    assert written.read_bytes().startswith(b"%PDF")
    assert sealing_papers.find(sender, papers[0].sheet.code).paper.form == "bien_ban_giao_nhan"


def test_the_minute_of_a_return_tells_why_and_counts_nothing(
    sender: Db, upper: Db, tmp_path: Path
) -> None:
    path = pack(sender, tmp_path)
    judging.give_back(upper, path, "Thiếu biên bản", receipts=tmp_path / "a", now=NOW, by=BY)
    [report] = packages.from_sender(upper, COMMUNE)
    text = as_text(handing_minutes.lay_out(upper, report, _said_as, now=NOW).sheet)
    assert "Thiếu biên bản" in text
    assert "không số liệu nào của gói được ghi" in text
    assert "hộ trả lại" in text


def _said_as(remark: Remark) -> str:
    return remark.text or remark.code
