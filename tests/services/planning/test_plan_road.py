"""Plans on their way up: whole, once, never older, nothing of others, and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.domain.planning import (
    Account,
    Attachment,
    Goal,
    MeasureState,
    Task,
    TaskProgress,
    UnitSums,
    Visit,
)
from desktop.errors import PackageDamaged, PlanNothing
from desktop.exchange import package, plan_parts
from desktop.exchange.letter import Kind, Source
from desktop.exchange.package import Draft
from desktop.services import exchanging, receiving
from desktop.services.planning import (
    plan_answer,
    plan_known,
    plan_state,
    sending_plan,
    taking_plan,
)
from desktop.services.receiving import Taken
from desktop.store import audit, measures, packages, plans
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import make
from tests.services.made import BY, COMMUNE, NOW, SECOND, UPPER, at, dump, introduce
from tests.services.made import take_in as take_all
from tests.services.planning import plan_made as made

KINDS: tuple[Any, ...] = (Goal, Task, TaskProgress, Visit, Account)


@pytest.fixture
def planner(commune: Db) -> Db:
    """A commune with a plan."""
    made.fill(commune)
    return commune


def take(db: Db, path: Path, **more: Any) -> Taken:
    [taken] = take_all(db, [path], **more)
    return taken


def held(db: Db, code: str = COMMUNE) -> dict[str, Any]:
    """What a book holds of a commune's plan, whoever keeps the book."""
    found: dict[str, Any] = {
        k.__name__: set(map(repr, plans.of_kind(db, k, [code]))) for k in KINDS
    }
    found["measures"] = set(map(repr, measures.of_year(db, None, code)))
    found["escapes"] = set(map(repr, measures.escapes(db, None, code)))
    found["files"] = plans.file_sizes(db)
    return found


# There and back ------------------------------------------------------------------------------------
def test_a_plan_arrives_whole_and_its_receipt_says_that_both_count_the_same(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    path = made.pack(planner, tmp_path / "up")
    taken = take(upper, path, receipts=tmp_path / "back", copies=tmp_path / "copies")
    assert (taken.verdict, taken.refusal) == ("accepted", None)
    assert held(upper) == held(planner)
    assert len(list((tmp_path / "copies").iterdir())) == 1
    assert taken.receipt is not None
    home = take(planner, taken.receipt)
    assert home.verdict == "accepted"
    [sent] = sending_plan.history(planner)
    assert sent.verdict == "taken_in"
    assert sent.details["agrees"] is True
    assert all(x.sent == x.counted for x in plan_answer.totals(sent))
    assert "khớp" in plan_answer.said(sent)


def test_the_totals_tell_measures_and_dong_by_kind_and_state_and_year(
    planner: Db, tmp_path: Path
) -> None:
    packed = sending_plan.pack(planner, UPPER, tmp_path, now=NOW, by=BY)
    told = {n: v for n, v in packed.totals.items() if ":" in n}
    assert told == {
        "measures:2027:credit:done": 2, "amount:2027:credit:done": 4_000_000,
        "measures:2027:water_toilet:done": 1, "amount:2027:water_toilet:done": 2_000_000,
        "escapes:2027": 1,
    }  # fmt: skip


def test_without_files_only_the_names_of_evidence_travel(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    take(upper, made.pack(planner, tmp_path, files=False))
    [progress] = plans.of_kind(upper, TaskProgress, [COMMUNE])
    assert [f.name for f in progress.files] == ["bien-ban.pdf"]
    assert plans.file_sizes(upper) == {}
    known = plan_known.of_unit(upper, COMMUNE)
    assert known is not None
    assert known.left_out == ("bien-ban.pdf",)
    assert [f.code for f in plan_known.findings(known)] == ["plan-evidence-away"]


def test_evidence_beyond_the_limits_of_a_package_is_named_and_stays(
    commune: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.planning.plan_state.MOST_FILES", 2)
    files = [made.attach(commune, f"anh{n}.pdf", made.PAPER + bytes([n])) for n in range(4)]
    made.put(commune, made.task(COMMUNE), made.progress(COMMUNE, f"task-{COMMUNE}", *files))
    packed = sending_plan.pack(commune, UPPER, tmp_path, files=True, now=NOW, by=BY)
    assert [a.name for a in packed.left_out] == ["anh2.pdf", "anh3.pdf"]
    assert take(upper, packed.path).verdict == "accepted"
    assert len(plans.file_sizes(upper)) == 2


# The laws of the road ------------------------------------------------------------------------------
def test_the_same_plan_twice_changes_nothing(planner: Db, upper: Db, tmp_path: Path) -> None:
    path = made.pack(planner, tmp_path / "up")
    first = take(upper, path, receipts=tmp_path / "back")
    before = dump(upper)
    again = take(upper, path, receipts=tmp_path / "back")
    assert (again.verdict, again.receipt) == ("known", first.receipt)
    assert dump(upper) == before


def test_a_later_plan_replaces_all_and_an_older_one_is_left(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    first = made.pack(planner, tmp_path)
    with writing(planner):
        plans.delete(planner, [f"visit-{COMMUNE}"])
        measures.delete(planner, [f"measure-{COMMUNE}-0"])
    made.put(planner, made.goal(COMMUNE, value=4.5))
    second = made.pack(planner, tmp_path, now=at(2026, 11, 2))
    assert take(upper, second).verdict == "accepted"
    now_held = held(upper)
    assert now_held == held(planner)
    late = take(upper, first)
    assert (late.verdict, late.refusal and late.refusal.key) == ("refused", "error-package-older")
    assert held(upper) == now_held


def test_a_later_plan_without_a_file_lets_its_bytes_go(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    take(upper, made.pack(planner, tmp_path))
    assert len(plans.file_sizes(upper)) == 1
    made.put(planner, made.progress(COMMUNE, f"task-{COMMUNE}"))
    take(upper, made.pack(planner, tmp_path, now=at(2026, 11, 2)))
    assert plans.file_sizes(upper) == {}


def test_a_second_plan_of_one_number_waits_for_an_official(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    first = made.pack(planner, tmp_path)
    with writing(planner):
        planner.execute("DELETE FROM package WHERE kind = 'plan'")
    made.put(planner, made.goal(COMMUNE, value=9.0))
    second = made.pack(planner, tmp_path, now=at(2026, 11, 2))
    take(upper, first)
    before = held(upper)
    taken = take(upper, second)
    assert (taken.verdict, taken.note) == ("held", "Đã có một gói khác mang cùng số")
    assert held(upper) == before
    seen = taking_plan.look(upper, second)
    assert taking_plan.accept(upper, seen, now=NOW, by=BY).verdict == "accepted"
    assert held(upper) == held(planner)


def test_the_plan_of_a_new_book_waits_for_an_official(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    take(upper, made.pack(planner, tmp_path / "old"))
    renewed = _new_book(upper, tmp_path)
    path = made.pack(renewed, tmp_path / "new")
    taken = take(upper, path)
    assert taken.verdict == "held"
    known = plan_known.of_unit(upper, COMMUNE)
    assert known is not None
    assert (known.number, known.waiting) == (1, 1)
    done = taking_plan.accept(upper, taking_plan.look(upper, path), now=at(2026, 11, 3), by=BY)
    assert done.verdict == "accepted"
    assert held(upper) == held(renewed)
    close_book(renewed)


def _new_book(upper: Db, folder: Path) -> Db:
    again = make(folder / "again", COMMUNE)
    renewed = open_book(again.path, code=again.code)
    introduce(upper, renewed, folder)
    made.put(renewed, made.goal(COMMUNE, "goal-new"))
    return renewed


def test_numbers_rise_over_the_years(planner: Db, tmp_path: Path) -> None:
    for year, number in ((2026, 1), (2027, 2), (2029, 3)):
        packed = sending_plan.pack(planner, UPPER, tmp_path, now=at(year), by=BY)
        assert packed.number == number


def test_a_held_plan_that_is_returned_goes_home_with_the_reason(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    path = made.pack(planner, tmp_path / "up")
    seen = taking_plan.look(upper, path)
    taking_plan.hold(upper, seen, now=NOW, by=BY)
    seen = taking_plan.look(upper, path)
    back = taking_plan.give_back(
        upper, seen, "Thiếu mục tiêu 2027", receipts=tmp_path / "back", now=at(2026, 11, 2), by=BY
    )
    assert back.receipt is not None
    take(planner, back.receipt)
    [sent] = sending_plan.history(planner)
    assert sent.verdict == "returned"
    assert "Thiếu mục tiêu 2027" in plan_answer.said(sent)
    assert plans.of_kind(upper, Goal, [COMMUNE]) == ()


def test_the_book_of_the_commune_keeps_what_the_office_above_set_it(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    ours = made.goal(COMMUNE, "goal-from-above", set_by=UPPER)
    made.put(upper, ours)
    take(upper, made.pack(planner, tmp_path))
    assert plans.get(upper, Goal, ours.uid) == ours


def test_results_typed_at_home_for_a_goal_from_above_go_up_beside_it(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    ours = made.goal(COMMUNE, "goal-from-above", set_by=UPPER)
    made.put(upper, ours)
    made.put(planner, replace(ours, results={"2027": 1.0}, revision=2))
    take(upper, made.pack(planner, tmp_path))
    assert plans.get(upper, Goal, ours.uid) == replace(ours, results={"2027": 1.0})


# What is not taken in ------------------------------------------------------------------------------
def forged(
    db: Db,
    change: Callable[[plan_parts.Goods], plan_parts.Goods],
    *sources: Source,
    left_out: tuple[Attachment, ...] = (),
) -> bytes:
    """A plan properly signed by a commune, of records that somebody changed."""
    goods = change(plan_state.goods(db, files=True)[0])
    sheet = plan_parts.Sheet(number=1, first=2026, last=2030, left_out=left_out)
    draft = Draft(
        kind=Kind.PLAN, year=2026, number=1, made_at=NOW, program="x",
        totals=plan_parts.totals(goods), sources=sources,
    )  # fmt: skip
    return package.pack(
        draft, plan_parts.encode(sheet, goods), keys=exchanging.own_keys(db),
        me=exchanging.own_card(db), receiver=exchanging.receiver(db, UPPER),
    )  # fmt: skip


STRANGE: dict[str, Callable[[plan_parts.Goods], plan_parts.Goods]] = {
    "a goal of another commune": lambda g: replace(g, goals=(made.goal(SECOND),)),
    "a goal that the office above set": lambda g: replace(
        g, goals=(made.goal(COMMUNE, set_by=UPPER),)
    ),
    "a visit of the office above": lambda g: replace(g, visits=(made.visit(UPPER),)),
    "a measure of another commune": lambda g: replace(g, measures=(made.measure(SECOND, "hộ", 1),)),
    "a record that another book wrote": lambda g: replace(
        g, visits=(replace(made.visit(COMMUNE), written_by="sổ khác"),)
    ),
    "sums, which only offices between send": lambda g: replace(
        g, sums=(UnitSums(year=2027, code=COMMUNE, helped=3),)
    ),
    "a record under the uid of the office above": lambda g: replace(
        g, goals=(made.goal(COMMUNE, f"goal-{UPPER}"),)
    ),
    "a measure under the uid of another commune's": lambda g: replace(
        g, measures=(replace(made.measure(COMMUNE, "hộ", 1), uid=f"measure-{SECOND}-1"),)
    ),
    "an escape of another commune's household": lambda g: replace(
        g, escapes=(replace(g.escapes[0], household_uid="hộ của xã khác"),)
    ),
}


@pytest.mark.parametrize("change", STRANGE.values(), ids=STRANGE)
def test_records_of_others_are_refused_and_the_book_stays(
    planner: Db, upper: Db, second: Db, tmp_path: Path,
    change: Callable[[plan_parts.Goods], plan_parts.Goods],
) -> None:  # fmt: skip
    made.put(upper, made.goal(UPPER))
    made.fill(second, ["hộ của xã khác"])
    take(upper, made.pack(second, tmp_path))
    path = tmp_path / "gói.rasoat"
    path.write_bytes(forged(planner, change))
    before = dump(upper)
    taken = take(upper, path)
    assert taken.refusal is not None
    assert (taken.verdict, taken.refusal.key) == ("refused", "error-package-foreign-records")
    assert dump(upper) == before


def test_a_commune_cannot_sign_for_another_one(planner: Db, upper: Db, tmp_path: Path) -> None:
    source = Source(commune=SECOND, book_id="x", year=2026, number=1, package_sha256="0" * 64)
    path = tmp_path / "gói.rasoat"
    path.write_bytes(forged(planner, lambda g: g, source))
    taken = take(upper, path)
    assert taken.refusal is not None
    assert taken.refusal.key == "error-package-foreign-records"


UNSOUND: dict[str, Callable[[plan_parts.Goods], plan_parts.Goods]] = {
    "negative money": lambda g: replace(g, measures=(replace(g.measures[0], amount=-1),)),
    "more money than there is": lambda g: replace(
        g, measures=(replace(g.measures[0], amount=10**15),)
    ),
    "a year of another age": lambda g: replace(g, measures=(replace(g.measures[0], year=20_270),)),
    "a goal that ends before it begins": lambda g: replace(
        g, goals=(replace(g.goals[0], first=2030, last=2026),)
    ),
    "a value beyond all values": lambda g: replace(
        g, goals=(replace(g.goals[0], value=1e300),)
    ),
    "a target of a year that is none": lambda g: replace(
        g, goals=(replace(g.goals[0], targets={"abc": 1.0}),)
    ),
    "a result of a year that is none": lambda g: replace(
        g, goals=(replace(g.goals[0], results={"٢٠٢٧": 1.0}),)
    ),
    "a text longer than a form takes": lambda g: replace(
        g, visits=(replace(g.visits[0], findings="x" * 20_001),)
    ),
    "a text with control signs": lambda g: replace(
        g, goals=(replace(g.goals[0], title="Giảm\x1b[31m nghèo"),)
    ),
    "an account with control signs in its words": lambda g: replace(
        g, accounts=(replace(g.accounts[0], words={"difficulties": "a\rb"}),)
    ),
    "a measure against something without end": lambda g: replace(
        g, measures=(replace(g.measures[0], against=("x" * 20_001,)),)
    ),
    "figures of an account with control signs": lambda g: replace(
        g, accounts=(replace(g.accounts[0], counted="{\x00}"),)
    ),
    "two records of one uid": lambda g: replace(
        g, visits=(replace(g.visits[0], uid=g.goals[0].uid),)
    ),
    "two measures of one uid": lambda g: replace(g, measures=(*g.measures, g.measures[0])),
    "a household planned twice in a year": lambda g: replace(
        g, escapes=(*g.escapes, replace(g.escapes[0], uid="thêm"))
    ),
    "progress under another uid": lambda g: replace(
        g, progress=(replace(g.progress[0], uid="khác"),)
    ),
    "a file that no record names": lambda g: replace(g, progress=()),
    "a file with other bytes": lambda g: replace(g, files=dict.fromkeys(g.files, b"%PDF-khac")),
}  # fmt: skip


@pytest.mark.parametrize("change", UNSOUND.values(), ids=UNSOUND)
def test_what_no_plan_can_hold_is_refused_as_damaged(
    planner: Db, upper: Db, tmp_path: Path,
    change: Callable[[plan_parts.Goods], plan_parts.Goods],
) -> None:  # fmt: skip
    path = tmp_path / "gói.rasoat"
    path.write_bytes(forged(planner, change))
    before = dump(upper)
    taken = take(upper, path)
    assert taken.refusal is not None
    assert taken.refusal.key == "error-package-damaged"
    assert dump(upper) == before


def test_results_held_of_years_that_are_none_are_refused_as_damaged() -> None:
    held = plan_parts.Held(revision=1, order="0" * 16, results={"2027": 1.0})
    sheet = plan_parts.Sheet(number=1, first=2026, last=2030, knows={"g": held})
    assert plan_parts.decode_sheet(plan_parts.encode(sheet, plan_parts.Goods()), 1) == sheet
    odd = replace(sheet, knows={"g": replace(held, results={"abc": 1.0})})
    with pytest.raises(PackageDamaged):
        plan_parts.decode_sheet(plan_parts.encode(odd, plan_parts.Goods()), 1)


def test_the_figures_of_an_account_may_be_longer_than_a_text_but_not_without_end() -> None:
    account = made.account(COMMUNE)
    assert plan_parts.is_sound(replace(account, counted="1" * 20_001))
    assert not plan_parts.is_sound(replace(account, counted="1" * 1_000_001))


def test_totals_of_sums_tell_the_households_helped_of_each_kind() -> None:
    unit = UnitSums(year=2027, code=COMMUNE, helped=3, helped_by_kind={"credit": 2, "housing": 3})
    found = plan_parts.sum_totals(unit)
    assert (found["helped:2027:credit"], found["helped:2027:housing"]) == (2, 3)
    other = replace(unit, helped_by_kind={"credit": 3, "housing": 2})
    assert plan_parts.sum_totals(other) != found


@pytest.mark.parametrize(
    "name",
    [
        "hop.exe",
        "hop.pdf.exe",
        "../hop.pdf",
        "hop\n.pdf",
        "x" * 200 + ".pdf",
        "hop",
        "h\u202efdp.pdf",
    ],
)
@pytest.mark.parametrize("at_home", ["record", "sheet"])
def test_names_of_files_that_stayed_at_home_are_judged_too(
    planner: Db, upper: Db, tmp_path: Path, name: str, at_home: str
) -> None:
    odd = Attachment(name=name, size=5, sha256="0" * 64)
    path = tmp_path / "gói.rasoat"
    if at_home == "sheet":
        path.write_bytes(forged(planner, lambda g: g, left_out=(odd,)))
    else:
        path.write_bytes(forged(planner, lambda g: replace(
            g, files={}, progress=(replace(g.progress[0], files=(odd,)),)
        )))  # fmt: skip
    before = dump(upper)
    taken = take(upper, path)
    assert taken.refusal is not None
    assert taken.refusal.key == "error-plan-evidence-unfit"
    assert dump(upper) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bien-ban.exe", b"MZ\x90\x00"),
        ("bien-ban.pdf", b"MZ\x90\x00"),
        ("a.docm", b"PK\x03\x04"),
        ("bien-ban.pdf", b"%PDF-1.4 /S /JavaScript"),
    ],
)
def test_a_file_that_runs_or_hides_what_it_is_does_not_come_in(
    commune: Db, upper: Db, tmp_path: Path, name: str, content: bytes
) -> None:
    evidence = made.attach(commune, name, content)
    made.put(commune, made.task(COMMUNE), made.progress(COMMUNE, f"task-{COMMUNE}", evidence))
    path = tmp_path / "gói.rasoat"
    path.write_bytes(forged(commune, lambda g: g))
    before = dump(upper)
    taken = take(upper, path)
    assert taken.refusal is not None
    assert taken.refusal.key == "error-plan-evidence-unfit"
    assert dump(upper) == before


def test_totals_that_differ_after_writing_keep_nothing(
    planner: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.pack(planner, tmp_path)
    before, files = dump(upper), sorted(tmp_path.rglob("*"))
    real = measures.put
    monkeypatch.setattr(
        measures, "put",
        lambda db, found: real(db, [replace(m, amount=(m.amount or 0) + 1) for m in found]),
    )  # fmt: skip
    taken = take(upper, path)
    assert taken.refusal is not None
    assert (taken.verdict, taken.refusal.key) == ("refused", "error-package-totals-wrong")
    assert dump(upper) == before
    assert [p for p in tmp_path.rglob("*.rasoat") if p not in files] == []


def test_every_cut_and_every_changed_byte_is_refused(
    planner: Db, upper: Db, tmp_path: Path
) -> None:
    raw = made.pack(planner, tmp_path / "up").read_bytes()
    before, path = dump(upper), tmp_path / "gói.rasoat"
    for place in range(0, len(raw), max(1, len(raw) // 120)):
        for bad in (raw[:place], raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]):
            path.write_bytes(bad)
            assert take(upper, path).verdict == "refused", place
    assert dump(upper) == before


def test_an_unknown_sender_and_one_that_is_not_below_are_refused(
    planner: Db, upper: Db, second: Db, tmp_path: Path
) -> None:
    path = made.pack(planner, tmp_path)
    at_commune = receiving.look(second, path)
    assert at_commune.refusal is not None
    assert at_commune.refusal.key == "error-package-not-for-us"
    with writing(upper):
        upper.execute("DELETE FROM card WHERE office_code = ?", [COMMUNE])
    taken = take(upper, path)
    assert taken.refusal is not None
    assert taken.refusal.key == "error-sender-unknown"


# Before sealing ------------------------------------------------------------------------------------
def test_what_goes_is_told_before_it_is_sealed(planner: Db) -> None:
    going = sending_plan.going(planner, files=True)
    assert (going.number, going.to, going.first, going.last) == (1, UPPER, 2026, 2030)
    assert {k: n for k, n in going.counts.items() if n} == {
        "goals": 1, "tasks": 1, "progress": 1, "visits": 1, "accounts": 1, "measures": 3,
        "escapes": 1,
    }  # fmt: skip
    assert (going.amount, going.files, going.file_bytes) == (6_000_000, 1, len(made.PAPER))
    assert going.left_out == ()


def test_stopped_measures_are_no_money_that_helps(planner: Db) -> None:
    made.put(planner, made.measure(COMMUNE, "hộ", 9, MeasureState.STOPPED))
    assert sending_plan.going(planner).amount == 6_000_000


def test_checks_open_the_plan_as_the_office_above_would(planner: Db) -> None:
    found = {c.code: c.state for c in sending_plan.checks(planner, files=True, now=NOW)}
    assert found == {"key": "ok", "opens": "ok", "plan-holds": "ok", "plan-accounts": "ok"}
    made.put(planner, replace(made.account(COMMUNE), closed_on=None, figures={}))
    found = {c.code: c.state for c in sending_plan.checks(planner, now=NOW)}
    assert (found["plan-accounts"], found["plan-evidence"]) == ("warn", "ok")


def test_an_empty_plan_is_not_sent_first(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(PlanNothing):
        sending_plan.pack(commune, UPPER, tmp_path, now=NOW, by=BY)
    assert not list(tmp_path.glob("*.rasoat"))


def test_a_failing_log_leaves_no_file(
    planner: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "add", fail)
    with pytest.raises(RuntimeError):
        sending_plan.pack(planner, UPPER, tmp_path, now=NOW, by=BY)
    assert not list(tmp_path.glob("*.rasoat"))
    assert packages.of_kind(planner, "out", "plan") == []


def test_two_encodings_of_one_plan_are_the_same_bytes(planner: Db) -> None:
    goods, _ = plan_state.goods(planner, files=True)
    sheet = plan_parts.Sheet(number=3, first=2026, last=2030)
    parts = plan_parts.encode(sheet, goods)
    assert plan_parts.decode(parts) == goods
    assert plan_parts.encode(plan_parts.decode_sheet(parts, 3), plan_parts.decode(parts)) == parts
    assert msgspec.json.decode(parts["plan.json"])["number"] == 3
