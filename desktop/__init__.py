"""Rà Soát: the yearly poverty review of a Vietnamese commune, offline. A newcomer's map.

        ui            cli            windows, commands          Qt only in ui
          \\          /
           services                  one function per verb      transactions only here
         /    |     \\
     store  reports  exchange        SQL | ink | packages       do not know each other
         \\    |     /
            rules                    the law: pure, dated       no I/O, no clock
              |
            domain                   frozen records             imports nothing of ours
  (errors, text, paths, files, log: leaves, importable by all)

Thirteen words are all the concepts there are:
record    a frozen dataclass: Household, Person, Review            domain/
standard  one period's law as dated data, numbers with articles    resources/standards, rules/standard
outcome   class, points and standard id; stored, never recomputed  domain/review, rules/classify
finding   a problem in the data, returned in one of three grades   domain/review, rules/checks
book      the one encrypted SQLite file of an office               store/connection
step      an applied-once migration, frozen for ever               store/migrations
form      an official form: number, dates, records → sheet         reports/forms
sheet     a form before it is ink; two printers, PDF and Excel     reports/sheet, pdf, xlsx
package   the sealed, signed file between offices                  exchange/package
plan      what a merge would do, as data, shown before it is done  exchange/merge
service   a verb of the office: complete_review, take_in           services/
changes   what a service says it changed, so windows look again    services/changes
worker    the one thread that touches the book                     ui/worker

Where do I put …? A number of the law: resources/standards/*.toml with its article. A sentence on
screen: resources/text/vi/*.ftl, called by t("key"). A question to the book: a function in store/.
A new verb: services/, one transaction, an audit line, tests with a real book in tmp_path. A page:
ui/pages/, listed in ui/desks.py. A paper: reports/forms/, listed in FORMS.

Which rooms must not see each other is checked by import-linter (pyproject.toml) and
tests/test_architecture.py. The glossary of the field stands in domain/__init__.py, the format of
packages in resources/docs/package-format.md.
"""

__version__ = "0.1.0"
