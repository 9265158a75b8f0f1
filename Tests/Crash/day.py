"""A scripted day at the desk: visitors who keep writing, an agent who picks up, answers, notes and ends; all remember everything."""

from collections import defaultdict

from link import Link
from shared import new_id, new_secret

IN_FLIGHT = 3  # per page: batches of several lines, and of one
LINES_OF_A_TALK = 14


class Truth:
    """What was acked and what was shown, for ever: the files must say the same."""

    def __init__(self):
        self.acked, self.sent = {}, {}
        # Talk by talk: after each start only those are looked at of which something new was heard.
        self.acked_in, self.shown_in = defaultdict(dict), defaultdict(dict)
        self.touched = set()

    def ack(self, mid, c, seq):
        known = self.acked.setdefault(mid, (c, seq))
        assert known == (c, seq), f"{mid} was acked as {known} and then as {(c, seq)}"
        self.acked_in[c][mid] = seq
        self.touched.add(c)

    def show(self, c, entry):
        known = self.shown_in[c].setdefault(entry["seq"], entry["mid"])
        assert known == entry["mid"], f"line {entry['seq']} of {c} was {known} and is now {entry}"
        self.touched.add(c)


class Person:
    """One page. Its outbox and its last line of each talk outlive the connection, as in a browser."""

    def __init__(self, name, truth):
        self.name, self.truth, self.link = name, truth, None
        self.outbox, self.seen, self.number, self.is_welcome = {}, {}, 0, False

    def leave(self):
        if self.link:
            self.read()
            self.link.close()
        self.link, self.is_welcome = None, False

    def read(self):
        for notice in self.link.notices():
            self.take(notice)

    def take(self, notice):
        match notice["type"]:
            case "welcome": self.welcome(notice)
            case "entry": self.line(notice["c"], notice["entry"])
            case "entries":
                for entry in notice["entries"]:
                    self.line(notice["c"], entry)
            case "ack":
                self.truth.ack(notice["mid"], notice["c"], notice["seq"])
                self.outbox.pop(notice["mid"], None)
                self.acked(notice)
            case "error": self.refused(notice)
            case "beat": self.link.send({"type": "beat", "active": True})
            case "talk": self.talk(notice)

    def line(self, c, entry):
        self.truth.show(c, entry)
        last = self.seen.get(c, (0, None))
        if entry["seq"] > last[0] + 1:
            self.link.send({"type": "sync", "c": c, "after": last[0]})
        elif entry["seq"] > last[0]:
            self.seen[c] = (entry["seq"], entry["mid"])

    def resume(self, c):
        seq, mid = self.seen[c]
        return {"c": c, "seq": seq, "mid": mid}

    def words(self):
        self.number += 1
        mid, text = new_id(), f"{self.name} {self.number}" + " and more" * (self.number * 7 % 40)
        self.truth.sent[mid] = (self.name, self.number, text)
        return mid, text

    def acked(self, notice): pass
    def talk(self, notice): pass

    def refused(self, notice):
        raise AssertionError(f"{self.name}: {notice}")


class Visitor(Person):
    def __init__(self, name, truth, origin):
        super().__init__(name, truth)
        self.secret, self.origin, self.c = new_secret(), origin, None

    def come(self, address):
        self.link = Link(address, "/ws/visitor?site=harbour", self.origin)
        hello = {
            "type": "hello", "v": 1, "secret": self.secret, "page": {"url": self.origin + "/", "title": "Shop"},
            "referrer": "", "lang": "en", "tz": "Europe/Oslo"}
        if self.c in self.seen:
            hello["resume"] = self.resume(self.c)
        self.link.send(hello)

    def welcome(self, notice):
        self.is_welcome = True
        if self.number % 3 == 1:
            self.link.send({"type": "identify", "name": f"Visitor {self.name}", "email": f"{self.name}@post.example"})
        for mid, text in self.outbox.items():
            self.link.send({"type": "say", "mid": mid, "text": text})

    def acked(self, notice):
        if notice["c"] > (self.c or ""):
            self.c = notice["c"]

    def go_on(self):
        while self.is_welcome and len(self.outbox) < IN_FLIGHT:
            mid, text = self.words()
            self.outbox[mid] = text
            self.link.send({"type": "say", "mid": mid, "text": text})


class Agent(Person):
    def __init__(self, name, truth, base, cookie):
        super().__init__(name, truth)
        self.base, self.cookie, self.talks, self.answered = base, cookie, {}, {}

    def come(self, address):
        self.link = Link(address, "/ws/agent", self.base, self.cookie)
        self.link.send({"type": "hello", "v": 1, "bell": True, "resume": []})

    def welcome(self, notice):
        self.is_welcome, self.talks, self.answered = True, {}, {}
        for mid, (kind, c, text) in self.outbox.items():
            self.link.send({"type": kind, "c": c, "mid": mid, "text": text})
        for talk in notice["talks"]:
            self.talk(talk)

    def talk(self, talk):
        c = talk["c"]
        if c not in self.talks:
            self.link.send({"type": "open", "c": c, "after": self.seen.get(c, (0,))[0]})
        self.talks[c] = talk
        if talk["state"] == "ended":
            self.talks.pop(c)

    def refused(self, notice):
        # A talk that ended before these words came; the console tells the agent, who writes them elsewhere.
        assert notice["code"] in ("talk_ended", "unknown_talk", "not_your_talk"), notice
        self.outbox.pop(notice.get("ref"), None)

    def go_on(self):
        if not self.is_welcome:
            return
        for c, talk in list(self.talks.items()):
            if len(self.outbox) >= IN_FLIGHT or talk["seq"] <= self.answered.get(c, 0):
                continue
            self.answered[c] = talk["seq"] + 1
            if talk["seq"] > LINES_OF_A_TALK:
                self.link.send({"type": "end", "c": c})
                continue
            mid, text = self.words()
            kind = "note" if self.number % 5 == 0 else "say"
            self.outbox[mid] = (kind, c, text)
            self.link.send({"type": kind, "c": c, "mid": mid, "text": text})
