"""Three tiers of list 2022: two communes, their district and its province; books made once, copied."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.exchange.letter import Carries
from desktop.services import onward
from desktop.services.catalogue import children
from desktop.store.connection import Db, close_book, open_book
from tests.services.conftest import Made, make
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    NOW,
    POOR,
    add,
    introduce,
    key,
    open_rounds,
    pack,
    take_in,
    verdicts,
)
from tests.services.made import residents as type_residents

LIST = "2022"
PROVINCE, DISTRICT, FIRST = "08", "071", "02296"
OTHER = next(u.code for u in children(DISTRICT, LIST) if u.code != FIRST)
OFFICES = (FIRST, OTHER, DISTRICT, PROVINCE)


@pytest.fixture(scope="session")
def tier_books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The four books; each knows the office above and those below."""
    folder = tmp_path_factory.mktemp("tiers")
    books = {code: make(folder, code, LIST) for code in OFFICES}
    open_ = {c: open_book(b.path, code=b.code) for c, b in books.items()}
    for below, above in ((FIRST, DISTRICT), (OTHER, DISTRICT), (DISTRICT, PROVINCE)):
        introduce(open_[above], open_[below], folder)
    for db in open_.values():
        close_book(db)
    return books


@dataclass
class Tiers:
    """The open copies of one test."""

    folder: Path
    books: dict[str, Made]
    open: dict[str, Db] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Db:
        if code not in self.open:
            path = self.folder / "tiers" / f"{code}.rasoat-book"
            path.parent.mkdir(exist_ok=True)
            shutil.copyfile(self.books[code].path, path)
            self.open[code] = open_book(path, code=self.books[code].code)
        return self.open[code]

    @property
    def first(self) -> Db:
        """The commune 02296 of list 2022."""
        return self[FIRST]

    @property
    def other(self) -> Db:
        """Another commune of its district."""
        return self[OTHER]

    @property
    def district(self) -> Db:
        """The office between."""
        return self[DISTRICT]

    @property
    def province(self) -> Db:
        """The office above it."""
        return self[PROVINCE]

    def report(self, code: str, year: int = 2026) -> None:
        """A commune packs, its district takes in."""
        path = pack(self[code], self.folder / "up", year, to=DISTRICT)
        [taken] = take_in(self.district, [path])
        assert taken.verdict == "accepted", taken.refusal

    def onward(self, carries: Carries, year: int = 2026, now: datetime.datetime = NOW) -> Path:
        """The district packs for the province."""
        return onward.pack_onward(
            self.district, year, PROVINCE, self.folder / "onward", carries=carries, now=now, by=BY
        ).path

    def arrive(self, carries: Carries, year: int = 2026) -> None:
        """And the province takes it in."""
        path = self.onward(carries, year)
        [taken] = take_in(self.province, [path])
        assert (taken.verdict, taken.refusal) == ("accepted", None)


@pytest.fixture
def tiers(tier_books: dict[str, Made], tmp_path: Path) -> Iterator[Tiers]:
    """Two communes that keyed two rounds; nothing was sent yet."""
    found = Tiers(tmp_path, tier_books)
    fill(found.first, 4)
    fill(found.other, 2)
    yield found
    for db in found.open.values():
        close_book(db)


def fill(db: Db, count: int) -> None:
    """Two rounds in which somebody escapes, somebody comes and somebody stays."""
    open_rounds(db, 2025, 2026)
    for n in range(count):
        home = add(
            db,
            f"Bàn Văn {['Một', 'Hai', 'Ba', 'Tư'][n]}",
            village=("Nà Bó", "Nà Mỵ")[n % 2],
            size=2 + n,
        )
        key(db, home, (POOR, NEAR, POOR, NOT)[n], 2025)
        key(db, home, (NOT, POOR, POOR, NEAR)[n], 2026)
    type_residents(db, 2025)
    type_residents(db, 2026)


def states(found: list[object]) -> list[str]:
    """Verdicts of a run."""
    return verdicts(found)  # type: ignore[arg-type]
