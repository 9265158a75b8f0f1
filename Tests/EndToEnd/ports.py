"""Ports to listen on."""

import random
import socket

given = set()


def free_port():
    """A port below those that the system gives to outgoing connections, so that it is still free over a restart.

    Never the same one twice: a shop takes three at once, before it opens any.
    """
    while True:
        port = random.randrange(20_000, 32_000)
        if port not in given and is_free(port):
            given.add(port)
            return port


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
