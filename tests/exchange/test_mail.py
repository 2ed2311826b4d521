"""Letters carry packages there and back; a hostile one is refused in a moment."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError, MailDamaged, MailTooLarge
from desktop.exchange.mail import Draft, MailLimits, attachment_name, compose, is_address, read

DRAFT = Draft(
    sender="xa.quangba@tuyenquang.test", to="sonnmt@tuyenquang.test",
    subject="Rà Soát: báo cáo năm 2026 số 7, Xã Quảng Bạ, huyện cũ Quản Bạ, tỉnh Tuyên Quang",
    body="Kính gửi Sở Nông nghiệp và Môi trường,\n\nKèm thư này là gói báo cáo.\n",
    message_id="<rasoat.1a2b.1-1@tuyenquang.test>",
    at=datetime.datetime(2026, 11, 9, 8, 30, tzinfo=datetime.UTC),
    file_name="bao-cao_02296_2026_0007_1a2b3c4d.rasoat", content=bytes(range(256)) * 400,
)  # fmt: skip
SOON = 5.0
"""Seconds within which even the worst letter must be refused or read, on a slow machine."""


def test_a_letter_comes_back_as_it_was_sent() -> None:
    letter = read(compose(DRAFT))
    assert letter.attachments == ((DRAFT.file_name, DRAFT.content),)
    assert (letter.sender, letter.message_id) == (DRAFT.sender, DRAFT.message_id)
    assert letter.subject == DRAFT.subject


def test_a_draft_opens_unsent_and_a_sent_letter_does_not() -> None:
    assert b"X-Unsent: 1\r\n" in compose(DRAFT, unsent=True)
    assert b"X-Unsent" not in compose(DRAFT)


def test_the_letter_is_plain_ascii_with_crlf_and_an_ascii_file_name() -> None:
    raw = compose(DRAFT)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert f'filename="{DRAFT.file_name}"'.encode() in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "bad", ["x@y\r\nBcc: z@z.test", "không@dấu.test", "xa", "a b@c.test", "<a@b>"]
)
def test_what_is_no_address_never_gets_into_a_head(bad: str) -> None:
    assert not is_address(bad)
    with pytest.raises(ValueError):  # noqa: PT011
        compose(replace(DRAFT, to=bad))


def test_foreign_attachments_are_not_even_decoded() -> None:
    raw = compose(replace(DRAFT, file_name="anh.jpg"))
    assert read(raw).attachments == ()


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("a.rasoat", "a.rasoat"), ("A.RASOAT", "A.rasoat"), ("../../a.rasoat", "a.rasoat"),
        ("C:\\x\\a.rasoat", "a.rasoat"), ("báo cáo.rasoat", "b-o-c-o.rasoat"),
        ("=?utf-8?b?YS5yYXNvYXQ=?=", "a.rasoat"), ("a.p1-2.rasoat-part", "a.p1-2.rasoat-part"),
        (".rasoat", "goi.rasoat"), ("a.rasoat.exe", None), ("a.zip", None), (None, None),
    ],
)  # fmt: skip
def test_names_of_attachments_become_plain_file_names(raw: str | None, name: str | None) -> None:
    assert attachment_name(raw) == name


@given(raw=st.binary(max_size=4000))
def test_any_bytes_are_a_letter_or_a_refusal(raw: bytes) -> None:
    try:
        read(raw)
    except AppError:
        return


@given(at=st.integers(0, 3000), piece=st.binary(max_size=40))
def test_a_mangled_letter_is_a_letter_or_a_refusal(at: int, piece: bytes) -> None:
    raw = compose(replace(DRAFT, content=b"x" * 500))
    try:
        read(raw[:at] + piece + raw[at + 7 :])
    except AppError:
        return


_MANY = MailLimits().lines
_HEAD = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
HOSTILE = {
    "nested messages": b"Content-Type: message/rfc822\r\n\r\n" * 20_000,
    "nested boundaries": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(9000)
    ),
    "only lines": b"\n" * (_MANY + 1),
    "only returns": b"\r" * (_MANY + 1),
    "a long head": b"Content-Type: multipart/mixed" + b";a" * 3_000_000 + b"\r\n\r\nx",
    "a long folded head": b"Content-Type: text/plain" + b";\r\n a=b" * 300_000 + b"\r\n\r\nx",
    "many empty parts": _HEAD + b"--x\r\n\r\n" * 300_000,
    "continued names": b"Content-Disposition: attachment"
    + b"".join(b"; filename*%d=a" % n for n in range(60_000)) + b"\r\n\r\nx",
    "many heads": b"Content-Type: text/plain\r\n" * 400_000 + b"\r\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\r\n\r\nx",
    "one line": b"x" * (20 << 20),
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_letter_does_not_hang(raw: bytes) -> None:
    began = time.process_time()
    try:
        found = read(raw)
    except (MailDamaged, MailTooLarge):
        found = None
    assert time.process_time() - began < SOON
    assert found is None or not found.attachments


def test_too_many_attachments_are_refused() -> None:
    one = b"--x\r\nContent-Disposition: attachment; filename=a.rasoat\r\n\r\nx\r\n"
    with pytest.raises(MailTooLarge):
        read(_HEAD + one * 300)


def test_a_letter_beyond_the_limit_is_not_parsed() -> None:
    with pytest.raises(MailTooLarge):
        read(compose(DRAFT), limits=MailLimits(file_bytes=1000))
