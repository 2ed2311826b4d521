"""Conditions at one office: its book, files, standards, lists, sheets, papers."""

from __future__ import annotations

from desktop.errors.base import AppError


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


class MediumGone(AppError):
    """The stick or drive was pulled out, or broke, at `path`."""


class MediumReadOnly(AppError):
    """The stick or drive of `path` is write-protected."""


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
    """Forms 7.1 to 7.10 are not made: the balance does not close (`count`, `first`, `households`)."""


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


# Twins
class ArchiveMissing(AppError):
    """The package (`number`, `year`) is not kept, or the file under its name is another one."""


class PackageDoubtful(AppError):
    """Records of the package (`number`) contradict those of the book: an official has to decide."""


class TakeBackRefused(AppError):
    """The earlier package (`number`) cannot be gone back to (`reason`: sentence of data)."""


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
