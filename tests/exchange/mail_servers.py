"""Servers on loopback for the tests of mail: aiosmtpd, raw sockets that misbehave, dovecot."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from desktop.exchange.post_office import Account, Patience, Security, Server

USER, WORD = "xa.quangba", "mot-mat-khau"
SENDER, RECEIVER = "xa.quangba@tuyenquang.test", "sonnmt@tuyenquang.test"
HASTY = Patience(connect=5, answer=5, taken=2)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def account(
    port: int, *, security: Security = Security.NONE, user: str = "", imap: int = 0
) -> Account:
    """The office's account at a server on loopback."""
    return Account(
        address=SENDER, user=user, password=WORD if user else "",
        smtp=Server(host="127.0.0.1", port=port, security=security),
        imap=Server(host="127.0.0.1", port=imap, security=Security.NONE) if imap else Server(),
    )  # fmt: skip


@dataclass
class Handler:
    """What a server took; `answers` says no, by turns, to the phases that it names."""

    taken: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)

    def _next(self, phase: str) -> str:
        waiting = self.answers.get(phase, [])
        return waiting.pop(0) if waiting else ""

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if said := self._next("rcpt"):
            return said
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: object, _session: Session, envelope: Envelope
    ) -> str:
        if said := self._next("data"):
            return said
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        self.to += envelope.rcpt_tos
        return "250 taken"


@contextlib.contextmanager
def smtp_server(handler: Handler, **options: Any) -> Iterator[int]:
    """A real SMTP server; yields its port."""
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def let_in(
    _server: object, _session: object, _envelope: object, _how: str, data: Any
) -> AuthResult:
    """Whether user and password are the office's."""
    assert isinstance(data, LoginPassword)
    good = data.login == USER.encode() and data.password == WORD.encode()
    return AuthResult(success=good, handled=False)


@contextlib.contextmanager
def rough_server(play: Callable[[socket.socket], None]) -> Iterator[int]:
    """A socket that plays its part to every caller, then hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listening.accept()
                with contextlib.closing(line), contextlib.suppress(OSError):
                    line.settimeout(10)
                    play(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(timeout=5)


def talk_until_data(line: socket.socket) -> bytes:
    """Say yes to everything until the letter with its dot is there; returns it."""
    line.sendall(b"220 here\r\n")
    heard = b""
    while True:
        heard += line.recv(65536)
        if heard.upper().endswith(b"DATA\r\n"):
            break
        if heard.endswith(b"\r\n"):
            line.sendall(b"250 ok\r\n")
    line.sendall(b"354 go on\r\n")
    body = b""
    while not body.endswith(b"\r\n.\r\n"):
        more = line.recv(65536)
        if not more:
            raise OSError("gone")
        body += more
    return body


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(server's, caller's who trusts it) for a certificate made here."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    import ipaddress

    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )  # fmt: skip
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cafile=str(file))


# Dovecot -----------------------------------------------------------------------------------------
_CONF = """
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{base}/mail
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
mail_uid = {mail_user}
mail_gid = {mail_group}
passdb {{
  driver = static
  args = password={word}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def _people() -> dict[str, str]:
    """Who runs what: a root gives the work to nobody, another user does all of it alone."""
    me = pwd.getpwuid(os.getuid())
    if os.getuid() == 0:
        return {
            "user": "dovecot", "group": "dovecot", "login": "dovenull",
            "mail_user": "nobody", "mail_group": "nogroup",
        }  # fmt: skip
    import grp

    group = grp.getgrgid(me.pw_gid).gr_name
    return {
        "user": me.pw_name, "group": group, "login": me.pw_name,
        "mail_user": me.pw_name, "mail_group": group,
    }  # fmt: skip


@contextlib.contextmanager
def dovecot() -> Iterator[int]:
    """A real IMAP server; yields its port, skips the test where dovecot is not installed.

    Its folder has a short path of its own: sockets lie there, and another user must reach it.
    """
    program = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("dovecot is not installed")
    with tempfile.TemporaryDirectory(prefix="imap-", ignore_cleanup_errors=True) as name:
        base, port = Path(name), free_port()
        running = subprocess.Popen(
            [program, "-F", "-c", str(_lay_out(base, port))],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            _wait_for(port, running, base)
            yield port
        finally:
            running.terminate()
            running.communicate(timeout=10)


def _lay_out(base: Path, port: int) -> Path:
    """The server's folders and configuration."""
    people = _people()
    base.chmod(0o755)
    for name in ("run", "state", "mail", "home"):
        (base / name).mkdir()
    if os.getuid() == 0:
        for name in ("mail", "home"):
            shutil.chown(base / name, people["mail_user"], people["mail_group"])
    conf = base / "dovecot.conf"
    conf.write_text(_CONF.format(base=base, port=port, word=WORD, **people), encoding="utf-8")
    return conf


def _wait_for(port: int, running: subprocess.Popen[bytes], base: Path) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if running.poll() is not None:
            said = running.stderr.read().decode() if running.stderr else ""
            pytest.skip(f"dovecot does not run here: {said.strip()[:300]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
            if line.recv(64).startswith(b"* OK"):
                return
        time.sleep(0.05)
    log = base / "log"
    pytest.skip(f"dovecot does not answer: {log.read_text()[-300:] if log.exists() else ''}")
