"""A pair as rows: what is alike in one line, what differs with both values and the choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.household import Person
from desktop.services.uniting import Choice, Field, View
from desktop.store.twins import LISTED, PERSON
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.twins import words
from desktop.ui.rows_model import Heading

KEEP = "keep"
"""The field that says which household keeps a person who stands in two."""
LEFT, RIGHT = Choice.LEFT, Choice.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One side's value and how it stands: "plain", "member", "chosen", "proposed", "open",
    "dropped", or "differs" where nothing can be chosen."""

    words: str
    state: str = "plain"

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. `field` only where there is something to choose, `who` whose field it is. `couple`
    names a member (uid at the left) who is told to be one person of both."""

    label: str
    left: Half
    right: Half
    field: Field | None = None
    couple: str = ""
    who: str = ""
    is_member: bool = False
    is_open: bool = False

    def __str__(self) -> str:
        return self.label


Choices = dict[str, Choice]


def all_fields(view: View) -> tuple[Field, ...]:
    """Everything to choose, with the household that keeps a person first."""
    if view.kind != PERSON:
        return view.fields
    homes = [side.household for side in (view.left, view.right)]
    said = [t("twins-keep-in", number=h.number, name=head_word(h.head_name)) for h in homes]
    return (Field(key=KEEP, name=KEEP, left=said[0], right=said[1]), *view.fields)


def pick(field: Field, choices: Choices) -> Choice | None:
    """What was chosen, else what is proposed."""
    return choices.get(field.key, field.proposal)


def open_fields(view: View, choices: Choices) -> list[Field]:
    """What somebody still has to choose."""
    return [f for f in all_fields(view) if pick(f, choices) is None]


def rows(view: View, choices: Choices, apart: Collection[str] = ()) -> list[Row | Heading]:
    """The household's fields, its members with theirs, sheets and events."""
    return _rows(view, all_fields(view), choices, apart)


def rows_to_look_at(view: View) -> list[Row | Heading]:
    """The same where nothing can be chosen: what differs is marked, nothing is proposed."""
    told = [f for f in view.fields if f.name != "number"]
    found = _rows(view, told, {}, ())
    return [
        row if isinstance(row, Heading) or row.field is None else _looked_at(row) for row in found
    ]


def _looked_at(row: Row) -> Row:
    left, right = (replace(half, state="differs") for half in (row.left, row.right))
    return replace(row, left=left, right=right, field=None, who=row.who, is_open=False)


def _rows(
    view: View, found: Sequence[Field], choices: Choices, apart: Collection[str]
) -> list[Row | Heading]:
    own = [f for f in found if not f.who and f.name not in _SHEETS]
    made: list[Row | Heading] = [Heading(t("twins-household"))]
    made += [_field(f, choices) for f in own]
    made += _alike(view, {f.name for f in own})
    made.append(Heading(t("twins-members")))
    made += _members(view, found, choices, apart)
    sheets = [f for f in found if f.name in _SHEETS]
    if sheets:
        made.append(Heading(t("twins-sheets")))
        made += [_field(f, choices) for f in sheets]
    return made


_SHEETS = frozenset({"review", "sheet_a", "event"})


def _field(field: Field, choices: Choices) -> Row:
    chosen, proposed = choices.get(field.key), field.proposal
    halves = []
    for side in (LEFT, RIGHT):
        state = _state(side, chosen, proposed)
        said = words.value(field.name, field.value(side))
        halves.append(Half(words=said or _blank(field), state=state))
    return Row(
        label=words.field_name(field), left=halves[0], right=halves[1], field=field,
        who=field.who, is_open=pick(field, choices) is None,
    )  # fmt: skip


def _blank(field: Field) -> str:
    return t("twins-no-event") if field.name == "event" else t("twins-blank")


def _state(side: Choice, chosen: Choice | None, proposed: Choice | None) -> str:
    if chosen is not None:
        return "chosen" if chosen is side else "dropped"
    if proposed is not None:
        return "proposed" if proposed is side else "dropped"
    return "open"


def _alike(view: View, told: Collection[str]) -> Iterator[Row]:
    """What the household is known by, where both say the same."""
    left, right = view.left, view.right
    if "number" not in told and view.kind != LISTED:
        yield _plain(t("twins-number"), left.household.number, right.household.number)
    if "village" not in told:
        yield _plain(t("twins-field-village"), left.household.village, right.household.village)
    yield _plain(t("twins-count"), words.people(left.household), words.people(right.household))
    decided = words.sheets(left.reviews), words.sheets(right.reviews)
    if any(decided):
        yield _plain(t("twins-rounds"), *decided)


def _plain(label: str, left: str, right: str) -> Row:
    return Row(label=label, left=Half(words=left), right=Half(words=right))


# Members -----------------------------------------------------------------------------------------
def _members(
    view: View, found: Sequence[Field], choices: Choices, apart: Collection[str]
) -> Iterator[Row]:
    of_left = {a.uid: b for a, b in view.both}
    taken = {b.uid for _, b in view.both}
    for person in view.left.household.members:
        other = of_left.get(person.uid)
        if other is not None:
            yield _couple(view, person, other)
            yield from (_field(f, choices) for f in found if f.key.startswith(f"{person.uid}:"))
        else:
            yield _lone(view, person, LEFT, is_apart=person.uid in apart)
    for person in view.right.household.members:
        if person.uid not in taken:
            yield _lone(view, person, RIGHT)


def _couple(view: View, person: Person, other: Person) -> Row:
    return Row(
        label=t("twins-one-person"), left=_member(person), right=_member(other), couple="" if view.kind == PERSON else person.uid,
        is_member=True,
    )  # fmt: skip


def _member(person: Person) -> Half:
    return Half(words=words.person(person), state="member")


def _lone(view: View, person: Person, side: Choice, *, is_apart: bool = False) -> Row:
    """Whom only one side has; stays in any case."""
    here, none = _member(person), Half(words="")
    return Row(
        label=t("twins-two-persons") if is_apart else _lone_word(view, side),
        left=here if side is LEFT else none, right=none if side is LEFT else here,
        couple=person.uid if is_apart else "", is_member=True,
    )  # fmt: skip


def _lone_word(view: View, side: Choice) -> str:
    if view.kind == PERSON:
        return t("twins-other-member")
    is_new = view.kind == LISTED and side is RIGHT
    return t("twins-member-added") if is_new else t("twins-member-kept")
