"""The server is killed while it changes files that people edit too; Tests/long does the same 500 times."""

import subprocess
import sys

from shop import ROOT


def test_wherever_it_is_killed_what_was_told_as_done_is_there():
    command = [sys.executable, ROOT / "Tests/Crash/kill_records.py", "--points", "10", "--seconds", "60"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("10 kill points"), result.stdout
