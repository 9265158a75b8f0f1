"""`secondring echo`, and a client that sends frames made by hand; what comes back is judged by wsproto alone."""

import base64
import hashlib
import os
import socket
import subprocess
import zlib

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage
from wsproto.extensions import PerMessageDeflate

from shop import BINARY, PATIENCE


def squeezed(message, window=15, flush=zlib.Z_SYNC_FLUSH, level=6):
    """A message as RFC 7692 7.2.1 wants it: raw deflate without the tail of its last empty block."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -window)
    made = compressor.compress(message) + compressor.flush(flush)
    return made.removesuffix(b"\x00\x00\xff\xff")


class Echo:
    """The server, on a free port."""

    def __init__(self, certificate=None):
        tls = ["--tls-cert", certificate[0], "--tls-key", certificate[1]] if certificate else []
        self.process = subprocess.Popen(
            [BINARY, "echo", "--listen", "127.0.0.1:0", *tls], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on wss://" if tls else "listening on ws://"), line
        self.port = int(line.rsplit(":", 1)[1])

    @property
    def is_running(self):
        return self.process.poll() is None

    def stop(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0, "the echo did not end in peace"


class Client:
    """One connection. Events come from wsproto, which raises when the server breaks a rule."""

    def __init__(self, echo, offer=None, tls=None):
        self.socket = socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self.agreed, rest = self.shake_hands(offer)
        extensions = []
        if self.agreed:
            deflate = PerMessageDeflate()
            deflate.finalize(self.agreed)
            extensions = [deflate]
        self.judge = Connection(ConnectionType.CLIENT, extensions)
        self.pending = []
        self.has_ended = False
        self.take(rest)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def shake_hands(self, offer):
        key = base64.b64encode(os.urandom(16))
        self.socket.sendall(
            b"GET / HTTP/1.1\r\nHost: echo\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + b"\r\n"
            + (f"Sec-WebSocket-Extensions: {offer}\r\n".encode() if offer else b"") + b"\r\n")
        answer = b""
        while b"\r\n\r\n" not in answer:
            more = self.socket.recv(65_536)
            assert more, f"the server ended with {answer}"
            answer += more
        head, rest = answer.split(b"\r\n\r\n", 1)
        status, *lines = head.decode().split("\r\n")
        assert status == "HTTP/1.1 101 Switching Protocols"
        fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        assert fields["sec-websocket-accept"] == base64.b64encode(digest).decode()
        return fields.get("sec-websocket-extensions"), rest

    def send(self, *frames):
        self.socket.sendall(b"".join(frames))

    def drip(self, data, size=1):
        """The same in many small segments."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(data), size):
            self.socket.sendall(data[start:start + size])

    def take(self, data):
        if data:
            self.judge.receive_data(data)
            self.pending += self.judge.events()

    def next(self):
        """The next event: `("text", words)`, `("binary", bytes)`, `("pong", bytes)`, `("close", code)`, `("end",)`."""
        parts = []
        while True:
            while self.pending:
                event = self.pending.pop(0)
                if isinstance(event, (TextMessage, BytesMessage)):
                    parts.append(event.data)
                    if event.message_finished:
                        return self.message(event, parts)
                else:
                    return self.control(event)
            data = b"" if self.has_ended else self.receive()
            if not data:
                self.has_ended = True
                return ("end",)
            self.take(data)

    @staticmethod
    def message(event, parts):
        if isinstance(event, TextMessage):
            return ("text", "".join(parts))
        return ("binary", b"".join(bytes(part) for part in parts))

    @staticmethod
    def control(event):
        match event:
            case CloseConnection():
                return ("close", int(event.code))
            case Pong():
                return ("pong", bytes(event.payload))
            case Ping():
                return ("ping", bytes(event.payload))
        raise AssertionError(f"the server sent {event}")

    def receive(self):
        try:
            return self.socket.recv(65_536)
        except ConnectionResetError:
            return b""

    def expect(self, *events):
        for event in events:
            assert self.next() == event

    def expect_close(self, code):
        """The server says why, and then ends the connection itself (RFC 6455 7.1.1)."""
        self.expect(("close", code), ("end",))
