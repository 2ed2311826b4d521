"""Sheet A for the field: the request, its marks by number, and what follows from them.

The names of the marks are the office's own (law.md §4): where it gave none, there is a line to
write on.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.vietnamese import nfc
from desktop.reports.field_layout import LEFT, ROOM, SIZE, Flow, Laid
from desktop.reports.forms.sheet_b import FieldContext, heading, household_lines, signatures
from desktop.reports.ink import LEADING, MM, wrap
from desktop.reports.sheet import Column, Foot, Kind, Row, RowKind, Sheet
from desktop.rules.sheet_a import columns
from desktop.rules.standard import SheetARule
from desktop.text import t

_NAME, _BOX = 128 * MM, 40 * MM


def lay_out(context: FieldContext, rule: SheetARule, names: Mapping[str, str]) -> Laid:
    """One page: the request, the marks, their count and the rule, the signatures."""
    flow = Flow(heading(context, "A"), t("field-running-a", year=str(context.year)))
    household_lines(flow)
    flow.section(t("field-a-section-1"))
    flow.named_line("asked_on", t("field-asked-on"), LEFT, ROOM * 0.5)
    flow.y += SIZE * LEADING + 5
    flow.say(t("field-leaving"), LEFT, flow.y)
    flow.options(
        [("leaving:1", "1", t("insured-yes")), ("leaving:0", "0", t("insured-no"))],
        LEFT + _NAME, _BOX,
    )  # fmt: skip
    flow.section(t("field-a-section-2"), t("field-a-marks-hint"))
    for column in columns(rule):
        _mark(flow, column, nfc(names.get(column, "")))
    flow.y += 4
    flow.named_line("count", t("field-a-count"), LEFT, ROOM * 0.5)
    flow.y += SIZE * LEADING + 8
    flow.paragraph(t("field-a-rule", below=rule.listed_below))
    flow.paragraph(t("field-a-source", source=nfc(rule.source)), size=9.5)
    flow.y += 10
    flow.named_line("note", t("field-note"), LEFT, ROOM)
    flow.y += SIZE * LEADING + 14
    signatures(flow)
    return flow.laid()


def _mark(flow: Flow, column: str, name: str) -> None:
    top = flow.y
    if name:
        lines = wrap(f"{column}. {name}", "Tinos", SIZE, _NAME - 12)
        for number, line in enumerate(lines):
            flow.say(line, LEFT, top + number * SIZE * LEADING)
    else:
        lines = ("",)
        flow.named_line(f"name:{column}", t("field-a-column", column=column), LEFT, _NAME - 12)
    flow.options(
        [(f"mark:{column}:1", "1", t("insured-yes")), (f"mark:{column}:0", "0", t("insured-no"))],
        LEFT + _NAME, _BOX,
    )  # fmt: skip
    flow.y = max(flow.y, top + len(lines) * SIZE * LEADING) + 3.5


def blank_table(context: FieldContext, rule: SheetARule, names: Mapping[str, str]) -> Sheet:
    """The blank sheet as a table to be filled in Excel."""
    yes_no = t("field-a-yes-no")
    lines = [
        (t("field-head"), ""),
        (t("field-number"), ""),
        (t("field-village"), ""),
        (t("field-asked-on"), ""),
        (t("field-leaving"), yes_no),
        *((f"{t('field-a-column', column=c)} {nfc(names.get(c, ''))}".strip(), yes_no) for c in columns(rule)),
        (t("field-a-count"), ""),
    ]  # fmt: skip
    return Sheet(
        form="A",
        heading=heading(context, "A"),
        head=(
            Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=12, centred=True),
            Column(title=t("field-col-question"), width=90),
            Column(title=t("field-col-options"), width=36),
            Column(title=t("field-col-answer"), width=40),
        ),
        body=tuple(
            Row(kind=RowKind.ENTRY, lines=((n, question, options, ""),))
            for n, (question, options) in enumerate(lines, start=1)
        ),
        notes=(t("field-a-rule", below=rule.listed_below),),
        foot=Foot(),
        landscape=False,
    )
