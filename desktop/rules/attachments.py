"""Which files may be kept as evidence: papers and pictures, nothing that runs or hides what it is.

The limits are this program's own, no law's. A file is judged by its name and by its bytes, a document
that is a ZIP by its parts as well (`Parts`, read by services.planning.unzipping).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

FILE_LIMIT = 5_000_000
"""Bytes of one file at most."""
ALL_LIMIT = 200_000_000
"""Bytes of all evidence in a book at most."""
LONGEST_NAME = 120


class Refusal(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    RUNS = "runs"
    MACROS = "macros"
    DISGUISED = "disguised"
    NAME = "name"
    ACTIVE = "active"


Parts = Mapping[str, bytes]
"""Of a ZIP: the name of each part → the content of the small ones that say what it is, else b""."""


def refusal(name: str, content: bytes, parts: Parts | None = None) -> Refusal | None:
    """Why a file may not be kept as evidence; None: it may. `parts`: of a ZIP that can be read."""
    why = name_refusal(name)
    if why is not None:
        return why
    if not content:
        return Refusal.EMPTY
    if len(content) > FILE_LIMIT:
        return Refusal.TOO_LARGE
    if runs(content):
        return Refusal.RUNS
    return KINDS[ending(name)](content, parts)


# Names -------------------------------------------------------------------------------------------
def clean_name(name: str) -> str:
    """A file's name as it is kept: NFC, without folders, signs that no system allows, ends trimmed."""
    bare = re.split(r"[\\/]", name)[-1]
    shown = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf"))
    safe = re.sub(r'[<>:"|?*]', "_", unicodedata.normalize("NFC", shown))
    safe = re.sub(r"\s+", " ", safe).strip(" .")
    stem, dot, end = safe.rpartition(".")
    stem = stem.rstrip()
    if stem.upper() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem[: LONGEST_NAME - len(end)].rstrip()}{dot}{end}" or "_"


def ending(name: str) -> str:
    """The ending of a name in small letters, "" without one."""
    return clean_name(name).rpartition(".")[2].lower() if "." in name else ""


_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(1, 10))}
# Signs that turn the direction of writing: "cod.exe" can be made to look like "exe.doc".
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RUNNABLE = frozenset((
    "exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "vb", "vbs", "vbe", "js", "jse",
    "mjs", "wsf", "wsh", "wsc", "hta", "msi", "msp", "msix", "appx", "jar", "class", "lnk", "url",
    "iso", "img", "vhd", "vhdx", "dll", "sys", "ocx", "cpl", "drv", "reg", "inf", "sh", "bash",
    "py", "pyw", "pyc", "pl", "rb", "php", "apk", "ipa", "appimage", "deb", "rpm", "dmg", "pkg",
    "app", "chm", "scf", "gadget", "jnlp", "xll",
))  # fmt: skip
_MACRO = frozenset((
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm",
))  # fmt: skip


def name_refusal(name: str) -> Refusal | None:
    """Why a file is not kept, by its name alone; None: its name does not speak against it."""
    if _TURNING.search(name):
        return Refusal.NAME
    stem, *endings = clean_name(name).lower().split(".")
    if not stem or not endings:
        return Refusal.KIND
    if any(e.strip() in _RUNNABLE for e in endings):
        return Refusal.RUNS if endings[-1] in _RUNNABLE else Refusal.NAME
    if any(e.strip() in _MACRO for e in endings):
        return Refusal.MACROS
    return None if endings[-1] in KINDS else Refusal.KIND


# What runs, whatever it is called ----------------------------------------------------------------
_MAGIC = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",  # Mach-O
    b"\xca\xfe\xba\xbe",  # Mach-O of several machines, Java class
    b"#!",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",  # shortcut (LNK)
    b"\x00asm", b"dex\n", b"MSCF", b"ITSF", b"conectix", b"vhdxfile",
)  # fmt: skip
_ISO_AT = (0x8001, 0x8801, 0x9001)
_MSI = bytes.fromhex("84100c0000000000c000000000000046")
_CFB = bytes.fromhex("d0cf11e0a1b11ae1")
_SCRIPT = re.compile(
    rb"<\s*(?:script|hta:|html|!doctype html|\?php|job\b)|^\s*@echo\b|\bcmd(?:\.exe)?\s+/c\b"
    rb"|\bpowershell\b|\bwscript\.|\bcreateobject\s*\(|\bactivexobject\s*\(|\bon error resume next\b"
    rb"|\binvoke-(?:expression|webrequest)\b|^\s*\[internetshortcut\]|^\s*windows registry editor"
    rb"|^\s*\"?[=+\-@][\w.]+\|[^\r\n]*!",  # a cell that starts a program (DDE)
    re.IGNORECASE | re.MULTILINE,
)


def runs(content: bytes) -> bool:
    """Whether a system would run these bytes, or mount them: programs, installers, disk images."""
    return (
        content.startswith(_MAGIC)
        or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"#!")
        or any(content[at : at + 5] == b"CD001" for at in _ISO_AT)
        or (content.startswith(_CFB) and _MSI in content)
    )


# Kinds -------------------------------------------------------------------------------------------
Judge = Callable[[bytes, Parts | None], Refusal | None]


def _starting(*starts: bytes) -> Judge:
    return lambda content, _: None if content.startswith(starts) else Refusal.DISGUISED


def _pdf(content: bytes, _: Parts | None) -> Refusal | None:
    """A PDF without what acts by itself: scripts, the start of programs, files packed into it.

    Only what stands open in the bytes is seen, names written with #xx too. What lies in compressed
    object streams or is encrypted is not: this keeps plain carriers out, it is no virus scanner.
    """
    if not content.startswith(b"%PDF-"):
        return Refusal.DISGUISED
    plain = _HEX_IN_NAME.sub(lambda m: bytes.fromhex(m[1].decode("ascii")), content)
    return Refusal.ACTIVE if _ACTIVE.search(plain) else None


_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/JavaScript|/JS[ \t\r\n(<]|/Launch|/EmbeddedFile")


def _webp(content: bytes, _: Parts | None) -> Refusal | None:
    return None if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else Refusal.DISGUISED


def _heic(content: bytes, _: Parts | None) -> Refusal | None:
    brands = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    is_one = content[4:8] == b"ftyp" and content[8:12] in brands
    return None if is_one else Refusal.DISGUISED


def _text(content: bytes, _: Parts | None) -> Refusal | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return Refusal.DISGUISED
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content):
        return Refusal.DISGUISED
    return Refusal.RUNS if _SCRIPT.search(content) else None


def _old_office(stream: str) -> Judge:
    """Word and Excel before 2007: one file of streams, of which the names tell what it is."""

    def judge(content: bytes, _: Parts | None) -> Refusal | None:
        if not content.startswith(_CFB) or _named(stream) not in content:
            return Refusal.DISGUISED
        return Refusal.MACROS if _named("_VBA_PROJECT") in content else None

    return judge


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")


def _zipped(part: str, mime: str = "") -> Judge:
    """A document that is a ZIP: `part` is in it and, for OpenDocument, it says to be `mime`."""

    def judge(_: bytes, parts: Parts | None) -> Refusal | None:
        if parts is None or part not in parts or (mime and parts["mimetype"] != mime.encode()):
            return Refusal.DISGUISED
        return _of_parts(parts)

    return judge


_MACRO_PARTS = re.compile(
    r"(?:^|/)vbaproject[^/]*\.bin$|(?:^|/)vbadata\.xml$|(?:^|/)macrosheets/|^basic/|^scripts/",
    re.IGNORECASE,
)
TYPES, MIMETYPE = "[Content_Types].xml", "mimetype"
"""The parts of documents that say what they are."""


def _of_parts(parts: Parts) -> Refusal | None:
    if b"macroenabled" in parts.get(TYPES, b"").lower() or any(map(_MACRO_PARTS.search, parts)):
        return Refusal.MACROS
    inside = {name.lower().rpartition(".")[2] for name in parts}
    return Refusal.RUNS if inside & _RUNNABLE or "META-INF/MANIFEST.MF" in parts else None


KINDS: Mapping[str, Judge] = {
    "pdf": _pdf,
    "jpg": _starting(b"\xff\xd8\xff"),
    "jpeg": _starting(b"\xff\xd8\xff"),
    "png": _starting(b"\x89PNG\r\n\x1a\n"),
    "webp": _webp,
    "heic": _heic,
    "docx": _zipped("word/document.xml"),
    "xlsx": _zipped("xl/workbook.xml"),
    "odt": _zipped(MIMETYPE, "application/vnd.oasis.opendocument.text"),
    "ods": _zipped(MIMETYPE, "application/vnd.oasis.opendocument.spreadsheet"),
    "doc": _old_office("WordDocument"),
    "xls": _old_office("Workbook"),
    "txt": _text,
    "csv": _text,
}
"""What is kept as evidence: ending → judge of the content."""
