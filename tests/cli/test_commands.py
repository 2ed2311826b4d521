"""Each command: what it answers, what it refuses and where it says so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import commands
from desktop.services import reporting
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run, Said
from tests.exchange.list_samples import ID, save, two_families
from tests.services.conftest import Made
from tests.services.made import COMMUNE, PHRASE, UPPER

SPEC = ["demo", "init", "read-list", "open-round", "set-residents", "classify", "report", "card", "trust", "pack", "pack-plan", "pack-down", "inspect", "take-in", "check", "backup", "restore", "export", "xlsform", "read-submissions", "check-paper", "field-sheets", "mail", "receipts", "archive", "take-back"]  # fmt: skip
# Words that click would say in English.
ENGLISH = re.compile(
    r"\b(Usage|Options:|Commands:|Show|exit|required|default|Error|Try|Missing|such|Invalid)\b"
)


def _refused(said: Said, *words: str) -> None:
    """Exit 1, nothing on stdout, one sentence on stderr."""
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert all(word in said.err for word in words), said.err


def _wrong_use(said: Said, *words: str) -> None:
    assert (said.code, said.out) == (2, "")
    assert all(word in said.err for word in words), said.err
    assert not ENGLISH.search(said.err), said.err


# Help --------------------------------------------------------------------------------------------
def test_the_commands_are_those_of_the_specification() -> None:
    assert sorted(commands.commands) == sorted(SPEC)


@pytest.mark.parametrize("command", ["", *SPEC])
def test_help_is_vietnamese(run: Run, command: str) -> None:
    said = run(*command.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Cách dùng: rasoat")
    assert "Tùy chọn:" in said.out
    assert not ENGLISH.search(said.out), said.out


@pytest.mark.parametrize("command", SPEC)
def test_every_option_says_what_it_is_for(command: str) -> None:
    for param in commands.commands[command].params:
        if param.param_type_name == "option":
            assert getattr(param, "help", ""), f"{command} {param.name}"


def test_python_m_desktop_is_the_same_program(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "desktop", "--help"],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert "take-in" in result.stdout
    assert "rasoat" in result.stdout


def test_a_pipe_gets_utf8_whatever_the_systems_code_page(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = subprocess.run(
        [sys.executable, "-m", "desktop", "check", "--book", str(tmp_path / "xa")],
        capture_output=True, check=False, env=environment | {"RASOAT_PASSPHRASE": PHRASE},
    )  # fmt: skip
    assert result.returncode == 1
    assert "Không thấy sổ xa" in result.stderr.decode("utf-8")


# Wrong use ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", ["nonsense"]),
        ("check", ["--book"]),
        ("check --book x --colour", ["--colour"]),
        ("init --book x --office 02296 --list 1999", ["--list"]),
        ("open-round --book x --year soon", ["--year"]),
        ("read-list --book x", ["LIST"]),
        ("take-in --book x", ["PATHS"]),
        ("restore nowhere --book x", ["BACKUP_FILE"]),
        ("report --book {book} --year 2026 --out x", ["--form", "--all"]),
        ("report --book {book} --year 2026 --all --format doc --out x", ["--format"]),
        ("init --book {book}2 --office 02296 --level province", ["Bình An"]),
    ],
)  # fmt: skip
def test_wrong_use_ends_with_2_and_says_what(
    run: Run, book: Path, line: str, words: list[str]
) -> None:
    _wrong_use(run(*line.format(book=book).split()), "rasoat", *words)


# The pass phrase ---------------------------------------------------------------------------------
def test_no_option_takes_the_phrase_itself() -> None:
    names = {o for c in commands.commands.values() for p in c.params for o in p.opts}
    assert {n for n in names if "phrase" in n} == {"--passphrase-file"}


def test_without_a_phrase_nothing_opens(run: Run, book: Path) -> None:
    _refused(run("check", "--book", book, phrase=None), "RASOAT_PASSPHRASE")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_phrase_may_come_from_a_file_as_editors_save_it(
    run: Run, book: Path, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "cau.txt"
    file.write_text(PHRASE + "\n", encoding)
    said = run("check", "--book", book, "--passphrase-file", file, phrase="câu này không đúng")
    assert said.code == 0, said.err


def test_a_wrong_phrase_is_refused(run: Run, book: Path) -> None:
    _refused(run("check", "--book", book, phrase="câu này không đúng"), book.name)


def test_a_phrase_file_that_is_no_text_is_refused(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "cau.txt"
    file.write_bytes(b"\xc3\x28")
    _refused(run("check", "--book", book, "--passphrase-file", file), "cau.txt")


# The book ----------------------------------------------------------------------------------------
def test_init_never_replaces_a_file(run: Run, book: Path) -> None:
    before = book.read_bytes()
    _refused(run("init", "--book", book, "--office", COMMUNE), book.name)
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--office", "99999"], "99999"),
        (["--office", UPPER, "--list", "2025"], "ngắn"),
    ],
)
def test_init_refused_leaves_no_book(run: Run, tmp_path: Path, args: list[str], word: str) -> None:
    phrase = "ngắn" if word == "ngắn" else PHRASE
    said = run("init", "--book", tmp_path / "so" / "x", *args, phrase=phrase)
    _refused(said)
    assert not (tmp_path / "so" / "x").exists()


def test_a_book_whose_recovery_sheet_cannot_be_written_is_not_made(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x_giay_khoi_phuc.pdf").mkdir()
    said = run("init", "--book", tmp_path / "x.rasoat-book", "--office", COMMUNE)
    assert said.code == 1
    assert not (tmp_path / "x.rasoat-book").exists()


def test_check_names_who_breaks_the_balance(run: Run, book: Path, tmp_path: Path) -> None:
    assert run("check", "--book", book).code == 0
    run("read-list", "--book", book, save(tmp_path / "ds.xlsx", two_families()), "--year", "2025")
    run("open-round", "--book", book, "--year", "2026")
    said = run("check", "--book", book)
    assert said.code == 1
    assert "2 hộ" in said.out
    assert "Bàn Văn Tiến (Nà Mỵ)" in said.err
    assert run("check", "--book", book, "--json").data["rounds"][0]["balance_breaks"] == 2


def test_check_of_a_damaged_book_is_refused(run: Run, book: Path) -> None:
    raw = book.read_bytes()
    book.write_bytes(raw[:40960] + bytes(4096) + raw[45056:])
    said = run("check", "--book", book)
    assert said.code == 1
    assert book.name in said.err


def test_restore_with_the_recovery_sheet(
    run: Run, book: Path, tmp_path: Path, made_books: dict[str, Made]
) -> None:
    copy = run("backup", "--book", book, "--out", tmp_path / "usb", "--json").data["copy"]
    code_file = tmp_path / "ma.txt"
    code_file.write_text(made_books[COMMUNE].code.lower(), "utf-8-sig")
    target = tmp_path / "moi" / "xa.rasoat-book"
    said = run("restore", copy, "--book", target, "--recovery-code-file", code_file, phrase=None)
    assert (said.code, said.err) == (0, "")
    assert run("check", "--book", target).code == 0
    code_file.write_text("không phải mã")
    said = run("restore", copy, "--book", target, "--recovery-code-file", code_file, phrase=None)
    assert said.code == 1


# Lists and rounds --------------------------------------------------------------------------------
def test_refused_rows_end_with_1_and_say_which(run: Run, book: Path, tmp_path: Path) -> None:
    rows = two_families()
    rows[2][ID] = "12345"
    path = save(tmp_path / "ds.xlsx", rows)
    said = run("read-list", "--book", book, path, "--errors", tmp_path / "loi.xlsx")
    assert said.code == 1
    assert "từ chối 3" in said.out
    assert "G3" in said.err
    assert (tmp_path / "loi.xlsx").exists()


def test_a_dry_run_writes_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    path = save(tmp_path / "ds.xlsx", two_families())
    for _ in range(2):
        said = run("read-list", "--book", book, path, "--dry-run", "--json")
        assert (said.code, said.data["created"], said.data["dry_run"]) == (0, 5, True)


@pytest.mark.parametrize("name", ["nowhere.xlsx", "empty.xlsx", "text.xlsx"])
def test_what_is_no_list_is_refused(run: Run, book: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "text.xlsx").write_text("not a workbook")
    _refused(run("read-list", "--book", book, tmp_path / name), name)


def test_rounds_are_refused_with_reasons(run: Run, book: Path, upper_book: Path) -> None:
    assert run("open-round", "--book", book, "--year", "2026").code == 0
    _refused(run("open-round", "--book", book, "--year", "2026"), "2026")
    _refused(run("open-round", "--book", book, "--year", "2027"), "còn thiếu")
    _refused(run("open-round", "--book", book, "--year", "2026", "--standard", "x"))
    _refused(run("open-round", "--book", upper_book, "--year", "2026"), "Tuyên Quang")
    _refused(run("classify", "--book", book, "--year", "2025"), "2025")
    _refused(run("classify", "--book", book, "--year", "2026", "--against", "x"), "x")


@pytest.mark.parametrize(
    "text",
    [
        "thôn,hộ,người\nNà Bó,1,2\n",
        "village,households,people\nNà Bó,mười,2\n",
        "village,households,people\nNà Bó,10,2\n",
        "village,households,people\n,10,20\n",
        "village,households,people\nNà Bó,-1,20\n",
        "village,households,people\nNà Bó\n",
    ],
)
def test_a_bad_table_of_residents_is_refused_with_its_line(
    run: Run, book: Path, tmp_path: Path, text: str
) -> None:
    table = tmp_path / "dan_cu.csv"
    table.write_text(text, "utf-8")
    _refused(run("set-residents", "--book", book, "--year", "2026", table), "dan_cu.csv", "dòng 2")


def test_residents_may_say_how_many_are_of_a_minority(run: Run, book: Path, tmp_path: Path) -> None:
    table = tmp_path / "dan_cu.csv"
    head = "village;households;people;minority_households;minority_people\n"
    table.write_text(f"{head}Nà Mỵ;40;170;38;160\nKhuổi Trang;30;120;;\n", "utf-8")
    command = ["set-residents", "--book", book, "--year", "2026", table]
    assert run(*command).code == 0
    for row in ("41;170", "40;171", "-1;5", "x;5"):
        table.write_text(f"{head}Nà Mỵ;40;170;{row}\n", "utf-8")
        _refused(run(*command), "dan_cu.csv", "dòng 2", "minority_households")
    run("export", "--book", book, "--year", "2026", "--out", tmp_path / "csv", "--yes")
    lines = (tmp_path / "csv" / "residents.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",", 2)[2] for line in lines[1:]] == [
        "Khuổi Trang,30,120,,", "Nà Mỵ,40,170,38,160"
    ]  # fmt: skip


def test_residents_of_an_upper_office_are_refused(
    run: Run, upper_book: Path, tmp_path: Path
) -> None:
    table = tmp_path / "dan_cu.csv"
    table.write_text("village,households,people\nNà Bó,10,20\n", "utf-8")
    _refused(run("set-residents", "--book", upper_book, "--year", "2026", table), "Tuyên Quang")


# Papers, packages, export ------------------------------------------------------------------------
def test_papers_that_cannot_be_made_are_refused_by_name(
    run: Run, book: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bieu"
    command = ["report", "--book", book, "--year", "2026", "--out", out]
    _refused(run(*command, "--all"), "2026")
    run("read-list", "--book", book, save(tmp_path / "ds.xlsx", two_families()), "--year", "2026")
    run("open-round", "--book", book, "--year", "2026")
    _refused(run(*command, "--form", "7.1"), "Nà Mỵ", "Khuổi Trang")
    _refused(run(*command, "--form", "7.11"), "7.11", *reporting.FORM_IDS)
    assert not out.exists()
    said = run(*command, "--form", "VI", "--format", "pdf", "--preliminary", "--json")
    assert (said.code, len(said.data["papers"])) == (0, 1)
    assert said.data["papers"][0].endswith("so_bo.pdf")
    said = run(*command, "--month", "3", "--month", "1", "--format", "pdf", "--json")
    assert [Path(p).name for p in said.data["papers"]] == [
        "bao_cao_thang_03_02296_2026.pdf", "bao_cao_thang_01_02296_2026.pdf",
    ]  # fmt: skip
    assert run(*command, "--month", "9").code == 2


def test_an_open_balance_names_every_household_on_stderr(
    run: Run, book: Path, tmp_path: Path
) -> None:
    run("read-list", "--book", book, save(tmp_path / "ds.xlsx", two_families()), "--year", "2025")
    run("open-round", "--book", book, "--year", "2026")
    out = tmp_path / "bieu"
    refused = run(
        "report", "--book", book, "--year", "2026", "--out", out, "--form", "7.1", "--month", "3"
    )
    *named, said = refused.err.splitlines()
    assert refused.code == 1
    assert len(named) == 2
    assert all("(" in line for line in named)
    assert "2 hộ làm lệch cân đối" in said
    assert all(line in said for line in named)
    assert not out.exists()


def test_packages_refused_say_why_on_stderr(
    run: Run, book: Path, upper_book: Path, tmp_path: Path
) -> None:
    _refused(run("pack", "--book", book, "--year", "2026", "--to", UPPER, "--out", tmp_path / "g"), UPPER)  # fmt: skip
    (tmp_path / "cut.rasoat").write_bytes(b"PK")
    said = run("take-in", "--book", upper_book, tmp_path / "cut.rasoat")
    assert (said.code, said.out.strip()) == (1, "Không nhận gói nào.")
    assert "cut.rasoat" in said.err
    said = run("take-in", "--book", upper_book, tmp_path / "cut.rasoat", "--json")
    assert (said.code, said.data["packages"][0]["verdict"]) == (1, "refused")
    _refused(run("inspect", tmp_path / "cut.rasoat"), "cut.rasoat")
    (tmp_path / "empty").mkdir()
    said = run("take-in", "--book", upper_book, tmp_path / "empty")
    assert (said.code, said.out.strip()) == (0, "Không thấy gói nào.")


def test_a_card_is_not_trusted_by_other_digits(
    run: Run, book: Path, upper_book: Path, tmp_path: Path
) -> None:
    made = run("card", "--book", upper_book, "--out", tmp_path, "--json").data
    wrong = str(int(made["code"][0]) ^ 1) + made["code"][1:]
    _refused(run("trust", "--book", book, made["card"], "--code", wrong), "Tuyên Quang")
    said = run("take-in", "--book", book, made["card"])
    assert (said.code, "trust" in said.out) == (0, True)


def test_an_export_asks_for_the_phrase_again(run: Run, book: Path, tmp_path: Path) -> None:
    command = ["export", "--book", book, "--year", "2026", "--out", tmp_path / "csv"]
    said = run(*command, typed="câu này không đúng\n")
    assert said.code == 1
    assert not (tmp_path / "csv").exists()
    said = run(*command, typed=PHRASE + "\n")
    assert said.code == 0
    assert len(list((tmp_path / "csv").iterdir())) == 12
    said = run(*command, typed="")
    assert said.code == 1
    assert not ENGLISH.search(said.err)


def test_a_book_in_use_is_refused(run: Run, book: Path, made_books: dict[str, Made]) -> None:
    db = open_book(book, code=made_books[COMMUNE].code)
    _refused(run("check", "--book", book), book.name, "đang mở")
    close_book(db)
    assert run("check", "--book", book).code == 0


def test_json_is_one_object_whatever_was_done(run: Run, book: Path, tmp_path: Path) -> None:
    for line in (
        ["check", "--book", book],
        ["backup", "--book", book, "--out", tmp_path],
        ["open-round", "--book", book, "--year", "2026"],
        ["classify", "--book", book, "--year", "2026", "--against", "practice"],
        ["card", "--book", book, "--out", tmp_path],
        ["export", "--book", book, "--year", "2026", "--out", tmp_path, "--yes"],
    ):
        said = run(*line, "--json")
        assert (said.code, said.err) == (0, ""), line
        assert said.data
