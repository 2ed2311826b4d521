"""Sheet B for the field: sections, questions and digits in the order of the entry page.

The circular's own layout of annex III is not known (law.md §10): the contents are laid out by NĐ30.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Review
from desktop.domain.unit import Area, Office
from desktop.domain.vietnamese import nfc, show_birth
from desktop.reports.field_layout import GAP, LEFT, ROOM, SIZE, Fill, Flow, Laid, option_lines
from desktop.reports.ink import BOLD, LEADING, MM, REGULAR, width, wrap
from desktop.reports.sheet import Column, Foot, Heading, Kind, Merge, Row, RowKind, Sheet
from desktop.rules.standard import B1Item, Deprivation, Standard
from desktop.text import t

MEMBER_FIELDS = (
    "name", "relation", "born", "sex", "ethnic_group", "citizen_id", "schooling", "insured", "work",
)  # fmt: skip
GENERAL_FIELDS = ("merit_person", "no_labour_capacity")
LEAST_ROWS, SPARE_ROWS = 7, 1
_WIDTHS = (44, 17, 20, 9, 18, 26, 14, 11, 13)  # mm, as MEMBER_FIELDS; the number of the line is 6
_ROW, _HEAD = 8.2 * MM, 7.5 * MM
_LABEL = 52 * MM
_SMALL = 9.5
_WAS = 26 * MM  # at the right of a deprivation: what the year before said
_B2_ROOM = ROOM - _LABEL - _WAS


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldContext:
    """Who gives the sheets out, in which round, by which standard.

    `practice`: a practice standard or book. `prefilled`: the sheets carry facts of a year before.
    """

    office: Office
    year: int
    standard: Standard
    area: Area
    practice: bool = False
    prefilled: bool = False


def rows_for(households: Sequence[Household]) -> int:
    """Lines of the roster that do for all of these households, with one to spare."""
    most = max((len(h.present) for h in households), default=0)
    return max(LEAST_ROWS, most + SPARE_ROWS)


def heading(context: FieldContext, letter: str) -> Heading:
    """The head of a sheet: who gives it out, its letter, the round and the standard."""
    office = context.office
    return Heading(
        parent=t("paper-upper-body", name=nfc(office.upper_name).upper()),
        body=t("paper-own-body", name=nfc(office.name).upper()),
        title=(t(f"field-title-{letter.lower()}", year=str(context.year)).upper(),),
        subtitle=(nfc(context.standard.name),),
        practice=context.practice,
    )


def lay_out(context: FieldContext, rows: int = LEAST_ROWS) -> Laid:
    """The sheet with so many lines for members."""
    running = t("field-running-b", year=str(context.year))
    flow = Flow(heading(context, "B"), running)
    household_lines(flow)
    _general(flow)
    _members(flow, rows)
    _b1(flow, context)
    _deprivations(flow, context)
    _causes(flow, context.standard)
    _signing(flow)
    if context.prefilled:
        flow.paragraph(t("field-last-note"), size=9)
    return flow.laid()


def household_lines(flow: Flow) -> None:
    """Number, village, head: who the sheet is about."""
    flow.y += 2
    half = ROOM / 2
    flow.named_line("head", t("field-head"), LEFT, half + 40)
    flow.named_line("number", t("field-number"), LEFT + half + 48, half - 48 - 24 * MM)
    flow.y += SIZE * LEADING + 5
    flow.named_line("village", t("field-village"), LEFT, half + 40)
    flow.slot("as-of", LEFT + half + 48, flow.y, half - 48, SIZE * LEADING)
    flow.y += SIZE * LEADING + 4


def _general(flow: Flow) -> None:
    flow.section(t("field-section-1"))
    for name in GENERAL_FIELDS:
        flow.say(t(f"field-{name}"), LEFT, flow.y)
        yes_no = _yes_no(f"general:{name}", t("insured-yes"), t("insured-no"))
        flow.options(yes_no, LEFT + _LABEL + 10, ROOM - _LABEL)


def _yes_no(name: str, yes: str, no: str) -> list[tuple[str, str, str]]:
    return [(f"{name}:1", "1", yes), (f"{name}:0", "0", no)]


# Members -----------------------------------------------------------------------------------------
def _members(flow: Flow, rows: int) -> None:
    flow.section(t("field-section-2"), t("field-section-2-hint"))
    _member_head(flow)
    for number in range(1, rows + 1):
        flow.need(_ROW)
        x = LEFT
        for name, wide in zip(("no", *MEMBER_FIELDS), _widths(), strict=True):
            flow.cell(f"member:{number}:{name}", x, flow.y, wide, _ROW)
            x += wide
        flow.say(str(number), LEFT + 4, flow.y + 2, REGULAR, _SMALL)
        flow.y += _ROW
    flow.y += 3
    for line in _legends():
        flow.paragraph(line, size=8.5)


def _widths() -> tuple[float, ...]:
    total = 6 + sum(_WIDTHS)
    return tuple(w * ROOM / total for w in (6, *_WIDTHS))


def _member_head(flow: Flow) -> None:
    x = LEFT
    titles = (t("paper-col-no"), *(t(f"field-col-{name}") for name in MEMBER_FIELDS))
    for title, wide in zip(titles, _widths(), strict=True):
        flow.cell("", x, flow.y, wide, _HEAD)
        lines = wrap(title, BOLD, 8, wide - 3)
        top = flow.y + (_HEAD - len(lines) * 8 * LEADING) / 2
        for number, line in enumerate(lines):
            left = x + (wide - width(line, BOLD, 8)) / 2
            flow.say(line, left, top + number * 8 * LEADING, BOLD, 8)
        x += wide
    flow.y += _HEAD


def codes_of(name: str) -> tuple[tuple[str, str], ...]:
    """(digit, word) of a choice of the roster, as the entry page takes them."""
    if name == "insured":
        return (("1", t("insured-yes")), ("0", t("insured-no")))
    words = {
        "sex": [t(f"sex-{s}") for s in Sex],
        "schooling": [t(f"schooling-{s}") for s in Schooling],
        "work": [t(f"work-{w}") for w in Work],
    }[name]
    return tuple((str(n), word) for n, word in enumerate(words, start=1))


def _legends() -> Iterator[str]:
    for names in (("sex", "insured"), ("schooling",), ("work",)):
        yield ". ".join(
            f"{t(f'field-col-{name}')}: "
            + "; ".join(f"{key} {word[:1].lower() + word[1:]}" for key, word in codes_of(name))
            for name in names
        ) + "."  # fmt: skip


# B1, deprivations, causes, signing ---------------------------------------------------------------
def _b1(flow: Flow, context: FieldContext) -> None:
    items = context.standard.b1_items if context.area in context.standard.b1_areas else ()
    flow.section(t("field-section-3"), t("field-b1-hint") if items else "", keep=40)
    for number, item in enumerate(items, start=1):
        _question(flow, f"{number}. {item.label}", _item_options(item, context.area))
    key = "field-b1-sum" if items else "field-b1-total"
    flow.need(20)
    flow.named_line("b1", t(key), LEFT, ROOM * 0.62)
    flow.slot("b1-last", LEFT + ROOM * 0.64, flow.y, ROOM * 0.36, SIZE * LEADING)
    flow.y += SIZE * LEADING + 5


def _item_options(item: B1Item, area: Area) -> list[tuple[str, str, str]]:
    return [
        (
            f"b1:{item.id}:{o.id}",
            o.key,
            t("field-option-points", label=o.label, points=o.points[area]),
        )
        for o in item.options
    ]


def _question(
    flow: Flow, label: str, options: Sequence[tuple[str, str, str]],
    *, indent: float = 0, wide: float = ROOM - _LABEL, was: str = "",
) -> None:  # fmt: skip
    """The question left, its boxes right, both as high as they need; `was` is a slot at the edge."""
    lines = wrap(nfc(label), REGULAR, 10, _LABEL - 4)
    step = 10 * LEADING + GAP
    tall = max(len(lines) * 10 * LEADING, option_lines(options, wide) * step)
    flow.need(tall)
    top = flow.y
    for number, line in enumerate(lines):
        flow.say(line, LEFT + indent, top + number * 10 * LEADING, REGULAR, 10)
    if was:
        flow.slot(was, LEFT + ROOM - _WAS, top, _WAS, 10 * LEADING)
    flow.options(options, LEFT + _LABEL, wide)
    flow.y = max(flow.y, top + len(lines) * 10 * LEADING + 2.6)


def _deprivations(flow: Flow, context: FieldContext) -> None:
    flow.section(t("field-section-4"), t("field-b2-hint"), keep=40)
    for of in context.standard.deprivations:
        label = f"{of.number}. {of.name}"
        if not of.choices:
            name = f"deprivation:{of.code}"
            yes_no = _yes_no(name, t("field-deprived"), t("field-not-deprived"))
            _question(flow, label, yes_no, wide=_B2_ROOM, was=f"was:{of.code}")
        elif not of.choices[0].options:
            _measure(flow, label, of)
        else:
            _choices(flow, label, of)


def _measure(flow: Flow, label: str, of: Deprivation) -> None:
    choice = of.choices[0]
    lines = wrap(nfc(label), REGULAR, 10, _LABEL - 4)
    flow.need(len(lines) * 10 * LEADING + 4)
    for number, line in enumerate(lines):
        flow.say(line, LEFT, flow.y + number * 10 * LEADING, REGULAR, 10)
    flow.blank_line(f"fact:{choice.id}", LEFT + _LABEL, flow.y, 30 * MM)
    flow.say(choice.unit, LEFT + _LABEL + 32 * MM, flow.y, REGULAR, 10)
    flow.slot(f"was:{of.code}", LEFT + ROOM - _WAS, flow.y, _WAS, 10 * LEADING)
    flow.y += max(len(lines), 1) * 10 * LEADING + 3.6


def _choices(flow: Flow, label: str, of: Deprivation) -> None:
    several = len(of.choices) > 1
    for number, choice in enumerate(of.choices):
        options = [(f"fact:{choice.id}:{o.id}", o.key, o.label) for o in choice.options]
        if several and number:
            _question(flow, choice.label, options, indent=14, wide=_B2_ROOM)
        else:
            shown = f"{label}: {choice.label}" if several else label
            _question(flow, shown, options, wide=_B2_ROOM, was=f"was:{of.code}")


def _causes(flow: Flow, standard: Standard) -> None:
    options = [(f"cause:{c.code}", c.key, c.label) for c in standard.causes]
    flow.section(t("field-section-5"), t("field-causes-hint"))
    flow.options(options, LEFT, ROOM)
    flow.named_line("cause_other", t("field-cause-other"), LEFT, ROOM)
    flow.y += SIZE * LEADING + 5


def _signing(flow: Flow) -> None:
    flow.section(t("field-section-6"), keep=36 * MM)
    flow.named_line("enumerator", t("field-enumerator"), LEFT, ROOM * 0.55)
    flow.named_line("reviewed_on", t("field-reviewed-on"), LEFT + ROOM * 0.58, ROOM * 0.42)
    flow.y += SIZE * LEADING + 8
    signatures(flow)


def signatures(flow: Flow) -> None:
    """Who answered left, who asked right, with room for their hands."""
    for key, centre in (("field-sign-household", 0.22), ("field-sign-enumerator", 0.78)):
        title, below = t(key), t("field-sign-name")
        flow.say(title, LEFT + ROOM * centre - width(title, BOLD, 11) / 2, flow.y, BOLD, 11)
        x = LEFT + ROOM * centre - width(below, REGULAR, 9) / 2
        flow.say(below, x, flow.y + 14, REGULAR, 9)
    flow.y += 22 * MM


# What a household's own sheet holds --------------------------------------------------------------
def who_fills(household: Household) -> dict[str, Fill]:
    """Who the sheet is about: on every sheet that has a code."""
    return {
        "head": household.head_name,
        "number": household.number,
        "village": household.village,
    }


def last_fills(household: Household, last: Review | None) -> dict[str, Fill]:
    """The roster now and the answers of the last review: words, and boxes to shade."""
    fills: dict[str, Fill] = {}
    for name in GENERAL_FIELDS:
        fills[f"general:{name}:{int(getattr(household, name))}"] = True
    for number, person in enumerate(household.present, start=1):
        for name in MEMBER_FIELDS:
            fills[f"member:{number}:{name}"] = cell_of(person, name)
    return fills | _answer_fills(last) if last is not None else fills


def _answer_fills(last: Review) -> dict[str, Fill]:
    year, answers, outcome = str(last.year), last.answers, last.outcome
    fills: dict[str, Fill] = {"as-of": t("field-as-of", year=year)}
    if outcome and outcome.b1_points is not None:
        fills["b1-last"] = t("field-b1-last", year=year, points=outcome.b1_points)
    fills |= {f"b1:{item}:{option}": True for item, option in answers.b1_choices.items()}
    fills |= {f"deprivation:{code}:{int(yes)}": True for code, yes in answers.confirmed.items()}
    fills |= {f"was:{code}": _was(last.year, yes) for code, yes in answers.confirmed.items()}
    fills |= {f"fact:{fact}:{answer}": True for fact, answer in answers.facts.items()}
    fills |= {f"fact:{fact}": answer.replace(".", ",") for fact, answer in answers.facts.items()}
    fills |= {f"cause:{code}": True for code in answers.causes}
    fills["cause_other"] = answers.cause_other
    return fills


def _was(year: int, deprived: bool) -> str:
    return t("field-was-deprived" if deprived else "field-was-not", year=str(year))


def cell_of(person: Person, name: str) -> str:
    """What stands in a cell of the roster: digits for choices, words for the rest."""
    if name == "born":
        return show_birth(person.born)
    if name == "citizen_id":
        return t("field-no-id") if person.id_state is IdState.NOT_ISSUED else person.citizen_id
    if name == "insured":
        return "" if person.insured is None else str(int(person.insured))
    value = getattr(person, name)
    if value is None:
        return ""
    kinds: dict[str, list[object]] = {
        "sex": [*Sex], "schooling": [*Schooling], "work": [*Work],
    }  # fmt: skip
    return str(kinds[name].index(value) + 1) if name in kinds else str(value)


# The blank sheet as a workbook -------------------------------------------------------------------
def blank_table(context: FieldContext) -> Sheet:
    """Every question with its digits in the order of keying, as a table to be filled in Excel."""
    head = (
        Column(title=t("paper-col-no"), kind=Kind.MARK, width=12, centred=True),
        Column(title=t("field-col-question"), width=62),
        Column(title=t("field-col-options"), width=78),
        Column(title=t("field-col-answer"), width=34, merge=Merge.NEVER),
    )
    return Sheet(
        form="B",
        heading=heading(context, "B"),
        head=head,
        body=tuple(_table_rows(context)),
        foot=Foot(),
        landscape=False,
    )


def _table_rows(context: FieldContext) -> Iterator[Row]:
    standard = context.standard
    parts: list[tuple[str, list[tuple[str, str]]]] = [
        ("1", [*((t(f"field-{n}"), "") for n in ("head", "number", "village")),
               *((t(f"field-{n}"), _keys(codes_of("insured"))) for n in GENERAL_FIELDS)]),
        ("2", [(t(f"field-col-{n}"), _member_keys(n)) for n in MEMBER_FIELDS]),
        ("3", _b1_lines(context)),
        ("4", [line for of in standard.deprivations for line in _deprivation_lines(of)]),
        ("5", [(t("field-causes"), _keys([(c.key, c.label) for c in standard.causes])),
               (t("field-cause-other"), "")]),
        ("6", [(t("field-enumerator"), ""), (t("field-reviewed-on"), "")]),
    ]  # fmt: skip
    for section, lines in parts:
        yield Row(kind=RowKind.SECTION, lines=(("", t(f"field-section-{section}"), "", ""),))
        for number, (question, keys) in enumerate(lines, start=1):
            yield Row(
                kind=RowKind.ENTRY, lines=((f"{section}.{number}", nfc(question), nfc(keys), ""),)
            )


def _keys(pairs: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{key} {word}" for key, word in pairs)


def _member_keys(name: str) -> str:
    return _keys(codes_of(name)) if name in ("sex", "schooling", "insured", "work") else ""


def _b1_lines(context: FieldContext) -> list[tuple[str, str]]:
    standard = context.standard
    items = standard.b1_items if context.area in standard.b1_areas else ()
    asked = [
        (item.label, "; ".join(f"{key} {label}" for _, key, label in _item_options(item, context.area)))
        for item in items
    ]  # fmt: skip
    return [*asked, (t("field-b1-sum" if items else "field-b1-total"), "")]


def _deprivation_lines(of: Deprivation) -> Iterator[tuple[str, str]]:
    if not of.choices:
        yield of.name, _keys([("1", t("field-deprived")), ("0", t("field-not-deprived"))])
    for choice in of.choices:
        question = of.name if len(of.choices) == 1 else f"{of.name}: {choice.label}"
        yield question, _keys([(o.key, o.label) for o in choice.options]) or choice.unit
