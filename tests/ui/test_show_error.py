"""Known problems get their sentence, bugs a report without personal data, Qt speaks Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.errors import AppError, Cancelled, PassphraseTooShort
from desktop.text import sentence
from desktop.ui import show_error as door
from desktop.ui.qt_vietnamese import vietnamese
from desktop.ui.widgets.question import question_box


def _bug() -> Exception:
    try:
        raise KeyError("Triệu Văn Kiềm 008084001327")  # noqa: TRY301
    except KeyError as error:
        return error


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The boxes that would have been shown."""
    boxes: list[QMessageBox] = []

    def keep(box: QMessageBox) -> int:
        boxes.append(box)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", keep)
    return boxes


def test_a_known_problem_shows_its_sentence(qtbot: QtBot, shown: list[QMessageBox]) -> None:
    error: AppError = PassphraseTooShort(least=12)
    door.show_error(None, error)
    assert [box.text() for box in shown] == [sentence(error)]


def test_a_job_the_user_stopped_says_nothing(qtbot: QtBot, shown: list[QMessageBox]) -> None:
    door.show_error(None, Cancelled())
    assert shown == []


def test_a_bug_shows_that_the_book_is_safe(qtbot: QtBot, shown: list[QMessageBox]) -> None:
    door.show_error(None, _bug())
    assert "Sổ vẫn nguyên" in shown[0].text()


def test_the_report_names_places_but_no_person(tmp_path: Path) -> None:
    log = tmp_path / "rasoat.log"
    log.write_text("job_failed uid=abc\n", encoding="utf-8")
    report = door.bug_report(_bug(), log)
    assert "KeyError" in report
    assert "test_show_error.py" in report
    assert "job_failed uid=abc" in report
    assert "Kiềm" not in report
    assert "008084001327" not in report
    assert str(Path.home()) not in report


def test_copying_the_report_keeps_the_dialog_open(qtbot: QtBot) -> None:
    box = door.bug_box(None, "báo lỗi")
    qtbot.addWidget(box)
    box.show()
    copy = next(button for button in box.buttons() if button.text() == "Chép báo lỗi")
    copy.click()
    assert QGuiApplication.clipboard().text() == "báo lỗi"
    assert box.isVisible()


def test_qt_speaks_vietnamese_and_leaves_the_rest(qtbot: QtBot) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"Lưu", "Hủy"}
    assert vietnamese("Save &As...") == "Lưu thành"
    assert vietnamese("Directories") == "Thư mục"
    assert vietnamese("Show ") == "Hiện "
    assert vietnamese("%1 is not our word") is None
    assert QCoreApplication.translate("QLineEdit", "Nothing of ours") == "Nothing of ours"


def test_the_safe_answer_to_a_question_is_the_default(qtbot: QtBot) -> None:
    box = question_box(None, "Trả lại báo cáo số 1?", "Xã nhận giấy báo 3 lỗi.", "Trả lại")
    qtbot.addWidget(box)
    assert box.defaultButton().text() == "Để sau"
    assert box.escapeButton() is box.defaultButton()
    assert {button.text() for button in box.buttons()} == {"Trả lại", "Để sau"}
