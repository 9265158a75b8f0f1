"""What may stand between a page and the server: passes everything on, lets no WebSocket through, or goes dark."""

import asyncio
import re
import threading

from ports import free_port


class Proxy:
    """A listener in front of a shop; what it does to newcomers may change at any time."""

    def __init__(self, target):
        self.target, self.address = target, f"127.0.0.1:{free_port()}"
        self.blocked, self.answer = None, b""
        self.is_dark, self.lines = False, set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.do(self.start())

    def do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def start(self):
        host, port = self.address.split(":")
        self.listener = await asyncio.start_server(self.met, host, int(port))

    def refuse(self, path):
        """WebSockets there are answered with 403, as by a proxy that knows no better."""
        self.blocked, self.answer = re.compile(path), b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

    def swallow(self, path):
        """WebSockets there are never answered."""
        self.blocked, self.answer = re.compile(path), b""

    def darken(self):
        """From now on not a byte comes through, and nobody is told."""
        self.do(self.turn(True))

    def brighten(self):
        """Newcomers come through; what went dark stays dark."""
        self.do(self.turn(False))

    def cut(self):
        """Every connection breaks."""
        self.do(self.abort())

    async def turn(self, is_dark):
        self.is_dark = is_dark
        if is_dark:
            for line in self.lines:
                line.is_dark = True

    async def end(self):
        self.listener.close()
        await self.abort()

    async def abort(self):
        for line in list(self.lines):
            line.abort()

    async def met(self, reader, writer):
        line = Line(writer)
        self.lines.add(line)
        line.is_dark = self.is_dark
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if self.is_blocked(head):
                writer.write(self.answer)
                return await reader.read()
            await line.join(head, reader, self.target)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.lines.discard(line)
            line.close()

    def is_blocked(self, head):
        text = head.decode("latin-1")
        return self.blocked and re.search("(?mi)^upgrade: *websocket", text) and self.blocked.search(text.split("\r\n")[0])

    def close(self):
        self.do(self.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)


class Line:
    """One page's connection, and ours to the server on its behalf."""

    def __init__(self, writer):
        self.writers, self.is_dark = [writer], False

    async def join(self, head, reader, target):
        there, up = await asyncio.open_connection(*target.split(":"))
        self.writers.append(up)
        up.write(head)
        await asyncio.gather(self.pump(reader, up), self.pump(there, self.writers[0]))

    async def pump(self, source, sink):
        while piece := await source.read(65536):
            if not self.is_dark:
                sink.write(piece)
                await sink.drain()
        if not self.is_dark:
            sink.close()

    def abort(self):
        for writer in self.writers:
            writer.transport.abort()

    def close(self):
        for writer in self.writers:
            writer.close()
