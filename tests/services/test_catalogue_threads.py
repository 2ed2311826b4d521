"""The window and the worker read the standards at the same time; nothing ends the process."""

from __future__ import annotations

import subprocess
import sys

_BOTH = """
import sys, threading
sys.setswitchinterval(1e-6)
from desktop.services.catalogue import shipped_standards
gate = threading.Barrier(2)
def read():
    gate.wait()
    shipped_standards()
threads = [threading.Thread(target=read) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(shipped_standards()))
"""


def test_two_threads_that_read_the_standards_first_both_get_them() -> None:
    for _ in range(8):
        done = subprocess.run(
            [sys.executable, "-c", _BOTH], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, "3\n")
