"""The steps that build what plans need: goals, tasks, visits, accounts; measures; sums from below.

Append only, like store/migrations: literal SQL, nothing imported but the list of steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store.migrations import steps

if TYPE_CHECKING:
    from sqlite_utils import Database


def _run(db: Database, script: str, apart: str = ";\n") -> None:
    """One statement after the other, in the transaction of the step (a whole script would end it)."""
    for statement in script.split(apart):
        db.execute(statement)


@steps(name="0014_planning")
def _planning(db: Database) -> None:
    _run(db, _PLANNING)


# Records of plans, of this office and those below · measures and planned escapes, kept without a
# foreign key: a household may leave, what was done for it stays told · evidence · what a plan from
# below says in sums, as it came.
_PLANNING = """
CREATE TABLE plan_record (
  uid TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  office TEXT NOT NULL,
  year INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX plan_record_kind ON plan_record (kind, office, year);
CREATE TABLE measure (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL,
  commune_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  amount INTEGER,
  against TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX measure_household ON measure (household_uid, year, state, against);
CREATE INDEX measure_commune ON measure (commune_code, year, kind, state, household_uid, amount);
CREATE TABLE planned_escape (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL,
  commune_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (household_uid, year)
) STRICT;
CREATE INDEX planned_escape_commune ON planned_escape (commune_code, year);
CREATE TABLE attachment (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE plan_sum (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  commune_code TEXT NOT NULL,
  sender TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (kind, year, commune_code)
) STRICT
"""


@steps(name="0015_counted_needs")
def _counted_needs(db: Database) -> None:
    _run(db, _COUNTED_NEEDS, apart=";\n\n")


# The needs of each commune and year as an upper office counted them ("" where it has no reviews),
# kept like counted_figure: who writes what they are counted of takes them away, members included.
# Heads and children are looked up for all listed households: the index alone says who they are.
_COUNTED_NEEDS = """
DROP INDEX person_household;

CREATE INDEX person_household ON person (household_uid, ordinal, sex, born, relation, left_on);

CREATE TABLE counted_need (
  commune_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  program TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (commune_code, year)
) STRICT;

CREATE TRIGGER needed_review_new AFTER INSERT ON review BEGIN
  DELETE FROM counted_need WHERE year = NEW.year AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER needed_review_changed AFTER UPDATE ON review BEGIN
  DELETE FROM counted_need WHERE year IN (OLD.year, NEW.year) AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER needed_review_gone AFTER DELETE ON review BEGIN
  DELETE FROM counted_need WHERE year = OLD.year AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER needed_event_new AFTER INSERT ON event BEGIN
  DELETE FROM counted_need WHERE year >= CAST(NEW.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER needed_event_changed AFTER UPDATE ON event BEGIN
  DELETE FROM counted_need
    WHERE year >= CAST(min(OLD.happened_on, NEW.happened_on) AS INTEGER) AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER needed_event_gone AFTER DELETE ON event BEGIN
  DELETE FROM counted_need WHERE year >= CAST(OLD.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER needed_household_changed
AFTER UPDATE OF commune_code, merit_person, no_labour_capacity ON household
WHEN (OLD.commune_code, OLD.merit_person, OLD.no_labour_capacity)
  <> (NEW.commune_code, NEW.merit_person, NEW.no_labour_capacity) BEGIN
  DELETE FROM counted_need WHERE commune_code IN (OLD.commune_code, NEW.commune_code);
END;

CREATE TRIGGER needed_household_gone AFTER DELETE ON household BEGIN
  DELETE FROM counted_need WHERE commune_code = OLD.commune_code;
END;

CREATE TRIGGER needed_person_new AFTER INSERT ON person
WHEN EXISTS (SELECT 1 FROM counted_need) BEGIN
  DELETE FROM counted_need WHERE commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER needed_person_changed
AFTER UPDATE OF household_uid, ordinal, relation, sex, born, left_on ON person
WHEN (OLD.household_uid, OLD.ordinal, OLD.relation, OLD.sex, OLD.born, OLD.left_on)
  IS NOT (NEW.household_uid, NEW.ordinal, NEW.relation, NEW.sex, NEW.born, NEW.left_on) BEGIN
  DELETE FROM counted_need WHERE commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER needed_person_gone AFTER DELETE ON person
WHEN EXISTS (SELECT 1 FROM counted_need) BEGIN
  DELETE FROM counted_need WHERE commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END
"""


@steps(name="0016_counted_sums")
def _counted_sums(db: Database) -> None:
    _run(db, _COUNTED_SUMS, apart=";\n\n")


# Sums of measures and what became of deprivations, of each commune and plan year, as an upper office
# counted them. A row that is there holds; a review moves the sums of its year and of the next.
_COUNTED_SUMS = """
CREATE TABLE counted_sum (
  commune_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  program TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (commune_code, year)
) STRICT;

CREATE TRIGGER summed_review_new AFTER INSERT ON review WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum WHERE year IN (NEW.year, NEW.year + 1) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER summed_review_changed AFTER UPDATE ON review WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum WHERE year IN (OLD.year, OLD.year + 1, NEW.year, NEW.year + 1)
    AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER summed_review_gone AFTER DELETE ON review WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum WHERE year IN (OLD.year, OLD.year + 1) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER summed_event_new AFTER INSERT ON event WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum WHERE year >= CAST(NEW.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER summed_event_changed AFTER UPDATE ON event WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum
    WHERE year >= CAST(min(OLD.happened_on, NEW.happened_on) AS INTEGER) AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER summed_event_gone AFTER DELETE ON event WHEN EXISTS (SELECT 1 FROM counted_sum) BEGIN
  DELETE FROM counted_sum WHERE year >= CAST(OLD.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER summed_measure_new AFTER INSERT ON measure BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER summed_measure_changed AFTER UPDATE ON measure BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
  DELETE FROM counted_sum WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER summed_measure_gone AFTER DELETE ON measure BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
END;

CREATE TRIGGER summed_escape_new AFTER INSERT ON planned_escape BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER summed_escape_changed AFTER UPDATE ON planned_escape BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
  DELETE FROM counted_sum WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER summed_escape_gone AFTER DELETE ON planned_escape BEGIN
  DELETE FROM counted_sum WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
END;

CREATE TRIGGER summed_household_changed AFTER UPDATE OF commune_code ON household
WHEN OLD.commune_code <> NEW.commune_code BEGIN
  DELETE FROM counted_sum WHERE commune_code IN (OLD.commune_code, NEW.commune_code);
END
"""
