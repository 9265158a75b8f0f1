"""What strangers send, as fast as one core lets them: stranger_attacks.py ATTACK HOST:PORT SHOP:PORT SECONDS"""

import asyncio
import base64
import datetime
import json
import os
import random
import signal
import socket
import sys
import time

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
DONE = {"count": 0}


def named(moment):
    """An id whose name says this moment."""
    number = (int(moment.timestamp() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    return "".join(LETTERS[number >> (125 - 5 * place) & 31] for place in range(26))


def new_id():
    return named(datetime.datetime.now())


def hello(secret=None, **more):
    secret = secret or base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    return json.dumps({
        "type": "hello", "v": 1, "secret": secret, "page": {"url": "", "title": ""}, "referrer": "", "lang": "", "tz": "",
        **more})


class Target:
    def __init__(self, listen, demo, until):
        self.host, port = listen.rsplit(":", 1)
        self.port, self.origin, self.until = int(port), f"http://{demo}", until
        self.url = f"ws://{listen}/ws/visitor?site=harbour"

    @property
    def goes_on(self):
        return time.monotonic() < self.until

    def page(self):
        return connect(self.url, origin=self.origin, proxy=None, compression=None, open_timeout=20, max_size=None)

    def tcp(self, buffer=None):
        connection = socket.socket()
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(20)
        connection.connect((self.host, self.port))
        return connection


def pipelined(target):
    """16 KB of requests for an answer of 83 KB, on as many connections as there may be, never read."""
    line = b"GET /api/asyncapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    while target.goes_on:
        held = []
        for _ in range(200):
            try:
                held.append(target.tcp(buffer=1024))
                held[-1].sendall(line * 370)
                DONE["count"] += 1
            except OSError:
                break
        time.sleep(5)
        for connection in held:
            connection.close()


def wrong(target):
    """Requests that are none."""
    while target.goes_on:
        try:
            with target.tcp() as connection:
                connection.sendall(b"NONSENSE\r\n\r\n")
                connection.recv(1024)
                DONE["count"] += 1
        except OSError:
            pass


def guesses(target):
    """Passwords, each on a connection of its own, never waited for long."""
    def request(number):
        body = json.dumps({"name": random.choice(["anna", "tom", f"n{number}"]), "password": f"guess {number}"}).encode()
        return (
            b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            + str(len(body)).encode() + b"\r\n\r\n" + body)
    while target.goes_on:
        held = []
        for number in range(200):
            try:
                held.append(target.tcp())
                held[-1].sendall(request(number))
                DONE["count"] += 1
            except OSError:
                break
        time.sleep(0.2)
        for connection in held:
            connection.close()


async def many(target, work, at_once):
    async def again():
        while target.goes_on:
            try:
                await work()
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(0.05)
    await asyncio.gather(*(again() for _ in range(at_once)))


def resumes(target):
    """Hellos that name a conversation of any day of ten years."""
    async def work():
        page = await target.page()
        day = datetime.datetime(2016, 11, 1) + datetime.timedelta(days=random.randrange(3_650))
        await page.send(hello(resume={"c": named(day), "seq": 3, "mid": new_id()}))
        await page.recv()
        page.transport.abort()
        DONE["count"] += 1
    asyncio.run(many(target, work, 50))


def identities(target):
    """One visitor in eight tabs says again and again who they are, as long as may be."""
    secret = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")

    async def work():
        async with target.page() as page:
            await page.send(hello(secret))
            await page.send(json.dumps({"type": "say", "mid": new_id(), "text": "x"}))
            reader = asyncio.create_task(drain(page))
            try:
                while target.goes_on:
                    count = DONE["count"] = DONE["count"] + 1
                    await page.send(json.dumps({
                        "type": "identify", "name": f"N {count}", "email": f"{count}." + "m" * 230 + "@x",
                        "website": f"http://{count}." + "w" * 220}))
                    await asyncio.sleep(0.01)
            finally:
                reader.cancel()
    asyncio.run(many(target, work, 8))


async def drain(page):
    async for frame in page:
        if '"beat"' in frame:
            await page.send('{"type":"beat"}')


def silent(target):
    """Pages that answer every beat and never say hello."""
    async def work():
        async with target.page() as page:
            DONE["count"] += 1
            await drain(page)
    asyncio.run(many(target, work, 250))


def refused(target):
    """Commands that are refused, from pages that read no answer."""
    async def work():
        page = await target.page()
        page.transport.pause_reading()
        await page.send(hello())
        for _ in range(2_000):
            await page.send("{}")
            DONE["count"] += 1
        await asyncio.sleep(1)
        page.transport.abort()
    asyncio.run(many(target, work, 20))


def syncs(target):
    """A visitor with a long conversation asks for all of it, on many pages, and reads nothing."""
    secret = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")

    async def begin():
        async with target.page() as page:
            reader = asyncio.create_task(drain(page))
            await page.send(hello(secret))
            for _ in range(20):
                await page.send(json.dumps({"type": "say", "mid": new_id(), "text": "w" * 8_000}))
            await asyncio.sleep(2)
            reader.cancel()

    async def work():
        page = await target.page()
        page.transport.pause_reading()
        await page.send(hello(secret))
        for _ in range(90):
            await page.send('{"type":"sync","after":0}')
            DONE["count"] += 1
        await asyncio.sleep(1)
        page.transport.abort()

    async def all_of_it():
        await begin()
        await many(target, work, 30)
    asyncio.run(all_of_it())


ATTACKS = {attack.__name__: attack for attack in (pipelined, resumes, identities, guesses, silent, wrong, refused, syncs)}


def tell(*_):
    print(f"{DONE['count']} sent", flush=True)
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, tell)
    name, listen, demo, seconds = sys.argv[1:]
    ATTACKS[name](Target(listen, demo, time.monotonic() + float(seconds)))
    tell()
