"""A made-up plan of the example commune for a year, and lines of its lists."""

from __future__ import annotations

import datetime

from desktop.reports.forms.plan import (
    CheckRow,
    EscapeRow,
    GoalRow,
    MeasureRow,
    PlanPaper,
    TaskRow,
    UnitRow,
)
from tests.reports.accounts import figures

TODAY = datetime.date(2026, 9, 1)
PLAN = PlanPaper(
    goals=(
        GoalRow(
            name="Tỷ lệ hộ nghèo", asks="giảm trên 2 điểm % một năm", span="2026–2030",
            baseline="2025: 10,70", target="2 điểm %", newest="–", state="Chưa xét",
            source="Kế hoạch 107/KH-UBND",
        ),
    ),
    units=(
        UnitRow(name="Nà Cọn", households=150, poor=30, must=4, planned=5),
        UnitRow(name="Khuổi Lầy", households=171, poor=41, must=6, planned=3),
        UnitRow(name="Bó Mới", households=None, poor=18, must=None, planned=0),
    ),
    tasks=(
        TaskRow(group="1", group_title="Tăng cường công tác lãnh đạo, chỉ đạo", title="Ban hành nghị quyết chuyên đề",
                responsible="Đảng ủy xã", deadline=datetime.date(2026, 3, 31), state="Đã xong"),
        TaskRow(group="1", group_title="Tăng cường công tác lãnh đạo, chỉ đạo", title="Phân công đảng viên phụ trách hộ",
                responsible="Chi bộ thôn", deadline=None, state="Đang làm"),
        TaskRow(group="2", group_title="Tuyên truyền, nâng cao nhận thức", title="Tuyên truyền ở các thôn",
                responsible="Công chức văn hóa – xã hội", deadline=datetime.date(2026, 6, 30), state="Quá hạn 63 ngày"),
    ),
    measures=figures().measures, helped=61, unit_word="Thôn",
    notes=("Rà soát năm 2025 chưa xong nên chưa tính được số hộ phải giảm.",),
)  # fmt: skip
MEASURES = (
    MeasureRow(number="0001", head="Bàn Văn Tiến", village="Nà Cọn", kind="Nhà ở", programme="Xóa nhà tạm",
               amount=60_000_000, days="từ 01/03/2026", responsible="Công chức VH-XH", state="Đang làm"),
    MeasureRow(number="0002", head="Lý Thị Mùi", village="Bó Mới", kind="Thông tin", programme="", amount=None,
               days="", responsible="", state="Dự kiến"),
)  # fmt: skip
ESCAPES = (
    EscapeRow(number="0001", head="Bàn Văn Tiến", village="Nà Cọn", lacks="Chất lượng nhà ở", is_helped=True),
    EscapeRow(number="0002", head="Lý Thị Mùi", village="Bó Mới", lacks="", is_helped=False),
)  # fmt: skip
CHECKS = (
    CheckRow(happened_on=datetime.date(2026, 5, 4), who="Đoàn kiểm tra huyện", place="Nà Cọn", findings="Giải ngân chậm",
             follow_up="Báo cáo lại", due=datetime.date(2026, 6, 1), days=92),
)  # fmt: skip
