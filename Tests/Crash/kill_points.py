"""Kill points: one day that goes on and on, while the server is killed after k more calls to the disk and started again on
the same data. Nothing acked may be missing, doubled or out of order, and every start must succeed.

    kill_points.py [--points 1000] [--seconds 480] [--seed 1]
"""

import argparse
import random
import selectors
import sys
import tempfile
import time

from day import Agent, Truth, Visitor
from files import Files
from link import Gone
from server import Server

STUCK = 30  # seconds in which the next call to the disk must come


def people_of(server, truth):
    visitors = [Visitor(name, truth, server.origin) for name in ("mara", "jonas", "ida")]
    return [*visitors, Agent("anna", truth, server.base, server.cookie)]


def live(server, people):
    """The day goes on until the server is dead."""
    try:
        for person in people:
            person.come(server.listen)
    except Gone:
        pass
    with selectors.DefaultSelector() as selector:
        for person in people:
            if person.link:
                selector.register(person.link, selectors.EVENT_READ, person)
        deadline = time.monotonic() + STUCK
        while not server.has_ended:
            assert time.monotonic() < deadline, f"nothing was written for {STUCK} s: {server.log[-5:]}"
            for key, _ in selector.select(0.02):
                person = key.data
                person.read()
                if person.link.is_gone:
                    selector.unregister(person.link)
                else:
                    person.go_on()
    for person in people:
        person.leave()


def check_day(server, truth, lines):
    """At the end of all: every visitor's words stand in the order they were written, over all their talks."""
    orders = {}
    for talk in sorted(lines.values(), key=lambda talk: talk[0]["at"]):
        for line in talk:
            if line["mid"] in truth.sent and line["by"] == "visitor":
                orders.setdefault(truth.sent[line["mid"]][0], []).append(truth.sent[line["mid"]][1])
    for name, order in orders.items():
        assert order == sorted(order), f"{name}'s words are out of order"
    return sum(map(len, lines.values())), len(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=1000)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    chance, began, points, early = random.Random(options.seed), time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="secondring-crash-") as folder:
        server, truth = Server(folder), Truth()
        server.prepare()
        people, files = people_of(server, truth), Files(server.data)
        while points < options.points and time.monotonic() - began < options.seconds:
            # Half of them fall into the start and what follows it at once, half into the day.
            k = chance.randint(1, 40) if chance.random() < 0.5 else chance.randint(20, 160)
            trouble = {"at": k, "how": chance.choice(["before", "after", "torn"])}
            try:
                if server.start(**trouble):
                    files.check(truth)
                    live(server, people)
                else:
                    early += 1
                code = server.exit_code()
                assert code == -9, f"it ended with {code}: {server.log}"
                damage = [line for line in server.log if line.get("level") in ("error", "critical")]
                assert not damage, damage
            except BaseException:
                keep = tempfile.mkdtemp(prefix="secondring-crash-kept-")
                print(f"point {points + 1}, seed {options.seed}, {trouble}; data kept in {keep}", file=sys.stderr)
                server.process.kill()
                server.data.rename(f"{keep}/data")
                server.data.mkdir()
                raise
            points += 1
            if points % 100 == 0:
                print(f"{points} points, {time.monotonic() - began:.0f} s, {len(truth.acked)} acked", flush=True)
        assert server.start(), server.log
        lines, talks = check_day(server, truth, files.check(truth, everything=True))
        server.stop()
        took = time.monotonic() - began
        print(
            f"{points} kill points in {took:.0f} s ({points / took:.1f}/s), {early} of them before the server listened; "
            f"{len(truth.acked)} acked messages, {lines} lines in {talks} transcripts: none lost, doubled or out of order")


if __name__ == "__main__":
    main()
