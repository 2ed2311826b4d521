"""What stands around the register: the choices of its filters, the line of context under the title."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.unit import Office
from desktop.services import registering
from desktop.services.catalogue import merged_from
from desktop.store.connection import Db
from desktop.text import t


@dataclass(frozen=True, slots=True)
class Frame:
    """Households in the book, and what the filters offer."""

    size: int
    villages: list[str]
    communes: list[tuple[str, str]]
    groups: list[str]


def read_frame(db: Db, *, is_upper: bool) -> Frame:
    """All choices of the filters. At the upper desk villages belong to a commune chosen first."""
    return Frame(
        size=registering.size(db),
        villages=[] if is_upper else registering.villages(db),
        communes=registering.communes(db) if is_upper else [],
        groups=registering.ethnic_groups(db),
    )


def context(frame: Frame, office: Office) -> str:
    """How many households, of which commune or communes; which old communes became this one."""
    if office.is_upper:
        return t("households-context-upper", households=frame.size, communes=len(frame.communes))
    words = t("households-context", households=frame.size)
    is_new = office.list_version == "2025"
    old = [name[:1].lower() + name[1:] for name, _ in merged_from(office.code)] if is_new else []
    if len(old) < 2:
        return words
    names = t("households-and", first=", ".join(old[:-1]), last=old[-1])
    return f"{words} {t('households-merged', names=names)}"
