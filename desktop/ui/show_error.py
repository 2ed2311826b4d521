"""The only place that opens a message box for an error: known problem or bug of ours."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.errors import AppError, Cancelled
from desktop.text import sentence, t
from desktop.ui.icons import pixmap

log = logging.getLogger(__name__)

LOG_LINES = 200


def show_error(parent: QWidget | None, error: BaseException, log_file: Path | None = None) -> None:
    """Tell the user of an error; a job the user stopped says nothing."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, AppError):
        _problem_box(parent, error).exec()
        return
    report = bug_report(error, log_file)
    log.error("bug\n%s", bare_traceback(error))
    box = bug_box(parent, report)
    box.exec()


def _problem_box(parent: QWidget | None, error: AppError) -> QMessageBox:
    box = QMessageBox(parent)
    _dress(box, "alert-triangle", "warn")
    box.setWindowTitle(t("ui-problem-title"))
    box.setText(sentence(error))
    box.addButton(t("ui-close"), QMessageBox.ButtonRole.AcceptRole)
    return box


def _dress(box: QMessageBox, icon: str, ink: str) -> None:
    box.setIconPixmap(pixmap(icon, ink, 32, box.devicePixelRatioF()))


def bug_box(parent: QWidget | None, report: str) -> QMessageBox:
    """The dialog for a bug of ours: the book is safe, copy, save the report."""
    box = QMessageBox(parent)
    _dress(box, "alert-octagon", "err")
    box.setWindowTitle(t("ui-bug-title"))
    box.setText(t("ui-bug-text"))
    box.setInformativeText(t("ui-bug-next"))
    copy = box.addButton(t("ui-bug-copy"), QMessageBox.ButtonRole.ActionRole)
    save = box.addButton(t("ui-bug-save"), QMessageBox.ButtonRole.ActionRole)
    close = box.addButton(t("ui-close"), QMessageBox.ButtonRole.RejectRole)
    # Copying and saving leave the dialog open.
    for button, act in ((copy, _copy), (save, lambda text: _save(box, text))):
        button.clicked.disconnect()
        button.clicked.connect(lambda _=False, act=act: act(report))
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    return box


def _copy(report: str) -> None:
    QGuiApplication.clipboard().setText(report)


def _save(parent: QWidget, report: str) -> None:
    name, _ = QFileDialog.getSaveFileName(parent, t("ui-bug-save"), "rasoat-loi.txt", "*.txt")
    if not name:
        return
    from desktop.files import write_whole

    try:
        write_whole(Path(name), report.encode())
    except AppError as error:
        _problem_box(parent, error).exec()


def bare_traceback(error: BaseException) -> str:
    """Type and places of an error. Its message, values and paths outside stay out: they may hold
    a name, an answer or the user's folder."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [type(error).__name__]
    lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    if error.__cause__ is not None:
        lines += ["caused by", bare_traceback(error.__cause__)]
    return "\n".join(lines)


def _short(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[parts.index("desktop") :]) if "desktop" in parts else parts[-1]


def bug_report(error: BaseException, log_file: Path | None = None) -> str:
    """What to send to the makers: versions, places in the code, the log's end; nothing personal."""
    import platform

    facts = [
        f"Python {sys.version.split()[0]}, PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        bare_traceback(error),
    ]
    if log_file is not None and log_file.is_file():
        tail = log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
        facts += ["", *tail]
    return "\n".join(facts)


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def excepthook(parent: Callable[[], QWidget | None], log_file: Path | None = None) -> Hook:
    """A `sys.excepthook` that shows what escaped a slot; Ctrl+C in a terminal ends the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        show_error(parent(), error.with_traceback(trace), log_file)

    return hook
