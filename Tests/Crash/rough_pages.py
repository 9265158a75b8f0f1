"""Pages that go on whatever becomes of their connection: what was not acked is sent again, what was missed is asked for."""

import asyncio
import json

import h11
from websockets.exceptions import WebSocketException

from event_stream import Refused
from ids import new_id
from people import Agent, Visitor

# Everything that a broken line may look like.
BROKEN = (OSError, WebSocketException, h11.ProtocolError, Refused, asyncio.IncompleteReadError, EOFError)
HANGS = 5  # seconds after which a page gives its line up
IN_FLIGHT = 4
LINES_OF_A_TALK = 25


class Lost(Exception):
    """The connection is no more."""


class RoughPage:
    """Mixed into a page: a life of coming, talking, losing the line and coming again."""

    def among(self, truth, title, carrier, chance):
        self.truth, self.title, self.carrier, self.chance = truth, title, carrier, chance
        self.number, self.comes, self.refused, self.is_done = 0, -1, set(), False
        self.asked, self.ended = set(), {}
        return self

    async def live(self):
        while not (self.is_done and not self.outbox):
            try:
                async with asyncio.timeout(HANGS):
                    self.comes += 1
                    await self.come()
                while not self.close_code and not (self.is_done and not self.outbox):
                    if not self.is_done:
                        await self.go_on()
                    await self.fill_gaps()
                    await asyncio.sleep(self.chance.uniform(0.02, 0.3))
            except (*BROKEN, Lost, TimeoutError):
                pass
            self.look_for_faults()
            if not (self.is_done and not self.outbox and not self.close_code):
                await self.lose()
                await asyncio.sleep(self.chance.uniform(0.02, 0.5))

    def look_for_faults(self):
        # A line that breaks in the middle of an event is no fault of anybody here.
        fault, self.fault = self.fault, None
        if fault and not isinstance(fault, (*BROKEN, Lost, TimeoutError)):
            raise fault

    async def lose(self):
        """Lets go of what is left of the line."""
        socket, self.socket = self.socket, None
        self.notices.clear()
        if socket:
            socket.transport.abort()
            for exchange in (getattr(socket, "up", None), getattr(socket, "down", None)):
                if exchange:
                    exchange.close()
            self.reader.cancel()
            await asyncio.gather(self.reader, return_exceptions=True)

    async def send(self, command):
        """Nothing overtakes what was lost: after the first failure nothing more goes this way."""
        if not self.socket:
            raise Lost
        try:
            async with asyncio.timeout(HANGS):
                await self.socket.send(command if isinstance(command, str) else json.dumps(command))
        except (*BROKEN, TimeoutError) as fault:
            self.socket.transport.abort()
            raise Lost from fault

    async def until(self, ready, what, within=HANGS):
        """As every page waits, but a lost line is no failure."""
        try:
            return await super().until(ready, what, within)
        except AssertionError as fault:
            self.look_for_faults()
            raise Lost(str(fault)) from None

    def note(self, notice):
        super().note(notice)
        match notice["type"]:
            case "ack": self.truth.ack(notice["mid"], notice["c"], notice["seq"])
            case "entry": self.truth.show(notice["c"], notice["entry"])
            case "entries":
                for entry in notice["entries"]:
                    self.truth.show(notice["c"], entry)
            case "error": self.take_error(notice)

    def take_error(self, notice):
        assert notice["code"] in ("talk_ended", "unknown_talk", "not_your_talk"), f"{self.title}: {notice}"
        if notice.get("ref") in self.truth.sent:
            self.refused.add(notice["ref"])

    async def fill_gaps(self):
        for c, log in list(self.logs.items()):
            if log.gaps and log.gaps[-1][1] > log.seq + 1 and (c, log.seq) not in self.asked:
                self.asked.add((c, log.seq))
                await self.send({"type": "sync", "c": c, "after": log.seq})

    def words(self):
        self.number += 1
        mid, text = new_id(), f"{self.title}, {self.number}" + " and more" * (self.number * 7 % 30)
        self.truth.sent[mid] = (self.title, self.number, text)
        return mid, text

    async def settle(self):
        """Asks for what it lacks; comes again when it must."""
        if self.close_code or not self.socket:
            await self.come()
        await self.fill_gaps()

    def compare(self, lines, is_whole):
        """Every talk here is the beginning of its transcript; those it still follows are all of it."""
        followed = self.followed() if is_whole else ()
        for c, log in [*self.ended.items(), *self.logs.items()]:
            here, there = [entry["mid"] for entry in log.entries], [line["mid"] for line in lines[c]]
            assert there[:len(here)] == here, f"{self.title} has another {c} than the transcript"
            assert c not in followed or len(here) == len(there), f"{self.title} has {len(here)} of {len(there)} lines of {c}"


class RoughVisitor(RoughPage, Visitor):
    async def go_on(self):
        if len(self.outbox) < IN_FLIGHT:
            mid, text = self.words()
            await self.post(text, mid)

    def followed(self):
        return {self.c}


class RoughAgent(RoughPage, Agent):
    async def come(self):
        # As a console does: only what is shown is followed on.
        for c in self.logs.keys() - self.followed():
            self.ended[c] = self.logs.pop(c)
        self.opened = set()
        await super().come()

    async def go_on(self):
        for c, talk in list(self.talks.items()):
            if talk["state"] == "ended" or talk.get("agent", {}).get("id", self.name) != self.name:
                continue
            if not self.log(c).seq:
                await self.open_once(c)
            elif talk["seq"] > LINES_OF_A_TALK and self.chance.random() < 0.2:
                await self.send({"type": "end", "c": c})
            elif len(self.outbox) < IN_FLIGHT and self.chance.random() < 0.2:
                mid, text = self.words()
                await self.post(c, text, mid)

    async def open_once(self, c):
        if c not in self.opened:
            self.opened.add(c)
            await self.send({"type": "open", "c": c, "after": 0})

    async def settle(self):
        await super().settle()
        for c in self.followed():
            if not self.log(c).seq:
                await self.open_once(c)

    def followed(self):
        return {c for c, talk in self.talks.items() if talk["state"] != "ended"}
