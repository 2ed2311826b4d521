"""The steps that build what the road between offices needs: answers, mail, packs sent down, hand-overs.

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


@steps(name="0007_answers")
def _answers(db: Database) -> None:
    _run(db, _ANSWERS)


# What the office above said of each household (heard), what is settled of it, and what this office
# says to those below (given). `sheets`: the revisions of its reviews up to the year and of its events.
_ANSWERS = """
CREATE TABLE record_verdict (
  household_uid TEXT NOT NULL,
  year INTEGER NOT NULL,
  package TEXT NOT NULL,
  verdict TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  PRIMARY KEY (household_uid, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE verdict_given (
  package TEXT NOT NULL,
  household_uid TEXT NOT NULL,
  verdict TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  PRIMARY KEY (package, household_uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE remark_heard (
  uid TEXT NOT NULL,
  year INTEGER NOT NULL,
  package TEXT NOT NULL,
  household_uid TEXT NOT NULL,
  verdict TEXT NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL,
  said_on TEXT NOT NULL,
  PRIMARY KEY (uid, year)
) STRICT;
CREATE INDEX remark_heard_household ON remark_heard (household_uid);
CREATE TABLE remark_settled (
  uid TEXT PRIMARY KEY,
  settled_at TEXT NOT NULL,
  settled_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE remark_given (
  uid TEXT PRIMARY KEY,
  office TEXT NOT NULL,
  package TEXT NOT NULL,
  household_uid TEXT NOT NULL,
  verdict TEXT NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL,
  said_at TEXT NOT NULL,
  said_by TEXT NOT NULL,
  sent_in TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sheets INTEGER NOT NULL
) STRICT;
CREATE INDEX remark_given_office ON remark_given (office, package);
CREATE INDEX remark_given_household ON remark_given (household_uid);
CREATE TABLE opinion_given (
  package TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  number TEXT NOT NULL,
  said_on TEXT NOT NULL,
  agrees INTEGER,
  said_at TEXT NOT NULL,
  said_by TEXT NOT NULL,
  sent_in TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


@steps(name="0009_sent_down")
def _sent_down(db: Database) -> None:
    _run(db, _SENT_DOWN)


# Packs of standards, days and words of papers: those sent down, those that came from above.
_SENT_DOWN = """
CREATE TABLE sent_down (
  sha256 TEXT PRIMARY KEY,
  direction TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  book_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  state TEXT NOT NULL,
  handled_at TEXT NOT NULL,
  handled_by TEXT NOT NULL,
  file_name TEXT NOT NULL,
  parts TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT
"""


@steps(name="0010_handover")
def _handover(db: Database) -> None:
    _run(db, _HANDOVER)


# Households given to another office and received from one: `parts` as they travelled, `file` the
# sealed package of one given, so that it can be sent again. `act_uid`: the deed that holds it.
_HANDOVER = """
CREATE TABLE hand_over (
  sha256 TEXT PRIMARY KEY,
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  state TEXT NOT NULL CHECK (state IN ('sent', 'waiting', 'received', 'refused', 'back')),
  office TEXT NOT NULL,
  office_name TEXT NOT NULL,
  book_id TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  household_uid TEXT NOT NULL,
  their_uid TEXT NOT NULL,
  act_uid TEXT NOT NULL,
  head_name TEXT NOT NULL,
  people INTEGER NOT NULL,
  reviews INTEGER NOT NULL,
  left_on TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at TEXT NOT NULL,
  handled_at TEXT NOT NULL,
  handled_by TEXT NOT NULL,
  file_name TEXT NOT NULL,
  details TEXT NOT NULL,
  parts TEXT NOT NULL,
  file BLOB NOT NULL
) STRICT;
CREATE INDEX hand_over_household ON hand_over (household_uid);
CREATE INDEX hand_over_theirs ON hand_over (office, their_uid);
CREATE INDEX hand_over_act ON hand_over (act_uid) WHERE act_uid <> ''
"""


@steps(name="0012_onward")
def _onward(db: Database) -> None:
    _run(db, _ONWARD)


# Figures of communes whose households an office between did not pass on (UnitFigures as JSON).
_ONWARD = """
CREATE TABLE unit_figure (
  year INTEGER NOT NULL,
  commune_code TEXT NOT NULL,
  sender TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (year, commune_code)
) STRICT, WITHOUT ROWID
"""


@steps(name="0008_outbox")
def _outbox(db: Database) -> None:
    _run(db, _OUTBOX)


# Letters that wait, went or are in doubt; `content` is emptied once a letter is settled. And letters
# of ours that were fetched: which packages they brought, and where an answer would go.
_OUTBOX = """
CREATE TABLE outbox (
  uid TEXT PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  package TEXT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  receiver TEXT NOT NULL,
  receiver_name TEXT NOT NULL,
  address TEXT NOT NULL,
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'unsure', 'stopped')),
  attempts INTEGER NOT NULL,
  put_at TEXT NOT NULL,
  tried_at TEXT,
  next_at TEXT,
  reason TEXT NOT NULL,
  said TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_package ON outbox (package);
CREATE TABLE mail_in (
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  package TEXT NOT NULL,
  file_name TEXT NOT NULL,
  came_at TEXT NOT NULL,
  PRIMARY KEY (message_id, package, file_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_in_package ON mail_in (package, came_at)
"""


@steps(name="0013_counted_figures")
def _counted_figures(db: Database) -> None:
    _run(db, _COUNTED_FIGURES, apart=";\n\n")


# The figures of each commune and year as an upper office counted them ("" where there are none).
# A row that is there holds: whoever writes what it is counted of takes it away, by these triggers.
# What happened in a year moves the figures of that year and of all that follow.
_COUNTED_FIGURES = """
CREATE TABLE counted_figure (
  commune_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  program TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (commune_code, year)
) STRICT;

CREATE TRIGGER counted_review_new AFTER INSERT ON review BEGIN
  DELETE FROM counted_figure WHERE year >= NEW.year AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER counted_review_changed AFTER UPDATE ON review BEGIN
  DELETE FROM counted_figure WHERE year >= min(OLD.year, NEW.year) AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER counted_review_gone AFTER DELETE ON review BEGIN
  DELETE FROM counted_figure WHERE year >= OLD.year AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER counted_event_new AFTER INSERT ON event BEGIN
  DELETE FROM counted_figure WHERE year >= CAST(NEW.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = NEW.household_uid);
END;

CREATE TRIGGER counted_event_changed AFTER UPDATE ON event BEGIN
  DELETE FROM counted_figure
    WHERE year >= CAST(min(OLD.happened_on, NEW.happened_on) AS INTEGER) AND commune_code IN
    (SELECT commune_code FROM household WHERE uid IN (OLD.household_uid, NEW.household_uid));
END;

CREATE TRIGGER counted_event_gone AFTER DELETE ON event BEGIN
  DELETE FROM counted_figure WHERE year >= CAST(OLD.happened_on AS INTEGER) AND commune_code =
    (SELECT commune_code FROM household WHERE uid = OLD.household_uid);
END;

CREATE TRIGGER counted_residents_new AFTER INSERT ON residents BEGIN
  DELETE FROM counted_figure WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER counted_residents_changed AFTER UPDATE ON residents BEGIN
  DELETE FROM counted_figure WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
  DELETE FROM counted_figure WHERE (commune_code, year) = (NEW.commune_code, NEW.year);
END;

CREATE TRIGGER counted_residents_gone AFTER DELETE ON residents BEGIN
  DELETE FROM counted_figure WHERE (commune_code, year) = (OLD.commune_code, OLD.year);
END;

CREATE TRIGGER counted_household_changed
AFTER UPDATE OF commune_code, merit_person, no_labour_capacity ON household
WHEN (OLD.commune_code, OLD.merit_person, OLD.no_labour_capacity)
  <> (NEW.commune_code, NEW.merit_person, NEW.no_labour_capacity) BEGIN
  DELETE FROM counted_figure WHERE commune_code IN (OLD.commune_code, NEW.commune_code);
END;

CREATE TRIGGER counted_household_gone AFTER DELETE ON household BEGIN
  DELETE FROM counted_figure WHERE commune_code = OLD.commune_code;
END;

CREATE INDEX household_former ON household (former_numbers) WHERE former_numbers <> ''
"""


@steps(name="0012_branch")
def _branch(db: Database) -> None:
    _run(db, _BRANCH, apart=";\n\n")


# A second PC of one commune. Its card lies by book, for office and list are our own. A loan is a
# village that this book handed out; a holding is one that was handed to it. What a take-in did to
# the loans lies by its deed, to be undone with it.
_BRANCH = """
CREATE TABLE branch_card (
  book_id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  trusted_at TEXT NOT NULL,
  trusted_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE loan (
  village TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('lent', 'back', 'recalled')),
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holding (
  village TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('held', 'returned')),
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE loan_kept (
  act_uid TEXT PRIMARY KEY REFERENCES act ON DELETE CASCADE,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


@steps(name="0011_twin_facts")
def _twin_facts(db: Database) -> None:
    _run(db, _TWIN_FACTS)


# What was known of both sides when an upper office settled a pair; something else, and it asks again.
_TWIN_FACTS = "ALTER TABLE twin ADD COLUMN facts TEXT NOT NULL DEFAULT ''"
