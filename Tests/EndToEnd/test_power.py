"""A day at the desk cut off by the power at every call to the disk; Tests/Crash/run does the same for long."""

import os
import subprocess
import sys

import pytest

from shop import ROOT


def cut_power(*options):
    command = [sys.executable, ROOT / "Tests/Crash/power.py", "--lives", "1", "--calls", "300", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ)


def test_whatever_the_power_leaves_nothing_acked_is_lost():
    result = cut_power("--rounds", "1")
    assert result.returncode == 0, result.stderr
    assert "in 1 whole rounds" in result.stdout, "the time was over before all was tried"
    assert "none lost, doubled or out of order" in result.stdout


@pytest.mark.parametrize("call", ["fdatasync", "fsync"])
def test_a_disk_that_lies_about_a_sync_is_found_out(call):
    assert "AssertionError: point " in cut_power("--rounds", "2", "--ignoring", call).stderr
