"""The papers of needs look as expected, and their sums are formulas that hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.reports.forms import needs as form
from desktop.reports.sheet import as_text
from tests.reports.papers import CAUSES, CONTEXT, DEPRIVATIONS, PROVINCE

GROUPS = ("Tất cả các hộ", "Dân tộc thiểu số", "Chủ hộ là nữ")


def _row(name: str, seed: int) -> form.NeedRow:
    pairs = tuple((seed * (3 - n) % 9, seed * (n + 2) % 7) for n in range(len(GROUPS)))
    return form.NeedRow(name=name, pairs=pairs)


def _unit(name: str, seed: int, group: str = "") -> form.UnitRow:
    return form.UnitRow(
        name=name, group=group, listed=(seed + 9, seed + 4),
        deprived=tuple((seed * n % 5, n % 3) for n in range(len(DEPRIVATIONS))),
        causes=tuple((n % 4, seed * n % 3) for n in range(len(CAUSES))),
    )  # fmt: skip


def _paper(*units: form.UnitRow, place: str = "") -> form.NeedsPaper:
    return form.NeedsPaper(
        place=place,
        groups=GROUPS,
        listed=_row("Hộ nghèo và cận nghèo", 4),
        deprived=tuple(_row(name, n) for n, (_, name) in enumerate(DEPRIVATIONS)),
        causes=tuple(_row(name, n + 3) for n, (_, name) in enumerate(CAUSES)),
        units=units,
    )


def test_the_needs_of_a_commune_look_as_expected(golden: Callable[[str, str], None]) -> None:
    sheets = form.build(_paper(_unit("Khuổi Trang", 2), _unit("Nà Mỵ", 5)), CONTEXT)
    golden("needs_commune", "\n".join(as_text(sheet) for sheet in sheets))


def test_the_needs_of_a_three_tier_province_look_as_expected(
    golden: Callable[[str, str], None],
) -> None:
    units = (
        _unit("Xã Thổ Bình", 2, "Huyện Lâm Bình"),
        _unit("Xã Bình An", 5, "Huyện Lâm Bình"),
        _unit("Xã An Tường", 1),
    )
    sheets = form.build(_paper(*units), replace(CONTEXT, office=PROVINCE))
    golden("needs_province", "\n".join(as_text(sheet) for sheet in sheets))


def test_a_paper_of_one_unit_is_its_profile_alone() -> None:
    (sheet,) = form.build(_paper(_unit("Nà Mỵ", 5), place="Nà Mỵ"), CONTEXT)
    assert sheet.heading.subtitle == ("Nà Mỵ",)


def test_the_list_by_name_looks_as_expected(golden: Callable[[str, str], None]) -> None:
    rows = [
        form.CaseRow(
            number="0007", head="Triệu Văn Kim", place="Nà Mỵ", ethnic_group="Dao", people=4,
            class_word="Hộ nghèo", lacks="Việc làm, Nhà tiêu hợp vệ sinh", is_helped=True,
        ),
        form.CaseRow(
            number="0012", head="", place="Nà Mỵ", ethnic_group="", people=0,
            class_word="Hộ cận nghèo", lacks="", is_helped=False,
        ),
    ]  # fmt: skip
    paper = form.CasesPaper(need="Nhà tiêu hợp vệ sinh", filters=("Hộ nghèo", "Chủ hộ là nữ"))
    golden("needs_list", as_text(form.build_list(paper, rows, CONTEXT)))
