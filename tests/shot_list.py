"""Which pictures `poe shots` takes: whose book, which page, what is done there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.ui.pages.communes.target import TILES, VIEWS, CommunesTarget, CommuneTarget
from desktop.ui.pages.households.target import RegisterTarget
from tests.shot_acts import (
    call,
    check_a_code,
    choose_report,
    count_all_received,
    draw_minute,
    explain,
    give_somebody,
    long_history,
    look_at_conflict,
    mend,
    open_first_case,
    plug_in,
    read_a_list,
    read_folder,
    read_letters,
    read_old_letters,
    read_packages,
    search,
    show_answer,
    split,
    steps,
    type_points,
    unkeyed,
)
from tests.shot_plan import (
    apportion,
    attach_program,
    edit_first,
    escape_from_register,
    group_of_need,
    helped,
    measure_from_register,
    open_unit,
    overdue,
    part,
    read_new_plan,
    read_unit,
    read_words,
    year,
)

KEYING, FINISHED = ("02296", "2025"), ("02296", "2022")
DECIDED = ("02512", "2025")
"""The commune that went through every step, with papers and cases of its own."""
DISTRICT, PROVINCE = ("071", "2022"), ("08", "2025")
ABOVE = ("08", "2022")
"""The province of list 2022, which hears of its communes through their district."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: whose book, which page, what is done there first, in which theme."""

    name: str
    book: tuple[str, str]
    page: str
    prepare: Callable[[Any], object] = lambda _page: None
    theme: str = "light"
    target: object = None


SHOTS = (
    Shot("commune-overview", KEYING, "overview"),
    Shot("commune-overview-residents", KEYING, "overview", call("edit_residents")),
    Shot("commune-households", KEYING, "households", search("trieu")),
    Shot(
        "commune-households-open", KEYING, "households", target=RegisterTarget(changed="breaking")
    ),
    Shot("commune-entry", KEYING, "entry", unkeyed),
    Shot(
        "commune-entry-choice",
        KEYING,
        "entry",
        steps(unkeyed, call("go_to", "deprivation:water")),
    ),
    Shot("commune-entry-why", KEYING, "entry", steps(unkeyed, call("toggle_why"))),
    Shot("commune-entry-versus", KEYING, "entry", steps(unkeyed, call("toggle_versus"))),
    Shot(
        "commune-register-act",
        KEYING,
        "households",
        steps(
            lambda p: p.filters.finding.set_value("warning"),
            lambda p: p.acts.begin("village"),
            lambda p: p.act_form.value.setText("Lung Luông"),
            lambda p: p.act_form.ask_plan(),
        ),
    ),
    Shot("commune-register-columns", KEYING, "households", call("choose_columns")),
    Shot("commune-sheet-a", KEYING, "sheet-a"),
    Shot("commune-events", KEYING, "events", split),
    Shot("commune-balance", KEYING, "balance"),
    Shot("commune-history", FINISHED, "history", long_history),
    Shot("commune-explain", KEYING, "explain", explain),
    Shot("commune-twins", KEYING, "twins"),
    Shot("commune-verify", KEYING, "verify"),
    Shot("commune-verify-blind", KEYING, "verify", call("key", "")),
    Shot("commune-fieldwork", KEYING, "fieldwork"),
    Shot("commune-point-table", KEYING, "point-table", type_points),
    Shot("commune-read-list-letters", KEYING, "read-list", read_old_letters),
    Shot("commune-process", KEYING, "process", target="meeting"),
    Shot("commune-process-papers", FINISHED, "process", call("show_papers", "minutes")),
    Shot("commune-process-cases", DECIDED, "process", target="cases"),
    Shot("commune-process-days", KEYING, "process", target="days"),
    Shot("commune-process-decision", DECIDED, "process", target="decision"),
    Shot("commune-process-complaint", DECIDED, "process", target="recheck"),
    Shot("commune-field-sheets", KEYING, "field-sheets"),
    Shot("commune-field-sheets-dark", KEYING, "field-sheets", theme="dark"),
    Shot("commune-papers-month", DECIDED, "papers", target="thang-8"),
    Shot("commune-check-paper", DECIDED, "check-paper", check_a_code),
    Shot("commune-settings-wording", DECIDED, "settings", target="wording"),
    Shot("commune-targets", FINISHED, "targets"),
    Shot("commune-papers-7-4", FINISHED, "papers", target="7.4"),
    Shot("commune-papers-7-9", FINISHED, "papers", target="7.9"),
    Shot("upper-twins", DISTRICT, "twins"),
    Shot("upper-targets", DISTRICT, "targets"),
    Shot("commune-papers", FINISHED, "papers", target="7.2"),
    Shot("commune-papers-list", FINISHED, "papers", target="VI"),
    Shot("commune-papers-open", KEYING, "papers", target="7.2"),
    Shot("commune-exchange", FINISHED, "exchange"),
    Shot("commune-exchange-open", KEYING, "exchange"),
    Shot("commune-exchange-keys", FINISHED, "exchange", call("show_keys")),
    Shot("commune-read-list", KEYING, "read-list"),
    Shot("commune-read-list-plan", KEYING, "read-list", read_a_list),
    Shot("commune-settings", KEYING, "settings"),
    Shot("upper-overview", DISTRICT, "overview"),
    Shot("upper-overview-province", PROVINCE, "overview"),
    Shot("upper-inbox", PROVINCE, "inbox", read_packages),
    Shot("upper-find", DISTRICT, "find", search("nông")),
    Shot("upper-totals", DISTRICT, "totals"),
    Shot("upper-exchange", DISTRICT, "exchange"),
    Shot("commune-process-correct", DECIDED, "process", mend("meeting")),
    Shot("commune-process-withdraw", DECIDED, "process", mend("certificate")),
    Shot("commune-process-case", DECIDED, "process", open_first_case),
    Shot(
        "commune-settings-minutes",
        DECIDED,
        "settings",
        lambda p: p.wording_form.chooser.chosen.emit("minutes"),
        target="wording",
    ),
    Shot("commune-settings-mail", DECIDED, "settings", target="mail"),
    Shot("commune-households-remarks", DECIDED, "households", target=RegisterTarget(remark="open")),
    Shot("commune-exchange-answer", DECIDED, "exchange", show_answer),
    Shot("commune-exchange-mail", DECIDED, "exchange", draw_minute),
    Shot("commune-exchange-stick", KEYING, "exchange", plug_in("goi/2025/cap_tren")),
    Shot("commune-mail", DECIDED, "mail"),
    Shot("commune-mail-none", KEYING, "mail"),
    Shot("commune-from-above", KEYING, "from-above", look_at_conflict),
    Shot("commune-from-above-dark", KEYING, "from-above", look_at_conflict, theme="dark"),
    Shot("commune-from-above-applied", KEYING, "from-above"),
    Shot("upper-send-down", PROVINCE, "send-down"),
    Shot("upper-send-down-dark", PROVINCE, "send-down", theme="dark"),
    Shot("upper-send-down-days", PROVINCE, "send-down", call("show_days")),
    Shot("upper-onward", DISTRICT, "onward"),
    Shot("upper-onward-whole", DISTRICT, "onward", lambda p: p.going_card.choices["whole"].click()),
    Shot(
        "upper-inbox-above",
        ABOVE,
        "inbox",
        steps(read_folder("goi/2022/bao_cao_cap_tren"), lambda p: p.open_target("071")),
    ),
    Shot("upper-inbox-owed", PROVINCE, "inbox"),
    Shot("upper-inbox-remarks", PROVINCE, "inbox", choose_report("02512")),
    Shot(
        "upper-inbox-opinion",
        PROVINCE,
        "inbox",
        steps(choose_report("02512"), lambda p: p.detail.bar.ask_opinion()),
    ),
    Shot("upper-inbox-letters", PROVINCE, "inbox", read_letters),
    Shot("upper-inbox-stick", PROVINCE, "inbox", plug_in("goi/2025/bo_sung")),
    Shot("upper-overview-rates", DISTRICT, "overview", lambda p: p.board.view.chosen.emit(1)),
    *(
        Shot(f"upper-communes-{v}", DISTRICT, "communes", target=CommunesTarget(view=v))
        for v in VIEWS
    ),
    Shot(
        "upper-communes-dark", DISTRICT, "communes", theme="dark", target=CommunesTarget(view=TILES)
    ),
    Shot("upper-commune", DISTRICT, "commune", target=CommuneTarget(code="02290")),
    Shot(
        "upper-commune-dark", DISTRICT, "commune", theme="dark", target=CommuneTarget(code="02290")
    ),
    Shot("upper-archive", DISTRICT, "archive", target="02290"),
    Shot("upper-totals-received", DISTRICT, "totals", count_all_received, target="7.1"),
    Shot("commune-branch", KEYING, "branch"),
    Shot("commune-hand-over", DECIDED, "hand-over", give_somebody),
    Shot("upper-exchange-province", PROVINCE, "exchange"),
    Shot("upper-mail", PROVINCE, "mail"),
    Shot("commune-needs", KEYING, "needs"),
    Shot("commune-needs-chosen", FINISHED, "needs", call("choose", need="deprived:water")),
    Shot("commune-needs-units", FINISHED, "needs", call("show_view", 1)),
    Shot("commune-needs-causes", FINISHED, "needs", call("show_view", 2)),
    Shot("commune-needs-dark", FINISHED, "needs", theme="dark"),
    Shot("upper-needs", DISTRICT, "needs", call("choose", need="deprived:toilet")),
    Shot("upper-needs-units", DISTRICT, "needs", call("show_view", 1)),
    Shot("upper-needs-province", PROVINCE, "needs"),
    Shot("commune-plan-goals", FINISHED, "plan", target="goals"),
    Shot("commune-plan-goals-form", FINISHED, "plan", part("begin_new"), target="goals"),
    Shot("upper-plan-goals", DISTRICT, "plan", target="goals"),
    Shot("upper-plan-goals-dark", DISTRICT, "plan", theme="dark", target="goals"),
    Shot("upper-plan-goals-province", PROVINCE, "plan", target="goals"),
    Shot("upper-plan-goals-later", DISTRICT, "plan", year(2025), target="goals"),
    Shot("upper-plan-goals-units", DISTRICT, "plan", apportion, target="goals"),
    Shot("commune-plan-tasks", FINISHED, "plan", target="tasks"),
    Shot("commune-plan-tasks-new", FINISHED, "plan", part("start_new"), target="tasks"),
    Shot("commune-plan-tasks-groups", FINISHED, "plan", part("show_groups"), target="tasks"),
    Shot("commune-plan-tasks-refused", DECIDED, "plan", attach_program, target="tasks"),
    Shot("commune-plan-tasks-none", FINISHED, "plan", year(2031), target="tasks"),
    Shot("upper-plan-tasks", DISTRICT, "plan", target="tasks"),
    Shot("commune-plan-measures", FINISHED, "plan", target="measures"),
    Shot("commune-plan-measures-group", FINISHED, "needs", group_of_need),
    Shot("commune-plan-measures-edit", FINISHED, "plan", edit_first, target="measures"),
    Shot(
        "commune-plan-measures-without",
        FINISHED,
        "plan",
        year(2025),
        target=("measures", "without"),
    ),
    Shot("commune-plan-measures-escapes", FINISHED, "plan", target=("measures", "escapes")),
    Shot("commune-plan-measures-results", FINISHED, "plan", target=("measures", "results")),
    Shot(
        "commune-plan-measures-kinds",
        FINISHED,
        "plan",
        lambda p: p.part.edit_kinds.click(),
        target=("measures", "measures"),
    ),
    Shot("commune-plan-measures-dark", FINISHED, "plan", theme="dark", target="measures"),
    Shot("upper-plan-measures", DISTRICT, "plan", target="measures"),
    Shot(
        "upper-plan-measures-commune",
        DISTRICT,
        "plan",
        part("choose_commune", "02290"),
        target="measures",
    ),
    Shot("upper-plan-measures-results", DISTRICT, "plan", target=("measures", "results")),
    Shot("commune-plan-visits", DECIDED, "plan", target="visits"),
    Shot("commune-plan-visits-new", DECIDED, "plan", part("start_new"), target="visits"),
    Shot("upper-plan-visits", DISTRICT, "plan", overdue, target="visits"),
    Shot("commune-plan-accounts", FINISHED, "plan", target="accounts"),
    Shot("commune-plan-accounts-open", DECIDED, "plan", target="accounts"),
    Shot("commune-plan-accounts-words", DECIDED, "plan", read_words, target="accounts"),
    Shot("commune-plan-accounts-none", FINISHED, "plan", year(2031), target="accounts"),
    Shot("upper-plan-accounts", DISTRICT, "plan", target="accounts"),
    Shot("upper-plan-accounts-unit", DISTRICT, "plan", read_unit, target="accounts"),
    Shot("upper-plan-course", DISTRICT, "plan", target="course"),
    Shot("upper-plan-course-dark", DISTRICT, "plan", theme="dark", target="course"),
    Shot("upper-plan-course-province", PROVINCE, "plan", target="course"),
    Shot("upper-plan-course-unit", DISTRICT, "plan", open_unit, target="course"),
    Shot("commune-send-plan", DECIDED, "send-plan"),
    Shot("upper-send-plan", DISTRICT, "send-plan"),
    Shot("upper-inbox-plan", PROVINCE, "inbox", read_new_plan),
    Shot("commune-households-helped", FINISHED, "households", helped),
    Shot("commune-register-measure", DECIDED, "households", measure_from_register),
    Shot("commune-register-escape", DECIDED, "households", escape_from_register),
    Shot("commune-from-above-goals", FINISHED, "from-above"),
    Shot("commune-entry-dark", KEYING, "entry", call("go_to", "deprivation:toilet"), theme="dark"),
    Shot("upper-overview-dark", DISTRICT, "overview", theme="dark"),
)
