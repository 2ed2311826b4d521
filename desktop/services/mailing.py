"""The outbox: packages wait as letters, are tried with growing pauses, and never go twice unseen.

`begin` marks a letter as "sending" and commits before the network is touched; `note` writes what
came of it. Whoever finds "sending" at a start knows that nobody knows: `wake` calls it "unsure",
and from there only an official leads on (`again`, `stop`, `settle`). The network itself is
exchange.post_office, called without the book between the two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.errors import AppError, MailAddressMissing, MailAddressWrong, MailNoAccount
from desktop.exchange import mail, package, parts
from desktop.exchange.letter import Header, Kind
from desktop.exchange.mail import Draft
from desktop.exchange.post_office import LATER, REFUSED, SENT, UNSURE, Account, Outcome
from desktop.files import make_folder, write_whole
from desktop.services.changes import Changes, changes
from desktop.services.mail_settings import account, addresses, content_limit
from desktop.store import audit, outbox, packages, settings
from desktop.store.connection import Db, writing
from desktop.store.outbox import Outgoing
from desktop.text import t

PAUSES = (1, 5, 15, 60, 240)
"""Minutes from one try to the next; the last goes on until somebody decides."""
LINE_DOWN = frozenset({"no-line", "timeout", "dropped", "tls"})
"""Reasons that hold for every letter alike: one try is enough to know."""
ACCOUNT_REFUSED = ("auth", "no-login", "no-tls", "certificate")
_WRITES = changes("mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The letters that carry a package now; `before`: they were in the outbox already."""

    letters: Sequence[Outgoing]
    before: bool = False
    changes: Changes = _WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What the network job needs for one letter, without the book."""

    uid: str
    account: Account
    draft: Draft
    changes: Changes = _WRITES


# Into the outbox ---------------------------------------------------------------------------------
def post(
    db: Db, path: Path, *, now: datetime.datetime, by: str, address: str = ""
) -> Posted:  # fmt: skip
    """Put a sealed package of ours into the outbox, cut into parts where it is too large.

    Without `address` it goes to the one known of its receiver. A package that waits or went already
    is not put in again. Raises what reading a package raises, MailNoAccount, MailAddressMissing,
    MailAddressWrong.
    """
    if account(db) is None:
        raise MailNoAccount()
    raw = package.read_file(path)
    header = package.read_header(raw, name=path.name)
    to = address or address_for(db, header, package.fingerprint(raw))
    if not mail.is_address(to):
        raise MailAddressWrong(address=to)
    letters = _letters(db, raw, header, to, now)
    held = outbox.of_package(db, letters[0].package, letters[0].receiver)
    if any(h.state != outbox.STOPPED for h in held):
        return Posted(letters=held, before=True)
    with writing(db):
        _put(db, letters, now=now, by=by)
    return Posted(letters=letters)


def _put(db: Db, letters: Sequence[Outgoing], *, now: datetime.datetime, by: str) -> None:
    first = letters[0]
    outbox.drop_unsent(db, first.package, first.receiver)
    outbox.put(db, letters)
    after = {"to": first.address, "file": first.file_name, "letters": len(letters)}
    audit.add(db, at=now, by=by, action="mail-put", subject=first.package, after=after)


def address_for(db: Db, header: Header, sha256: str) -> str:
    """Where a package of ours goes: the address typed for its receiver; for an answer else the one
    that the answered package came from (it is sealed, so nobody else could read it).

    Raises MailAddressMissing.
    """
    receiver = header.letter.receiver
    known = addresses(db).get(receiver.code, "")
    logged = packages.get(db, sha256)
    answered = str(logged.details.get("answers", "")) if logged else ""
    if not known and answered:
        known = outbox.came_from(db, answered)
    if not known:
        raise MailAddressMissing(office=receiver.name or receiver.code)
    return known


def _letters(
    db: Db, raw: bytes, header: Header, to: str, now: datetime.datetime
) -> list[Outgoing]:  # fmt: skip
    letter, sha256 = header.letter, package.fingerprint(raw)
    cut = parts.cut(raw, package.file_name(raw), content_limit(db))
    domain = _domain(db)
    return [
        Outgoing(
            uid=f"{letter.receiver.code or 'all'}-{sha256[:24]}-{number}-{len(cut)}",
            message_id=f"<rasoat.{sha256[:40]}.{letter.receiver.code}.{number}-{len(cut)}@{domain}>",
            package=sha256, kind=letter.kind, year=letter.year, number=letter.number,
            part=number, parts=len(cut), receiver=letter.receiver.code,
            receiver_name=letter.receiver.name, address=to, file_name=name, size=len(content),
            put_at=now, next_at=now, content=content,
        )
        for number, (name, content) in enumerate(cut, 1)
    ]  # fmt: skip


def _domain(db: Db) -> str:
    found = account(db)
    return (found.address.partition("@")[2] if found else "") or "rasoat.invalid"


def drafts(db: Db, path: Path, folder: Path, *, now: datetime.datetime) -> list[Path]:
    """The letters for a package as `.eml` files that the mail program opens as drafts.

    Needs no account; an address that is not known stays open. Raises what reading the package and
    writing raise.
    """
    raw = package.read_file(path)
    header = package.read_header(raw, name=path.name)
    try:
        to = address_for(db, header, package.fingerprint(raw))
    except MailAddressMissing:
        to = ""
    found = account(db)
    make_folder(folder)
    written: list[Path] = []
    for letter in _letters(db, raw, header, to, now):
        draft = _draft(db, letter, found.address if found else "", now)
        target = folder / f"{letter.file_name.rpartition('.')[0]}{parts.LETTER_SUFFIX}"
        write_whole(target, mail.compose(draft, unsent=True))
        written.append(target)
    return written


def _draft(db: Db, letter: Outgoing, sender: str, now: datetime.datetime) -> Draft:
    office = settings.office(db)
    words = {
        "kind": t(f"package-kind-{letter.kind}"), "year": str(letter.year),
        "number": str(letter.number), "office": office.name, "to": letter.receiver_name,
        "file": letter.file_name, "part": str(letter.part), "parts": str(letter.parts),
    }  # fmt: skip
    shape = "part" if letter.parts > 1 else "whole"
    subject = t(f"mail-subject-{shape}", **words)
    return Draft(
        sender=sender, to=letter.address, message_id=letter.message_id, at=now,
        subject=t("mail-subject-practice", subject=subject) if office.practice else subject,
        body=t(f"mail-body-{shape}", **words) + "\n", file_name=letter.file_name,
        content=letter.content,
    )  # fmt: skip


# Out of the outbox -------------------------------------------------------------------------------
def begin(db: Db, *, now: datetime.datetime) -> Dispatch | None:
    """The next letter that is due, marked as "sending" for good before anybody touches the network."""
    found = account(db)
    if found is None:
        return None
    if outbox.first_due(db, now) is None:
        return None
    with writing(db):
        letter = outbox.first_due(db, now)
        assert letter is not None, "only this thread writes"
        tried = replace(
            letter, state=outbox.SENDING, attempts=letter.attempts + 1, tried_at=now, next_at=None
        )
        outbox.mark(db, tried)
    return Dispatch(uid=tried.uid, account=found, draft=_draft(db, tried, found.address, now))


def note(db: Db, uid: str, outcome: Outcome, *, now: datetime.datetime, by: str) -> Outgoing:
    """Write what came of a try. What an official decided in between stays decided."""
    letter = outbox.get(db, uid)
    assert letter is not None, "letters are never taken out while they are being sent"
    if letter.state not in (outbox.SENDING, outbox.UNSURE):
        return letter
    noted = _noted(letter, outcome, now)
    with writing(db):
        outbox.mark(db, noted)
        if outcome.state == REFUSED and outcome.reason in ACCOUNT_REFUSED:
            outbox.refuse_waiting(db, outcome.reason, outcome.said)
        if noted.next_at is not None and outcome.reason in LINE_DOWN:
            outbox.put_off(db, now, noted.next_at)
        if noted.state != outbox.WAITING:
            _audit(db, noted, f"mail-{noted.state}", now, by)
    return noted


def _noted(letter: Outgoing, outcome: Outcome, now: datetime.datetime) -> Outgoing:
    states = {SENT: outbox.SENT, REFUSED: outbox.REFUSED, UNSURE: outbox.UNSURE}
    state = states.get(outcome.state, outbox.WAITING)
    next_at = now + pause(letter.attempts) if outcome.state == LATER else None
    return replace(letter, state=state, next_at=next_at, reason=outcome.reason, said=outcome.said)


def pause(attempts: int) -> datetime.timedelta:
    """How long to wait after so many tries."""
    return datetime.timedelta(minutes=PAUSES[min(max(attempts, 1), len(PAUSES)) - 1])


def wake(db: Db, *, now: datetime.datetime, by: str) -> Changes:
    """At a start, before anything is sent: letters that a run left as "sending" are unsure."""
    lost = [
        replace(letter, state=outbox.UNSURE, reason="crashed", said="")
        for letter in outbox.in_state(db, outbox.SENDING)
    ]
    return _settled(db, lost, now=now, by=by)


def settle_answered(db: Db, *, now: datetime.datetime, by: str) -> Changes:
    """A receipt proves that its report came, whatever the line said; says what changed, if anything."""
    doubtful = outbox.in_state(db, outbox.UNSURE, outbox.WAITING, outbox.REFUSED)
    answered = [
        replace(letter, state=outbox.SENT, reason="answered", said="", next_at=None)
        for letter in doubtful
        if letter.kind in (Kind.REPORT, Kind.HANDOVER, Kind.PLAN)
        and _is_answered(db, letter.package)
    ]
    return _settled(db, answered, now=now, by=by)


def _is_answered(db: Db, sha256: str) -> bool:
    logged = packages.get(db, sha256)
    return logged is not None and bool(logged.details.get("answered_at"))


def _settled(
    db: Db, letters: Sequence[Outgoing], *, now: datetime.datetime, by: str
) -> Changes:  # fmt: skip
    if not letters:
        return changes()
    with writing(db):
        for letter in letters:
            outbox.mark(db, letter)
            _audit(db, letter, f"mail-{letter.state}", now, by)
    return _WRITES


# Decisions ---------------------------------------------------------------------------------------
def again(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Posted:
    """Send a letter again by decision: the same letter with the same identity, so that the other
    side recognises it. One that was too large is cut anew where the limit was lowered since.
    """
    letter = outbox.get(db, uid, whole=True)
    if letter is None or letter.state in (*outbox.SETTLED, outbox.SENDING):
        return Posted(letters=())
    letters = [replace(letter, state=outbox.WAITING, next_at=now, attempts=0)]
    if letter.reason == "too-large" and letter.parts == 1 and letter.size > content_limit(db):
        header = package.read_header(letter.content, name=letter.file_name)
        letters = _letters(db, letter.content, header, letter.address, now)
    with writing(db):
        if len(letters) > 1:
            _put(db, letters, now=now, by=by)
        else:
            outbox.mark(db, letters[0])
        _audit(db, letter, "mail-again", now, by)
    return Posted(letters=letters)


def stop(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Do not send a letter any more; one that is on the line just now, or went, stays as it is."""
    return _decide(db, uid, outbox.STOPPED, "stopped", now=now, by=by)


def settle(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """An unsure letter did arrive: the other office said so."""
    return _decide(db, uid, outbox.SENT, "told", now=now, by=by)


def _decide(
    db: Db, uid: str, state: str, reason: str, *, now: datetime.datetime, by: str
) -> Changes:
    letter = outbox.get(db, uid)
    if letter is None or letter.state in (*outbox.SETTLED, outbox.SENDING):
        return _WRITES
    decided = replace(letter, state=state, reason=reason, said="", next_at=None)
    with writing(db):
        outbox.mark(db, decided)
        _audit(db, decided, f"mail-{reason}", now, by)
    return _WRITES


def _audit(db: Db, letter: Outgoing, action: str, now: datetime.datetime, by: str) -> None:
    after = {"to": letter.address, "file": letter.file_name, "reason": letter.reason}
    audit.add(db, at=now, by=by, action=action, subject=letter.package, after=after)


# What can be seen --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The outbox as a page shows it; `address` "" while no account is set."""

    address: str
    letters: Sequence[Outgoing]
    upper_address: str = ""
    unposted: int = 0

    def count(self, *states: str) -> int:
        """How many letters are in these states."""
        return sum(letter.state in states for letter in self.letters)


def box(db: Db, answers: Path | None = None) -> Box:
    """All letters, newest first; `unposted` counts answers in a folder that were not sent yet."""
    found = account(db)
    return Box(
        address=found.address if found else "",
        letters=outbox.everything(db),
        upper_address=addresses(db).get(settings.office(db).upper_code, ""),
        unposted=len(unposted(db, answers)) if answers else 0,
    )


def unposted(db: Db, folder: Path) -> list[Path]:
    """The newest receipt for each report, and other packages for offices below, that lie in a folder
    and were never put into the outbox.
    """
    office, sent = settings.office(db), outbox.posted(db)
    newest: dict[tuple[str, str, object], packages.Package] = {}
    for logged in packages.log(db):
        about = logged.details.get("answers", logged.sha256)
        if logged.direction == "out" and logged.receiver not in ("", office.upper_code):
            newest.setdefault((logged.receiver, logged.kind, about), logged)
    files = [folder / p.file_name for p in newest.values() if p.sha256 not in sent]
    return [file for file in files if file.is_file()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllPosted:
    """What became of several files: letters put in, and what was refused for which file."""

    letters: int
    refused: Mapping[str, AppError] = field(default_factory=dict)
    changes: Changes = _WRITES


def post_all(
    db: Db, paths: Iterable[Path], *, now: datetime.datetime, by: str
) -> AllPosted:  # fmt: skip
    """Put several packages into the outbox; one without an address never stops the others."""
    refused: dict[str, AppError] = {}
    count = 0
    for path in paths:
        try:
            posted = post(db, path, now=now, by=by)
        except MailNoAccount:
            raise
        except AppError as refusal:
            refused[path.name] = refusal
        else:
            count += 0 if posted.before else len(posted.letters)
    return AllPosted(letters=count, refused=refused)
