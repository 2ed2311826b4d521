"""Made-up households: real shapes of the 1997–98 survey, invented names fitting their ethnic group."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

import msgspec

from desktop.domain.household import HEAD, IdState, Person, Schooling, Sex, Work
from desktop.domain.vietnamese import nfc
from desktop.paths import resources


@dataclass(frozen=True, slots=True)
class Shape:
    """One household of the survey: head's sex, age and years of school, size."""

    sex: Sex
    age: int
    school_years: int
    size: int


class _Group(msgspec.Struct):
    name: str
    weight: int
    surnames: list[str]
    male_middle: list[str]
    female_middle: list[str]
    male: list[str]
    female: list[str]


class _Names(msgspec.Struct):
    villages: list[str]
    groups: list[_Group]


@cache
def _names() -> _Names:
    raw = (resources() / "data" / "demo_names.toml").read_bytes()
    return msgspec.toml.decode(raw, type=_Names)


@cache
def shapes() -> Sequence[Shape]:
    """All farm households of the survey outside towns."""
    with (resources() / "data" / "vlss_households.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["urban"] == "no"]
    return [
        Shape(
            Sex(r["head_sex"]),
            round(float(r["head_age"])),
            round(float(r["head_school_years"])),
            int(r["size"]),
        )
        for r in rows
    ]


def villages(rng: Random, count: int) -> list[str]:
    """Some invented villages."""
    return [nfc(v) for v in rng.sample(_names().villages, count)]


class Maker:
    """Makes people of one commune; keeps the serial numbers of their citizen ids apart."""

    def __init__(self, rng: Random, province: str) -> None:
        self._rng = rng
        self._province = province
        self._serial = rng.randrange(100_000)
        self._uid = rng.getrandbits

    def uid(self) -> str:
        """A uid that the seed decides, so that a demo can be told again."""
        return f"{self._uid(128):032x}"

    def household(self, year: int) -> tuple[Person, ...]:
        """Head and members as of a year."""
        rng, shape = self._rng, self._rng.choice(shapes())
        group = rng.choices(_names().groups, [g.weight for g in _names().groups])[0]
        surname = rng.choice(group.surnames)
        head = self._person(group, surname, HEAD, shape.sex, year - shape.age, year)
        head = replace(head, schooling=_of_years(shape.school_years))
        people = [head]
        if shape.size > 1 and rng.random() < 0.85:
            sex = Sex.FEMALE if shape.sex is Sex.MALE else Sex.MALE
            relation = "Vợ" if sex is Sex.FEMALE else "Chồng"
            born = year - max(19, shape.age + rng.randint(-6, 4))
            people.append(self._person(group, "", relation, sex, born, year))
        while len(people) < shape.size:
            people.append(self._younger(group, surname, shape.age, year))
        return tuple(people)

    def child(self, like: Person, year: int) -> Person:
        """A child born in a year into the household of a person."""
        group = next(
            (g for g in _names().groups if g.name == like.ethnic_group), _names().groups[0]
        )
        sex = self._rng.choice((Sex.MALE, Sex.FEMALE))
        return self._person(group, like.name.split()[0], "Con", sex, year, year)

    def _younger(self, group: _Group, surname: str, head_age: int, year: int) -> Person:
        age = max(0, min(head_age - 18, int(self._rng.triangular(0, 34, 11))))
        sex = self._rng.choice((Sex.MALE, Sex.FEMALE))
        relation = "Con" if head_age < 62 or age > 25 else "Cháu"
        return self._person(group, surname, relation, sex, year - age, year)

    def _person(
        self, group: _Group, surname: str, relation: str, sex: Sex, born: int, year: int
    ) -> Person:
        rng = self._rng
        male = sex is Sex.MALE
        words = (
            surname or rng.choice(group.surnames),
            rng.choice(group.male_middle if male else group.female_middle),
            rng.choice(group.male if male else group.female),
        )
        day = datetime.date(born, 1, 1) + datetime.timedelta(days=rng.randrange(250))
        known = year - born >= 1 or rng.random() < 0.5
        person = Person(
            uid=self.uid(),
            name=" ".join(words),
            relation=relation,
            sex=sex,
            born=str(born) if born < 1955 and rng.random() < 0.6 else day.isoformat(),
            ethnic_group=group.name,
            citizen_id=self._citizen_id(born, male=male) if known else "",
            id_state=IdState.KNOWN if known else IdState.NOT_ISSUED,
        )
        return in_year(person, year, rng)

    def _citizen_id(self, born: int, *, male: bool) -> str:
        self._serial += self._rng.randint(1, 9)
        century = 2 * ((born - 1900) // 100) + (0 if male else 1)
        return f"{int(self._province):03d}{century}{born % 100:02d}{self._serial % 1_000_000:06d}"


def in_year(person: Person, year: int, rng: Random) -> Person:
    """Schooling, work and insurance of a person as they are in a year."""
    age = year - int(person.born[:4])
    insured = person.insured if person.insured is not None else rng.random() < 0.93
    if rng.random() < 0.12:
        insured = rng.random() < 0.95
    return replace(
        person,
        schooling=_schooling(person.schooling, age, rng),
        work=_work(person.work, age, rng),
        insured=insured,
    )


# (from age, at that age in school, what stays when school is left)
_STAGES = (
    (3, Schooling.IN_KINDERGARTEN, Schooling.NEVER),
    (6, Schooling.IN_PRIMARY, Schooling.DONE_NONE),
    (12, Schooling.IN_LOWER_SECONDARY, Schooling.DONE_PRIMARY),
    (16, Schooling.IN_UPPER_SECONDARY, Schooling.DONE_LOWER_SECONDARY),
    (19, Schooling.IN_TRAINING, Schooling.DONE_UPPER_SECONDARY),
    (22, Schooling.DONE_VOCATIONAL, Schooling.DONE_UPPER_SECONDARY),
)
_STAYS = {3: 0.97, 6: 0.995, 12: 0.97, 16: 0.82, 19: 0.35, 22: 1.0}


def _schooling(before: Schooling | None, age: int, rng: Random) -> Schooling:
    """A child stays at the level of its age with the chance of that stage; who left stays out."""
    if age < 3:
        return Schooling.NEVER
    if before is not None and not before.startswith("in_") and age >= 6:
        return before
    if before is None and age > 21:
        return rng.choice(_GROWN)
    stage = max((s for s in _STAGES if s[0] <= age), key=lambda s: s[0])
    keeps = before is not None and before in stage[1:2]
    return stage[1] if keeps or rng.random() < _STAYS[stage[0]] else stage[2]


_GROWN = (
    Schooling.DONE_PRIMARY,
    Schooling.DONE_LOWER_SECONDARY,
    Schooling.DONE_LOWER_SECONDARY,
    Schooling.DONE_UPPER_SECONDARY,
    Schooling.DONE_UPPER_SECONDARY,
    Schooling.DONE_VOCATIONAL,
)


def _of_years(years: int) -> Schooling:
    for least, level in (
        (12, Schooling.DONE_UPPER_SECONDARY),
        (9, Schooling.DONE_LOWER_SECONDARY),
        (5, Schooling.DONE_PRIMARY),
        (1, Schooling.DONE_NONE),
    ):
        if years >= least:
            return level
    return Schooling.NEVER


_WORK: Mapping[Work, int] = {
    Work.SELF_EMPLOYED: 78, Work.CONTRACT: 6, Work.STEADY: 8, Work.NO_CONTRACT: 6, Work.JOBLESS: 2,
}  # fmt: skip


def _work(before: Work | None, age: int, rng: Random) -> Work:
    if age < 16:
        return Work.NOT_WORKING
    if age >= 75:
        return Work.ALLOWANCE
    grown = before is not None and before is not Work.NOT_WORKING
    if grown and rng.random() < 0.85 and before is not None:
        return before
    return rng.choices([*_WORK], [*_WORK.values()])[0]
