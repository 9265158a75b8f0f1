"""One page's WebSocket, as small as it can be: thousands of them are opened in a run."""

import base64
import json
import os
import socket

from shared import said

LIMIT = 10  # seconds; no call to the server may take as long


class Gone(Exception):
    """The server is no longer there."""


class Link:
    def __init__(self, address, path, origin, cookie=None):
        host, port = address.split(":")
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1", f"Host: {address}", f"Origin: {origin}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: secondring.1"]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        self.bytes, self.is_open, self.is_gone = b"", False, False
        try:
            self.socket = socket.create_connection((host, int(port)), timeout=LIMIT)
        except OSError as error:
            raise Gone from error
        self.write("\r\n".join([*lines, "", ""]).encode())
        self.socket.setblocking(False)

    def fileno(self):
        return self.socket.fileno()

    def write(self, content):
        try:
            self.socket.sendall(content)
        except OSError:
            self.is_gone = True

    def send(self, command):
        self.write(said(command))

    def notices(self):
        """What has come by now; `is_gone` when nothing will come any more."""
        try:
            while piece := self.socket.recv(1 << 18):
                self.bytes += piece
            self.is_gone = True
        except BlockingIOError:
            pass
        except OSError:
            self.is_gone = True
        return self.parsed()

    def parsed(self):
        found = []
        if not self.is_open:
            head, end, rest = self.bytes.partition(b"\r\n\r\n")
            if not end:
                return found
            assert head.startswith(b"HTTP/1.1 101"), head
            self.is_open, self.bytes = True, rest
        place, content = 0, self.bytes
        while len(content) >= place + 2:
            kind, length, start = content[place] & 15, content[place + 1], place + 2
            if length >= 126:
                width = 2 if length == 126 else 8
                length, start = int.from_bytes(content[start:start + width], "big"), start + width
            if len(content) < start + length:
                break
            if kind == 1:
                found.append(json.loads(content[start:start + length]))
            elif kind == 8:
                self.is_gone = True
            place = start + length
        self.bytes = content[place:]
        return found

    def close(self):
        self.socket.close()
