"""The mail account of the office and what goes with it. It lies in the encrypted book, nowhere else.

The password is never written into the audit trail, a log or an error; it goes from the book to the
server and back into the settings form.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.errors import MailAddressWrong
from desktop.exchange import mail
from desktop.exchange.post_office import Account
from desktop.services.changes import Changes, changes
from desktop.store import audit, outbox, settings
from desktop.store.connection import Db, writing

MB = 1 << 20
LEAST_LIMIT, MOST_LIMIT, LIMIT = 1 * MB, 90 * MB, 10 * MB
"""Bytes of a letter that the mail boxes of both sides take."""
_ACCOUNT, _LIMIT, _ADDRESSES = "mail/account", "mail/limit", "mail/addresses"
_WRITES = changes("mail", "setting")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Account (None = none), largest letter in bytes, and addresses of offices by code."""

    account: Account | None = None
    limit: int = LIMIT
    addresses: Mapping[str, str] = field(default_factory=dict)


def mail_settings(db: Db) -> MailSettings:
    """All of it, for the settings card."""
    return MailSettings(account=account(db), limit=limit(db), addresses=addresses(db))


def account(db: Db) -> Account | None:
    """The office's mail account, None if none is set."""
    found = settings.get(db, _ACCOUNT, Account)
    return found if found and found.address else None


def limit(db: Db) -> int:
    """Bytes of the largest letter."""
    return min(max(settings.get(db, _LIMIT, int) or LIMIT, LEAST_LIMIT), MOST_LIMIT)


def content_limit(db: Db) -> int:
    """Bytes of the largest attachment: Base64 writes 57 bytes as a line of 78, heads come on top."""
    return (limit(db) - (16 << 10)) * 57 // 78


def addresses(db: Db) -> dict[str, str]:
    """Addresses of other offices, as typed by an official."""
    return settings.get(db, _ADDRESSES, dict[str, str]) or {}


def keep_mail_settings(
    db: Db, kept: MailSettings, *, now: datetime.datetime, by: str
) -> Changes:  # fmt: skip
    """Keep account, limit and addresses. Letters that the old account was refused for are due again.

    Raises MailAddressWrong.
    """
    own = [kept.account.address] if kept.account else []
    for address in (*own, *kept.addresses.values()):
        if not mail.is_address(address):
            raise MailAddressWrong(address=address)
    with writing(db):
        settings.put(db, _ACCOUNT, kept.account or Account())
        settings.put(db, _LIMIT, min(max(kept.limit, LEAST_LIMIT), MOST_LIMIT))
        settings.put(db, _ADDRESSES, dict(kept.addresses))
        if kept.account is not None:
            outbox.wait_again(db, ("auth", "no-login", "no-tls", "certificate"), now)
        audit.add(db, at=now, by=by, action="mail-account", subject="mail", after=_shown(kept))
    return _WRITES


def _shown(kept: MailSettings) -> dict[str, object]:
    """What the trail may hold: servers and addresses, neither user nor password."""
    own = kept.account
    if own is None:
        return {"account": None, "limit": kept.limit}
    return {
        "address": own.address, "smtp": f"{own.smtp.host}:{own.smtp.port}",
        "imap": f"{own.imap.host}:{own.imap.port}", "limit": kept.limit,
    }  # fmt: skip
