"""A field for đồng: figures get their thousands dots as they are typed."""

from __future__ import annotations

from desktop.domain.vietnamese import show_number
from desktop.text import t
from desktop.ui.widgets import Field, mark_bad

WIDTH = 148


class AmountField(Field):
    """Đồng as typed, dots or none: 30000000 is shown as 30.000.000."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, figures=True)
        self.setFixedWidth(WIDTH)
        self.setPlaceholderText("0")
        self.textEdited.connect(self._dotted)

    def amount(self) -> int | None:
        """The amount in đồng, None where nothing or no number is typed."""
        plain = _plain(self.value())
        return int(plain) if _is_number(plain) else None

    def set_amount(self, amount: int | None) -> None:
        """Show an amount."""
        self.setText("" if amount is None else show_number(amount))
        mark_bad(self, "")

    def is_bad(self) -> bool:
        """Whether something is typed that is no number; then the field says so."""
        is_bad = bool(self.value()) and self.amount() is None
        mark_bad(self, t("plan-measures-amount-bad") if is_bad else "")
        return is_bad

    def _dotted(self, text: str) -> None:
        """Dots move; the cursor stays before the figures it stood before."""
        if _is_number(_plain(text)):
            behind = sum(c.isdigit() for c in text[self.cursorPosition() :])
            shown = show_number(int(_plain(text)))
            self.setText(shown)
            at = len(shown)
            while behind and at:
                at -= 1
                behind -= shown[at].isdigit()
            self.setCursorPosition(at)
        self.is_bad()


def _plain(text: str) -> str:
    return text.replace(".", "").replace(" ", "").replace("−", "-")


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) <= 15
