"""How the overview says where a commune stands, and a difference with its sign."""

from __future__ import annotations

import datetime

from desktop.domain.vietnamese import show_date, show_number, show_rate
from desktop.services.gathering import CommuneStand, group_name
from desktop.services.reported import Due
from desktop.text import t

# Stand → state of paint.STATES, fill of its part of the bar.
STATE_OF = {
    "accepted": "ok",
    "waiting": "wait",
    "held": "held",
    "returned": "returned",
    "missing": "missing",
}
FILL_OF = {
    "accepted": "ok_fill",
    "waiting": "accent_fill",
    "held": "near_fill",
    "returned": "err_fill",
    "missing": "line2",
}


def stand_word(stand: str) -> str:
    """Chấp nhận, Chờ kiểm, Đang giữ, Trả lại, Chưa gửi."""
    return t(f"upper-stand-{stand}")


def day(on: datetime.date | None) -> str:
    """A day of the round without its year: 09/11."""
    return on.strftime("%d/%m") if on else ""


def due_words(due: Due) -> str:
    """Until when reports are due, and who says so."""
    key = "communes-due-set" if due.is_set else "communes-due-law"
    return t(key, day=show_date(due.last_day))


def group_of(commune: CommuneStand) -> str:
    """The district it is shown under."""
    return group_name(commune.group) if commune.group else ""


def signed(value: int | None) -> str | None:
    """+375, −1.400, 0; None stays None."""
    if value is None:
        return None
    return f"+{show_number(value)}" if value > 0 else show_number(value)


def signed_rate(value: float | None) -> str:
    """+0,31 or −2,86; "" where unknown."""
    if value is None:
        return ""
    shown = show_rate(value)
    return f"+{shown}" if value > 0 and shown.strip("0,") else shown
