"""Kill points over the files that people edit too: agents, links, orders and people are changed without end, while the server
is killed after k more calls to the disk and started again. What was told as done is there, and no file is torn.

    kill_records.py [--points 500] [--seconds 480] [--seed 1]
"""

import argparse
import hashlib
import http.client
import json
import random
import sys
import tempfile
import time

from server import Server
from shared import secondring

from control import control

HEAD = "customer,name,email,order,date,title\n"
BY_HAND = "- 2026-11-22 · tom · - · by hand"
UNREACHED = (OSError, AssertionError, http.client.HTTPException, ValueError)


class Records:
    """What was told as done, and the one act of which nobody knows."""

    def __init__(self, server, chance):
        self.server, self.chance, self.number = server, chance, 0
        self.orders, self.agents, self.links, self.fact = {}, {}, [], "first words"
        self.open, self.strange = None, set()
        # Each start lets one act be unknown; it may have taken place or not, and what is found then is the truth.
        self.acts = [self.take_in, self.take_in, self.correct, self.correct, self.add, self.change, self.remove,
                     self.link, self.spend]

    def act(self):
        """One act; raises when the server is gone, and then nobody knows whether it took place."""
        self.number += 1
        self.chance.choice(self.acts)()

    def told(self, reply):
        assert reply["exit"] == 0, reply
        self.open = None
        return reply["output"]

    def take_in(self):
        number = f"R-{self.number}"
        self.open = ("order", number)
        self.told(control(
            self.server, "import orders", file="one.csv",
            csv=HEAD + f"4711,Kim,{number}@x.example,{number},2026-11-20,Pen\n"))
        self.orders[number] = True

    def add(self):
        name = f"agent{self.number}"
        self.open = ("agent", name, 2)
        self.told(control(self.server, "agent add", id=name))
        self.agents[name] = 2

    def change(self):
        if not self.agents:
            return
        name, capacity = self.chance.choice(sorted(self.agents)), self.chance.randint(1, 50)
        self.open = ("agent", name, capacity)
        self.told(control(self.server, "agent set", id=name, capacity=str(capacity)))
        self.agents[name] = capacity

    def remove(self):
        if not self.agents:
            return
        name = self.chance.choice(sorted(self.agents))
        self.open = ("agent", name, None)
        self.told(control(self.server, "agent remove", id=name))
        del self.agents[name]

    def link(self):
        self.open = ("link",)
        self.links.append(self.told(control(self.server, "agent link", id="anna")).strip().split("#link=")[1])

    def spend(self):
        if not self.links:
            return
        token = self.links.pop()
        self.open = ("spend", hash_of(token))
        assert self.ask("POST", "/api/v1/session/link", {"token": token}) == 200, "a good link is refused"
        self.open = None

    def correct(self):
        [(person, key)] = [
            (fact["person"], fact["key"]) for fact in self.card()["facts"] if fact["text"] == self.fact]
        text = f"words {self.number}"
        self.open = ("fact", text)
        assert self.ask("PUT", f"/api/v1/people/{person}/facts/{key}", {"text": text}) == 204
        self.fact, self.open = text, None

    def card(self):
        return json.loads(self.ask("GET", f"/api/v1/people/{self.file().stem}", read=True))

    def file(self):
        [path] = [path for path in self.server.data.glob("people/*/*.txt") if BY_HAND in path.read_text()]
        return path

    def ask(self, method, path, content=None, read=False):
        host, port = self.server.listen.split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        try:
            headers = {"Cookie": self.server.cookie, "Origin": self.server.base, "Content-Type": "application/json"}
            connection.request(method, path, content and json.dumps(content), headers)
            answer = connection.getresponse()
            body = answer.read()
            return body if read else answer.status
        finally:
            connection.close()

    def check(self):
        """Every file is whole, everything told is there; what was open is looked up and counts from now on."""
        kind, *rest = self.open or ("nothing",)
        data, self.open = self.server.data, None
        text = self.file().read_text()
        assert text.count(BY_HAND) == 1, text
        [orders] = [path for path in data.glob("orders/*/*.jsonl") if path.stem == self.file().stem] or [None]
        numbers = [json.loads(line)["number"] for line in orders.read_text().splitlines()] if orders else []
        assert len(set(numbers)) == len(numbers), "an order stands there twice"
        for number in self.orders:
            assert number in numbers and f"email: {number}@x.example" in text, f"{number} was imported and is not there"
        agents = {path.stem: json.loads(path.read_text())["capacity"] for path in data.glob("team/*.json")
                  if path.stem not in ("links", "anna", "tom")}
        if kind == "agent" and agents.get(rest[0]) in (self.agents.get(rest[0]), rest[1]):
            self.agents.pop(rest[0], None)
            if rest[0] in agents:
                self.agents[rest[0]] = agents[rest[0]]
        assert agents == self.agents, f"{agents} are there, {self.agents} were told; open {kind} {rest}"
        path = data / "team/links.json"
        there = {link["hash"] for link in json.loads(path.read_text())["links"]} if path.exists() else set()
        there, wanted = there - self.strange, {hash_of(token) for token in self.links}
        if kind == "spend":
            assert there in (wanted, wanted | {rest[0]}), "a link that was told is gone, or another is there"
        else:
            # One that was made and that nobody was told of may be there.
            assert wanted <= there and len(there - wanted) <= (kind == "link"), f"links {there}, told {wanted}"
        self.strange |= there - wanted
        facts = {line.split(" · ")[-1] for line in text.splitlines() if line.startswith("- ")} - {"by hand"}
        wanted = {self.fact} | ({rest[0]} if kind == "fact" else set())
        assert len(facts) == 1 and facts <= wanted, f"{facts} are there, {wanted} were told"
        [self.fact] = facts
        # A checkpoint may be under way; of these files none is.
        drafts = [path for top in ("people", "orders", "team", "sites") for path in (data / top).rglob(".*.tmp")]
        assert not drafts, drafts


def hash_of(token):
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def prepare(server):
    server.prepare()
    control_import = HEAD + "4711,Kim,k@x.example,R-0,2026-11-20,Pen\n"
    path = server.data.parent / "one.csv"
    path.write_text(control_import)
    secondring("import", "orders", path, "--data", server.data)
    [file] = [path for path in server.data.glob("people/*/*.txt") if "k@x.example" in path.read_text()]
    with file.open("a") as stream:
        stream.write(f"\n{BY_HAND}\n- 2026-11-22 · anna · - · first words\n")


def run(folder, points, seconds, seed, say=lambda text: None):
    """So many kill points; how many, how many of them before the server listened, and how many acts were told as done."""
    chance, began, done, early, acts = random.Random(seed), time.monotonic(), 0, 0, 0
    server = Server(folder)
    prepare(server)
    records = Records(server, chance)
    while done < points and time.monotonic() - began < seconds:
        # Some fall into the start, most into the changes behind it.
        k = chance.randint(1, 60) if chance.random() < 0.25 else chance.randint(60, 300)
        trouble = {"at": k, "how": chance.choice(["before", "after", "torn"])}
        try:
            if server.start(**trouble):
                try:
                    records.check()
                    while not server.has_ended:
                        records.act()
                        acts += 1
                except UNREACHED as fault:
                    deadline = time.monotonic() + 5
                    while not server.has_ended and time.monotonic() < deadline:
                        time.sleep(0.002)
                    if not server.has_ended:
                        raise fault
            else:
                early += 1
            assert server.exit_code() == -9, server.log
            damage = [line for line in server.log if line.get("level") in ("error", "critical")]
            assert not damage, damage
        except BaseException:
            print(f"point {done + 1}, seed {seed}, {trouble}; {records.open}", file=sys.stderr)
            server.process.kill()
            raise
        done += 1
        if done % 100 == 0:
            say(f"{done} points, {time.monotonic() - began:.0f} s, {acts} acts")
    assert server.start(), server.log
    records.check()
    server.stop()
    return done, early, acts


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=500)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="secondring-records-") as folder:
        done, early, acts = run(
            folder, options.points, options.seconds, options.seed, lambda text: print(text, flush=True))
    print(
        f"{done} kill points in {time.monotonic() - began:.0f} s, {early} of them before the server listened; "
        f"{acts} acts told as done: none lost, undone or doubled, no file torn, no draft left")


if __name__ == "__main__":
    main()
