"""The exported XLSForm: pyxform takes it without a word of warning, and what it makes asks rightly."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.exchange.phone_form import (
    Kind,
    Mark,
    ascii_name,
    group_name,
    mark_of,
    parts,
    questions,
)
from desktop.exchange.xlsform import PhoneForm, choice_lines, survey_lines, version_of, workbook
from desktop.services.catalogue import ethnic_groups, shipped_standard

XF = "{http://www.w3.org/2002/xforms}"
ID = "008080000001"
HOME = Household(
    uid="ab" * 16, number="0417", commune_code="02296", list_version="2025", village="Nà Bó",
    merit_person=True,
    members=(
        Person(
            uid="1" * 32, name="Triệu Văn Kim", relation=HEAD, sex=Sex.MALE, born="1980-07",
            ethnic_group="Sán Chay", citizen_id=ID, id_state=IdState.KNOWN,
            schooling=Schooling.DONE_PRIMARY, insured=True, work=Work.SELF_EMPLOYED,
        ),
        Person(uid="2" * 32, name="Bàn Thị Mẫu"),
    ),
)  # fmt: skip


def form(standard_id: str = "2022-2025", *, with_ids: bool = True) -> PhoneForm:
    return PhoneForm(
        mark=Mark(year=2026, commune="02296", standard_id=standard_id, standard_hash="1a2b3c4d"),
        commune_name="Xã Bình An", standard=shipped_standard(standard_id), households=(HOME,),
        groups=ethnic_groups(), with_ids=with_ids, practice=standard_id == "practice",
    )  # fmt: skip


@cache
def xform(standard_id: str = "2022-2025") -> ElementTree.Element:
    warnings: list[str] = []
    made = convert(
        io.BytesIO(workbook(form(standard_id))),
        validate=False,
        warnings=warnings,
        file_type=".xlsx",
    )
    assert (warnings, made.warnings) == ([], [])
    return ElementTree.fromstring(made.xform)


def bind(name: str, standard_id: str = "2022-2025") -> dict[str, str]:
    found = [
        b for b in xform(standard_id).iter(f"{XF}bind") if b.get("nodeset", "").endswith(f"/{name}")
    ]
    assert len(found) == 1, name
    return dict(found[0].attrib)


def _names(instance: str, standard_id: str = "2022-2025") -> list[str]:
    return [
        str(name.text)
        for one in xform(standard_id).iter(f"{XF}instance")
        if one.get("id") == instance
        for name in one.iter(f"{XF}name")
    ]


def _used_lists(standard_id: str) -> Iterator[str]:
    for itemset in xform(standard_id).iter(f"{XF}itemset"):
        yield itemset.get("nodeset", "").split("'")[1]


@pytest.mark.parametrize("standard_id", ["2022-2025", "practice"])
def test_pyxform_takes_the_form_without_a_warning(standard_id: str) -> None:
    assert xform(standard_id) is not None


@pytest.mark.parametrize("standard_id", ["2022-2025", "practice"])
def test_every_question_has_its_place_and_every_choice_its_list(standard_id: str) -> None:
    bound = {b.get("nodeset", "").split("/")[-1] for b in xform(standard_id).iter(f"{XF}bind")}
    asked = questions(shipped_standard(standard_id), ethnic_groups())
    assert {q.name for q in asked} <= bound
    assert all(_names(used, standard_id) for used in _used_lists(standard_id))


def test_the_form_says_what_it_was_made_for() -> None:
    data = next(e for e in xform().iter() if e.get("id") == "rasoat_02296_2026")
    assert str(data.get("version")).startswith("2022-2025_1a2b3c4d_")
    assert "2026/02296/2022-2025/1a2b3c4d" in bind("form_mark")["calculate"]


def test_another_list_is_another_version_of_the_same_form() -> None:
    other = replace(form(), households=(replace(HOME, number="0418"),))
    assert version_of(other) != version_of(form())
    assert version_of(form()) == version_of(form())


def test_a_household_is_chosen_within_its_village_and_fills_number_and_head() -> None:
    household = next(
        s for s in xform().iter(f"{XF}select1") if str(s.get("ref")).endswith("/household")
    )
    nodeset = next(household.iter(f"{XF}itemset")).get("nodeset", "")
    assert "village= /data/choose/village" in nodeset
    assert _names("household") == [f"h{HOME.uid}"]
    assert bind("household_number")["calculate"].endswith("/number")
    assert bind("household_head")["calculate"].endswith("/head")


def test_members_repeat_as_often_as_known_and_new_people_and_carry_what_is_known() -> None:
    repeat = next(xform().iter(f"{XF}repeat"))
    assert repeat.get("nodeset") == "/data/members"
    assert "known_people" in bind("members_count")["calculate"]
    assert "new_people" in bind("members_count")["calculate"]
    assert _names("people") == [f"h{HOME.uid}-1", f"h{HOME.uid}-2"]
    for name in ("full_name", "born", "schooling", "insured", "work", "sex", "relation"):
        assert bind(name)["calculate"].startswith("once("), name


def test_a_citizen_id_has_twelve_digits() -> None:
    rule = bind("citizen_id")["constraint"]
    assert "[0-9]{12}" in rule
    assert bind("citizen_id")["{http://openrosa.org/javarosa}constraintMsg"]


def test_the_other_cause_is_asked_only_where_it_was_chosen() -> None:
    assert "selected(" in bind("cause_other")["relevant"]
    assert "'other'" in bind("cause_other")["relevant"]


def test_b1_is_a_total_or_one_choice_for_each_item() -> None:
    assert bind("b1_points")["type"] == "int"
    items = shipped_standard("practice").b1_items
    assert items
    for item in items:
        name = ascii_name(item.id, "b1_")
        assert bind(name, "practice")
        assert len(_names(f"list_{name}", "practice")) == len(item.options)


def test_no_place_and_no_device_is_asked_for() -> None:
    types = {line["type"].split()[0] for line in survey_lines(form())}
    allowed = {k.value for k in Kind} | {"begin", "end", "note"}
    assert types <= allowed


def test_without_ids_none_leaves_the_book() -> None:
    said = repr([*survey_lines(form(with_ids=False)), *choice_lines(form(with_ids=False))])
    assert ID not in said
    assert "citizen_id" not in said
    assert ID in repr([*choice_lines(form())])


def test_every_cell_of_the_workbook_is_text() -> None:
    book = load_workbook(io.BytesIO(workbook(form())))
    assert book.sheetnames == ["survey", "choices", "settings"]
    values = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert all(isinstance(v, str) for v in values)
    assert "0417" in values


@pytest.mark.parametrize("standard_id", ["2022-2025", "practice"])
def test_names_are_ascii_and_labels_tell_the_questions_apart(standard_id: str) -> None:
    asked = questions(shipped_standard(standard_id), ethnic_groups())
    names = [q.name for q in asked]
    labels = [q.label for q in asked if q.label]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    for question in asked:
        options = [o.name for o in question.options]
        assert len(set(options)) == len(options)
        assert all(o.isascii() and " " not in o for o in options)


def test_the_54_ethnic_groups_have_54_names() -> None:
    assert len({group_name(g) for g in ethnic_groups()}) == len(ethnic_groups())


@given(st.text(min_size=1, max_size=60))
def test_any_id_of_an_offices_own_table_becomes_a_name(text: str) -> None:
    name = ascii_name(text, "b1_")
    assert name.isascii()
    assert name.replace("_", "a").isalnum()
    assert name == ascii_name(text, "b1_")


def test_the_mark_comes_back_or_is_none() -> None:
    mark = Mark(year=2026, commune="02296", standard_id="2022-2025", standard_hash="1a2b3c4d")
    assert mark_of(mark.word) == mark
    assert mark_of("") is None
    assert mark_of("a/b/c/d") is None
    assert mark_of("2026/02296/x") is None


def test_a_part_without_questions_is_left_out() -> None:
    bare = msgspec.structs.replace(
        shipped_standard("2022-2025"), b1_items=(), deprivations=(), causes=()
    )
    kept = [p.name for p in parts(bare, ()) if p.questions]
    assert "b2" not in kept
    lines = [line["name"] for line in survey_lines(replace(form(), standard=bare))]
    assert "b2" not in lines
