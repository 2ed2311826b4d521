"""Letters of a made-up commune: one that went, one in doubt, one that waits; a report as draft and in parts."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange import parts
from desktop.exchange.post_office import SENT, UNSURE, Account, Outcome, Server
from desktop.files import make_folder, write_whole
from desktop.services import exchanging, mail_settings, mailing
from desktop.services.demonstrating.road import Road, change, listed_of
from desktop.services.demonstrating.season import BY, Commune
from desktop.services.mail_settings import MailSettings

_HOST = "mail.example.invalid"
"""A name that no server can ever have: a practice book talks to nobody."""
_PARTS = 3


def set_up(road: Road, commune: Commune) -> None:
    """The commune's mail account, and where its upper office reads letters."""
    own = f"xa{commune.code}@example.org"
    account = Account(
        address=own, user=own, password="luyen-tap",  # noqa: S106 - of no account anywhere
        smtp=Server(host=_HOST, port=465), imap=Server(host=_HOST, port=993),
    )  # fmt: skip
    kept = MailSettings(account=account, addresses={road.to: f"tinh{road.to}@example.org"})
    mail_settings.keep_mail_settings(commune.db, kept, now=road.now(0, days=20), by=BY)


def write_letters(road: Road, first: Path) -> list[Path]:
    """The first report went by letter; of the second the line said nothing, the third waits."""
    commune = road.communes[0]
    set_up(road, commune)
    folder, made = road.folder / "bo_sung", [first]
    for uid in listed_of(commune.db, road.year)[2:4]:
        change(commune.db, uid, road.now(2.5))
        packed = exchanging.pack_report(
            commune.db, road.year, road.to, folder, now=road.now(2), by=BY
        )
        made.append(packed.path)
    outcomes = (
        (5.8, Outcome(state=SENT, reason="taken")),
        (1.5, Outcome(state=UNSURE, reason="dropped-after")),
    )
    for (hours, outcome), path in zip(outcomes, made[:2], strict=True):
        mailing.post(commune.db, path, now=road.now(hours), by=BY)
        going = mailing.begin(commune.db, now=road.now(hours))
        assert going is not None, "the letter is due"
        mailing.note(commune.db, going.uid, outcome, now=road.now(hours), by=BY)
    mailing.post(commune.db, made[2], now=road.end, by=BY)
    return made[1:]


def pack_otherwise(road: Road, letter: Path) -> list[Path]:
    """A report as a letter that a mail program opens, and another one cut into parts."""
    last, folder = road.communes[-1], road.folder / "thu"
    drafts = mailing.drafts(road.communes[0].db, letter, folder, now=road.now(1))
    change(last.db, listed_of(last.db, road.year)[0], road.now(1))
    packed = exchanging.pack_report(
        last.db, road.year, road.to, road.folder / "bo_sung", now=road.now(0.5), by=BY
    )
    raw = packed.path.read_bytes()
    make_folder(folder)
    cut = []
    for name, content in parts.cut(raw, packed.path.name, len(raw) // _PARTS + 2048):
        write_whole(folder / name, content)
        cut.append(folder / name)
    return [*drafts, packed.path, *cut]
