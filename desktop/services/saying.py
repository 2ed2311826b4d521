"""What an officer says beside a package, read for the inbox: opinion, remarks, what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.answer import Given, Said
from desktop.domain.vietnamese import fold
from desktop.services import receipting
from desktop.services.foreseeing import ChangedHousehold
from desktop.store import households
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A remark with the household it is on, "" where neither book nor package knows it."""

    given: Given
    number: str = ""
    head_name: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All that is said beside a package."""

    said: Said
    remarks: tuple[Spoken, ...]


def beside(
    db: Db, report_sha256: str, sender: str, changed: Sequence[ChangedHousehold] = ()
) -> Beside:
    """The opinion on a report and the remarks that go with its receipt; `changed` are households
    that the book may not have yet."""
    given = receipting.remarks_of(db, report_sha256, sender)
    known: Mapping[str, ChangedHousehold] = {c.uid: c for c in changed}
    homes = {h.uid: h for h in households.get_many(db, [g.household_uid for g in given])}
    spoken = []
    for one in given:
        home = homes.get(one.household_uid) or known.get(one.household_uid)
        spoken.append(
            Spoken(
                given=one, number=home.number if home else "",
                head_name=home.head_name if home else "", village=home.village if home else "",
            )
        )  # fmt: skip
    return Beside(said=receipting.said(db, report_sha256), remarks=tuple(spoken))


def numbered(
    db: Db, sender: str, number: str, changed: Sequence[ChangedHousehold] = ()
) -> str | None:
    """The uid of the household of a commune with this number, in the package or in the book.

    A number typed without its leading noughts is found too; None where nobody has it.
    """
    bare = fold(number).lstrip("0")
    pairs = [(c.number, c.uid) for c in changed]
    pairs += households.numbered(db, sender)
    return next((uid for n, uid in pairs if fold(n).lstrip("0") == bare), None)
