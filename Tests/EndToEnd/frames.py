"""WebSocket frames made by hand."""

import json

MASK = b"\x37\xfa\x21\x3d"
CONTINUATION, TEXT, BINARY_FRAME, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def frame(opcode, payload=b"", final=True, reserved=0, mask=MASK, bits=None, claimed=None):
    """A frame right or wrong: `reserved` are the three bits, `bits` the form of the length, `claimed` the length told."""
    length = len(payload) if claimed is None else claimed
    bits = bits or (7 if length < 126 else 16 if length < 65_536 else 64)
    head = bytes([
        final << 7 | reserved << 4 | opcode,
        (0x80 if mask else 0) | (length if bits == 7 else 126 if bits == 16 else 127)])
    if bits > 7:
        head += length.to_bytes(bits // 8, "big")
    return head + mask + masked(payload, mask) if mask else head + payload


def masked(payload, mask):
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload) ^ int.from_bytes(key)).to_bytes(size)


def close_frame(code, reason=b""):
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


def said(command):
    """A command as a page sends it; a mask of zeros is a mask, and costs nothing."""
    return frame(TEXT, json.dumps(command).encode(), mask=bytes(4))
