"""Visitors and agents that speak the wire, written from the contract alone."""

import asyncio
import base64
import json
import os
import time

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from shop import PATIENCE, SITE

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def new_id():
    """26 letters of base32: 48 bits of milliseconds, 80 random bits."""
    bits = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join(ALPHABET[bits >> (125 - 5 * place) & 31] for place in range(26))


def brief(notices):
    """The last notices, short enough to be read in a failure."""
    return "\n  ".join(["", *(str(notice)[:300] for notice in notices[-8:])])


class Log:
    """The lines of one conversation as one browser holds them: in order, without gaps, each once."""

    def __init__(self):
        self.entries, self.repeats, self.gaps = [], 0, []

    @property
    def seq(self):
        return self.entries[-1]["seq"] if self.entries else 0

    def take(self, entry):
        if entry["seq"] == self.seq + 1:
            self.entries.append(entry)
        elif entry["seq"] <= self.seq:
            known = self.entries[entry["seq"] - 1]
            assert known["mid"] == entry["mid"], f"line {entry['seq']} was {known} and is now {entry}"
            self.repeats += 1
        else:
            self.gaps.append((self.seq, entry["seq"]))

    def said(self):
        return [entry["text"] for entry in self.entries if entry["kind"] == "said"]

    def kinds(self):
        return [entry["kind"] for entry in self.entries]

    def resume(self, conversation):
        return {"c": conversation, "seq": self.seq, "mid": self.entries[-1]["mid"]}


class Peer:
    """One page: a connection that remembers what it was told, and an outbox that outlives the connection."""

    def __init__(self, shop):
        self.shop = shop
        self.socket = None
        self.reader = None
        self.notices = []
        self.read = 0
        self.logs = {}
        self.acks = {}
        self.outbox = {}
        self.close_code = None
        self.fault = None
        self.answers_beats = True
        self.sounds_rings = True

    async def __aenter__(self):
        await self.come()
        return self

    async def __aexit__(self, *_):
        await self.leave()

    async def open(self, path, origin, headers=None, **options):
        self.news = asyncio.Condition()
        self.close_code = None
        self.read = len(self.notices)
        self.socket = await connect(
            f"ws://{self.shop.listen}{path}", origin=origin, subprotocols=["secondring.1"], open_timeout=PATIENCE,
            additional_headers=headers or {}, proxy=None, **options)
        self.reader = asyncio.create_task(self.listen(self.socket))

    async def listen(self, socket):
        try:
            async for frame in socket:
                await self.take(json.loads(frame))
        except ConnectionClosed:
            pass
        except Exception as fault:
            self.fault = fault
        async with self.news:
            self.close_code = socket.close_code or 1006
            self.news.notify_all()

    async def take(self, notice):
        assert next(iter(notice)) == "type", f"type comes first: {notice}"
        if notice["type"] == "beat" and self.answers_beats:
            await self.send(self.beat())
        if notice["type"] == "ring" and self.sounds_rings:
            await self.send({"type": "heard", "c": notice["c"], "ring": notice["ring"]})
        async with self.news:
            self.note(notice)
            self.notices.append(notice)
            self.news.notify_all()

    def note(self, notice):
        match notice["type"]:
            case "entry":
                self.log(notice["c"]).take(notice["entry"])
            case "entries":
                log = self.log(notice["c"])
                if notice["after"] == 0 and log.entries and notice["entries"][:1] \
                        and notice["entries"][0]["mid"] != log.entries[0]["mid"]:
                    log.entries.clear()
                for entry in notice["entries"]:
                    log.take(entry)
            case "ack":
                self.acks[notice["mid"]] = notice
                self.outbox.pop(notice["mid"], None)
            case "error" if notice.get("ref") and notice["code"] not in ("too_fast", "disk_full"):
                self.outbox.pop(notice["ref"], None)

    def log(self, conversation):
        return self.logs.setdefault(conversation, Log())

    def beat(self):
        return {"type": "beat"}

    async def send(self, command):
        text = command if isinstance(command, (str, bytes)) else json.dumps(command)
        try:
            await self.socket.send(text)
        except ConnectionClosed:
            pass

    async def until(self, ready, what, within=PATIENCE):
        """Waits until `ready()` gives something true; fails when the connection or the time ends before."""
        async def wait():
            async with self.news:
                while not (found := ready()):
                    if self.fault:
                        raise self.fault
                    if self.close_code:
                        raise AssertionError(f"closed with {self.close_code} before {what}: {brief(self.notices)}")
                    await self.news.wait()
                return found
        try:
            return await asyncio.wait_for(wait(), within)
        except TimeoutError:
            raise AssertionError(f"no {what} within {within} s: {brief(self.notices)}") from None

    async def hear(self, kind, within=PATIENCE, **fields):
        """The next notice of this kind with these fields; everything before it is passed over."""
        def ready():
            for place in range(self.read, len(self.notices)):
                notice = self.notices[place]
                if notice["type"] == kind and all(notice.get(name) == value for name, value in fields.items()):
                    self.read = place + 1
                    return notice
        return await self.until(ready, f"{kind} {fields}", within)

    async def closed(self, within=PATIENCE):
        """The close code, once the server has closed."""
        async def wait():
            async with self.news:
                while self.close_code is None:
                    await self.news.wait()
        try:
            await asyncio.wait_for(wait(), within)
        except TimeoutError:
            raise AssertionError(f"still open after {within} s: {brief(self.notices)}") from None
        return self.close_code

    async def flush(self):
        """Everything sent before this has been dealt with by the desk: its answer to this comes after theirs."""
        mid = new_id()
        await self.send(self.nonsense(mid))
        await self.hear("error", ref=mid)

    async def leave(self):
        if self.socket:
            await self.socket.close()
            await self.reader
            self.socket = None
        if self.fault:
            raise self.fault

    async def drop(self):
        """The network dies: no goodbye."""
        self.socket.transport.abort()
        await self.reader
        self.socket = None

    async def back(self):
        """Comes again after a restart or a drop, as the page would."""
        if self.socket:
            await self.closed()
            self.socket = None
        await self.come()


class Visitor(Peer):
    """A visitor's page."""

    def nonsense(self, mid):
        return {"type": "say", "mid": mid, "text": " "}

    def __init__(self, shop, site=SITE, secret=None, page="/box-sets/nina-simone", title="Nina Simone", origin=None):
        super().__init__(shop)
        self.site, self.origin = site, origin or shop.origin
        self.secret = secret or base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        self.page = {"url": shop.origin + page, "title": title}
        self.c = None

    async def come(self, **options):
        await self.open(f"/ws/visitor?site={self.site}", self.origin, **options)
        hello = {
            "type": "hello", "v": 1, "secret": self.secret, "page": self.page, "referrer": "https://example.org/search",
            "lang": "en-GB", "tz": "Europe/Oslo"}
        if self.c and self.log(self.c).seq:
            hello["resume"] = self.log(self.c).resume(self.c)
        await self.send(hello)
        self.welcome = await self.hear("welcome")
        for mid, text in list(self.outbox.items()):
            await self.send({"type": "say", "mid": mid, "text": text})

    def tab(self, **options):
        """Another page of the same browser."""
        return Visitor(self.shop, self.site, self.secret, **options)

    def note(self, notice):
        super().note(notice)
        if notice["type"] in ("entry", "entries", "talk", "ack"):
            self.c = notice["c"]
        elif notice["type"] == "welcome" and notice.get("talk"):
            self.c = notice["talk"]["c"]

    async def post(self, text, mid=None):
        """Puts words in the outbox and sends them when there is a connection."""
        mid = mid or new_id()
        self.outbox[mid] = text
        if self.socket:
            await self.send({"type": "say", "mid": mid, "text": text})
        return mid

    async def say(self, text, mid=None):
        """Words, until they are on disk."""
        mid = await self.post(text, mid)
        return await self.until(lambda: self.acks.get(mid), f"ack of {text!r}")

    async def identify(self, signed=True, **who):
        if signed:
            who["signature"] = self.shop.signature(who.get("id") or who["email"], self.site)
        await self.send({"type": "identify", **who})

    async def words(self, text, within=PATIENCE):
        """The line with these words, once it has come."""
        def ready():
            lines = self.log(self.c).entries if self.c else []
            return next((line for line in lines if line.get("text") == text), None)
        return await self.until(ready, f"the words {text!r}", within)


class Agent(Peer):
    """An agent's console."""

    def nonsense(self, mid):
        return {"type": "say", "c": new_id(), "mid": mid, "text": "to nobody"}

    def __init__(self, shop, name="anna", bell=True, cookie=None):
        super().__init__(shop)
        self.name, self.bell, self.cookie = name, bell, cookie
        self.talks = {}
        self.cards = {}
        self.team = {}

    async def come(self, **options):
        if self.cookie is None:
            self.cookie = await asyncio.to_thread(self.shop.sign_in_cookie, self.name)
        await self.open("/ws/agent", self.shop.base, {"Cookie": self.cookie}, **options)
        resume = [log.resume(c) for c, log in self.logs.items() if log.seq]
        await self.send({"type": "hello", "v": 1, "bell": self.bell, "resume": resume})
        self.welcome = await self.hear("welcome")
        for mid, (c, text) in list(self.outbox.items()):
            await self.send({"type": "say", "c": c, "mid": mid, "text": text})

    def beat(self):
        return {"type": "beat", "active": True}

    def note(self, notice):
        super().note(notice)
        match notice["type"]:
            case "welcome":
                self.talks = {talk["c"]: talk for talk in notice["talks"]}
                self.team = {one["id"]: one for one in notice["team"]}
            case "talk":
                self.talks[notice["c"]] = notice
            case "card":
                self.cards[notice["c"]] = notice["card"]
            case "team":
                self.team = {one["id"]: one for one in notice["team"]}

    async def press(self, c):
        await self.send({"type": "pickup", "c": c})

    async def open_talk(self, c):
        """Shows the talk on the console, with everything that was said before."""
        await self.send({"type": "open", "c": c, "after": self.log(c).seq})
        await self.until(lambda: c in self.talks and self.log(c).seq >= self.talks[c]["seq"], "the talk so far")

    async def pick_up(self, c):
        await self.open_talk(c)
        await self.press(c)
        return await self.talk(c, state="active", agent=self.name)

    async def post(self, c, text, mid=None):
        """Puts words in the outbox and sends them when there is a connection."""
        mid = mid or new_id()
        self.outbox[mid] = (c, text)
        if self.socket:
            await self.send({"type": "say", "c": c, "mid": mid, "text": text})
        return mid

    async def say(self, c, text, mid=None):
        mid = await self.post(c, text, mid)
        return await self.until(lambda: self.acks.get(mid), f"ack of {text!r}")

    async def talk(self, c, within=PATIENCE, agent=None, **fields):
        """The talk as the console shows it, once it has these fields."""
        def ready():
            talk = self.talks.get(c)
            if talk and all(talk.get(name) == value for name, value in fields.items()):
                return talk if agent in (None, talk.get("agent", {}).get("id")) else None
        return await self.until(ready, f"talk {c} with {fields}, agent {agent}; is {self.talks.get(c)}", within)

    async def card(self, c, ready=lambda card: True):
        return await self.until(
            lambda: (card := self.cards.get(c)) and ready(card) and card, f"card of {c}; is {self.cards.get(c)}")

    async def words(self, c, text, within=PATIENCE):
        def ready():
            return next((line for line in self.log(c).entries if line.get("text") == text), None)
        return await self.until(ready, f"the words {text!r}", within)
