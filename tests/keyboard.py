"""A Vietnamese keyboard for a screen of its own: real key events by XTest, in batches.

The X server gets a key for each letter that the texts need (as a Vietnamese layout would have it)
before the program starts; then a whole sheet is typed as fast as the program takes it.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

_FIRST, _LAST = 8, 255
_UNICODE = 0x01000000  # keysyms of letters that have no older name
_BASE = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Insert": 0xFF63, "Delete": 0xFFFF, "BackSpace": 0xFF08,
    "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54, "KP_Add": 0xFFAB,
    "shift": 0xFFE1, "ctrl": 0xFFE3, "alt": 0xFFE9, "space": 0x20,
    **{f"F{n}": 0xFFBD + n for n in range(1, 13)},
}  # fmt: skip


class Keyboard:
    """Presses keys on a display; `strokes` counts them, a letter with marks as Telex types it."""

    def __init__(self, display: str, letters: Iterable[str]) -> None:
        self._x, self._tst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        _declare(self._x, self._tst)
        link = self._x.XOpenDisplay(display.encode())
        assert link, display
        self._link = ctypes.c_void_p(link)
        self.strokes = 0
        self._codes = self._read_map()
        self._add(sorted({c for c in letters if not c.isascii()}))

    def close(self) -> None:
        """Let go of the display."""
        self._x.XCloseDisplay(self._link)

    def press(self, keys: Sequence[str]) -> None:
        """Press keys one after the other: "Return", "ctrl+Insert", "a", "ằ"; at once, in a batch."""
        for key in keys:
            *held, last = key.split("+") if len(key) > 1 else [key]
            self._press(held, last)
            self.strokes += telex(last)
        self._x.XFlush(self._link)

    def _press(self, held: Sequence[str], key: str) -> None:
        code, shifted = self._codes[_BASE.get(key) or _keysym(key)]
        codes = [self._codes[_BASE[one]][0] for one in (*held, *(["shift"] if shifted else []))]
        for one in codes:
            self._tst.XTestFakeKeyEvent(self._link, one, 1, 0)
        self._tst.XTestFakeKeyEvent(self._link, code, 1, 0)
        self._tst.XTestFakeKeyEvent(self._link, code, 0, 0)
        for one in reversed(codes):
            self._tst.XTestFakeKeyEvent(self._link, one, 0, 0)

    def _read_map(self) -> dict[int, tuple[int, bool]]:
        """Keysym → (keycode, with Shift) as the server has it; the keys that are free in `_free`."""
        per = ctypes.c_int()
        raw = self._x.XGetKeyboardMapping(self._link, _FIRST, _LAST - _FIRST + 1, ctypes.byref(per))
        known: dict[int, tuple[int, bool]] = {}
        self._free = []
        for n in range(_LAST - _FIRST + 1):
            symbols = [raw[n * per.value + level] for level in range(min(per.value, 2))]
            every = [raw[n * per.value + level] for level in range(per.value)]
            if not any(map(_is_needed, every)):
                self._free.append(_FIRST + n)
            for level, symbol in enumerate(symbols):
                if symbol:
                    known.setdefault(symbol, (_FIRST + n, level == 1))
        self._x.XFree(raw)
        return known

    def _add(self, letters: Sequence[str]) -> None:
        """Give each letter a key of its own among those that the server has left free."""
        missing = [c for c in letters if _keysym(c) not in self._codes]
        assert len(missing) <= len(self._free), "more letters than free keys"
        for code, letter in zip(self._free, missing, strict=False):
            symbols = (ctypes.c_ulong * 2)(_keysym(letter), _keysym(letter))
            self._x.XChangeKeyboardMapping(self._link, code, 2, symbols, 1)
            self._codes[_keysym(letter)] = (code, False)
        self._x.XSync(self._link, 0)


def _is_needed(symbol: int) -> bool:
    """Letters, digits and signs, keys that edit and move, modifiers; the others are for players."""
    return 0 < symbol < 0x100 or 0xFE00 <= symbol <= 0xFFFF


def _keysym(char: str) -> int:
    return ord(char) if ord(char) < 0x100 else _UNICODE | ord(char)


def telex(key: str) -> int:
    """How often a finger goes down for it: ấ is a, a, s in Telex; a chord counts as one."""
    if len(key) > 1:
        return 1
    marks = sum(bool(unicodedata.combining(c)) for c in unicodedata.normalize("NFD", key))
    return 1 + marks + (key in "đĐ")


def _declare(x: ctypes.CDLL, tst: ctypes.CDLL) -> None:
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
    x.XGetKeyboardMapping.argtypes = (
        ctypes.c_void_p, ctypes.c_ubyte, ctypes.c_int, ctypes.POINTER(ctypes.c_int),
    )  # fmt: skip
    x.XChangeKeyboardMapping.argtypes = (
        ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.POINTER(ctypes.c_ulong), ctypes.c_int,
    )  # fmt: skip
    x.XFree.argtypes = (ctypes.POINTER(ctypes.c_ulong),)
    for call in (x.XFlush, x.XCloseDisplay):
        call.argtypes = (ctypes.c_void_p,)
    x.XSync.argtypes = (ctypes.c_void_p, ctypes.c_int)
    tst.XTestFakeKeyEvent.argtypes = (
        ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong,
    )  # fmt: skip


@contextmanager
def keyboard(display: str, letters: Iterable[str]) -> Iterator[Keyboard]:
    """A keyboard for as long as the block lasts."""
    made = Keyboard(display, letters)
    try:
        yield made
    finally:
        made.close()
