"""The office's mail box: servers, user, password, largest letter, addresses of other offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.domain.unit import Unit
from desktop.errors import AppError
from desktop.exchange import letter_box, post_office
from desktop.exchange.post_office import SENT, Account, Outcome, Security, Server
from desktop.services import mail_settings
from desktop.services.catalogue import communes_below
from desktop.services.mail_settings import MB, MailSettings
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.exchange.mail_words import reason
from desktop.ui.pages.settings.told import Told
from desktop.ui.postman import postman_of
from desktop.ui.start.people import LABELS
from desktop.ui.widgets import Button, Card, Choice, Field, Form, Text, ask

_PORTS = {
    "smtp": {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25},
    "imap": {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143},
}


class ServerField(QWidget):
    """Host, port and protection of one server; the port follows the protection until typed."""

    edited = Signal()

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._ports = _PORTS[kind]
        name = t(f"mail-set-{kind}")
        self.host = Field(name=t("mail-set-host", server=name))
        self.port = Field(name=t("mail-set-port", server=name), figures=True)
        self.port.setFixedWidth(64)
        kinds = [(str(s), t(f"mail-security-{s}")) for s in Security]
        self.security = Choice(kinds, name=t("mail-set-security", server=name))
        self.security.chosen.connect(self._on_security)
        for field in (self.host, self.port):
            field.textChanged.connect(lambda _: self.edited.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.host, 1)
        row.addWidget(self.port)
        row.addWidget(self.security)
        self.setFocusProxy(self.host)
        self.show_server(Server())

    def show_server(self, server: Server) -> None:
        """Fill the fields."""
        self.host.setText(server.host)
        self.security.set_value(str(server.security))
        self.port.setText(str(server.port or self._ports[server.security]))

    def server(self) -> Server:
        """As typed; a port that is none becomes the usual one."""
        security = Security(self.security.value())
        typed = self.port.value()
        port = int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed) < 65536 else 0
        return Server(host=self.host.value(), port=port or self._ports[security], security=security)

    def _on_security(self, value: str) -> None:
        if self.port.value() in map(str, {*self._ports.values(), 0}):
            self.port.setText(str(self._ports[Security(value)]))
        self.edited.emit()


class MailCard(Card):
    """What is typed is kept by the button; `try_out` asks both servers without sending anything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("mail-set"), icon="mail")
        self._desk = desk
        self._kept = MailSettings()
        self._addresses: dict[str, str] = {}
        self._code = ""
        self.address, self.user, self.password = Field(), Field(), Field()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.smtp, self.imap = ServerField("smtp"), ServerField("imap")
        self.limit = Field(figures=True)
        self.limit.setFixedWidth(64)
        self.office = Choice(name=t("mail-set-office"))
        self.office.chosen.connect(self._choose_office)
        self.to = Field()
        self.told = Told()
        self._lay_out()
        self._show(MailSettings())

    def _lay_out(self) -> None:
        form = Form(LABELS)
        form.add(t("mail-set-address"), self.address)
        form.add(t("mail-set-user"), self.user, t("mail-set-user-hint"))
        form.add(t("mail-set-password"), self.password, t("mail-set-password-hint"))
        form.add(t("mail-set-smtp"), self.smtp)
        form.add(t("mail-set-imap"), self.imap)
        form.add(t("mail-set-limit"), self.limit, t("mail-set-limit-hint"))
        offices = _offices(self._desk)
        self.office.set_options(list(offices.items()))
        if len(offices) > 1:
            form.add(t("mail-set-office"), self.office)
        if offices:
            only = next(iter(offices.values())) if len(offices) == 1 else ""
            hint = t("mail-set-to-hint", office=only) if only else t("mail-set-to-hint-below")
            form.add(t("mail-set-to"), self.to, hint)
        self._code = next(iter(offices), "")
        self.add(form, pad=True)
        self.add(self.told)
        self.forget = Button(t("mail-set-forget"), size="compact")
        self.try_out = Button(t("mail-set-try"), icon="refresh", size="compact")
        self.save = Button(t("mail-set-save"), size="compact")
        foot = self.add_foot(Text(t("mail-set-hint"), "small", "text3"))
        foot.addStretch(1)
        for button, verb in (
            (self.forget, self._forget), (self.try_out, self._try), (self.save, self.keep),
        ):  # fmt: skip
            foot.addWidget(button)
            button.clicked.connect(verb)
        fields = (self.address, self.user, self.password, self.limit, self.to)
        for field in fields:
            field.textChanged.connect(lambda _: self._tell())
        for server in (self.smtp, self.imap):
            server.edited.connect(self._tell)

    # Showing ----------------------------------------------------------------------------------
    def reload(self) -> None:
        """Read what is kept, unless something was typed that is not."""
        self._desk.worker.run_latest("mail-settings", mail_settings.mail_settings, self._show_kept)

    def _show_kept(self, kept: MailSettings) -> None:
        if self.typed() == self._kept:
            self._show(kept)

    def _show(self, kept: MailSettings) -> None:
        account = kept.account or Account()
        self._kept, self._addresses = kept, dict(kept.addresses)
        self.address.setText(account.address)
        self.user.setText(account.user)
        self.password.setText(account.password)
        self.smtp.show_server(account.smtp)
        self.imap.show_server(account.imap)
        self.limit.setText(str(kept.limit // MB))
        self.to.setText(self._addresses.get(self._code, ""))
        self._kept = replace(kept, account=self._account(), limit=kept.limit // MB * MB)
        self._tell()

    def _choose_office(self, code: str) -> None:
        self._addresses = self._typed_addresses()
        self._code = code
        self.to.setText(self._addresses.get(code, ""))

    def _typed_addresses(self) -> dict[str, str]:
        return {c: a for c, a in (self._addresses | {self._code: self.to.value()}).items() if a}

    def _account(self) -> Account | None:
        if not self.address.value():
            return None
        return Account(
            address=self.address.value(), user=self.user.value(), password=self.password.text(),
            smtp=self.smtp.server(), imap=self.imap.server(),
        )  # fmt: skip

    def typed(self) -> MailSettings:
        """All that stands in the fields."""
        limit = self.limit.value()
        size = int(limit) * MB if limit.isascii() and limit.isdigit() else self._kept.limit
        return MailSettings(account=self._account(), limit=size, addresses=self._typed_addresses())

    def _tell(self) -> None:
        typed = self.typed()
        self.save.setEnabled(typed != self._kept)
        self.try_out.setEnabled(typed.account is not None and bool(self.smtp.host.value()))
        self.forget.setVisible(self._kept.account is not None)

    # Keeping ----------------------------------------------------------------------------------
    def keep(self) -> None:
        """Keep what was typed; an address that is none is refused and stays to be mended."""
        typed, now, by = self.typed(), self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: mail_settings.keep_mail_settings(db, typed, now=now, by=by),
            lambda _: self._did_keep(typed),
            failed=self.told.fail,
        )

    def _did_keep(self, typed: MailSettings) -> None:
        self._kept, self._addresses = typed, dict(typed.addresses)
        if self._is_in_clear():
            self.told.say("warn", t("mail-set-saved"), t("mail-set-in-clear"))
        else:
            self.told.hide()
            self._desk.say(t("mail-set-saved"))
        self._tell()
        postman_of(self._desk).send_due()

    def _is_in_clear(self) -> bool:
        servers = [s.server() for s in (self.smtp, self.imap)]
        open_ones = [s for s in servers if s.host and s.security is Security.NONE]
        return bool(open_ones and self.password.text())

    def _forget(self) -> None:
        if ask(
            self, t("mail-set-forget-question"), t("mail-set-forget-means"), t("mail-set-forget")
        ):
            kept = replace(self._kept, account=None)
            now, by = self._desk.now(), self._desk.by

            def job(db: Db) -> object:
                return mail_settings.keep_mail_settings(db, kept, now=now, by=by)

            self._desk.worker.run(job, lambda _: self._show(kept), failed=self.told.fail)

    # Trying -----------------------------------------------------------------------------------
    def _try(self) -> None:
        account = self._account()
        if account is None:
            return
        self.try_out.setEnabled(False)
        self.told.say("wait", t("mail-set-trying"))

        def job() -> tuple[Outcome, Outcome | None]:
            sending = post_office.try_sending(account)
            return sending, letter_box.try_reading(account) if account.imap.host else None

        self._desk.worker.run_aside(job, lambda found: self._tried(*found), failed=self._not_tried)

    def _tried(self, sending: Outcome, reading: Outcome | None) -> None:
        self._tell()
        said = t("mail-set-tried-smtp", result=reason(sending))
        if reading is not None:
            said = f"{said} {t('mail-set-tried-imap', result=reason(reading))}"
        good = [o.state == SENT for o in (sending, reading) if o is not None]
        if all(good):
            self.told.say("ok", t("mail-set-tried-good"), said)
        else:
            self.told.say("err", t("mail-set-tried-bad"), said)

    def _not_tried(self, error: AppError) -> None:
        self._tell()
        self.told.fail(error)


def _offices(desk: Desk) -> Mapping[str, str]:
    """Offices that letters go to: the one above, and those below."""
    own = desk.office
    found = {own.upper_code: own.upper_name} if own.upper_code else {}
    below: list[Unit] = communes_below(own.code, own.list_version) if own.is_upper else []
    return found | {u.code: u.name for u in below}
