"""The chosen account as files: Word to rewrite, Excel of its tables, PDF to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import AppError
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.widgets import Button

FOLDER = "folder/papers"
KINDS = {
    "docx": ("file-text", "Ctrl+Shift+W"),
    "xlsx": ("file-spreadsheet", "Ctrl+E"),
    "pdf": ("file-type-pdf", "Ctrl+S"),
}


class Files:
    """Three buttons, the main one last. `stem` names the files, `uid` is the account written.

    `keep` hands over what is being typed before it is printed; `tell` shows what failed."""

    def __init__(
        self, desk: Desk, keep: Callable[[], None], tell: Callable[[AppError, str], None]
    ) -> None:
        self.desk, self._keep, self._tell = desk, keep, tell
        self.uid, self.stem = "", ""
        self.buttons = {
            kind: Button(
                t(f"plan-accounts-{kind}"), icon=icon, key=key,
                kind="primary" if kind == "pdf" else "plain",
            )
            for kind, (icon, key) in KINDS.items()
        }  # fmt: skip
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _=False, kind=kind: self._choose(kind))

    def show_account(self, uid: str, stem: str) -> None:
        """What the buttons write; "" for nothing."""
        self.uid, self.stem = uid, stem
        for button in self.buttons.values():
            button.setEnabled(bool(uid))

    def _choose(self, kind: str) -> None:
        window: QWidget = self.buttons[kind].window()
        start = str(recall_folder(FOLDER) / f"{self.stem}.{kind}")
        title = t(f"plan-accounts-{kind}")
        chosen, _ = QFileDialog.getSaveFileName(window, title, start, f"*.{kind}")
        if chosen:
            self.save(kind, Path(chosen).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write the account as "pdf", "xlsx" or "docx"."""
        self._keep()
        uid, now, by = self.uid, self.desk.now(), self.desk.by
        remember(FOLDER, str(path.parent))

        def job(db: Db) -> Path:
            from desktop.services.planning import account_report, accounts

            account = accounts.get(db, uid)
            return account_report.write(db, account, kind, path, now=now, by=by)

        self.desk.worker.run(
            job,
            lambda written: self.desk.say(t("plan-accounts-saved", file=written.name)),
            failed=lambda error: self._tell(error, t("plan-accounts-not-written")),
        )
