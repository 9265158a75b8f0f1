"""A failing disk under a running server: each failure ends as the rules say (README, "When the disk fails"), the log names
the file and the place, and a start on a sound disk has everything that was acked.

    faults.py [NAME…]
"""

import pathlib
import sys
import tempfile
import time

from day import Truth
from files import Files
from kill_points import people_of
from server import Server

TAKES = 30  # seconds; every wait ends

# What happens, to which calls and files, and how the server must end: 74 for a disk that failed, None for going on.
FAULTS = {
    "journal-sync-EIO": ({"how": "EIO", "call": "fdatasync", "path": "/journal/"}, 74, "/journal/"),
    "journal-write-EIO": ({"how": "EIO", "call": "pwrite", "path": "/journal/"}, 74, "/journal/"),
    "journal-write-short": ({"how": "short", "call": "pwrite", "path": "/journal/", "stays": 1}, None, None),
    "journal-read-only": ({"how": "EROFS", "stays": 1}, 74, "Read-only"),
    "segment-ENOSPC": ({"how": "ENOSPC", "call": "fallocate", "stays": 1}, None, "the disk is full"),
    "transcript-ENOSPC": (
        {"how": "ENOSPC", "call": "pwrite", "path": "/transcripts/", "stays": 1}, None, "/transcripts/"),
    "transcript-write-EIO": ({"how": "EIO", "call": "pwrite", "path": "/transcripts/"}, 74, "/transcripts/"),
    "transcript-write-short": ({"how": "short", "call": "pwrite", "path": "/transcripts/", "stays": 1}, None, None),
    "checkpoint-sync-EIO": ({"how": "EIO", "call": "syncfs"}, 74, "syncfs"),
    "checkpoint-rename-EIO": ({"how": "EIO", "call": "rename", "path": "/journal/checkpoint"}, 74, "/journal/checkpoint"),
}


class Day:
    """People at a server; what the disk refuses they keep and send again."""

    def __init__(self, server):
        self.server, self.truth, self.refused = server, Truth(), 0
        self.people, self.files = people_of(server, self.truth), Files(server.data)
        for person in self.people:
            person.refused = self.refuse

    def refuse(self, notice):
        assert notice["code"] in ("disk_full", "talk_ended", "unknown_talk", "not_your_talk"), notice
        self.refused += notice["code"] == "disk_full"

    def come(self):
        for person in self.people:
            person.come(self.server.listen)

    def leave(self):
        for person in self.people:
            person.leave()

    def live(self, until, what):
        deadline = time.monotonic() + TAKES
        while not until():
            assert time.monotonic() < deadline, f"no {what} in {TAKES} s: {self.server.log[-5:]}"
            for person in self.people:
                if person.link and not person.link.is_gone:
                    person.read()
                    person.go_on()
            self.server.read_log()
            time.sleep(0.002)


def met(server, text):
    """Whether the log says it, as an error."""
    return any(
        text in str(line) and line.get("level") in ("error", "critical") for line in list(server.read_log()))


def go_through(name, server):
    trouble, code, text = FAULTS[name]
    flag = pathlib.Path(server.data).parent / "trouble"
    day = Day(server)
    assert server.start(flag=flag, at=1, **trouble), server.log
    day.come()
    day.live(lambda: len(day.truth.acked) > 20, "20 acks on a sound disk")
    flag.touch()
    acked = len(day.truth.acked)
    if code is not None:
        day.live(lambda: server.has_ended, "end of the server")
        day.leave()
        assert server.exit_code() == code, server.log
        assert met(server, text), f"the log does not name {text}: {server.log}"
    else:
        if text:
            day.live(lambda: met(server, text), f"line in the log with {text}")
        if name == "segment-ENOSPC":
            day.live(lambda: day.refused > 0, "refusal that says the disk is full")
        elif name.startswith("transcript") or name.endswith("short"):
            day.live(lambda: len(day.truth.acked) > acked + 50, "50 more acks meanwhile")
        flag.unlink()
        acked = len(day.truth.acked)
        # What was refused is sent again when people come again.
        day.leave()
        if name == "segment-ENOSPC":
            day.live(lambda: any("room again" in str(line) for line in server.log), "room again")
        day.come()
        day.live(lambda: len(day.truth.acked) > acked + 20, "20 acks on a sound disk again")
        day.leave()
        server.kill()
    flag.unlink(missing_ok=True)
    assert server.start(), server.log
    damage = [line for line in server.log if line.get("level") in ("error", "critical")]
    assert not damage, damage
    day.files.check(day.truth, everything=True)
    day.come()
    acked = len(day.truth.acked)
    day.live(lambda: len(day.truth.acked) > acked + 10, "10 acks after the restart")
    day.leave()
    server.stop()
    day.files.check(day.truth, everything=True)
    return len(day.truth.acked)


def main():
    for name in sys.argv[1:] or FAULTS:
        with tempfile.TemporaryDirectory(prefix="secondring-fault-") as folder:
            server = Server(folder)
            server.prepare()
            try:
                acked = go_through(name, server)
            except BaseException:
                print(f"{name}: not as it should be", file=sys.stderr)
                if server.process:
                    server.process.kill()
                raise
            print(f"{name}: as the rules say, {acked} acked messages all there", flush=True)


if __name__ == "__main__":
    main()
