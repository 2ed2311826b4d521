"""A screen of its own (Xvfb), hands on its keyboard and mouse (xdotool), and an eye on its pixels.

Nothing here knows the program from inside: what it shows is read from the framebuffer by colour,
what it did from the files it leaves. Every wait polls until a deadline.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QImage

T = TypeVar("T")
Box = tuple[int, int, int, int]  # left, top, right, bottom in px

WIDTH, HEIGHT = 1366, 768
PATIENCE = 15.0
"""Seconds until a wait gives up: an idle machine needs well under one."""
STEP = 0.04
TRIES = 3
# What a desktop of the person who runs the tests would add: its dialogs, its theme, its scaling.
_FOREIGN = (
    "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORMTHEME", "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE", "WAYLAND_DISPLAY", "RASOAT_DATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
)  # fmt: skip


class Screen:
    """One X server without a window manager, and who sits before it."""

    def __init__(self, display: str, frame: Path) -> None:
        self.display = display
        self._frame = frame

    # Hands ------------------------------------------------------------------------------------
    def key(self, *keys: str) -> None:
        """Press keys one after the other: "Return", "ctrl+5"."""
        self._xdotool("key", "--delay", "15", *keys)

    def type(self, text: str) -> None:
        """Type ASCII letters and digits; others would need a keyboard that Xvfb has not."""
        assert text.isascii()
        self._xdotool("type", "--delay", "15", "--", text)

    def click(self, x: int, y: int) -> None:
        """Press the left button at a place."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def focus(self, window: str) -> None:
        """Give the keyboard to a window, as a window manager would."""
        self._xdotool("windowfocus", window)

    def windows(self, pid: int) -> list[str]:
        """The visible windows of a process."""
        found = self._run("search", "--onlyvisible", "--pid", str(pid))
        return found.stdout.split()

    def close_window(self, window: str) -> None:
        """Ask a window to close, as the cross in its title bar does."""
        _send_delete(self.display, int(window))

    def _xdotool(self, *args: str) -> None:
        done = self._run(*args)
        assert done.returncode == 0, done.stderr

    def _run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *args],
            env=os.environ | {"DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    # Eye --------------------------------------------------------------------------------------
    def count(self, colour: str, box: Box) -> int:
        """How many pixels of a box have exactly this colour ("#RRGGBB")."""
        raw, start, stride = self._look()
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        wanted = bytes((blue, green, red))
        left, top, right, bottom = box
        return sum(
            raw[i : i + 3] == wanted
            for y in range(top, bottom)
            for i in range(start + y * stride + 4 * left, start + y * stride + 4 * right, 4)
        )

    def photograph(self, file: Path) -> Path:
        """Keep what is on the screen as PNG."""
        raw, start, stride = self._look()
        image = QImage(raw[start:], WIDTH, HEIGHT, stride, QImage.Format.Format_RGB32)
        image.save(str(file))
        return file

    def _look(self) -> tuple[bytes, int, int]:
        """The framebuffer (an XWD file that the server keeps), where pixels begin, bytes a line."""
        raw = self._frame.read_bytes()
        head = [int.from_bytes(raw[i : i + 4], "big") for i in range(0, 100, 4)]
        return raw, head[0] + 12 * head[19], head[12]

    def wait(self, what: str, look: Callable[[], T]) -> T:
        """What `look` says as soon as it says something; fails with a picture after PATIENCE."""
        deadline = time.monotonic() + PATIENCE
        while not (found := look()):
            if time.monotonic() > deadline:
                picture = self.photograph(self._frame.with_name("failed.png"))
                pytest.fail(f"waited for {what}: see {picture}")
            time.sleep(STEP)
        return found


@contextmanager
def real_screen(folder: Path) -> Iterator[Screen]:
    """Xvfb on a free display for as long as the block lasts; skips where that cannot be."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    # Two that start together may want the same display; then the later one tries again.
    started = (_start_server(folder) for _ in range(TRIES))
    server, number = next((pair for pair in started if pair[1]), (None, ""))
    if server is None:
        pytest.skip("Xvfb cannot start here")
    try:
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _start_server(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The server and the number of its display, "" if it ended at once."""
    ours, its = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    # Without -noreset it begins anew, deaf for a moment, whenever its last client (xdotool) leaves.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(its), "-screen", "0", size, "-fbdir", str(folder), "-noreset"],
        pass_fds=[its],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    # If the server dies its end of the pipe is closed, and the line is empty.
    with os.fdopen(ours) as told:
        number = told.readline().strip()
    if not number:
        server.wait(PATIENCE)
    return server, number


@dataclass(frozen=True, slots=True)
class Running:
    """The program as a process on a screen: its main window, and what it complained about."""

    process: subprocess.Popen[bytes]
    screen: Screen
    window: str
    errors: Path

    def dialog(self) -> str:
        """The window that the program opened over its main one, with the keyboard given to it."""
        window = self.screen.wait("a dialog", lambda: self._others()[-1:])[0]
        self.screen.focus(window)
        return window

    def back(self) -> None:
        """The keyboard to the main window again, once it stands alone."""
        self.screen.wait("the dialog to close", lambda: not self._others())
        self.screen.focus(self.window)

    def close(self) -> int:
        """Close the window; the exit code."""
        self.screen.close_window(self.window)
        return self.process.wait(PATIENCE)

    def _others(self) -> list[str]:
        return [w for w in self.screen.windows(self.process.pid) if w != self.window]


@contextmanager
def running(screen: Screen, folder: Path, extra: Mapping[str, str]) -> Iterator[Running]:
    """`python -m desktop` with a home of its own, its window open; killed at the end if need be."""
    kept = {k: v for k, v in os.environ.items() if k not in _FOREIGN}
    home = {"HOME": str(folder), "RASOAT_DATA": str(folder / "data")}
    here = {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
    errors = folder / "stderr.txt"
    with errors.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop"], env={**kept, **home, **here, **extra}, stderr=out
        )

    def first_window() -> list[str]:
        if process.poll() is not None:
            said = errors.read_text(encoding="utf-8", errors="replace")
            if "platform plugin" in said and "could not connect" not in said:
                pytest.skip("Qt's xcb plugin has not all its libraries here")
            pytest.fail(f"the program ended with {process.returncode}: {said}")
        return screen.windows(process.pid)

    try:
        window = screen.wait("the window", first_window)[0]
        screen.focus(window)
        yield Running(process, screen, window, errors)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)


# The cross of the title bar -----------------------------------------------------------------------
class _Message(ctypes.Structure):
    """XClientMessageEvent, as long as any XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def _send_delete(display: str, window: int) -> None:
    """WM_DELETE_WINDOW: this xdotool can only destroy windows."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x.XSendEvent.argtypes = (
        ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p,
    )  # fmt: skip
    x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    link = x.XOpenDisplay(display.encode())
    assert link, display
    message = _Message(type=33, window=window, format=32)
    message.message_type = x.XInternAtom(link, b"WM_PROTOCOLS", 0)
    message.data[0] = x.XInternAtom(link, b"WM_DELETE_WINDOW", 0)
    x.XSendEvent(link, window, 0, 0, ctypes.byref(message))
    x.XCloseDisplay(link)
