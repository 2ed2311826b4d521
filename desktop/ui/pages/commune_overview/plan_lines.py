"""What of the plan needs attention, each line with the verb that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.services.planning.plan_due import PlanDue
from desktop.text import t
from desktop.ui.pages.commune_overview.attention_line import Attention

_SOME = 2


def due_lines(due: PlanDue) -> list[Attention]:
    """Late tasks, overdue checks, too few households planned to leave poverty."""
    lines = []
    if due.late_tasks:
        names = [line.task.title for line in due.late_tasks]
        lines.append(_line("late-tasks", len(names), names, "tasks"))
    if due.overdue:
        names = [v.visit.follow_up or v.visit.findings or v.unit_name for v in due.overdue]
        lines.append(_line("overdue-checks", len(names), names, "visits"))
    if due.lacking:
        year = str(due.year)
        lines.append(
            Attention(
                state="warn", first=t("plan-due-lacking", count=due.lacking, year=year),
                second=t("plan-due-lacking-how", must=due.must or 0, planned=due.planned),
                verb=t("plan-due-plan"), page="plan", target="measures",
            )
        )  # fmt: skip
    return lines


def _line(name: str, count: int, names: Sequence[str], part: str) -> Attention:
    some, more = ", ".join(n for n in names[:_SOME] if n), len(names) - _SOME
    return Attention(
        state="warn", first=t(f"plan-due-{name}", count=count),
        second=f"{some} …" if more > 0 else some, verb=t("overview-open"), page="plan", target=part,
    )  # fmt: skip
