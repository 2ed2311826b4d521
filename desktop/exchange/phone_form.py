"""Sheet B as questions for a phone: what is asked, under which stable ASCII name, and what it fills.

One description serves both ways: xlsform.py writes it as an XLSForm workbook, submissions.py reads
by it what people download again. Names never depend on the order of questions, labels are unique.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.household import IdState, Schooling, Sex, Work
from desktop.domain.vietnamese import fold, nfc
from desktop.rules.standard import Choice, Deprivation, Standard
from desktop.text import t

MEMBERS = "members"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_YES_NO = "yes_no"


class Kind(StrEnum):
    """What an answer is; HIDDEN is computed on the phone and not shown."""

    TEXT = "text"
    WHOLE = "integer"
    DECIMAL = "decimal"
    DAY = "date"
    ONE = "select_one"
    MANY = "select_multiple"
    HIDDEN = "calculate"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: its stable name, the words on the phone, and the value of the book."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `target` says what it fills ("fact:water", "b1:pension", "name"), `cells` are
    further columns of the XLSForm (relevant, constraint …)."""

    name: str
    label: str
    kind: Kind
    target: str
    options: tuple[Option, ...] = ()
    list_name: str = ""
    of_member: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A group of questions shown under one title; `repeats` for the members of the household."""

    name: str
    label: str
    questions: tuple[Question, ...]
    repeats: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a form was made for; it comes back with each submission as one word."""

    year: int
    commune: str
    standard_id: str
    standard_hash: str

    @property
    def word(self) -> str:
        """The mark as it stands in the form: "2026/02296/2022-2025/1a2b3c4d"."""
        return f"{self.year}/{self.commune}/{self.standard_id}/{self.standard_hash}"


def mark_of(word: str) -> Mark | None:
    """The mark again, None where it is none."""
    parts = word.strip().split("/")
    if len(parts) != 4 or not parts[0].isascii() or not parts[0].isdigit() or len(parts[0]) > 4:
        return None
    return Mark(year=int(parts[0]), commune=parts[1], standard_id=parts[2], standard_hash=parts[3])


def short_hash(content: bytes) -> str:
    """Eight characters that tell one content from another."""
    return hashlib.sha256(content).hexdigest()[:8]


def ascii_name(text: str, prefix: str = "") -> str:
    """A name that every server and spreadsheet leaves alone; texts that are none get a hash."""
    name = f"{prefix}{text}"
    if _NAME.fullmatch(name):
        return name
    return f"{prefix or 'x_'}{short_hash(text.encode())}"


def household_name(uid: str) -> str:
    """A household as a choice: with a letter before it, or a spreadsheet takes it for a number."""
    return f"h{uid}"


def person_name(uid: str) -> str:
    """A member as a value of the form."""
    return f"p{uid}"


# The parts of the form ---------------------------------------------------------------------------
def parts(standard: Standard, groups: Sequence[str], *, with_ids: bool = True) -> tuple[Part, ...]:
    """All parts in the order of the paper; `groups` are the names of the ethnic groups.

    Without `with_ids` citizen ids are neither carried nor asked.
    """
    return (
        Part(name="choose", label=t("phone-part-choose"), questions=tuple(_choose())),
        Part(name="general", label=t("phone-part-general"), questions=tuple(_general())),
        Part(
            name=MEMBERS, label=t("phone-part-members"), repeats="${known_people} + ${new_people}",
            questions=tuple(_member(groups, with_ids=with_ids)),
        ),
        Part(name="b1", label=t("phone-part-b1"), questions=tuple(_b1(standard))),
        Part(name="b2", label=t("phone-part-b2"), questions=tuple(_b2(standard))),
        Part(name="ending", label=t("phone-part-ending"), questions=tuple(_ending(standard))),
    )  # fmt: skip


def questions(standard: Standard, groups: Sequence[str]) -> tuple[Question, ...]:
    """Every question that a form of this standard can hold, for reading."""
    return tuple(q for part in parts(standard, groups) for q in part.questions)


_OF_HOUSEHOLD = "instance('household')/root/item[name=${household}]"
_OF_PERSON = "instance('people')/root/item[name=${slot}]"
_REGISTERED = "${person} != '' and ${person} != 'new'"
_HERE = "${present} != 'no'"


def _choose() -> Iterator[Question]:
    yield Question(
        name="village", label=t("phone-village"), kind=Kind.ONE, target="", list_name="village",
        cells={"required": "yes"},
    )  # fmt: skip
    yield Question(
        name="household", label=t("phone-household"), kind=Kind.ONE, target="",
        list_name="household",
        cells={
            "required": "yes", "choice_filter": "village=${village}", "appearance": "autocomplete",
            "hint": t("phone-household-hint"),
        },
    )  # fmt: skip
    # Labels of choices come back from some servers; what is computed comes back as it is.
    yield _hidden("household_id", "household", "string(${household})")
    yield _hidden("household_number", "", f"{_OF_HOUSEHOLD}/number")
    yield _hidden("household_head", "", f"{_OF_HOUSEHOLD}/head")
    yield _hidden("known_people", "", f"coalesce({_OF_HOUSEHOLD}/people, 0)")


def _hidden(name: str, target: str, calculation: str, *, of_member: bool = False) -> Question:
    cells = {"calculation": calculation}
    return Question(
        name=name, label="", kind=Kind.HIDDEN, target=target, of_member=of_member, cells=cells
    )


def yes_no() -> tuple[Option, ...]:
    """Có, Không."""
    return (Option("yes", t("phone-yes"), "yes"), Option("no", t("phone-no"), "no"))


def _general() -> Iterator[Question]:
    for name in ("merit_person", "no_labour_capacity"):
        yield Question(
            name=name, label=t(f"phone-{name}"), kind=Kind.ONE, target=name, options=yes_no(),
            list_name=_YES_NO,
            cells={"calculation": f"{_OF_HOUSEHOLD}/{name}", "trigger": "${household}"},
        )  # fmt: skip
    yield Question(
        name="new_people", label=t("phone-new_people"), kind=Kind.WHOLE, target="",
        cells={
            "default": "0", "required": "yes", "constraint": ". >= 0 and . <= 20",
            "constraint_message": t("phone-new_people-limit"), "hint": t("phone-new_people-hint"),
        },
    )  # fmt: skip


# Members -----------------------------------------------------------------------------------------
def _member(groups: Sequence[str], *, with_ids: bool) -> Iterator[Question]:
    yield _hidden("slot", "", "concat(${household}, '-', position(..))", of_member=True)
    # Kept once: a household changed afterwards would else put its people under strange answers.
    yield _hidden(
        "person", "person",
        f"once(if(position(..) <= ${{known_people}}, {_OF_PERSON}/person, 'new'))", of_member=True,
    )  # fmt: skip
    yield _of_member(
        "present", Kind.ONE, options=yes_no(), list_name=_YES_NO, relevant=_REGISTERED,
        default="yes", required="yes",
    )  # fmt: skip
    yield _of_member("left_why", Kind.TEXT, relevant="${present} = 'no'")
    yield _known("full_name", Kind.TEXT, target="name", required="yes")
    yield _known("relation", Kind.TEXT, hint=t("phone-relation-hint"))
    yield _known("sex", Kind.ONE, options=_of_enum(Sex, "sex"), list_name="sex")
    yield _known(
        "born", Kind.TEXT, hint=t("phone-born-hint"),
        constraint=r"regex(., '^(([0-9]{1,2}/)?[0-9]{1,2}/)?[0-9]{4}$')",
        constraint_message=t("phone-born-limit"),
    )  # fmt: skip
    yield _known(
        "ethnic_group", Kind.ONE, options=_groups(groups), list_name="ethnic_group",
        appearance="autocomplete",
    )  # fmt: skip
    if with_ids:
        yield from _citizen_id()
    yield _known(
        "schooling", Kind.ONE, options=_of_enum(Schooling, "schooling"), list_name="schooling",
        appearance="minimal",
    )  # fmt: skip
    yield _known("insured", Kind.ONE, options=yes_no(), list_name=_YES_NO)
    yield _known(
        "work", Kind.ONE, options=_of_enum(Work, "work"), list_name="work", appearance="minimal"
    )


def _citizen_id() -> Iterator[Question]:
    states = tuple(Option(s.value, t(f"phone-id-{s}"), s.value) for s in IdState)
    yield _known("id_state", Kind.ONE, options=states, list_name="id_state")
    yield _hidden("known_id", "", f"{_OF_PERSON}/citizen_id", of_member=True)
    yield _known(
        "citizen_id", Kind.TEXT, relevant=f"{_HERE} and ${{id_state}} = 'known'",
        appearance="numbers", constraint_message=t("phone-citizen_id-limit"),
        # An old nine-digit number that the register holds may stay as it is.
        constraint="regex(., '^[0-9]{12}$') or . = ${known_id}",
    )  # fmt: skip


def _of_member(
    name: str, kind: Kind, *, target: str = "", options: tuple[Option, ...] = (),
    list_name: str = "", **cells: str,
) -> Question:  # fmt: skip
    return Question(
        name=name, label=t(f"phone-{name}"), kind=kind, target=target or name, options=options,
        list_name=list_name, of_member=True, cells=cells,
    )  # fmt: skip


def _known(
    name: str, kind: Kind, *, target: str = "", options: tuple[Option, ...] = (),
    list_name: str = "", relevant: str = _HERE, **cells: str,
) -> Question:  # fmt: skip
    """A question about a member, filled with what the register holds."""
    calculation = f"once({_OF_PERSON}/{name})"
    return _of_member(
        name, kind, target=target, options=options, list_name=list_name, relevant=relevant,
        calculation=calculation, **cells,
    )  # fmt: skip


def _of_enum(kind: type[StrEnum], prefix: str) -> tuple[Option, ...]:
    return tuple(Option(v.value, t(f"{prefix}-{v}"), v.value) for v in kind)


def group_name(group: str) -> str:
    """An ethnic group as a choice: "Sán Chay" → "g_san_chay"."""
    plain = "_".join(re.findall(r"[a-z0-9]+", fold(group)))
    return ascii_name(plain, "g_")


def _groups(groups: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(group_name(g), g, g) for g in groups)


# Sheet B -----------------------------------------------------------------------------------------
def _b1(standard: Standard) -> Iterator[Question]:
    if not standard.b1_items:
        yield Question(
            name="b1_points", label=t("phone-b1_points"), kind=Kind.WHOLE, target="b1",
            cells={
                "constraint": ". >= 0", "constraint_message": t("phone-b1_points-limit"),
                "hint": t("phone-b1_points-hint"),
            },
        )  # fmt: skip
    for number, item in enumerate(standard.b1_items, 1):
        name = ascii_name(item.id, "b1_")
        yield Question(
            name=name, label=t("phone-b1-item", number=str(number), label=nfc(item.label)),
            kind=Kind.ONE, target=f"b1:{item.id}", list_name=f"list_{name}",
            options=tuple(Option(ascii_name(o.id), nfc(o.label), o.id) for o in item.options),
        )  # fmt: skip


def _b2(standard: Standard) -> Iterator[Question]:
    for deprivation in standard.deprivations:
        for choice in deprivation.choices:
            yield _fact(deprivation, choice)


def _fact(deprivation: Deprivation, choice: Choice) -> Question:
    name = ascii_name(choice.id, "fact_")
    key = "phone-fact" if fold(choice.label) == fold(deprivation.name) else "phone-fact-part"
    label = t(
        key, number=str(deprivation.number), name=nfc(deprivation.name), part=nfc(choice.label)
    )
    if choice.options:
        options = tuple(Option(ascii_name(o.id), nfc(o.label), o.id) for o in choice.options)
        return Question(
            name=name, label=label, kind=Kind.ONE, target=f"fact:{choice.id}", options=options,
            list_name=f"list_{name}",
        )  # fmt: skip
    cells = {
        "constraint": ". > 0", "constraint_message": t("phone-number-limit"), "hint": choice.unit,
    }  # fmt: skip
    return Question(
        name=name, label=label, kind=Kind.DECIMAL, target=f"fact:{choice.id}",
        cells={k: v for k, v in cells.items() if v},
    )  # fmt: skip


def _ending(standard: Standard) -> Iterator[Question]:
    causes = tuple(Option(ascii_name(c.code), nfc(c.label), c.code) for c in standard.causes)
    if causes:
        yield Question(
            name="causes", label=t("phone-causes"), kind=Kind.MANY, target="causes",
            options=causes, list_name="causes", cells={"hint": t("phone-causes-hint")},
        )  # fmt: skip
    if any(c.value == "other" for c in causes):
        yield Question(
            name="cause_other", label=t("phone-cause_other"), kind=Kind.TEXT, target="cause_other",
            cells={"relevant": "selected(${causes}, 'other')"},
        )  # fmt: skip
    yield Question(
        name="reviewed_on", label=t("phone-reviewed_on"), kind=Kind.DAY, target="reviewed_on",
        cells={
            "default": "today()", "required": "yes", "constraint": ". <= today()",
            "constraint_message": t("phone-reviewed_on-limit"),
        },
    )  # fmt: skip
    yield Question(
        name="enumerator", label=t("phone-enumerator"), kind=Kind.TEXT, target="enumerator",
        cells={"default": "${last-saved#enumerator}", "required": "yes"},
    )  # fmt: skip
