"""What needs attention, each line with the verb that mends it, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.second_keying import SecondState
from desktop.domain.unit import Office
from desktop.exchange.records import Verdict
from desktop.services.checking import ERR, Check
from desktop.services.overview import Situation
from desktop.services.planning.plan_due import PlanDue
from desktop.text import t
from desktop.ui.pages.checked import say_check
from desktop.ui.pages.commune_overview.attention_line import Attention
from desktop.ui.pages.commune_overview.plan_lines import due_lines
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, EmptyState, TableView, Tag

__all__ = ["RESIDENTS", "Attention", "AttentionCard", "attention"]

RESIDENTS = "residents"
NEARLY = 0.9
"""From this share of keyed sheets on, those not keyed are a warning, not just the rest."""
SOME = 3


def attention(
    found: Situation, findings: Sequence[Check], office: Office, plan: PlanDue | None = None
) -> list[Attention]:
    """Everything there is to do beside keying on; `plan`: what is due of the plan, once known."""
    lines = [
        *_sent(found),
        *_said(found),
        *_pack(found),
        *_handed(found),
        *_findings(findings, office),
        *_residents(found),
        *_open(found),
        *_second(found),
        *_twins(found),
        *(due_lines(plan) if plan else ()),
    ]
    order = ("err", "warn", "info")
    return sorted(lines, key=lambda line: order.index(line.state))


def _sent(found: Situation) -> list[Attention]:
    verdict = found.sent.verdict if found.sent else ""
    if found.sent is None or verdict not in (Verdict.RETURNED, Verdict.HELD):
        return []
    return [
        Attention(
            state="err" if verdict == Verdict.RETURNED else "warn",
            first=t(f"overview-{verdict}", number=str(found.sent.number)),
            second=t("overview-answered-how"),
            verb=t("overview-open"),
            page="exchange",
        )
    ]


def _said(found: Situation) -> list[Attention]:
    """Remarks of the office above that wait, and its opinion where the procedure lacks it."""
    lines = []
    if count := found.remarked_households:
        lines.append(
            Attention(
                state="warn", first=t("answers-attention", count=count),
                second=t("answers-attention-how"), verb=t("overview-look"), page="households",
                target=RegisterTarget(remark="open"),
            )
        )  # fmt: skip
    elif found.remarks:
        lines.append(
            Attention(
                state="warn", first=t("answers-attention-general", count=found.remarks),
                second=t("overview-answered-how"), verb=t("overview-open"), page="exchange",
            )
        )  # fmt: skip
    if found.has_opinion:
        lines.append(
            Attention(
                state="info", first=t("answers-attention-opinion"),
                second=t("answers-attention-opinion-how"), verb=t("overview-open"), page="exchange",
            )
        )  # fmt: skip
    return lines


def _pack(found: Situation) -> list[Attention]:
    """A pack from above that was laid by."""
    if found.pack_from is None:
        return []
    return [
        Attention(
            state="info", first=t("down-attention"), second=t("down-attention-how", on=found.pack_from),
            verb=t("overview-open"), page="from-above",
        )
    ]  # fmt: skip


def _handed(found: Situation) -> list[Attention]:
    """Households of other communes that moved here."""
    if not found.handed:
        return []
    return [
        Attention(
            state="warn", first=t("handover-attention", count=found.handed),
            second=t("handover-attention-how"), verb=t("overview-open"), page="hand-over",
        )
    ]  # fmt: skip


def _findings(findings: Sequence[Check], office: Office) -> list[Attention]:
    return [
        Attention(
            state="err" if check.state == ERR else "warn",
            first=say_check(check, office),
            second=_names([n.head_name for n in check.households], "overview-more-households"),
            verb=t("overview-look"),
            page="households",
            target=RegisterTarget(
                among=tuple(named.uid for named in check.households),
                among_word=t("overview-among-findings", count=len(check.households)),
            ),
        )
        for check in findings
    ]


def _names(names: Sequence[str], key: str) -> str:
    some = ", ".join(names[:SOME])
    return t(key, names=some, more=len(names) - SOME) if len(names) > SOME else some


def _residents(found: Situation) -> list[Attention]:
    over = found.overview
    kinds = (("overview-small", over.too_few_residents, "err"), ("overview-missing", over.without_residents, "warn"))  # fmt: skip
    return [
        Attention(
            state=state, first=t(key, villages=len(villages)), second=_names(villages, "overview-more-villages"),
            verb=t("overview-fill"), page="", target=RESIDENTS,
        )
        for key, villages, state in kinds
        if villages
    ]  # fmt: skip


def _open(found: Situation) -> list[Attention]:
    """Sheets begun, and households that keep 7.2 and 7.3 from closing."""
    lines = []
    if found.drafts:
        lines.append(
            Attention(
                state="warn", first=t("overview-drafts", drafts=found.drafts),
                second=t("overview-drafts-how"), verb=t("overview-key"), page="households",
                target=RegisterTarget(state="draft"),
            )
        )  # fmt: skip
    if count := len(found.overview.breaking):
        nearly = found.complete >= NEARLY * found.expected
        lines.append(
            Attention(
                state="warn" if nearly else "info", first=t("overview-breaking", households=count),
                second=t("overview-breaking-how"), verb=t("overview-look"), page="balance",
            )
        )  # fmt: skip
    return lines


def _second(found: Situation) -> list[Attention]:
    """Sheets drawn to be keyed twice, that wait for a second keying or to be settled."""
    to_key = sum(found.second.get(s, 0) for s in (SecondState.DRAWN, SecondState.BEGUN))
    to_settle = found.second.get(SecondState.KEYED, 0)
    if not to_key + to_settle:
        return []
    return [
        Attention(
            state="info", first=t("overview-second", sheets=to_key + to_settle),
            second=t("overview-second-how", waiting=to_key, differing=to_settle),
            verb=t("overview-open"), page="verify",
        )
    ]  # fmt: skip


def _twins(found: Situation) -> list[Attention]:
    """Records that may be one."""
    if not found.twins:
        return []
    return [
        Attention(
            state="warn", first=t("twins-attention", count=found.twins),
            second=t("twins-attention-how"), verb=t("overview-look"), page="twins",
        )
    ]  # fmt: skip


class AttentionCard(Card):
    """The lines; `wanted(Attention)` when one is to be mended."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("overview-attention"))
        self.errors, self.warnings = Tag("", "err"), Tag("", "warn")
        self.beside_title(self.errors, self.warnings)
        columns: list[Column[Attention]] = [
            Column("", lambda a: State(a.state), kind="icon", width=38),
            Column("", lambda a: (a.first, a.second), kind="lines", tip=_whole),
            Column("", lambda a: a.verb, kind="link", width=70, align_right=True),
        ]
        self.model = RowsModel(columns, t("overview-attention"))
        self.view = TableView(self.model, row=52, head=0)
        self.view.followed.connect(self.wanted)
        self.view.opened.connect(self.wanted)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState("check", t("overview-attention-none")))
        self.add_rule()
        self.add(self.stack, 1)

    def show_lines(self, lines: Sequence[Attention]) -> None:
        """Show what needs attention."""
        self.model.set_rows(lines)
        self.stack.setCurrentIndex(0 if lines else 1)
        _count(self.errors, lines, "err", lambda n: t("overview-errors", count=n))
        _count(self.warnings, lines, "warn", lambda n: t("overview-warnings", count=n))


def _whole(line: Attention) -> str:
    return f"{line.first}\n{line.second}".strip()


def _count(tag: Tag, lines: Sequence[Attention], state: str, words: Callable[[int], str]) -> None:
    number = sum(line.state == state for line in lines)
    tag.setVisible(number > 0)
    tag.set_state(words(number), state)
