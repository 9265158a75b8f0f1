"""Shops whose calendar is moved: what ended an hour ago, or was written last week, without waiting for it."""

import os
import tempfile
import time
from datetime import UTC, datetime

import preload
from ids import spelled
from shop import Shop


class MovedShop(Shop):
    """A shop that starts at the moment it is told."""

    moved = 0  # seconds that its calendar is ahead of the true one

    def set_clock(self, text):
        """The calendar as it will be at the next start, `2026-11-27T10:00:00Z`."""
        self.moved = round(datetime.fromisoformat(text).timestamp() - time.time())
        self.move()

    def pass_time(self, seconds):
        """So much time has passed before the next start."""
        self.moved += seconds
        self.move()

    def move(self):
        self.env |= self.environment

    @property
    def environment(self):
        return preload.environment("moved_clock") | {"CLOCK_MOVED_BY": str(round(self.moved * 1000))}

    @property
    def now(self):
        """Seconds, by the shop's calendar."""
        return time.time() + self.moved

    @property
    def today(self):
        return datetime.fromtimestamp(self.now, UTC)

    def new_id(self):
        """What a browser would call a message now, by the shop's calendar."""
        return spelled(int(self.now * 1000), int.from_bytes(os.urandom(10), "big"))

    def cli(self, *arguments, **options):
        return super().cli(*arguments, **options | {"env": self.environment | options.get("env", {})})


class SteppedShop(MovedShop):
    """A shop whose machine's clock somebody sets while it runs."""

    def __init__(self, **options):
        super().__init__(**options)
        self.folder = tempfile.TemporaryDirectory(prefix="clock-")
        self.control = os.path.join(self.folder.name, "control")
        os.mkfifo(self.control)
        self.env |= {"CLOCK_CONTROL": self.control}
        self.move()

    def step(self, seconds):
        """The clock is set, and the server hears of it from the kernel."""
        self.pass_time(seconds)
        with open(self.control, "w") as control:
            control.write(f"{round(self.moved * 1000)}\n")
