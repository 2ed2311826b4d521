"""Commands for letters: put packages into the outbox, send what is due, fetch what came."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from desktop.cli.common import BY, Answer, answers, now, out_option, with_book
from desktop.cli.speaking import Commands, command
from desktop.errors import AppError
from desktop.exchange.letter_box import fetch
from desktop.exchange.mail import compose
from desktop.exchange.post_office import Outcome, send
from desktop.services import fetching, mailing
from desktop.services.mailing import Dispatch
from desktop.store import outbox
from desktop.store.connection import Db
from desktop.store.outbox import Outgoing
from desktop.text import sentence, t


@command("post", help=t("cli-mail-post"))
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path))
@answers
@with_book
def post(db: Db, _path: Path, packages: tuple[Path, ...]) -> Answer:
    """Put sealed packages into the outbox."""
    done = mailing.post_all(db, packages, now=now(), by=BY)
    return Answer(
        t("cli-mail-post-done", count=done.letters),
        {"letters": done.letters, "refused": {n: e.key for n, e in done.refused.items()}},
        not done.refused,
        [sentence(error) for error in done.refused.values()],
    )


@command("send", help=t("cli-mail-send"))
@answers
@with_book
def send_due(db: Db, _path: Path) -> Answer:
    """Send every letter that is due; what an earlier run left on the line is unsure."""
    mailing.wake(db, now=now(), by=BY)
    mailing.settle_answered(db, now=now(), by=BY)
    tried: list[Outgoing] = []
    while (job := mailing.begin(db, now=now())) is not None:
        tried.append(mailing.note(db, job.uid, _sent(job), now=now(), by=BY))
    counted = Counter(letter.state for letter in mailing.box(db).letters)
    sent = sum(letter.state == outbox.SENT for letter in tried)
    words = t(
        "cli-mail-send-done", sent=sent, waiting=counted[outbox.WAITING],
        unsure=counted[outbox.UNSURE], refused=counted[outbox.REFUSED],
    )  # fmt: skip
    troubled = [x for x in tried if x.state != outbox.SENT]
    data = {
        "sent": sent, "outbox": dict(counted),
        "tried": [
            {"file": x.file_name, "to": x.address, "state": x.state, "reason": x.reason,
             "said": x.said, "next_at": x.next_at}
            for x in tried
        ],
    }  # fmt: skip
    return Answer(words, data, not troubled, [_trouble(x) for x in troubled])


def _sent(job: Dispatch) -> Outcome:
    return send(job.account, job.draft.to, compose(job.draft))


def _trouble(letter: Outgoing) -> str:
    words = t(f"mail-reason-{letter.reason}")
    if letter.said:
        words = t("mail-reason-said", reason=words, said=letter.said)
    return t("cli-mail-trouble", file=letter.file_name, reason=words)


@command("receive", help=t("cli-mail-receive"))
@out_option
@answers
@with_book
def receive(db: Db, _path: Path, folder: Path) -> Answer:
    """Fetch what came into a folder; nothing at the server is changed, nothing is taken in."""
    files: list[Path] = []
    refused: list[AppError] = []
    known = 0
    while True:
        reading = fetching.reading(db)
        fetched = fetch(reading.account, reading.mark)
        came = fetching.keep(db, reading, fetched, folder, now=now())
        files += came.files
        refused += came.refused
        known += came.known
        if not came.more:
            break
    trouble = [sentence(error) for error in refused]
    if came.outcome.reason != "read":
        reason = t(f"mail-reason-{came.outcome.reason}")
        trouble.append(t("mail-fetch-broke", reason=reason, count=len(files)))
    return Answer(
        t("cli-mail-receive-done", count=len(files), known=known, folder=str(folder)),
        {"files": [str(f) for f in files], "known": known, "outcome": came.outcome.reason},
        not trouble,
        trouble,
    )


MAIL = Commands(
    "mail", help=t("cli-mail"), commands={c.name: c for c in (post, send_due, receive) if c.name}
)
