"""Administrative units and the office a book belongs to. Unit lists are dated: key (code, list)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The level of a unit; the desk that opens follows from it."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class Area(StrEnum):
    """Which limits hold: rural (xã) or urban (phường, thị trấn)."""

    RURAL = "rural"
    URBAN = "urban"


_AREA_OF_KIND = {"xã": Area.RURAL, "phường": Area.URBAN, "thị trấn": Area.URBAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of a dated list ("2022": three tiers, "2025": two). `parent` is "" for a province."""

    code: str
    list_version: str
    level: Level
    name: str
    kind: str
    parent: str

    @property
    def area(self) -> Area | None:
        """Rural or urban by the kind of commune; None for a đặc khu, where the office says."""
        return _AREA_OF_KIND.get(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office that keeps a book: its unit, the office above it, and the book's own id.

    `area` is None above the commune. `book_id` names the writer of records and packages.
    `practice` marks every page, paper and package with LUYỆN TẬP.
    `upper_code` is "" for a province: its upper office is the ministry.
    """

    code: str
    list_version: str
    level: Level
    name: str
    upper_code: str
    upper_name: str
    province_name: str
    area: Area | None
    book_id: str
    practice: bool = False

    @property
    def is_upper(self) -> bool:
        """Whether this office adds up others instead of recording reviews itself."""
        return self.level is not Level.COMMUNE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """What stands at the foot of papers; settings of the office.

    `authority` is the prefix and office in lines ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH").
    """

    place: str = ""
    authority: tuple[str, ...] = ()
    name: str = ""
    prepared_by: str = ""
