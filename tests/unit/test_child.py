"""Claims about the limits of child processes."""

from __future__ import annotations

import signal
import subprocess
import sys


def test_a_process_that_takes_the_processor_too_long_ends_in_a_way_of_its_own():
    busy = "from ckanext.paser.child import confine\nconfine(1 << 30, 1)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", busy], check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU
