"""A day written down: every call that changed the data folder, and when each ack was in somebody's hands."""

import os
import pathlib
import random
from dataclasses import dataclass

from day import Truth
from files import Files
from kill_points import check_day, live, people_of
from server import Server, library_of

OF_THE_STORE = {"journal", "transcripts", "people"}


@dataclass
class Call:
    """One line of the recording: a call that changed something, the begin or end of a sync, or an ack."""

    kind: str
    a: int
    b: int
    bytes: bytes
    name: str


class Witness(Truth):
    """Writes down, in the same file as the calls, what people were told."""

    def __init__(self, path):
        super().__init__()
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def told(self, c, seq):
        os.write(self.file, f"told {seq} 0 0 {c}\n".encode())

    def ack(self, mid, c, seq):
        super().ack(mid, c, seq)
        self.told(c, seq)

    def show(self, c, entry):
        super().show(c, entry)
        self.told(c, entry["seq"])


class RecordedServer(Server):
    def __init__(self, folder):
        super().__init__(folder)
        self.recording = pathlib.Path(folder) / "recording"

    def preload(self, trouble):
        asked = {"RECORD_ROOT": str(self.data), "RECORD_TO": str(self.recording)}
        if "kill" in trouble:
            asked["RECORD_KILL"] = str(trouble["kill"])
        return {"LD_PRELOAD": str(library_of("recorder"))} | asked


@dataclass
class Day:
    """What was on the disk before, what happened, and what every transcript says at the end of all."""

    before: dict
    calls: list
    after: dict
    acked: int


def contents(data):
    """The store's files, by name."""
    return {
        str(path.relative_to(data)): path.read_bytes()
        for top in OF_THE_STORE for path in sorted((data / top).rglob("*")) if path.is_file()}


def record(folder, seed, lives, calls):
    """Lives that end in a kill, so that starts after one are part of the day; then two that end politely."""
    server, chance = RecordedServer(folder), random.Random(seed)
    server.prepare()
    before, truth = contents(server.data), Witness(server.recording)
    people = people_of(server, truth)
    for _ in range(lives):
        if server.start(kill=chance.randint(calls // 2, calls)):
            live(server, people)
        assert server.exit_code() == -9, server.log
    for _ in range(2):
        assert server.start(polite=True), server.log
        assert server.stop() == 0, server.log
    check_day(server, truth, Files(server.data).check(truth, everything=True))
    after = {
        name.split("-")[-1].removesuffix(".jsonl"): content
        for name, content in contents(server.data).items() if name.startswith("transcripts/")}
    return Day(before, list(parsed(server.recording)), after, len(truth.acked))


def parsed(path):
    with path.open("rb") as stream:
        while line := stream.readline():
            kind, a, b, count, name = line.decode().rstrip("\n").split(" ", 4)
            call = Call(kind, int(a), int(b), stream.read(int(count)), name)
            if is_of_the_store(call):
                yield call


def is_of_the_store(call):
    """The rest of the folder is not what a start makes whole; a sync of the file system is of all, whatever it was asked of."""
    return call.kind in ("told", "syncfs", "synced") or call.name == "." or call.name.split("/")[0] in OF_THE_STORE
