"""`secondring echo` over TLS: many handshakes at once, by Python's own TLS."""

import pathlib
import select
import socket
import ssl
import subprocess

import pytest

from echo import Client, Echo
from frames import BINARY_FRAME, frame

MANY = 300  # more than a slot is kept for on each loop
KEPT = 24 << 10  # bytes a connection that stands may take, in a build without optimisation
ROUND = 16 << 10


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", files[1], "-out", files[0]], check=True, capture_output=True)
    return files


@pytest.fixture
def echo(certificate):
    server = Echo(certificate)
    yield server
    server.stop()


def own_memory(server):
    """Bytes of its own that the server has in memory (RssAnon)."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) << 10
    raise AssertionError("no RssAnon")


class Shaking:
    """A client whose handshake goes on only when told."""

    def __init__(self, echo, context):
        self.socket = socket.create_connection(("127.0.0.1", echo.port), timeout=20)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")

    def ask(self):
        with pytest.raises(ssl.SSLWantReadError):
            self.tls.do_handshake()
        self.socket.sendall(self.outgoing.read())

    def is_answered(self):
        """The server has said all it has to say before our last words."""
        return bool(select.select([self.socket], [], [], 20)[0])

    def end(self):
        while True:
            try:
                self.tls.do_handshake()
                return self.socket.sendall(self.outgoing.read())
            except ssl.SSLWantReadError:
                self.incoming.write(self.socket.recv(ROUND))

    def echoes(self, words):
        """Opens a WebSocket, says something and hears it again: by then the server has read all before."""
        self.tls.write(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" + frame(BINARY_FRAME, words))
        self.socket.sendall(self.outgoing.read())
        heard = b""
        while not heard.endswith(words):
            try:
                heard += self.tls.read(ROUND)
            except ssl.SSLWantReadError:
                more = self.socket.recv(ROUND)
                assert more, f"the server ended after {heard}"
                self.incoming.write(more)
        return True


def test_many_handshakes_at_once_leave_nothing_behind(echo, certificate):
    context = ssl.create_default_context(cafile=certificate[0])
    first = Shaking(echo, context)
    first.ask()
    first.end()
    assert first.echoes(b"first")
    before = own_memory(echo)
    clients = [Shaking(echo, context) for _ in range(MANY)]
    for client in clients:
        client.ask()
    assert all(client.is_answered() for client in clients)
    for client in clients:
        client.end()
    assert all(client.echoes(b"number %d" % number) for number, client in enumerate(clients))
    assert (own_memory(echo) - before) / MANY < KEPT
    for client in [first, *clients]:
        client.socket.close()


def test_large_messages_come_back_whole_on_several_connections(echo, certificate):
    context = ssl.create_default_context(cafile=certificate[0])
    clients = [Client(echo, tls=context) for _ in range(8)]
    messages = [bytes([number]) * (ROUND * number + number) for number in range(1, 9)]
    for client, message in zip(clients, messages):
        client.send(frame(BINARY_FRAME, message))
    for client, message in zip(clients, messages):
        client.expect(("binary", message))
        client.socket.close()
