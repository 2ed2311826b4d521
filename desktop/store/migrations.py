"""The steps that build the book. Append only: literal SQL, nothing imported, no transform()."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

steps = Migrations("rasoat")


@steps(name="0001_first_book")
def _first_book(db: Database) -> None:
    for statement in _FIRST_BOOK.split(";\n"):
        if statement.strip():
            db.execute(statement)


@steps(name="0002_commune_desk")
def _commune_desk(db: Database) -> None:
    for statement in _COMMUNE_DESK.split(";\n"):
        if statement.strip():
            db.execute(statement)


@steps(name="0003_procedure")
def _procedure(db: Database) -> None:
    for statement in _PROCEDURE.split(";\n"):
        if statement.strip():
            db.execute(statement)


@steps(name="0004_review_traits")
def _review_traits(db: Database) -> None:
    for statement in _REVIEW_TRAITS.split(";\n"):
        if statement.strip():
            db.execute(statement)


@steps(name="0005_paper_codes")
def _paper_codes(db: Database) -> None:
    db.execute(_PAPER_CODES)


@steps(name="0006_act_records")
def _act_records(db: Database) -> None:
    for statement in _ACT_RECORDS.split(";\n"):
        db.execute(statement)
    for (uid,) in db.execute("SELECT uid FROM act ORDER BY rowid").fetchall():
        _carry_over(db, uid)
    for side in _SIDES:
        db.execute(f"ALTER TABLE act DROP COLUMN {side}")


_SIDES = ("before", "after")
_UID_OF = {
    "households": "uid", "reviews": "household_uid", "events": "household_uid",
    "sheets_a": "household_uid",
}  # fmt: skip


def _carry_over(db: Database, uid: str) -> None:
    """The records of a deed, whole so far, to their households; '' for those of none."""
    whole = db.execute("SELECT before, after FROM act WHERE uid = ?", [uid]).fetchone()
    found: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for side, text in enumerate(whole):
        for kind, records in json.loads(text).items():
            for record in records:
                of = record[_UID_OF[kind]] if kind in _UID_OF else ""
                found.setdefault(of, ({}, {}))[side].setdefault(kind, []).append(record)
    rows = (
        [of, uid, *(json.dumps(side, ensure_ascii=False) for side in sides)]
        for of, sides in found.items()
    )
    db.conn.executemany("INSERT INTO act_household VALUES (?, ?, ?, ?)", rows)


# household_order holds search_key as well: a word that few households have is looked for in the
# index alone (450,000 households: 0.2 s instead of 2.7 s).
_FIRST_BOOK = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE household (
  uid TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  commune_code TEXT NOT NULL,
  list_version TEXT NOT NULL,
  village TEXT NOT NULL,
  head_name TEXT NOT NULL,
  head_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  ethnic_group TEXT NOT NULL,
  people INTEGER NOT NULL,
  merit_person INTEGER NOT NULL,
  no_labour_capacity INTEGER NOT NULL,
  note TEXT NOT NULL,
  written_by TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX household_number ON household (commune_code, number);
CREATE INDEX household_order ON household (head_key, uid, search_key);
CREATE INDEX household_village ON household (commune_code, village, head_key);
CREATE TABLE person (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL REFERENCES household (uid) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  relation TEXT NOT NULL,
  sex TEXT,
  born TEXT NOT NULL,
  ethnic_group TEXT NOT NULL,
  citizen_id TEXT NOT NULL,
  id_state TEXT NOT NULL,
  schooling TEXT,
  insured INTEGER,
  work TEXT,
  left_on TEXT,
  left_why TEXT NOT NULL
) STRICT;
CREATE INDEX person_household ON person (household_uid, ordinal);
CREATE INDEX person_citizen_id ON person (citizen_id) WHERE citizen_id <> '';
CREATE TABLE round (
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  standard_id TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  PRIMARY KEY (year, kind)
) STRICT;
CREATE TABLE review (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL REFERENCES household (uid) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  area TEXT NOT NULL,
  people INTEGER NOT NULL,
  village TEXT NOT NULL,
  ethnic_group TEXT NOT NULL,
  class TEXT,
  b1_points INTEGER,
  b2_points INTEGER,
  deprived TEXT NOT NULL,
  standard_id TEXT NOT NULL,
  answers TEXT NOT NULL,
  decision_no TEXT NOT NULL,
  decision_on TEXT,
  written_by TEXT NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (household_uid, year, kind)
) STRICT;
CREATE INDEX review_round ON review (year, kind, state, class);
CREATE TABLE event (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL REFERENCES household (uid) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  note TEXT NOT NULL,
  written_by TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX event_household ON event (household_uid, happened_on);
CREATE TABLE residents (
  year INTEGER NOT NULL,
  commune_code TEXT NOT NULL,
  village TEXT NOT NULL,
  households INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (year, commune_code, village)
) STRICT;
CREATE TABLE card (
  office_code TEXT NOT NULL,
  list_version TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  content TEXT NOT NULL,
  trusted_at TEXT NOT NULL,
  trusted_by TEXT NOT NULL,
  PRIMARY KEY (office_code, list_version)
) STRICT;
CREATE TABLE package (
  sha256 TEXT PRIMARY KEY,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  handled_at TEXT NOT NULL,
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  totals TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX package_sender ON package (direction, kind, sender, year, number);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX audit_subject ON audit (subject, id)
"""

# Acts and what is undone with them · the register as a round found it · sheet A · sheets keyed a
# second time · findings of the sheets kept · pairs that may be one household · point tables.
_COMMUNE_DESK = """
ALTER TABLE household ADD COLUMN former_numbers TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN person_uid TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN other_uid TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN act TEXT NOT NULL DEFAULT '';
CREATE INDEX event_act ON event (act) WHERE act <> '';
CREATE TABLE act (
  uid TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  happened_on TEXT,
  reason TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE TABLE act_household (
  household_uid TEXT NOT NULL,
  act_uid TEXT NOT NULL REFERENCES act (uid) ON DELETE CASCADE,
  PRIMARY KEY (household_uid, act_uid)
) STRICT;
CREATE TABLE round_start (
  year INTEGER NOT NULL,
  household_uid TEXT NOT NULL,
  village TEXT NOT NULL,
  people INTEGER NOT NULL,
  members TEXT NOT NULL,
  PRIMARY KEY (year, household_uid)
) STRICT;
CREATE TABLE sheet_a (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL REFERENCES household (uid) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  asked_on TEXT,
  marks TEXT NOT NULL,
  count INTEGER,
  note TEXT NOT NULL,
  written_by TEXT NOT NULL,
  revision INTEGER NOT NULL,
  leaving INTEGER NOT NULL DEFAULT 0,
  listed INTEGER,
  UNIQUE (household_uid, year)
) STRICT;
CREATE TABLE second_keying (
  uid TEXT PRIMARY KEY,
  household_uid TEXT NOT NULL,
  year INTEGER NOT NULL,
  drawn_at TEXT NOT NULL,
  drawn_by TEXT NOT NULL,
  state TEXT NOT NULL,
  first_by TEXT NOT NULL,
  second_by TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  differences TEXT NOT NULL,
  fields INTEGER NOT NULL,
  settled_at TEXT,
  settled_by TEXT NOT NULL,
  act_uid TEXT NOT NULL,
  UNIQUE (household_uid, year)
) STRICT;
CREATE TABLE sheet_finding (
  household_uid TEXT NOT NULL REFERENCES household (uid) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  place TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  PRIMARY KEY (household_uid, year, place, code)
) STRICT;
CREATE INDEX sheet_finding_year ON sheet_finding (year, severity, household_uid);
CREATE TABLE twin (
  uid TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  left_uid TEXT NOT NULL,
  right_uid TEXT NOT NULL,
  listed TEXT NOT NULL,
  score INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  state TEXT NOT NULL,
  found_at TEXT NOT NULL,
  settled_at TEXT,
  settled_by TEXT NOT NULL,
  act_uid TEXT NOT NULL
) STRICT;
CREATE INDEX twin_state ON twin (state, score);
CREATE TABLE point_table (
  uid TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  standard_id TEXT NOT NULL,
  content TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE standard (
  id TEXT PRIMARY KEY,
  content BLOB NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT
"""

# What a household was like when it was reviewed, NULL as it is now · residents of ethnic minority.
_REVIEW_TRAITS = """
ALTER TABLE review ADD COLUMN merit_person INTEGER;
ALTER TABLE review ADD COLUMN no_labour_capacity INTEGER;
ALTER TABLE residents ADD COLUMN minority_households INTEGER;
ALTER TABLE residents ADD COLUMN minority_people INTEGER
"""

# Cases of procedures and what was done in them; a certificate's number is used once in a year.
_PROCEDURE = """
CREATE TABLE procedure_record (
  uid TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  case_uid TEXT NOT NULL,
  year INTEGER,
  number TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX procedure_case ON procedure_record (case_uid, kind, happened_on);
CREATE INDEX procedure_year ON procedure_record (kind, year);
CREATE UNIQUE INDEX certificate_number ON procedure_record (year, number) WHERE kind = 'certificate'
"""

# The text of each paper that was written or printed, under the code at its foot.
_PAPER_CODES = """
CREATE TABLE paper_code (
  code TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  official INTEGER NOT NULL,
  totals TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text BLOB NOT NULL
) STRICT
"""

# What a deed did, by household ('' for records of none), each side as JSON: kind → records.
_ACT_RECORDS = """
DROP TABLE act_household;
CREATE TABLE act_household (
  household_uid TEXT NOT NULL,
  act_uid TEXT NOT NULL REFERENCES act (uid) ON DELETE CASCADE,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (household_uid, act_uid)
) STRICT;
CREATE INDEX act_household_act ON act_household (act_uid)
"""
