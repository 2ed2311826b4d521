"""A made-up account of the example commune, and one of its three years, as figures and text."""

from __future__ import annotations

import datetime

from desktop.domain.account import (
    AccountFigures,
    AccountText,
    BelowAccount,
    Block,
    BlockKind,
    GoalLine,
    GoalYear,
    GroupTasks,
    InYear,
    LateTask,
    MeasureLine,
    ProgrammeLine,
    TextPart,
    UnitLine,
    VisitTotals,
    YearFlows,
    YearPoint,
)
from desktop.domain.planning import (
    AccountKind,
    Aim,
    Fate,
    Goal,
    Indicator,
    MeasureState,
    UnitNeeds,
    UnitSums,
)
from desktop.domain.totals import Flow
from desktop.reports.forms.account_paper import AccountPaper
from tests.reports.papers import CAUSES, COMMUNE, DEPRIVATIONS

NEEDS = {f"deprived:{code}": name for code, name in DEPRIVATIONS} | {
    f"cause:{code}": name for code, name in CAUSES
}
RATE_GOAL = Goal(
    uid="g1", office="02296", set_by="02296", indicator=Indicator.POOR_RATE,
    aim=Aim.FALL_AVERAGE, first=2026, last=2030, value=2.0, baseline_year=2025,
)  # fmt: skip
COUNT_GOAL = Goal(
    uid="g2", office="02296", set_by="08", indicator=Indicator.POOR_HOUSEHOLDS,
    aim=Aim.FALL_LEAST, first=2026, last=2026, value=20,
)  # fmt: skip
POINTS = (
    YearPoint(year=2023, poor=310, near_poor=150, households=1890, typed=True),
    YearPoint(year=2024, poor=262, near_poor=141, households=1902, typed=True),
    YearPoint(
        year=2025, poor=205, near_poor=131, minority_poor=180, households=1915,
        minority_households=1400,
    ),
    YearPoint(
        year=2026, poor=161, near_poor=118, minority_poor=140, households=1931,
        minority_households=1411,
    ),
)  # fmt: skip
POOR_FLOW = Flow(
    households=(205, 31, 22, 3, 4, 2, 5, 1, 161), people=(861, 130, 92, 14, 16, 9, 21, 5, 676)
)
NEAR_FLOW = Flow(
    households=(131, 38, 4, 2, 31, 0, 0, 0, 118), people=(524, 152, 16, 8, 130, 0, 0, 0, 478)
)
GROUPS = {
    "all": (20, 9), "minority": (17, 7), "no_labour_capacity": (2, 1), "merit_person": (1, 0),
    "woman_head": (6, 3), "children": (11, 4),
}  # fmt: skip


def _needs(year: int) -> UnitNeeds:
    counts = {
        need: {g: (poor + n % 5, near + n % 3) for g, (poor, near) in GROUPS.items()}
        for n, need in enumerate(NEEDS)
    }
    listed = {g: (5 * poor, 5 * near) for g, (poor, near) in GROUPS.items()} | {"all": (161, 118)}
    return UnitNeeds(year=year, code="", counts=counts | {"listed": listed})


def _fates() -> dict[str, Fate]:
    return {
        code: Fate(gone_with=9 - n // 2, gone_without=2 + n % 3, stayed_with=n, stayed_without=4)
        for n, (code, _) in enumerate(DEPRIVATIONS)
    }


def _units() -> tuple[UnitLine, ...]:
    rows = (
        ("Nà Cọn", 150, 30, 22, True),
        ("Khuổi Lầy", 171, 41, 36, False),
        ("Bó Mới", 131, 18, 18, None),
    )
    return tuple(
        UnitLine(
            code=name, name=name, households=all_, poor_before=before, poor_now=now, near_poor=12,
            rate_before=100 * before / all_, rate=100 * now / all_,
            fall=100 * (before - now) / all_, must=6, planned=7, met=met,
        )
        for name, all_, before, now, met in rows
    )  # fmt: skip


def _goals() -> tuple[GoalLine, ...]:
    rate = GoalYear(
        year=2026, value=100 * 161 / 1931, fall=100 * 205 / 1915 - 100 * 161 / 1931, target=2.0,
        met=True,
    )  # fmt: skip
    count = GoalYear(year=2026, value=161, fall=44, target=20, met=True)
    return (
        GoalLine(goal=RATE_GOAL, name="Tỷ lệ hộ nghèo", asks="giảm bình quân 2 điểm % một năm",
                 years=(rate,), average=rate.fall, met=True),
        GoalLine(goal=COUNT_GOAL, name="Số hộ nghèo", asks="giảm ít nhất 20 hộ", years=(count,), met=True),
    )  # fmt: skip


def figures() -> AccountFigures:
    """The commune's year."""
    return AccountFigures(
        office=COMMUNE, kind=AccountKind.YEAR, years=(2026,), since=datetime.date(2026, 1, 1),
        until=datetime.date(2026, 12, 31), on=datetime.date(2026, 12, 20), is_open=False,
        base_year=2025, goals=_goals(), series=POINTS, units=_units(),
        flows=(YearFlows(year=2026, poor=POOR_FLOW, near_poor=NEAR_FLOW),),
        in_year=(InYear(kind="poor", households=2, people=9), InYear(kind="escaped_poor", households=3, people=11)),
        needs_year=2026, needs=_needs(2026),
        sums=(UnitSums(year=2026, code="", helped=61, planned=30, escaped=24, fates=_fates()),),
        measures=(
            MeasureLine(kind="credit", name="Tín dụng ưu đãi", households=41, amount=2_050_000_000,
                        by_state={MeasureState.DONE: 30, MeasureState.UNDER_WAY: 11, MeasureState.STOPPED: 2}),
            MeasureLine(kind="housing", name="Hỗ trợ nhà ở", households=12, amount=720_000_000,
                        by_state={MeasureState.DONE: 7, MeasureState.PLANNED: 5}),
            MeasureLine(kind="water_toilet", name="Nước sạch, nhà tiêu hợp vệ sinh", households=19,
                        amount=95_500_000, by_state={MeasureState.UNDER_WAY: 19}),
        ),
        programmes=(
            ProgrammeLine(programme="Ngân hàng Chính sách xã hội", measures=41, households=41, amount=2_050_000_000),
            ProgrammeLine(programme="", measures=31, households=28, amount=815_500_000),
        ),
        tasks=(
            GroupTasks(number="1", title="Tăng cường công tác lãnh đạo, chỉ đạo đối với công tác giảm nghèo", done=3, late=1),
            GroupTasks(number="2", title="Tuyên truyền, nâng cao nhận thức", done=1, under_way=2, open=1),
        ),
        late_tasks=(LateTask(uid="t", title="Rà soát hộ cần nhà ở", responsible="Ban Chỉ đạo xã", deadline=datetime.date(2026, 6, 30)),),
        visits=VisitTotals(visits=4, households=9, tasks=2, due=1, settled=2, overdue=1),
    )  # fmt: skip


def below() -> tuple[BelowAccount, ...]:
    """What a district heard of two communes."""
    return (
        BelowAccount(code="1", name="Xã Một", state="closed", number="12/BC-UBND", closed_on=datetime.date(2026, 12, 10)),
        BelowAccount(code="2", name="Xã Hai", state="missing"),
    )  # fmt: skip


def text() -> AccountText:
    """A text that asks for every table and both charts."""
    return AccountText(
        title="BÁO CÁO", subject="Tổng kết công tác giảm nghèo năm 2026",
        opening=("Thực hiện Kế hoạch số 107/KH-UBND, Ủy ban nhân dân xã Bình An báo cáo như sau:",),
        parts=(
            TextPart(number="I", heading="KẾT QUẢ THỰC HIỆN MỤC TIÊU", blocks=(
                Block(kind=BlockKind.HEADING, text="1. Hộ nghèo, hộ cận nghèo"),
                Block(kind=BlockKind.PARAGRAPH, text="Cuối năm 2026 toàn xã có 161 hộ nghèo."),
                *_blocks(BlockKind.CHART, "series"), *_blocks(BlockKind.TABLE, "series", "goals"),
                *_blocks(BlockKind.CHART, "units"), *_blocks(BlockKind.TABLE, "units"),
            )),
            TextPart(number="II", heading="DIỄN BIẾN", blocks=_blocks(BlockKind.TABLE, "flow_poor", "flow_near_poor", "in_year", "needs")),
            TextPart(number="III", heading="NHIỆM VỤ, BIỆN PHÁP, KINH PHÍ", blocks=(
                *_blocks(BlockKind.TABLE, "tasks", "late_tasks"),
                Block(kind=BlockKind.ITEM, text="Rà soát hộ cần nhà ở (hạn 30/06/2026)"),
                *_blocks(BlockKind.TABLE, "measures", "programmes", "fates", "below"),
            )),
            TextPart(number="IV", heading="ĐỀ XUẤT, KIẾN NGHỊ", blocks=(Block(kind=BlockKind.TYPED, text="Đề nghị bố trí vốn sớm."),)),
        ),
        notes=("Số liệu tính đến ngày 20/12/2026.",),
    )  # fmt: skip


def _blocks(kind: BlockKind, *names: str) -> tuple[Block, ...]:
    return tuple(Block(kind=kind, text=name) for name in names)


def paper() -> AccountPaper:
    """The commune's account, to be laid out."""
    return AccountPaper(
        figures=figures(), text=text(), needs=NEEDS, number="215", unit_word="Thôn"
    )  # fmt: skip
