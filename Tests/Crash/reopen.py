"""The program that starts the store on one folder after another; see Reopen/Reopen.swift."""

import os
import pathlib
import selectors
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SECONDRING_REOPEN", ROOT / ".build/debug/reopen"))
TAKES = 60  # seconds; every wait ends


class Reopen:
    def __init__(self):
        self.process = subprocess.Popen([BINARY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def answer(self, path):
        """What it says of a data folder."""
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            assert selector.select(TAKES), f"no answer in {TAKES} s"
        text = self.process.stdout.readline().decode().strip()
        assert text, f"the start fell: exit {self.process.wait(TAKES)}"
        return text

    def close(self):
        self.process.kill()
        self.process.communicate()
