"""Heads-down helps: repeat the sheet before, take what is proposed, say why one left, see what changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.household import Household, Person, Sex
from desktop.domain.review import Event, EventKind
from desktop.services import keying, registering, reviewing
from desktop.store import reviews
from desktop.store.connection import Db, writing
from desktop.text import t
from desktop.ui.pages.entry import saving
from desktop.ui.pages.entry.key_words import key_line
from desktop.ui.pages.entry.versus import versus
from tests.ui.small_books import BY, make_book
from tests.ui.test_entry import ALT, CTRL, NOW, Hands, K, add


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """A commune's book with the round of 2025 closed and that of 2026 open."""
    made = make_book(tmp_path / "xa.rasoat-book")
    for year in (2025, 2026):
        at = datetime.datetime(year, 9, 1, 2, tzinfo=datetime.UTC)
        reviewing.open_round(made, year, now=at, by=BY)
    yield made
    made.close()


@pytest.fixture
def homes(book: Db) -> list[Household]:
    """Two households of one village, in the order of the pile."""
    return [add(book, "Bàn Văn Tiến"), add(book, "Lý A Páo")]


@pytest.fixture
def hands(qtbot: QtBot, book: Db, homes: list[Household]) -> Iterator[Hands]:
    made = Hands(qtbot, book)
    assert made.page.session.state is not None
    assert made.page.session.state.uid == homes[0].uid
    yield made
    assert made.stray == []


def _codes(hands: Hands) -> set[str]:
    assert hands.page.view is not None
    return {f.code for f in hands.page.view.findings}


def _keys(hands: Hands) -> dict[str, str]:
    return dict(hands.page.key_line())


def _member(hands: Hands, line: int) -> Person:
    assert hands.page.session.state is not None
    return hands.page.session.state.present[line - 1]


def _cell(hands: Hands, place: str, text: str) -> None:
    hands.page.go_to(place)
    hands.page.centre.roster.editor.selectAll()
    hands.keys(text)


# The sheet before, once more ---------------------------------------------------------------------
def _finish_first(hands: Hands) -> None:
    hands.press(K.Key_3, ALT)
    hands.enter("118")
    for answer in ("0", "0", "2", "0", "0", "0", "212", "60", "7", "6", "2", "7"):
        if hands.page.place == "deprivation:nutrition":
            hands.keys(answer)
            hands.press(K.Key_F4)
            hands.enter("trẻ lớn")
            hands.enter()
        else:
            hands.enter(answer)
    hands.enter("13")
    hands.enter("Ma Thi Hoa")
    hands.enter("09102026")
    hands.press(K.Key_Return, CTRL)


def test_one_key_repeats_the_answer_of_the_sheet_keyed_before(
    hands: Hands, homes: list[Household]
) -> None:
    _finish_first(hands)
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid == homes[1].uid
    for place in (
        "b1", "deprivation:nutrition", "deprivation:housing_quality", "deprivation:housing_area",
        "deprivation:water", "deprivation:employment", "causes", "enumerator", "reviewed_on",
    ):  # fmt: skip
        hands.page.go_to(place)
        hands.press(K.Key_F10)
    hands.page.go_to("deprivation:nutrition")
    hands.press(K.Key_F4)
    hands.press(K.Key_F10)
    hands.enter()
    first = hands.review(homes[0]).answers
    answers = hands.page.session.state.answers
    assert answers.b1_points == 118
    facts = ("nutrition", "wall", "column", "roof", "area", "water")
    assert {f: answers.facts[f] for f in facts} == {f: first.facts[f] for f in facts}
    codes = ("nutrition", "housing_quality", "housing_area", "water", "employment")
    assert answers.confirmed == {code: first.confirmed[code] for code in codes}
    assert answers.notes == {"nutrition": "trẻ lớn"}
    assert answers.causes == ("land", "labour")
    assert (answers.enumerator, answers.reviewed_on) == (
        "Ma Thi Hoa", datetime.date(2026, 10, 9),
    )  # fmt: skip


def test_the_sheet_keyed_before_is_known_after_a_restart(
    qtbot: QtBot, book: Db, homes: list[Household]
) -> None:
    first = Hands(qtbot, book)
    _finish_first(first)
    first.window.close()
    again = Hands(qtbot, book)
    again.page.go_to("deprivation:water")
    again.press(K.Key_F10)
    assert again.page.session.state is not None
    assert again.page.session.state.uid == homes[1].uid
    assert again.page.session.state.answers.facts == {"water": "other"}


def test_in_the_roster_the_key_repeats_the_line_above_but_no_name_and_no_number(
    hands: Hands,
) -> None:
    hands.page.acts.add_member()
    line = len(hands.page.session.state.present)  # type: ignore[union-attr]
    for field in ("name", "relation", "citizen_id", "insured"):
        hands.page.go_to(f"member:{line}:{field}")
        hands.press(K.Key_F10)
    new = _member(hands, line)
    assert (new.name, new.citizen_id) == ("", "")
    assert (new.relation, new.insured) == ("Con", True)


def test_without_a_sheet_before_the_key_says_so(hands: Hands) -> None:
    hands.page.go_to("deprivation:water")
    hands.press(K.Key_F10)
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.facts == {}


# Sections and the key line -----------------------------------------------------------------------
def test_function_keys_walk_the_sections(hands: Hands) -> None:
    seen = [hands.page.place]
    for _ in range(6):
        hands.press(K.Key_F12)
        seen.append(hands.page.place)
    assert seen == [
        "general:merit_person", "member:1:name", "b1", "deprivation:employment", "causes",
        "enumerator", "enumerator",
    ]  # fmt: skip
    hands.press(K.Key_F11)
    assert hands.page.place == "causes"


def test_the_key_line_says_what_the_digits_do_here(hands: Hands) -> None:
    assert _keys(hands)["1"] == t("entry-key-has")
    for place, key, word in (
        ("member:1:relation", "1…14", "entry-key-choose"),
        ("member:1:citizen_id", "*", "entry-key-not-issued"),
        ("deprivation:employment", "1", "entry-key-yes"),
        ("deprivation:nutrition", "1…3", "entry-key-choose"),
        ("deprivation:water", "1…7", "entry-key-choose"),
        ("causes", "1…8", "entry-key-toggle"),
    ):
        with hands.qtbot.waitSignal(hands.page.keys_changed):
            hands.page.go_to(place)
        assert _keys(hands)[key] == t(word), place
        assert len(_keys(hands)) <= 10
    hands.page.go_to("deprivation:housing_area")
    assert _keys(hands)["0…9"] == "m²"
    assert "1" not in _keys(hands)
    assert dict(key_line(None, ""))["Enter"]


# Bad input ---------------------------------------------------------------------------------------
def test_plus_gives_an_id_its_zero_back(hands: Hands) -> None:
    _cell(hands, "member:2:citizen_id", "08186002415")
    hands.enter()
    assert "citizen-id-lost-zero" in _codes(hands)
    hands.page.go_to("member:2:citizen_id")
    assert _keys(hands)["+"] == t("entry-key-take")
    hands.press(K.Key_Plus)
    assert _member(hands, 2).citizen_id == "008186002415"
    hands.enter()
    assert "citizen-id-lost-zero" not in _codes(hands)


def test_plus_reads_a_pasted_name_of_an_old_font(hands: Hands) -> None:
    for pasted in ("TriÖu ThÞ MÊy", "Trieäu Thò Maáy"):
        _cell(hands, "member:2:name", pasted)
        hands.enter()
        assert "old-font" in _codes(hands)
        hands.page.go_to("member:2:name")
        hands.press(K.Key_Plus)
        assert _member(hands, 2).name == "Triệu Thị Mấy"
        hands.enter()
        assert "old-font" not in _codes(hands)


def test_an_age_beside_the_birth_year_is_compared_and_alone_it_gives_the_year(hands: Hands) -> None:
    _cell(hands, "member:2:born", "1986 30")
    hands.enter()
    assert _member(hands, 2).born == "1986"
    assert "age-contradicts-birth" in _codes(hands)
    _cell(hands, "member:2:born", "40t")
    hands.enter()
    assert _member(hands, 2).born == "1986"
    assert "age-contradicts-birth" not in _codes(hands)
    _cell(hands, "member:2:born", "03091986")
    hands.enter()
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.notes == {}


def test_a_nameless_member_is_called_by_the_line(hands: Hands) -> None:
    hands.page.acts.add_member()
    hands.page.go_to("b1")
    said = hands.page.result.findings.accessibleDescription()
    assert t("entry-member-row", row=4) in said
    assert "#4" not in said


def test_somebody_keyed_into_a_second_household_is_found_at_once(
    hands: Hands, homes: list[Household]
) -> None:
    other = homes[1].members[1]
    registering.save_household(
        hands.db,
        replace(
            homes[1],
            members=(homes[1].members[0], replace(other, citizen_id="008186777777"), homes[1].members[2]),
        ),
        now=NOW, by=BY,
    )  # fmt: skip
    _cell(hands, "member:2:citizen_id", "008186777777")
    hands.enter()
    hands.qtbot.waitUntil(lambda: "member-elsewhere" in _codes(hands))
    said = hands.page.result.findings.accessibleDescription()
    assert "Lý A Páo" in said


def test_a_sheet_of_a_household_that_moved_away_warns(hands: Hands, homes: list[Household]) -> None:
    event = Event(
        uid="e", household_uid=homes[1].uid, kind=EventKind.MOVED_AWAY,
        happened_on=datetime.date(2026, 3, 1), written_by="x",
    )  # fmt: skip
    with writing(hands.db):
        reviews.put_events(hands.db, [event])
    hands.page.open_target(homes[1].uid)
    assert "household-gone" in _codes(hands)


# Who left, and which child -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keys", "why"), [("1", "chuyển đi"), ("3", "chết"), ("5\n", "khác"), ("5đi xa\n", "đi xa"), ("\n", "")]
)  # fmt: skip
def test_a_digit_says_why_a_member_left(
    hands: Hands, homes: list[Household], keys: str, why: str
) -> None:
    hands.page.go_to("member:3:name")
    hands.press(K.Key_Delete, CTRL)
    assert hands.page.centre.left_why.isVisible()
    for part in keys.splitlines(keepends=True):
        hands.keys(part.rstrip("\n"))
        if part.endswith("\n"):
            hands.press(K.Key_Return)
    assert not hands.page.centre.left_why.isVisible()
    assert hands.page.place == "member:2:name"
    assert hands.focus is hands.page.centre.roster.editor
    hands.page.session.put_away()
    [gone] = [p for p in hands.household(homes[0]).members if p.left_on]
    assert (gone.name, gone.left_why) == ("Bàn Thị Duyên", why)


def test_escape_at_the_question_keeps_the_member(hands: Hands) -> None:
    hands.page.go_to("member:3:name")
    hands.press(K.Key_Delete, CTRL)
    hands.press(K.Key_Escape)
    assert _member(hands, 3).name == "Bàn Thị Duyên"
    assert hands.page.place == "member:3:name"
    assert not hands.page.centre.left_why.isVisible()


def test_a_row_just_added_goes_without_a_question(hands: Hands) -> None:
    hands.page.acts.add_member()
    hands.press(K.Key_Delete, CTRL)
    assert not hands.page.centre.left_why.isVisible()


def test_the_note_of_nutrition_names_the_child_by_digit(hands: Hands) -> None:
    hands.page.go_to("deprivation:nutrition")
    hands.keys("2")
    hands.press(K.Key_F4)
    assert "Bàn Thị Duyên" in hands.page.centre.deprivations.note.placeholderText()
    hands.enter("1")
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.notes == {"nutrition": "Bàn Thị Duyên"}
    assert hands.page.session.state.answers.facts == {"nutrition": "stunted"}


# Against last year -------------------------------------------------------------------------------
def test_a_key_shows_what_is_not_as_last_year(hands: Hands) -> None:
    _cell(hands, "member:2:schooling", "thcs")
    hands.page.go_to("member:3:name")
    hands.press(K.Key_Delete, CTRL)
    hands.keys("2")
    hands.page.acts.add_member()
    hands.enter("Bàn Văn Nam")
    hands.page.go_to("b1")
    hands.enter("160")
    hands.page.go_to("deprivation:water")
    hands.keys("1")
    hands.page.go_to("causes")
    hands.keys("3")
    hands.press(K.Key_K, CTRL)
    panel = hands.page.panels.versus
    assert panel.isVisible()
    shown = {(c.group, c.what): (c.before, c.now) for c in panel.rows.rows}
    assert shown["points", t("entry-field-b1")] == ("112", "160")
    assert shown["facts", "Nguồn nước"] == ("nguồn khác", "nước máy")
    assert shown["deprivations", "Nguồn nước"] == ("Thiếu", "Không")
    assert shown["causes", t("entry-field-causes")] == ("Không có vốn", "Không có lao động")
    assert shown["class", t("entry-versus-outcome")] == ("Hộ nghèo", "Không nghèo")
    schooling = f"Triệu Thị Mấy: {t('entry-field-schooling')}"
    assert shown["members", schooling] == ("Tiểu học", "THCS")
    assert "kết hôn" in shown["members", "Bàn Thị Duyên"][1]
    assert t("entry-versus-came") in shown["members", "Bàn Văn Nam"][1]
    hands.press(K.Key_Escape)
    assert not panel.isVisible()
    assert hands.page.place == "causes"


def test_a_sheet_as_last_year_shows_no_difference(hands: Hands) -> None:
    assert hands.page.session.state is not None
    assert hands.page.view is not None
    assert versus(hands.page.session.state, hands.page.view) == []


def test_ages_move_on_with_the_year(book: Db, homes: list[Household]) -> None:
    """A pupil who turned sixteen is no dependant any more, though nothing was keyed."""
    child = Person(
        uid="teen", name="Bàn Văn Nam", relation="Con", sex=Sex.MALE, born="2010-03-01",
        ethnic_group="Dao",
    )  # fmt: skip
    registering.save_household(
        book, replace(homes[0], members=(*homes[0].members, child)), now=NOW, by=BY
    )
    from desktop.ui.pages.entry.answering import children_of, deprivation
    from desktop.ui.pages.entry.state import begin

    opened = keying.open_for_keying(book, homes[0].uid, 2026)
    this_year = begin(opened, datetime.date(2026, 10, 15), new_uid="x")
    last_year = begin(opened, datetime.date(2025, 10, 15), new_uid="x")
    of = deprivation(this_year, "nutrition")
    assert "teen" not in {p.uid for p in children_of(this_year, of)}
    assert "teen" in {p.uid for p in children_of(last_year, of)}


# Keeping -----------------------------------------------------------------------------------------
def test_a_field_left_is_on_the_disk_before_the_pause_is_over(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.page.session.keeper._timer.setInterval(60_000)
    monkeypatch.setattr(saving, "PAUSE", 60_000)
    hands.page.go_to("b1")
    hands.keys("118")
    assert keying.scratch_of(hands.db, 2026) is None
    hands.press(K.Key_Return)
    QTest.qWait(1)
    kept = keying.scratch_of(hands.db, 2026)
    assert kept is not None
    assert kept.answers.b1_points == 118
