"""The key line: what the keys do at the place of the hand, then those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.text import t
from desktop.ui.pages.entry import roster_fields
from desktop.ui.pages.entry.lines import proposed
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import last_year

Keys = tuple[tuple[str, str], ...]


def key_line(sheet: Keying | None, place: str) -> Keys:
    """(keys, word) for the status line."""
    here: Keys = _here(sheet, place) if sheet is not None else ()
    year = last_year(sheet) if sheet is not None else ""
    as_last: Keys = (("F2", t("entry-key-last", year=year)),) if year else ()
    return (
        ("Enter", t("entry-key-next")),
        *here,
        *as_last,
        ("F10", t("entry-key-again")),
        ("F11 F12", t("entry-key-section")),
        ("Ctrl+K", t("entry-key-versus", year=year)) if year else ("Ctrl+F", t("entry-key-find")),
        ("F9", t("entry-key-second")),
    )


def _here(sheet: Keying, place: str) -> Keys:
    kind, _, rest = place.partition(":")
    if kind == "general":
        return (("1", t("entry-key-has")), ("0", t("entry-key-has-not")))
    if kind == "member":
        return _member(sheet, place)
    if kind == "b1":
        return _b1(sheet, rest)
    if kind == "deprivation":
        return _deprivation(sheet, rest)
    if kind == "causes":
        keys = [cause.key for cause in sheet.standard.causes]
        return ((_span(keys), t("entry-key-toggle")),)
    return ()


def _member(sheet: Keying, place: str) -> Keys:
    field = place.split(":")[2]
    found: list[tuple[str, str]] = []
    if proposed(sheet, place):
        found.append(("+", t("entry-key-take")))
    if field == "born":
        found.append(("1984 42t", t("entry-key-age")))
    elif field == "citizen_id":
        found.append((roster_fields.NOT_ISSUED, t("entry-key-not-issued")))
    elif options := roster_fields.options_of(field):
        found.append((_span([o.key for o in options]), t("entry-key-choose")))
    return (*found, ("Ctrl+Delete", t("entry-key-drop")))


def _b1(sheet: Keying, item_id: str) -> Keys:
    item = next((i for i in sheet.standard.b1_items if i.id == item_id), None)
    if item is None:
        return (("0…9", t("entry-key-points")),)
    return ((_span([o.key for o in item.options]), t("entry-key-choose")),)


def _deprivation(sheet: Keying, code: str) -> Keys:
    of = sheet.standard.deprivation(code)
    choices = of.choices if of else ()
    rest: Keys = (("+", t("entry-key-take")), ("F4", t("entry-key-note")))
    if not choices:
        return (("1", t("entry-key-yes")), ("0", t("entry-key-no")), *rest)
    if not choices[0].options:
        return (("0…9", choices[0].unit), *rest)
    keys = [o.key for o in choices[0].options]
    return ((_span(keys), t("entry-key-choose")), *rest)


def _span(keys: Sequence[str]) -> str:
    """The digits of choices: "1 0" for few, "1…7" for many."""
    ordered = sorted(keys, key=lambda key: (len(key), key))
    return " ".join(ordered) if len(ordered) <= 2 else f"{ordered[0]}…{ordered[-1]}"
