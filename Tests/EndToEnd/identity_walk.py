"""A seeded walk of browsers, customers, sites, sign-ins and restarts over the real server, judged after every step.

    identity_walk.py [--seed N] [--steps N] [--expect-leak]

`--expect-leak` shows that the judge can fail: on a build that mixes customers it must find a leak, and says where.
"""

import argparse
import asyncio
import collections
import json
import pathlib
import random
import sys
import tempfile
import time

from identity_attacks import Attacks
from identity_judge import (
    Leak, judge_agent, judge_delivery, judge_export, judge_person_file, judge_transcript, judge_visitor)
from identity_machine import Machine
from identity_model import BOOKS, SITES, TRUSTING, Model, Person
from identity_pages import Browser
from identity_steps import Steps
from identity_visits import Visits
from moved_clock import MovedShop
from people import Agent
from shop import DataFolders

STEPS = {
    "come": 14, "reload": 8, "go": 5, "sign_in": 12, "sign_out": 8, "words": 26, "answer": 12, "note": 3, "end": 5,
    "look": 5, "claim": 3, "forged": 4, "other_proof": 5, "old_point": 6, "old_mid": 6, "stolen_secret": 5, "rivals": 2,
    "marks": 4, "device": 4, "exported": 3, "erase": 1, "restart": 1.5, "clear": 1}
BROWSERS = 5
BOUNDLESS = {
    "SECONDRING_VISITOR_BURST": "1000000", "SECONDRING_COMMAND_BURST": "1000000",
    "SECONDRING_CONNECTIONS_PER_ADDRESS": "10000", "SECONDRING_SEGMENT_BYTES": "262144",
    "SECONDRING_LOG_LEVEL": "notice"}
HEADER = "customer,email,order,date,title\n"


class Console(Agent):
    """The agent's side: it keeps what it was told until the judge has seen it."""

    def note(self, notice):
        match notice["type"]:
            case "ack":
                self.acks[notice["mid"]] = notice
            case "welcome":
                self.talks = {talk["c"]: talk for talk in notice["talks"]}
            case "talk":
                self.talks[notice["c"]] = notice
            case "card":
                self.cards[notice["c"]] = notice["card"]

    def drop_read(self):
        frames, self.notices = self.notices, []
        self.read = 0
        return frames


class Walk(Visits, Steps, Attacks, Machine):
    """The shop, everybody in it, and the truth of it."""

    def __init__(self, folder, seed, expects_leak=False):
        self.seed, self.chance, self.expects_leak = seed, random.Random(seed), expects_leak
        self.folder, self.model, self.pages = pathlib.Path(folder), Model(), []
        self.shop, self.anna, self.cookie = MovedShop(env=BOUNDLESS), None, None
        self.tale = collections.deque(maxlen=4000)
        self.counts, self.step_number, self.erased = collections.Counter(), 0, set()
        self.browsers = [Browser(f"browser {number}") for number in range(BROWSERS)]
        self.people = [
            Person(book, kind, value, self.model.mark("nm"))
            for book in dict.fromkeys(BOOKS.values())
            for kind, value in (("id", "0"), ("id", "17"), ("id", "m@example.org"), ("email", "m@example.org"))]

    # The shop

    async def open(self, folders):
        self.shop.data = folders.fresh(self.shop.origin)
        for site, book in BOOKS.items():
            if site != "harbour":
                self.shop.cli("site", "add", site, "--origin", self.shop.origin)
            path = self.shop.data / "sites" / f"{site}.json"
            more = {"customers": book} if book != site else {}
            more |= {"identified": "somewhere"} if site in TRUSTING else {}
            path.write_text(json.dumps(json.loads(path.read_text()) | more))
        self.secrets = {site: self.shop.site_secret(site) for site in SITES}
        if not self.expects_leak:
            for site in ("harbour", "quay", "east"):
                self.import_orders(site)
        await self.start()

    def import_orders(self, site):
        file, rows = self.folder / "orders.csv", []
        for person in self.people:
            if person.book == BOOKS[site] and person.value != "0":
                title = self.model.mark("or")
                person.orders.add(title)
                customer, email = (person.value, "") if person.kind == "id" else ("", person.value)
                rows.append(f"{customer},{email},{len(rows) + 1},2026-01-02,{title}\n")
        file.write_text(HEADER + "".join(rows))
        self.shop.cli("import", "orders", file, "--site", site)

    async def start(self):
        await asyncio.to_thread(self.shop.start)
        self.cookie = self.cookie or await asyncio.to_thread(self.shop.sign_in_cookie, "anna")
        self.anna = Console(self.shop, cookie=self.cookie)
        await self.anna.come()

    async def leave(self):
        for page in self.pages:
            await page.leave()
        self.pages = []
        await self.anna.leave()

    async def close(self):
        await self.leave()
        self.shop.kill()

    # What happens, and what is judged

    def tell(self, text):
        self.tale.append(f"{self.step_number}: {text}")

    def changed(self):
        """The truth has moved on: what could be read before it may still be on its way."""
        for page in self.pages:
            page.allowed |= self.model.readable(page)

    async def judge(self):
        """Everything sent has come; all of it is looked at."""
        self.changed()
        await asyncio.gather(*(page.settled() for page in self.pages), self.anna.flush())
        for page in self.pages:
            self.judge_page(page)
            judge_delivery(self.model, page)
            page.allowed = self.model.readable(page)
        for notice in self.anna.drop_read():
            judge_agent(self.model, notice)

    def judge_page(self, page):
        for notice in page.drop_read():
            judge_visitor(self.model, page, notice)
            self.keep(page, notice)

    def keep(self, page, notice):
        """The words in this notice stand in the page's log."""
        told = [notice["entry"]] if notice["type"] == "entry" else notice.get("entries", [])
        for entry in [*told, notice] if notice["type"] == "ack" else told:
            if (notice["c"], entry["mid"]) in self.model.mids:
                page.slot.marks.add(self.model.mids[notice["c"], entry["mid"]][1].mark)

    def talk_lines(self, path):
        return [json.loads(line) for line in path.read_text().splitlines()]

    def judge_disk(self):
        """What a server that was stopped or killed left, read as a person would."""
        seen = set()
        for path in self.shop.transcripts():
            c = path.stem.split("Z-")[1]
            if c in self.model.talks:
                seen.add(c)
                judge_transcript(self.model, c, self.talk_lines(path))
            elif c not in self.erased:
                raise Leak(f"the conversation {path.name} was opened by nobody")
        if lost := self.model.talks.keys() - seen:
            raise Leak(f"conversations are lost: {lost}")
        for path in self.shop.data.glob("people/*/*.txt"):
            judge_person_file(self.model, path.stem, path.read_text())

    async def export(self, person):
        path = f"/api/v1/people/{person.number}/export"
        answer = await asyncio.to_thread(self.shop.get, path, Cookie=self.cookie)
        if answer.status == 404:
            if person.talks:
                raise Leak(f"nothing is held on {person}, who has talks")
            return
        assert answer.status == 200, answer.text
        judge_export(self.model, person, answer.body)

    async def step(self):
        name = self.chance.choices(list(STEPS), STEPS.values())[0]
        self.counts[name] += 1
        await getattr(self, f"step_{name}")()

    async def run(self, steps, folders):
        began = time.monotonic()
        await self.open(folders)
        try:
            for self.step_number in range(1, steps + 1):
                await self.step()
                await self.judge()
            await self.leave()
            await asyncio.to_thread(self.shop.stop)
            self.judge_disk()
        except Leak as leak:
            raise Leak(self.report(leak)) from leak
        except AssertionError as fault:
            raise AssertionError(self.report(fault)) from fault
        finally:
            await self.close()
        return f"{steps} steps in {time.monotonic() - began:.1f} s: {self.model.summary()}; {dict(self.counts)}"

    def report(self, fault):
        """What went wrong, the shortest prefix of the walk that shows it, and what happened last."""
        last = "\n  ".join(list(self.tale)[-40:])
        return f"{fault}\n--seed {self.seed} --steps {self.step_number}; it ended so:\n  {last}"


def walked(steps, seed, expects_leak=False, folders=None):
    """What a walk found, or how long it was."""
    with tempfile.TemporaryDirectory(prefix="identity-walk-") as folder:
        return asyncio.run(Walk(folder, seed, expects_leak).run(steps, folders or DataFolders(folder)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--steps", type=int, default=20_000)
    arguments.add_argument("--expect-leak", action="store_true")
    asked = arguments.parse_args()
    try:
        print(walked(asked.steps, asked.seed, asked.expect_leak))
    except Leak as leak:
        print(leak)
        return 0 if asked.expect_leak else 1
    except AssertionError as fault:
        print(f"the walk could not go on: {fault}")
        return 2
    if asked.expect_leak:
        print("no leak was found, and one was expected")
    return 1 if asked.expect_leak else 0


if __name__ == "__main__":
    sys.exit(main())
