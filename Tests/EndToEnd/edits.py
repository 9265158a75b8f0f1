"""Random edits of the same files by hand, by commands, by consoles, over HTTP and by imports, all at once; then every one that
was told as done must stand there once, or have been written over by a hand that knows it.

    edits.py [--count 10000] [--seed 1]
"""

import argparse
import asyncio
import json
import pathlib
import random
import sys
import tempfile
import time
from collections import Counter

from control import control
from hand import Hand
from ids import new_id
from people import Agent, Visitor
from shop import DataFolders, Shop

HEAD = "customer,name,email,order,date,title\n"
PEOPLE = ("4711", "4712", "4713")
IN_FLIGHT = 16
OPEN = {name: "1000000" for name in ("SECONDRING_COMMAND_BURST", "SECONDRING_COMMANDS_PER_SECOND",
                                     "SECONDRING_VISITOR_BURST", "SECONDRING_VISITOR_MESSAGES_PER_SECOND")}


class Edits:
    def __init__(self, shop, count, seed):
        self.shop, self.seed, self.left = shop, seed, count
        self.done, self.refused, self.struck = Counter(), Counter(), set()
        self.lines, self.hand, self.notes = Counter(), Hand(), []
        self.orders, self.capacity = Counter(), None

    def chance(self, name):
        return random.Random(f"{self.seed} {name}")

    def next(self, kind):
        """One edit more; False when there were enough."""
        self.left -= 1
        if self.left < 0:
            return False
        self.done[kind] += 1
        return True

    async def run(self):
        async with Agent(self.shop) as anna:
            visitors = [Visitor(self.shop) for _ in PEOPLE]
            for visitor, who in zip(visitors, PEOPLE):
                await visitor.come()
                await visitor.identify(id=who, name=f"Kim {who}")
                await visitor.say("Hello")
                await anna.card(visitor.c)
            self.files = {who: self.file_of(anna.cards[v.c]["person"]) for who, v in zip(PEOPLE, visitors)}
            talks = {who: v.c for who, v in zip(PEOPLE, visitors)}
            (self.shop.data / "blocked.txt").write_text("# by hand\n")
            self.cookie = anna.cookie
            works = [self.imports, self.saves, self.appends, self.commands, self.strikes]
            await asyncio.gather(self.facts(anna, talks), *(asyncio.to_thread(work) for work in works))
            for visitor in visitors:
                await visitor.leave()

    def file_of(self, person):
        deadline = time.monotonic() + 10
        while not (found := list(self.shop.data.glob(f"people/*/{person}.txt"))):
            assert time.monotonic() < deadline, f"no file of {person}"
            time.sleep(0.01)
        return found[0]

    async def facts(self, anna, talks):
        """A console that remembers; also blocks a browser now and then."""
        chance, waiting, seen, number = self.chance("facts"), {}, 0, 0
        while waiting or self.left > 0:
            while len(waiting) < IN_FLIGHT and self.next("fact"):
                number += 1
                ref, who = new_id(), chance.choice(PEOPLE)
                waiting[ref] = f"fact-{number}."
                await anna.send({"type": "remember", "c": talks[who], "text": waiting[ref], "ref": ref})
            await anna.until(lambda: len(anna.notices) > seen, "an answer")
            for notice in anna.notices[seen:]:
                text = waiting.pop(notice.get("ref"), None)
                if text and notice["type"] == "kept":
                    self.lines[text] += 1
                elif text:
                    self.refused[notice["code"]] += 1
            seen = len(anna.notices)

    def imports(self):
        chance, number = self.chance("imports"), 0
        while self.next("import"):
            number += 1
            who, email = chance.choice(PEOPLE), f"k{number}@x.example"
            reply = control(
                self.shop, "import orders", file="one.csv",
                csv=HEAD + f"{who},Kim,{email},R-{number},2026-11-20,Pen\n")
            if reply["exit"]:
                self.refused["import"] += 1
                continue
            self.lines[f"email: {email}"] += 1
            self.orders[f'"R-{number}"'] += 1

    def saves(self):
        """A hand that saves whole files, of people and of an agent."""
        chance, number = self.chance("saves"), 0
        agent = self.shop.data / "team/tom.json"
        while self.next("whole save"):
            number += 1
            if chance.random() < 0.2:
                self.hand.save(agent, lambda read: json.dumps(json.loads(read) | {"note": number}, indent=2).encode())
                self.notes.append(number)
            else:
                line = f"- 2026-11-22 · tom · - · saved-{number}."
                self.hand.save(self.files[chance.choice(PEOPLE)], lambda read: read + line.encode() + b"\n")
                self.lines[f"saved-{number}."] += 1
            time.sleep(chance.random() / 200)

    def appends(self):
        """A hand that writes into the files themselves."""
        chance, number = self.chance("appends"), 0
        while self.next("append"):
            number += 1
            if chance.random() < 0.2:
                self.hand.append(self.shop.data / "blocked.txt", f"# appended-{number}.")
            else:
                self.hand.append(self.files[chance.choice(PEOPLE)], f"- 2026-11-22 · tom · - · appended-{number}.")
            self.lines[f"appended-{number}."] += 1
            time.sleep(chance.random() / 200)

    def commands(self):
        chance = self.chance("commands")
        while self.next("command"):
            capacity = str(chance.randint(1, 50))
            reply = control(self.shop, "agent set", id="tom", capacity=capacity)
            if reply["exit"]:
                self.refused["command"] += 1
            else:
                self.capacity = int(capacity)

    def strikes(self):
        """Corrects and strikes what is there, over HTTP."""
        chance, number = self.chance("strikes"), 0
        headers = {"Cookie": self.cookie, "Origin": self.shop.base, "Content-Type": "application/json"}
        while self.left > 0:
            person = self.files[chance.choice(PEOPLE)].stem
            facts = self.shop.get(f"/api/v1/people/{person}", Cookie=self.cookie).json["facts"]
            if not facts:
                time.sleep(0.01)
                continue
            fact = chance.choice(facts)
            if not self.next("correction"):
                return
            number += 1
            path = f"/api/v1/people/{fact['person']}/facts/{fact['key']}"
            text = f"corrected-{number}."
            body = json.dumps({"text": text}).encode() if number % 2 else None
            answer = self.shop.request("PUT" if body else "DELETE", path, headers, body)
            if answer.status != 204:
                self.refused[f"correction {answer.status}"] += 1
                continue
            self.struck.add(fact["text"])
            if body:
                self.lines[text] += 1

    def check(self):
        """What was told as done and is neither there nor known to be written over, and what is there twice."""
        paths = [*self.shop.data.glob("people/*/*"), self.shop.data / "blocked.txt"]
        there = Counter()
        for path in paths:
            for line in path.read_text().splitlines():
                there[line if line.startswith("email:") else line.split(" · ")[-1].removeprefix("# ")] += 1
        def known(lines):
            return {line.decode().split(" · ")[-1].removeprefix("# ") for line in lines}
        gone, back = known(self.hand.overwritten), known(self.hand.resurrected)
        beside = [path.name for path in paths if ".edited-" in path.name]
        lost = [line for line in self.lines if not there[line] and line not in gone | self.struck]
        double = [line for line in self.lines if there[line] > 1 and not beside]
        undone = [line for line in self.struck if there[line] and line not in back and not beside]
        orders = "".join(path.read_text() for path in self.shop.data.glob("orders/*/*.jsonl"))
        lost += [number for number in self.orders if number not in orders]
        tom = json.loads((self.shop.data / "team/tom.json").read_text())
        if self.notes and tom.get("note") != self.notes[-1]:
            lost.append(f"note {self.notes[-1]}, is {tom.get('note')}")
        drafts = [str(path) for path in self.shop.data.rglob(".*.tmp")]
        return {"lost": lost, "double": double, "undone": undone, "drafts": drafts}, beside


def run(shop, count, seed):
    """Edits so many times; the edits."""
    edits = Edits(shop, count, seed)
    asyncio.run(edits.run())
    return edits


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="secondring-edits-") as folder:
        shop = Shop(env=OPEN)
        shop.data = DataFolders(pathlib.Path(folder)).fresh(shop.origin)
        shop.start()
        began = time.monotonic()
        try:
            edits = run(shop, options.count, options.seed)
            took = time.monotonic() - began
            found, beside = edits.check()
        finally:
            shop.stop()
        print(
            f"{sum(edits.done.values())} edits in {took:.0f} s ({dict(edits.done)}), refused in words "
            f"{dict(edits.refused)}, written over by a hand that knows it {len(edits.hand.overwritten)}, "
            f"kept beside {len(beside)}: " + ", ".join(f"{name} {len(what)}" for name, what in found.items()))
        for name, what in found.items():
            if what:
                print(f"{name}: {what[:5]}", file=sys.stderr)
        sys.exit(any(found.values()))


if __name__ == "__main__":
    main()
