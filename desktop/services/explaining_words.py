"""The words of an explanation, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.review import HouseholdClass
from desktop.reports.forms.explanation import Block, Line, Words
from desktop.rules.explain import DeprivationLine, Elsewhere, Explanation, Margin
from desktop.rules.since import About, Difference
from desktop.text import t

if TYPE_CHECKING:
    from desktop.services.explaining import Explained

__all__ = ["Block", "Line", "answer_blocks", "change_line", "class_word", "context", "elsewhere_lines", "limit_words", "margin_lines", "paper_words", "standard_words", "verdict_words"]  # fmt: skip


def class_word(household_class: HouseholdClass | None) -> str:
    """The class inside a sentence."""
    word = t(f"class-{household_class}") if household_class else t("explain-open")
    return word[:1].lower() + word[1:]


def context(told: Explained) -> str:
    """Which household, which sheet."""
    key = "explain-context-draft" if told.is_draft else "explain-context"
    if told.review.decision_no:
        key = "explain-context-decided"
    return t(
        key, number=told.household.number, village=told.household.village,
        year=str(told.review.year), people=told.review.people, decision=told.review.decision_no,
    )  # fmt: skip


def verdict_words(made: Explanation) -> str:
    """The sentence that decided."""
    return f"{t(made.verdict_key, **made.verdict_details)}."


def limit_words(made: Explanation) -> str:
    """What the limit of the area stands for."""
    area = t(f"area-{made.area}")
    if made.income_vnd is None:
        return t("explain-limit-bare", limit=made.b1_limit, area=area)
    return t("explain-limit", limit=made.b1_limit, area=area, income=made.income_vnd)


def standard_words(made: Explanation) -> str:
    """Name and source of the standard, said once where they are the same."""
    return f"{': '.join(dict.fromkeys((made.standard_name, made.standard_source)))}."


# Answers -----------------------------------------------------------------------------------------
def answer_blocks(made: Explanation) -> tuple[Block, ...]:
    """B1 with its items, the deprivations, each with its sum."""
    return (
        Block(title=t("explain-b1"), lines=tuple(_b1(made))),
        Block(title=t("explain-b2", count=len(made.deprivations)), lines=tuple(_b2(made))),
    )


def _b1(made: Explanation) -> Iterator[Line]:
    for item in made.b1_items:
        answer = item.answer or t("explain-not-keyed")
        yield Line(what=item.label, answer=answer, points=item.points, source=item.source)
    keyed = "" if made.b1_items else t("explain-keyed")
    yield Line(
        what=t("explain-b1-total"), answer=keyed, points=made.b1_points, source=made.b1_source,
        is_total=True,
    )  # fmt: skip


def _b2(made: Explanation) -> Iterator[Line]:
    for line in made.deprivations:
        yield Line(
            what=f"{line.number}. {line.name}", answer=_answer(line), source=line.source,
            seen=line.seen, tip=line.rule, points=None if line.deprived is None else line.points,
        )  # fmt: skip
    yield Line(
        what=t("explain-b2-total"), answer=t("explain-b2-limit", limit=made.b2_limit),
        points=made.b2_points, source=made.b2_source, is_total=True,
    )  # fmt: skip


def _answer(line: DeprivationLine) -> str:
    proposal = line.proposal
    reason = t(proposal.reason_key, **proposal.details) if proposal else ""
    if line.deprived is not None:
        agrees = proposal is not None and proposal.deprived is line.deprived
        why = line.note or (reason if agrees else "")
        word = _deprived_word(line.deprived)
        return f"{word}. {why}" if why else word
    if proposal is not None and proposal.deprived is not None:
        return t("explain-waits", word=_deprived_word(proposal.deprived), why=reason)
    return t("explain-not-keyed")


def _deprived_word(deprived: bool) -> str:
    return t("explain-deprived") if deprived else t("explain-not-deprived")


# Limits ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class MarginLine:
    """How far one part is from its limit: what it is called, and the sentences."""

    title: str
    words: str


def margin_lines(told: Explained) -> tuple[MarginLine, ...]:
    """What a point more or less would have meant; one line that says why there is none."""
    if told.margins:
        return tuple(MarginLine(t(f"explain-margin-{m.part}"), _margin(m)) for m in told.margins)
    why = "explain-margin-open" if told.is_draft else "explain-margin-none"
    return (MarginLine("", t(why)),)


def _margin(margin: Margin) -> str:
    if margin.part == "b1":
        return f"{_b1_margin(margin)} {_step(margin)}"
    return f"{_b2_margin(margin)} {_step(margin)}" if margin.by else _b2_margin(margin)


def _b1_margin(margin: Margin) -> str:
    is_within = margin.points <= margin.limit
    left = margin.limit - margin.points
    details = {"points": margin.points, "limit": margin.limit, "left": abs(left)}
    goal = margin.points + (margin.by or 0)
    key = "explain-b1-within" if is_within else "explain-b1-above"
    return t(key, goal=goal, other=class_word(margin.other), **details)


def _b2_margin(margin: Margin) -> str:
    details = {"points": margin.points, "limit": margin.limit}
    if margin.by is None:
        return t("explain-b2-nothing", **details)
    key = "explain-b2-more" if margin.by > 0 else "explain-b2-less"
    return t(key, by=abs(margin.by), other=class_word(margin.other), **details)


def _step(margin: Margin) -> str:
    """The smallest step up and down, where it changes the class or where neither does."""
    less, more = margin.one_less, margin.one_more
    is_up = margin.by is not None and margin.by > 0
    turned = more if is_up else less
    if turned is not None and turned is margin.other:
        key = "explain-step-more" if is_up else "explain-step-less"
        return t(f"{key}-{margin.part}", other=class_word(turned))
    return t(f"explain-step-none-{margin.part}")


# What changed --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference in words."""

    what: str
    before: str
    after: str


_COUNTED = (About.B1, About.B2, About.PEOPLE)


def change_line(difference: Difference) -> ChangeLine:
    """What, before, now."""
    about, field = difference.about, difference.field
    key = f"since-field-{field}" if about is About.HOUSEHOLD else f"since-{about}"
    what = t(key, name=difference.name, field=t(f"since-field-{field}") if field else "")
    if about is About.CAME and difference.after:
        return ChangeLine(what, "", difference.after)
    return ChangeLine(
        what, _value(difference, difference.before), _value(difference, difference.after)
    )


_WORDS = {"sex": "sex", "schooling": "schooling", "work": "work"}


def _value(difference: Difference, value: str) -> str:
    if not value:
        return "" if difference.about in (About.LEFT, About.CAME) else "–"
    if difference.about is About.CLASS:
        return t(f"class-{value}")
    if difference.about is About.DEPRIVATION:
        return _deprived_word(value == "yes")
    if difference.field in _WORDS:
        return t(f"{_WORDS[difference.field]}-{value}")
    if difference.field == "id" and not value.isdigit():
        return t(f"id-{value}")
    is_flag = difference.field in ("insured", "merit_person", "no_labour_capacity")
    return t(f"insured-{value}") if is_flag else value


# Another standard ----------------------------------------------------------------------------------
def elsewhere_lines(other: Elsewhere) -> tuple[str, ...]:
    """The result under another standard, or what is missing for one."""
    if other.household_class is not None:
        points = t(
            "explain-other-points", b1=other.b1_points or 0, b1_limit=other.b1_limit or 0,
            b2=other.b2_points or 0, b2_limit=other.b2_limit or 0,
        )  # fmt: skip
        return (t("explain-other-class", kind=class_word(other.household_class)), points)
    lines = [t("explain-other-none")]
    lines += [t("explain-other-missing", what=what) for what in other.missing]
    lines += [t(f"explain-{key}", **details) for key, details in other.lacking]
    if other.missing and other.income_vnd is not None:
        lines.append(t("explain-other-income", income=other.income_vnd))
    return tuple(lines)


# The paper ---------------------------------------------------------------------------------------
def paper_words(told: Explained) -> Words:
    """Everything that the paper says."""
    changes = [change_line(d) for d in told.changes]
    blocks = [
        *answer_blocks(told.made),
        Block(
            title=t("explain-margins"),
            lines=tuple(Line(what=m.title, answer=m.words) for m in margin_lines(told)),
        ),
    ]  # fmt: skip
    if told.last is not None:
        lines = tuple(Line(what=c.what, answer=_before_after(c)) for c in changes)
        nothing = (Line(what="", answer=t("explain-no-change")),)
        title = t("explain-changes", year=str(told.last.year))
        blocks.append(Block(title=title, lines=lines or nothing))
    if told.other is not None:
        line = Line(what=told.other.standard_name, answer="\n".join(elsewhere_lines(told.other)))
        blocks.append(Block(title=t("explain-other"), lines=(line,)))
    kind = class_word(told.made.household_class)
    return Words(
        head=told.household.head_name or t("households-nameless"), context=context(told),
        verdict=t("explain-verdict", kind=kind, sentence=verdict_words(told.made)),
        limit=limit_words(told.made), standard=standard_words(told.made), blocks=tuple(blocks),
    )  # fmt: skip


def _before_after(line: ChangeLine) -> str:
    if not line.before:
        return line.after
    return t("explain-before-after", before=line.before, after=line.after or "–")
