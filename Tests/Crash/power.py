"""Power cuts: a recorded day is cut at every call, and every state that the disk may then be in is started from. Nothing that
was acked before the cut may be missing, doubled or out of order, nothing may be there that nobody wrote, and no start may fail.

    power.py [--minutes 5] [--rounds 4] [--seed 1] [--lives 4] [--calls 600] [--ignoring fdatasync]

Of the calls that no sync covers each point keeps: all; none; all but one; the last alone; the last torn between any two sectors,
or its length without its bytes; every subset of up to 12 calls, and up to 4 000 by chance where there are more. The first round
tries the plain ones, each later one more subsets. `--ignoring` plays a disk that lies about a sync: it must find losses.
"""

import argparse
import hashlib
import itertools
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time

from disk import Disk, Kept, reach, sectors
from recording import record
from reopen import Reopen

ALL_UP_TO = 12
ROUNDS = (0, 16, 256, 4_000)  # subsets at each point
ENDED = re.compile(rb'"type":"ended"')


def choices(disk, news, most, chance):
    """What may outlive a cut right here; `news` is the last call, and all without it was tried at the point before."""
    waiting = disk.waiting()
    older = [number for number in waiting if number != news]
    yield Kept(waiting)
    yield Kept([])
    yield Kept(older)
    if news in waiting:
        yield Kept([news])
        yield from tears(disk, news, older)
    if most == 0:
        return
    for number in older:
        yield Kept(other for other in waiting if other != number)
    if 2 ** len(waiting) <= most or most == ROUNDS[-1] and len(waiting) <= ALL_UP_TO:
        for size in range(len(waiting) + 1):
            yield from map(Kept, itertools.combinations(waiting, size))
    else:
        for _ in range(most):
            likely = chance.random()
            yield Kept(number for number in waiting if chance.random() < likely)


def tears(disk, number, older):
    """The last write cut between any two of its sectors, either half of it on the disk; and its length alone."""
    call = next((node.waiting[number] for node in disk.nodes if number in node.waiting), None)
    if getattr(call, "kind", None) != "write":
        return
    touched = list(sectors(call.a, reach(call)))
    for others in (older, []):
        yield Kept(others, grown=[number])
        for cut in range(1, len(touched)):
            yield Kept(others, torn={number: touched[:cut]})
            yield Kept(others, torn={number: touched[cut:]})
    yield Kept([], grown=[*older, number])


def lines_of(content):
    return content.count(b"\n")


class Trial:
    """Starts from images, each different one once."""

    def __init__(self, day, folder):
        self.day, self.folder = day, pathlib.Path(folder)
        self.reopen, self.known, self.checks = Reopen(), {}, 0

    def check(self, image, told):
        digest = hashlib.blake2b(digest_size=16)
        for name in sorted(image):
            digest.update(name.encode() + b"\0" + hashlib.blake2b(image[name] or b"").digest())
        key = digest.digest()
        if key not in self.known:
            self.known[key] = self.start(image)
        self.checks += 1
        for c, seq in told.items():
            there = self.known[key].get(c, 0)
            assert there >= seq, f"line {seq} of {c} was told, and {there} are there"

    def start(self, image):
        """How many lines each talk has after a start from these files."""
        data = self.folder / "image"
        shutil.rmtree(data, ignore_errors=True)
        write(image, data)
        answer = self.reopen.answer(data)
        assert answer.startswith("whole "), answer
        found = {}
        for path in data.glob("transcripts/*/*/*/*.jsonl"):
            c, content = path.stem.split("-")[1], path.read_bytes()
            assert c not in found, f"two transcripts of {c}"
            whole = self.day.after.get(c, b"")
            assert whole.startswith(content) and content.endswith(b"\n"), f"{path} is not the beginning of what was written"
            found[c] = lines_of(content)
            if ENDED.search(content):
                self.check_filed(c, data)
        return found

    def check_filed(self, c, data):
        notes = sum(path.read_text().count(c) for path in data.glob("people/*/*.txt"))
        assert notes == 1, f"{c} ended, and {notes} notes say so"


def write(image, data):
    data.mkdir()
    (data / "format").write_text("second ring data folder 1\n")
    for name, content in image.items():
        if content is None:
            (data / name).mkdir(parents=True, exist_ok=True)
        else:
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content)


def cut_everywhere(day, trial, most, chance, is_over, ignoring=None):
    """Plays the day once, with so many choices of chance at each point; how many points it came to."""
    disk, told, points = Disk(day.before), {}, 0
    for call, following in zip(day.calls, [*day.calls[1:], None]):
        news = None
        if call.kind == "told":
            told[call.name] = max(told.get(call.name, 0), call.a)
            if following and following.kind == "told":
                continue
        elif call.kind != ignoring:
            news = disk.call(call)
        if news is None and call.kind != "told":
            continue
        points += 1
        if not cut(disk, trial, told, choices(disk, news, most, chance), f"point {points}", is_over):
            break
    return points


def cut(disk, trial, told, choices, where, is_over):
    """Tries all these; false when the time is over."""
    tried = set()
    for kept in choices:
        if is_over():
            return False
        name = (kept.whole, kept.grown, tuple((n, tuple(some)) for n, some in kept.torn.items()))
        if name in tried:
            continue
        tried.add(name)
        try:
            trial.check(disk.image(kept), told)
        except AssertionError as fault:
            raise AssertionError(f"{where}, kept {name} of {disk.waiting()}: {fault}") from None
    return True


def run(minutes, rounds, seed, lives, calls, ignoring):
    """Ever more choices at each point, until the time is over or all are made; what was done, in words."""
    chance = random.Random(seed)
    room = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="secondring-power-", dir=room) as folder:
        day = record(folder, seed, lives, calls)
        trial, whole, points, began = Trial(day, folder), 0, 0, time.monotonic()

        def is_over():
            return time.monotonic() - began > minutes * 60
        try:
            for most in ROUNDS[:rounds]:
                points = max(points, cut_everywhere(day, trial, most, chance, is_over, ignoring))
                if is_over():
                    break
                whole += 1
                print(f"round {whole}: {len(trial.known)} images, {trial.checks} checks, {time.monotonic() - began:.0f} s", flush=True)
        except AssertionError:
            if ignoring is None:
                kept = tempfile.mkdtemp(prefix="secondring-power-kept-")
                print(f"seed {seed}; the recording and the image are kept in {kept}", file=sys.stderr)
                for name in ("recording", "image"):
                    shutil.move(f"{folder}/{name}", kept)
            raise
        finally:
            trial.reopen.close()
        return (
            f"{len(trial.known)} images of {points} points in {whole} whole rounds, {trial.checks} checks, "
            f"{day.acked} acked messages: none lost, doubled or out of order, nothing invented, every start well "
            f"({time.monotonic() - began:.0f} s)")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--rounds", type=int, default=len(ROUNDS))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--lives", type=int, default=4)
    options.add_argument("--calls", type=int, default=600, help="at most so many in each life")
    options.add_argument("--ignoring", choices=["fdatasync", "fsync", "syncfs"])
    print(run(**vars(options.parse_args())))


if __name__ == "__main__":
    main()
