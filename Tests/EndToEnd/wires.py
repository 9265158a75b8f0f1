"""Many pages in one thread, for measuring: what comes is stamped when it comes, and no library stands between."""

import base64
import json
import os
import re
import selectors
import socket
import time

from frames import said
from ids import new_id, new_secret
from shop import PATIENCE, SITE

RING = re.compile(rb'^\{"type":"ring","c":"([a-z2-7]{26})","ring":(\d+)')


class Wire:
    """One page: frames out, stamped notices in."""

    def __init__(self, wires, path, origin, cookie=""):
        self.wires, self.rest, self.notices, self.read = wires, b"", [], 0
        host, port = wires.shop.listen.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((
            f"GET {path} HTTP/1.1\r\nHost: {wires.shop.listen}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: secondring.1\r\n"
            f"Origin: {origin}\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.socket.recv(4096)
            assert piece, head
            head += piece
        head, self.rest = head.split(b"\r\n\r\n", 1)
        assert head.startswith(b"HTTP/1.1 101"), head
        self.socket.setblocking(False)
        wires.selector.register(self.socket, selectors.EVENT_READ, self)

    def send(self, command):
        self.socket.sendall(said(command))

    def arrived(self, now):
        """Takes what is there; each whole frame becomes a notice with its moment."""
        try:
            self.rest += self.socket.recv(1 << 20)
        except BlockingIOError:
            return
        while (cut := whole(self.rest)) is not None:
            start, end = cut
            notice, self.rest = self.rest[start:end], self.rest[end:]
            self.notices.append((now, notice))
            self.took(now, notice)

    def took(self, now, notice):
        pass

    def beat(self, notice):
        if notice.startswith(b'{"type":"beat"'):
            self.send({"type": "beat", "active": True})

    def heard(self, kind, **fields):
        """Every notice of that kind with these fields so far, with its moment."""
        head = f'{{"type":"{kind}"'.encode()
        found = [(at, json.loads(notice)) for at, notice in self.notices if notice.startswith(head)]
        return [(at, notice) for at, notice in found if all(notice.get(name) == value for name, value in fields.items())]

    def close(self):
        self.wires.selector.unregister(self.socket)
        self.socket.close()


class Page(Wire):
    """A visitor's page."""

    def __init__(self, wires):
        super().__init__(wires, f"/ws/visitor?site={SITE}", wires.shop.origin)
        secret = new_secret()
        self.send({"type": "hello", "v": 1, "secret": secret, "page": {"url": wires.shop.origin, "title": "Shop"}})
        self.c = self.said_at = None

    def say(self, text):
        mid = new_id()
        self.said_at = time.time()
        self.send({"type": "say", "mid": mid, "text": text})
        self.c = mid  # the first words name the talk
        return mid

    def took(self, now, notice):
        self.beat(notice)


class Console(Wire):
    """An agent's console, which sounds every ring; `on_ring` is called with each."""

    def __init__(self, wires, cookie, on_ring=None):
        super().__init__(wires, "/ws/agent", wires.shop.base, cookie)
        self.on_ring = on_ring
        self.send({"type": "hello", "v": 1, "bell": True, "resume": []})
        wires.until(lambda: self.heard("welcome"), "a welcome")

    def took(self, now, notice):
        self.beat(notice)
        if ring := RING.match(notice):
            c, number = ring[1].decode(), int(ring[2])
            self.send({"type": "heard", "c": c, "ring": number})
            if self.on_ring:
                self.on_ring(self, c, number)

    def rings(self):
        """Each ring that came: when, of which talk, which."""
        found = ((at, RING.match(notice)) for at, notice in self.notices)
        return [(at, ring[1].decode(), int(ring[2])) for at, ring in found if ring]


class Wires:
    """All pages, and what is to be done at which moment."""

    def __init__(self, shop):
        self.shop, self.selector, self.agenda = shop, selectors.DefaultSelector(), []

    def later(self, seconds, act):
        self.agenda.append((time.time() + seconds, act))

    def turn(self, longest=0.05):
        now = time.time()
        for item in [item for item in self.agenda if item[0] <= now]:
            self.agenda.remove(item)
            item[1]()
        next_act = min((at for at, _ in self.agenda), default=now + longest)
        for key, _ in self.selector.select(max(0, min(longest, next_act - time.time()))):
            key.data.arrived(time.time())

    def until(self, ready, what, within=PATIENCE):
        deadline = time.time() + within
        while not (found := ready()):
            assert time.time() < deadline, f"no {what} within {within} s"
            self.turn()
        return found

    def wait(self, seconds):
        """Lets time pass; its length is the test."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            self.turn()


def whole(data):
    """Where the first frame's payload stands, when it is there to its end."""
    if len(data) < 2:
        return None
    start, length = 2, data[1] & 127
    if length == 126:
        start, length = 4, int.from_bytes(data[2:4], "big")
    elif length == 127:
        start, length = 10, int.from_bytes(data[2:10], "big")
    return (start, start + length) if len(data) >= start + length else None
