"""Which communes a report speaks for: the sender's own, or those below an office between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.review import Event, HouseholdClass, Residents, Review, Round
from desktop.domain.totals import YearFigures
from desktop.domain.unit import Level, Office
from desktop.errors import (
    PackageForeignRecords,
    PackageTotalsWrong,
    SenderMerged,
    SenderNotBelow,
    UnknownOffice,
)
from desktop.exchange.letter import Carries, Manifest, Source
from desktop.exchange.package import Opened
from desktop.exchange.records import Records
from desktop.exchange.seal import Card
from desktop.services import merged_communes
from desktop.services.catalogue import communes_below, unit, units
from desktop.services.exchanging import records_of
from desktop.services.old_communes import old_communes
from desktop.store import figures, households, packages, reviews, settings
from desktop.store.connection import Db
from desktop.store.packages import Package

POOR, NEAR_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR
ACCEPTED = "accepted"
_WIDTH = {Carries.SUMS: 0, Carries.LISTS: 1, Carries.WHOLE: 2}


def communes_of(code: str, list_version: str) -> tuple[str, ...]:
    """The communes that an office reports: itself, or all below it. Raises UnknownOffice."""
    own = unit(code, list_version)
    if own.level is Level.COMMUNE:
        return (code,)
    return tuple(u.code for u in communes_below(code, list_version))


def check_below(db: Db, path: Path, sender: Card) -> None:
    """Raise SenderMerged for a commune that became another one, SenderNotBelow for a stranger.

    A commune under an office between reports to that office only: so it is never counted twice.
    """
    office = settings.office(db)
    try:
        own = unit(sender.code, sender.list_version)
    except UnknownOffice as error:
        raise SenderNotBelow(path=path.name, sender=sender.name) from error
    if sender.list_version == office.list_version and own.parent == office.code:
        return
    if into := _heir(db, office, sender):
        raise SenderMerged(path=path.name, sender=sender.name, into=into)
    raise SenderNotBelow(path=path.name, sender=sender.name)


def became(code: str) -> str:
    """The commune of list 2025 that one of list 2022 became, "" where the table does not know one
    for sure: it names one heir only, also of a commune that was split."""
    heirs = {
        new
        for new, old in old_communes().items()
        if any(o.code == code and not o.is_doubtful for o in old)
    }
    return next(iter(heirs)) if len(heirs) == 1 else ""


def _heir(db: Db, office: Office, sender: Card) -> str:
    """Our commune that a sender became, as far as the office's own facts or the table tell."""
    told = [m.new_code for m in merged_communes.facts(db) if m.old_code == sender.code]
    older = (office.list_version, sender.list_version) == ("2025", "2022")
    heir = told[-1] if told else became(sender.code) if older else ""
    known = units(office.list_version).get(heir)
    return known.name if known and known.parent == office.code else ""


def check_sources(path: Path, manifest: Manifest, sender: Card) -> None:
    """Raise PackageForeignRecords where an office between signs for a commune that is not below it."""
    below = communes_of(sender.code, sender.list_version)
    if not {s.commune for s in manifest.sources} <= {*below}:
        raise PackageForeignRecords(path=path.name, sender=sender.name)


def check_lists(path: Path, opened: Opened) -> None:
    """Raise PackageTotalsWrong where lists name other numbers of households than the sums beside."""
    if opened.manifest.carries is not Carries.LISTS:
        return
    commune = {h.uid: h.commune_code for h in opened.records.households}
    listed = Counter(
        (r.year, commune[r.household_uid], r.outcome.household_class)
        for r in opened.records.reviews
        if r.outcome is not None
    )
    for f in opened.records.figures:
        sums = {POOR: f.unit.poor_households, NEAR_POOR: f.unit.near_poor_households}
        for of, said in sums.items():
            named = listed.pop((f.year, f.unit.code, of), 0)
            if named != said:
                detail = f"{f.year} {f.unit.name} {of}: {named} ≠ {said}"
                raise PackageTotalsWrong(path=path.name, detail=detail)
    if listed:
        raise PackageTotalsWrong(path=path.name, detail=str(next(iter(listed))))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOf:
    """What the book holds of some communes up to a year, read commune by commune as it is gone
    through: a district's 30,000 households need not lie in memory beside those of its report."""

    db: Db
    communes: Sequence[str]
    year: int
    rounds: tuple[Round, ...]

    @property
    def households(self) -> Iterator[Household]:
        """In the order of the register, by commune."""
        return chain.from_iterable(households.all_of(self.db, c) for c in self.communes)

    @property
    def reviews(self) -> Iterator[Review]:
        """Up to the year."""
        found = (reviews.of_commune(self.db, c, self.year) for c in self.communes)
        return chain.from_iterable(found)

    @property
    def events(self) -> Iterator[Event]:
        """All that happened."""
        return chain.from_iterable(reviews.events_of_commune(self.db, c) for c in self.communes)

    @property
    def residents(self) -> Iterator[Residents]:
        """Up to the year."""
        found = (r for c in self.communes for r in reviews.residents(self.db, None, c))
        return (r for r in found if r.year <= self.year)

    @property
    def figures(self) -> list[YearFigures]:
        """Those that an office between passed on."""
        return figures.all_until(self.db, _EVER, self.communes)


def held_of(db: Db, communes: Sequence[str], year: int) -> Records:
    """What the book holds of some communes up to a year, their figures included; no rounds."""
    found = [records_of(db, code, year) for code in communes]
    return Records(
        households=tuple(h for r in found for h in r.households),
        reviews=tuple(x for r in found for x in r.reviews),
        events=tuple(e for r in found for e in r.events),
        residents=tuple(x for r in found for x in r.residents),
        figures=tuple(figures.all_until(db, _EVER, communes)),
    )


_EVER = 9999


def carried(logged: Package | None) -> Carries | None:
    """What a logged report of an upper office holds; None for a commune's."""
    said = logged.details.get("carries") if logged else None
    return Carries(said) if said else None


def narrows(before: Package | None, now: Manifest) -> bool:
    """Whether a report tells less than the one taken in before: households would leave the book."""
    was = carried(before)
    return was is not None and now.carries is not None and _WIDTH[now.carries] < _WIDTH[was]


def details_of(manifest: Manifest) -> dict[str, object]:
    """What the log keeps of a report beside its letter: its place in order, and whom it speaks for."""
    found: dict[str, object] = {"serial": manifest.serial} if manifest.serial else {}
    if manifest.carries is not None:
        found["carries"] = manifest.carries.value
        found["sources"] = [[s.commune, s.book_id, s.year, s.number, s.package_sha256] for s in manifest.sources]  # fmt: skip
    return found


def sources_in(logged: Package) -> Iterator[Source]:
    """The communes that a logged report of an upper office signs for."""
    for commune, book, year, number, sha256 in logged.details.get("sources", ()):
        yield Source(commune=commune, book_id=book, year=year, number=number, package_sha256=sha256)


def reported(db: Db, senders: Iterable[str], year: int) -> Mapping[str, int]:
    """Commune → number of its report of a year that the book holds, come directly or inside another."""
    found: dict[str, int] = {}
    for code in senders:
        logged = [p for p in packages.from_sender(db, code) if p.verdict == ACCEPTED]
        newest = newest_of(logged)
        if newest is None:
            continue
        if "sources" in newest.details:
            found |= {s.commune: s.number for s in sources_in(newest) if s.year == year}
        elif of_year := [p.number for p in logged if p.year == year]:
            found[code] = max(of_year)
    return found


def serial(logged: Package) -> int:
    """The place of a report among all of its book; 0 where its program did not count."""
    return int(logged.details.get("serial", 0))


def newest_of(accepted: Sequence[Package]) -> Package | None:
    """The report that the book holds now: the last of the book's own count, else of the last year."""
    return max(accepted, key=lambda p: (serial(p), p.year, p.number), default=None)
