"""Visitors and agents that speak the wire, written from the contract alone."""

import asyncio

from ids import new_id, new_secret
from peer import Peer
from shop import PATIENCE, SITE


class Visitor(Peer):
    """A visitor's page."""

    def nonsense(self, mid):
        return {"type": "say", "mid": mid, "text": " "}

    def __init__(self, shop, site=SITE, secret=None, page="/box-sets/nina-simone", title="Nina Simone", origin=None, through=None):
        super().__init__(shop, through)
        self.site, self.origin = site, origin or shop.origin
        self.secret = secret or new_secret()
        self.page = {"url": shop.origin + page, "title": title}
        self.c = None

    async def come(self, **options):
        await self.open(f"/visitor?site={self.site}", self.origin, **options)
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

    def kinds(self):
        return self.log(self.c).kinds()

    async def line(self, kind, within=PATIENCE, **fields):
        """The latest line of this kind with these fields."""
        def ready():
            lines = [line for line in self.log(self.c).entries if line["kind"] == kind]
            return next((line for line in reversed(lines) if fields.items() <= line.items()), None)
        return await self.until(ready, f"a line {kind} {fields}", within)

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

    def __init__(self, shop, name="anna", bell=True, cookie=None, through=None):
        super().__init__(shop, through)
        self.active, self.hello = True, {}
        self.name, self.bell, self.cookie = name, bell, cookie
        self.talks = {}
        self.cards = {}
        self.team = {}

    async def come(self, **options):
        if self.cookie is None:
            self.cookie = await asyncio.to_thread(self.shop.sign_in_cookie, self.name)
        await self.open("/agent", self.shop.base, {"Cookie": self.cookie}, **options)
        resume = [log.resume(c) for c, log in self.logs.items() if log.seq]
        await self.send({"type": "hello", "v": 1, "bell": self.bell, "resume": resume} | self.hello)
        self.welcome = await self.hear("welcome")
        for mid, (c, text) in list(self.outbox.items()):
            await self.send({"type": "say", "c": c, "mid": mid, "text": text})

    def beat(self):
        return {"type": "beat", "active": self.active}

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

    async def ask(self, c, colleague, part="owner", text="Meet my colleague.", mid=None):
        """Asks a colleague in; the answer, an ack or an error."""
        mid = mid or new_id()
        command = {"type": "invite", "c": c, "mid": mid, "agent": colleague, "as": part, "text": text}
        await self.send(command)
        def answer():
            return self.acks.get(mid) or next((notice for notice in self.notices if notice.get("ref") == mid), None)
        return await self.until(answer, f"an answer to {command}")

    async def join(self, c):
        """Comes into the talk, with everything that was said before."""
        await self.send({"type": "join", "c": c})
        await self.line(c, "joined", agent=self.name)

    async def line(self, c, kind, within=PATIENCE, **fields):
        """The latest line of this kind with these fields; asks for the lines before it, as the page does."""
        def ready():
            lines = [line for line in self.log(c).entries if line["kind"] == kind]
            return next((line for line in reversed(lines) if fields.items() <= line.items()), None)
        await self.send({"type": "open", "c": c, "after": self.log(c).seq})
        return await self.until(ready, f"a line {kind} {fields}; has {self.log(c).kinds()}", within)

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
