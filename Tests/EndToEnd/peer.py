"""What every page does: speaks the wire, remembers what it was told, keeps what it said until it is acked."""

import asyncio
import json

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from event_stream import EventStream
from ids import new_id
from shop import PATIENCE

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

    carrier = "websocket"

    def __init__(self, shop, through=None):
        self.shop, self.through = shop, through or shop.listen
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
        self.socket = await self.connected(path, origin, headers or {}, **options)
        self.reader = asyncio.create_task(self.listen(self.socket))

    async def connected(self, path, origin, headers, **options):
        if self.carrier == "sse":
            return await EventStream.open(
                self.through, f"/sse{path}", {"Origin": origin} | headers, options.get("sock"))
        return await connect(
            f"ws://{self.through}/ws{path}", origin=origin, subprotocols=["secondring.1"], open_timeout=PATIENCE,
            additional_headers=headers, proxy=None, **options)

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
        if notice["type"] == "invitation" and self.sounds_rings:
            await self.send({"type": "heard", "c": notice["c"], "ring": 0})
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

    async def send_at_once(self, commands):
        """All of them before the server deals with the first."""
        if self.carrier == "sse":
            return await self.send("\n".join(map(json.dumps, commands)))
        for command in commands:
            await self.send(command)

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
