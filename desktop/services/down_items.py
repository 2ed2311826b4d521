"""What a pack from above can set in a book, thing by thing: read, compared, written, said in words.

A thing is known by a key, "day/2026-09-02", and has a plain value, None where nothing is set.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

import msgspec

from desktop.domain.paper_words import PaperId, PaperWords
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc, show_date
from desktop.exchange.down import Calendar, Days, Goods, Headings, Merged, Plans
from desktop.services import (
    calendaring,
    down_plans,
    down_words,
    ethnic_columns,
    merged_communes,
    wording,
)
from desktop.services.calendaring import Exchanged
from desktop.services.catalogue import find_standard, standard_content, standards
from desktop.services.old_communes import key_of
from desktop.services.paper_records import keep_words, read_words
from desktop.services.wording import PARTS, said, with_said
from desktop.store import settings
from desktop.store import standards as own_standards
from desktop.store.connection import Db
from desktop.text import t

Value = Any
Values = dict[str, Value]


class What(StrEnum):
    """The kinds of things, in the order in which they are shown."""

    STANDARD = "standard"
    DAY = "day"
    AUTUMN = "autumn"
    WORDS = "words"
    AUTHORITY = "authority"
    ETHNIC = "ethnic"
    MERGED = "merged"
    GROUP = "group"
    GOAL = "goal"
    TASK = "task"
    KIND = "kind"


OF_ABOVE = frozenset({What.GOAL, What.TASK, What.GROUP})
"""What only the office above may write in a book: it can never stand against the office's own."""


def what(key: str) -> What:
    """The kind of a thing."""
    return What(key.partition("/")[0])


def name(key: str) -> str:
    """The thing's own name among its kind."""
    return key.partition("/")[2]


def _plain(record: object) -> Value:
    """As JSON has it: what is compared may come from a package, the book or a record."""
    return msgspec.json.decode(msgspec.json.encode(record))


def order(key: str) -> tuple[int, str]:
    """Standards first, then days, then words."""
    return [*What].index(what(key)), key


# In a pack ---------------------------------------------------------------------------------------
def subjects(goods: Goods) -> frozenset[What]:
    """The kinds that the pack speaks about: what it does not name any more is taken back."""
    found: set[What] = {What.STANDARD} if goods.standards else set()
    if goods.calendar is not None:
        found |= {What.DAY, What.AUTUMN}
    if goods.headings is not None:
        said_of = {
            What.WORDS: goods.headings.words,
            What.AUTHORITY: goods.headings.authority,
            What.ETHNIC: goods.headings.ethnic,
        }
        found |= {kind for kind, words in said_of.items() if words is not None}
    if goods.merged is not None:
        found.add(What.MERGED)
    if (orders := goods.plans) is not None:
        parts = {
            What.GOAL: orders.goals, What.TASK: orders.tasks, What.GROUP: orders.groups,
            What.KIND: orders.kinds,
        }  # fmt: skip
        found |= {kind for kind, some in parts.items() if some is not None}
    return frozenset(found)


def values_in(goods: Goods, office: Office) -> Values:
    """What a pack sets for an office; what is about other units is left out."""
    found: Values = {
        f"{What.STANDARD}/{standard_id}": hashlib.sha256(raw).hexdigest()
        for standard_id, raw in goods.standards.items()
    }
    if goods.calendar is not None:
        days = (
            Exchanged(off=d.off, worked=d.worked, note=nfc(d.note))
            for d in goods.calendar.exchanged
        )
        found |= _of_days(days) | _of_autumn(goods.calendar.autumn)
    if goods.headings is not None:
        found |= _of_headings(goods.headings)
    if goods.merged is not None:
        mine = (m for m in goods.merged if office.is_upper or m.new_code == office.code)
        found |= _of_merged(mine)
    if goods.plans is not None:
        found |= _of_plans(goods.plans, office)
    return found


def _of_plans(orders: Plans, office: Office) -> Values:
    return {
        **_keyed(What.GOAL, down_plans.goals_in(orders.goals or (), office)),
        **_keyed(What.TASK, down_plans.tasks_in(orders.tasks or (), office)),
        **_keyed(What.GROUP, down_plans.groups_in(orders.groups or ())),
        **_keyed(What.KIND, down_plans.kinds_in(orders.kinds or ())),
    }


def _keyed(kind: What, values: Mapping[str, Value]) -> Values:
    return {f"{kind}/{one}": value for one, value in values.items()}


def values_of(db: Db) -> Values:
    """What the book has of all that a pack can set."""
    headings = Headings(
        words=read_words(db), authority=settings.signatory(db).authority,
        ethnic=ethnic_columns.chosen(db),
    )  # fmt: skip
    return {
        **_of_standards(db),
        **_of_days(calendaring.exchanged_days(db)),
        **_of_autumn(calendaring.autumn_deadlines(db)),
        **_of_headings(headings),
        **_of_merged(merged_communes.facts(db)),
        **_plans_of(db),
    }


def _plans_of(db: Db) -> Values:
    office = settings.office(db)
    return {
        **_keyed(What.GOAL, down_plans.goals_of(db, office)),
        **_keyed(What.TASK, down_plans.tasks_of(db, office)),
        **_keyed(What.GROUP, down_plans.groups_of(db)),
        **_keyed(What.KIND, down_plans.kinds_of(db)),
    }


def _of_standards(db: Db) -> Values:
    return {
        f"{What.STANDARD}/{one}": hashlib.sha256(standard_content(db, one)).hexdigest()
        for one in standards(db)
    }


def _of_days(days: Iterable[Exchanged]) -> Values:
    found: Values = {}
    for day in days:
        if on := day.off or day.worked:
            found[f"{What.DAY}/{on.isoformat()}"] = _plain(day)
    return found


def _of_autumn(deadlines: Mapping[str, datetime.date]) -> Values:
    return {f"{What.AUTUMN}/{year}": on.isoformat() for year, on in deadlines.items()}


def _of_headings(headings: Headings) -> Values:
    """Cleaned as the book would keep them, so that what was written is known again."""
    found: Values = {}
    for paper in PARTS:
        clean = with_said(PaperWords(), paper, said(headings.words or PaperWords(), paper))
        told = _plain(said(clean, paper))
        found |= {f"{What.WORDS}/{paper}/{part}": value for part, value in told.items() if value}
    if lines := [line for one in headings.authority or () if (line := nfc(one).strip())]:
        found[f"{What.AUTHORITY}/"] = lines
    if groups := ethnic_columns.known(headings.ethnic or ()):
        found[f"{What.ETHNIC}/"] = [*groups]
    return found


def _of_merged(facts: Iterable[Merged]) -> Values:
    return {
        f"{What.MERGED}/{f.new_code}/{key_of(f.old_name)}/{key_of(f.old_district)}":
        _plain(f)
        for f in facts
    }  # fmt: skip


# Into the book -----------------------------------------------------------------------------------
def write(
    db: Db,
    wanted: Mapping[str, Value],
    goods: Goods,
    *,
    at: datetime.datetime,
    by: str,
) -> None:
    """Inside a transaction: set these things, None takes one out. `goods`: the pack they come from."""
    orders = goods.plans or Plans()
    if some := _named(wanted, What.GOAL):
        down_plans.put_goals(db, some, orders.goals or ())
    if some := _named(wanted, What.TASK):
        down_plans.put_tasks(db, some, orders.tasks or ())
    for kind, put in _WRITERS.items():
        some = {key: value for key, value in wanted.items() if what(key) is kind}
        if some:
            put(db, some)
    for key in (k for k in wanted if what(k) is What.STANDARD):
        if wanted[key] is None:
            own_standards.drop(db, name(key))
        else:
            own_standards.put(db, name(key), goods.standards[name(key)], at=at, by=by)


def _named(wanted: Mapping[str, Value], kind: What) -> Values:
    """The things of one kind, by their own names."""
    return {name(key): value for key, value in wanted.items() if what(key) is kind}


def _put_days(db: Db, some: Mapping[str, Value]) -> None:
    mine = _of_days(calendaring.exchanged_days(db)) | {**some}
    kept = [msgspec.convert(v, Exchanged) for v in mine.values() if v is not None]
    calendaring.put_days(db, kept, None)


def _put_autumn(db: Db, some: Mapping[str, Value]) -> None:
    mine = _of_autumn(calendaring.autumn_deadlines(db)) | {**some}
    kept = {name(k): datetime.date.fromisoformat(v) for k, v in mine.items() if v is not None}
    calendaring.put_days(db, None, kept)


def _put_words(db: Db, some: Mapping[str, Value]) -> None:
    words = read_words(db)
    for key, value in some.items():
        paper, part = _place(key)
        set_to: Any = (value or "") if part == "symbol" else tuple(value or ())
        words = with_said(words, paper, replace(said(words, paper), **{part: set_to}))
    keep_words(db, words)


def _place(key: str) -> tuple[PaperId, str]:
    paper, _, part = name(key).partition("/")
    return PaperId(paper), part


def _put_authority(db: Db, some: Mapping[str, Value]) -> None:
    [value] = some.values()
    after = replace(settings.signatory(db), authority=tuple(value or ()))
    settings.put(db, "signatory", after)


def _put_ethnic(db: Db, some: Mapping[str, Value]) -> None:
    [value] = some.values()
    ethnic_columns.put(db, value or ())


def _put_merged(db: Db, some: Mapping[str, Value]) -> None:
    mine = _of_merged(merged_communes.facts(db)) | {**some}
    merged_communes.keep(db, [msgspec.convert(v, Merged) for v in mine.values() if v is not None])


def _put_groups(db: Db, some: Mapping[str, Value]) -> None:
    down_plans.put_groups(db, _named(some, What.GROUP))


def _put_kinds(db: Db, some: Mapping[str, Value]) -> None:
    down_plans.put_kinds(db, _named(some, What.KIND))


_WRITERS: Mapping[What, Callable[[Db, Mapping[str, Value]], None]] = {
    What.DAY: _put_days,
    What.AUTUMN: _put_autumn,
    What.WORDS: _put_words,
    What.AUTHORITY: _put_authority,
    What.ETHNIC: _put_ethnic,
    What.MERGED: _put_merged,
    What.GROUP: _put_groups,
    What.KIND: _put_kinds,
}


# In words ----------------------------------------------------------------------------------------
def title(key: str, value: Value) -> str:
    """What a thing is called on a line; `value` is what it is or was."""
    kind = what(key)
    if kind is What.DAY:
        on = datetime.date.fromisoformat(name(key))
        return t("down-title-day", day=on)
    if kind is What.AUTUMN:
        return t("down-title-autumn", year=name(key))
    if kind is What.WORDS:
        paper, part = _place(key)
        return t("down-title-words", paper=t(f"papers-name-{paper}"), part=t(f"down-part-{part}"))
    if kind is What.MERGED:
        return t("down-title-merged", name=value["old_name"])
    if say := down_words.TITLES.get(kind):
        return say(value)
    return t(f"down-title-{kind}")


def shown(key: str, value: Value, named: Mapping[str, str]) -> str:
    """A value in words, "" where nothing is set; `named`: standards by id."""
    if value is None:
        return ""
    say = _SAY.get(what(key))
    if say is not None:
        return say(key, value, named)
    if key.endswith("/columns"):
        return ", ".join(t(f"down-column-{c}") for c in value)
    return value if isinstance(value, str) else "\n".join(value)


def _say_merged(_key: str, value: Value, _named: Mapping[str, str]) -> str:
    fact = msgspec.convert(value, Merged)
    return t("down-value-merged", code=fact.new_code, since=fact.since)


_SAY: Mapping[What, Callable[[str, Value, Mapping[str, str]], str]] = {
    What.STANDARD: lambda key, _, named: named.get(name(key), name(key)),
    What.AUTUMN: lambda _, value, __: show_date(datetime.date.fromisoformat(value)),
    What.DAY: lambda _, value, __: _day_words(msgspec.convert(value, Exchanged)),
    What.MERGED: _say_merged,
    What.GOAL: lambda _, value, named: down_words.goal(value, named),
    What.TASK: lambda _, value, named: down_words.task(value, named),
    What.GROUP: lambda _, value, __: value["title"],
    What.KIND: lambda _, value, __: down_words.kind(value),
}


def _day_words(day: Exchanged) -> str:
    if day.off and day.worked:
        words = t("down-value-exchanged", off=day.off, worked=day.worked)
    elif day.off:
        words = t("down-value-off", off=day.off)
    else:
        words = t("down-value-worked", worked=day.worked)
    return f"{words} ({nfc(day.note)})" if day.note else words


def names_of(db: Db, keys: Iterable[str]) -> dict[str, str]:
    """Names of standards that the book knows, by id, and of the units of its list, "unit/" + code."""
    found = down_words.unit_names(settings.office(db))
    for key in keys:
        if what(key) is What.STANDARD and (known := find_standard(db, name(key))):
            found[name(key)] = known.name
    return found


# From the book into a pack -----------------------------------------------------------------------
def calendar_of(db: Db) -> Calendar:
    """The office's exchanged days and autumn deadlines, as they go down."""
    days = (Days(off=e.off, worked=e.worked, note=e.note) for e in calendaring.exchanged_days(db))
    return Calendar(exchanged=tuple(days), autumn=calendaring.autumn_deadlines(db))


def papers_with_words(words: PaperWords) -> set[PaperId]:
    """The papers on which something is said otherwise."""
    return wording.own(words)
