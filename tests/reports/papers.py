"""Made-up figures and lists for the papers: villages of the example commune, a three-tier province."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.domain.review import HouseholdClass, Outcome, Review, ReviewState, RoundKind
from desktop.domain.totals import ClassDetail, Flow, UnitFigures
from desktop.domain.unit import Area, Level, Office, Signatory
from desktop.reports.forms import Context, Listed
from desktop.reports.sheet import Column, Foot, Heading, Kind, Merge, Row, RowKind, Sheet

COMMUNE = Office(
    code="02296",
    list_version="2025",
    level=Level.COMMUNE,
    name="Xã Bình An",
    upper_code="08",
    upper_name="Tỉnh Tuyên Quang",
    province_name="Tỉnh Tuyên Quang",
    area=Area.RURAL,
    book_id="book-commune",
)
PROVINCE = Office(
    code="08",
    list_version="2022",
    level=Level.PROVINCE,
    name="Tỉnh Tuyên Quang",
    upper_code="",
    upper_name="",
    province_name="Tỉnh Tuyên Quang",
    area=None,
    book_id="book-province",
)
SIGNATORY = Signatory(
    place="Bình An",
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    name="Ma Văn Quý",
    prepared_by="Triệu Thị Hiền",
)
DEPRIVATIONS = (
    ("employment", "Việc làm"),
    ("dependants", "Người phụ thuộc trong hộ gia đình"),
    ("nutrition", "Dinh dưỡng"),
    ("health_insurance", "Bảo hiểm y tế"),
    ("adult_education", "Trình độ giáo dục của người lớn"),
    ("child_schooling", "Tình trạng đi học của trẻ em"),
    ("housing_quality", "Chất lượng nhà ở"),
    ("housing_area", "Diện tích nhà ở bình quân đầu người"),
    ("water", "Nguồn nước sinh hoạt"),
    ("toilet", "Nhà tiêu hợp vệ sinh"),
    ("telecom", "Sử dụng dịch vụ viễn thông"),
    ("information", "Phương tiện phục vụ tiếp cận thông tin"),
)
CAUSES = (
    ("land", "Không có đất sản xuất"),
    ("capital", "Không có vốn"),
    ("labour", "Không có lao động"),
    ("tools", "Không có công cụ sản xuất"),
    ("knowledge", "Không có kiến thức về sản xuất"),
    ("skills", "Không có kỹ năng"),
    ("illness", "Ốm đau hoặc tai nạn"),
    ("other", "Nguyên nhân khác"),
)
ETHNIC_COLUMNS = (
    ("Tày", "Tày"),
    ("Dao", "Dao"),
    ("Sán Chay", "Sán Chay (Cao Lan)"),
    ("Nùng", "Nùng"),
    ("HMông", "Mông"),
    ("Sán Dìu", "Sán Dìu"),
)
CONTEXT = Context(
    office=COMMUNE,
    signatory=SIGNATORY,
    year=2026,
    on=datetime.date(2026, 12, 8),
    deprivations=DEPRIVATIONS,
    causes=CAUSES,
    ethnic_columns=ETHNIC_COLUMNS,
)
PROVINCE_CONTEXT = Context(
    office=PROVINCE,
    signatory=Signatory(place="Tuyên Quang"),
    year=2024,
    final=False,
    deprivations=DEPRIVATIONS,
    causes=CAUSES,
    ethnic_columns=ETHNIC_COLUMNS,
)


def detail(
    households: int, minority: tuple[int, int], groups: dict[str, int], lacking: int
) -> ClassDetail:
    """A class of so many households that lack `lacking` things each, spread over all twelve."""
    codes = [code for code, _ in DEPRIVATIONS]
    share, rest = divmod(households * lacking, len(codes))
    return ClassDetail(
        deprived={code: share + (n < rest) for n, code in enumerate(codes)},
        causes={"capital": households - 3, "skills": 5, "illness": 2, "other": 1},
        ethnic_groups=groups,
        minority=minority,
        no_labour_capacity=(4, 7),
        merit_person=(1, 5),
    )


NA_CON = UnitFigures(
    code="Nà Cọn",
    name="Nà Cọn",
    area=Area.RURAL,
    resident_households=150,
    resident_people=654,
    poor_households=25,
    poor_people=128,
    near_poor_households=17,
    near_poor_people=69,
    poor_flow=Flow(
        households=(27, 1, 2, 0, 0, 0, 0, 1, 25), people=(136, 5, 8, 3, 0, 0, 0, 8, 128)
    ),
    near_poor_flow=Flow(
        households=(19, 6, 0, 1, 1, 1, 2, 1, 17), people=(78, 29, 0, 6, 5, 3, 10, 8, 69)
    ),
    resident_minority_households=121,
    resident_minority_people=540,
    poor_detail=detail(25, (22, 115), {"Tày": 14, "Dao": 6, "Giáy": 2, "Kinh": 3}, 4),
    near_poor_detail=detail(17, (15, 60), {"Tày": 9, "Dao": 5, "Nùng": 1, "": 1, "Kinh": 1}, 1),
)
NA_XE = UnitFigures(
    code="Nà Xé",
    name="Nà Xé",
    area=Area.RURAL,
    resident_households=1146,
    resident_people=4618,
    poor_households=18,
    poor_people=102,
    near_poor_households=17,
    near_poor_people=78,
    poor_flow=Flow(
        households=(20, 4, 0, 1, 2, 1, 0, 0, 18), people=(97, 12, 0, 3, 12, 5, 0, 3, 102)
    ),
    near_poor_flow=Flow(
        households=(17, 2, 2, 0, 4, 0, 0, 0, 17), people=(88, 13, 12, 0, 12, 0, 0, 3, 78)
    ),
    resident_minority_households=1146,
    resident_minority_people=4618,
    poor_detail=detail(18, (18, 102), {"Dao": 11, "HMông": 7}, 5),
    near_poor_detail=detail(17, (16, 75), {"Dao": 12, "Sán Chay": 4, "Kinh": 1}, 2),
)
VILLAGES = (NA_CON, NA_XE)


def communes() -> list[UnitFigures]:
    """Two districts, one of them with a town; and a commune that stands under the province itself."""
    named = (
        ("Thị trấn Lăng Can", Area.URBAN, "Huyện Lâm Bình"),
        ("Xã Bình An", Area.RURAL, "Huyện Lâm Bình"),
        ("Xã Thổ Bình", Area.RURAL, "Huyện Lâm Bình"),
        ("Xã Côn Lôn", Area.RURAL, "Huyện Na Hang"),
        ("Xã Đà Vị", Area.RURAL, ""),
    )
    return [
        replace(VILLAGES[i % 2], code=f"{i:05d}", name=name, area=area, group=group)
        for i, (name, area, group) in enumerate(named)
    ]


def many(count: int) -> list[UnitFigures]:
    """So many villages with the same figures."""
    return [replace(NA_CON, code=f"Thôn {i}", name=f"Thôn {i}") for i in range(1, count + 1)]


def person(number: int, relation: str = "Con", **changes: object) -> Person:
    """A member; the number goes into name and citizen id."""
    made = Person(
        uid=f"p{number}",
        name=f"Triệu Văn Kềm {number}",
        relation=relation,
        sex=Sex.MALE,
        born="1980-07-21",
        ethnic_group="Dao",
        citizen_id=f"008080{number:06d}",
        id_state=IdState.KNOWN,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def listed(number: int, members: tuple[Person, ...], *causes: str) -> Listed:
    """A poor household of the example commune with its decision."""
    outcome = Outcome(
        household_class=HouseholdClass.POOR,
        b1_points=105,
        b2_points=0,
        deprived=(),
        standard_id="2022-2025",
    )
    return Listed(
        household=Household(
            uid=f"h{number}",
            number=f"{number:04d}",
            commune_code="02296",
            list_version="2025",
            village="Nà Mỵ",
            members=members,
            merit_person=True,
        ),
        review=Review(
            uid=f"r{number}",
            household_uid=f"h{number}",
            year=2026,
            kind=RoundKind.PERIODIC,
            state=ReviewState.COMPLETE,
            area=Area.RURAL,
            people=len(members),
            village="Nà Mỵ",
            ethnic_group="Dao",
            outcome=outcome,
            decision_no="125/QĐ-UBND",
            decision_on=datetime.date(2026, 12, 10),
        ),
        causes=causes,
    )


def long_list(lines: int, size: int = 4) -> list[Listed]:
    """Households of `size` members with `lines` members together."""
    return [
        listed(start, tuple(person(start + i, "Con" if i else "Chủ hộ") for i in range(size)))
        for start in range(0, lines, size)
    ]


def small_sheet(rows: int, *, text: str = "Nà Mỵ", practice: bool = False) -> Sheet:
    """A bare sheet of three columns with so many rows, each numbered and holding the text."""
    return Sheet(
        form="t",
        heading=Heading(body="ỦY BAN NHÂN DÂN XÃ BÌNH AN", title=("THỬ",), practice=practice),
        head=(
            Column(title="TT", letter="A", kind=Kind.ORDINAL, width=15, merge=Merge.ALWAYS),
            Column(title="Đơn vị", letter="B", width=60),
            Column(title="Số hộ", letter="1", kind=Kind.COUNT, width=20),
        ),
        body=tuple(Row(kind=RowKind.UNIT, lines=((i, text, i),)) for i in range(1, rows + 1)),
        foot=Foot(
            prepared_title="Người lập biểu",
            place_date="Bình An, ngày 08 tháng 12 năm 2026",
            authority=("CHỦ TỊCH",),
            name="Ma Văn Quý",
        ),
    )
