"""Which pages each desk has. A page is imported at its first visit, so that the window starts fast.

`COMMUNE` and `UPPER` are lists of PageSpec in the order of the rail; `pages_of(office)` picks one.
Pages that others lead to (`in_rail=False`) have no entry in the rail.
"""

from __future__ import annotations

from desktop.domain.unit import Office
from desktop.ui.page import Desk, Page, PageSpec, page_specs


def _commune_overview(desk: Desk) -> Page:
    from desktop.ui.pages.commune_overview import CommuneOverviewPage

    return CommuneOverviewPage(desk)


def _upper_overview(desk: Desk) -> Page:
    from desktop.ui.pages.upper_overview import UpperOverviewPage

    return UpperOverviewPage(desk)


def _households(desk: Desk) -> Page:
    from desktop.ui.pages.households import HouseholdsPage

    return HouseholdsPage(desk)


def _entry(desk: Desk) -> Page:
    from desktop.ui.pages.entry import EntryPage

    return EntryPage(desk)


def _read_list(desk: Desk) -> Page:
    from desktop.ui.pages.read_list import ReadListPage

    return ReadListPage(desk)


def _process(desk: Desk) -> Page:
    from desktop.ui.pages.process import ProcessPage

    return ProcessPage(desk)


def _papers(desk: Desk) -> Page:
    from desktop.ui.pages.papers import PapersPage

    return PapersPage(desk)


def _exchange(desk: Desk) -> Page:
    from desktop.ui.pages.exchange import exchange_page

    return exchange_page(desk)


def _onward(desk: Desk) -> Page:
    from desktop.ui.pages.exchange.onward import OnwardPage

    return OnwardPage(desk)


def _inbox(desk: Desk) -> Page:
    from desktop.ui.pages.inbox import InboxPage

    return InboxPage(desk)


def _cards(desk: Desk) -> Page:
    from desktop.ui.pages.cards import CardsPage

    return CardsPage(desk)


def _history(desk: Desk) -> Page:
    from desktop.ui.pages.history import HistoryPage

    return HistoryPage(desk)


def _events(desk: Desk) -> Page:
    from desktop.ui.pages.events import EventsPage

    return EventsPage(desk)


def _balance(desk: Desk) -> Page:
    from desktop.ui.pages.balance import BalancePage

    return BalancePage(desk)


def _sheet_a(desk: Desk) -> Page:
    from desktop.ui.pages.sheet_a import SheetAPage

    return SheetAPage(desk)


def _verify(desk: Desk) -> Page:
    from desktop.ui.pages.verify import VerifyPage

    return VerifyPage(desk)


def _explain(desk: Desk) -> Page:
    from desktop.ui.pages.explain.page import ExplainPage

    return ExplainPage(desk)


def _fieldwork(desk: Desk) -> Page:
    from desktop.ui.pages.fieldwork.page import FieldworkPage

    return FieldworkPage(desk)


def _twins(desk: Desk) -> Page:
    from desktop.ui.pages.twins import TwinsPage

    return TwinsPage(desk)


def _field_sheets(desk: Desk) -> Page:
    from desktop.ui.pages.field_sheets import FieldSheetsPage

    return FieldSheetsPage(desk)


def _targets(desk: Desk) -> Page:
    from desktop.ui.pages.targets import TargetsPage

    return TargetsPage(desk)


def _communes(desk: Desk) -> Page:
    from desktop.ui.pages.communes import CommunesPage

    return CommunesPage(desk)


def _commune(desk: Desk) -> Page:
    from desktop.ui.pages.commune import CommunePageView

    return CommunePageView(desk)


def _check_paper(desk: Desk) -> Page:
    from desktop.ui.pages.check_paper import CheckPaperPage

    return CheckPaperPage(desk)


def _send_down(desk: Desk) -> Page:
    from desktop.ui.pages.down import SendDownPage

    return SendDownPage(desk)


def _from_above(desk: Desk) -> Page:
    from desktop.ui.pages.down import FromAbovePage

    return FromAbovePage(desk)


def _hand_over(desk: Desk) -> Page:
    from desktop.ui.pages.hand_over.page import HandOverPage

    return HandOverPage(desk)


def _mail(desk: Desk) -> Page:
    from desktop.ui.pages.exchange.mail_page import MailPage

    return MailPage(desk)


def _branch(desk: Desk) -> Page:
    from desktop.ui.pages.branch import BranchPage

    return BranchPage(desk)


def _archive(desk: Desk) -> Page:
    from desktop.ui.pages.archive import ArchivePage

    return ArchivePage(desk)


def _needs(desk: Desk) -> Page:
    from desktop.ui.pages.needs import NeedsPage

    return NeedsPage(desk)


def _plan(desk: Desk) -> Page:
    from desktop.ui.pages.plan import PlanPage

    return PlanPage(desk)


def _send_plan(desk: Desk) -> Page:
    from desktop.ui.pages.exchange.plan_page import SendPlanPage

    return SendPlanPage(desk)


def _settings(desk: Desk) -> Page:
    from desktop.ui.pages.settings import SettingsPage

    return SettingsPage(desk)


def _point_table(desk: Desk) -> Page:
    from desktop.ui.pages.point_table import PointTablePage

    return PointTablePage(desk)


COMMUNE: list[PageSpec] = [
    *page_specs(
        is_upper=False,
        factories={
            "overview": _commune_overview,
            "households": _households,
            "entry": _entry,
            "process": _process,
            "papers": _papers,
            "exchange": _exchange,
            "needs": _needs,
            "plan": _plan,
            "settings": _settings,
        },
    ),
    PageSpec("read-list", "file-spreadsheet", "", _read_list, in_rail=False),
    PageSpec("twins", "copy", "", _twins, in_rail=False),
    PageSpec("verify", "scale", "", _verify, in_rail=False),
    PageSpec("events", "arrow-right", "", _events, in_rail=False),
    PageSpec("balance", "scale", "", _balance, in_rail=False),
    PageSpec("sheet-a", "note", "", _sheet_a, in_rail=False),
    PageSpec("cards", "key", "", _cards, in_rail=False),
    PageSpec("point-table", "table", "", _point_table, in_rail=False),
    PageSpec("history", "history", "", _history, in_rail=False),
    PageSpec("explain", "help", "", _explain, in_rail=False),
    PageSpec("fieldwork", "phone", "", _fieldwork, in_rail=False),
    PageSpec("field-sheets", "printer", "", _field_sheets, in_rail=False),
    PageSpec("targets", "scale", "", _targets, in_rail=False),
    PageSpec("check-paper", "search", "", _check_paper, in_rail=False),
    PageSpec("from-above", "package-import", "", _from_above, in_rail=False),
    PageSpec("mail", "mail", "", _mail, in_rail=False),
    PageSpec("branch", "users", "", _branch, in_rail=False),
    PageSpec("hand-over", "users", "", _hand_over, in_rail=False),
    PageSpec("send-plan", "send", "", _send_plan, in_rail=False),
]

UPPER: list[PageSpec] = [
    *page_specs(
        is_upper=True,
        factories={
            "overview": _upper_overview,
            "inbox": _inbox,
            "find": _households,
            "twins": _twins,
            "totals": _papers,
            "exchange": _exchange,
            "needs": _needs,
            "plan": _plan,
            "settings": _settings,
        },
    ),
    PageSpec("communes", "map-pin", "", _communes, in_rail=False),
    PageSpec("commune", "map-pin", "", _commune, in_rail=False),
    PageSpec("cards", "key", "", _cards, in_rail=False),
    PageSpec("point-table", "table", "", _point_table, in_rail=False),
    PageSpec("history", "history", "", _history, in_rail=False),
    PageSpec("explain", "help", "", _explain, in_rail=False),
    PageSpec("targets", "scale", "", _targets, in_rail=False),
    PageSpec("check-paper", "search", "", _check_paper, in_rail=False),
    PageSpec("from-above", "package-import", "", _from_above, in_rail=False),
    PageSpec("mail", "mail", "", _mail, in_rail=False),
    PageSpec("send-down", "package", "", _send_down, in_rail=False),
    PageSpec("onward", "send", "", _onward, in_rail=False),
    PageSpec("archive", "package", "", _archive, in_rail=False),
    PageSpec("send-plan", "send", "", _send_plan, in_rail=False),
]


def pages_of(office: Office) -> list[PageSpec]:
    """The pages of the office's desk."""
    return UPPER if office.is_upper else COMMUNE
