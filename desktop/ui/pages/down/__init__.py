"""Standards, days and words between an upper office and those below it: sent down, and taken in."""

from desktop.ui.pages.down.from_above import FromAbovePage
from desktop.ui.pages.down.send import SendDownPage

__all__ = ["FromAbovePage", "SendDownPage"]
