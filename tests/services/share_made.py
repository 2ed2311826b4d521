"""Two PCs of one commune for the tests: both know each other, only files go between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.exchange.records import Records
from desktop.services import share_answers, share_taking, sharing, upkeep
from desktop.services.exchanging import own_card
from desktop.services.share_records import bare
from desktop.services.share_taking import Result, Seen
from desktop.services.sharing import Shared
from desktop.store.connection import Db, close_book
from tests.services.made import (
    BY,
    COMMUNE,
    LIST,
    NEAR,
    NOW,
    PHRASE,
    POOR,
    add,
    held_by,
    introduce,
    key,
    open_rounds,
    residents,
)

A, B, C = "Bản A", "Bản B", "Bản C"
VILLAGES = (A, B, C)


@dataclass(slots=True)
class Pair:
    """The main PC and the second one of a commune, and the stick between them."""

    main: Db
    branch: Db
    folder: Path
    sent: list[Path] = field(default_factory=list)

    def give(self, *villages: str) -> Path:
        """The main PC hands villages out; the file is not opened yet."""
        book = own_card(self.branch).book_id
        return sharing.hand_out(self.main, set(villages), book, self.folder, now=NOW, by=BY).path

    def given(self, *villages: str) -> Path:
        """Handed out and taken over."""
        path = self.give(*villages)
        accept(self.branch, path)
        return path

    def back(self, *closes: str) -> Path:
        """The second PC sends its work home."""
        path = sent_home(self.branch, self.folder, closes).path
        self.sent.append(path)
        return path


def sent_home(db: Db, folder: Path, closes: Collection[str] = ()) -> Shared:
    return sharing.send_home(db, folder, closes=closes, now=NOW, by=BY)


def accept(db: Db, path: Path, **more: object) -> Result:
    """Take a share in."""
    seen = looked(db, path)
    return share_taking.take(db, seen, now=NOW, by=BY, **more)  # type: ignore[arg-type]


def looked(db: Db, path: Path) -> Seen:
    """A share that may be taken in."""
    seen = share_taking.look(db, path)
    assert seen.refusal is None, seen.refusal
    return seen


def noted(db: Db, path: Path | None) -> share_answers.Answered:
    """Note a receipt."""
    assert path is not None
    return share_answers.note(db, path, now=NOW, by=BY)


def book(path: Path) -> Db:
    """An empty book of the commune."""
    return upkeep.new_book(path, upkeep.office_of(COMMUNE, LIST), PHRASE, now=NOW, by=BY).db


def fill(db: Db, villages: Collection[str] = VILLAGES) -> None:
    """Three households a village, one of them with a sheet of this year."""
    open_rounds(db, 2025, 2026)
    for village in villages:
        for n, given in enumerate(("Hoa", "Mai", "Lan")):
            household = add(db, f"Lò Văn {given}", village=village, size=2 + n)
            key(db, household, (POOR, NEAR)[n % 2], 2025)
            if n == 0:
                key(db, household, NEAR, 2026)
    residents(db, 2025)
    residents(db, 2026)


def state(db: Db, *villages: str, numbers: bool = True) -> Records:
    """What a book holds of villages (of all), whoever wrote it; rounds left aside."""
    found = held_by(db)
    homes = [h for h in found.households if not villages or h.village in villages]
    uids = {h.uid for h in homes}

    def of(rows: Collection[object]) -> tuple[object, ...]:
        mine = [bare(r) for r in rows if r.household_uid in uids]  # type: ignore[attr-defined,type-var]
        return tuple(sorted(mine, key=lambda r: r.uid))  # type: ignore[attr-defined]

    return replace(
        found,
        households=tuple(
            sorted(
                (
                    bare(h) if numbers else replace(bare(h), number="", former_numbers=())
                    for h in homes
                ),
                key=lambda h: h.uid,
            )
        ),
        reviews=of(found.reviews),  # type: ignore[arg-type]
        events=of(found.events),  # type: ignore[arg-type]
        residents=tuple(
            sorted(
                (r for r in found.residents if not villages or r.village in villages),
                key=lambda r: (r.year, r.village),
            )
        ),
    )


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A main PC with three villages and an empty second PC that trust each other."""
    made = Pair(
        main=book(tmp_path / "main.rasoat-book"), branch=book(tmp_path / "second.rasoat-book"),
        folder=tmp_path / "usb",
    )  # fmt: skip
    fill(made.main)
    introduce(made.main, made.branch, tmp_path)
    yield made
    close_book(made.main)
    close_book(made.branch)
