"""Names as browsers make them."""

import base64
import os
import time

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def spelled(milliseconds, rest):
    """26 letters of base32: 48 bits of milliseconds, then 80 more."""
    bits = milliseconds << 80 | rest
    return "".join(ALPHABET[bits >> (125 - 5 * place) & 31] for place in range(26))


def new_id():
    return spelled(int(time.time() * 1000), int.from_bytes(os.urandom(10), "big"))


def new_secret():
    """What a browser proves with that it is the same one."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
