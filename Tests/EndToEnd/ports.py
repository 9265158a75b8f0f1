"""Ports to listen on."""

import os
import random
import socket

# Test processes that run side by side each take ports from a range of their own.
WORKERS = 8
FIRST, LAST = 20_000, 32_000
SHARE = (LAST - FIRST) // WORKERS
start = FIRST + SHARE * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % WORKERS)
given = set()


def free_port():
    """A port below those that the system gives to outgoing connections, so that it is still free over a restart.

    Never the same one twice: a shop takes three at once, before it opens any.
    """
    while True:
        port = random.randrange(start, start + SHARE)
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
