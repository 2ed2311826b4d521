"""Cards of offices, packing a report, what a package says of itself."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import desktop
from desktop.domain.review import Round
from desktop.domain.unit import Office
from desktop.errors import AppError, CardChanged, ReceiverUnknown
from desktop.exchange import package, seal
from desktop.exchange.letter import STANDARD, Header, Kind, StandardNamed
from desktop.exchange.package import Draft
from desktop.exchange.records import Receipt, Records, encode_receipt
from desktop.exchange.seal import Card, Keys
from desktop.files import make_folder, write_whole
from desktop.services import checking, lending, partnering
from desktop.services.catalogue import shipped_standards, standard, standard_content
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.checking import Check
from desktop.services.class_sums import RESIDENTS, class_totals
from desktop.services.counting import report_totals, unit_figures
from desktop.services.registering import own_commune
from desktop.services.reviewing import round_of
from desktop.services.sticks import check_room
from desktop.store import audit, households, packages, reviews, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.packages import Package

PROGRAM = f"rasoat {desktop.__version__}"
_WRITES = changes("package")


# Cards -------------------------------------------------------------------------------------------
def own_keys(db: Db) -> Keys:
    """The private keys of the office; they never leave the book."""
    text = settings.get(db, "keys", str)
    assert text is not None, "new_book makes the keys"
    return Keys.from_json(text)


def own_card(db: Db) -> Card:
    """The card that other offices trust."""
    return seal.card_of(settings.office(db), own_keys(db))


def code_of(card: Card) -> str:
    """The eight digits of a card, "1234 5678"; about 0.15 s by design."""
    return seal.card_code(card)


def write_card(db: Db, folder: Path, *, now: datetime.datetime) -> Path:
    """Write our card as a file; its code is `seal.card_code(own_card(db))`."""
    raw = package.pack_card(own_card(db), own_keys(db), made_at=now, program=PROGRAM)
    return write_package(folder, raw)


def card_in(path: Path) -> Card:
    """The card in a file; raises PackageDamaged, PackageKindWrong."""
    return package.open_card(package.read_file(path), name=path.name)


def trust(
    db: Db, path: Path, code: str, *, now: datetime.datetime, by: str, replace: bool = False
) -> Card:
    """Trust the card in a file after its eight digits were compared by telephone.

    Raises CodeDiffers, and CardChanged where another card of the office is trusted (unless
    `replace`, which the official confirms after asking why).
    """
    card = card_in(path)
    seal.compare_code(card, code)
    own = own_card(db)
    if _same_office(card, own) and card.practice == own.practice:
        return partnering.trust(db, card, own, now=now, by=by)
    before = next((c for c in trusted(db) if _same_office(c, card)), None)
    if before is not None and before != card and not replace:
        raise CardChanged(office=card.name)
    with writing(db):
        packages.put_card(
            db, code=card.code, list_version=card.list_version, name=card.name,
            level=card.level, content=card.to_json(), at=now, by=by,
        )  # fmt: skip
        audit.add(
            db, at=now, by=by, action="card-trusted", subject=card.code, before=before, after=card
        )
    return card


def trusted(db: Db) -> list[Card]:
    """The cards this office trusts."""
    return [Card.from_json(content) for content, _ in packages.cards(db)]


def trusted_since(db: Db) -> list[tuple[Card, datetime.datetime]]:
    """The trusted cards with the time their code was compared."""
    return [(Card.from_json(content), at) for content, at in packages.cards(db)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Our own card with the eight digits to read out, and the cards trusted since when."""

    own: Card
    code: str
    trusted: list[tuple[Card, datetime.datetime]]


def cards(db: Db) -> Cards:
    """All that a panel of cards shows; the digits take about 0.15 s by design."""
    own = own_card(db)
    return Cards(own=own, code=code_of(own), trusted=[*trusted_since(db), *partnering.named(db)])


def _same_office(a: Card, b: Card) -> bool:
    return (a.code, a.list_version) == (b.code, b.list_version)


def receiver(db: Db, code: str) -> Card:
    """The trusted card of an office by its code, of our own unit list; raises ReceiverUnknown.

    Codes were given anew with each list: "08" of one is not "08" of the other.
    """
    own_list = settings.office(db).list_version
    found = next((c for c in trusted(db) if (c.code, c.list_version) == (code, own_list)), None)
    if found is None:
        raise ReceiverUnknown(office=code)
    return found


# Packing -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A report that lies sealed in a file, written whole and read back."""

    path: Path
    number: int
    sha256: str
    size: int
    totals: Mapping[str, int]
    changes: Changes = _WRITES


def records_of(db: Db, commune_code: str, year: int) -> Records:
    """The whole state of a commune up to a year, as a report carries it."""
    return Records(
        households=tuple(households.all_of(db, commune_code)),
        reviews=tuple(reviews.of_commune(db, commune_code, year)),
        events=tuple(reviews.events_of_commune(db, commune_code)),
        residents=tuple(r for r in reviews.residents(db, None, commune_code) if r.year <= year),
        rounds=tuple(r for r in reviews.rounds(db) if r.year <= year),
    )


def next_number(db: Db, year: int) -> int:
    """The number of the next report of a year; numbers only rise."""
    newest = last_sent(db, year)
    return newest.number + 1 if newest else 1


def last_sent(db: Db, year: int) -> Package | None:
    """The newest report of a year that this office packed."""
    code = settings.office(db).code
    return packages.newest(db, direction="out", kind="report", sender=code, year=year)


def pack_report(
    db: Db,
    year: int,
    to: str,
    folder: Path,
    *,
    papers: Mapping[str, bytes] | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> Packed:
    """Seal the whole state of our round for the office above and write it whole into a folder.

    `papers` go along ("7.1.pdf" → bytes), and the standard of the round if the office made it. Raises RoundMissing, RoundNotHere (an upper office holds
    no records of its own), ReceiverUnknown, DiskFull, FileUnwritable; the number is used up only
    once the file lies there, and no file is left that the log does not know.
    """
    office = own_commune(db)
    lending.check_main(db)
    card = receiver(db, to)
    opened = round_of(db, year)
    tick(0, 3)
    records = records_of(db, office.code, year)
    draft = draft_of(db, opened, now=now)
    return send(db, draft, records, card, folder, papers=papers, now=now, by=by, tick=tick)


def draft_of(db: Db, opened: Round, *, now: datetime.datetime) -> Draft:
    """What the next report of a round says of itself."""
    before = last_sent(db, opened.year)
    return Draft(
        kind=Kind.REPORT, year=opened.year, number=next_number(db, opened.year), made_at=now,
        program=PROGRAM, previous=before.sha256 if before else "",
        standard=_standard_named(db, opened.standard_id),
        totals=report_totals(unit_figures(db, opened.year)),
        serial=packages.sent_reports(db) + 1,
    )  # fmt: skip


def send(
    db: Db,
    draft: Draft,
    records: Records,
    card: Card,
    folder: Path,
    *,
    papers: Mapping[str, bytes] | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> Packed:
    """Seal records to an office, write the file whole and note it in the log; see `pack_report`."""
    parts = own_standard(db, draft.standard.id)
    parts |= {f"reports/{name}": data for name, data in (papers or {}).items()}
    raw = package.pack_report(
        draft, records, parts, keys=own_keys(db), me=own_card(db), receiver=card
    )
    tick(2, 3)  # the last chance to cancel: a package that lies in the folder is a sent one
    path = write_package(folder, raw)
    sent = _logged(raw, path, direction="out", verdict="sent", now=now, totals=dict(draft.totals))
    try:
        with writing(db):
            packages.put(db, sent)
            audit.add(db, at=now, by=by, action="packed", subject=sent.sha256, after=sent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Packed(
        path=path, number=draft.number, sha256=sent.sha256, size=sent.size, totals=sent.totals
    )


def _standard_named(db: Db, standard_id: str) -> StandardNamed:
    content = standard_content(db, standard_id)
    return StandardNamed(id=standard_id, sha256=hashlib.sha256(content).hexdigest())


def own_standard(db: Db, standard_id: str) -> dict[str, bytes]:
    """The pack that must go along: no program of another office has it."""
    if standard_id in shipped_standards():
        return {}
    return {STANDARD: standard_content(db, standard_id)}


def write_package(folder: Path, raw: bytes) -> Path:
    """Write a sealed package under its own name, whole or not at all; raises DiskFull, MediumGone, …"""
    check_room(folder, len(raw))
    make_folder(folder)
    path = folder / package.file_name(raw)
    write_whole(path, raw)
    return path


def _logged(
    raw: bytes,
    path: Path,
    *,
    direction: str,
    verdict: str,
    now: datetime.datetime,
    totals: dict[str, int],
    details: dict[str, object] | None = None,
) -> Package:
    letter = package.read_header(raw, name=path.name).letter
    return Package(
        sha256=package.fingerprint(raw), direction=direction, kind=letter.kind,
        sender=letter.sender.code, receiver=letter.receiver.code, year=letter.year,
        number=letter.number, made_at=letter.made_at, handled_at=now, file_name=path.name,
        size=len(raw), verdict=verdict, totals=totals, details=details or {},
    )  # fmt: skip


def write_receipt(
    db: Db, receipt: Receipt, to: Card, folder: Path, *, now: datetime.datetime
) -> tuple[Path, Package]:
    """Seal a receipt to the office whose report it answers; returns its line for the log."""
    draft = Draft(
        kind=Kind.RECEIPT, year=receipt.year, number=receipt.number, made_at=now, program=PROGRAM
    )
    raw = package.pack(
        draft, encode_receipt(receipt), keys=own_keys(db), me=own_card(db), receiver=to
    )
    path = write_package(folder, raw)
    details: dict[str, object] = {"answers": receipt.package_sha256}
    return path, _logged(
        raw, path, direction="out", verdict="sent", now=now, totals={}, details=details
    )


# Before sealing ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What would be sent now: to whom, as which number, instead of what, and the totals to compare.

    `trusted_at` is None while the receiver's card is missing. `totals`: "residents" and the classes
    → (households, people), None where residents were not typed.
    """

    year: int
    number: int
    to: str
    to_name: str
    trusted_at: datetime.datetime | None
    previous: Package | None
    sheets: int
    totals: Mapping[str, tuple[int | None, int | None]]


def to_send(db: Db, year: int) -> Sending:
    """What `pack_report` would seal for the office above; raises RoundMissing."""
    round_of(db, year)
    own = settings.office(db)
    trusted_at = next(
        (
            at
            for card, at in trusted_since(db)
            if (card.code, card.list_version) == (own.upper_code, own.list_version)
        ),
        None,
    )
    counted = class_totals(db, year)
    return Sending(
        year=year, number=next_number(db, year), to=own.upper_code, to_name=own.upper_name,
        trusted_at=trusted_at, previous=last_sent(db, year),
        sheets=sum(households or 0 for key, (households, _) in counted.items() if key != RESIDENTS),
        totals=counted,
    )  # fmt: skip


def preview_checks(db: Db, year: int, *, now: datetime.datetime) -> list[Check]:
    """What the office above would find in the report of a year, and what its code says of it.

    The report is sealed to ourselves and opened by the code that receivers run, so signature,
    hashes, owners and control totals are really tried. Raises RoundMissing.
    """
    own = settings.office(db)
    opened = round_of(db, year)
    records = records_of(db, own.code, year)
    figures = unit_figures(db, year)
    sheets = checking.sheets_of(
        year, standard(db, opened.standard_id), records.households, records.reviews,
        totals.gone(db, year),
    )  # fmt: skip
    return [
        check_key(db, own),
        check_opens(db, draft_of(db, opened, now=now), records),
        *checking.check_lent(sorted(lending.lent(db))),
        checking.check_balance(figures, checking.breaking(db, year)),
        checking.check_agreement(figures),
        checking.check_complete(db, year),
        checking.check_outcomes(sheets),
        checking.check_residents(figures),
        checking.check_average(sheets),
        *checking.check_findings(sheets, now.astimezone().date()),
    ]


def check_key(db: Db, own: Office) -> Check:
    """Whether the card of the office above is trusted."""
    known = any((c.code, c.list_version) == (own.upper_code, own.list_version) for c in trusted(db))
    state = checking.OK if known else checking.ERR
    return Check(code="key", state=state, details={"name": own.upper_name})


def check_opens(db: Db, draft: Draft, records: Records) -> Check:
    """Seal a report to ourselves and open it by the code that receivers run."""
    keys, me = own_keys(db), own_card(db)
    parts = own_standard(db, draft.standard.id)
    raw = package.pack_report(draft, records, parts, keys=keys, me=me, receiver=me)
    try:
        package.open_sealed(raw, keys=keys, me=me, known=(), kind=Kind.REPORT)
    except AppError as refusal:
        return Check(code="opens", state=checking.ERR, details={"refusal": refusal})
    told = len(records.reviews) or len(records.figures)
    return Check(code="opens", details={"size": len(raw), "records": told})


# Looking -----------------------------------------------------------------------------------------
def inspect(path: Path) -> Header:
    """What the readable header of a package says; no key is needed and nothing is proved."""
    return package.read_header(package.read_file(path), name=path.name)


def history(db: Db, year: int | None = None) -> list[Package]:
    """Packages that came and went, newest first."""
    return packages.log(db, year)


def office(db: Db) -> Office:
    """The office that keeps the book."""
    return settings.office(db)
