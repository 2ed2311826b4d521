"""What servers hand out is read back as it was filled in, whatever the layout; bad files are refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers
from desktop.errors import AppError, SubmissionsUnreadable
from desktop.exchange.archive import Limits
from desktop.exchange.phone_form import Mark, questions
from desktop.exchange.phone_sheets import Composed, compose
from desktop.exchange.submission_files import read_tables
from desktop.exchange.submissions import Submission, read_submissions
from desktop.rules.standard import Standard
from desktop.services.catalogue import shipped_standard
from tests.exchange.filled import (
    GROUPS,
    Form,
    Style,
    as_new,
    central_csv,
    central_zip,
    fill,
    kobo_csv,
    kobo_xlsx,
    zipped,
)

STANDARD, PRACTICE = shipped_standard("2022-2025"), shipped_standard("practice")
MARK = Mark(year=2026, commune="02296", standard_id="2022-2025", standard_hash="1a2b3c4d")
TODAY = datetime.date(2026, 11, 1)
ANSWERS = Answers(
    b1_points=118,
    facts={"water": "other", "wall": "durable", "area": "54.5", "toilet": "vip"},
    causes=("capital", "other"),
    cause_other="Hỏa hoạn năm 2025",
    reviewed_on=datetime.date(2026, 10, 9),
    enumerator="Triệu Văn Kim",
)
HOME = Household(
    uid="0" * 31 + "a", number="0417", commune_code="02296", list_version="2025", village="Nà Bó",
    no_labour_capacity=True,
    members=(
        Person(
            uid="1" * 32, name="Bàn Văn Tiến", relation=HEAD, sex=Sex.MALE, born="1980-07-21",
            ethnic_group="Dao", citizen_id="008080000001", id_state=IdState.KNOWN,
            schooling=Schooling.DONE_PRIMARY, insured=True, work=Work.NO_CONTRACT,
        ),
        Person(
            uid="2" * 32, name="Bàn Thị Hoa", relation="Con dâu", sex=Sex.FEMALE, born="2001",
            ethnic_group="Sán Chay", id_state=IdState.NOT_ISSUED, insured=False,
        ),
    ),
)  # fmt: skip
Maker = Callable[[Sequence[Form], Standard], bytes]
STYLES = {
    "central": Style(),
    "central-no-groups": Style(groups=""),
    "central-split": Style(many="split"),
    "kobo": Style(groups="/", many="both"),
    "kobo-true": Style(groups="/", many="split", truth=("True", "False")),
    "kobo-labels": Style(groups="/", many="both", labels=True),
    "kobo-labels-one": Style(groups="", many="one", labels=True),
    "kobo-labels-split": Style(groups="/", many="split", labels=True, truth=("1.0", "0.0")),
}


def save(tmp_path: Path, name: str, raw: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def read(path: Path, standard: Standard = STANDARD) -> tuple[Submission, ...]:
    return read_submissions(path, questions(standard, GROUPS))


def composed(
    submission: Submission, household: Household, before: Answers | None = None,
    standard: Standard = STANDARD,
) -> Composed:  # fmt: skip
    asked = questions(standard, GROUPS)
    return compose(submission, household, before or Answers(), standard, asked, on=TODAY)


def one_form(**changes: str) -> Form:
    form = fill("5f1c", MARK, HOME, ANSWERS, STANDARD)
    return replace(form, root={**form.root, **changes})


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_what_was_filled_comes_back_from_every_layout(tmp_path: Path, style: Style) -> None:
    forms = [fill("5f1c", MARK, HOME, ANSWERS, STANDARD)]
    is_central = style.groups == "-" or (not style.groups and not style.labels)
    raw = (central_zip if is_central else kobo_xlsx)(forms, STANDARD, style)
    (found,) = read(save(tmp_path, "tai_ve", raw))
    assert (found.key, found.household_uid, found.mark) == ("5f1c", HOME.uid, MARK)
    made = composed(found, HOME)
    assert made.household == HOME
    assert made.answers == ANSWERS
    assert made.findings == ()


def test_a_kobo_csv_with_mark_and_semicolons_is_read_without_members(tmp_path: Path) -> None:
    raw = kobo_csv([one_form()], STANDARD)
    assert raw.startswith(b"\xef\xbb\xbf")
    (found,) = read(save(tmp_path, "kobo.csv", raw))
    assert found.members is None
    assert composed(found, HOME) == Composed(household=HOME, answers=ANSWERS)


def test_one_csv_of_central_is_read_without_members(tmp_path: Path) -> None:
    (found,) = read(save(tmp_path, "central.csv", central_csv([one_form()], STANDARD)))
    assert found.members is None
    assert composed(found, HOME).answers == ANSWERS


def test_the_same_form_has_the_same_key_on_both_servers(tmp_path: Path) -> None:
    (central,) = read(save(tmp_path, "a.zip", central_zip([one_form()], STANDARD)))
    (kobo,) = read(save(tmp_path, "b.csv", kobo_csv([one_form()], STANDARD)))
    assert central.key == kobo.key == "5f1c"
    assert central.at == kobo.at == datetime.datetime(2026, 10, 12, 3, tzinfo=datetime.UTC)


def test_whoever_was_turned_down_on_the_server_is_known_as_such(tmp_path: Path) -> None:
    forms = [replace(one_form(), state="rejected")]
    (found,) = read(save(tmp_path, "a.zip", central_zip(forms, STANDARD)))
    assert found.is_rejected


# Members -----------------------------------------------------------------------------------------
def test_who_came_is_added_once_and_always_as_the_same_person(tmp_path: Path) -> None:
    child = Person(uid="3" * 32, name="Bàn Văn Nam", relation="Con", born="2026", sex=Sex.MALE)
    grown = replace(HOME, members=(*HOME.members, as_new(child)))
    path = save(
        tmp_path, "a.zip", central_zip([fill("k1", MARK, grown, ANSWERS, STANDARD)], STANDARD)
    )
    first, again = (composed(read(path)[0], HOME).household for _ in range(2))
    assert first == again
    assert [p.name for p in first.members] == ["Bàn Văn Tiến", "Bàn Thị Hoa", "Bàn Văn Nam"]
    assert composed(read(path)[0], first).household == first


def test_who_left_keeps_the_record_with_day_and_reason(tmp_path: Path) -> None:
    gone = replace(HOME.members[1], left_on=datetime.date(2026, 10, 9), left_why="Lấy chồng")
    smaller = replace(HOME, members=(HOME.members[0], gone))
    raw = central_zip([fill("k1", MARK, smaller, ANSWERS, STANDARD)], STANDARD)
    made = composed(read(save(tmp_path, "a.zip", raw))[0], HOME).household
    assert made == smaller


def test_who_left_according_to_the_register_does_not_come_back_unasked(tmp_path: Path) -> None:
    raw = central_zip([one_form()], STANDARD)
    gone = replace(HOME.members[1], left_on=datetime.date(2026, 9, 1))
    register = replace(HOME, members=(HOME.members[0], gone))
    made = composed(read(save(tmp_path, "a.zip", raw))[0], register)
    assert made.household == register
    assert [f.code for f in made.findings] == ["phone-member-left"]


def test_who_left_before_keeps_the_day_of_leaving(tmp_path: Path) -> None:
    gone = replace(HOME.members[1], left_on=datetime.date(2026, 9, 1), left_why="Lấy chồng")
    register = replace(HOME, members=(HOME.members[0], gone))
    form = fill("k1", MARK, register, ANSWERS, STANDARD)
    found = read(save(tmp_path, "a.zip", central_zip([form], STANDARD)))[0]
    assert composed(found, register) == Composed(household=register, answers=ANSWERS)


def test_causes_keyed_in_another_order_are_the_same_causes(tmp_path: Path) -> None:
    before = replace(ANSWERS, causes=("other", "capital"))
    found = read(save(tmp_path, "a.zip", central_zip([one_form()], STANDARD)))[0]
    assert composed(found, HOME, before).answers == before


def test_a_household_changed_after_its_members_is_strange(tmp_path: Path) -> None:
    raw = central_zip([one_form()], STANDARD)
    other = replace(HOME, uid="b" * 32, members=(Person(uid="9" * 32, name="Ma Văn Quý"),))
    made = composed(read(save(tmp_path, "a.zip", raw))[0], other)
    assert made.is_strange
    assert made.household.members == other.members


@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        ("born", "31/02/1980", "phone-member-unread"),
        ("citizen_id", "8080000001", "phone-member-unread"),
        ("sex", "nobody", "phone-unread"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_leaves_the_register_and_is_told(
    tmp_path: Path, name: str, said: str, code: str
) -> None:
    form = one_form()
    spoilt = replace(form, members=[{**form.members[0], name: said}, form.members[1]])
    found = read(save(tmp_path, "a.zip", central_zip([spoilt], STANDARD)))[0]
    made = composed(found, HOME)
    assert made.household == HOME
    assert [f.code for f in made.findings] == [code]
    is_kept = f"typed:{'1' * 32}:born" in made.answers.notes
    assert is_kept is (name == "born")


def test_an_unreadable_day_waits_in_its_field(tmp_path: Path) -> None:
    raw = central_zip([one_form(reviewed_on="hôm qua")], STANDARD)
    made = composed(read(save(tmp_path, "a.zip", raw))[0], HOME)
    assert made.answers.reviewed_on is None
    assert made.answers.notes == {"typed:reviewed_on": "hôm qua"}


def test_blank_answers_leave_what_was_keyed(tmp_path: Path) -> None:
    form = fill("k", MARK, HOME, Answers(b1_points=100), STANDARD)
    before = replace(ANSWERS, confirmed={"water": True})
    made = composed(read(save(tmp_path, "a.zip", central_zip([form], STANDARD)))[0], HOME, before)
    assert made.answers == replace(before, b1_points=100)


# Round trip --------------------------------------------------------------------------------------
def _answers(standard: Standard) -> st.SearchStrategy[Answers]:
    facts = {}
    for choice in (c for d in standard.deprivations for c in d.choices):
        facts[choice.id] = (
            st.sampled_from([o.id for o in choice.options])
            if choice.options
            else st.decimals(1, 900, places=1).map(lambda d: f"{d.normalize():f}")
        )
    items = {i.id: st.sampled_from([o.id for o in i.options]) for i in standard.b1_items}
    words = st.text("aăâbcdđeêghiklm ọẫể0123456789,;\"'-/=", min_size=1, max_size=30)
    clean = words.map(lambda w: " ".join(w.split())).filter(lambda w: w not in ("", "-", "–"))
    return st.builds(
        Answers,
        b1_points=st.none() if items else st.integers(0, 999),
        b1_choices=st.fixed_dictionaries({}, optional=items),
        facts=st.fixed_dictionaries({}, optional=facts),
        causes=st.sets(st.sampled_from([c.code for c in standard.causes if c.code != "other"])).map(
            lambda chosen: tuple(c.code for c in standard.causes if c.code in chosen)
        ),
        reviewed_on=st.dates(datetime.date(2026, 1, 1), TODAY),
        enumerator=clean,
    )


_FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_FEW
@given(answers=_answers(STANDARD), style=st.sampled_from([Style(), Style(many="split")]))
def test_any_answers_come_back_equal_from_central(
    tmp_path: Path, answers: Answers, style: Style
) -> None:
    raw = central_zip([fill("k", MARK, HOME, answers, STANDARD)], STANDARD, style)
    made = composed(read(save(tmp_path, "a.zip", raw))[0], HOME)
    assert (made.household, made.answers, made.findings) == (HOME, answers, ())


@_FEW
@given(answers=_answers(PRACTICE))
def test_any_answers_of_a_point_table_come_back_equal_from_a_kobo_csv(
    tmp_path: Path, answers: Answers
) -> None:
    raw = kobo_csv([fill("k", MARK, HOME, answers, PRACTICE)], PRACTICE)
    found = read(save(tmp_path, "a.csv", raw), PRACTICE)[0]
    assert composed(found, HOME, standard=PRACTICE).answers == answers


# Files that are refused --------------------------------------------------------------------------
def _refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(SubmissionsUnreadable) as caught:
        if limits:
            read_tables(path, limits)
        else:
            read(path)
    return str(caught.value.details["what"])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "/etc/x.csv", "a\\b.csv", "c:x.csv", "a\x07.csv", "x" * 300 + ".csv"]
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    assert _refused(save(tmp_path, "a.zip", zipped({name: b"a,b\n"}))) == "names"


def test_two_names_for_one_file_are_refused(tmp_path: Path) -> None:
    assert _refused(save(tmp_path, "a.zip", zipped({"a.csv": b"a\n", "A.csv": b"b\n"}))) == "names"


def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = zipped({"a.csv": b"0" * (300 << 20 >> 4)})
    assert _refused(save(tmp_path, "a.zip", bomb)) == "ratio"
    many = zipped({f"{n}.csv": b"a\n" for n in range(65)})
    assert _refused(save(tmp_path, "b.zip", many)) == "entries"
    small = Limits(unfolded_bytes=10)
    assert _refused(save(tmp_path, "c.zip", zipped({"a.csv": b"0" * 11})), small) == "unfolded"
    assert _refused(save(tmp_path, "d.zip", bomb), Limits(file_bytes=10)) == "large"


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.csv": b"household_id\n" * 400}))
    at = raw.rindex(b"PK\1\2")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert _refused(save(tmp_path, "a.zip", bytes(raw))) == "broken"


def test_cut_off_files_and_files_of_others_are_refused(tmp_path: Path) -> None:
    whole = central_zip([one_form()], STANDARD)
    assert _refused(save(tmp_path, "a.zip", whole[: len(whole) // 2])) == "broken"
    assert _refused(save(tmp_path, "b.zip", zipped({"readme.txt": b"x"}))) == "no-csv"
    assert _refused(save(tmp_path, "c.csv", b"KEY,name\nuuid:1,Kim\n")) == "foreign"
    assert _refused(save(tmp_path, "d.csv", b"\xff\xfe\x00\xd8")) in ("letters", "csv", "foreign")
    assert _refused(save(tmp_path, "e.csv", b"")) == "foreign"
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("a.csv", "x")
    raw = bytearray(locked.getvalue())
    raw[raw.rindex(b"PK\1\2") + 8] |= 1
    assert _refused(save(tmp_path, "f.zip", bytes(raw))) == "encrypted"


@given(raw=st.binary(max_size=300))
@_FEW
def test_no_bytes_make_the_reader_fall_over(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(AppError):
        read(save(tmp_path, "x.csv", raw))
