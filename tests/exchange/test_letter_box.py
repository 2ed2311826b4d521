"""A real mail box is read and left exactly as it was."""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.errors import MailDamaged
from desktop.exchange import mail, parts
from desktop.exchange.letter_box import Fetched, Mark, fetch, try_reading
from desktop.exchange.post_office import LATER, REFUSED, SENT, Account, Security, Server
from desktop.text import t
from tests.exchange.mail_servers import (
    HASTY,
    SENDER,
    USER,
    WORD,
    account,
    dovecot,
    free_port,
    rough_server,
)
from tests.exchange.test_mail import DRAFT

FOREIGN = (
    b"From: ai@do.test\r\nSubject: hop\r\nMessage-ID: <1@do.test>\r\n\r\nMoi hop 8 gio\r\n",
    mail.compose(replace(DRAFT, file_name="anh.jpg", message_id="<2@do.test>")),
)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """One server for all; each test has a mail box of its own."""
    with dovecot() as found:
        yield found


@pytest.fixture
def box(port: int, request: pytest.FixtureRequest) -> Account:
    """An empty folder of the office's mail box."""
    folder = request.node.name.replace("[", "-").replace("]", "")
    with _by_hand(port) as line:
        assert line.create(folder)[0] == "OK"
    return replace(account(25, user=USER, imap=port), folder=folder)


@contextlib.contextmanager
def _by_hand(port: int) -> Iterator[imaplib.IMAP4]:
    line = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    line.login(USER, WORD)
    try:
        yield line
    finally:
        line.logout()


def _put(box: Account, *letters: bytes) -> None:
    with _by_hand(box.imap.port) as line:
        for letter in letters:
            assert line.append(box.folder, "", "", letter)[0] == "OK"


def _fetch(box: Account, after: Mark = Mark(), most: int = 48 << 20) -> Fetched:  # noqa: B008
    return fetch(box, after, most_bytes=most, patience=HASTY)


def _letter(number: int = 1, size: int = 100_000) -> bytes:
    content = bytes([number]) * size
    name = f"bao-cao_02296_2026_{number:04d}_1a2b3c4d.rasoat"
    message_id = f"<rasoat.{number}@tuyenquang.test>"
    return mail.compose(replace(DRAFT, file_name=name, content=content, message_id=message_id))


def _names(fetched: Fetched) -> list[str]:
    return [n for c in fetched.letters if c.letter for n, _ in c.letter.attachments]


def test_our_letters_come_and_foreign_ones_are_left_alone(box: Account) -> None:
    _put(box, FOREIGN[0], _letter(1), FOREIGN[1], _letter(2))
    fetched = _fetch(box)
    assert fetched.outcome.state == SENT
    assert _names(fetched) == [f"bao-cao_02296_2026_{n:04d}_1a2b3c4d.rasoat" for n in (1, 2)]
    first = fetched.letters[0].letter
    assert first is not None
    assert first.attachments[0][1] == bytes([1]) * 100_000
    assert (first.sender, first.message_id) == (SENDER, "<rasoat.1@tuyenquang.test>")


def test_nothing_is_marked_moved_or_deleted(box: Account) -> None:
    _put(box, FOREIGN[0], _letter())
    _fetch(box)
    with _by_hand(box.imap.port) as line:
        line.select(box.folder)
        assert line.search(None, "UNSEEN")[1] == [b"1 2"]
        assert line.search(None, "ALL")[1] == [b"1 2"]


def test_the_next_look_begins_after_the_last(box: Account) -> None:
    _put(box, _letter(1))
    first = _fetch(box)
    assert _names(_fetch(box, first.mark)) == []
    _put(box, FOREIGN[0], _letter(2))
    second = _fetch(box, first.mark)
    assert _names(second) == ["bao-cao_02296_2026_0002_1a2b3c4d.rasoat"]
    assert second.mark.uid == 3


def test_an_empty_folder_gives_nothing(box: Account) -> None:
    fetched = _fetch(box)
    assert (fetched.outcome.state, fetched.letters, fetched.mark.uid) == (SENT, (), 0)


def test_a_folder_made_anew_is_read_from_its_beginning(box: Account) -> None:
    _put(box, _letter(1), _letter(2))
    mark = _fetch(box).mark
    with _by_hand(box.imap.port) as line:
        line.delete(box.folder)
        line.create(box.folder)
    _put(box, _letter(3))
    fetched = _fetch(box, replace(mark, validity=mark.validity - 1))
    assert _names(fetched) == ["bao-cao_02296_2026_0003_1a2b3c4d.rasoat"]


def test_a_full_load_goes_on_at_the_next_look(box: Account) -> None:
    _put(box, *(_letter(n) for n in (1, 2, 3)))
    found: list[str] = []
    mark, looks = Mark(), 0
    while True:
        fetched = _fetch(box, mark, most=150_000)
        found += _names(fetched)
        mark, looks = fetched.mark, looks + 1
        if not fetched.more:
            break
    assert [name[19:23] for name in found] == ["0001", "0002", "0003"]
    assert looks == 3


def test_an_unreadable_letter_never_stops_the_next(box: Account) -> None:
    hostile = (
        b"Message-ID: <x@do.test>\r\nContent-Type: multipart/mixed; boundary=x" + b";a" * 20_000
        + b"\r\n\r\n--x\r\nContent-Disposition: attachment; filename=a.rasoat\r\n\r\nx\r\n--x--\r\n"
    )  # fmt: skip
    _put(box, hostile, _letter(2))
    fetched = _fetch(box)
    assert _names(fetched) == ["bao-cao_02296_2026_0002_1a2b3c4d.rasoat"]
    refused = [c.refusal for c in fetched.letters if c.refusal]
    assert all(isinstance(r, MailDamaged) for r in refused)


def test_parts_come_as_they_are(box: Account) -> None:
    made = parts.cut(bytes(9000), DRAFT.file_name, 4096)
    _put(box, *(mail.compose(replace(DRAFT, file_name=n, content=d)) for n, d in reversed(made)))
    assert sorted(_names(_fetch(box))) == sorted(name for name, _ in made)


def test_a_name_that_another_program_encoded_is_found(box: Account) -> None:
    raw = _letter().replace(
        b'filename="bao-cao_02296_2026_0001_1a2b3c4d.rasoat"',
        b'filename="=?utf-8?b?YS5yYXNvYXQ=?="',
    )
    _put(box, raw)
    assert _names(_fetch(box)) == ["a.rasoat"]


def test_a_wrong_password_and_a_missing_folder_are_told_apart(box: Account) -> None:
    wrong = fetch(replace(box, password="sai"), Mark(), patience=HASTY)
    assert (wrong.outcome.state, wrong.outcome.reason) == (REFUSED, "auth")
    nowhere = fetch(replace(box, folder="khong-co"), Mark(), patience=HASTY)
    assert (nowhere.outcome.state, nowhere.outcome.reason) == (REFUSED, "no-folder")
    assert try_reading(box, patience=HASTY).reason == "ready"
    assert try_reading(replace(box, password="sai"), patience=HASTY).reason == "auth"


def test_protection_asked_for_is_never_given_up(box: Account) -> None:
    server = replace(box.imap, security=Security.STARTTLS)
    assert try_reading(replace(box, imap=server), patience=HASTY).reason == "no-tls"


def test_no_server_a_silent_one_and_a_broken_line_mean_later() -> None:
    own = account(25, user=USER, imap=free_port())
    assert _fetch(own).outcome.reason == "no-line"
    with rough_server(lambda line: None) as port:
        dropped = replace(own, imap=Server(host="127.0.0.1", port=port, security=Security.NONE))
        assert _fetch(dropped).outcome.state == LATER
    with rough_server(lambda line: line.recv(1)) as port:  # type: ignore[arg-type]
        silent = replace(own, imap=Server(host="127.0.0.1", port=port, security=Security.NONE))
        late = fetch(silent, Mark(), patience=replace(HASTY, connect=0.5))
    assert (late.outcome.state, late.outcome.reason) == (LATER, "timeout")
    assert t(f"mail-reason-{late.outcome.reason}")


def test_a_line_that_drops_in_the_middle_keeps_what_came_before(box: Account) -> None:
    """The third command of its kind never answers; the letters before it are here, the mark with them."""
    _put(box, _letter(1), _letter(2))
    whole = _fetch(box)
    lost = _cut_after(box, letters=1)
    assert (lost.outcome.state, len(lost.letters)) == (LATER, 1)
    assert _names(_fetch(box, lost.mark)) == _names(whole)[1:]


def _cut_after(box: Account, *, letters: int) -> Fetched:
    """Fetch over a line that breaks once so many letters were taken."""
    taken = 0
    before = imaplib.IMAP4.uid

    def breaking(self: imaplib.IMAP4, command: str, *args: str) -> object:
        nonlocal taken
        if args[-1] == "(BODY.PEEK[])":
            taken += 1
            if taken > letters:
                self.shutdown()
        return before(self, command, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imaplib.IMAP4, "uid", breaking)
        return _fetch(box)
