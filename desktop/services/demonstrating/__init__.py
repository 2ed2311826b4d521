"""A whole season with made-up people: two offices' levels, packages, receipts, papers, equal totals."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from desktop.domain.household import Household
from desktop.domain.planning import AccountKind
from desktop.domain.review import Answers, HouseholdClass, Outcome, Review, ReviewState, RoundKind
from desktop.domain.unit import Area, Level, Signatory, Unit
from desktop.services import (
    counting,
    exchanging,
    exporting,
    papering,
    proceeding,
    reading,
    registering,
    reporting,
    upkeep,
)
from desktop.services.catalogue import bare_name, communes_below
from desktop.services.demonstrating import help_given, plan_road
from desktop.services.demonstrating.course import begin, course_of
from desktop.services.demonstrating.desk_work import Desk, lay_out
from desktop.services.demonstrating.from_above import send_down
from desktop.services.demonstrating.letters import pack_otherwise, write_letters
from desktop.services.demonstrating.onward_road import agrees, pass_on
from desktop.services.demonstrating.people import Maker, villages
from desktop.services.demonstrating.road import (
    Road,
    answer,
    disagree,
    report,
    road_of,
    set_due,
    take_in,
)
from desktop.services.demonstrating.season import BY, Commune, at, play_year
from desktop.store.connection import Db
from desktop.text import t

PASSPHRASE = "luyện tập cùng Rà Soát"  # noqa: S105 - printed at the end: the demo keeps no secret
DISTRICT, PROVINCE = "071", "08"
SHOWN = "2025"
"""The list whose first commune that reports has its papers of the procedure written."""
# What is played: the last round of a three-tier district, and one under way in a two-tier province.
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is played: communes, households on their first list, villages.

    The commune still keying (`late`) is larger: it is the one that the window opens.
    """

    district_communes: int = 10
    province_communes: int = 4
    households: int = 80
    late_households: int = 160
    villages: int = 10
    late_villages: int = 16


@dataclass
class Demo:
    """What was produced: books by office code and list, folders, and whether all totals agree."""

    folder: Path
    passphrase: str = PASSPHRASE
    books: dict[tuple[str, str], Path] = field(default_factory=dict)
    papers: list[Path] = field(default_factory=list)
    case_papers: list[Path] = field(default_factory=list)
    packages: list[Path] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    further: list[Path] = field(default_factory=list)
    """What went to and fro after the first reports and their receipts."""
    plans: list[Path] = field(default_factory=list)
    """What the plan of the last year rests on, what went down of it, and what came up."""
    plan_papers: list[Path] = field(default_factory=list)
    agree: bool = True
    households: int = 0


def demonstrate(
    folder: Path, *, size: Size | None = None, practice: bool = True, say: Say = lambda _line: None
) -> Demo:
    """Play everything into a folder through the public services; says each step."""
    size = size or Size()
    demo = Demo(folder=folder)
    with ExitStack() as closing:
        stage = _Stage(demo, size, practice, say, closing)
        stage.play("2022", DISTRICT, size.district_communes, (2022, 2023, 2024), late="")
        stage.play("2025", PROVINCE, size.province_communes, (2023, 2024, 2025, 2026), late="02296")
    return demo


@dataclass
class _Stage:
    demo: Demo
    size: Size
    practice: bool
    say: Say
    closing: ExitStack

    def play(
        self, list_version: str, upper: str, communes: int, years: Sequence[int], *, late: str
    ) -> None:
        """One upper office with its communes; the commune `late` is still keying its last year."""
        units = communes_below(upper, list_version)
        units = sorted(units, key=lambda u: u.code != late)[:communes] if late else units[:communes]
        desk = self._book(upper, list_version)
        played = []
        for number, unit in enumerate(units):
            self.say(t("demo-commune", name=unit.name, done=number + 1, total=len(units)))
            played.append(self._commune(unit, years, number, is_late=unit.code == late))
        self._plan(desk, played, years[-1], list_version)
        for commune in played:
            self._last_year(commune, years[-1], is_late=commune.code == late)
        sent = [c for c in played if c.code != late]
        self.say(t("demo-exchange", packages=len(sent)))
        between = road_of(desk, sent, years[-1], self.demo.folder / "goi" / list_version)
        due = self._exchange(between)
        self._papers(desk, sent, years[-1], list_version)
        if late and sent:
            self._case_papers(sent[0], years[-1], list_version)
        self.demo.plans += plan_road.tell(between, is_closed=not late)
        self._tables([desk, *(c.db for c in sent)], years[-1], list_version)
        self._plan_papers(desk, sent[0], between, list_version)
        self._further(between, played, due, list_version, has_late=bool(late))

    def _book(self, code: str, list_version: str) -> Db:
        path = self.demo.folder / "so" / f"{list_version}_{code}.rasoat-book"
        office = upkeep.office_of(code, list_version, practice=self.practice)
        now = _now()
        made = upkeep.new_book(path, office, PASSPHRASE, now=now, by=BY)
        self.closing.callback(upkeep.close_book, made.db)
        reporting.write_recovery_sheet(path, office, made.recovery_code, now=now)
        place = bare_name(office.name)
        upkeep.save_signatory(
            made.db, Signatory(place=place, name="Ma Văn Hiệp", prepared_by="Nông Thị Yến"), now=now, by=BY
        )  # fmt: skip
        self.demo.books[code, list_version] = path
        return made.db

    def _commune(self, unit: Unit, years: Sequence[int], number: int, *, is_late: bool) -> Commune:
        size = self.size
        count = size.late_villages if is_late else size.villages
        rng = Random(f"{unit.code}/{unit.list_version}")  # noqa: S311 - made-up people, not keys
        db = self._book(unit.code, unit.list_version)
        maker = Maker(rng, PROVINCE)
        commune = Commune(
            db,
            unit.code,
            rng,
            maker,
            villages(rng, count),
            unit.area or Area.RURAL,
            complains=number % 3 == 1,
        )
        if number == 1 and unit.list_version == SHOWN:
            commune.shown_in = years[-1]
        if number == 0 and unit.list_version != SHOWN:
            commune.swells_in = years[-1]
        households = size.late_households if is_late else size.households
        workbook = self._first_list(commune, years[0] - 1, households)
        listed_on = at(years[0] - 1, 12, 20)
        result = reading.read_list(db, workbook, year=years[0] - 1, now=listed_on, by=BY)
        assert result.refused == 0, "the program reads what it prints"
        self.demo.households += result.households
        for household in registering.everyone(db):
            commune.fortune(household.uid)
        for year in years[:-1]:
            play_year(commune, year)
        return commune

    def _plan(self, upper: Db, played: Sequence[Commune], year: int, list_version: str) -> None:
        """The plan of the last year: it rests on the review of the year before."""
        self.say(t("demo-plan", name=exchanging.office(upper).name))
        folder = self.demo.folder / "goi" / list_version
        self.demo.plans += plan_road.report_before(upper, played, year - 1, folder)
        self.demo.plans += plan_road.order(upper, played, year, folder)
        for commune in played:
            help_given.help_households(commune, year)
            evidence = self.demo.folder / "minh_chung" / f"{list_version}_{commune.code}"
            help_given.work(commune, year, evidence)

    def _last_year(self, commune: Commune, year: int, *, is_late: bool) -> None:
        """The last round: finished, or under way in the commune that the window opens."""
        play_year(commune, year, share=0.6 if is_late else 1.0)
        if is_late:
            desk = Desk(commune.db, commune.rng, commune.maker, year, now=at(year, 11, 20), by=BY)
            lay_out(desk, practice=self.practice)
            begin(course_of(commune.db, commune.code, year, BY), 2, desk.now)
            help_given.give_account(commune.db, AccountKind.HALF, year, at(year, 7, 3))

    def _first_list(self, commune: Commune, year: int, households: int) -> Path:
        """Last year's list as a commune keeps it: annex VI in Excel."""
        office = exchanging.office(commune.db)
        listed = []
        for number in range(households):
            household = Household(
                uid=commune.maker.uid(), number=f"{number + 1:04d}", commune_code=office.code,
                list_version=office.list_version, village=commune.rng.choice(commune.villages),
                members=commune.maker.household(year), written_by=office.book_id,
            )  # fmt: skip
            poor = commune.rng.random() < 0.62
            listed.append((household, _first_review(household, poor, year, commune.rng)))
        path = self.demo.folder / "danh_sach" / f"{office.list_version}_{office.code}_{year}.xlsx"
        reporting.write_list(commune.db, listed, year, path)
        return path

    def _exchange(self, between: Road) -> datetime.date:
        """Reports sealed and taken in, receipts carried home; the day they were due."""
        due = set_due(between)
        self.demo.packages += report(between, due)
        self.demo.receipts += take_in(between)
        return due

    def _further(
        self, between: Road, played: list[Commune], due: datetime.date, list_version: str, *,
        has_late: bool,
    ) -> None:  # fmt: skip
        """What goes to and fro after the first reports: two tiers with letters, three without."""
        self.say(t("demo-road", name=exchanging.office(between.desk).name))
        if has_late:
            self.demo.further += answer(between)
            first = next(p for p in self.demo.packages if between.communes[0].code in p.name)
            letters = write_letters(between, first)
            self.demo.further += [*letters, *pack_otherwise(between, letters[0])]
            self.demo.further += send_down(between, played[0], due)
            return
        self.demo.further += disagree(between)
        province = road_of(
            self._book(PROVINCE, list_version), [], between.year, between.folder
        )  # fmt: skip
        self.demo.further += pass_on(province, between)
        self.demo.plans += plan_road.carry(province, between.desk, hours=0.5)
        self._write_papers(province.desk, between.year, list_version)
        self.demo.agree = self.demo.agree and agrees(province, between)

    def _papers(self, desk: Db, sent: list[Commune], year: int, list_version: str) -> None:
        """Papers of both levels; then the sums are compared."""
        for db in (desk, *(c.db for c in sent)):
            self._write_papers(db, year, list_version)
        above = counting.report_totals(counting.unit_figures(desk, year))
        below = [counting.report_totals(counting.unit_figures(c.db, year)) for c in sent]
        sums = {name: sum(one[name] for one in below) for name in above}
        self.demo.agree = self.demo.agree and sums == above

    def _plan_papers(self, desk: Db, commune: Commune, between: Road, list_version: str) -> None:
        """The papers of the plan of the upper office and of one commune."""
        for db in (desk, commune.db):
            office = exchanging.office(db)
            self.say(t("demo-plan-papers", name=office.name))
            folder = self.demo.folder / "ke_hoach" / f"{list_version}_{office.code}"
            self.demo.plan_papers += plan_road.write_papers(
                db, between.year, folder, between.now(0.4)
            )

    def _tables(self, offices: Sequence[Db], year: int, list_version: str) -> None:
        """All that each office knows, as CSV."""
        for db in offices:
            folder = self.demo.folder / "csv" / f"{list_version}_{exchanging.office(db).code}"
            exporting.export_csv(db, year, folder, now=_now(), by=BY)

    def _write_papers(self, db: Db, year: int, list_version: str) -> str:
        """All reports of an office as PDF and Excel; its code."""
        office = exchanging.office(db)
        self.say(t("demo-papers", name=office.name))
        self.demo.papers += reporting.write_papers(
            db, year, reporting.forms_of(db, year),
            self.demo.folder / "bieu" / f"{list_version}_{office.code}",
            on=datetime.date(year, 12, 15), now=_now(), by=BY,
        )  # fmt: skip
        return office.code

    def _case_papers(self, commune: Commune, year: int, list_version: str) -> None:
        """All papers of the procedure of one commune's last round."""
        self.say(t("demo-case-papers", name=exchanging.office(commune.db).name))
        folder = self.demo.folder / "giay_to" / f"{list_version}_{commune.code}"
        case_uid = f"{proceeding.PERIODIC}-{year}"
        self.demo.case_papers += papering.write_all(commune.db, case_uid, folder, now=_now(), by=BY)


def _first_review(household: Household, poor: bool, year: int, rng: Random) -> Review:
    lacking = (
        ("water", "toilet", "employment", "telecom")[: 3 + rng.randrange(2)]
        if poor
        else ("toilet",)
    )
    return Review(
        uid="", household_uid=household.uid, year=year, kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE, area=Area.RURAL, people=len(household.members),
        village=household.village, ethnic_group=household.ethnic_group, answers=Answers(),
        outcome=Outcome(
            household_class=HouseholdClass.POOR if poor else HouseholdClass.NEAR_POOR,
            b1_points=rng.randrange(70, 140), b2_points=10 * len(lacking), deprived=lacking,
            standard_id="",
        ),
        decision_no="125/QĐ-UBND", decision_on=datetime.date(year, 12, 10),
    )  # fmt: skip


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


__all__ = ["PASSPHRASE", "Demo", "Level", "Size", "demonstrate"]
