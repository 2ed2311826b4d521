"""Steps of the answers of a sheet: B1, the twelve deprivations, causes, day; each a new state."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.household import Person
from desktop.domain.vietnamese import nfc
from desktop.rules.ages import possible_ages
from desktop.rules.checks import TYPED
from desktop.rules.classify import b1_total, points_of
from desktop.rules.derive import Proposal, propose, square_metres
from desktop.rules.standard import Deprivation
from desktop.ui.pages.entry import roster_fields
from desktop.ui.pages.entry.state import Keying, answered, with_note, without


# B1 ----------------------------------------------------------------------------------------------
def type_b1(state: Keying, typed: str) -> Keying:
    """The total from the foot of the paper's B1 table."""
    text = nfc(typed)
    if text and not text.isdigit():
        return with_note(answered(state, b1_points=None), f"{TYPED}b1", text)
    return with_note(answered(state, b1_points=int(text) if text else None), f"{TYPED}b1", "")


def answer_b1(state: Keying, item_id: str, key: str) -> Keying | None:
    """An item of the B1 table by its digit; None where the item has no such digit."""
    item = next(i for i in state.standard.b1_items if i.id == item_id)
    option = next((o for o in item.options if o.key == key), None)
    if option is None:
        return None
    return answered(state, b1_choices={**state.answers.b1_choices, item_id: option.id})


def clear_b1(state: Keying, item_id: str) -> Keying:
    """An item of the B1 table open again."""
    return answered(state, b1_choices=without(state.answers.b1_choices, item_id))


def b1_as_last(state: Keying, item_id: str = "") -> Keying:
    """The total, or an item, as in the last round; nothing happens where that is not known."""
    last = state.last
    if item_id:
        chosen = last.answers.b1_choices.get(item_id) if last else None
        if chosen is None:
            return state
        return answered(state, b1_choices={**state.answers.b1_choices, item_id: chosen})
    points = last_b1(state)
    return state if points is None else type_b1(state, str(points))


def last_b1(state: Keying) -> int | None:
    """B1 points of the last round."""
    return state.last.outcome.b1_points if state.last and state.last.outcome else None


def b1(state: Keying) -> int | None:
    """B1 points as far as they are keyed."""
    return b1_total(state.answers, state.standard, state.area)


def b1_so_far(state: Keying) -> int:
    """The sum of the items of the table that are answered."""
    options = (
        item.option(state.answers.b1_choices.get(item.id)) for item in state.standard.b1_items
    )
    return sum(option.points[state.area] for option in options if option)


# Deprivations ------------------------------------------------------------------------------------
def last_facts(state: Keying) -> Mapping[str, str]:
    """Answers of the last round's sheet."""
    return state.last.answers.facts if state.last else {}


def facts_in_play(state: Keying) -> dict[str, str]:
    """This year's answers over the last ones: what proposals rest on."""
    facts = state.answers.facts
    kept = {
        fact: answer
        for fact, answer in last_facts(state).items()
        # Last year's children count as long as the question is not answered this year.
        if not (":" in fact and fact.partition(":")[0] in facts)
    }
    return {**kept, **facts}


def proposals_of(state: Keying) -> dict[str, Proposal]:
    """A proposal for each deprivation, from the roster and the facts in play."""
    return propose(state.standard, state.present, facts_in_play(state), state.counted_on)


def deprivation(state: Keying, code: str) -> Deprivation:
    """The standard's deprivation of this code."""
    found = state.standard.deprivation(code)
    assert found is not None, code
    return found


def facts_of(of: Deprivation, facts: Mapping[str, str]) -> dict[str, str]:
    """The facts that belong to a deprivation, also those per child ("nutrition:<uid>")."""
    ids = {choice.id for choice in of.choices}
    return {f: answer for f, answer in facts.items() if f.partition(":")[0] in ids}


def children_of(state: Keying, of: Deprivation) -> list[Person]:
    """Whom an answer about nutrition may be about: members who may still be children."""
    if of.derive != "nutrition":
        return []
    under = of.params["child_under"]
    return [
        p
        for p in state.present
        if p.born and p.name and possible_ages(p.born, state.counted_on)[0] < under
    ]


def answer(state: Keying, code: str, choice_id: str, key: str) -> Keying | None:
    """A choice of a deprivation by its digit; confirmed as soon as all its choices are answered."""
    of = deprivation(state, code)
    choice = next(c for c in of.choices if c.id == choice_id)
    option = next((o for o in choice.options if o.key == key), None)
    if option is None:
        return None
    after = answered(state, facts={**state.answers.facts, choice_id: option.id})
    if len(of.choices) == 1:
        return confirm(after, code, option.deprived)
    return _confirm_if_whole(after, of)


def type_area(state: Keying, code: str, typed: str) -> Keying:
    """A number that a deprivation asks for: the area in m²."""
    of = deprivation(state, code)
    fact = of.choices[0].id
    text = nfc(typed)
    facts = without(state.answers.facts, fact) | ({fact: text} if text else {})
    after = _open(answered(state, facts=facts), code)
    return _confirm_if_whole(after, of) if square_metres(text) else after


def _confirm_if_whole(state: Keying, of: Deprivation) -> Keying:
    if any(choice.id not in state.answers.facts for choice in of.choices):
        return _open(state, of.code)
    says = proposals_of(state)[of.code].deprived
    return state if says is None else confirm(state, of.code, says)


def confirm(state: Keying, code: str, deprived: bool) -> Keying:
    """The official's word on a deprivation."""
    return answered(state, confirmed={**state.answers.confirmed, code: deprived})


def _open(state: Keying, code: str) -> Keying:
    return answered(state, confirmed=without(state.answers.confirmed, code))


def clear(state: Keying, code: str) -> Keying:
    """A deprivation as if nothing had been keyed."""
    gone = facts_of(deprivation(state, code), state.answers.facts)
    return _open(answered(state, facts=without(state.answers.facts, *gone)), code)


def take(state: Keying, code: str) -> Keying:
    """Confirm what is proposed, with the facts it rests on; nothing happens without a proposal."""
    says = proposals_of(state)[code].deprived
    if says is None:
        return state
    facts = facts_of(deprivation(state, code), facts_in_play(state))
    return confirm(answered(state, facts={**state.answers.facts, **facts}), code, says)


def take_all(state: Keying) -> Keying:
    """Confirm all proposals of lines that are still open."""
    for of in state.standard.deprivations:
        if of.code not in state.answers.confirmed:
            state = take(state, of.code)
    return state


def with_answers_of(state: Keying, before: Keying) -> Keying:
    """The deprivations as they were at an earlier step."""
    return answered(state, facts=before.answers.facts, confirmed=before.answers.confirmed)


def as_last(state: Keying, code: str) -> Keying:
    """A deprivation as in the last round; nothing happens where that is not known."""
    deprived = last_deprived(state).get(code)
    if deprived is None:
        return state
    of = deprivation(state, code)
    facts = without(state.answers.facts, *facts_of(of, state.answers.facts))
    facts |= facts_of(of, last_facts(state))
    return confirm(answered(state, facts=facts), code, deprived)


def last_deprived(state: Keying) -> dict[str, bool]:
    """What the last round said of each deprivation, as far as it is known."""
    last = state.last
    if last is None:
        return {}
    known = dict(last.answers.confirmed)
    outcome = last.outcome
    if outcome is not None:
        whole = points_of(state.standard, outcome.deprived) == outcome.b2_points
        for of in state.standard.deprivations:
            if of.code in outcome.deprived:
                known[of.code] = True
            elif whole:
                known[of.code] = False
    return known


# Causes, signing ---------------------------------------------------------------------------------
def toggle_cause(state: Keying, key: str) -> Keying:
    """Choose a cause of poverty by its digit, or let go of it; they keep the order of the form."""
    causes = state.standard.causes
    code = next((c.code for c in causes if c.key == key), None)
    if code is None:
        return state
    chosen = set(state.answers.causes) ^ {code}
    other = state.answers.cause_other if "other" in chosen else ""
    ordered = tuple(c.code for c in causes if c.code in chosen)
    return answered(state, causes=ordered, cause_other=other)


def causes_as_last(state: Keying) -> Keying:
    """The causes of the last round."""
    last = state.last
    if last is None or not last.answers.causes:
        return state
    return answered(state, causes=last.answers.causes, cause_other=last.answers.cause_other)


def type_day(state: Keying, typed: str) -> Keying:
    """The day of the review."""
    text = nfc(typed)
    day = roster_fields.read_day(text, state.today)
    unreadable = text if text and day is None else ""
    return with_note(answered(state, reviewed_on=day), f"{TYPED}reviewed_on", unreadable)
