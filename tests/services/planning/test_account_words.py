"""The account in words: whole sentences with the figures, and what is said where nothing is known."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.account import (
    CHARTS,
    TABLES,
    AccountFigures,
    AccountText,
    BlockKind,
    GroupTasks,
    UnitLine,
    YearPoint,
)
from desktop.domain.planning import AccountKind
from desktop.services.planning import account_words, accounting
from desktop.services.upkeep import office_of
from desktop.store.connection import Db
from tests.services.planning.account_made import TODAY, begin, play

UNITS = tuple(UnitLine(code=f"{n:02d}", name=f"Thôn {n:02d}", met=False) for n in range(1, 16))


def said(text: AccountText) -> str:
    return "\n".join(b.text for part in text.parts for b in part.blocks)


def bare(**more: object) -> AccountFigures:
    """Figures of an office of which nothing is known."""
    day = datetime.date(2026, 12, 31)
    known = {
        "office": office_of("02296", "2025"), "kind": AccountKind.YEAR, "years": (2026,),
        "since": datetime.date(2026, 1, 1), "until": day, "on": day, "is_open": False,
        "base_year": 2025, "needs_year": 2026,
    }  # fmt: skip
    return AccountFigures(**(known | more))  # type: ignore[arg-type]


@pytest.fixture
def words(commune: Db) -> str:
    play(commune)
    return said(account_words.text(accounting.count(commune, begin(commune), TODAY), {}))


@pytest.mark.parametrize(
    "sentence",
    [
        "Cuối năm 2026, toàn xã có 3 hộ nghèo, chiếm 3,00 % và 2 hộ cận nghèo, chiếm 2,00 %,"
        " trên tổng số 100 hộ dân cư.",
        "Trong đó, hộ nghèo dân tộc thiểu số là 3 hộ, chiếm 3,33 % tổng số hộ dân tộc thiểu số.",
        "So với cuối năm 2025, số hộ nghèo không thay đổi, tỷ lệ hộ nghèo không thay đổi.",
        "năm 2026 không giảm, vẫn là 3,00 %, chưa đạt mục tiêu; còn thiếu 3 hộ so với mục tiêu năm 2026.",
        "0/2 thôn đạt mục tiêu giảm nghèo của năm.",
        "Đầu năm 2026 có 3 hộ nghèo (10 nhân khẩu). Trong năm giảm 2 hộ, gồm: 1 hộ trở thành hộ cận"
        " nghèo và 1 hộ thoát nghèo (vượt chuẩn cận nghèo); tăng 2 hộ, gồm: 1 hộ cận nghèo trở thành"
        " hộ nghèo và 1 hộ nghèo phát sinh mới. Cuối năm còn 3 hộ (8 nhân khẩu).",
        "Trong năm giảm 1 hộ, là hộ trở thành hộ nghèo; tăng 1 hộ, là hộ nghèo trở thành hộ cận nghèo.",
        "Kế hoạch có 2 nhiệm vụ; đến ngày 20/12/2026: 1 đã xong và 1 quá hạn.",
        "Phát thanh (hạn 30/06/2026, Văn hóa xã)",
        "Có 3 biện pháp hỗ trợ cho 3 hộ, tổng kinh phí 50.000.000 đồng.",
        "Sản xuất, sinh kế: 1 biện pháp (1 đã xong), 10.000.000 đồng; ngoài ra 1 biện pháp đã dừng,"
        " không tính.",
        "Có 2 hộ trong kế hoạch thoát nghèo năm 2026; kết quả rà soát: 1 hộ không còn là hộ nghèo.",
        "Kiến nghị sau kiểm tra: 1 đã xử lý và 1 quá hạn.",
    ],
)  # fmt: skip
def test_the_sentences_say_what_was_counted(words: str, sentence: str) -> None:
    assert sentence in words


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (bare(), "Chưa có số liệu hộ nghèo, hộ cận nghèo của toàn xã cuối năm 2026."),
        (bare(), "Kế hoạch chưa có nhiệm vụ nào cho thời gian này."),
        (bare(), "Chưa ghi biện pháp hỗ trợ hộ nào cho năm 2026."),
        (bare(), "Chưa có số liệu thiếu hụt, nguyên nhân nghèo của năm 2026."),
        (bare(), "Kết quả rà soát thường xuyên do các đơn vị cấp dưới báo cáo hằng tháng"),
        (bare(), "Chưa ghi cuộc kiểm tra, giám sát nào từ 01/01/2026 đến 31/12/2026."),
        (
            bare(series=(YearPoint(year=2026, poor=3, near_poor=2),)),
            "Cuối năm 2026, toàn xã có 3 hộ nghèo và 2 hộ cận nghèo.",
        ),
        (
            bare(series=(YearPoint(year=2026, poor=3),)),
            "có 3 hộ nghèo; số hộ cận nghèo chưa có trong sổ.",
        ),
        (
            bare(series=(YearPoint(year=2025, poor=2), YearPoint(year=2026, poor=3))),
            "So với cuối năm 2025, số hộ nghèo tăng 1 hộ.",
        ),
        (
            bare(is_open=True, series=(YearPoint(year=2025, poor=2),)),
            "Rà soát năm 2026 chưa xong, nên chưa có số liệu cuối năm 2026",
        ),
        (bare(is_open=True), "Diễn biến năm 2026 được tổng hợp khi rà soát định kỳ của năm xong."),
        (bare(in_year=()), "không có hộ nào được công nhận hoặc thoát qua rà soát thường xuyên."),
        (bare(tasks=(GroupTasks(number="1", title="Lãnh đạo", open=2),)), "2 chưa làm."),
        (bare(units=UNITS), "Chưa đạt: Thôn 01, Thôn 02, Thôn 03"),
        (bare(units=UNITS), "Thôn 12 và 3 đơn vị khác."),
    ],
)
def test_what_is_not_known_is_said_and_never_guessed(
    figures: AccountFigures, sentence: str
) -> None:
    assert sentence in said(account_words.text(figures, {}))


def test_notes_tell_what_is_not_final_and_not_written() -> None:
    half = bare(kind=AccountKind.HALF, is_open=True, needs_year=2025)
    notes = account_words.text(half, {"causes": "Thiếu đất."}).notes
    assert any("số cuối năm 2025" in n for n in notes)
    unwritten = next(n for n in notes if n.startswith("Chưa viết"))
    assert "khó khăn" in unwritten
    assert "nguyên nhân" not in unwritten
    missing = account_words.notes(bare(series=(YearPoint(year=2026, poor=3),)))
    assert "Chưa có tổng số hộ dân cư năm 2026, nên không tính tỷ lệ của năm này." in missing


def test_what_the_official_wrote_stands_line_by_line() -> None:
    text = account_words.text(bare(), {"proposals": "Thêm vốn.\n\nLàm đường."})
    last = text.parts[-1]
    typed = [b.text for b in last.blocks if b.kind is BlockKind.TYPED]
    assert typed == ["Thêm vốn.", "Làm đường."]
    assert [p.number for p in text.parts] == ["I", "II", "III", "IV", "V", "VI"]


def test_only_the_plan_that_was_read_is_named_as_ground() -> None:
    here = account_words.opening(bare())
    elsewhere = account_words.opening(bare(office=office_of("00004", "2025")))
    assert "Kế hoạch số 107/KH-UBND ngày 31/5/2022" in here[0]
    assert "107" not in elsewhere[0]


def test_tables_and_charts_named_in_the_text_are_those_agreed_on(commune: Db) -> None:
    play(commune)
    for kind, first in ((AccountKind.HALF, 0), (AccountKind.YEAR, 0), (AccountKind.PERIOD, 2025)):
        figures = accounting.count(commune, begin(commune, kind, first=first), TODAY)
        blocks = [b for p in account_words.text(figures, {}).parts for b in p.blocks]
        assert {b.text for b in blocks if b.kind is BlockKind.TABLE} <= {*TABLES}
        assert {b.text for b in blocks if b.kind is BlockKind.CHART} <= {*CHARTS}
        assert not any("{" in b.text or "None" in b.text for b in blocks)
