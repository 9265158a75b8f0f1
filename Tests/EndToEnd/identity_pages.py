"""Browsers and pages as the contract wants them: one anonymous secret a site, one for each person proved, a log for each."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field

from identity_model import Key
from ids import new_secret
from peer import Peer

LANGUAGE = {"referrer": "", "lang": "en", "tz": "UTC"}


@dataclass(eq=False)
class Slot:
    """What a browser keeps under one secret: where its log ends, what stands in it, and words that are not acked."""

    key: Key
    point: dict | None = None
    marks: set = field(default_factory=set)
    outbox: dict = field(default_factory=dict)

    def take(self, c, entries):
        """The log of the newest conversation, without gaps."""
        for entry in entries:
            if self.point is None or self.point["c"] != c and entry["seq"] == 1 and c > self.point["c"]:
                self.point = {"c": c, "seq": 0, "mid": ""}
            if self.point["c"] == c and entry["seq"] == self.point["seq"] + 1:
                self.point = {"c": c, "seq": entry["seq"], "mid": entry["mid"]}


class Browser:
    """One browser of somebody; whoever sits at it next finds what it keeps."""

    def __init__(self, name):
        self.name = name
        self.slots = {}  # by site and person; nobody: the anonymous one
        self.signed_in = {}  # by site: what the shop's own session says

    def slot(self, site, person=None):
        if (site, person) not in self.slots:
            self.slots[site, person] = Slot(Key(site, new_secret()))
        return self.slots[site, person]

    def has(self, site, person):
        return (site, person) in self.slots

    def move(self, site, person):
        """The anonymous secret has become this person's; the next stranger gets a fresh one."""
        self.slots[site, person] = self.slots.pop((site, None))

    def forget(self, dead):
        """Lets go of secrets."""
        self.slots = {where: slot for where, slot in self.slots.items() if slot.key not in dead}

    def keys(self, site):
        return [slot.key for (place, _), slot in self.slots.items() if place == site]


class Page(Peer):
    """One connection of a browser: it keeps what it was told until the judge has seen it."""

    def __init__(self, shop, browser, slot, carrier="websocket"):
        super().__init__(shop)
        self.carrier = carrier
        self.browser, self.slot, self.key = browser, slot, slot.key
        self.proved = None
        self.allowed = set()  # conversations that could be read at a moment since the judge looked last

    @property
    def site(self):
        return self.key.site

    def nonsense(self, mid):
        return {"type": "say", "mid": mid, "text": " "}

    def note(self, notice):
        match notice["type"]:
            case "ack":
                self.acks[notice["mid"]] = notice
            case "entry":
                self.slot.take(notice["c"], [notice["entry"]])
            case "entries":
                self.slot.take(notice["c"], notice["entries"])

    async def listen(self, socket):
        await super().listen(socket)
        if self.carrier == "sse":
            # As a browser does; a server that stops waits for it.
            await socket.close()

    async def come(self, resume):
        await self.open(f"/visitor?site={self.site}", self.shop.origin, compression=None)
        hello = {"type": "hello", "v": 1, "secret": self.key.secret, "page": {"url": self.shop.origin, "title": ""}}
        await self.send(hello | LANGUAGE | ({"resume": resume} if resume else {}))
        self.welcome = await self.hear("welcome")

    async def answer(self, mid):
        """What the server says to words: an ack or an error."""
        def found():
            return self.acks.get(mid) or next((n for n in self.notices if n.get("ref") == mid), None)
        return await self.until(found, f"answer to words {mid}")

    async def told(self, *kinds):
        """The first notice of one of these kinds since the judge looked."""
        def found():
            return next((n for n in self.notices if n["type"] in kinds or n.get("code") in kinds), None)
        return await self.until(found, f"one of {kinds}")

    async def settled(self):
        await self.flush()

    def drop_read(self):
        """The judge has seen all of it."""
        frames, self.notices = self.notices, []
        self.read = 0
        return frames


def base64url(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def token(secret, claims, algorithm="HS256", sign=True):
    """A JWT as a shop's server makes it."""
    head = base64url(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
    body = base64url(json.dumps(claims).encode())
    code = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest() if sign else b""
    return f"{head}.{body}.{base64url(code)}"


def signature(secret, value):
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()


def proof(person, secret, now, chance):
    """What the shop's page says of a customer who is signed in, in one of the forms."""
    if person.kind == "id" and chance.random() < 0.4:
        number = int(person.value) if person.value.isdigit() and chance.random() < 0.5 else person.value
        return {"token": token(secret, {"sub": number, "name": person.name, "exp": int(now) + 600})}
    return {person.kind: person.value, "name": person.name, "signature": signature(secret, person.value)}


def forgery(person, secret, now, chance):
    """A proof of this person that is none."""
    claims = {"sub": person.value, "name": person.name, "exp": int(now) + 600}
    other = "0" * len(secret)
    return chance.choice([
        {person.kind: person.value, "signature": signature(other, person.value)},
        {person.kind: person.value, "signature": signature(secret, person.value + "x")},
        {person.kind: person.value, "signature": ""},
        {"token": token(other, claims)},
        {"token": token(secret, claims, sign=False)},
        {"token": token(secret, claims, algorithm="none", sign=False)},
        {"token": token(secret, claims, algorithm="HS512")},
        {"token": token(secret, claims | {"exp": int(now) - 600})},
        {"token": token(secret, claims | {"exp": int(now) + 200_000})},
        {"token": token(secret, {"name": person.name, "exp": int(now) + 600})[:-4]},
        {"token": "a.b.c", person.kind: person.value},
    ])


