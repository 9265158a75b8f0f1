"""The control socket of a running server, spoken to as the command line does, without a process for each command."""

import json
import socket

from shop import PATIENCE


def control(shop, verb, **options):
    """Asks for one command; its output, its errors and its exit code."""
    request = {"verb": verb, "options": {name: value if isinstance(value, list) else [value]
                                         for name, value in options.items()}}
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(3 * PATIENCE)
        peer.connect(f"{shop.data}/control.sock")
        peer.sendall(json.dumps(request).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            piece = peer.recv(1 << 16)
            assert piece, f"no answer to {verb}"
            answer += piece
    return json.loads(answer)


def link_of(reply):
    """The token of a sign-in link that a command printed."""
    assert reply["exit"] == 0, reply
    return reply["output"].strip().split("#link=")[1]
