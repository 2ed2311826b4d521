"""The history of a household in words: its years, its members, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.act import Act
from desktop.domain.household import Household, Person
from desktop.domain.planning import Measure
from desktop.domain.review import Event, Review
from desktop.domain.vietnamese import show_birth, show_date
from desktop.services.planning.measure_words import in_words as measure_words
from desktop.services.recalling import History, Passage, YearLine
from desktop.text import t
from desktop.ui.pages.differing import differences, in_words


def context(household: Household) -> str:
    """Number, earlier numbers and village under the name."""
    if not household.former_numbers:
        return t("history-context", number=household.number, village=household.village)
    return t(
        "history-context-former",
        number=household.number,
        former=", ".join(household.former_numbers),
        village=household.village,
    )


def deprivations(line: YearLine, names: dict[str, str]) -> str:
    """How many, and which came and went since the review before."""
    assert line.review.outcome is not None
    count = len(line.review.outcome.deprived)
    parts = [t("history-lacks", count=count)] if count else []
    if line.came:
        parts.append(t("history-came", names=_listed(line.came, names)))
    if line.went:
        parts.append(t("history-went", names=_listed(line.went, names)))
    return "; ".join(parts)


def _listed(codes: Sequence[str], names: dict[str, str]) -> str:
    return ", ".join(_short(names.get(code, code)) for code in codes)


def _short(name: str) -> str:
    """With a small letter: it stands in a sentence."""
    return name[:1].lower() + name[1:]


def decision(review: Review) -> str:
    """Number and date of the decision, "" where there is none yet."""
    if review.decision_on is None:
        return review.decision_no
    return t("history-decision-of", number=review.decision_no, day=show_date(review.decision_on))


def what(passage: Passage) -> str:
    """The kind of a passage in two or three words."""
    if passage.act is not None:
        return t(f"act-{passage.act.kind}")
    if passage.event is not None:
        return t(f"event-{passage.event.kind}")
    return t(f"history-{passage.kind}")


def details(passage: Passage, history: History) -> str:
    """What there is to say of a passage, "" for nothing."""
    if passage.act is not None:
        return _act(passage.act, history)
    if passage.event is not None:
        return _event(passage.event, history)
    if passage.review is not None:
        return _review(passage)
    if passage.measure is not None:
        return _measure(passage.measure, history)
    if passage.escape is not None:
        return t("measure-escape-of-plan", year=str(passage.escape.year))
    found = differences(passage.changes, history.household.head_name)
    return "; ".join(in_words(d) for d in found)


def _act(act: Act, history: History) -> str:
    own = [e for e in act.after.events if e.household_uid == history.household.uid]
    told = [words for e in own if (words := _event(e, history))]
    reason = [act.reason] if act.reason and act.reason not in told else []
    undone = [t("history-undone", day=show_date(act.undone_at.date()))] if act.undone_at else []
    return "; ".join(dict.fromkeys([*told, *_planned(act, history), *reason, *undone]))


def _planned(act: Act, history: History) -> list[str]:
    """The measures and planned escapes that a deed wrote, or took out; of the household alone."""
    own = history.household.uid
    side = act.after if act.after.measures or act.after.planned_escapes else act.before
    said = [_measure(m, history) for m in side.measures if m.household_uid == own]
    return said + [
        t("measure-escape-of-plan", year=str(e.year))
        for e in side.planned_escapes
        if e.household_uid == own
    ]


def _measure(measure: Measure, history: History) -> str:
    words = measure_words(measure, history.kinds)
    return t("measure-of-plan", year=str(measure.year), words=words)


def _event(event: Event, history: History) -> str:
    name = next((p.name for p in history.household.members if p.who == event.person_uid), "")
    parts = [t("history-event-of", event=t(f"event-{event.kind}"), name=name)] if name else []
    return "; ".join([*parts, *([event.note] if event.note else [])])


def _review(passage: Passage) -> str:
    review = passage.review
    assert review is not None
    if review.outcome is None:
        return ""
    kind = t(f"class-{review.outcome.household_class}")
    if passage.kind == "decision":
        return t("history-decided", number=review.decision_no, kind=kind)
    return t("history-sheet-of", year=str(review.year), kind=kind, people=review.people)


def members(household: Household) -> list[Person]:
    """Those present in the order of the paper, then those who left, the latest first."""
    gone = [p for p in household.members if p.left_on is not None]
    return [*household.present, *sorted(gone, key=lambda p: str(p.left_on), reverse=True)]


def member(person: Person) -> tuple[str, str]:
    """Two lines: the name; relation, birth and how it ended."""
    parts = [person.relation, show_birth(person.born)]
    if person.sex is not None:
        parts.append(t(f"sex-{person.sex}"))
    if person.left_on is not None:
        day = show_date(person.left_on)
        why = person.left_why
        parts.append(t("history-left-why", day=day, why=why) if why else t("history-left", day=day))
    return person.name, ", ".join(part for part in parts if part)
