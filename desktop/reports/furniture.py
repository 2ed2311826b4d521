"""What stands above and below the table of a paper: the heading and the signatures (NĐ30)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports.ink import BOLD, ITALIC, REGULAR, Block, Rule, Words, stacked, width
from desktop.reports.sheet import Foot, Heading
from desktop.text import t

_SIZE = 12
_SIGNING_ROOM = 62  # points for hand, seal and stamp


def heading_block(heading: Heading, room: float) -> Block:
    """Bodies left, Quốc hiệu and Tiêu ngữ right with their rules, then mark, title and subtitle."""
    state = _bodies_block(heading, room) if heading.body else _country_block(heading, room)
    words = list(state.words)
    y = state.height + 7
    for lines, font, size in (
        ((heading.mark,), BOLD, _SIZE),
        (heading.title, BOLD, 14),
        (heading.subtitle, ITALIC, _SIZE),
    ):
        more, y = stacked(_there(lines), room / 2, y, font, size, room=room)
        words += more
    return Block(words=tuple(words), rules=state.rules, height=y + 8)


def _bodies_block(heading: Heading, room: float) -> Block:
    left, right = room * 0.21, room * 0.71
    left_room, right_room = room * 0.42 - 6, room * 0.58
    parent, y_left = stacked(_there([heading.parent]), left, 0, REGULAR, _SIZE, room=left_room)
    own, y_left = stacked(
        [in_two(heading.body, left_room)], left, y_left, BOLD, _SIZE, room=left_room
    )
    country, y_right = stacked([t("paper-country")], right, 0, BOLD, _SIZE, room=right_room)
    motto, y_right = stacked([t("paper-motto")], right, y_right, BOLD, 13, room=right_room)
    rules = (
        Rule(left, y_left + 3, max(width(w.text, BOLD, _SIZE) for w in own) * 0.45),
        Rule(right, y_right + 3, width(motto[-1].text, BOLD, 13)),
    )
    y = max(y_left, y_right) + 6
    number, y_left = stacked(_there([heading.number]), left, y, REGULAR, _SIZE, room=left_room)
    place, y_right = stacked(_there([heading.place_date]), right, y, ITALIC, _SIZE, room=right_room)
    words = parent + own + country + motto + number + place
    return Block(words=tuple(words), rules=rules, height=max(y_left, y_right))


def in_two(body: str, room: float) -> str:
    """The name of a body for `room` points: a long name goes on below "ỦY BAN NHÂN DÂN", not with its last word alone."""
    office = t("paper-own-body", name="").strip()
    if body.startswith(f"{office} ") and width(body, BOLD, _SIZE) > room:
        return f"{office}\n{body.removeprefix(office).strip()}"
    return body


def _country_block(heading: Heading, room: float) -> Block:
    """A paper of a citizen names no issuing body: Quốc hiệu stands in the middle."""
    middle = room / 2
    country, y = stacked([t("paper-country")], middle, 0, BOLD, 13, room=room)
    motto, y = stacked([t("paper-motto")], middle, y, BOLD, 13, room=room)
    rules = (Rule(middle, y + 3, width(motto[-1].text, BOLD, 13)),)
    lines = _there([heading.number, heading.place_date])
    more, y = stacked(lines, middle, y + 6, ITALIC, _SIZE, room=room)
    return Block(words=tuple(country + motto + more), rules=rules, height=y)


def foot_block(foot: Foot, notes: Sequence[str], room: float, size: float) -> Block:
    """Notes, then who prepared it left and place, date, authority and name right."""
    left, right, half = room * 0.2, room * 0.74, room * 0.45
    noted, y = stacked(notes, 0, 3, ITALIC, size, room=room, align="left")
    place, y = stacked(_there([foot.place_date]), right, y + 7, ITALIC, _SIZE, room=half)
    prepared, _ = stacked(_there([foot.prepared_title]), left, y, BOLD, _SIZE, room=half)
    authority, y = stacked(_there(foot.authority), right, y, BOLD, _SIZE, room=half)
    # A paper that nobody signs needs no room for a hand.
    y += _SIGNING_ROOM if foot.authority or foot.prepared_title else 0
    maker, y_left = stacked(_there([foot.prepared_by]), left, y, BOLD, _SIZE, room=half)
    name, y_right = stacked(_there([foot.name]), right, y, BOLD, _SIZE, room=half)
    words: list[Words] = noted + place + prepared + authority + maker + name
    return Block(words=tuple(words), height=max(y_left, y_right))


def _there(lines: Sequence[str]) -> list[str]:
    """Without the empty ones, which would take a line."""
    return [line for line in lines if line]
