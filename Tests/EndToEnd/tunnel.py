"""A network between a page and the server that can go dark: nothing is closed, nothing passes."""

import asyncio


class Tunnel:
    """Passes bytes on to a server, both ways, while it is light."""

    def __init__(self, shop):
        self.host, self.port = shop.listen.rsplit(":", 1)
        self.light = asyncio.Event()
        self.light.set()
        self.tasks = set()

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        host, port = self.server.sockets[0].getsockname()
        self.address = f"{host}:{port}"
        return self

    async def __aexit__(self, *_):
        self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def connected(self, reader, writer):
        # A connection that is begun in the dark gets nowhere.
        await self.light.wait()
        there, back = await asyncio.open_connection(self.host, int(self.port))
        for source, sink in ((reader, back), (there, writer)):
            task = asyncio.create_task(self.carry(source, sink))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def carry(self, source, sink):
        try:
            while piece := await source.read(65536):
                await self.light.wait()
                sink.write(piece)
                await sink.drain()
        except ConnectionError:
            pass
        sink.close()

    def dark(self):
        self.light.clear()

    def lit(self):
        self.light.set()
