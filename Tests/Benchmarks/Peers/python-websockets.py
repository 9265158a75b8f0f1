"""An echo on Python's websockets with uvloop: python-websockets.py PORT [CERTIFICATE KEY]; one process for each core."""

import asyncio
import os
import ssl
import sys

import uvloop
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


async def echo(connection):
    try:
        async for message in connection:
            await connection.send(message)
    except ConnectionClosed:
        pass


async def main(port, certificate=None, key=None):
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    options = {"compression": None, "max_size": 16 << 20, "ping_interval": None, "open_timeout": 60}
    async with serve(echo, "127.0.0.1", int(port), ssl=context, reuse_port=True, backlog=4096, **options):
        await asyncio.get_running_loop().create_future()


# The parent serves too; the others end with it.
for _ in range(len(os.sched_getaffinity(0)) - 1):
    if os.fork() == 0:
        break
uvloop.run(main(*sys.argv[1:]))
