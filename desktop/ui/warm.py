"""Gets ready in idle moments what a desk needs, while the pass phrase is typed or its key is made.

A step takes 1 to 40 ms: one at a time between two events, nobody who types feels it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], object]


def _standards() -> None:
    from desktop.services.catalogue import shipped_standards

    shipped_standards()


STEPS: tuple[Step, ...] = (
    partial(import_module, "desktop.services.upkeep"),
    partial(import_module, "cryptography.hazmat.primitives.kdf.argon2"),
    partial(import_module, "desktop.services.entering"),
    _standards,
    partial(import_module, "desktop.ui.main_window"),
    partial(import_module, "desktop.ui.pages.commune_overview"),
    partial(import_module, "fluent.runtime"),
    partial(import_module, "desktop.ui.pages.upper_overview"),
)


def get_ready(owner: QObject, steps: Iterable[Step] = STEPS, *, after: int = 0) -> None:
    """Begin in `after` ms; ends with the life of `owner`. Done again it costs next to nothing."""
    waiting, timer = iter(steps), QTimer(owner)

    def one() -> None:
        timer.setInterval(0)
        step = next(waiting, None)
        if step is None:
            timer.stop()
            timer.deleteLater()
        else:
            step()

    timer.timeout.connect(one)
    timer.start(after)
