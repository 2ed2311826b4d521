"""Random keying on two PCs of a commune, files in any order: the main PC ends as if it did all alone."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.domain.household import Household
from desktop.domain.review import HouseholdClass
from desktop.services import counting, registering
from desktop.services.share_taking import KNOWN
from desktop.store import households, reviews
from desktop.store.connection import Db, close_book, open_book
from tests.services.conftest import Made, make
from tests.services.made import (
    COMMUNE,
    NEAR,
    NOT,
    POOR,
    add,
    at,
    happen,
    introduce,
    key,
)
from tests.services.share_made import VILLAGES, Pair, accept, fill, looked, state

Step = tuple[str, str, int, HouseholdClass]

_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(VILLAGES),
        st.sampled_from(("sheet", "sheet", "new", "note", "leaves", "send", "take")),
        st.integers(0, 4),
        st.sampled_from((POOR, NEAR, NOT)),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """A main PC and an empty second one, made once; copies are opened by code, without Argon2."""
    folder = tmp_path_factory.mktemp("pcs")
    made = {name: make(folder / name, COMMUNE) for name in ("main", "second")}
    main, second = (open_book(one.path, code=one.code) for one in made.values())
    fill(main)
    introduce(main, second, folder)
    for db in (main, second):
        close_book(db)
    return made


def do(db: Db, alone: Db, village: str, what: str, n: int, outcome: HouseholdClass) -> None:
    """The same deed on the PC that has the village and on a book that does all alone."""
    left = {e.household_uid for e in reviews.all_events(db) if e.kind.is_leaving}
    homes = sorted(
        (h for h in registering.everyone(db) if h.village == village and h.uid not in left),
        key=lambda h: h.uid,
    )
    if what == "new":
        made = add(db, f"Vàng A {['Páo', 'Sùng', 'Dơ', 'Chứ', 'Lềnh'][n]}", village=village)
        _copy(alone, made)
        return
    if not homes:
        return
    chosen = homes[n % len(homes)]
    for one in (db, alone):
        here = households.get(one, chosen.uid)
        assert here is not None
        if what == "sheet":
            key(one, here, outcome, size=1 + n)
        elif what == "note":
            registering.save_household(
                one, replace(here, note=f"ghi chú {n}"), now=at(2026), by="Lò Văn Ghi"
            )
        else:
            happen(one, here.uid, "moved_away", at(2026, 10).date(), "Đi xa")


def _copy(db: Db, made: Household) -> None:
    number = registering.next_number(db, made.commune_code)
    registering.save_household(db, replace(made, number=number), now=at(2026), by="Lò Văn Ghi")


def _essence(db: Db) -> object:
    """What both ways must agree on: members and sheets by household, not by the uids of new persons."""
    found = state(db, numbers=False)
    homes = {
        h.uid: (h.village, h.note, len(h.members), len(h.present), h.head_name)
        for h in found.households
    }
    sheets = {(r.household_uid, r.year): (r.outcome, r.state, r.people) for r in found.reviews}
    events = sorted((e.household_uid, e.kind, e.happened_on) for e in found.events)
    return homes, sheets, events, found.residents


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(deeds=_DEEDS, lent=st.sets(st.sampled_from(VILLAGES), min_size=1), order=st.randoms())
def test_two_pcs_end_as_one(
    origin: dict[str, Made], deeds: list[Step], lent: set[str], order: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        opened = []
        for name, source in (("main", "main"), ("second", "second"), ("alone", "main")):
            target = folder / f"{name}.rasoat-book"
            shutil.copyfile(origin[source].path, target)
            opened.append(open_book(target, code=origin[source].code))
        main, second, alone = opened
        try:
            _play(Pair(main=main, branch=second, folder=folder / "usb"), alone, deeds, lent, order)
        finally:
            for db in opened:
                close_book(db)


def _play(pair: Pair, alone: Db, deeds: list[Step], lent: set[str], order: random.Random) -> None:
    pair.given(*sorted(lent))
    for village, what, n, outcome in deeds:
        if what == "send":
            pair.back()
        elif what == "take" and pair.sent:
            accept(pair.main, pair.sent[n % len(pair.sent)])  # any of them, also one taken before
        elif what != "take":
            do(pair.branch if village in lent else pair.main, alone, village, what, n, outcome)
    pair.back(*lent)
    files = [*pair.sent, *pair.sent[-2:]]
    order.shuffle(files)
    for path in files:
        accept(pair.main, path)
    for path in files:
        assert looked(pair.main, path).state == KNOWN
    assert _essence(pair.main) == _essence(alone)
    ours, plain = (
        counting.report_totals(counting.unit_figures(db, 2026)) for db in (pair.main, alone)
    )
    assert ours == plain
    numbers = [h.number for h in registering.everyone(pair.main)]
    assert len(set(numbers)) == len(numbers)
    for village in VILLAGES:  # every village is the main PC's again
        add(pair.main, "Lò Văn Sau", village=village)
