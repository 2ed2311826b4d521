"""The standard that a report rests on: known here, brought along by the report itself, or neither."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field

from desktop.exchange.letter import STANDARD
from desktop.exchange.package import Opened
from desktop.rules.standard import Standard, parse_standard
from desktop.services.catalogue import find_standard, shipped_standards, standard_content
from desktop.services.checking import ERR, OK, WARN, Check
from desktop.store import audit, standards
from desktop.store.connection import Db
from desktop.text import t

_LONGEST = 240  # characters of another office's words: a line, whatever was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What is to be said of a report's standard, and what taking it in would keep.

    `check` stands on the check line. The sheets are checked by `standard`, None where it is unknown
    or unfit. `pack` is written when the report is taken in, None where nothing is. `reason`: why
    somebody must decide first, "" where nothing speaks against it. `note` tells all of it in words.
    """

    check: Check
    standard: Standard | None = None
    pack: bytes | None = field(default=None, repr=False)
    reason: str = ""
    note: str = ""

    @property
    def is_unfit(self) -> bool:
        """Whether the report cannot be taken in: its round could not be read, or must not be here."""
        return self.check.state == ERR


def brought_by(db: Db, opened: Opened) -> Brought:
    """The standard of a report against what the book knows; nothing is written.

    A practice standard is for practice books only. An id that the book knows is never replaced.
    """
    known = find_standard(db, opened.manifest.standard.id)
    pack = opened.parts.get(STANDARD)
    if known is not None:
        return _known(db, opened, known)
    if pack is None:
        name = opened.manifest.standard.id or "–"
        reason = t("package-standard-unknown", name=name)
        check = Check(code="standard", state=ERR, details={"name": name})
        return Brought(check=check, reason=reason, note=reason)
    return _new(opened, pack)


def _known(db: Db, opened: Opened, known: Standard) -> Brought:
    named, details = opened.manifest.standard, {"name": known.id}
    if _is_misplaced(known, opened):
        return _unfit("practice", known.id)
    if hashlib.sha256(standard_content(db, known.id)).hexdigest() == named.sha256:
        return Brought(check=Check(code="standard", details=details), standard=known)
    if STANDARD not in opened.parts and known.id in shipped_standards():
        # Two versions of the program: its own standards gain fields, their numbers are the law's.
        check = Check(code="standard", state=WARN, details=details)
        return Brought(check=check, standard=known)
    reason = t("package-standard-differs", **details)
    check = Check(code="standard-differs", state=WARN, details=details)
    return Brought(check=check, standard=known, reason=reason, note=reason)


def _new(opened: Opened, pack: bytes) -> Brought:
    named = opened.manifest.standard.id
    try:
        found = parse_standard(pack)
    except ValueError as error:
        return _unfit("broken", named, str(error))
    if found.id != named:
        return _unfit("broken", named, f"id {found.id}")
    if found.missing:
        return _unfit("incomplete", named, "; ".join(found.missing))
    if _is_misplaced(found, opened):
        return _unfit("practice", named)
    kind = "standard-brought-practice" if found.practice else "standard-brought"
    details = {"name": _line(found.name), "source": _line(found.source)}
    words = (t(f"package-{kind}", **details), t("package-standard-source", **details))
    check = Check(code=kind, state=OK, details=details)
    return Brought(check=check, standard=found, pack=pack, note=". ".join(words))


def _is_misplaced(standard: Standard, opened: Opened) -> bool:
    return standard.practice and not opened.header.letter.practice


def _unfit(why: str, name: str, detail: str = "") -> Brought:
    details = {"name": _line(name), "detail": _line(detail)}
    reason = t(f"package-standard-{why}", **details)
    check = Check(code=f"standard-{why}", state=ERR, details=details)
    return Brought(check=check, reason=reason, note=reason)


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def keep(db: Db, found: Brought, opened: Opened, *, now: datetime.datetime, by: str) -> None:
    """Write the standard that a report brings, within the transaction that takes the report in."""
    if found.pack is None:
        return
    named = opened.manifest.standard
    standards.put(db, named.id, found.pack, at=now, by=by)
    audit.add(
        db, at=now, by=by, action="standard-taken-in", subject=named.id,
        after={
            "sender": opened.header.letter.sender.code, "package": opened.sha256,
            "sha256": named.sha256,
        },
    )  # fmt: skip
