"""A household that goes from one commune to another: the parts of a package of kind "handover".

`handover.json` says whose it is and when it left; the household with its members and every complete
review travel as records of the commune that it leaves. The receiver makes records of its own of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from desktop.domain.household import Household
from desktop.domain.review import Review, ReviewState
from desktop.errors import PackageForeignRecords, PackageTotalsWrong
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft, pack
from desktop.exchange.records import Records, decode, encode, part_of, total_differences
from desktop.exchange.refusals import damaged
from desktop.exchange.seal import Card, Keys

SHEET = "handover.json"
_KINDS = ("households", "reviews")
Line = Annotated[str, msgspec.Meta(max_length=600)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Whose record the household was before: the commune, the uid and the number there."""

    commune_code: str
    list_version: str
    household_uid: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The covering sheet: which household, left on what day, a word to the receiver.

    `former` are the offices that handed it on before, oldest first.
    """

    household_uid: str
    left_on: datetime.date
    note: Line = ""
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is handed over; the reviews are history to the receiver."""

    sheet: Sheet
    household: Household
    reviews: tuple[Review, ...] = ()

    @property
    def last(self) -> Review | None:
        """The newest review."""
        return max(self.reviews, key=lambda r: (r.year, r.kind), default=None)


def totals(goods: Goods) -> dict[str, int]:
    """What both ends count: the household, its persons, its reviews."""
    return {
        "households": 1, "people": len(goods.household.present), "reviews": len(goods.reviews)
    }  # fmt: skip


def pack_household(draft: Draft, goods: Goods, *, keys: Keys, me: Card, receiver: Card) -> bytes:
    """The sealed package; raises PracticeMixed."""
    records = encode(Records(households=(goods.household,), reviews=goods.reviews))
    parts = {SHEET: msgspec.json.encode(goods.sheet)}
    parts |= {part_of(kind): records[part_of(kind)] for kind in _KINDS}
    return pack(draft, parts, keys=keys, me=me, receiver=receiver)


def draft(
    goods: Goods, *, year: int, number: int, made_at: datetime.datetime, program: str, previous: str
) -> Draft:
    """What such a package says of itself."""
    return Draft(
        kind=Kind.HANDOVER, year=year, number=number, made_at=made_at, program=program,
        previous=previous, totals=totals(goods),
    )  # fmt: skip


def decode_household(parts: Mapping[str, bytes], *, name: str = "") -> Goods:
    """What is inside; raises PackageDamaged, PackageTooLarge. Whose it is, is checked elsewhere."""
    try:
        sheet = msgspec.json.decode(parts.get(SHEET, b""), type=Sheet)
    except (ValueError, RecursionError) as error:
        raise damaged(name, "line", part=SHEET, line="1") from error
    records = decode(parts, name=name)
    if [h.uid for h in records.households] != [sheet.household_uid]:
        raise damaged(name, "line", part=part_of("households"), line="1")
    household = records.households[0]
    uids = [p.uid for p in household.members]
    if not household.present or len(set(uids)) != len(uids):
        raise damaged(name, "line", part=part_of("households"), line="1")
    for line, review in enumerate(records.reviews, 1):
        if review.state is not ReviewState.COMPLETE or review.outcome is None:
            raise damaged(name, "line", part=part_of("reviews"), line=str(line))
    return Goods(sheet=sheet, household=household, reviews=records.reviews)


def check_owner(goods: Goods, sent: Mapping[str, int], sender: Card, *, name: str = "") -> None:
    """The household is the sender's own, and all that was signed for came.

    Raises PackageForeignRecords, PackageTotalsWrong.
    """
    household = goods.household
    theirs = (household.commune_code, household.list_version, household.written_by)
    if theirs != (sender.code, sender.list_version, sender.book_id):
        raise PackageForeignRecords(path=name, sender=sender.name)
    if wrong := total_differences(sent, totals(goods)):
        detail = "; ".join(f"{n}: {a} ≠ {b}" for n, (a, b) in wrong.items())
        raise PackageTotalsWrong(path=name, detail=detail)
