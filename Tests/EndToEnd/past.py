"""Transcripts of talks long ago, written as the server writes them."""

import json
from datetime import UTC, datetime

from ids import spelled

POLYNOMIAL = 0x82F63B78


def table():
    entries = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ POLYNOMIAL * (number & 1)
        entries.append(number)
    return entries


TABLE = table()


def crc32c(content):
    register = 0xFFFFFFFF
    for byte in content:
        register = register >> 8 ^ TABLE[(register ^ byte) & 0xFF]
    return register ^ 0xFFFFFFFF


def line(seq, mid, at, **fields):
    text = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = json.dumps({"v": 1, "seq": seq, "mid": mid, "at": text, **fields}, separators=(",", ":")).encode()[:-1]
    return body + b',"crc":"%08x"}\n' % crc32c(body)


def write(data, since, number, facts):
    """One talk: what the visitor opens it with, then each fact so many milliseconds later."""
    conversation = spelled(since, number)
    opened = {
        "type": "opened", "by": "visitor", "site": "harbour", "visitor": spelled(1, number),
        "page": {"url": "https://www.harbour.example/", "title": "Records"}, "referrer": "", "lang": "en", "tz": "UTC"}
    said = {"type": "said", "by": "visitor", "text": "Is it in stock?", "files": []}
    lines = [(0, opened), (0, said), *facts]
    start = datetime.fromtimestamp(since / 1000, UTC)
    folder = data / "transcripts" / start.strftime("%Y/%m/%d")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{start.strftime('%H%M%S')}Z-{conversation}.jsonl").write_bytes(b"".join(
        line(seq, spelled(since, number * 1000 + seq), since + after, **fact) for seq, (after, fact) in enumerate(lines, 1)))


RANG = {"type": "rang", "by": "desk", "ring": 1, "agents": ["anna"]}
PICKED_UP = {"type": "pickedUp", "by": "agent", "agent": "anna", "name": "Anna", "ring": 1}
RELEASED = {"type": "released", "by": "desk", "released": "anna", "why": "silent"}
WORDS = {"type": "said", "by": "agent", "agent": "anna", "name": "Anna", "text": "It is.", "files": []}
NOTED = {"type": "noted", "by": "agent", "agent": "anna", "name": "Anna", "text": "Knows us", "files": []}
HUNG_UP = {"type": "hungUp", "by": "visitor"}
ENDED = {"type": "ended", "by": "desk", "why": "silence"}


def answered(after):
    return [(10, RANG), (after - 1, PICKED_UP), (after, WORDS), (after + 600_000, ENDED)]


FATES = [
    answered(700), answered(1_300), answered(2_000), answered(2_999), answered(3_000), answered(90_000),
    [(10, RANG), (500, PICKED_UP), (1_500, RELEASED), (1_500, RANG), (2_600, PICKED_UP), (2_700, NOTED), (2_800, WORDS),
     (90_000, ENDED)],
    [(10, RANG), (60_000, HUNG_UP), (70_000, WORDS), (80_000, ENDED)],
    [(10, RANG), (300, PICKED_UP), (1_300, RELEASED), (60_000, HUNG_UP), (70_000, ENDED)],
    [(10, {"type": "waited", "by": "desk", "why": "nobodyHere"}), (3_600_000, ENDED)],
]
