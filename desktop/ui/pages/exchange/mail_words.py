"""What a letter of the outbox is called and where it stands, in words."""

from __future__ import annotations

import datetime

from desktop.exchange.post_office import Outcome
from desktop.store import outbox
from desktop.store.outbox import Outgoing
from desktop.text import t
from desktop.ui.dates import written_moment
from desktop.ui.rows_model import State

_STATES = {
    outbox.WAITING: "wait", outbox.SENDING: "info", outbox.SENT: "ok", outbox.REFUSED: "err",
    outbox.UNSURE: "warn", outbox.STOPPED: "none",
}  # fmt: skip


def state_of(letter: Outgoing) -> State:
    """Icon and word."""
    return State(_STATES[letter.state], t(f"mail-state-{letter.state}"))


def contents(letter: Outgoing) -> str:
    """As "Báo cáo 2026 số 3, phần 1/2"."""
    words = {"kind": t(f"package-kind-{letter.kind}"), "year": str(letter.year)}
    words |= {"number": str(letter.number)}
    said = t("mail-contents", **words)
    if letter.parts > 1:
        said = t("mail-contents-part", **words, part=str(letter.part), parts=str(letter.parts))
    return said[:1].upper() + said[1:]


def moment(letter: Outgoing, now: datetime.datetime) -> str:
    """When it will be tried, or was tried last."""
    if letter.state == outbox.WAITING and letter.next_at is not None:
        if letter.next_at <= now:
            return t("mail-now")
        return t("mail-next-at", when=written_moment(letter.next_at, now))
    return written_moment(letter.tried_at, now) if letter.tried_at else "–"


def reason(letter: Outgoing | Outcome) -> str:
    """The last outcome in words, the server's own behind it; "" before the first try."""
    if not letter.reason:
        return ""
    words = t(f"mail-reason-{letter.reason}")
    return t("mail-reason-said", reason=words, said=letter.said) if letter.said else words


def advice(letter: Outgoing) -> str:
    """What to do with the letter under the cursor."""
    if letter.state == outbox.REFUSED:
        return t(f"mail-advice-{_ADVICE.get(letter.reason, 'refused')}")
    return t(f"mail-advice-{letter.state}")


_ADVICE = {
    "mailbox-full": "full", "too-large": "large", "recipient": "address", "auth": "account",
    "no-login": "account", "no-tls": "account", "certificate": "account",
}  # fmt: skip
