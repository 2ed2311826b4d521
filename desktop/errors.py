"""Problems of the world that an official can act on; everything else is our bug.

Each class is one condition. Its sentence stands in the text files under `key`, which follows from
the class name: `BookInUse` → `error-book-in-use`. Details are filled into the sentence by name.
"""

from __future__ import annotations

import re


class AppError(Exception):
    """What happened, that the data is safe, what to do: the text files say it by `key`."""

    key = "error-app"

    def __init_subclass__(cls) -> None:
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", cls.__name__)
        cls.key = "error-" + "-".join(w.lower() for w in words)

    def __init__(self, **details: object) -> None:
        super().__init__(f"{self.key} {details}" if details else self.key)
        self.details = details


# The book
class NotABook(AppError):
    """The file is no book of this program (`path`)."""


class BookMissing(AppError):
    """There is no file of this name (`path`)."""


class BookExists(AppError):
    """A new book would replace a file (`path`)."""


class BookInUse(AppError):
    """Another window or command holds the book (`path`)."""


class BookTooNew(AppError):
    """The book was written by a newer program (`path`, `steps`)."""


class BookDamaged(AppError):
    """The integrity check of the book fails (`path`, `detail`)."""


class BookReadOnly(AppError):
    """The book, its folder or its medium cannot be written (`path`)."""


class WrongPassphrase(AppError):
    """The pass phrase or the recovery code does not open the book (`path`)."""


class PassphraseTooShort(AppError):
    """The pass phrase is shorter than `least` characters."""


class PassphraseMissing(AppError):
    """The command line was given no pass phrase."""


class RecoveryCodeWrong(AppError):
    """The recovery code was mistyped: its check characters do not fit."""


# The world of files
class DiskFull(AppError):
    """No room left while writing `path`."""


class FileUnwritable(AppError):
    """`path` cannot be written (`detail`)."""


class FileUnreadable(AppError):
    """`path` cannot be read (`detail`)."""


class ReadBackDiffers(AppError):
    """What was written to `path` reads back differently."""


class PrinterSilent(AppError):
    """The printer `printer` takes nothing."""


class Cancelled(AppError):
    """The user stopped a long job; nothing of it was kept."""


# Standards, offices, rounds, reviews
class UnknownOffice(AppError):
    """No unit with `code` in the list `list_version`."""


class AreaUnknown(AppError):
    """The unit `name` is a special zone: the office must say rural or urban."""


class StandardUnknown(AppError):
    """No standard with the id `standard`."""


class StandardIncomplete(AppError):
    """The standard cannot open a round: `missing` says what is not known."""


class StandardNotInForce(AppError):
    """The standard `standard` is not in force in `year`."""


class StandardPracticeOnly(AppError):
    """The practice standard `standard` opens rounds in practice books only."""


class PointTableFaulty(AppError):
    """`count` faults stand against making a standard of the table (`findings`)."""


class RoundHasResults(AppError):
    """The standard of the round of `year` stays: `count` sheets are complete under it."""


class RoundMissing(AppError):
    """No round of `year` was opened."""


class RoundExists(AppError):
    """The round of `year` was opened already."""


class RoundNotHere(AppError):
    """Only a commune opens a round; `office` adds up its communes."""


class NumberTaken(AppError):
    """Another household of the commune has the register number `number`."""


class ReviewIncomplete(AppError):
    """Blocking findings stand against completing the review (`count`, `first`)."""


class ReviewOutdated(AppError):
    """Somebody saved this review in between; nothing was overwritten."""


class SheetAIncomplete(AppError):
    """A request has blocking findings (`first` is the code of the first one)."""


class ResidentsMissing(AppError):
    """Resident totals are missing or too small (`villages`)."""


class MinorityMissing(AppError):
    """Residents of ethnic minority are missing, or do not fit the others (`villages`; form 7.8)."""


class BalanceOpen(AppError):
    """Forms 7.2 to 7.10 are not made: the balance does not close (`count`, `first`)."""


class NothingToReport(AppError):
    """There is nothing for the form `form` in `year`."""


class EthnicColumnsWrong(AppError):
    """Names (`names`) that can be no column of form 7.9, or are beyond its `most` columns."""


class FormUnknown(AppError):
    """No form with the number `form`."""


# Lists
class WorkbookProtected(AppError):
    """The workbook `path` is locked by a password."""


class WorkbookBroken(AppError):
    """The workbook `path` cannot be opened (`detail`)."""


class ScriptUnsure(AppError):
    """Columns of a list may be stored for old fonts, a person has to say (`path`, `columns`)."""


class SheetMissing(AppError):
    """The workbook has no sheet `sheet`; `sheets` are there."""


class SheetEmpty(AppError):
    """The sheet `sheet` of `path` holds no row."""


class HeaderMissing(AppError):
    """No header row was found in the sheet `sheet`; `missing` names the columns needed."""


class ListOutdated(AppError):
    """The book changed since the list `path` was compared with it; nothing was written."""


class TableBad(AppError):
    """A small table (CSV) has a bad line: `path`, `line`, `detail`."""


class SubmissionsUnreadable(AppError):
    """The file `path` cannot be read as filled phone forms (`what`, `detail`)."""


class PhoneFormEmpty(AppError):
    """No household is to be reviewed in `year`: there is nothing to send to phones."""


class SubmissionsOutdated(AppError):
    """The book changed since the phone forms of `path` were compared with it; nothing was written."""


# Packages
class PackageDamaged(AppError):
    """The package is cut off, changed, or no package (`path`, `detail`)."""


class PackageTooLarge(AppError):
    """The package, or what it unfolds to, is beyond the limits (`path`, `limit`)."""


class PackageTooNew(AppError):
    """The package has a newer format (`path`, `format`)."""


class PackageNotForUs(AppError):
    """The package is sealed to another office (`path`, `receiver`)."""


class PackageUnsigned(AppError):
    """The signature does not fit the sender's card (`path`, `sender`)."""


class SenderUnknown(AppError):
    """The sender is not among the trusted offices (`path`, `sender`)."""


class SenderNotBelow(AppError):
    """The sender is not one of the offices that report to us (`path`, `sender`)."""


class PackageKindWrong(AppError):
    """The package is of another kind than needed here (`path`, `kind`)."""


class PackageTotalsWrong(AppError):
    """The control totals do not fit the records (`path`, `detail`)."""


class PackageForeignRecords(AppError):
    """A commune's package holds records of another book or commune (`path`, `sender`)."""


class PracticeMixed(AppError):
    """A practice package meets a real book, or the other way round (`path`, `sender`)."""


class PackageStandardUnfit(AppError):
    """The standard that a report rests on is unknown or cannot be used here (`path`, `reason`)."""


class PackageOlder(AppError):
    """A newer package of this office was taken in already (`path`, `number`, `newest`)."""


class CodeDiffers(AppError):
    """The eight digits do not belong to the card (`office`)."""


class ReceiverUnknown(AppError):
    """No trusted card of the receiver `office` is at hand."""


class CardChanged(AppError):
    """The card of `office` has other keys than the trusted one."""


class ReceiptForeign(AppError):
    """The receipt answers a package that this book never sent (`path`)."""


class DifferencesOpen(AppError):
    """`count` differences of a sheet keyed twice are not settled yet; nothing was written."""


class UndoTooLate(AppError):
    """Records of a deed were changed since; what came later is undone first (`kind`)."""


class EventRefused(AppError):
    """Something must be mended before the deed can be recorded (`first`: code of the finding)."""


class EventOutdated(AppError):
    """The households of a deed were changed since it was planned; it is planned again."""


# Twins
class TwinGone(AppError):
    """The pair is settled, or one of its records is no longer in the book."""


class TwinUndecided(AppError):
    """Fields that differ are not all chosen (`count`); nothing was written."""


class TwinLastMember(AppError):
    """The person is the only one of the household `number`, which would be left empty."""


# Procedures
class CaseRefused(AppError):
    """A step lacks what comes before it, or stands twice (`reason` and `cure` in words; `first`)."""


# Codes on papers
class PaperCodeWrong(AppError):
    """What was typed is no code of a paper, or mistyped (`code`)."""


class PaperCodeUnknown(AppError):
    """No paper left this book under the code."""


class PastFiguresWrong(AppError):
    """The figures of a year before the book's own contradict each other (`year`)."""


class CertificateNotRecognised(AppError):
    """Certificates of households that are not poor or near-poor (`count`, `first`); none is made."""


class PaperNotReady(AppError):
    """A paper whose records are not in the book yet (`paper`, `why`)."""
