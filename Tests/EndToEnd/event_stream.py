"""The other way to the same server: server-sent events down, POST up, with the verbs of a `websockets` connection."""

import asyncio
import json

import h11
from websockets.exceptions import ConnectionClosedError


class Refused(Exception):
    """An answer other than the one that was hoped for."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body.decode(errors='replace')}")
        self.status, self.body = status, body


class Exchange:
    """One HTTP/1.1 connection, read by h11 alone."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.h11 = h11.Connection(h11.CLIENT)

    @classmethod
    async def to(cls, address, sock=None, tls=None):
        host, port = address.rsplit(":", 1)
        where = {"sock": sock} if sock else {"host": host, "port": int(port)}
        return cls(*await asyncio.open_connection(**where, ssl=tls))

    async def ask(self, method, target, headers, body=b""):
        fields = [(name, str(text)) for name, text in headers.items()]
        if body:
            fields.append(("Content-Length", str(len(body))))
        request = self.h11.send(h11.Request(method=method, target=target, headers=fields))
        self.writer.write(request + self.h11.send(h11.Data(data=body)) + self.h11.send(h11.EndOfMessage()))
        await self.writer.drain()
        return await self.next()

    async def next(self):
        """The next h11 event."""
        while (event := self.h11.next_event()) is h11.NEED_DATA:
            self.h11.receive_data(await self.reader.read(65536))
        return event

    async def rest(self):
        """The body of the answer, to its end."""
        body = b""
        while isinstance(event := await self.next(), h11.Data):
            body += bytes(event.data)
        if self.h11.our_state is h11.DONE and self.h11.their_state is h11.DONE:
            self.h11.start_next_cycle()
        return body

    def close(self):
        self.writer.close()


class EventStream:
    """A page's stream, and the requests that belong to it: one at a time, or they would overtake each other."""

    def __init__(self, address, path, headers, tls=None):
        self.address, self.path, self.headers, self.tls = address, path.split("?")[0], headers, tls
        self.close_code, self.name, self.comments = None, None, 0
        self.texts, self.buffer = [], b""
        self.turn = asyncio.Lock()
        self.up = None

    @classmethod
    async def open(cls, address, path, headers, sock=None, tls=None):
        stream = cls(address, path, {"Host": address} | headers, tls)
        stream.down = await Exchange.to(address, sock, tls)
        head = await stream.down.ask("GET", path, stream.headers | {"Accept": "text/event-stream"})
        stream.head = {name.decode(): text.decode() for name, text in head.headers}
        if head.status_code != 200:
            raise Refused(head.status_code, await stream.down.rest())
        opened = json.loads(await stream.event())
        assert list(opened)[:2] == ["type", "stream"] and opened["type"] == "stream", opened
        stream.name = opened["stream"]
        return stream

    @property
    def transport(self):
        return self.down.writer.transport

    async def event(self):
        """The text of the next event; None at the end."""
        while b"\n\n" not in self.buffer:
            try:
                event = await self.down.next()
            except (ConnectionError, h11.RemoteProtocolError):
                return None
            if not isinstance(event, h11.Data):
                return None
            self.buffer += bytes(event.data)
        block, self.buffer = self.buffer.split(b"\n\n", 1)
        lines = block.decode().split("\n")
        self.comments += sum(line.startswith(":") for line in lines)
        data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
        return "\n".join(data) if data else await self.event()

    def __aiter__(self):
        return self

    async def __anext__(self):
        text = await self.event()
        if text is None:
            raise StopAsyncIteration
        notice = json.loads(text)
        if notice["type"] == "bye" and "code" in notice:
            self.close_code, self.reason = notice["code"], notice["reason"]
            assert await self.event() is None, "nothing comes after the last event"
            raise StopAsyncIteration
        return text

    async def send(self, text):
        """What websockets does: returns when it is on its way, and raises when there is no way any more."""
        async with self.turn:
            for _ in range(100):
                status, body = await self.post(text if isinstance(text, bytes) else text.encode())
                if status != 429:
                    break
                await asyncio.sleep(0.05)  # the server asks us to read first
        if status == 410:
            raise ConnectionClosedError(None, None)
        if status != 204:
            raise Refused(status, body)

    async def post(self, body):
        try:
            self.up = self.up or await Exchange.to(self.address, tls=self.tls)
            answer = await self.up.ask("POST", f"{self.path}/{self.name}", self.headers, body)
            return answer.status_code, await self.up.rest()
        except (ConnectionError, h11.ProtocolError):
            raise ConnectionClosedError(None, None) from None

    async def close(self):
        for exchange in (self.down, self.up):
            if exchange:
                exchange.close()
