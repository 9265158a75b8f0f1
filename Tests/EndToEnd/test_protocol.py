"""RFC 6455 broken on purpose: every violation is answered with the right close code, and never with a crash.

wsproto reads what comes back; what goes out is written here byte by byte, because no library would.
"""

import os
import socket

import pytest
from websockets.sync.client import connect
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Pong, Request, TextMessage

from echo import Echo
from frames import BINARY_FRAME, CLOSE, CONTINUATION, PING, PONG, TEXT, close_frame, frame
from shop import PATIENCE

EURO = "€".encode()


@pytest.fixture(scope="module")
def echo():
    """The address of an echo server on the real engine."""
    server = Echo()
    yield f"127.0.0.1:{server.port}"
    assert server.is_running, "echo did not outlive the tests"
    server.stop()


class Line:
    """A connection upgraded by wsproto, then left to raw frames."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wsproto = WSConnection(ConnectionType.CLIENT)
        self.socket.sendall(self.wsproto.send(Request(host=address, target="/")))
        self.events = self.wsproto.events()
        assert isinstance(self.next(), AcceptConnection)

    def send(self, *frames):
        self.socket.sendall(b"".join(frames))

    def next(self):
        """The next event; None when the server has closed the connection."""
        while True:
            for event in self.events:
                return event
            try:
                received = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not received:
                return None
            self.wsproto.receive_data(received)
            self.events = self.wsproto.events()

    def message(self):
        """The next whole message."""
        whole = None
        while isinstance(event := self.next(), (TextMessage, BytesMessage)):
            whole = event.data if whole is None else whole + event.data
            if event.message_finished:
                return whole
        raise AssertionError(f"no message but {event}")

    def close_code(self):
        """The code the server closes with, and that it closes the connection too."""
        while not isinstance(event := self.next(), CloseConnection):
            assert event is not None, "closed without a Close frame"
        assert self.next() is None
        return event.code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


@pytest.fixture
def line(echo):
    with Line(echo) as line:
        yield line


VIOLATIONS = {
    "an unmasked frame": [frame(TEXT, b"hello", mask=None)],
    "an unmasked ping": [frame(PING, b"", mask=None)],
    "RSV1 without an extension": [frame(TEXT, b"hello", reserved=4)],
    "RSV2": [frame(TEXT, b"hello", reserved=2)],
    "RSV3": [frame(BINARY_FRAME, b"hello", reserved=1)],
    "RSV1 on a ping": [frame(PING, b"", reserved=4)],
    **{f"reserved opcode {opcode:#x}": [frame(opcode, b"")] for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "a fragmented ping": [frame(PING, b"", final=False)],
    "a fragmented close": [frame(CLOSE, b"", final=False)],
    "a ping of 126 bytes": [frame(PING, b"x" * 126)],
    "a close of 126 bytes": [close_frame(1000, b"x" * 124)],
    "a continuation of nothing": [frame(CONTINUATION, b"hello")],
    "an unfinished continuation of nothing": [frame(CONTINUATION, b"hello", final=False)],
    "a continuation after the last": [frame(TEXT, b"a", final=False), frame(CONTINUATION, b"b"), frame(CONTINUATION)],
    "a message inside another": [frame(TEXT, b"a", final=False), frame(TEXT, b"b")],
    "binary inside text": [frame(TEXT, b"a", final=False), frame(BINARY_FRAME, b"b")],
    "a length in 2 bytes that fits in 7 bits": [frame(TEXT, b"a" * 125, bits=16)],
    "a length in 8 bytes that fits in 2": [frame(TEXT, b"a" * 200, bits=64)],
    "a length with its top bit set": [frame(TEXT, b"", claimed=1 << 63)],
    "a close of one byte": [frame(CLOSE, b"\x03")],
    **{f"close code {code}": [close_frame(code)]
       for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)},
}


@pytest.mark.parametrize("frames", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_a_violation_is_answered_with_1002(line, frames):
    line.send(*frames)
    assert line.close_code() == 1002


NOT_UTF8 = {
    "a lone continuation byte": [b"\x80"],
    "an overlong slash": [b"\xc0\xaf"],
    "a surrogate": [b"\xed\xa0\x80"],
    "beyond U+10FFFF": [b"\xf4\x90\x80\x80"],
    "cut off at the end": [EURO[:2]],
    "cut off, in two fragments": [b"x", EURO[:2]],
    "0xff in the middle": [b"abc\xffdef"],
    "wrong at the start of a fragment": [EURO[:1], b"x"],
}


@pytest.mark.parametrize("pieces", NOT_UTF8.values(), ids=NOT_UTF8.keys())
def test_text_that_is_not_utf8_is_answered_with_1007(line, pieces):
    for place, piece in enumerate(pieces):
        line.send(frame(CONTINUATION if place else TEXT, piece, final=place == len(pieces) - 1))
    assert line.close_code() == 1007


def test_wrong_text_is_refused_before_its_last_fragment(line):
    line.send(frame(TEXT, b"good, then \xff", final=False))
    assert line.close_code() == 1007


def test_a_close_reason_that_is_not_utf8_is_answered_with_1007(line):
    line.send(close_frame(1000, b"\xff\xfe"))
    assert line.close_code() == 1007


# 1014 may be sent too, but wsproto does not know it.
@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 4999])
def test_a_close_is_echoed(line, code):
    line.send(close_frame(code, "tschüß".encode()))
    assert line.close_code() == code


def test_an_empty_close_is_echoed(line):
    line.send(frame(CLOSE))
    assert line.close_code() in (1000, 1005)


def test_nothing_after_a_close_is_read(line):
    line.send(close_frame(1000), frame(TEXT, b"too late"), frame(0xF))
    assert line.close_code() == 1000


def test_a_message_in_fragments_with_pings_between_comes_back_whole(line):
    line.send(
        frame(TEXT, EURO[:1], final=False), frame(PING, b"one"), frame(CONTINUATION, b"", final=False),
        frame(CONTINUATION, EURO[1:2], final=False), frame(PING, b"two"), frame(CONTINUATION, EURO[2:]))
    heard = []
    while not heard or not isinstance(heard[-1], TextMessage) or not heard[-1].message_finished:
        heard.append(line.next())
    assert heard[-1].data == "€"
    pongs = [bytes(event.payload) for event in heard if isinstance(event, Pong)]
    assert pongs and pongs[-1] == b"two", "pings between fragments are answered at once"


def test_a_message_byte_by_byte_comes_back_whole(line):
    for byte in frame(TEXT, "häppchenweise €".encode()):
        line.send(bytes([byte]))
    assert line.message() == "häppchenweise €"


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 1_000_003])
def test_every_spelling_of_a_length_comes_back(line, size):
    payload = os.urandom(size)
    line.send(frame(BINARY_FRAME, payload))
    assert line.message() == payload


def test_a_message_beyond_the_limit_is_answered_with_1009(line):
    line.send(frame(BINARY_FRAME, b"", claimed=17 << 20))
    assert line.close_code() == 1009


def test_fragments_beyond_the_limit_are_answered_with_1009(line):
    megabyte = b"x" * (1 << 20)
    try:
        line.send(frame(BINARY_FRAME, megabyte, final=False))
        for _ in range(16):
            line.send(frame(CONTINUATION, megabyte, final=False))
    except (BrokenPipeError, ConnectionResetError):
        pass
    assert line.close_code() == 1009


def test_an_unasked_pong_is_passed_over(line):
    line.send(frame(PONG, b"unasked"), frame(PING, b"asked"))
    event = line.next()
    assert isinstance(event, Pong) and bytes(event.payload) == b"asked"


def test_many_messages_in_one_packet_come_back_in_order(line):
    line.send(*(frame(TEXT, str(number).encode()) for number in range(500)))
    assert [line.message() for _ in range(500)] == [str(number) for number in range(500)]


def test_an_independent_client_with_compression_is_understood(echo):
    with connect(f"ws://{echo}/", proxy=None) as peer:
        for text in ("short", "squeeze me " * 10_000, "x" * 200_000):
            peer.send(text)
            assert peer.recv(PATIENCE) == text


UPGRADES = {
    "no version": (426, {"Sec-WebSocket-Version": None}),
    "another version": (426, {"Sec-WebSocket-Version": "8"}),
    "no key": (400, {"Sec-WebSocket-Key": None}),
    "a short key": (400, {"Sec-WebSocket-Key": "c2hvcnQ="}),
    "a key that is no base64": (400, {"Sec-WebSocket-Key": "!!!!!!!!!!!!!!!!!!!!!!=="}),
    "no upgrade": (426, {"Upgrade": None}),
    "no connection": (426, {"Connection": "keep-alive"}),
}


@pytest.mark.parametrize("status,change", UPGRADES.values(), ids=UPGRADES.keys())
def test_a_bad_upgrade_is_refused_with_the_right_status(echo, status, change):
    fields = {
        "Host": echo, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="} | change
    head = "".join(f"{name}: {text}\r\n" for name, text in fields.items() if text is not None)
    host, port = echo.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\n{head}\r\n".encode())
        answer = raw.recv(65536).decode()
    assert answer.startswith(f"HTTP/1.1 {status} "), answer
    if status == 426:
        assert "sec-websocket-version: 13" in answer.lower()


def test_the_accept_key_is_the_one_of_the_rfc(echo):
    host, port = echo.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as raw:
        raw.sendall(
            f"GET / HTTP/1.1\r\nHost: {echo}\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        answer = raw.recv(65536).decode().lower()
    assert answer.startswith("http/1.1 101 ") and "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=" in answer
