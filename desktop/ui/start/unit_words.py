"""What is said of a unit before it is chosen: kind and area, where it came from, a code used again."""

from __future__ import annotations

from itertools import groupby

from desktop.domain.unit import Area, Level, Unit
from desktop.services import catalogue
from desktop.text import t

OTHER = {"2025": "2022", "2022": "2025"}


def low(name: str) -> str:
    """ "Xã Bình An" inside a sentence: "xã Bình An"."""
    return name[:1].lower() + name[1:]


def kind_words(unit: Unit) -> str:
    """ "Xã, nông thôn", "Phường, thành thị", "Huyện"."""
    if unit.level is not Level.COMMUNE:
        return t(f"start-unit-kind-{unit.level}")
    kind = unit.kind[:1].upper() + unit.kind[1:]
    return f"{kind}, {t(f'area-{unit.area}')}" if unit.area else kind


def second_line(unit: Unit) -> str:
    """Under the name in the list: what it was merged from, else where it lies or what is below."""
    if unit.level is not Level.COMMUNE:
        below = len(catalogue.communes_below(unit.code, unit.list_version))
        return t("start-unit-communes", count=below)
    groups = _merged(unit)
    if groups:
        parts = [
            t(
                "start-unit-merged-short",
                communes=[catalogue.bare_name(name) for name in names],
                district=catalogue.bare_name(district),
            )
            for district, names in groups
        ]
        return t("start-unit-merged", parts="; ".join(parts))
    above = catalogue.unit(unit.parent, unit.list_version)
    upper = catalogue.province_of(unit)
    names = [above.name, low(upper.name)] if above != upper else [upper.name]
    return ", ".join(names)


def merged_words(unit: Unit) -> str:
    """ "Xã Bình An, xã Thổ Bình (huyện Lâm Bình cũ)", "" where the table does not know."""
    words = "; ".join(
        t("start-unit-merged-long", communes=[low(n) for n in names], district=low(district))
        for district, names in _merged(unit)
    )
    return words[:1].upper() + words[1:]


def _merged(unit: Unit) -> list[tuple[str, list[str]]]:
    if unit.list_version != "2025":
        return []
    pairs = sorted(catalogue.merged_from(unit.code), key=lambda pair: pair[1])
    return [(d, [name for name, _ in group]) for d, group in groupby(pairs, key=lambda p: p[1])]


def area_words(area: Area, year: int) -> str:
    """ "Nông thôn: ngưỡng B1 là 140 điểm", by the standard in force in the year."""
    name = t(f"area-{area}")
    limit = b1_limit(area, year)
    words = t("start-unit-limit", points=limit) if limit is not None else t("start-unit-no-limit")
    return f"{name[:1].upper()}{name[1:]}: {words}"


def b1_limit(area: Area, year: int) -> int | None:
    """The B1 points of the area's limit in the year, None where no standard says them."""
    from desktop.rules.standard import standard_in_force

    standard = standard_in_force(catalogue.shipped_standards().values(), year)
    return standard.limits[area].b1_points if standard is not None else None


def reused_code(unit: Unit) -> Unit | None:
    """The unit of the other list that has the same code but is another place, if there is one."""
    other = catalogue.units(OTHER[unit.list_version]).get(unit.code)
    same = other is not None and catalogue.bare_name(other.name) == catalogue.bare_name(unit.name)
    return None if same else other


def list_counts(list_version: str, province: str) -> tuple[int, int, int]:
    """(provinces, districts, communes) of a list, or below one province."""
    units = catalogue.units(list_version).values()
    if province:
        communes = catalogue.communes_below(province, list_version)
        districts = {u.parent for u in communes if u.parent != province}
        return 1, len(districts), len(communes)
    levels = [u.level for u in units]
    return levels.count(Level.PROVINCE), levels.count(Level.DISTRICT), levels.count(Level.COMMUNE)
