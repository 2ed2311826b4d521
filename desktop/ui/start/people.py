"""Who keys in this book, and who signs its papers; the fields of the signatory serve settings too."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.unit import Signatory
from desktop.domain.vietnamese import nfc
from desktop.services.catalogue import bare_name
from desktop.text import t
from desktop.ui.start.question import Question
from desktop.ui.widgets import Field, Form, Text

LABELS = 150
WIDTH = 640


class SignatoryForm(QWidget):
    """Place, authority in two lines, who signs, who prepared: the foot of every paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.place, self.authority, self.post, self.name, self.prepared = (
            Field() for _ in range(5)
        )
        form = Form(LABELS)
        form.add(t("start-signatory-place"), self.place, t("start-signatory-place-hint"))
        form.add(t("start-signatory-authority"), self.authority)
        form.add(t("start-signatory-post"), self.post)
        form.add(t("start-signatory-name"), self.name)
        form.add(t("start-signatory-prepared"), self.prepared)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)

    def show_signatory(self, signatory: Signatory) -> None:
        """Fill the fields; an empty authority shows the usual one."""
        lines = signatory.authority or (t("start-signatory-body"), t("start-signatory-chairman"))
        self.place.setText(signatory.place)
        self.authority.setText(lines[0])
        self.post.setText(" / ".join(lines[1:]))
        self.name.setText(signatory.name)
        self.prepared.setText(signatory.prepared_by)

    def signatory(self) -> Signatory:
        """As typed. Several lines of a post ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH") are parted by /."""
        lines = [self.authority.value(), *(nfc(part) for part in self.post.value().split("/"))]
        return Signatory(
            place=nfc(self.place.value()),
            authority=tuple(line for line in lines if line),
            name=nfc(self.name.value()),
            prepared_by=nfc(self.prepared.value()),
        )


class PeopleQuestion(Question):
    """The user's name, asked for; the signatory's, offered and changeable later."""

    def __init__(self) -> None:
        super().__init__(t("start-people-title"), t("start-people-lead"))
        self.user = Field()
        self.foot = SignatoryForm()
        self._prepared = ""
        form = Form(LABELS)
        form.add(t("start-people-user"), self.user, t("start-people-user-hint"))
        for part in (form, self.foot):
            part.setMaximumWidth(WIDTH)
        self.main.addWidget(form)
        self.main.addSpacing(20)
        self.main.addWidget(Text(t("start-people-foot"), "heading"))
        self.main.addSpacing(8)
        self.main.addWidget(self.foot)
        self.main.addStretch(1)
        self.hint = t("start-people-later")
        self.user.textEdited.connect(self._follow)

    def suggest(self, unit_name: str) -> None:
        """Fill in what follows from the unit."""
        self.foot.show_signatory(Signatory(place=bare_name(unit_name)))
        self.foot.prepared.setText(self.user.value())

    def _follow(self, name: str) -> None:
        # Who keys usually prepares the papers; a name typed there by hand stays.
        if self.foot.prepared.text() == self._prepared:
            self.foot.prepared.setText(name)
        self._prepared = name

    def problem(self) -> str:
        if self.user.value():
            return ""
        self.user.setFocus()
        return t("start-people-no-user")

    def focus_first(self) -> None:
        self.user.setFocus()
