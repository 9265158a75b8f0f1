"""A rough network: every byte between pages and server may come late, one at a time, or never."""

import asyncio
import socket
import struct

PIECE = 65536


class RoughNetwork:
    """A listener in front of a server, which does to each connection what chance says."""

    def __init__(self, target, chance):
        self.target, self.chance, self.is_rough = target, chance, True
        self.fates = {"cut": 0, "reset": 0, "half-closed": 0, "dribbled": 0, "delayed": 0}
        self.lines = set()

    async def listen(self):
        self.listener = await asyncio.start_server(self.met, "127.0.0.1", 0)
        host, port = self.listener.sockets[0].getsockname()
        self.address = f"{host}:{port}"

    async def calm(self):
        """From now on everybody comes through; whoever is on a rough line loses it."""
        self.is_rough = False
        for line in list(self.lines):
            line.abort()

    async def close(self):
        self.listener.close()
        await self.calm()

    async def met(self, reader, writer):
        line = Line(self, writer)
        self.lines.add(line)
        try:
            await line.join(reader)
        except OSError:
            pass
        finally:
            self.lines.discard(line)
            line.abort()

    def count(self, fate):
        self.fates[fate] += 1


class Line:
    """One page's connection, ours to the server on its behalf, and what becomes of the two."""

    def __init__(self, network, writer):
        self.network, self.chance, self.writers = network, network.chance, [writer]

    async def join(self, reader):
        there, up = await asyncio.open_connection(*self.network.target.split(":"))
        self.writers.append(up)
        ways = [
            asyncio.ensure_future(self.pump(reader, up)),
            asyncio.ensure_future(self.pump(there, self.writers[0]))]
        if self.network.is_rough:
            ways.append(asyncio.ensure_future(self.fate()))
        try:
            # Either end of it ends it, unless it is half-closed: then the fate waits for the other.
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def fate(self):
        """Some time later the line breaks, in one way or another."""
        await asyncio.sleep(self.chance.expovariate(0.25))
        match self.chance.choice(["cut", "reset", "half-closed"]):
            case "cut": self.network.count("cut")
            case "reset":
                self.network.count("reset")
                for writer in self.writers:
                    at_once = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            case "half-closed":
                self.network.count("half-closed")
                self.chance.choice(self.writers).write_eof()
                # What still comes the other way is passed on for a while.
                await asyncio.sleep(self.chance.random())

    async def pump(self, source, sink):
        manner = self.manner()
        while piece := await source.read(PIECE):
            for part in manner(piece):
                sink.write(part)
                await sink.drain()
                if manner is not whole:
                    await asyncio.sleep(self.chance.random() * 0.01)

    def manner(self):
        """How bytes go this way: as they come, late, or a few at a time."""
        if not self.network.is_rough:
            return whole
        match self.chance.randrange(4):
            case 0:
                self.network.count("dribbled")
                return self.dribble
            case 1:
                self.network.count("delayed")
                return lambda piece: [piece]
            case _: return whole

    def dribble(self, piece):
        """The first bytes one by one, which splits heads and frames; then the rest, or nobody would get anywhere."""
        short = self.chance.randint(1, 40)
        return [*(piece[place:place + 1] for place in range(min(short, len(piece)))), piece[short:]]

    def abort(self):
        for writer in self.writers:
            writer.transport.abort()


def whole(piece):
    return [piece]
